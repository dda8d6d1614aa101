/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-attribute-type.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* RFC 4519, RFC 5280 appendix A, RFC 3739, CA/B Forum EV guidelines 9.2, ETSI EN 319 412. The usual ones come first. */
static const KsAttributeType types[] = {
  { "\x55\x04\x03", "2.5.4.3", "CN", N_ ("Common name") },
  { "\x55\x04\x0a", "2.5.4.10", "O", N_ ("Organization") },
  { "\x55\x04\x06", "2.5.4.6", "C", N_ ("Country") },
  { "\x55\x04\x0b", "2.5.4.11", "OU", N_ ("Organizational unit") },
  { "\x55\x04\x07", "2.5.4.7", "L", N_ ("Locality") },
  { "\x55\x04\x08", "2.5.4.8", "ST", N_ ("State or province") },
  { "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01", "1.2.840.113549.1.9.1", "emailAddress", N_ ("Email address") },
  { "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x19", "0.9.2342.19200300.100.1.25", "DC", N_ ("Domain component") },
  { "\x09\x92\x26\x89\x93\xf2\x2c\x64\x01\x01", "0.9.2342.19200300.100.1.1", "UID", N_ ("User ID") },
  { "\x55\x04\x05", "2.5.4.5", "serialNumber", N_ ("Serial number") },
  { "\x55\x04\x09", "2.5.4.9", "STREET", N_ ("Street address") },
  { "\x55\x04\x11", "2.5.4.17", "postalCode", N_ ("Postal code") },
  { "\x55\x04\x04", "2.5.4.4", "SN", N_ ("Surname") },
  { "\x55\x04\x2a", "2.5.4.42", "GN", N_ ("Given name") },
  { "\x55\x04\x2b", "2.5.4.43", "initials", N_ ("Initials") },
  { "\x55\x04\x2c", "2.5.4.44", "generationQualifier", N_ ("Generation qualifier") },
  { "\x55\x04\x0c", "2.5.4.12", "title", N_ ("Title") },
  { "\x55\x04\x0d", "2.5.4.13", "description", N_ ("Description") },
  { "\x55\x04\x0f", "2.5.4.15", "businessCategory", N_ ("Business category") },
  { "\x55\x04\x10", "2.5.4.16", "postalAddress", N_ ("Postal address") },
  { "\x55\x04\x12", "2.5.4.18", "postOfficeBox", N_ ("Post office box") },
  { "\x55\x04\x14", "2.5.4.20", "telephoneNumber", N_ ("Telephone number") },
  { "\x55\x04\x29", "2.5.4.41", "name", N_ ("Name") },
  { "\x55\x04\x2d", "2.5.4.45", "x500UniqueIdentifier", N_ ("Unique identifier") },
  { "\x55\x04\x2e", "2.5.4.46", "dnQualifier", N_ ("Name qualifier") },
  { "\x55\x04\x41", "2.5.4.65", "pseudonym", N_ ("Pseudonym") },
  { "\x55\x04\x48", "2.5.4.72", "role", N_ ("Role") },
  { "\x55\x04\x61", "2.5.4.97", "organizationIdentifier", N_ ("Organization identifier") },
  { "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x02", "1.2.840.113549.1.9.2", "unstructuredName",
    N_ ("Unstructured name") },
  { "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x08", "1.2.840.113549.1.9.8", "unstructuredAddress",
    N_ ("Unstructured address") },
  { "\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x01", "1.3.6.1.4.1.311.60.2.1.1", "jurisdictionL",
    N_ ("Locality of registration") },
  { "\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x02", "1.3.6.1.4.1.311.60.2.1.2", "jurisdictionST",
    N_ ("State of registration") },
  { "\x2b\x06\x01\x04\x01\x82\x37\x3c\x02\x01\x03", "1.3.6.1.4.1.311.60.2.1.3", "jurisdictionC",
    N_ ("Country of registration") },
};

/**
 * ks_attribute_type_find:
 * @oid: (array length=size): content octets of an OBJECT IDENTIFIER
 * @size: in bytes
 *
 * Returns: (nullable): the row of that type
 */
const KsAttributeType *
ks_attribute_type_find (const guint8 *oid, gsize size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    const char *content = types[i].content;

    /* The last octet tells most of them apart. */
    if (size > 0 && strlen (content) == size && (guint8) content[size - 1] == oid[size - 1] &&
        memcmp (content, oid, size) == 0)
      return &types[i];
  }

  return NULL;
}

/* Other programs' names for types of the table. */
static const struct {
  const char *name;
  const char *oid;
} other_names[] = {
  { "E", "1.2.840.113549.1.9.1" },
  { "EMAIL", "1.2.840.113549.1.9.1" },
  { "S", "2.5.4.8" },
  { "SP", "2.5.4.8" },
  { "SURNAME", "2.5.4.4" },
  { "GIVENNAME", "2.5.4.42" },
  { "G", "2.5.4.42" },
  { "I", "2.5.4.43" },
  { "GENERATION", "2.5.4.44" },
  { "T", "2.5.4.12" },
  { "DNQ", "2.5.4.46" },
  { "USERID", "0.9.2342.19200300.100.1.1" },
  { "streetAddress", "2.5.4.9" },
  { "commonName", "2.5.4.3" },
  { "organizationName", "2.5.4.10" },
  { "organizationalUnitName", "2.5.4.11" },
  { "countryName", "2.5.4.6" },
  { "localityName", "2.5.4.7" },
  { "stateOrProvinceName", "2.5.4.8" },
  { "domainComponent", "0.9.2342.19200300.100.1.25" },
};

/**
 * ks_attribute_type_find_name:
 * @name: a short name in any case, also one that other programs use, or a dotted OID
 *
 * Returns: (nullable): the row of that type
 */
const KsAttributeType *
ks_attribute_type_find_name (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (other_names); i++) {
    if (g_ascii_strcasecmp (other_names[i].name, name) == 0)
      name = other_names[i].oid;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++) {
    if (g_ascii_strcasecmp (types[i].short_name, name) == 0 || g_str_equal (types[i].oid, name))
      return &types[i];
  }

  return NULL;
}

/**
 * ks_attribute_type_list:
 * @n_types: (out): how many
 *
 * Returns: (transfer none) (array length=n_types): the table, the usual types first
 */
const KsAttributeType *
ks_attribute_type_list (gsize *n_types)
{
  *n_types = G_N_ELEMENTS (types);
  return types;
}
