/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text of a PEM file as bytes without byte order mark and final zero bytes; UTF-16 becomes UTF-8. For ks-pem alone. */
GBytes *ks_pem_text_normalize (GBytes *text) G_GNUC_WARN_UNUSED_RESULT;
char *ks_pem_text_from_bytes (const char *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
