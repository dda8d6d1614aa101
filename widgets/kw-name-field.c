/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-name-field.h"

#include <glib/gi18n.h>

#include "ks-name-input.h"

struct _KwNameField {
  GtkWidget parent_instance;

  GtkWidget *entry_box;
  GtkText *text;
  GtkLabel *type_label;
  GtkWidget *add_button;
  GtkLabel *reason;

  char *type; /* nick of a row of types[], or "auto" */
  guint lines_id;
};

enum {
  PROP_0,
  PROP_TYPE,
  N_PROPS,
};

enum {
  SIGNAL_SUBMITTED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwNameField, kw_name_field, GTK_TYPE_WIDGET)

/* The types that a person can ask for. */
static const struct {
  const char *nick;
  KsGeneralNameType type;
  const char *name;
} types[] = {
  { "dns", KS_GENERAL_NAME_DNS, N_ ("DNS name") },
  { "ip", KS_GENERAL_NAME_IP, N_ ("IP address") },
  { "email", KS_GENERAL_NAME_EMAIL, N_ ("Email address") },
  { "uri", KS_GENERAL_NAME_URI, N_ ("URI") },
  { "upn", KS_GENERAL_NAME_OTHER, N_ ("User principal name") },
  { "directory", KS_GENERAL_NAME_DIRECTORY, N_ ("Directory name") },
  { "rid", KS_GENERAL_NAME_REGISTERED_ID, N_ ("Registered ID") },
};

static int
find_type (const char *nick)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].nick, nick))
      return (int) i;
  return -1;
}

static void
free_name (gpointer data)
{
  ks_general_name_free (data);
}

/* (transfer full): the names that the text stands for, of the chosen type or each by its form. */
static GPtrArray *
parse (KwNameField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));
  int row = find_type (self->type);
  g_auto (GStrv) lines = NULL;
  GPtrArray *parsed;

  if (row < 0)
    return ks_general_name_parse_list (text);

  parsed = g_ptr_array_new_with_free_func (free_name);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      g_ptr_array_add (parsed, ks_general_name_new_from_text (types[row].type, lines[i]));
  return parsed;
}

/* @is_error: what is in the field cannot stay there */
static void
say (KwNameField *self, const char *words, gboolean is_error)
{
  gtk_label_set_label (self->reason, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), words != NULL);
  if (is_error) {
    gtk_widget_add_css_class (self->entry_box, "error");
    gtk_widget_add_css_class (GTK_WIDGET (self->reason), "error");
  } else {
    gtk_widget_remove_css_class (self->entry_box, "error");
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "error");
  }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               is_error ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (words != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static char *
describe_typed (KwNameField *self)
{
  int row = find_type (self->type);
  g_autoptr (GPtrArray) parsed = NULL;

  if (row >= 0)
    return g_strdup (_ (types[row].name));
  parsed = parse (self);
  if (parsed->len == 0)
    /* Translators: of a name that is not typed yet: its type is told by its form */
    return g_strdup (_ ("Any type"));
  if (parsed->len > 1)
    return g_strdup_printf (ngettext ("%u name", "%u names", parsed->len), parsed->len);
  return g_strdup (kw_general_name_type_get_name (((const KsGeneralName *) g_ptr_array_index (parsed, 0))
                                                    ->type));
}

static void
update_type (KwNameField *self)
{
  g_autofree char *label = describe_typed (self);

  gtk_label_set_label (self->type_label, label);
}

static void
lines_cb (gpointer user_data)
{
  KwNameField *self = user_data;

  self->lines_id = 0;
  kw_name_field_commit (self);
}

static void
text_changed_cb (KwNameField *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->text));

  gtk_widget_set_sensitive (self->add_button, *text != '\0');
  update_type (self);
  say (self, NULL, FALSE);
  /* Pasted lines are as good as lines that end with Return. The text cannot be changed while it is changed. */
  if (self->lines_id == 0 && strchr (text, '\n') != NULL)
    self->lines_id = g_idle_add_once (lines_cb, self);
}

static void
activate_cb (KwNameField *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->text)) == '\0')
    gtk_widget_activate_default (GTK_WIDGET (self));
  else
    kw_name_field_commit (self);
}

