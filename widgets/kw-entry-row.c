/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "kw-entry-row.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-status-mark.h"
#include "kw-text.h"

struct _KwEntryRow {
  GtkWidget parent_instance;

  GtkImage *icon;
  GtkInscription *alias;
  GtkInscription *detail;
  KwStatusMark *mark;

  KsEntry *entry;
  char *state_text;
  gint64 now;
};

enum {
  PROP_ENTRY = 1,
  PROP_STATE,
  PROP_STATE_TEXT,
  PROP_NOW,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (KwEntryRow, kw_entry_row, GTK_TYPE_WIDGET)

/* "115 days left", what a key without certificate is, or NULL. */
static char *
dup_rest (KwEntryRow *self)
{
  KsCertificate *leaf = ks_entry_get_leaf (self->entry);

  if (leaf == NULL)
    return NULL;
  if (!ks_certificate_is_readable (leaf))
    return g_strdup (_ ("not readable"));
  return ks_time_describe_span (ks_certificate_get_not_before (leaf), ks_certificate_get_not_after (leaf),
                                self->now);
}

static void
update_detail (KwEntryRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *text = NULL;

  if (self->entry != NULL) {
    title = kw_text_show (ks_entry_get_title (self->entry));
    rest = dup_rest (self);
  }
  if (rest != NULL && *title != '\0')
    text = g_strdup_printf ("%s · %s", title, rest);
  gtk_inscription_set_text (self->detail, text != NULL ? text : rest != NULL ? rest : title);
}

static void
update_entry (KwEntryRow *self)
{
  g_autofree char *shown = NULL;

  if (self->entry == NULL) {
    gtk_inscription_set_text (self->alias, "");
  } else {
    shown = kw_text_show (ks_entry_get_alias (self->entry));
    gtk_inscription_set_text (self->alias, *shown != '\0' ? shown : _ ("No alias"));
    gtk_image_set_from_icon_name (self->icon, kw_kind_icon (ks_entry_get_kind (self->entry)));
  }
  update_detail (self);
}

/* The whole of what the labels may have to cut; made only when somebody points at the row. */
static gboolean
query_tooltip_cb (KwEntryRow *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *alias = NULL;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (self->entry == NULL)
    return FALSE;

  alias = kw_text_plain (ks_entry_get_alias (self->entry));
  title = kw_text_plain (ks_entry_get_title (self->entry));
  text = g_strjoin ("\n", alias, title, self->state_text, NULL);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
kw_entry_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KwEntryRow *self = KW_ENTRY_ROW (object);

  switch (prop_id) {
  case PROP_ENTRY:
    g_value_set_object (value, self->entry);
    break;
  case PROP_STATE:
    g_value_set_uint (value, kw_entry_row_get_state (self));
    break;
  case PROP_STATE_TEXT:
    g_value_set_string (value, self->state_text);
    break;
  case PROP_NOW:
    g_value_set_int64 (value, self->now);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_entry_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwEntryRow *self = KW_ENTRY_ROW (object);

  switch (prop_id) {
  case PROP_ENTRY:
    kw_entry_row_set_entry (self, g_value_get_object (value));
    break;
  case PROP_STATE:
    kw_entry_row_set_state (self, g_value_get_uint (value));
    break;
  case PROP_STATE_TEXT:
    kw_entry_row_set_state_text (self, g_value_get_string (value));
    break;
  case PROP_NOW:
    kw_entry_row_set_now (self, g_value_get_int64 (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_entry_row_dispose (GObject *object)
{
  KwEntryRow *self = KW_ENTRY_ROW (object);
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_ENTRY_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (kw_entry_row_parent_class)->dispose (object);
}

static void
kw_entry_row_finalize (GObject *object)
{
  g_free (KW_ENTRY_ROW (object)->state_text);

  G_OBJECT_CLASS (kw_entry_row_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ENTRY] = g_param_spec_object ("entry", NULL, NULL, KS_TYPE_ENTRY, flags);
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, KS_STATE_FAIL, KS_STATE_NOT_CHECKED, flags);
  properties[PROP_STATE_TEXT] = g_param_spec_string ("state-text", NULL, NULL, NULL, flags);
  properties[PROP_NOW] = g_param_spec_int64 ("now", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kw_entry_row_class_init (KwEntryRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_entry_row_dispose;
  object_class->finalize = kw_entry_row_finalize;
  object_class->get_property = kw_entry_row_get_property;
  object_class->set_property = kw_entry_row_set_property;
  install_properties (object_class);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-entry-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KwEntryRow, icon);
  gtk_widget_class_bind_template_child (widget_class, KwEntryRow, alias);
  gtk_widget_class_bind_template_child (widget_class, KwEntryRow, detail);
  gtk_widget_class_bind_template_child (widget_class, KwEntryRow, mark);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwentry");
}

static void
kw_entry_row_init (KwEntryRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_entry_row_new:
 *
 * Makes a row without entry.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_entry_row_new (void)
{
  return g_object_new (KW_TYPE_ENTRY_ROW, NULL);
}

/**
 * kw_entry_row_get_entry:
 * @self: an entry row
 *
 * Returns: (transfer none) (nullable): the entry that it shows
 */
KsEntry *
kw_entry_row_get_entry (KwEntryRow *self)
{
  g_return_val_if_fail (KW_IS_ENTRY_ROW (self), NULL);

  return self->entry;
}

/**
 * kw_entry_row_set_entry:
 * @self: an entry row
 * @entry: (nullable): an entry, of which a reference is kept
 *
 * Shows an entry. State and its sentence are another matter: they stay as they are.
 */
void
kw_entry_row_set_entry (KwEntryRow *self, KsEntry *entry)
{
  g_return_if_fail (KW_IS_ENTRY_ROW (self));
  g_return_if_fail (entry == NULL || KS_IS_ENTRY (entry));

  if (!g_set_object (&self->entry, entry))
    return;

  update_entry (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTRY]);
}

/**
 * kw_entry_row_get_state:
 * @self: an entry row
 *
 * Returns: the state of its mark
 */
KsState
kw_entry_row_get_state (KwEntryRow *self)
{
  g_return_val_if_fail (KW_IS_ENTRY_ROW (self), KS_STATE_NOT_CHECKED);

  return kw_status_mark_get_state (self->mark);
}

/**
 * kw_entry_row_set_state:
 * @self: an entry row
 * @state: the state of the entry
 *
 * Sets the mark at the end of the row.
 */
void
kw_entry_row_set_state (KwEntryRow *self, KsState state)
{
  g_return_if_fail (KW_IS_ENTRY_ROW (self));

  if (kw_status_mark_get_state (self->mark) == state)
    return;

  kw_status_mark_set_state (self->mark, state);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * kw_entry_row_get_state_text:
 * @self: an entry row
 *
 * Returns: (nullable): the sentence that explains the state
 */
const char *
kw_entry_row_get_state_text (KwEntryRow *self)
{
  g_return_val_if_fail (KW_IS_ENTRY_ROW (self), NULL);

  return self->state_text;
}

/**
 * kw_entry_row_set_state_text:
 * @self: an entry row
 * @text: (nullable): a translated sentence
 *
 * Sets the sentence that explains the state: in the tooltip, and for those who do not see the mark.
 */
void
kw_entry_row_set_state_text (KwEntryRow *self, const char *text)
{
  g_return_if_fail (KW_IS_ENTRY_ROW (self));

  if (!g_set_str (&self->state_text, text))
    return;

  kw_status_mark_set_word (self->mark, text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE_TEXT]);
}

/**
 * kw_entry_row_get_now:
 * @self: an entry row
 *
 * Returns: the time that is today for it, in seconds since 1970
 */
gint64
kw_entry_row_get_now (KwEntryRow *self)
{
  g_return_val_if_fail (KW_IS_ENTRY_ROW (self), 0);

  return self->now;
}

/**
 * kw_entry_row_set_now:
 * @self: an entry row
 * @now: the time that is today, in seconds since 1970
 *
 * Sets what the days left are counted from.
 */
void
kw_entry_row_set_now (KwEntryRow *self, gint64 now)
{
  g_return_if_fail (KW_IS_ENTRY_ROW (self));

  if (self->now == now)
    return;

  self->now = now;
  update_detail (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOW]);
}

/**
 * kw_entry_row_dup_description:
 * @self: an entry row
 *
 * Says in one line what the row shows.
 *
 * Returns: (transfer full): for an accessible label
 */
char *
kw_entry_row_dup_description (KwEntryRow *self)
{
  g_autofree char *alias = NULL;
  g_autofree char *title = NULL;
  g_autofree char *rest = NULL;

  g_return_val_if_fail (KW_IS_ENTRY_ROW (self), NULL);

  if (self->entry == NULL)
    return g_strdup ("");

  alias = kw_text_plain (ks_entry_get_alias (self->entry));
  title = kw_text_plain (ks_entry_get_title (self->entry));
  rest = dup_rest (self);
  return g_strjoin (", ", alias, ks_entry_kind_get_name (ks_entry_get_kind (self->entry)), title,
                    ks_state_get_word (kw_status_mark_get_state (self->mark)), rest, NULL);
}
