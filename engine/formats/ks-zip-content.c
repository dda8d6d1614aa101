/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-loose.h"
#include "ks-zip-private.h"
#include "ks-zip.h"

#define MAX_DEPTH 2
#define MAX_REMARKS 5

/**
 * ks_zip_content_init:
 * @self: content on the stack
 * @options: password and name of the archive, which must outlive @self
 * @budget: what may still be used, which must outlive @self
 *
 * Starts without a file.
 */
void
ks_zip_content_init (KsZipContent *self, const KsReadOptions *options, KsArchiveBudget *budget)
{
  *self = (KsZipContent) {
    .options = options,
    .budget = budget,
    .loose = ks_loose_new (),
    .entries = g_ptr_array_new_with_free_func (g_object_unref),
    .seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .remarks = g_ptr_array_new_with_free_func (g_free),
  };
}

/**
 * ks_zip_content_clear:
 * @self: content
 *
 * Frees what it has.
 */
void
ks_zip_content_clear (KsZipContent *self)
{
  g_clear_pointer (&self->loose, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
}

/**
 * ks_zip_content_add_problem:
 * @self: content
 * @name: of a file in the archive
 * @message: a translated sentence
 *
 * Remembers what is wrong with a file, unless there is enough of that already.
 */
void
ks_zip_content_add_problem (KsZipContent *self, const char *name, const char *message)
{
  g_autofree char *visible = ks_text_make_visible (name);

  if (self->remarks->len < MAX_REMARKS)
    g_ptr_array_add (
      self->remarks,
      /* Translators: the first %s is the name of a file in an archive, the second one a sentence */
      g_strdup_printf (_ ("“%s” in the archive: %s"), visible, message));
}

static void
add_certificate (KsZipContent *self, KsCertificate *certificate, const char *name)
{
  if (g_hash_table_add (self->seen, g_strdup (ks_certificate_get_sha256 (certificate))))
    ks_loose_add_certificate (self->loose, certificate, name);
  else
    self->n_repeated++;
}

/* Key and certificates of one file may continue in another one. A keystore is complete, even where it does not open. */
static gboolean
is_loose_key (KsEntry *entry, gboolean is_named)
{
  gboolean is_plain = !ks_key_is_protected (ks_entry_get_key (entry));

  return ks_entry_get_leaf (entry) == NULL ? is_plain || !is_named : is_plain && !is_named;
}

static void
add_loose_key (KsZipContent *self, KsEntry *entry, const char *name)
{
  ks_loose_add_key (self->loose, ks_entry_get_key (entry), name);
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    add_certificate (self, ks_entry_get_certificate (entry, i), NULL);
}

/* Without what only the format of its file understands. */
static void
add_complete (KsZipContent *self, KsEntry *entry)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    g_ptr_array_add (chain, ks_entry_get_certificate (entry, i));
  g_ptr_array_add (self->entries,
                   ks_entry_new (ks_entry_get_kind (entry), ks_entry_get_alias (entry),
                                 ks_entry_get_created_ms (entry), ks_entry_get_key (entry), chain));
}

/* @is_named: somebody has chosen the alias */
static void
add_entry (KsZipContent *self, KsEntry *entry, gboolean is_named)
{
  const char *alias = ks_entry_get_alias (entry);

  switch (ks_entry_get_kind (entry)) {
  case KS_ENTRY_CERTIFICATE:
    if (ks_entry_get_chain_length (entry) == 1)
      add_certificate (self, ks_entry_get_leaf (entry), is_named ? alias : NULL);
    else
      add_complete (self, entry);
    break;
  case KS_ENTRY_KEY:
    if (is_loose_key (entry, is_named))
      add_loose_key (self, entry, is_named ? alias : NULL);
    else
      add_complete (self, entry);
    break;
  case KS_ENTRY_PUBLIC:
    ks_loose_add_key (self->loose, ks_entry_get_key (entry), alias);
    break;
  case KS_ENTRY_REQUEST:
    ks_loose_add_data (self->loose, KS_PEM_ITEM_REQUEST, ks_entry_get_data (entry), alias);
    break;
  case KS_ENTRY_CRL:
    ks_loose_add_data (self->loose, KS_PEM_ITEM_CRL, ks_entry_get_data (entry), alias);
    break;
  case KS_ENTRY_SECRET:
  default:
    add_complete (self, entry);
  }
}

static void
add_store (KsZipContent *self, const char *name, KsStore *store, KsSecret *password)
{
  const KsFormat *format = ks_store_get_format (store);
  const char *const *remarks = ks_store_get_remarks (store);
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  for (guint i = 0; i < entries->len; i++)
    add_entry (self, entries->pdata[i],
               format == &ks_format_zip || (format->flags & KS_FORMAT_HOLDS_ALIASES) != 0);
  for (gsize i = 0; remarks[i] != NULL; i++)
    ks_zip_content_add_problem (self, name, remarks[i]);

  if (ks_store_get_integrity (store) == KS_INTEGRITY_SKIPPED)
    self->n_unverified++;
  else if (password != NULL && (format->flags & KS_FORMAT_STORE_PASSWORD) != 0)
    self->n_opened++;
}

/* The password that may be tried on a file of this format. */
static KsSecret *
get_password (KsZipContent *self, const KsFormat *format)
{
  if ((format->flags & KS_FORMAT_STORE_PASSWORD) == 0)
    return self->options->password;
  if (self->options->password == NULL || self->budget->passwords == 0)
    return NULL;

  self->budget->passwords--;
  return self->options->password;
}

