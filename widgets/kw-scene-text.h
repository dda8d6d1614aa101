/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* The type of the drawing, as the style sheet's classes: .caption, .caption-heading, .heading */
typedef enum {
  KW_TYPE_CAPTION,
  KW_TYPE_CAPTION_HEADING,
  KW_TYPE_HEADING,
} KwSceneType;

/* The generic family that stands in a picture: whoever shows it has one. */
#define KW_SCENE_FAMILY "sans-serif"

/* A text broken into lines, and how much room it takes, in px. Plain data. */
typedef struct {
  char **lines;
  float width;
  float line_height;
  float ascent;
  gboolean is_rtl; /* whether the text itself runs to the left */
} KwSceneText;

/* A context without display, for the calling thread. */
PangoContext *kw_scene_text_make_context (void) G_GNUC_WARN_UNUSED_RESULT;
float kw_scene_type_get_size (KwSceneType type);
gboolean kw_scene_type_is_bold (KwSceneType type);
PangoLayout *kw_scene_text_make_layout (PangoContext *context, const char *text, float size, gboolean is_bold)
  G_GNUC_WARN_UNUSED_RESULT;
/* @width: in px, -1: one line */
KwSceneText *kw_scene_text_new (PangoContext *context, const char *text, KwSceneType type, float width)
  G_GNUC_WARN_UNUSED_RESULT;
float kw_scene_text_get_height (const KwSceneText *self);
void kw_scene_text_free (KwSceneText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KwSceneText, kw_scene_text_free)

G_END_DECLS
