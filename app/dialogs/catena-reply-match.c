/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-reply-match.h"

#include <glib/gi18n.h>

#include "catena-reply-difference.h"
#include "kw-finding-row.h"
#include "kw-headline.h"
#include "kw-small-chain.h"
#include "kw-text.h"

struct _CatenaReplyMatch {
  GtkBox parent_instance;

  AdwPreferencesGroup *which_group;
  AdwSwitchRow *which_row;
  GtkBox *before_box;
  KwSmallChain *before;
  GtkBox *after_box;
  KwSmallChain *after;
  KwHeadline *headline;
  GtkBox *sources;
  AdwPreferencesGroup *options;
  AdwComboRow *leaf_row;
  AdwComboRow *chain_row;
  GtkWidget *root_group;
  GtkWidget *differences_box;
  GtkLabel *differences_title;
  GtkWidget *request_button;
  GtkBox *differences;
  AdwSwitchRow *root_row;
  AdwPreferencesGroup *findings;

  KsReplyPlan *plan;
  const KsReplyMatch *match;
  KsReplyChoice choice;
  GPtrArray *finding_rows; /* borrowed */
  gboolean is_filling;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_REQUEST_AGAIN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaReplyMatch, catena_reply_match, GTK_TYPE_BOX)

static const KsReplyLeaf *
get_leaf (CatenaReplyMatch *self)
{
  return g_ptr_array_index (self->match->leaves, self->choice.leaf);
}

static const KsReplyChain *
get_chain (CatenaReplyMatch *self)
{
  return g_ptr_array_index (get_leaf (self)->chains, self->choice.chain);
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* ---- the chain after ---- */

static void
add_source (CatenaReplyMatch *self, const KsReplyPart *part)
{
  g_autofree char *title = kw_text_show (ks_certificate_get_title (part->certificate));
  g_autofree char *source = ks_reply_part_describe (part);
  /* Translators: a certificate, and where it comes from: “Example Root: From System trust” */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), title, source);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (self->sources, label);
}

/* What the reply itself brings needs no word. */
static void
show_sources (CatenaReplyMatch *self)
{
  const KsReplyChain *chain = get_chain (self);
  guint n = chain->parts->len - (chain->has_root && !self->choice.include_root ? 1 : 0);

  clear_box (self->sources);
  for (guint i = 0; i < n; i++) {
    const KsReplyPart *part = g_ptr_array_index (chain->parts, i);

    if (part->origin != KS_REPLY_FROM_REPLY)
      add_source (self, part);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->sources),
                          gtk_widget_get_first_child (GTK_WIDGET (self->sources)) != NULL);
}

static void
show_findings (CatenaReplyMatch *self, KsVerdict *verdict)
{
  GPtrArray *all = ks_verdict_get_findings (verdict);
  g_autofree char *title = NULL;

  for (guint i = 0; i < self->finding_rows->len; i++)
    adw_preferences_group_remove (self->findings, self->finding_rows->pdata[i]);
  g_ptr_array_set_size (self->finding_rows, 0);
  for (guint i = 0; i < all->len; i++) {
    const KsFinding *finding = g_ptr_array_index (all, i);
    GtkWidget *row = NULL;

    if (finding->severity != KS_STATE_FAIL && finding->severity != KS_STATE_WARNING)
      continue;
    row = kw_finding_row_new (finding, verdict);
    kw_finding_row_set_can_remedy (KW_FINDING_ROW (row), FALSE);
    adw_preferences_group_add (self->findings, row);
    g_ptr_array_add (self->finding_rows, row);
  }

  title = g_strdup_printf (ngettext ("%u Finding in the New Chain", "%u Findings in the New Chain",
                                     self->finding_rows->len),
                           self->finding_rows->len);
  adw_preferences_group_set_title (self->findings, title);
  gtk_widget_set_visible (GTK_WIDGET (self->findings), self->finding_rows->len > 0);
}

static void
show_after (CatenaReplyMatch *self)
{
  KsVerdict *verdict = ks_reply_match_get_after (self->match, &self->choice);

  kw_small_chain_set_verdict (self->after, verdict, _ ("After"));
  kw_headline_set_verdict (self->headline, verdict);
  show_sources (self);
  show_findings (self, verdict);
}

/* ---- the comparison ---- */

