/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-layout.h"

#include "kw-chain-link.h"
#include "kw-chain-ring.h"
#include "kw-length.h"

/* visual.md section 7 */
#define CARD_HEIGHT 150
#define VERTICAL_HEIGHT 76
#define VERTICAL_WIDTH 420
#define VERTICAL_GAP 38
#define VERTICAL_WORD 60
#define WORD_MARGIN 4

typedef struct {
  int narrowest;
  int widest;
  int gap;
} Limits;

static const Limits limits[] = {
  [KW_CHAIN_FULL] = { 168, 220, 60 },
  [KW_CHAIN_TIGHT] = { 144, 168, 44 },
};

static int
count_cards (const KwChainMeasure *measure)
{
  return (int) measure->n_parts / 2;
}

static int
max_width_of_cards (const KwChainMeasure *measure, KwChainForm form, int size)
{
  for (guint i = 0; i + 1 < measure->n_parts; i += 2)
    size = MAX (size, measure->get_width (measure->data, i, form));
  return size;
}

static int
max_height_of_cards (const KwChainMeasure *measure, KwChainForm form, int width, int size)
{
  for (guint i = 0; i + 1 < measure->n_parts; i += 2)
    size = MAX (size, measure->get_height (measure->data, i, form, width));
  return size;
}

static int
get_word_width (const KwChainMeasure *measure, guint link)
{
  int width, height;

  measure->get_word_size (measure->data, link, &width, &height);
  return width;
}

static int
max_word_width (const KwChainMeasure *measure)
{
  int width = 0;

  for (guint i = 1; i < measure->n_parts; i += 2)
    width = MAX (width, get_word_width (measure, i));
  return width;
}

static int
measure_ring (const KwChainMeasure *measure, KwChainForm form, int width)
{
  return measure->get_height (measure->data, measure->n_parts - 1, form, width);
}

/* A row of cards, when @width is enough for it. */
static gboolean
try_row (KwChainPlan *self, const KwChainMeasure *measure, KwChainForm form, int width)
{
  int n = count_cards (measure);
  int narrowest = max_width_of_cards (measure, form, limits[form].narrowest);
  int widest = MAX (limits[form].widest, narrowest);

  self->form = form;
  self->gap = MAX (limits[form].gap, max_word_width (measure) + WORD_MARGIN);
  self->card_width = MIN ((width - KW_RING_COLUMN - self->gap * n) / n, widest);
  if (self->card_width < narrowest)
    return FALSE;

  self->card_height =
    max_height_of_cards (measure, form, self->card_width, form == KW_CHAIN_FULL ? CARD_HEIGHT : 0);
  self->ring_height = measure_ring (measure, form, -1);
  self->total_width = (self->card_width + self->gap) * n + KW_RING_COLUMN - KW_RING_MARGIN;
  self->total_height = MAX (self->card_height, self->card_height / 2 + (self->ring_height + 1) / 2);
  return TRUE;
}

static void
plan_column (KwChainPlan *self, const KwChainMeasure *measure, int width)
{
  int n = count_cards (measure);

  self->form = KW_CHAIN_VERTICAL;
  self->gap = VERTICAL_GAP;
  self->card_width = MIN (width, VERTICAL_WIDTH);
  self->card_height = max_height_of_cards (measure, KW_CHAIN_VERTICAL, self->card_width, VERTICAL_HEIGHT);
  self->ring_height = measure_ring (measure, KW_CHAIN_VERTICAL, self->card_width);
  self->total_width = self->card_width;
  self->total_height = self->ring_height + (self->card_height + self->gap) * n;
}

/**
 * kw_chain_plan_init_for:
 * @self: a plan on the stack
 * @measure: the sizes of the parts
 * @width: what there is, in px
 *
 * Chooses how to draw a chain in a width: as a row of cards, as a tight row, else hanging down from the ring.
 */
