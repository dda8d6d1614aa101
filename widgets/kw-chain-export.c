/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-export.h"

#include <glib/gi18n.h>

/* The first is what is proposed: it stays sharp, and its texts can be found and copied. */
static const KwChainExport exports[] = {
  { "svg", N_ ("SVG drawing"), ".svg", "image/svg+xml", kw_chain_export_svg },
  { "pdf", N_ ("PDF document"), ".pdf", "application/pdf", kw_chain_export_pdf },
  { "png", N_ ("PNG picture"), ".png", "image/png", kw_chain_export_png },
};

/**
 * kw_chain_export_list:
 * @n_exports: (out): how many there are
 *
 * Returns: (array length=n_exports): the ways to write a drawing, in the order in which they are offered
 */
const KwChainExport *
kw_chain_export_list (gsize *n_exports)
{
  *n_exports = G_N_ELEMENTS (exports);
  return exports;
}

/**
 * kw_chain_export_find:
 * @id: the id of a row
 *
 * Returns: (nullable): the row
 */
const KwChainExport *
kw_chain_export_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exports); i++)
    if (g_str_equal (exports[i].id, id))
      return &exports[i];
  return NULL;
}

/**
 * kw_chain_export_write:
 * @self: how to write
 * @scene: what to write
 * @cancellable: (nullable): stops before and after the work
 * @error: %G_IO_ERROR_CANCELLED, or what cairo cannot do
 *
 * Writes a drawing. It may be called in any thread.
 *
 * Returns: (transfer full) (nullable): the content of a file
 */
GBytes *
kw_chain_export_write (const KwChainExport *self,
                       KwChainScene *scene,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (KW_IS_CHAIN_SCENE (scene), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  bytes = self->write (scene, error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&bytes);
}
