/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-page.h"

#include <glib/gi18n.h>

#include "catena-after-frame.h"
#include "catena-chain-section.h"
#include "catena-data-section.h"
#include "catena-entry-facts.h"
#include "catena-entry-section.h"
#include "catena-findings-section.h"
#include "catena-menus.h"
#include "catena-names-section.h"
#include "catena-next-steps.h"
#include "catena-remedy.h"
#include "catena-time-section.h"
#include "catena-trust-section.h"
#include "kw-certificate-details.h"
#include "kw-explanation.h"
#include "kw-headline.h"
#include "kw-text.h"

struct _CatenaEntryPage {
  AdwBreakpointBin parent_instance;

  KsEntry *entry;
  KsVerdict *verdict;
  gint64 now;
  char *alias; /* of the entry that was shown last */
  CatenaAfterFrame showing_details;

  GtkScrolledWindow *scroller;
  GtkWidget *content;
  GtkWidget *title_row;
  GtkLabel *alias_label;
  GtkLabel *kind_label;
  KwExplanation *kind_explanation;
  GtkMenuButton *menu_button;
  KwHeadline *headline;
  GtkWidget *bottom_bar;
  GtkButton *problems_button;
  GtkButton *first_remedy_button;
  CatenaViewBar *view_bar;
  CatenaChainSection *chain;
  CatenaNextSteps *next_steps;
  GtkWidget *findings;
  CatenaNamesSection *names;
  AdwPreferencesGroup *entry_group;
  KwCertificateDetails *details;
};

G_DEFINE_FINAL_TYPE (CatenaEntryPage, catena_entry_page, ADW_TYPE_BREAKPOINT_BIN)

enum {
  SIGNAL_REMEDY_ACTIVATED,
  SIGNAL_MESSAGE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The first section at @child or behind it. */
static CatenaEntrySection *
find_section (GtkWidget *child)
{
  while (child != NULL && !CATENA_IS_ENTRY_SECTION (child))
    child = gtk_widget_get_next_sibling (child);
  return (CatenaEntrySection *) child;
}

static CatenaEntrySection *
first_section (CatenaEntryPage *self)
{
  return find_section (gtk_widget_get_first_child (self->content));
}

static CatenaEntrySection *
next_section (CatenaEntrySection *section)
{
  return find_section (gtk_widget_get_next_sibling (GTK_WIDGET (section)));
}

static void
show_details (CatenaEntryPage *self, KsCertificate *certificate)
{
  kw_certificate_details_set_now (self->details, self->now);
  kw_certificate_details_set_certificate (self->details, certificate);
  gtk_widget_set_visible (GTK_WIDGET (self->details), certificate != NULL);
}

static void
remedy_cb (CatenaEntryPage *self, guint remedy)
{
  g_signal_emit (self, signals[SIGNAL_REMEDY_ACTIVATED], 0, remedy);
}

/* Where there is little room, the two things to do next stand under everything. */
static void
show_bottom_bar (CatenaEntryPage *self)
{
  GPtrArray *findings = ks_verdict_get_findings (self->verdict);
  const KsFinding *first = catena_remedy_find_possible (findings, self->entry);
  g_autofree char *title = catena_remedy_count (findings);

  gtk_widget_set_visible (self->bottom_bar, findings->len > 0);
  gtk_button_set_label (self->problems_button, title);
  gtk_widget_set_visible (GTK_WIDGET (self->first_remedy_button), first != NULL);
  if (first != NULL)
    gtk_button_set_label (self->first_remedy_button, first->remedy_label);
}

static void
show_leaf (gpointer widget)
{
  CatenaEntryPage *self = widget;

  show_details (self, self->entry != NULL ? ks_entry_get_leaf (self->entry) : NULL);
}

static const char *const kind_explanations[] = {
  [KS_ENTRY_KEY] = "entry-kind:key",         [KS_ENTRY_CERTIFICATE] = "entry-kind:certificate",
  [KS_ENTRY_SECRET] = "entry-kind:secret",   [KS_ENTRY_PUBLIC] = "entry-kind:public",
  [KS_ENTRY_REQUEST] = "entry-kind:request", [KS_ENTRY_CRL] = "entry-kind:crl",
};

static void
show_entry (CatenaEntryPage *self)
{
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (self->entry));
  KsCertificate *leaf = ks_entry_get_leaf (self->entry);

  gtk_label_set_label (self->alias_label, alias);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->alias_label), alias);
  gtk_label_set_label (self->kind_label, ks_entry_kind_get_name (ks_entry_get_kind (self->entry)));
  kw_explanation_set_id (self->kind_explanation, kind_explanations[ks_entry_get_kind (self->entry)]);
  gtk_widget_set_visible (GTK_WIDGET (self->view_bar), leaf != NULL);
  catena_view_bar_set_has_choice (self->view_bar, ks_entry_get_kind (self->entry) == KS_ENTRY_KEY);
  catena_next_steps_set_entry (self->next_steps, self->entry, self->now);
  catena_entry_facts_show (self->entry_group, self->entry);
  /* They are the larger part of the page, and further down than most windows are high. */
  catena_after_frame_start (&self->showing_details, GTK_WIDGET (self), show_leaf, self);
}

