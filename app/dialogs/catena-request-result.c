/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-request-result.h"

#include <glib/gi18n.h>

#include "catena-drag.h"
#include "catena-error-dialog.h"
#include "catena-file-writer.h"
#include "kw-text.h"

enum {
  ENCODING_PEM,
  ENCODING_DER,
};

struct _CatenaRequestResult {
  AdwNavigationPage parent_instance;

  AdwBanner *unsaved_banner;
  GtkLabel *next_label;
  GtkWidget *save_button;
  AdwComboRow *encoding_row;
  GtkLabel *text_label;

  KsRequest *request;
  char *alias;
};

enum {
  SIGNAL_MESSAGE,
  SIGNAL_DONE,
  SIGNAL_SAVE_KEYSTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaRequestResult, catena_request_result, ADW_TYPE_NAVIGATION_PAGE)

static void
done_cb (CatenaRequestResult *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
save_keystore_cb (CatenaRequestResult *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVE_KEYSTORE], 0);
}

static GdkContentProvider *
prepare_drag_cb (CatenaRequestResult *self)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  if (self->request == NULL || ks_request_get_kind (self->request) != KS_REQUEST_PKCS10)
    return NULL;
  g_ptr_array_add (entries,
                   ks_entry_new_data (KS_ENTRY_REQUEST, self->alias, ks_request_get_der (self->request)));
  return GDK_CONTENT_PROVIDER (catena_drag_content_new (entries, NULL, G_OBJECT (self)));
}

static void
copy_cb (CatenaRequestResult *self)
{
  g_autofree char *text = ks_request_to_text (self->request);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, _ ("Request copied"));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaRequestResult *self = CATENA_REQUEST_RESULT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = catena_file_writer_ask_finish (result, &error);

  if (file != NULL)
    g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, _ ("Request saved"));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Request Could Not Be Saved"), error);
}

static GBytes *
encode (CatenaRequestResult *self)
{
  char *text;

  if (ks_request_get_kind (self->request) == KS_REQUEST_PKCS10 &&
      adw_combo_row_get_selected (self->encoding_row) == ENCODING_DER)
    return g_bytes_ref (ks_request_get_der (self->request));

  text = ks_request_to_text (self->request);
  return g_bytes_new_take (text, strlen (text));
}

static void
save_cb (CatenaRequestResult *self)
{
  gboolean is_full = ks_request_get_kind (self->request) == KS_REQUEST_PKCS10;
  g_autofree char *name = catena_file_writer_make_name (self->alias, is_full ? "csr" : "spkac");
  g_autoptr (GBytes) bytes = encode (self);

  catena_file_writer_ask_async (GTK_WIDGET (self), _ ("Save Request"), name, bytes, written_cb, NULL);
}

static void
catena_request_result_dispose (GObject *object)
{
  CatenaRequestResult *self = CATENA_REQUEST_RESULT (object);

  /* The page would unparent its child a second time. */
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_REQUEST_RESULT);
  g_clear_object (&self->request);
  g_clear_pointer (&self->alias, g_free);

  G_OBJECT_CLASS (catena_request_result_parent_class)->dispose (object);
}

static void
catena_request_result_class_init (CatenaRequestResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_request_result_dispose;

  signals[SIGNAL_MESSAGE] = g_signal_new ("message", CATENA_TYPE_REQUEST_RESULT, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DONE] =
    g_signal_new ("done", CATENA_TYPE_REQUEST_RESULT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_SAVE_KEYSTORE] = g_signal_new ("save-keystore", CATENA_TYPE_REQUEST_RESULT,
                                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-request-result.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestResult, unsaved_banner);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestResult, next_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestResult, save_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestResult, encoding_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaRequestResult, text_label);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_keystore_cb);
  gtk_widget_class_bind_template_callback (widget_class, prepare_drag_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
catena_request_result_init (CatenaRequestResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_request_result_set_request:
 * @self: the page
 * @request: a request that was made
 * @alias: the entry whose key it is for
 */
void
catena_request_result_set_request (CatenaRequestResult *self, KsRequest *request, const char *alias)
{
  g_autofree char *shown = kw_text_show (alias);
  g_autofree char *text = ks_request_to_text (request);
  /* Translators: %s is an alias */
  g_autofree char *next =
    g_strdup_printf (_ ("Send this to your certificate authority. When the answer is here, drop it on the "
                        "window: it is recognized by the key of “%s”."),
                     shown);

  g_return_if_fail (CATENA_IS_REQUEST_RESULT (self));

  g_set_object (&self->request, request);
  g_set_str (&self->alias, alias);
  gtk_label_set_label (self->next_label, next);
  gtk_label_set_label (self->text_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->encoding_row),
                          ks_request_get_kind (request) == KS_REQUEST_PKCS10);
}

/**
 * catena_request_result_set_unsaved:
 * @self: the page
 * @is_unsaved: whether the key is in no file yet
 *
 * Who sends a request off and loses its key has nothing to use the certificate with.
 */
void
catena_request_result_set_unsaved (CatenaRequestResult *self, gboolean is_unsaved)
{
  g_return_if_fail (CATENA_IS_REQUEST_RESULT (self));

  adw_banner_set_revealed (self->unsaved_banner, is_unsaved);
}

/**
 * catena_request_result_focus:
 * @self: the page
 *
 * Gives the focus to what most people do next.
 *
 * Returns: (transfer none): the button that saves the request
 */
GtkWidget *
catena_request_result_focus (CatenaRequestResult *self)
{
  g_return_val_if_fail (CATENA_IS_REQUEST_RESULT (self), NULL);

  gtk_widget_grab_focus (self->save_button);
  return self->save_button;
}
