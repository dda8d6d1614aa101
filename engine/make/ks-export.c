/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-convert-private.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-export-private.h"
#include "ks-pkcs12.h"

/* Longest name of a file without its ending, in bytes; systems allow 255. */
#define MAX_BASE 120

static gboolean
is_private (KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);

  return ks_entry_get_kind (entry) == KS_ENTRY_KEY && key != NULL &&
         ks_key_get_kind (key) == KS_KEY_PRIVATE && ks_key_get_form (key) != KS_KEY_FORM_OPAQUE;
}

static gboolean
has_certificate (KsEntry *entry)
{
  return ks_entry_get_leaf (entry) != NULL;
}

static gboolean
is_pair (KsEntry *entry)
{
  return is_private (entry) && has_certificate (entry);
}

static gboolean
fits_pkcs12 (KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);

  return ks_convert_refuses (entry, &ks_format_pkcs12) == NULL &&
         (key == NULL || ks_key_get_form (key) != KS_KEY_FORM_OPAQUE);
}

static gboolean
has_public (KsEntry *entry)
{
  return has_certificate (entry) || is_private (entry) || ks_entry_get_kind (entry) == KS_ENTRY_PUBLIC;
}

static gboolean
is_request (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_REQUEST;
}

static gboolean
is_crl (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_CRL;
}

#define CHAIN_CHOICES (KS_EXPORT_CHOOSES_ROOT | KS_EXPORT_IS_TEXT)
#define PRIVATE_KEY (KS_EXPORT_HOLDS_PRIVATE | KS_EXPORT_MAY_BE_PLAIN)

