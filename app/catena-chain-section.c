/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-chain-section.h"

#include <glib/gi18n.h>

#include "kw-explanation.h"
#include "kw-link-drawer.h"
#include "kw-path-list.h"
#include "kw-status-mark.h"
#include "kw-text.h"
#include "kw-verdict-strip.h"

struct _CatenaChainSection {
  GtkBox parent_instance;

  KsVerdict *verdict;
  CatenaViewBar *view_bar; /* borrowed: stands on the same page */
  char *alias;             /* of the entry that is shown */
  guint path;              /* that is drawn as found */
  gboolean is_edited;      /* the same entry, changed: its drawing goes over into the next */

  KwChainView *chain;
  KwLinkDrawer *drawer;
  KwExplanation *drawing_explanation;
  KwExplanation *end_explanation;
  GtkWidget *note;
  KwStatusMark *note_mark;
  GtkLabel *note_label;
  KwPathList *paths;
  KwVerdictStrip *strip;
};

enum {
  SIGNAL_NODE_SELECTED,
  SIGNAL_REMEDY_ACTIVATED,
  SIGNAL_PART_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void catena_chain_section_iface_init (CatenaEntrySectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaChainSection,
                               catena_chain_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_ENTRY_SECTION,
                                                      catena_chain_section_iface_init))

/* ---- what is drawn ---- */

static CatenaDrawing
get_drawing (CatenaChainSection *self)
{
  return self->view_bar != NULL ? catena_view_bar_get_drawing (self->view_bar) : CATENA_DRAWING_FOUND;
}

static void
set_note (CatenaChainSection *self, KsState state, const char *text)
{
  gtk_widget_set_visible (self->note, text != NULL);
  kw_status_mark_set_state (self->note_mark, state);
  gtk_label_set_label (self->note_label, text != NULL ? text : "");
}

/* What is to be said of a drawing that is not the one of the headline. */
static void
show_note (CatenaChainSection *self)
{
  const char *difference = self->verdict != NULL ? ks_verdict_get_sent_difference (self->verdict) : NULL;
  const KsPath *path = kw_chain_view_get_path (self->chain);
  CatenaDrawing drawing = get_drawing (self);

  if (path == NULL)
    set_note (self, KS_STATE_INFO, NULL);
  else if (drawing == CATENA_DRAWING_SENT)
    set_note (self, path->state,
              difference != NULL ? difference
                                 : _ ("Clients that get only what the server sends, such as Java and curl, "
                                      "come to the same."));
  else if (drawing == CATENA_DRAWING_FOUND && self->path > 0)
    set_note (self, path->state, path->sentence);
  else
    set_note (self, KS_STATE_INFO, drawing == CATENA_DRAWING_FOUND ? difference : NULL);
}

static void
explain (CatenaChainSection *self)
{
  static const char *const drawings[] = {
    [CATENA_DRAWING_STORED] = "drawing:stored",
    [CATENA_DRAWING_SENT] = "drawing:sent",
    [CATENA_DRAWING_FOUND] = "drawing:found",
  };
  const KsPath *path = kw_chain_view_get_path (self->chain);
  const char *end = path != NULL && path->missing != NULL ? "chain:missing" : "chain:anchor";

  kw_explanation_set_id (self->drawing_explanation, path != NULL ? drawings[get_drawing (self)] : NULL);
  kw_explanation_set_id (self->end_explanation, path != NULL ? end : NULL);
}

static void
draw (CatenaChainSection *self)
{
  const guint indices[] = {
    [CATENA_DRAWING_STORED] = KW_CHAIN_STORED,
    [CATENA_DRAWING_SENT] = KW_CHAIN_SENT,
    [CATENA_DRAWING_FOUND] = self->path,
  };
  CatenaDrawing drawing = get_drawing (self);

  kw_chain_view_set_verdict (self->chain, self->verdict, indices[drawing]);
  kw_path_list_set_verdict (self->paths, drawing == CATENA_DRAWING_FOUND ? self->verdict : NULL, self->path);
  show_note (self);
  explain (self);
}

/* ---- choosing ---- */

static void
drawing_changed_cb (CatenaChainSection *self)
{
  self->path = 0;
  if (self->verdict == NULL)
    return;
  kw_link_drawer_close (self->drawer);
  draw (self);
  kw_chain_view_set_selected (self->chain, 0);
}

static void
path_chosen_cb (CatenaChainSection *self, guint path)
{
  if (self->verdict == NULL || path >= ks_verdict_get_n_paths (self->verdict))
    return;
  kw_link_drawer_close (self->drawer);
  if (get_drawing (self) != CATENA_DRAWING_FOUND)
    catena_view_bar_set_drawing (self->view_bar, CATENA_DRAWING_FOUND);
  self->path = path;
  draw (self);
  kw_chain_view_set_selected (self->chain, 0);
  gtk_widget_child_focus (GTK_WIDGET (self->chain), GTK_DIR_TAB_FORWARD);
}

