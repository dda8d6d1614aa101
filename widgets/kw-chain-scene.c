/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-scene-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ks-time.h"
#include "kw-chain-ring.h"
#include "kw-chain-variants.h"
#include "kw-text.h"

#define MARGIN 12
#define CAPTION_SPACE 20
#define HEADLINE_MARK 16
#define HEADLINE_SPACING 6
/* More certificates than these hang below each other: nobody can read a picture of a row of them. */
#define MAX_IN_ROW 5
#define COLUMN_WIDTH 420
#define WIDEST_CARD 220
#define WIDEST_GAP 60

G_DEFINE_FINAL_TYPE (KwChainScene, kw_chain_scene, G_TYPE_OBJECT)

static void
kw_chain_scene_finalize (GObject *object)
{
  KwChainScene *self = KW_CHAIN_SCENE (object);

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->parts);
  g_free (self->title);

  G_OBJECT_CLASS (kw_chain_scene_parent_class)->finalize (object);
}

static void
kw_chain_scene_class_init (KwChainSceneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kw_chain_scene_finalize;
}

static void
item_free (gpointer data)
{
  KwSceneItem *item = data;

  g_clear_pointer (&item->path, gsk_path_unref);
  g_clear_pointer (&item->stroke, gsk_stroke_free);
  g_strfreev (item->lines);
  g_free (item);
}

static void
kw_chain_scene_init (KwChainScene *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->parts = g_ptr_array_new_with_free_func (g_free);
}

/* ---- making it ---- */

static void
card_text_free (gpointer text)
{
  if (text != NULL)
    kw_chain_card_text_free (text);
}

static void
maker_clear (KwSceneMaker *self)
{
  g_clear_object (&self->context);
  g_clear_pointer (&self->model, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->variants, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KwSceneMaker, maker_clear)

static const char *
get_missing_title (const KsMissingIssuer *missing)
{
  return missing->name != NULL ? ks_name_get_title (missing->name) : NULL;
}

/* What stands in for the name of a part; a key identifier tells as much as a name. */
static void
mask_text (KwSceneMaker *self, const KwChainItem *item, KwChainCardText *text)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (self->verdict);
  const char *name = NULL;

  if (item->kind == KW_ITEM_CARD) {
    const KsPathNode *node = g_ptr_array_index (self->path->nodes, item->first);

    name = ks_name_mask_get_title (self->mask, node->certificate);
  } else if (item->kind == KW_ITEM_GHOST) {
    name = ks_name_mask_get (self->mask, KS_MASK_CA, get_missing_title (self->path->missing));
    g_set_str (&text->key, "");
  } else if (anchors != NULL && ks_anchor_set_get_source (anchors) != KS_ANCHORS_SYSTEM &&
             ks_anchor_set_get_source (anchors) != KS_ANCHORS_NONE) {
    name = ks_name_mask_get (self->mask, KS_MASK_FILE, ks_anchor_set_get_name (anchors));
  }
  if (name != NULL) {
    g_set_str (&text->name, name);
    g_set_str (&text->title, name);
  }
}

static KwChainCardText *
make_text (KwSceneMaker *self, const KwChainItem *item)
{
  KwChainCardText *text;

  if (item->kind == KW_ITEM_LINK)
    return NULL;
  if (item->kind == KW_ITEM_GHOST)
    text = kw_chain_card_text_new_missing (self->path->missing);
  else if (item->kind == KW_ITEM_RING)
    text = kw_chain_card_text_new_ring (ks_verdict_get_anchors (self->verdict));
  else
    text = kw_chain_card_text_new (g_ptr_array_index (self->path->nodes, item->first),
                                   ks_verdict_get_time (self->verdict));
  if (self->mask != NULL)
    mask_text (self, item, text);
  return text;
}

/* "gw.example.org, Server certificate", or the word of a link */
static char *
make_part_title (const KwChainItem *item, const KwChainCardText *text)
{
  if (text == NULL)
    return g_strdup (kw_chain_link_word (item->state, item->is_last));
  if (text->role != NULL)
    return g_strdup_printf ("%s, %s", text->title, text->role);
  return g_strdup (text->title);
}

