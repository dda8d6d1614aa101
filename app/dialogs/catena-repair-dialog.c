/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-repair-dialog.h"
#include "kw-headline.h"
#include "kw-small-chain.h"
#include "kw-text.h"

struct _CatenaRepairDialog {
  AdwDialog parent_instance;

  KwHeadline *before_headline;
  KwHeadline *after_headline;
  KwSmallChain *before;
  KwSmallChain *after;
  AdwPreferencesGroup *changes;

  KsEntry *entry;
  KsEntry *repaired;
};

enum {
  SIGNAL_ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaRepairDialog, catena_repair_dialog, ADW_TYPE_DIALOG)

static void
cancel_cb (CatenaRepairDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
apply_cb (CatenaRepairDialog *self)
{
  g_signal_emit (self, signals[SIGNAL_ACCEPTED], 0, self->entry, self->repaired);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
catena_repair_dialog_dispose (GObject *object)
{
  CatenaRepairDialog *self = CATENA_REPAIR_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_REPAIR_DIALOG);
  g_clear_object (&self->entry);
  g_clear_object (&self->repaired);

  G_OBJECT_CLASS (catena_repair_dialog_parent_class)->dispose (object);
}

static void
catena_repair_dialog_class_init (CatenaRepairDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_repair_dialog_dispose;

  signals[SIGNAL_ACCEPTED] = g_signal_new ("accepted", CATENA_TYPE_REPAIR_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 2, KS_TYPE_ENTRY, KS_TYPE_ENTRY);

  g_type_ensure (KW_TYPE_HEADLINE);
  g_type_ensure (KW_TYPE_SMALL_CHAIN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-repair-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaRepairDialog, before_headline);
  gtk_widget_class_bind_template_child (widget_class, CatenaRepairDialog, after_headline);
  gtk_widget_class_bind_template_child (widget_class, CatenaRepairDialog, before);
  gtk_widget_class_bind_template_child (widget_class, CatenaRepairDialog, after);
  gtk_widget_class_bind_template_child (widget_class, CatenaRepairDialog, changes);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
}

static void
catena_repair_dialog_init (CatenaRepairDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
has_certificate (KsEntry *entry, KsCertificate *certificate)
{
  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++)
    if (ks_certificate_equal (ks_entry_get_certificate (entry, i), certificate))
      return TRUE;
  return FALSE;
}

/* Where a certificate that comes in was found. */
static char *
dup_source (KsVerdict *verdict, KsCertificate *certificate)
{
  const KsPath *path = ks_verdict_get_path (verdict, 0);

  for (guint i = 0; path != NULL && i < path->nodes->len; i++) {
    const KsPathNode *node = g_ptr_array_index (path->nodes, i);
    g_autofree char *detail = NULL;

    if (!ks_certificate_equal (node->certificate, certificate))
      continue;
    if (node->provenance_detail == NULL)
      return g_strdup (ks_provenance_get_name (node->provenance));
    detail = kw_text_show (node->provenance_detail);
    /* TRANSLATORS: where a certificate was found: the first is like “Other file”, the second its name */
    return g_strdup_printf (_ ("%s: %s"), ks_provenance_get_name (node->provenance), detail);
  }
  return g_strdup ("");
}

static void
add_change (CatenaRepairDialog *self, KsCertificate *certificate, const char *what)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = kw_text_show (ks_certificate_get_title (certificate));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), what);
  adw_preferences_group_add (self->changes, row);
}

static guint
add_new (CatenaRepairDialog *self, KsVerdict *verdict, KsEntry *entry, KsEntry *repaired)
{
  guint n = 0;

  for (guint i = 0; i < ks_entry_get_chain_length (repaired); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (repaired, i);
    g_autofree char *source = NULL;
    g_autofree char *what = NULL;

    if (has_certificate (entry, certificate))
      continue;
    source = dup_source (verdict, certificate);
    /* TRANSLATORS: where a certificate was found */
    what = g_strdup_printf (_ ("Comes in · %s"), source);
    add_change (self, certificate, what);
    n++;
  }
  return n;
}

/* A certificate that stands twice goes once. */
static guint
add_gone (CatenaRepairDialog *self, KsEntry *entry, KsEntry *repaired)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  guint n = 0;

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);
    gboolean is_again = !g_hash_table_add (seen, ks_certificate_get_der (certificate));

    if (!is_again && has_certificate (repaired, certificate))
      continue;
    add_change (self, certificate, is_again ? _ ("Goes · stands twice") : _ ("Goes"));
    n++;
  }
  return n;
}

/**
 * catena_repair_dialog_new:
 * @verdict: about @entry
 * @entry: an entry as it is
 * @repaired: the entry as it would be
 *
 * Shows what a repair would do, before it is done.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_repair_dialog_new (KsVerdict *verdict, KsEntry *entry, KsEntry *repaired)
{
  CatenaRepairDialog *self = g_object_new (CATENA_TYPE_REPAIR_DIALOG, NULL);
  guint n = 0;

  self->entry = g_object_ref (entry);
  self->repaired = g_object_ref (repaired);
  kw_headline_set_stored (self->before_headline, verdict);
  kw_small_chain_set_stored (self->before, verdict, _ ("Before"));
  kw_headline_start_waiting (self->after_headline);
  n = add_new (self, verdict, entry, repaired) + add_gone (self, entry, repaired);
  if (n == 0)
    adw_preferences_group_set_description (
      self->changes, _ ("Each certificate is followed by its issuer. None comes or goes."));
  return ADW_DIALOG (self);
}

/**
 * catena_repair_dialog_set_after:
 * @self: the dialog
 * @verdict: about the entry as it would be
 *
 * Shows what the repair leads to.
 */
void
catena_repair_dialog_set_after (CatenaRepairDialog *self, KsVerdict *verdict)
{
  g_return_if_fail (CATENA_IS_REPAIR_DIALOG (self));

  kw_headline_set_verdict (self->after_headline, verdict);
  kw_small_chain_set_verdict (self->after, verdict, _ ("After"));
}
