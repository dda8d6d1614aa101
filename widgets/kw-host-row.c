/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-host-row.h"

#include <glib/gi18n.h>

#include "kw-status-mark.h"
#include "kw-table-layout.h"
#include "kw-text.h"

struct _KwHostRow {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  GtkLabel *name;
  GtkLabel *rule;
  GtkWidget *remove;
  char *host;
};

enum {
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwHostRow, kw_host_row, GTK_TYPE_WIDGET)

static void
remove_cb (KwHostRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
kw_host_row_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_HOST_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kw_host_row_parent_class)->dispose (object);
}

static void
kw_host_row_finalize (GObject *object)
{
  g_free (KW_HOST_ROW (object)->host);

  G_OBJECT_CLASS (kw_host_row_parent_class)->finalize (object);
}

static void
kw_host_row_class_init (KwHostRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_host_row_dispose;
  object_class->finalize = kw_host_row_finalize;

  signals[SIGNAL_REMOVED] =
    g_signal_new ("removed", KW_TYPE_HOST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  g_type_ensure (KW_TYPE_TABLE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-host-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, mark);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, name);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, rule);
  gtk_widget_class_bind_template_child (widget_class, KwHostRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwhost");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
kw_host_row_init (KwHostRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static KsState
get_state (const KsHostResult *result)
{
  if (result->host->kind == KS_HOST_INVALID)
    return KS_STATE_WARNING;
  return result->match != NULL && result->match->matches ? KS_STATE_PASS : KS_STATE_FAIL;
}

/* "matches DNS gw.example.org · RFC 9525, 6.3" */
static char *
dup_rule (const KsHostResult *result)
{
  const char *rule = NULL;

  if (result->host->kind == KS_HOST_INVALID)
    rule = result->host->problem;
  else if (result->match != NULL)
    rule = result->match->rule;
  if (rule == NULL)
    return g_strdup ("");
  if (result->match != NULL && result->match->reference != NULL && !result->match->matches)
    return g_strdup_printf ("%s · %s", rule, result->match->reference);
  return g_strdup (rule);
}

static void
describe (KwHostRow *self, KsState state, const char *host, const char *rule)
{
  const char *word = state == KS_STATE_PASS   ? _ ("covered")
                     : state == KS_STATE_FAIL ? _ ("not covered")
                                              : _ ("not a name");
  g_autofree char *name = g_strdup_printf ("%s: %s", host, word);
  /* Translators: %s is a host name */
  g_autofree char *label = g_strdup_printf (_ ("Stop testing %s"), host);

  kw_status_mark_set_word (self->mark, word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, rule, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * kw_host_row_new:
 * @result: a tested host
 *
 * Makes the row of a tested host.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_host_row_new (const KsHostResult *result)
{
  KwHostRow *self = g_object_new (KW_TYPE_HOST_ROW, NULL);
  g_autofree char *shown = kw_text_show (result->host->given);
  g_autofree char *plain = kw_text_plain (result->host->given);
  g_autofree char *rule = dup_rule (result);
  g_autofree char *visible = kw_text_plain (rule);

  self->host = g_strdup (result->host->given);
  kw_status_mark_set_state (self->mark, get_state (result));
  gtk_label_set_label (self->name, shown);
  gtk_label_set_label (self->rule, visible);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), plain);
  describe (self, get_state (result), plain, visible);
  return GTK_WIDGET (self);
}

/**
 * kw_host_row_get_host:
 * @self: a host row
 *
 * Returns: the host, as it was typed
 */
const char *
kw_host_row_get_host (KwHostRow *self)
{
  g_return_val_if_fail (KW_IS_HOST_ROW (self), NULL);

  return self->host;
}
