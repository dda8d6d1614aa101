/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-map-layout.h"

G_BEGIN_DECLS

/**
 * KwMapPart:
 *
 * What can be focused and read aloud of one box of a trust map while the box is in view. The map draws it; a key pair that can be made
 * accepted has a button. Signal `repair ()`: that button.
 */
#define KW_TYPE_MAP_PART (kw_map_part_get_type ())
G_DECLARE_FINAL_TYPE (KwMapPart, kw_map_part, KW, MAP_PART, GtkWidget)

GtkWidget *kw_map_part_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Stands for another box than before. */
void kw_map_part_set (KwMapPart *self,
                      KsTrustGraph *graph,
                      const KwMapBox *box,
                      int index,
                      gboolean can_repair);
char *kw_map_part_dup_button_label (KsCertificate *missing) G_GNUC_WARN_UNUSED_RESULT;
/* The index of the box, -1 while it waits for one. */
int kw_map_part_get_index (KwMapPart *self);
gboolean kw_map_part_has_button (KwMapPart *self);

G_END_DECLS