/* What the card of an authority with several certificates says of them; else NULL. */
static char *
dup_variants (KwSceneMaker *self, const KwChainItem *item)
{
  g_autoptr (GArray) variants = NULL;

  if (item->kind != KW_ITEM_CARD)
    return NULL;
  variants = kw_chain_variants_find (self->verdict, self->path, item->first);
  return variants->len > 1 ? kw_chain_variants_dup_text (variants) : NULL;
}

static void
make_texts (KwSceneMaker *self)
{
  self->variants = g_ptr_array_new_with_free_func (g_free);
  self->texts = g_ptr_array_new_with_free_func (card_text_free);
  for (guint i = 0; i < self->model->len; i++) {
    const KwChainItem *item = &g_array_index (self->model, KwChainItem, i);
    KwChainCardText *text = make_text (self, item);

    g_ptr_array_add (self->texts, text);
    g_ptr_array_add (self->variants, dup_variants (self, item));
    g_ptr_array_add (self->scene->parts, make_part_title (item, text));
  }
}

/* The width in which a row has room for whole words. */
static int
get_liked_width (KwSceneMaker *self)
{
  guint n = self->measure.n_parts / 2;
  int card = WIDEST_CARD, gap = WIDEST_GAP;

  if (n > MAX_IN_ROW)
    return COLUMN_WIDTH;
  for (guint i = 0; i + 1 < self->measure.n_parts; i++) {
    int width, height;

    if (i % 2 == 0) {
      card = MAX (card, self->measure.get_width (self, i, KW_CHAIN_FULL));
    } else {
      self->measure.get_word_size (self, i, &width, &height);
      gap = MAX (gap, width + 4);
    }
  }
  return MAX (kw_chain_plan_get_row_width (n), (card + gap) * (int) n + KW_RING_COLUMN);
}

static char *
dup_headline (KwSceneMaker *self)
{
  const char *detail = ks_verdict_get_headline_detail (self->verdict);
  g_autofree char *headline = detail != NULL
                                ? g_strconcat (ks_verdict_get_headline (self->verdict), " ", detail, NULL)
                                : g_strdup (ks_verdict_get_headline (self->verdict));
  g_autofree char *masked = self->mask != NULL ? ks_name_mask_apply (self->mask, headline) : NULL;

  return kw_text_plain (masked != NULL ? masked : headline);
}

/* The verdict, and in small type the day that it is for; returns where it ends. */
static float
add_caption (KwSceneMaker *self, float y, float width)
{
  KsState state = ks_verdict_get_state (self->verdict);
  KwSceneAlign align = self->rtl ? KW_SCENE_RIGHT : KW_SCENE_LEFT;
  g_autofree char *date = ks_time_format_date (ks_verdict_get_time (self->verdict));
  /* Translators: below an exported drawing; %s is a date */
  g_autofree char *text = g_strdup_printf (_ ("Verdict as of %s"), date);
  float start = self->rtl ? self->base.x + width : self->base.x;
  float indent = HEADLINE_MARK + HEADLINE_SPACING;
  float height;

  self->part = -1;
  _kw_scene_add_icon (self, KW_SCENE_MARK, state, kw_state_icon (state),
                      self->rtl ? start - HEADLINE_MARK : start, y + 2, HEADLINE_MARK);
  height = _kw_scene_add_text (self, KW_SCENE_HEADLINE, state, self->scene->title, KW_TYPE_HEADING, align,
                               self->rtl ? start - indent : start + indent, y, width - indent);
  return y + height + 2 +
         _kw_scene_add_text (self, KW_SCENE_CAPTION, state, text, KW_TYPE_CAPTION, align,
                             self->rtl ? start - indent : start + indent, y + height + 2, width - indent);
}

static void
add_part (KwSceneMaker *self, guint part, const GdkRectangle *places)
{
  const KwChainItem *item = &g_array_index (self->model, KwChainItem, part);

  self->part = (int) part;
  if (item->kind == KW_ITEM_LINK)
    _kw_scene_add_link (self, part, &places[part]);
  else if (item->kind == KW_ITEM_RING)
    _kw_scene_add_ring (self, part, &places[part]);
  else
    _kw_scene_add_card (self, part, &places[part]);
}

/* Links lie over what they hold together, as in the widget. */
static void
add_parts (KwSceneMaker *self, int width)
{
  g_autofree GdkRectangle *places = g_new (GdkRectangle, self->measure.n_parts);

  kw_chain_plan_init_for (&self->plan, &self->measure, width);
  kw_chain_plan_place (&self->plan, &self->measure, width, self->rtl, places);
  for (guint first = 0; first < 2; first++)
    for (guint i = first; i < self->measure.n_parts; i += 2)
      add_part (self, i, places);
}

