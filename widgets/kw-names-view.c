/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-names-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kw-explanation.h"
#include "kw-host-item.h"
#include "kw-host-table.h"
#include "kw-name-chip.h"

/* A certificate may hold thousands of names. So many chips are shown at first, and so many at all: the filter finds the others. */
#define FIRST_CHIPS 24
#define MAX_CHIPS 400

struct _KwNamesView {
  GtkWidget parent_instance;

  AdwWrapBox *chips;
  GtkWidget *no_names;
  GtkEditable *filter;
  GtkButton *more;
  GtkEntry *entry;
  GtkWidget *tested;
  KwHostTable *table;
  GtkLabel *more_names;
  GtkLabel *summary;
  GtkWidget *clear;
  GtkWidget *request;

  KsCertificate *certificate;
  KsVerdict *owner;
  gboolean shows_all;    /* chips */
  guint n_uncovered;     /* of the tested hosts */
  char *request_problem; /* or NULL */
  guint typed_id;
};

enum {
  PROP_IS_NARROW = 1,
  N_PROPS,
};

enum {
  SIGNAL_HOSTS_TYPED,
  SIGNAL_HOST_REMOVED,
  SIGNAL_CLEARED,
  SIGNAL_REQUEST_ACTIVATED,
  SIGNAL_COPIED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (KwNamesView, kw_names_view, GTK_TYPE_WIDGET)

static void
take_typed (KwNamesView *self)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_clear_handle_id (&self->typed_id, g_source_remove);
  /* Cleared first: what listens may set the hosts again at once. */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_signal_emit (self, signals[SIGNAL_HOSTS_TYPED], 0, text);
}

static void
activate_cb (KwNamesView *self)
{
  take_typed (self);
}

static gboolean
typed_cb (gpointer user_data)
{
  KwNamesView *self = user_data;

  self->typed_id = 0;
  take_typed (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (KwNamesView *self)
{
  gboolean has_text = gtk_entry_get_text_length (self->entry) > 0;

  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     has_text ? "edit-clear-symbolic" : NULL);
  if (has_text)
    gtk_entry_set_icon_tooltip_text (self->entry, GTK_ENTRY_ICON_SECONDARY, _ ("Clear"));
  /* A list that was pasted is whole; the entry is still busy with it. */
  if (self->typed_id == 0 && strpbrk (gtk_editable_get_text (GTK_EDITABLE (self->entry)), "\r\n") != NULL)
    self->typed_id = g_idle_add (typed_cb, self);
}

static void
icon_release_cb (KwNamesView *self, GtkEntryIconPosition position)
{
  if (position == GTK_ENTRY_ICON_SECONDARY)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

/* Entries and files that are dragged have a text, too, and are meant for the window around. */
static gboolean
accept_cb (KwNamesView *self, GdkDrop *drop)
{
  GdkContentFormats *formats = gdk_drop_get_formats (drop);

  return gdk_drop_get_drag (drop) == NULL &&
         gdk_content_formats_contain_mime_type (formats, "text/plain;charset=utf-8") &&
         !gdk_content_formats_contain_mime_type (formats, "text/uri-list");
}

static gboolean
drop_cb (KwNamesView *self, const GValue *value)
{
  const char *text = g_value_get_string (value);

  if (text == NULL)
    return FALSE;
  g_signal_emit (self, signals[SIGNAL_HOSTS_TYPED], 0, text);
  return TRUE;
}

static void
host_removed_cb (KwNamesView *self, const char *host)
{
  g_signal_emit (self, signals[SIGNAL_HOST_REMOVED], 0, host);
}

static void
clear_cb (KwNamesView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_signal_emit (self, signals[SIGNAL_CLEARED], 0);
}

static void
request_cb (KwNamesView *self)
{
  g_signal_emit (self, signals[SIGNAL_REQUEST_ACTIVATED], 0);
}

static void
copied_cb (KwNamesView *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_COPIED], 0, text);
}

/* ---- chips ---- */

static gboolean
contains (const char *text, const char *wanted)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, wanted) != NULL;
}

