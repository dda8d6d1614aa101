/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-key-page.h"

#include <glib/gi18n.h>

#include "catena-new-password-group.h"
#include "kw-algorithm-list.h"

struct _CatenaGenerateKeyPage {
  CatenaGeneratePage parent_instance;

  GtkWidget *entry_group;
  GtkEditable *alias_row;
  AdwSwitchRow *own_row;
  GtkLabel *alias_hint;
  CatenaNewPasswordGroup *password_group;
  KwAlgorithmList *algorithms;

  gboolean has_own_alias; /* somebody typed one */
  gboolean is_proposing;
};

G_DEFINE_FINAL_TYPE (CatenaGenerateKeyPage, catena_generate_key_page, CATENA_TYPE_GENERATE_PAGE)

static KsStore *
get_store (CatenaGenerateKeyPage *self)
{
  return catena_generate_draft_get_store (catena_generate_page_get_draft (CATENA_GENERATE_PAGE (self)));
}

static KsFormatFlags
get_flags (CatenaGenerateKeyPage *self)
{
  return ks_store_get_format (get_store (self))->flags;
}

/* Why it cannot be the alias, or NULL. */
static const char *
find_mistake (CatenaGenerateKeyPage *self, const char *alias)
{
  g_autofree char *free_alias = NULL;

  if ((get_flags (self) & KS_FORMAT_HOLDS_ALIASES) == 0)
    return NULL;
  if (*alias == '\0')
    return _ ("An alias has at least one character");
  free_alias = ks_store_make_alias (get_store (self), alias);
  return g_str_equal (free_alias, alias) ? NULL : _ ("Another entry has this alias");
}

static char *
find_advice (CatenaGenerateKeyPage *self, const char *alias)
{
  g_autofree char *folded = ks_alias_fold (alias);

  if ((get_flags (self) & KS_FORMAT_IGNORES_ALIAS_CASE) == 0 || g_str_equal (folded, alias))
    return NULL;
  /* Translators: %s is an alias in lower case */
  return g_strdup_printf (_ ("Java writes aliases in lower case, and will call it “%s”"), folded);
}

static void
show_alias_hint (CatenaGenerateKeyPage *self, const char *alias)
{
  const char *mistake = find_mistake (self, alias);
  g_autofree char *advice = mistake == NULL ? find_advice (self, alias) : NULL;
  const char *hint = mistake != NULL ? mistake : advice;

  gtk_label_set_label (self->alias_hint, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->alias_hint), hint != NULL);
  if (mistake != NULL) {
    gtk_widget_add_css_class (GTK_WIDGET (self->alias_row), "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->alias_hint), "error");
  } else {
    gtk_widget_remove_css_class (GTK_WIDGET (self->alias_row), "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->alias_hint), "error");
  }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->alias_row), GTK_ACCESSIBLE_STATE_INVALID,
                               mistake != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
alias_cb (CatenaGenerateKeyPage *self)
{
  CatenaGenerateDraft *draft = catena_generate_page_get_draft (CATENA_GENERATE_PAGE (self));

  if (draft == NULL)
    return;
  self->has_own_alias |= !self->is_proposing;
  g_set_str (&draft->alias, gtk_editable_get_text (self->alias_row));
  show_alias_hint (self, draft->alias);
}

static void
own_cb (CatenaGenerateKeyPage *self)
{
  gboolean has_own = adw_switch_row_get_active (self->own_row);

  gtk_widget_set_visible (GTK_WIDGET (self->password_group), has_own);
  if (has_own)
    gtk_widget_child_focus (GTK_WIDGET (self->password_group), GTK_DIR_TAB_FORWARD);
}

static void
password_cb (CatenaGenerateKeyPage *self)
{
  if (catena_new_password_group_is_valid (self->password_group))
    gtk_widget_remove_css_class (GTK_WIDGET (self->own_row), "error");
}

static void
algorithm_cb (CatenaGenerateKeyPage *self)
{
  CatenaGenerateDraft *draft = catena_generate_page_get_draft (CATENA_GENERATE_PAGE (self));
  const KsKeyAlgorithm *algorithm = kw_algorithm_list_get_selected (self->algorithms);

  if (draft == NULL || algorithm == NULL || algorithm == draft->algorithm)
    return;
  catena_generate_draft_set_algorithm (draft, algorithm);
  catena_generate_page_changed (CATENA_GENERATE_PAGE (self));
}

static const char *
explain (const KsKeyAlgorithm *algorithm, gpointer owner)
{
  CatenaGenerateDraft *draft = catena_generate_page_get_draft (owner);

  if (draft->usage->needs_rsa && algorithm->family != KS_KEY_FAMILY_RSA)
    return _ ("Only RSA keys encrypt data");
  return ks_key_algorithm_explain_format (algorithm, ks_store_get_format (get_store (owner)));
}

static void
propose_alias (CatenaGenerateKeyPage *self, CatenaGenerateDraft *draft)
{
  g_autofree char *proposed = NULL;

  if (self->has_own_alias)
    return;
  proposed = catena_generate_draft_propose_alias (draft);
  self->is_proposing = TRUE;
  gtk_editable_set_text (self->alias_row, proposed);
  self->is_proposing = FALSE;
}

static void
show_password_choice (CatenaGenerateKeyPage *self)
{
  gboolean can = (get_flags (self) & KS_FORMAT_ENTRY_PASSWORDS) != 0;
  gboolean has_store = (get_flags (self) & KS_FORMAT_STORE_PASSWORD) != 0;

  gtk_widget_set_visible (GTK_WIDGET (self->own_row), can);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->own_row),
                               has_store ? _ ("Else it has the keystore’s, which many servers expect")
                                         : _ ("Else the key is stored unencrypted"));
}

