/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include "ks-asn1-text.h"
#include "ks-extension-private.h"

static const struct {
  const char *oid;
  const char *name;
} policies[] = {
  { "2.5.29.32.0", N_ ("Any policy") },
  { "2.23.140.1.2.1", N_ ("Domain validated") },
  { "2.23.140.1.2.2", N_ ("Organization validated") },
  { "2.23.140.1.2.3", N_ ("Individual validated") },
  { "2.23.140.1.1", N_ ("Extended validation") },
  { "2.23.140.1.3", N_ ("Extended validation code signing") },
  { "2.23.140.1.4.1", N_ ("Code signing") },
  { "2.23.140.1.4.2", N_ ("Time stamping") },
  { "2.23.140.1.31", N_ ("Onion service") },
  { "0.4.0.2042.1.1", N_ ("ETSI normalized certificate policy") },
  { "0.4.0.2042.1.2", N_ ("ETSI normalized certificate policy, secure device") },
  { "0.4.0.2042.1.3", N_ ("ETSI lightweight certificate policy") },
  { "0.4.0.2042.1.4", N_ ("ETSI extended validation") },
  { "0.4.0.2042.1.6", N_ ("ETSI domain validated") },
  { "0.4.0.2042.1.7", N_ ("ETSI organization validated") },
  { "0.4.0.194112.1.0", N_ ("EU qualified, natural person") },
  { "0.4.0.194112.1.1", N_ ("EU qualified, legal person") },
  { "0.4.0.194112.1.2", N_ ("EU qualified, natural person, secure device") },
  { "0.4.0.194112.1.3", N_ ("EU qualified, legal person, secure device") },
  { "0.4.0.194112.1.4", N_ ("EU qualified, website") },
};

/* "Domain validated (2.23.140.1.2.1)", or the OID alone. */
static char *
dup_policy (const KsDer *element)
{
  g_autofree char *oid = ks_der_dup_oid (element);

  if (oid == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (policies); i++) {
    if (g_str_equal (policies[i].oid, oid))
      return g_strdup_printf ("%s (%s)", _ (policies[i].name), oid);
  }

  return g_steal_pointer (&oid);
}

/* NoticeReference ::= SEQUENCE { organization DisplayText, noticeNumbers SEQUENCE OF INTEGER } */
static gboolean
add_notice_reference (KsExtension *self, const KsDer *reference)
{
  KsDerCursor cursor, numbers;
  KsDer organization, list, number;
  g_autoptr (GString) text = NULL;

  ks_der_cursor_init (&cursor, reference);
  if (!ks_der_cursor_next (&cursor, &organization) || !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &list))
    return FALSE;

  text = g_string_new_take (ks_asn1_text_dup (&organization));
  ks_der_cursor_init (&numbers, &list);
  while (ks_der_cursor_take (&numbers, KS_DER_INTEGER, &number)) {
    guint value;

    if (!ks_extension_read_small (&number, &value))
      return FALSE;
    g_string_append_printf (text, ", %u", value);
  }

  ks_extension_add (self, _ ("Notice by"), text->str);
  return numbers.left == 0;
}

/* UserNotice ::= SEQUENCE { noticeRef NoticeReference OPTIONAL, explicitText DisplayText OPTIONAL } */
static gboolean
add_notice (KsExtension *self, const KsDer *notice)
{
  KsDerCursor cursor;
  KsDer part;

  if (notice->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, notice);
  if (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &part) && !add_notice_reference (self, &part))
    return FALSE;
  if (ks_der_cursor_next (&cursor, &part))
    ks_extension_take (self, _ ("Notice"), ks_asn1_text_dup (&part));

  return cursor.left == 0;
}

static gboolean
add_qualifier (KsExtension *self, const KsDer *qualifier)
{
  KsDerCursor cursor;
  KsDer type, value;
  g_autofree char *oid = NULL;

  ks_der_cursor_init (&cursor, qualifier);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &type) || !ks_der_cursor_next (&cursor, &value) ||
      cursor.left > 0)
    return FALSE;

  oid = ks_der_dup_oid (&type);
  if (g_strcmp0 (oid, "1.3.6.1.5.5.7.2.1") == 0)
    /* Translators: the certification practice statement of a CA, a web address */
    ks_extension_take (self, _ ("Practice statement"), ks_asn1_text_dup (&value));
  else if (g_strcmp0 (oid, "1.3.6.1.5.5.7.2.2") == 0)
    return add_notice (self, &value);
  else
    ks_extension_add_hex (self, oid != NULL ? oid : "", value.start, value.full_size);

  return oid != NULL;
}

