/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"

/* Of all keystores of the table. It is no secret: it is Java's usual one, and everybody is told. */
#define PASSWORD "changeit"

struct _KsLessonSetup {
  gatomicrefcount ref_count;
  GBytes *bytes;
  char *password; /* or NULL: the file needs none */
  char *file_name;
  const KsFormat *format;
  GPtrArray *entries;   /* of KsEntry, as they were read from @bytes */
  KsAnchorSet *anchors; /* or NULL */
  GPtrArray *handouts;  /* of KsLessonHandout */
  GPtrArray *made;      /* of KsLessonMade: all certificates of a lesson of the table, or NULL */
};

/* One lesson of the table in the making. */
typedef struct {
  const KsLessonRow *row;
  GPtrArray *made; /* of KsLessonMade */
  gint64 now;
  GError **error;
} Workshop;

static KsLessonSetup *
setup_new (void)
{
  KsLessonSetup *self = g_new0 (KsLessonSetup, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->handouts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_lesson_handout_free);
  return self;
}

/**
 * ks_lesson_setup_ref:
 * @self: a setup
 *
 * Returns: (transfer full): @self
 */
KsLessonSetup *
ks_lesson_setup_ref (KsLessonSetup *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * ks_lesson_setup_unref:
 * @self: (transfer full): a setup
 *
 * Gives a reference back.
 */
void
ks_lesson_setup_unref (KsLessonSetup *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->password, g_free);
  g_clear_pointer (&self->file_name, g_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->anchors);
  g_clear_pointer (&self->handouts, g_ptr_array_unref);
  g_clear_pointer (&self->made, g_ptr_array_unref);
  g_free (self);
}

/* The certificates of a list of ids, "server ca root"; borrowed. */
static GPtrArray *
list_made (GPtrArray *all, const char *ids, GError **error)
{
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

  for (gsize i = 0; words[i] != NULL; i++) {
    const KsLessonMade *made = _ks_lesson_find_made (all, words[i]);

    if (made == NULL) {
      g_set_error (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("The lesson has no certificate “%s”."), words[i]);
      return NULL;
    }
    g_ptr_array_add (certificates, made->certificate);
  }
  return g_steal_pointer (&certificates);
}

static GPtrArray *
list_certificates (const Workshop *shop, const char *ids)
{
  return list_made (shop->made, ids, shop->error);
}

static KsEntry *
make_plain_entry (const Workshop *shop, const KsLessonEntry *entry)
{
  g_autoptr (GPtrArray) chain = list_certificates (shop, entry->chain);
  g_autofree char *leaf = g_strndup (entry->chain, strcspn (entry->chain, " "));
  g_autoptr (KsKey) key = NULL;
  KsEntryKind kind = entry->trusted ? KS_ENTRY_CERTIFICATE : KS_ENTRY_KEY;

  if (chain == NULL)
    return NULL;
  if (!entry->trusted)
    key = ks_key_new_plain (KS_KEY_PRIVATE, _ks_lesson_find_made (shop->made, leaf)->pkcs8, NULL);
  return ks_entry_new (kind, entry->alias, shop->now * 1000, key, chain);
}

static gboolean
add_entry (const Workshop *shop, KsStore *store, const KsLessonEntry *entry)
{
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  g_autoptr (KsSecret) password =
    ks_secret_new_from_string (entry->key_password != NULL ? entry->key_password : PASSWORD);
  g_autoptr (KsEntry) plain = make_plain_entry (shop, entry);
  g_autoptr (KsEntry) protected = NULL;

  if (plain != NULL)
  protected = ks_convert_entry (plain, store, keyring, password, shop->now * 1000, shop->error);
  if (protected == NULL)
    return FALSE;
  ks_store_add_loaded (store, protected);
  return TRUE;
}

static KsStore *
make_store (const Workshop *shop, KsSecret *password)
{
  const KsFormat *format = ks_format_find (shop->row->format != NULL ? shop->row->format : "pkcs12");
  g_autoptr (KsStore) store = NULL;

  if (format == NULL) {
    g_set_error (shop->error, KS_ERROR, KS_ERROR_UNSUPPORTED, _ ("There is no format “%s”."),
                 shop->row->format);
    return NULL;
  }
  store = ks_store_new (format);
  ks_store_set_loaded_password (store, password);
  for (const KsLessonEntry *entry = shop->row->entries; entry->alias != NULL; entry++)
    if (!add_entry (shop, store, entry))
      return NULL;

  return g_steal_pointer (&store);
}