static const KsExport exports[] = {
  { "certificate-pem", KS_EXPORT_CERTIFICATE, N_ ("PEM"),
    N_ ("One certificate as text; what most programs and CAs expect"), ".pem", "application/x-pem-file",
    KS_EXPORT_IS_TEXT, has_certificate, ks_export_certificate_pem },
  { "certificate-der", KS_EXPORT_CERTIFICATE, N_ ("DER"),
    N_ ("One certificate as bytes; for Windows and Java"), ".cer", "application/pkix-cert", 0,
    has_certificate, ks_export_certificate_der },
  { "bundle-pem", KS_EXPORT_CERTIFICATE, N_ ("PEM Bundle"),
    N_ ("All certificates in one text file; a list of trusted CAs for curl, nginx, Python and others"),
    ".pem", "application/x-pem-file", KS_EXPORT_ONLY_MANY | CHAIN_CHOICES, has_certificate,
    ks_export_bundle_pem },
  { "chain-pem", KS_EXPORT_CHAIN, N_ ("PEM"),
    N_ ("The certificate and its CAs as text; for nginx, Apache, HAProxy and Postfix"), "-chain.pem",
    "application/x-pem-file", CHAIN_CHOICES | KS_EXPORT_CHOOSES_ORDER, has_certificate, ks_export_chain_pem },
  { "chain-pkcs7-pem", KS_EXPORT_CHAIN, N_ ("PKCS #7, PEM"),
    N_ ("The certificates in one block of text; as CAs send them"), ".p7b",
    "application/x-pkcs7-certificates", KS_EXPORT_MANY | CHAIN_CHOICES, has_certificate,
    ks_export_pkcs7_pem },
  { "chain-pkcs7", KS_EXPORT_CHAIN, N_ ("PKCS #7, DER"), N_ ("The same as bytes; for Windows and Java"),
    ".p7b", "application/x-pkcs7-certificates", KS_EXPORT_MANY | KS_EXPORT_CHOOSES_ROOT, has_certificate,
    ks_export_pkcs7_der },
  { "chain-pkipath", KS_EXPORT_CHAIN, N_ ("PKIPath"),
    N_ ("The path from the root to the certificate; for Java and web services security"), ".pkipath",
    "application/pkix-pkipath", KS_EXPORT_CHOOSES_ROOT, has_certificate, ks_export_pkipath },
  { "pair-pkcs12", KS_EXPORT_KEY_PAIR, N_ ("PKCS #12"),
    N_ ("Keys and certificates under one password; for Java, Windows, macOS and browsers"), ".p12",
    "application/x-pkcs12",
    KS_EXPORT_HOLDS_PRIVATE | KS_EXPORT_NEEDS_PASSWORD | KS_EXPORT_MANY | KS_EXPORT_CHOOSES_ROOT, fits_pkcs12,
    ks_export_pkcs12 },
  { "pair-pem", KS_EXPORT_KEY_PAIR, N_ ("PEM"),
    N_ ("The private key and the chain in one text file; for HAProxy, MongoDB and Kafka"), "-key.pem",
    "application/x-pem-file", PRIVATE_KEY | CHAIN_CHOICES, is_pair, ks_export_pair_pem },
  { "key-pem", KS_EXPORT_PRIVATE_KEY, N_ ("PKCS #8, PEM"),
    N_ ("The private key alone as text; for nginx, Apache and OpenSSL"), ".key", "application/x-pem-file",
    PRIVATE_KEY | KS_EXPORT_IS_TEXT, is_private, ks_export_key_pem },
  { "key-der", KS_EXPORT_PRIVATE_KEY, N_ ("PKCS #8, DER"), N_ ("The same as bytes; for Java programs"), ".p8",
    "application/pkcs8", PRIVATE_KEY, is_private, ks_export_key_der },
  { "public-pem", KS_EXPORT_PUBLIC_KEY, N_ ("PEM"),
    N_ ("The public key as text; for OpenSSL and most libraries"), "-public.pem", "application/x-pem-file",
    KS_EXPORT_IS_TEXT, has_public, ks_export_public_pem },
  { "public-der", KS_EXPORT_PUBLIC_KEY, N_ ("DER"), N_ ("The same as bytes; for Java programs"),
    "-public.der", "application/octet-stream", 0, has_public, ks_export_public_der },
  { "public-jwk", KS_EXPORT_PUBLIC_KEY, N_ ("JSON Web Key"),
    N_ ("For web services that check tokens; its identifier is the thumbprint of RFC 7638"), ".jwk",
    "application/jwk+json", KS_EXPORT_IS_TEXT, has_public, ks_export_public_jwk },
  { "public-openssh", KS_EXPORT_PUBLIC_KEY, N_ ("OpenSSH"),
    N_ ("A line for “authorized_keys” and for the settings of code hosts"), ".pub", "text/plain",
    KS_EXPORT_IS_TEXT, has_public, ks_export_public_openssh },
  { "request-pem", KS_EXPORT_REQUEST, N_ ("PEM"), N_ ("The certificate request as text; what CAs expect"),
    ".csr", "application/pkcs10", KS_EXPORT_IS_TEXT, is_request, ks_export_data_pem },
  { "request-der", KS_EXPORT_REQUEST, N_ ("DER"), N_ ("The same as bytes"), ".p10", "application/pkcs10", 0,
    is_request, ks_export_data_der },
  { "crl-pem", KS_EXPORT_CRL, N_ ("PEM"), N_ ("The revocation list as text"), "-crl.pem",
    "application/x-pem-file", KS_EXPORT_IS_TEXT, is_crl, ks_export_data_pem },
  { "crl-der", KS_EXPORT_CRL, N_ ("DER"), N_ ("The revocation list as bytes; as CAs publish it"), ".crl",
    "application/pkix-crl", 0, is_crl, ks_export_data_der },
};

/**
 * ks_export_list:
 * @n_exports: (out): how many there are
 *
 * All ways to export, in the order in which they are offered.
 *
 * Returns: (array length=n_exports): the table
 */
const KsExport *
ks_export_list (gsize *n_exports)
{
  *n_exports = G_N_ELEMENTS (exports);
  return exports;
}

/**
 * ks_export_find:
 * @id: the id of a row
 *
 * Returns: (nullable): the row
 */
const KsExport *
ks_export_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exports); i++)
    if (g_str_equal (exports[i].id, id))
      return &exports[i];

  return NULL;
}

/**
 * ks_export_group_get_name:
 * @group: a group
 *
 * Returns: its translated title
 */
