/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-link-panel.h"

#include <glib/gi18n.h>

#include "kw-check-row.h"
#include "kw-table-layout.h"
#include "kw-text.h"

#define NOTCH_WIDTH 24
#define NOTCH_HEIGHT 10

struct _KwLinkPanel {
  GtkWidget parent_instance;

  GtkLabel *summary;
  GtkLabel *ours_title;
  GtkLabel *theirs_title;
  GtkBox *rows;

  KsVerdict *owner;
  GWeakRef pointing_to;
};

enum {
  SIGNAL_CLOSED,
  SIGNAL_POINTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwLinkPanel, kw_link_panel, GTK_TYPE_WIDGET)

static void
remove_rows (KwLinkPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows))) != NULL)
    gtk_box_remove (self->rows, child);
}

/* The middle of the widget that the notch points to, FALSE when there is none on the same page. */
static gboolean
get_notch (KwLinkPanel *self, float *x)
{
  g_autoptr (GtkWidget) link = g_weak_ref_get (&self->pointing_to);
  graphene_rect_t bounds;

  if (link == NULL || !gtk_widget_get_mapped (link) ||
      !gtk_widget_compute_bounds (link, GTK_WIDGET (self), &bounds))
    return FALSE;
  if (bounds.size.height < bounds.size.width)
    return FALSE; /* the vertical drawing: the panel is not under the link */

  *x = bounds.origin.x + bounds.size.width / 2;
  return *x > NOTCH_WIDTH && *x < (float) gtk_widget_get_width (GTK_WIDGET (self)) - NOTCH_WIDTH;
}

static void
kw_link_panel_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwLinkPanel *self = KW_LINK_PANEL (widget);
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GdkRGBA color;
  float x;

  if (get_notch (self, &x)) {
    gsk_path_builder_move_to (builder, x - NOTCH_WIDTH / 2.0f, NOTCH_HEIGHT);
    gsk_path_builder_line_to (builder, x, 0);
    gsk_path_builder_line_to (builder, x + NOTCH_WIDTH / 2.0f, NOTCH_HEIGHT);
    gsk_path_builder_close (builder);
    path = gsk_path_builder_free_to_path (g_steal_pointer (&builder));
    gtk_widget_get_color (widget, &color);
    gtk_snapshot_append_fill (snapshot, path, GSK_FILL_RULE_WINDING, &color);
  }
  GTK_WIDGET_CLASS (kw_link_panel_parent_class)->snapshot (widget, snapshot);
}

static void
pointed_cb (KwLinkPanel *self, gboolean comes, KwCheckRow *row)
{
  g_signal_emit (self, signals[SIGNAL_POINTED], 0, comes ? kw_check_row_get_check (row)->id : NULL);
}

static GtkWidget *
find_focused_row (KwLinkPanel *self)
{
  return gtk_widget_get_focus_child (GTK_WIDGET (self->rows));
}

/* The rows are one stop of the Tab key; Up and Down go along them. */
static gboolean
kw_link_panel_focus (GtkWidget *widget, GtkDirectionType direction)
{
  KwLinkPanel *self = KW_LINK_PANEL (widget);
  GtkWidget *row = find_focused_row (self);

  if (direction == GTK_DIR_UP || direction == GTK_DIR_DOWN) {
    if (row != NULL)
      row = direction == GTK_DIR_UP ? gtk_widget_get_prev_sibling (row) : gtk_widget_get_next_sibling (row);
    return row != NULL && gtk_widget_grab_focus (row);
  }
  if (row != NULL || (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD))
    return FALSE;
  row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  return row != NULL && gtk_widget_grab_focus (row);
}

static gboolean
go_to_end_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwLinkPanel *self = KW_LINK_PANEL (widget);
  GtkWidget *rows = GTK_WIDGET (self->rows);
  GtkWidget *row =
    g_variant_get_boolean (arguments) ? gtk_widget_get_last_child (rows) : gtk_widget_get_first_child (rows);

  return row != NULL && gtk_widget_grab_focus (row);
}

