/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-link.h"

#include "kw-chain-layout.h"
#include "kw-chain-shape.h"
#include "kw-status-mark.h"
#include "kw-text.h"

#define SMALL_MARK_SIZE 16

struct _KwChainLink {
  GtkButton parent_instance;

  GtkWidget *mark;
  GtkWidget *word;
  KsLinkState state;
  KwChainForm form;
  gboolean is_last;
  gboolean is_small;
  KsLinkState from; /* while it changes */
  double progress;
};

/* How much of a change the drawing takes; then mark and word follow. */
#define DRAWN 0.6
#define PARTS_BY 8

G_DEFINE_FINAL_TYPE (KwChainLink, kw_chain_link, GTK_TYPE_BUTTON)

static gboolean
is_rtl (KwChainLink *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* Where the middle of the drawing is. */
static graphene_point_t
get_middle (KwChainLink *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->is_small)
    return GRAPHENE_POINT_INIT ((float) width / 2, (float) height / 2);
  return kw_chain_plan_get_link_middle (self->form, width, height, is_rtl (self));
}

static void
place (GtkWidget *child, float x, float y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { (int) x, (int) y, width, height }, -1);
}

static void
kw_chain_link_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
kw_chain_link_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwChainLink *self = KW_CHAIN_LINK (widget);
  graphene_point_t middle = get_middle (self);
  GtkRequisition mark, word;
  int word_width;

  gtk_widget_get_preferred_size (self->mark, NULL, &mark);
  gtk_widget_get_preferred_size (self->word, NULL, &word);
  place (self->mark, middle.x - (float) mark.width / 2, middle.y - (float) mark.height / 2, mark.width,
         mark.height);
  if (self->is_small)
    return;

  if (self->form == KW_CHAIN_VERTICAL) {
    word_width = MIN (word.width, MAX (0, width - KW_LINK_SIDE - KW_LINK_WORD_SIDE_OFFSET));
    place (self->word,
           is_rtl (self) ? middle.x - KW_LINK_WORD_SIDE_OFFSET - (float) word_width
                         : middle.x + KW_LINK_WORD_SIDE_OFFSET,
           middle.y - (float) word.height / 2, word_width, word.height);
  } else {
    place (self->word, middle.x - (float) word.width / 2, middle.y + KW_LINK_WORD_OFFSET, word.width,
           word.height);
  }
}

/* A piece of the link, from @start to @end along it in px from its middle, moved by @offset along it. */
static void
append_piece (KwChainLink *self,
              GtkSnapshot *snapshot,
              const KwChainShape *shape,
              const GdkRGBA *color,
              float start,
              float end,
              float offset)
{
  gboolean hangs = self->form == KW_CHAIN_VERTICAL;
  const float reach = 100;
  graphene_rect_t clip;

  graphene_rect_init (&clip, hangs ? -reach : start, hangs ? start : -reach, hangs ? 2 * reach : end - start,
                      hangs ? end - start : 2 * reach);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (hangs ? 0 : offset, hangs ? offset : 0));
  gtk_snapshot_push_clip (snapshot, &clip);
  kw_chain_shape_append_link (shape, snapshot, color);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

/* Dashes turn solid from both ends; the halves of what breaks part. */
static void
append_drawing (KwChainLink *self, GtkSnapshot *snapshot, const KwChainShape *shape, const GdkRGBA *color)
{
  float done = (float) MIN (1, self->progress / DRAWN);
  gboolean was_dashed = self->from == KS_LINK_MISSING || self->from == KS_LINK_UNTESTED;
  gboolean is_solid = self->state == KS_LINK_HOLDS || self->state == KS_LINK_WEAK;
  const float half = 50;
  KwChainShape old = *shape;

  old.state = self->from;
  if (done < 1 && was_dashed && is_solid) {
    float open = half * (1 - done);

    append_piece (self, snapshot, &old, color, -open, open, 0);
    append_piece (self, snapshot, shape, color, -half, -open, 0);
    append_piece (self, snapshot, shape, color, open, half, 0);
  } else if (done < 1 && self->state == KS_LINK_BROKEN && self->from != KS_LINK_BROKEN) {
    append_piece (self, snapshot, shape, color, -half, 0, PARTS_BY / 2.0f * (1 - done));
    append_piece (self, snapshot, shape, color, 0, half, -PARTS_BY / 2.0f * (1 - done));
  } else {
    kw_chain_shape_append_link (shape, snapshot, color);
  }
}

