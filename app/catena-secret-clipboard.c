/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-secret-clipboard.h"

#define SECONDS 45

/* What clipboard managers ask for before they remember something. */
#define HINT_TYPE "x-kde-passwordManagerHint"

static GdkContentProvider *
make_provider (KsSecret *secret)
{
  static const char *const types[] = { "text/plain;charset=utf-8", "text/plain" };
  GdkContentProvider *parts[G_N_ELEMENTS (types) + 1];
  g_autoptr (GBytes) hint = g_bytes_new_static ("secret", 6);
  gsize size;
  const guint8 *data = ks_secret_get_data (secret, &size);
  /* The bytes stay where they are locked and wiped. */
  g_autoptr (GBytes) bytes =
    g_bytes_new_with_free_func (data, size, (GDestroyNotify) ks_secret_unref, ks_secret_ref (secret));

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    parts[i] = gdk_content_provider_new_for_bytes (types[i], bytes);
  parts[G_N_ELEMENTS (types)] = gdk_content_provider_new_for_bytes (HINT_TYPE, hint);

  return gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
}

typedef struct {
  GdkClipboard *clipboard;
  GdkContentProvider *provider;
} Copied;

static void
copied_free (gpointer data)
{
  Copied *copied = data;

  g_object_unref (copied->clipboard);
  g_object_unref (copied->provider);
  g_free (copied);
}

/* What was copied meanwhile is somebody else's. */
static gboolean
over_cb (gpointer data)
{
  Copied *copied = data;

  if (gdk_clipboard_get_content (copied->clipboard) == copied->provider)
    gdk_clipboard_set_content (copied->clipboard, NULL);

  return G_SOURCE_REMOVE;
}

/**
 * catena_secret_clipboard_copy:
 * @widget: whose clipboard it is
 * @secret: a password
 *
 * Copies a password at a person's wish. After 45 seconds it is taken away again, unless something else was copied.
 */
void
catena_secret_clipboard_copy (GtkWidget *widget, KsSecret *secret)
{
  Copied *copied;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (secret != NULL);

  copied = g_new0 (Copied, 1);
  copied->clipboard = g_object_ref (gtk_widget_get_clipboard (widget));
  copied->provider = make_provider (secret);
  gdk_clipboard_set_content (copied->clipboard, copied->provider);
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, SECONDS, over_cb, copied, copied_free);
}
