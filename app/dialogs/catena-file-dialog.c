/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-file-dialog.h"
#include "catena-remark-row.h"
#include "kw-explanation.h"
#include "kw-status-mark.h"
#include "kw-text.h"

struct _CatenaFileDialog {
  AdwDialog parent_instance;

  AdwWindowTitle *title;
  AdwPreferencesGroup *remarks_group;
  AdwActionRow *format_row;
  AdwActionRow *place_row;
  AdwActionRow *content_row;
  AdwActionRow *integrity_row;
  KwStatusMark *integrity_mark;
  AdwActionRow *protection_row;
};

enum {
  SIGNAL_REMEDY_WANTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaFileDialog, catena_file_dialog, ADW_TYPE_DIALOG)

/* In the order of KsIntegrity. */
static const struct {
  const char *sentence;
  const char *word;
  KsState state;
} integrities[] = {
  { N_ ("This format has no check value"), N_ ("Does not apply"), KS_STATE_NOT_APPLICABLE },
  { N_ ("Verified with the password"), N_ ("Holds"), KS_STATE_PASS },
  { N_ ("Not verified without the password"), N_ ("Not checked"), KS_STATE_NOT_CHECKED },
  { N_ ("Not verified: the file carries no check value"), N_ ("Warning"), KS_STATE_WARNING },
  { N_ ("Checked in a way that proves nothing"), N_ ("Warning"), KS_STATE_WARNING },
  { N_ ("Signed; the signature is not verified"), N_ ("Not checked"), KS_STATE_NOT_CHECKED },
};

/* One part of “2 key pairs, 1 trusted certificate”. */
static char *
describe_kind (KsEntryKind kind, guint count)
{
  switch (kind) {
  case KS_ENTRY_KEY:
    return g_strdup_printf (ngettext ("%u private key", "%u private keys", count), count);
  case KS_ENTRY_CERTIFICATE:
    return g_strdup_printf (ngettext ("%u certificate", "%u certificates", count), count);
  case KS_ENTRY_SECRET:
    return g_strdup_printf (ngettext ("%u secret key", "%u secret keys", count), count);
  case KS_ENTRY_PUBLIC:
    return g_strdup_printf (ngettext ("%u public key", "%u public keys", count), count);
  case KS_ENTRY_REQUEST:
    return g_strdup_printf (ngettext ("%u certificate request", "%u certificate requests", count), count);
  case KS_ENTRY_CRL:
    return g_strdup_printf (ngettext ("%u revocation list", "%u revocation lists", count), count);
  default:
    g_return_val_if_reached (g_strdup (""));
  }
}

static char *
describe_content (KsStore *store)
{
  static const KsEntryKind kinds[] = { KS_ENTRY_KEY,    KS_ENTRY_SECRET,  KS_ENTRY_CERTIFICATE,
                                       KS_ENTRY_PUBLIC, KS_ENTRY_REQUEST, KS_ENTRY_CRL };
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++) {
    g_autofree char *part = NULL;
    guint count = 0;

    for (guint i = 0; i < entries->len; i++)
      count += ks_entry_get_kind (entries->pdata[i]) == kinds[k] ? 1 : 0;
    if (count == 0)
      continue;
    part = describe_kind (kinds[k], count);
    /* TRANSLATORS: between two numbers of things in a list of them */
    g_string_append_printf (text, "%s%s", text->len > 0 ? _ (", ") : "", part);
  }

  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : g_strdup (_ ("No entries"));
}

static const char *
find_protection_name (const KsFormat *format, const char *id)
{
  for (const KsProtection *row = format->protections; id != NULL && row->id != NULL; row++)
    if (g_str_equal (row->id, id))
      return g_dgettext (GETTEXT_PACKAGE, row->name);

  return _ ("None of the usual ones");
}

/* NULL: the format has one way only. */
static char *
describe_protection (KsStore *store)
{
  const KsFormat *format = ks_store_get_format (store);
  guint iterations = 0;
  const char *name;

  if (format->protections == NULL)
    return NULL;
  if (ks_store_get_password (store) == NULL && ks_store_get_integrity (store) == KS_INTEGRITY_ABSENT)
    return g_strdup (_ ("None: the file opens without a password"));

  name = find_protection_name (format, format->get_scheme (store, &iterations));
  if (iterations == 0)
    return g_strdup (name);

  /* TRANSLATORS: the name of a kind of protection, like “Modern”, and a number of iterations */
  return g_strdup_printf (ngettext ("%s, %'u iteration", "%s, %'u iterations", iterations), name, iterations);
}

