/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "ks-asn1-text.h"
#include "ks-attribute-type.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-lazy.h"

#define MAX_SET 32

/* Nothing but the DER is kept until somebody asks: a list of 10,000 certificates needs two texts of each. */
struct _KsName {
  gatomicrefcount references;
  GBytes *der;
  char *text;         /* lazy */
  char *common_name;  /* lazy; "" where there is none */
  char *title;        /* lazy */
  GArray *attributes; /* lazy, of KsNameAttribute */
};

/* AttributeTypeAndValue, as places in the DER. */
typedef struct {
  KsDer oid;
  KsDer value;
  guint rdn;
} Pair;

/* A walk over the pairs of a name, first RDN first. */
typedef struct {
  KsDerCursor names;
  KsDerCursor set;
  guint rdn;
  gboolean failed;
} Walk;

G_DEFINE_BOXED_TYPE (KsName, ks_name, ks_name_ref, ks_name_unref)

static gboolean
walk_init (Walk *walk, GBytes *der)
{
  KsDer name;
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);

  if (!ks_der_parse (data, size, &name) || name.tag != KS_DER_SEQUENCE || name.full_size != size)
    return FALSE;

  ks_der_cursor_init (&walk->names, &name);
  walk->set = (KsDerCursor) { NULL, 0 };
  walk->rdn = 0;
  walk->failed = FALSE;
  return TRUE;
}

static gboolean
read_pair (KsDerCursor *set, Pair *pair)
{
  KsDer sequence;
  KsDerCursor cursor;

  if (!ks_der_cursor_take (set, KS_DER_SEQUENCE, &sequence))
    return FALSE;

  ks_der_cursor_init (&cursor, &sequence);
  return ks_der_cursor_take (&cursor, KS_DER_OID, &pair->oid) && ks_der_cursor_next (&cursor, &pair->value) &&
         cursor.left == 0;
}

/* TRUE with the next pair, FALSE at the end, and where the name is malformed. */
static gboolean
walk_next (Walk *walk, Pair *pair)
{
  KsDer set;

  while (walk->set.left == 0) {
    if (!ks_der_cursor_take (&walk->names, KS_DER_SET, &set)) {
      walk->failed = walk->names.left != 0;
      return FALSE;
    }
    ks_der_cursor_init (&walk->set, &set);
    walk->rdn++;
  }

  pair->rdn = walk->rdn - 1;
  walk->failed = !read_pair (&walk->set, pair);
  return !walk->failed;
}

/**
 * ks_name_new:
 * @der: one Name element and nothing behind it
 * @error: return location for %KS_ERROR_MALFORMED
 *
 * RFC 5280 section 4.1.2.4. Only the structure is looked at; values are read when they are asked for.
 *
 * Returns: (transfer full) (nullable): the name
 */
KsName *
ks_name_new (GBytes *der, GError **error)
{
  KsName *self;
  Walk walk;
  Pair pair;

  g_return_val_if_fail (der != NULL, NULL);

  if (!walk_init (&walk, der)) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED,
                         _ ("The name is not a sequence of attributes."));
    return NULL;
  }
  while (walk_next (&walk, &pair))
    continue;
  if (walk.failed) {
    g_set_error (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("Part %u of the name is malformed."), walk.rdn + 1);
    return NULL;
  }

  self = g_new0 (KsName, 1);
  g_atomic_ref_count_init (&self->references);
  self->der = g_bytes_ref (der);
  return self;
}

/**
 * ks_name_ref:
 * @self: a name
 *
 * Returns: (transfer full): @self
 */
