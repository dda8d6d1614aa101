/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-protection-group.h"

struct _CatenaProtectionGroup {
  AdwPreferencesGroup parent_instance;

  AdwComboRow *scheme_row;
  AdwSpinRow *iterations_row;

  const KsProtection *protections; /* NULL: nothing to choose */
  gboolean has_own;                /* the first row stands for the file's own */
  char *own_text;
  gboolean is_setting;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaProtectionGroup, catena_protection_group, ADW_TYPE_PREFERENCES_GROUP)

/* NULL: the file's own. */
static const KsProtection *
get_protection (CatenaProtectionGroup *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme_row);

  if (self->protections == NULL || selected == GTK_INVALID_LIST_POSITION || (self->has_own && selected == 0))
    return NULL;

  return &self->protections[selected - (self->has_own ? 1 : 0)];
}

static void
changed_cb (CatenaProtectionGroup *self)
{
  if (!self->is_setting)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
selected_cb (CatenaProtectionGroup *self)
{
  const KsProtection *protection = get_protection (self);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self),
                                         protection != NULL
                                           ? g_dgettext (GETTEXT_PACKAGE, protection->description)
                                           : self->own_text);
  gtk_widget_set_visible (GTK_WIDGET (self->iterations_row),
                          protection != NULL && protection->iterations > 0);
  changed_cb (self);
}

static void
catena_protection_group_dispose (GObject *object)
{
  CatenaProtectionGroup *self = CATENA_PROTECTION_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_PROTECTION_GROUP);
  g_clear_pointer (&self->own_text, g_free);

  G_OBJECT_CLASS (catena_protection_group_parent_class)->dispose (object);
}

static void
catena_protection_group_class_init (CatenaProtectionGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_protection_group_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CATENA_TYPE_PROTECTION_GROUP, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-protection-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaProtectionGroup, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaProtectionGroup, iterations_row);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
catena_protection_group_init (CatenaProtectionGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static const char *
find_name (const KsProtection *protections, const char *id)
{
  for (gsize i = 0; protections[i].id != NULL; i++)
    if (g_strcmp0 (protections[i].id, id) == 0)
      return g_dgettext (GETTEXT_PACKAGE, protections[i].name);

  return NULL;
}

/* What the file has: a name where it is one of ours. */
static void
describe_own (CatenaProtectionGroup *self, KsStore *store, const KsFormat *format)
{
  guint iterations = 0;
  const char *id = format->get_scheme (store, &iterations);
  const char *name = id != NULL ? find_name (format->protections, id) : NULL;

  g_free (self->own_text);
  if (name != NULL && iterations == 0)
    /* TRANSLATORS: the name of a kind of protection, like “Modern” */
    self->own_text = g_strdup_printf (_ ("The file keeps what it has: %s"), name);
  else if (name != NULL)
    /* TRANSLATORS: the name of a kind of protection, like “Modern”, and a number of iterations */
    self->own_text = g_strdup_printf (ngettext ("The file keeps what it has: %s, %'u iteration",
                                                "The file keeps what it has: %s, %'u iterations", iterations),
                                      name, iterations);
  else
    self->own_text = g_strdup (_ ("The file keeps what it has"));
}

static void
fill (CatenaProtectionGroup *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  if (self->has_own)
    gtk_string_list_append (names, _ ("As It Is"));
  for (gsize i = 0; self->protections != NULL && self->protections[i].id != NULL; i++)
    gtk_string_list_append (names, g_dgettext (GETTEXT_PACKAGE, self->protections[i].name));

  adw_combo_row_set_model (self->scheme_row, G_LIST_MODEL (names));
}

/**
 * catena_protection_group_set_target:
 * @self: a group
 * @store: what is saved
 * @format: in which format
 *
 * Offers what that format has to choose; without any choice the group is not visible. Says nothing by its signal.
 */
void
catena_protection_group_set_target (CatenaProtectionGroup *self, KsStore *store, const KsFormat *format)
{
  gboolean has_own = format->protections != NULL && ks_store_get_format (store) == format;

  if (self->protections == format->protections && self->has_own == has_own &&
      (self->protections == NULL || adw_combo_row_get_model (self->scheme_row) != NULL)) {
    gtk_widget_set_visible (GTK_WIDGET (self), self->protections != NULL);
    return;
  }

  self->is_setting = TRUE;
  self->protections = format->protections;
  self->has_own = has_own;
  if (has_own)
    describe_own (self, store, format);
  fill (self);
  selected_cb (self);
  self->is_setting = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), self->protections != NULL);
}

/**
 * catena_protection_group_get_scheme:
 * @self: a group
 *
 * Returns: (nullable): the chosen protection; %NULL when the file keeps what it has, or the format has no choice
 */
const char *
catena_protection_group_get_scheme (CatenaProtectionGroup *self)
{
  const KsProtection *protection = get_protection (self);

  return protection != NULL ? protection->id : NULL;
}

/**
 * catena_protection_group_get_iterations:
 * @self: a group
 *
 * Returns: the chosen number; 0 without a chosen protection
 */
guint
catena_protection_group_get_iterations (CatenaProtectionGroup *self)
{
  const KsProtection *protection = get_protection (self);

  return protection != NULL && protection->iterations > 0
           ? (guint) adw_spin_row_get_value (self->iterations_row)
           : 0;
}
