/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-error.h"
#include "ks-init.h"
#include "ks-name.h"
#include "ks-test.h"

#include <openssl/x509.h>

/* One attribute as OpenSSL takes it; @set: -1 joins the RDN before it. */
typedef struct {
  const char *type;
  int encoding;
  const char *value;
  int size;
  int set;
} Part;

static X509_NAME *
make_openssl_name (const Part *parts, gsize n_parts)
{
  X509_NAME *name = X509_NAME_new ();

  for (gsize i = 0; i < n_parts; i++) {
    int added = X509_NAME_add_entry_by_txt (name, parts[i].type, parts[i].encoding,
                                            (const guchar *) parts[i].value, parts[i].size, -1, parts[i].set);

    g_assert_cmpint (added, ==, 1);
  }

  return name;
}

static KsName *
make_name (const Part *parts, gsize n_parts)
{
  X509_NAME *source = make_openssl_name (parts, n_parts);
  guchar *der = NULL;
  int size = i2d_X509_NAME (source, &der);
  g_autoptr (GBytes) bytes = g_bytes_new (der, (gsize) size);
  g_autoptr (GError) error = NULL;
  KsName *name = ks_name_new (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (ks_name_get_der (name), bytes));
  OPENSSL_free (der);
  X509_NAME_free (source);
  return name;
}

static KsName *
make_hex_name (const char *hex)
{
  g_autoptr (GBytes) der = ks_test_hex (hex);
  g_autoptr (GError) error = NULL;
  KsName *name = ks_name_new (der, &error);

  g_assert_no_error (error);
  return name;
}

static void
test_text (void)
{
  const Part parts[] = {
    { "C", V_ASN1_PRINTABLESTRING, "CZ", -1, 0 },
    { "O", V_ASN1_UTF8STRING, "Example, Inc.", -1, 0 },
    { "CN", V_ASN1_UTF8STRING, "gw.example.org", -1, 0 },
  };
  g_autoptr (KsName) name = make_name (parts, G_N_ELEMENTS (parts));
  const KsNameAttribute *attribute;

  g_assert_cmpstr (ks_name_get_text (name), ==, "CN=gw.example.org,O=Example\\, Inc.,C=CZ");
  g_assert_cmpstr (ks_name_get_title (name), ==, "gw.example.org");
  g_assert_cmpuint (ks_name_get_n_attributes (name), ==, 3);
  attribute = ks_name_get_attribute (name, 1);
  g_assert_cmpstr (attribute->oid, ==, "2.5.4.10");
  g_assert_cmpstr (attribute->short_name, ==, "O");
  g_assert_cmpstr (attribute->long_name, ==, "Organization");
  g_assert_cmpstr (attribute->value, ==, "Example, Inc.");
  g_assert_cmpuint (attribute->rdn, ==, 1);
}

