/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <stdlib.h>
#include <unistd.h>

#include "catena-shot.h"

/* For pictures and tests, in the development profile only: with CATENA_SHOT=FILE.png in the environment, the program opens what
 * it was given, waits until nothing changes any more, writes a picture of its window, and ends. `./dev shot` sets the variables. */

#define POLL_MS 50
#define CALM_MS 400
#define MAX_PASSWORD 4096

typedef struct {
  CatenaWindow *window;
  char **steps; /* "list", "content", or the names of actions */
  guint step;
  KsSecret *password;
  gboolean is_unlocking;
  gboolean is_selected;
  gint64 calm_since;
} Shot;

static void
shot_free (Shot *shot)
{
  g_clear_object (&shot->window);
  g_clear_pointer (&shot->steps, g_strfreev);
  g_clear_pointer (&shot->password, ks_secret_unref);
  g_free (shot);
}

/* From a variable, which is removed at once, or from a file descriptor, up to the end of the line. */
static KsSecret *
read_password (void)
{
  const char *variable = g_getenv ("CATENA_PASSWORD");
  const char *descriptor = g_getenv ("CATENA_PASSWORD_FD");
  char buffer[MAX_PASSWORD];
  KsSecret *password = NULL;
  gssize size;

  if (variable != NULL) {
    password = ks_secret_new_from_string (variable);
    g_unsetenv ("CATENA_PASSWORD");
  } else if (descriptor != NULL) {
    size = read (atoi (descriptor), buffer, sizeof buffer);
    while (size > 0 && (buffer[size - 1] == '\n' || buffer[size - 1] == '\r'))
      size--;
    if (size >= 0)
      password = ks_secret_new (buffer, (gsize) size);
    explicit_bzero (buffer, sizeof buffer);
  }

  return password;
}

static void
unlocked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!catena_document_unlock_finish (CATENA_DOCUMENT (source), result, &error))
    g_printerr ("catena: %s\n", error->message);
}

static void
save_picture (CatenaWindow *window, const char *path)
{
  int width = gtk_widget_get_width (GTK_WIDGET (window));
  int height = gtk_widget_get_height (GTK_WIDGET (window));
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return;

  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  gdk_texture_save_to_png (texture, path);
}

/* Whether everything that was asked for is on the screen, as far as the program knows. */
static gboolean
is_settled (Shot *shot)
{
  CatenaStorePage *page = catena_window_get_page (shot->window);
  CatenaDocument *document;

  if (page == NULL)
    return TRUE;

  document = catena_store_page_get_document (page);
  switch (catena_document_get_state (document)) {
  case CATENA_DOCUMENT_LOCKED:
    if (shot->password == NULL || shot->is_unlocking)
      return shot->password == NULL;
    shot->is_unlocking = TRUE;
    catena_document_unlock_async (document, shot->password, unlocked_cb, NULL);
    return FALSE;
  case CATENA_DOCUMENT_READY:
    return !catena_document_is_busy (document) &&
           catena_verification_is_settled (catena_store_page_get_verification (page));
  case CATENA_DOCUMENT_FAILED:
    return TRUE;
  case CATENA_DOCUMENT_EMPTY:
  case CATENA_DOCUMENT_LOADING:
  default:
    return FALSE;
  }
}

static gboolean
select_entry (Shot *shot)
{
  const char *alias = g_getenv ("CATENA_SHOT_SELECT");
  CatenaStorePage *page = catena_window_get_page (shot->window);
  KsStore *store = page != NULL ? catena_document_get_store (catena_store_page_get_document (page)) : NULL;
  KsEntry *entry;

  if (shot->is_selected || alias == NULL || store == NULL)
    return FALSE;

  shot->is_selected = TRUE;
  entry = ks_store_find (store, alias);
  if (entry == NULL)
    g_printerr ("catena: there is no entry “%s”\n", alias);
  else
    catena_store_page_select (page, entry);
  return TRUE;
}

static gboolean
take_step (Shot *shot)
{
  CatenaStorePage *page = catena_window_get_page (shot->window);
  const char *step = shot->steps[shot->step];

  if (step == NULL)
    return FALSE;

  shot->step++;
  if (g_str_equal (step, "list") && page != NULL)
    catena_store_page_go_back (page);
  else if (!g_str_equal (step, "welcome") &&
           !gtk_widget_activate_action (GTK_WIDGET (shot->window), step, NULL))
    g_printerr ("catena: no action “%s”\n", step);
  return TRUE;
}

static gboolean
poll_cb (gpointer user_data)
{
  Shot *shot = user_data;
  gint64 now = g_get_monotonic_time () / 1000;

  if (!is_settled (shot)) {
    shot->calm_since = now;
    return G_SOURCE_CONTINUE;
  }
  if (now - shot->calm_since < CALM_MS)
    return G_SOURCE_CONTINUE;

  if (select_entry (shot) || take_step (shot)) {
    shot->calm_since = now;
    return G_SOURCE_CONTINUE;
  }

  save_picture (shot->window, g_getenv ("CATENA_SHOT"));
  g_application_quit (g_application_get_default ());
  return G_SOURCE_REMOVE;
}

/* The window as a released version shows it under a compositor. */
static void
make_neutral (CatenaWindow *window)
{
  g_object_set (gtk_settings_get_default (), "gtk-decoration-layout", ":close", "gtk-enable-animations",
                FALSE, NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (window), "devel");
  gtk_widget_remove_css_class (GTK_WIDGET (window), "solid-csd");
}

/**
 * catena_shot_start:
 * @window: the window to make a picture of
 *
 * Does nothing, unless the environment asks for a picture and this is a development build.
 */
void
catena_shot_start (CatenaWindow *window)
{
  const char *size = g_getenv ("CATENA_SHOT_SIZE");
  const char *pages = g_getenv ("CATENA_SHOT_PAGE");
  int width, height;
  Shot *shot;

  if (!PROFILE_DEVELOPMENT || g_getenv ("CATENA_SHOT") == NULL)
    return;

  make_neutral (window);
  if (size != NULL && sscanf (size, "%dx%d", &width, &height) == 2)
    gtk_window_set_default_size (GTK_WINDOW (window), width, height);

  shot = g_new0 (Shot, 1);
  shot->window = g_object_ref (window);
  shot->steps = g_strsplit (pages != NULL ? pages : "", ",", -1);
  shot->password = read_password ();
  shot->calm_since = g_get_monotonic_time () / 1000;
  g_timeout_add_full (G_PRIORITY_DEFAULT, POLL_MS, poll_cb, shot, (GDestroyNotify) shot_free);
}
