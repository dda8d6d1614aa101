/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-hex-row.h"

#include <adwaita.h>

/* In characters: the place, two blanks, the digits with a blank behind each pair, a blank, the characters. */
#define PLACE 6
#define DIGITS (PLACE + 2)

#define MARK_OPACITY 0.28f
#define SHADE_OPACITY 0.07f
#define DIM_OPACITY 0.55f

struct _KwHexRow {
  GtkWidget parent_instance;

  GBytes *bytes;
  gsize offset;
  guint per_row;
  KwByteRange marked;
  KwByteRange shaded;
  PangoLayout *layout; /* NULL until it is needed */
};

G_DEFINE_FINAL_TYPE (KwHexRow, kw_hex_row, GTK_TYPE_WIDGET)

static guint
count_bytes (KwHexRow *self)
{
  gsize size = self->bytes != NULL ? g_bytes_get_size (self->bytes) : 0;

  return self->offset < size ? (guint) MIN (size - self->offset, self->per_row) : 0;
}

static guint
get_characters (guint per_row)
{
  return DIGITS + 3 * per_row + 1;
}

static char *
dup_line (KwHexRow *self)
{
  GString *text = g_string_new (NULL);
  const guint8 *data = self->bytes != NULL ? g_bytes_get_data (self->bytes, NULL) : NULL;
  guint n = count_bytes (self);

  g_string_append_printf (text, "%0*" G_GSIZE_MODIFIER "x  ", PLACE, self->offset);
  for (guint i = 0; i < self->per_row; i++) {
    if (i < n)
      g_string_append_printf (text, "%02x ", data[self->offset + i]);
    else
      g_string_append (text, "   ");
  }
  g_string_append_c (text, ' ');
  for (guint i = 0; i < n; i++) {
    guint8 byte = data[self->offset + i];

    g_string_append_unichar (text, g_ascii_isprint (byte) ? byte : 0xb7);
  }
  return g_string_free_and_steal (text);
}

static PangoLayout *
ensure_layout (KwHexRow *self)
{
  g_autofree char *text = NULL;

  if (self->layout != NULL)
    return self->layout;

  text = dup_line (self);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_auto_dir (self->layout, FALSE);
  return self->layout;
}

/* All characters are equally wide, with the fractions of a pixel that the font has. */
static double
get_char_width (KwHexRow *self)
{
  PangoLayout *layout = ensure_layout (self);
  glong n = g_utf8_strlen (pango_layout_get_text (layout), -1);
  int width;

  pango_layout_get_size (layout, &width, NULL);
  return (double) width / PANGO_SCALE / (double) n;
}

static void
kw_hex_row_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  KwHexRow *self = KW_HEX_ROW (widget);
  int height;

  pango_layout_get_pixel_size (ensure_layout (self), NULL, &height);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = height;
  else
    *minimum = *natural =
      (int) (get_char_width (self) * (get_characters (self->per_row) + self->per_row) + 1);
}

static void
fill (GtkSnapshot *snapshot, double from, double to, double height, GdkRGBA color, float opacity)
{
  color.alpha *= opacity;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((float) from, 0, (float) (to - from), (float) height));
}

/* The part of @range in this row, as digits and as characters. */
static void
fill_range (KwHexRow *self, GtkSnapshot *snapshot, KwByteRange range, const GdkRGBA *color, float opacity)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gsize start = MAX (range.start, self->offset), end = MIN (range.end, self->offset + count_bytes (self));
  double width = get_char_width (self), height = gtk_widget_get_height (widget);
  double first = (double) start - (double) self->offset, last = (double) end - (double) self->offset;
  double characters = get_characters (self->per_row);

  if (start >= end)
    return;
  fill (snapshot, width * (DIGITS + 3 * first - 0.5), width * (DIGITS + 3 * last - 0.5), height, *color,
        opacity);
  fill (snapshot, width * (characters + first), width * (characters + last), height, *color, opacity);
}

