/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Every certificate that can be found in other programs' files, told by us and by OpenSSL. */

#include "ks-certificate.h"
#include "ks-extension.h"
#include "ks-init.h"
#include "ks-pem.h"
#include "ks-test.h"
#include "ks-time.h"

#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

static void
drop_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

static gboolean
has_joined_parts (const X509_NAME *name)
{
  for (int i = 1; i < X509_NAME_entry_count (name); i++) {
    if (X509_NAME_ENTRY_set (X509_NAME_get_entry (name, i)) ==
        X509_NAME_ENTRY_set (X509_NAME_get_entry (name, i - 1)))
      return TRUE;
  }

  return FALSE;
}

/* NULL where OpenSSL cannot print the name. */
static char *
dup_openssl_text (const X509_NAME *name)
{
  BIO *bio = BIO_new (BIO_s_mem ());
  char *data;
  char *text = NULL;

  if (X509_NAME_print_ex (bio, name, 0,
                          XN_FLAG_RFC2253 &
                            ~(unsigned long) (ASN1_STRFLGS_ESC_MSB | XN_FLAG_DUMP_UNKNOWN_FIELDS)) >= 0) {
    long size = BIO_get_mem_data (bio, &data);
    g_autoptr (GString) copy = g_string_new_len (data, size);

    g_string_replace (copy, "street=", "STREET=", 0);
    text = g_string_free_and_steal (g_steal_pointer (&copy));
  }
  BIO_free (bio);
  ks_clear_openssl_errors ();

  return text;
}

static void
compare_name (KsName *ours, const X509_NAME *theirs)
{
  g_autofree char *text = dup_openssl_text (theirs);

  g_assert_cmpint ((int) ks_name_get_n_attributes (ours), ==, X509_NAME_entry_count (theirs));
  /* OpenSSL also turns the members of a multi-valued RDN round. */
  if (text == NULL || has_joined_parts (theirs))
    return;
  if (strchr (text, '#') != NULL)
    g_assert_cmpint (g_ascii_strcasecmp (ks_name_get_text (ours), text), ==, 0);
  else
    g_assert_cmpstr (ks_name_get_text (ours), ==, text);
}

static void
compare_time (gint64 ours, const ASN1_TIME *theirs)
{
  struct tm tm;

  if (ASN1_TIME_to_tm (theirs, &tm))
    g_assert_cmpint (ours, ==, timegm (&tm));
  else
    g_assert_cmpint (ours, ==, KS_TIME_INVALID);
}

static void
compare_serial (KsCertificate *ours, X509 *theirs)
{
  guchar *der = NULL;
  int size = i2d_ASN1_INTEGER (X509_get0_serialNumber (theirs), &der);
  g_autoptr (GString) hex = g_string_new (NULL);
  int header = der[1] < 0x80 ? 2 : 2 + (der[1] & 0x7f);

  for (int i = header; i < size; i++)
    g_string_append_printf (hex, "%02x", der[i]);
  g_assert_cmpstr (ks_certificate_get_serial (ours), ==, hex->str);
  OPENSSL_free (der);
}

static void
compare_fingerprint (KsCertificate *ours, X509 *theirs, const char *name)
{
  EVP_MD *digest = EVP_MD_fetch (ks_libctx (), name, NULL);
  guchar value[EVP_MAX_MD_SIZE];
  unsigned int size;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *fingerprint = ks_certificate_dup_fingerprint (ours, name);

  g_assert_cmpint (X509_digest (theirs, digest, value, &size), ==, 1);
  for (unsigned int i = 0; i < size; i++)
    g_string_append_printf (text, "%s%02X", i > 0 ? ":" : "", value[i]);
  g_assert_cmpstr (fingerprint, ==, text->str);
  EVP_MD_free (digest);
}

