/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-comparison-private.h"
#include "ks-extension.h"

#define ALT_NAMES "2.5.29.17"

static GPtrArray *
get_extensions (const KsComparisonSide *side)
{
  return side->certificate != NULL ? ks_certificate_get_extensions (side->certificate)
                                   : ks_request_get_extensions (side->request);
}

/* An extension stands once; of one that stands twice, the second is compared with the second. */
static KsExtension *
find_extension (GPtrArray *extensions, const KsExtension *wanted, guint number)
{
  for (guint i = 0; i < extensions->len; i++) {
    KsExtension *extension = extensions->pdata[i];

    if (g_str_equal (extension->oid, wanted->oid) && number-- == 0)
      return extension;
  }
  return NULL;
}

/* How many with the same identifier stand before it. */
static guint
count_before (GPtrArray *extensions, guint index)
{
  const KsExtension *extension = extensions->pdata[index];
  guint n = 0;

  for (guint i = 0; i < index; i++)
    n += g_str_equal (((KsExtension *) extensions->pdata[i])->oid, extension->oid) ? 1 : 0;
  return n;
}

static void
append_field (GString *text, const char *separator, const char *label, const char *value)
{
  if (text->len > 0)
    g_string_append (text, separator);
  if (*label != '\0')
    g_string_append_printf (text, "%s: ", label);
  g_string_append (text, value);
}

/* All of an extension in one value: “Critical, Digital signature, Key encipherment”. */
static char *
describe (const KsExtension *extension)
{
  GString *text = g_string_new (extension->critical ? _ ("Critical") : NULL);

  for (guint i = 0; i < extension->fields->len; i++) {
    const KsExtensionField *field = extension->fields->pdata[i];
    gboolean is_only = extension->fields->len == 1 && !extension->critical;

    /* The name of the extension says it. */
    append_field (text, ", ", is_only ? "" : field->label, field->value);
  }
  return g_string_free_and_steal (text);
}

static gboolean
is_hex (const KsExtension *extension)
{
  return extension->fields->len == 1 && ((KsExtensionField *) extension->fields->pdata[0])->monospace;
}

static void
add_whole (KsComparison *self, const KsExtension *left, const KsExtension *right)
{
  g_autofree char *ours = left != NULL ? describe (left) : NULL;
  g_autofree char *theirs = right != NULL ? describe (right) : NULL;
  const KsExtension *one = left != NULL ? left : right;

  ks_comparison_add (self, KS_COMPARISON_EXTENSIONS, one->name, ours, theirs)->is_hex = is_hex (one);
}

/* A row of the extension @part. */
static KsComparisonRow *
add_field (KsComparison *self, const char *part, const char *label, const char *left, const char *right)
{
  KsComparisonRow *row = ks_comparison_add (self, KS_COMPARISON_EXTENSIONS, label, left, right);

  row->part = g_strdup (part);
  return row;
}

/* ---- alternative names ---- */

static void
add_alt_names (KsComparison *self, const char *part, KsComparisonSide *left, KsComparisonSide *right)
{
  for (guint i = 0; i < left->names->len; i++) {
    const KsGeneralName *name = left->names->pdata[i];
    gboolean is_there = ks_comparison_side_has_name (right, name);

    add_field (self, part, ks_general_name_type_get_tag (name->type), name->text,
               is_there ? name->text : NULL);
  }
  for (guint i = 0; i < right->names->len; i++) {
    const KsGeneralName *name = right->names->pdata[i];

    if (!ks_comparison_side_has_name (left, name))
      add_field (self, part, ks_general_name_type_get_tag (name->type), NULL, name->text);
  }
}

/* ---- the fields of any other extension, as sets ---- */

static gboolean
is_alike (const KsExtensionField *one, const KsExtensionField *other)
{
  return g_str_equal (one->label, other->label) && g_str_equal (one->value, other->value);
}

/* The same field, not taken yet; -1: there is none. */
static int
find_field (GPtrArray *fields, const gboolean *taken, const KsExtensionField *wanted)
{
  for (guint i = 0; i < fields->len; i++)
    if (!taken[i] && is_alike (fields->pdata[i], wanted))
      return (int) i;
  return -1;
}

/* The only field with that label that is left; -1: there is none, or more than one. */
static int
find_single (GPtrArray *fields, const gboolean *taken, const char *label)
{
  int found = -1;

  for (guint i = 0; i < fields->len; i++) {
    if (taken[i] || !g_str_equal (((KsExtensionField *) fields->pdata[i])->label, label))
      continue;
    if (found >= 0)
      return -1;
    found = (int) i;
  }
  return found;
}

