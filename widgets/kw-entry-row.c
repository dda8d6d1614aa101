/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-entry-row.h"

#include <adwaita.h>

#include "kw-entry-text.h"
#include "kw-line-size.h"
#include "kw-status-mark.h"
#include "kw-symbol.h"
#include "kw-text.h"

#define ICON_SIZE 16
#define COVERAGE_ICON_SIZE 12
#define COVERAGE_SPACING 6
#define SPACING 12
#define MIN_CHARS 3
/* The second line is what the style classes caption, numeric and dimmed make of a label. */
#define CAPTION_SCALE 0.82
#define DIM_OPACITY 0.55f
#define DIM_OPACITY_HIGH_CONTRAST 0.9f

/* A list makes its rows by the hundred, so a row draws its icon and its lines itself, when they are seen. */
struct _KwEntryRow {
  GtkWidget parent_instance;

  KwStatusMark *mark;
  PangoLayout *alias;
  PangoLayout *detail;
  PangoLayout *coverage;

  KsEntry *entry;
  guint n_covered;
  guint n_hosts; /* 0: no line about them */
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

static void
ensure_alias (KwEntryRow *self)
{
  g_autofree char *text = NULL;

  if (self->alias != NULL)
    return;

  text = kw_entry_text_dup_alias (self->entry);
  self->alias = kw_entry_text_layout (GTK_WIDGET (self), text, 1, PANGO_ELLIPSIZE_END);
}

/* A long name gives way in the middle: its beginning and how long it lasts stay. */
static void
ensure_detail (KwEntryRow *self)
{
  g_autofree char *text = NULL;

  if (self->detail != NULL)
    return;

  text = kw_entry_text_dup_detail (self->entry, self->now);
  self->detail = kw_entry_text_layout (GTK_WIDGET (self), text, CAPTION_SCALE, PANGO_ELLIPSIZE_MIDDLE);
}

static void
ensure_coverage (KwEntryRow *self)
{
  g_autofree char *text = NULL;

  if (self->coverage != NULL)
    return;

  text = kw_entry_text_dup_coverage (self->n_covered, self->n_hosts);
  self->coverage = kw_entry_text_layout (GTK_WIDGET (self), text, CAPTION_SCALE, PANGO_ELLIPSIZE_END);
}

/* Its lines are made anew when it is drawn. */
static void
forget_lines (KwEntryRow *self)
{
  g_clear_object (&self->alias);
  g_clear_object (&self->detail);
  g_clear_object (&self->coverage);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static float
get_dim_opacity (KwEntryRow *self)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  return adw_style_manager_get_high_contrast (manager) ? DIM_OPACITY_HIGH_CONTRAST : DIM_OPACITY;
}

/* The whole of what the lines may have to cut; made only when somebody points at the row. */
static gboolean
kw_entry_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  KwEntryRow *self = KW_ENTRY_ROW (widget);
  g_autofree char *alias = NULL;
  g_autofree char *title = NULL;
  g_autofree char *coverage = NULL;
  g_autofree char *text = NULL;

  if (self->entry == NULL)
    return FALSE;

  alias = kw_text_plain (ks_entry_get_alias (self->entry));
  title = kw_text_plain (ks_entry_get_title (self->entry));
  coverage = kw_entry_text_dup_coverage (self->n_covered, self->n_hosts);
  text = g_strjoin ("\n", alias, title, self->state_text != NULL ? self->state_text : coverage,
                    self->state_text != NULL ? coverage : NULL, NULL);
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
kw_entry_row_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  KwEntryRow *self = KW_ENTRY_ROW (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const KwLineSize alias = kw_line_size_get (context, 1);
  const KwLineSize detail = kw_line_size_get (context, CAPTION_SCALE);
  int mark;

  gtk_widget_measure (GTK_WIDGET (self->mark), orientation, -1, &mark, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = MAX (MAX (alias.height + detail.height * (self->n_hosts > 0 ? 2 : 1), ICON_SIZE), mark);
  else
    *minimum = ICON_SIZE + SPACING + MIN_CHARS * alias.char_width + SPACING + mark;
  *natural = *minimum;
}

static void
kw_entry_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwEntryRow *self = KW_ENTRY_ROW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { 0, 0, 0, height };

  gtk_widget_measure (GTK_WIDGET (self->mark), GTK_ORIENTATION_HORIZONTAL, -1, &place.width, NULL, NULL,
                      NULL);
  place.x = is_rtl ? 0 : width - place.width;
  gtk_widget_size_allocate (GTK_WIDGET (self->mark), &place, -1);
}

/* Draws a line between icon and mark; its baseline is where it is in all rows, whatever fonts the text needs. */
static void
draw_line (KwEntryRow *self,
           GtkSnapshot *snapshot,
           PangoLayout *layout,
           int indent,
           int y,
           int ascent,
           float opacity)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int mark = gtk_widget_get_width (GTK_WIDGET (self->mark));
  int room = gtk_widget_get_width (widget) - ICON_SIZE - mark - 2 * SPACING - indent;
  int x = is_rtl ? mark + SPACING : ICON_SIZE + SPACING + indent;
  PangoRectangle extents;
  GdkRGBA color;

  if (room <= 0)
    return;

