/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-name-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ks-name-input.h"
#include "kw-name-edit-row.h"
#include "kw-name-field.h"
#include "kw-reorder.h"
#include "kw-text.h"

/* A name that was taken away, and where it was. */
typedef struct {
  KsGeneralName *name;
  guint place;
} Removal;

struct _KwNameEditor {
  GtkWidget parent_instance;

  KwNameField *field;
  GtkListBox *list;
  GtkWidget *suggestions_box;
  AdwWrapBox *suggestions;
  GtkPopover *edit_popover;
  GtkEditable *edit_entry;
  GtkLabel *edit_reason;

  GPtrArray *names;    /* of KsGeneralName */
  GPtrArray *removals; /* of Removal, the last one at the end */
  char *first_hint;
  char **proposed; /* suggestions */
  guint edited;    /* index, while the popover is open */
};

enum {
  SIGNAL_CHANGED,
  SIGNAL_REMOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwNameEditor, kw_name_editor, GTK_TYPE_WIDGET)

static void
free_name (gpointer data)
{
  ks_general_name_free (data);
}

static void
free_removal (gpointer data)
{
  Removal *removal = data;

  g_clear_pointer (&removal->name, ks_general_name_free);
  g_free (removal);
}

static const KsGeneralName *
get_name (KwNameEditor *self, guint index)
{
  return g_ptr_array_index (self->names, index);
}

static gboolean
has_name (KwNameEditor *self, const KsGeneralName *name)
{
  for (guint i = 0; i < self->names->len; i++)
    if (ks_general_name_equal (get_name (self, i), name))
      return TRUE;
  return FALSE;
}

static void edit (KwNameEditor *self, GtkWidget *row);
static void remove_row (KwNameEditor *self, GtkWidget *row);
static void names_changed (KwNameEditor *self);

static void
rebuild_list (KwNameEditor *self)
{
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->names->len; i++) {
    GtkWidget *row = kw_name_edit_row_new (get_name (self, i), i == 0 ? self->first_hint : NULL);

    g_signal_connect_object (row, "edit", G_CALLBACK (edit), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (row, "remove", G_CALLBACK (remove_row), self, G_CONNECT_SWAPPED);
    gtk_list_box_append (self->list, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->names->len > 0);
}

static void
suggestion_cb (GtkButton *button, KwNameEditor *self)
{
  g_autoptr (KsGeneralName) name = ks_general_name_guess (gtk_widget_get_name (GTK_WIDGET (button)));

  gtk_widget_grab_focus (GTK_WIDGET (self->field));
  g_ptr_array_add (self->names, g_steal_pointer (&name));
  names_changed (self);
}

static GtkWidget *
make_suggestion (KwNameEditor *self, const char *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();
  /* Translators: button; %s is a host name or address */
  g_autofree char *label = g_strdup_printf (_ ("Add %s"), text);

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "list-add-symbolic");
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), text);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_name (button, text);
  gtk_widget_add_css_class (button, "suggestion");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (suggestion_cb), self, 0);
  return button;
}

static void
rebuild_suggestions (KwNameEditor *self)
{
  GtkWidget *child;
  guint n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->suggestions))) != NULL)
    adw_wrap_box_remove (self->suggestions, child);
  for (guint i = 0; self->proposed != NULL && self->proposed[i] != NULL; i++) {
    g_autoptr (KsGeneralName) name = ks_general_name_guess (self->proposed[i]);

    if (has_name (self, name))
      continue;
    adw_wrap_box_append (self->suggestions, make_suggestion (self, self->proposed[i]));
    n++;
  }
  gtk_widget_set_visible (self->suggestions_box, n > 0);
}

static void
names_changed (KwNameEditor *self)
{
  rebuild_list (self);
  rebuild_suggestions (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
focus_row (KwNameEditor *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->field));
}

static void
move_name (gpointer owner, guint from, guint to)
{
  KwNameEditor *self = owner;
  gpointer name = g_ptr_array_steal_index (self->names, from);

  g_ptr_array_insert (self->names, (int) to, name);
  names_changed (self);
  focus_row (self, to);
}

static void
remove_row (KwNameEditor *self, GtkWidget *row)
{
  guint index = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  Removal *removal = g_new0 (Removal, 1);
  g_autofree char *shown = kw_text_show (kw_general_name_get_shown (get_name (self, index)));

  removal->name = g_ptr_array_steal_index (self->names, index);
  removal->place = index;
  g_ptr_array_add (self->removals, removal);
  names_changed (self);
  focus_row (self, MIN (index, MAX (self->names->len, 1) - 1));
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0, shown);
}

