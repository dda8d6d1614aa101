/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-asn1-schema.h"

#include <string.h>

/* Names and order of the parts are those of RFC 5280 (certificates and lists), 2986 (requests), 5652 (CMS), 7292 (PKCS #12), 5958 and
 * 8017 (keys), 5915 (EC keys), 8018 (protection). Labels are identifiers of these texts, and never translated. */

#define BOOLEAN 0x01
#define INTEGER 0x02
#define BITS 0x03
#define OCTETS 0x04
#define OID 0x06
#define ENUM 0x0a
#define IA5 0x16
#define SEQ 0x30
#define SET 0x31
#define IMPLICIT(n) (0x80 | (n))
#define TAGGED(n) (0xa0 | (n))
#define OPT KS_ASN1_OPTIONAL
#define MANY KS_ASN1_MANY
#define EXPL KS_ASN1_EXPLICIT
#define HOLDS KS_ASN1_CONTAINS
#define BY_OID KS_ASN1_BY_OID

enum {
  T_NONE,
  T_CERTIFICATE,
  T_TBS_CERTIFICATE,
  T_ALGORITHM,
  T_NAME,
  T_RDN,
  T_ATTRIBUTE_VALUE,
  T_VALIDITY,
  T_TIME,
  T_SPKI,
  T_RSA_PUBLIC,
  T_EXTENSIONS,
  T_EXTENSION,
  T_LIST,
  T_TBS_LIST,
  T_REVOKED_LIST,
  T_REVOKED,
  T_REQUEST,
  T_REQUEST_INFO,
  T_ATTRIBUTES,
  T_ATTRIBUTE,
  T_EXTENSION_VALUES,
  T_CONTENT_INFO,
  T_SIGNED_DATA,
  T_ALGORITHM_SET,
  T_ENCAPSULATED,
  T_CERTIFICATE_SET,
  T_LIST_SET,
  T_SIGNER_INFOS,
  T_SIGNER_INFO,
  T_ISSUER_AND_SERIAL,
  T_ENCRYPTED_DATA,
  T_ENCRYPTED_CONTENT,
  T_PFX,
  T_PFX_CONTENT,
  T_AUTH_SAFE,
  T_SAFE_CONTENT,
  T_SAFE_CONTENTS,
  T_BAG,
  T_CERT_BAG,
  T_SECRET_BAG,
  T_MAC_DATA,
  T_DIGEST_INFO,
  T_PRIVATE_KEY,
  T_ENCRYPTED_KEY,
  T_RSA_PRIVATE,
  T_EC_PRIVATE,
  T_BASIC_CONSTRAINTS,
  T_GENERAL_NAMES,
  T_GENERAL_NAME,
  T_AUTHORITY_KEY,
  T_PURPOSES,
  T_POINTS,
  T_POINT,
  T_POINT_NAME,
  T_ACCESS,
  T_ACCESS_DESCRIPTION,
  T_POLICIES,
  T_POLICY,
  T_QUALIFIERS,
  T_QUALIFIER,
  T_NAME_CONSTRAINTS,
  T_SUBTREES,
  T_SUBTREE,
  T_KEY_ID,
  T_USAGE,
  T_DATA,
};

