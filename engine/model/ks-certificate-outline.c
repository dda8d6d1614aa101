/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-certificate-outline.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1.h>
#include <string.h>
#include "ks-init.h"
#include "ks-lazy.h"
#include "ks-time.h"

#define TAG_BOOLEAN 0x01
#define TAG_ISSUER_ID 0x81
#define TAG_SUBJECT_ID 0x82
#define MAX_SERIAL 20

/* Content octets of the OIDs, in the order of KsOutlineExtension. */
static const struct {
  const char *oid;
  gsize size;
} known_oids[KS_OUTLINE_N_EXTENSIONS] = {
  [KS_OUTLINE_SUBJECT_KEY_ID] = { "\x55\x1d\x0e", 3 },
  [KS_OUTLINE_KEY_USAGE] = { "\x55\x1d\x0f", 3 },
  [KS_OUTLINE_ALT_NAMES] = { "\x55\x1d\x11", 3 },
  [KS_OUTLINE_BASIC_CONSTRAINTS] = { "\x55\x1d\x13", 3 },
  [KS_OUTLINE_AUTHORITY_KEY_ID] = { "\x55\x1d\x23", 3 },
  [KS_OUTLINE_EXTENDED_KEY_USAGE] = { "\x55\x1d\x25", 3 },
  [KS_OUTLINE_AUTHORITY_INFO] = { "\x2b\x06\x01\x05\x05\x07\x01\x01", 8 },
};

static void
add_problem (KsCertificateOutline *self, const char *sentence)
{
  char *all;

  if (self->problem != NULL && strstr (self->problem, sentence) != NULL)
    return;

  all = self->problem == NULL ? g_strdup (sentence) : g_strconcat (self->problem, " ", sentence, NULL);
  g_free (self->problem);
  self->problem = all;
}

static void
add_trailing (KsCertificateOutline *self, gsize count)
{
  g_autofree char *sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%lu byte follows it.",
                                                            "%lu bytes follow it.", (gulong) count),
                                               (gulong) count);

  add_problem (self, sentence);
}

/* X.690 section 10.1: a length takes as few octets as possible. */
static gboolean
has_short_length (const KsDer *element)
{
  gsize octets = 1;

  if (element->size >= 0x80) {
    for (gsize left = element->size; left > 0; left >>= 8)
      octets++;
  }

  return element->full_size - element->size == 1 + octets;
}

static void
check_length (KsCertificateOutline *self, const KsDer *element)
{
  if (!has_short_length (element))
    add_problem (self, _ ("Its encoding is not DER: a length takes more bytes than it needs."));
}

static gboolean
take (KsCertificateOutline *self, KsDerCursor *cursor, guint8 tag, KsDer *element)
{
  if (!ks_der_cursor_take (cursor, tag, element)) {
    element->start = NULL;
    return FALSE;
  }

  check_length (self, element);
  return TRUE;
}

/* Version ::= INTEGER { v1(0), v2(1), v3(2) }, explicit and absent in version 1. */
static void
read_version (KsCertificateOutline *self, KsDerCursor *tbs)
{
  KsDerCursor cursor;
  KsDer wrapper, version;

  self->version = 1;
  if (!take (self, tbs, KS_DER_CONTEXT (0), &wrapper))
    return;

  ks_der_cursor_init (&cursor, &wrapper);
  if (!take (self, &cursor, KS_DER_INTEGER, &version) || version.size != 1 || version.content[0] >= 0x80) {
    self->version = 0;
    add_problem (self, _ ("Its version cannot be read."));
    return;
  }

  self->version = version.content[0] + 1u;
  if (self->version > 3)
    add_problem (self, _ ("Its version is not 1, 2 or 3."));
}

