/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-name-input.h"

G_BEGIN_DECLS

/* The host of a web address, of "host:port" and of "host/path"; a copy of @text where it is nothing of these. */
char *ks_general_name_dup_host (const char *text) G_GNUC_WARN_UNUSED_RESULT;
gsize ks_general_name_parse_address (const char *text, guint8 *octets);

G_END_DECLS
