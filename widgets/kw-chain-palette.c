/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-palette.h"

/* libadwaita's light colours, for pictures that leave the program: paper and slides are light. */
#define TEXT 0, 0, 6
#define PASS_COLOR 0x00, 0x7c, 0x3d
#define WARNING_COLOR 0x90, 0x54, 0x00
#define ERROR_COLOR 0xc3, 0x00, 0x00
#define ACCENT_COLOR 0x04, 0x61, 0xbe
#define ACCENT_GROUND 0x35, 0x84, 0xe4
#define WHITE 0xff, 0xff, 0xff
/* 60 % of the text colour on the page, which is opaque: a link hides the edges of its cards. */
#define LINK_COLOR 0x66, 0x66, 0x6a

typedef struct {
  guint8 red, green, blue;
  float alpha;
} Color;

typedef struct {
  Color fill;
  Color line;
} Row;

/* What has the same colours in every state. */
static const Row rows[KW_SCENE_N_MEANINGS] = {
  [KW_SCENE_CARD] = { { WHITE, 1 }, { TEXT, 0.16f } },
  [KW_SCENE_OUTLINE] = { { TEXT, 0 }, { TEXT, 0.28f } },
  [KW_SCENE_GHOST] = { { ERROR_COLOR, 0.04f }, { ERROR_COLOR, 0.7f } },
  [KW_SCENE_BADGE_HERE] = { { TEXT, 0.08f } },
  [KW_SCENE_BADGE_ELSEWHERE] = { { ACCENT_GROUND, 0.14f } },
  [KW_SCENE_RING] = { .line = { TEXT, 0.8f } },
  [KW_SCENE_RING_UNREACHED] = { .line = { TEXT, 0.5f } },
  [KW_SCENE_DISC] = { { WHITE, 1 } },
  [KW_SCENE_ROLE_ICON] = { { TEXT, 0.6f } },
  [KW_SCENE_BADGE_ICON] = { { ACCENT_COLOR, 1 } },
  [KW_SCENE_RING_ICON] = { { TEXT, 0.6f } },
  [KW_SCENE_ROLE] = { { TEXT, 0.65f } },
  [KW_SCENE_MISSING] = { { ERROR_COLOR, 1 } },
  [KW_SCENE_NAME] = { { TEXT, 0.8f } },
  [KW_SCENE_KEY] = { { TEXT, 0.65f } },
  [KW_SCENE_VARIANTS] = { { TEXT, 0.65f } },
  [KW_SCENE_BADGE_HERE_TEXT] = { { TEXT, 0.65f } },
  [KW_SCENE_BADGE_ELSEWHERE_TEXT] = { { ACCENT_COLOR, 1 } },
  [KW_SCENE_ANCHORS] = { { TEXT, 0.8f } },
  [KW_SCENE_ANCHOR_COUNT] = { { TEXT, 0.65f } },
  [KW_SCENE_HEADLINE] = { { TEXT, 0.8f } },
  [KW_SCENE_CAPTION] = { { TEXT, 0.65f } },
};

static const Color state_colors[] = {
  [KS_STATE_PASS] = { PASS_COLOR, 1 },        [KS_STATE_NOT_APPLICABLE] = { TEXT, 0.55f },
  [KS_STATE_NOT_CHECKED] = { LINK_COLOR, 1 }, [KS_STATE_INFO] = { ACCENT_COLOR, 1 },
  [KS_STATE_WARNING] = { WARNING_COLOR, 1 },  [KS_STATE_FAIL] = { ERROR_COLOR, 1 },
};

static GdkRGBA
make_color (const Color *color)
{
  return (GdkRGBA) { (float) color->red / 255, (float) color->green / 255, (float) color->blue / 255,
                     color->alpha };
}

/* Healthy parts are quiet: only a problem has the colour of its state. */
static Color
quiet_color (KsState state, Color quiet)
{
  return state == KS_STATE_WARNING || state == KS_STATE_FAIL ? state_colors[state] : quiet;
}

/**
 * kw_chain_palette_get:
 * @meaning: what a thing in a picture is
 * @state: its state
 *
 * Tells how a thing is painted. A picture is always light, whatever the window's style.
 *
 * Returns: the colours
 */
KwScenePaint
kw_chain_palette_get (KwSceneMeaning meaning, KsState state)
{
  const Color text = { TEXT, 0.65f };
  const Color link = { LINK_COLOR, 1 };
  Row row;

  g_return_val_if_fail (meaning < KW_SCENE_N_MEANINGS, (KwScenePaint) { 0 });

  row = rows[meaning];
  if (meaning == KW_SCENE_LINK || meaning == KW_SCENE_EYELET)
    row.line = quiet_color (state, link);
  else if (meaning == KW_SCENE_TIME || meaning == KW_SCENE_WORD)
    row.fill = quiet_color (state, text);
  else if (meaning == KW_SCENE_MARK)
    row.fill = state_colors[state];
  if (meaning == KW_SCENE_EYELET)
    row.line.alpha *= KW_EYELET_ALPHA;
  return (KwScenePaint) { make_color (&row.fill), make_color (&row.line) };
}
