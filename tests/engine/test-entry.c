/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "ks-entry.h"
#include "ks-format.h"
#include "ks-test.h"

static KsStore *
load_small (void)
{
  g_autoptr (GBytes) bytes = ks_test_fixture_read ("jks/small.jks");
  g_autoptr (GError) error = NULL;
  KsStore *store = ks_store_load (bytes, NULL, NULL, &error);

  g_assert_no_error (error);
  return store;
}

static void
test_withs (void)
{
  g_autoptr (KsStore) store = load_small ();
  KsEntry *web = ks_store_find (store, "web");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (web, "other");
  g_autoptr (KsEntry) laden = ks_entry_with_extra (renamed, "test.extra", bytes);
  g_autoptr (KsEntry) dated = ks_entry_with_created (laden, 42);
  g_autoptr (KsEntry) bare = ks_entry_with_chain (dated, NULL);
  g_autoptr (KsEntry) keyless = ks_entry_with_key (bare, NULL);
  g_autoptr (KsEntry) empty = ks_entry_with_extra (laden, "test.extra", NULL);

  /* Nothing of the original has changed. */
  g_assert_cmpstr (ks_entry_get_alias (web), ==, "web");
  g_assert_cmpint (ks_entry_get_created_ms (web), >, 0);
  g_assert_cmpuint (ks_entry_get_chain_length (web), ==, 1);
  g_assert_nonnull (ks_entry_get_key (web));
  g_assert_null (ks_entry_get_extra (web, "test.extra"));

  g_assert_cmpstr (ks_entry_get_alias (keyless), ==, "other");
  g_assert_cmpint (ks_entry_get_created_ms (keyless), ==, 42);
  g_assert_cmpuint (ks_entry_get_chain_length (keyless), ==, 0);
  g_assert_null (ks_entry_get_leaf (keyless));
  g_assert_null (ks_entry_get_key (keyless));
  g_assert_true (ks_entry_get_extra (keyless, "test.extra") == bytes);
  g_assert_null (ks_entry_get_extra (empty, "test.extra"));
  g_assert_true (ks_entry_get_leaf (dated) == ks_entry_get_leaf (web));
}

static void
test_long_chain (void)
{
  g_autoptr (KsStore) store = load_small ();
  KsEntry *web = ks_store_find (store, "web");
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) entry = NULL;

  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (chain, ks_entry_get_leaf (web));
  entry = ks_entry_with_chain (web, chain);
  g_assert_cmpuint (ks_entry_get_chain_length (entry), ==, 5);
  g_assert_true (ks_entry_get_certificate (entry, 4) == ks_entry_get_leaf (web));
}

static void
test_titles (void)
{
  g_autoptr (KsStore) store = load_small ();
  g_autoptr (KsSecret) secret = ks_secret_new ("0123456789abcdef", 16);
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_SECRET, secret, "AES");
  g_autoptr (KsEntry) aes = ks_entry_new (KS_ENTRY_SECRET, "k", 0, key, NULL);
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("nonsense", 8);
  g_autoptr (KsEntry) request = ks_entry_new_data (KS_ENTRY_REQUEST, "r", nonsense);

  g_assert_cmpstr (ks_entry_get_title (ks_store_find (store, "web")), ==, "web.example.org");
  g_assert_cmpstr (ks_entry_get_title (aes), ==, "AES key");
  g_assert_cmpstr (ks_entry_get_title (request), ==, "Certificate request");
  g_assert_true (ks_entry_get_data (request) == nonsense);
}

/* openssl makes a request and a revocation list; the title is the subject's, or the issuer's. */
static void
test_title_of_request (void)
{
  g_autofree char *folder = NULL;
  g_autofree char *key = NULL;
  g_autofree char *out = NULL;
  g_autofree char *text = NULL;
  g_autofree char *content = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (KsEntry) entry = NULL;
  gsize size;

  if (ks_test_skip_without_program ("openssl"))
    return;

  folder = ks_test_make_folder ();
  key = g_build_filename (folder, "key.pem", NULL);
  out = g_build_filename (folder, "request.der", NULL);
  text = ks_test_run_text ("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                           "-nodes", "-keyout", key, "-subj", "/C=CZ/CN=asks.example.org", "-outform", "DER",
                           "-out", out, NULL);
  g_assert_true (g_file_get_contents (out, &content, &size, NULL));
  der = g_bytes_new (content, size);
  entry = ks_entry_new_data (KS_ENTRY_REQUEST, "r", der);
  g_assert_cmpstr (ks_entry_get_title (entry), ==, "asks.example.org");
  ks_test_remove_folder (folder);
}

