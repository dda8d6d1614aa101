/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-check-row.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kw-explanation.h"
#include "kw-status-mark.h"
#include "kw-table-layout.h"
#include "kw-text.h"

#define HEX_OCTETS 10

struct _KwCheckRow {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  GtkLabel *title;
  GtkLabel *word;
  GtkLabel *ours;
  GtkLabel *theirs;
  KwExplanation *explanation;

  const KsCheck *check;
  KwValueDiff *diff;
  GdkRGBA color;  /* of the parts that are marked */
  guint pointers; /* the pointer and the focus, which may both be here */
};

enum {
  SIGNAL_POINTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwCheckRow, kw_check_row, GTK_TYPE_WIDGET)

static void
show_difference (KwCheckRow *self)
{
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self->mark), &color);
  if (self->diff == NULL || gdk_rgba_equal (&color, &self->color))
    return;
  self->color = color;
  kw_value_diff_mark (self->ours, self->diff->ours, &color);
  kw_value_diff_mark (self->theirs, self->diff->theirs, &color);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  show_difference (KW_CHECK_ROW (widget));
  return G_SOURCE_REMOVE;
}

/* Dark and light, and high contrast, change what the colours are. The mark learns of it after its row. */
static void
kw_check_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (kw_check_row_parent_class)->css_changed (widget, change);
  if (KW_CHECK_ROW (widget)->diff != NULL)
    gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

static void
point (KwCheckRow *self, gboolean comes)
{
  if (!comes && self->pointers == 0)
    return;
  self->pointers += comes ? 1 : -1;
  if (self->pointers == (comes ? 1 : 0))
    g_signal_emit (self, signals[SIGNAL_POINTED], 0, comes);
}

static void
enter_cb (KwCheckRow *self)
{
  point (self, TRUE);
}

static void
leave_cb (KwCheckRow *self)
{
  point (self, FALSE);
}

static void
kw_check_row_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_CHECK_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&KW_CHECK_ROW (object)->diff, kw_value_diff_free);

  G_OBJECT_CLASS (kw_check_row_parent_class)->dispose (object);
}

static void
kw_check_row_class_init (KwCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_check_row_dispose;
  widget_class->css_changed = kw_check_row_css_changed;

  signals[SIGNAL_POINTED] = g_signal_new ("pointed", KW_TYPE_CHECK_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  g_type_ensure (KW_TYPE_TABLE_LAYOUT);
  g_type_ensure (KW_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, mark);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, title);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, word);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, ours);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, theirs);
  gtk_widget_class_bind_template_child (widget_class, KwCheckRow, explanation);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwcheck");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
kw_check_row_init (KwCheckRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* Octets as “8C 41 6F D2”, more of them than fit in a column. */
static gboolean
is_long_hex (const char *value)
{
  gsize size = strlen (value);

  if (size < 3 * HEX_OCTETS || size % 3 != 2)
    return FALSE;
  for (gsize i = 0; i < size; i++)
    if (i % 3 == 2 ? value[i] != ' ' : !g_ascii_isxdigit (value[i]))
      return FALSE;
  return TRUE;
}

/* An identifier that differs is shown whole: the difference may be in its middle. */
static char *
dup_shown (const char *value, gboolean is_whole)
{
  gsize size;

  if (value == NULL || *value == '\0')
    return g_strdup ("—");
  if (is_whole || !is_long_hex (value))
    return kw_text_show (value);
  size = strlen (value);
  return g_strdup_printf ("%.11s … %s", value, value + size - 8);
}

static void
set_value (GtkLabel *label, const char *value, gboolean is_whole)
{
  g_autofree char *shown = dup_shown (value, is_whole);
  g_autofree char *plain = kw_text_plain (value);

  gtk_label_set_label (label, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), *plain != '\0' ? plain : NULL);
  if (value != NULL && is_long_hex (value))
    gtk_widget_add_css_class (GTK_WIDGET (label), "monospace");
}

static gboolean
is_empty (const char *value)
{
  return value == NULL || *value == '\0';
}

