/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-reply-view.h"

#include <glib/gi18n.h>

#include "catena-import-source.h"
#include "catena-reply-match.h"
#include "catena-reply-surplus-row.h"
#include "kw-status-mark.h"
#include "kw-text.h"

/* More rows than that help nobody; the rest is counted. */
#define MAX_SURPLUS 50

struct _CatenaReplyView {
  AdwBin parent_instance;

  KwStatusMark *mark;
  GtkLabel *headline;
  GtkLabel *detail;
  GtkBox *matches;
  AdwPreferencesGroup *surplus;
  AdwPreferencesGroup *problems;
  GtkLabel *footer;

  KsReplyPlan *plan;
  GPtrArray *match_widgets; /* borrowed */
  GPtrArray *surplus_rows;  /* borrowed */
  GPtrArray *problem_rows;  /* borrowed */
  gboolean is_narrow;
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_REQUEST_AGAIN,
  SIGNAL_CHOOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaReplyView, catena_reply_view, ADW_TYPE_BIN)

static void
clear_group (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static const KsReplyChoice *
get_choice (CatenaReplyView *self, guint index)
{
  return catena_reply_match_get_choice (self->match_widgets->pdata[index]);
}

/* Surplus goes where the reply goes first. */
static CatenaDocument *
get_keeper (CatenaReplyView *self)
{
  for (guint i = 0; i < self->match_widgets->len; i++)
    if (get_choice (self, i) != NULL)
      return ks_reply_plan_get_match (self->plan, i)->tag;

  return NULL;
}

static GPtrArray *
list_kept (CatenaReplyView *self)
{
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = 0; i < self->surplus_rows->len; i++) {
    KsCertificate *certificate = CATENA_IS_REPLY_SURPLUS_ROW (self->surplus_rows->pdata[i])
                                   ? catena_reply_surplus_row_get_kept (self->surplus_rows->pdata[i])
                                   : NULL;

    if (certificate != NULL)
      g_ptr_array_add (kept, certificate);
  }
  return kept;
}

static char *
describe_change (CatenaReplyView *self)
{
  guint n = 0;

  for (guint i = 0; i < self->match_widgets->len; i++)
    n += get_choice (self, i) != NULL;
  if (n == 0)
    return g_strdup (_ ("Nothing is chosen. The keystore stays as it is."));
  return g_strdup_printf (
    ngettext ("Replaces the certificates of %u entry. Its private key stays as it is. One Undo takes it back.",
              "Replaces the certificates of %u entries. Their private keys stay as they are. One Undo in each "
              "keystore takes it back.",
              n),
    n);
}

static void
changed_cb (CatenaReplyView *self)
{
  g_autofree char *text = describe_change (self);

  gtk_label_set_label (self->footer, text);
  gtk_widget_set_visible (GTK_WIDGET (self->footer), self->match_widgets->len > 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
request_again_cb (CatenaReplyView *self, CatenaReplyMatch *widget)
{
  const KsReplyMatch *match = catena_reply_match_get_match (widget);

  g_signal_emit (self, signals[SIGNAL_REQUEST_AGAIN], 0, match->tag, match->entry);
}

/* Servers that read PEM send the file as it is; Java's tools want whole chains. */
static gboolean
wants_root (const KsReplyMatch *match)
{
  const KsFormat *format = catena_document_get_format (match->tag);

  return format == NULL || !g_str_equal (format->id, "pem");
}

static void
show_matches (CatenaReplyView *self)
{
  guint n = ks_reply_plan_get_n_matches (self->plan);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->matches))) != NULL)
    gtk_box_remove (self->matches, child);
  g_ptr_array_set_size (self->match_widgets, 0);
  for (guint i = 0; i < n; i++) {
    const KsReplyMatch *match = ks_reply_plan_get_match (self->plan, i);
    GtkWidget *widget = catena_reply_match_new (self->plan, match, n > 1, wants_root (match));

    catena_reply_match_set_narrow (CATENA_REPLY_MATCH (widget), self->is_narrow);
    g_signal_connect_object (widget, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (widget, "request-again", G_CALLBACK (request_again_cb), self, G_CONNECT_SWAPPED);
    gtk_box_append (self->matches, widget);
    g_ptr_array_add (self->match_widgets, widget);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->matches), n > 0);
}