KsName *
ks_name_ref (KsName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * ks_name_unref:
 * @self: (transfer full): a name
 *
 * Drops a reference; the last one frees the name.
 */
void
ks_name_unref (KsName *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_clear_pointer (&self->attributes, g_array_unref);
  g_free (self->title);
  g_free (self->common_name);
  g_free (self->text);
  g_bytes_unref (self->der);
  g_free (self);
}

/**
 * ks_name_get_der:
 * @self: a name
 *
 * Returns: (transfer none): the bytes it was made from
 */
GBytes *
ks_name_get_der (KsName *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->der;
}

static void
clear_attribute (gpointer data)
{
  KsNameAttribute *attribute = data;

  g_free ((char *) attribute->oid);
  g_free ((char *) attribute->value);
}

static void
append_attribute (GArray *attributes, const Pair *pair)
{
  const KsAttributeType *type = ks_attribute_type_find (pair->oid.content, pair->oid.size);
  KsNameAttribute attribute = { .rdn = pair->rdn };

  attribute.oid = type != NULL ? g_strdup (type->oid) : ks_der_dup_oid (&pair->oid);
  if (attribute.oid == NULL)
    attribute.oid = g_strdup ("?");
  attribute.short_name = type != NULL ? type->short_name : attribute.oid;
  attribute.long_name = type != NULL ? _ (type->long_name) : attribute.oid;
  attribute.value = ks_asn1_text_dup (&pair->value);
  g_array_append_val (attributes, attribute);
}

static GArray *
get_attributes (KsName *self)
{
  GArray *attributes = ks_lazy_get (&self->attributes);
  Walk walk;
  Pair pair;

  if (attributes != NULL)
    return attributes;

  attributes = g_array_new (FALSE, FALSE, sizeof (KsNameAttribute));
  g_array_set_clear_func (attributes, clear_attribute);
  walk_init (&walk, self->der);
  while (walk_next (&walk, &pair))
    append_attribute (attributes, &pair);

  return ks_lazy_publish (&self->attributes, attributes, (GDestroyNotify) g_array_unref);
}

/**
 * ks_name_get_n_attributes:
 * @self: a name
 *
 * Returns: how many attributes it has, all RDNs together
 */
guint
ks_name_get_n_attributes (KsName *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return get_attributes (self)->len;
}

/**
 * ks_name_get_attribute:
 * @self: a name
 * @index: from 0, in the order of the DER (least specific first)
 *
 * Returns: (transfer none): the attribute, owned by @self
 */
const KsNameAttribute *
ks_name_get_attribute (KsName *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < get_attributes (self)->len, NULL);

  return &g_array_index (get_attributes (self), KsNameAttribute, index);
}

static gboolean
needs_escape (const char *value, gsize size, gsize at)
{
  guint8 c = value[at];

  if (c == ' ')
    return at == 0 || at == size - 1;
  if (c == '#')
    return at == 0;
  return c < 0x20 || c == 0x7f || strchr ("\"+,;<>\\", c) != NULL;
}

/* RFC 4514 section 2.4. Control characters are legal there as they are, but not in a line of text. */
static void
append_escaped (GString *text, const char *value, gsize size)
{
  gsize done = 0;

  for (gsize i = 0; i < size; i++) {
    guint8 c = value[i];

    if (g_ascii_isalnum (c) || c >= 0x80 || !needs_escape (value, size, i))
      continue;
    g_string_append_len (text, value + done, i - done);
    done = i + 1;
    if (c < 0x20 || c == 0x7f)
      g_string_append_printf (text, "\\%02X", c);
    else {
      g_string_append_c (text, '\\');
      g_string_append_c (text, c);
    }
  }

  g_string_append_len (text, value + done, size - done);
}

static void
append_pair (GString *text, GString *scratch, const Pair *pair)
{
  const KsAttributeType *type = ks_attribute_type_find (pair->oid.content, pair->oid.size);

  if (type != NULL) {
    g_string_append (text, type->short_name);
  } else {
    g_autofree char *oid = ks_der_dup_oid (&pair->oid);

    g_string_append (text, oid != NULL ? oid : "?");
  }
  g_string_append_c (text, '=');

  g_string_truncate (scratch, 0);
  if (ks_asn1_text_append (scratch, &pair->value)) {
    append_escaped (text, scratch->str, scratch->len);
  } else {
    g_string_append_c (text, '#');
    ks_asn1_text_append_hex (text, pair->value.start, pair->value.full_size);
  }
}

