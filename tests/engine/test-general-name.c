/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-general-name.h"
#include "ks-test.h"

#include <string.h>

static KsGeneralName *
make_name (guint8 tag, const char *content, gsize size)
{
  const KsDer element = {
    .tag = tag,
    .start = (const guint8 *) content,
    .full_size = size,
    .content = (const guint8 *) content,
    .size = size,
  };

  return ks_general_name_new (&element);
}

static KsGeneralName *
make_constraint (guint8 tag, const char *content, gsize size)
{
  const KsDer element = {
    .tag = tag,
    .start = (const guint8 *) content,
    .full_size = size,
    .content = (const guint8 *) content,
    .size = size,
  };

  return ks_general_name_new_constraint (&element);
}

/* @mark: a part of the problem's sentence, NULL = no problem */
static void
assert_problem (const KsGeneralName *name, const char *mark)
{
  if (mark == NULL)
    g_assert_cmpstr (name->problem, ==, NULL);
  else {
    g_assert_nonnull (name->problem);
    g_assert_nonnull (strstr (name->problem, mark));
  }
}

typedef struct {
  const char *content;
  const char *text; /* NULL = as the content */
  const char *mark;
} Case;

static void
check_cases (guint8 tag, KsGeneralNameType type, const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autoptr (KsGeneralName) name = make_name (tag, cases[i].content, strlen (cases[i].content));

    g_test_message ("%s", cases[i].content);
    g_assert_cmpint (name->type, ==, type);
    g_assert_cmpstr (name->text, ==, cases[i].text != NULL ? cases[i].text : cases[i].content);
    g_assert_cmpmem (g_bytes_get_data (name->raw, NULL), g_bytes_get_size (name->raw), cases[i].content,
                     strlen (cases[i].content));
    assert_problem (name, cases[i].mark);
  }
}

#define LABEL_63 "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz0"

static void
test_dns (void)
{
  static const Case cases[] = {
    { "gw.example.org", NULL, NULL },
    { "GW.Example.ORG", NULL, NULL },
    { "localhost", NULL, NULL },
    { "*.example.org", NULL, NULL },
    { "1.example.org", NULL, NULL },
    { "a--b.example", NULL, NULL },
    { LABEL_63 ".example", NULL, NULL },
    { LABEL_63 "x.example", NULL, "63" },
    { LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63, NULL, "253" },
    { "", NULL, "empty" },
    { " ", NULL, "spaces" },
    { "a b.example", NULL, "spaces" },
    { ".example.org", NULL, "starts with a dot" },
    { "example.org.", NULL, "ends with a dot" },
    { ".", NULL, "dot" },
    { "a..example", NULL, "empty label" },
    { "a_b.example", NULL, "underscore" },
    { "-a.example", NULL, "hyphen" },
    { "a-.example", NULL, "hyphen" },
    { "f*.example.org", NULL, "leftmost" },
    { "*f.example.org", NULL, "leftmost" },
    { "a.*.example.org", NULL, "leftmost" },
    { "*.*.example.org", NULL, "only one" },
    { "*", NULL, "covers no name" },
    { "192.0.2.10", NULL, "IP address" },
    { "2001:db8::1", NULL, "IP address" },
    { "999.0.2.10", NULL, "IP address" },
    { "example.org:443", NULL, "another type" },
    { "https://example.org", NULL, "another type" },
    { "me@example.org", NULL, "another type" },
    { "b\xc3\xbc"
      "cher.example",
      "b\\xC3\\xBC"
      "cher.example",
      "ASCII" },
    { "tab\there.example", "tab\\x09here.example", "ASCII" },
    { "a!b.example", NULL, "letters" },
  };

  check_cases (0x82, KS_GENERAL_NAME_DNS, cases, G_N_ELEMENTS (cases));
}

static void
test_nul (void)
{
  static const char content[] = "www.bank.example\0.evil.example";
  g_autoptr (KsGeneralName) name = make_name (0x82, content, sizeof content - 1);

  g_assert_cmpstr (name->text, ==, "www.bank.example\\x00.evil.example");
  assert_problem (name, "ASCII");
}