static void
node_selected_cb (CatenaChainSection *self, guint node)
{
  g_signal_emit (self, signals[SIGNAL_NODE_SELECTED], 0, node);
}

static void
remedy_cb (CatenaChainSection *self, guint remedy)
{
  g_signal_emit (self, signals[SIGNAL_REMEDY_ACTIVATED], 0, remedy);
}

static void
part_activated_cb (CatenaChainSection *self, guint part)
{
  g_signal_emit (self, signals[SIGNAL_PART_ACTIVATED], 0, part);
}

/* ---- a section of the page ---- */

static void
catena_chain_section_set_entry (CatenaEntrySection *section, KsEntry *entry, gint64 now)
{
  CatenaChainSection *self = CATENA_CHAIN_SECTION (section);
  const char *alias = entry != NULL ? ks_entry_get_alias (entry) : NULL;

  self->is_edited = alias != NULL && g_strcmp0 (self->alias, alias) == 0;
  g_set_str (&self->alias, alias);
  gtk_widget_set_visible (GTK_WIDGET (self), entry != NULL && ks_entry_get_leaf (entry) != NULL);
}

static void
show_verdict (CatenaChainSection *self)
{
  draw (self);
  kw_link_drawer_follow (self->drawer);
  if (kw_chain_view_get_selected (self->chain) < 0)
    kw_chain_view_set_selected (self->chain, 0);
}

static void
catena_chain_section_set_verdict (CatenaEntrySection *section, KsVerdict *verdict)
{
  CatenaChainSection *self = CATENA_CHAIN_SECTION (section);

  g_set_object (&self->verdict, verdict);
  self->path = 0;
  kw_verdict_strip_set_verdict (self->strip, verdict);
  if (verdict != NULL) {
    show_verdict (self);
    return;
  }
  kw_link_drawer_clear (self->drawer);
  if (self->is_edited) {
    kw_chain_view_wait (self->chain);
    kw_chain_view_set_selected (self->chain, -1);
  } else {
    draw (self);
  }
}

static void
catena_chain_section_iface_init (CatenaEntrySectionInterface *iface)
{
  iface->set_entry = catena_chain_section_set_entry;
  iface->set_verdict = catena_chain_section_set_verdict;
}

/* ---- the object ---- */

static void
catena_chain_section_dispose (GObject *object)
{
  CatenaChainSection *self = CATENA_CHAIN_SECTION (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_CHAIN_SECTION);
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->alias, g_free);

  G_OBJECT_CLASS (catena_chain_section_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, chain);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, drawer);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, drawing_explanation);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, end_explanation);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, note);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, note_mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, note_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, paths);
  gtk_widget_class_bind_template_child (widget_class, CatenaChainSection, strip);
  gtk_widget_class_bind_template_callback (widget_class, node_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, path_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_activated_cb);
}

static void
catena_chain_section_class_init (CatenaChainSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const char *const names[] = { "node-selected", "remedy-activated", "part-activated" };

  G_OBJECT_CLASS (klass)->dispose = catena_chain_section_dispose;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], CATENA_TYPE_CHAIN_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (KW_TYPE_CHAIN_VIEW);
  g_type_ensure (KW_TYPE_EXPLANATION);
  g_type_ensure (KW_TYPE_LINK_DRAWER);
  g_type_ensure (KW_TYPE_PATH_LIST);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  g_type_ensure (KW_TYPE_VERDICT_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/catena-chain-section.ui");
  bind_template (widget_class);
}

static void
catena_chain_section_init (CatenaChainSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_chain_section_set_view_bar:
 * @self: the section
 * @view_bar: the bar that stands above it, on the same page
 *
 * Draws what the bar asks for.
 */
void
catena_chain_section_set_view_bar (CatenaChainSection *self, CatenaViewBar *view_bar)
{
  g_return_if_fail (CATENA_IS_CHAIN_SECTION (self));
  g_return_if_fail (CATENA_IS_VIEW_BAR (view_bar));

  self->view_bar = view_bar;
  g_signal_connect_object (view_bar, "drawing-changed", G_CALLBACK (drawing_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * catena_chain_section_get_view:
 * @self: the section
 *
 * Returns: (transfer none): the drawing
 */
KwChainView *
catena_chain_section_get_view (CatenaChainSection *self)
{
  g_return_val_if_fail (CATENA_IS_CHAIN_SECTION (self), NULL);

  return self->chain;
}