/* The pairs of each RDN keep their order, the RDNs are turned round: RFC 4514 section 2.1. */
static void
append_reversed (GString *text, GString *scratch, const Pair *pairs, gsize n_pairs)
{
  for (gsize end = n_pairs; end > 0;) {
    gsize start = end - 1;

    while (start > 0 && pairs[start - 1].rdn == pairs[start].rdn)
      start--;
    for (gsize i = start; i < end; i++) {
      if (text->len > 0)
        g_string_append_c (text, i == start ? ',' : '+');
      append_pair (text, scratch, &pairs[i]);
    }
    end = start;
  }
}

static char *
make_text (KsName *self)
{
  g_autoptr (GArray) pairs = g_array_sized_new (FALSE, FALSE, sizeof (Pair), 8);
  g_autoptr (GString) scratch = g_string_sized_new (64);
  GString *text = g_string_sized_new (g_bytes_get_size (self->der));
  Walk walk;
  Pair pair;

  walk_init (&walk, self->der);
  while (walk_next (&walk, &pair))
    g_array_append_val (pairs, pair);
  append_reversed (text, scratch, (const Pair *) (void *) pairs->data, pairs->len);

  return g_string_free_and_steal (text);
}

/**
 * ks_name_get_text:
 * @self: a name
 *
 * The name as RFC 4514 writes it, most specific first. Types without a name of their own are dotted OIDs and keep a
 * readable value; values that are no string are `#` and hex.
 *
 * Returns: (transfer none): UTF-8 without control characters
 */
const char *
ks_name_get_text (KsName *self)
{
  char *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = ks_lazy_get (&self->text);
  return text != NULL ? text : ks_lazy_publish (&self->text, make_text (self), g_free);
}

/* The last attribute of a type that has something to read in it, because the last is the most specific. */
static char *
dup_last_value (KsName *self, const char *oid)
{
  Walk walk;
  Pair pair;
  KsDer best = { 0 };

  walk_init (&walk, self->der);
  while (walk_next (&walk, &pair)) {
    gboolean wanted = oid == NULL || (pair.oid.size == 3 && memcmp (pair.oid.content, oid, 3) == 0);

    if (wanted && pair.value.size > 0 && (oid != NULL || best.start == NULL))
      best = pair.value;
  }

  return best.start != NULL ? g_strstrip (ks_asn1_text_dup (&best)) : g_strdup ("");
}

/**
 * ks_name_get_common_name:
 * @self: a name
 *
 * Returns: (transfer none) (nullable): the most specific common name that is not empty
 */
const char *
ks_name_get_common_name (KsName *self)
{
  char *value;

  g_return_val_if_fail (self != NULL, NULL);

  value = ks_lazy_get (&self->common_name);
  if (value == NULL)
    value = ks_lazy_publish (&self->common_name, dup_last_value (self, "\x55\x04\x03"), g_free);

  return *value != '\0' ? value : NULL;
}

static char *
make_title (KsName *self)
{
  static const char *const oids[] = { "\x55\x04\x0b", "\x55\x04\x0a", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (oids); i++) {
    g_autofree char *value = dup_last_value (self, oids[i]);

    if (*value != '\0')
      return g_steal_pointer (&value);
  }

  return g_strdup ("");
}

/**
 * ks_name_get_title:
 * @self: a name
 *
 * What people call it: the common name, else the organizational unit, the organization, the first attribute.
 *
 * Returns: (transfer none): UTF-8, "" for the empty name; may hold control characters
 */
const char *
ks_name_get_title (KsName *self)
{
  const char *common_name;
  char *title;

  g_return_val_if_fail (self != NULL, NULL);

  common_name = ks_name_get_common_name (self);
  if (common_name != NULL)
    return common_name;

  title = ks_lazy_get (&self->title);
  return title != NULL ? title : ks_lazy_publish (&self->title, make_title (self), g_free);
}

