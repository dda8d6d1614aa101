/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-entry-filter.h"
#include "catena-map-job.h"
#include "catena-map-page.h"
#include "catena-view-switch.h"
#include "kw-text.h"
#include "kw-trust-map.h"

/* Names in the advice; more of them are not read. */
#define MAX_NAMES 6

struct _CatenaMapPage {
  AdwBin parent_instance;

  CatenaViewSwitch *view_switch;
  GtkSearchEntry *search_entry;
  GtkToggleButton *all_button;
  GtkToggleButton *expired_button;
  GtkToggleButton *other_button;
  GtkToggleButton *used_button;
  GtkStack *stack;
  KwTrustMap *map;
  GtkWidget *advice_list;
  AdwActionRow *expired_row;
  GtkButton *remove_button;
  GtkWidget *zoom_box;
  GtkLabel *count_label;
  GtkToggleButton *expand_button;
  GtkButton *zoom_label;
  AdwWrapBox *filter_box;
  GtkBox *zoom_buttons;

  CatenaDocument *document;
  CatenaTrust *trust;
  GCancellable *cancellable; /* of the worker */
  guint update_id;
  gboolean is_stale; /* the map is of another state than the document */
};

enum {
  SIGNAL_ENTRY_ACTIVATED,
  SIGNAL_REMOVE_REQUESTED,
  SIGNAL_ADD_REQUESTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaMapPage, catena_map_page, ADW_TYPE_BIN)

static KwMapFilter
get_filter (CatenaMapPage *self)
{
  if (gtk_toggle_button_get_active (self->expired_button))
    return KW_MAP_EXPIRED;
  if (gtk_toggle_button_get_active (self->other_button))
    return KW_MAP_OTHER;
  return gtk_toggle_button_get_active (self->used_button) ? KW_MAP_USED : KW_MAP_ALL;
}

static void
set_filter_button (GtkToggleButton *button,
                   const char *icon,
                   const char *label,
                   guint number,
                   gboolean is_shown)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  g_autofree char *name = g_strdup_printf ("%s, %u", label, number);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *count = gtk_label_new (text);

  if (icon != NULL) {
    GtkWidget *image = gtk_image_new_from_icon_name (icon);

    gtk_widget_add_css_class (image, "warning");
    gtk_box_append (GTK_BOX (box), image);
  }
  gtk_box_append (GTK_BOX (box), gtk_label_new (label));
  gtk_widget_add_css_class (count, "heading");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_visible (GTK_WIDGET (button), is_shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static guint
count_matching (KsTrustGraph *graph, KwMapFilter filter)
{
  guint n = 0;

  for (guint i = 0; i < ks_trust_graph_get_n_nodes (graph); i++)
    n += ks_trust_graph_get_node (graph, i)->certificate != NULL && kw_map_filter_matches (filter, graph, i);
  return n;
}

/* A filter that finds nothing is not offered. */
static void
update_filters (CatenaMapPage *self, KsTrustGraph *graph)
{
  guint n_expired = count_matching (graph, KW_MAP_EXPIRED), n_other = count_matching (graph, KW_MAP_OTHER);
  guint n_used = count_matching (graph, KW_MAP_USED);
  KwMapFilter filter = get_filter (self);

  if ((filter == KW_MAP_EXPIRED && n_expired == 0) || (filter == KW_MAP_OTHER && n_other == 0) ||
      (filter == KW_MAP_USED && n_used == 0))
    gtk_toggle_button_set_active (self->all_button, TRUE);
  set_filter_button (self->all_button, NULL, C_ ("certificates", "All"), count_matching (graph, KW_MAP_ALL),
                     TRUE);
  set_filter_button (self->expired_button, "catena-warning-symbolic", C_ ("certificates", "Expired"),
                     n_expired, n_expired > 0);
  /* Translators: other problems than expiry */
  set_filter_button (self->other_button, "catena-warning-symbolic", C_ ("problems", "Other"), n_other,
                     n_other > 0);
  /* Translators: certificates that key pairs need */
  set_filter_button (self->used_button, NULL, C_ ("certificates", "Used"), n_used, n_used > 0);
}

static char *
list_names (GPtrArray *entries)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (entries->len, MAX_NAMES); i++) {
    g_autofree char *name = kw_text_show (ks_entry_get_title (g_ptr_array_index (entries, i)));

    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
  }
  if (entries->len > MAX_NAMES)
    g_string_append (names, ", …");
  return g_string_free_and_steal (g_steal_pointer (&names));
}