static const KsAsn1Type types[] = {
  [T_CERTIFICATE] = { "Certificate",
                      FALSE,
                      { { "tbsCertificate", SEQ, 0, T_TBS_CERTIFICATE },
                        { "signatureAlgorithm", SEQ, 0, T_ALGORITHM },
                        { "signatureValue", BITS, 0, 0 } } },
  [T_TBS_CERTIFICATE] = { "TBSCertificate",
                          FALSE,
                          { { "version", TAGGED (0), OPT | EXPL, 0 },
                            { "serialNumber", INTEGER, 0, 0 },
                            { "signature", SEQ, 0, T_ALGORITHM },
                            { "issuer", SEQ, 0, T_NAME },
                            { "validity", SEQ, 0, T_VALIDITY },
                            { "subject", SEQ, 0, T_NAME },
                            { "subjectPublicKeyInfo", SEQ, 0, T_SPKI },
                            { "issuerUniqueID", IMPLICIT (1), OPT, 0 },
                            { "subjectUniqueID", IMPLICIT (2), OPT, 0 },
                            { "extensions", TAGGED (3), OPT | EXPL, T_EXTENSIONS } } },
  [T_ALGORITHM] = { "AlgorithmIdentifier",
                    FALSE,
                    { { "algorithm", OID, 0, 0 }, { "parameters", 0, OPT, 0 } } },
  [T_NAME] = { "Name", FALSE, { { NULL, SET, MANY, T_RDN } } },
  [T_RDN] = { "RelativeDistinguishedName", FALSE, { { NULL, SEQ, MANY, T_ATTRIBUTE_VALUE } } },
  [T_ATTRIBUTE_VALUE] = { "AttributeTypeAndValue", FALSE, { { "type", OID, 0, 0 }, { "value", 0, 0, 0 } } },
  [T_VALIDITY] = { "Validity", FALSE, { { "notBefore", 0, 0, T_TIME }, { "notAfter", 0, 0, T_TIME } } },
  [T_TIME] = { "Time", TRUE, { { NULL, 0x17, 0, 0 }, { NULL, 0x18, 0, 0 } } },
  [T_SPKI] = { "SubjectPublicKeyInfo",
               FALSE,
               { { "algorithm", SEQ, 0, T_ALGORITHM }, { "subjectPublicKey", BITS, HOLDS, T_RSA_PUBLIC } } },
  [T_RSA_PUBLIC] = { "RSAPublicKey",
                     FALSE,
                     { { "modulus", INTEGER, 0, 0 }, { "publicExponent", INTEGER, 0, 0 } } },
  [T_EXTENSIONS] = { "Extensions", FALSE, { { NULL, SEQ, MANY, T_EXTENSION } } },
  [T_EXTENSION] = { "Extension",
                    FALSE,
                    { { "extnID", OID, 0, 0 },
                      { "critical", BOOLEAN, OPT, 0 },
                      { "extnValue", OCTETS, HOLDS | BY_OID, KS_ASN1_GROUP_EXTENSION } } },
  [T_LIST] = { "CertificateList",
               FALSE,
               { { "tbsCertList", SEQ, 0, T_TBS_LIST },
                 { "signatureAlgorithm", SEQ, 0, T_ALGORITHM },
                 { "signatureValue", BITS, 0, 0 } } },
  [T_TBS_LIST] = { "TBSCertList",
                   FALSE,
                   { { "version", INTEGER, OPT, 0 },
                     { "signature", SEQ, 0, T_ALGORITHM },
                     { "issuer", SEQ, 0, T_NAME },
                     { "thisUpdate", 0, 0, T_TIME },
                     { "nextUpdate", 0x17, OPT, T_TIME },
                     { "nextUpdate", 0x18, OPT, T_TIME },
                     { "revokedCertificates", SEQ, OPT, T_REVOKED_LIST },
                     { "crlExtensions", TAGGED (0), OPT | EXPL, T_EXTENSIONS } } },
  [T_REVOKED_LIST] = { "SEQUENCE OF", FALSE, { { "revokedCertificate", SEQ, MANY, T_REVOKED } } },
  [T_REVOKED] = { NULL,
                  FALSE,
                  { { "userCertificate", INTEGER, 0, 0 },
                    { "revocationDate", 0, 0, T_TIME },
                    { "crlEntryExtensions", SEQ, OPT, T_EXTENSIONS } } },
  [T_REQUEST] = { "CertificationRequest",
                  FALSE,
                  { { "certificationRequestInfo", SEQ, 0, T_REQUEST_INFO },
                    { "signatureAlgorithm", SEQ, 0, T_ALGORITHM },
                    { "signature", BITS, 0, 0 } } },
  [T_REQUEST_INFO] = { "CertificationRequestInfo",
                       FALSE,
                       { { "version", INTEGER, 0, 0 },
                         { "subject", SEQ, 0, T_NAME },
                         { "subjectPKInfo", SEQ, 0, T_SPKI },
                         { "attributes", TAGGED (0), OPT, T_ATTRIBUTES } } },
  [T_ATTRIBUTES] = { "Attributes", FALSE, { { NULL, SEQ, MANY, T_ATTRIBUTE } } },
  [T_ATTRIBUTE] = { "Attribute",
                    FALSE,
                    { { "type", OID, 0, 0 }, { "values", SET, BY_OID, KS_ASN1_GROUP_ATTRIBUTE } } },
  [T_EXTENSION_VALUES] = { "SET OF", FALSE, { { NULL, SEQ, MANY, T_EXTENSIONS } } },
  [T_CONTENT_INFO] = { "ContentInfo",
                       FALSE,
                       { { "contentType", OID, 0, 0 },
                         { "content", TAGGED (0), OPT | EXPL | BY_OID, KS_ASN1_GROUP_CONTENT } } },
  [T_SIGNED_DATA] = { "SignedData",
                      FALSE,
                      { { "version", INTEGER, 0, 0 },
                        { "digestAlgorithms", SET, 0, T_ALGORITHM_SET },
                        { "encapContentInfo", SEQ, 0, T_ENCAPSULATED },
                        { "certificates", TAGGED (0), OPT, T_CERTIFICATE_SET },
                        { "crls", TAGGED (1), OPT, T_LIST_SET },
                        { "signerInfos", SET, 0, T_SIGNER_INFOS } } },
  [T_ALGORITHM_SET] = { "SET OF", FALSE, { { NULL, SEQ, MANY, T_ALGORITHM } } },
  [T_ENCAPSULATED] = { "EncapsulatedContentInfo",
                       FALSE,
                       { { "eContentType", OID, 0, 0 }, { "eContent", TAGGED (0), OPT | EXPL, 0 } } },
  [T_CERTIFICATE_SET] = { "CertificateSet", FALSE, { { NULL, SEQ, MANY, T_CERTIFICATE } } },
  [T_LIST_SET] = { "RevocationInfoChoices", FALSE, { { NULL, SEQ, MANY, T_LIST } } },
  [T_SIGNER_INFOS] = { "SignerInfos", FALSE, { { NULL, SEQ, MANY, T_SIGNER_INFO } } },
  [T_SIGNER_INFO] = { "SignerInfo",
                      FALSE,
                      { { "version", INTEGER, 0, 0 },
                        { "sid", SEQ, OPT, T_ISSUER_AND_SERIAL },
                        { "sid", IMPLICIT (0), OPT, 0 },
                        { "digestAlgorithm", SEQ, 0, T_ALGORITHM },
                        { "signedAttrs", TAGGED (0), OPT, T_ATTRIBUTES },
                        { "signatureAlgorithm", SEQ, 0, T_ALGORITHM },
                        { "signature", OCTETS, 0, 0 },
                        { "unsignedAttrs", TAGGED (1), OPT, T_ATTRIBUTES } } },
  [T_ISSUER_AND_SERIAL] = { "IssuerAndSerialNumber",
                            FALSE,
                            { { "issuer", SEQ, 0, T_NAME }, { "serialNumber", INTEGER, 0, 0 } } },
  [T_ENCRYPTED_DATA] = { "EncryptedData",
                         FALSE,
                         { { "version", INTEGER, 0, 0 },
                           { "encryptedContentInfo", SEQ, 0, T_ENCRYPTED_CONTENT },
                           { "unprotectedAttrs", TAGGED (1), OPT, T_ATTRIBUTES } } },
  [T_ENCRYPTED_CONTENT] = { "EncryptedContentInfo",
                            FALSE,
                            { { "contentType", OID, 0, 0 },
                              { "contentEncryptionAlgorithm", SEQ, 0, T_ALGORITHM },
                              { "encryptedContent", IMPLICIT (0), OPT, 0 },
                              { "encryptedContent", TAGGED (0), OPT, 0 } } },
  [T_PFX] = { "PFX",
              FALSE,
              { { "version", INTEGER, 0, 0 },
                { "authSafe", SEQ, 0, T_PFX_CONTENT },
                { "macData", SEQ, OPT, T_MAC_DATA } } },
  [T_PFX_CONTENT] = { "ContentInfo",
                      FALSE,
                      { { "contentType", OID, 0, 0 },
                        { "content", TAGGED (0), EXPL | BY_OID, KS_ASN1_GROUP_PFX } } },
  [T_AUTH_SAFE] = { "AuthenticatedSafe", FALSE, { { NULL, SEQ, MANY, T_SAFE_CONTENT } } },
  [T_SAFE_CONTENT] = { "ContentInfo",
                       FALSE,
                       { { "contentType", OID, 0, 0 },
                         { "content", TAGGED (0), EXPL | BY_OID, KS_ASN1_GROUP_SAFE } } },
  [T_SAFE_CONTENTS] = { "SafeContents", FALSE, { { NULL, SEQ, MANY, T_BAG } } },
  [T_BAG] = { "SafeBag",
              FALSE,
              { { "bagId", OID, 0, 0 },
                { "bagValue", TAGGED (0), EXPL | BY_OID, KS_ASN1_GROUP_BAG },
                { "bagAttributes", SET, OPT, T_ATTRIBUTES } } },
  [T_CERT_BAG] = { "CertBag",
                   FALSE,
                   { { "certId", OID, 0, 0 }, { "certValue", TAGGED (0), EXPL | HOLDS, T_CERTIFICATE } } },
  [T_SECRET_BAG] = { "SecretBag",
                     FALSE,
                     { { "secretTypeId", OID, 0, 0 }, { "secretValue", TAGGED (0), EXPL, 0 } } },
  [T_MAC_DATA] = { "MacData",
                   FALSE,
                   { { "mac", SEQ, 0, T_DIGEST_INFO },
                     { "macSalt", OCTETS, 0, 0 },
                     { "iterations", INTEGER, OPT, 0 } } },
  [T_DIGEST_INFO] = { "DigestInfo",
                      FALSE,
                      { { "digestAlgorithm", SEQ, 0, T_ALGORITHM }, { "digest", OCTETS, 0, 0 } } },
  [T_PRIVATE_KEY] = { "PrivateKeyInfo",
                      FALSE,
                      { { "version", INTEGER, 0, 0 },
                        { "privateKeyAlgorithm", SEQ, 0, T_ALGORITHM },
                        { "privateKey", OCTETS, 0, 0 },
                        { "attributes", TAGGED (0), OPT, T_ATTRIBUTES },
                        { "publicKey", IMPLICIT (1), OPT, 0 } } },
  [T_ENCRYPTED_KEY] = { "EncryptedPrivateKeyInfo",
                        FALSE,
                        { { "encryptionAlgorithm", SEQ, 0, T_ALGORITHM },
                          { "encryptedData", OCTETS, 0, 0 } } },
  [T_RSA_PRIVATE] = { "RSAPrivateKey",
                      FALSE,
                      { { "version", INTEGER, 0, 0 },
                        { "modulus", INTEGER, 0, 0 },
                        { "publicExponent", INTEGER, 0, 0 },
                        { "privateExponent", INTEGER, 0, 0 },
                        { "prime1", INTEGER, 0, 0 },
                        { "prime2", INTEGER, 0, 0 },
                        { "exponent1", INTEGER, 0, 0 },
                        { "exponent2", INTEGER, 0, 0 },
                        { "coefficient", INTEGER, 0, 0 },
                        { "otherPrimeInfos", SEQ, OPT, 0 } } },
  [T_EC_PRIVATE] = { "ECPrivateKey",
                     FALSE,
                     { { "version", INTEGER, 0, 0 },
                       { "privateKey", OCTETS, 0, 0 },
                       { "parameters", TAGGED (0), OPT | EXPL, 0 },
                       { "publicKey", TAGGED (1), OPT | EXPL, 0 } } },
  [T_BASIC_CONSTRAINTS] = { "BasicConstraints",
                            FALSE,
                            { { "cA", BOOLEAN, OPT, 0 }, { "pathLenConstraint", INTEGER, OPT, 0 } } },
  [T_GENERAL_NAMES] = { "GeneralNames", FALSE, { { NULL, 0, MANY, T_GENERAL_NAME } } },
  [T_GENERAL_NAME] = { "GeneralName",
                       TRUE,
                       { { "otherName", TAGGED (0), 0, 0 },
                         { "rfc822Name", IMPLICIT (1), 0, 0 },
                         { "dNSName", IMPLICIT (2), 0, 0 },
                         { "x400Address", TAGGED (3), 0, 0 },
                         { "directoryName", TAGGED (4), EXPL, T_NAME },
                         { "ediPartyName", TAGGED (5), 0, 0 },
                         { "uniformResourceIdentifier", IMPLICIT (6), 0, 0 },
                         { "iPAddress", IMPLICIT (7), 0, 0 },
                         { "registeredID", IMPLICIT (8), 0, 0 } } },
  [T_AUTHORITY_KEY] = { "AuthorityKeyIdentifier",
                        FALSE,
                        { { "keyIdentifier", IMPLICIT (0), OPT, 0 },
                          { "authorityCertIssuer", TAGGED (1), OPT, T_GENERAL_NAMES },
                          { "authorityCertSerialNumber", IMPLICIT (2), OPT, 0 } } },
  [T_PURPOSES] = { "ExtKeyUsageSyntax", FALSE, { { "KeyPurposeId", OID, MANY, 0 } } },
  [T_POINTS] = { "CRLDistributionPoints", FALSE, { { NULL, SEQ, MANY, T_POINT } } },
  [T_POINT] = { "DistributionPoint",
                FALSE,
                { { "distributionPoint", TAGGED (0), OPT | EXPL, T_POINT_NAME },
                  { "reasons", IMPLICIT (1), OPT, 0 },
                  { "cRLIssuer", TAGGED (2), OPT, T_GENERAL_NAMES } } },
  [T_POINT_NAME] = { "DistributionPointName",
                     TRUE,
                     { { "fullName", TAGGED (0), 0, T_GENERAL_NAMES },
                       { "nameRelativeToCRLIssuer", TAGGED (1), 0, T_RDN } } },
  [T_ACCESS] = { "AuthorityInfoAccessSyntax", FALSE, { { NULL, SEQ, MANY, T_ACCESS_DESCRIPTION } } },
  [T_ACCESS_DESCRIPTION] = { "AccessDescription",
                             FALSE,
                             { { "accessMethod", OID, 0, 0 }, { "accessLocation", 0, 0, T_GENERAL_NAME } } },
  [T_POLICIES] = { "CertificatePolicies", FALSE, { { NULL, SEQ, MANY, T_POLICY } } },
  [T_POLICY] = { "PolicyInformation",
                 FALSE,
                 { { "policyIdentifier", OID, 0, 0 }, { "policyQualifiers", SEQ, OPT, T_QUALIFIERS } } },
  [T_QUALIFIERS] = { "SEQUENCE OF", FALSE, { { NULL, SEQ, MANY, T_QUALIFIER } } },
  [T_QUALIFIER] = { "PolicyQualifierInfo",
                    FALSE,
                    { { "policyQualifierId", OID, 0, 0 }, { "qualifier", 0, 0, 0 } } },
  [T_NAME_CONSTRAINTS] = { "NameConstraints",
                           FALSE,
                           { { "permittedSubtrees", TAGGED (0), OPT, T_SUBTREES },
                             { "excludedSubtrees", TAGGED (1), OPT, T_SUBTREES } } },
  [T_SUBTREES] = { "GeneralSubtrees", FALSE, { { NULL, SEQ, MANY, T_SUBTREE } } },
  [T_SUBTREE] = { "GeneralSubtree",
                  FALSE,
                  { { "base", 0, 0, T_GENERAL_NAME },
                    { "minimum", IMPLICIT (0), OPT, 0 },
                    { "maximum", IMPLICIT (1), OPT, 0 } } },
  [T_KEY_ID] = { "KeyIdentifier", TRUE, { { NULL, OCTETS, 0, 0 } } },
  [T_USAGE] = { "KeyUsage", TRUE, { { NULL, BITS, 0, 0 } } },
  [T_DATA] = { "Data", TRUE, { { NULL, OCTETS, 0, 0 } } },
};

