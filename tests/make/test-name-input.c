/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks.h"
#include "ks-test.h"

#include <string.h>

typedef struct {
  const char *text;
  const char *written; /* as RFC 4514 writes it; NULL = the same as @text */
} Good;

static const Good good[] = {
  { "", NULL },
  { "CN=gw.example.org,O=Example,C=CZ", NULL },
  { "CN=gw.example.org, O=Example , C = cz", "CN=gw.example.org,O=Example,C=CZ" },
  { "cn=a;o=b", "CN=a,O=b" },
  { "OU=x+CN=y,O=z", "CN=y+OU=x,O=z" }, /* a set in DER is sorted */
  { "O=\"Example, Inc.\",C=US", "O=Example\\, Inc.,C=US" },
  { "O=\"say \\\"hi\\\"\"", "O=say \\\"hi\\\"" },
  { "CN=\\ space\\ ", NULL },
  { "CN=\\#number", NULL },
  { "CN=P\\C5\\99\\C3\\ADklad", "CN=Příklad" },
  { "CN=a\\,b\\+c\\;d\\<e\\>f\\\\g", NULL },
  { "CN=a=b", NULL },
  { "OID.2.5.4.97=NTRDE-1", "organizationIdentifier=NTRDE-1" },
  { "1.3.6.1.4.1.99999.1=plain", NULL },
  { "1.2.3.4=#0403aabbcc", NULL },
  { "E=a@b.example,DC=example,DC=org", "emailAddress=a@b.example,DC=example,DC=org" },
  { "/C=CZ/O=Example/OU=A+CN=b/CN=host", "CN=host,CN=b+OU=A,O=Example,C=CZ" },
  { "/O=a/b/CN=c", "CN=c,O=a/b" },
  { "S=Bayern,SURNAME=M,GIVENNAME=N", "ST=Bayern,SN=M,GN=N" },
  { "CN=,O=only", "O=only" },
};

static void
test_good (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (KsName) name = ks_name_new_from_text (good[i].text, &error);
    g_autoptr (KsName) again = NULL;
    const char *expected = good[i].written != NULL ? good[i].written : good[i].text;

    g_assert_no_error (error);
    g_assert_cmpstr (ks_name_get_text (name), ==, expected);
    again = ks_name_new_from_text (ks_name_get_text (name), &error);
    g_assert_no_error (error);
    ks_test_assert_bytes (ks_name_get_der (again), ks_name_get_der (name));
  }
}

