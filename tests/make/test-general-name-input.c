/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks.h"
#include "ks-test.h"

#include <string.h>

typedef struct {
  const char *typed;
  KsGeneralNameType type;
  const char *text;    /* NULL = as it was typed */
  const char *problem; /* a part of the sentence; NULL = none */
} Case;

static const Case guesses[] = {
  { "gw.example.org", KS_GENERAL_NAME_DNS, NULL, NULL },
  { "  GW.Example.ORG.  ", KS_GENERAL_NAME_DNS, "gw.example.org", NULL },
  { "localhost", KS_GENERAL_NAME_DNS, NULL, NULL },
  { "*.example.org", KS_GENERAL_NAME_DNS, NULL, NULL },
  { "bücher.example", KS_GENERAL_NAME_DNS, "xn--bcher-kva.example", NULL },
  { "*.Bücher.example", KS_GENERAL_NAME_DNS, "*.xn--bcher-kva.example", NULL },
  { "faß.example", KS_GENERAL_NAME_DNS, "xn--fa-hia.example", NULL },
  { "https://gw.example.org:9443/carbon?x=1#top", KS_GENERAL_NAME_DNS, "gw.example.org", NULL },
  { "https://user:secret@gw.example.org/", KS_GENERAL_NAME_DNS, "gw.example.org", NULL },
  { "gw.example.org:8443", KS_GENERAL_NAME_DNS, "gw.example.org", NULL },
  { "gw.example.org/path", KS_GENERAL_NAME_DNS, "gw.example.org", NULL },
  { "https://192.0.2.7:9443/", KS_GENERAL_NAME_IP, "192.0.2.7", NULL },
  { "https://[2001:DB8::1]:9443/", KS_GENERAL_NAME_IP, "2001:db8::1", NULL },
  { "192.0.2.7", KS_GENERAL_NAME_IP, NULL, NULL },
  { "192.0.2.7:8443", KS_GENERAL_NAME_IP, "192.0.2.7", NULL },
  { "::1", KS_GENERAL_NAME_IP, NULL, NULL },
  { "[::1]", KS_GENERAL_NAME_IP, "::1", NULL },
  { "[2001:db8:0:0::1]:443", KS_GENERAL_NAME_IP, "2001:db8::1", NULL },
  { "jan@example.org", KS_GENERAL_NAME_EMAIL, NULL, NULL },
  { "mailto:jan@bücher.example", KS_GENERAL_NAME_EMAIL, "jan@xn--bcher-kva.example", NULL },
  { "spiffe://example.org/gw", KS_GENERAL_NAME_URI, NULL, NULL },
  { "urn:uuid:1b", KS_GENERAL_NAME_URI, NULL, NULL },
  { "URI:https://example.org/x", KS_GENERAL_NAME_URI, "https://example.org/x", NULL },
  { "dns:192.0.2.7", KS_GENERAL_NAME_DNS, "192.0.2.7", "IP address" },
  { "ip:192.0.2.7", KS_GENERAL_NAME_IP, "192.0.2.7", NULL },
  { "DN:CN=a,O=b", KS_GENERAL_NAME_DIRECTORY, "CN=a,O=b", NULL },
  { "RID:1.2.3.4", KS_GENERAL_NAME_REGISTERED_ID, "1.2.3.4", NULL },
  { "UPN:jan@corp.example", KS_GENERAL_NAME_OTHER, "jan@corp.example", NULL },
  /* what is wrong */
  { "gw example", KS_GENERAL_NAME_DNS, NULL, "spaces" },
  { "gw_1.example.org", KS_GENERAL_NAME_DNS, NULL, "underscores" },
  { "a..example", KS_GENERAL_NAME_DNS, NULL, "two dots" },
  { "-a.example", KS_GENERAL_NAME_DNS, NULL, "hyphen" },
  { "f*.example.org", KS_GENERAL_NAME_DNS, NULL, "leftmost" },
  { "a.*.example.org", KS_GENERAL_NAME_DNS, NULL, "leftmost" },
  { "*.*.example.org", KS_GENERAL_NAME_DNS, NULL, "only one" },
  { "*", KS_GENERAL_NAME_DNS, NULL, "no name" },
  { "", KS_GENERAL_NAME_DNS, NULL, "empty" },
  { "\xe2\x98\x83\xe2\x80\x8d.example", KS_GENERAL_NAME_DNS, NULL, "IDNA" },
  { "256.1.1.1", KS_GENERAL_NAME_IP, NULL, "IPv4" },
  { "010.1.1.1", KS_GENERAL_NAME_IP, NULL, "IPv4" },
  { "10.0.0.0/8", KS_GENERAL_NAME_IP, NULL, "network" },
  { "1:2:3", KS_GENERAL_NAME_IP, NULL, "IPv6" },
  { "ip:fe80::1%eth0", KS_GENERAL_NAME_IP, "fe80::1%eth0", "zone" },
  { "ip:gw.example.org", KS_GENERAL_NAME_IP, "gw.example.org", "IPv4" },
  { "jan@@example.org", KS_GENERAL_NAME_EMAIL, NULL, "more than one" },
  { "@example.org", KS_GENERAL_NAME_EMAIL, NULL, "before" },
  { "ján@example.org", KS_GENERAL_NAME_EMAIL, NULL, "ASCII" },
  { "URI:no scheme", KS_GENERAL_NAME_URI, "no scheme", "scheme" },
  { "URI:https://a.example/a b", KS_GENERAL_NAME_URI, "https://a.example/a b", "%NN" },
  { "DN:nothing", KS_GENERAL_NAME_DIRECTORY, "nothing", "=" },
  { "RID:abc", KS_GENERAL_NAME_REGISTERED_ID, "abc", "object identifier" },
  { "UPN:jan", KS_GENERAL_NAME_OTHER, "jan", "user@domain" },
};

