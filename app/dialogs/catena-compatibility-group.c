/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <glib/gi18n.h>

#include "catena-compatibility-group.h"
#include "kw-status-mark.h"

struct _CatenaCompatibilityGroup {
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;
  GtkWidget *spinner;
};

G_DEFINE_FINAL_TYPE (CatenaCompatibilityGroup, catena_compatibility_group, ADW_TYPE_PREFERENCES_GROUP)

static const KsCompatibilityReason *
get_reason (const KsCompatibility *answer, guint index)
{
  return &g_array_index (answer->reasons, KsCompatibilityReason, index);
}

static gboolean
says_the_same (const KsCompatibility *a, const KsCompatibility *b)
{
  if (a->state != b->state || a->reasons->len != b->reasons->len)
    return FALSE;

  for (guint i = 0; i < a->reasons->len; i++)
    if (g_strcmp0 (get_reason (a, i)->sentence, get_reason (b, i)->sentence) != 0)
      return FALSE;

  return TRUE;
}

static KsState
find_state (KsCompatibilityState state)
{
  static const KsState states[] = { KS_STATE_PASS, KS_STATE_NOT_CHECKED, KS_STATE_WARNING, KS_STATE_FAIL };

  return states[state];
}

static char *
join_reasons (const KsCompatibility *answer)
{
  g_autoptr (GString) text =
    g_string_new (answer->reasons->len == 0 ? ks_compatibility_state_get_word (answer->state) : NULL);

  for (guint i = 0; i < answer->reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", get_reason (answer, i)->sentence);

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
add_link (GtkBox *box, const char *source)
{
  GtkWidget *link = gtk_link_button_new (source);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (link));

  gtk_widget_set_halign (link, GTK_ALIGN_START);
  if (GTK_IS_LABEL (label)) {
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_CHAR);
    gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
    gtk_label_set_xalign (GTK_LABEL (label), 0);
  }
  gtk_box_append (box, link);
}

/* The pages that say so, with their addresses in sight. NULL: there are none. */
static GtkWidget *
make_sources (const KsCompatibility *answer)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button, *popover;

  for (guint i = 0; i < answer->reasons->len; i++) {
    const char *source = get_reason (answer, i)->source;

    if (source != NULL && g_hash_table_add (seen, (char *) source))
      add_link (GTK_BOX (box), source);
  }
  if (g_hash_table_size (seen) == 0) {
    g_object_ref_sink (box);
    g_object_unref (box);
    return NULL;
  }

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  button = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "help-about-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, _ ("Sources"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");

  return button;
}

static GtkWidget *
make_row (const KsCompatibility *answer, const char *names)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = kw_status_mark_new (find_state (answer->state));
  GtkWidget *sources = make_sources (answer);
  g_autofree char *reasons = join_reasons (answer);

  kw_status_mark_set_word (KW_STATUS_MARK (mark), ks_compatibility_state_get_word (answer->state));
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), names);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), reasons);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  if (sources != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), sources);

  return row;
}

static void
clear_rows (CatenaCompatibilityGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* “Java 8, 11 · macOS”. @last: (nullable): the program before */
static void
append_name (GString *names, const KsCompatibility *last, const KsCompatibility *answer)
{
  gboolean is_version = last != NULL && g_str_equal (last->family, answer->family);

  if (is_version)
    /* TRANSLATORS: between two versions of one program */
    g_string_append (names, _ (", "));
  else if (last != NULL)
    /* TRANSLATORS: between the names of two programs */
    g_string_append (names, _ (" · "));
  if (!is_version)
    g_string_append (names, answer->family);
  if (!is_version && *answer->version != '\0')
    g_string_append_c (names, ' ');
  g_string_append (names, answer->version);
}

/* One row for all programs that say the same as @answers[@first]. */
static void
add_row (CatenaCompatibilityGroup *self, GPtrArray *answers, guint first, gboolean *done)
{
  const KsCompatibility *answer = g_ptr_array_index (answers, first);
  const KsCompatibility *last = NULL;
  g_autoptr (GString) names = g_string_new (NULL);
  GtkWidget *row;

  for (guint i = first; i < answers->len; i++) {
    const KsCompatibility *other = g_ptr_array_index (answers, i);

    if (done[i] || !says_the_same (answer, other))
      continue;
    append_name (names, last, other);
    last = other;
    done[i] = TRUE;
  }
  row = make_row (answer, names->str);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
catena_compatibility_group_dispose (GObject *object)
{
  CatenaCompatibilityGroup *self = CATENA_COMPATIBILITY_GROUP (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->spinner);

  G_OBJECT_CLASS (catena_compatibility_group_parent_class)->dispose (object);
}

static void
catena_compatibility_group_class_init (CatenaCompatibilityGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = catena_compatibility_group_dispose;
}

static void
catena_compatibility_group_init (CatenaCompatibilityGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->spinner = g_object_ref_sink (adw_spinner_new ());
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_CENTER);
}

/**
 * catena_compatibility_group_new:
 *
 * Returns: (transfer floating): a new group without rows
 */
GtkWidget *
catena_compatibility_group_new (void)
{
  return g_object_new (CATENA_TYPE_COMPATIBILITY_GROUP, NULL);
}

/**
 * catena_compatibility_group_set_answers:
 * @self: a group
 * @answers: (nullable) (element-type KsCompatibility): what programs make of the file; %NULL while that is being found out, and
 *   the old rows stay meanwhile
 *
 * Shows the answers: those that open the file first, then those with reservations, then those that refuse it.
 */
void
catena_compatibility_group_set_answers (CatenaCompatibilityGroup *self, GPtrArray *answers)
{
  static const KsCompatibilityState order[] = { KS_COMPATIBILITY_YES, KS_COMPATIBILITY_PARTLY,
                                                KS_COMPATIBILITY_NO, KS_COMPATIBILITY_UNKNOWN };
  g_autofree gboolean *done = NULL;

  /* A suffix makes a header even of an empty title. */
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self),
                                           answers == NULL ? self->spinner : NULL);
  if (answers == NULL)
    return;

  clear_rows (self);
  done = g_new0 (gboolean, answers->len + 1);
  for (gsize o = 0; o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; i < answers->len; i++) {
      const KsCompatibility *answer = g_ptr_array_index (answers, i);

      if (!done[i] && answer->state == order[o])
        add_row (self, answers, i, done);
    }
}
