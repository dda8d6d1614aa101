/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-next-steps.h"

#include <glib/gi18n.h>

struct _CatenaNextSteps {
  AdwPreferencesGroup parent_instance;
};

G_DEFINE_FINAL_TYPE (CatenaNextSteps, catena_next_steps, ADW_TYPE_PREFERENCES_GROUP)

static const struct {
  const char *title;
  const char *subtitle;
  const char *icon;
  const char *action;
} steps[] = {
  { N_ ("_Request a Certificate From a CA…"), N_ ("Then all who trust the CA trust this key pair"),
    "catena-request-symbolic", "entry.request" },
  { N_ ("_Import the CA’s Reply…"), N_ ("The file, archive or text that the CA has sent"),
    "catena-pasted-symbolic", "document.import-reply" },
  { N_ ("_Let Clients Trust It as It Is…"), N_ ("Put the certificate into the clients’ truststore"),
    "catena-root-symbolic", "entry.add-to-truststore" },
};

static GtkWidget *
make_row (guint index)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (steps[index].title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (steps[index].subtitle));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (steps[index].icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), steps[index].action);
  /* A row is insensitive while its action is missing, or makes no sense. */
  g_object_bind_property (row, "sensitive", row, "visible", G_BINDING_SYNC_CREATE);
  return row;
}

static void
catena_next_steps_class_init (CatenaNextStepsClass *klass)
{
}

static void
catena_next_steps_init (CatenaNextSteps *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Next Steps"));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), make_row (i));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * catena_next_steps_new:
 *
 * Returns: (transfer floating): steps that are not shown yet
 */
GtkWidget *
catena_next_steps_new (void)
{
  return g_object_new (CATENA_TYPE_NEXT_STEPS, NULL);
}

/* A CA of one's own is complete as it is, and one that has ended is to be renewed. */
static gboolean
is_fresh (KsEntry *entry, gint64 now)
{
  KsCertificate *leaf = entry != NULL ? ks_entry_get_leaf (entry) : NULL;

  return leaf != NULL && ks_entry_get_kind (entry) == KS_ENTRY_KEY &&
         ks_entry_get_chain_length (entry) == 1 && ks_certificate_is_self_issued (leaf) &&
         !ks_certificate_is_ca (leaf) && ks_certificate_get_not_after (leaf) >= now;
}

/**
 * catena_next_steps_set_entry:
 * @self: steps
 * @entry: (nullable): the entry that they are for
 * @now: what is today, in seconds since 1970
 *
 * Shows the steps where they make sense: for a key pair that has signed its certificate itself.
 */
void
catena_next_steps_set_entry (CatenaNextSteps *self, KsEntry *entry, gint64 now)
{
  gtk_widget_set_visible (GTK_WIDGET (self), is_fresh (entry, now));
}
