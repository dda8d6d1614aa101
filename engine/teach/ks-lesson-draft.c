/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lesson-draft.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"

static void
answer_clear (gpointer data)
{
  KsLessonAnswer *answer = data;

  g_free ((char *) answer->text);
  g_free ((char *) answer->reply);
}

/**
 * ks_lesson_handout_free:
 * @handout: (transfer full): something that a learner is given
 *
 * Frees it.
 */
void
ks_lesson_handout_free (KsLessonHandout *handout)
{
  g_return_if_fail (handout != NULL);

  g_free (handout->file_name);
  g_free (handout->title);
  g_bytes_unref (handout->bytes);
  g_free (handout);
}

static GArray *
new_rows (gsize size, GDestroyNotify clear)
{
  GArray *rows = g_array_new (FALSE, FALSE, (guint) size);

  g_array_set_clear_func (rows, clear);
  return rows;
}

static void
goal_clear (gpointer data)
{
  KsLessonGoal *goal = data;

  g_free ((char *) goal->alias);
  g_free ((char *) goal->check);
  g_free ((char *) goal->text);
}

/**
 * ks_lesson_goals_new:
 *
 * Returns: (transfer full) (element-type KsLessonGoal): an empty list of goals, which owns the texts of what is put into it
 */
GArray *
ks_lesson_goals_new (void)
{
  return new_rows (sizeof (KsLessonGoal), goal_clear);
}

/**
 * ks_lesson_draft_new:
 *
 * Returns: (transfer full): a lesson without anything in it
 */
KsLessonDraft *
ks_lesson_draft_new (void)
{
  KsLessonDraft *self = g_new0 (KsLessonDraft, 1);

  self->answers = new_rows (sizeof (KsLessonAnswer), answer_clear);
  self->goals = ks_lesson_goals_new ();
  self->hosts = g_new0 (char *, 1);
  self->anchors = g_ptr_array_new_with_free_func (g_object_unref);
  self->handouts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_lesson_handout_free);
  return self;
}

/**
 * ks_lesson_draft_free:
 * @self: (transfer full): a draft
 *
 * Frees it.
 */
void
ks_lesson_draft_free (KsLessonDraft *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->title);
  g_free (self->story);
  g_free (self->question);
  g_array_unref (self->answers);
  g_free (self->why);
  g_free (self->task);
  g_free (self->hint);
  g_free (self->alias);
  g_strfreev (self->hosts);
  g_array_unref (self->goals);
  g_clear_pointer (&self->keystore, g_bytes_unref);
  g_free (self->password);
  g_ptr_array_unref (self->anchors);
  g_ptr_array_unref (self->handouts);
  g_free (self);
}

/**
 * ks_lesson_draft_add_answer:
 * @self: a draft
 * @text: an answer to the question
 * @reply: (nullable): what is said to somebody who chose it
 * @is_right: whether that is what happens
 *
 * Adds an answer behind the others.
 */
void
ks_lesson_draft_add_answer (KsLessonDraft *self, const char *text, const char *reply, gboolean is_right)
{
  KsLessonAnswer answer = { g_strdup (text), g_strdup (reply), is_right };

  g_array_append_val (self->answers, answer);
}

/**
 * ks_lesson_draft_add_goal:
 * @self: a draft
 * @kind: what is asked
 * @alias: whom it is about; "*" for every entry
 * @check: (nullable): id of a check, a lint or a part, where @kind needs one
 * @text: (nullable): the goal in words; %NULL to make them from the rest
 *
 * Adds a goal behind the others.
 */
void
ks_lesson_draft_add_goal (KsLessonDraft *self,
                          KsLessonGoalKind kind,
                          const char *alias,
                          const char *check,
                          const char *text)
{
  KsLessonGoal goal = { kind, g_strdup (alias), g_strdup (check), g_strdup (text) };

  g_array_append_val (self->goals, goal);
}

/**
 * ks_lesson_draft_add_handout:
 * @self: a draft
 * @file_name: what the file is called, without a folder
 * @title: what it is
 * @bytes: PEM
 *
 * Adds something that the learner is given, behind the others.
 */
void
ks_lesson_draft_add_handout (KsLessonDraft *self, const char *file_name, const char *title, GBytes *bytes)
{
  KsLessonHandout *handout = g_new0 (KsLessonHandout, 1);

  handout->file_name = g_strdup (file_name);
  handout->title = g_strdup (title);
  handout->bytes = g_bytes_ref (bytes);
  g_ptr_array_add (self->handouts, handout);
}

