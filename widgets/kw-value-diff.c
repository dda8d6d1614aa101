/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-value-diff.h"

#include <string.h>

#define DASH "–"

/* What kw_text_show() puts round a text. */
#define ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE "\xe2\x81\xa9"

static void
add_range (GArray *ranges, gsize start, gsize end)
{
  KwTextRange range = { (guint) start, (guint) end };

  if (end > start)
    g_array_append_val (ranges, range);
}

static void
add_all (GArray *ranges, const char *text)
{
  add_range (ranges, 0, strlen (text));
}

/* Where the name starts behind its label, “Issuer: CN=…”: the type of an attribute holds no space. */
static gsize
find_name (const char *text)
{
  const char *equals = strchr (text, '=');
  gsize at = equals != NULL ? (gsize) (equals - text) : 0;

  while (at > 0 && text[at - 1] != ' ')
    at--;
  return at;
}

/* The relative distinguished names of a name in the form of RFC 4514: a comma that is not escaped ends one. */
static GArray *
split_name (const char *text)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (KwTextRange));
  gsize start = find_name (text), at = start;

  for (; text[at] != '\0'; at++) {
    if (text[at] == '\\' && text[at + 1] != '\0') {
      at++;
    } else if (text[at] == ',') {
      add_range (parts, start, at);
      start = at + 1;
    }
  }
  add_range (parts, start, at);
  return parts;
}

/* The octets of “8C 41 6F” or “8C:41:6F”. */
static GArray *
split_octets (const char *text)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (KwTextRange));

  for (gsize at = 0; text[at] != '\0';) {
    gsize size = strcspn (text + at, " :");

    add_range (parts, at, at + size);
    at += size + (text[at + size] != '\0');
  }
  return parts;
}

static gboolean
is_alike (const char *one, const KwTextRange *a, const char *other, const KwTextRange *b)
{
  return a->end - a->start == b->end - b->start &&
         g_ascii_strncasecmp (one + a->start, other + b->start, a->end - a->start) == 0;
}

/* Whatever of @parts does not stand in the other name, in whatever place. */
static void
mark_strangers (GArray *out, const char *text, GArray *parts, const char *other, GArray *other_parts)
{
  for (guint i = 0; i < parts->len; i++) {
    const KwTextRange *part = &g_array_index (parts, KwTextRange, i);
    gboolean is_known = FALSE;

    for (guint j = 0; j < other_parts->len && !is_known; j++)
      is_known = is_alike (text, part, other, &g_array_index (other_parts, KwTextRange, j));
    if (!is_known)
      add_range (out, part->start, part->end);
  }
}

static void
compare_names (KwValueDiff *self, const char *ours, const char *theirs)
{
  g_autoptr (GArray) one = split_name (ours);
  g_autoptr (GArray) other = split_name (theirs);

  mark_strangers (self->ours, ours, one, theirs, other);
  mark_strangers (self->theirs, theirs, other, ours, one);
}

/* Octets that follow each other are marked as one. */
static void
mark_octet (GArray *out, const KwTextRange *octet)
{
  KwTextRange *last = out->len > 0 ? &g_array_index (out, KwTextRange, out->len - 1) : NULL;

  if (last != NULL && last->end + 1 == octet->start)
    last->end = octet->end;
  else
    g_array_append_vals (out, octet, 1);
}

static void
compare_octets (KwValueDiff *self, const char *ours, const char *theirs)
{
  g_autoptr (GArray) one = split_octets (ours);
  g_autoptr (GArray) other = split_octets (theirs);

  for (guint i = 0; i < MAX (one->len, other->len); i++) {
    const KwTextRange *a = i < one->len ? &g_array_index (one, KwTextRange, i) : NULL;
    const KwTextRange *b = i < other->len ? &g_array_index (other, KwTextRange, i) : NULL;

    if (a != NULL && b != NULL && is_alike (ours, a, theirs, b))
      continue;
    if (a != NULL)
      mark_octet (self->ours, a);
    if (b != NULL)
      mark_octet (self->theirs, b);
  }
}

static void
mark_date (KwValueDiff *self, const char *ours, KwDateFault fault)
{
  const char *dash = strstr (ours, DASH);
  gsize size = strlen (ours);

  if (dash == NULL || fault == KW_DATE_NONE) {
    add_all (self->ours, ours);
  } else if (fault == KW_DATE_START) {
    gsize end = (gsize) (dash - ours);

    while (end > 0 && ours[end - 1] == ' ')
      end--;
    add_range (self->ours, 0, end);
  } else {
    gsize start = (gsize) (dash - ours) + strlen (DASH);

    add_range (self->ours, start + strspn (ours + start, " "), size);
  }
}

