/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-check-private.h"
#include "ks-role.h"

G_BEGIN_DECLS

KsPurpose ks_role_kind_get_purpose (KsRoleKind role);
/* The entry's results of known keys and the role, after its paths are known. */
void ks_verdict_judge_role (KsVerdict *verdict, const KsCheckSettings *settings);
/* For a truststore: the servers of open files. */
void ks_verdict_judge_servers (KsVerdict *verdict, const KsCheckSettings *settings);
/* Only what is worth a mark in the list. */
KsState ks_check_known_key_briefly (const KsCheckSettings *settings, const KsPath *path, char **sentence);
KsState ks_check_role_briefly (const KsCheckSettings *settings, const KsPath *path, char **sentence);

G_END_DECLS
