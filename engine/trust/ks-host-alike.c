/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-name-private.h"

/* Longer texts than a name can be are not compared letter by letter. */
#define MAX_LETTERS 256

/* Letters of other scripts, and digits, that look like Latin letters in most fonts (after Unicode Technical Standard 39). */
static const struct {
  gunichar letter;
  char latin;
} look_alikes[] = {
  { '0', 'o' },    { '1', 'l' },    { 0x0131, 'i' }, { 0x0251, 'a' }, { 0x0261, 'g' }, { 0x0269, 'i' },
  { 0x028b, 'v' }, { 0x03b1, 'a' }, { 0x03b3, 'y' }, { 0x03b9, 'i' }, { 0x03ba, 'k' }, { 0x03bd, 'v' },
  { 0x03bf, 'o' }, { 0x03c1, 'p' }, { 0x03c3, 'o' }, { 0x03c4, 't' }, { 0x03c5, 'u' }, { 0x03c7, 'x' },
  { 0x03f2, 'c' }, { 0x03f3, 'j' }, { 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0433, 'r' }, { 0x0435, 'e' },
  { 0x043a, 'k' }, { 0x043c, 'm' }, { 0x043d, 'h' }, { 0x043e, 'o' }, { 0x0440, 'p' }, { 0x0441, 'c' },
  { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' }, { 0x0456, 'i' }, { 0x0458, 'j' },
  { 0x04bb, 'h' }, { 0x04cf, 'l' }, { 0x0501, 'd' }, { 0x051b, 'q' }, { 0x051d, 'w' }, { 0x0561, 'w' },
  { 0x0566, 'q' }, { 0x056e, 'o' }, { 0x0570, 'h' }, { 0x0578, 'n' }, { 0x057d, 'u' }, { 0x0585, 'o' },
};

static gunichar
get_look (gunichar letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (look_alikes); i++)
    if (look_alikes[i].letter == letter)
      return (gunichar) look_alikes[i].latin;
  return letter;
}

/* What is left of a text when letters that look alike are the same, and accents are not seen. */
static char *
dup_look (const char *text)
{
  g_autofree char *decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_NFKD);
  GString *look = g_string_new (NULL);

  for (const char *at = decomposed; at != NULL && *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar letter = g_unichar_tolower (g_utf8_get_char (at));

    if (g_unichar_combining_class (letter) == 0)
      g_string_append_unichar (look, get_look (letter));
  }
  return g_string_free_and_steal (look);
}

/**
 * ks_host_alike:
 * @a: a label
 * @b: another one, which is not the same
 *
 * Returns: whether somebody may take the one for the other
 */
gboolean
ks_host_alike (const char *a, const char *b)
{
  g_autofree char *look_a = dup_look (a);
  g_autofree char *look_b = dup_look (b);

  return g_str_equal (look_a, look_b);
}

static guint
smallest (guint a, guint b, guint c)
{
  return MIN (MIN (a, b), c);
}

/* One row of the table of distances (optimal string alignment); @before and @last are the two rows in front of it. */
static guint
fill_row (const gunichar *a,
          glong i,
          const gunichar *b,
          glong n_b,
          const guint *before,
          const guint *last,
          guint *row)
{
  guint least = row[0];

  for (glong j = 1; j <= n_b; j++) {
    row[j] = smallest (last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
      row[j] = MIN (row[j], before[j - 2] + 1);
    least = MIN (least, row[j]);
  }
  return least;
}

static guint
measure (const gunichar *a, glong n_a, const gunichar *b, glong n_b, guint limit)
{
  guint rows[3][MAX_LETTERS + 1];

  for (glong j = 0; j <= n_b; j++)
    rows[0][j] = (guint) j;
  for (glong i = 1; i <= n_a; i++) {
    guint *row = rows[i % 3];

    row[0] = (guint) i;
    if (fill_row (a, i, b, n_b, rows[(i + 1) % 3], rows[(i + 2) % 3], row) > limit)
      return limit + 1;
  }
  return rows[n_a % 3][n_b];
}

/**
 * ks_host_distance:
 * @a: a text
 * @b: another one
 * @limit: more than this is of no interest
 *
 * Returns: how many letters are to be put in, left out, replaced, or swapped with their neighbour to make one of the other; more than
 *   @limit where it is more than that
 */
guint
ks_host_distance (const char *a, const char *b, guint limit)
{
  glong n_a = 0, n_b = 0;
  g_autofree gunichar *letters_a = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *letters_b = g_utf8_to_ucs4_fast (b, -1, &n_b);

  if (n_a > MAX_LETTERS || n_b > MAX_LETTERS || ABS (n_a - n_b) > (glong) limit)
    return limit + 1;
  return measure (letters_a, n_a, letters_b, n_b, limit);
}
