/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-map-layout-private.h"

#include <glib/gi18n.h>

/* px at 100 % text */
#define CARD 98
#define CARD_GAP 12
#define WIDE_CARD 300
#define REPAIR_CARD 440
#define TALL_CARD 150
#define CAPTION 26
#define TURN_ROOM 34
#define TURN_STEP 8
/* More key pairs than that are no picture. */
#define MAX_CARDS 48

/* A key pair with a line, and where the line comes from. */
typedef struct {
  guint pair;
  int node;
  float x; /* where the line leaves the columns */
  float y;
  guint column;
  gboolean is_aside; /* it leaves on the right, because there is something below */
  guint slot;
  guint row;
} Joined;

typedef struct {
  KwMapMaker *maker;
  GArray *joined;  /* of Joined, by column */
  GArray *lonely;  /* of guint: key pairs without a line */
  GArray *is_used; /* of gboolean: slots, row by row */
  guint n_left;
} Pairs;

static void
describe (KwMapMaker *maker, guint index, const KsTrustPair *pair)
{
  KwMapBox *box = _kw_map_get_box (maker, index);
  const char *file = pair->file != NULL ? pair->file : ks_trust_graph_get_title (maker->graph);

  box->title = g_strdup (ks_entry_get_alias (pair->entry));
  box->is_dashed = pair->state == KS_TRUST_PAIR_NOT_ACCEPTED;
  box->detail = box->is_dashed ? g_strdup_printf ("%s · %s", file,
                                                  ks_certificate_get_title (ks_entry_get_leaf (pair->entry)))
                               : g_strdup (file);
  box->state = pair->state == KS_TRUST_PAIR_ACCEPTED       ? KS_STATE_PASS
               : pair->state == KS_TRUST_PAIR_NOT_ACCEPTED ? KS_STATE_FAIL
                                                           : KS_STATE_NOT_CHECKED;
}

/* In a list, a button stands below the sentence. */
static float
get_card_height (KwMapMaker *maker, guint pair)
{
  gboolean is_tall = maker->options->is_list && ks_trust_graph_get_pair (maker->graph, pair)->missing != NULL;

  return (is_tall ? TALL_CARD : CARD) * maker->scale;
}

static guint
add_card (KwMapMaker *maker, guint pair, float x, float y, float width)
{
  guint box = _kw_map_add_box (maker, KW_MAP_PAIR, pair, x, y, width, get_card_height (maker, pair));

  describe (maker, box, ks_trust_graph_get_pair (maker->graph, pair));
  return box;
}

static guint
find_column (KwMapMaker *maker, const KwMapBox *box)
{
  float x = maker->options->is_rtl ? maker->layout->width - box->area.origin.x - box->area.size.width
                                   : box->area.origin.x;

  return MIN ((guint) ((x - maker->margin) / maker->pitch), maker->n_columns - 1);
}

/* Nothing may be below it but the end of its column. */
static gboolean
is_last (KwMapMaker *maker, const KwMapBox *box, guint column)
{
  return box->area.origin.y + box->area.size.height + KW_MAP_ROW_GAP * maker->scale >=
         maker->columns[column].bottom - 1;
}

static Joined
make_joined (KwMapMaker *maker, guint pair, int node)
{
  KwMapBox *box = _kw_map_get_box (maker, (guint) maker->boxes[node]);
  float start = maker->options->is_rtl ? maker->layout->width - box->area.origin.x - box->area.size.width
                                       : box->area.origin.x;
  Joined joined = { .pair = pair, .node = node, .column = find_column (maker, box) };

  box->is_strong = TRUE;
  joined.is_aside = !is_last (maker, box, joined.column);
  joined.x = joined.is_aside ? start + box->area.size.width : start + box->area.size.width / 2;
  joined.y = box->area.origin.y + (joined.is_aside ? box->area.size.height / 2 : box->area.size.height);
  return joined;
}