static void
compare_key (KsCertificate *ours, X509 *theirs)
{
  EVP_PKEY *key = X509_get0_pubkey (theirs);
  guchar *der = NULL;
  int size = i2d_X509_PUBKEY (X509_get_X509_PUBKEY (theirs), &der);
  GBytes *spki = ks_certificate_get_spki (ours);

  g_assert_cmpmem (g_bytes_get_data (spki, NULL), g_bytes_get_size (spki), der, (gsize) size);
  OPENSSL_free (der);
  if (key != NULL && ks_certificate_get_key_bits (ours) != 0)
    g_assert_cmpint ((int) ks_certificate_get_key_bits (ours), ==, EVP_PKEY_get_bits (key));
  if (key != NULL && EVP_PKEY_is_a (key, "RSA"))
    g_assert_cmpstr (ks_certificate_get_key_algorithm (ours), ==, "RSA");
  if (key != NULL && EVP_PKEY_is_a (key, "EC"))
    g_assert_cmpstr (ks_certificate_get_key_algorithm (ours), ==, "EC");
  if (key != NULL)
    g_assert_cmpstr (ks_certificate_get_key_text (ours), !=, "");
}

static void
compare_digest (KsCertificate *ours, X509 *theirs)
{
  int digest;
  g_autoptr (GString) name = g_string_new (ks_certificate_get_signature_digest (ours));

  if (!X509_get_signature_info (theirs, &digest, NULL, NULL, NULL) || digest == NID_undef)
    return;
  g_string_replace (name, "SHA-", "SHA", 0);
  if (name->len > 0 && g_str_has_prefix (name->str, "SHA"))
    g_assert_cmpint (g_ascii_strcasecmp (name->str, OBJ_nid2sn (digest)), ==, 0);
}

static void
compare_alt_names (KsCertificate *ours, X509 *theirs)
{
  GENERAL_NAMES *names = X509_get_ext_d2i (theirs, NID_subject_alt_name, NULL, NULL);
  int n = names != NULL ? sk_GENERAL_NAME_num (names) : 0;

  if (names == NULL && X509_get_ext_by_NID (theirs, NID_subject_alt_name, -1) >= 0)
    return;

  g_assert_cmpint ((int) ks_certificate_get_n_alt_names (ours), ==, n);
  for (int i = 0; i < n; i++) {
    const KsGeneralName *our_name = ks_certificate_get_alt_name (ours, (guint) i);
    const GENERAL_NAME *name = sk_GENERAL_NAME_value (names, i);

    g_assert_cmpint ((int) our_name->type, ==, name->type);
    if (name->type == GEN_DNS || name->type == GEN_EMAIL || name->type == GEN_URI)
      g_assert_cmpmem (g_bytes_get_data (our_name->raw, NULL), g_bytes_get_size (our_name->raw),
                       ASN1_STRING_get0_data (name->d.ia5), (gsize) ASN1_STRING_length (name->d.ia5));
    else if (name->type == GEN_IPADD)
      g_assert_cmpmem (g_bytes_get_data (our_name->raw, NULL), g_bytes_get_size (our_name->raw),
                       ASN1_STRING_get0_data (name->d.iPAddress),
                       (gsize) ASN1_STRING_length (name->d.iPAddress));
  }
  GENERAL_NAMES_free (names);
}

static void
compare_key_id (GBytes *ours, const ASN1_OCTET_STRING *theirs)
{
  if (theirs == NULL)
    g_assert_null (ours);
  else
    g_assert_cmpmem (g_bytes_get_data (ours, NULL), g_bytes_get_size (ours), ASN1_STRING_get0_data (theirs),
                     (gsize) ASN1_STRING_length (theirs));
}

static KsKeyUsage
to_key_usage (guint32 usage)
{
  guint bits = (usage & 0x8000) != 0 ? (guint) KS_KEY_USAGE_DECIPHER_ONLY : 0;

  for (guint i = 0; i < 8; i++) {
    if ((usage & (0x80u >> i)) != 0)
      bits |= 1u << i;
  }

  return bits;
}

