/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-names-page.h"

#include <glib/gi18n.h>

#include "kw-name-editor.h"

struct _CatenaGenerateNamesPage {
  CatenaGeneratePage parent_instance;

  AdwComboRow *usage_row;
  GtkLabel *usage_label;
  GtkLabel *heading;
  GtkLabel *description;
  KwNameEditor *names;

  const KsUsageTemplate *shown;
};

G_DEFINE_FINAL_TYPE (CatenaGenerateNamesPage, catena_generate_names_page, CATENA_TYPE_GENERATE_PAGE)

/* Every computer calls itself so. */
static const char *const local_names[] = { "localhost", "127.0.0.1", "::1", NULL };

static void
show_usage (CatenaGenerateNamesPage *self, const KsUsageTemplate *usage)
{
  if (self->shown == usage)
    return;
  self->shown = usage;
  gtk_label_set_label (self->usage_label, g_dgettext (GETTEXT_PACKAGE, usage->description));
  gtk_label_set_label (self->heading, usage->wants_names ? _ ("Which names will clients use?")
                                                         : _ ("Which names does it have?"));
  gtk_label_set_label (self->description, usage->wants_names
                                            ? _ ("Type or paste host names and IP addresses.")
                                            : _ ("Host names, email addresses, URIs; there may be none."));
  kw_name_editor_set_placeholder (self->names, usage->wants_names ? "www.example.org" : "name@example.org");
  kw_name_editor_set_suggestions (self->names, usage->wants_names ? local_names : NULL);
}

static void
usage_cb (CatenaGenerateNamesPage *self)
{
  CatenaGenerateDraft *draft = catena_generate_page_get_draft (CATENA_GENERATE_PAGE (self));
  guint selected = adw_combo_row_get_selected (self->usage_row);
  gsize n;
  const KsUsageTemplate *usages = ks_usage_template_list (&n);

  /* The row has a selection before there is a draft. */
  if (draft == NULL || selected >= n || draft->usage == &usages[selected])
    return;
  catena_generate_draft_set_usage (draft, &usages[selected]);
  show_usage (self, draft->usage);
  catena_generate_page_changed (CATENA_GENERATE_PAGE (self));
}

static void
names_cb (CatenaGenerateNamesPage *self)
{
  CatenaGenerateDraft *draft = catena_generate_page_get_draft (CATENA_GENERATE_PAGE (self));
  GPtrArray *names = kw_name_editor_get_names (self->names);

  if (draft == NULL)
    return;
  g_ptr_array_set_size (draft->spec->names, 0);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (draft->spec->names, ks_general_name_copy (g_ptr_array_index (names, i)));
  catena_generate_page_changed (CATENA_GENERATE_PAGE (self));
}

static void
removed_cb (CatenaGenerateNamesPage *self, const char *name)
{
  catena_generate_page_removed (CATENA_GENERATE_PAGE (self), name);
}

static void
catena_generate_names_page_update (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateNamesPage *self = CATENA_GENERATE_NAMES_PAGE (page);
  gsize n;
  const char *common_name = ks_name_get_common_name (draft->spec->subject);
  g_autofree char *suggested = ks_certificate_spec_dup_suggested_common_name (draft->spec);

  adw_combo_row_set_selected (self->usage_row, (guint) (draft->usage - ks_usage_template_list (&n)));
  show_usage (self, draft->usage);
  kw_name_editor_set_first_hint (self->names, common_name != NULL && g_strcmp0 (common_name, suggested) == 0
                                                ? _ ("First name: shown as the common name")
                                                : NULL);
}

static gboolean
catena_generate_names_page_check (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateNamesPage *self = CATENA_GENERATE_NAMES_PAGE (page);

  if (!kw_name_editor_commit (self->names)) {
    gtk_widget_grab_focus (GTK_WIDGET (self->names));
    return FALSE;
  }
  if (draft->usage->wants_names && draft->spec->names->len == 0) {
    kw_name_editor_refuse (self->names, _ ("A server needs at least one name that clients connect to"));
    return FALSE;
  }
  return TRUE;
}

static void
catena_generate_names_page_undo (CatenaGeneratePage *page)
{
  kw_name_editor_undo (CATENA_GENERATE_NAMES_PAGE (page)->names);
}

static gboolean
catena_generate_names_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CATENA_GENERATE_NAMES_PAGE (widget)->names));
}

static void
catena_generate_names_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_GENERATE_NAMES_PAGE);

  G_OBJECT_CLASS (catena_generate_names_page_parent_class)->dispose (object);
}

static void
catena_generate_names_page_class_init (CatenaGenerateNamesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CatenaGeneratePageClass *page_class = CATENA_GENERATE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_generate_names_page_dispose;
  widget_class->grab_focus = catena_generate_names_page_grab_focus;
  page_class->update = catena_generate_names_page_update;
  page_class->check = catena_generate_names_page_check;
  page_class->undo = catena_generate_names_page_undo;

  g_type_ensure (KW_TYPE_NAME_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-generate-names-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateNamesPage, usage_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateNamesPage, usage_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateNamesPage, heading);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateNamesPage, description);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateNamesPage, names);
  gtk_widget_class_bind_template_callback (widget_class, usage_cb);
  gtk_widget_class_bind_template_callback (widget_class, names_cb);
  gtk_widget_class_bind_template_callback (widget_class, removed_cb);
}

static void
catena_generate_names_page_init (CatenaGenerateNamesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n;
  const KsUsageTemplate *usages = ks_usage_template_list (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n; i++)
    gtk_string_list_append (names, g_dgettext (GETTEXT_PACKAGE, usages[i].name));
  adw_combo_row_set_model (self->usage_row, G_LIST_MODEL (names));
}
