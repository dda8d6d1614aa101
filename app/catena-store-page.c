/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-application.h"
#include "catena-error-dialog.h"
#include "catena-menus.h"
#include "catena-store-page-private.h"
#include "kw-text.h"

/* Most files are there before anybody could read the word "opening". */
#define WAITING_MS 300

enum {
  PROP_0,
  PROP_DOCUMENT,
  PROP_TRUST,
  PROP_IS_DRILLED,
  N_PROPS,
};

enum {
  SIGNAL_CLOSE_REQUESTED,
  SIGNAL_FILE_USED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void catena_store_page_page_init (CatenaPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaStorePage,
                               catena_store_page,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_PAGE, catena_store_page_page_init))

GSettings *
_catena_store_page_get_settings (CatenaStorePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (root));

  return catena_application_get_settings (CATENA_APPLICATION (application));
}

void
_catena_store_page_add_toast (CatenaStorePage *self, const char *title, gboolean with_undo)
{
  AdwToast *toast = adw_toast_new (title);

  adw_toast_set_use_markup (toast, FALSE);
  if (with_undo) {
    /* No mnemonic: it would be announced as an underscore. */
    adw_toast_set_button_label (toast, _ ("Undo"));
    adw_toast_set_action_name (toast, "document.undo");
  }
  /* The newest one tells what Undo would undo; older ones would lie. */
  adw_toast_overlay_dismiss_all (self->toast_overlay);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

gboolean
_catena_store_page_apply (CatenaStorePage *self, KsEdit *edit, const char *problem)
{
  g_autoptr (GError) error = NULL;

  if (!catena_document_apply (self->document, edit, &error)) {
    catena_error_dialog_present (GTK_WIDGET (self), problem, error);
    return FALSE;
  }

  _catena_store_page_add_toast (self, ks_edit_get_label (edit), TRUE);
  _catena_store_page_look_at_file (self);
  return TRUE;
}

void
_catena_store_page_use_file (CatenaStorePage *self)
{
  if (catena_document_get_file (self->document) != NULL)
    g_signal_emit (self, signals[SIGNAL_FILE_USED], 0, self->document);
}

static gboolean
waiting_cb (gpointer user_data)
{
  CatenaStorePage *self = user_data;

  self->waiting_id = 0;
  gtk_stack_set_visible_child_name (self->stack, "waiting");
  return G_SOURCE_REMOVE;
}

static void
show_failure (CatenaStorePage *self)
{
  const GError *error = catena_document_get_error (self->document);
  g_autofree char *text = g_markup_escape_text (error->message, -1);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_signal_emit (self, signals[SIGNAL_CLOSE_REQUESTED], 0);
    return;
  }

  adw_status_page_set_description (self->failed, text);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
show_one (CatenaStorePage *self, KsEntry *entry)
{
  g_autofree char *alias = kw_text_plain (ks_entry_get_alias (entry));

  adw_navigation_page_set_title (self->content, alias);
  adw_window_title_set_title (self->content_title, alias);
  gtk_stack_set_visible_child_name (self->content_stack, "entry");
}

static void
show_number (CatenaStorePage *self, guint n_selected)
{
  g_autofree char *title =
    n_selected == 0
      ? g_strdup (_ ("No Entry Selected"))
      : g_strdup_printf (ngettext ("%u Entry Selected", "%u Entries Selected", n_selected), n_selected);

  adw_status_page_set_title (self->number, title);
  gtk_stack_set_visible_child_name (self->content_stack, "number");
}

static void
show_selection (gpointer widget)
{
  CatenaStorePage *self = widget;
  g_autoptr (GPtrArray) entries = catena_entry_list_get_selection (self->entry_list);
  KsEntry *entry = entries->len == 1 ? g_ptr_array_index (entries, 0) : NULL;

  _catena_store_page_show_entry (self, entry);
  if (entry != NULL)
    show_one (self, entry);
  else
    show_number (self, entries->len);
}

/* What is selected changes the list in its next frame, and the page beside it in the one after: each of them has enough to do. */
static void
selection_changed_cb (CatenaStorePage *self)
{
  g_autoptr (GPtrArray) entries = catena_entry_list_get_selection (self->entry_list);

  catena_after_frame_start (&self->showing, GTK_WIDGET (self), show_selection, self);
  catena_verification_set_entry (self->verification,
                                 entries->len == 1 ? g_ptr_array_index (entries, 0) : NULL);
  _catena_store_page_update_entry_actions (self);
}

static void
show_store (CatenaStorePage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "ready");
  if (self->password_dialog != NULL)
    adw_dialog_force_close (ADW_DIALOG (self->password_dialog));
  if (!adw_navigation_split_view_get_collapsed (self->split_view))
    catena_entry_list_select (self->entry_list, NULL);
  selection_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry_list));
  _catena_store_page_use_file (self);
}

