/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-lesson-drawing.h"

#include "kw-certificate-details.h"
#include "kw-chain-view.h"
#include "kw-headline.h"
#include "kw-link-drawer.h"
#include "kw-path-list.h"
#include "kw-status-mark.h"
#include "kw-text.h"

struct _CatenaLessonDrawing {
  GtkBox parent_instance;

  KsVerdict *verdict;
  gboolean is_open; /* nothing of the verdict is told */

  KwHeadline *headline;
  KwChainView *chain;
  KwLinkDrawer *drawer;
  GtkWidget *note;
  KwStatusMark *note_mark;
  GtkLabel *note_label;
  KwPathList *paths;
};

G_DEFINE_FINAL_TYPE (CatenaLessonDrawing, catena_lesson_drawing, GTK_TYPE_BOX)

/* ---- the certificates ---- */

static GtkWidget *
make_details (CatenaLessonDrawing *self, KsCertificate *certificate)
{
  GtkWidget *details = kw_certificate_details_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  kw_certificate_details_set_now (KW_CERTIFICATE_DETAILS (details), ks_verdict_get_time (self->verdict));
  kw_certificate_details_set_certificate (KW_CERTIFICATE_DETAILS (details), certificate);
  gtk_widget_set_margin_start (details, 18);
  gtk_widget_set_margin_end (details, 18);
  gtk_widget_set_margin_top (details, 12);
  gtk_widget_set_margin_bottom (details, 24);
  adw_clamp_set_child (ADW_CLAMP (clamp), details);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  return scroller;
}

static void
present_certificate (CatenaLessonDrawing *self, KsCertificate *certificate)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  g_autofree char *title = kw_text_show (ks_certificate_get_title (certificate));

  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 640);
  adw_dialog_set_content_height (dialog, 620);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), make_details (self, certificate));
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
node_selected_cb (CatenaLessonDrawing *self, guint node)
{
  const KsPath *path = kw_chain_view_get_path (self->chain);

  kw_chain_view_set_selected (self->chain, -1);
  if (path != NULL && node < path->nodes->len)
    present_certificate (self, ((KsPathNode *) g_ptr_array_index (path->nodes, node))->certificate);
}

/* ---- what is drawn ---- */

/* What is wrong where the headline finds nothing wrong. */
static const KsFinding *
find_note (CatenaLessonDrawing *self)
{
  GPtrArray *findings = self->verdict != NULL ? ks_verdict_get_findings (self->verdict) : NULL;
  const KsFinding *finding = findings != NULL && findings->len > 0 ? g_ptr_array_index (findings, 0) : NULL;

  if (self->is_open || finding == NULL || finding->severity == KS_STATE_INFO ||
      ks_verdict_get_state (self->verdict) >= KS_STATE_WARNING)
    return NULL;
  return finding;
}

static void
show_note (CatenaLessonDrawing *self)
{
  const KsFinding *finding = find_note (self);

  gtk_widget_set_visible (self->note, finding != NULL);
  if (finding == NULL)
    return;
  kw_status_mark_set_state (self->note_mark, finding->severity);
  gtk_label_set_label (self->note_label, finding->sentence);
}

static gboolean
has_finding (KsVerdict *verdict, const char *check)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((const KsFinding *) g_ptr_array_index (findings, i))->check->id, check))
      return TRUE;
  return FALSE;
}

/* A path that was sorted on the way does not show what is wrong with the order. */
static gboolean
shows_stored (CatenaLessonDrawing *self, guint path)
{
  return self->is_open || (self->verdict != NULL && path == 0 && has_finding (self->verdict, "chain-order"));
}

static void
draw (CatenaLessonDrawing *self, guint path)
{
  kw_link_drawer_close (self->drawer);
  kw_chain_view_set_verdict (self->chain, self->verdict, shows_stored (self, path) ? KW_CHAIN_STORED : path);
  show_note (self);
  kw_path_list_set_verdict (self->paths, self->is_open ? NULL : self->verdict, path);
}

static void
path_chosen_cb (CatenaLessonDrawing *self, guint path)
{
  if (self->verdict != NULL && !self->is_open && path < ks_verdict_get_n_paths (self->verdict))
    draw (self, path);
}

static void
catena_lesson_drawing_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_LESSON_DRAWING);
  g_clear_object (&CATENA_LESSON_DRAWING (object)->verdict);

  G_OBJECT_CLASS (catena_lesson_drawing_parent_class)->dispose (object);
}

static void
catena_lesson_drawing_class_init (CatenaLessonDrawingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_lesson_drawing_dispose;

  g_type_ensure (KW_TYPE_CHAIN_VIEW);
  g_type_ensure (KW_TYPE_HEADLINE);
  g_type_ensure (KW_TYPE_LINK_DRAWER);
  g_type_ensure (KW_TYPE_PATH_LIST);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/learn/catena-lesson-drawing.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonDrawing, headline);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonDrawing, chain);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonDrawing, drawer);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonDrawing, note);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonDrawing, note_mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonDrawing, note_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaLessonDrawing, paths);
  gtk_widget_class_bind_template_callback (widget_class, node_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, path_chosen_cb);
}

static void
catena_lesson_drawing_init (CatenaLessonDrawing *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kw_chain_view_set_is_only_shown (self->chain, TRUE);
}

/**
 * catena_lesson_drawing_set_verdict:
 * @self: the drawing
 * @verdict: (nullable): what is drawn; %NULL clears
 * @is_open: whether people shall find out themselves what the verdict is
 */
void
catena_lesson_drawing_set_verdict (CatenaLessonDrawing *self, KsVerdict *verdict, gboolean is_open)
{
  g_return_if_fail (CATENA_IS_LESSON_DRAWING (self));

  g_set_object (&self->verdict, verdict);
  self->is_open = is_open;
  kw_chain_view_set_is_open (self->chain, is_open);
  kw_headline_set_verdict (self->headline, is_open ? NULL : verdict);
  draw (self, 0);
}
