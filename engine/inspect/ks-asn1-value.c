/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <openssl/objects.h>
#include <string.h>

#include "ks-asn1-private.h"
#include "ks-asn1-text.h"
#include "ks-der.h"
#include "ks-time.h"

/* A value is one line in a list. */
#define MAX_HEX 64
#define MAX_TEXT 512

static const char *const universal_names[] = {
  [1] = "BOOLEAN",
  [2] = "INTEGER",
  [3] = "BIT STRING",
  [4] = "OCTET STRING",
  [5] = "NULL",
  [6] = "OBJECT IDENTIFIER",
  [7] = "ObjectDescriptor",
  [8] = "EXTERNAL",
  [9] = "REAL",
  [10] = "ENUMERATED",
  [11] = "EMBEDDED PDV",
  [12] = "UTF8String",
  [13] = "RELATIVE-OID",
  [14] = "TIME",
  [16] = "SEQUENCE",
  [17] = "SET",
  [18] = "NumericString",
  [19] = "PrintableString",
  [20] = "T61String",
  [21] = "VideotexString",
  [22] = "IA5String",
  [23] = "UTCTime",
  [24] = "GeneralizedTime",
  [25] = "GraphicString",
  [26] = "VisibleString",
  [27] = "GeneralString",
  [28] = "UniversalString",
  [29] = "CHARACTER STRING",
  [30] = "BMPString",
};

static const char *const problem_texts[] = {
  [KS_ASN1_NO_PROBLEM] = "",
  [KS_ASN1_TRUNCATED] = N_ ("The data ends inside of an element"),
  [KS_ASN1_TOO_LONG] = N_ ("An element that is longer than what it is in"),
  [KS_ASN1_BAD_HEADER] = N_ ("A tag or a length that cannot be right"),
  [KS_ASN1_NO_END] = N_ ("No end of the indefinite length"),
  [KS_ASN1_TOO_DEEP] = N_ ("Nested too deeply to be shown"),
  [KS_ASN1_TOO_MANY] = N_ ("Too many elements to be shown"),
};

/**
 * ks_asn1_element_dup_tag:
 * @self: an element
 *
 * Returns: (transfer full): its tag as the standards write it (X.680 section 31), for example "SEQUENCE" or "[0]"; empty for bytes that
 *   are no element
 */
char *
ks_asn1_element_dup_tag (const KsAsn1Element *self)
{
  if (self->header_size == 0)
    return g_strdup ("");

  switch (self->tag_class) {
  case KS_ASN1_APPLICATION:
    return g_strdup_printf ("[APPLICATION %u]", self->number);
  case KS_ASN1_CONTEXT:
    return g_strdup_printf ("[%u]", self->number);
  case KS_ASN1_PRIVATE:
    return g_strdup_printf ("[PRIVATE %u]", self->number);
  case KS_ASN1_UNIVERSAL:
  default:
    if (self->number < G_N_ELEMENTS (universal_names) && universal_names[self->number] != NULL)
      return g_strdup (universal_names[self->number]);
    return g_strdup_printf ("[UNIVERSAL %u]", self->number);
  }
}

static char *
dup_hex (const guint8 *data, gsize size)
{
  g_autofree char *hex = ks_asn1_text_dup_hex (data, MIN (size, MAX_HEX));
  g_autofree char *count = NULL;

  if (size <= MAX_HEX)
    return g_steal_pointer (&hex);
  /* Translators: of a long value only the beginning is shown; %s is that beginning, %zu the whole length */
  count = g_strdup_printf (ngettext ("%s… (%zu byte)", "%s… (%zu bytes)", size), hex, size);
  return g_steal_pointer (&count);
}