static void
check_serial (KsCertificateOutline *self)
{
  const KsDer *serial = &self->serial;

  if (serial->size == 0)
    add_problem (self, _ ("Its serial number is empty."));
  else if (serial->content[0] >= 0x80)
    add_problem (self, _ ("Its serial number is negative."));
  else if (serial->size == 1 && serial->content[0] == 0)
    add_problem (self, _ ("Its serial number is zero."));
  else if (serial->size > MAX_SERIAL)
    add_problem (self, _ ("Its serial number has more than 20 bytes."));
  else if (serial->size > 1 && serial->content[0] == 0 && serial->content[1] < 0x80)
    add_problem (self, _ ("Its serial number is not DER: it starts with a needless zero byte."));
}

/* Forms that RFC 5280 forbids (no seconds, a fraction, a time zone) are still read, by OpenSSL. */
static gint64
read_loose_time (const KsDer *element)
{
  const guint8 *at = element->start;
  ASN1_TIME *parsed = NULL;
  struct tm tm;
  gint64 time = KS_TIME_INVALID;

  if (element->full_size <= G_MAXINT)
    parsed = d2i_ASN1_TIME (NULL, &at, (long) element->full_size);
  if (parsed != NULL && ASN1_TIME_to_tm (parsed, &tm)) {
    g_autoptr (GDateTime) date =
      g_date_time_new_utc (tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);

    if (date != NULL)
      time = g_date_time_to_unix (date);
  }
  ASN1_TIME_free (parsed);
  ks_clear_openssl_errors ();

  return time;
}

static gint64
read_time (KsCertificateOutline *self, KsDerCursor *cursor)
{
  KsDer element;
  gint64 time;

  if (!ks_der_cursor_next (cursor, &element)) {
    add_problem (self, _ ("Its dates cannot be read."));
    return KS_TIME_INVALID;
  }

  time = ks_time_from_der (element.tag, element.content, element.size);
  if (time != KS_TIME_INVALID)
    return time;

  time = read_loose_time (&element);
  add_problem (self, time == KS_TIME_INVALID ? _ ("Its dates cannot be read.")
                                             : _ ("Its dates are not written as RFC 5280 says."));
  return time;
}

static void
read_validity (KsCertificateOutline *self, const KsDer *validity)
{
  KsDerCursor cursor;

  ks_der_cursor_init (&cursor, validity);
  self->not_before = read_time (self, &cursor);
  self->not_after = read_time (self, &cursor);
}

/**
 * ks_certificate_outline_read_extension:
 * @cursor: over the SEQUENCE OF Extension
 * @entry: (out): the next extension
 *
 * Returns: %FALSE at the end, or where the next one is malformed; then @cursor has something left
 */
gboolean
ks_certificate_outline_read_extension (KsDerCursor *cursor, KsOutlineEntry *entry)
{
  KsDerCursor before = *cursor;
  KsDerCursor inner;
  KsDer sequence, critical;

  if (!ks_der_cursor_take (cursor, KS_DER_SEQUENCE, &sequence))
    return FALSE;

  ks_der_cursor_init (&inner, &sequence);
  entry->critical = FALSE;
  if (ks_der_cursor_take (&inner, KS_DER_OID, &entry->oid)) {
    if (ks_der_cursor_take (&inner, TAG_BOOLEAN, &critical))
      entry->critical = critical.size > 0 && critical.content[0] != 0;
    if (ks_der_cursor_take (&inner, KS_DER_OCTET_STRING, &entry->value) && inner.left == 0)
      return TRUE;
  }

  *cursor = before;
  return FALSE;
}

static void
note_extension (KsCertificateOutline *self, const KsOutlineEntry *entry)
{
  for (gsize i = 0; i < KS_OUTLINE_N_EXTENSIONS; i++) {
    if (entry->oid.size != known_oids[i].size ||
        memcmp (entry->oid.content, known_oids[i].oid, known_oids[i].size) != 0)
      continue;

    if (self->known[i].start != NULL)
      add_problem (self, _ ("It has an extension twice."));
    else if (!ks_der_parse (entry->value.content, entry->value.size, &self->known[i])) {
      self->known[i].start = NULL;
      add_problem (self, _ ("One of its extensions is malformed."));
    }
    return;
  }
}

