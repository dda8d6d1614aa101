/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-der.h"
#include "ks-sniff-der.h"

/* Enough to tell a structure by the tags of its first parts. */
#define MAX_PARTS 5

#define TAG_IA5_STRING 0x16
#define TAG_UTC_TIME 0x17
#define TAG_GENERALIZED_TIME 0x18

typedef struct {
  KsDer parts[MAX_PARTS];
  guint8 tags[MAX_PARTS]; /* 0 where there is no part */
} Outline;

static gboolean
read_outline (const KsDer *parent, Outline *outline)
{
  KsDerCursor cursor;

  *outline = (Outline) { 0 };
  ks_der_cursor_init (&cursor, parent);
  for (guint i = 0; i < MAX_PARTS && ks_der_cursor_next (&cursor, &outline->parts[i]); i++)
    outline->tags[i] = outline->parts[i].tag;

  return outline->tags[0] != 0;
}

static gboolean
is_time (guint8 tag)
{
  return tag == TAG_UTC_TIME || tag == TAG_GENERALIZED_TIME;
}

/* An algorithm identifier and the like: a sequence whose first part is an object identifier. */
static gboolean
starts_with_oid (const KsDer *element)
{
  Outline outline;

  return element->tag == KS_DER_SEQUENCE && read_outline (element, &outline) && outline.tags[0] == KS_DER_OID;
}

/* SubjectPublicKeyInfo, RFC 5280 section 4.1. */
static gboolean
is_public_key (const KsDer *element)
{
  Outline outline;

  return element->tag == KS_DER_SEQUENCE && read_outline (element, &outline) &&
         starts_with_oid (&outline.parts[0]) && outline.tags[1] == KS_DER_BIT_STRING && outline.tags[2] == 0;
}

/* The parts of something signed: what, algorithm, signature. */
static KsSniffedDer
sniff_signed (const KsDer *body)
{
  Outline outline;
  guint first;

  if (!read_outline (body, &outline))
    return KS_SNIFFED_NOTHING;
  if (outline.tags[0] == KS_DER_CONTEXT (0))
    return KS_SNIFFED_CERTIFICATE;

  if (is_public_key (&outline.parts[0]) && outline.tags[1] == TAG_IA5_STRING && outline.tags[2] == 0)
    return KS_SNIFFED_SPKAC;

  first = outline.tags[0] == KS_DER_INTEGER ? 1 : 0;
  if (outline.tags[first] != KS_DER_SEQUENCE || outline.tags[first + 1] != KS_DER_SEQUENCE)
    return KS_SNIFFED_NOTHING;
  if (is_time (outline.tags[first + 2]))
    return KS_SNIFFED_CRL;
  if (first == 1 && outline.tags[3] == KS_DER_CONTEXT (0))
    return KS_SNIFFED_REQUEST;
  if (first == 1 && outline.tags[3] == KS_DER_SEQUENCE)
    return KS_SNIFFED_CERTIFICATE;

  return KS_SNIFFED_NOTHING;
}

static KsSniffedDer
sniff_numbered (const Outline *outline)
{
  guint8 second = outline->tags[1];

  if (second == KS_DER_INTEGER || second == KS_DER_OCTET_STRING)
    return KS_SNIFFED_PRIVATE_KEY;
  if (second == KS_DER_SEQUENCE && starts_with_oid (&outline->parts[1]) &&
      outline->tags[2] == KS_DER_OCTET_STRING)
    return KS_SNIFFED_PRIVATE_KEY;

  return KS_SNIFFED_NOTHING;
}

static gboolean
is_certificate (const KsDer *element)
{
  Outline outline;

  return element->tag == KS_DER_SEQUENCE && read_outline (element, &outline) &&
         outline.tags[1] == KS_DER_SEQUENCE && outline.tags[2] == KS_DER_BIT_STRING &&
         sniff_signed (&outline.parts[0]) == KS_SNIFFED_CERTIFICATE;
}

static KsSniffedDer
sniff_sequence (const Outline *outline)
{
  Outline inner;

  if (outline->tags[1] == KS_DER_SEQUENCE && outline->tags[2] == KS_DER_BIT_STRING)
    return sniff_signed (&outline->parts[0]);

  if (starts_with_oid (&outline->parts[0])) {
    if (outline->tags[1] == KS_DER_OCTET_STRING)
      return KS_SNIFFED_ENCRYPTED_KEY;
    if (outline->tags[1] == KS_DER_BIT_STRING)
      return KS_SNIFFED_PUBLIC_KEY;
  }

  if (is_certificate (&outline->parts[0]) && (outline->tags[1] == 0 || is_certificate (&outline->parts[1])))
    return KS_SNIFFED_PKI_PATH;

  /* Encrypted data with its algorithm, or data with a version, an algorithm and times; and then an integrity check. */
  if ((outline->tags[1] == KS_DER_SEQUENCE || outline->tags[1] == KS_DER_CONTEXT (0)) &&
      outline->tags[2] == 0 && read_outline (&outline->parts[0], &inner) &&
      ((starts_with_oid (&inner.parts[0]) && inner.tags[1] == KS_DER_OCTET_STRING) ||
       (inner.tags[0] == KS_DER_INTEGER && inner.tags[1] == KS_DER_SEQUENCE && is_time (inner.tags[2]) &&
        is_time (inner.tags[3]))))
    return KS_SNIFFED_BCFKS;

  return KS_SNIFFED_NOTHING;
}

/**
 * ks_sniff_der:
 * @data: bytes
 * @size: size of @data
 *
 * Tells from the outline what a DER structure is. Nothing is verified.
 *
 * Returns: what it seems to be
 */
KsSniffedDer
ks_sniff_der (const guint8 *data, gsize size)
{
  KsDer outer;
  Outline outline;

  if (!ks_der_parse (data, size, &outer) || outer.tag != KS_DER_SEQUENCE || !read_outline (&outer, &outline))
    return KS_SNIFFED_NOTHING;

  switch (outline.tags[0]) {
  case KS_DER_OID:
    return outline.tags[1] == KS_DER_CONTEXT (0) ? KS_SNIFFED_PKCS7 : KS_SNIFFED_NOTHING;
  case KS_DER_INTEGER:
    return sniff_numbered (&outline);
  case KS_DER_SEQUENCE:
    return sniff_sequence (&outline);
  default:
    return KS_SNIFFED_NOTHING;
  }
}
