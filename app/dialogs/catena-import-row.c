/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-import-row.h"
#include "ks-time.h"
#include "kw-text.h"

struct _CatenaImportRow {
  AdwBin parent_instance;

  GtkCheckButton *check;
  GtkImage *icon;
  GtkEditable *alias;
  GtkDropDown *conflict;
  GtkLabel *detail;
  GtkWidget *warning_box;
  GtkLabel *warning;
  GtkLabel *note;

  CatenaImportItem *item;
  gboolean is_updating;
};

enum {
  PROP_0,
  PROP_ITEM,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CatenaImportRow, catena_import_row, ADW_TYPE_BIN)

/* All sentences of a kind in one text. */
static char *
join_notes (const KsImportRow *row, gboolean warnings)
{
  g_autoptr (GString) text = g_string_new (warnings && row->problem != NULL ? row->problem : NULL);

  /* Of a locked key not much is known, and that would mislead. */
  if (row->is_locked)
    return warnings ? g_string_free_and_steal (g_steal_pointer (&text))
                    : g_strdup (_ ("Its key is locked: its password is asked for above."));

  /* Nor does it matter what a certificate is as an anchor that stays in its chain. */
  if (row->is_used && warnings)
    return g_string_free_and_steal (g_steal_pointer (&text));

  for (guint i = 0; i < row->notes->len; i++) {
    const KsImportNote *note = row->notes->pdata[i];

    if (!note->is_warning != !warnings)
      continue;
    if (text->len > 0)
      g_string_append_c (text, ' ');
    g_string_append (text, note->sentence);
  }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* "Key pair · www.example.org · until 1 March 2027" */
static char *
describe (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  const char *kind = ks_entry_kind_get_name (ks_entry_get_kind (entry));
  g_autofree char *title = kw_text_show (ks_entry_get_title (entry));
  g_autofree char *date = NULL;
  guint others = ks_entry_get_chain_length (entry);

  if (g_str_equal (ks_entry_get_title (entry), kind))
    return g_strdup (kind);
  if (leaf == NULL || !ks_certificate_is_readable (leaf))
    return g_strdup_printf ("%s · %s", kind, title);

  date = ks_time_format_date (ks_certificate_get_not_after (leaf));
  if (others < 2)
    /* Translators: a kind of entry, a name, a date: “Trusted certificate · Example Root CA · until 1 March 2027” */
    return g_strdup_printf (_ ("%s · %s · until %s"), kind, title, date);

  return g_strdup_printf (
    /* Translators: a kind of entry, a number, a name, a date: “Key pair with 3 certificates · example.org · until 1 March 2027” */
    ngettext ("%s with %u certificate · %s · until %s", "%s with %u certificates · %s · until %s", others),
    kind, others, title, date);
}

static void
set_text (GtkLabel *label, GtkWidget *box, const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (box, *text != '\0');
}

/* An alias that replaces is the old entry's; one that is no text cannot be typed either. */
static void
update_alias (CatenaImportRow *self)
{
  const KsImportRow *row = catena_import_item_get_row (self->item);
  gboolean replaces = catena_import_item_get_choice (self->item) == KS_IMPORT_REPLACE;
  const char *alias =
    replaces ? ks_entry_get_alias (row->conflict) : catena_import_item_get_alias (self->item);
  gboolean is_text = g_utf8_validate (alias, -1, NULL);
  g_autofree char *plain = is_text ? g_strdup (alias) : kw_text_plain (alias);

  if (!g_str_equal (gtk_editable_get_text (self->alias), plain))
    gtk_editable_set_text (self->alias, plain);
  gtk_editable_set_editable (self->alias, is_text && !replaces);
  gtk_widget_set_sensitive (GTK_WIDGET (self->alias),
                            !replaces && catena_import_item_get_choice (self->item) != KS_IMPORT_SKIP);
}

static void
choice_changed_cb (CatenaImportRow *self)
{
  if (self->item == NULL)
    return;

  self->is_updating = TRUE;
  gtk_check_button_set_active (self->check, catena_import_item_get_choice (self->item) != KS_IMPORT_SKIP);
  gtk_drop_down_set_selected (self->conflict, catena_import_item_get_choice (self->item));
  update_alias (self);
  self->is_updating = FALSE;
}

static void
check_cb (CatenaImportRow *self)
{
  if (!self->is_updating && self->item != NULL)
    g_object_set (self->item, "is-chosen", gtk_check_button_get_active (self->check), NULL);
}

/* The items of the list are in the order of KsImportChoice. */
static void
conflict_cb (CatenaImportRow *self)
{
  if (!self->is_updating && self->item != NULL)
    catena_import_item_set_choice (self->item, gtk_drop_down_get_selected (self->conflict));
}

static void
alias_cb (CatenaImportRow *self)
{
  if (!self->is_updating && self->item != NULL && gtk_editable_get_editable (self->alias))
    catena_import_item_set_alias (self->item, gtk_editable_get_text (self->alias));
}

static void
show_item (CatenaImportRow *self)
{
  const KsImportRow *row = catena_import_item_get_row (self->item);
  g_autofree char *detail = describe (row->entry);
  g_autofree char *warning = join_notes (row, TRUE);
  g_autofree char *note = join_notes (row, FALSE);
  g_autofree char *name = kw_text_plain (row->wanted_alias);

  gtk_image_set_from_icon_name (self->icon, kw_kind_icon (ks_entry_get_kind (row->entry)));
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->detail), detail);
  set_text (self->warning, self->warning_box, warning);
  set_text (self->note, GTK_WIDGET (self->note), note);
  gtk_widget_set_visible (GTK_WIDGET (self->conflict), row->conflict != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->conflict), catena_import_item_can_come (self->item));
  gtk_widget_set_sensitive (GTK_WIDGET (self->check), catena_import_item_can_come (self->item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, detail, -1);
}

