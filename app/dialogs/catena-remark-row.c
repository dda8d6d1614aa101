/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-remark-row.h"
#include "kw-explanation.h"
#include "kw-status-mark.h"

struct _CatenaRemarkRow {
  AdwPreferencesRow parent_instance;

  KwStatusMark *mark;
  GtkLabel *title_label;
  GtkLabel *sentence_label;
  KwExplanation *explanation;
  GtkButton *remedy_button;

  KsRemarkRemedy remedy;
};

enum {
  SIGNAL_REMEDY_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaRemarkRow, catena_remark_row, ADW_TYPE_PREFERENCES_ROW)

/* In the order of KsRemarkRemedy. */
static const struct {
  const char *label;
  gboolean edits; /* nothing for a file that is read-only */
} remedies[] = {
  { NULL },
  { N_ ("_Enter Password…") },
  { N_ ("Save _As…") },
  { N_ ("_Protect With the File’s Password"), TRUE },
  { N_ ("_Rename Them"), TRUE },
  { N_ ("Change _Password…"), TRUE },
};

static const char *const explanations[] = {
  [KS_REMARK_NOTE] = "remark:note",
  [KS_REMARK_UNVERIFIED] = "remark:unverified",
  [KS_REMARK_NO_CHECK] = "remark:no-check",
  [KS_REMARK_OLD_VERSION] = "remark:old-version",
  [KS_REMARK_SIGNED] = "remark:signed",
  [KS_REMARK_CLOSED] = "remark:closed",
  [KS_REMARK_UNPROTECTED] = "remark:unprotected",
  [KS_REMARK_UNREACHABLE] = "remark:unreachable",
  [KS_REMARK_DUPLICATE] = "remark:duplicate",
  [KS_REMARK_PASSWORD] = "remark:password",
  [KS_REMARK_PLAIN_LIST] = "remark:plain-list",
  [KS_REMARK_KEPT] = "remark:kept",
  [KS_REMARK_SURPLUS] = "remark:surplus",
};

static void
remedy_cb (CatenaRemarkRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMEDY_WANTED], 0, (guint) self->remedy);
}

static void
catena_remark_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_REMARK_ROW);

  G_OBJECT_CLASS (catena_remark_row_parent_class)->dispose (object);
}

static void
catena_remark_row_class_init (CatenaRemarkRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_remark_row_dispose;

  signals[SIGNAL_REMEDY_WANTED] = g_signal_new ("remedy-wanted", CATENA_TYPE_REMARK_ROW, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (KW_TYPE_EXPLANATION);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-remark-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaRemarkRow, mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaRemarkRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaRemarkRow, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaRemarkRow, explanation);
  gtk_widget_class_bind_template_child (widget_class, CatenaRemarkRow, remedy_button);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
}

static void
catena_remark_row_init (CatenaRemarkRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_remark_row_new:
 * @remark: what to show
 * @is_read_only: whether the file cannot be changed now
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
catena_remark_row_new (const KsRemark *remark, gboolean is_read_only)
{
  CatenaRemarkRow *self = g_object_new (CATENA_TYPE_REMARK_ROW, NULL);
  const char *title = ks_remark_kind_get_title (remark->kind);

  self->remedy = ks_remark_kind_get_remedy (remark->kind);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title != NULL ? title : remark->sentence);
  gtk_label_set_label (self->title_label, title != NULL ? title : remark->sentence);
  gtk_label_set_label (self->sentence_label, remark->sentence);
  kw_explanation_set_id (self->explanation, explanations[remark->kind]);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_label), title != NULL);
  kw_status_mark_set_state (self->mark,
                            ks_remark_kind_is_warning (remark->kind) ? KS_STATE_WARNING : KS_STATE_INFO);
  if (remedies[self->remedy].label != NULL) {
    gtk_button_set_label (self->remedy_button, _ (remedies[self->remedy].label));
    gtk_widget_set_visible (GTK_WIDGET (self->remedy_button), !is_read_only || !remedies[self->remedy].edits);
  }

  return GTK_WIDGET (self);
}
