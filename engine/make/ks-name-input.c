/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name-input.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "ks-attribute-type.h"
#include "ks-error.h"
#include "ks-make-private.h"
#include "ks-name-text.h"

#define TAG_UTF8 0x0c
#define TAG_PRINTABLE 0x13
#define TAG_IA5 0x16

#define COMMON_NAME "2.5.4.3"

/* RFC 5280 appendix A.1, in characters. What is not here is a UTF8String of any length. */
static const struct {
  const char *oid;
  guint8 tag;
  guint longest; /* 0 = any */
} rules[] = {
  { "2.5.4.6", TAG_PRINTABLE, 2 },
  { "1.3.6.1.4.1.311.60.2.1.3", TAG_PRINTABLE, 2 },
  { "2.5.4.5", TAG_PRINTABLE, 64 },
  { "2.5.4.46", TAG_PRINTABLE, 0 },
  { "2.5.4.20", TAG_PRINTABLE, 32 },
  { "1.2.840.113549.1.9.1", TAG_IA5, 255 },
  { "0.9.2342.19200300.100.1.25", TAG_IA5, 0 },
  { COMMON_NAME, TAG_UTF8, 64 },
  { "2.5.4.10", TAG_UTF8, 64 },
  { "2.5.4.11", TAG_UTF8, 64 },
  { "2.5.4.7", TAG_UTF8, 128 },
  { "2.5.4.8", TAG_UTF8, 128 },
  { "2.5.4.12", TAG_UTF8, 64 },
  { "2.5.4.65", TAG_UTF8, 128 },
};

/**
 * ks_name_part_new:
 * @type: of an attribute: its short name or OID
 * @value: its plain text
 *
 * Returns: (transfer full): the part of a name, in an RDN of its own
 */
KsNamePart *
ks_name_part_new (const char *type, const char *value)
{
  KsNamePart *part = NULL;

  g_return_val_if_fail (type != NULL && value != NULL, NULL);

  part = g_new0 (KsNamePart, 1);
  part->type = g_strdup (type);
  part->value = g_strdup (value);
  return part;
}

/**
 * ks_name_part_free:
 * @part: (transfer full): a part of a name
 *
 * Frees it.
 */
void
ks_name_part_free (KsNamePart *part)
{
  g_return_if_fail (part != NULL);

  g_free (part->type);
  g_free (part->value);
  g_free (part);
}

static gboolean
fail (GError **error, char *sentence)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, sentence);
  g_free (sentence);
  return FALSE;
}

/* X.680 section 41.4 */
static gboolean
is_printable (const char *value)
{
  for (; *value != '\0'; value++) {
    if (!g_ascii_isalnum (*value) && strchr (" '()+,-./:=?", *value) == NULL)
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_country (const char *value)
{
  return strlen (value) == 2 && g_ascii_isalpha (value[0]) && g_ascii_isalpha (value[1]);
}

static gboolean
check_value (const KsNamePart *part, guint8 tag, guint longest, GError **error)
{
  if (longest == 2 && !is_country (part->value))
    return fail (
      error, g_strdup_printf (_ ("A country has two letters, such as “DE” or “US”; “%s” is no country code."),
                              part->value));
  if (tag == TAG_IA5 && !g_str_is_ascii (part->value))
    return fail (error, g_strdup_printf (_ ("“%s” may have ASCII characters only, and “%s” has others."),
                                         part->type, part->value));
  if (tag == TAG_PRINTABLE && !is_printable (part->value))
    return fail (error,
                 g_strdup_printf (_ ("“%s” may have letters, digits and few signs only: “%s” has others."),
                                  part->type, part->value));
  if (longest > 0 && g_utf8_strlen (part->value, -1) > (glong) longest)
    return fail (error, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "“%s” has at most %u character.",
                                                      "“%s” has at most %u characters.", longest),
                                         part->type, longest));
  return TRUE;
}

