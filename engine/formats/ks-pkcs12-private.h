/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-der-write.h"
#include "ks-der.h"
#include "ks-format.h"
#include "ks-password-form.h"
#include "ks-pkcs12.h"

G_BEGIN_DECLS

/* The parts of the PKCS #12 reader and writer (RFC 7292), shared by the ks-pkcs12-*.c files only. */

/* Extras of entries and stores. */
#define KS_PKCS12_ATTRIBUTES "pkcs12.attributes" /* entry: the bag's attributes, one SET element */
#define KS_PKCS12_UNTRUSTED "pkcs12.untrusted"   /* entry: a certificate that Java does not show */
#define KS_PKCS12_UNNAMED "pkcs12.unnamed"       /* entry: no friendlyName, the alias is Java's number */
#define KS_PKCS12_PLAIN_KEY                                                                                  \
  "pkcs12.plain-key" /* entry: key that stood in a plain key bag; "1" = in an encrypted part */
#define KS_PKCS12_BARE "pkcs12.bare"             /* entry: a key whose own certificate is marked as trusted */
#define KS_PKCS12_OPAQUE "pkcs12.opaque"         /* entry: secret bag of an unknown type */
#define KS_PKCS12_PROFILE "pkcs12.profile"       /* store: KsPkcs12Profile */
#define KS_PKCS12_CHAIN_BAGS "pkcs12.chain-bags" /* store: certificate bags that are parts of chains */
#define KS_PKCS12_OTHER_PLAIN "pkcs12.other-plain"         /* store: bags that are not understood */
#define KS_PKCS12_OTHER_ENCRYPTED "pkcs12.other-encrypted" /* store: the same, from encrypted parts */
#define KS_PKCS12_CLOSED "pkcs12.closed" /* store: whole ContentInfo elements that could not be opened */

#define KS_PKCS12_MAX_ITERATIONS 10000000
#define KS_PKCS12_MAX_SCRYPT_MEMORY (128 * 1024 * 1024)

#define KS_OID_DATA "1.2.840.113549.1.7.1"
#define KS_OID_ENVELOPED_DATA "1.2.840.113549.1.7.3"
#define KS_OID_ENCRYPTED_DATA "1.2.840.113549.1.7.6"
#define KS_OID_KEY_BAG "1.2.840.113549.1.12.10.1.1"
#define KS_OID_SHROUDED_KEY_BAG "1.2.840.113549.1.12.10.1.2"
#define KS_OID_CERTIFICATE_BAG "1.2.840.113549.1.12.10.1.3"
#define KS_OID_CRL_BAG "1.2.840.113549.1.12.10.1.4"
#define KS_OID_SECRET_BAG "1.2.840.113549.1.12.10.1.5"
#define KS_OID_SAFE_CONTENTS_BAG "1.2.840.113549.1.12.10.1.6"
#define KS_OID_X509_CERTIFICATE "1.2.840.113549.1.9.22.1"
#define KS_OID_FRIENDLY_NAME "1.2.840.113549.1.9.20"
#define KS_OID_LOCAL_KEY_ID "1.2.840.113549.1.9.21"
#define KS_OID_TRUSTED_KEY_USAGE "2.16.840.1.113894.746875.1.1"
#define KS_OID_ANY_EXTENDED_KEY_USAGE "2.5.29.37.0"
#define KS_OID_PBES2 "1.2.840.113549.1.5.13"
#define KS_OID_PBKDF2 "1.2.840.113549.1.5.12"
#define KS_OID_SCRYPT "1.3.6.1.4.1.11591.4.11"
#define KS_OID_PBMAC1 "1.2.840.113549.1.5.14"