static void
update_advice (CatenaMapPage *self, KsTrustGraph *graph)
{
  g_autoptr (GPtrArray) expired = ks_trust_graph_list_expired (graph);
  g_autofree char *title = NULL;
  g_autofree char *names = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *remove = NULL;

  gtk_widget_set_visible (self->advice_list, expired->len > 0);
  if (expired->len == 0)
    return;
  title = g_strdup_printf (ngettext ("%u anchor has expired", "%u anchors have expired", expired->len),
                           expired->len);
  names = list_names (expired);
  /* Translators: %s: names of certificates */
  subtitle =
    g_strdup_printf (_ ("Most software refuses an expired anchor; RFC 5280 leaves it open. %s"), names);
  /* Translators: a button that removes so many anchors */
  remove = g_strdup_printf (ngettext ("Remove %u", "Remove %u", expired->len), expired->len);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expired_row), title);
  adw_action_row_set_subtitle (self->expired_row, subtitle);
  gtk_button_set_label (self->remove_button, remove);
  gtk_widget_set_visible (GTK_WIDGET (self->remove_button), catena_document_is_editable (self->document));
}

static void
update_count (CatenaMapPage *self)
{
  KsTrustGraph *graph = kw_trust_map_get_graph (self->map);
  guint n_certificates = count_matching (graph, KW_MAP_ALL), n_anchors = ks_trust_graph_get_n_anchors (graph);
  g_autofree char *certificates =
    g_strdup_printf (ngettext ("%u certificate", "%u certificates", n_certificates), n_certificates);
  g_autofree char *anchors = g_strdup_printf (ngettext ("%u anchor", "%u anchors", n_anchors), n_anchors);
  g_autofree char *text =
    n_anchors > 0 ? g_strdup_printf ("%s · %s", anchors, certificates) : g_strdup (certificates);

  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->expand_button), n_anchors > KW_MAP_FOLD_ABOVE);
}

static void
search (CatenaMapPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  KsTrustGraph *graph = kw_trust_map_get_graph (self->map);
  g_autoptr (CatenaEntryFilter) filter = catena_entry_filter_new ();
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));

  if (graph == NULL)
    return;
  catena_entry_filter_set_text (filter, text);
  for (guint i = 0; i < ks_trust_graph_get_n_nodes (graph); i++) {
    GPtrArray *entries = ks_trust_graph_get_node (graph, i)->entries;

    for (guint j = 0; j < entries->len; j++)
      if (gtk_filter_match (GTK_FILTER (filter), g_ptr_array_index (entries, j))) {
        g_array_append_val (found, i);
        break;
      }
  }
  kw_trust_map_set_found (self->map, *text != '\0' ? found : NULL);
}

static void
show_graph (CatenaMapPage *self, KsTrustGraph *graph)
{
  gboolean is_empty = ks_trust_graph_get_n_nodes (graph) + ks_trust_graph_get_n_pairs (graph) == 0;

  kw_trust_map_set_can_repair (self->map, catena_document_is_editable (self->document));
  kw_trust_map_set_graph (self->map, graph);
  update_filters (self, graph);
  update_advice (self, graph);
  update_count (self);
  search (self);
  gtk_widget_set_visible (self->zoom_box, !is_empty);
  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "map");
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CatenaMapPage) self = user_data;
  g_autoptr (KsTrustGraph) graph = catena_map_job_finish (result, NULL);

  /* Cancelled: another one is on its way, or nobody looks. */
  if (graph == NULL || self->document == NULL)
    return;
  g_clear_object (&self->cancellable);
  show_graph (self, graph);
}

