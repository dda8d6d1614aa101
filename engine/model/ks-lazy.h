/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A lazy field is a pointer that is NULL until somebody needs it. Whoever needs it makes the value and offers it here: the
 * first one wins, the others drop theirs and take the winner's. No lock, and the value is only read afterwards. */
static inline gpointer
ks_lazy_get (gconstpointer field)
{
  return g_atomic_pointer_get ((gpointer *) field);
}

static inline gpointer
ks_lazy_publish (gpointer field, gpointer value, GDestroyNotify drop)
{
  if (g_atomic_pointer_compare_and_exchange ((gpointer *) field, NULL, value))
    return value;

  drop (value);
  return ks_lazy_get (field);
}

G_END_DECLS
