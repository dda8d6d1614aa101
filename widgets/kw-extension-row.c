/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-extension-row.h"

#include <glib/gi18n.h>

#include "kw-explanation.h"
#include "kw-fact-row.h"
#include "kw-status-mark.h"
#include "kw-text.h"

/* An extension may hold thousands of names; so many rows are made, the rest is a number. */
#define MAX_FIELDS 100

struct _KwExtensionRow {
  AdwExpanderRow parent_instance;

  const KsExtension *extension; /* of the owner */
  GObject *owner;
  GtkWidget *mark;
  GPtrArray *rows; /* of the fields, borrowed from the list; empty until the row is opened */
};

G_DEFINE_FINAL_TYPE (KwExtensionRow, kw_extension_row, ADW_TYPE_EXPANDER_ROW)

static void
add_row (KwExtensionRow *self,
         const char *title,
         const char *value,
         KwFactFlags flags,
         const char *explanation)
{
  GtkWidget *row = kw_fact_row_new (title, value, flags);

  if (explanation != NULL)
    kw_fact_row_explain (KW_FACT_ROW (row), explanation);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (KwExtensionRow *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
fill (KwExtensionRow *self)
{
  GPtrArray *fields = self->extension->fields;
  guint n = fields != NULL ? fields->len : 0;
  g_autofree char *more = NULL;

  if (self->extension->problem != NULL)
    add_row (self, _ ("Problem"), self->extension->problem, KW_FACT_PLAIN, "field:problem");
  for (guint i = 0; i < MIN (n, MAX_FIELDS); i++) {
    const KsExtensionField *field = g_ptr_array_index (fields, i);
    const char *label = *field->label != '\0' ? field->label : _ ("Value");

    add_row (self, label, field->value, field->monospace ? KW_FACT_MONOSPACE : KW_FACT_PLAIN, NULL);
  }
  if (n > MAX_FIELDS) {
    more = g_strdup_printf (ngettext ("%u more", "%u more", n - MAX_FIELDS), n - MAX_FIELDS);
    add_row (self, _ ("Not shown"), more, KW_FACT_PLAIN, NULL);
  }
  add_row (self, _ ("Object identifier"), self->extension->oid, KW_FACT_NUMERIC, "field:object-identifier");
  if (self->extension->reference != NULL)
    add_row (self, _ ("Source"), self->extension->reference, KW_FACT_PLAIN, "field:source");
}

static void
expanded_cb (KwExtensionRow *self)
{
  if (self->extension != NULL && self->rows->len == 0 &&
      adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    fill (self);
}

static void
kw_extension_row_dispose (GObject *object)
{
  KwExtensionRow *self = KW_EXTENSION_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_EXTENSION_ROW);
  self->extension = NULL;
  g_clear_object (&self->owner);

  G_OBJECT_CLASS (kw_extension_row_parent_class)->dispose (object);
}

static void
kw_extension_row_finalize (GObject *object)
{
  g_ptr_array_unref (KW_EXTENSION_ROW (object)->rows);

  G_OBJECT_CLASS (kw_extension_row_parent_class)->finalize (object);
}

static void
kw_extension_row_class_init (KwExtensionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_extension_row_dispose;
  object_class->finalize = kw_extension_row_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-extension-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
}

static void
kw_extension_row_init (KwExtensionRow *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The first values, so that most rows need not be opened. */
static char *
dup_subtitle (const KsExtension *extension)
{
  const KsExtensionField *field = NULL;
  g_autofree char *value = NULL;

  if (extension->problem != NULL)
    return kw_text_plain (extension->problem);
  if (extension->fields != NULL && extension->fields->len > 0)
    field = g_ptr_array_index (extension->fields, 0);
  value = field != NULL && !field->monospace ? kw_text_plain (field->value) : g_strdup ("");
  if (!extension->critical)
    return g_steal_pointer (&value);
  return *value != '\0' ? g_strdup_printf ("%s · %s", _ ("Critical"), value) : g_strdup (_ ("Critical"));
}

/**
 * kw_extension_row_new:
 *
 * Makes a row without extension.
 *
 * Returns: (transfer floating): the new row
 */
GtkWidget *
kw_extension_row_new (void)
{
  return g_object_new (KW_TYPE_EXTENSION_ROW, NULL);
}

static void
explain (KwExtensionRow *self)
{
  g_autofree char *id = g_strconcat ("extension:", self->extension->oid, NULL);
  const KsExplanation *explanation = ks_explanation_find (id);

  if (explanation == NULL)
    explanation = ks_explanation_find ("field:unknown-extension");
  kw_explanation_set (kw_explanation_of_row (GTK_WIDGET (self)), explanation);
}

static void
set_problem (KwExtensionRow *self, gboolean has_problem)
{
  if (has_problem && self->mark == NULL) {
    self->mark = kw_status_mark_new (KS_STATE_WARNING);
    adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->mark);
  } else if (!has_problem && self->mark != NULL) {
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), self->mark);
    self->mark = NULL;
  }
}

/**
 * kw_extension_row_set_extension:
 * @self: an extension row
 * @extension: an extension
 * @owner: the certificate or request that it belongs to, of which a reference is kept
 *
 * Shows an extension, closed.
 */
void
kw_extension_row_set_extension (KwExtensionRow *self, const KsExtension *extension, GObject *owner)
{
  g_autofree char *subtitle = dup_subtitle (extension);
  g_autofree char *title = kw_text_plain (extension->name);

  g_return_if_fail (KW_IS_EXTENSION_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), FALSE);
  clear (self);
  self->extension = extension;
  g_set_object (&self->owner, owner);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
  set_problem (self, extension->problem != NULL);
  explain (self);
}