static gboolean
put_text (KsWriter *writer, const KsNamePart *part, const char *oid, GError **error)
{
  g_autofree char *upper = NULL;
  guint8 tag = TAG_UTF8;
  guint longest = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (g_str_equal (rules[i].oid, oid)) {
      tag = rules[i].tag;
      longest = rules[i].longest;
    }
  }
  if (!g_utf8_validate (part->value, -1, NULL))
    return fail (error, g_strdup_printf (_ ("The value of “%s” is no text."), part->type));
  if (!check_value (part, tag, longest, error))
    return FALSE;

  upper = longest == 2 ? g_ascii_strup (part->value, -1) : NULL;
  ks_der_put (writer, tag, upper != NULL ? upper : part->value, strlen (part->value));
  return TRUE;
}

/* RFC 4514 section 2.4: "#" and hex of one DER element. */
static gboolean
put_der (KsWriter *writer, const KsNamePart *part, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *at = part->value;
  KsDer element;

  for (at += *at == '#'; g_ascii_isxdigit (at[0]) && g_ascii_isxdigit (at[1]); at += 2) {
    guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) << 4 | g_ascii_xdigit_value (at[1]));

    g_byte_array_append (bytes, &byte, 1);
  }
  if (*at != '\0' || !ks_der_parse (bytes->data, bytes->len, &element) || element.full_size != bytes->len)
    return fail (error,
                 g_strdup_printf (_ ("The value of “%s” starts with “#”, and no DER in hexadecimal digits "
                                     "follows. Write “\\#” for a plain “#”."),
                                  part->type));
  ks_writer_write (writer, bytes->data, bytes->len);
  return TRUE;
}

static const char *
skip_oid (const char *type)
{
  return g_ascii_strncasecmp (type, "OID.", 4) == 0 ? type + 4 : type;
}

/* AttributeTypeAndValue */
static GBytes *
make_pair (const KsNamePart *part, GError **error)
{
  const char *name = skip_oid (part->type);
  const KsAttributeType *type = ks_attribute_type_find_name (name);
  const char *oid = type != NULL ? type->oid : name;
  KsWriter *inner = ks_writer_new (64);
  g_autoptr (KsWriter) outer = ks_writer_new (64);
  gboolean done = g_ascii_isdigit (*oid) && ks_der_put_oid (inner, oid);

  if (!done)
    fail (error,
          g_strdup_printf (
            _ ("There is no attribute “%s”. Types without a name are written as OID, such as “2.5.4.97”."),
            part->type));
  else
    done = part->is_der ? put_der (inner, part, error) : put_text (inner, part, oid, error);
  if (!done) {
    ks_writer_free (inner);
    return NULL;
  }

  ks_der_put_nested (outer, KS_DER_SEQUENCE, inner);
  return ks_writer_steal_bytes (outer);
}

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  return g_bytes_compare (*(GBytes *const *) a, *(GBytes *const *) b);
}

/* X.690 section 11.6: a set in DER is sorted. */
static void
put_set (KsWriter *writer, GPtrArray *pairs)
{
  KsWriter *set = ks_writer_new (64);

  g_ptr_array_sort (pairs, compare_pairs);
  for (guint i = 0; i < pairs->len; i++)
    ks_writer_write_bytes (set, g_ptr_array_index (pairs, i));
  ks_der_put_nested (writer, KS_DER_SET, set);
}

/* One array of pairs for each RDN, in the order of the text. */
static GPtrArray *
make_sets (GPtrArray *parts, GError **error)
{
  g_autoptr (GPtrArray) sets = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  gboolean open = FALSE; /* whether the RDN of the part before has something in it */

  for (guint i = 0; i < parts->len; i++) {
    const KsNamePart *part = g_ptr_array_index (parts, i);
    GBytes *pair = NULL;

    if (!part->joins)
      open = FALSE;
    if (*part->value == '\0')
      continue;
    pair = make_pair (part, error);
    if (pair == NULL)
      return NULL;
    if (!open)
      g_ptr_array_add (sets, g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref));
    open = TRUE;
    g_ptr_array_add (g_ptr_array_index (sets, sets->len - 1), pair);
  }

  return g_steal_pointer (&sets);
}