static void
kw_chain_link_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwChainLink *self = KW_CHAIN_LINK (widget);
  graphene_point_t middle = get_middle (self);
  KwChainShape shape = { .state = self->state, .form = self->form, .is_small = self->is_small };
  double shown = self->from == self->state ? 1 : CLAMP ((self->progress - DRAWN) / (1 - DRAWN), 0, 1);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  shape.eyelet_start = self->form != KW_CHAIN_VERTICAL || !self->is_last;
  shape.eyelet_end = self->form == KW_CHAIN_VERTICAL || !self->is_last;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &middle);
  if (is_rtl (self) && self->form != KW_CHAIN_VERTICAL)
    gtk_snapshot_scale (snapshot, -1, 1);
  append_drawing (self, snapshot, &shape, &color);
  gtk_snapshot_restore (snapshot);

  gtk_snapshot_push_opacity (snapshot, shown);
  gtk_widget_snapshot_child (widget, self->mark, snapshot);
  if (!self->is_small)
    gtk_widget_snapshot_child (widget, self->word, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
kw_chain_link_dispose (GObject *object)
{
  KwChainLink *self = KW_CHAIN_LINK (object);

  g_clear_pointer (&self->mark, gtk_widget_unparent);
  g_clear_pointer (&self->word, gtk_widget_unparent);

  G_OBJECT_CLASS (kw_chain_link_parent_class)->dispose (object);
}

static void
kw_chain_link_class_init (KwChainLinkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_chain_link_dispose;
  widget_class->measure = kw_chain_link_measure;
  widget_class->size_allocate = kw_chain_link_size_allocate;
  widget_class->snapshot = kw_chain_link_snapshot;

  gtk_widget_class_set_css_name (widget_class, "kwlink");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static void
kw_chain_link_init (KwChainLink *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  /* A button's own layout manager would place its one child, and take no notice of these. */
  gtk_widget_set_layout_manager (widget, NULL);
  self->mark = g_object_new (KW_TYPE_STATUS_MARK, "size", KW_LINK_MARK, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_PRESENTATION, "can-target", FALSE, NULL);
  gtk_widget_set_parent (self->mark, widget);
  self->word = g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "caption", NULL },
                             "can-target", FALSE, "ellipsize", PANGO_ELLIPSIZE_NONE, NULL);
  gtk_widget_set_parent (self->word, widget);
}

static const char *
state_class (KsLinkState state)
{
  static const char *const classes[] = {
    [KS_LINK_HOLDS] = "holds",     [KS_LINK_WEAK] = "weak",         [KS_LINK_BROKEN] = "broken",
    [KS_LINK_MISSING] = "missing", [KS_LINK_UNTESTED] = "untested",
  };

  return classes[state];
}

/**
 * kw_chain_link_new:
 * @state: the state of the link
 * @word: the word that stands by it, translated
 *
 * Makes a link.
 *
 * Returns: (transfer floating): the new link
 */
GtkWidget *
kw_chain_link_new (KsLinkState state, const char *word)
{
  KwChainLink *self = g_object_new (KW_TYPE_CHAIN_LINK, NULL);

  self->state = self->from = state;
  self->progress = 1;
  gtk_widget_add_css_class (GTK_WIDGET (self), state_class (state));
  kw_status_mark_set_state (KW_STATUS_MARK (self->mark), kw_link_state_mark (state));
  gtk_label_set_label (GTK_LABEL (self->word), word);
  return GTK_WIDGET (self);
}

/**
 * kw_chain_link_set_state:
 * @self: a link
 * @state: the state of the link
 * @word: the word that stands by it, translated
 *
 * Draws the link in another state, at once.
 */
