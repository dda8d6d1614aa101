/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-generate-page.h"

#include "kw-status-mark.h"

typedef struct {
  CatenaGenerateDraft *draft; /* not owned */
  gboolean is_updating;
} CatenaGeneratePagePrivate;

enum {
  SIGNAL_CHANGED,
  SIGNAL_UNDOABLE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CatenaGeneratePage, catena_generate_page, ADW_TYPE_NAVIGATION_PAGE)

static void
catena_generate_page_class_init (CatenaGeneratePageClass *klass)
{
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CATENA_TYPE_GENERATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_UNDOABLE] = g_signal_new ("undoable", CATENA_TYPE_GENERATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
catena_generate_page_init (CatenaGeneratePage *self)
{
}

/**
 * catena_generate_page_set_draft:
 * @self: a page
 * @draft: what it shows and changes; outlives the page
 *
 * Gives the page its draft.
 */
void
catena_generate_page_set_draft (CatenaGeneratePage *self, CatenaGenerateDraft *draft)
{
  CatenaGeneratePagePrivate *private = catena_generate_page_get_instance_private (self);

  private->draft = draft;
  catena_generate_page_update (self);
}

/**
 * catena_generate_page_get_draft:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): its draft
 */
CatenaGenerateDraft *
catena_generate_page_get_draft (CatenaGeneratePage *self)
{
  CatenaGeneratePagePrivate *private = catena_generate_page_get_instance_private (self);

  return private->draft;
}

/**
 * catena_generate_page_update:
 * @self: a page
 *
 * Shows what has changed on another page.
 */
void
catena_generate_page_update (CatenaGeneratePage *self)
{
  CatenaGeneratePagePrivate *private = catena_generate_page_get_instance_private (self);

  if (private->is_updating)
    return;
  private->is_updating = TRUE;
  CATENA_GENERATE_PAGE_GET_CLASS (self)->update (self, private->draft);
  private->is_updating = FALSE;
}

/**
 * catena_generate_page_check:
 * @self: a page
 *
 * Returns: whether the page is done; if not, it says why
 */
gboolean
catena_generate_page_check (CatenaGeneratePage *self)
{
  CatenaGeneratePagePrivate *private = catena_generate_page_get_instance_private (self);

  return CATENA_GENERATE_PAGE_GET_CLASS (self)->check (self, private->draft);
}

/**
 * catena_generate_page_undo:
 * @self: a page
 *
 * Brings back what was removed last.
 */
void
catena_generate_page_undo (CatenaGeneratePage *self)
{
  if (CATENA_GENERATE_PAGE_GET_CLASS (self)->undo != NULL)
    CATENA_GENERATE_PAGE_GET_CLASS (self)->undo (self);
}

/**
 * catena_generate_page_changed:
 * @self: a page
 *
 * Tells that somebody has changed the draft here. While the page is updated, nobody has.
 */
void
catena_generate_page_changed (CatenaGeneratePage *self)
{
  CatenaGeneratePagePrivate *private = catena_generate_page_get_instance_private (self);

  if (!private->is_updating && private->draft != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * catena_generate_page_removed:
 * @self: a page
 * @what: what was removed, as people read it
 *
 * Tells that something was removed that can be brought back.
 */
void
catena_generate_page_removed (CatenaGeneratePage *self, const char *what)
{
  g_signal_emit (self, signals[SIGNAL_UNDOABLE], 0, what);
}

static GtkWidget *
make_problem (const KsSpecProblem *problem)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *mark = kw_status_mark_new (problem->blocks ? KS_STATE_FAIL : KS_STATE_WARNING);
  GtkWidget *label = gtk_label_new (problem->sentence);

  gtk_widget_set_valign (mark, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (row), mark);
  gtk_box_append (GTK_BOX (row), label);
  return row;
}

/**
 * catena_generate_page_show_problems:
 * @self: a page
 * @box: what says the problems, below each other
 * @fields: bits of 1 << KsSpecField: what the page is about
 *
 * Says what is wrong with the certificate, and what is unwise.
 *
 * Returns: whether it can be made as far as this page is concerned
 */
gboolean
catena_generate_page_show_problems (CatenaGeneratePage *self, GtkBox *box, guint fields)
{
  CatenaGenerateDraft *draft = catena_generate_page_get_draft (self);
  g_autoptr (GPtrArray) problems =
    ks_certificate_spec_list_problems (draft->spec, draft->algorithm,
                                       catena_generate_draft_get_issuer_certificate (draft));
  GtkWidget *child;
  gboolean is_possible = TRUE;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  for (guint i = 0; i < problems->len; i++) {
    const KsSpecProblem *problem = g_ptr_array_index (problems, i);

    if ((fields & (1u << problem->field)) == 0)
      continue;
    gtk_box_append (box, make_problem (problem));
    is_possible &= !problem->blocks;
  }
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
  return is_possible;
}