static void
read_extensions (KsCertificateOutline *self, KsDerCursor *tbs)
{
  KsDerCursor cursor;
  KsDer wrapper;
  KsOutlineEntry entry;

  if (take (self, tbs, TAG_ISSUER_ID, &wrapper) | take (self, tbs, TAG_SUBJECT_ID, &wrapper)) {
    if (self->version == 1)
      add_problem (self, _ ("It has unique identifiers, which version 1 does not know."));
  }
  if (!take (self, tbs, KS_DER_CONTEXT (3), &wrapper)) {
    if (tbs->left > 0)
      add_problem (self, _ ("Something behind its key cannot be read."));
    return;
  }

  ks_der_cursor_init (&cursor, &wrapper);
  if (!take (self, &cursor, KS_DER_SEQUENCE, &self->extensions)) {
    add_problem (self, _ ("Its extensions cannot be read."));
    return;
  }
  if (self->version != 3)
    add_problem (self, _ ("It has extensions, which only version 3 knows."));

  ks_der_cursor_init (&cursor, &self->extensions);
  while (ks_certificate_outline_read_extension (&cursor, &entry))
    note_extension (self, &entry);
  if (cursor.left > 0)
    add_problem (self, _ ("One of its extensions is malformed."));
}

static void
drop_name (gpointer name)
{
  ks_name_unref (name);
}

static KsName *
get_empty_name (void)
{
  static const guint8 der[] = { KS_DER_SEQUENCE, 0 };
  static KsName *empty;
  KsName *name = ks_lazy_get (&empty);
  g_autoptr (GBytes) bytes = NULL;

  if (name != NULL)
    return name;

  bytes = g_bytes_new_static (der, sizeof der);
  return ks_lazy_publish (&empty, ks_name_new (bytes, NULL), drop_name);
}

static KsName *
take_name (KsCertificateOutline *self, KsDerCursor *tbs)
{
  KsDer element;
  KsName *name;
  g_autoptr (GBytes) der = NULL;

  if (!take (self, tbs, KS_DER_SEQUENCE, &element))
    return NULL;

  der = ks_der_slice (self->bytes, &element);
  name = ks_name_new (der, NULL);
  if (name == NULL) {
    add_problem (self, _ ("One of its names is malformed."));
    name = ks_name_ref (get_empty_name ());
  }

  return name;
}

static gboolean
read_tbs (KsCertificateOutline *self, KsDerCursor *tbs)
{
  KsDer validity;

  read_version (self, tbs);
  if (!take (self, tbs, KS_DER_INTEGER, &self->serial)) {
    add_problem (self, _ ("Its serial number cannot be read."));
    return FALSE;
  }
  check_serial (self);
  if (!take (self, tbs, KS_DER_SEQUENCE, &self->signature)) {
    add_problem (self, _ ("Its signature algorithm cannot be read."));
    return FALSE;
  }
  self->issuer = take_name (self, tbs);
  if (self->issuer == NULL) {
    add_problem (self, _ ("Its issuer cannot be read."));
    return FALSE;
  }
  if (!take (self, tbs, KS_DER_SEQUENCE, &validity)) {
    add_problem (self, _ ("Its dates cannot be read."));
    return FALSE;
  }
  read_validity (self, &validity);
  self->subject = take_name (self, tbs);
  if (self->subject == NULL) {
    add_problem (self, _ ("Its subject cannot be read."));
    return FALSE;
  }
  if (!take (self, tbs, KS_DER_SEQUENCE, &self->spki)) {
    add_problem (self, _ ("Its public key cannot be read."));
    return FALSE;
  }

  read_extensions (self, tbs);
  return TRUE;
}