/* Figures, where two sentences are about a number. */
static void
mark_digits (GArray *out, const char *text)
{
  for (gsize at = 0; text[at] != '\0';) {
    gsize size = strspn (text + at, "0123456789");

    add_range (out, at, at + size);
    at += MAX (size, 1);
  }
}

static void
compare (KwValueDiff *self, const char *check, const char *ours, const char *theirs, KwDateFault fault)
{
  if (g_str_equal (check, "name-chaining"))
    compare_names (self, ours, theirs);
  else if (g_str_equal (check, "key-identifiers"))
    compare_octets (self, ours, theirs);
  else if (g_str_equal (check, "validity"))
    mark_date (self, ours, fault);
  else if (g_str_equal (check, "path-length")) {
    mark_digits (self->ours, ours);
    mark_digits (self->theirs, theirs);
  }
  if (self->ours->len > 0 || self->theirs->len > 0)
    return;
  add_all (self->ours, ours);
  add_all (self->theirs, theirs);
}

/* The value alone, and how far into @shown it starts. */
static char *
strip_isolate (const char *shown, guint *offset)
{
  gsize size = strlen (shown);

  *offset = 0;
  if (!g_str_has_prefix (shown, ISOLATE) || !g_str_has_suffix (shown, POP_ISOLATE))
    return g_strdup (shown);
  *offset = strlen (ISOLATE);
  return g_strndup (shown + strlen (ISOLATE), size - strlen (ISOLATE) - strlen (POP_ISOLATE));
}

static void
shift (GArray *ranges, guint offset)
{
  for (guint i = 0; i < ranges->len; i++) {
    g_array_index (ranges, KwTextRange, i).start += offset;
    g_array_index (ranges, KwTextRange, i).end += offset;
  }
}

/**
 * kw_value_diff_new:
 * @result: a result with two values
 * @ours: what is shown of the first
 * @theirs: what is shown of the second
 * @fault: for a validity period, which end of it fails
 *
 * Finds what two values do not have in common: names by relative distinguished name, key identifiers by octet, periods by date. Where
 * nothing finer can be told, all of both differs.
 *
 * Returns: (transfer full): the parts; none of them where the check found nothing to complain of
 */
KwValueDiff *
kw_value_diff_new (const KsResult *result, const char *ours, const char *theirs, KwDateFault fault)
{
  KwValueDiff *self = g_new0 (KwValueDiff, 1);
  guint our_offset, their_offset;
  g_autofree char *one = strip_isolate (ours, &our_offset);
  g_autofree char *other = strip_isolate (theirs, &their_offset);

  self->ours = g_array_new (FALSE, FALSE, sizeof (KwTextRange));
  self->theirs = g_array_new (FALSE, FALSE, sizeof (KwTextRange));
  if (result->state >= KS_STATE_WARNING)
    compare (self, result->check->id, one, other, fault);
  shift (self->ours, our_offset);
  shift (self->theirs, their_offset);
  return self;
}

/* Two octets at least, each of them two digits. */
static gboolean
is_hex (const char *text)
{
  gsize size = strlen (text);

  for (gsize i = 0; i < size; i++)
    if (i % 3 == 2 ? strchr (" :", text[i]) == NULL : !g_ascii_isxdigit (text[i]))
      return FALSE;
  return size >= 5 && size % 3 == 2;
}

/* What is not ASCII belongs to a word, so that no character is divided. */
static gboolean
is_word (char byte)
{
  return g_ascii_isalnum (byte) || (guchar) byte >= 0x80;
}

/* How much both begin with, to the end of a word. */
static gsize
measure_start (const char *one, const char *other)
{
  gsize size = 0;

  while (one[size] != '\0' && one[size] == other[size])
    size++;
  while (size > 0 && is_word (one[size - 1]) && (is_word (one[size]) || is_word (other[size])))
    size--;
  return size;
}

/* How much both end with, from the beginning of a word, behind what they begin with. */
static gsize
measure_end (const char *one, const char *other, gsize start)
{
  gsize ours = strlen (one), theirs = strlen (other), size = 0;

  while (size < MIN (ours, theirs) - start && one[ours - size - 1] == other[theirs - size - 1])
    size++;
  while (size > 0 && is_word (one[ours - size]) &&
         ((ours - size > start && is_word (one[ours - size - 1])) ||
          (theirs - size > start && is_word (other[theirs - size - 1]))))
    size--;
  return size;
}