static void
add_chip (KwNamesView *self, const KsGeneralName *name)
{
  GtkWidget *chip = kw_name_chip_new (name);

  g_signal_connect_object (chip, "copied", G_CALLBACK (copied_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (self->chips, chip);
}

static void
show_rest (KwNamesView *self, guint n_found, guint n_shown)
{
  guint rest = n_found - n_shown;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->more), rest > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->more), !self->shows_all);
  if (self->shows_all)
    text = g_strdup_printf (ngettext ("and %u more name", "and %u more names", rest), rest);
  else
    text = g_strdup_printf (ngettext ("Show %u More", "Show %u More", rest), rest);
  gtk_button_set_label (self->more, text);
}

static void
rebuild_chips (KwNamesView *self)
{
  guint n = self->certificate != NULL ? ks_certificate_get_n_alt_names (self->certificate) : 0;
  guint limit = self->shows_all ? MAX_CHIPS : FIRST_CHIPS, n_found = 0, n_shown = 0;
  g_autofree char *wanted = g_utf8_casefold (gtk_editable_get_text (self->filter), -1);
  GtkWidget *chip;

  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, chip);
  for (guint i = 0; i < n; i++) {
    const KsGeneralName *name = ks_certificate_get_alt_name (self->certificate, i);

    if (*wanted != '\0' && !contains (name->text, wanted) && !contains (name->unicode, wanted))
      continue;
    n_found++;
    if (n_shown < limit) {
      add_chip (self, name);
      n_shown++;
    }
  }
  gtk_label_set_label (GTK_LABEL (self->no_names),
                       n > 0 ? _ ("No name contains this") : _ ("No alternative names"));
  gtk_widget_set_visible (self->no_names, n_found == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), n_found > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->filter), n > FIRST_CHIPS);
  show_rest (self, n_found, n_shown);
}

static void
filter_changed_cb (KwNamesView *self)
{
  rebuild_chips (self);
}

static void
more_cb (KwNamesView *self)
{
  self->shows_all = TRUE;
  rebuild_chips (self);
  gtk_widget_child_focus (GTK_WIDGET (self->chips), GTK_DIR_TAB_FORWARD);
}

/* ---- the whole ---- */

static void
update_request (KwNamesView *self)
{
  const char *problem = self->request_problem;

  if (problem == NULL && self->n_uncovered == 0)
    problem = _ ("All tested hosts are covered");
  gtk_widget_set_sensitive (self->request, problem == NULL);
  gtk_widget_set_tooltip_text (self->request, problem);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->request), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
}

static void
update_summary (KwNamesView *self, GPtrArray *hosts)
{
  guint counts[KS_STATE_FAIL + 1] = { 0 };
  g_autofree char *covered = NULL;
  g_autofree char *text = NULL;
  guint n, n_malformed;

  for (guint i = 0; hosts != NULL && i < hosts->len; i++)
    counts[kw_host_state (g_ptr_array_index (hosts, i))]++;
  n = counts[KS_STATE_PASS] + counts[KS_STATE_FAIL];
  n_malformed = counts[KS_STATE_WARNING];
  self->n_uncovered = counts[KS_STATE_FAIL];
  /* Translators: how many of the tested hosts a certificate covers */
  covered = g_strdup_printf (ngettext ("%u of %u host covered", "%u of %u hosts covered", n),
                             counts[KS_STATE_PASS], n);
  text = n_malformed > 0
           ? g_strdup_printf (ngettext ("%s · %u is not a name", "%s · %u are not names", n_malformed),
                              covered, n_malformed)
           : g_strdup (covered);
  gtk_label_set_label (self->summary, text);
}

static void
update_more_names (KwNamesView *self)
{
  guint n = kw_host_table_get_n_more (self->table);
  g_autofree char *text =
    /* Translators: names of a certificate for which a table has no column */
    g_strdup_printf (ngettext ("and %u more name that decides nothing here",
                               "and %u more names that decide nothing here", n),
                     n);

  gtk_label_set_label (self->more_names, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more_names), n > 0);
}

static void
narrow_changed_cb (KwNamesView *self)
{
  update_more_names (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_NARROW]);
}