/* The next SEQUENCE, or as much of it as there is when the file was cut. */
static gboolean
take_cut (KsCertificateOutline *self, KsDerCursor *cursor, KsDer *element)
{
  gsize header = 2;

  if (take (self, cursor, KS_DER_SEQUENCE, element))
    return TRUE;
  if (cursor->left < 2 || cursor->data[0] != KS_DER_SEQUENCE || cursor->data[1] == 0x80)
    return FALSE;

  if (cursor->data[1] > 0x80)
    header += cursor->data[1] & 0x7f;
  if (header > 2 + sizeof (guint32) || header > cursor->left)
    return FALSE;

  *element = (KsDer) {
    .tag = KS_DER_SEQUENCE,
    .start = cursor->data,
    .full_size = cursor->left,
    .content = cursor->data + header,
    .size = cursor->left - header,
  };
  *cursor = (KsDerCursor) { cursor->data + cursor->left, 0 };
  add_problem (self, _ ("It ends before its structure does."));
  return TRUE;
}

static void
read_signature (KsCertificateOutline *self, KsDerCursor *cursor)
{
  KsDer outer, value;

  if (!take (self, cursor, KS_DER_SEQUENCE, &outer) || !take (self, cursor, KS_DER_BIT_STRING, &value)) {
    add_problem (self, _ ("Its signature cannot be read."));
    return;
  }
  if (outer.full_size != self->signature.full_size ||
      memcmp (outer.start, self->signature.start, outer.full_size) != 0)
    add_problem (self, _ ("It names two different signature algorithms."));
  if (cursor->left > 0)
    add_problem (self, _ ("It has something behind its signature."));

  self->signature = outer;
}

static void
read_certificate (KsCertificateOutline *self)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->bytes, &size);
  KsDerCursor file = { data, size };
  KsDerCursor parts, tbs_parts;
  KsDer certificate, tbs;

  if (!take_cut (self, &file, &certificate)) {
    add_problem (self, _ ("This is no certificate."));
    return;
  }
  ks_der_cursor_init (&parts, &certificate);
  if (!take_cut (self, &parts, &tbs)) {
    add_problem (self, _ ("This is no certificate."));
    return;
  }

  ks_der_cursor_init (&tbs_parts, &tbs);
  self->readable = read_tbs (self, &tbs_parts);
  if (self->readable)
    read_signature (self, &parts);
  if (file.left > 0)
    add_trailing (self, file.left);
}

static KsCertificateOutline *
outline_new (GBytes *bytes)
{
  KsCertificateOutline *self = g_new0 (KsCertificateOutline, 1);

  self->bytes = g_bytes_ref (bytes);
  self->not_before = KS_TIME_INVALID;
  self->not_after = KS_TIME_INVALID;
  read_certificate (self);
  if (self->issuer == NULL)
    self->issuer = ks_name_ref (get_empty_name ());
  if (self->subject == NULL)
    self->subject = ks_name_ref (get_empty_name ());

  return self;
}

/* Indefinite lengths are BER: some very old programs wrote them. */
static KsCertificateOutline *
outline_new_from_ber (GBytes *bytes)
{
  KsCertificateOutline *self;
  gsize left = 0;
  g_autoptr (GBytes) der = ks_der_from_ber (bytes, &left, NULL);

  if (der == NULL || der == bytes)
    return NULL;

  self = outline_new (der);
  add_problem (self, _ ("Its encoding is not DER: it has indefinite lengths."));
  if (left > 0)
    add_trailing (self, left);
  return self;
}

/**
 * ks_certificate_outline_new:
 * @der: one certificate, well-formed or not; RFC 5280 section 4.1
 *
 * Finds what can be found; never refuses.
 *
 * Returns: (transfer full): never %NULL
 */
KsCertificateOutline *
ks_certificate_outline_new (GBytes *der)
{
  KsCertificateOutline *self = outline_new (der);
  g_autoptr (KsCertificateOutline) other = self->readable ? NULL : outline_new_from_ber (der);

  if (other != NULL && other->readable) {
    ks_certificate_outline_free (self);
    return g_steal_pointer (&other);
  }

  return self;
}

/**
 * ks_certificate_outline_free:
 * @self: (transfer full): an outline
 *
 * Frees it.
 */
void
ks_certificate_outline_free (KsCertificateOutline *self)
{
  g_return_if_fail (self != NULL);

  ks_name_unref (self->issuer);
  ks_name_unref (self->subject);
  g_bytes_unref (self->bytes);
  g_free (self->problem);
  g_free (self);
}