static void
add_rest (CatenaReplyView *self, guint n)
{
  g_autofree char *title = g_strdup_printf (ngettext ("And %u more", "And %u more", n), n);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", title, "use-markup", FALSE, NULL);

  adw_preferences_group_add (self->surplus, row);
  g_ptr_array_add (self->surplus_rows, row);
}

static void
show_surplus (CatenaReplyView *self)
{
  guint n = ks_reply_plan_get_n_surplus (self->plan);
  gboolean can_keep = ks_reply_plan_get_outcome (self->plan) == KS_REPLY_FITS;
  g_autofree char *title =
    g_strdup_printf (can_keep ? ngettext ("%u Certificate Is Not Needed", "%u Certificates Are Not Needed", n)
                              : ngettext ("%u Certificate in It", "%u Certificates in It", n),
                     n);

  clear_group (self->surplus, self->surplus_rows);
  for (guint i = 0; i < MIN (n, MAX_SURPLUS); i++) {
    GtkWidget *row =
      catena_reply_surplus_row_new (self->plan, ks_reply_plan_get_surplus (self->plan, i), can_keep);

    g_signal_connect_object (row, "notify::is-kept", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (self->surplus, row);
    g_ptr_array_add (self->surplus_rows, row);
  }
  if (n > MAX_SURPLUS)
    add_rest (self, n - MAX_SURPLUS);
  adw_preferences_group_set_title (self->surplus, title);
  gtk_widget_set_visible (GTK_WIDGET (self->surplus), n > 0);
}

static void
add_problem (CatenaReplyView *self, CatenaImportSource *source, gboolean is_skipped)
{
  const GError *error = catena_import_source_get_error (source);
  g_autofree char *name = kw_text_show (catena_import_source_get_name (source));
  GtkWidget *row = NULL;

  if (error == NULL && !is_skipped)
    return;
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, "subtitle",
                      is_skipped ? _ ("Left out: it needs a password") : error->message, NULL);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), kw_status_mark_new (KS_STATE_FAIL));
  adw_preferences_group_add (self->problems, row);
  g_ptr_array_add (self->problem_rows, row);
}

static void
show_problems (CatenaReplyView *self, GPtrArray *sources, GHashTable *skipped)
{
  g_autofree char *title = NULL;

  clear_group (self->problems, self->problem_rows);
  for (guint i = 0; i < sources->len; i++)
    add_problem (self, sources->pdata[i], g_hash_table_contains (skipped, sources->pdata[i]));
  title = g_strdup_printf (ngettext ("%u File Could Not Be Read", "%u Files Could Not Be Read",
                                     self->problem_rows->len),
                           self->problem_rows->len);
  adw_preferences_group_set_title (self->problems, title);
  gtk_widget_set_visible (GTK_WIDGET (self->problems), self->problem_rows->len > 0);
}

static KsState
get_state (CatenaReplyView *self)
{
  switch (ks_reply_plan_get_outcome (self->plan)) {
  case KS_REPLY_FITS:
    return KS_STATE_PASS;
  case KS_REPLY_UNCHANGED:
    return KS_STATE_INFO;
  case KS_REPLY_NO_KEY:
  case KS_REPLY_NO_CERTIFICATE:
  default:
    return KS_STATE_FAIL;
  }
}

static gboolean
has_nothing (GPtrArray *sources)
{
  for (guint i = 0; i < sources->len; i++)
    if (catena_import_source_get_store (sources->pdata[i]) != NULL)
      return FALSE;

  return TRUE;
}

static void
show_headline (CatenaReplyView *self, GPtrArray *sources)
{
  const char *headline = ks_reply_plan_get_headline (self->plan);
  const char *detail = ks_reply_plan_get_detail (self->plan);

  /* What could not be read says below what it is. */
  if (has_nothing (sources)) {
    headline = _ ("This Is No Reply");
    detail = NULL;
  }
  kw_status_mark_set_state (self->mark, get_state (self));
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), headline, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
choose_cb (CatenaReplyView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOOSE], 0);
}

