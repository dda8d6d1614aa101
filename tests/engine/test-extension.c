/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-extension.h"
#include "ks-init.h"
#include "ks-test.h"

#include <openssl/conf.h>
#include <openssl/x509v3.h>
#include <string.h>

/* "label=value" of all fields, joined by "|". */
static char *
dup_fields (KsExtension *extension)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < extension->fields->len; i++) {
    const KsExtensionField *field = g_ptr_array_index (extension->fields, i);

    g_string_append_printf (text, "%s%s=%s", i > 0 ? "|" : "", field->label, field->value);
  }

  return g_string_free_and_steal (text);
}

static void
assert_fields (KsExtension *extension, const char *expected)
{
  g_autofree char *fields = dup_fields (extension);

  g_assert_cmpstr (fields, ==, expected);
}

/* What OpenSSL makes of a line of its configuration file; sections stand in @sections. */
static KsExtension *
make_by_openssl (const char *name, const char *value, const char *sections)
{
  CONF *conf = NCONF_new_ex (ks_libctx (), NULL);
  BIO *bio = BIO_new_mem_buf (sections, -1);
  X509V3_CTX context;
  X509_EXTENSION *made;
  ASN1_OCTET_STRING *content;
  g_autoptr (GBytes) bytes = NULL;
  char oid[80];
  KsExtension *extension;

  g_assert_cmpint (NCONF_load_bio (conf, bio, NULL), ==, 1);
  X509V3_set_ctx (&context, NULL, NULL, NULL, NULL, X509V3_CTX_TEST);
  X509V3_set_nconf (&context, conf);
  made = X509V3_EXT_nconf (conf, &context, name, value);
  g_assert_nonnull (made);
  content = X509_EXTENSION_get_data (made);
  bytes = g_bytes_new (ASN1_STRING_get0_data (content), (gsize) ASN1_STRING_length (content));
  OBJ_obj2txt (oid, sizeof oid, X509_EXTENSION_get_object (made), 1);

  extension = ks_extension_new (oid, X509_EXTENSION_get_critical (made), bytes);
  g_assert_cmpstr (extension->oid, ==, oid);
  X509_EXTENSION_free (made);
  NCONF_free (conf);
  BIO_free (bio);
  return extension;
}

typedef struct {
  const char *name;
  const char *value;
  const char *sections;
  const char *title;
  const char *fields;
} Case;

