/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "ks-key.h"

G_BEGIN_DECLS

/* One JSON Web Key as a private, public or secret key. KS_ERROR_MALFORMED, KS_ERROR_UNSUPPORTED. */
KsKey *ks_jwk_read_key (JsonObject *object, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* A member that is a text, or NULL. */
const char *ks_jwk_get_text (JsonObject *object, const char *name);

G_END_DECLS