/**
 * ks_name_new_from_parts:
 * @parts: (element-type KsNamePart): the most specific first; empty values are left out
 * @error: return location for %KS_ERROR_MALFORMED
 *
 * Encodes a name with the string types of RFC 5280 section 4.1.2.4 and appendix A.1.
 *
 * Returns: (transfer full): the name; %NULL with an error that says which value does not fit its type
 */
KsName *
ks_name_new_from_parts (GPtrArray *parts, GError **error)
{
  g_autoptr (GPtrArray) sets = NULL;
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  g_autoptr (GBytes) der = NULL;
  KsWriter *sequence = NULL;

  g_return_val_if_fail (parts != NULL, NULL);

  sets = make_sets (parts, error);
  if (sets == NULL)
    return NULL;
  sequence = ks_writer_new (64);
  for (guint i = sets->len; i > 0; i--)
    put_set (sequence, g_ptr_array_index (sets, i - 1));
  ks_der_put_nested (writer, KS_DER_SEQUENCE, sequence);
  der = ks_writer_steal_bytes (writer);
  return ks_name_new (der, error);
}

/**
 * ks_name_new_from_text:
 * @text: a name as RFC 4514 or people write it; "" is the empty name
 * @error: return location for %KS_ERROR_MALFORMED
 *
 * The reverse of ks_name_get_text().
 *
 * Returns: (transfer full): the name; %NULL with an error that says where the text goes wrong
 */
KsName *
ks_name_new_from_text (const char *text, GError **error)
{
  g_autoptr (GPtrArray) parts = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  parts = ks_name_text_parse (text, error);
  return parts != NULL ? ks_name_new_from_parts (parts, error) : NULL;
}

/**
 * ks_name_list_parts:
 * @name: a name
 *
 * Takes a name apart for editing. A zero byte in a value, which only deceit puts there, becomes U+FFFD.
 *
 * Returns: (transfer full) (element-type KsNamePart): its attributes, the most specific first
 */
GPtrArray *
ks_name_list_parts (KsName *name)
{
  GPtrArray *parts = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  parts = ks_name_text_parse (ks_name_get_text (name), NULL);
  return parts != NULL ? parts : g_ptr_array_new_with_free_func ((GDestroyNotify) ks_name_part_free);
}

static gboolean
is_common_name (const KsNamePart *part)
{
  const KsAttributeType *type = ks_attribute_type_find_name (skip_oid (part->type));

  return type != NULL && g_str_equal (type->oid, COMMON_NAME);
}

/* What stood with it in one RDN stays there. */
static void
remove_part (GPtrArray *parts, guint index)
{
  const KsNamePart *part = g_ptr_array_index (parts, index);

  if (!part->joins && index + 1 < parts->len)
    ((KsNamePart *) g_ptr_array_index (parts, index + 1))->joins = FALSE;
  g_ptr_array_remove_index (parts, index);
}

/**
 * ks_name_with_common_name:
 * @name: a name
 * @common_name: (nullable): the common name that it gets
 * @error: return location for %KS_ERROR_MALFORMED
 *
 * The first common name is replaced, and others are taken away; a name without one gets it as its most specific part.
 *
 * Returns: (transfer full): the changed name; %NULL with an error
 */
KsName *
ks_name_with_common_name (KsName *name, const char *common_name, GError **error)
{
  g_autoptr (GPtrArray) parts = NULL;
  gboolean found = FALSE;

  g_return_val_if_fail (name != NULL, NULL);

  parts = ks_name_list_parts (name);
  for (guint i = 0; i < parts->len;) {
    KsNamePart *part = g_ptr_array_index (parts, i);

    if (!is_common_name (part)) {
      i++;
    } else if (common_name != NULL && !found) {
      found = TRUE;
      g_set_str (&part->value, common_name);
      part->is_der = FALSE;
      i++;
    } else {
      remove_part (parts, i);
    }
  }
  if (common_name != NULL && !found)
    g_ptr_array_insert (parts, 0, ks_name_part_new ("CN", common_name));
  return ks_name_new_from_parts (parts, error);
}
