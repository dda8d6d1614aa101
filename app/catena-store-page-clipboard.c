/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-entry-clip.h"
#include "catena-error-dialog.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* What a worker needs to bring entries into the form of another store. */
typedef struct {
  GPtrArray *entries;
  KsKeyring *keyring;
  KsStore *target; /* a copy */
  KsSecret *password;

  GPtrArray *converted;
  KsEntry *locked; /* the entry whose key needs a password */
  CatenaPasswordDialog *dialog;
} PasteJob;

static void
paste_job_free (PasteJob *job)
{
  g_clear_pointer (&job->entries, g_ptr_array_unref);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_clear_object (&job->target);
  g_clear_pointer (&job->password, ks_secret_unref);
  g_clear_pointer (&job->converted, g_ptr_array_unref);
  g_clear_object (&job->locked);
  g_clear_object (&job->dialog);
  g_free (job);
}

static PasteJob *
paste_job_new (CatenaStorePage *self, GPtrArray *entries, KsKeyring *keyring)
{
  PasteJob *job = g_new0 (PasteJob, 1);
  KsSecret *password = ks_store_get_password (catena_document_get_store (self->document));

  job->entries = g_ptr_array_ref (entries);
  job->keyring = ks_keyring_copy (keyring);
  job->target = ks_store_copy (catena_document_get_store (self->document));
  job->password = password != NULL ? ks_secret_ref (password) : NULL;
  job->converted = g_ptr_array_new_with_free_func (g_object_unref);
  return job;
}

static void start (CatenaStorePage *self, PasteJob *job);

static void
paste_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  PasteJob *job = task_data;
  GError *error = NULL;

  /* What a former try has converted is in the copy already. */
  for (guint i = job->converted->len; i < job->entries->len; i++) {
    KsEntry *entry = g_ptr_array_index (job->entries, i);
    KsEntry *converted =
      ks_convert_entry (entry, job->target, job->keyring, job->password, g_get_real_time () / 1000, &error);

    if (converted == NULL) {
      g_set_object (&job->locked, entry);
      g_task_return_error (task, error);
      return;
    }
    ks_store_add_loaded (job->target, converted);
    g_ptr_array_add (job->converted, converted);
  }

  g_task_return_boolean (task, TRUE);
}

static void
insert (CatenaStorePage *self, GPtrArray *entries)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autoptr (KsEdit) edit = NULL;
  g_autofree char *label =
    _catena_store_page_describe (entries, _ ("“%s” pasted"),
                                 ngettext ("%u entry pasted", "%u entries pasted", entries->len));

  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (edits, ks_edit_new_insert (label, g_ptr_array_index (entries, i)));
  edit = ks_edit_new_compound (label, edits);

  if (_catena_store_page_apply (self, edit, _ ("Nothing Could Be Pasted")))
    catena_entry_list_select (self->entry_list, g_ptr_array_index (entries, 0));
}

/* The job goes on to the next try, with everything that it has done so far. */
static PasteJob *
steal_job (PasteJob *job)
{
  PasteJob *next = g_new0 (PasteJob, 1);

  *next = *job;
  memset (job, 0, sizeof *job);
  return next;
}

static void
submitted_cb (CatenaStorePage *self, KsSecret *password)
{
  PasteJob *job = g_object_steal_data (G_OBJECT (self->password_dialog), "paste-job");

  ks_keyring_add (job->keyring, ks_entry_get_alias (job->locked), password);
  start (self, job);
}

static void
closed_cb (CatenaStorePage *self)
{
  self->password_dialog = NULL;
}

static void
ask (CatenaStorePage *self, PasteJob *job)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (job->locked));
  g_autofree char *body =
    g_strdup_printf (_ ("To be pasted, the key of “%s” needs the password that it has now."), alias);
  AdwDialog *dialog = catena_password_dialog_new (_ ("Key Password Required"), body, _ ("_Paste"));

  self->password_dialog = CATENA_PASSWORD_DIALOG (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "paste-job", job, (GDestroyNotify) paste_job_free);
  g_signal_connect_object (dialog, "submitted", G_CALLBACK (submitted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
refuse (CatenaStorePage *self, PasteJob *job, GError *error)
{
  if (!g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD)) {
    if (self->password_dialog != NULL)
      adw_dialog_force_close (ADW_DIALOG (self->password_dialog));
    catena_error_dialog_present (GTK_WIDGET (self), _ ("Nothing Could Be Pasted"), error);
  } else if (self->password_dialog != NULL) {
    g_object_set_data_full (G_OBJECT (self->password_dialog), "paste-job", steal_job (job),
                            (GDestroyNotify) paste_job_free);
    catena_password_dialog_refuse (self->password_dialog, error->message);
  } else {
    ask (self, steal_job (job));
  }
}

static void
paste_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  PasteJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    refuse (self, job, error);
    return;
  }

  if (self->password_dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (self->password_dialog));
  if (job->converted->len > 0)
    insert (self, job->converted);
}

static void
start (CatenaStorePage *self, PasteJob *job)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, paste_cb, NULL);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, (GDestroyNotify) paste_job_free);
  g_task_run_in_thread (task, paste_thread);
}

static void
paste_clip (CatenaStorePage *self, CatenaEntryClip *clip)
{
  if (catena_document_is_editable (self->document))
    start (self,
           paste_job_new (self, catena_entry_clip_get_entries (clip), catena_entry_clip_get_keyring (clip)));
}

/* Entries of another keystore; those of this one are here already. */
gboolean
_catena_store_page_drop_clip (CatenaStorePage *self, CatenaEntryClip *clip)
{
  if (catena_entry_clip_get_source (clip) == self->document || !catena_document_is_editable (self->document))
    return FALSE;

  paste_clip (self, clip);
  return TRUE;
}

static void
clip_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && g_value_get_object (value) != NULL)
    paste_clip (self, g_value_get_object (value));
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL)
    catena_store_page_paste_text (self, text);
  else
    _catena_store_page_add_toast (self, _ ("The clipboard has no entries and no certificates"), FALSE);
}

void
_catena_store_page_paste (CatenaStorePage *self)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  if (gdk_content_formats_contain_gtype (formats, CATENA_TYPE_ENTRY_CLIP))
    gdk_clipboard_read_value_async (clipboard, CATENA_TYPE_ENTRY_CLIP, G_PRIORITY_DEFAULT, NULL, clip_read_cb,
                                    g_object_ref (self));
  else
    gdk_clipboard_read_text_async (clipboard, NULL, text_read_cb, g_object_ref (self));
}

void
_catena_store_page_copy (CatenaStorePage *self, GPtrArray *entries)
{
  g_autoptr (CatenaEntryClip) clip =
    catena_entry_clip_new (entries, catena_document_get_keyring (self->document));
  g_autoptr (GdkContentProvider) provider = catena_entry_clip_make_provider (clip);

  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
}

/**
 * catena_store_page_paste_text:
 * @self: a page
 * @text: text of another program
 *
 * Puts the certificates and keys in a text into the keystore.
 */
void
catena_store_page_paste_text (CatenaStorePage *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CatenaEntryClip) clip = NULL;

  /* What a CA has signed for a key that is here belongs to that key. */
  if (_catena_store_page_reply_with_text (self, text))
    return;

  clip = catena_entry_clip_new_from_text (text, &error);
  if (clip != NULL)
    paste_clip (self, clip);
  else
    catena_error_dialog_present (GTK_WIDGET (self), _ ("Nothing Could Be Pasted"), error);
}