const char *
ks_export_group_get_name (KsExportGroup group)
{
  static const char *const names[KS_N_EXPORT_GROUPS] = {
    [KS_EXPORT_CERTIFICATE] = N_ ("Certificate"), [KS_EXPORT_CHAIN] = N_ ("Chain"),
    [KS_EXPORT_KEY_PAIR] = N_ ("Key Pair"),       [KS_EXPORT_PRIVATE_KEY] = N_ ("Private Key"),
    [KS_EXPORT_PUBLIC_KEY] = N_ ("Public Key"),   [KS_EXPORT_REQUEST] = N_ ("Certificate Request"),
    [KS_EXPORT_CRL] = N_ ("Revocation List"),
  };

  g_return_val_if_fail (group < KS_N_EXPORT_GROUPS, "");

  return g_dgettext (GETTEXT_PACKAGE, names[group]);
}

/**
 * ks_export_count_left_out:
 * @self: a way to export
 * @entries: (element-type KsEntry): what somebody has chosen
 *
 * Returns: how many of @entries cannot be in such a file
 */
guint
ks_export_count_left_out (const KsExport *self, GPtrArray *entries)
{
  guint count = 0;

  for (guint i = 0; i < entries->len; i++)
    if (!self->takes (entries->pdata[i]))
      count++;

  return count;
}

/**
 * ks_export_takes:
 * @self: a way to export
 * @entries: (element-type KsEntry): what somebody has chosen
 *
 * Returns: whether there can be such a file of @entries
 */
gboolean
ks_export_takes (const KsExport *self, GPtrArray *entries)
{
  guint taken = entries->len - ks_export_count_left_out (self, entries);

  if ((self->flags & KS_EXPORT_ONLY_MANY) != 0)
    return entries->len > 1 && taken > 0;
  if ((self->flags & KS_EXPORT_MANY) != 0)
    return taken > 0;

  return entries->len == 1 && taken == 1;
}

/**
 * ks_export_needs_key:
 * @self: a way to export
 * @entry: an entry
 *
 * Returns: whether the key of @entry has to be opened for it
 */
gboolean
ks_export_needs_key (const KsExport *self, KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);

  if (!self->takes (entry) || key == NULL || ks_key_get_kind (key) == KS_KEY_PUBLIC)
    return FALSE;

  return (self->flags & KS_EXPORT_HOLDS_PRIVATE) != 0 ||
         (self->group == KS_EXPORT_PUBLIC_KEY && ks_entry_get_leaf (entry) == NULL);
}

/**
 * ks_export_choose:
 * @entries: (element-type KsEntry): what somebody has chosen
 *
 * What people want most often: the chain of a key entry, the certificate of another, and all certificates of several.
 * Never a private key.
 *
 * Returns: (nullable): a way to export, or %NULL when there is none
 */
const KsExport *
ks_export_choose (GPtrArray *entries)
{
  static const char *const preferred[] = { "bundle-pem", "certificate-pem" };

  if (entries->len == 1 && ks_entry_get_chain_length (entries->pdata[0]) > 1)
    return ks_export_find ("chain-pem");
  for (gsize i = 0; i < G_N_ELEMENTS (preferred); i++)
    if (ks_export_takes (ks_export_find (preferred[i]), entries))
      return ks_export_find (preferred[i]);
  for (gsize pass = 0; pass < 2; pass++)
    for (gsize i = 0; i < G_N_ELEMENTS (exports); i++)
      if (ks_export_takes (&exports[i], entries) &&
          (pass == 1 || (exports[i].flags & KS_EXPORT_HOLDS_PRIVATE) == 0))
        return &exports[i];

  return NULL;
}

/**
 * ks_export_has_root:
 * @entries: (element-type KsEntry): what somebody has chosen
 *
 * Returns: whether a chain of one of them has a root above its leaf
 */
gboolean
ks_export_has_root (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    for (guint c = 1; c < ks_entry_get_chain_length (entries->pdata[i]); c++)
      if (ks_certificate_is_self_issued (ks_entry_get_certificate (entries->pdata[i], c)))
        return TRUE;

  return FALSE;
}

/**
 * ks_export_write:
 * @self: a way to export
 * @entries: (element-type KsEntry): what to write; ks_export_takes() them
 * @options: (nullable): passwords and choices; %NULL: none
 * @cancellable: (nullable): to stop it
 * @error: %KS_ERROR_UNSUPPORTED, %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_LOSSY, %KS_ERROR_MALFORMED,
 *   %G_IO_ERROR_CANCELLED
 *
 * Writes entries in a form that other programs read. The bytes of private keys are wiped when their last reference goes.
 *
 * Returns: (transfer full): the content of the file
 */