/* RFC 4518 in short: compatibility forms and case are folded, white space is trimmed and runs of it are one space. */
static char *
dup_prepared (const char *value)
{
  g_autofree char *normal = g_utf8_normalize (value, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : value, -1);
  g_autoptr (GString) prepared = g_string_sized_new (strlen (folded));

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!g_unichar_isspace (c))
      g_string_append_unichar (prepared, c);
    else if (prepared->len > 0 && prepared->str[prepared->len - 1] != ' ')
      g_string_append_c (prepared, ' ');
  }
  if (prepared->len > 0 && prepared->str[prepared->len - 1] == ' ')
    g_string_truncate (prepared, prepared->len - 1);

  return g_string_free_and_steal (g_steal_pointer (&prepared));
}

/* The end of a run of white space from @at, and whether it counts: it does between two other characters. */
static gboolean
skip_space (const char **at, const char *start)
{
  const char *first = *at;

  while (g_ascii_isspace (**at))
    (*at)++;
  return *at != first && first != start && **at != '\0';
}

/* The same for ASCII, which nearly all names are, without preparing anything. */
static gboolean
ascii_equal (const char *a, const char *b)
{
  const char *start_a = a, *start_b = b;

  for (;; a++, b++) {
    if (skip_space (&a, start_a) != skip_space (&b, start_b) || g_ascii_tolower (*a) != g_ascii_tolower (*b))
      return FALSE;
    if (*a == '\0')
      return TRUE;
  }
}

static gboolean
attribute_equal (const KsNameAttribute *a, const KsNameAttribute *b)
{
  g_autofree char *value_a = NULL;
  g_autofree char *value_b = NULL;

  if (!g_str_equal (a->oid, b->oid))
    return FALSE;
  if (g_str_equal (a->value, b->value))
    return TRUE;

  if (g_str_is_ascii (a->value) && g_str_is_ascii (b->value))
    return ascii_equal (a->value, b->value);

  value_a = dup_prepared (a->value);
  value_b = dup_prepared (b->value);
  return g_str_equal (value_a, value_b);
}

/* The attributes of one RDN are a set: each of @a's needs one of its own in @b, whatever its place. More than a few are
 * nobody's name, and would take quadratic time: those are compared in their order. */
static gboolean
rdn_equal (GArray *a, GArray *b, guint start, guint end)
{
  g_autofree gboolean *taken = g_new0 (gboolean, end - start);

  if (end - start > MAX_SET) {
    while (start < end && attribute_equal (&g_array_index (a, KsNameAttribute, start),
                                           &g_array_index (b, KsNameAttribute, start)))
      start++;
    return start == end;
  }

  for (guint i = start; i < end; i++) {
    guint found = start;

    while (found < end &&
           (taken[found - start] || !attribute_equal (&g_array_index (a, KsNameAttribute, i),
                                                      &g_array_index (b, KsNameAttribute, found))))
      found++;
    if (found == end)
      return FALSE;
    taken[found - start] = TRUE;
  }

  return TRUE;
}

static guint
rdn_end (GArray *attributes, guint start)
{
  guint rdn = g_array_index (attributes, KsNameAttribute, start).rdn;
  guint end = start + 1;

  while (end < attributes->len && g_array_index (attributes, KsNameAttribute, end).rdn == rdn)
    end++;

  return end;
}

/**
 * ks_name_equal:
 * @a: a name
 * @b: another name
 *
 * Compares as RFC 5280 section 7.1 says: string types, case and white space do not matter, the order of the RDNs does.
 *
 * Returns: whether they are the same name
 */
gboolean
ks_name_equal (KsName *a, KsName *b)
{
  GArray *left, *right;

  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b || g_bytes_equal (a->der, b->der))
    return TRUE;

  left = get_attributes (a);
  right = get_attributes (b);
  if (left->len != right->len)
    return FALSE;

  for (guint start = 0; start < left->len;) {
    guint end = rdn_end (left, start);

    if (rdn_end (right, start) != end || !rdn_equal (left, right, start, end))
      return FALSE;
    start = end;
  }

  return TRUE;
}
