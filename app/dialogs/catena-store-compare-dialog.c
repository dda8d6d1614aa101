/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "catena-comparand.h"
#include "catena-compare-dialog.h"
#include "catena-pair-job.h"
#include "catena-pair-row.h"
#include "catena-store-compare-private.h"
#include "kw-text.h"

G_DEFINE_FINAL_TYPE (CatenaStoreCompareDialog, catena_store_compare_dialog, ADW_TYPE_DIALOG)

KsStorePair *
_catena_store_compare_get_selected (CatenaStoreCompareDialog *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

void
_catena_store_compare_add_toast (CatenaStoreCompareDialog *self, const char *title, gboolean with_undo)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  if (with_undo) {
    adw_toast_set_button_label (toast, _ ("Undo"));
    adw_toast_set_action_name (toast, "compare.undo");
  }
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* ---- what can be done ---- */

static gboolean
has_details (KsStorePair *pair)
{
  return pair != NULL && catena_comparand_is_possible (ks_store_pair_get_left (pair)) &&
         catena_comparand_is_possible (ks_store_pair_get_right (pair));
}

static void
set_enabled (CatenaStoreCompareDialog *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static gboolean
can_undo (const CatenaCompareSide *side)
{
  return catena_document_is_editable (side->document) && ks_store_can_undo (side->store);
}

static char *
describe_undo (const CatenaCompareSide *side)
{
  const char *label = can_undo (side) ? ks_store_get_undo_label (side->store) : NULL;

  /* Translators: %s is what would be undone: “web” deleted */
  return label != NULL ? g_strdup_printf (_ ("Undo: %s"), label) : g_strdup (_ ("Undo"));
}

static void
update_side (CatenaStoreCompareDialog *self, CatenaCompareSide *side)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (side->store));
  g_autofree char *title = kw_text_show (catena_document_get_title (side->document));
  g_autofree char *entries = g_strdup_printf (ngettext ("%u entry", "%u entries", n), n);
  const char *format = ks_store_get_format (side->store)->short_name;
  gboolean is_editable = catena_document_is_editable (side->document);
  /* Translators: a format and how many entries there are: “JKS · 3 entries” */
  g_autofree char *count =
    g_strdup_printf (is_editable ? _ ("%s · %s") : _ ("%s · %s · Read-Only"), format, entries);
  g_autofree char *undo = describe_undo (side);
  /* Translators: %s is the name of a file */
  g_autofree char *copy = g_strdup_printf (_ ("Copy to %s"), title);

  gtk_label_set_label (side->title, title);
  gtk_label_set_label (side->count, count);
  gtk_widget_set_tooltip_text (side->undo, undo);
  gtk_button_set_label (GTK_BUTTON (side->copy), copy);
}

void
_catena_store_compare_update (CatenaStoreCompareDialog *self)
{
  KsStorePair *pair = _catena_store_compare_get_selected (self);

  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++)
    update_side (self, &self->sides[i]);
  set_enabled (self, "copy-left", _catena_store_compare_can_copy (self, pair, 0));
  set_enabled (self, "copy-right", _catena_store_compare_can_copy (self, pair, 1));
  set_enabled (self, "undo-left", can_undo (&self->sides[0]));
  set_enabled (self, "undo-right", can_undo (&self->sides[1]));
  set_enabled (self, "details", has_details (pair));
}

/* ---- the comparison ---- */

static void
update_stack (CatenaStoreCompareDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0
                                                   ? "list"
                                                   : "nothing");
}

/* How many pairs at the end of the list are as they were. */
static guint
count_end (GListModel *old, GPtrArray *pairs, guint start)
{
  guint n_old = g_list_model_get_n_items (old), n = 0;

  while (n < MIN (n_old, pairs->len) - start) {
    g_autoptr (KsStorePair) pair = g_list_model_get_item (old, n_old - n - 1);

    if (!ks_store_pair_equal (pair, pairs->pdata[pairs->len - n - 1]))
      break;
    n++;
  }
  return n;
}

