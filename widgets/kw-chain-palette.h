/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-chain-scene.h"

G_BEGIN_DECLS

/* How one thing of an exported picture is painted. Width and dashes of a line come with the thing. */
typedef struct {
  GdkRGBA fill; /* alpha 0: none */
  GdkRGBA line; /* the same */
} KwScenePaint;

KwScenePaint kw_chain_palette_get (KwSceneMeaning meaning, KsState state);

G_END_DECLS
