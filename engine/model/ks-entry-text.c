/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-der.h"
#include "ks-entry-private.h"

/* The subject of a CertificationRequest (RFC 2986), the issuer of a CertificateList (RFC 5280, section 5.1):
 * the first Name in the signed part, behind a version number and, in a CRL, the signature's algorithm. */
static KsName *
read_name (GBytes *data, KsEntryKind kind)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (data, &size);
  KsDer outer, body, element;
  KsDerCursor cursor;
  g_autoptr (GBytes) slice = NULL;

  if (!ks_der_parse (bytes, size, &outer))
    return NULL;
  ks_der_cursor_init (&cursor, &outer);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &body))
    return NULL;

  ks_der_cursor_init (&cursor, &body);
  ks_der_cursor_take (&cursor, KS_DER_INTEGER, &element);
  if (kind == KS_ENTRY_CRL && !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &element))
    return NULL;
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &element))
    return NULL;

  slice = ks_der_slice (data, &element);
  return ks_name_new (slice, NULL);
}

/**
 * ks_entry_make_title:
 * @self: an entry
 *
 * Returns: (transfer full): what [method@Entry.get_title] gives
 */
char *
ks_entry_make_title (KsEntry *self)
{
  KsCertificate *leaf = ks_entry_get_leaf (self);
  KsKey *key = ks_entry_get_key (self);
  const char *algorithm;

  if (leaf != NULL)
    return g_strdup (ks_certificate_get_title (leaf));

  if (ks_entry_get_data (self) != NULL) {
    g_autoptr (KsName) name = read_name (ks_entry_get_data (self), ks_entry_get_kind (self));

    if (name != NULL && ks_name_get_n_attributes (name) > 0)
      return g_strdup (ks_name_get_title (name));
  }

  algorithm = key != NULL ? ks_key_get_algorithm (key) : NULL;
  if (algorithm != NULL)
    /* Translators: %s is the algorithm of a key that has no certificate, for example “AES” */
    return g_strdup_printf (_ ("%s key"), algorithm);

  return g_strdup (ks_entry_kind_get_name (ks_entry_get_kind (self)));
}

static void
append_line (GString *text, const char *line)
{
  if (line != NULL && *line != '\0') {
    g_string_append (text, line);
    g_string_append_c (text, '\n');
  }
}

static void
append_certificate (GString *text, KsCertificate *certificate)
{
  append_line (text, ks_name_get_text (ks_certificate_get_subject (certificate)));
  append_line (text, ks_name_get_text (ks_certificate_get_issuer (certificate)));
  append_line (text, ks_certificate_get_serial (certificate));
  append_line (text, ks_certificate_get_sha256 (certificate));

  for (guint i = 0; i < ks_certificate_get_n_alt_names (certificate); i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (certificate, i);

    append_line (text, name->text);
    append_line (text, name->unicode);
  }
}

/**
 * ks_entry_make_search_text:
 * @self: an entry
 *
 * Returns: (transfer full): what [method@Entry.get_search_text] gives
 */
char *
ks_entry_make_search_text (KsEntry *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *valid = NULL;

  append_line (text, ks_entry_get_alias (self));
  append_line (text, ks_entry_get_title (self));
  for (guint i = 0; i < ks_entry_get_chain_length (self); i++)
    append_certificate (text, ks_entry_get_certificate (self, i));

  /* An alias may hold what is no Unicode text. */
  valid = g_utf8_make_valid (text->str, text->len);
  return g_utf8_casefold (valid, -1);
}

/**
 * ks_entry_make_sort_key:
 * @self: an entry
 *
 * Returns: (transfer full): what [method@Entry.get_sort_key] gives
 */
char *
ks_entry_make_sort_key (KsEntry *self)
{
  g_autofree char *valid = g_utf8_make_valid (ks_entry_get_alias (self), -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);

  return g_utf8_collate_key_for_filename (folded, -1);
}

/**
 * ks_entry_kind_get_name:
 * @kind: a kind of entry
 *
 * Returns: (transfer none): its translated name
 */
const char *
ks_entry_kind_get_name (KsEntryKind kind)
{
  switch (kind) {
  case KS_ENTRY_KEY:
    return _ ("Key pair");
  case KS_ENTRY_CERTIFICATE:
    return _ ("Trusted certificate");
  case KS_ENTRY_SECRET:
    return _ ("Secret key");
  case KS_ENTRY_PUBLIC:
    return _ ("Public key");
  case KS_ENTRY_REQUEST:
    return _ ("Certificate request");
  case KS_ENTRY_CRL:
    return _ ("Revocation list");
  default:
    g_return_val_if_reached ("");
  }
}

/* Characters that people cannot see, or that change how others are seen. Joiners stay: they belong to scripts and emoji. */
static gboolean
is_invisible (gunichar c)
{
  if (c == 0x200c || c == 0x200d)
    return FALSE;

  switch ((int) g_unichar_type (c)) {
  case G_UNICODE_CONTROL:
  case G_UNICODE_FORMAT:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_LINE_SEPARATOR:
  case G_UNICODE_PARAGRAPH_SEPARATOR:
  case G_UNICODE_UNASSIGNED:
    return TRUE;
  default:
    return FALSE;
  }
}

static void
append_mark (GString *text, gunichar c)
{
  g_string_append_printf (text, "‹U+%04X›", c);
}

/* What KsReader keeps as it is though it is not UTF-8: U+0000 as C0 80, and lone surrogates. Returns the bytes used. */
static gsize
append_invalid (GString *text, const char *p)
{
  const guint8 *b = (const guint8 *) p;

  if (b[0] == 0xc0 && b[1] == 0x80) {
    append_mark (text, 0);
    return 2;
  }
  if (b[0] == 0xed && (b[1] & 0xe0) == 0xa0 && (b[2] & 0xc0) == 0x80) {
    append_mark (text, 0xd000 | (b[1] & 0x3f) << 6 | (b[2] & 0x3f));
    return 3;
  }

  g_string_append_printf (text, "‹0x%02X›", b[0]);
  return 1;
}

/**
 * ks_text_make_visible:
 * @text: text from a file, UTF-8 for the most part
 *
 * Makes text safe for showing: control and bidirectional characters become visible marks such as “‹U+202E›”.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
ks_text_make_visible (const char *text)
{
  GString *visible = g_string_new (NULL);
  const char *p = text;

  while (*p != '\0') {
    gunichar c = g_utf8_get_char_validated (p, -1);

    if (c == (gunichar) -1 || c == (gunichar) -2) {
      p += append_invalid (visible, p);
      continue;
    }
    if (is_invisible (c))
      append_mark (visible, c);
    else
      g_string_append_unichar (visible, c);
    p = g_utf8_next_char (p);
  }

  return g_string_free_and_steal (visible);
}
