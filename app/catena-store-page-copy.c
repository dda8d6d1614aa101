/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catena-error-dialog.h"
#include "catena-file-writer.h"
#include "catena-store-page-private.h"

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = catena_file_writer_ask_finish (result, &error);
  GFile *own = catena_document_get_file (self->document);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (file == NULL) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      catena_error_dialog_present (GTK_WIDGET (self), _ ("The Copy Could Not Be Saved"), error);
  } else if (own != NULL && g_file_equal (file, own)) {
    _catena_store_page_add_toast (self, _ ("That is the file itself: choose another name"), FALSE);
  } else {
    adw_banner_set_revealed (self->copy_banner, FALSE);
    _catena_store_page_add_toast (self, _ ("Copy saved"), FALSE);
  }
}

/* “web.p12” becomes “web copy.p12”, so that nobody takes it for the file itself. */
static char *
propose_name (CatenaStorePage *self)
{
  g_autofree char *name = g_file_get_basename (catena_document_get_file (self->document));
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  char *dot = strrchr (valid, '.');
  const char *suffix = dot != NULL && dot > valid ? dot : "";
  g_autofree char *base = *suffix != '\0' ? g_strndup (valid, (gsize) (dot - valid)) : g_strdup (valid);
  /* Translators: the name of a file that is a copy: the old name without suffix, and the suffix */
  return g_strdup_printf (_ ("%s copy%s"), base, suffix);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  g_autofree char *name = NULL;

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;
  if (bytes == NULL) {
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Copy Could Not Be Saved"), error);
    return;
  }

  name = propose_name (self);
  catena_file_writer_ask_async (GTK_WIDGET (self), _ ("Save a Copy"), name, bytes, written_cb,
                                g_object_ref (self));
}

/* A copy of what is on the disk: later changes are not in it. */
static void
copy_cb (CatenaStorePage *self)
{
  GFile *file = catena_document_get_file (self->document);

  if (file != NULL)
    g_file_load_bytes_async (file, NULL, read_cb, g_object_ref (self));
}

/* The document has been saved. @has_generated: with a key that was made here and is in no other file */
void
_catena_store_page_offer_copy (CatenaStorePage *self, gboolean has_generated)
{
  if (has_generated)
    catena_document_forget_generated (self->document);
  adw_banner_set_revealed (self->copy_banner, has_generated);
}

void
_catena_store_page_init_copy (CatenaStorePage *self)
{
  GtkWidget *banner = adw_banner_new (_ ("This file is the only copy of the key"));
  GtkWidget *above = GTK_WIDGET (self->changed_banner);

  self->copy_banner = ADW_BANNER (banner);
  adw_banner_set_use_markup (self->copy_banner, FALSE);
  adw_banner_set_button_label (self->copy_banner, _ ("Save a _Copy…"));
  g_signal_connect_object (banner, "button-clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (above)), banner, above);
}