static void
test_bad (void)
{
  static const struct {
    const char *text;
    const char *mark; /* in the message */
  } bad[] = {
    { "gw.example.org", "character 1" },
    { "CN=a,Inc.,C=US", "character 6" },
    { "CN=a,", "character 6" },
    { "=a", "character 1" },
    { "CN=\"a", "quotation" },
    { "CN=\"a\"b", "character 7" },
    { "CN=a\\", "character 5" },
    { "CN=\\ff", "UTF-8" },
    { "XYZ=a", "XYZ" },
    { "1.2.3.=a", "1.2.3." },
    { "9.9.9=a", "9.9.9" },
    { "C=Czechia", "two letters" },
    { "C=C1", "two letters" },
    { "emailAddress=ž@example.org", "ASCII" },
    { "serialNumber=a_b", "letters" },
    { "CN=#zz", "hexadecimal" },
    { "CN=#0403aa", "hexadecimal" },
    { "CN=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "64" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (KsName) name = ks_name_new_from_text (bad[i].text, &error);

    g_test_message ("%s: %s", bad[i].text, error != NULL ? error->message : "accepted");
    g_assert_null (name);
    g_assert_error (error, KS_ERROR, KS_ERROR_MALFORMED);
    g_assert_nonnull (strstr (error->message, bad[i].mark));
  }
}

/* openssl tells the types of the strings. */
static void
test_string_types (void)
{
  const char *const argv[] = { "openssl", "asn1parse", "-inform", "DER", NULL };
  g_autoptr (KsName) name =
    ks_name_new_from_text ("CN=Příklad,emailAddress=a@b.example,DC=example,serialNumber=1,O=Plain,C=de",
                           NULL);
  g_autoptr (GBytes) output = NULL;
  g_autofree char *text = NULL;
  gsize size;
  const char *data = NULL;

  if (ks_test_skip_without_program ("openssl"))
    return;
  g_assert_nonnull (name);
  g_assert_cmpint (ks_test_run (argv, ks_name_get_der (name), &output, NULL), ==, 0);
  data = g_bytes_get_data (output, &size);
  text = g_strndup (data, size);
  g_assert_true (g_regex_match_simple ("PRINTABLESTRING +:DE\\b", text, 0, 0));
  g_assert_true (g_regex_match_simple ("PRINTABLESTRING +:1\\b", text, 0, 0));
  g_assert_true (g_regex_match_simple ("IA5STRING +:a@b.example", text, 0, 0));
  g_assert_true (g_regex_match_simple ("IA5STRING +:example", text, 0, 0));
  g_assert_true (g_regex_match_simple ("UTF8STRING +:Plain", text, 0, 0));
  g_assert_true (g_regex_match_simple ("UTF8STRING +:Příklad", text, 0, 0));
}

static void
test_parts (void)
{
  g_autoptr (KsName) name = ks_name_new_from_text ("CN=a+OU=b,O=c\\, d,1.2.3.4=#0500", NULL);
  g_autoptr (GPtrArray) parts = ks_name_list_parts (name);
  g_autoptr (KsName) again = NULL;
  const KsNamePart *part = NULL;

  g_assert_cmpuint (parts->len, ==, 4);
  part = g_ptr_array_index (parts, 0);
  g_assert_cmpstr (part->type, ==, "CN");
  g_assert_false (part->joins);
  part = g_ptr_array_index (parts, 1);
  g_assert_cmpstr (part->value, ==, "b");
  g_assert_true (part->joins);
  part = g_ptr_array_index (parts, 2);
  g_assert_cmpstr (part->value, ==, "c, d");
  part = g_ptr_array_index (parts, 3);
  g_assert_true (part->is_der);
  again = ks_name_new_from_parts (parts, NULL);
  ks_test_assert_bytes (ks_name_get_der (again), ks_name_get_der (name));
}

static void
test_common_name (void)
{
  static const struct {
    const char *before;
    const char *common_name;
    const char *after;
  } cases[] = {
    { "", "a", "CN=a" },
    { "O=x", "a", "CN=a,O=x" },
    { "CN=old,O=x", "a", "CN=a,O=x" },
    { "O=x,CN=old", "a", "O=x,CN=a" },
    { "CN=one,CN=two,O=x", "a", "CN=a,O=x" },
    { "CN=old+OU=u,O=x", "a", "CN=a+OU=u,O=x" },
    { "CN=old+OU=u,O=x", NULL, "OU=u,O=x" },
    { "CN=old,O=x", NULL, "O=x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KsName) before = ks_name_new_from_text (cases[i].before, NULL);
    g_autoptr (KsName) after = ks_name_with_common_name (before, cases[i].common_name, NULL);

    g_assert_cmpstr (ks_name_get_text (after), ==, cases[i].after);
  }
}

/* How many certificates the file has; each of their names comes back as it was when it can be written at all. */
static guint
check_file (const char *file)
{
  g_autoptr (GBytes) bytes = ks_test_corpus_read (file);
  KsReadOptions options = { 0 };
  g_autoptr (KsStore) store = ks_store_load (bytes, &options, NULL, NULL);
  guint n_names = 0;

  g_assert_nonnull (store);
  for (guint at = 0; at < g_list_model_get_n_items (G_LIST_MODEL (store)); at++) {
    g_autoptr (KsEntry) entry = g_list_model_get_item (G_LIST_MODEL (store), at);
    KsCertificate *leaf = ks_entry_get_leaf (entry);
    KsName *name = leaf != NULL ? ks_certificate_get_subject (leaf) : NULL;
    g_autoptr (GPtrArray) parts = name != NULL ? ks_name_list_parts (name) : NULL;
    g_autoptr (KsName) again = parts != NULL ? ks_name_new_from_parts (parts, NULL) : NULL;

    if (name == NULL)
      continue;
    g_assert_cmpuint (parts->len, ==, ks_name_get_n_attributes (name));
    g_assert_true (again == NULL || ks_name_equal (again, name));
    n_names += again != NULL;
  }

  return n_names;
}

static void
test_corpus (void)
{
  static const char *const files[] = {
    "real/micro-integrator__resources_client-truststore.jks",
    "real/micro-integrator__docker_resources_wso2carbon.jks",
    "real/tomcat__net_localhost-rsa.jks",
  };
  guint n_names = 0;

  if (ks_test_skip_without_corpus ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    n_names += check_file (files[i]);
  g_assert_cmpuint (n_names, >, 50);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/name-input/good", test_good);
  g_test_add_func ("/name-input/bad", test_bad);
  g_test_add_func ("/name-input/string-types", test_string_types);
  g_test_add_func ("/name-input/parts", test_parts);
  g_test_add_func ("/name-input/common-name", test_common_name);
  g_test_add_func ("/name-input/corpus", test_corpus);

  return g_test_run ();
}
