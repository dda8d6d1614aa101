/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-certificate.h"

#include <glib/gi18n-lib.h>
#include "ks-asn1-text.h"
#include "ks-certificate-private.h"
#include "ks-digest.h"
#include "ks-extension.h"
#include "ks-lazy.h"
#include "ks-pem.h"

G_DEFINE_FINAL_TYPE (KsCertificate, ks_certificate, G_TYPE_OBJECT)

static void
drop_outline (gpointer outline)
{
  ks_certificate_outline_free (outline);
}

static void
drop_array (gpointer array)
{
  g_ptr_array_unref (array);
}

static void
drop_alt_name (gpointer name)
{
  ks_general_name_free (name);
}

static void
drop_extension (gpointer extension)
{
  ks_extension_free (extension);
}

/**
 * ks_certificate_get_outline:
 * @self: a certificate
 *
 * For the files of this type.
 *
 * Returns: (transfer none): where its parts are
 */
KsCertificateOutline *
ks_certificate_get_outline (KsCertificate *self)
{
  KsCertificateOutline *outline = ks_lazy_get (&self->outline);

  if (outline != NULL)
    return outline;

  return ks_lazy_publish (&self->outline, ks_certificate_outline_new (self->der), drop_outline);
}

static GPtrArray *
get_alt_names (KsCertificate *self)
{
  GPtrArray *names = ks_lazy_get (&self->alt_names);
  const KsDer *extension;
  KsDerCursor cursor;
  KsDer name;

  if (names != NULL)
    return names;

  names = g_ptr_array_new_with_free_func (drop_alt_name);
  extension = &ks_certificate_get_outline (self)->known[KS_OUTLINE_ALT_NAMES];
  if (extension->start != NULL && extension->tag == KS_DER_SEQUENCE) {
    ks_der_cursor_init (&cursor, extension);
    while (ks_der_cursor_next (&cursor, &name))
      g_ptr_array_add (names, ks_general_name_new (&name));
  }

  return ks_lazy_publish (&self->alt_names, names, drop_array);
}

static void
ks_certificate_finalize (GObject *object)
{
  KsCertificate *self = KS_CERTIFICATE (object);

  g_clear_pointer (&self->parsed, ks_certificate_parsed_free);
  g_clear_pointer (&self->extensions, g_ptr_array_unref);
  g_clear_pointer (&self->alt_names, g_ptr_array_unref);
  g_clear_pointer (&self->signature, ks_signature_algorithm_free);
  g_clear_pointer (&self->key, ks_spki_free);
  g_clear_pointer (&self->usage, ks_certificate_usage_free);
  g_clear_pointer (&self->outline, ks_certificate_outline_free);
  g_clear_pointer (&self->spki, g_bytes_unref);
  g_free (self->serial);
  g_free (self->title);
  g_free (self->sha256);
  g_free (self->spki_sha256);
  g_bytes_unref (self->der);

  G_OBJECT_CLASS (ks_certificate_parent_class)->finalize (object);
}

static void
ks_certificate_class_init (KsCertificateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_certificate_finalize;
}

static void
ks_certificate_init (KsCertificate *self)
{
}

/**
 * ks_certificate_new:
 * @der: the bytes of one certificate, whatever they are
 *
 * Keeps the bytes and looks at none of them.
 *
 * Returns: (transfer full): the certificate
 */
KsCertificate *
ks_certificate_new (GBytes *der)
{
  KsCertificate *self;

  g_return_val_if_fail (der != NULL, NULL);

  self = g_object_new (KS_TYPE_CERTIFICATE, NULL);
  self->der = g_bytes_ref (der);
  return self;
}

/**
 * ks_certificate_get_der:
 * @self: a certificate
 *
 * Returns: (transfer none): the bytes it was made from, unchanged
 */
GBytes *
ks_certificate_get_der (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return self->der;
}

/* A fingerprint is the certificate's: bytes that follow it in the file are not part of it. */
static char *
dup_digest (KsCertificate *self, const char *name)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (self->der, &size);
  KsDer element;

  if (ks_der_parse (data, size, &element))
    size = element.full_size;
  return ks_digest_dup_hex (name, data, size);
}

