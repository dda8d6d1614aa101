/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verifier.h"
#include "ks-test-pki.h"

G_BEGIN_DECLS

/* Verdicts for the tests of the widgets: real certificates, put to the real verifier. */
typedef enum {
  KW_SCENE_COMPLETE,       /* leaf, intermediate; root in the truststore */
  KW_SCENE_MISSING_MIDDLE, /* leaf, root; the intermediate is nowhere */
  KW_SCENE_MISSING_TOP,    /* leaf alone, nobody knows its issuer */
  KW_SCENE_BROKEN,         /* an issuer that may not sign */
  KW_SCENE_EXPIRED,
  KW_SCENE_LONG, /* seven certificates */
  KW_SCENE_NO_ANCHORS,
  KW_SCENE_HOSTILE,     /* names that attack the window */
  KW_SCENE_ORDER,       /* leaf, root, intermediate */
  KW_SCENE_CROSSED,     /* three certificates for the intermediate's key, by three roots */
  KW_SCENE_CONSTRAINED, /* a name outside what the intermediate may issue for */
  KW_SCENE_COMPLETED,   /* leaf alone, the intermediate lies in another file */
  KW_SCENE_TWELVE,      /* twelve certificates, and the root */
  KW_N_SCENES,
} KwScene;

/* Loads style sheet and icons, as the application does. */
void kw_scene_init (void);
const char *kw_scene_get_name (KwScene scene);
KsEntry *kw_scene_entry_new (KwScene scene) G_GNUC_WARN_UNUSED_RESULT;
KsVerdict *kw_scene_verdict_new (KwScene scene) G_GNUC_WARN_UNUSED_RESULT;
/* 64 KB of markup, control and bidirectional characters. */
char *kw_scene_hostile_text (void) G_GNUC_WARN_UNUSED_RESULT;

/* Shows @child alone in a window of that width, and waits until it is drawn. Destroy the window. */
GtkWindow *kw_scene_show (GtkWidget *child, int width) G_GNUC_WARN_UNUSED_RESULT;
/* Until the window has drawn its present state. */
void kw_scene_settle (GtkWindow *window);
/* The first descendant, in reading order, of that type (and with that label or title, unless NULL) that can be seen. */
gpointer kw_scene_find (GtkWidget *root, GType type, const char *text);
/* All text that a person sees in @root, one label a line. */
char *kw_scene_dup_text (GtkWidget *root) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