static void
catena_reply_view_dispose (GObject *object)
{
  CatenaReplyView *self = CATENA_REPLY_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_REPLY_VIEW);
  g_clear_pointer (&self->plan, ks_reply_plan_unref);
  g_clear_pointer (&self->match_widgets, g_ptr_array_unref);
  g_clear_pointer (&self->surplus_rows, g_ptr_array_unref);
  g_clear_pointer (&self->problem_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_reply_view_parent_class)->dispose (object);
}

static void
install_signals (void)
{
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CATENA_TYPE_REPLY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REQUEST_AGAIN] =
    g_signal_new ("request-again", CATENA_TYPE_REPLY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, CATENA_TYPE_DOCUMENT, KS_TYPE_ENTRY);
  signals[SIGNAL_CHOOSE] =
    g_signal_new ("choose", CATENA_TYPE_REPLY_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
catena_reply_view_class_init (CatenaReplyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_reply_view_dispose;
  install_signals ();

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-reply-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyView, mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyView, headline);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyView, detail);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyView, matches);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyView, surplus);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyView, problems);
  gtk_widget_class_bind_template_child (widget_class, CatenaReplyView, footer);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
catena_reply_view_init (CatenaReplyView *self)
{
  self->match_widgets = g_ptr_array_new ();
  self->surplus_rows = g_ptr_array_new ();
  self->problem_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_reply_view_set_plan:
 * @self: a view
 * @plan: what a reply is for
 * @sources: (element-type CatenaImportSource): the files that it came in
 * @skipped: those of them that are left out, a set
 *
 * Shows a plan, with what it proposes.
 */
void
catena_reply_view_set_plan (CatenaReplyView *self, KsReplyPlan *plan, GPtrArray *sources, GHashTable *skipped)
{
  KsReplyPlan *old = self->plan;

  self->plan = ks_reply_plan_ref (plan);
  show_headline (self, sources);
  show_matches (self);
  show_surplus (self);
  show_problems (self, sources, skipped);
  g_clear_pointer (&old, ks_reply_plan_unref);
  changed_cb (self);
}

/**
 * catena_reply_view_make_edit:
 * @self: a view with a plan
 * @document: an open document
 *
 * Returns: (transfer full) (nullable): what is chosen for that document, as one step
 */
KsEdit *
catena_reply_view_make_edit (CatenaReplyView *self, CatenaDocument *document)
{
  guint n = ks_reply_plan_get_n_matches (self->plan);
  g_autofree const KsReplyChoice **choices = g_new0 (const KsReplyChoice *, n + 1);
  g_autoptr (GPtrArray) kept = document == get_keeper (self) ? list_kept (self) : NULL;

  for (guint i = 0; i < n; i++)
    choices[i] = get_choice (self, i);
  return ks_reply_plan_new_edit (self->plan, document, catena_document_get_store (document), choices, kept,
                                 g_get_real_time () / 1000);
}

/**
 * catena_reply_view_get_alias:
 * @self: a view with a plan
 * @document: an open document
 *
 * Returns: (transfer none) (nullable): the first entry of that document that is changed
 */
const char *
catena_reply_view_get_alias (CatenaReplyView *self, CatenaDocument *document)
{
  for (guint i = 0; i < self->match_widgets->len; i++) {
    const KsReplyMatch *match = ks_reply_plan_get_match (self->plan, i);

    if (match->tag == document && get_choice (self, i) != NULL)
      return ks_entry_get_alias (match->entry);
  }

  return NULL;
}

/**
 * catena_reply_view_set_narrow:
 * @self: a view
 * @is_narrow: whether there is little width
 *
 * Adapts the drawings.
 */
void
catena_reply_view_set_narrow (CatenaReplyView *self, gboolean is_narrow)
{
  self->is_narrow = is_narrow;
  for (guint i = 0; i < self->match_widgets->len; i++)
    catena_reply_match_set_narrow (self->match_widgets->pdata[i], is_narrow);
}