/* ks-pkcs12-pbe.c */
gboolean ks_pkcs12_add_iterations (const KsDer *integer, guint64 *total, guint *iterations, GError **error);
gboolean ks_pkcs12_add_algorithm (const KsDer *algorithm, guint64 *total, GError **error);
KsSecret *ks_pkcs12_decrypt (const KsDer *algorithm,
                             const KsDer *data,
                             const KsPasswordForm *password,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ks_pkcs12_profile_note_algorithm (KsPkcs12Profile *self, const KsDer *algorithm);

/* ks-pkcs12-mac.c */
typedef struct {
  gboolean is_pbmac1;
  char *digest; /* OID of the digest, or of the HMAC for PBMAC1 */
  char *prf;    /* PBMAC1: OID of the HMAC in PBKDF2 */
  KsDer value;
  KsDer salt;
  guint iterations;
  guint key_size; /* PBMAC1 */
} KsPkcs12Mac;

gboolean ks_pkcs12_mac_parse (KsPkcs12Mac *self, const KsDer *mac_data, guint64 *total, GError **error);
void ks_pkcs12_mac_clear (KsPkcs12Mac *self);
/* Sets @fits to the password that fits, or NULL. FALSE: cannot be computed. */
gboolean ks_pkcs12_mac_verify (const KsPkcs12Mac *self,
                               const KsDer *content,
                               GPtrArray *passwords,
                               const KsPasswordForm **fits,
                               GError **error);
void ks_pkcs12_profile_note_mac (KsPkcs12Profile *self, const KsPkcs12Mac *mac);
/* The MacData element over @content. */
GBytes *ks_pkcs12_mac_make (const KsPkcs12Profile *profile,
                            const KsPasswordForm *password,
                            const guint8 *content,
                            gsize size,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ks-pkcs12-attributes.c */
typedef struct {
  char *friendly_name;  /* UTF-8, or NULL */
  GBytes *local_key_id; /* content octets, or NULL */
  gboolean is_trusted;  /* has Java's trustedKeyUsage */
} KsPkcs12Attributes;

void ks_pkcs12_attributes_parse (KsPkcs12Attributes *self, GBytes *set);
void ks_pkcs12_attributes_clear (KsPkcs12Attributes *self);
/* "Time 1700000000000" in a localKeyID, as Java writes it; 0 when it is something else. */
gint64 ks_pkcs12_time_of_key_id (GBytes *local_key_id);
typedef enum {
  KS_PKCS12_TRUST_AS_IT_IS,
  KS_PKCS12_TRUST_ADD,
  KS_PKCS12_TRUST_DROP,
} KsPkcs12Trust;

/* @set (may be NULL) with these attributes put in the place of those of the same kind; NULL leaves a kind as it is. */
GBytes *ks_pkcs12_attributes_make (GBytes *set,
                                   const char *friendly_name,
                                   GBytes *local_key_id,
                                   KsPkcs12Trust trust,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ks-pkcs12-bags.c */
typedef enum {
  KS_PKCS12_BAG_PLAIN_KEY,
  KS_PKCS12_BAG_KEY,
  KS_PKCS12_BAG_CERTIFICATE,
  KS_PKCS12_BAG_SECRET,
  KS_PKCS12_BAG_OTHER,
} KsPkcs12BagKind;

typedef struct {
  KsPkcs12BagKind kind;
  gboolean is_encrypted; /* stood in an encrypted part */
  gboolean is_crl;
  GBytes *raw;     /* the whole SafeBag; NULL for a plain key */
  GBytes *value;   /* KEY: EncryptedPrivateKeyInfo; SECRET: the same, or NULL when it is of another type */
  KsSecret *plain; /* PLAIN_KEY: PrivateKeyInfo */
  KsCertificate *certificate; /* CERTIFICATE */
  GBytes *attributes;         /* SET element or NULL */
  KsPkcs12Attributes named;
  char *alias;      /* while entries are made */
  gboolean is_used; /* CERTIFICATE: stands in a chain */
} KsPkcs12Bag;

void ks_pkcs12_bag_free (KsPkcs12Bag *self);
/* Adds the bags of one SafeContents to @bags (of KsPkcs12Bag). */
gboolean ks_pkcs12_bags_parse (GBytes *contents, gboolean is_encrypted, GPtrArray *bags, GError **error);

/* ks-pkcs12-entries.c */
void ks_pkcs12_add_entries (KsStore *store, GPtrArray *bags);

/* ks-pkcs12-writer.c */
GBytes *ks_pkcs12_write (KsStore *store,
                         const KsWriteOptions *options,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* ks-pkcs12-profile.c */
void ks_pkcs12_profile_init (KsPkcs12Profile *self);
gboolean ks_pkcs12_profile_load (KsPkcs12Profile *self,
                                 KsStore *store,
                                 const KsWriteOptions *options,
                                 gboolean has_password,
                                 GError **error);
const char *ks_pkcs12_get_scheme (KsStore *store, guint *iterations);
gboolean ks_pkcs12_set_scheme (KsStore *store, const char *scheme, guint iterations, GError **error);
extern const KsProtection ks_pkcs12_protections[];
KsKeyScheme ks_pkcs12_profile_get_key_scheme (const KsPkcs12Profile *self, guint *iterations);

/* ks-pkcs12-bag-writer.c */
void ks_pkcs12_put_bag (KsWriter *writer, const char *type, KsWriter *value, GBytes *attributes);
void ks_pkcs12_put_certificate_bag (KsWriter *writer, KsCertificate *certificate, GBytes *attributes);
void ks_pkcs12_put_secret_bag (KsWriter *writer, GBytes *encrypted, GBytes *attributes);
void ks_pkcs12_put_changed_bag (KsWriter *writer, GBytes *raw, GBytes *attributes);

static inline gboolean
ks_pkcs12_is_oid (const KsDer *element, const char *dotted)
{
  g_autofree char *text = element->tag == KS_DER_OID ? ks_der_dup_oid (element) : NULL;

  return g_strcmp0 (text, dotted) == 0;
}

G_END_DECLS
