/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-advice-private.h"

#include <glib/gi18n-lib.h>

/**
 * ks_advice_find:
 * @check: id of a check or lint, such as "chain-complete"
 *
 * Why something matters is said by the check itself (KsCheck.why); this is what a person can do about it.
 *
 * Returns: (transfer none) (nullable): a few sentences, translated
 */
const char *
ks_advice_find (const char *check)
{
  const KsAdvice *const tables[] = { ks_advice_on_checks, ks_advice_on_lints };

  g_return_val_if_fail (check != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const KsAdvice *row = tables[i]; row->check != NULL; row++)
      if (g_str_equal (row->check, check))
        return g_dgettext (GETTEXT_PACKAGE, row->text);
  return NULL;
}