/* Whom the lesson's clients trust; nobody is no error. */
static gboolean
make_anchors (const Workshop *shop, KsLessonSetup *setup)
{
  g_autoptr (GPtrArray) certificates = NULL;

  if (shop->row->anchors == NULL)
    return TRUE;
  certificates = list_certificates (shop, shop->row->anchors);
  if (certificates == NULL)
    return FALSE;
  setup->anchors = ks_anchor_set_new (KS_ANCHORS_FILE, KS_LESSON_CLIENTS, certificates);
  return TRUE;
}

static GBytes *
write_pem (GPtrArray *certificates)
{
  g_autoptr (GString) pem = g_string_new (NULL);

  for (guint i = 0; i < certificates->len; i++) {
    g_autofree char *block = ks_certificate_to_pem (g_ptr_array_index (certificates, i));

    g_string_append (pem, block);
  }
  return g_string_free_to_bytes (g_steal_pointer (&pem));
}

static gboolean
make_handouts (const Workshop *shop, KsLessonSetup *setup)
{
  for (const KsLessonPart *part = shop->row->parts; part->file_name != NULL; part++) {
    g_autoptr (GPtrArray) certificates = list_certificates (shop, part->certificates);
    KsLessonHandout *handout = NULL;

    if (certificates == NULL)
      return FALSE;
    handout = g_new0 (KsLessonHandout, 1);
    handout->file_name = g_strdup (part->file_name);
    handout->title = g_strdup (g_dgettext (GETTEXT_PACKAGE, part->title));
    handout->bytes = write_pem (certificates);
    g_ptr_array_add (setup->handouts, handout);
  }
  return TRUE;
}

static char *
make_file_name (const char *base, const KsFormat *format)
{
  gsize length = strcspn (format->suffixes, " ");

  return g_strdup_printf ("%s.%.*s", base, (int) length, format->suffixes);
}

/* What is in the file for whoever opens it. */
static gboolean
read_back (KsLessonSetup *self, const char *base, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsSecret) password = self->password != NULL ? ks_secret_new_from_string (self->password) : NULL;
  g_autoptr (KsStore) store =
    ks_store_load (self->bytes, &(KsReadOptions) { .password = password }, cancellable, error);

  if (store == NULL)
    return FALSE;
  self->format = ks_store_get_format (store);
  self->entries = ks_store_snapshot (store);
  self->file_name = make_file_name (base, self->format);
  return TRUE;
}

static gboolean
set_up_row (KsLessonSetup *self, const KsLessonRow *row, gint64 now, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) made = _ks_lesson_make_certificates (row->certificates, now, cancellable, error);
  const Workshop shop = { .row = row, .made = made, .now = now, .error = error };
  g_autoptr (KsSecret) password = ks_secret_new_from_string (PASSWORD);
  g_autoptr (KsStore) store = NULL;

  if (made == NULL)
    return FALSE;
  self->made = g_ptr_array_ref (made);
  store = make_store (&shop, password);
  if (store == NULL || !make_anchors (&shop, self) || !make_handouts (&shop, self))
    return FALSE;
  self->password = g_strdup (PASSWORD);
  self->bytes = ks_store_serialize (store, &(KsWriteOptions) { .password = password, .now_ms = now * 1000 },
                                    cancellable, error);
  return self->bytes != NULL && read_back (self, row->id, cancellable, error);
}

static gboolean
set_up_file (KsLessonSetup *self, const KsLessonDraft *content, GCancellable *cancellable, GError **error)
{
  self->bytes = g_bytes_ref (content->keystore);
  self->password = g_strdup (content->password);
  if (content->anchors->len > 0)
    self->anchors = ks_anchor_set_new (KS_ANCHORS_FILE, KS_LESSON_CLIENTS, content->anchors);
  for (guint i = 0; i < content->handouts->len; i++) {
    const KsLessonHandout *handout = g_ptr_array_index (content->handouts, i);
    KsLessonHandout *copy = g_new0 (KsLessonHandout, 1);

    copy->file_name = g_strdup (handout->file_name);
    copy->title = g_strdup (handout->title);
    copy->bytes = g_bytes_ref (handout->bytes);
    g_ptr_array_add (self->handouts, copy);
  }
  return read_back (self, "lesson", cancellable, error);
}

