/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-actions.h"
#include "catena-entry-list-private.h"
#include "catena-entry-sorter.h"
#include "catena-growing-selection.h"
#include "catena-menus.h"
#include "kw-explanation.h"

enum {
  SIGNAL_SELECTION_CHANGED,
  SIGNAL_ENTRY_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaEntryList, catena_entry_list, ADW_TYPE_BIN)

guint
_catena_entry_list_count (CatenaEntryList *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->selection));
}

void
_catena_entry_list_update_stack (CatenaEntryList *self)
{
  KsStore *store = self->document != NULL ? catena_document_get_store (self->document) : NULL;
  guint n_entries = store != NULL ? g_list_model_get_n_items (G_LIST_MODEL (store)) : 0;
  gboolean is_pending = gtk_filter_list_model_get_pending (self->filtered) > 0;
  g_autofree char *text = g_strdup_printf (ngettext ("%u entry", "%u entries", n_entries), n_entries);

  gtk_label_set_label (self->count_label, text);
  _catena_entry_list_update_file (self);
  if (n_entries == 0)
    gtk_stack_set_visible_child_name (self->stack, "empty");
  else if (_catena_entry_list_count (self) == 0 && !is_pending)
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  else
    gtk_stack_set_visible_child_name (self->stack, "list");
}

static void
items_changed_cb (CatenaEntryList *self)
{
  _catena_entry_list_settle (self);
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
selection_changed_cb (CatenaEntryList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (!gtk_bitset_is_empty (selected)) {
    self->position = gtk_bitset_get_minimum (selected);
    self->is_none = FALSE;
  }
  g_signal_emit (self, signals[SIGNAL_SELECTION_CHANGED], 0);
}

static void
store_changed_cb (CatenaEntryList *self)
{
  KsStore *store = catena_document_get_store (self->document);

  gtk_sort_list_model_set_model (self->sorted, G_LIST_MODEL (store));
  if (store != NULL)
    gtk_label_set_label (self->format_label, ks_store_get_format (store)->short_name);
  _catena_entry_list_settle (self);
}

static void
role_changed_cb (CatenaEntryList *self)
{
  KsRoleKind role = catena_verification_get_role (self->verification);
  const char *name = ks_role_kind_get_name (role);
  /* Translators: what a keystore is for: TLS server identity, truststore, ... */
  g_autofree char *label = g_strdup_printf (_ ("Role: %s"), name);
  g_autofree char *explanation = g_strconcat ("role:", ks_role_kind_get_nick (role), NULL);

  gtk_label_set_label (self->role_label, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->role_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  kw_explanation_set_id (self->role_explanation, explanation);
}

static void
search_changed_cb (CatenaEntryList *self)
{
  catena_entry_filter_set_text (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

static void
filter_changed_cb (CatenaEntryList *self)
{
  catena_entry_filter_set_subset (self->filter, adw_toggle_group_get_active_name (self->filter_group));
}

void
_catena_entry_list_activate (CatenaEntryList *self)
{
  g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0);
}

/* Who has begun to type goes on in the search entry: the row that has the focus may be filtered away. */
static void
search_started_cb (CatenaEntryList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

static void
search_activate_cb (CatenaEntryList *self)
{
  if (_catena_entry_list_count (self) == 0)
    return;

  _catena_entry_list_select_position (self, 0);
  _catena_entry_list_activate (self);
}

static void
stop_search_cb (CatenaEntryList *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
make_role_menu (CatenaEntryList *self)
{
  g_autoptr (GMenuModel) menu = catena_menu_new_for_role ();

  gtk_menu_button_set_menu_model (self->role_button, menu);
}

/* It was too short for the place of what is selected. */
static void
grown_cb (CatenaEntryList *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  if (gtk_bitset_get_size (selected) == 1)
    gtk_list_view_scroll_to (self->list_view, gtk_bitset_get_minimum (selected), GTK_LIST_SCROLL_NONE, NULL);
}

static void
make_model (CatenaEntryList *self)
{
  self->filter = catena_entry_filter_new ();
  self->sorted = gtk_sort_list_model_new (NULL, catena_entry_sorter_new ());
  self->filtered = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->sorted)),
                                              GTK_FILTER (g_object_ref (self->filter)));
  gtk_filter_list_model_set_incremental (self->filtered, TRUE);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->filtered)));
  self->shown = G_LIST_MODEL (catena_growing_selection_new (GTK_SELECTION_MODEL (self->selection),
                                                            GTK_WIDGET (self->list_view)));
  g_signal_connect_object (self->filtered, "notify::pending", G_CALLBACK (_catena_entry_list_settle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->shown));
  /* After the list view, which is then as long. */
  g_signal_connect_object (self->shown, "items-changed", G_CALLBACK (_catena_entry_list_settle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->shown, "grown", G_CALLBACK (grown_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
catena_entry_list_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (CATENA_ENTRY_LIST (widget)->list_view));
}

static void
catena_entry_list_dispose (GObject *object)
{
  CatenaEntryList *self = CATENA_ENTRY_LIST (object);

  if (self->context_menu != NULL)
    gtk_widget_unparent (self->context_menu);
  g_clear_weak_pointer (&self->context_menu);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_ENTRY_LIST);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);
  g_clear_object (&self->filtered);
  g_clear_object (&self->sorted);
  g_clear_object (&self->filter);
  g_clear_object (&self->document);
  g_clear_object (&self->verification);
  g_clear_object (&self->wanted);
  g_clear_pointer (&self->rows, g_hash_table_unref);

  G_OBJECT_CLASS (catena_entry_list_parent_class)->dispose (object);
}