static guint
count_start (GListModel *old, GPtrArray *pairs)
{
  guint n = 0;

  while (n < MIN (g_list_model_get_n_items (old), pairs->len)) {
    g_autoptr (KsStorePair) pair = g_list_model_get_item (old, n);

    if (!ks_store_pair_equal (pair, pairs->pdata[n]))
      break;
    n++;
  }
  return n;
}

/* What stays as it was keeps its row, so that the list does not jump. */
static void
show_pairs (CatenaStoreCompareDialog *self, GPtrArray *pairs)
{
  GListModel *old = G_LIST_MODEL (self->pairs);
  guint start = count_start (old, pairs);
  guint end = count_end (old, pairs, start);

  g_list_store_splice (self->pairs, start, g_list_model_get_n_items (old) - start - end, pairs->pdata + start,
                       pairs->len - start - end);
}

static void
show_summary (CatenaStoreCompareDialog *self, GPtrArray *pairs)
{
  guint n_same = 0;
  g_autofree char *same = NULL;
  g_autofree char *different = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < pairs->len; i++)
    n_same += ks_store_pair_get_kind (pairs->pdata[i]) == KS_STORE_PAIR_SAME ? 1 : 0;
  same = g_strdup_printf (ngettext ("%u entry is the same", "%u entries are the same", n_same), n_same);
  different =
    g_strdup_printf (ngettext ("%u differs", "%u differ", pairs->len - n_same), pairs->len - n_same);
  /* Translators: “3 entries are the same, 2 differ” */
  text = g_strdup_printf (_ ("%s, %s"), same, different);
  adw_window_title_set_subtitle (self->title, text);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaStoreCompareDialog) self = user_data;
  g_autoptr (GPtrArray) pairs = catena_pair_job_finish (result, NULL);

  /* Cancelled: another one is on its way, or the dialog is gone. */
  if (pairs == NULL || self->pairs == NULL)
    return;
  show_pairs (self, pairs);
  show_summary (self, pairs);
  update_stack (self);
  _catena_store_compare_update (self);
}

static void
compare (CatenaStoreCompareDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  catena_pair_job_start (self->sides[0].document, self->sides[1].document, self->cancellable, compared_cb,
                         g_object_ref (self));
}

static void
store_changed_cb (CatenaStoreCompareDialog *self)
{
  compare (self);
  _catena_store_compare_update (self);
}

/* ---- the list ---- */

static gboolean
has_words (KsEntry *entry, const char *words)
{
  return entry != NULL && strstr (ks_entry_get_search_text (entry), words) != NULL;
}

static gboolean
matches (gpointer item, gpointer user_data)
{
  CatenaStoreCompareDialog *self = user_data;

  return self->words == NULL || has_words (ks_store_pair_get_left (item), self->words) ||
         has_words (ks_store_pair_get_right (item), self->words);
}

static int
compare_kinds (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return (int) ks_store_pair_get_kind ((KsStorePair *) a) - (int) ks_store_pair_get_kind ((KsStorePair *) b);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaStoreCompareDialog *self)
{
  GtkWidget *row = catena_pair_row_new ();

  _catena_store_compare_init_row (self, row);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, CatenaStoreCompareDialog *self)
{
  CatenaPairRow *row = CATENA_PAIR_ROW (gtk_list_item_get_child (item));
  const char *places[] = { catena_document_get_title (self->sides[0].document),
                           catena_document_get_title (self->sides[1].document) };
  g_autofree char *description = NULL;

  catena_pair_row_set_pair (row, gtk_list_item_get_item (item), self->is_narrow ? places : NULL);
  description = catena_pair_row_dup_description (row);
  gtk_list_item_set_accessible_label (item, description);
}

