/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-use-page.h"

#include <glib/gi18n.h>

#include "kw-extension-editor.h"
#include "kw-usage-editor.h"
#include "kw-validity-editor.h"

#define ALL_USAGES ((KsKeyUsage) ((1u << 9) - 1))
#define SERVER_AUTH "1.3.6.1.5.5.7.3.1"

struct _CatenaGenerateUsePage {
  CatenaGeneratePage parent_instance;

  KwValidityEditor *validity;
  AdwPreferencesGroup *signature_group;
  AdwComboRow *issuer_row;
  AdwComboRow *digest_row;
  KwUsageEditor *usage;
  KwExtensionEditor *extensions;
  GtkBox *problems;

  const KsUsageTemplate *shown; /* whose validity is shown */
  const char *const *digests;   /* what the digest row offers */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (CatenaGenerateUsePage, catena_generate_use_page, CATENA_TYPE_GENERATE_PAGE)

static gboolean
show_problems (CatenaGenerateUsePage *self)
{
  return catena_generate_page_show_problems (CATENA_GENERATE_PAGE (self), self->problems,
                                             1u << KS_SPEC_FIELD_USAGE | 1u << KS_SPEC_FIELD_VALIDITY |
                                               1u << KS_SPEC_FIELD_EXTENSIONS | 1u << KS_SPEC_FIELD_ISSUER);
}

/* NULL while the page is filled: nobody has chosen anything then. */
static CatenaGenerateDraft *
get_draft (CatenaGenerateUsePage *self)
{
  return self->is_filling ? NULL : catena_generate_page_get_draft (CATENA_GENERATE_PAGE (self));
}

static void
changed (CatenaGenerateUsePage *self)
{
  show_problems (self);
  catena_generate_page_changed (CATENA_GENERATE_PAGE (self));
}

static void
validity_cb (CatenaGenerateUsePage *self)
{
  CatenaGenerateDraft *draft = get_draft (self);

  if (draft != NULL &&
      kw_validity_editor_get_period (self->validity, &draft->spec->not_before, &draft->spec->not_after))
    changed (self);
}

static void
show_digests (CatenaGenerateUsePage *self, CatenaGenerateDraft *draft)
{
  const char *const *digests = catena_generate_draft_list_digests (draft);
  g_autoptr (GtkStringList) names = NULL;
  guint selected = 0;

  gtk_widget_set_visible (GTK_WIDGET (self->digest_row), digests[0] != NULL);
  if (digests != self->digests) {
    names = gtk_string_list_new (NULL);
    for (guint i = 0; digests[i] != NULL; i++)
      gtk_string_list_append (names, ks_signing_digest_get_name (digests[i]));
    adw_combo_row_set_model (self->digest_row, G_LIST_MODEL (names));
    self->digests = digests;
  }
  for (guint i = 0; digests[i] != NULL; i++)
    if (g_strcmp0 (digests[i], draft->spec->digest) == 0)
      selected = i;
  adw_combo_row_set_selected (self->digest_row, selected);
  /* The preview names the digest, the default one too. */
  g_set_str (&draft->spec->digest, digests[0] != NULL ? digests[selected] : NULL);
}

static void
digest_cb (CatenaGenerateUsePage *self)
{
  CatenaGenerateDraft *draft = get_draft (self);
  guint selected = adw_combo_row_get_selected (self->digest_row);

  if (draft == NULL || self->digests == NULL || selected >= g_strv_length ((char **) self->digests))
    return;
  g_set_str (&draft->spec->digest, self->digests[selected]);
  changed (self);
}

static void
show_issuer_words (CatenaGenerateUsePage *self, CatenaGenerateDraft *draft)
{
  const char *words = _ ("A CA’s reply to a request can take its place later.");

  if (draft->issuer == NULL && g_list_model_get_n_items (draft->issuers) == 0)
    words = _ ("A CA’s reply to a request can take its place later. CAs in open files are offered, too.");
  adw_preferences_group_set_description (self->signature_group, draft->issuer == NULL ? words : "");
}

static void
issuer_cb (CatenaGenerateUsePage *self)
{
  CatenaGenerateDraft *draft = get_draft (self);
  guint selected = adw_combo_row_get_selected (self->issuer_row);
  g_autoptr (CatenaIssuer) issuer = NULL;

  if (draft == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  issuer = selected > 0 ? g_list_model_get_item (draft->issuers, selected - 1) : NULL;
  if (issuer == draft->issuer)
    return;
  catena_generate_draft_set_issuer (draft, issuer);
  self->is_filling = TRUE;
  show_digests (self, draft);
  show_issuer_words (self, draft);
  self->is_filling = FALSE;
  changed (self);
}

static gboolean
is_server (const KsCertificateSpec *spec)
{
  return g_strv_contains ((const char *const *) spec->purposes, SERVER_AUTH);
}

static void
usage_cb (CatenaGenerateUsePage *self)
{
  CatenaGenerateDraft *draft = get_draft (self);

  if (draft == NULL)
    return;
  kw_usage_editor_store (self->usage, draft->spec);
  kw_validity_editor_set_show_public_limit (self->validity, is_server (draft->spec));
  g_ptr_array_unref (draft->spec->extensions);
  draft->spec->extensions = kw_extension_editor_list (self->extensions);
  changed (self);
}

static void
fill_issuers (CatenaGenerateUsePage *self, CatenaGenerateDraft *draft)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint n = g_list_model_get_n_items (draft->issuers);

  if (adw_combo_row_get_model (self->issuer_row) != NULL)
    return;
  gtk_string_list_append (names, _ ("Itself"));
  for (guint i = 0; i < n; i++) {
    g_autoptr (CatenaIssuer) issuer = g_list_model_get_item (draft->issuers, i);
    g_autofree char *title = catena_issuer_dup_title (issuer);

    gtk_string_list_append (names, title);
  }
  adw_combo_row_set_model (self->issuer_row, G_LIST_MODEL (names));
}

static void
fill (CatenaGenerateUsePage *self, CatenaGenerateDraft *draft)
{
  fill_issuers (self, draft);
  show_issuer_words (self, draft);
  show_digests (self, draft);
  kw_usage_editor_load (self->usage, draft->spec);
  kw_usage_editor_set_possible (self->usage,
                                ks_key_family_filter_usage (draft->algorithm->family, ALL_USAGES));
  kw_validity_editor_set_show_public_limit (self->validity, is_server (draft->spec));
  /* A period that somebody has chosen stays until the template is another one. */
  if (self->shown != draft->usage) {
    self->shown = draft->usage;
    kw_validity_editor_set_now (self->validity, draft->now);
    kw_validity_editor_set_days (self->validity, draft->usage->default_days);
  }
  kw_validity_editor_get_period (self->validity, &draft->spec->not_before, &draft->spec->not_after);
}

static void
catena_generate_use_page_update (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateUsePage *self = CATENA_GENERATE_USE_PAGE (page);

  self->is_filling = TRUE;
  fill (self, draft);
  self->is_filling = FALSE;
  show_problems (self);
}

static gboolean
catena_generate_use_page_check (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateUsePage *self = CATENA_GENERATE_USE_PAGE (page);
  gint64 from, until;

  if (!kw_validity_editor_get_period (self->validity, &from, &until)) {
    gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("The last day is not after the first"),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    gtk_widget_child_focus (GTK_WIDGET (self->validity), GTK_DIR_TAB_FORWARD);
    return FALSE;
  }
  return show_problems (self);
}

static gboolean
catena_generate_use_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (CATENA_GENERATE_USE_PAGE (widget)->validity),
                                 GTK_DIR_TAB_FORWARD);
}