static char *
make_head (CatenaReplyMatch *self)
{
  g_autofree char *date = NULL;

  if (self->match->request == NULL)
    return g_strdup (_ ("Until now"));
  if (self->match->requested_at == 0)
    return g_strdup (_ ("Requested"));
  date = ks_time_format_date (self->match->requested_at);
  /* Translators: %s is a date */
  return g_strdup_printf (_ ("Requested on %s"), date);
}

static char *
make_title (CatenaReplyMatch *self)
{
  guint n = get_leaf (self)->n_missing_names;

  if (n > 0 && self->match->request != NULL)
    return g_strdup_printf (ngettext ("%u Requested Name Is Missing", "%u Requested Names Are Missing", n),
                            n);
  if (n > 0)
    return g_strdup_printf (ngettext ("%u Name Is No Longer in It", "%u Names Are No Longer in It", n), n);
  if (self->match->request != NULL)
    return g_strdup (_ ("Requested and Issued"));
  return g_strdup (_ ("Old and New Certificate"));
}

static void
show_differences (CatenaReplyMatch *self)
{
  const KsReplyLeaf *leaf = get_leaf (self);
  g_autofree char *head = make_head (self);
  g_autofree char *title = make_title (self);

  clear_box (self->differences);
  gtk_widget_set_visible (self->differences_box, leaf->differences->len > 0);
  gtk_widget_set_visible (self->request_button, leaf->n_missing_names > 0);
  gtk_label_set_label (self->differences_title, title);
  gtk_box_append (self->differences, catena_reply_difference_new_head (head));
  for (guint i = 0; i < leaf->differences->len; i++)
    gtk_box_append (self->differences,
                    catena_reply_difference_new (g_ptr_array_index (leaf->differences, i)));
}

/* ---- what can be chosen ---- */

static char *
describe_leaf (const KsReplyLeaf *leaf)
{
  g_autofree char *title = kw_text_show (ks_certificate_get_title (leaf->certificate));
  g_autofree char *start = ks_time_format_date (ks_certificate_get_not_before (leaf->certificate));

  /* Translators: a certificate, the first day on which it is valid, and how long it lasts */
  return g_strdup_printf (_ ("%s, valid from %s · %s"), title, start, leaf->sentence);
}

static char *
describe_chain (const KsReplyChain *chain)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < chain->parts->len; i++) {
    const KsReplyPart *part = g_ptr_array_index (chain->parts, i);
    g_autofree char *title = kw_text_show (ks_certificate_get_title (part->certificate));

    g_string_append_printf (text, "%s%s", i > 1 ? " › " : "", title);
  }
  if (chain->parts->len == 1)
    g_string_append (text, _ ("No issuer"));
  return g_string_free_and_steal (text);
}

typedef char *(*Describe) (gconstpointer item);

static void
fill_row (AdwComboRow *row, GPtrArray *items, Describe describe)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < items->len; i++)
    gtk_string_list_take (list, describe (items->pdata[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, 0);
  gtk_widget_set_visible (GTK_WIDGET (row), items->len > 1);
}

static void
show_options (CatenaReplyMatch *self)
{
  gtk_widget_set_visible (self->root_group, get_chain (self)->has_root);
  gtk_widget_set_visible (GTK_WIDGET (self->options),
                          self->match->leaves->len > 1 || get_leaf (self)->chains->len > 1);
}

static void
changed_cb (CatenaReplyMatch *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static guint
get_selected (AdwComboRow *row)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected == GTK_INVALID_LIST_POSITION ? 0 : selected;
}

static void
choice_cb (CatenaReplyMatch *self)
{
  guint leaf;

  if (self->is_filling)
    return;

  leaf = get_selected (self->leaf_row);
  if (leaf != self->choice.leaf) {
    self->choice.leaf = leaf;
    self->choice.chain = 0;
    self->is_filling = TRUE;
    fill_row (self->chain_row, get_leaf (self)->chains, (Describe) describe_chain);
    self->is_filling = FALSE;
    show_differences (self);
  }
  self->choice.chain = get_selected (self->chain_row);
  self->choice.include_root = adw_switch_row_get_active (self->root_row);
  show_after (self);
  show_options (self);
  changed_cb (self);
}

static void
request_cb (CatenaReplyMatch *self)
{
  g_signal_emit (self, signals[SIGNAL_REQUEST_AGAIN], 0);
}

/* ---- the object ---- */

static void
catena_reply_match_dispose (GObject *object)
{
  CatenaReplyMatch *self = CATENA_REPLY_MATCH (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_REPLY_MATCH);
  g_clear_pointer (&self->finding_rows, g_ptr_array_unref);
  g_clear_pointer (&self->plan, ks_reply_plan_unref);

  G_OBJECT_CLASS (catena_reply_match_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, which_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, which_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, before_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, before);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, after_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, after);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, headline);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, sources);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, options);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, leaf_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, chain_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, root_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, root_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, differences_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, differences_title);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, request_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, differences);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyMatch, findings);
}

