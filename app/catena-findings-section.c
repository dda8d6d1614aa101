/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-findings-section.h"

#include "catena-remedy.h"
#include "kw-explanation.h"
#include "kw-finding-row.h"

struct _CatenaFindingsSection {
  AdwBin parent_instance;

  KsEntry *entry;
  GPtrArray *rows; /* of KwFindingRow, borrowed from the group */

  AdwPreferencesGroup *group;
  GtkWidget *preview_button;
  GtkWidget *repair_button;
};

static void catena_findings_section_iface_init (CatenaEntrySectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaFindingsSection,
                               catena_findings_section,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_ENTRY_SECTION,
                                                      catena_findings_section_iface_init))

enum {
  SIGNAL_REMEDY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
remedy_cb (CatenaFindingsSection *self, guint remedy)
{
  g_signal_emit (self, signals[SIGNAL_REMEDY_ACTIVATED], 0, remedy);
}

static void
clear (CatenaFindingsSection *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (CatenaFindingsSection *self, const KsFinding *finding, KsVerdict *verdict)
{
  GtkWidget *row = kw_finding_row_new (finding, verdict);

  kw_finding_row_set_can_remedy (KW_FINDING_ROW (row),
                                 catena_remedy_is_possible (finding->remedy, self->entry));
  g_signal_connect_object (row, "remedy-activated", G_CALLBACK (remedy_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* The same problems of another date: their rows stay, open or not. */
static gboolean
keep_rows (CatenaFindingsSection *self, GPtrArray *findings, KsVerdict *verdict)
{
  if (findings->len != self->rows->len)
    return FALSE;
  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);
    const KsFinding *old = kw_finding_row_get_finding (g_ptr_array_index (self->rows, i));

    if (finding->check != old->check || finding->node != old->node || finding->remedy != old->remedy)
      return FALSE;
  }
  for (guint i = 0; i < findings->len; i++)
    kw_finding_row_set_finding (g_ptr_array_index (self->rows, i), g_ptr_array_index (findings, i), verdict);
  return TRUE;
}

/* One finding has a button of its own. */
static void
show_repair (CatenaFindingsSection *self, KsVerdict *verdict)
{
  guint n = 0;
  KsRemedy remedy = catena_remedy_find (verdict, &n);

  gtk_widget_set_visible (self->preview_button, remedy != KS_REMEDY_NONE);
  gtk_widget_set_visible (self->repair_button, n > 1);
}

static void
catena_findings_section_set_entry (CatenaEntrySection *section, KsEntry *entry, gint64 now)
{
  g_set_object (&CATENA_FINDINGS_SECTION (section)->entry, entry);
}

static void
catena_findings_section_set_verdict (CatenaEntrySection *section, KsVerdict *verdict)
{
  CatenaFindingsSection *self = CATENA_FINDINGS_SECTION (section);
  GPtrArray *findings = verdict != NULL ? ks_verdict_get_findings (verdict) : NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), findings != NULL && findings->len > 0);
  if (findings == NULL || !keep_rows (self, findings, verdict))
    clear (self);
  if (findings == NULL)
    return;

  title = catena_remedy_count (findings);
  adw_preferences_group_set_title (self->group, title);
  show_repair (self, verdict);
  for (guint i = self->rows->len; i < findings->len; i++)
    add_row (self, g_ptr_array_index (findings, i), verdict);
}

static void
catena_findings_section_iface_init (CatenaEntrySectionInterface *iface)
{
  iface->set_entry = catena_findings_section_set_entry;
  iface->set_verdict = catena_findings_section_set_verdict;
}

static void
catena_findings_section_dispose (GObject *object)
{
  CatenaFindingsSection *self = CATENA_FINDINGS_SECTION (object);

  /* The bin would unparent its child a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_FINDINGS_SECTION);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (catena_findings_section_parent_class)->dispose (object);
}

static void
catena_findings_section_class_init (CatenaFindingsSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_findings_section_dispose;

  signals[SIGNAL_REMEDY_ACTIVATED] =
    g_signal_new ("remedy-activated", CATENA_TYPE_FINDINGS_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (KW_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/catena-findings-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaFindingsSection, group);
  gtk_widget_class_bind_template_child (widget_class, CatenaFindingsSection, preview_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaFindingsSection, repair_button);
}

static void
catena_findings_section_init (CatenaFindingsSection *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