static void
edit (KwNameEditor *self, GtkWidget *row)
{
  GdkRectangle place = { 0 };
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    return;
  place.x = (int) bounds.origin.x;
  place.y = (int) bounds.origin.y;
  place.width = (int) bounds.size.width;
  place.height = (int) bounds.size.height;
  self->edited = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  gtk_editable_set_text (self->edit_entry, kw_general_name_get_shown (get_name (self, self->edited)));
  gtk_widget_set_visible (GTK_WIDGET (self->edit_reason), FALSE);
  gtk_popover_set_pointing_to (self->edit_popover, &place);
  gtk_popover_popup (self->edit_popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->edit_entry));
}

/* A name keeps its type when its text is changed, except that host names and addresses are told apart again. */
static KsGeneralName *
make_edited (KwNameEditor *self, const char *text)
{
  KsGeneralNameType type = get_name (self, self->edited)->type;

  if (type == KS_GENERAL_NAME_DNS || type == KS_GENERAL_NAME_IP)
    return ks_general_name_guess (text);
  return ks_general_name_new_from_text (type, text);
}

static void
edited_cb (KwNameEditor *self)
{
  g_autoptr (KsGeneralName) name = make_edited (self, gtk_editable_get_text (self->edit_entry));
  guint index = self->edited;

  if (!ks_general_name_is_usable (name)) {
    gtk_label_set_label (self->edit_reason, name->problem);
    gtk_widget_set_visible (GTK_WIDGET (self->edit_reason), TRUE);
    gtk_accessible_announce (GTK_ACCESSIBLE (self), name->problem,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    return;
  }

  gtk_popover_popdown (self->edit_popover);
  ks_general_name_free (g_ptr_array_index (self->names, index));
  g_ptr_array_index (self->names, index) = g_steal_pointer (&name);
  names_changed (self);
  focus_row (self, index);
}

/* What is not a name stays in the field. */
static void
take (KwNameEditor *self, GPtrArray *parsed, GString *rest, const char **reason)
{
  for (guint i = 0; i < parsed->len; i++) {
    const KsGeneralName *name = g_ptr_array_index (parsed, i);

    if (!ks_general_name_is_usable (name)) {
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? ", " : "", name->text);
      *reason = *reason != NULL ? *reason : name->problem;
    } else if (!has_name (self, name)) {
      g_ptr_array_add (self->names, ks_general_name_copy (name));
    }
  }
}

static void
announce_added (KwNameEditor *self, guint n_added)
{
  g_autofree char *text = NULL;

  if (n_added == 0)
    return;
  text = g_strdup_printf (ngettext ("%u name added", "%u names added", n_added), n_added);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
submitted_cb (KwNameEditor *self, GPtrArray *parsed)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  const char *reason = NULL;
  guint n_before = self->names->len;

  take (self, parsed, rest, &reason);
  if (self->names->len > n_before)
    names_changed (self);
  if (reason != NULL)
    kw_name_field_refuse (self->field, rest->str, reason);
  else if (parsed->len > 0 && self->names->len == n_before)
    kw_name_field_say (self->field, _ ("This name is in the list already"));
  else
    announce_added (self, self->names->len - n_before);
}

static gboolean
undo_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  KwNameEditor *self = KW_NAME_EDITOR (widget);

  if (self->removals->len == 0)
    return GDK_EVENT_PROPAGATE;
  kw_name_editor_undo (self);
  return GDK_EVENT_STOP;
}

static gboolean
kw_name_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KW_NAME_EDITOR (widget)->field));
}

static void
kw_name_editor_dispose (GObject *object)
{
  KwNameEditor *self = KW_NAME_EDITOR (object);
  GtkWidget *child;

  if (self->edit_popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->edit_popover));
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_NAME_EDITOR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->removals, g_ptr_array_unref);
  g_clear_pointer (&self->first_hint, g_free);
  g_clear_pointer (&self->proposed, g_strfreev);

  G_OBJECT_CLASS (kw_name_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-name-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, KwNameEditor, field);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditor, list);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditor, suggestions_box);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditor, suggestions);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditor, edit_popover);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditor, edit_entry);
  gtk_widget_class_bind_template_child (widget_class, KwNameEditor, edit_reason);
  gtk_widget_class_bind_template_callback (widget_class, submitted_cb);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static void
