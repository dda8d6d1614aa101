/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-release.h"

static void
release_thread (GTask *task, gpointer source, gpointer object, GCancellable *cancellable)
{
  g_object_unref (object);
  g_task_return_boolean (task, TRUE);
}

static void
released_cb (GObject *source, GAsyncResult *result, gpointer application)
{
  if (application != NULL)
    g_application_release (application);
}

/**
 * catena_release:
 * @object: (transfer full) (nullable): a value that holds much, like a keystore of ten thousand entries
 *
 * Lets go of it in a worker, as freeing it takes longer than a frame. The program does not end before that is done: what is freed
 * then would need the libraries that are being shut down.
 */
void
catena_release (gpointer object)
{
  GApplication *application = g_application_get_default ();
  g_autoptr (GTask) task = NULL;

  if (object == NULL)
    return;

  if (application != NULL)
    g_application_hold (application);
  task = g_task_new (NULL, NULL, released_cb, application);
  g_task_set_source_tag (task, catena_release);
  g_task_set_task_data (task, object, NULL);
  g_task_run_in_thread (task, release_thread);
}