static char *
name_section (CatenaStoreCompareDialog *self, KsStorePairKind kind)
{
  guint side = kind == KS_STORE_PAIR_ONLY_LEFT ? 0 : 1;
  g_autofree char *name = NULL;

  if (kind != KS_STORE_PAIR_ONLY_LEFT && kind != KS_STORE_PAIR_ONLY_RIGHT)
    return g_strdup (ks_store_pair_kind_get_title (kind));
  name = kw_text_show (catena_document_get_title (self->sides[side].document));
  /* Translators: %s is the name of a file */
  return g_strdup_printf (_ ("Only in %s"), name);
}

static void
setup_header_cb (GtkSignalListItemFactory *factory, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_header_set_child (header, label);
}

static void
bind_header_cb (GtkSignalListItemFactory *factory, GtkListHeader *header, CatenaStoreCompareDialog *self)
{
  g_autofree char *name = name_section (self, ks_store_pair_get_kind (gtk_list_header_get_item (header)));
  /* Translators: a section of a list, and how many rows it has */
  g_autofree char *text = g_strdup_printf (_ ("%s · %u"), name, gtk_list_header_get_n_items (header));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), text);
}

/* Rows and heads are made anew: their form, or what is to be said in them, has changed. */
static void
make_factories (CatenaStoreCompareDialog *self)
{
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) headers = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (rows, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect (headers, "setup", G_CALLBACK (setup_header_cb), NULL);
  g_signal_connect_object (headers, "bind", G_CALLBACK (bind_header_cb), self, 0);
  gtk_list_view_set_factory (self->list_view, rows);
  gtk_list_view_set_header_factory (self->list_view, headers);
}

static void
make_list (CatenaStoreCompareDialog *self)
{
  GtkSortListModel *sorted;
  GtkFilterListModel *filtered;

  self->pairs = g_list_store_new (KS_TYPE_STORE_PAIR);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->pairs)), NULL);
  gtk_sort_list_model_set_section_sorter (sorted,
                                          GTK_SORTER (gtk_custom_sorter_new (compare_kinds, NULL, NULL)));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (sorted), g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect_object (self->selection, "notify::selected-item",
                           G_CALLBACK (_catena_store_compare_update), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

static void
search_changed_cb (CatenaStoreCompareDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_clear_pointer (&self->words, g_free);
  self->words = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_stack (self);
}

static void
narrow_cb (CatenaStoreCompareDialog *self)
{
  self->is_narrow = TRUE;
  make_factories (self);
}

static void
wide_cb (CatenaStoreCompareDialog *self)
{
  self->is_narrow = FALSE;
  make_factories (self);
}

/* ---- actions ---- */

static void
show_details (CatenaStoreCompareDialog *self)
{
  KsStorePair *pair = _catena_store_compare_get_selected (self);
  g_autoptr (CatenaComparand) left = NULL;
  g_autoptr (CatenaComparand) right = NULL;

  if (!has_details (pair))
    return;
  left =
    catena_comparand_new (ks_store_pair_get_left (pair), catena_document_get_title (self->sides[0].document));
  right = catena_comparand_new (ks_store_pair_get_right (pair),
                                catena_document_get_title (self->sides[1].document));
  adw_dialog_present (catena_compare_dialog_new (left, right), GTK_WIDGET (self));
}

static void
activate_cb (CatenaStoreCompareDialog *self)
{
  show_details (self);
}

static void
copy_left_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_compare_copy (user_data, _catena_store_compare_get_selected (user_data), 0);
}

static void
copy_right_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_compare_copy (user_data, _catena_store_compare_get_selected (user_data), 1);
}

static void
undo_left_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_compare_undo (user_data, 0);
}

static void
undo_right_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _catena_store_compare_undo (user_data, 1);
}

/* On the side that was changed last. */
static void
undo_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  CatenaStoreCompareDialog *self = user_data;

  if (self->last_side >= 0)
    _catena_store_compare_undo (self, (guint) self->last_side);
}

static void
details_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_details (user_data);
}

static const GActionEntry action_entries[] = {
  { "copy-left", copy_left_action }, { "copy-right", copy_right_action },
  { "undo-left", undo_left_action }, { "undo-right", undo_right_action },
  { "undo", undo_action },           { "details", details_action },
};