static void
catena_import_row_dispose (GObject *object)
{
  CatenaImportRow *self = CATENA_IMPORT_ROW (object);

  catena_import_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_IMPORT_ROW);

  G_OBJECT_CLASS (catena_import_row_parent_class)->dispose (object);
}

static void
catena_import_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ITEM)
    g_value_set_object (value, CATENA_IMPORT_ROW (object)->item);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
catena_import_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ITEM)
    catena_import_row_set_item (CATENA_IMPORT_ROW (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
catena_import_row_class_init (CatenaImportRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_import_row_dispose;
  object_class->get_property = catena_import_row_get_property;
  object_class->set_property = catena_import_row_set_property;

  properties[PROP_ITEM] =
    g_param_spec_object ("item", NULL, NULL, CATENA_TYPE_IMPORT_ITEM,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-import-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, check);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, alias);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, conflict);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, detail);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, warning_box);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, warning);
  gtk_widget_class_bind_template_child (widget_class, CatenaImportRow, note);
}

static void
catena_import_row_init (CatenaImportRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (check_cb), self);
  g_signal_connect_swapped (self->conflict, "notify::selected", G_CALLBACK (conflict_cb), self);
  g_signal_connect_swapped (self->alias, "changed", G_CALLBACK (alias_cb), self);
}

/**
 * catena_import_row_new:
 *
 * Returns: (transfer floating): a new row without an item
 */
GtkWidget *
catena_import_row_new (void)
{
  return g_object_new (CATENA_TYPE_IMPORT_ROW, NULL);
}

/**
 * catena_import_row_set_item:
 * @self: a row
 * @item: (nullable): what it shows
 *
 * Shows an entry, and takes what is decided about it.
 */
void
catena_import_row_set_item (CatenaImportRow *self, CatenaImportItem *item)
{
  if (self->item == item)
    return;

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, choice_changed_cb, self);
  g_set_object (&self->item, item);
  if (item != NULL) {
    g_signal_connect_object (item, "notify::choice", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
    self->is_updating = TRUE;
    show_item (self);
    choice_changed_cb (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ITEM]);
}
