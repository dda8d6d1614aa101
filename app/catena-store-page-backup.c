/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-store-page-private.h"

/* Long enough to read it, and to decide. */
#define RISK_TIMEOUT 20

static const char *
get_risk_text (KsBackupRisk risk)
{
  if ((risk & KS_BACKUP_RISK_REMOVED_KEY) != 0)
    return _ ("The backup still has the removed key");
  return _ ("The backup opens with the old password");
}

/* On more than one line where the window is narrow; AdwToast would cut it. */
static GtkWidget *
make_title (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

/* A toast about what was saved; where the backup gives away what the file no longer does, that and what to do about it. */
void
_catena_store_page_tell_saved (CatenaStorePage *self, const char *remark)
{
  KsBackupRisk risk = catena_document_get_backup_risk (self->document);
  AdwToast *toast;

  if (risk == KS_BACKUP_RISK_NONE) {
    _catena_store_page_add_toast (self, *remark != '\0' ? remark : _ ("Saved"), FALSE);
    return;
  }

  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, make_title (get_risk_text (risk)));
  adw_toast_set_timeout (toast, RISK_TIMEOUT);
  adw_toast_set_button_label (toast, _ ("Delete Backup"));
  adw_toast_set_action_name (toast, "document.delete-backup");
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
  /* The overlay announces plain titles only. */
  gtk_accessible_announce (GTK_ACCESSIBLE (self), get_risk_text (risk),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStorePage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (catena_document_delete_backup_finish (CATENA_DOCUMENT (source), result, &error))
    _catena_store_page_add_toast (self, _ ("Backup deleted"), FALSE);
  else
    catena_error_dialog_present (GTK_WIDGET (self), _ ("The Backup Could Not Be Deleted"), error);
}

void
_catena_store_page_delete_backup (CatenaStorePage *self)
{
  if (catena_document_get_backup_risk (self->document) != KS_BACKUP_RISK_NONE)
    catena_document_delete_backup_async (self->document, deleted_cb, g_object_ref (self));
}
