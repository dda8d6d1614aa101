/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-page.h"

enum {
  SIGNAL_PAGE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (CatenaPage, catena_page, GTK_TYPE_WIDGET)

static void
catena_page_default_init (CatenaPageInterface *iface)
{
  signals[SIGNAL_PAGE_CHANGED] =
    g_signal_new ("page-changed", CATENA_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * catena_page_dup_title:
 * @self: a page
 *
 * Returns: (transfer full): what its tab is called
 */
char *
catena_page_dup_title (CatenaPage *self)
{
  g_return_val_if_fail (CATENA_IS_PAGE (self), NULL);

  return CATENA_PAGE_GET_IFACE (self)->dup_title (self);
}

/**
 * catena_page_get_subtitle:
 * @self: a page
 *
 * Returns: (nullable): what stands below the title
 */
const char *
catena_page_get_subtitle (CatenaPage *self)
{
  g_return_val_if_fail (CATENA_IS_PAGE (self), NULL);

  return CATENA_PAGE_GET_IFACE (self)->get_subtitle (self);
}

/**
 * catena_page_is_covering:
 * @self: a page
 *
 * Returns: whether it brings a header bar of its own
 */
gboolean
catena_page_is_covering (CatenaPage *self)
{
  g_return_val_if_fail (CATENA_IS_PAGE (self), FALSE);

  return CATENA_PAGE_GET_IFACE (self)->is_covering (self);
}

/**
 * catena_page_go_back:
 * @self: a page
 *
 * Shows again what covers nothing.
 */
void
catena_page_go_back (CatenaPage *self)
{
  g_return_if_fail (CATENA_IS_PAGE (self));

  CATENA_PAGE_GET_IFACE (self)->go_back (self);
}

/**
 * catena_page_emit_changed:
 * @self: a page
 *
 * Tells the window that one of the answers is another than before.
 */
void
catena_page_emit_changed (CatenaPage *self)
{
  g_return_if_fail (CATENA_IS_PAGE (self));

  g_signal_emit (self, signals[SIGNAL_PAGE_CHANGED], 0);
}