static void
set_row (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL);
}

static void
show_integrity (CatenaFileDialog *self, CatenaDocument *document)
{
  KsIntegrity integrity = ks_store_get_integrity (catena_document_get_store (document));
  gboolean is_system = integrity == KS_INTEGRITY_SKIPPED && catena_document_get_file (document) == NULL;

  set_row (self->integrity_row,
           is_system ? _ ("This list is kept by the system") : _ (integrities[integrity].sentence));
  kw_status_mark_set_state (self->integrity_mark, integrities[integrity].state);
  kw_status_mark_set_word (self->integrity_mark, _ (integrities[integrity].word));
}

static void
show_facts (CatenaFileDialog *self, CatenaDocument *document)
{
  KsStore *store = catena_document_get_store (document);
  const char *folder = catena_document_get_subtitle (document);
  g_autofree char *place = folder != NULL ? kw_text_show (folder) : NULL;
  g_autofree char *content = describe_content (store);
  g_autofree char *protection = describe_protection (store);

  set_row (self->format_row, g_dgettext (GETTEXT_PACKAGE, ks_store_get_format (store)->name));
  set_row (self->place_row, place);
  set_row (self->content_row, content);
  set_row (self->protection_row, protection);
  show_integrity (self, document);
}

static void
remedy_cb (CatenaFileDialog *self, guint remedy)
{
  g_autoptr (CatenaFileDialog) alive = g_object_ref (self);

  /* First away: what is wanted may be another dialog. */
  adw_dialog_force_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_REMEDY_WANTED], 0, remedy);
}

static void
show_remarks (CatenaFileDialog *self, CatenaDocument *document)
{
  g_autoptr (GPtrArray) remarks = catena_document_list_remarks (document);
  gboolean is_read_only = ks_store_is_read_only (catena_document_get_store (document));
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u Thing to Know", "%u Things to Know", remarks->len), remarks->len);

  adw_preferences_group_set_title (self->remarks_group, title);
  gtk_widget_set_visible (GTK_WIDGET (self->remarks_group), remarks->len > 0);
  for (guint i = 0; i < remarks->len; i++) {
    GtkWidget *row = catena_remark_row_new (g_ptr_array_index (remarks, i), is_read_only);

    g_signal_connect_object (row, "remedy-wanted", G_CALLBACK (remedy_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (self->remarks_group, row);
  }
}

static void
catena_file_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CATENA_TYPE_FILE_DIALOG);

  G_OBJECT_CLASS (catena_file_dialog_parent_class)->dispose (object);
}

static void
catena_file_dialog_class_init (CatenaFileDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = catena_file_dialog_dispose;

  signals[SIGNAL_REMEDY_WANTED] = g_signal_new ("remedy-wanted", CATENA_TYPE_FILE_DIALOG, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (KW_TYPE_STATUS_MARK);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/dialogs/catena-file-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, remarks_group);
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, content_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, integrity_row);
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, integrity_mark);
  gtk_widget_class_bind_template_child (widget_class, CatenaFileDialog, protection_row);
}

static void
explain (AdwActionRow *row, const char *id)
{
  kw_explanation_set_id (kw_explanation_of_row (GTK_WIDGET (row)), id);
}

static void
catena_file_dialog_init (CatenaFileDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  explain (self->format_row, "file:format");
  explain (self->place_row, "file:place");
  explain (self->content_row, "file:content");
  explain (self->integrity_row, "file:integrity");
  explain (self->protection_row, "file:protection");
}

/**
 * catena_file_dialog_new:
 * @document: a document with a store
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
catena_file_dialog_new (CatenaDocument *document)
{
  CatenaFileDialog *self = g_object_new (CATENA_TYPE_FILE_DIALOG, NULL);
  g_autofree char *name = kw_text_show (catena_document_get_title (document));

  adw_window_title_set_subtitle (self->title, name);
  show_facts (self, document);
  show_remarks (self, document);

  return ADW_DIALOG (self);
}