static void
test_idn (void)
{
  static const struct {
    const char *ascii;
    const char *unicode;
  } cases[] = {
    { "xn--bcher-kva.example", "b\xc3\xbc"
                               "cher.example" },
    { "*.xn--bcher-kva.example", "*.b\xc3\xbc"
                                 "cher.example" },
    { "XN--BCHER-KVA.example", "b\xc3\xbc"
                               "cher.example" },
    { "xn--hxajbheg2az3al.example", "παράδειγμα.example" },
    { "xn--.example", NULL },
    { "plain.example", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsGeneralName) name = make_name (0x82, cases[i].ascii, strlen (cases[i].ascii));

    g_assert_cmpstr (name->text, ==, cases[i].ascii);
    g_assert_cmpstr (name->unicode, ==, cases[i].unicode);
  }
}

static void
test_email (void)
{
  static const Case cases[] = {
    { "me@example.org", NULL, NULL },
    { "\"a@b\"@example.org", NULL, NULL },
    { "me@[192.0.2.1]", NULL, NULL },
    { "", NULL, "empty" },
    { "example.org", NULL, "no “@”" },
    { "a@b@example.org", NULL, "more than one" },
    { "@example.org", NULL, "nothing before" },
    { "me@", NULL, "nothing after" },
    { "Me <me@example.org>", NULL, "more in it" },
    { "me@*.example.org", NULL, "no meaning" },
    { "me@-.example", NULL, "hyphen" },
    { "m\xc3\xa9@example.org", "m\\xC3\\xA9@example.org", "ASCII" },
  };

  check_cases (0x81, KS_GENERAL_NAME_EMAIL, cases, G_N_ELEMENTS (cases));
}

static void
test_uri (void)
{
  static const Case cases[] = {
    { "https://example.org/path?x=1", NULL, NULL },
    { "spiffe://trust/domain", NULL, NULL },
    { "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", NULL, NULL },
    { "", NULL, "empty" },
    { "example.org/path", NULL, "no scheme" },
    { "//example.org", NULL, "no scheme" },
    { "1a:b", NULL, "no scheme" },
    { "https:", NULL, "no scheme" },
    { "https://example.org/a b", NULL, "%NN" },
    { "https://ex\xc3\xa4mple.org", "https://ex\\xC3\\xA4mple.org", "ASCII" },
  };

  check_cases (0x86, KS_GENERAL_NAME_URI, cases, G_N_ELEMENTS (cases));
}

static void
test_ip (void)
{
  static const struct {
    const char *content;
    gsize size;
    const char *text;
    const char *mark;
  } cases[] = {
    { "\xc0\x00\x02\x0a", 4, "192.0.2.10", NULL },
    { "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01", 16, "2001:db8::1", NULL },
    { "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01", 16, "::1", NULL },
    { "\x0a\0\0\0\xff\0\0\0", 8, "#0a000000ff000000", "4 or 16" },
    { "1.2.3.4", 7, "#312e322e332e34", "has 7" },
    { "", 0, "#", "has 0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsGeneralName) name = make_name (0x87, cases[i].content, cases[i].size);

    g_assert_cmpint (name->type, ==, KS_GENERAL_NAME_IP);
    g_assert_cmpstr (name->text, ==, cases[i].text);
    assert_problem (name, cases[i].mark);
  }
}

static void
test_constraints (void)
{
  static const struct {
    guint8 tag;
    const char *content;
    gsize size;
    const char *text;
    const char *mark;
  } cases[] = {
    { 0x87, "\x0a\0\0\0\xff\0\0\0", 8, "10.0.0.0/8", NULL },
    { 0x87, "\x0a\0\0\0\0\0\0\0", 8, "10.0.0.0/0", NULL },
    { 0x87, "\x0a\0\0\0\xff\0\xff\0", 8, "10.0.0.0/255.0.255.0", "gaps" },
    { 0x87, "\x0a\0\0\0", 4, "#0a000000", "8 or 32" },
    { 0x87, "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\xff\xff\0\0\0\0\0\0\0\0\0\0\0\0", 32,
      "2001:db8::/32", NULL },
    { 0x82, ".example.org", 12, ".example.org", NULL },
    { 0x82, "", 0, "", NULL },
    { 0x82, "..example.org", 13, "..example.org", "starts with a dot" },
    { 0x81, "example.org", 11, "example.org", NULL },
    { 0x81, ".example.org", 12, ".example.org", NULL },
    { 0x81, "me@example.org", 14, "me@example.org", NULL },
    { 0x86, ".example.org", 12, ".example.org", NULL },
    { 0x86, "https://example.org", 19, "https://example.org", "another type" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsGeneralName) name = make_constraint (cases[i].tag, cases[i].content, cases[i].size);

    g_assert_cmpstr (name->text, ==, cases[i].text);
    assert_problem (name, cases[i].mark);
  }
}

static void
check_hex (const char *hex, KsGeneralNameType type, const char *text, const char *oid, const char *mark)
{
  g_autoptr (GBytes) der = ks_test_hex (hex);
  g_autoptr (KsGeneralName) name = NULL;
  KsDer element;
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);

  g_assert_true (ks_der_parse (data, size, &element));
  name = ks_general_name_new (&element);
  g_assert_cmpint (name->type, ==, type);
  g_assert_cmpstr (name->text, ==, text);
  g_assert_cmpstr (name->oid, ==, oid);
  assert_problem (name, mark);
}

