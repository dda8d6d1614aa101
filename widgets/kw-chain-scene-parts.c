/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-scene-private.h"

#include <math.h>

#include "kw-chain-ring.h"
#include "kw-text.h"

/* visual.md section 3, as the style sheet has it for the widgets */
#define ICON 14
#define ICON_SPACING 6
#define LINE_SPACING 1
#define BADGE_HEIGHT 21
#define BADGE_PADDING 9
#define BADGE_ICON 12
#define BADGE_SPACING 4
#define BADGE_MARGIN 6
#define CARD_STROKE 1
#define OUTLINE_STROKE 1.5f
#define GHOST_STROKE 2
#define DISC_RADIUS (KW_LINK_MARK / 2 + 2)
#define RING_ICON 18
#define COLUMN_SPACING 12

static const KwChainItem *
get_item (KwSceneMaker *self, guint part)
{
  return &g_array_index (self->model, KwChainItem, part);
}

static const KwChainCardText *
get_text (KwSceneMaker *self, guint part)
{
  return g_ptr_array_index (self->texts, part);
}

static const char *
get_variants (KwSceneMaker *self, guint part)
{
  return g_ptr_array_index (self->variants, part);
}

static const KsPathNode *
get_node (KwSceneMaker *self, guint part)
{
  const KwChainItem *item = get_item (self, part);

  return item->kind == KW_ITEM_CARD ? g_ptr_array_index (self->path->nodes, item->first) : NULL;
}

static float
width_of (KwSceneMaker *self, const char *text, KwSceneType type)
{
  return text != NULL ? _kw_scene_get_text_width (self, text, type) : 0;
}

static float
get_caption_height (KwSceneMaker *self)
{
  return _kw_scene_get_text_height (self, "X", KW_TYPE_CAPTION, -1);
}

static float
get_badge_width (KwSceneMaker *self, guint part)
{
  const KsPathNode *node = get_node (self, part);
  float width;

  if (node == NULL)
    return 0;
  width = 2 * BADGE_PADDING + width_of (self, get_text (self, part)->badge, KW_TYPE_CAPTION);
  return node->provenance == KS_PROVENANCE_ENTRY ? width : width + BADGE_ICON + BADGE_SPACING;
}

/* What is left for the name beside the badge, where the chain hangs. */
static float
get_column_text_width (KwSceneMaker *self, guint part, float width)
{
  float badge = get_badge_width (self, part);

  return width - 2 * KW_CARD_PADDING_ROW - (badge > 0 ? badge + COLUMN_SPACING : 0);
}

/* "RSA 2048 · 115 days left" */
static char *
dup_column_line (KwSceneMaker *self, guint part)
{
  const KwChainCardText *text = get_text (self, part);
  const char *variants = get_variants (self, part);

  if (text->time == NULL)
    return g_strdup (text->key);
  return variants != NULL ? g_strdup_printf ("%s · %s · %s", text->key_alone, text->time, variants)
                          : g_strdup_printf ("%s · %s", text->key_alone, text->time);
}

/* ---- measuring ---- */

/**
 * _kw_scene_measure_width:
 * @maker: a drawing while it is made
 * @part: a card
 * @form: how the chain is drawn
 *
 * Returns: the least width in which no word of the card is cut, in px; a name may break
 */
int
_kw_scene_measure_width (gpointer maker, guint part, KwChainForm form)
{
  KwSceneMaker *self = maker;
  const KwChainCardText *text = get_text (self, part);
  float width = ICON + ICON_SPACING + width_of (self, text->role, KW_TYPE_CAPTION_HEADING);

  if (form == KW_CHAIN_VERTICAL)
    return 0;
  width = MAX (width, width_of (self, text->key, KW_TYPE_CAPTION));
  width = MAX (width, width_of (self, text->time, KW_TYPE_CAPTION));
  width = MAX (width, width_of (self, get_variants (self, part), KW_TYPE_CAPTION));
  width = MAX (width, get_badge_width (self, part));
  return (int) ceilf (width) + 2 * KW_CARD_PADDING_INLINE;
}

static float
measure_ring_labels (KwSceneMaker *self, guint part, float width)
{
  const KwChainCardText *text = get_text (self, part);
  float height = _kw_scene_get_text_height (self, text->name, KW_TYPE_CAPTION_HEADING, width);

  if (text->key != NULL)
    height += _kw_scene_get_text_height (self, text->key, KW_TYPE_CAPTION, width);
  return height;
}