static void
make_actions (CatenaStoreCompareDialog *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "compare", G_ACTION_GROUP (self->actions));
  /* Behind the dialog, the same keys are about the page. */
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                                                          gtk_named_action_new ("compare.undo")));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* ---- the object ---- */

static void
closed_cb (CatenaStoreCompareDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
catena_store_compare_dialog_dispose (GObject *object)
{
  CatenaStoreCompareDialog *self = CATENA_STORE_COMPARE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_STORE_COMPARE_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->pairs);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->words, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (self->sides); i++) {
    g_clear_object (&self->sides[i].store);
    g_clear_object (&self->sides[i].document);
  }

  G_OBJECT_CLASS (catena_store_compare_dialog_parent_class)->dispose (object);
}

static void
bind_side (GtkWidgetClass *widget_class, guint side, const char *const names[4])
{
  gssize base =
    G_STRUCT_OFFSET (CatenaStoreCompareDialog, sides) + (gssize) (side * sizeof (CatenaCompareSide));

  gtk_widget_class_bind_template_child_full (widget_class, names[0], FALSE,
                                             base + G_STRUCT_OFFSET (CatenaCompareSide, title));
  gtk_widget_class_bind_template_child_full (widget_class, names[1], FALSE,
                                             base + G_STRUCT_OFFSET (CatenaCompareSide, count));
  gtk_widget_class_bind_template_child_full (widget_class, names[2], FALSE,
                                             base + G_STRUCT_OFFSET (CatenaCompareSide, undo));
  gtk_widget_class_bind_template_child_full (widget_class, names[3], FALSE,
                                             base + G_STRUCT_OFFSET (CatenaCompareSide, copy));
}

static void
catena_store_compare_dialog_class_init (CatenaStoreCompareDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_store_compare_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/dialogs/catena-store-compare-dialog.ui");
  bind_side (widget_class, 0, (const char *const[]) { "left_title", "left_count", "left_undo", "left_copy" });
  bind_side (widget_class, 1,
             (const char *const[]) { "right_title", "right_count", "right_undo", "right_copy" });
  gtk_widget_class_bind_template_child (widget_class, CatenaStoreCompareDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaStoreCompareDialog, toolbar_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaStoreCompareDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaStoreCompareDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CatenaStoreCompareDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaStoreCompareDialog, list_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, wide_cb);
}

static void
catena_store_compare_dialog_init (CatenaStoreCompareDialog *self)
{
  self->last_side = -1;
  make_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  _catena_store_compare_init_drop (self);
  g_signal_connect (self, "closed", G_CALLBACK (closed_cb), NULL);
}

static void
store_gone_cb (CatenaStoreCompareDialog *self)
{
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
set_side (CatenaStoreCompareDialog *self, guint index, CatenaDocument *document)
{
  CatenaCompareSide *side = &self->sides[index];

  side->document = g_object_ref (document);
  side->store = g_object_ref (catena_document_get_store (document));
  g_signal_connect_object (side->store, "items-changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (side->store, "notify", G_CALLBACK (_catena_store_compare_update), self,
                           G_CONNECT_SWAPPED);
  /* The file is read again, by another window. */
  g_signal_connect_object (document, "notify::store", G_CALLBACK (store_gone_cb), self, G_CONNECT_SWAPPED);
}

/**
 * catena_store_compare_dialog_new:
 * @left: a document that is open
 * @right: another one
 *
 * Begins to compare at once.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_store_compare_dialog_new (CatenaDocument *left, CatenaDocument *right)
{
  CatenaStoreCompareDialog *self = g_object_new (CATENA_TYPE_STORE_COMPARE_DIALOG, NULL);

  set_side (self, 0, left);
  set_side (self, 1, right);
  make_list (self);
  make_factories (self);
  _catena_store_compare_update (self);
  compare (self);
  return ADW_DIALOG (self);
}
