/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-name-mask.h"
#include "ks-verdict.h"
#include "kw-chain-shape.h"

G_BEGIN_DECLS

/* What a thing in a picture stands for. */
typedef enum {
  /* boxes */
  KW_SCENE_CARD,
  KW_SCENE_OUTLINE,
  KW_SCENE_GHOST,
  KW_SCENE_BADGE_HERE,
  KW_SCENE_BADGE_ELSEWHERE,
  /* paths */
  KW_SCENE_LINK,
  KW_SCENE_EYELET,
  KW_SCENE_RING,
  KW_SCENE_RING_UNREACHED,
  KW_SCENE_DISC,
  KW_SCENE_MARK,
  KW_SCENE_ROLE_ICON,
  KW_SCENE_BADGE_ICON,
  KW_SCENE_RING_ICON,
  /* texts */
  KW_SCENE_ROLE,
  KW_SCENE_MISSING,
  KW_SCENE_NAME,
  KW_SCENE_KEY,
  KW_SCENE_TIME,
  KW_SCENE_VARIANTS, /* how many certificates there are for one key */
  KW_SCENE_BADGE_HERE_TEXT,
  KW_SCENE_BADGE_ELSEWHERE_TEXT,
  KW_SCENE_WORD,
  KW_SCENE_ANCHORS,
  KW_SCENE_ANCHOR_COUNT,
  KW_SCENE_HEADLINE,
  KW_SCENE_CAPTION,
  KW_SCENE_N_MEANINGS,
} KwSceneMeaning;

typedef enum {
  KW_SCENE_LEFT,
  KW_SCENE_MIDDLE,
  KW_SCENE_RIGHT,
} KwSceneAlign;

/* One thing of a picture, in px from its top left. A box and a path have @path, a text has @lines. */
typedef struct {
  KwSceneMeaning meaning;
  KsState state;
  int part; /* which part of the chain it belongs to, from the leaf; -1: the picture as a whole */
  GskPath *path;
  GskFillRule fill_rule;
  GskStroke *stroke; /* NULL: filled only */
  char **lines;      /* each in a line of its own; put together they are the text */
  float x, y;        /* the left end, middle or right end of the first base line */
  float line_height;
  float size; /* of the type, in px */
  gboolean is_bold;
  gboolean is_rtl; /* whether the text itself runs to the left */
  KwSceneAlign align;
} KwSceneItem;

/**
 * KwChainScene:
 *
 * The drawing of one certification path as a value: everything in it, with its meaning and state, and without a colour.
 * Immutable, and not bound to a thread. It is laid out as the widget is, by the same functions; but words are whole, stacks
 * are unfolded, nothing is selected, and below the chain stand its verdict and the date of it.
 */
#define KW_TYPE_CHAIN_SCENE (kw_chain_scene_get_type ())
G_DECLARE_FINAL_TYPE (KwChainScene, kw_chain_scene, KW, CHAIN_SCENE, GObject)

/* @path belongs to @verdict. @width: in px; 0: what the chain likes. @mask: NULL, or what stands in for names.
 * NULL for a path without certificates. */
KwChainScene *kw_chain_scene_new (KsVerdict *verdict,
                                  const KsPath *path,
                                  int width,
                                  gboolean rtl,
                                  KsNameMask *mask) G_GNUC_WARN_UNUSED_RESULT;
float kw_chain_scene_get_width (KwChainScene *self);
float kw_chain_scene_get_height (KwChainScene *self);
/* In the order of drawing. */
guint kw_chain_scene_get_n_items (KwChainScene *self);
const KwSceneItem *kw_chain_scene_get_item (KwChainScene *self, guint index);
/* What the parts are, for those who do not see them: "gw.example.org, Server certificate". */
guint kw_chain_scene_get_n_parts (KwChainScene *self);
const char *kw_chain_scene_get_part_title (KwChainScene *self, guint part);
/* What the picture is: the verdict, and the chain in words. */
const char *kw_chain_scene_get_title (KwChainScene *self);
char *kw_chain_scene_dup_description (KwChainScene *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
