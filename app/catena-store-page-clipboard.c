/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-copy-job.h"
#include "catena-entry-clip.h"
#include "catena-error-dialog.h"
#include "catena-store-page-private.h"

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

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = catena_copy_job_finish (result, &error);

  if (entries == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      catena_error_dialog_present (GTK_WIDGET (self), _ ("Nothing Could Be Pasted"), error);
  } else if (entries->len > 0) {
    insert (self, entries);
  }
}

static void
paste_clip (CatenaStorePage *self, CatenaEntryClip *clip)
{
  if (catena_document_is_editable (self->document))
    catena_copy_job_start (GTK_WIDGET (self), self->document, catena_entry_clip_get_entries (clip),
                           catena_entry_clip_get_keyring (clip),
                           /* Translators: %s is the alias of an entry */
                           _ ("To be pasted, the key of “%s” needs the password that it has now."),
                           _ ("_Paste"), pasted_cb, NULL);
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
