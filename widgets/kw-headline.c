/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-headline.h"

#include "kw-status-mark.h"

/* A spinner that comes sooner only makes a quick check look slow. */
#define WAITING_DELAY_MS 300

struct _KwHeadline {
  AdwBin parent_instance;

  guint waiting_source;

  GtkStack *stack;
  KwStatusMark *mark;
  GtkLabel *label;
  GtkLabel *detail;
};

G_DEFINE_FINAL_TYPE (KwHeadline, kw_headline, ADW_TYPE_BIN)

static void
show_page (KwHeadline *self, const char *page)
{
  gtk_stack_set_visible_child_name (self->stack, page);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
waiting_cb (gpointer data)
{
  KwHeadline *self = data;

  self->waiting_source = 0;
  show_page (self, "waiting");
}

static void
kw_headline_dispose (GObject *object)
{
  KwHeadline *self = KW_HEADLINE (object);

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  /* The bin would unparent its child a second time. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), KW_TYPE_HEADLINE);

  G_OBJECT_CLASS (kw_headline_parent_class)->dispose (object);
}

static void
kw_headline_class_init (KwHeadlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_headline_dispose;

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/widgets/kw-headline.ui");
  gtk_widget_class_bind_template_child (widget_class, KwHeadline, stack);
  gtk_widget_class_bind_template_child (widget_class, KwHeadline, mark);
  gtk_widget_class_bind_template_child (widget_class, KwHeadline, label);
  gtk_widget_class_bind_template_child (widget_class, KwHeadline, detail);
}

static void
kw_headline_init (KwHeadline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_headline_new:
 *
 * Returns: (transfer floating): a headline that is not visible until it has something to say
 */
GtkWidget *
kw_headline_new (void)
{
  return g_object_new (KW_TYPE_HEADLINE, NULL);
}

/**
 * kw_headline_set_verdict:
 * @self: the headline
 * @verdict: (nullable): what it says; %NULL hides it
 */
void
kw_headline_set_verdict (KwHeadline *self, KsVerdict *verdict)
{
  const char *detail;

  g_return_if_fail (KW_IS_HEADLINE (self));

  g_clear_handle_id (&self->waiting_source, g_source_remove);
  if (verdict == NULL) {
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
    return;
  }
  detail = ks_verdict_get_headline_detail (verdict);
  kw_status_mark_set_state (self->mark, ks_verdict_get_state (verdict));
  gtk_label_set_label (self->label, ks_verdict_get_headline (verdict));
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  show_page (self, "verdict");
}

/**
 * kw_headline_set_stored:
 * @self: the headline
 * @verdict: about an entry with a chain
 *
 * Says what clients see that get the chain as it is stored. What was found elsewhere does not help them.
 */
void
kw_headline_set_stored (KwHeadline *self, KsVerdict *verdict)
{
  const KsPath *stored;

  g_return_if_fail (KW_IS_HEADLINE (self));
  g_return_if_fail (KS_IS_VERDICT (verdict));

  kw_headline_set_verdict (self, verdict);
  stored = ks_verdict_get_stored (verdict);
  if (stored == NULL || stored->missing == NULL)
    return;
  kw_status_mark_set_state (self->mark, stored->state);
  gtk_label_set_label (self->label, stored->sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), FALSE);
}

/**
 * kw_headline_start_waiting:
 * @self: the headline
 *
 * Shows the spinner after 300 ms, if kw_headline_set_verdict() was not called by then.
 */
void
kw_headline_start_waiting (KwHeadline *self)
{
  g_return_if_fail (KW_IS_HEADLINE (self));

  if (self->waiting_source == 0)
    self->waiting_source = g_timeout_add_once (WAITING_DELAY_MS, waiting_cb, self);
}