static void
check_case (const Case *row)
{
  g_autoptr (KsGeneralName) name = ks_general_name_guess (row->typed);
  g_autoptr (KsGeneralName) copy = ks_general_name_copy (name);

  g_test_message ("%s: %s (%s)", row->typed, name->text, name->problem != NULL ? name->problem : "fine");
  g_assert_cmpint (name->type, ==, row->type);
  g_assert_cmpstr (name->text, ==, row->text != NULL ? row->text : row->typed);
  g_assert_true (ks_general_name_equal (name, copy));
  if (row->problem == NULL)
    g_assert_cmpstr (name->problem, ==, NULL);
  else
    g_assert_true (name->problem != NULL && strstr (name->problem, row->problem) != NULL);
  g_assert_true (ks_general_name_is_usable (name) ==
                 (row->problem == NULL || g_str_equal (row->problem, "underscores")));
}

static void
test_guess (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++)
    check_case (&guesses[i]);
}

static void
assert_list (const char *pasted, const char *const *expected)
{
  g_autoptr (GPtrArray) names = ks_general_name_parse_list (pasted);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  for (guint i = 0; i < names->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (names, i);

    g_strv_builder_take (builder, g_strdup_printf ("%s %s%s", ks_general_name_type_get_tag (name->type),
                                                   name->text, name->problem != NULL ? " !" : ""));
  }
  texts = g_strv_builder_end (builder);
  g_assert_cmpstrv (texts, (char **) expected);
}

static void
test_list (void)
{
  const char *const three[] = { "DNS a.example", "DNS b.example", "IP 192.0.2.1", NULL };
  const char *const nothing[] = { NULL };
  const char *const bad[] = { "DNS a.example", "DNS b_c.example !", "IP 300.1.1.1 !", NULL };
  const char *const dn[] = { "DN CN=a,O=b c", "DNS a.example", NULL };
  const char *const six[] = { "IP ::1", "DNS *.a.example", NULL };

  assert_list ("a.example\nb.example\r\n192.0.2.1\n", three);
  assert_list ("a.example, b.example; 192.0.2.1", three);
  assert_list (" a.example b.example\t192.0.2.1 A.EXAMPLE", three);
  assert_list ("DNS:a.example, DNS:b.example, IP Address:192.0.2.1", three);
  assert_list ("X509v3 Subject Alternative Name: \n    DNS:a.example, DNS:b.example, IP:192.0.2.1", three);
  assert_list ("SAN=dns:a.example,dns:b.example,ip:192.0.2.1", three);
  assert_list ("subjectAltName = DNS:a.example, DNS:b.example,IP:192.0.2.1", three);
  assert_list ("DNS.1 = a.example\nDNS.2=b.example\nIP.1 = 192.0.2.1\n# comment.example", three);
  assert_list ("DNS Name=a.example\nDNS Name=b.example\nIP Address=192.0.2.1", three);
  assert_list ("  DNSName: a.example\n  DNSName: b.example\n  IPAddress: 192.0.2.1", three);
  assert_list ("[\"a.example\", \"b.example\", \"192.0.2.1\"]", three);
  assert_list ("- a.example\n- b.example\n• 192.0.2.1", three);
  assert_list ("“a.example” ‘b.example’ <192.0.2.1>", three);
  assert_list ("https://a.example:9443/carbon\nb.example:8080\nhttps://192.0.2.1/", three);
  assert_list ("a.example b_c.example 300.1.1.1", bad);
  assert_list ("dirName:CN=a,O=b c\na.example", dn);
  assert_list ("[::1], *.a.example", six);
  assert_list ("", nothing);
  assert_list (" ,;\n - \n# nothing", nothing);
}

/* Ten thousand names, and one of a megabyte. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *long_name = g_strnfill (1024 * 1024, 'a');
  g_autoptr (KsGeneralName) name = ks_general_name_guess (long_name);
  g_autoptr (GPtrArray) names = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "host%u.example.org\n", i);
  names = ks_general_name_parse_list (text->str);
  g_assert_cmpuint (names->len, ==, 10000);
  g_assert_false (ks_general_name_is_usable (name));
}

/* What is written reads back as the same name. */
static void
test_der (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (guesses); i++) {
    g_autoptr (KsGeneralName) name = ks_general_name_guess (guesses[i].typed);
    g_autoptr (GBytes) der = NULL;
    g_autoptr (KsGeneralName) again = NULL;
    gsize size;
    const guint8 *data = NULL;
    KsDer element;

    if (!ks_general_name_is_usable (name))
      continue;
    der = ks_general_name_dup_der (name);
    data = g_bytes_get_data (der, &size);
    g_assert_true (ks_der_parse (data, size, &element) && element.full_size == size);
    again = ks_general_name_new (&element);
    g_assert_true (ks_general_name_equal (again, name));
  }
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/general-name-input/guess", test_guess);
  g_test_add_func ("/general-name-input/list", test_list);
  g_test_add_func ("/general-name-input/large", test_large);
  g_test_add_func ("/general-name-input/der", test_der);

  return g_test_run ();
}