static gboolean
close_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  g_signal_emit (widget, signals[SIGNAL_CLOSED], 0);
  return TRUE;
}

static void
kw_link_panel_dispose (GObject *object)
{
  KwLinkPanel *self = KW_LINK_PANEL (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_LINK_PANEL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->owner);
  g_weak_ref_set (&self->pointing_to, NULL);

  G_OBJECT_CLASS (kw_link_panel_parent_class)->dispose (object);
}

static void
kw_link_panel_finalize (GObject *object)
{
  g_weak_ref_clear (&KW_LINK_PANEL (object)->pointing_to);

  G_OBJECT_CLASS (kw_link_panel_parent_class)->finalize (object);
}

static void
kw_link_panel_class_init (KwLinkPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_link_panel_dispose;
  object_class->finalize = kw_link_panel_finalize;
  widget_class->snapshot = kw_link_panel_snapshot;
  widget_class->focus = kw_link_panel_focus;

  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", KW_TYPE_LINK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_POINTED] = g_signal_new ("pointed", KW_TYPE_LINK_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (KW_TYPE_TABLE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-link-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, KwLinkPanel, summary);
  gtk_widget_class_bind_template_child (widget_class, KwLinkPanel, ours_title);
  gtk_widget_class_bind_template_child (widget_class, KwLinkPanel, theirs_title);
  gtk_widget_class_bind_template_child (widget_class, KwLinkPanel, rows);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, go_to_end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, go_to_end_cb, "b", TRUE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwlinkpanel");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_link_panel_init (KwLinkPanel *self)
{
  g_weak_ref_init (&self->pointing_to, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_link_panel_new:
 *
 * Makes an empty panel.
 *
 * Returns: (transfer floating): the new panel
 */
GtkWidget *
kw_link_panel_new (void)
{
  return g_object_new (KW_TYPE_LINK_PANEL, NULL);
}

/* "8 hold · 1 not checked" */
static char *
dup_summary (const KsPathLink *link)
{
  guint counts[KS_STATE_FAIL + 1] = { 0 };
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < link->results->len; i++)
    counts[((const KsResult *) g_ptr_array_index (link->results, i))->state]++;
  if (counts[KS_STATE_FAIL] > 0)
    g_string_append_printf (out, ngettext ("%u fails · ", "%u fail · ", counts[KS_STATE_FAIL]),
                            counts[KS_STATE_FAIL]);
  if (counts[KS_STATE_WARNING] > 0)
    g_string_append_printf (out, ngettext ("%u warning · ", "%u warnings · ", counts[KS_STATE_WARNING]),
                            counts[KS_STATE_WARNING]);
  g_string_append_printf (out, ngettext ("%u holds", "%u hold", counts[KS_STATE_PASS]),
                          counts[KS_STATE_PASS]);
  if (counts[KS_STATE_NOT_CHECKED] > 0)
    g_string_append_printf (out,
                            ngettext (" · %u not checked", " · %u not checked", counts[KS_STATE_NOT_CHECKED]),
                            counts[KS_STATE_NOT_CHECKED]);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
set_title (GtkLabel *label, const char *title)
{
  g_autofree char *shown = kw_text_show (title);
  g_autofree char *plain = kw_text_plain (title);

  gtk_label_set_label (label, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), *plain != '\0' ? plain : NULL);
}

static void
add_nothing (KwLinkPanel *self)
{
  GtkWidget *label =
    g_object_new (GTK_TYPE_LABEL, "label", _ ("The issuer is not here, so there is nothing to check."),
                  "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, "nothing");
  gtk_box_append (self->rows, label);
}

/* The certificate below @link, in whichever path of the verdict that is. */
static KsCertificate *
find_child (KsVerdict *verdict, const KsPathLink *link)
{
  guint n = ks_verdict_get_n_paths (verdict);

  for (guint i = 0; i < n + 2; i++) {
    const KsPath *path = i < n    ? ks_verdict_get_path (verdict, i)
                         : i == n ? ks_verdict_get_stored (verdict)
                                  : ks_verdict_get_sent (verdict);
    guint index;

    if (path != NULL && g_ptr_array_find (path->links, link, &index))
      return ((KsPathNode *) g_ptr_array_index (path->nodes, index))->certificate;
  }
  return NULL;
}

static KwDateFault
find_date_fault (KsVerdict *verdict, const KsPathLink *link)
{
  KsCertificate *child = find_child (verdict, link);
  gint64 time = ks_verdict_get_time (verdict);

  if (child == NULL)
    return KW_DATE_NONE;
  if (time < ks_certificate_get_not_before (child))
    return KW_DATE_START;
  return time > ks_certificate_get_not_after (child) ? KW_DATE_END : KW_DATE_NONE;
}

static void
add_rows (KwLinkPanel *self, const KsPathLink *link, KwDateFault fault)
{
  for (guint i = 0; i < link->results->len; i++) {
    GtkWidget *row = kw_check_row_new (g_ptr_array_index (link->results, i), fault);

    g_signal_connect_object (row, "pointed", G_CALLBACK (pointed_cb), self, G_CONNECT_SWAPPED);
    gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) i + 1,
                                    GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) link->results->len, -1);
    gtk_box_append (self->rows, row);
  }
  if (link->results->len == 0)
    add_nothing (self);
}

