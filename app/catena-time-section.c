/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-time-section.h"

#include <glib/gi18n.h>

#include "kw-explanation.h"
#include "kw-status-mark.h"
#include "kw-text.h"
#include "kw-validity-view.h"

/* The verdict is read out when the slider rests, and not for each day that it passes. */
#define REST_MS 800

struct _CatenaTimeSection {
  GtkBox parent_instance;

  KsEntry *entry;
  KsVerdict *verdict;
  gint64 now;
  gint64 time;
  char *said;    /* what was read out last */
  guint rest_id; /* while the slider may go on */

  GtkScrolledWindow *scroller; /* while the place of the section in it is kept; not owned */
  float kept_y;

  GtkLabel *sentence_label;
  GtkWidget *today_button;
  KwValidityView *view;
  KwStatusMark *mark;
  GtkLabel *verdict_label;
};

static void catena_time_section_iface_init (CatenaEntrySectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaTimeSection,
                               catena_time_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_ENTRY_SECTION,
                                                      catena_time_section_iface_init))

enum {
  SIGNAL_TIME_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rest_cb (gpointer data)
{
  CatenaTimeSection *self = data;
  const char *headline = self->verdict != NULL ? ks_verdict_get_headline (self->verdict) : NULL;

  self->rest_id = 0;
  if (headline != NULL && g_set_str (&self->said, headline))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), headline, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
wait_for_rest (CatenaTimeSection *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add_once (REST_MS, rest_cb, self);
}

static void
time_chosen_cb (CatenaTimeSection *self, gint64 time)
{
  wait_for_rest (self);
  g_signal_emit (self, signals[SIGNAL_TIME_CHOSEN], 0, time);
}

static void
today_cb (CatenaTimeSection *self)
{
  time_chosen_cb (self, 0);
}

static gboolean
find_place (CatenaTimeSection *self, GtkScrolledWindow *scroller, float *y)
{
  graphene_point_t place;

  if (scroller == NULL ||
      !gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (scroller), &GRAPHENE_POINT_INIT_ZERO, &place))
    return FALSE;
  *y = place.y;
  return TRUE;
}

/* In the same frame, after the page was laid out. */
static void
layout_cb (CatenaTimeSection *self, GdkFrameClock *clock)
{
  GtkScrolledWindow *scroller = self->scroller;
  float y;

  g_signal_handlers_disconnect_by_func (clock, layout_cb, self);
  self->scroller = NULL;
  if (find_place (self, scroller, &y) && y != self->kept_y) {
    GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scroller);

    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + y - self->kept_y);
  }
}

/* What another date brings above the slider, or takes away, is not to move it from under the pointer. */
static void
keep_place (CatenaTimeSection *self)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (self->scroller != NULL || clock == NULL || focus == NULL ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view)) ||
      !find_place (self, GTK_SCROLLED_WINDOW (scroller), &self->kept_y))
    return;
  self->scroller = GTK_SCROLLED_WINDOW (scroller);
  g_signal_connect_object (clock, "layout", G_CALLBACK (layout_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
}

static void
show_verdict (CatenaTimeSection *self, KsVerdict *verdict)
{
  kw_status_mark_set_state (self->mark, ks_verdict_get_state (verdict));
  gtk_label_set_label (self->verdict_label, ks_verdict_get_headline (verdict));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->verdict_label), ks_verdict_get_headline (verdict));
}

static void
show_timeline (CatenaTimeSection *self, KsVerdict *verdict)
{
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  g_autoptr (KsTimeline) timeline = path != NULL ? ks_timeline_new (path) : NULL;
  g_autofree char *sentence = timeline != NULL ? ks_timeline_dup_sentence (timeline, self->now) : NULL;
  g_autofree char *shown = sentence != NULL ? kw_text_show (sentence) : NULL;

  kw_validity_view_set_timeline (self->view, timeline, self->now);
  gtk_label_set_label (self->sentence_label, shown != NULL ? shown : "");
  gtk_widget_set_visible (GTK_WIDGET (self), timeline != NULL);
}

static void
catena_time_section_set_entry (CatenaEntrySection *section, KsEntry *entry, gint64 now)
{
  CatenaTimeSection *self = CATENA_TIME_SECTION (section);

  if (!g_set_object (&self->entry, entry))
    return;
  self->now = now;
  g_clear_handle_id (&self->rest_id, g_source_remove);
  kw_validity_view_set_timeline (self->view, NULL, now);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Between two verdicts about one entry what is drawn stays. */
static void
catena_time_section_set_verdict (CatenaEntrySection *section, KsVerdict *verdict)
{
  CatenaTimeSection *self = CATENA_TIME_SECTION (section);

  g_set_object (&self->verdict, verdict);
  if (verdict == NULL)
    return;
  keep_place (self);
  show_verdict (self, verdict);
  show_timeline (self, verdict);
}

static void
catena_time_section_iface_init (CatenaEntrySectionInterface *iface)
{
  iface->set_entry = catena_time_section_set_entry;
  iface->set_verdict = catena_time_section_set_verdict;
}

static void
catena_time_section_dispose (GObject *object)
{
  CatenaTimeSection *self = CATENA_TIME_SECTION (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_TIME_SECTION);
  g_clear_object (&self->entry);
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->said, g_free);

  G_OBJECT_CLASS (catena_time_section_parent_class)->dispose (object);
}

static void
catena_time_section_class_init (CatenaTimeSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_time_section_dispose;

  signals[SIGNAL_TIME_CHOSEN] = g_signal_new ("time-chosen", CATENA_TYPE_TIME_SECTION, G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (KW_TYPE_EXPLANATION);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  g_type_ensure (KW_TYPE_VALIDITY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-time-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeSection, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeSection, today_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeSection, view);
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeSection, mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaTimeSection, verdict_label);
  gtk_widget_class_bind_template_callback (widget_class, today_cb);
  gtk_widget_class_bind_template_callback (widget_class, time_chosen_cb);
}

static void
catena_time_section_init (CatenaTimeSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_time_section_set_time:
 * @self: the section
 * @time: what the verdict is for, in seconds since 1970; 0 for today
 *
 * Moves the slider.
 */
void
catena_time_section_set_time (CatenaTimeSection *self, gint64 time)
{
  g_return_if_fail (CATENA_IS_TIME_SECTION (self));

  self->time = time;
  kw_validity_view_set_time (self->view, time);
  gtk_widget_set_sensitive (self->today_button, time != 0);
}