static float
measure_ring (KwSceneMaker *self, guint part, KwChainForm form, int width)
{
  if (form != KW_CHAIN_VERTICAL)
    return 2 * (KW_RING_LABEL_OFFSET + measure_ring_labels (self, part, KW_RING_COLUMN));
  return MAX (KW_RING_DIAMETER,
              measure_ring_labels (self, part, (float) width / 2 - KW_RING_LABEL_SIDE_OFFSET));
}

/* Room for two lines at least, so that what is below stands at one height in all cards. */
static float
measure_name (KwSceneMaker *self, guint part, float width)
{
  return MAX (_kw_scene_get_text_height (self, get_text (self, part)->name, KW_TYPE_HEADING, width),
              _kw_scene_get_text_height (self, "X\nX", KW_TYPE_HEADING, -1));
}

/**
 * _kw_scene_measure_height:
 * @maker: a drawing while it is made
 * @part: a card or the ring
 * @form: how the chain is drawn
 * @width: its width, in px; -1 for a ring in a row
 *
 * Returns: its height, in px
 */
int
_kw_scene_measure_height (gpointer maker, guint part, KwChainForm form, int width)
{
  KwSceneMaker *self = maker;
  float caption = get_caption_height (self);
  float height = 2 * KW_CARD_PADDING_BLOCK;

  if (get_item (self, part)->kind == KW_ITEM_RING)
    return (int) ceilf (measure_ring (self, part, form, width));
  if (form == KW_CHAIN_VERTICAL) {
    height += 2 * (caption + LINE_SPACING);
    height += _kw_scene_get_text_height (self, get_text (self, part)->name, KW_TYPE_HEADING,
                                         get_column_text_width (self, part, (float) width));
    return (int) ceilf (height);
  }
  height += MAX (ICON, caption) + 2 * KW_CARD_KEY_SPACING + caption;
  height += measure_name (self, part, (float) width - 2 * KW_CARD_PADDING_INLINE);
  if (get_node (self, part) != NULL)
    height += caption + BADGE_MARGIN + BADGE_HEIGHT + (get_variants (self, part) != NULL ? caption : 0);
  return (int) ceilf (height);
}

static KwSceneType
get_word_type (KsLinkState state)
{
  return state == KS_LINK_HOLDS || state == KS_LINK_UNTESTED ? KW_TYPE_CAPTION : KW_TYPE_CAPTION_HEADING;
}

/**
 * _kw_scene_measure_word:
 * @maker: a drawing while it is made
 * @part: a link
 * @width: (out): of its word, in px
 * @height: (out): of its word, in px
 *
 * Measures the word by a link.
 */
void
_kw_scene_measure_word (gpointer maker, guint part, int *width, int *height)
{
  const KwChainItem *item = get_item (maker, part);
  KwSceneType type = get_word_type (item->state);
  const char *word = kw_chain_link_word (item->state, item->is_last);

  *width = (int) ceilf (_kw_scene_get_text_width (maker, word, type));
  *height = (int) ceilf (_kw_scene_get_text_height (maker, word, type, -1));
}

/* ---- drawing ---- */

/* Distances are from the inline start; a picture mirrors as the window does. */
static float
from_start (KwSceneMaker *self, const graphene_rect_t *card, float distance, float width)
{
  return self->rtl ? card->origin.x + card->size.width - distance - width : card->origin.x + distance;
}

static KwSceneAlign
align_start (KwSceneMaker *self)
{
  return self->rtl ? KW_SCENE_RIGHT : KW_SCENE_LEFT;
}

static graphene_rect_t
get_bounds (KwSceneMaker *self, const GdkRectangle *place)
{
  return GRAPHENE_RECT_INIT (self->base.x + (float) place->x, self->base.y + (float) place->y,
                             (float) place->width, (float) place->height);
}

static void
add_outline (KwSceneMaker *self, KwSceneMeaning meaning, KsState state, graphene_rect_t bounds, float width)
{
  g_autoptr (GskStroke) stroke = gsk_stroke_new (width);

  if (meaning == KW_SCENE_GHOST)
    gsk_stroke_set_dash (stroke, (const float[]) { 7, 4 }, 2);
  graphene_rect_inset (&bounds, width / 2, width / 2);
  _kw_scene_add_box (self, meaning, state, &bounds, KW_CARD_RADIUS, stroke);
}