static void
compare_usage (KsCertificate *ours, X509 *theirs)
{
  guint32 flags = X509_get_extension_flags (theirs);
  KsKeyUsage usage;
  gboolean has_usage = ks_certificate_get_key_usage (ours, &usage);

  if ((flags & EXFLAG_INVALID) != 0)
    return;
  g_assert_cmpint (ks_certificate_is_ca (ours), ==, (flags & EXFLAG_CA) != 0);
  if ((flags & EXFLAG_CA) != 0)
    g_assert_cmpint (ks_certificate_get_path_length (ours), ==, (int) X509_get_pathlen (theirs));
  g_assert_cmpint (has_usage, ==, (flags & EXFLAG_KUSAGE) != 0);
  if (has_usage)
    g_assert_cmpint ((int) usage, ==, (int) to_key_usage (X509_get_key_usage (theirs)));
  g_assert_cmpint (ks_certificate_get_extended_key_usage (ours) != NULL, ==, (flags & EXFLAG_XKUSAGE) != 0);
  compare_key_id (ks_certificate_get_subject_key_id (ours), X509_get0_subject_key_id (theirs));
  compare_key_id (ks_certificate_get_authority_key_id (ours), X509_get0_authority_key_id (theirs));
  g_assert_cmpint (ks_certificate_is_self_issued (ours), ==, (flags & EXFLAG_SI) != 0);
}

static void
compare_extensions (KsCertificate *ours, X509 *theirs)
{
  GPtrArray *extensions = ks_certificate_get_extensions (ours);

  g_assert_cmpint ((int) extensions->len, ==, X509_get_ext_count (theirs));
  for (guint i = 0; i < extensions->len; i++) {
    const KsExtension *extension = g_ptr_array_index (extensions, i);
    X509_EXTENSION *other = X509_get_ext (theirs, (int) i);
    ASN1_OCTET_STRING *content = X509_EXTENSION_get_data (other);
    char oid[128];

    OBJ_obj2txt (oid, sizeof oid, X509_EXTENSION_get_object (other), 1);
    g_assert_cmpstr (extension->oid, ==, oid);
    g_assert_cmpint (extension->critical, ==, X509_EXTENSION_get_critical (other) != 0);
    g_assert_cmpmem (g_bytes_get_data (extension->value, NULL), g_bytes_get_size (extension->value),
                     ASN1_STRING_get0_data (content), (gsize) ASN1_STRING_length (content));
    g_assert_cmpstr (extension->name, !=, "");
    g_assert_true (extension->fields->len > 0 || extension->problem != NULL || extension->is_known);
  }
}

/* Calls every getter; what cannot be parsed must still be answered. */
static void
visit (KsCertificate *certificate)
{
  g_autofree char *pem = ks_certificate_to_pem (certificate);

  g_assert_true (g_str_has_prefix (pem, "-----BEGIN CERTIFICATE-----\n"));
  g_assert_cmpstr (ks_certificate_get_title (certificate), !=, "");
  g_assert_cmpuint (strlen (ks_certificate_get_sha256 (certificate)), ==, 64);
  g_assert_cmpuint (strlen (ks_certificate_get_spki_sha256 (certificate)), ==, 64);
  g_assert_true (g_utf8_validate (ks_name_get_text (ks_certificate_get_subject (certificate)), -1, NULL));
  g_assert_true (g_utf8_validate (ks_name_get_text (ks_certificate_get_issuer (certificate)), -1, NULL));
  g_assert_true (g_utf8_validate (ks_certificate_get_title (certificate), -1, NULL));
  g_assert_nonnull (ks_certificate_get_serial (certificate));
  g_assert_nonnull (ks_certificate_get_key_text (certificate));
  g_assert_nonnull (ks_certificate_get_signature_text (certificate));
  g_assert_nonnull (ks_certificate_get_extensions (certificate));
  g_assert_cmpstr (ks_certificate_role_get_name (ks_certificate_get_role (certificate)), !=, "");
  ks_certificate_is_self_signed (certificate);
  if (!ks_certificate_is_readable (certificate))
    g_assert_nonnull (ks_certificate_get_problem (certificate));
}