/**
 * kw_chain_scene_new:
 * @verdict: a verdict
 * @path: one of its paths
 * @width: of the chain, in px; 0 for what it likes
 * @rtl: whether text starts at the right
 * @mask: (nullable): what stands in for names
 *
 * Makes the drawing of a path. Its layout is that of the widget; up to 5 certificates stand in a row, more hang below each
 * other.
 *
 * Returns: (transfer full) (nullable): the drawing; %NULL for a path without certificates
 */
KwChainScene *
kw_chain_scene_new (KsVerdict *verdict, const KsPath *path, int width, gboolean rtl, KsNameMask *mask)
{
  g_auto (KwSceneMaker) maker = { .verdict = verdict, .path = path, .mask = mask, .rtl = rtl };
  KwChainScene *self;
  float bottom;

  g_return_val_if_fail (KS_IS_VERDICT (verdict), NULL);

  if (path == NULL || path->nodes->len == 0)
    return NULL;
  self = g_object_new (KW_TYPE_CHAIN_SCENE, NULL);
  maker.scene = self;
  maker.context = kw_scene_text_make_context ();
  maker.model = kw_chain_model_new (path, FALSE);
  maker.base = GRAPHENE_POINT_INIT (MARGIN, MARGIN);
  maker.measure =
    (KwChainMeasure) { maker.model->len,        KW_CHAIN_ROW_FROM,        &maker,
                       _kw_scene_measure_width, _kw_scene_measure_height, _kw_scene_measure_word };
  make_texts (&maker);
  self->title = dup_headline (&maker);
  if (width <= 0)
    width = get_liked_width (&maker);
  add_parts (&maker, width);
  bottom = add_caption (&maker, MARGIN + (float) maker.plan.total_height + CAPTION_SPACE, (float) width);
  self->width = (float) width + 2 * MARGIN;
  self->height = ceilf (bottom + MARGIN);
  return self;
}

/* ---- reading it ---- */

/**
 * kw_chain_scene_get_width:
 * @self: a drawing
 *
 * Returns: its width, in px
 */
float
kw_chain_scene_get_width (KwChainScene *self)
{
  return self->width;
}

/**
 * kw_chain_scene_get_height:
 * @self: a drawing
 *
 * Returns: its height, in px
 */
float
kw_chain_scene_get_height (KwChainScene *self)
{
  return self->height;
}

/**
 * kw_chain_scene_get_n_items:
 * @self: a drawing
 *
 * Returns: how many things are in it
 */
guint
kw_chain_scene_get_n_items (KwChainScene *self)
{
  return self->items->len;
}

/**
 * kw_chain_scene_get_item:
 * @self: a drawing
 * @index: which thing, in the order of drawing
 *
 * Returns: (transfer none): the thing
 */
const KwSceneItem *
kw_chain_scene_get_item (KwChainScene *self, guint index)
{
  g_return_val_if_fail (index < self->items->len, NULL);

  return g_ptr_array_index (self->items, index);
}

/**
 * kw_chain_scene_get_n_parts:
 * @self: a drawing
 *
 * Returns: how many parts the chain has, links and ring among them
 */
guint
kw_chain_scene_get_n_parts (KwChainScene *self)
{
  return self->parts->len;
}

/**
 * kw_chain_scene_get_part_title:
 * @self: a drawing
 * @part: which part, from the leaf
 *
 * Returns: what the part is, in words
 */
const char *
kw_chain_scene_get_part_title (KwChainScene *self, guint part)
{
  g_return_val_if_fail (part < self->parts->len, NULL);

  return g_ptr_array_index (self->parts, part);
}

/**
 * kw_chain_scene_get_title:
 * @self: a drawing
 *
 * Returns: the verdict in one line
 */
const char *
kw_chain_scene_get_title (KwChainScene *self)
{
  return self->title;
}

/**
 * kw_chain_scene_dup_description:
 * @self: a drawing
 *
 * Returns: (transfer full): the chain in words, from the leaf to the ring
 */
char *
kw_chain_scene_dup_description (KwChainScene *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->parts->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : " · ", kw_chain_scene_get_part_title (self, i));
  return g_string_free_and_steal (g_steal_pointer (&text));
}