static void
add_badge (KwSceneMaker *self, guint part, const graphene_rect_t *card, float start, float y)
{
  const KsPathNode *node = get_node (self, part);
  const char *text = get_text (self, part)->badge;
  float width = get_badge_width (self, part);
  gboolean is_here = node->provenance == KS_PROVENANCE_ENTRY;
  graphene_rect_t pill = GRAPHENE_RECT_INIT (from_start (self, card, start, width), y, width, BADGE_HEIGHT);
  float indent = BADGE_PADDING;

  _kw_scene_add_box (self, is_here ? KW_SCENE_BADGE_HERE : KW_SCENE_BADGE_ELSEWHERE, KS_STATE_PASS, &pill,
                     BADGE_HEIGHT / 2.0f, NULL);
  if (!is_here) {
    _kw_scene_add_icon (self, KW_SCENE_BADGE_ICON, KS_STATE_PASS, kw_provenance_icon (node->provenance),
                        from_start (self, &pill, indent, BADGE_ICON), y + (BADGE_HEIGHT - BADGE_ICON) / 2.0f,
                        BADGE_ICON);
    indent += BADGE_ICON + BADGE_SPACING;
  }
  _kw_scene_add_text (self, is_here ? KW_SCENE_BADGE_HERE_TEXT : KW_SCENE_BADGE_ELSEWHERE_TEXT, KS_STATE_PASS,
                      text, KW_TYPE_CAPTION, align_start (self), from_start (self, &pill, indent, 0),
                      y + (BADGE_HEIGHT - get_caption_height (self)) / 2, -1);
}

/* The icon and the role in words; returns their height. */
static float
add_role (KwSceneMaker *self, guint part, const graphene_rect_t *card, float start, float y)
{
  const KsPathNode *node = get_node (self, part);
  const KwChainCardText *text = get_text (self, part);
  float height = MAX (ICON, get_caption_height (self));
  float x = from_start (self, card, start, ICON);
  float icon_y = y + (height - ICON) / 2;

  if (node != NULL)
    _kw_scene_add_icon (self, KW_SCENE_ROLE_ICON, KS_STATE_PASS,
                        kw_role_icon (ks_certificate_get_role (node->certificate)), x, icon_y, ICON);
  else
    _kw_scene_add_icon (self, KW_SCENE_MARK, KS_STATE_FAIL, kw_state_icon (KS_STATE_FAIL), x, icon_y, ICON);
  _kw_scene_add_text (self, node != NULL ? KW_SCENE_ROLE : KW_SCENE_MISSING, KS_STATE_PASS, text->role,
                      node != NULL ? KW_TYPE_CAPTION : KW_TYPE_CAPTION_HEADING, align_start (self),
                      from_start (self, card, start + ICON + ICON_SPACING, 0),
                      y + (height - get_caption_height (self)) / 2, -1);
  return height;
}

static KsState
get_time_state (const KwChainCardText *text)
{
  if (text->time_style == NULL)
    return KS_STATE_PASS;
  return g_str_equal (text->time_style, "warning") ? KS_STATE_WARNING : KS_STATE_FAIL;
}

static void
add_tall_card (KwSceneMaker *self, guint part, const graphene_rect_t *card)
{
  const KwChainCardText *text = get_text (self, part);
  float width = card->size.width - 2 * KW_CARD_PADDING_INLINE;
  float x = from_start (self, card, KW_CARD_PADDING_INLINE, 0);
  float y = card->origin.y + KW_CARD_PADDING_BLOCK;

  y += add_role (self, part, card, KW_CARD_PADDING_INLINE, y) + KW_CARD_KEY_SPACING;
  _kw_scene_add_text (self, KW_SCENE_NAME, KS_STATE_PASS, text->name, KW_TYPE_HEADING, align_start (self), x,
                      y, width);
  y += measure_name (self, part, width) + KW_CARD_KEY_SPACING;
  y += _kw_scene_add_text (self, KW_SCENE_KEY, KS_STATE_PASS, text->key, KW_TYPE_CAPTION, align_start (self),
                           x, y, -1);
  if (text->time != NULL)
    y += _kw_scene_add_text (self, KW_SCENE_TIME, get_time_state (text), text->time, KW_TYPE_CAPTION,
                             align_start (self), x, y, -1);
  if (get_variants (self, part) != NULL)
    _kw_scene_add_text (self, KW_SCENE_VARIANTS, KS_STATE_PASS, get_variants (self, part), KW_TYPE_CAPTION,
                        align_start (self), x, y, -1);
  if (get_node (self, part) != NULL)
    add_badge (self, part, card, KW_CARD_PADDING_INLINE,
               card->origin.y + card->size.height - KW_CARD_PADDING_BLOCK - BADGE_HEIGHT);
}

