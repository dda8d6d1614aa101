/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-general-name.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <idn2.h>
#include <string.h>
#include "ks-asn1-text.h"
#include "ks-general-name-check.h"

#define TAG_CLASS 0xc0
#define CLASS_CONTEXT 0x80
#define TAG_NUMBER 0x1f

static char *
dup_hex (const KsDer *element)
{
  g_autofree char *hex = ks_asn1_text_dup_hex (element->content, element->size);

  return g_strconcat ("#", hex, NULL);
}

static void
set_unreadable (KsGeneralName *self, const KsDer *element)
{
  g_free (self->text);
  self->text = dup_hex (element);
  g_free (self->problem);
  self->problem = g_strdup (_ ("The name cannot be read."));
}

static void
read_dns (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  g_autofree char *lower = NULL;
  char *unicode = NULL;

  self->text = ks_asn1_text_dup_ascii (element->content, element->size);
  self->problem = g_strdup (ks_general_name_check_dns (self->text, constraint));
  lower = g_ascii_strdown (self->text, -1);
  if (strstr (lower, "xn--") == NULL)
    return;

  if (idn2_to_unicode_8z8z (lower, &unicode, 0) == IDN2_OK && !g_str_equal (unicode, lower) &&
      g_utf8_validate (unicode, -1, NULL))
    self->unicode = g_strdup (unicode);
  idn2_free (unicode);
}

static void
read_email (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  self->text = ks_asn1_text_dup_ascii (element->content, element->size);
  self->problem = g_strdup (ks_general_name_check_email (self->text, constraint));
}

static void
read_uri (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  self->text = ks_asn1_text_dup_ascii (element->content, element->size);
  self->problem = g_strdup (ks_general_name_check_uri (self->text, constraint));
}

static char *
dup_address (const guint8 *octets, gsize size)
{
  char text[INET6_ADDRSTRLEN];

  return g_strdup (inet_ntop (size == 4 ? AF_INET : AF_INET6, octets, text, sizeof text));
}

/* The number of leading one bits, -1 when others follow them. */
static int
mask_length (const guint8 *mask, gsize size)
{
  guint length = 0;

  while (length < 8 * size && (mask[length / 8] & (0x80 >> (length % 8))) != 0)
    length++;
  for (guint i = length; i < 8 * size; i++) {
    if ((mask[i / 8] & (0x80 >> (i % 8))) != 0)
      return -1;
  }

  return (int) length;
}

static void
read_network (KsGeneralName *self, const KsDer *element)
{
  gsize half = element->size / 2;
  g_autofree char *address = dup_address (element->content, half);
  int length = mask_length (element->content + half, half);

  if (length >= 0) {
    self->text = g_strdup_printf ("%s/%d", address, length);
  } else {
    g_autofree char *mask = dup_address (element->content + half, half);

    self->text = g_strdup_printf ("%s/%s", address, mask);
    self->problem = g_strdup (_ ("The mask of the network has gaps."));
  }
}

static void
read_ip (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  gsize unit = constraint ? 2 : 1;

  if (element->size != 4 * unit && element->size != 16 * unit) {
    self->text = dup_hex (element);
    self->problem = g_strdup_printf (
      g_dngettext (
        GETTEXT_PACKAGE,
        "An IP address has 4 or 16 bytes, a network in a name constraint 8 or 32; this one has %lu.",
        "An IP address has 4 or 16 bytes, a network in a name constraint 8 or 32; this one has %lu.",
        (gulong) element->size),
      (gulong) element->size);
  } else if (constraint) {
    read_network (self, element);
  } else {
    self->text = dup_address (element->content, element->size);
  }
}

static void
read_directory (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  g_autoptr (GBytes) der = g_bytes_new (element->content, element->size);
  g_autoptr (KsName) name = ks_name_new (der, NULL);

  if (name == NULL)
    set_unreadable (self, element);
  else
    self->text = g_strdup (ks_name_get_text (name));
}

static void
read_registered_id (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  self->text = ks_der_dup_oid (element);
  if (self->text == NULL)
    set_unreadable (self, element);
}

/* OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }, tagged implicitly. */
static void
read_other (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  KsDerCursor cursor;
  KsDer oid, wrapper, value;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, KS_DER_OID, &oid))
    self->oid = ks_der_dup_oid (&oid);
  if (self->oid == NULL || !ks_der_cursor_take (&cursor, KS_DER_CONTEXT (0), &wrapper)) {
    set_unreadable (self, element);
    return;
  }

  ks_der_cursor_init (&cursor, &wrapper);
  if (ks_der_cursor_next (&cursor, &value))
    self->text = ks_asn1_text_dup (&value);
  else
    set_unreadable (self, element);
}

static void
read_hex (KsGeneralName *self, const KsDer *element, gboolean constraint)
{
  self->text = dup_hex (element);
}

/* By the number of the context tag. */
static const struct {
  guint8 tag;
  const char *chip;
  void (*read) (KsGeneralName *self, const KsDer *element, gboolean constraint);
} types[] = {
  /* Translators: the tag of a name of an unusual type, on a small chip */
  [KS_GENERAL_NAME_OTHER] = { 0xa0, N_ ("Other"), read_other },
  /* Translators: the tag of an email address, on a small chip */
  [KS_GENERAL_NAME_EMAIL] = { 0x81, N_ ("Mail"), read_email },
  [KS_GENERAL_NAME_DNS] = { 0x82, "DNS", read_dns },
  [KS_GENERAL_NAME_X400] = { 0xa3, "X.400", read_hex },
  [KS_GENERAL_NAME_DIRECTORY] = { 0xa4, "DN", read_directory },
  [KS_GENERAL_NAME_EDI] = { 0xa5, "EDI", read_hex },
  [KS_GENERAL_NAME_URI] = { 0x86, "URI", read_uri },
  [KS_GENERAL_NAME_IP] = { 0x87, "IP", read_ip },
  [KS_GENERAL_NAME_REGISTERED_ID] = { 0x88, "ID", read_registered_id },
};

static KsGeneralName *
general_name_new (const KsDer *element, gboolean constraint)
{
  KsGeneralName *self = g_new0 (KsGeneralName, 1);
  guint number = element->tag & TAG_NUMBER;

  self->raw = g_bytes_new (element->content, element->size);
  if ((element->tag & TAG_CLASS) != CLASS_CONTEXT || number >= G_N_ELEMENTS (types)) {
    self->type = KS_GENERAL_NAME_OTHER;
    set_unreadable (self, element);
    return self;
  }

  self->type = number;
  if (element->tag == types[number].tag)
    types[number].read (self, element, constraint);
  else
    set_unreadable (self, element);
  return self;
}

/**
 * ks_general_name_new:
 * @element: one GeneralName, whose bytes are copied
 *
 * RFC 5280 section 4.2.1.6. A malformed name keeps its text and has a problem.
 *
 * Returns: (transfer full): never %NULL
 */
KsGeneralName *
ks_general_name_new (const KsDer *element)
{
  g_return_val_if_fail (element != NULL, NULL);

  return general_name_new (element, FALSE);
}

/**
 * ks_general_name_new_constraint:
 * @element: the base of one GeneralSubtree, whose bytes are copied
 *
 * RFC 5280 section 4.2.1.10.
 *
 * Returns: (transfer full): never %NULL
 */
KsGeneralName *
ks_general_name_new_constraint (const KsDer *element)
{
  g_return_val_if_fail (element != NULL, NULL);

  return general_name_new (element, TRUE);
}

/**
 * ks_general_name_free:
 * @self: (transfer full): a name
 *
 * Frees it.
 */
void
ks_general_name_free (KsGeneralName *self)
{
  g_return_if_fail (self != NULL);

  g_bytes_unref (self->raw);
  g_free (self->text);
  g_free (self->unicode);
  g_free (self->oid);
  g_free (self->problem);
  g_free (self);
}

/**
 * ks_general_name_type_get_tag:
 * @type: a type of name
 *
 * Returns: (transfer none): one short translated word
 */
const char *
ks_general_name_type_get_tag (KsGeneralNameType type)
{
  g_return_val_if_fail ((guint) type < G_N_ELEMENTS (types), "");

  return _ (types[type].chip);
}