static void
test_search (void)
{
  g_autoptr (KsStore) store = load_small ();
  KsEntry *web = ks_store_find (store, "web");
  g_autoptr (KsEntry) odd = ks_entry_with_alias (web, "Gro\303\237\300\200\355\240\200");
  const char *text = ks_entry_get_search_text (web);

  g_assert_nonnull (strstr (text, "web"));
  g_assert_nonnull (strstr (text, "o=example"));
  g_assert_nonnull (strstr (text, ks_certificate_get_sha256 (ks_entry_get_leaf (web))));
  g_assert_nonnull (strstr (text, ks_certificate_get_serial (ks_entry_get_leaf (web))));
  g_assert_true (text == ks_entry_get_search_text (web));

  g_assert_true (g_utf8_validate (ks_entry_get_search_text (odd), -1, NULL));
  g_assert_nonnull (strstr (ks_entry_get_search_text (odd), "gross"));
}

static void
test_sort_key (void)
{
  static const char *const sorted[] = { "", "Alpha", "beta", "web-2", "WEB-10", "zeta" };

  for (guint i = 1; i < G_N_ELEMENTS (sorted); i++) {
    g_autoptr (KsEntry) before = ks_entry_new (KS_ENTRY_CERTIFICATE, sorted[i - 1], 0, NULL, NULL);
    g_autoptr (KsEntry) after = ks_entry_new (KS_ENTRY_CERTIFICATE, sorted[i], 0, NULL, NULL);

    g_assert_cmpstr (ks_entry_get_sort_key (before), <, ks_entry_get_sort_key (after));
    g_assert_true (ks_entry_get_sort_key (after) == ks_entry_get_sort_key (after));
  }
}

static void
test_visible (void)
{
  static const struct {
    const char *text;
    const char *visible;
  } texts[] = {
    { "", "" },
    { "plain \303\244 \360\237\230\200", "plain \303\244 \360\237\230\200" },
    { "a\nb", "a‹U+000A›b" },
    { "a\177", "a‹U+007F›" },
    { "\342\200\256gpj.exe", "‹U+202E›gpj.exe" },
    { "a\342\200\213b", "a‹U+200B›b" },
    { "a\300\200b", "a‹U+0000›b" },
    { "a\355\240\200b", "a‹U+D800›b" },
    { "a\377b", "a‹0xFF›b" },
    { "a\303", "a‹0xC3›" },
    { "<b>&", "<b>&" },
    { "\360\237\221\251\342\200\215\360\237\222\273", "\360\237\221\251\342\200\215\360\237\222\273" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *visible = ks_text_make_visible (texts[i].text);

    g_assert_cmpstr (visible, ==, texts[i].visible);
    g_assert_true (g_utf8_validate (visible, -1, NULL));
  }
}

static void
test_kind_names (void)
{
  for (int kind = KS_ENTRY_KEY; kind <= KS_ENTRY_CRL; kind++) {
    g_assert_cmpstr (ks_entry_kind_get_name (kind), !=, "");
    for (int other = KS_ENTRY_KEY; other < kind; other++)
      g_assert_cmpstr (ks_entry_kind_get_name (kind), !=, ks_entry_kind_get_name (other));
  }
}

static gpointer
read_texts (gpointer data)
{
  ks_entry_get_search_text (data);

  return (gpointer) ks_entry_get_title (data);
}

/* Whichever thread comes first, all see the same text. */
static void
test_threads (void)
{
  g_autoptr (KsStore) store = load_small ();
  KsEntry *web = ks_store_find (store, "web");
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("reader", read_texts, web);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_true (g_thread_join (threads[i]) == ks_entry_get_title (web));
}

static void
test_dies (void)
{
  KsEntry *entry = ks_entry_new (KS_ENTRY_SECRET, "a", 0, NULL, NULL);

  ks_entry_get_title (entry);
  g_assert_finalize_object (entry);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/entry/withs", test_withs);
  g_test_add_func ("/entry/long-chain", test_long_chain);
  g_test_add_func ("/entry/titles", test_titles);
  g_test_add_func ("/entry/title-of-request", test_title_of_request);
  g_test_add_func ("/entry/search", test_search);
  g_test_add_func ("/entry/visible", test_visible);
  g_test_add_func ("/entry/sort-key", test_sort_key);
  g_test_add_func ("/entry/kind-names", test_kind_names);
  g_test_add_func ("/entry/threads", test_threads);
  g_test_add_func ("/entry/dies", test_dies);

  return g_test_run ();
}
