/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include "ks-der.h"
#include "ks-error.h"

G_BEGIN_DECLS

/* A walk through one element of BER and all inside of it, without recursion; for ks-ber alone. */

/* Real files are up to 205 levels deep. */
#define KS_BER_MAX_DEPTH 256

#define KS_BER_CONSTRUCTED 0x20
#define KS_BER_BIT_STRING (KS_DER_BIT_STRING | KS_BER_CONSTRUCTED)

typedef struct {
  guint8 tag;
  gboolean indefinite;
  gboolean is_string; /* the children are segments of one string */
  gsize start;
  gsize content;
  gsize end; /* where the content must have ended; of the parent when indefinite */
  guint n_children;
  guint8 first[2]; /* tags of the first two children */
  /* for measuring */
  guint node;
  gsize out; /* size of the content as DER */
  gboolean changed;
  guint8 unused_bits; /* of the last segment of a bit string */
} KsBerLevel;

typedef enum {
  KS_BER_OPEN,
  KS_BER_PRIMITIVE,
  KS_BER_CLOSE,
  KS_BER_ERROR,
} KsBerStep;

typedef struct {
  const guint8 *data;
  gsize size;
  gsize pos;
  guint depth;
  KsBerLevel levels[KS_BER_MAX_DEPTH];
  /* of the last step: a primitive element, or the level that was opened or closed */
  gsize start;
  gsize content;
  gsize content_size;
  KsBerLevel *level;
} KsBerWalk;

KsBerStep ks_ber_walk_step (KsBerWalk *walk, GError **error);
KsBerLevel *ks_ber_walk_get_level (KsBerWalk *walk);
KsBerStep ks_ber_fail (GError **error, KsError code, const char *message, gsize offset);

G_END_DECLS