static char *
dup_integer (const guint8 *data, gsize size)
{
  gint64 value = size > 0 && (data[0] & 0x80) != 0 ? -1 : 0;

  if (size == 0 || size > sizeof value)
    return dup_hex (data, size);
  for (gsize i = 0; i < size; i++)
    value = (gint64) ((guint64) value << 8 | data[i]);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
dup_oid (const KsDer *der)
{
  g_autofree char *oid = ks_der_dup_oid (der);
  int nid;

  if (oid == NULL)
    return dup_hex (der->content, der->size);
  nid = OBJ_txt2nid (oid);
  return nid != NID_undef ? g_strdup_printf ("%s (%s)", OBJ_nid2ln (nid), oid) : g_steal_pointer (&oid);
}

static char *
dup_bits (const guint8 *data, gsize size)
{
  g_autofree char *hex = NULL;

  if (size == 0)
    return g_strdup ("");
  hex = dup_hex (data + 1, size - 1);
  if (data[0] == 0)
    return g_steal_pointer (&hex);
  /* Translators: of a string of bits; %s are its bytes, %u is how many bits at the end do not count */
  return g_strdup_printf (ngettext ("%s (%u bit unused)", "%s (%u bits unused)", data[0]), hex, data[0]);
}

static char *
dup_time (const KsDer *der)
{
  gint64 time = ks_time_from_der (der->tag, der->content, der->size);

  return time != KS_TIME_INVALID ? ks_time_to_rfc3339 (time)
                                 : ks_asn1_text_dup_ascii (der->content, der->size);
}

static char *
dup_text (const KsDer *der)
{
  g_autofree char *text = ks_asn1_text_dup (der);

  if (strlen (text) > MAX_TEXT) {
    *g_utf8_find_prev_char (text, text + MAX_TEXT) = '\0';
    return g_strconcat (text, "…", NULL);
  }
  return g_steal_pointer (&text);
}

/* What has a tag of its structure's own is a text as often as not: a DNS name, an address, a key identifier. */
static char *
dup_implicit (const KsDer *der)
{
  gboolean is_text = der->size > 0;

  for (gsize i = 0; i < der->size; i++)
    is_text = is_text && der->content[i] >= 0x20 && der->content[i] < 0x7f;
  return is_text ? ks_asn1_text_dup_ascii (der->content, MIN (der->size, MAX_TEXT))
                 : dup_hex (der->content, der->size);
}

static char *
dup_universal (const KsDer *der)
{
  switch (der->tag) {
  case KS_ASN1_TAG_BOOLEAN:
    return g_strdup (der->size == 1 && der->content[0] == 0 ? "FALSE" : "TRUE");
  case KS_ASN1_TAG_INTEGER:
  case KS_ASN1_TAG_ENUMERATED:
    return dup_integer (der->content, der->size);
  case KS_ASN1_TAG_BIT_STRING:
    return dup_bits (der->content, der->size);
  case KS_ASN1_TAG_OCTET_STRING:
    return dup_hex (der->content, der->size);
  case KS_ASN1_TAG_NULL:
    return g_strdup ("");
  case KS_ASN1_TAG_OID:
    return dup_oid (der);
  case KS_ASN1_TAG_UTC_TIME:
  case KS_ASN1_TAG_GENERALIZED_TIME:
    return dup_time (der);
  default:
    return dup_text (der);
  }
}

/**
 * ks_asn1_tree_dup_value:
 * @self: a tree
 * @index: an element
 *
 * Says in one line what a primitive element is worth. Text of the file may have any characters.
 *
 * Returns: (transfer full): that value, shortened when it is long; what is wrong, when the element has a problem; empty for an
 *   element that has others inside
 */
char *
ks_asn1_tree_dup_value (KsAsn1Tree *self, guint index)
{
  const KsAsn1Element *element = ks_asn1_tree_get_element (self, index);
  const guint8 *data = g_bytes_get_data (self->bytes, NULL);
  KsDer der = { 0 };

  g_return_val_if_fail (element != NULL, NULL);

  if (element->problem != KS_ASN1_NO_PROBLEM)
    return g_strdup (_ (problem_texts[element->problem]));
  if (element->is_constructed || element->n_children > 0)
    return g_strdup ("");

  der.tag = (guint8) MIN (element->number, 0x1f);
  der.start = data + element->offset;
  der.full_size = element->header_size + element->size;
  der.content = data + element->offset + element->header_size;
  der.size = element->size;
  return element->tag_class == KS_ASN1_UNIVERSAL ? dup_universal (&der) : dup_implicit (&der);
}