static void
node_selected_cb (CatenaEntryPage *self, guint index)
{
  const KsPath *path = kw_chain_view_get_path (catena_chain_section_get_view (self->chain));

  if (path == NULL || index >= path->nodes->len)
    return;
  catena_after_frame_stop (&self->showing_details);
  show_details (self, ((KsPathNode *) g_ptr_array_index (path->nodes, index))->certificate);
}

static void
scroll_to (CatenaEntryPage *self, GtkWidget *target)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_point_t origin = GRAPHENE_POINT_INIT_ZERO, place;

  if (gtk_widget_compute_point (target, self->content, &origin, &place))
    gtk_adjustment_set_value (adjustment, place.y);
  gtk_widget_child_focus (target, GTK_DIR_TAB_FORWARD);
}

static void
part_activated_cb (CatenaEntryPage *self, guint part)
{
  GtkWidget *const targets[KS_N_PARTS] = {
    [KS_PART_STORED] = GTK_WIDGET (catena_chain_section_get_view (self->chain)),
    [KS_PART_PATH] = GTK_WIDGET (catena_chain_section_get_view (self->chain)),
    [KS_PART_HOSTS] = GTK_WIDGET (self->names),
    [KS_PART_KEY] = GTK_WIDGET (self->entry_group),
  };

  g_return_if_fail (part < KS_N_PARTS);
  scroll_to (self, targets[part]);
}

static void
problems_clicked_cb (CatenaEntryPage *self)
{
  scroll_to (self, self->findings);
}

static void
first_remedy_clicked_cb (CatenaEntryPage *self)
{
  const KsFinding *first = catena_remedy_find_possible (ks_verdict_get_findings (self->verdict), self->entry);

  if (first != NULL)
    remedy_cb (self, first->remedy);
}

static void
message_cb (CatenaEntryPage *self, const char *message)
{
  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message);
}

static void
copied_cb (CatenaEntryPage *self, const char *what)
{
  /* Translators: toast; %s is what is on the clipboard now, for example "SHA-256 fingerprint" */
  g_autofree char *message = g_strdup_printf (_ ("%s copied"), what);

  g_signal_emit (self, signals[SIGNAL_MESSAGE], 0, message);
}

static void
catena_entry_page_dispose (GObject *object)
{
  CatenaEntryPage *self = CATENA_ENTRY_PAGE (object);

  catena_after_frame_stop (&self->showing_details);
  /* The bin would unparent its child a second time. */
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_ENTRY_PAGE);
  g_clear_pointer (&self->alias, g_free);
  g_clear_object (&self->entry);
  g_clear_object (&self->verdict);

  G_OBJECT_CLASS (catena_entry_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, content);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, alias_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, kind_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, kind_explanation);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, headline);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, problems_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, first_remedy_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, view_bar);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, chain);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, next_steps);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, findings);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, names);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, entry_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryPage, details);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, node_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, part_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remedy_cb);
  gtk_widget_class_bind_template_callback (widget_class, problems_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, first_remedy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copied_cb);
}

static guint
add_signal (const char *name, GType argument)
{
  return g_signal_new (name, CATENA_TYPE_ENTRY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                       argument);
}