/* PolicyInformation ::= SEQUENCE { policyIdentifier OID, policyQualifiers SEQUENCE OF PolicyQualifierInfo OPTIONAL } */
static gboolean
add_policy (KsExtension *self, const KsDer *information)
{
  KsDerCursor cursor, qualifiers;
  KsDer identifier, list, qualifier;
  char *policy;

  ks_der_cursor_init (&cursor, information);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &identifier))
    return FALSE;
  policy = dup_policy (&identifier);
  if (policy == NULL)
    return FALSE;
  ks_extension_take (self, _ ("Policy"), policy);
  if (!ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &list))
    return cursor.left == 0;

  ks_der_cursor_init (&qualifiers, &list);
  while (ks_der_cursor_take (&qualifiers, KS_DER_SEQUENCE, &qualifier)) {
    if (!add_qualifier (self, &qualifier))
      return FALSE;
  }

  return qualifiers.left == 0 && cursor.left == 0;
}

/**
 * ks_extension_decode_policies:
 * @self: an extension in the making
 * @element: CertificatePolicies
 *
 * RFC 5280 section 4.2.1.4.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_policies (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer information;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &information)) {
    if (!add_policy (self, &information))
      return FALSE;
  }

  return cursor.left == 0 && self->fields->len > 0;
}

static gboolean
add_mapping (KsExtension *self, const KsDer *mapping)
{
  KsDerCursor cursor;
  KsDer issuer, subject;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  ks_der_cursor_init (&cursor, mapping);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &issuer) ||
      !ks_der_cursor_take (&cursor, KS_DER_OID, &subject))
    return FALSE;

  from = dup_policy (&issuer);
  to = dup_policy (&subject);
  if (from == NULL || to == NULL)
    return FALSE;

  /* Translators: a policy of the issuer, and the policy of the subject that stands for it */
  ks_extension_take (self, _ ("Mapping"), g_strdup_printf (_ ("%s is %s"), from, to));
  return cursor.left == 0;
}

/**
 * ks_extension_decode_policy_mappings:
 * @self: an extension in the making
 * @element: PolicyMappings
 *
 * RFC 5280 section 4.2.1.5.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_policy_mappings (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer mapping;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  while (ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &mapping)) {
    if (!add_mapping (self, &mapping))
      return FALSE;
  }

  return cursor.left == 0 && self->fields->len > 0;
}

static gboolean
add_skip (KsExtension *self, const char *label, const KsDer *integer)
{
  guint skip;

  if (!ks_extension_read_small (integer, &skip))
    return FALSE;

  ks_extension_take (self, label,
                     skip == 0 ? g_strdup (_ ("At once"))
                               : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "After %u more certificate",
                                                               "After %u more certificates", skip),
                                                  skip));
  return TRUE;
}

/**
 * ks_extension_decode_policy_constraints:
 * @self: an extension in the making
 * @element: PolicyConstraints
 *
 * RFC 5280 section 4.2.1.11.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_policy_constraints (KsExtension *self, const KsDer *element)
{
  KsDerCursor cursor;
  KsDer part;

  if (element->tag != KS_DER_SEQUENCE)
    return FALSE;

  ks_der_cursor_init (&cursor, element);
  if (ks_der_cursor_take (&cursor, 0x80, &part) && !add_skip (self, _ ("A policy is required"), &part))
    return FALSE;
  if (ks_der_cursor_take (&cursor, 0x81, &part) && !add_skip (self, _ ("No policy mapping"), &part))
    return FALSE;

  return cursor.left == 0 && self->fields->len > 0;
}

/**
 * ks_extension_decode_inhibit_any_policy:
 * @self: an extension in the making
 * @element: InhibitAnyPolicy
 *
 * RFC 5280 section 4.2.1.14.
 *
 * Returns: %FALSE when malformed
 */
gboolean
ks_extension_decode_inhibit_any_policy (KsExtension *self, const KsDer *element)
{
  return element->tag == KS_DER_INTEGER && add_skip (self, _ ("“Any policy” does not count"), element);
}
