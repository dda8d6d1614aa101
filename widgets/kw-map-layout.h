/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-trust-graph.h"

G_BEGIN_DECLS

/* Which certificates of a map are shown. */
typedef enum {
  KW_MAP_ALL,
  KW_MAP_EXPIRED,
  KW_MAP_OTHER, /* with another problem */
  KW_MAP_USED,  /* by a key pair that is open */
} KwMapFilter;

/* All that a map depends on. */
typedef struct {
  KsTrustGraph *graph;
  int width;         /* px */
  double text_scale; /* 1 = 100 % text */
  gboolean is_rtl;
  gboolean is_list; /* one column, for narrow windows */
  KwMapFilter filter;
  gboolean is_expanded;     /* nothing is folded, however many there are */
  GHashTable *expanded;     /* (nullable) indices of groups that are not folded, as a set */
  const gboolean *is_found; /* (nullable) what a search has found, by node: never folded */
} KwMapOptions;

typedef enum {
  KW_MAP_CERTIFICATE,
  KW_MAP_GHOST, /* an issuer that is not here */
  KW_MAP_MORE,  /* “and 12 more” */
  KW_MAP_PAIR,
} KwMapBoxKind;

/* What becomes a focusable widget when it is in view. */
typedef struct {
  KwMapBoxKind kind;
  guint index; /* of the node, of the group (more), of the key pair */
  graphene_rect_t area;
  char *title;
  char *detail; /* or NULL */
  KsState state;
  gboolean is_strong; /* a key pair hangs from it */
  gboolean is_dashed; /* nobody accepts it, or it is not here */
  int parent;         /* the box that it hangs from, or -1 */
  guint level;        /* of the tree, from 1 */
} KwMapBox;

typedef enum {
  KW_MAP_LINE,        /* who issued whom */
  KW_MAP_LINE_STRONG, /* what makes a key pair accepted */
  KW_MAP_LINE_DASHED,
} KwMapLineKind;

typedef struct {
  KwMapLineKind kind;
  GskPath *path;
  graphene_rect_t bounds;
  int box; /* the box that it leads to */
} KwMapLine;

typedef enum {
  KW_MAP_TEXT_CAPTION, /* of a part of the map */
  KW_MAP_TEXT_HEADING, /* of a group */
} KwMapTextKind;

typedef struct {
  KwMapTextKind kind;
  graphene_rect_t area; /* one line */
  char *text;
} KwMapText;

/**
 * KwMapLayout:
 *
 * Where everything of a trust map stands, in px: made once for a graph and a width, and only read afterwards. It needs no display.
 */
typedef struct {
  float width;
  float height;
  graphene_rect_t rail; /* the truststore itself; of no height in a list */
  GArray *boxes;        /* of KwMapBox, in reading order */
  GArray *lines;        /* of KwMapLine */
  GArray *texts;        /* of KwMapText */
  guint n_hidden;       /* folded certificates */
} KwMapLayout;

KwMapLayout *kw_map_layout_new (const KwMapOptions *options) G_GNUC_WARN_UNUSED_RESULT;
void kw_map_layout_free (KwMapLayout *self);
const KwMapBox *kw_map_layout_get_box (KwMapLayout *self, guint index);
/* The box for a node or key pair, or -1 where it is folded. */
int kw_map_layout_find (KwMapLayout *self, KwMapBoxKind kind, guint index);
/* Whether a certificate passes a filter. */
gboolean kw_map_filter_matches (KwMapFilter filter, KsTrustGraph *graph, guint node);

/* Folding begins above that many anchors. */
#define KW_MAP_FOLD_ABOVE 60
/* The index of the box that stands for all groups about which nothing is to be said. */
#define KW_MAP_QUIET G_MAXUINT

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KwMapLayout, kw_map_layout_free)

G_END_DECLS
