/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-pkcs12-private.h"

G_BEGIN_DECLS

/* One ContentInfo of the AuthenticatedSafe. */
typedef struct {
  KsDer element;
  KsDer content;   /* plain: the octets of SafeContents */
  KsDer algorithm; /* encrypted */
  KsDer data;      /* encrypted */
  enum {
    KS_PKCS12_PART_PLAIN,
    KS_PKCS12_PART_ENCRYPTED,
    KS_PKCS12_PART_ENVELOPED,
    KS_PKCS12_PART_UNKNOWN
  } kind;
} KsPkcs12Part;

/* The outer structure of a file. */
typedef struct {
  GBytes *der;    /* the PFX */
  GBytes *safe;   /* the AuthenticatedSafe */
  gsize trailing; /* bytes behind the PFX */
  KsDer content;  /* octets that the MAC covers */
  KsPkcs12Mac mac;
  gboolean has_mac;
  GArray *parts; /* of KsPkcs12Part */
  guint n_encrypted;
  guint64 iterations; /* of all layers together */
} KsPkcs12File;

gboolean ks_pkcs12_file_open (KsPkcs12File *self, GBytes *bytes, GError **error);
void ks_pkcs12_file_clear (KsPkcs12File *self);

G_END_DECLS
