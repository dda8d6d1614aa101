/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-der.h"
#include "ks-name.h"

G_BEGIN_DECLS

/* The extensions which the certificate itself answers questions about. */
typedef enum {
  KS_OUTLINE_SUBJECT_KEY_ID,
  KS_OUTLINE_KEY_USAGE,
  KS_OUTLINE_ALT_NAMES,
  KS_OUTLINE_BASIC_CONSTRAINTS,
  KS_OUTLINE_AUTHORITY_KEY_ID,
  KS_OUTLINE_EXTENDED_KEY_USAGE,
  KS_OUTLINE_AUTHORITY_INFO,
  KS_OUTLINE_N_EXTENSIONS,
} KsOutlineExtension;

/**
 * KsCertificateOutline: where the parts of a certificate are, for ks-certificate.c
 *
 * Found in one walk without an allocation per part. A part that was not found has no start. Everything points into @bytes.
 */
typedef struct {
  GBytes *bytes;     /* the certificate's own, or their DER form where they are BER */
  gboolean readable; /* everything up to the key was found */
  char *problem;     /* translated, or NULL */
  guint version;     /* 1, 2, 3; what it says, where that is none of them */
  gint64 not_before;
  gint64 not_after;
  KsDer serial;
  KsDer signature; /* AlgorithmIdentifier, outer one; the inner one where the outer is missing */
  KsName *issuer;  /* the empty name where it cannot be read */
  KsName *subject;
  KsDer spki;
  KsDer extensions;                     /* SEQUENCE OF Extension */
  KsDer known[KS_OUTLINE_N_EXTENSIONS]; /* the element inside the OCTET STRING */
} KsCertificateOutline;

/* One Extension; RFC 5280 section 4.1. */
typedef struct {
  KsDer oid;
  gboolean critical;
  KsDer value; /* the OCTET STRING */
} KsOutlineEntry;

KsCertificateOutline *ks_certificate_outline_new (GBytes *der) G_GNUC_WARN_UNUSED_RESULT;
void ks_certificate_outline_free (KsCertificateOutline *self);
gboolean ks_certificate_outline_read_extension (KsDerCursor *cursor, KsOutlineEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsCertificateOutline, ks_certificate_outline_free)

G_END_DECLS
