/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-anchor-set-private.h"
#include "ks-atomic-file.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-format.h"

#include <glib/gi18n-lib.h>

/* A truststore of ten thousand certificates has about 15 MiB. */
#define FILE_LIMIT (64 * 1024 * 1024)

/* What Java itself gives its truststore; it is no secret. */
#define JAVA_PASSWORD "changeit"

/* Under the root folder; the first that is there wins. The last one is searched for folders. */
static const char *const java_places[] = {
  "etc/ssl/certs/java/cacerts",                    /* Debian, Ubuntu */
  "etc/pki/ca-trust/extracted/java/cacerts",       /* Fedora */
  "etc/pki/java/cacerts",                          /* Fedora, older */
  "etc/ssl/java/cacerts",                          /* Alpine */
  "usr/lib/jvm/default-java/lib/security/cacerts", /* Debian */
  "usr/lib/jvm/default/lib/security/cacerts",      /* Arch */
};

/* Inside of a Java, since 9 and before. */
static const char *const inside_java[] = { "lib/security/cacerts", "jre/lib/security/cacerts" };

/**
 * ks_anchor_set_new_for_entries:
 * @source: what kind of place says so
 * @name: what people call it
 * @entries: (element-type KsEntry): the entries of a store, or of several
 *
 * Returns: (transfer full): the trusted certificates among @entries
 */
KsAnchorSet *
ks_anchor_set_new_for_entries (KsAnchorSource source, const char *name, GPtrArray *entries)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);

    if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE && ks_entry_get_leaf (entry) != NULL)
      g_ptr_array_add (certificates, ks_entry_get_leaf (entry));
  }
  return ks_anchor_set_new (source, name, certificates);
}

static KsAnchorSet *
read_certificate (GBytes *bytes, const char *name)
{
  KsDer der;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (KsCertificate) certificate = NULL;
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  if (!ks_der_parse (data, size, &der) || der.tag != KS_DER_SEQUENCE || der.full_size != size)
    return NULL;
  certificate = ks_certificate_new (bytes);
  if (!ks_certificate_is_readable (certificate))
    return NULL;
  g_ptr_array_add (certificates, certificate);
  return ks_anchor_set_new (KS_ANCHORS_FILE, name, certificates);
}

/* Most truststores have the password of Java's own, and many formats show certificates without any. */
static KsStore *
load_store (GBytes *bytes, KsSecret *password, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsSecret) usual = ks_secret_new_from_string (JAVA_PASSWORD);
  KsSecret *const passwords[] = { password, usual, NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (passwords); i++) {
    gboolean is_last = i == G_N_ELEMENTS (passwords) - 1;
    g_autoptr (GError) failure = NULL;
    KsStore *store = NULL;

    if (passwords[i] == NULL && !is_last)
      continue;
    store = ks_store_load (bytes, &(KsReadOptions) { .password = passwords[i] }, cancellable, &failure);
    if (store != NULL)
      return store;
    if (is_last || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  }
  return NULL;
}

/**
 * ks_anchor_set_new_for_file:
 * @file: a truststore in any format, or a single certificate
 * @name: (nullable): what people call it; %NULL for the name of the file
 * @password: (nullable): tried first, then that of Java’s own truststore, then none
 * @cancellable: (nullable): ends it early
 * @error: that of reading or of the format; %KS_ERROR_NOT_FOUND when nothing in it is trusted
 *
 * Returns: (transfer full) (nullable): the certificates that @file trusts
 */
KsAnchorSet *
ks_anchor_set_new_for_file (GFile *file,
                            const char *name,
                            KsSecret *password,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autofree char *base_name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (base_name);
  g_autoptr (GBytes) bytes = ks_file_read (file, FILE_LIMIT, NULL, cancellable, error);
  g_autoptr (KsAnchorSet) set = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  if (name == NULL)
    name = shown;
  if (bytes == NULL)
    return NULL;
  set = read_certificate (bytes, name);
  if (set != NULL)
    return g_steal_pointer (&set);
  store = load_store (bytes, password, cancellable, error);
  if (store == NULL)
    return NULL;
  entries = ks_store_snapshot (store);
  set = ks_anchor_set_new_for_entries (KS_ANCHORS_FILE, name, entries);
  if (ks_anchor_set_get_size (set) > 0)
    return g_steal_pointer (&set);
  g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("“%s” has no trusted certificates."), shown);
  return NULL;
}

static char *
find_inside (const char *java)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inside_java); i++) {
    g_autofree char *path = g_build_filename (java, inside_java[i], NULL);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&path);
  }
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The last name is mostly the newest version. */
static char *
find_among (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = names->len; i > 0; i--) {
    g_autofree char *java = g_build_filename (folder, g_ptr_array_index (names, i - 1), NULL);
    char *found = find_inside (java);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/**
 * ks_java_cacerts_find:
 * @root: the folder that stands for “/”
 * @java_home: (nullable): the folder of the Java that the user has chosen
 *
 * Returns: (transfer full) (nullable): the path of Java's own truststore, when there is one
 */
char *
ks_java_cacerts_find (const char *root, const char *java_home)
{
  g_autofree char *folder = g_build_filename (root, "usr/lib/jvm", NULL);
  char *found = java_home != NULL && *java_home != '\0' ? find_inside (java_home) : NULL;

  if (found != NULL)
    return found;
  for (gsize i = 0; i < G_N_ELEMENTS (java_places); i++) {
    g_autofree char *path = g_build_filename (root, java_places[i], NULL);

    if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&path);
  }
  return find_among (folder);
}

/**
 * ks_anchor_set_new_java:
 * @cancellable: (nullable): ends it early
 * @error: %KS_ERROR_NOT_FOUND when there is no Java here
 *
 * Whom Java programs trust when nothing else is configured: the file cacerts of `$JAVA_HOME`, of the distribution, or of a Java under
 * /usr/lib/jvm.
 *
 * Returns: (transfer full) (nullable): an anchor set
 */
KsAnchorSet *
ks_anchor_set_new_java (GCancellable *cancellable, GError **error)
{
  g_autofree char *path = ks_java_cacerts_find ("/", g_getenv ("JAVA_HOME"));
  g_autoptr (GFile) file = NULL;

  if (path == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("No Java was found on this computer."));
    return NULL;
  }
  file = g_file_new_for_path (path);
  return ks_anchor_set_new_for_file (file, _ ("Java cacerts"), NULL, cancellable, error);
}