static char *
dup_sha256 (KsCertificate *self)
{
  char *hex = dup_digest (self, "SHA256");

  return hex != NULL ? hex : g_strdup ("");
}

/**
 * ks_certificate_get_sha256:
 * @self: a certificate
 *
 * Returns: (transfer none): lower-case hex of the SHA-256 fingerprint
 */
const char *
ks_certificate_get_sha256 (KsCertificate *self)
{
  char *hex;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  hex = ks_lazy_get (&self->sha256);
  return hex != NULL ? hex : ks_lazy_publish (&self->sha256, dup_sha256 (self), g_free);
}

/**
 * ks_certificate_dup_fingerprint:
 * @self: a certificate
 * @digest: "sha1", "sha256", "sha512" or another of OpenSSL's names
 *
 * Returns: (transfer full) (nullable): "AB:CD:...", upper case; %NULL when there is no such digest
 */
char *
ks_certificate_dup_fingerprint (KsCertificate *self, const char *digest)
{
  g_autofree char *hex = NULL;
  GString *text;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);
  g_return_val_if_fail (digest != NULL, NULL);

  hex = dup_digest (self, digest);
  if (hex == NULL)
    return NULL;

  text = g_string_new (NULL);
  for (gsize i = 0; hex[i] != '\0'; i++) {
    if (i > 0 && i % 2 == 0)
      g_string_append_c (text, ':');
    g_string_append_c (text, g_ascii_toupper (hex[i]));
  }

  return g_string_free_and_steal (text);
}

/**
 * ks_certificate_equal:
 * @a: a certificate
 * @b: another certificate
 *
 * Returns: whether their bytes are the same
 */
gboolean
ks_certificate_equal (KsCertificate *a, KsCertificate *b)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (a) && KS_IS_CERTIFICATE (b), FALSE);

  return a == b || g_bytes_equal (a->der, b->der);
}

/**
 * ks_certificate_is_readable:
 * @self: a certificate
 *
 * Returns: whether everything from the serial number to the public key was found
 */
gboolean
ks_certificate_is_readable (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), FALSE);

  return ks_certificate_get_outline (self)->readable;
}

/**
 * ks_certificate_get_problem:
 * @self: a certificate
 *
 * What its bytes do differently from RFC 5280 section 4.1, readable or not: an encoding that is no DER, something behind
 * the end, an odd version, serial number or date, an extension that is malformed or there twice.
 *
 * Returns: (transfer none) (nullable): one or more translated sentences about “it”
 */
const char *
ks_certificate_get_problem (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return ks_certificate_get_outline (self)->problem;
}

/**
 * ks_certificate_get_version:
 * @self: a certificate
 *
 * Returns: 1, 2 or 3; 0 when it cannot be read, other numbers when it says them
 */
guint
ks_certificate_get_version (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), 0);

  return ks_certificate_get_outline (self)->version;
}

/**
 * ks_certificate_get_serial:
 * @self: a certificate
 *
 * Returns: (transfer none): lower-case hex of the INTEGER's content octets
 */
const char *
ks_certificate_get_serial (KsCertificate *self)
{
  const KsDer *serial;
  char *hex;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  hex = ks_lazy_get (&self->serial);
  if (hex != NULL)
    return hex;

  serial = &ks_certificate_get_outline (self)->serial;
  hex = serial->start != NULL ? ks_asn1_text_dup_hex (serial->content, serial->size) : g_strdup ("");
  return ks_lazy_publish (&self->serial, hex, g_free);
}

/**
 * ks_certificate_get_subject:
 * @self: a certificate
 *
 * Returns: (transfer none): its subject; the empty name when it cannot be read
 */
KsName *
ks_certificate_get_subject (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return ks_certificate_get_outline (self)->subject;
}

/**
 * ks_certificate_get_issuer:
 * @self: a certificate
 *
 * Returns: (transfer none): its issuer; the empty name when it cannot be read
 */
KsName *
ks_certificate_get_issuer (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  return ks_certificate_get_outline (self)->issuer;
}

/* The first eight digits tell certificates without a name apart. */
static char *
make_nameless_title (const char *serial)
{
  g_autofree char *digits = g_ascii_strup (serial, MIN (strlen (serial), 8));

  if (*digits == '\0')
    return g_strdup (_ ("Unnamed certificate"));
  /* Translators: stands for the name of a certificate that has none: the start of its serial number */
  return g_strdup_printf (strlen (serial) > 8 ? _ ("Serial number %s…") : _ ("Serial number %s"), digits);
}