static void
kw_names_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_IS_NARROW:
    g_object_get_property (G_OBJECT (KW_NAMES_VIEW (object)->table), "is-narrow", value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_names_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_IS_NARROW:
    kw_names_view_set_is_narrow (KW_NAMES_VIEW (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_names_view_dispose (GObject *object)
{
  KwNamesView *self = KW_NAMES_VIEW (object);
  GtkWidget *child;

  g_clear_handle_id (&self->typed_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_NAMES_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->certificate);
  g_clear_object (&self->owner);
  g_clear_pointer (&self->request_problem, g_free);

  G_OBJECT_CLASS (kw_names_view_parent_class)->dispose (object);
}

static guint
add_signal (const char *name, gboolean has_text)
{
  if (has_text)
    return g_signal_new (name, KW_TYPE_NAMES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                         G_TYPE_STRING);
  return g_signal_new (name, KW_TYPE_NAMES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (KW_TYPE_HOST_TABLE);
  g_type_ensure (KW_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-names-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, chips);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, no_names);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, filter);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, more);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, entry);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, tested);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, table);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, more_names);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, summary);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, clear);
  gtk_widget_class_bind_template_child (widget_class, KwNamesView, request);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, icon_release_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, request_cb);
}

static void
kw_names_view_class_init (KwNamesViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_names_view_dispose;
  object_class->get_property = kw_names_view_get_property;
  object_class->set_property = kw_names_view_set_property;

  properties[PROP_IS_NARROW] =
    g_param_spec_boolean ("is-narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_HOSTS_TYPED] = add_signal ("hosts-typed", TRUE);
  signals[SIGNAL_HOST_REMOVED] = add_signal ("host-removed", TRUE);
  signals[SIGNAL_CLEARED] = add_signal ("cleared", FALSE);
  signals[SIGNAL_REQUEST_ACTIVATED] = add_signal ("request-activated", FALSE);
  signals[SIGNAL_COPIED] = add_signal ("copied", TRUE);

  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "kwnames");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
kw_names_view_init (KwNamesView *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "accept", G_CALLBACK (accept_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (self->table, "notify::is-narrow", G_CALLBACK (narrow_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * kw_names_view_new:
 *
 * Makes a view without names.
 *
 * Returns: (transfer floating): the new view
 */
GtkWidget *
kw_names_view_new (void)
{
  return g_object_new (KW_TYPE_NAMES_VIEW, NULL);
}

/**
 * kw_names_view_set_certificate:
 * @self: a names view
 * @certificate: (nullable): a certificate, of which a reference is kept
 *
 * Shows the alternative names of a certificate.
 */
void
kw_names_view_set_certificate (KwNamesView *self, KsCertificate *certificate)
{
  g_return_if_fail (KW_IS_NAMES_VIEW (self));
  g_return_if_fail (certificate == NULL || KS_IS_CERTIFICATE (certificate));

  if (!g_set_object (&self->certificate, certificate))
    return;
  self->shows_all = FALSE;
  gtk_editable_set_text (self->filter, "");
  rebuild_chips (self);
}

/**
 * kw_names_view_set_hosts:
 * @self: a names view
 * @hosts: (nullable) (element-type KsHostResult): the tested hosts, which belong to @owner and are about the certificate
 * @owner: (nullable): a verdict, of which a reference is kept
 *
 * Shows the tested hosts.
 */
void
kw_names_view_set_hosts (KwNamesView *self, GPtrArray *hosts, KsVerdict *owner)
{
  g_return_if_fail (KW_IS_NAMES_VIEW (self));
  g_return_if_fail (owner == NULL || KS_IS_VERDICT (owner));

  kw_host_table_set_hosts (self->table, hosts, self->certificate, owner);
  g_set_object (&self->owner, owner);
  gtk_widget_set_visible (self->tested, hosts != NULL && hosts->len > 0);
  update_summary (self, hosts);
  update_more_names (self);
  update_request (self);
}

/**
 * kw_names_view_set_request_problem:
 * @self: a names view
 * @problem: (nullable): why no certificate can be requested, translated; %NULL where one can
 *
 * Sets what keeps somebody from asking for a certificate with the missing names.
 */
void
kw_names_view_set_request_problem (KwNamesView *self, const char *problem)
{
  g_return_if_fail (KW_IS_NAMES_VIEW (self));

  g_set_str (&self->request_problem, problem);
  update_request (self);
}

/**
 * kw_names_view_set_is_narrow:
 * @self: a names view
 * @is_narrow: whether there is no room for a table
 *
 * Shows the tested hosts as a list, or as a table.
 */
void
kw_names_view_set_is_narrow (KwNamesView *self, gboolean is_narrow)
{
  g_return_if_fail (KW_IS_NAMES_VIEW (self));

  kw_host_table_set_is_narrow (self->table, is_narrow);
}
