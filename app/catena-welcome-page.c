/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-recent.h"
#include "catena-samples.h"
#include "catena-welcome-page.h"
#include "catena-welcome-tile.h"
#include "kw-text.h"

struct _CatenaWelcomePage {
  AdwBin parent_instance;

  AdwStatusPage *status_page;
  AdwPreferencesGroup *recent_group;
  GtkMenuButton *samples_button;
  GPtrArray *rows;
};

G_DEFINE_FINAL_TYPE (CatenaWelcomePage, catena_welcome_page, ADW_TYPE_BIN)

static char *
describe_day (gint64 time)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (g_date_time_get_year (then) != g_date_time_get_year (now))
    return g_date_time_format (then, "%x");
  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return g_strdup (_ ("today"));
  if (g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_ ("yesterday"));

  /* TRANSLATORS: a day of this year: 9 June */
  return g_date_time_format (then, _ ("%-d %B"));
}

static char *
describe_folder (GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *path = folder != NULL ? g_file_get_parse_name (folder) : g_strdup ("");
  const char *home = g_get_home_dir ();
  gsize length = strlen (home);

  if (g_str_has_prefix (path, home) && (path[length] == '/' || path[length] == '\0'))
    return g_strconcat ("~", path + length, NULL);

  return g_steal_pointer (&path);
}

static GtkWidget *
make_suffix (CatenaRecent *recent)
{
  const KsFormat *format = ks_format_find (recent->format);
  g_autofree char *day = describe_day (recent->opened);
  g_autofree char *text =
    format != NULL ? g_strdup_printf ("%s · %s", format->short_name, day) : g_strdup (day);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

static GtkWidget *
make_row (CatenaRecent *recent)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = g_file_get_basename (recent->file);
  g_autofree char *title = g_filename_display_name (name);
  g_autofree char *subtitle = describe_folder (recent->file);
  g_autofree char *uri = g_file_get_uri (recent->file);
  const char *icon = kw_kind_icon (recent->has_keys ? KS_ENTRY_KEY : KS_ENTRY_CERTIFICATE);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_suffix (recent));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "keystore.open-recent");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", uri);
  return row;
}

static void
make_samples_menu (CatenaWelcomePage *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint n_samples;
  const CatenaSample *samples = catena_sample_list (&n_samples);

  for (guint i = 0; i < n_samples; i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ (samples[i].title), NULL);

    g_menu_item_set_action_and_target (item, "sample.open", "s", samples[i].id);
    g_menu_append_item (menu, item);
  }
  gtk_menu_button_set_menu_model (self->samples_button, G_MENU_MODEL (menu));
}

static void
catena_welcome_page_dispose (GObject *object)
{
  CatenaWelcomePage *self = CATENA_WELCOME_PAGE (object);

  /* The bin would unparent its child a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_WELCOME_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_welcome_page_parent_class)->dispose (object);
}

static void
catena_welcome_page_class_init (CatenaWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_welcome_page_dispose;

  g_type_ensure (CATENA_TYPE_WELCOME_TILE);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaWelcomePage, status_page);
  gtk_widget_class_bind_template_child (widget_class, CatenaWelcomePage, recent_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaWelcomePage, samples_button);
}

static void
catena_welcome_page_init (CatenaWelcomePage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_status_page_set_icon_name (self->status_page, APP_ID);
  make_samples_menu (self);
}

/**
 * catena_welcome_page_set_recent:
 * @self: a page
 * @recent: (element-type CatenaRecent): the files opened last
 *
 * Shows the recent files.
 */
void
catena_welcome_page_set_recent (CatenaWelcomePage *self, GPtrArray *recent)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->recent_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < recent->len; i++) {
    GtkWidget *row = make_row (g_ptr_array_index (recent, i));

    adw_preferences_group_add (self->recent_group, row);
    g_ptr_array_add (self->rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->recent_group), recent->len > 0);
}
