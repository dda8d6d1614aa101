/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-chain-layout.h"
#include "kw-chain-model.h"
#include "kw-chain-scene.h"
#include "kw-chain-text.h"
#include "kw-scene-text.h"

G_BEGIN_DECLS

struct _KwChainScene {
  GObject parent_instance;

  GPtrArray *items; /* of KwSceneItem */
  GPtrArray *parts; /* of char */
  char *title;
  float width;
  float height;
};

/* A scene while it is made. */
typedef struct {
  KwChainScene *scene;
  KsVerdict *verdict;
  const KsPath *path;
  KsNameMask *mask; /* or NULL */
  gboolean rtl;
  PangoContext *context;
  GArray *model;       /* of KwChainItem */
  GPtrArray *texts;    /* of KwChainCardText, one for each part; NULL for links */
  GPtrArray *variants; /* of char: "2 certificates for this key", or NULL */
  KwChainMeasure measure;
  KwChainPlan plan;
  int part;              /* what is added belongs to it */
  graphene_point_t base; /* where the chain starts in the picture */
} KwSceneMaker;

void _kw_scene_add_box (KwSceneMaker *self,
                        KwSceneMeaning meaning,
                        KsState state,
                        const graphene_rect_t *bounds,
                        float radius,
                        GskStroke *stroke);
/* Takes @path, which is in the picture's own units. */
void _kw_scene_add_path (KwSceneMaker *self,
                         KwSceneMeaning meaning,
                         KsState state,
                         GskPath *path,
                         GskStroke *stroke);
void _kw_scene_add_icon (KwSceneMaker *self,
                         KwSceneMeaning meaning,
                         KsState state,
                         const char *icon,
                         float x,
                         float y,
                         float size);
/* @y: the top; returns the height. @width: -1: one line */
float _kw_scene_add_text (KwSceneMaker *self,
                          KwSceneMeaning meaning,
                          KsState state,
                          const char *text,
                          KwSceneType type,
                          KwSceneAlign align,
                          float x,
                          float y,
                          float width);
float _kw_scene_get_text_height (KwSceneMaker *self, const char *text, KwSceneType type, float width);
float _kw_scene_get_text_width (KwSceneMaker *self, const char *text, KwSceneType type);

/* Sizes of the parts, and the parts themselves. */
int _kw_scene_measure_width (gpointer maker, guint part, KwChainForm form);
int _kw_scene_measure_height (gpointer maker, guint part, KwChainForm form, int width);
void _kw_scene_measure_word (gpointer maker, guint part, int *width, int *height);
void _kw_scene_add_card (KwSceneMaker *self, guint part, const GdkRectangle *place);
void _kw_scene_add_link (KwSceneMaker *self, guint part, const GdkRectangle *place);
void _kw_scene_add_ring (KwSceneMaker *self, guint part, const GdkRectangle *place);

G_END_DECLS