/**
 * kw_link_panel_set_link:
 * @self: a panel
 * @link: (nullable): the link of a path
 * @owner: (nullable): the verdict that @link belongs to, of which a reference is kept
 * @ours_title: (nullable): what the certificate is called
 * @theirs_title: (nullable): what its issuer is called
 *
 * Shows the checks of a link.
 */
void
kw_link_panel_set_link (KwLinkPanel *self,
                        const KsPathLink *link,
                        KsVerdict *owner,
                        const char *ours_title,
                        const char *theirs_title)
{
  g_autofree char *summary = NULL;

  g_return_if_fail (KW_IS_LINK_PANEL (self));
  g_return_if_fail (link == NULL || KS_IS_VERDICT (owner));

  remove_rows (self);
  g_set_object (&self->owner, owner);
  set_title (self->ours_title, ours_title);
  set_title (self->theirs_title, theirs_title);
  if (link == NULL)
    return;

  summary = link->results->len > 0 ? dup_summary (link) : g_strdup (kw_link_state_word (link->state));
  gtk_label_set_label (self->summary, summary);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, summary, -1);
  add_rows (self, link, find_date_fault (owner, link));
}

/**
 * kw_link_panel_set_pointing_to:
 * @self: a panel
 * @link: (nullable): a widget above the panel, which is not kept alive
 *
 * Lets the notch of the panel point to a link.
 */
void
kw_link_panel_set_pointing_to (KwLinkPanel *self, GtkWidget *link)
{
  g_return_if_fail (KW_IS_LINK_PANEL (self));
  g_return_if_fail (link == NULL || GTK_IS_WIDGET (link));

  g_weak_ref_set (&self->pointing_to, link);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
mark_title (GtkLabel *label, gboolean is_marked)
{
  if (is_marked)
    gtk_widget_add_css_class (GTK_WIDGET (label), "together");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (label), "together");
}

/**
 * kw_link_panel_set_together:
 * @self: a panel
 * @ours: whether the certificate is pointed at
 * @theirs: whether its issuer is
 *
 * Marks the columns of what is pointed at in the drawing.
 */
void
kw_link_panel_set_together (KwLinkPanel *self, gboolean ours, gboolean theirs)
{
  g_return_if_fail (KW_IS_LINK_PANEL (self));

  mark_title (self->ours_title, ours);
  mark_title (self->theirs_title, theirs);
}