/**
 * ks_certificate_get_title:
 * @self: a certificate
 *
 * What people call it: the common name, else the first alternative name, else what the subject has, else its serial number.
 *
 * Returns: (transfer none): UTF-8, never empty; may hold control characters
 */
const char *
ks_certificate_get_title (KsCertificate *self)
{
  const char *title;
  GPtrArray *names;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  title = ks_name_get_common_name (ks_certificate_get_subject (self));
  if (title != NULL)
    return title;

  names = get_alt_names (self);
  if (names->len > 0) {
    const KsGeneralName *first = g_ptr_array_index (names, 0);

    if (*first->text != '\0')
      return first->text;
  }

  title = ks_name_get_title (ks_certificate_get_subject (self));
  if (*title != '\0')
    return title;
  title = ks_lazy_get (&self->title);
  return title != NULL
           ? title
           : ks_lazy_publish (&self->title, make_nameless_title (ks_certificate_get_serial (self)), g_free);
}

/**
 * ks_certificate_get_not_before:
 * @self: a certificate
 *
 * Returns: seconds since 1970, %KS_TIME_INVALID when it cannot be read
 */
gint64
ks_certificate_get_not_before (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), G_MININT64);

  return ks_certificate_get_outline (self)->not_before;
}

/**
 * ks_certificate_get_not_after:
 * @self: a certificate
 *
 * Returns: seconds since 1970, the last second that is covered; %KS_TIME_INVALID when it cannot be read
 */
gint64
ks_certificate_get_not_after (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), G_MININT64);

  return ks_certificate_get_outline (self)->not_after;
}

/**
 * ks_certificate_get_n_alt_names:
 * @self: a certificate
 *
 * Returns: how many subject alternative names it has
 */
guint
ks_certificate_get_n_alt_names (KsCertificate *self)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), 0);

  return get_alt_names (self)->len;
}

/**
 * ks_certificate_get_alt_name:
 * @self: a certificate
 * @index: from 0, in the certificate's order
 *
 * Returns: (transfer none): the name
 */
const KsGeneralName *
ks_certificate_get_alt_name (KsCertificate *self, guint index)
{
  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);
  g_return_val_if_fail (index < get_alt_names (self)->len, NULL);

  return g_ptr_array_index (get_alt_names (self), index);
}

static GPtrArray *
make_extensions (KsCertificate *self)
{
  KsCertificateOutline *outline = ks_certificate_get_outline (self);
  GPtrArray *extensions = g_ptr_array_new_with_free_func (drop_extension);
  KsDerCursor cursor;
  KsOutlineEntry entry;

  if (outline->extensions.start == NULL)
    return extensions;

  ks_der_cursor_init (&cursor, &outline->extensions);
  while (ks_certificate_outline_read_extension (&cursor, &entry)) {
    g_autofree char *oid = ks_der_dup_oid (&entry.oid);
    g_autoptr (GBytes) value = g_bytes_new (entry.value.content, entry.value.size);

    g_ptr_array_add (extensions, ks_extension_new (oid != NULL ? oid : "?", entry.critical, value));
  }

  return extensions;
}

/**
 * ks_certificate_get_extensions:
 * @self: a certificate
 *
 * Returns: (transfer none) (element-type KsExtension): all extensions that could be found, in the certificate's order
 */
GPtrArray *
ks_certificate_get_extensions (KsCertificate *self)
{
  GPtrArray *extensions;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  extensions = ks_lazy_get (&self->extensions);
  if (extensions != NULL)
    return extensions;

  return ks_lazy_publish (&self->extensions, make_extensions (self), drop_array);
}

/**
 * ks_certificate_to_pem:
 * @self: a certificate
 *
 * Returns: (transfer full): a PEM block; RFC 7468 section 5
 */
char *
ks_certificate_to_pem (KsCertificate *self)
{
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (KS_IS_CERTIFICATE (self), NULL);

  data = g_bytes_get_data (self->der, &size);
  return ks_pem_format ("CERTIFICATE", data, size);
}