static int *
match_fields (GPtrArray *left, GPtrArray *right, gboolean *our_taken, gboolean *their_taken)
{
  int *matches = g_new (int, left->len + 1);

  for (guint i = 0; i < left->len; i++) {
    matches[i] = find_field (right, their_taken, left->pdata[i]);
    our_taken[i] = matches[i] >= 0;
    if (matches[i] >= 0)
      their_taken[matches[i]] = TRUE;
  }
  for (guint i = 0; i < left->len; i++) {
    const char *label = ((KsExtensionField *) left->pdata[i])->label;

    if (our_taken[i] || find_single (left, our_taken, label) < 0)
      continue;
    matches[i] = find_single (right, their_taken, label);
    our_taken[i] = matches[i] >= 0;
    if (matches[i] >= 0)
      their_taken[matches[i]] = TRUE;
  }
  return matches;
}

static void
add_fields (KsComparison *self, const char *part, GPtrArray *left, GPtrArray *right)
{
  g_autofree gboolean *our_taken = g_new0 (gboolean, left->len + 1);
  g_autofree gboolean *their_taken = g_new0 (gboolean, right->len + 1);
  g_autofree int *matches = match_fields (left, right, our_taken, their_taken);

  for (guint i = 0; i < left->len; i++) {
    const KsExtensionField *ours = left->pdata[i];
    const KsExtensionField *theirs = matches[i] >= 0 ? right->pdata[matches[i]] : NULL;

    add_field (self, part, ours->label, ours->value, theirs != NULL ? theirs->value : NULL)->is_hex =
      ours->monospace;
  }
  for (guint i = 0; i < right->len; i++) {
    const KsExtensionField *theirs = right->pdata[i];

    if (!their_taken[i])
      add_field (self, part, theirs->label, NULL, theirs->value)->is_hex = theirs->monospace;
  }
}

/* ---- one extension of both ---- */

static gboolean
are_single (const KsExtension *left, const KsExtension *right)
{
  return left->fields->len == 1 && right->fields->len == 1 && left->critical == right->critical;
}

/* The content is written in another way, and says the same. */
static void
add_encoding (KsComparison *self, const KsExtension *left, const KsExtension *right, guint first)
{
  gboolean is_same = TRUE;

  for (guint i = first; i < self->rows->len; i++)
    is_same &= ((KsComparisonRow *) self->rows->pdata[i])->state == KS_COMPARISON_SAME;
  if (is_same)
    add_field (self, left->name, _ ("Encoding"), _ ("The same content in other bytes"),
               _ ("The same content in other bytes"))
      ->state = KS_COMPARISON_DIFFERENT;
}

static void
add_both (KsComparison *self,
          const KsExtension *left,
          const KsExtension *right,
          KsComparisonSide *ours,
          KsComparisonSide *theirs)
{
  guint first = self->rows->len;

  if (left->critical == right->critical && g_bytes_equal (left->value, right->value)) {
    add_whole (self, left, right);
    return;
  }
  if (left->critical != right->critical)
    add_field (self, left->name, _ ("Critical"), left->critical ? _ ("Yes") : _ ("No"),
               right->critical ? _ ("Yes") : _ ("No"));
  if (g_str_equal (left->oid, ALT_NAMES) && ours->names->len > 0 && theirs->names->len > 0)
    add_alt_names (self, left->name, ours, theirs);
  else if (are_single (left, right))
    add_whole (self, left, right);
  else
    add_fields (self, left->name, left->fields, right->fields);
  add_encoding (self, left, right, first);
}

/**
 * ks_comparison_add_extensions:
 * @self: a comparison in the making
 * @left: the first
 * @right: the second
 *
 * Adds the rows of all extensions: those of the first in their order, then those that only the second has. What is the same, or only in
 * one of them, is one row; else there is a row for each field, and fields are compared as sets.
 */
void
ks_comparison_add_extensions (KsComparison *self, KsComparisonSide *left, KsComparisonSide *right)
{
  GPtrArray *ours = get_extensions (left);
  GPtrArray *theirs = get_extensions (right);

  for (guint i = 0; i < ours->len; i++) {
    const KsExtension *extension = ours->pdata[i];
    const KsExtension *other = find_extension (theirs, extension, count_before (ours, i));

    if (other != NULL)
      add_both (self, extension, other, left, right);
    else
      add_whole (self, extension, NULL);
  }
  for (guint i = 0; i < theirs->len; i++)
    if (find_extension (ours, theirs->pdata[i], count_before (theirs, i)) == NULL)
      add_whole (self, NULL, theirs->pdata[i]);
}
