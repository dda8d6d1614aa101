/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-finding-row.h"

#include <glib/gi18n.h>

#include "ks-advice.h"
#include "kw-explain.h"
#include "kw-explanation.h"
#include "kw-length.h"
#include "kw-status-mark.h"
#include "kw-text.h"

#define NARROW_BELOW 480

struct _KwFindingRow {
  AdwExpanderRow parent_instance;

  KwStatusMark *mark;
  GtkWidget *remedy;
  GtkWidget *body_remedy; /* the same button where there is no room for it in the row */
  GtkStack *remedy_stack;
  GtkLabel *remedy_label;
  GtkWidget *values;
  GtkWidget *ours_box;
  GtkLabel *ours_label;
  GtkLabel *ours;
  GtkWidget *theirs_box;
  GtkLabel *theirs_label;
  GtkLabel *theirs;
  GtkLabel *why;
  GtkLabel *reference;
  GtkLinkButton *source;
  GtkWidget *advice_box;
  GtkLabel *advice;

  const KsFinding *finding; /* of the owner */
  KsVerdict *owner;
  guint idle;
  gboolean is_narrow;
  gboolean cannot_remedy;
};

enum {
  SIGNAL_REMEDY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwFindingRow, kw_finding_row, ADW_TYPE_EXPANDER_ROW)

static void
remedy_cb (KwFindingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMEDY_ACTIVATED], 0, (guint) self->finding->remedy);
}

static void
update_remedy (KwFindingRow *self)
{
  gboolean has_remedy = self->finding != NULL && !self->cannot_remedy &&
                        self->finding->remedy != KS_REMEDY_NONE && self->finding->remedy_label != NULL;

  gtk_widget_set_visible (self->remedy, has_remedy && !self->is_narrow);
  gtk_widget_set_visible (self->body_remedy, has_remedy && self->is_narrow);
}

/* While things are explained, the reason and its source stand in the row itself, and are not said twice. */
static void
show_reason (KwFindingRow *self)
{
  const KsCheck *check = self->finding != NULL ? self->finding->check : NULL;
  gboolean is_here = check != NULL && !kw_explain_is_active (kw_explain_get_default ());
  gboolean has_url = is_here && check->url != NULL && check->reference != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->why), is_here && check->why != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reference), is_here && check->reference != NULL && !has_url);
  gtk_widget_set_visible (GTK_WIDGET (self->source), has_url);
}

static void
idle_cb (gpointer data)
{
  KwFindingRow *self = data;

  self->idle = 0;
  update_remedy (self);
}

/* In little width the sentence needs the place of the button, which moves below it. A row has a layout manager that is not ours, so
 * this is where it learns its width. */
static void
kw_finding_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwFindingRow *self = KW_FINDING_ROW (widget);
  gboolean is_narrow = gtk_widget_get_width (widget) < kw_length_scaled (widget, NARROW_BELOW);

  GTK_WIDGET_CLASS (kw_finding_row_parent_class)->snapshot (widget, snapshot);

  if (self->is_narrow == is_narrow)
    return;
  self->is_narrow = is_narrow;
  if (self->idle == 0)
    self->idle = g_idle_add_once (idle_cb, self);
}

static void
kw_finding_row_dispose (GObject *object)
{
  KwFindingRow *self = KW_FINDING_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_FINDING_ROW);
  self->finding = NULL;
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->owner);

  G_OBJECT_CLASS (kw_finding_row_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, mark);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, remedy);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, body_remedy);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, remedy_stack);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, remedy_label);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, values);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, ours_box);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, ours_label);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, ours);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, theirs_box);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, theirs_label);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, theirs);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, why);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, reference);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, source);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, advice_box);
  gtk_widget_class_bind_template_child (widget_class, KwFindingRow, advice);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
