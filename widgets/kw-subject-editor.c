/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-subject-editor.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ks-name-input.h"
#include "kw-attribute-row.h"
#include "kw-reorder.h"

struct _KwSubjectEditor {
  GtkWidget parent_instance;

  GtkListBox *list;
  GtkEditable *text_row;
  GtkLabel *reason;
  GMenu *add_menu;

  GPtrArray *parts;    /* of KsNamePart, one for each row */
  KsName *name;        /* what the parts make, or NULL */
  GError *error;       /* why they make none */
  char *proposed;      /* common name */
  gboolean is_own;     /* somebody typed a common name, or took it away */
  gboolean is_filling; /* the rows or the text, from the other */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwSubjectEditor, kw_subject_editor, GTK_TYPE_WIDGET)

/* What is offered; the first ones have a row from the start, in the order of RFC 4514: the most specific first. */
#define N_USUAL 6

static const struct {
  const char *type;
  const char *title;
} offers[] = {
  { "CN", N_ ("Common name") },
  { "OU", N_ ("Organizational unit") },
  { "O", N_ ("Organization") },
  { "L", N_ ("Locality") },
  { "ST", N_ ("State or province") },
  { "C", N_ ("Country (two letters)") },
  { "emailAddress", N_ ("Email address") },
  { "DC", N_ ("Domain component") },
  { "UID", N_ ("User ID") },
  { "serialNumber", N_ ("Serial number") },
  { "STREET", N_ ("Street address") },
  { "postalCode", N_ ("Postal code") },
  { "SN", N_ ("Surname") },
  { "GN", N_ ("Given name") },
  { "title", N_ ("Title") },
  { "organizationIdentifier", N_ ("Organization identifier") },
  { "businessCategory", N_ ("Business category") },
};

static KsNamePart *
get_part (KwSubjectEditor *self, guint index)
{
  return g_ptr_array_index (self->parts, index);
}

static gboolean
is_common_name (const KsNamePart *part)
{
  return g_ascii_strcasecmp (part->type, "CN") == 0;
}

static const char *
get_title (const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (g_ascii_strcasecmp (offers[i].type, type) == 0)
      return _ (offers[i].title);
  return type;
}

static void
show_reason (KwSubjectEditor *self)
{
  const char *message = self->error != NULL ? self->error->message : NULL;

  gtk_label_set_label (self->reason, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), message != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_row), GTK_ACCESSIBLE_STATE_INVALID,
                               message != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (message != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), message, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_text (KwSubjectEditor *self)
{
  const char *text = self->name != NULL ? ks_name_get_text (self->name) : "";

  if (self->name == NULL || g_str_equal (gtk_editable_get_text (self->text_row), text))
    return;
  self->is_filling = TRUE;
  gtk_editable_set_text (self->text_row, text);
  self->is_filling = FALSE;
}