static void
catena_entry_list_class_init (CatenaEntryListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_entry_list_dispose;
  widget_class->grab_focus = catena_entry_list_grab_focus;

  signals[SIGNAL_SELECTION_CHANGED] = g_signal_new ("selection-changed", CATENA_TYPE_ENTRY_LIST,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ENTRY_ACTIVATED] = g_signal_new ("entry-activated", CATENA_TYPE_ENTRY_LIST,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (CATENA_TYPE_VIEW_SWITCH);
  g_type_ensure (KW_TYPE_EXPLANATION);
  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-entry-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, view_switch);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, filter_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, list_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, role_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, role_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, role_explanation);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, file_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, file_mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, count_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaEntryList, format_label);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, _catena_entry_list_activate);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, _catena_entry_list_menu_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, _catena_entry_list_menu_cb, NULL);
}

static void
catena_entry_list_init (CatenaEntryList *self)
{
  self->rows = g_hash_table_new (NULL, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  kw_status_mark_set_state (self->file_mark, KS_STATE_WARNING);
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
  /* Before the search entry gets it: Delete on a row is about the entry. */
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), catena_actions_make_controller ());
  _catena_entry_list_init_rows (self);
  make_model (self);
  _catena_entry_list_init_menu (self);
  make_role_menu (self);
}

/**
 * catena_entry_list_set_document:
 * @self: a list
 * @document: the document whose entries it shows
 * @verification: what marks them
 *
 * Says what to show; once.
 */
void
catena_entry_list_set_document (CatenaEntryList *self,
                                CatenaDocument *document,
                                CatenaVerification *verification)
{
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  self->verification = g_object_ref (verification);
  catena_entry_filter_set_verification (self->filter, verification);
  g_signal_connect_object (document, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (verification, "marks-changed", G_CALLBACK (_catena_entry_list_update_marks), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (verification, "notify::role", G_CALLBACK (role_changed_cb), self,
                           G_CONNECT_SWAPPED);
  role_changed_cb (self);
  store_changed_cb (self);
}

/**
 * catena_entry_list_find:
 * @self: a list
 *
 * Puts the cursor into the search entry.
 */
void
catena_entry_list_find (CatenaEntryList *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
