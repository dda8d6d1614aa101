/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One line of a decoded extension: "DNS" : "gw.example.org". */
typedef struct {
  char *label; /* translated; may be "" */
  char *value;
  gboolean monospace; /* hex */
} KsExtensionField;

/**
 * KsExtension:
 *
 * One X.509 extension, decoded for people. Plain data, owned by its certificate. An extension that is not known or is
 * malformed has its hex dump as its only field, and says so in @problem when malformed.
 */
typedef struct {
  char *oid;
  char *name; /* translated: "Subject alternative name"; the OID where it has none */
  gboolean critical;
  gboolean is_known;
  GBytes *value;         /* content of the OCTET STRING */
  GPtrArray *fields;     /* of KsExtensionField */
  char *problem;         /* translated, or NULL */
  const char *reference; /* "RFC 5280, 4.2.1.6" or NULL */
} KsExtension;

void ks_extension_free (KsExtension *self);

/* Decodes; never NULL. */
KsExtension *ks_extension_new (const char *oid, gboolean critical, GBytes *value) G_GNUC_WARN_UNUSED_RESULT;

/* The object identifier of each extension that is decoded, by its place in the table; NULL behind the last one. */
const char *ks_extension_get_known (guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsExtension, ks_extension_free)

G_END_DECLS