static void
start (CatenaMapPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->is_stale = FALSE;
  if (catena_document_get_store (self->document) == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  catena_map_job_async (self->document, self->trust, self->cancellable, made_cb, g_object_ref (self));
}

static gboolean
update_cb (gpointer user_data)
{
  CatenaMapPage *self = user_data;

  self->update_id = 0;
  start (self);
  return G_SOURCE_REMOVE;
}

/* Several changes make one new map, and only while somebody looks. */
static void
changed_cb (CatenaMapPage *self)
{
  self->is_stale = TRUE;
  if (self->update_id == 0 && self->document != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_idle_add (update_cb, self);
}

static void
store_cb (CatenaMapPage *self)
{
  KsStore *store = catena_document_get_store (self->document);

  if (store != NULL)
    g_signal_connect_object (store, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
}

static void
search_changed_cb (CatenaMapPage *self)
{
  search (self);
}

/* Who has begun to type goes on in the search entry: a space is one then, and not a click. */
static void
search_started_cb (CatenaMapPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

static void
stop_search_cb (CatenaMapPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  gtk_widget_child_focus (GTK_WIDGET (self->map), GTK_DIR_TAB_FORWARD);
}

static void
filter_changed_cb (CatenaMapPage *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    kw_trust_map_set_filter (self->map, get_filter (self));
}

static void
node_activated_cb (CatenaMapPage *self, guint index)
{
  const KsTrustNode *node = ks_trust_graph_get_node (kw_trust_map_get_graph (self->map), index);

  if (node->entries->len > 0)
    g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0, g_ptr_array_index (node->entries, 0));
}

static void
pair_activated_cb (CatenaMapPage *self, guint index)
{
  g_signal_emit (self, signals[SIGNAL_ENTRY_ACTIVATED], 0,
                 ks_trust_graph_get_pair (kw_trust_map_get_graph (self->map), index)->entry);
}

static void
pair_repair_cb (CatenaMapPage *self, guint index)
{
  g_signal_emit (self, signals[SIGNAL_ADD_REQUESTED], 0,
                 ks_trust_graph_get_pair (kw_trust_map_get_graph (self->map), index)->missing);
}

static void
remove_cb (CatenaMapPage *self)
{
  g_autoptr (GPtrArray) expired = ks_trust_graph_list_expired (kw_trust_map_get_graph (self->map));

  g_signal_emit (self, signals[SIGNAL_REMOVE_REQUESTED], 0, expired);
}

static void
zoomed_cb (CatenaMapPage *self)
{
  /* Translators: a zoom factor in percent */
  g_autofree char *text = g_strdup_printf (_ ("%.0f %%"), kw_trust_map_get_zoom (self->map) * 100);

  gtk_button_set_label (self->zoom_label, text);
}

static void
zoom_in_cb (CatenaMapPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.zoom-in", NULL);
}

static void
zoom_out_cb (CatenaMapPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.zoom-out", NULL);
}

static void
zoom_reset_cb (CatenaMapPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.zoom-reset", NULL);
}

static void
catena_map_page_map (GtkWidget *widget)
{
  CatenaMapPage *self = CATENA_MAP_PAGE (widget);

  GTK_WIDGET_CLASS (catena_map_page_parent_class)->map (widget);
  if (self->is_stale)
    changed_cb (self);
}

static void
catena_map_page_unmap (GtkWidget *widget)
{
  CatenaMapPage *self = CATENA_MAP_PAGE (widget);

  /* What nobody looks at does not keep a processor busy. */
  self->is_stale |= self->cancellable != NULL || self->update_id != 0;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->update_id, g_source_remove);
  GTK_WIDGET_CLASS (catena_map_page_parent_class)->unmap (widget);
}

static gboolean
catena_map_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (GTK_WIDGET (CATENA_MAP_PAGE (widget)->map), GTK_DIR_TAB_FORWARD);
}

static void
catena_map_page_dispose (GObject *object)
{
  CatenaMapPage *self = CATENA_MAP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->update_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_MAP_PAGE);
  g_clear_object (&self->document);
  g_clear_object (&self->trust);

  G_OBJECT_CLASS (catena_map_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-map-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, view_switch);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, filter_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, zoom_buttons);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, map);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, advice_list);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, expired_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, zoom_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, count_label);
  gtk_widget_class_bind_template_child (widget_class, CatenaMapPage, expand_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, node_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, pair_repair_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoomed_cb);
}