/* With its key in plain form, so that it gets the lesson's password and no other; the same where it does not open. */
static KsEntry *
open_entry (KsEntry *entry, KsKeyring *keyring, GPtrArray *notes)
{
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (KsKey) opened = NULL;

  if (key == NULL || !ks_key_is_protected (key))
    return g_object_ref (entry);
  plain = ks_keyring_unlock (keyring, entry, NULL, NULL);
  if (plain == NULL) {
    g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (entry));

    g_ptr_array_add (
      notes, g_strdup_printf (_ ("The key of “%s” keeps its password, because none that is known opens it."),
                              alias));
    return g_object_ref (entry);
  }
  opened = ks_key_new_plain (ks_key_get_kind (key), plain, NULL);
  return ks_entry_with_key (entry, opened);
}

/* All that the original has, with open keys. It lives in memory only. */
static KsStore *
open_store (KsStore *store, KsKeyring *keyring, GPtrArray *notes, GError **error)
{
  g_autoptr (KsStore) open = ks_store_copy (store);
  g_autoptr (GPtrArray) entries = ks_store_snapshot (open);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autoptr (KsEdit) edit = NULL;

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (entries, i);
    g_autoptr (KsEntry) opened = open_entry (entry, keyring, notes);

    if (opened != entry)
      g_ptr_array_add (edits, ks_edit_new_replace ("", entry, opened));
  }
  edit = ks_edit_new_compound ("", edits);
  return edits->len == 0 || ks_store_apply (open, edit, error) ? g_steal_pointer (&open) : NULL;
}

static void
note_losses (KsStore *open, const KsConversion *conversion, KsKeyring *keyring, GPtrArray *notes)
{
  g_autoptr (GPtrArray) losses = ks_convert_list_losses (open, conversion, keyring);

  for (guint i = 0; i < losses->len; i++)
    g_ptr_array_add (notes, g_strdup (((const KsLoss *) g_ptr_array_index (losses, i))->sentence));
}

/* The file under the lesson's password. */
static GBytes *
protect (KsStore *store,
         KsKeyring *keyring,
         const KsConversion *conversion,
         GPtrArray *notes,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (KsStore) open = open_store (store, keyring, notes, error);
  g_autoptr (KsStore) converted = NULL;

  if (open == NULL)
    return NULL;
  if (conversion->target != ks_store_get_format (store))
    note_losses (open, conversion, keyring, notes);
  converted = ks_convert (open, conversion, keyring, cancellable, error);
  if (converted == NULL)
    return NULL;
  return ks_store_serialize (converted,
                             &(KsWriteOptions) { .password = conversion->password,
                                                 .now_ms = conversion->now_ms },
                             cancellable, error);
}

/**
 * ks_lesson_draft_take_store:
 * @self: a draft
 * @store: a keystore, which stays as it is
 * @keyring: its passwords
 * @password: the lesson's, which everybody will know
 * @now_ms: creation time for entries that have none, in milliseconds
 * @notes: (out) (optional) (transfer full) (element-type utf8): what is not as one might expect, in sentences
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Makes @store the keystore of the lesson. No password of it is in the lesson afterwards: what opens is protected anew, and what does not
 * open stays under a password that nobody is told.
 *
 * Returns: %TRUE when it is in the draft; %FALSE with %KS_ERROR_READ_ONLY, %KS_ERROR_PASSWORD_NEEDED, %KS_ERROR_UNSUPPORTED or
 *   %G_IO_ERROR_CANCELLED
 */
gboolean
ks_lesson_draft_take_store (KsLessonDraft *self,
                            KsStore *store,
                            KsKeyring *keyring,
                            const char *password,
                            gint64 now_ms,
                            GPtrArray **notes,
                            GCancellable *cancellable,
                            GError **error)
{
  const KsFormat *format = ks_store_get_format (store);
  g_autoptr (KsSecret) secret = ks_secret_new_from_string (password);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  const KsConversion conversion = {
    .target = (format->flags & KS_FORMAT_CAN_WRITE) != 0 ? format : ks_format_find ("pkcs12"),
    .password = secret,
    .now_ms = now_ms,
  };
  GBytes *bytes = NULL;

  if (ks_store_is_read_only (store)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_READ_ONLY,
                         _ ("This keystore was opened without its password. Enter the password first."));
    return FALSE;
  }
  bytes = protect (store, keyring, &conversion, sentences, cancellable, error);
  if (bytes == NULL)
    return FALSE;
  g_clear_pointer (&self->keystore, g_bytes_unref);
  self->keystore = bytes;
  g_set_str (&self->password, password);
  if (notes != NULL)
    *notes = g_steal_pointer (&sentences);
  return TRUE;
}