/* Whether OpenSSL could read it. */
static gboolean
compare (GBytes *der)
{
  g_autoptr (KsCertificate) ours = ks_certificate_new (der);
  X509 *theirs;

  visit (ours);
  theirs = ks_certificate_get_x509 (ours);
  if (theirs == NULL)
    return FALSE;

  g_assert_true (ks_certificate_is_readable (ours));
  g_assert_cmpint ((int) ks_certificate_get_version (ours), ==, (int) X509_get_version (theirs) + 1);
  compare_name (ks_certificate_get_subject (ours), X509_get_subject_name (theirs));
  compare_name (ks_certificate_get_issuer (ours), X509_get_issuer_name (theirs));
  compare_time (ks_certificate_get_not_before (ours), X509_get0_notBefore (theirs));
  compare_time (ks_certificate_get_not_after (ours), X509_get0_notAfter (theirs));
  compare_serial (ours, theirs);
  compare_key (ours, theirs);
  compare_digest (ours, theirs);
  compare_alt_names (ours, theirs);
  compare_usage (ours, theirs);
  compare_extensions (ours, theirs);
  /* OpenSSL's word also means that the key identifiers and the key usage agree. */
  if (X509_self_signed (theirs, 1) == 1)
    g_assert_true (ks_certificate_is_self_signed (ours));
  compare_fingerprint (ours, theirs, "SHA1");
  compare_fingerprint (ours, theirs, "SHA256");
  compare_fingerprint (ours, theirs, "SHA512");

  g_assert_finalize_object (g_steal_pointer (&ours));
  return TRUE;
}

/* Stores keep certificates as plain DER in the midst of other things: try whatever looks like one. */
static void
collect_der (GBytes *content, GPtrArray *found)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (content, &size);

  for (gsize at = 0; at + 4 < size; at++) {
    gsize length = (gsize) data[at + 2] << 8 | data[at + 3];
    const guint8 *end = data + at;
    X509 *x509;

    if (data[at] != 0x30 || data[at + 1] != 0x82 || length < 200 || length > size - at - 4)
      continue;
    x509 = X509_new_ex (ks_libctx (), NULL);
    if (d2i_X509 (&x509, &end, (long) length + 4) != NULL) {
      g_ptr_array_add (found, g_bytes_new_from_bytes (content, at, length + 4));
      at += length + 3;
    }
    X509_free (x509);
  }
  ks_clear_openssl_errors ();
}

static void
collect_pem (GBytes *content, GPtrArray *found)
{
  g_autoptr (GPtrArray) blocks = ks_pem_probe (content) ? ks_pem_parse (content, NULL, NULL) : NULL;

  for (guint i = 0; blocks != NULL && i < blocks->len; i++) {
    const KsPemBlock *block = g_ptr_array_index (blocks, i);

    if (g_str_equal (block->label, "CERTIFICATE"))
      g_ptr_array_add (found, g_bytes_ref (block->body));
  }
}

/* The files of a folder, each also as it is: a certificate or not, it must be answered. */
static guint
compare_folder (const char *folder, gsize limit)
{
  g_autofree char *path = ks_test_corpus_path (folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  g_assert_nonnull (dir);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *file = g_build_filename (folder, name, NULL);
    g_autofree char *full = ks_test_corpus_path (file);
    g_autoptr (GBytes) content = NULL;
    g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (drop_bytes);

    if (!g_file_test (full, G_FILE_TEST_IS_REGULAR))
      continue;
    content = ks_test_corpus_read (file);
    if (g_bytes_get_size (content) > limit)
      continue;
    g_test_message ("%s", file);
    collect_der (content, found);
    collect_pem (content, found);
    for (guint i = 0; i < found->len; i++)
      count += compare (g_ptr_array_index (found, i));
    compare (content);
  }

  return count;
}

static void
test_real (void)
{
  if (ks_test_skip_without_corpus ())
    return;

  g_assert_cmpuint (compare_folder ("real", 1 << 20), >, 200);
}

static void
test_made (void)
{
  if (ks_test_skip_without_corpus ())
    return;

  g_assert_cmpuint (compare_folder ("synth", 1 << 19), >, 200);
}

static void
test_bad (void)
{
  if (ks_test_skip_without_corpus ())
    return;

  compare_folder ("synth/bad", 1 << 18);
}

