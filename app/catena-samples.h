/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaSample: a keystore that comes with the program, to try things with
 */
typedef struct {
  const char *id;          /* its resource */
  const char *title;       /* N_("A complete chain") */
  const char *description; /* N_(): what there is to see */
} CatenaSample;

const CatenaSample *catena_sample_list (guint *n_samples);
CatenaDocument *catena_sample_open (const char *id) G_GNUC_WARN_UNUSED_RESULT;
CatenaDocument *catena_sample_open_anchors (KsAnchorSet *anchors) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