static void
add_wide_card (KwSceneMaker *self, guint part, const graphene_rect_t *card)
{
  const KwChainCardText *text = get_text (self, part);
  g_autofree char *line = dup_column_line (self, part);
  float width = get_column_text_width (self, part, card->size.width);
  float used = 2 * (get_caption_height (self) + LINE_SPACING) +
               _kw_scene_get_text_height (self, text->name, KW_TYPE_HEADING, width);
  float x = from_start (self, card, KW_CARD_PADDING_ROW, 0);
  float y = card->origin.y + (card->size.height - used) / 2;
  KsState state = get_time_state (text);

  y += add_role (self, part, card, KW_CARD_PADDING_ROW, y) + LINE_SPACING;
  y += LINE_SPACING + _kw_scene_add_text (self, KW_SCENE_NAME, KS_STATE_PASS, text->name, KW_TYPE_HEADING,
                                          align_start (self), x, y, width);
  _kw_scene_add_text (self, text->time != NULL ? KW_SCENE_TIME : KW_SCENE_KEY, state, line, KW_TYPE_CAPTION,
                      align_start (self), x, y, -1);
  if (get_node (self, part) != NULL)
    add_badge (self, part, card, card->size.width - KW_CARD_PADDING_ROW - get_badge_width (self, part),
               card->origin.y + (card->size.height - BADGE_HEIGHT) / 2);
}

/**
 * _kw_scene_add_card:
 * @self: a drawing while it is made
 * @part: a card
 * @place: where it is in the chain
 *
 * Draws the card of a certificate, or of a missing issuer.
 */
void
_kw_scene_add_card (KwSceneMaker *self, guint part, const GdkRectangle *place)
{
  graphene_rect_t card = get_bounds (self, place);
  const KsPathNode *node = get_node (self, part);

  if (node == NULL)
    add_outline (self, KW_SCENE_GHOST, KS_STATE_FAIL, card, GHOST_STROKE);
  else if (node->provenance == KS_PROVENANCE_ENTRY)
    add_outline (self, KW_SCENE_CARD, node->state, card, CARD_STROKE);
  else
    add_outline (self, KW_SCENE_OUTLINE, node->state, card, OUTLINE_STROKE);
  if (self->plan.form == KW_CHAIN_VERTICAL)
    add_wide_card (self, part, &card);
  else
    add_tall_card (self, part, &card);
}

static void
add_moved (KwSceneMaker *self,
           KwSceneMeaning meaning,
           KsState state,
           GskPath *path,
           const graphene_point_t *place,
           GskStroke *stroke)
{
  g_autoptr (GskPath) origin = path;

  if (path != NULL)
    _kw_scene_add_path (self, meaning, state,
                        kw_chain_shape_move (origin, gsk_transform_translate (NULL, place)), stroke);
}

static void
add_word (KwSceneMaker *self, const KwChainItem *item, guint part, const graphene_point_t *middle)
{
  KwSceneType type = get_word_type (item->state);
  const char *word = kw_chain_link_word (item->state, item->is_last);
  KsState state = kw_link_state_mark (item->state);
  int width, height;

  _kw_scene_measure_word (self, part, &width, &height);
  if (self->plan.form == KW_CHAIN_VERTICAL)
    _kw_scene_add_text (self, KW_SCENE_WORD, state, word, type, align_start (self),
                        middle->x + (self->rtl ? -KW_LINK_WORD_SIDE_OFFSET : KW_LINK_WORD_SIDE_OFFSET),
                        middle->y - (float) height / 2, -1);
  else
    _kw_scene_add_text (self, KW_SCENE_WORD, state, word, type, KW_SCENE_MIDDLE, middle->x,
                        middle->y + KW_LINK_WORD_OFFSET, -1);
}

static void
add_disc (KwSceneMaker *self, KsState state, const graphene_point_t *middle)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();

  gsk_path_builder_add_circle (builder, middle, DISC_RADIUS);
  _kw_scene_add_path (self, KW_SCENE_DISC, state, gsk_path_builder_free_to_path (g_steal_pointer (&builder)),
                      NULL);
}

