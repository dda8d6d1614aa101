/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-store-page-private.h"
#include "kw-text.h"

static void
unlock_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autoptr (GError) error = NULL;

  /* Success closes the dialog by the change of state, or below where the document was ready already. */
  if (catena_document_unlock_finish (CATENA_DOCUMENT (source), result, &error)) {
    if (self->password_dialog != NULL)
      adw_dialog_force_close (ADW_DIALOG (self->password_dialog));
    return;
  }

  if (self->password_dialog == NULL)
    return;

  if (g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD)) {
    /* A check value does not tell one from the other. */
    catena_password_dialog_refuse (self->password_dialog,
                                   _ ("This is not the password of the file, or the file was altered"));
  } else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    /* No other password would help; but what shows without one still does. */
    catena_password_dialog_refuse (self->password_dialog, error->message);
  }
}

static void
submitted_cb (CatenaStorePage *self, KsSecret *password)
{
  catena_document_unlock_async (self->document, password, unlock_done_cb, g_object_ref (self));
}

static void
alternative_cb (CatenaStorePage *self)
{
  catena_document_look (self->document);
}

static void
closed_cb (CatenaStorePage *self)
{
  gboolean has_nothing = catena_document_get_state (self->document) == CATENA_DOCUMENT_LOCKED &&
                         catena_document_get_store (self->document) == NULL;

  self->password_dialog = NULL;
  if (has_nothing) {
    catena_document_cancel (self->document);
    g_signal_emit_by_name (self, "close-requested");
  }
}

static char *
describe_kind (CatenaDocument *document)
{
  const KsFormat *format = catena_document_get_format (document);
  g_autofree char *name = kw_text_show (catena_document_get_title (document));

  /* TRANSLATORS: the first is the name of a file, the second its kind, like “Java keystore (JKS)” */
  return g_strdup_printf (_ ("“%s” is protected by a password. Its kind: %s."), name,
                          g_dgettext (GETTEXT_PACKAGE, format->name));
}

/* Asks for the password of the document, once. */
void
_catena_store_page_ask_password (CatenaStorePage *self)
{
  g_autofree char *body = NULL;

  if (self->password_dialog != NULL || catena_document_get_file (self->document) == NULL)
    return;

  body = describe_kind (self->document);
  self->password_dialog =
    CATENA_PASSWORD_DIALOG (catena_password_dialog_new (_ ("Password Required"), body, _ ("_Unlock")));
  if (catena_document_can_look (self->document))
    catena_password_dialog_set_alternative (self->password_dialog, _ ("_Look Without Password"));
  g_signal_connect_object (self->password_dialog, "submitted", G_CALLBACK (submitted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_dialog, "alternative", G_CALLBACK (alternative_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->password_dialog, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self->password_dialog), GTK_WIDGET (self));
}
