/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-chain-layout.h"

#include "kw-chain-link.h"
#include "kw-chain-ring.h"

/* visual.md section 7 */
#define ROW_FROM 600
#define CARD_HEIGHT 150
#define VERTICAL_HEIGHT 76
#define VERTICAL_WIDTH 420
#define VERTICAL_GAP 38
#define VERTICAL_SIDE 33
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

static KwChainNode *
node_at (GPtrArray *parts, guint index)
{
  return g_ptr_array_index (parts, index);
}

static int
count_cards (GPtrArray *parts)
{
  return (int) parts->len / 2;
}

static int
max_of_cards (GPtrArray *parts, KwChainForm form, GtkOrientation orientation, int for_size, int size)
{
  for (guint i = 0; i + 1 < parts->len; i += 2) {
    int minimum, natural;

    kw_chain_node_measure_form (node_at (parts, i), form, orientation, for_size, &minimum, &natural);
    size = MAX (size, orientation == GTK_ORIENTATION_HORIZONTAL ? minimum : natural);
  }
  return size;
}

static int
max_word_width (GPtrArray *parts)
{
  int width = 0;

  for (guint i = 1; i < parts->len; i += 2)
    width = MAX (width, kw_chain_link_get_word_width (g_ptr_array_index (parts, i)));
  return width;
}

static int
measure_ring (GPtrArray *parts, KwChainForm form, int for_size)
{
  int minimum, natural;

  kw_chain_node_measure_form (node_at (parts, parts->len - 1), form, GTK_ORIENTATION_VERTICAL, for_size,
                              &minimum, &natural);
  return natural;
}

/* A row of cards, when @width is enough for it. */
static gboolean
try_row (KwChainPlan *self, GPtrArray *parts, KwChainForm form, int width)
{
  int n = count_cards (parts);
  int narrowest, widest;

  narrowest = max_of_cards (parts, form, GTK_ORIENTATION_HORIZONTAL, -1, limits[form].narrowest);
  widest = MAX (limits[form].widest, narrowest);
  self->form = form;
  self->gap = MAX (limits[form].gap, max_word_width (parts) + WORD_MARGIN);
  self->card_width = MIN ((width - KW_RING_COLUMN - self->gap * n) / n, widest);
  if (self->card_width < narrowest)
    return FALSE;

  self->card_height = max_of_cards (parts, form, GTK_ORIENTATION_VERTICAL, self->card_width,
                                    form == KW_CHAIN_FULL ? CARD_HEIGHT : 0);
  self->ring_height = measure_ring (parts, form, -1);
  self->total_width = (self->card_width + self->gap) * n + KW_RING_COLUMN - KW_RING_MARGIN;
  self->total_height = MAX (self->card_height, self->card_height / 2 + (self->ring_height + 1) / 2);
  return TRUE;
}

static void
plan_column (KwChainPlan *self, GPtrArray *parts, int width)
{
  int n = count_cards (parts);

  self->form = KW_CHAIN_VERTICAL;
  self->gap = VERTICAL_GAP;
  self->card_width = MIN (width, VERTICAL_WIDTH);
  self->card_height =
    max_of_cards (parts, KW_CHAIN_VERTICAL, GTK_ORIENTATION_VERTICAL, self->card_width, VERTICAL_HEIGHT);
  self->ring_height = measure_ring (parts, KW_CHAIN_VERTICAL, self->card_width);
  self->total_width = self->card_width;
  self->total_height = self->ring_height + (self->card_height + self->gap) * n;
}

/**
 * kw_chain_plan_init:
 * @self: a plan on the stack
 * @parts: the parts of the chain
 * @width: what there is, in px
 *
 * Chooses how to draw a chain in a width: as a row of cards, as a tight row, else hanging down from the ring.
 */
void
kw_chain_plan_init (KwChainPlan *self, GPtrArray *parts, int width)
{
  *self = (KwChainPlan) { 0 };
  if (parts->len == 0)
    return;

  if (width >= ROW_FROM &&
      (try_row (self, parts, KW_CHAIN_FULL, width) || try_row (self, parts, KW_CHAIN_TIGHT, width)))
    return;
  plan_column (self, parts, width);
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
  int n = count_cards (parts);

  *minimum = *natural = 0;
  if (parts->len == 0)
    return;

  *minimum = max_of_cards (parts, KW_CHAIN_VERTICAL, GTK_ORIENTATION_HORIZONTAL, -1, 2 * KW_RING_COLUMN);
  *natural = MAX (*minimum, (limits[KW_CHAIN_FULL].widest + limits[KW_CHAIN_FULL].gap) * n + KW_RING_COLUMN);
}

static void
place (gpointer part, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (part, &(GtkAllocation) { x, y, width, height }, -1);
}

/* From inline start to inline end; @x is the left edge in the end. */
static void
place_in_row (gpointer part, int start, int y, int width, int height, int full_width, gboolean rtl)
{
  place (part, rtl ? full_width - start - width : start, y, width, height);
}

static void
allocate_row (const KwChainPlan *self, GPtrArray *parts, int width, gboolean rtl)
{
  int start = MAX (0, (width - self->total_width) / 2);
  int middle = self->card_height / 2;

  for (guint i = 0; i < parts->len; i++) {
    gpointer part = g_ptr_array_index (parts, i);

    if (i % 2 == 1) {
      int ascent = kw_chain_link_get_ascent (part);

      place_in_row (part, start, middle - ascent, self->gap, ascent + kw_chain_link_get_descent (part), width,
                    rtl);
      start += self->gap;
    } else if (i + 1 < parts->len) {
      place_in_row (part, start, 0, self->card_width, self->card_height, width, rtl);
      start += self->card_width;
    } else {
      place_in_row (part, start - KW_RING_MARGIN, middle - self->ring_height / 2, KW_RING_COLUMN,
                    self->ring_height, width, rtl);
    }
  }
}

static void
allocate_column (const KwChainPlan *self, GPtrArray *parts, int width, gboolean rtl)
{
  int left = (width - self->card_width) / 2;
  int axis = width / 2;
  int y = 0;

  for (guint i = parts->len; i-- > 0;) {
    gpointer part = g_ptr_array_index (parts, i);

    if (i % 2 == 1) {
      int link_width = VERTICAL_WORD + kw_chain_link_get_word_width (part);

      link_width = MIN (link_width, VERTICAL_SIDE + self->card_width / 2);
      place (part, rtl ? axis + VERTICAL_SIDE - link_width : axis - VERTICAL_SIDE, y, link_width, self->gap);
      y += self->gap;
    } else if (i + 1 == parts->len) {
      place (part, left, y, self->card_width, self->ring_height);
      y += self->ring_height;
    } else {
      place (part, left, y, self->card_width, self->card_height);
      y += self->card_height;
    }
  }
}

/**
 * kw_chain_plan_allocate:
 * @self: a plan made for @width
 * @parts: the parts of the chain
 * @width: what there is, in px
 * @rtl: whether a row starts at the right; a column reads the same both ways
 *
 * Places all parts.
 */
void
kw_chain_plan_allocate (const KwChainPlan *self, GPtrArray *parts, int width, gboolean rtl)
{
  for (guint i = 0; i < parts->len; i++) {
    gpointer part = g_ptr_array_index (parts, i);

    if (KW_IS_CHAIN_LINK (part))
      kw_chain_link_set_form (part, self->form);
    else
      kw_chain_node_set_form (part, self->form);
  }
  if (parts->len == 0)
    return;

  if (self->form == KW_CHAIN_VERTICAL)
    allocate_column (self, parts, width, rtl);
  else
    allocate_row (self, parts, width, rtl);
}
