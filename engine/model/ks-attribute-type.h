/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One row of the table of attribute types that stand in distinguished names. */
typedef struct {
  const char *content;    /* content octets of the OID, NUL-terminated: none of them has a zero arc */
  const char *oid;        /* dotted */
  const char *short_name; /* RFC 4519, else the name that is used in practice */
  const char *long_name;  /* N_() */
} KsAttributeType;

const KsAttributeType *ks_attribute_type_find (const guint8 *oid, gsize size);
/* By a short name in any case, also those that other programs use ("E", "S", "GIVENNAME"), or a dotted OID. */
const KsAttributeType *ks_attribute_type_find_name (const char *name);
/* The table; the usual types come first. */
const KsAttributeType *ks_attribute_type_list (gsize *n_types);

G_END_DECLS