/* What is not checked has a reason in the place of the values. */
static void
set_values (KwCheckRow *self, const KsResult *result)
{
  gboolean is_reason =
    is_empty (result->theirs) && (is_empty (result->ours) || result->state == KS_STATE_NOT_CHECKED);
  gboolean is_whole = result->state >= KS_STATE_WARNING;

  gtk_widget_set_visible (GTK_WIDGET (self->theirs), !is_reason);
  if (is_reason) {
    set_value (self->ours, is_empty (result->ours) ? result->sentence : result->ours, is_whole);
    gtk_widget_add_css_class (GTK_WIDGET (self->ours), "dimmed");
  } else {
    set_value (self->ours, result->ours, is_whole);
    set_value (self->theirs, result->theirs, is_whole);
  }
}

static void
set_difference (KwCheckRow *self, const KsResult *result, KwDateFault fault)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->theirs)))
    return;
  self->diff =
    kw_value_diff_new (result, gtk_label_get_label (self->ours), gtk_label_get_label (self->theirs), fault);
  show_difference (self);
}

/* What is loud is said in a word, too. */
static void
set_word (KwCheckRow *self, KsState state)
{
  gtk_widget_set_visible (GTK_WIDGET (self->word), state >= KS_STATE_WARNING);
  gtk_label_set_label (self->word, ks_state_get_word (state));
  gtk_widget_add_css_class (GTK_WIDGET (self->word), state == KS_STATE_FAIL ? "error" : "warning");
}

/* Both values, and what they do not have in common. */
static char *
dup_spoken (KwCheckRow *self, const KsResult *result, const char *sentence)
{
  GString *out = g_string_new (sentence);
  g_autofree char *ours = kw_text_plain (result->ours);
  g_autofree char *theirs = kw_text_plain (result->theirs);
  g_autofree char *our_parts = NULL;
  g_autofree char *their_parts = NULL;

  if (self->diff == NULL)
    return g_string_free_and_steal (out);
  /* Translators: the value of a certificate, and the one of its issuer that it is compared with */
  g_string_append_printf (out, _ (" Here: %s. There: %s."), *ours != '\0' ? ours : "—",
                          *theirs != '\0' ? theirs : "—");
  our_parts = kw_value_diff_dup_parts (self->diff->ours, gtk_label_get_label (self->ours));
  their_parts = kw_value_diff_dup_parts (self->diff->theirs, gtk_label_get_label (self->theirs));
  if (*our_parts != '\0' || *their_parts != '\0')
    /* Translators: the parts of two values that are not alike */
    g_string_append_printf (out, _ (" Different: “%s” and “%s”."), our_parts, their_parts);
  return g_string_free_and_steal (out);
}

static void
describe (KwCheckRow *self, const KsResult *result, const char *title)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", title, ks_state_get_word (result->state));
  g_autofree char *sentence = kw_text_plain (result->sentence);
  g_autofree char *spoken = dup_spoken (self, result, sentence);
  g_autofree char *tooltip = NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
  if (result->check->reference != NULL)
    tooltip = *sentence != '\0' ? g_strdup_printf ("%s\n%s", sentence, result->check->reference)
                                : g_strdup (result->check->reference);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
}

static void
explain (KwCheckRow *self)
{
  g_autofree char *id = g_strconcat ("check:", self->check->id, NULL);

  kw_explanation_set_id (self->explanation, id);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_DETAILS, self->explanation,
                                  NULL, -1);
}

/**
 * kw_check_row_new:
 * @result: the result of a check
 * @fault: which end of a validity period fails
 *
 * Makes the row of a check.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_check_row_new (const KsResult *result, KwDateFault fault)
{
  KwCheckRow *self = g_object_new (KW_TYPE_CHECK_ROW, NULL);
  const char *title = g_dgettext (GETTEXT_PACKAGE, result->check->title);

  self->check = result->check;
  kw_status_mark_set_state (self->mark, result->state);
  gtk_label_set_label (self->title, title);
  set_word (self, result->state);
  set_values (self, result);
  set_difference (self, result, fault);
  describe (self, result, title);
  explain (self);
  return GTK_WIDGET (self);
}

/**
 * kw_check_row_get_check:
 * @self: a row
 *
 * Returns: (transfer none): the row of the table of checks that it is about
 */
const KsCheck *
kw_check_row_get_check (KwCheckRow *self)
{
  g_return_val_if_fail (KW_IS_CHECK_ROW (self), NULL);

  return self->check;
}