static const Case cases[] = {
  { "basicConstraints", "critical,CA:TRUE,pathlen:3", "", "Basic constraints",
    "Certificate authority=Yes|CAs that may follow=3" },
  { "basicConstraints", "CA:TRUE", "", "Basic constraints",
    "Certificate authority=Yes|CAs that may follow=No limit" },
  { "basicConstraints", "CA:FALSE", "", "Basic constraints", "Certificate authority=No" },
  { "keyUsage", "digitalSignature,keyCertSign,decipherOnly", "", "Key usage",
    "=Digital signature|=Certificate signing|=Decipher only" },
  { "extendedKeyUsage", "serverAuth,1.2.3.4", "", "Extended key usage", "=TLS server|=1.2.3.4" },
  { "subjectAltName", "DNS:gw.example.org,IP:192.0.2.1,email:me@example.org,URI:https://a.example,RID:1.2.3",
    "", "Subject alternative name",
    "DNS=gw.example.org|IP=192.0.2.1|Mail=me@example.org|URI=https://a.example|ID=1.2.3" },
  { "subjectAltName", "dirName:d,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:me@corp", "[d]\nCN=a\n",
    "Subject alternative name", "DN=CN=a|Other=me@corp (1.3.6.1.4.1.311.20.2.3)" },
  { "subjectAltName", "DNS:xn--bcher-kva.example", "", "Subject alternative name",
    "DNS=xn--bcher-kva.example (bücher.example)" },
  { "issuerAltName", "URI:https://ca.example", "", "Issuer alternative name", "URI=https://ca.example" },
  { "subjectKeyIdentifier", "0102ff", "", "Subject key identifier", "Key identifier=01:02:FF" },
  { "authorityInfoAccess", "OCSP;URI:http://o.example,caIssuers;URI:http://c.example,1.2.3;DNS:x.example", "",
    "Authority information access",
    "OCSP=http://o.example|Certificate of the issuer=http://c.example|1.2.3: DNS=x.example" },
  { "subjectInfoAccess", "caRepository;URI:http://r.example", "", "Subject information access",
    "Repository of the CA=http://r.example" },
  { "crlDistributionPoints", "URI:http://a.example/1.crl,URI:http://b.example/2.crl", "",
    "CRL distribution points", "URI=http://a.example/1.crl|URI=http://b.example/2.crl" },
  { "crlDistributionPoints", "p",
    "[p]\nfullname=URI:http://a.example\nreasons=keyCompromise,CACompromise\nCRLissuer=dirName:d\n[d]\nCN=b\n",
    "CRL distribution points",
    "URI=http://a.example|Reason=Key compromise|Reason=CA compromise|CRL issuer: DN=CN=b" },
  { "freshestCRL", "URI:http://d.example", "", "Freshest CRL", "URI=http://d.example" },
  { "certificatePolicies", "2.23.140.1.2.1,@p",
    "[p]\npolicyIdentifier=1.2.3.4\nCPS.1=https://cps.example\nuserNotice.1=@n\n"
    "[n]\nexplicitText=\"Read this\"\norganization=\"Example\"\nnoticeNumbers=1,2\n",
    "Certificate policies",
    "Policy=Domain validated (2.23.140.1.2.1)|Policy=1.2.3.4|Practice statement=https://cps.example|"
    "Notice by=Example, 1, 2|Notice=Read this" },
  { "policyMappings", "1.2.3:1.2.4", "", "Policy mappings", "Mapping=1.2.3 is 1.2.4" },
  { "policyConstraints", "requireExplicitPolicy:0,inhibitPolicyMapping:2", "", "Policy constraints",
    "A policy is required=At once|No policy mapping=After 2 more certificates" },
  { "inhibitAnyPolicy", "1", "", "Inhibit any policy",
    "“Any policy” does not count=After 1 more certificate" },
  { "nameConstraints",
    "permitted;DNS:.example.org,permitted;IP:10.0.0.0/255.0.0.0,excluded;email:example.net", "",
    "Name constraints", "Permitted: DNS=.example.org|Permitted: IP=10.0.0.0/8|Excluded: Mail=example.net" },
  { "tlsfeature", "status_request,status_request_v2", "", "TLS feature",
    "=The server must staple an OCSP response|=The server must staple OCSP responses for its chain" },
  { "nsCertType", "server,objsign", "", "Netscape certificate type", "=TLS server|=Code signing" },
  { "nsComment", "Made by hand", "", "Netscape comment", "=Made by hand" },
  { "noCheck", "ignored", "", "OCSP: no revocation check", "=Yes" },
  { "noRevAvail", "ignored", "", "No revocation available", "=Yes" },
};

static void
test_openssl (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Case *row = &cases[i];
    g_autoptr (KsExtension) extension = make_by_openssl (row->name, row->value, row->sections);

    g_test_message ("%s = %s", row->name, row->value);
    g_assert_cmpstr (extension->name, ==, row->title);
    g_assert_true (extension->is_known);
    g_assert_cmpint (extension->critical, ==, g_str_has_prefix (row->value, "critical"));
    g_assert_cmpstr (extension->problem, ==, NULL);
    assert_fields (extension, row->fields);
  }
}

static KsExtension *
make_from_hex (const char *oid, const char *hex)
{
  g_autoptr (GBytes) value = ks_test_hex (hex);
  KsExtension *extension = ks_extension_new (oid, FALSE, value);

  g_assert_true (g_bytes_equal (extension->value, value));
  return extension;
}