  gtk_widget_get_color (widget, &color);
  color.alpha *= opacity;
  pango_layout_set_width (layout, room * PANGO_SCALE);
  pango_layout_get_pixel_extents (layout, NULL, &extents);
  if (is_rtl)
    x += room - extents.width;
  y += ascent - PANGO_PIXELS (pango_layout_get_baseline (layout));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (x - extents.x), (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

/* A mark before the words, so that the line is found without reading it. */
static void
draw_coverage (KwEntryRow *self, GtkSnapshot *snapshot, int y, const KwLineSize *line)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = ICON_SIZE + SPACING;

  kw_symbol_snapshot (widget, snapshot,
                      kw_state_icon (self->n_covered == self->n_hosts ? KS_STATE_PASS : KS_STATE_FAIL),
                      is_rtl ? gtk_widget_get_width (widget) - x - COVERAGE_ICON_SIZE : x,
                      y + (line->height - COVERAGE_ICON_SIZE) / 2, COVERAGE_ICON_SIZE);
  ensure_coverage (self);
  draw_line (self, snapshot, self->coverage, COVERAGE_ICON_SIZE + COVERAGE_SPACING, y, line->ascent,
             get_dim_opacity (self));
}

static void
draw_entry (KwEntryRow *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const KwLineSize alias = kw_line_size_get (context, 1);
  const KwLineSize detail = kw_line_size_get (context, CAPTION_SCALE);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int height = gtk_widget_get_height (widget);
  int lines = self->n_hosts > 0 ? 2 : 1;
  int top = (height - alias.height - lines * detail.height) / 2;

  kw_symbol_snapshot (widget, snapshot, kw_kind_icon (ks_entry_get_kind (self->entry)),
                      is_rtl ? gtk_widget_get_width (widget) - ICON_SIZE : 0, (height - ICON_SIZE) / 2,
                      ICON_SIZE);
  ensure_alias (self);
  draw_line (self, snapshot, self->alias, 0, top, alias.ascent, 1);
  ensure_detail (self);
  draw_line (self, snapshot, self->detail, 0, top + alias.height, detail.ascent, get_dim_opacity (self));
  if (self->n_hosts > 0)
    draw_coverage (self, snapshot, top + alias.height + detail.height, &detail);
}

static void
kw_entry_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwEntryRow *self = KW_ENTRY_ROW (widget);

  if (self->entry != NULL)
    draw_entry (self, snapshot);
  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->mark), snapshot);
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

  g_clear_pointer ((GtkWidget **) &self->mark, gtk_widget_unparent);
  g_clear_object (&self->alias);
  g_clear_object (&self->detail);
  g_clear_object (&self->coverage);
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

  widget_class->query_tooltip = kw_entry_row_query_tooltip;
  widget_class->measure = kw_entry_row_measure;
  widget_class->size_allocate = kw_entry_row_size_allocate;
  widget_class->snapshot = kw_entry_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "kwentry");
}

static void
kw_entry_row_init (KwEntryRow *self)
{
  self->mark = KW_STATUS_MARK (kw_status_mark_new (KS_STATE_NOT_CHECKED));
  gtk_widget_set_parent (GTK_WIDGET (self->mark), GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
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

  forget_lines (self);
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
  forget_lines (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOW]);
}

/**
 * kw_entry_row_set_coverage:
 * @self: an entry row
 * @n_covered: how many of the tested hosts the entry covers
 * @n_hosts: how many were tested; 0 where there is nothing to say of them
 *
 * Tells of the tested hosts in a third line, with a mark of its own.
 */
void
kw_entry_row_set_coverage (KwEntryRow *self, guint n_covered, guint n_hosts)
{
  gboolean has_line;

  g_return_if_fail (KW_IS_ENTRY_ROW (self));

  if (self->n_covered == n_covered && self->n_hosts == n_hosts)
    return;

  has_line = self->n_hosts > 0;
  self->n_covered = n_covered;
  self->n_hosts = n_hosts;
  forget_lines (self);
  if (has_line != (n_hosts > 0))
    gtk_widget_queue_resize (GTK_WIDGET (self));
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
  g_autofree char *coverage = NULL;

  g_return_val_if_fail (KW_IS_ENTRY_ROW (self), NULL);

  if (self->entry == NULL)
    return g_strdup ("");

  alias = kw_text_plain (ks_entry_get_alias (self->entry));
  title = kw_text_plain (ks_entry_get_title (self->entry));
  rest = kw_entry_text_dup_rest (self->entry, self->now);
  coverage = kw_entry_text_dup_coverage (self->n_covered, self->n_hosts);
  return g_strjoin (", ", alias, ks_entry_kind_get_name (ks_entry_get_kind (self->entry)), title,
                    ks_state_get_word (kw_status_mark_get_state (self->mark)), rest != NULL ? rest : coverage,
                    rest != NULL ? coverage : NULL, NULL);
}

/**
 * kw_entry_row_dup_text:
 * @self: an entry row
 *
 * Returns: (transfer full): its lines as they are drawn, as far as there is room
 */
char *
kw_entry_row_dup_text (KwEntryRow *self)
{
  g_autofree char *alias = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *coverage = NULL;

  g_return_val_if_fail (KW_IS_ENTRY_ROW (self), NULL);

  if (self->entry == NULL)
    return g_strdup ("");

  alias = kw_entry_text_dup_alias (self->entry);
  detail = kw_entry_text_dup_detail (self->entry, self->now);
  coverage = kw_entry_text_dup_coverage (self->n_covered, self->n_hosts);
  return g_strjoin ("\n", alias, detail, coverage, NULL);
}
