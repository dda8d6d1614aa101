/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-path-builder.h"
#include "ks-verdict-private.h"

G_BEGIN_DECLS

/* Whether the private key is the one of the certificate; NOT_APPLICABLE without a private key. */
KsState ks_verify_request_judge_key (KsVerifyRequest *request, GError **error);

/* Adds what is known of the entry’s own key to the results of the entry. */
void ks_verdict_judge_key_weakness (KsVerdict *self, KsVerifyRequest *request);
/* The worst of that. */
KsState ks_verify_request_judge_key_weakness (KsVerifyRequest *request);

/* Adds what is known of the keys of the authorities to the results of a path. */
void ks_path_judge_keys (KsPath *path);
/* The same for the best path, and the next one where that spoils it. */
void ks_path_search_judge_keys (KsPathSearch *self);

G_END_DECLS
