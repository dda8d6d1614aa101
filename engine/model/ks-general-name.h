/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include "ks-der.h"
#include "ks-name.h"

G_BEGIN_DECLS

/* RFC 5280 section 4.2.1.6; the numbers are the context tags of GeneralName. */
typedef enum {
  KS_GENERAL_NAME_OTHER = 0,
  KS_GENERAL_NAME_EMAIL = 1,
  KS_GENERAL_NAME_DNS = 2,
  KS_GENERAL_NAME_X400 = 3,
  KS_GENERAL_NAME_DIRECTORY = 4,
  KS_GENERAL_NAME_EDI = 5,
  KS_GENERAL_NAME_URI = 6,
  KS_GENERAL_NAME_IP = 7,
  KS_GENERAL_NAME_REGISTERED_ID = 8,
} KsGeneralNameType;

/**
 * KsGeneralName:
 *
 * One name of a subject alternative name or a name constraint. Plain data, owned by what it came from.
 */
typedef struct {
  KsGeneralNameType type;
  char *
    text; /* for people and for matching: ASCII as in the certificate, "192.0.2.10", "2001:db8::1", RFC 4514 DN, OID;
                    * bytes that are no ASCII are shown as \xNN */
  char *unicode; /* the U-label form of an IDN, or NULL when it says nothing new */
  GBytes *raw;   /* content octets */
  char *oid;     /* of an otherName, else NULL */
  char *problem; /* translated reason why this name is malformed, or NULL */
} KsGeneralName;

/* @element: one GeneralName. Never NULL: what cannot be read has a problem. */
KsGeneralName *ks_general_name_new (const KsDer *element) G_GNUC_WARN_UNUSED_RESULT;
/* The base of a name constraint: "10.0.0.0/8" for 8 or 32 octets, ".example.org" and hosts without mailbox are no problem. */
KsGeneralName *ks_general_name_new_constraint (const KsDer *element) G_GNUC_WARN_UNUSED_RESULT;
void ks_general_name_free (KsGeneralName *self);
/* "DNS", "IP", "URI", "Mail", "DN", "ID", "Other": the tag of a chip. */
const char *ks_general_name_type_get_tag (KsGeneralNameType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsGeneralName, ks_general_name_free)

G_END_DECLS