static int
compare_joined (gconstpointer a, gconstpointer b)
{
  const Joined *one = a, *other = b;

  if (one->column != other->column)
    return one->column < other->column ? -1 : 1;
  /* Seen from the key pairs, who leaves on the right is on the right. */
  if (one->is_aside != other->is_aside)
    return one->is_aside ? 1 : -1;
  if (one->y != other->y)
    return one->y > other->y ? -1 : 1;
  return (int) one->pair - (int) other->pair;
}

static gboolean
is_shown (KwMapMaker *maker, const KsTrustPair *pair)
{
  if (maker->options->filter == KW_MAP_ALL)
    return TRUE;
  if (maker->options->filter == KW_MAP_USED)
    return pair->node >= 0;
  return pair->state == KS_TRUST_PAIR_NOT_ACCEPTED && maker->options->filter == KW_MAP_OTHER;
}

/* Those that nobody accepts first: there is something to do. */
static void
collect (Pairs *self)
{
  KwMapMaker *maker = self->maker;
  guint n_pairs = ks_trust_graph_get_n_pairs (maker->graph);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < n_pairs; i++) {
      const KsTrustPair *pair = ks_trust_graph_get_pair (maker->graph, i);

      if ((pair->state == KS_TRUST_PAIR_NOT_ACCEPTED) != (round == 0) || !is_shown (maker, pair))
        continue;
      if (self->joined->len + self->lonely->len >= MAX_CARDS) {
        self->n_left++;
      } else if (pair->node >= 0 && maker->boxes[pair->node] >= 0 && !maker->options->is_list) {
        Joined joined = make_joined (maker, i, pair->node);

        g_array_append_val (self->joined, joined);
      } else {
        g_array_append_val (self->lonely, i);
      }
    }
  g_array_sort (self->joined, compare_joined);
}

static gboolean
is_free (Pairs *self, guint row, guint slot, guint n_slots)
{
  guint first = row * self->maker->n_columns + slot;

  if (slot + n_slots > self->maker->n_columns)
    return FALSE;
  for (guint i = first; i < first + n_slots; i++)
    if (i < self->is_used->len && g_array_index (self->is_used, gboolean, i))
      return FALSE;
  return TRUE;
}

static void
use (Pairs *self, guint row, guint slot, guint n_slots)
{
  guint first = row * self->maker->n_columns + slot;

  if (self->is_used->len < first + n_slots)
    g_array_set_size (self->is_used, first + n_slots);
  for (guint i = first; i < first + n_slots; i++)
    g_array_index (self->is_used, gboolean, i) = TRUE;
}

/* Below its own column, or beside it; in their order, so that no line crosses another. What finds no room goes below, in its column. */
static void
choose_slots (Pairs *self)
{
  guint n_columns = self->maker->n_columns, next = 0;

  for (guint i = 0; i < self->joined->len; i++) {
    Joined *joined = &g_array_index (self->joined, Joined, i);
    guint rest = 0;

    for (guint j = i + 1; j < self->joined->len && j - i < n_columns; j++)
      rest++;
    joined->slot = MAX (joined->column, next);
    if (joined->slot >= n_columns || !is_free (self, 0, joined->slot, 1)) {
      joined->slot = joined->column;
      for (joined->row = 1; !is_free (self, joined->row, joined->slot, 1);)
        joined->row++;
    } else {
      next = joined->slot + 1;
    }
    use (self, joined->row, joined->slot, 1);
  }
}

static float
get_row_y (Pairs *self, float top, guint row)
{
  return top + (float) row * (CARD + CARD_GAP) * self->maker->scale;
}

static float
get_slot_x (Pairs *self, guint slot)
{
  return self->maker->columns[slot].x;
}