static void
compare_texts (KwValueDiff *self, const char *ours, const char *theirs)
{
  gsize start = measure_start (ours, theirs);
  gsize end = measure_end (ours, theirs, start);

  add_range (self->ours, start, strlen (ours) - end);
  add_range (self->theirs, start, strlen (theirs) - end);
}

/* Octets that have little in common, as fingerprints: there is nothing to look for. */
static void
drop_if_unlike (GArray *ranges, const char *text)
{
  gsize marked = 0;

  for (guint i = 0; i < ranges->len; i++)
    marked += g_array_index (ranges, KwTextRange, i).end - g_array_index (ranges, KwTextRange, i).start;
  if (2 * marked > strlen (text))
    g_array_set_size (ranges, 0);
}

/**
 * kw_value_diff_new_for_texts:
 * @ours: what is shown of one value
 * @theirs: what is shown of another
 *
 * Finds what two values of any kind do not have in common: octet by octet where both are octets, else from the first to the last
 * word that differs.
 *
 * Returns: (transfer full): the parts; none of them where both are the same, or octets that have less than half in common
 */
KwValueDiff *
kw_value_diff_new_for_texts (const char *ours, const char *theirs)
{
  KwValueDiff *self = g_new0 (KwValueDiff, 1);
  guint our_offset, their_offset;
  g_autofree char *one = strip_isolate (ours, &our_offset);
  g_autofree char *other = strip_isolate (theirs, &their_offset);

  self->ours = g_array_new (FALSE, FALSE, sizeof (KwTextRange));
  self->theirs = g_array_new (FALSE, FALSE, sizeof (KwTextRange));
  if (is_hex (one) && is_hex (other)) {
    compare_octets (self, one, other);
    drop_if_unlike (self->ours, one);
    drop_if_unlike (self->theirs, other);
  } else if (!g_str_equal (one, other)) {
    compare_texts (self, one, other);
  }
  shift (self->ours, our_offset);
  shift (self->theirs, their_offset);
  return self;
}

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, const KwTextRange *range)
{
  attribute->start_index = range->start;
  attribute->end_index = range->end;
  pango_attr_list_insert (list, attribute);
}

/* A colour that was mixed may lie a little outside of what there is. */
static guint16
to_pango (float value)
{
  return (guint16) (CLAMP (value, 0, 1) * G_MAXUINT16);
}

/**
 * kw_value_diff_mark:
 * @label: shows the value
 * @ranges: (nullable) (element-type KwTextRange): its parts
 * @color: (nullable): their colour, or %NULL for that of the text
 *
 * Makes the parts bold and underlined, to be seen without colours, too. The label puts no hyphens into the value.
 */
void
kw_value_diff_mark (GtkLabel *label, const GArray *ranges, const GdkRGBA *color)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();

  for (guint i = 0; ranges != NULL && i < ranges->len; i++) {
    const KwTextRange *range = &g_array_index (ranges, KwTextRange, i);

    add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), range);
    add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), range);
    if (color != NULL)
      add_attribute (list,
                     pango_attr_foreground_new (to_pango (color->red), to_pango (color->green),
                                                to_pango (color->blue)),
                     range);
  }
  /* A hyphen that is not in the value would be a difference, too. */
  pango_attr_list_insert (list, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, list);
}

/**
 * kw_value_diff_free:
 * @self: (transfer full): parts of two values
 *
 * Frees them.
 */
void
kw_value_diff_free (KwValueDiff *self)
{
  g_array_unref (self->ours);
  g_array_unref (self->theirs);
  g_free (self);
}

/**
 * kw_value_diff_dup_parts:
 * @ranges: (element-type KwTextRange): parts of @text
 * @text: a value as it is shown
 *
 * Returns: (transfer full): the parts as text, for those who do not see how they are marked
 */
char *
kw_value_diff_dup_parts (const GArray *ranges, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < ranges->len; i++) {
    const KwTextRange *range = &g_array_index (ranges, KwTextRange, i);

    g_string_append_printf (out, "%s%.*s", i > 0 ? ", " : "", (int) (range->end - range->start),
                            text + range->start);
  }
  return g_string_free_and_steal (g_steal_pointer (&out));
}
