/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-anchor-set-private.h"
#include "ks-error.h"
#include "ks-test-pki.h"
#include "ks-test.h"

static void
test_members (void)
{
  g_autoptr (KsTestIdentity) one = ks_test_identity_new (&(KsTestSpec) { .name = "One", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) twin = ks_test_identity_new (&(KsTestSpec) { .name = "ONE", .ca = TRUE }, NULL);
  g_autoptr (KsTestIdentity) other =
    ks_test_identity_new (&(KsTestSpec) { .name = "Other", .ca = TRUE }, NULL);
  KsCertificate *certificate = ks_test_identity_get_certificate (one);
  g_autoptr (KsCertificate) copy = ks_certificate_new (ks_certificate_get_der (certificate));
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  KsAnchorSet *set = NULL;

  g_ptr_array_add (certificates, certificate);
  g_ptr_array_add (certificates, copy);
  g_ptr_array_add (certificates, ks_test_identity_get_certificate (twin));
  set = ks_anchor_set_new (KS_ANCHORS_STORE, "trust.jks", certificates);

  g_assert_cmpuint (ks_anchor_set_get_size (set), ==, 2);
  g_assert_cmpint (ks_anchor_set_get_source (set), ==, KS_ANCHORS_STORE);
  g_assert_cmpstr (ks_anchor_set_get_name (set), ==, "trust.jks");
  g_assert_true (ks_anchor_set_contains (set, copy));
  g_assert_false (ks_anchor_set_contains (set, ks_test_identity_get_certificate (other)));
  g_assert_null (ks_anchor_set_get (set, 2));
  /* RFC 5280 section 7.1: case does not count. */
  found = ks_anchor_set_find_subject (set, ks_certificate_get_subject (certificate));
  g_assert_cmpuint (found->len, ==, 2);
  g_clear_pointer (&found, g_ptr_array_unref);
  found =
    ks_anchor_set_find_subject (set, ks_certificate_get_subject (ks_test_identity_get_certificate (other)));
  g_assert_cmpuint (found->len, ==, 0);
  g_assert_false (ks_anchor_set_is_distrusted (set, certificate));
  ks_anchor_set_add_distrusted (set, certificate);
  g_assert_true (ks_anchor_set_is_distrusted (set, copy));
  g_assert_finalize_object (set);
}

static void
test_empty (void)
{
  g_autoptr (KsAnchorSet) set = ks_anchor_set_new (KS_ANCHORS_NONE, "", NULL);

  g_assert_cmpuint (ks_anchor_set_get_size (set), ==, 0);
  g_assert_null (ks_anchor_set_get (set, 0));
}

static guint
count_in_bundle (void)
{
  g_autofree char *text = NULL;
  guint n = 0;

  if (!g_file_get_contents ("/etc/ssl/certs/ca-certificates.crt", &text, NULL, NULL))
    return 0;
  for (const char *p = text; (p = strstr (p, "-----BEGIN CERTIFICATE")) != NULL; p++)
    n++;
  return n;
}

/* What the distribution writes for OpenSSL is the same list by another way. */
static void
test_system (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsAnchorSet) set = ks_anchor_set_new_system (NULL, &error);
  guint expected = count_in_bundle ();

  g_assert_no_error (error);
  g_assert_nonnull (set);
  g_assert_cmpint (ks_anchor_set_get_source (set), ==, KS_ANCHORS_SYSTEM);
  if (expected == 0) {
    g_test_skip ("this system has no list of anchors");
    return;
  }
  g_assert_cmpuint (ks_anchor_set_get_size (set), ==, expected);
  for (guint i = 0; i < ks_anchor_set_get_size (set); i++)
    g_assert_true (ks_certificate_is_readable (ks_anchor_set_get (set, i)));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (ks_anchor_set_new_system (cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Java's own truststore is found in the usual places, in this order. */
static void
test_find_java (void)
{
  static const char *const places[] = { "usr/lib/jvm/java-17/lib/security/cacerts",
                                        "usr/lib/jvm/java-21/jre/lib/security/cacerts",
                                        "usr/lib/jvm/default-java/lib/security/cacerts",
                                        "etc/ssl/certs/java/cacerts", "home/lib/security/cacerts" };
  g_autofree char *root = ks_test_make_folder ();
  g_autofree char *home = g_build_filename (root, "home", NULL);

  g_assert_null (ks_java_cacerts_find (root, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autofree char *path = g_build_filename (root, places[i], NULL);
    g_autofree char *folder = g_path_get_dirname (path);
    g_autofree char *found = NULL;

    g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
    g_assert_true (g_file_set_contents (path, "x", 1, NULL));
    found = ks_java_cacerts_find (root, home);
    g_assert_cmpstr (found, ==, path);
  }
  ks_test_remove_folder (root);
}

/* Read by this program and listed by keytool. */
static void
test_java (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsAnchorSet) set = ks_anchor_set_new_java (NULL, &error);
  g_autofree char *output = NULL;
  g_autofree char *path = ks_java_cacerts_find ("/", g_getenv ("JAVA_HOME"));
  const char *argv[] = { "keytool", "-J-Duser.language=en", "-list",    "-keystore",
                         path,      "-storepass",           "changeit", "-rfc",
                         NULL };
  guint expected = 0;

  if (path == NULL) {
    g_assert_error (error, KS_ERROR, KS_ERROR_NOT_FOUND);
    g_test_skip ("there is no Java");
    return;
  }
  g_assert_no_error (error);
  g_assert_cmpstr (ks_anchor_set_get_name (set), ==, "Java cacerts");
  g_assert_cmpint (ks_anchor_set_get_source (set), ==, KS_ANCHORS_FILE);
  if (!g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                     &output, NULL, NULL, NULL))
    return;
  for (const char *p = output; (p = strstr (p, "-----BEGIN CERTIFICATE")) != NULL; p++)
    expected++;
  g_assert_cmpuint (ks_anchor_set_get_size (set), ==, expected);
}

static KsAnchorSet *
read_corpus (const char *name, const char *password, GError **error)
{
  g_autofree char *path = g_build_filename (g_getenv ("CATENA_CORPUS"), "real", name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (KsSecret) secret = password != NULL ? ks_secret_new_from_string (password) : NULL;

  return ks_anchor_set_new_for_file (file, NULL, secret, NULL, error);
}

/* The counts are keytool's and OpenSSL's. */
static void
test_files (void)
{
  static const struct {
    const char *name;
    const char *password;
    guint size;
  } files[] = {
    { "security__auditlog_truststore.jks", NULL, 1 }, /* changeit */
    { "micro-integrator__resources_client-truststore.jks", "wso2carbon", 125 },
    { "micro-integrator__docker_resources_wso2carbon.jks", "wso2carbon", 145 }, /* without its own key */
    { "oscrypto__keys_test-ec-der.crt", NULL, 1 },
  };

  if (ks_test_skip_without_corpus ())
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (KsAnchorSet) set = read_corpus (files[i].name, files[i].password, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (ks_anchor_set_get_size (set), ==, files[i].size);
    g_assert_cmpstr (ks_anchor_set_get_name (set), ==, files[i].name);
  }
}

static void
test_files_without_anchors (void)
{
  g_autoptr (GError) no_anchors = NULL;
  g_autoptr (GError) missing = NULL;

  if (ks_test_skip_without_corpus ())
    return;
  g_assert_null (read_corpus ("tomcat__net_localhost-ec.jks", "changeit", &no_anchors));
  g_assert_error (no_anchors, KS_ERROR, KS_ERROR_NOT_FOUND);
  g_assert_null (read_corpus ("not-there.jks", NULL, &missing));
  g_assert_error (missing, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/anchor-set/members", test_members);
  g_test_add_func ("/anchor-set/empty", test_empty);
  g_test_add_func ("/anchor-set/system", test_system);
  g_test_add_func ("/anchor-set/cancelled", test_cancelled);
  g_test_add_func ("/anchor-set/find-java", test_find_java);
  g_test_add_func ("/anchor-set/java", test_java);
  g_test_add_func ("/anchor-set/files", test_files);
  g_test_add_func ("/anchor-set/files-without-anchors", test_files_without_anchors);
  return g_test_run ();
}