static void
catena_map_page_class_init (CatenaMapPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_map_page_dispose;
  widget_class->map = catena_map_page_map;
  widget_class->unmap = catena_map_page_unmap;
  widget_class->grab_focus = catena_map_page_grab_focus;

  signals[SIGNAL_ENTRY_ACTIVATED] = g_signal_new ("entry-activated", CATENA_TYPE_MAP_PAGE, G_SIGNAL_RUN_LAST,
                                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_ENTRY);
  signals[SIGNAL_REMOVE_REQUESTED] =
    g_signal_new ("remove-requested", CATENA_TYPE_MAP_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_ADD_REQUESTED] = g_signal_new ("add-requested", CATENA_TYPE_MAP_PAGE, G_SIGNAL_RUN_LAST, 0,
                                                NULL, NULL, NULL, G_TYPE_NONE, 1, KS_TYPE_CERTIFICATE);
  g_type_ensure (CATENA_TYPE_VIEW_SWITCH);
  g_type_ensure (KW_TYPE_TRUST_MAP);
  bind_template (widget_class);
}

static void
make_filters (CatenaMapPage *self)
{
  GtkToggleButton **buttons[] = { &self->all_button, &self->expired_button, &self->other_button,
                                  &self->used_button };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    *buttons[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
    gtk_widget_add_css_class (GTK_WIDGET (*buttons[i]), "pill-filter");
    adw_wrap_box_append (self->filter_box, GTK_WIDGET (*buttons[i]));
    if (i > 0)
      gtk_toggle_button_set_group (*buttons[i], self->all_button);
  }
  gtk_toggle_button_set_active (self->all_button, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++) {
    /* They are shown as soon as there is something to count. */
    gtk_widget_set_visible (GTK_WIDGET (*buttons[i]), FALSE);
    g_signal_connect_object (*buttons[i], "toggled", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  }
}

static GtkButton *
add_zoom_button (CatenaMapPage *self, const char *icon, const char *tooltip, GCallback clicked)
{
  GtkWidget *button = gtk_button_new ();

  if (icon != NULL) {
    gtk_button_set_icon_name (GTK_BUTTON (button), icon);
    gtk_widget_add_css_class (button, "circular");
  }
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_add_css_class (button, "numeric");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (self->zoom_buttons, button);
  return GTK_BUTTON (button);
}

static void
catena_map_page_init (CatenaMapPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_filters (self);
  add_zoom_button (self, "zoom-out-symbolic", _ ("Zoom Out"), G_CALLBACK (zoom_out_cb));
  self->zoom_label = add_zoom_button (self, NULL, _ ("Original Size"), G_CALLBACK (zoom_reset_cb));
  add_zoom_button (self, "zoom-in-symbolic", _ ("Zoom In"), G_CALLBACK (zoom_in_cb));
  gtk_search_entry_set_key_capture_widget (self->search_entry, GTK_WIDGET (self));
  catena_view_switch_set_view (self->view_switch, "map");
  zoomed_cb (self);
}

/**
 * catena_map_page_set_document:
 * @self: a page
 * @document: what it shows
 * @trust: what is open, and whom the system trusts
 * @entry_list: the list with the same search
 *
 * Says what to show; once.
 */
void
catena_map_page_set_document (CatenaMapPage *self,
                              CatenaDocument *document,
                              CatenaTrust *trust,
                              CatenaEntryList *entry_list)
{
  self->document = g_object_ref (document);
  self->trust = g_object_ref (trust);
  catena_entry_list_bind_search (entry_list, GTK_EDITABLE (self->search_entry));
  g_signal_connect_object (document, "notify::store", G_CALLBACK (store_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trust, "documents-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trust, "notify::system", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  store_cb (self);
}

/**
 * catena_map_page_find:
 * @self: a page
 *
 * Puts the cursor into the search entry.
 */
void
catena_map_page_find (CatenaMapPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}