/**
 * _kw_scene_add_link:
 * @self: a drawing while it is made
 * @part: a link
 * @place: where it is in the chain
 *
 * Draws a link with its mark and its word.
 */
void
_kw_scene_add_link (KwSceneMaker *self, guint part, const GdkRectangle *place)
{
  const KwChainItem *item = get_item (self, part);
  gboolean is_vertical = self->plan.form == KW_CHAIN_VERTICAL;
  KwChainShape shape = { .state = item->state, .form = self->plan.form };
  KsState state = kw_link_state_mark (item->state);
  g_autoptr (GskStroke) stroke = kw_chain_shape_make_link_stroke (&shape);
  g_autoptr (GskStroke) eyelet_stroke = kw_chain_shape_make_eyelet_stroke ();
  graphene_rect_t bounds = get_bounds (self, place);
  graphene_point_t middle =
    kw_chain_plan_get_link_middle (self->plan.form, place->width, place->height, self->rtl);

  graphene_point_init (&middle, bounds.origin.x + middle.x, bounds.origin.y + middle.y);
  shape.eyelet_start = !item->is_last || !self->rtl;
  shape.eyelet_end = !item->is_last || self->rtl;
  if (!is_vertical)
    add_moved (self, KW_SCENE_EYELET, state, kw_chain_shape_make_eyelets (&shape), &middle, eyelet_stroke);
  add_moved (self, KW_SCENE_LINK, state, kw_chain_shape_make_link (&shape), &middle, stroke);
  add_disc (self, state, &middle);
  _kw_scene_add_icon (self, KW_SCENE_MARK, state, kw_state_icon (state), middle.x - KW_LINK_MARK / 2.0f,
                      middle.y - KW_LINK_MARK / 2.0f, KW_LINK_MARK);
  add_word (self, item, part, &middle);
}

static void
add_ring_labels (KwSceneMaker *self, guint part, const graphene_rect_t *bounds, const graphene_point_t *center)
{
  const KwChainCardText *text = get_text (self, part);
  gboolean is_vertical = self->plan.form == KW_CHAIN_VERTICAL;
  KwSceneAlign align = is_vertical ? align_start (self) : KW_SCENE_MIDDLE;
  float width = is_vertical ? bounds->size.width / 2 - KW_RING_LABEL_SIDE_OFFSET : KW_RING_COLUMN;
  float x = center->x;
  float y = center->y + KW_RING_LABEL_OFFSET;

  if (is_vertical) {
    x += self->rtl ? -KW_RING_LABEL_SIDE_OFFSET : KW_RING_LABEL_SIDE_OFFSET;
    y = center->y - measure_ring_labels (self, part, width) / 2;
  }
  y += _kw_scene_add_text (self, KW_SCENE_ANCHORS, KS_STATE_PASS, text->name, KW_TYPE_CAPTION_HEADING, align,
                           x, y, width);
  if (text->key != NULL)
    _kw_scene_add_text (self, KW_SCENE_ANCHOR_COUNT, KS_STATE_PASS, text->key, KW_TYPE_CAPTION, align, x, y,
                        width);
}

/**
 * _kw_scene_add_ring:
 * @self: a drawing while it is made
 * @part: the ring
 * @place: where it is in the chain
 *
 * Draws the ring of the anchors, and what stands by it.
 */
void
_kw_scene_add_ring (KwSceneMaker *self, guint part, const GdkRectangle *place)
{
  gboolean is_reached = kw_chain_model_is_anchored (self->path);
  KsAnchorSet *anchors = ks_verdict_get_anchors (self->verdict);
  KsAnchorSource source = anchors != NULL ? ks_anchor_set_get_source (anchors) : KS_ANCHORS_NONE;
  g_autoptr (GskStroke) stroke = kw_chain_shape_make_ring_stroke (is_reached);
  graphene_rect_t bounds = get_bounds (self, place);
  graphene_point_t center;

  graphene_rect_get_center (&bounds, &center);

  _kw_scene_add_path (self, is_reached ? KW_SCENE_RING : KW_SCENE_RING_UNREACHED, KS_STATE_PASS,
                      kw_chain_shape_make_ring (&center), stroke);
  _kw_scene_add_icon (self, KW_SCENE_RING_ICON, KS_STATE_PASS, kw_anchor_icon (source),
                      center.x - RING_ICON / 2.0f, center.y - RING_ICON / 2.0f, RING_ICON);
  add_ring_labels (self, part, &bounds, &center);
}
