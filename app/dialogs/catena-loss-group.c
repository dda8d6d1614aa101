/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-loss-group.h"
#include "kw-status-mark.h"
#include "kw-text.h"

/* More rows than anybody reads; the rest is a number. */
#define MAX_LOSSES 50

struct _CatenaLossGroup {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;
};

enum {
  SIGNAL_UNLOCK_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaLossGroup, catena_loss_group, ADW_TYPE_PREFERENCES_GROUP)

/* A request to unlock the key of one entry, from the button to the signal. */
typedef struct {
  CatenaLossGroup *group;
  char *alias;
} Wish;

static void
wish_free (gpointer data, GClosure *closure)
{
  Wish *wish = data;

  g_free (wish->alias);
  g_free (wish);
}

static void
unlock_cb (GtkButton *button, Wish *wish)
{
  g_signal_emit (wish->group, signals[SIGNAL_UNLOCK_REQUESTED], 0, wish->alias);
}

static GtkWidget *
make_button (CatenaLossGroup *self, const char *alias)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Password…"));
  Wish *wish = g_new0 (Wish, 1);

  wish->group = self;
  wish->alias = g_strdup (alias);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("Give the password of this key"));
  g_signal_connect_data (button, "clicked", G_CALLBACK (unlock_cb), wish, wish_free, 0);

  return button;
}

static void
add_row (CatenaLossGroup *self, const char *title, const char *subtitle, GtkWidget *suffix)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = kw_status_mark_new (KS_STATE_WARNING);

  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  if (suffix != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (CatenaLossGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
catena_loss_group_dispose (GObject *object)
{
  CatenaLossGroup *self = CATENA_LOSS_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_loss_group_parent_class)->dispose (object);
}

static void
catena_loss_group_class_init (CatenaLossGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = catena_loss_group_dispose;

  signals[SIGNAL_UNLOCK_REQUESTED] =
    g_signal_new ("unlock-requested", CATENA_TYPE_LOSS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
catena_loss_group_init (CatenaLossGroup *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * catena_loss_group_set_losses:
 * @self: a group
 * @losses: (nullable) (element-type KsLoss): what is lost
 *
 * Shows what is lost; keys that a password would save come with a button to give it.
 */
void
catena_loss_group_set_losses (CatenaLossGroup *self, GPtrArray *losses)
{
  guint n = losses != NULL ? losses->len : 0;
  g_autofree char *title = g_strdup_printf (ngettext ("%u Thing Will Change", "%u Things Will Change", n), n);

  clear_rows (self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  for (guint i = 0; i < n && i < MAX_LOSSES; i++) {
    const KsLoss *loss = g_ptr_array_index (losses, i);
    g_autofree char *alias = loss->alias != NULL ? kw_text_show (loss->alias) : NULL;

    add_row (self, alias != NULL ? alias : _ ("The whole file"), loss->sentence,
             loss->needs_password && loss->alias != NULL ? make_button (self, loss->alias) : NULL);
  }
  if (n > MAX_LOSSES) {
    g_autofree char *more =
      g_strdup_printf (ngettext ("And %u more", "And %u more", n - MAX_LOSSES), n - MAX_LOSSES);

    add_row (self, more, "", NULL);
  }
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
}