/* Enough of JSON to find PEM in it: what ends a string or a line ends a line. */
static GBytes *
unescape (const char *json, gsize size)
{
  g_autoptr (GByteArray) text = g_byte_array_sized_new ((guint) size);

  for (gsize i = 0; i < size; i++) {
    gboolean escaped = json[i] == '\\' && i + 1 < size && json[i + 1] == 'n';
    guint8 c = escaped || json[i] == '"' ? '\n' : (guint8) json[i];

    g_byte_array_append (text, &c, 1);
    i += escaped;
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&text));
}

/* The verification suites are full of certificates that break one rule each: PEM as JSON strings. */
static void
compare_suite (const char *name)
{
  g_autofree char *path = ks_test_corpus_path (name);
  g_autofree char *json = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (drop_bytes);
  gsize size;

  if (!g_file_get_contents (path, &json, &size, NULL)) {
    g_test_skip ("no suites");
    return;
  }

  content = unescape (json, size);
  collect_pem (content, found);
  g_assert_cmpuint (found->len, >, 100);
  for (guint i = 0; i < found->len; i++)
    compare (g_ptr_array_index (found, i));
}

static void
test_limbo (void)
{
  compare_suite ("../suites/limbo-dev.json");
}

static void
test_extras (void)
{
  compare_suite ("../suites/extras-dev.json");
}

/* The same facts from the program, which shares no code with the comparison above. */
static void
compare_with_program (const char *name)
{
  g_autofree char *path = ks_test_corpus_path (name);
  g_autoptr (GBytes) content = ks_test_corpus_read (name);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (drop_bytes);
  g_autoptr (KsCertificate) certificate = NULL;
  g_autofree char *told = NULL;
  g_autofree char *serial = NULL;
  g_autofree char *sha1 = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *expected = NULL;

  collect_pem (content, found);
  certificate = ks_certificate_new (found->len > 0 ? g_ptr_array_index (found, 0) : content);
  sha1 = ks_test_run_text ("openssl", "x509", "-in", path, "-noout", "-fingerprint", "-sha1", NULL);
  sha256 = ks_certificate_dup_fingerprint (certificate, "sha1");
  expected = g_strconcat ("SHA1 Fingerprint=", sha256, "\n", NULL);
  g_assert_cmpint (g_ascii_strcasecmp (sha1, expected), ==, 0);

  told = ks_test_run_text ("openssl", "x509", "-in", path, "-noout", "-subject", "-issuer", "-nameopt",
                           "RFC2253,-esc_msb,utf8", NULL);
  g_free (expected);
  expected =
    g_strdup_printf ("subject=%s\nissuer=%s\n", ks_name_get_text (ks_certificate_get_subject (certificate)),
                     ks_name_get_text (ks_certificate_get_issuer (certificate)));
  g_assert_cmpstr (told, ==, expected);

  serial = ks_test_run_text ("openssl", "x509", "-in", path, "-noout", "-serial", NULL);
  g_assert_nonnull (g_strstr_len (serial, -1, "serial="));
  g_assert_cmpuint (g_ascii_strtoull (serial + strlen ("serial="), NULL, 16), ==,
                    g_ascii_strtoull (ks_certificate_get_serial (certificate), NULL, 16));
}

static void
test_program (void)
{
  static const char *const names[] = {
    "real/gcr__fixtures_cert-ecc521.pem",
    "real/gcr__fixtures_gost-sample1.crt",
    "real/p11-kit__fixtures_verisign-v1.der",
    "real/oscrypto__keys_test-ec-der.crt",
    "real/oscrypto__fixtures_DSAParametersInheritedCACert.crt",
    "synth/der-leaf.cer",
    "synth/pem-leaf.crt",
    "synth/o35-ml-dsa-65.crt",
    "synth/o35-ml-dsa-44.crt",
  };

  if (ks_test_skip_without_corpus () || ks_test_skip_without_program ("openssl"))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_test_message ("%s", names[i]);
    compare_with_program (names[i]);
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/certificate/corpus/real", test_real);
  g_test_add_func ("/certificate/corpus/made", test_made);
  g_test_add_func ("/certificate/corpus/bad", test_bad);
  g_test_add_func ("/certificate/corpus/limbo", test_limbo);
  g_test_add_func ("/certificate/corpus/extras", test_extras);
  g_test_add_func ("/certificate/corpus/program", test_program);

  return g_test_run ();
}