static void
add_cb (KwNameField *self)
{
  kw_name_field_commit (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
kw_name_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KwNameField *self = KW_NAME_FIELD (object);

  if (prop_id == PROP_TYPE)
    g_value_set_string (value, self->type);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
kw_name_field_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwNameField *self = KW_NAME_FIELD (object);

  if (prop_id != PROP_TYPE) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  } else if (g_set_str (&self->type, g_value_get_string (value))) {
    update_type (self);
    g_object_notify_by_pspec (object, properties[PROP_TYPE]);
  }
}

static gboolean
kw_name_field_grab_focus (GtkWidget *widget)
{
  return gtk_text_grab_focus_without_selecting (KW_NAME_FIELD (widget)->text);
}

static void
kw_name_field_dispose (GObject *object)
{
  KwNameField *self = KW_NAME_FIELD (object);
  GtkWidget *child;

  g_clear_handle_id (&self->lines_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_NAME_FIELD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->type, g_free);

  G_OBJECT_CLASS (kw_name_field_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-name-field.ui");
  gtk_widget_class_bind_template_child (widget_class, KwNameField, entry_box);
  gtk_widget_class_bind_template_child (widget_class, KwNameField, text);
  gtk_widget_class_bind_template_child (widget_class, KwNameField, type_label);
  gtk_widget_class_bind_template_child (widget_class, KwNameField, add_button);
  gtk_widget_class_bind_template_child (widget_class, KwNameField, reason);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
kw_name_field_class_init (KwNameFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_name_field_dispose;
  object_class->get_property = kw_name_field_get_property;
  object_class->set_property = kw_name_field_set_property;
  widget_class->grab_focus = kw_name_field_grab_focus;

  properties[PROP_TYPE] =
    g_param_spec_string ("type", NULL, NULL, "auto",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_SUBMITTED] = g_signal_new ("submitted", KW_TYPE_NAME_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);

  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "names.type", "type");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwnamefield");
}

static void
kw_name_field_init (KwNameField *self)
{
  self->type = g_strdup ("auto");
  gtk_widget_init_template (GTK_WIDGET (self));
  text_changed_cb (self);
}

/**
 * kw_general_name_type_get_name:
 * @type: a type of name
 *
 * Returns: (transfer none): what people call it, translated
 */
const char *
kw_general_name_type_get_name (KsGeneralNameType type)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return _ (types[i].name);
  return ks_general_name_type_get_tag (type);
}

/**
 * kw_name_field_commit:
 * @self: a field
 *
 * Submits what is typed.
 *
 * Returns: whether the field is empty afterwards: nothing of it was malformed
 */
gboolean
kw_name_field_commit (KwNameField *self)
{
  g_autoptr (GPtrArray) parsed = parse (self);

  gtk_editable_set_text (GTK_EDITABLE (self->text), "");
  g_signal_emit (self, signals[SIGNAL_SUBMITTED], 0, parsed);
  return *gtk_editable_get_text (GTK_EDITABLE (self->text)) == '\0';
}

/**
 * kw_name_field_set_placeholder:
 * @self: a field
 * @text: an example
 *
 * Says in the empty field what to type.
 */
void
kw_name_field_set_placeholder (KwNameField *self, const char *text)
{
  gtk_text_set_placeholder_text (self->text, text);
}

/**
 * kw_name_field_refuse:
 * @self: a field
 * @text: (nullable): what goes back into the field
 * @reason: what is wrong with it
 *
 * Says what is wrong, until the next key.
 */
void
kw_name_field_refuse (KwNameField *self, const char *text, const char *reason)
{
  if (text != NULL) {
    gtk_editable_set_text (GTK_EDITABLE (self->text), text);
    gtk_editable_set_position (GTK_EDITABLE (self->text), -1);
  }
  say (self, reason, TRUE);
}

/**
 * kw_name_field_say:
 * @self: a field
 * @words: something that is no mistake
 *
 * Says something, until the next key.
 */
void
kw_name_field_say (KwNameField *self, const char *words)
{
  say (self, words, FALSE);
}
