/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-map-layout.h"

G_BEGIN_DECLS

/* px at 100 % text */
#define KW_MAP_MARGIN 24
#define KW_MAP_COLUMN 152
#define KW_MAP_COLUMN_MAX 200
#define KW_MAP_COLUMN_GAP 12
#define KW_MAP_RAIL 11
#define KW_MAP_TRUNK 9
#define KW_MAP_INDENT 18
#define KW_MAP_ROW 30
#define KW_MAP_ROW_GAP 6
#define KW_MAP_LIST_ROW 44
#define KW_MAP_HEADING 36
#define KW_MAP_CURVE 8

/* One physical column: several groups below each other. */
typedef struct {
  float x;
  float trunk; /* where its line has a branch already, 0: nowhere */
  float bottom;
  GArray *groups; /* of guint */
} KwMapColumn;

/* A layout in the making; all sizes are multiplied by the text's. */
typedef struct {
  const KwMapOptions *options;
  KsTrustGraph *graph;
  KwMapLayout *layout;
  float scale;
  float margin;
  float pitch;
  float row;
  guint n_columns;
  KwMapColumn *columns;
  gboolean *is_shown; /* by node */
  int *boxes;         /* by node: its box, or -1 */
} KwMapMaker;

/* Of a group, or of all quiet ones together. */
typedef struct {
  guint n_shown;
  guint n_hidden;
  int last_hidden;
  guint n_groups; /* of quiet ones */
} KwMapCount;

/* kw-map-choice.c */
void _kw_map_choose_nodes (KwMapMaker *self);
KwMapCount _kw_map_count_group (KwMapMaker *self, guint index);

/* Adds a box; @x from the inline start. Returns its index. */
guint _kw_map_add_box (KwMapMaker *self,
                       KwMapBoxKind kind,
                       guint index,
                       float x,
                       float y,
                       float width,
                       float height);
KwMapBox *_kw_map_get_box (KwMapMaker *self, guint index);
void _kw_map_add_text (KwMapMaker *self, KwMapTextKind kind, const char *text, float x, float y, float width);
/* A line along points with round corners; @points from the inline start, pairs of x and y. */
void _kw_map_add_line (KwMapMaker *self, KwMapLineKind kind, int box, const float *points, guint n_points);
/* The key pairs: below the columns, from @top on; returns where they end. */
float _kw_map_place_pairs (KwMapMaker *self, float top);
/* The same above a list. */
float _kw_map_list_pairs (KwMapMaker *self, float top);

G_END_DECLS
