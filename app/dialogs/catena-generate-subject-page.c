/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-subject-page.h"

#include <glib/gi18n.h>

#include "kw-subject-editor.h"

struct _CatenaGenerateSubjectPage {
  CatenaGeneratePage parent_instance;

  GtkLabel *description;
  KwSubjectEditor *subject;
  GtkBox *problems;
};

G_DEFINE_FINAL_TYPE (CatenaGenerateSubjectPage, catena_generate_subject_page, CATENA_TYPE_GENERATE_PAGE)

static gboolean
show_problems (CatenaGenerateSubjectPage *self)
{
  return catena_generate_page_show_problems (CATENA_GENERATE_PAGE (self), self->problems,
                                             1u << KS_SPEC_FIELD_SUBJECT);
}

static void
subject_cb (CatenaGenerateSubjectPage *self)
{
  CatenaGenerateDraft *draft = catena_generate_page_get_draft (CATENA_GENERATE_PAGE (self));
  g_autoptr (KsName) name = NULL;

  if (draft == NULL)
    return;
  name = kw_subject_editor_dup_name (self->subject, NULL);
  if (name == NULL)
    return;
  ks_name_unref (draft->spec->subject);
  draft->spec->subject = g_steal_pointer (&name);
  show_problems (self);
  catena_generate_page_changed (CATENA_GENERATE_PAGE (self));
}

static void
catena_generate_subject_page_update (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateSubjectPage *self = CATENA_GENERATE_SUBJECT_PAGE (page);
  g_autofree char *suggested = ks_certificate_spec_dup_suggested_common_name (draft->spec);

  gtk_label_set_label (self->description,
                       draft->spec->names->len > 0
                         ? _ ("The common name is the first name, unless you type another one. Everything else "
                              "may stay empty.")
                         : _ ("What people read as its owner. Most may stay empty."));
  kw_subject_editor_propose_common_name (self->subject, suggested);
  show_problems (self);
}

static gboolean
catena_generate_subject_page_check (CatenaGeneratePage *page, CatenaGenerateDraft *draft)
{
  CatenaGenerateSubjectPage *self = CATENA_GENERATE_SUBJECT_PAGE (page);
  g_autoptr (KsName) name = kw_subject_editor_dup_name (self->subject, NULL);
  gboolean is_possible = show_problems (self);

  if (name == NULL || !is_possible)
    gtk_widget_grab_focus (GTK_WIDGET (self->subject));
  return name != NULL && is_possible;
}

static gboolean
catena_generate_subject_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CATENA_GENERATE_SUBJECT_PAGE (widget)->subject));
}

static void
catena_generate_subject_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_GENERATE_SUBJECT_PAGE);

  G_OBJECT_CLASS (catena_generate_subject_page_parent_class)->dispose (object);
}

static void
catena_generate_subject_page_class_init (CatenaGenerateSubjectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  CatenaGeneratePageClass *page_class = CATENA_GENERATE_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_generate_subject_page_dispose;
  widget_class->grab_focus = catena_generate_subject_page_grab_focus;
  page_class->update = catena_generate_subject_page_update;
  page_class->check = catena_generate_subject_page_check;

  g_type_ensure (KW_TYPE_SUBJECT_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-generate-subject-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSubjectPage, description);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSubjectPage, subject);
  gtk_widget_class_bind_template_child (widget_class, CatenaGenerateSubjectPage, problems);
  gtk_widget_class_bind_template_callback (widget_class, subject_cb);
}

static void
catena_generate_subject_page_init (CatenaGenerateSubjectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
