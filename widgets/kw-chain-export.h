/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "kw-chain-scene.h"

G_BEGIN_DECLS

/**
 * KwChainExport: one way to write a drawing. A new one is a row in kw-chain-export.c, and a function.
 */
typedef struct {
  const char *id;     /* "svg" */
  const char *name;   /* N_("SVG drawing") */
  const char *suffix; /* ".svg" */
  const char *mime;
  GBytes *(*write) (KwChainScene *scene, GError **error);
} KwChainExport;

const KwChainExport *kw_chain_export_list (gsize *n_exports);
const KwChainExport *kw_chain_export_find (const char *id);
/* Any thread. */
GBytes *kw_chain_export_write (const KwChainExport *self,
                               KwChainScene *scene,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The writers. */
GBytes *kw_chain_export_svg (KwChainScene *scene, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *kw_chain_export_pdf (KwChainScene *scene, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *kw_chain_export_png (KwChainScene *scene, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