static const guint8 roots[] = { T_CERTIFICATE,  T_REQUEST,       T_LIST,        T_PFX,
                                T_CONTENT_INFO, T_ENCRYPTED_KEY, T_PRIVATE_KEY, T_RSA_PRIVATE,
                                T_EC_PRIVATE,   T_SPKI,          T_NONE };

typedef struct {
  KsAsn1Group group;
  const char *oid;
  guint8 type;
} Row;

static const Row rows[] = {
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.14", T_KEY_ID },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.15", T_USAGE },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.17", T_GENERAL_NAMES },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.18", T_GENERAL_NAMES },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.19", T_BASIC_CONSTRAINTS },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.30", T_NAME_CONSTRAINTS },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.31", T_POINTS },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.32", T_POLICIES },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.35", T_AUTHORITY_KEY },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.37", T_PURPOSES },
  { KS_ASN1_GROUP_EXTENSION, "2.5.29.46", T_POINTS },
  { KS_ASN1_GROUP_EXTENSION, "1.3.6.1.5.5.7.1.1", T_ACCESS },
  { KS_ASN1_GROUP_EXTENSION, "1.3.6.1.5.5.7.1.11", T_ACCESS },
  { KS_ASN1_GROUP_ATTRIBUTE, "1.2.840.113549.1.9.14", T_EXTENSION_VALUES },
  { KS_ASN1_GROUP_CONTENT, "1.2.840.113549.1.7.1", T_DATA },
  { KS_ASN1_GROUP_CONTENT, "1.2.840.113549.1.7.2", T_SIGNED_DATA },
  { KS_ASN1_GROUP_CONTENT, "1.2.840.113549.1.7.6", T_ENCRYPTED_DATA },
  { KS_ASN1_GROUP_PFX, "1.2.840.113549.1.7.1", T_AUTH_SAFE },
  { KS_ASN1_GROUP_PFX, "1.2.840.113549.1.7.2", T_SIGNED_DATA },
  { KS_ASN1_GROUP_SAFE, "1.2.840.113549.1.7.1", T_SAFE_CONTENTS },
  { KS_ASN1_GROUP_SAFE, "1.2.840.113549.1.7.6", T_ENCRYPTED_DATA },
  { KS_ASN1_GROUP_BAG, "1.2.840.113549.1.12.10.1.1", T_PRIVATE_KEY },
  { KS_ASN1_GROUP_BAG, "1.2.840.113549.1.12.10.1.2", T_ENCRYPTED_KEY },
  { KS_ASN1_GROUP_BAG, "1.2.840.113549.1.12.10.1.3", T_CERT_BAG },
  { KS_ASN1_GROUP_BAG, "1.2.840.113549.1.12.10.1.5", T_SECRET_BAG },
  { KS_ASN1_GROUP_BAG, "1.2.840.113549.1.12.10.1.6", T_SAFE_CONTENTS },
};

/**
 * ks_asn1_type_get:
 * @type: index of a type, not 0
 *
 * Returns: (transfer none): its definition
 */
const KsAsn1Type *
ks_asn1_type_get (guint type)
{
  g_return_val_if_fail (type > 0 && type < G_N_ELEMENTS (types), NULL);

  return &types[type];
}

/**
 * ks_asn1_type_list_roots:
 *
 * Returns: (transfer none) (array zero-terminated=1): what whole files are
 */
const guint8 *
ks_asn1_type_list_roots (void)
{
  return roots;
}

/**
 * ks_asn1_type_find:
 * @group: where the object identifier stands
 * @oid: dotted
 *
 * Returns: index of the type of what it stands for, or 0
 */
guint
ks_asn1_type_find (KsAsn1Group group, const char *oid)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].group == group && strcmp (rows[i].oid, oid) == 0)
      return rows[i].type;
  return T_NONE;
}