static void
state_changed_cb (CatenaStorePage *self)
{
  g_clear_handle_id (&self->waiting_id, g_source_remove);

  switch (catena_document_get_state (self->document)) {
  case CATENA_DOCUMENT_EMPTY:
    break;
  case CATENA_DOCUMENT_LOADING:
    self->waiting_id = g_timeout_add (WAITING_MS, waiting_cb, self);
    break;
  case CATENA_DOCUMENT_LOCKED:
    gtk_stack_set_visible_child_name (self->stack, "locked");
    _catena_store_page_ask_password (self);
    break;
  case CATENA_DOCUMENT_FAILED:
    show_failure (self);
    break;
  case CATENA_DOCUMENT_READY:
    show_store (self);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
document_changed_cb (CatenaStorePage *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "state"))
    state_changed_cb (self);
  if (g_str_equal (pspec->name, "title"))
    adw_window_title_set_subtitle (self->content_title, catena_document_get_title (self->document));

  adw_banner_set_revealed (self->changed_banner, catena_document_is_changed_on_disk (self->document));
  _catena_store_page_update_actions (self);
  _catena_store_page_update_entry_actions (self);
}

static void
entry_activated_cb (CatenaStorePage *self)
{
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
drilled_cb (CatenaStorePage *self)
{
  /* Behind a covering page, a selected row could not be chosen again. */
  if (self->is_narrow && adw_navigation_split_view_get_collapsed (self->split_view) &&
      !adw_navigation_split_view_get_show_content (self->split_view))
    catena_entry_list_unselect_all (self->entry_list);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_DRILLED]);
  catena_page_emit_changed (CATENA_PAGE (self));
}

static void
cancel_cb (CatenaStorePage *self)
{
  catena_document_cancel (self->document);
}

static void
try_again_cb (CatenaStorePage *self)
{
  catena_document_load (self->document);
}

static void
copy_details_cb (CatenaStorePage *self)
{
  g_autofree char *text = catena_error_dialog_make_details (catena_document_get_title (self->document),
                                                            catena_document_get_error (self->document));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  _catena_store_page_add_toast (self, _ ("Details copied"), FALSE);
}

static void
reload_cb (CatenaStorePage *self)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->document_actions), "reload", NULL);
}

/* A tab and the window show the same mark before a name that has unsaved changes. */
static char *
catena_store_page_dup_title (CatenaPage *page)
{
  CatenaDocument *document = CATENA_STORE_PAGE (page)->document;
  const char *title = catena_document_get_title (document);

  return catena_document_is_modified (document) ? g_strconcat ("• ", title, NULL) : g_strdup (title);
}

static const char *
catena_store_page_get_subtitle (CatenaPage *page)
{
  return catena_document_get_subtitle (CATENA_STORE_PAGE (page)->document);
}

static gboolean
catena_store_page_is_covering (CatenaPage *page)
{
  return catena_store_page_is_drilled (CATENA_STORE_PAGE (page));
}

static void
catena_store_page_leave_entry (CatenaPage *page)
{
  catena_store_page_go_back (CATENA_STORE_PAGE (page));
}

static void
catena_store_page_page_init (CatenaPageInterface *iface)
{
  iface->dup_title = catena_store_page_dup_title;
  iface->get_subtitle = catena_store_page_get_subtitle;
  iface->is_covering = catena_store_page_is_covering;
  iface->go_back = catena_store_page_leave_entry;
}

static void
catena_store_page_constructed (GObject *object)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (object);

  G_OBJECT_CLASS (catena_store_page_parent_class)->constructed (object);

  self->verification = catena_verification_new (self->document, self->trust);
  g_signal_connect_object (self->document, "notify", G_CALLBACK (document_changed_cb), self,
                           G_CONNECT_SWAPPED);
  catena_entry_list_set_document (self->entry_list, self->document, self->verification);
  _catena_store_page_init_entry (self);
  adw_window_title_set_subtitle (self->content_title, catena_document_get_title (self->document));

  _catena_store_page_init_actions (self);
  _catena_store_page_init_entry_actions (self);
  _catena_store_page_init_topics (self);
  _catena_store_page_update_entry_actions (self);
  state_changed_cb (self);
}

