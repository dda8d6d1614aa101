/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said about an element of a file. */

#include "ks-config.h"

#include "ks-explanation.h"

#include "ks-der.h"

/* By what definitions call a part (ks-asn1-schema.c). Parts that are not here are explained by their tags. */
static const struct {
  const char *label;
  const char *id;
} by_label[] = {
  { "tbsCertificate", "asn1:signed" },
  { "tbsCertList", "asn1:signed" },
  { "certificationRequestInfo", "asn1:signed" },
  { "signatureAlgorithm", "asn1:algorithm" },
  { "digestAlgorithm", "asn1:algorithm" },
  { "encryptionAlgorithm", "asn1:algorithm" },
  { "contentEncryptionAlgorithm", "asn1:algorithm" },
  { "privateKeyAlgorithm", "asn1:algorithm" },
  { "signatureValue", "asn1:signature" },
  { "version", "asn1:version" },
  { "serialNumber", "field:serial" },
  { "userCertificate", "field:serial" },
  { "issuer", "field:issuer" },
  { "subject", "field:subject" },
  { "validity", "field:validity" },
  { "subjectPublicKeyInfo", "field:public-key" },
  { "subjectPKInfo", "field:public-key" },
  { "subjectPublicKey", "field:public-key" },
  { "issuerUniqueID", "asn1:unique-id" },
  { "subjectUniqueID", "asn1:unique-id" },
  { "extensions", "field:extensions" },
  { "critical", "field:critical" },
  { "extnValue", "asn1:extension-content" },
  { "cA", "field:authority" },
  { "pathLenConstraint", "asn1:path-length" },
  { "modulus", "asn1:modulus" },
  { "publicExponent", "asn1:exponent" },
  { "privateKey", "asn1:secret-part" },
  { "privateExponent", "asn1:secret-part" },
  { "prime1", "asn1:secret-part" },
  { "prime2", "asn1:secret-part" },
  { "exponent1", "asn1:secret-part" },
  { "exponent2", "asn1:secret-part" },
  { "coefficient", "asn1:secret-part" },
  { "thisUpdate", "field:issued-on" },
  { "nextUpdate", "field:next-list" },
  { "revokedCertificates", "field:revoked-serials" },
  { "encryptedData", "asn1:encrypted" },
  { "encryptedContent", "asn1:encrypted" },
  { "macData", "asn1:mac" },
  { "mac", "asn1:mac" },
  { "macSalt", "asn1:salt" },
  { "iterations", "asn1:iterations" },
  { "authSafe", "asn1:safe" },
  { "bagValue", "asn1:bag" },
  { "bagAttributes", "asn1:bag-attributes" },
};

/* X.680, section 8.4 */
static const char *
find_by_tag (const KsAsn1Element *element)
{
  static const char *const ids[] = {
    [1] = "asn1:boolean",   [2] = "asn1:integer", [3] = "asn1:bits",        [4] = "asn1:octets",
    [5] = "asn1:null",      [6] = "asn1:oid",     [10] = "asn1:enumerated", [12] = "asn1:text",
    [16] = "asn1:sequence", [17] = "asn1:set",    [18] = "asn1:text",       [19] = "asn1:text",
    [20] = "asn1:text",     [21] = "asn1:text",   [22] = "asn1:text",       [23] = "asn1:time",
    [24] = "asn1:time",     [25] = "asn1:text",   [26] = "asn1:text",       [27] = "asn1:text",
    [28] = "asn1:text",     [30] = "asn1:text",
  };

  if (element->problem != KS_ASN1_NO_PROBLEM)
    return "asn1:problem";
  if (element->tag_class != KS_ASN1_UNIVERSAL)
    return "asn1:tagged";
  return element->number < G_N_ELEMENTS (ids) ? ids[element->number] : NULL;
}

static const char *
find_by_label (const KsAsn1Element *element)
{
  for (gsize i = 0; element->label != NULL && i < G_N_ELEMENTS (by_label); i++)
    if (g_str_equal (by_label[i].label, element->label))
      return by_label[i].id;
  return NULL;
}

/* An object identifier that names an extension or a part of a name is explained by what it names. */
static const KsExplanation *
find_by_value (KsAsn1Tree *tree, const KsAsn1Element *element)
{
  static const char *const kinds[] = { "extension:", "attribute:" };
  gsize size;
  const guint8 *data = g_bytes_get_data (ks_asn1_tree_get_bytes (tree), &size);
  const KsExplanation *found = NULL;
  g_autofree char *oid = NULL;
  KsDer der;

  if (element->tag_class != KS_ASN1_UNIVERSAL || element->number != KS_DER_OID ||
      !ks_der_parse (data + element->offset, size - element->offset, &der))
    return NULL;
  oid = ks_der_dup_oid (&der);
  for (gsize i = 0; oid != NULL && found == NULL && i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *id = g_strconcat (kinds[i], oid, NULL);

    found = ks_explanation_find (id);
  }
  return found;
}

/**
 * ks_explanation_find_for_element:
 * @tree: what is in a file
 * @index: of an element
 *
 * Returns: (transfer none) (nullable): what is said about it
 */
const KsExplanation *
ks_explanation_find_for_element (KsAsn1Tree *tree, guint index)
{
  const KsAsn1Element *element;
  const KsExplanation *found;
  const char *id;

  g_return_val_if_fail (KS_IS_ASN1_TREE (tree), NULL);
  g_return_val_if_fail (index < ks_asn1_tree_get_size (tree), NULL);

  element = ks_asn1_tree_get_element (tree, index);
  found = find_by_value (tree, element);
  if (found != NULL)
    return found;
  id = find_by_label (element);
  if (id == NULL || element->problem != KS_ASN1_NO_PROBLEM)
    id = find_by_tag (element);
  return id != NULL ? ks_explanation_find (id) : NULL;
}