kw_finding_row_class_init (KwFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_finding_row_dispose;
  widget_class->snapshot = kw_finding_row_snapshot;

  signals[SIGNAL_REMEDY_ACTIVATED] = g_signal_new ("remedy-activated", KW_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST,
                                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-finding-row.ui");
  bind_children (widget_class);
}

static void
kw_finding_row_init (KwFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (kw_explain_get_default (), "notify::active", G_CALLBACK (show_reason), self,
                           G_CONNECT_SWAPPED);
  /* Until it knows its width, so that it does not ask for more than there is. */
  self->is_narrow = TRUE;
}

/* Returns whether there is a value to show. */
static gboolean
set_value (GtkWidget *box, GtkLabel *label, const char *title, GtkLabel *value_label, const char *value)
{
  g_autofree char *shown_title = kw_text_show (title);
  g_autofree char *shown = kw_text_show (value);
  gboolean has_value = *shown != '\0';

  gtk_widget_set_visible (box, has_value);
  gtk_label_set_label (label, shown_title);
  gtk_widget_set_visible (GTK_WIDGET (label), *shown_title != '\0');
  gtk_label_set_label (value_label, shown);
  return has_value;
}

static void
set_values (KwFindingRow *self, const KsFinding *finding)
{
  gboolean ours =
    set_value (self->ours_box, self->ours_label, finding->ours_label, self->ours, finding->ours);
  gboolean theirs =
    set_value (self->theirs_box, self->theirs_label, finding->theirs_label, self->theirs, finding->theirs);

  gtk_widget_set_visible (self->values, ours || theirs);
}

static void
set_reason (KwFindingRow *self, const KsCheck *check)
{
  const char *why = check->why != NULL ? g_dgettext (GETTEXT_PACKAGE, check->why) : "";
  g_autofree char *id = g_strconcat ("check:", check->id, NULL);
  const char *advice = ks_advice_find (check->id);

  gtk_label_set_label (self->why, why);
  gtk_label_set_label (self->reference, check->reference != NULL ? check->reference : "");
  kw_explanation_set_id (kw_explanation_of_row (GTK_WIDGET (self)), id);
  gtk_label_set_label (self->advice, advice != NULL ? advice : "");
  gtk_widget_set_visible (self->advice_box, advice != NULL);
  show_reason (self);
  if (check->url != NULL && check->reference != NULL) {
    gtk_link_button_set_uri (self->source, check->url);
    gtk_button_set_label (GTK_BUTTON (self->source), check->reference);
  }
}

static void
set_remedy (KwFindingRow *self, const KsFinding *finding)
{
  g_autofree char *sentence = kw_text_plain (finding->sentence);

  update_remedy (self);
  if (finding->remedy_label == NULL)
    return;

  gtk_label_set_label (self->remedy_label, finding->remedy_label);
  gtk_button_set_label (GTK_BUTTON (self->body_remedy), finding->remedy_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remedy), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  finding->remedy_label, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

/**
 * kw_finding_row_new:
 * @finding: a finding
 * @owner: the verdict that it belongs to, of which a reference is kept
 *
 * Makes the row of a finding.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_finding_row_new (const KsFinding *finding, KsVerdict *owner)
{
  KwFindingRow *self = g_object_new (KW_TYPE_FINDING_ROW, NULL);

  kw_finding_row_set_finding (self, finding, owner);
  return GTK_WIDGET (self);
}

/**
 * kw_finding_row_set_finding:
 * @self: a finding row
 * @finding: a finding
 * @owner: the verdict that it belongs to, of which a reference is kept
 *
 * Shows another finding, for example the same of another date. An open row stays open.
 */
void
kw_finding_row_set_finding (KwFindingRow *self, const KsFinding *finding, KsVerdict *owner)
{
  g_autofree char *sentence = kw_text_plain (finding->sentence);
  g_autofree char *consequence = kw_text_plain (finding->consequence);

  g_return_if_fail (KW_IS_FINDING_ROW (self));

  self->finding = finding;
  g_set_object (&self->owner, owner);
  kw_status_mark_set_state (self->mark, finding->severity);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), sentence);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), consequence);
  set_values (self, finding);
  set_reason (self, finding->check);
  set_remedy (self, finding);
}

/**
 * kw_finding_row_get_finding:
 * @self: a finding row
 *
 * Returns: (transfer none): the finding, which lives as long as the row
 */
const KsFinding *
kw_finding_row_get_finding (KwFindingRow *self)
{
  g_return_val_if_fail (KW_IS_FINDING_ROW (self), NULL);

  return self->finding;
}

/**
 * kw_finding_row_set_can_remedy:
 * @self: a finding row
 * @can_remedy: whether somebody answers #KwFindingRow::remedy-activated for this finding
 *
 * A row without an answer has no button.
 */
void
kw_finding_row_set_can_remedy (KwFindingRow *self, gboolean can_remedy)
{
  g_return_if_fail (KW_IS_FINDING_ROW (self));

  self->cannot_remedy = !can_remedy;
  update_remedy (self);
}

/**
 * kw_finding_row_set_busy:
 * @self: a finding row
 * @busy: whether the remedy is at work
 *
 * Puts a spinner in the place of the button's text; the button keeps its width.
 */
void
kw_finding_row_set_busy (KwFindingRow *self, gboolean busy)
{
  g_return_if_fail (KW_IS_FINDING_ROW (self));

  gtk_stack_set_visible_child_name (self->remedy_stack, busy ? "busy" : "label");
  gtk_widget_set_sensitive (self->remedy, !busy);
  gtk_widget_set_sensitive (self->body_remedy, !busy);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->remedy), GTK_ACCESSIBLE_STATE_BUSY, busy, -1);
}