static void
catena_generate_key_page_update (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateKeyPage *self = CATENA_GENERATE_KEY_PAGE (page);

  gtk_widget_set_visible (GTK_WIDGET (self->alias_row), (get_flags (self) & KS_FORMAT_HOLDS_ALIASES) != 0);
  gtk_widget_set_visible (self->entry_group,
                          (get_flags (self) & (KS_FORMAT_HOLDS_ALIASES | KS_FORMAT_ENTRY_PASSWORDS)) != 0);
  propose_alias (self, draft);
  show_password_choice (self);
  kw_algorithm_list_set_selected (self->algorithms, draft->algorithm);
  kw_algorithm_list_explain (self->algorithms, explain, self);
  if (kw_algorithm_list_get_selected (self->algorithms) != draft->algorithm)
    catena_generate_draft_set_algorithm (draft, kw_algorithm_list_get_selected (self->algorithms));
}

static gboolean
catena_generate_key_page_check (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateKeyPage *self = CATENA_GENERATE_KEY_PAGE (page);

  if (find_mistake (self, draft->alias) != NULL) {
    show_alias_hint (self, draft->alias);
    gtk_widget_grab_focus (GTK_WIDGET (self->alias_row));
    return FALSE;
  }
  if (adw_switch_row_get_active (self->own_row) &&
      !catena_new_password_group_is_valid (self->password_group)) {
    gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("Type the key’s password twice"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    gtk_widget_child_focus (GTK_WIDGET (self->password_group), GTK_DIR_TAB_FORWARD);
    return FALSE;
  }
  return TRUE;
}

static gboolean
catena_generate_key_page_grab_focus (GtkWidget *widget)
{
  CatenaGenerateKeyPage *self = CATENA_GENERATE_KEY_PAGE (widget);

  if (gtk_widget_get_visible (GTK_WIDGET (self->alias_row)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->alias_row));
  return gtk_widget_child_focus (GTK_WIDGET (self->algorithms), GTK_DIR_TAB_FORWARD);
}

static void
catena_generate_key_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_GENERATE_KEY_PAGE);

  G_OBJECT_CLASS (catena_generate_key_page_parent_class)->dispose (object);
}

static void
catena_generate_key_page_class_init (CatenaGenerateKeyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CatenaGeneratePageClass *page_class = CATENA_GENERATE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_generate_key_page_dispose;
  widget_class->grab_focus = catena_generate_key_page_grab_focus;
  page_class->update = catena_generate_key_page_update;
  page_class->check = catena_generate_key_page_check;

  g_type_ensure (CATENA_TYPE_NEW_PASSWORD_GROUP);
  g_type_ensure (KW_TYPE_ALGORITHM_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-generate-key-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateKeyPage, entry_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateKeyPage, alias_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateKeyPage, own_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateKeyPage, alias_hint);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateKeyPage, password_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateKeyPage, algorithms);
  gtk_widget_class_bind_template_callback (widget_class, alias_cb);
  gtk_widget_class_bind_template_callback (widget_class, own_cb);
  gtk_widget_class_bind_template_callback (widget_class, password_cb);
  gtk_widget_class_bind_template_callback (widget_class, algorithm_cb);
}

static void
catena_generate_key_page_init (CatenaGenerateKeyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_generate_key_page_take_password:
 * @self: a page that was checked
 *
 * Takes the password that is the key's own; its fields are empty afterwards.
 *
 * Returns: (transfer full) (nullable): the password, %NULL where the key has the store's
 */
KsSecret *
catena_generate_key_page_take_password (CatenaGenerateKeyPage *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->own_row)) || !adw_switch_row_get_active (self->own_row))
    return NULL;
  return catena_new_password_group_take (self->password_group);
}
