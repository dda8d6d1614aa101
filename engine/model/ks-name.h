/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KsName:
 *
 * A distinguished name (RFC 5280 section 4.1.2.4), immutable and reference counted. It is made from DER once and keeps it.
 */
typedef struct _KsName KsName;

typedef struct {
  const char *oid;        /* "2.5.4.3" */
  const char *short_name; /* "CN", or the OID where there is none */
  const char *long_name;  /* translated: "Common name" */
  const char *value;      /* UTF-8; "#" and hex where the value is no string */
  guint rdn;              /* attributes of one multi-valued RDN share this number */
} KsNameAttribute;

#define KS_TYPE_NAME (ks_name_get_type ())
GType ks_name_get_type (void) G_GNUC_CONST;

/* @der is one Name element; NULL and KS_ERROR_MALFORMED when it is not. */
KsName *ks_name_new (GBytes *der, GError **error) G_GNUC_WARN_UNUSED_RESULT;
KsName *ks_name_ref (KsName *self);
void ks_name_unref (KsName *self);
GBytes *ks_name_get_der (KsName *self);
guint ks_name_get_n_attributes (KsName *self);
const KsNameAttribute *ks_name_get_attribute (KsName *self, guint index);
/* RFC 4514 string, most specific first, as people write it: "CN=gw.example.org,O=Example,C=CZ". */
const char *ks_name_get_text (KsName *self);
/* The most specific common name that is not empty, or NULL. */
const char *ks_name_get_common_name (KsName *self);
/* What people call it: CN, else OU, O, first attribute; "" for the empty name. */
const char *ks_name_get_title (KsName *self);
/* RFC 5280 section 7.1: case and white space are insignificant in directory strings. */
gboolean ks_name_equal (KsName *a, KsName *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsName, ks_name_unref)

G_END_DECLS