static KsStore *
read_file (KsZipContent *self,
           const KsFormat *format,
           const char *name,
           GBytes *bytes,
           KsSecret *password,
           GCancellable *cancellable,
           GError **error)
{
  g_autofree char *base = g_path_get_basename (name);
  const KsReadOptions options = { .password = password, .file_name = base, .archive = self->budget };
  KsStore *store;

  self->budget->depth++;
  store = format->read (bytes, &options, cancellable, error);
  self->budget->depth--;

  return store;
}

/* With the password, and when that is another file's, what can be seen without one. */
static KsStore *
read_file_somehow (KsZipContent *self,
                   const KsFormat *format,
                   const char *name,
                   GBytes *bytes,
                   GCancellable *cancellable,
                   GError **error)
{
  KsSecret *password = get_password (self, format);
  g_autoptr (GError) reason = NULL;
  g_autoptr (KsStore) store = read_file (self, format, name, bytes, password, cancellable, &reason);

  if (store != NULL) {
    add_store (self, name, store, password);
    return g_steal_pointer (&store);
  }
  if (password == NULL || !g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD)) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return NULL;
  }

  self->n_wrong++;
  store = read_file (self, format, name, bytes, NULL, cancellable, NULL);
  if (store != NULL)
    add_store (self, name, store, NULL);
  else
    g_propagate_error (error, g_steal_pointer (&reason));

  return g_steal_pointer (&store);
}

/* FALSE: nothing more is to be read. */
static gboolean
note_error (KsZipContent *self, const KsFormat *format, const char *name, GError *problem, GError **error)
{
  g_autoptr (GError) reason = problem;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      (format == &ks_format_zip && g_error_matches (reason, KS_ERROR, KS_ERROR_TOO_LARGE))) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  if (g_error_matches (reason, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE))
    return TRUE;

  if (g_error_matches (reason, KS_ERROR, KS_ERROR_PASSWORD_NEEDED) ||
      (self->options->password == NULL && g_error_matches (reason, KS_ERROR, KS_ERROR_WRONG_PASSWORD)))
    self->n_locked++;
  ks_zip_content_add_problem (self, name, reason->message);

  return TRUE;
}

/**
 * ks_zip_content_add_file:
 * @self: content
 * @name: of the file in the archive
 * @bytes: the file
 * @cancellable: (nullable): to stop it
 * @error: %KS_ERROR_TOO_LARGE, %G_IO_ERROR_CANCELLED
 *
 * Reads one file by the table of formats. What is no keystore at all is passed over; what cannot be read is remembered.
 *
 * Returns: %FALSE when reading the archive has to end
 */
gboolean
ks_zip_content_add_file (KsZipContent *self,
                         const char *name,
                         GBytes *bytes,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GError) problem = NULL;
  const KsFormat *format = ks_format_detect (bytes, &problem);
  g_autoptr (KsStore) store = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (format == &ks_format_zip && self->budget->depth >= MAX_DEPTH) {
    ks_zip_content_add_problem (self, name, _ ("Archives are nested too deep here."));
    return TRUE;
  }

  if (format != NULL)
    store = read_file_somehow (self, format, name, bytes, cancellable, &problem);

  return store != NULL || note_error (self, format, name, g_steal_pointer (&problem), error);
}

static gboolean
check (KsZipContent *self, GError **error)
{
  gboolean is_empty = self->loose->len == 0 && self->entries->len == 0;

  if (self->n_wrong > 0 && self->n_opened == 0)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD,
                         _ ("This password opens none of the files in the archive."));
  else if (is_empty && self->n_locked > 0)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
                         _ ("The files in this archive need a password."));
  else if (is_empty && self->remarks->len > 0)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, self->remarks->pdata[0]);
  else if (is_empty)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE,
                         _ ("This ZIP archive has no keystore, no certificate and no key inside."));
  else
    return TRUE;

  return FALSE;
}

static void
add_remarks (KsZipContent *self, KsStore *store)
{
  for (guint i = 0; i < self->remarks->len; i++)
    ks_store_add_remark (store, self->remarks->pdata[i]);
  if (self->n_repeated > 0) {
    g_autofree char *remark =
      g_strdup_printf (ngettext ("%u certificate is in the archive more than once; it is shown once.",
                                 "%u certificates are in the archive more than once; they are shown once.",
                                 self->n_repeated),
                       self->n_repeated);

    ks_store_add_remark (store, remark);
  }
}

/**
 * ks_zip_content_make_store:
 * @self: content
 * @format: the format of the archive
 * @error: %KS_ERROR_WRONG_PASSWORD, %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_MALFORMED, %KS_ERROR_NOT_A_KEYSTORE
 *
 * Makes one store of all files: complete entries as they are, then keys with their certificates and what is left. As long as one of the
 * keystores inside was opened without its password, the store is as well.
 *
 * Returns: (transfer full): the store
 */
KsStore *
ks_zip_content_make_store (KsZipContent *self, const KsFormat *format, GError **error)
{
  KsStore *store;
  gboolean is_locked = self->options->password == NULL && self->n_locked + self->n_unverified > 0;

  if (!check (self, error))
    return NULL;

  store = ks_store_new (format);
  ks_store_set_integrity (store, is_locked ? KS_INTEGRITY_SKIPPED : KS_INTEGRITY_NONE);
  ks_store_set_loaded_password (store, self->options->password);
  for (guint i = 0; i < self->entries->len; i++) {
    KsEntry *entry = self->entries->pdata[i];
    g_autofree char *alias = ks_store_make_alias (store, ks_entry_get_alias (entry));
    g_autoptr (KsEntry) named = ks_entry_with_alias (entry, alias);

    ks_store_add_loaded (store, named);
  }
  ks_pem_bundle_add_entries (store, self->loose, self->options->password, self->options->file_name);
  add_remarks (self, store);

  return store;
}