static void
catena_reply_match_class_init (CatenaReplyMatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_reply_match_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CATENA_TYPE_REPLY_MATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REQUEST_AGAIN] = g_signal_new ("request-again", CATENA_TYPE_REPLY_MATCH, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (KW_TYPE_SMALL_CHAIN);
  g_type_ensure (KW_TYPE_HEADLINE);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-reply-match.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_cb);
  gtk_widget_class_bind_template_callback (widget_class, request_cb);
}

static void
catena_reply_match_init (CatenaReplyMatch *self)
{
  self->finding_rows = g_ptr_array_new ();
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_which (CatenaReplyMatch *self, gboolean is_one_of_many)
{
  const KsReplyMatch *match = self->match;
  g_autofree char *alias = kw_text_show (ks_entry_get_alias (match->entry));
  g_autofree char *file = match->store_name != NULL ? kw_text_show (match->store_name) : NULL;
  /* Translators: the first %s is an alias, the second one the name of a file */
  g_autofree char *title = file != NULL ? g_strdup_printf (_ ("“%s” in %s"), alias, file) : g_strdup (alias);
  const char *subtitle = match->is_read_only   ? _ ("Opened without its password, so it cannot be changed")
                         : match->is_unchanged ? _ ("Has this certificate already")
                         : match->is_proposed  ? _ ("Gets the certificate of its key")
                                               : _ ("Has the same key as another entry here");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->which_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->which_row), subtitle);
  adw_switch_row_set_active (self->which_row, match->is_proposed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->which_row), !match->is_read_only);
  gtk_widget_set_visible (GTK_WIDGET (self->which_group), is_one_of_many || !match->is_proposed);
}

/**
 * catena_reply_match_new:
 * @plan: a plan for a reply, which is kept
 * @match: one of its matches
 * @is_one_of_many: whether it has to say which entry it is about
 * @include_root: whether a root is to be stored, at first
 *
 * Returns: (transfer floating): the new widget
 */
GtkWidget *
catena_reply_match_new (KsReplyPlan *plan,
                        const KsReplyMatch *match,
                        gboolean is_one_of_many,
                        gboolean include_root)
{
  CatenaReplyMatch *self = g_object_new (CATENA_TYPE_REPLY_MATCH, NULL);

  self->plan = ks_reply_plan_ref (plan);
  self->match = match;
  self->choice.include_root = include_root;
  show_which (self, is_one_of_many);
  kw_small_chain_set_verdict (self->before, match->before, _ ("Before"));
  /* A key that waited for its first certificate. */
  gtk_widget_set_visible (GTK_WIDGET (self->before_box), ks_entry_get_chain_length (match->entry) > 0);
  fill_row (self->leaf_row, match->leaves, (Describe) describe_leaf);
  fill_row (self->chain_row, get_leaf (self)->chains, (Describe) describe_chain);
  adw_switch_row_set_active (self->root_row, include_root);
  show_after (self);
  show_options (self);
  show_differences (self);
  self->is_filling = FALSE;

  return GTK_WIDGET (self);
}

/**
 * catena_reply_match_get_match:
 * @self: a match
 *
 * Returns: (transfer none): the part of the plan that it shows
 */
const KsReplyMatch *
catena_reply_match_get_match (CatenaReplyMatch *self)
{
  return self->match;
}

/**
 * catena_reply_match_get_choice:
 * @self: a match
 *
 * Returns: (transfer none) (nullable): what was chosen; %NULL when the entry is left alone
 */
const KsReplyChoice *
catena_reply_match_get_choice (CatenaReplyMatch *self)
{
  return adw_switch_row_get_active (self->which_row) ? &self->choice : NULL;
}

/**
 * catena_reply_match_set_narrow:
 * @self: a match
 * @is_narrow: whether there is little width
 *
 * Puts the drawings below their names.
 */
void
catena_reply_match_set_narrow (CatenaReplyMatch *self, gboolean is_narrow)
{
  GtkOrientation orientation = is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->before_box), orientation);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->after_box), orientation);
}
