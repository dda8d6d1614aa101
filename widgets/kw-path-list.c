/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-path-list.h"

#include <glib/gi18n.h>

#include "kw-chain-model.h"
#include "kw-status-mark.h"
#include "kw-text.h"

/* So many fit below a drawing; the rest comes when it is asked for. */
#define SHOWN 3

struct _KwPathList {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *title;
  GtkListBox *list;
  GtkWidget *more;
};

enum {
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwPathList, kw_path_list, GTK_TYPE_WIDGET)

static GQuark
path_quark (void)
{
  return g_quark_from_static_string ("kw-path-index");
}

static void
activated_cb (KwPathList *self, GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                 GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (row), path_quark ())));
}

static void
show_all_cb (KwPathList *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  row = gtk_list_box_get_row_at_index (self->list, SHOWN);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_widget_set_visible (self->more, FALSE);
}

static void
kw_path_list_dispose (GObject *object)
{
  g_clear_pointer (&KW_PATH_LIST (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (kw_path_list_parent_class)->dispose (object);
}

static void
kw_path_list_class_init (KwPathListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_path_list_dispose;
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", KW_TYPE_PATH_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwpaths");
}

static void
kw_path_list_init (KwPathList *self)
{
  GtkWidget *title =
    g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "css-classes", (const char *[]) { "heading", NULL }, NULL);
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, "css-classes",
                                  (const char *[]) { "boxed-list", NULL }, NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->title = GTK_LABEL (title);
  self->list = GTK_LIST_BOX (list);
  self->more = g_object_new (GTK_TYPE_BUTTON, "label", _ ("Show All Paths"), "halign", GTK_ALIGN_START,
                             "css-classes", (const char *[]) { "flat", "small", NULL }, NULL);
  gtk_box_append (GTK_BOX (self->box), title);
  gtk_box_append (GTK_BOX (self->box), list);
  gtk_box_append (GTK_BOX (self->box), self->more);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL,
                                  -1);
  g_signal_connect_swapped (list, "row-activated", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (self->more, "clicked", G_CALLBACK (show_all_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * kw_path_list_new:
 *
 * Makes an empty list, which is not to be seen.
 *
 * Returns: (transfer floating): the new list
 */
GtkWidget *
kw_path_list_new (void)
{
  return g_object_new (KW_TYPE_PATH_LIST, NULL);
}

/* "gw.example.org › TLS CA 2 › Root R1" */
static char *
dup_names (const KsPath *path, char *(*dup_name) (const char *text))
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = g_ptr_array_index (path->nodes, i);
    g_autofree char *name = dup_name (ks_certificate_get_title (node->certificate));

    g_string_append_printf (out, "%s%s", i > 0 ? " › " : "", name);
    if (path->missing != NULL && path->missing_after == i)
      g_string_append (out, " › …");
  }
  return g_string_free_and_steal (out);
}

static const char *
find_anchor (KsVerdict *verdict, const KsPath *path)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (verdict);

  return kw_chain_model_is_anchored (path) && anchors != NULL ? ks_anchor_set_get_name (anchors)
                                                              : _ ("No anchor");
}

static GtkWidget *
new_label (const char *text, const char *style)
{
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_row (KsVerdict *verdict, guint index)
{
  const KsPath *path = ks_verdict_get_path (verdict, index);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *mark = g_object_new (KW_TYPE_STATUS_MARK, "state", path->state, "accessible-role",
                                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  g_autofree char *shown = dup_names (path, kw_text_show);
  g_autofree char *plain = dup_names (path, kw_text_plain);
  g_autofree char *anchor = kw_text_show (find_anchor (verdict, path));
  g_autofree char *name = g_strdup_printf ("%s › %s", plain, find_anchor (verdict, path));
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s", name, path->sentence);
  GtkWidget *names = new_label (shown, NULL);

  /* Paths of one entry differ towards their ends, so that little room costs lines and not the end. */
  g_object_set (names, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 4, "hexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), new_label (anchor, "dimmed"));
  gtk_widget_add_css_class (row, "path");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_tooltip_text (row, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, path->sentence, -1);
  g_object_set_qdata (G_OBJECT (row), path_quark (), GUINT_TO_POINTER (index));
  return row;
}

static void
set_title (KwPathList *self, KsVerdict *verdict, guint n)
{
  const char *format = ks_verdict_is_cut_short (verdict)
                         ? ngettext ("%u Other Path, and Perhaps More", "%u Other Paths, and Perhaps More", n)
                         : ngettext ("%u Other Path", "%u Other Paths", n);
  g_auto (GStrv) parts = g_strsplit (format, "%u", 2);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *title = g_strjoinv (count, parts);

  gtk_label_set_label (self->title, title);
}

/**
 * kw_path_list_set_verdict:
 * @self: a list
 * @verdict: (nullable): a verdict
 * @drawn: index of the path that is drawn
 *
 * Lists the other paths, best first.
 */
void
kw_path_list_set_verdict (KwPathList *self, KsVerdict *verdict, guint drawn)
{
  guint n = verdict != NULL ? ks_verdict_get_n_paths (verdict) : 0;
  guint listed = 0;

  g_return_if_fail (KW_IS_PATH_LIST (self));

  gtk_list_box_remove_all (self->list);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 1);
  if (n < 2)
    return;
  set_title (self, verdict, n - 1);
  for (guint i = 0; i < n; i++) {
    GtkWidget *row = i != drawn ? new_row (verdict, i) : NULL;

    if (row == NULL)
      continue;
    gtk_widget_set_visible (row, listed++ < SHOWN);
    gtk_list_box_append (self->list, row);
  }
  gtk_widget_set_visible (self->more, listed > SHOWN);
}