kw_name_editor_class_init (KwNameEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_name_editor_dispose;
  widget_class->grab_focus = kw_name_editor_grab_focus;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", KW_TYPE_NAME_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", KW_TYPE_NAME_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (KW_TYPE_NAME_FIELD);
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_cb, NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwnameeditor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_name_editor_init (KwNameEditor *self)
{
  self->names = g_ptr_array_new_with_free_func (free_name);
  self->removals = g_ptr_array_new_with_free_func (free_removal);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->edit_popover), GTK_WIDGET (self));
  kw_reorder_init_list (self->list, move_name, self);
}

/**
 * kw_name_editor_new:
 *
 * Returns: (transfer floating): an editor without names
 */
GtkWidget *
kw_name_editor_new (void)
{
  return g_object_new (KW_TYPE_NAME_EDITOR, NULL);
}

/**
 * kw_name_editor_get_names:
 * @self: an editor
 *
 * Returns: (transfer none) (element-type KsGeneralName): the names, until the next change
 */
GPtrArray *
kw_name_editor_get_names (KwNameEditor *self)
{
  return self->names;
}

/**
 * kw_name_editor_store:
 * @self: the editor
 * @names: (element-type KsGeneralName): an array that owns its names, for example those of a specification
 *
 * Puts copies of the names in place of what is in @names.
 */
void
kw_name_editor_store (KwNameEditor *self, GPtrArray *names)
{
  GPtrArray *own = kw_name_editor_get_names (self);

  g_ptr_array_set_size (names, 0);
  for (guint i = 0; i < own->len; i++)
    g_ptr_array_add (names, ks_general_name_copy (g_ptr_array_index (own, i)));
}

/**
 * kw_name_editor_set_names:
 * @self: an editor
 * @names: (element-type KsGeneralName): names, which are copied
 *
 * Shows other names; those that were removed cannot be brought back any more.
 */
void
kw_name_editor_set_names (KwNameEditor *self, GPtrArray *names)
{
  g_autoptr (GPtrArray) copy = g_ptr_array_new_with_free_func (free_name);

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (copy, ks_general_name_copy (g_ptr_array_index (names, i)));
  g_ptr_array_unref (self->names);
  self->names = g_steal_pointer (&copy);
  g_ptr_array_set_size (self->removals, 0);
  names_changed (self);
}

/**
 * kw_name_editor_commit:
 * @self: an editor
 *
 * Makes names of what is in the field. What is malformed stays there, and the reason of the first is told.
 *
 * Returns: whether the field is empty now
 */
gboolean
kw_name_editor_commit (KwNameEditor *self)
{
  return kw_name_field_commit (self->field);
}

/**
 * kw_name_editor_undo:
 * @self: an editor
 *
 * Brings back the name that was removed last.
 */
void
kw_name_editor_undo (KwNameEditor *self)
{
  Removal *removal;
  guint place;

  if (self->removals->len == 0)
    return;
  removal = g_ptr_array_index (self->removals, self->removals->len - 1);
  place = MIN (removal->place, self->names->len);
  if (!has_name (self, removal->name)) {
    g_ptr_array_insert (self->names, (int) place, g_steal_pointer (&removal->name));
    names_changed (self);
    focus_row (self, place);
  }
  g_ptr_array_set_size (self->removals, (int) self->removals->len - 1);
}

/**
 * kw_name_editor_set_first_hint:
 * @self: an editor
 * @hint: (nullable): what is special about the first name
 *
 * Says something below the first name.
 */
void
kw_name_editor_set_first_hint (KwNameEditor *self, const char *hint)
{
  if (g_set_str (&self->first_hint, hint))
    rebuild_list (self);
}

/**
 * kw_name_editor_set_placeholder:
 * @self: an editor
 * @text: what to type, as an example
 *
 * Says in the empty field what to type.
 */
void
kw_name_editor_set_placeholder (KwNameEditor *self, const char *text)
{
  kw_name_field_set_placeholder (self->field, text);
}

/**
 * kw_name_editor_set_suggestions:
 * @self: an editor
 * @names: (nullable) (array zero-terminated=1): names as people type them
 *
 * Offers names that are often added.
 */
void
kw_name_editor_set_suggestions (KwNameEditor *self, const char *const *names)
{
  g_strfreev (self->proposed);
  self->proposed = g_strdupv ((char **) names);
  rebuild_suggestions (self);
}

/**
 * kw_name_editor_refuse:
 * @self: an editor
 * @reason: why it cannot stay like this
 *
 * Says a reason below the field, which gets the focus.
 */
void
kw_name_editor_refuse (KwNameEditor *self, const char *reason)
{
  kw_name_field_refuse (self->field, NULL, reason);
  gtk_widget_grab_focus (GTK_WIDGET (self->field));
}