static void
catena_entry_page_class_init (CatenaEntryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_entry_page_dispose;

  signals[SIGNAL_REMEDY_ACTIVATED] = add_signal ("remedy-activated", G_TYPE_UINT);
  signals[SIGNAL_MESSAGE] = add_signal ("message", G_TYPE_STRING);

  g_type_ensure (CATENA_TYPE_CHAIN_SECTION);
  g_type_ensure (CATENA_TYPE_DATA_SECTION);
  g_type_ensure (CATENA_TYPE_FINDINGS_SECTION);
  g_type_ensure (CATENA_TYPE_NEXT_STEPS);
  g_type_ensure (CATENA_TYPE_TIME_SECTION);
  g_type_ensure (CATENA_TYPE_TRUST_SECTION);
  g_type_ensure (CATENA_TYPE_VIEW_BAR);
  g_type_ensure (KW_TYPE_EXPLANATION);
  g_type_ensure (KW_TYPE_HEADLINE);
  g_type_ensure (CATENA_TYPE_NAMES_SECTION);
  g_type_ensure (KW_TYPE_CERTIFICATE_DETAILS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/catena_keystore/Catena/catena-entry-page.ui");
  bind_children (widget_class);
  bind_callbacks (widget_class);
}

static void
catena_entry_page_init (CatenaEntryPage *self)
{
  g_autoptr (GMenuModel) menu = catena_menu_new_for_entry ();

  gtk_widget_init_template (GTK_WIDGET (self));
  catena_chain_section_set_view_bar (self->chain, self->view_bar);
  for (CatenaEntrySection *section = first_section (self); section != NULL; section = next_section (section))
    g_signal_connect_object (section, "message", G_CALLBACK (message_cb), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

/**
 * catena_entry_page_new:
 *
 * Returns: (transfer floating): a page that shows nothing yet
 */
GtkWidget *
catena_entry_page_new (void)
{
  return g_object_new (CATENA_TYPE_ENTRY_PAGE, NULL);
}

/**
 * catena_entry_page_set_entry:
 * @self: the page
 * @entry: (nullable): the entry to show; its verdict follows by catena_entry_page_set_verdict()
 * @now: what the validity bars take for today, in seconds since 1970
 *
 * The verdict shown so far stays on screen for the same entry under another alias, because nothing of it has changed.
 */
void
catena_entry_page_set_entry (CatenaEntryPage *self, KsEntry *entry, gint64 now)
{
  g_return_if_fail (CATENA_IS_ENTRY_PAGE (self));

  self->now = now;
  if (!g_set_object (&self->entry, entry))
    return;
  for (CatenaEntrySection *section = first_section (self); section != NULL; section = next_section (section))
    catena_entry_section_set_entry (section, entry, now);
  catena_entry_page_set_verdict (self, NULL);
  if (entry == NULL)
    return;
  /* Who edits a chain sees it as it is stored, until another entry is shown. */
  if (g_set_str (&self->alias, ks_entry_get_alias (entry)))
    catena_view_bar_set_drawing (self->view_bar, CATENA_DRAWING_FOUND);
  show_entry (self);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/**
 * catena_entry_page_get_entry:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the entry that is shown
 */
KsEntry *
catena_entry_page_get_entry (CatenaEntryPage *self)
{
  g_return_val_if_fail (CATENA_IS_ENTRY_PAGE (self), NULL);

  return self->entry;
}

/* Of a request, a list or a secret there is nothing to say about a chain. */
static gboolean
has_verdict (KsEntry *entry)
{
  return entry != NULL && (ks_entry_get_leaf (entry) != NULL || ks_entry_get_kind (entry) == KS_ENTRY_KEY);
}

/**
 * catena_entry_page_get_view_bar:
 * @self: the page
 *
 * Returns: (transfer none): what stands above the chain
 */
CatenaViewBar *
catena_entry_page_get_view_bar (CatenaEntryPage *self)
{
  g_return_val_if_fail (CATENA_IS_ENTRY_PAGE (self), NULL);

  return self->view_bar;
}

/**
 * catena_entry_page_get_section:
 * @self: the page
 * @type: the type of a section, a #GtkWidget with #CatenaEntrySection
 *
 * Returns: (transfer none) (nullable): the first section of that type
 */
gpointer
catena_entry_page_get_section (CatenaEntryPage *self, GType type)
{
  g_return_val_if_fail (CATENA_IS_ENTRY_PAGE (self), NULL);

  for (CatenaEntrySection *section = first_section (self); section != NULL; section = next_section (section))
    if (G_TYPE_CHECK_INSTANCE_TYPE (section, type))
      return section;
  return NULL;
}

/**
 * catena_entry_page_get_chain_view:
 * @self: the page
 *
 * Returns: (transfer none): the drawing of the chain
 */
KwChainView *
catena_entry_page_get_chain_view (CatenaEntryPage *self)
{
  g_return_val_if_fail (CATENA_IS_ENTRY_PAGE (self), NULL);

  return catena_chain_section_get_view (self->chain);
}

/**
 * catena_entry_page_set_verdict:
 * @self: the page
 * @verdict: (nullable): what was found out about the entry; %NULL while it is being checked
 */
void
catena_entry_page_set_verdict (CatenaEntryPage *self, KsVerdict *verdict)
{
  g_return_if_fail (CATENA_IS_ENTRY_PAGE (self));

  if (!g_set_object (&self->verdict, verdict) && verdict != NULL)
    return;
  for (CatenaEntrySection *section = first_section (self); section != NULL; section = next_section (section))
    catena_entry_section_set_verdict (section, verdict);
  kw_headline_set_verdict (self->headline, has_verdict (self->entry) ? verdict : NULL);
  if (verdict == NULL) {
    gtk_widget_set_visible (self->bottom_bar, FALSE);
    if (self->entry != NULL && ks_entry_get_leaf (self->entry) != NULL)
      kw_headline_start_waiting (self->headline);
    return;
  }
  show_bottom_bar (self);
}