void
kw_chain_plan_init_for (KwChainPlan *self, const KwChainMeasure *measure, int width)
{
  *self = (KwChainPlan) { 0 };
  if (measure->n_parts == 0)
    return;

  if (width >= measure->row_from &&
      (try_row (self, measure, KW_CHAIN_FULL, width) || try_row (self, measure, KW_CHAIN_TIGHT, width)))
    return;
  plan_column (self, measure, width);
}

/**
 * kw_chain_plan_get_row_width:
 * @n: number of cards
 *
 * Returns: what a row of the widest cards takes, with its ring, in px
 */
int
kw_chain_plan_get_row_width (guint n)
{
  return (limits[KW_CHAIN_FULL].widest + limits[KW_CHAIN_FULL].gap) * (int) n + KW_RING_COLUMN;
}

/**
 * kw_chain_plan_get_link_middle:
 * @form: how the chain is drawn
 * @width: of the link's area, in px
 * @height: of the link's area, in px
 * @rtl: whether text starts at the right
 *
 * Returns: the middle of the link's drawing, from the top left of its area
 */
graphene_point_t
kw_chain_plan_get_link_middle (KwChainForm form, int width, int height, gboolean rtl)
{
  if (form != KW_CHAIN_VERTICAL)
    return GRAPHENE_POINT_INIT ((float) width / 2, KW_LINK_ASCENT);
  return GRAPHENE_POINT_INIT ((float) (rtl ? width - KW_LINK_SIDE : KW_LINK_SIDE), (float) height / 2);
}

/* From inline start to inline end; a rectangle's x is its left edge in the end. */
static GdkRectangle
make_place (int start, int y, int width, int height, int full_width, gboolean rtl)
{
  return (GdkRectangle) { rtl ? full_width - start - width : start, y, width, height };
}

static void
place_row (const KwChainPlan *self,
           const KwChainMeasure *measure,
           int width,
           gboolean rtl,
           GdkRectangle *places)
{
  int start = MAX (0, (width - self->total_width) / 2);
  int middle = self->card_height / 2;

  for (guint i = 0; i < measure->n_parts; i++) {
    if (i % 2 == 1) {
      int word_width, word_height, descent;

      measure->get_word_size (measure->data, i, &word_width, &word_height);
      descent = MAX (KW_LINK_DESCENT, KW_LINK_WORD_OFFSET + word_height + 4);
      places[i] =
        make_place (start, middle - KW_LINK_ASCENT, self->gap, KW_LINK_ASCENT + descent, width, rtl);
      start += self->gap;
    } else if (i + 1 < measure->n_parts) {
      places[i] = make_place (start, 0, self->card_width, self->card_height, width, rtl);
      start += self->card_width;
    } else {
      places[i] = make_place (start - KW_RING_MARGIN, middle - self->ring_height / 2, KW_RING_COLUMN,
                              self->ring_height, width, rtl);
    }
  }
}

static void
place_column (const KwChainPlan *self,
              const KwChainMeasure *measure,
              int width,
              gboolean rtl,
              GdkRectangle *places)
{
  int left = (width - self->card_width) / 2;
  int axis = width / 2;
  int y = 0;

  for (guint i = measure->n_parts; i-- > 0;) {
    if (i % 2 == 1) {
      int link_width = VERTICAL_WORD + get_word_width (measure, i);

      link_width = MIN (link_width, KW_LINK_SIDE + self->card_width / 2);
      places[i] = (GdkRectangle) { rtl ? axis + KW_LINK_SIDE - link_width : axis - KW_LINK_SIDE, y,
                                   link_width, self->gap };
      y += self->gap;
    } else {
      int height = i + 1 == measure->n_parts ? self->ring_height : self->card_height;

      places[i] = (GdkRectangle) { left, y, self->card_width, height };
      y += height;
    }
  }
}

/**
 * kw_chain_plan_place:
 * @self: a plan made for @width
 * @measure: the sizes of the parts
 * @width: what there is, in px
 * @rtl: whether a row starts at the right; a column reads the same both ways
 * @places: (out caller-allocates): where each part goes
 *
 * Places all parts.
 */