/* Straight down where it can; else across, each line at a height of its own. */
static void
add_join_line (Pairs *self, const Joined *joined, guint box, float top, guint step)
{
  KwMapMaker *maker = self->maker;
  float card = maker->pitch - KW_MAP_COLUMN_GAP * maker->scale;
  float start = get_slot_x (self, joined->slot);
  float y = get_row_y (self, top, joined->row);
  float turn = top - (TURN_ROOM - 10) * maker->scale + (float) (step % 3) * TURN_STEP * maker->scale;
  float gutter = start + maker->pitch - KW_MAP_COLUMN_GAP / 2.0f * maker->scale;
  float aside = maker->columns[joined->column].x + maker->pitch - KW_MAP_COLUMN_GAP / 2.0f * maker->scale;
  float down = joined->is_aside ? aside : joined->x;
  float target = joined->row > 0                                       ? gutter
                 : joined->slot == joined->column && !joined->is_aside ? joined->x
                                                                       : start + card / 2;
  float middle = y + CARD * maker->scale / 2;
  float points[14];
  guint n = 0;

#define POINT(px, py) (points[n++] = (px), points[n++] = (py))
  POINT (joined->x, joined->y);
  if (joined->is_aside)
    POINT (aside, joined->y);
  if (fabsf (down - target) > 1) {
    POINT (down, turn);
    POINT (target, turn);
  }
  if (joined->row > 0) {
    POINT (target, middle);
    POINT (start + card, middle);
  } else {
    POINT (target, y);
  }
#undef POINT
  _kw_map_add_line (maker, KW_MAP_LINE_STRONG, (int) box, points, n / 2);
}

static void
place_joined (Pairs *self, float top)
{
  KwMapMaker *maker = self->maker;

  for (guint i = 0; i < self->joined->len; i++) {
    const Joined *joined = &g_array_index (self->joined, Joined, i);
    guint box =
      add_card (maker, joined->pair, get_slot_x (self, joined->slot), get_row_y (self, top, joined->row),
                maker->pitch - KW_MAP_COLUMN_GAP * maker->scale);

    _kw_map_get_box (maker, box)->parent = maker->boxes[joined->node];
    _kw_map_get_box (maker, box)->level = 1;
    add_join_line (self, joined, box, top, self->joined->len - i);
  }
}

static gboolean
is_row_free_behind (Pairs *self, guint row, guint slot)
{
  return slot >= self->maker->n_columns || is_free (self, row, slot, self->maker->n_columns - slot);
}

/* They have a sentence and a button, so they take more room; the last of a row takes what is left. */
static void
place_lonely (Pairs *self, float top)
{
  KwMapMaker *maker = self->maker;

  for (guint i = 0; i < self->lonely->len; i++) {
    guint index = g_array_index (self->lonely, guint, i);
    const KsTrustPair *pair = ks_trust_graph_get_pair (maker->graph, index);
    gboolean is_wide = pair->state != KS_TRUST_PAIR_ACCEPTED;
    float room = (pair->missing != NULL ? REPAIR_CARD : WIDE_CARD) * maker->scale;
    guint n_slots = is_wide ? CLAMP ((guint) ceilf (room / maker->pitch), 1, maker->n_columns) : 1;
    guint row = 0, slot = 0;

    while (!is_free (self, row, slot, n_slots)) {
      slot = slot + 1 < maker->n_columns ? slot + 1 : 0;
      row += slot == 0 ? 1 : 0;
    }
    if (is_wide && is_row_free_behind (self, row, slot) &&
        (slot + 2 * n_slots > maker->n_columns || i + 1 == self->lonely->len))
      n_slots = maker->n_columns - slot;
    use (self, row, slot, n_slots);
    add_card (maker, index, get_slot_x (self, slot), get_row_y (self, top, row),
              (float) n_slots * maker->pitch - KW_MAP_COLUMN_GAP * maker->scale);
  }
}

static const char *
get_caption (KwMapMaker *maker)
{
  for (guint i = 0; i < ks_trust_graph_get_n_pairs (maker->graph); i++)
    if (ks_trust_graph_get_pair (maker->graph, i)->file != NULL)
      return _ ("Key pairs in open files");
  return _ ("Key pairs in this file");
}