/* Extensions that OpenSSL has no words for, after the examples of their specifications. */
static void
test_others (void)
{
  static const struct {
    const char *oid;
    const char *hex;
    const char *fields;
  } rows[] = {
    { "2.5.29.35", "30 12 80 02 01 02 a1 09 a4 07 30 05 31 03 30 01 00 82 01 05", NULL },
    { "2.5.29.35", "30 0b 80 02 ab cd a1 00 82 03 01 00 05", "Key identifier=AB:CD|Serial number=01:00:05" },
    { "2.5.29.16",
      "30 22 80 0f 32 30 32 36 31 31 32 30 31 32 30 30 30 30 5a 81 0f 32 30 32 37 31 31 32 30 31 32 30 30 30 30 5a",
      "Signs from=2026-11-20T12:00:00Z|Signs until=2027-11-20T12:00:00Z" },
    { "1.3.6.1.4.1.311.20.2", "1e 0a 00 55 00 73 00 65 00 72 00 31", "=User1" },
    { "1.3.6.1.4.1.311.21.7", "30 0a 06 02 2a 03 02 01 64 02 01 05", "Template=1.2.3|Version=100.5" },
    { "1.3.6.1.4.1.311.21.7", "30 05 06 03 2a 03 04", "Template=1.2.3.4" },
    { "1.3.6.1.4.1.311.21.1", "02 03 02 00 03", "Renewals of the certificate=3|Renewals of the key=2" },
    { "1.3.6.1.4.1.311.21.2", "04 02 be ef", "=BE:EF" },
    { "1.3.6.1.4.1.311.21.10", "30 0c 30 0a 06 08 2b 06 01 05 05 07 03 02", "Policy=1.3.6.1.5.5.7.3.2" },
    { "1.3.6.1.4.1.311.25.2",
      "30 19 a0 17 06 0a 2b 06 01 04 01 82 37 19 02 01 a0 09 04 07 53 2d 31 2d 35 2d 36",
      "Security identifier=S-1-5-6" },
    { "1.3.6.1.4.1.11129.2.4.3", "05 00", "=Yes" },
    { "1.3.6.1.5.5.7.1.3",
      "30 2c 30 08 06 06 04 00 8e 46 01 01 30 0b 06 06 04 00 8e 46 01 03 02 01 0f "
      "30 13 06 06 04 00 8e 46 01 06 30 09 06 07 04 00 8e 46 01 06 03",
      "=Qualified certificate of the EU|Years that the CA keeps its records=15|Type=Website" },
    { "2.5.29.9", "30 12 30 10 06 08 2b 06 01 05 05 07 09 04 31 04 13 02 43 5a",
      "Country of citizenship=CZ" },
    { "1.3.6.1.5.5.7.1.24", "30 04 02 02 00 ff", "=Number 255" },
    { "1.3.6.1.5.5.7.1.31",
      "04 20 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f",
      "Challenge=00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KsExtension) extension = make_from_hex (rows[i].oid, rows[i].hex);

    g_test_message ("%s %s", rows[i].oid, rows[i].hex);
    g_assert_true (extension->is_known);
    if (rows[i].fields == NULL) {
      g_assert_nonnull (extension->problem);
    } else {
      g_assert_cmpstr (extension->problem, ==, NULL);
      assert_fields (extension, rows[i].fields);
    }
  }
}

#define LOG_HEX                                                                                              \
  "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f 10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f"

static void
test_timestamps (void)
{
  /* 2026-11-20T12:00:00Z is 0x1a1f8d3ea00 milliseconds after 1970. */
  g_autoptr (KsExtension) good =
    make_from_hex ("1.3.6.1.4.1.11129.2.4.2",
                   "04 33 00 31 00 2f 00 " LOG_HEX " 00 00 01 a1 f8 d3 ea 00 00 00 04 03 00 00");
  g_autoptr (KsExtension) never =
    make_from_hex ("1.3.6.1.4.1.11129.2.4.2",
                   "04 33 00 31 00 2f 00 " LOG_HEX " 7f ff ff ff ff ff ff ff 00 00 04 03 00 00");
  g_autoptr (KsExtension) later = make_from_hex ("1.3.6.1.4.1.11129.2.4.2", "04 05 00 03 00 01 01");
  g_autoptr (KsExtension) cut = make_from_hex ("1.3.6.1.4.1.11129.2.4.2", "04 05 00 03 00 02 01");
  g_autoptr (KsExtension) trailing = make_from_hex ("1.3.6.1.4.1.11129.2.4.2", "04 03 00 00 00");

  assert_fields (
    good,
    "Timestamp=2026-11-20T12:00:00Z|"
    "Log=00:01:02:03:04:05:06:07:08:09:0A:0B:0C:0D:0E:0F:10:11:12:13:14:15:16:17:18:19:1A:1B:1C:1D:1E:1F");
  assert_fields (later, "Timestamp=Version 2");
  g_assert_nonnull (never->problem);
  g_assert_nonnull (cut->problem);
  g_assert_nonnull (trailing->problem);
}

static void
test_unknown (void)
{
  g_autoptr (KsExtension) extension = make_from_hex ("1.2.3.4", "de ad be ef");
  const KsExtensionField *field;

  g_assert_false (extension->is_known);
  g_assert_cmpstr (extension->name, ==, "1.2.3.4");
  g_assert_cmpstr (extension->problem, ==, NULL);
  g_assert_cmpstr (extension->reference, ==, NULL);
  assert_fields (extension, "=DE:AD:BE:EF");
  field = g_ptr_array_index (extension->fields, 0);
  g_assert_true (field->monospace);
}

/* Whatever the extension: broken content gives its hex and a problem. */
static void
test_malformed (void)
{
  static const char *const oids[] = {
    "2.5.29.9",
    "2.5.29.14",
    "2.5.29.15",
    "2.5.29.16",
    "2.5.29.17",
    "2.5.29.18",
    "2.5.29.19",
    "2.5.29.30",
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.33",
    "2.5.29.35",
    "2.5.29.36",
    "2.5.29.37",
    "2.5.29.46",
    "2.5.29.54",
    "2.5.29.56",
    "1.3.6.1.5.5.7.1.1",
    "1.3.6.1.5.5.7.1.3",
    "1.3.6.1.5.5.7.1.11",
    "1.3.6.1.5.5.7.1.24",
    "1.3.6.1.5.5.7.1.31",
    "1.3.6.1.5.5.7.48.1.5",
    "1.3.6.1.4.1.11129.2.4.2",
    "1.3.6.1.4.1.11129.2.4.3",
    "1.3.6.1.4.1.311.20.2",
    "1.3.6.1.4.1.311.21.1",
    "1.3.6.1.4.1.311.21.2",
    "1.3.6.1.4.1.311.21.7",
    "1.3.6.1.4.1.311.21.10",
    "1.3.6.1.4.1.311.25.2",
    "2.16.840.1.113730.1.1",
    "2.16.840.1.113730.1.13",
  };
  static const struct {
    const char *hex;
    const char *dump;
  } contents[] = {
    { "", "=" },
    { "30", "=30" },
    { "30 05", "=30:05" },
    { "01 01 ff", "=01:01:FF" },
    { "30 02 01 02", "=30:02:01:02" },
    { "30 03 30 02 06", "=30:03:30:02:06" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (oids); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (contents); j++) {
      g_autoptr (KsExtension) extension = make_from_hex (oids[i], contents[j].hex);

      g_test_message ("%s %s", oids[i], contents[j].hex);
      g_assert_true (extension->is_known);
      g_assert_nonnull (extension->problem);
      assert_fields (extension, contents[j].dump);
    }
  }
}

static void
test_findings (void)
{
  g_autoptr (KsExtension) empty_names = make_from_hex ("2.5.29.17", "30 00");
  g_autoptr (KsExtension) bad_name = make_from_hex ("2.5.29.17", "30 06 82 01 61 82 01 2e");
  g_autoptr (KsExtension) no_usage = make_from_hex ("2.5.29.15", "03 02 07 00");
  g_autoptr (KsExtension) no_purpose = make_from_hex ("2.5.29.37", "30 00");
  g_autoptr (KsExtension) negative = make_from_hex ("2.5.29.19", "30 06 01 01 ff 02 01 ff");
  /* An element in it is fine, but something follows. */
  g_autoptr (KsExtension) trailing = make_from_hex ("2.5.29.14", "04 01 01 00");
  /* Its fields are readable, but the directory name in it is none. */
  g_autoptr (KsExtension) deep = make_from_hex ("2.5.29.35", "30 0a 80 01 01 a1 02 82 00 82 01 05");

  g_assert_nonnull (empty_names->problem);
  g_assert_cmpstr (bad_name->problem, ==, "“.”: The name starts with a dot.");
  assert_fields (bad_name, "DNS=a|DNS=.");
  g_assert_nonnull (no_usage->problem);
  g_assert_nonnull (no_purpose->problem);
  g_assert_nonnull (negative->problem);
  g_assert_nonnull (trailing->problem);
  g_assert_nonnull (deep->problem);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/extension/openssl", test_openssl);
  g_test_add_func ("/extension/others", test_others);
  g_test_add_func ("/extension/timestamps", test_timestamps);
  g_test_add_func ("/extension/unknown", test_unknown);
  g_test_add_func ("/extension/malformed", test_malformed);
  g_test_add_func ("/extension/findings", test_findings);

  return g_test_run ();
}