void
kw_chain_link_set_state (KwChainLink *self, KsLinkState state, const char *word)
{
  g_return_if_fail (KW_IS_CHAIN_LINK (self));

  gtk_label_set_label (GTK_LABEL (self->word), word);
  if (state == self->state)
    return;
  gtk_widget_remove_css_class (GTK_WIDGET (self), state_class (self->state));
  gtk_widget_add_css_class (GTK_WIDGET (self), state_class (state));
  kw_status_mark_set_state (KW_STATUS_MARK (self->mark), kw_link_state_mark (state));
  self->state = self->from = state;
  self->progress = 1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * kw_chain_link_get_state:
 * @self: a link
 *
 * Returns: the state that it was made for
 */
KsLinkState
kw_chain_link_get_state (KwChainLink *self)
{
  g_return_val_if_fail (KW_IS_CHAIN_LINK (self), KS_LINK_UNTESTED);

  return self->state;
}

/**
 * kw_chain_link_set_is_last:
 * @self: a link
 * @is_last: whether it hangs on the ring
 *
 * Tells the link what is at its far end: a card has a hole for it, a ring does not.
 */
void
kw_chain_link_set_is_last (KwChainLink *self, gboolean is_last)
{
  g_return_if_fail (KW_IS_CHAIN_LINK (self));

  self->is_last = is_last;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * kw_chain_link_set_form:
 * @self: a link
 * @form: how the chain is drawn
 *
 * Sets the form, without asking for a new layout: the chain is in the middle of one.
 */
void
kw_chain_link_set_form (KwChainLink *self, KwChainForm form)
{
  g_return_if_fail (KW_IS_CHAIN_LINK (self));

  self->form = form;
}

/**
 * kw_chain_link_set_is_small:
 * @self: a link
 * @is_small: whether it is part of a small drawing, where nothing is opened
 *
 * Draws the link shorter, without its word; it can be neither clicked nor focused.
 */
void
kw_chain_link_set_is_small (KwChainLink *self, gboolean is_small)
{
  g_return_if_fail (KW_IS_CHAIN_LINK (self));

  self->is_small = is_small;
  gtk_widget_set_visible (self->word, !is_small);
  gtk_widget_set_can_target (GTK_WIDGET (self), !is_small);
  gtk_widget_set_focusable (GTK_WIDGET (self), !is_small);
  kw_status_mark_set_size (KW_STATUS_MARK (self->mark), is_small ? SMALL_MARK_SIZE : KW_LINK_MARK);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * kw_chain_link_set_open:
 * @self: a link
 * @open: whether its panel is shown
 *
 * Marks the link whose panel is shown.
 */
void
kw_chain_link_set_open (KwChainLink *self, gboolean open)
{
  g_return_if_fail (KW_IS_CHAIN_LINK (self));

  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
}

/**
 * kw_chain_link_set_change:
 * @self: a link
 * @from: the state in which it was before
 * @progress: from 0, where it still is, to 1, where it is what it is
 *
 * Draws the link on its way from one state to another: dashes turn solid from both ends, the halves of what breaks part by 8 px.
 */
void
kw_chain_link_set_change (KwChainLink *self, KsLinkState from, double progress)
{
  g_return_if_fail (KW_IS_CHAIN_LINK (self));

  if (self->from == from && (self->progress == progress || from == self->state))
    return;
  self->from = progress < 1 ? from : self->state;
  self->progress = progress;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * kw_chain_link_get_word_width:
 * @self: a link
 *
 * Returns: what the word needs, in px
 */
int
kw_chain_link_get_word_width (KwChainLink *self)
{
  int natural = 0;

  g_return_val_if_fail (KW_IS_CHAIN_LINK (self), 0);

  gtk_widget_measure (self->word, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/**
 * kw_chain_link_get_ascent:
 * @self: a link
 *
 * Returns: from the top of its area to the middle of the drawing, in px
 */
int
kw_chain_link_get_ascent (KwChainLink *self)
{
  return KW_LINK_ASCENT;
}

/**
 * kw_chain_link_get_descent:
 * @self: a link
 *
 * Returns: from the middle of the drawing to the bottom of its area, in px
 */
int
kw_chain_link_get_descent (KwChainLink *self)
{
  int natural = 0;

  g_return_val_if_fail (KW_IS_CHAIN_LINK (self), 0);

  gtk_widget_measure (self->word, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  return MAX (KW_LINK_DESCENT, KW_LINK_WORD_OFFSET + natural + 4);
}
