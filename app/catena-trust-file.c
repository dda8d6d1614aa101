/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-error-dialog.h"
#include "catena-password-dialog.h"
#include "catena-trust-file.h"
#include "kw-text.h"

/* Lives as long as the task whose data it is. */
typedef struct {
  GFile *file;
  CatenaPasswordDialog *dialog; /* while it is open; not owned */
  gboolean is_answered;
} Choice;

typedef struct {
  GFile *file;
  KsSecret *password; /* or NULL */
} Attempt;

static void
choice_free (Choice *choice)
{
  g_clear_object (&choice->file);
  g_free (choice);
}

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->file);
  g_clear_pointer (&attempt->password, ks_secret_unref);
  g_free (attempt);
}

static void
read_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Attempt *attempt = task_data;
  GError *error = NULL;
  KsAnchorSet *anchors =
    ks_anchor_set_new_for_file (attempt->file, NULL, attempt->password, cancellable, &error);

  if (anchors != NULL)
    g_task_return_pointer (task, anchors, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void read_with (GTask *choosing, KsSecret *password);

/* Takes @anchors. The first answer counts: the person may close the dialog while its password is tried. */
static void
answer (GTask *choosing, KsAnchorSet *anchors)
{
  Choice *choice = g_task_get_task_data (choosing);

  if (choice->is_answered) {
    g_clear_object (&anchors);
    return;
  }
  choice->is_answered = TRUE;
  g_task_return_pointer (choosing, anchors, g_object_unref);
}

static void
submitted_cb (GTask *choosing, KsSecret *password)
{
  read_with (choosing, password);
}

static void
closed_cb (GTask *choosing)
{
  Choice *choice = g_task_get_task_data (choosing);

  choice->dialog = NULL;
  answer (choosing, NULL);
  g_object_unref (choosing);
}

/* The dialog holds the task until it is closed. */
static void
ask_password (GTask *choosing)
{
  Choice *choice = g_task_get_task_data (choosing);
  g_autofree char *base_name = g_file_get_basename (choice->file);
  g_autofree char *display_name = g_filename_display_name (base_name);
  g_autofree char *name = kw_text_show (display_name);
  /* TRANSLATORS: the name of a file */
  g_autofree char *body = g_strdup_printf (_ ("“%s” is protected by a password."), name);

  choice->dialog =
    CATENA_PASSWORD_DIALOG (catena_password_dialog_new (_ ("Password Required"), body, _ ("_Unlock")));
  g_signal_connect_swapped (choice->dialog, "submitted", G_CALLBACK (submitted_cb), choosing);
  g_signal_connect_swapped (choice->dialog, "closed", G_CALLBACK (closed_cb), g_object_ref (choosing));
  adw_dialog_present (ADW_DIALOG (choice->dialog), g_task_get_source_object (choosing));
}

static gboolean
needs_password (const GError *error)
{
  return g_error_matches (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED) ||
         g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
}

static void
give (GTask *choosing, KsAnchorSet *anchors)
{
  Choice *choice = g_task_get_task_data (choosing);

  answer (choosing, anchors);
  if (choice->dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (choice->dialog));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) choosing = user_data;
  Choice *choice = g_task_get_task_data (choosing);
  g_autoptr (GError) error = NULL;
  KsAnchorSet *anchors = g_task_propagate_pointer (G_TASK (result), &error);

  if (anchors != NULL)
    give (choosing, anchors);
  else if (!needs_password (error)) {
    catena_error_dialog_present (GTK_WIDGET (source), _ ("Could Not Read the Truststore"), error);
    give (choosing, NULL);
  } else if (choice->dialog != NULL)
    catena_password_dialog_refuse (choice->dialog, _ ("This is not the password of the file"));
  else if (!choice->is_answered)
    ask_password (choosing);
}

static void
read_with (GTask *choosing, KsSecret *password)
{
  const Choice *choice = g_task_get_task_data (choosing);
  g_autoptr (GTask) task =
    g_task_new (g_task_get_source_object (choosing), NULL, read_cb, g_object_ref (choosing));
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->file = g_object_ref (choice->file);
  attempt->password = password != NULL ? ks_secret_ref (password) : NULL;
  g_task_set_source_tag (task, read_with);
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  g_task_run_in_thread (task, read_thread);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) choosing = user_data;
  Choice *choice = g_task_get_task_data (choosing);

  choice->file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (choice->file != NULL)
    read_with (choosing, NULL);
  else
    answer (choosing, NULL);
}

/**
 * catena_trust_file_choose_async:
 * @parent: the widget that wants to know
 * @callback: called when there is an answer
 * @user_data: for @callback
 *
 * Lets a person choose a truststore. It is read in a worker, first with the password that Java’s own truststore has and without
 * any; the person is asked where that is not enough.
 */
void
catena_trust_file_choose_async (GtkWidget *parent, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GTask *choosing = g_task_new (parent, NULL, callback, user_data);

  g_task_set_source_tag (choosing, catena_trust_file_choose_async);
  g_task_set_task_data (choosing, g_new0 (Choice, 1), (GDestroyNotify) choice_free);
  gtk_file_dialog_set_title (dialog, _ ("Choose Truststore"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, file_chosen_cb, choosing);
}

/**
 * catena_trust_file_choose_finish:
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): whom the chosen file trusts; %NULL when nothing was chosen or it could not be read
 */
KsAnchorSet *
catena_trust_file_choose_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
