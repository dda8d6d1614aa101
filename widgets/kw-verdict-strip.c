/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-verdict-strip.h"

#include <glib/gi18n.h>

#include "kw-status-mark.h"
#include "kw-strip-layout.h"

typedef struct {
  GtkWidget *button;
  KwStatusMark *mark;
  GtkLabel *value;
} Cell;

struct _KwVerdictStrip {
  GtkWidget parent_instance;

  Cell cells[KS_N_PARTS];
};

enum {
  SIGNAL_PART_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwVerdictStrip, kw_verdict_strip, GTK_TYPE_WIDGET)

static const char *const part_titles[KS_N_PARTS] = {
  [KS_PART_STORED] = N_ ("Chain as stored"),
  [KS_PART_PATH] = N_ ("Path to an anchor"),
  [KS_PART_HOSTS] = N_ ("Host names"),
  [KS_PART_KEY] = N_ ("Private key"),
};

static void
clicked_cb (KwVerdictStrip *self, GtkWidget *button)
{
  for (guint i = 0; i < KS_N_PARTS; i++)
    if (self->cells[i].button == button)
      g_signal_emit (self, signals[SIGNAL_PART_ACTIVATED], 0, i);
}

static GtkWidget *
new_label (const char *text, const char *const *classes)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "css-classes", classes, "wrap", TRUE,
                       "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
}

static void
add_cell (KwVerdictStrip *self, KsPart part)
{
  Cell *cell = &self->cells[part];
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *mark = kw_status_mark_new (KS_STATE_NOT_CHECKED);
  GtkWidget *value = new_label ("—", (const char *[]) { "heading", NULL });

  gtk_box_append (GTK_BOX (words),
                  new_label (_ (part_titles[part]), (const char *[]) { "caption", "dimmed", NULL }));
  gtk_box_append (GTK_BOX (words), value);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (content), mark);
  gtk_box_append (GTK_BOX (content), words);

  cell->mark = KW_STATUS_MARK (mark);
  cell->value = GTK_LABEL (value);
  cell->button = g_object_new (GTK_TYPE_BUTTON, "child", content, "has-frame", FALSE, NULL);
  gtk_widget_add_css_class (cell->button, "cell");
  g_signal_connect_object (cell->button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (cell->button, GTK_WIDGET (self));
}

static void
append_line (GtkSnapshot *snapshot, const GdkRGBA *color, float x, float y, float width, float height)
{
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* The lines between the cells. */
static void
kw_verdict_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int columns = kw_strip_layout_is_row (widget, width) ? KS_N_PARTS : KS_N_PARTS / 2;
  GdkRGBA color;

  GTK_WIDGET_CLASS (kw_verdict_strip_parent_class)->snapshot (widget, snapshot);

  gtk_widget_get_color (KW_VERDICT_STRIP (widget)->cells[0].button, &color);
  for (int i = 1; i < columns; i++)
    append_line (snapshot, &color, (float) (i * width / columns), 0, 1, (float) height);
  if (columns < KS_N_PARTS)
    append_line (snapshot, &color, 0, (float) (height / 2), (float) width, 1);
}

static void
kw_verdict_strip_dispose (GObject *object)
{
  KwVerdictStrip *self = KW_VERDICT_STRIP (object);

  for (guint i = 0; i < KS_N_PARTS; i++)
    g_clear_pointer (&self->cells[i].button, gtk_widget_unparent);

  G_OBJECT_CLASS (kw_verdict_strip_parent_class)->dispose (object);
}

static void
kw_verdict_strip_class_init (KwVerdictStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_verdict_strip_dispose;
  widget_class->snapshot = kw_verdict_strip_snapshot;

  signals[SIGNAL_PART_ACTIVATED] = g_signal_new ("part-activated", KW_TYPE_VERDICT_STRIP, G_SIGNAL_RUN_LAST,
                                                 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_layout_manager_type (widget_class, KW_TYPE_STRIP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_verdict_strip_init (KwVerdictStrip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Verdict"), -1);
  for (KsPart part = 0; part < KS_N_PARTS; part++)
    add_cell (self, part);
  kw_verdict_strip_set_verdict (self, NULL);
}

/**
 * kw_verdict_strip_new:
 *
 * Makes a strip in which nothing is checked yet.
 *
 * Returns: (transfer floating): the new strip
 */
GtkWidget *
kw_verdict_strip_new (void)
{
  return g_object_new (KW_TYPE_VERDICT_STRIP, NULL);
}

/**
 * kw_verdict_strip_set_verdict:
 * @self: a strip
 * @verdict: (nullable): a verdict, of which nothing is kept
 *
 * Shows the four parts of a verdict.
 */
void
kw_verdict_strip_set_verdict (KwVerdictStrip *self, KsVerdict *verdict)
{
  g_return_if_fail (KW_IS_VERDICT_STRIP (self));

  for (KsPart part = 0; part < KS_N_PARTS; part++) {
    const KsPartVerdict *result = verdict != NULL ? ks_verdict_get_part (verdict, part) : NULL;
    KsState state = result != NULL ? result->state : KS_STATE_NOT_CHECKED;
    const char *value = result != NULL ? result->value : _ ("Not checked");
    g_autofree char *name =
      g_strdup_printf ("%s: %s, %s", _ (part_titles[part]), value, ks_state_get_word (state));

    kw_status_mark_set_state (self->cells[part].mark, state);
    gtk_label_set_label (self->cells[part].value, value);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[part].button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    name, -1);
  }
}