static void
test_structured (void)
{
  check_hex ("a4 10 30 0e 31 0c 30 0a 06 03 55 04 03 0c 03 61 2c 62", KS_GENERAL_NAME_DIRECTORY, "CN=a\\,b",
             NULL, NULL);
  check_hex ("a4 02 30 05", KS_GENERAL_NAME_DIRECTORY, "#3005", NULL, "cannot be read");
  check_hex ("88 03 2a 03 04", KS_GENERAL_NAME_REGISTERED_ID, "1.2.3.4", NULL, NULL);
  check_hex ("88 01 80", KS_GENERAL_NAME_REGISTERED_ID, "#80", NULL, "cannot be read");
  /* A user principal name, and a Kerberos name, which is no string. */
  check_hex ("a0 13 06 0a 2b 06 01 04 01 82 37 14 02 03 a0 05 0c 03 6d 65 40", KS_GENERAL_NAME_OTHER, "me@",
             "1.3.6.1.4.1.311.20.2.3", NULL);
  check_hex ("a0 0c 06 06 2b 06 01 05 02 02 a0 02 30 00", KS_GENERAL_NAME_OTHER, "#3000", "1.3.6.1.5.2.2",
             NULL);
  check_hex ("a0 05 06 03 2a 03 04", KS_GENERAL_NAME_OTHER, "#06032a0304", "1.2.3.4", "cannot be read");
  check_hex ("a0 00", KS_GENERAL_NAME_OTHER, "#", NULL, "cannot be read");
  check_hex ("a3 02 30 00", KS_GENERAL_NAME_X400, "#3000", NULL, NULL);
  check_hex ("a5 02 a1 00", KS_GENERAL_NAME_EDI, "#a100", NULL, NULL);
  /* No GeneralName at all: another class, a number that is not there, a wrong form. */
  check_hex ("0c 01 61", KS_GENERAL_NAME_OTHER, "#61", NULL, "cannot be read");
  check_hex ("89 01 61", KS_GENERAL_NAME_OTHER, "#61", NULL, "cannot be read");
  check_hex ("a2 03 16 01 61", KS_GENERAL_NAME_DNS, "#160161", NULL, "cannot be read");
}

static void
test_tags (void)
{
  static const char *const tags[] = { "Other", "Mail", "DNS", "X.400", "DN", "EDI", "URI", "IP", "ID" };

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    g_assert_cmpstr (ks_general_name_type_get_tag (i), ==, tags[i]);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/general-name/dns", test_dns);
  g_test_add_func ("/general-name/nul", test_nul);
  g_test_add_func ("/general-name/idn", test_idn);
  g_test_add_func ("/general-name/email", test_email);
  g_test_add_func ("/general-name/uri", test_uri);
  g_test_add_func ("/general-name/ip", test_ip);
  g_test_add_func ("/general-name/constraints", test_constraints);
  g_test_add_func ("/general-name/structured", test_structured);
  g_test_add_func ("/general-name/tags", test_tags);

  return g_test_run ();
}