void
kw_chain_plan_place (const KwChainPlan *self,
                     const KwChainMeasure *measure,
                     int width,
                     gboolean rtl,
                     GdkRectangle *places)
{
  if (self->form == KW_CHAIN_VERTICAL)
    place_column (self, measure, width, rtl, places);
  else
    place_row (self, measure, width, rtl, places);
}

/* ---- a drawing made of widgets ---- */

static int
measure_widget (GPtrArray *parts,
                guint part,
                KwChainForm form,
                GtkOrientation orientation,
                int for_size,
                gboolean natural)
{
  int sizes[2];

  kw_chain_node_measure_form (g_ptr_array_index (parts, part), form, orientation, for_size, &sizes[0],
                              &sizes[1]);
  return sizes[natural];
}

static int
get_widget_width (gpointer parts, guint part, KwChainForm form)
{
  return measure_widget (parts, part, form, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);
}

static int
get_widget_height (gpointer parts, guint part, KwChainForm form, int width)
{
  return measure_widget (parts, part, form, GTK_ORIENTATION_VERTICAL, width, TRUE);
}

static void
get_widget_word_size (gpointer parts, guint part, int *width, int *height)
{
  KwChainLink *link = g_ptr_array_index ((GPtrArray *) parts, part);

  *width = kw_chain_link_get_word_width (link);
  *height = kw_chain_link_get_descent (link) - KW_LINK_WORD_OFFSET - 4;
}

static KwChainMeasure
measure_widgets (GPtrArray *parts)
{
  int row_from = parts->len > 0 ? kw_length_scaled (parts->pdata[0], KW_CHAIN_ROW_FROM) : KW_CHAIN_ROW_FROM;

  return (KwChainMeasure) { .n_parts = parts->len,
                            .row_from = row_from,
                            .data = parts,
                            .get_width = get_widget_width,
                            .get_height = get_widget_height,
                            .get_word_size = get_widget_word_size };
}

/**
 * kw_chain_plan_init:
 * @self: a plan on the stack
 * @parts: the parts of the chain
 * @width: what there is, in px
 *
 * As kw_chain_plan_init_for(), for widgets.
 */
void
kw_chain_plan_init (KwChainPlan *self, GPtrArray *parts, int width)
{
  KwChainMeasure measure = measure_widgets (parts);

  kw_chain_plan_init_for (self, &measure, width);
}

/**
 * kw_chain_plan_measure_width:
 * @parts: the parts of the chain
 * @minimum: (out): what the vertical drawing needs, in px
 * @natural: (out): what a row of wide cards takes, in px
 *
 * Measures the chain's width.
 */
void
kw_chain_plan_measure_width (GPtrArray *parts, int *minimum, int *natural)
{
  KwChainMeasure measure = measure_widgets (parts);

  *minimum = *natural = 0;
  if (parts->len == 0)
    return;

  *minimum = max_width_of_cards (&measure, KW_CHAIN_VERTICAL, 2 * KW_RING_COLUMN);
  *natural = MAX (*minimum, kw_chain_plan_get_row_width (parts->len / 2));
}

/**
 * kw_chain_plan_allocate:
 * @self: a plan made for @width
 * @parts: the parts of the chain
 * @width: what there is, in px
 * @rtl: whether a row starts at the right; a column reads the same both ways
 *
 * Tells all widgets the form, and gives them their places.
 */
void
kw_chain_plan_allocate (const KwChainPlan *self, GPtrArray *parts, int width, gboolean rtl)
{
  KwChainMeasure measure = measure_widgets (parts);
  g_autofree GdkRectangle *places = g_new (GdkRectangle, parts->len);

  for (guint i = 0; i < parts->len; i++) {
    gpointer part = g_ptr_array_index (parts, i);

    if (KW_IS_CHAIN_LINK (part))
      kw_chain_link_set_form (part, self->form);
    else
      kw_chain_node_set_form (part, self->form);
  }
  kw_chain_plan_place (self, &measure, width, rtl, places);
  for (guint i = 0; i < parts->len; i++)
    gtk_widget_size_allocate (g_ptr_array_index (parts, i), &places[i], -1);
}