static void
catena_generate_use_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_GENERATE_USE_PAGE);

  G_OBJECT_CLASS (catena_generate_use_page_parent_class)->dispose (object);
}

static void
catena_generate_use_page_class_init (CatenaGenerateUsePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CatenaGeneratePageClass *page_class = CATENA_GENERATE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_generate_use_page_dispose;
  widget_class->grab_focus = catena_generate_use_page_grab_focus;
  page_class->update = catena_generate_use_page_update;
  page_class->check = catena_generate_use_page_check;

  g_type_ensure (KW_TYPE_VALIDITY_EDITOR);
  g_type_ensure (KW_TYPE_USAGE_EDITOR);
  g_type_ensure (KW_TYPE_EXTENSION_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-generate-use-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateUsePage, validity);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateUsePage, signature_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateUsePage, issuer_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateUsePage, digest_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateUsePage, usage);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateUsePage, extensions);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateUsePage, problems);
  gtk_widget_class_bind_template_callback (widget_class, validity_cb);
  gtk_widget_class_bind_template_callback (widget_class, issuer_cb);
  gtk_widget_class_bind_template_callback (widget_class, digest_cb);
  gtk_widget_class_bind_template_callback (widget_class, usage_cb);
}

static void
catena_generate_use_page_init (CatenaGenerateUsePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