static void
catena_store_page_dispose (GObject *object)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (object);

  g_clear_handle_id (&self->waiting_id, g_source_remove);
  catena_after_frame_stop (&self->showing);
  catena_after_frame_stop (&self->looking);
  /* While there are widgets yet for those who follow the list of documents. */
  _catena_store_page_forget_trust (self);
  /* The bin would unparent its child a second time. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_STORE_PAGE);
  g_clear_object (&self->verification);
  g_clear_object (&self->document);
  g_clear_object (&self->trust);
  g_clear_object (&self->document_actions);
  g_clear_object (&self->entry_actions);
  g_clear_object (&self->chain_entry);

  G_OBJECT_CLASS (catena_store_page_parent_class)->dispose (object);
}

static void
catena_store_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (object);

  switch (prop_id) {
  case PROP_DOCUMENT:
    g_value_set_object (value, self->document);
    break;
  case PROP_TRUST:
    g_value_set_object (value, self->trust);
    break;
  case PROP_IS_DRILLED:
    g_value_set_boolean (value, catena_store_page_is_drilled (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_store_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CatenaStorePage *self = CATENA_STORE_PAGE (object);

  switch (prop_id) {
  case PROP_DOCUMENT:
    self->document = g_value_dup_object (value);
    break;
  case PROP_TRUST:
    self->trust = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-store-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, waiting);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, failed);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, integrity_banner);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, changed_banner);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, split_view);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, content);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, content_title);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, content_menu);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, content_stack);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, number);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, content_bar);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, entry_list);
  gtk_widget_class_bind_template_child (widget_class, CatenaStorePage, entry_page);
  gtk_widget_class_bind_template_callback (widget_class, selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, drilled_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "narrow_cb",
                                                G_CALLBACK (_catena_store_page_narrow_cb));
  gtk_widget_class_bind_template_callback_full (widget_class, "wide_cb",
                                                G_CALLBACK (_catena_store_page_wide_cb));
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, try_again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_details_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
}

static void
catena_store_page_class_init (CatenaStorePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = catena_store_page_constructed;
  object_class->dispose = catena_store_page_dispose;
  object_class->get_property = catena_store_page_get_property;
  object_class->set_property = catena_store_page_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, CATENA_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TRUST] =
    g_param_spec_object ("trust", NULL, NULL, CATENA_TYPE_TRUST,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_DRILLED] =
    g_param_spec_boolean ("is-drilled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CLOSE_REQUESTED] = g_signal_new ("close-requested", CATENA_TYPE_STORE_PAGE,
                                                  G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FILE_USED] = g_signal_new ("file-used", CATENA_TYPE_STORE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 1, CATENA_TYPE_DOCUMENT);

  g_type_ensure (CATENA_TYPE_ENTRY_LIST);
  g_type_ensure (CATENA_TYPE_ENTRY_PAGE);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
catena_store_page_init (CatenaStorePage *self)
{
  g_autoptr (GMenuModel) menu = catena_menu_new_for_entry ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->content_menu, menu);
  /* Until there is something to show. */
  gtk_stack_add_named (self->content_stack, adw_bin_new (), "nothing");
  gtk_stack_set_visible_child_name (self->content_stack, "nothing");
}

/**
 * catena_store_page_new:
 * @document: the document to show
 * @trust: whom this computer trusts
 *
 * Returns: (transfer floating): a new page
 */
GtkWidget *
catena_store_page_new (CatenaDocument *document, CatenaTrust *trust)
{
  return g_object_new (CATENA_TYPE_STORE_PAGE, "document", document, "trust", trust, NULL);
}

/**
 * catena_store_page_get_document:
 * @self: a page
 *
 * Returns: (transfer none): its document
 */
CatenaDocument *
catena_store_page_get_document (CatenaStorePage *self)
{
  return self->document;
}

/**
 * catena_store_page_get_verification:
 * @self: a page
 *
 * Returns: (transfer none): the verdicts about the entries
 */
CatenaVerification *
catena_store_page_get_verification (CatenaStorePage *self)
{
  return self->verification;
}

/**
 * catena_store_page_get_document_actions:
 * @self: a page
 *
 * Returns: (transfer none): the actions of the group `document`, for the window that shows the page
 */
GActionGroup *
catena_store_page_get_document_actions (CatenaStorePage *self)
{
  return G_ACTION_GROUP (self->document_actions);
}

/**
 * catena_store_page_get_entry_actions:
 * @self: a page
 *
 * Returns: (transfer none): the actions of the group `entry`, for the window that shows the page
 */
GActionGroup *
catena_store_page_get_entry_actions (CatenaStorePage *self)
{
  return G_ACTION_GROUP (self->entry_actions);
}

/**
 * catena_store_page_is_drilled:
 * @self: a page
 *
 * Returns: whether the entry's page covers the list
 */
gboolean
catena_store_page_is_drilled (CatenaStorePage *self)
{
  return gtk_stack_get_visible_child_name (self->stack) != NULL &&
         g_str_equal (gtk_stack_get_visible_child_name (self->stack), "ready") && self->is_narrow &&
         adw_navigation_split_view_get_collapsed (self->split_view) &&
         adw_navigation_split_view_get_show_content (self->split_view);
}

/**
 * catena_store_page_go_back:
 * @self: a page
 *
 * In a narrow window: shows the list again.
 */
void
catena_store_page_go_back (CatenaStorePage *self)
{
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
}

/**
 * catena_store_page_select:
 * @self: a page
 * @entry: an entry of its document
 *
 * Selects an entry and shows it.
 */
void
catena_store_page_select (CatenaStorePage *self, KsEntry *entry)
{
  if (catena_entry_list_select (self->entry_list, entry))
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}