static void
kw_hex_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwHexRow *self = KW_HEX_ROW (widget);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (manager);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  fill_range (self, snapshot, self->shaded, &color, SHADE_OPACITY);
  fill_range (self, snapshot, self->marked, accent, MARK_OPACITY);
  gtk_snapshot_append_layout (snapshot, ensure_layout (self), &color);
}

static void
forget_layout (KwHexRow *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Another font. */
static void
kw_hex_row_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (kw_hex_row_parent_class)->css_changed (widget, change);
  forget_layout (KW_HEX_ROW (widget));
}

static void
kw_hex_row_finalize (GObject *object)
{
  KwHexRow *self = KW_HEX_ROW (object);

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (kw_hex_row_parent_class)->finalize (object);
}

static void
kw_hex_row_class_init (KwHexRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kw_hex_row_finalize;
  widget_class->measure = kw_hex_row_measure;
  widget_class->snapshot = kw_hex_row_snapshot;
  widget_class->css_changed = kw_hex_row_css_changed;
  gtk_widget_class_set_css_name (widget_class, "kwhexrow");
}

static void
kw_hex_row_init (KwHexRow *self)
{
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_add_css_class (GTK_WIDGET (self), "monospace");
  gtk_widget_add_css_class (GTK_WIDGET (self), "caption");
}

/**
 * kw_hex_row_new:
 *
 * Returns: (transfer floating): a row without bytes
 */
GtkWidget *
kw_hex_row_new (void)
{
  return g_object_new (KW_TYPE_HEX_ROW, NULL);
}

/**
 * kw_hex_row_set_bytes:
 * @self: a row
 * @bytes: (nullable): all bytes
 * @offset: place of the first one that the row shows
 * @per_row: how many it shows at most
 *
 * Sets what the row shows.
 */
void
kw_hex_row_set_bytes (KwHexRow *self, GBytes *bytes, gsize offset, guint per_row)
{
  g_return_if_fail (KW_IS_HEX_ROW (self));

  g_clear_pointer (&self->bytes, g_bytes_unref);
  if (bytes != NULL)
    self->bytes = g_bytes_ref (bytes);
  self->offset = offset;
  self->per_row = per_row;
  forget_layout (self);
}

/**
 * kw_hex_row_set_ranges:
 * @self: a row
 * @marked: bytes to be marked
 * @shaded: bytes on a ground of their own
 *
 * Sets what is special about some of all bytes, whether they are in this row or not.
 */
void
kw_hex_row_set_ranges (KwHexRow *self, KwByteRange marked, KwByteRange shaded)
{
  g_return_if_fail (KW_IS_HEX_ROW (self));

  self->marked = marked;
  self->shaded = shaded;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * kw_hex_row_find:
 * @self: a row
 * @x: place in the row, in px
 * @offset: (out): place of the byte there
 *
 * Returns: whether there is one, as digits or as a character
 */
gboolean
kw_hex_row_find (KwHexRow *self, double x, gsize *offset)
{
  double column = x / get_char_width (self);
  double characters = get_characters (self->per_row);
  double place = column < characters - 0.5 ? (column - DIGITS + 0.5) / 3 : column - characters;

  if (place < 0 || place >= count_bytes (self))
    return FALSE;
  *offset = self->offset + (gsize) place;
  return TRUE;
}

/**
 * kw_hex_row_dup_text:
 * @bytes: all bytes
 * @offset: place of the first one
 * @per_row: how many at most
 *
 * Returns: (transfer full): a row's bytes as text for those who do not see it
 */
char *
kw_hex_row_dup_text (GBytes *bytes, gsize offset, guint per_row)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%" G_GSIZE_FORMAT ":", offset);
  for (gsize i = offset; i < size && i < offset + per_row; i++)
    g_string_append_printf (text, " %02x", data[i]);
  return g_string_free_and_steal (text);
}
