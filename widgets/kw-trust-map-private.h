/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-map-part.h"
#include "kw-trust-map.h"

G_BEGIN_DECLS

/* The colours of the drawing are those of hidden children, which the style sheet gives them. */
typedef enum {
  KW_MAP_COLOR_TEXT,
  KW_MAP_COLOR_DIM,
  KW_MAP_COLOR_LINE,
  KW_MAP_COLOR_STRONG,
  KW_MAP_COLOR_SURFACE,
  KW_MAP_COLOR_PAGE,
  KW_MAP_COLOR_QUIET,
  KW_MAP_COLOR_BORDER,
  KW_MAP_COLOR_WARNING,
  KW_MAP_COLOR_WARNING_SURFACE,
  KW_MAP_COLOR_WARNING_BORDER,
  KW_MAP_COLOR_ERROR,
  KW_MAP_COLOR_ERROR_SURFACE,
  KW_MAP_COLOR_ERROR_BORDER,
  KW_MAP_COLOR_SUCCESS,
  KW_MAP_COLOR_ACCENT,
  KW_MAP_COLOR_TOGETHER,
  KW_MAP_N_COLORS,
} KwMapColor;

typedef enum {
  KW_MAP_LAYER_BEHIND, /* what the boxes stand on: lines, and the rail */
  KW_MAP_LAYER_BOXES,
  KW_MAP_LAYER_TEXTS, /* with the icons */
  KW_MAP_N_LAYERS,
} KwMapLayer;

struct _KwTrustMap {
  GtkWidget parent_instance;

  KsTrustGraph *graph;
  KwMapLayout *layout;
  KwMapFilter filter;
  gboolean is_expanded;
  gboolean can_repair;
  GHashTable *expanded; /* groups, as a set */
  gboolean *is_found;   /* by node, or NULL */

  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  double text_scale; /* of the layout */
  double zoom;
  double pinch_zoom; /* when the gesture began */
  double drag_x;     /* of the adjustments then */
  double drag_y;

  GtkWidget *colors[KW_MAP_N_COLORS];
  GtkWidget **parts;  /* by box; NULL where there is none */
  guint n_parts;      /* the size of that */
  GPtrArray *waiting; /* parts without a box; borrowed */
  guint settle_id;    /* while the parts are behind the picture */
  /* The picture as shapes, in bands from top to bottom, each of them made when it is first seen. */
  struct {
    GPtrArray *nodes; /* of GskRenderNode, by band, or NULL */
    float *reaches;   /* px of the layout: how far down each of them goes */
  } layers[KW_MAP_N_LAYERS];
  GPtrArray *sheets; /* the picture as pixels, in some sizes, or NULL; the first one is drawn */
  guint rest_id;     /* while somebody zooms */
  gboolean is_pointed_at;
  graphene_point_t pointer; /* then */
  int hovered;              /* boxes, or -1 */
  int focused;
  gboolean is_walked; /* a part has had the focus */
};

/* Everything that shapes and texts are drawn with. */
typedef struct {
  KwTrustMap *map;
  GtkSnapshot *snapshot; /* in the layout's coordinates */
  GdkRGBA colors[KW_MAP_N_COLORS];
} KwMapDrawing;

/* kw-trust-map.c */
void _kw_trust_map_get_view (KwTrustMap *self, graphene_rect_t *view);
void _kw_trust_map_place (KwTrustMap *self, graphene_point_t *offset);
void _kw_trust_map_zoom_at (KwTrustMap *self, double zoom, double x, double y);

/* kw-trust-map-place.c */
void _kw_trust_map_activate_box (KwTrustMap *self, int index);
int _kw_trust_map_pick (KwTrustMap *self, double x, double y);
void _kw_trust_map_scroll_to (KwTrustMap *self, const graphene_rect_t *area);
gboolean _kw_trust_map_is_together (KwTrustMap *map, const KwMapBox *box, const KwMapBox *with);
gboolean _kw_trust_map_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip);

/* kw-trust-map-parts.c */
KwMapPart *_kw_trust_map_ensure_part (KwTrustMap *self, guint box);
void _kw_trust_map_allocate_parts (KwTrustMap *self);
void _kw_trust_map_settle_later (KwTrustMap *self);
void _kw_trust_map_forget_parts (KwTrustMap *self);

/* kw-trust-map-draw.c */
void _kw_trust_map_make_colors (KwTrustMap *self);
void _kw_trust_map_forget_drawing (KwTrustMap *self);
void _kw_trust_map_draw_layer (KwTrustMap *self,
                               KwMapLayer layer,
                               GtkSnapshot *snapshot,
                               const graphene_rect_t *area);
void _kw_trust_map_draw_lights (KwTrustMap *self, GtkSnapshot *snapshot);

/* kw-trust-map-content.c */
void _kw_trust_map_draw_content (KwMapDrawing *self, const KwMapBox *box);
void _kw_trust_map_draw_texts (KwMapDrawing *self, float from, float to);

/* kw-trust-map-sheet.c */
void _kw_trust_map_draw_picture (KwTrustMap *self, GtkSnapshot *snapshot, const graphene_rect_t *view);
void _kw_trust_map_rest_later (KwTrustMap *self);

/* kw-trust-map-input.c */
void _kw_trust_map_install_input (GtkWidgetClass *widget_class);
void _kw_trust_map_make_controllers (KwTrustMap *self);
gboolean _kw_trust_map_focus_box (KwTrustMap *self, int box);
gboolean _kw_trust_map_focus (GtkWidget *widget, GtkDirectionType direction);

G_END_DECLS