/* Beside the lines, which cross its place: before the first one where there is room, else behind the last. */
static void
add_caption (Pairs *self, float y)
{
  KwMapMaker *maker = self->maker;
  guint first = self->joined->len > 0 ? maker->n_columns : 0, last = 0;
  float x = maker->margin;

  for (guint i = 0; i < self->joined->len; i++) {
    const Joined *joined = &g_array_index (self->joined, Joined, i);
    gboolean is_behind = joined->is_aside || joined->row > 0;

    first = MIN (first, MIN (joined->slot, joined->column));
    last = MAX (last, MAX (joined->slot, joined->column) + (is_behind ? 1 : 0));
  }
  if (self->joined->len > 0 && first == 0 && last + 1 < maker->n_columns)
    x = get_slot_x (self, last + 1);
  _kw_map_add_text (maker, KW_MAP_TEXT_CAPTION, get_caption (maker), x, y,
                    first > 0 ? get_slot_x (self, MIN (first, maker->n_columns - 1)) - x
                              : maker->layout->width - maker->margin - x);
}

static void
pairs_init (Pairs *self, KwMapMaker *maker)
{
  self->maker = maker;
  self->joined = g_array_new (FALSE, TRUE, sizeof (Joined));
  self->lonely = g_array_new (FALSE, TRUE, sizeof (guint));
  self->is_used = g_array_new (FALSE, TRUE, sizeof (gboolean));
  self->n_left = 0;
  collect (self);
}

static void
pairs_clear (Pairs *self)
{
  g_array_unref (self->joined);
  g_array_unref (self->lonely);
  g_array_unref (self->is_used);
}

static float
add_rest (Pairs *self, float y)
{
  KwMapMaker *maker = self->maker;
  g_autofree char *text = NULL;

  if (self->n_left == 0)
    return y;
  /* Translators: of a list that is not shown whole */
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more key pair", "and %u more key pairs",
                                       self->n_left),
                          self->n_left);
  _kw_map_add_text (maker, KW_MAP_TEXT_CAPTION, text, maker->margin, y,
                    maker->layout->width - 2 * maker->margin);
  return y + CAPTION * maker->scale;
}

/**
 * _kw_map_place_pairs:
 * @self: a layout whose columns stand
 * @top: where they end, in px
 *
 * Places the key pairs below the columns, each below what accepts it.
 *
 * Returns: where they end, in px
 */
float
_kw_map_place_pairs (KwMapMaker *self, float top)
{
  Pairs pairs;
  float y = top;
  guint n_rows;

  pairs_init (&pairs, self);
  if (pairs.joined->len + pairs.lonely->len > 0) {
    choose_slots (&pairs);
    y += 20 * self->scale;
    add_caption (&pairs, y);
    y += TURN_ROOM * self->scale;
    place_joined (&pairs, y);
    place_lonely (&pairs, y);
    n_rows = (pairs.is_used->len + self->n_columns - 1) / self->n_columns;
    y = get_row_y (&pairs, y, n_rows);
  }
  y = add_rest (&pairs, y);
  pairs_clear (&pairs);
  return y;
}

/**
 * _kw_map_list_pairs:
 * @self: a list that begins
 * @top: where, in px
 *
 * Places the key pairs below each other.
 *
 * Returns: where they end, in px
 */
float
_kw_map_list_pairs (KwMapMaker *self, float top)
{
  Pairs pairs;
  float y = top;

  pairs_init (&pairs, self);
  if (pairs.lonely->len > 0) {
    add_caption (&pairs, y);
    y += CAPTION * self->scale;
  }
  for (guint i = 0; i < pairs.lonely->len; i++) {
    guint pair = g_array_index (pairs.lonely, guint, i);

    add_card (self, pair, self->margin, y, self->layout->width - 2 * self->margin);
    y += get_card_height (self, pair) + CARD_GAP * self->scale;
  }
  y = add_rest (&pairs, y);
  pairs_clear (&pairs);
  return y + (pairs.n_left > 0 || y > top ? CARD_GAP * self->scale : 0);
}