GBytes *
ks_export_write (const KsExport *self,
                 GPtrArray *entries,
                 const KsExportOptions *options,
                 GCancellable *cancellable,
                 GError **error)
{
  static const KsExportOptions none = { 0 };
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();

  g_return_val_if_fail (ks_export_takes (self, entries), NULL);

  for (guint i = 0; i < entries->len; i++)
    if (self->takes (entries->pdata[i]))
      g_ptr_array_add (taken, entries->pdata[i]);

  return self->write (taken, options != NULL ? options : &none, cancellable, error);
}

/* Netscape's SPKAC begins with the public key where a PKCS #10 request has its version. */
static gboolean
is_spkac (const guint8 *data, gsize size)
{
  KsDer whole, signed_part, first;
  KsDerCursor cursor;

  if (!ks_der_parse (data, size, &whole) || whole.tag != KS_DER_SEQUENCE)
    return FALSE;
  ks_der_cursor_init (&cursor, &whole);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &signed_part))
    return FALSE;
  ks_der_cursor_init (&cursor, &signed_part);

  return ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &first);
}

/**
 * ks_export_data_pem:
 * @entries: (element-type KsEntry): one, a request or a revocation list
 * @options: ignored
 * @cancellable: ignored
 * @error: not set
 *
 * Returns: (transfer full): PEM, or the line “SPKAC=” that openssl reads
 */
GBytes *
ks_export_data_pem (GPtrArray *entries,
                    const KsExportOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new (0);
  gsize size;
  const guint8 *data = g_bytes_get_data (ks_entry_get_data (entries->pdata[0]), &size);

  if (is_request (entries->pdata[0]) && is_spkac (data, size)) {
    g_autofree char *base64 = g_base64_encode (data, size);
    char *line = g_strconcat ("SPKAC=", base64, "\n", NULL);

    return g_bytes_new_take (line, strlen (line));
  }

  ks_export_put_pem (writer, is_crl (entries->pdata[0]) ? "X509 CRL" : "CERTIFICATE REQUEST", data, size);
  return ks_writer_steal_bytes (writer);
}

/**
 * ks_export_data_der:
 * @entries: (element-type KsEntry): one, a request or a revocation list
 * @options: ignored
 * @cancellable: ignored
 * @error: not set
 *
 * Returns: (transfer full): its DER
 */
GBytes *
ks_export_data_der (GPtrArray *entries,
                    const KsExportOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  return g_bytes_ref (ks_entry_get_data (entries->pdata[0]));
}

/* What no file system, shell or file manager stumbles over, and nobody misreads. */
static gboolean
is_fit_for_name (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || strchr (" -_.,@+=()", (int) c) != NULL;

  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_SURROGATE &&
         type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_UNASSIGNED && type != G_UNICODE_LINE_SEPARATOR &&
         type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

static char *
clean_name (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) name = g_string_new (NULL);
  gsize skip;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (name->len + 4 > MAX_BASE)
      break;
    if (is_fit_for_name (c))
      g_string_append_unichar (name, c);
    else if (name->len > 0 && name->str[name->len - 1] != '-')
      g_string_append_c (name, '-');
  }

  skip = strspn (name->str, "-. ");
  while (name->len > skip && strchr ("-. ", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);

  return g_strdup (name->str + skip);
}

/**
 * ks_export_make_file_name:
 * @self: a way to export
 * @entries: (element-type KsEntry): what is exported
 * @base: (nullable): what to call several entries, for example the name of the keystore without its ending
 *
 * A name for the file. It comes from an alias, so that it is cleaned of folders, leading dots and characters that are not seen.
 *
 * Returns: (transfer full): the proposal
 */
char *
ks_export_make_file_name (const KsExport *self, GPtrArray *entries, const char *base)
{
  const char *wanted = entries->len == 1 ? ks_entry_get_alias (entries->pdata[0]) : base;
  g_autofree char *name = clean_name (wanted != NULL ? wanted : "");

  if (*name == '\0' && entries->len == 1) {
    g_free (name);
    name = clean_name (ks_entry_get_title (entries->pdata[0]));
  }

  return g_strconcat (*name != '\0' ? name : "export", self->ending, NULL);
}