/**
 * ks_lesson_prepare:
 * @self: a lesson
 * @now: seconds since 1970
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Makes the keys, certificates and the keystore of a lesson of the table, with dates round @now; gives what a teacher has put into a file.
 *
 * Returns: (transfer full): the setup; %NULL with an error of making or reading a keystore, or %G_IO_ERROR_CANCELLED
 */
KsLessonSetup *
ks_lesson_prepare (KsLesson *self, gint64 now, GCancellable *cancellable, GError **error)
{
  g_autoptr (KsLessonSetup) setup = setup_new ();
  const KsLessonRow *row = NULL;
  gboolean done = FALSE;

  g_return_val_if_fail (KS_IS_LESSON (self), NULL);

  row = _ks_lesson_get_row (self);
  if (row != NULL)
    done = set_up_row (setup, row, now, cancellable, error);
  else
    done = set_up_file (setup, _ks_lesson_get_content (self), cancellable, error);
  return done ? g_steal_pointer (&setup) : NULL;
}

/**
 * ks_lesson_setup_get_bytes:
 * @self: a setup
 *
 * Returns: (transfer none): the keystore as a file
 */
GBytes *
ks_lesson_setup_get_bytes (KsLessonSetup *self)
{
  return self->bytes;
}

/**
 * ks_lesson_setup_get_password:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): its password, which everybody may know; %NULL where it needs none
 */
const char *
ks_lesson_setup_get_password (KsLessonSetup *self)
{
  return self->password;
}

/**
 * ks_lesson_setup_get_file_name:
 * @self: a setup
 *
 * Returns: (transfer none): what its file is called, without a folder
 */
const char *
ks_lesson_setup_get_file_name (KsLessonSetup *self)
{
  return self->file_name;
}

/**
 * _ks_lesson_setup_get_format:
 * @self: a setup
 *
 * Returns: (transfer none): the format of its keystore
 */
const KsFormat *
_ks_lesson_setup_get_format (KsLessonSetup *self)
{
  return self->format;
}

/**
 * _ks_lesson_setup_list_certificates:
 * @self: a setup
 * @ids: certificates of a lesson of the table, separated by spaces
 *
 * Returns: (transfer container) (element-type KsCertificate) (nullable): the certificates; %NULL where one is not there
 */
GPtrArray *
_ks_lesson_setup_list_certificates (KsLessonSetup *self, const char *ids)
{
  return self->made != NULL ? list_made (self->made, ids, NULL) : NULL;
}

/**
 * ks_lesson_setup_get_entries:
 * @self: a setup
 *
 * Returns: (transfer none) (element-type KsEntry): what is in the keystore at first
 */
GPtrArray *
ks_lesson_setup_get_entries (KsLessonSetup *self)
{
  return self->entries;
}

/**
 * ks_lesson_setup_get_anchors:
 * @self: a setup
 *
 * Returns: (transfer none) (nullable): whom the lesson's clients trust
 */
KsAnchorSet *
ks_lesson_setup_get_anchors (KsLessonSetup *self)
{
  return self->anchors;
}

/**
 * ks_lesson_setup_get_n_handouts:
 * @self: a setup
 *
 * Returns: how many files the learner is given
 */
guint
ks_lesson_setup_get_n_handouts (KsLessonSetup *self)
{
  return self->handouts->len;
}

/**
 * ks_lesson_setup_get_handout:
 * @self: a setup
 * @index: from 0
 *
 * Returns: (transfer none): a file that the learner is given
 */
const KsLessonHandout *
ks_lesson_setup_get_handout (KsLessonSetup *self, guint index)
{
  g_return_val_if_fail (index < self->handouts->len, NULL);

  return g_ptr_array_index (self->handouts, index);
}