/* Makes the name from the parts. */
static void
parts_changed (KwSubjectEditor *self)
{
  g_clear_pointer (&self->name, ks_name_unref);
  g_clear_error (&self->error);
  self->name = ks_name_new_from_parts (self->parts, &self->error);
  show_text (self);
  show_reason (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
edited_cb (KwSubjectEditor *self, KwAttributeRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  KsNamePart *part = get_part (self, index);

  if (self->is_filling)
    return;
  self->is_own |= is_common_name (part);
  g_set_str (&part->value, gtk_editable_get_text (GTK_EDITABLE (row)));
  parts_changed (self);
}

static void remove_cb (KwSubjectEditor *self, KwAttributeRow *row);

/* The first of each usual kind stays: empty, it is not in the name. */
static gboolean
is_usual (KwSubjectEditor *self, const KsNamePart *part)
{
  gboolean is_offered = FALSE;

  for (guint i = 0; i < N_USUAL; i++)
    is_offered |= g_ascii_strcasecmp (offers[i].type, part->type) == 0;
  for (guint i = 0; is_offered && get_part (self, i) != part; i++)
    if (g_ascii_strcasecmp (get_part (self, i)->type, part->type) == 0)
      return FALSE;
  return is_offered;
}

static void
append_row (KwSubjectEditor *self, const KsNamePart *part)
{
  GtkWidget *row =
    kw_attribute_row_new (part->type, get_title (part->type), part->value, !is_usual (self, part));

  g_signal_connect_object (row, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
rebuild_rows (KwSubjectEditor *self)
{
  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < self->parts->len; i++)
    append_row (self, get_part (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->parts->len > 0);
}

static void
focus_row (KwSubjectEditor *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) index);

  gtk_widget_grab_focus (row != NULL ? GTK_WIDGET (row) : GTK_WIDGET (self->text_row));
}

static void
remove_cb (KwSubjectEditor *self, KwAttributeRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  self->is_own |= is_common_name (get_part (self, index));
  g_ptr_array_remove_index (self->parts, index);
  rebuild_rows (self);
  parts_changed (self);
  focus_row (self, MIN (index, MAX (self->parts->len, 1) - 1));
}

static void
move_part (gpointer owner, guint from, guint to)
{
  KwSubjectEditor *self = owner;
  KsNamePart *part = g_ptr_array_steal_index (self->parts, from);

  /* Attributes of one RDN have no order; what is moved stands for itself. */
  part->joins = FALSE;
  g_ptr_array_insert (self->parts, (int) to, part);
  rebuild_rows (self);
  parts_changed (self);
  focus_row (self, to);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KwSubjectEditor *self = KW_SUBJECT_EDITOR (widget);

  g_ptr_array_add (self->parts, ks_name_part_new (g_variant_get_string (parameter, NULL), ""));
  append_row (self, get_part (self, self->parts->len - 1));
  gtk_widget_set_visible (GTK_WIDGET (self->list), TRUE);
  focus_row (self, self->parts->len - 1);
}

static gboolean
has_part (GPtrArray *parts, const char *type)
{
  for (guint i = 0; i < parts->len; i++)
    if (g_ascii_strcasecmp (((KsNamePart *) g_ptr_array_index (parts, i))->type, type) == 0)
      return TRUE;
  return FALSE;
}

/* The parts of a name, and empty ones for what is usual. */
static void
take_parts (KwSubjectEditor *self, KsName *name)
{
  g_ptr_array_unref (self->parts);
  self->parts = ks_name_list_parts (name);
  for (guint i = 0; i < N_USUAL; i++)
    if (!has_part (self->parts, offers[i].type))
      g_ptr_array_add (self->parts, ks_name_part_new (offers[i].type, ""));
}

/* While the text is no name, the rows keep what they have. */
static void
text_cb (KwSubjectEditor *self)
{
  const char *text = gtk_editable_get_text (self->text_row);

  if (self->is_filling)
    return;
  g_clear_pointer (&self->name, ks_name_unref);
  g_clear_error (&self->error);
  self->name = ks_name_new_from_text (text, &self->error);
  if (self->name != NULL) {
    self->is_own |= g_strcmp0 (ks_name_get_common_name (self->name), self->proposed) != 0;
    take_parts (self, self->name);
    self->is_filling = TRUE;
    rebuild_rows (self);
    self->is_filling = FALSE;
  }
  show_reason (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
kw_subject_editor_grab_focus (GtkWidget *widget)
{
  focus_row (KW_SUBJECT_EDITOR (widget), 0);
  return TRUE;
}

static void
kw_subject_editor_dispose (GObject *object)
{
  KwSubjectEditor *self = KW_SUBJECT_EDITOR (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_SUBJECT_EDITOR);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_clear_pointer (&self->name, ks_name_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->proposed, g_free);

  G_OBJECT_CLASS (kw_subject_editor_parent_class)->dispose (object);
}

static void
kw_subject_editor_class_init (KwSubjectEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_subject_editor_dispose;
  widget_class->grab_focus = kw_subject_editor_grab_focus;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", KW_TYPE_SUBJECT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-subject-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, KwSubjectEditor, list);
  gtk_widget_class_bind_template_child (widget_class, KwSubjectEditor, text_row);
  gtk_widget_class_bind_template_child (widget_class, KwSubjectEditor, reason);
  gtk_widget_class_bind_template_child (widget_class, KwSubjectEditor, add_menu);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_install_action (widget_class, "subject.add", "s", add_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwsubject");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
fill_menu (KwSubjectEditor *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++) {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ (offers[i].title), NULL);

    g_menu_item_set_action_and_target (item, "subject.add", "s", offers[i].type);
    g_menu_append_item (self->add_menu, item);
  }
}

static void
kw_subject_editor_init (KwSubjectEditor *self)
{
  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_name_part_free);
  for (guint i = 0; i < N_USUAL; i++)
    g_ptr_array_add (self->parts, ks_name_part_new (offers[i].type, ""));

  gtk_widget_init_template (GTK_WIDGET (self));
  fill_menu (self);
  kw_reorder_init_list (self->list, move_part, self);
  rebuild_rows (self);
  parts_changed (self);
}

/**
 * kw_subject_editor_new:
 *
 * Returns: (transfer floating): an editor of an empty name
 */
GtkWidget *
kw_subject_editor_new (void)
{
  return g_object_new (KW_TYPE_SUBJECT_EDITOR, NULL);
}

/**
 * kw_subject_editor_dup_name:
 * @self: an editor
 * @error: return location; the message is shown in the editor already
 *
 * Returns: (transfer full) (nullable): the name, %NULL while what is typed is none
 */
KsName *
kw_subject_editor_dup_name (KwSubjectEditor *self, GError **error)
{
  if (self->name != NULL)
    return ks_name_ref (self->name);
  g_propagate_error (error, g_error_copy (self->error));
  return NULL;
}

/**
 * kw_subject_editor_set_name:
 * @self: an editor
 * @name: a name
 *
 * Shows a name. Its common name counts as typed.
 */
void
kw_subject_editor_set_name (KwSubjectEditor *self, KsName *name)
{
  take_parts (self, name);
  self->is_own = ks_name_get_common_name (name) != NULL;
  rebuild_rows (self);
  parts_changed (self);
}

/**
 * kw_subject_editor_propose_common_name:
 * @self: an editor
 * @common_name: (nullable): a common name
 *
 * Shows a common name, unless somebody has typed one.
 */
void
kw_subject_editor_propose_common_name (KwSubjectEditor *self, const char *common_name)
{
  if (self->is_own || !g_set_str (&self->proposed, common_name))
    return;

  for (guint i = 0; i < self->parts->len; i++) {
    KsNamePart *part = get_part (self, i);
    GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, (int) i);

    if (is_common_name (part)) {
      g_set_str (&part->value, common_name != NULL ? common_name : "");
      kw_attribute_row_set_value (KW_ATTRIBUTE_ROW (row), part->value);
      parts_changed (self);
      return;
    }
  }
}

/**
 * kw_subject_editor_has_own_common_name:
 * @self: an editor
 *
 * Returns: whether somebody typed a common name, or took the proposed one away
 */
gboolean
kw_subject_editor_has_own_common_name (KwSubjectEditor *self)
{
  return self->is_own;
}
