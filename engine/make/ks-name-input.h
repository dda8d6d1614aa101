/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-general-name.h"
#include "ks-name.h"

G_BEGIN_DECLS

/* Names as people type and paste them. Nothing is refused silently: a name that is malformed is made, keeps what was typed as its text,
 * and says in its problem what is wrong. */

/* One name of a type that the caller chose. DNS: other scripts become A-labels (IDNA 2008), a URL gives its host, one dot at the end and
 * white space around go. IP: v4 or v6, brackets go. DIRECTORY: RFC 4514. REGISTERED_ID: an OID. OTHER: "UPN" of Microsoft, user@domain
 * (1.3.6.1.4.1.311.20.2.3). Never NULL. */
KsGeneralName *ks_general_name_new_from_text (KsGeneralNameType type, const char *text)
  G_GNUC_WARN_UNUSED_RESULT;
/* The type is guessed by the form: an address is IP, "a@b" Mail, "spiffe:…" and other URLs that are no web address URI, a web address the
 * DNS name or address of its host, all else DNS. A prefix decides: "DNS:", "IP:", "email:", "mail:", "URI:", "DN:", "dirName:", "RID:", "UPN:". */
KsGeneralName *ks_general_name_guess (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Pasted text: one name a line, or separated by commas, semicolons, blanks; quotes and bullets around a name go, "SAN=" before it too, lines
 * that start with "#" are comments. Same names are taken once. GPtrArray of KsGeneralName, owned; may be empty. */
GPtrArray *ks_general_name_parse_list (const char *text) G_GNUC_WARN_UNUSED_RESULT;
KsGeneralName *ks_general_name_copy (const KsGeneralName *self) G_GNUC_WARN_UNUSED_RESULT;
/* Same type and same bytes; DNS names without regard to case. */
gboolean ks_general_name_equal (const KsGeneralName *a, const KsGeneralName *b);
/* Whether it can stand in a certificate: it has no problem, or only an underscore, which many programs accept. */
gboolean ks_general_name_is_usable (const KsGeneralName *self);
/* The whole element with its tag, for writing. */
GBytes *ks_general_name_dup_der (const KsGeneralName *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * KsNamePart:
 *
 * One attribute of a distinguished name as it is edited. Lists of them are in the order of RFC 4514: the most specific (CN) first.
 */
typedef struct {
  char *type;      /* "CN", "emailAddress", "2.5.4.97", "OID.2.5.4.97"; any case */
  char *value;     /* plain text, not escaped */
  gboolean is_der; /* @value is "#" and the hex of a DER element: a value that is no text */
  gboolean joins;  /* belongs to one multi-valued RDN with the part before it ("+") */
} KsNamePart;

KsNamePart *ks_name_part_new (const char *type, const char *value) G_GNUC_WARN_UNUSED_RESULT;
void ks_name_part_free (KsNamePart *part);
/* GPtrArray of KsNamePart, owned. */
GPtrArray *ks_name_list_parts (KsName *name) G_GNUC_WARN_UNUSED_RESULT;
/* @parts: of KsNamePart; those with an empty value are left out. C becomes a PrintableString of two letters, emailAddress and DC IA5String,
 * serialNumber and dnQualifier PrintableString, others UTF8String. KS_ERROR_MALFORMED: unknown type, a country that is no two letters,
 * a value that is too long for its type (RFC 5280 appendix A). */
KsName *ks_name_new_from_parts (GPtrArray *parts, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* RFC 4514 text, and what keytool and openssl users write: blanks after commas, quoted values, ";" for ",", "OID.x", an OpenSSL "/C=../CN=.." line.
 * "" is the empty name. KS_ERROR_MALFORMED with the place. */
KsName *ks_name_new_from_text (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same name with @common_name in place of its common names, in front where it had none; NULL takes them away. */
KsName *ks_name_with_common_name (KsName *name, const char *common_name, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsNamePart, ks_name_part_free)

G_END_DECLS