/* The expected strings are those of RFC 4514 section 4 where it has the case. */
static void
test_escapes (void)
{
  static const struct {
    const char *value;
    int size;
    const char *text;
  } cases[] = {
    { "James \"Jim\" Smith, III", -1, "CN=James \\\"Jim\\\" Smith\\, III" },
    { "Before\rAfter", -1, "CN=Before\\0DAfter" },
    { " leading", -1, "CN=\\ leading" },
    { "trailing ", -1, "CN=trailing\\ " },
    { " ", -1, "CN=\\ " },
    { "#hash#", -1, "CN=\\#hash#" },
    { "a+b;c<d>e\\f=g", -1, "CN=a\\+b\\;c\\<d\\>e\\\\f=g" },
    { "www.bank.example\0.evil.example", 30, "CN=www.bank.example\\00.evil.example" },
    { "Lu\xc4\x8di\xc4\x87", -1, "CN=Lu\xc4\x8di\xc4\x87" },
    { "in  between", -1, "CN=in  between" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Part part = { "CN", V_ASN1_UTF8STRING, cases[i].value, cases[i].size, 0 };
    g_autoptr (KsName) name = make_name (&part, 1);

    g_assert_cmpstr (ks_name_get_text (name), ==, cases[i].text);
  }
}

/* One value, in each string type that a name may have, and in some that it may not. */
static void
test_string_types (void)
{
  static const struct {
    const char *hex; /* of the value */
    const char *value;
  } cases[] = {
    { "0c 03 41 c3 a9", "A\xc3\xa9" },
    { "0c 03 41 c3 28", "#0c0341c328" },
    { "13 02 41 42", "AB" },
    { "14 02 41 e9", "A\xc3\xa9" },
    { "16 02 41 42", "AB" },
    { "1a 02 41 42", "AB" },
    { "12 02 31 32", "12" },
    { "1e 04 00 41 01 0d", "A\xc4\x8d" },
    { "1e 04 d8 3d de 00", "\xf0\x9f\x98\x80" },
    { "1e 04 d8 3d 00 41", "#1e04d83d0041" },
    { "1e 03 00 41 00", "#1e03004100" },
    { "1c 04 00 01 f6 00", "\xf0\x9f\x98\x80" },
    { "1c 04 00 11 00 00", "#1c0400110000" },
    { "1c 03 00 00 41", "#1c03000041" },
    { "04 02 41 42", "#04024142" },
    { "30 00", "#3000" },
    { "0c 03 41 00 42", "A\\00B" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) value = ks_test_hex (cases[i].hex);
    guint size = (guint) g_bytes_get_size (value);
    g_autofree char *hex = g_strdup_printf ("30 %02x 31 %02x 30 %02x 06 03 55 04 03 %s", size + 9, size + 7,
                                            size + 5, cases[i].hex);
    g_autoptr (KsName) name = make_hex_name (hex);

    g_assert_cmpstr (ks_name_get_attribute (name, 0)->value, ==, cases[i].value);
  }
}

static void
test_multi_valued (void)
{
  const Part parts[] = {
    { "DC", V_ASN1_IA5STRING, "net", -1, 0 },
    { "DC", V_ASN1_IA5STRING, "example", -1, 0 },
    { "OU", V_ASN1_UTF8STRING, "Sales", -1, 0 },
    { "CN", V_ASN1_UTF8STRING, "J.  Smith", -1, -1 },
  };
  g_autoptr (KsName) name = make_name (parts, G_N_ELEMENTS (parts));

  /* DER sorts the members of a set, so that CN may come first. */
  g_assert_true (g_str_equal (ks_name_get_text (name), "OU=Sales+CN=J.  Smith,DC=example,DC=net") ||
                 g_str_equal (ks_name_get_text (name), "CN=J.  Smith+OU=Sales,DC=example,DC=net"));
  g_assert_cmpuint (ks_name_get_attribute (name, 2)->rdn, ==, ks_name_get_attribute (name, 3)->rdn);
  g_assert_cmpuint (ks_name_get_attribute (name, 1)->rdn, !=, ks_name_get_attribute (name, 2)->rdn);
}

static void
test_unknown_type (void)
{
  const Part part = { "1.3.6.1.4.1.99999.5", V_ASN1_UTF8STRING, "value", -1, 0 };
  g_autoptr (KsName) name = make_name (&part, 1);

  g_assert_cmpstr (ks_name_get_text (name), ==, "1.3.6.1.4.1.99999.5=value");
  g_assert_cmpstr (ks_name_get_attribute (name, 0)->short_name, ==, "1.3.6.1.4.1.99999.5");
  g_assert_cmpstr (ks_name_get_title (name), ==, "value");
}

static void
test_title (void)
{
  const Part two_names[] = {
    { "CN", V_ASN1_UTF8STRING, "general", -1, 0 },
    { "CN", V_ASN1_UTF8STRING, "specific", -1, 0 },
    { "CN", V_ASN1_UTF8STRING, "", 0, 0 },
  };
  const Part unit[] = {
    { "O", V_ASN1_UTF8STRING, "Organization", -1, 0 },
    { "OU", V_ASN1_UTF8STRING, "Unit", -1, 0 },
  };
  const Part country[] = { { "C", V_ASN1_PRINTABLESTRING, "CZ", -1, 0 } };
  g_autoptr (KsName) a = make_name (two_names, G_N_ELEMENTS (two_names));
  g_autoptr (KsName) b = make_name (unit, G_N_ELEMENTS (unit));
  g_autoptr (KsName) c = make_name (unit, 1);
  g_autoptr (KsName) d = make_name (country, 1);
  g_autoptr (KsName) empty = make_hex_name ("30 00");

  g_assert_cmpstr (ks_name_get_title (a), ==, "specific");
  g_assert_cmpstr (ks_name_get_common_name (a), ==, "specific");
  g_assert_cmpstr (ks_name_get_title (b), ==, "Unit");
  g_assert_null (ks_name_get_common_name (b));
  g_assert_cmpstr (ks_name_get_title (c), ==, "Organization");
  g_assert_cmpstr (ks_name_get_title (d), ==, "CZ");
  g_assert_cmpstr (ks_name_get_title (empty), ==, "");
  g_assert_cmpstr (ks_name_get_text (empty), ==, "");
  g_assert_cmpuint (ks_name_get_n_attributes (empty), ==, 0);
}

static void
test_equal (void)
{
  static const struct {
    int encoding_a;
    const char *a;
    int encoding_b;
    const char *b;
    gboolean equal;
  } cases[] = {
    { V_ASN1_UTF8STRING, "Example", V_ASN1_PRINTABLESTRING, "Example", TRUE },
    { V_ASN1_UTF8STRING, "Example CA", V_ASN1_UTF8STRING, " example   ca ", TRUE },
    { V_ASN1_UTF8STRING, "\xc3\x89lan", V_ASN1_UTF8STRING, "\xc3\xa9lan", TRUE },
    { V_ASN1_UTF8STRING, "e\xcc\x81lan", V_ASN1_UTF8STRING, "\xc3\xa9lan", TRUE },
    { V_ASN1_UTF8STRING, "Example", V_ASN1_UTF8STRING, "Exampl", FALSE },
    { V_ASN1_UTF8STRING, "Example CA", V_ASN1_UTF8STRING, "ExampleCA", FALSE },
    { V_ASN1_UTF8STRING, "", V_ASN1_UTF8STRING, "x", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const Part part_a = { "O", cases[i].encoding_a, cases[i].a, -1, 0 };
    const Part part_b = { "O", cases[i].encoding_b, cases[i].b, -1, 0 };
    g_autoptr (KsName) a = make_name (&part_a, 1);
    g_autoptr (KsName) b = make_name (&part_b, 1);

    g_assert_cmpint (ks_name_equal (a, b), ==, cases[i].equal);
    g_assert_cmpint (ks_name_equal (b, a), ==, cases[i].equal);
    g_assert_true (ks_name_equal (a, a));
  }
}

static void
test_order (void)
{
  const Part ab[] = { { "O", V_ASN1_UTF8STRING, "a", -1, 0 }, { "OU", V_ASN1_UTF8STRING, "b", -1, 0 } };
  const Part ba[] = { { "OU", V_ASN1_UTF8STRING, "b", -1, 0 }, { "O", V_ASN1_UTF8STRING, "a", -1, 0 } };
  const Part joined[] = { { "O", V_ASN1_UTF8STRING, "a", -1, 0 }, { "OU", V_ASN1_UTF8STRING, "b", -1, -1 } };
  g_autoptr (KsName) one = make_name (ab, 2);
  g_autoptr (KsName) other = make_name (ba, 2);
  g_autoptr (KsName) set = make_name (joined, 2);
  /* The same set, not sorted, and in another case. */
  g_autoptr (KsName) unsorted =
    make_hex_name ("30 16 31 14 30 08 06 03 55 04 0b 0c 01 42 30 08 06 03 55 04 0a 0c 01 41");
  g_autoptr (KsName) part = make_name (ab, 1);

  g_assert_false (ks_name_equal (one, other));
  g_assert_false (ks_name_equal (one, set));
  g_assert_true (ks_name_equal (set, unsorted));
  g_assert_true (ks_name_equal (unsorted, set));
  g_assert_false (ks_name_equal (one, part));
  g_assert_false (ks_name_equal (part, one));
}

static void
test_malformed (void)
{
  static const char *const cases[] = {
    "",
    "30",
    "31 00",
    "30 00 00",
    "30 01 00",
    "30 80 00 00",
    "30 02 30 00",
    "30 04 31 02 31 00",
    "30 04 31 02 30 00",
    "30 09 31 07 30 05 06 03 55 04 03",
    "30 0b 31 09 30 07 06 03 55 04 03 0c 01",
    "30 0f 31 0d 30 0b 06 03 55 04 03 0c 01 41 0c 01 42",
    "30 0c 31 0a 30 08 02 03 55 04 03 0c 01 41",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) der = ks_test_hex (cases[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (ks_name_new (der, &error));
    g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
  }
}

/* An RDN with very many members takes no quadratic time. */
static void
test_large_set (void)
{
  enum {
    COUNT = 20000
  };
  g_autoptr (GByteArray) der = g_byte_array_new ();
  const guint size = COUNT * 10;
  const guint8 header[] = { 0x30, 0x83, (size + 5) >> 16, (size + 5) >> 8 & 0xff, (size + 5) & 0xff,
                            0x31, 0x83, size >> 16,       size >> 8 & 0xff,       size & 0xff };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) other_bytes = NULL;
  g_autoptr (KsName) name = NULL;
  g_autoptr (KsName) other = NULL;

  g_byte_array_append (der, header, sizeof header);
  for (guint i = 0; i < COUNT; i++)
    g_byte_array_append (der, (const guint8 *) "\x30\x08\x06\x03\x55\x04\x03\x0c\x01\x41", 10);
  bytes = g_bytes_new (der->data, der->len);
  der->data[der->len - 1] = 'a';
  other_bytes = g_bytes_new (der->data, der->len);

  name = ks_name_new (bytes, NULL);
  other = ks_name_new (other_bytes, NULL);
  g_assert_cmpuint (ks_name_get_n_attributes (name), ==, COUNT);
  g_assert_true (ks_name_equal (name, other));
}

static void
test_references (void)
{
  g_autoptr (KsName) name = make_hex_name ("30 00");
  KsName *copy = g_boxed_copy (KS_TYPE_NAME, name);

  g_assert_true (copy == name);
  g_boxed_free (KS_TYPE_NAME, copy);
  g_assert_cmpstr (ks_name_get_text (name), ==, "");
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/name/text", test_text);
  g_test_add_func ("/name/escapes", test_escapes);
  g_test_add_func ("/name/string-types", test_string_types);
  g_test_add_func ("/name/multi-valued", test_multi_valued);
  g_test_add_func ("/name/unknown-type", test_unknown_type);
  g_test_add_func ("/name/title", test_title);
  g_test_add_func ("/name/equal", test_equal);
  g_test_add_func ("/name/order", test_order);
  g_test_add_func ("/name/malformed", test_malformed);
  g_test_add_func ("/name/large-set", test_large_set);
  g_test_add_func ("/name/references", test_references);

  return g_test_run ();
}
