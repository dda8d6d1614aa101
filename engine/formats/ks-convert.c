/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-bcfks.h"
#include "ks-bks-private.h"
#include "ks-convert-private.h"
#include "ks-error.h"
#include "ks-key-bcfks.h"
#include "ks-key-secret.h"
#include "ks-pem-bundle-private.h"
#include "ks-pem-bundle.h"
#include "ks-pkcs12-private.h"
#include "ks-sniff-der.h"

/* What each kind of entry asks of a format. */
static const struct {
  KsEntryKind kind;
  KsFormatFlags flag;
  const char *word;
} kinds[] = {
  { KS_ENTRY_KEY, KS_FORMAT_HOLDS_KEYS, N_ ("private keys") },
  { KS_ENTRY_CERTIFICATE, KS_FORMAT_HOLDS_TRUSTED, N_ ("trusted certificates") },
  { KS_ENTRY_SECRET, KS_FORMAT_HOLDS_SECRETS, N_ ("secret keys") },
  { KS_ENTRY_PUBLIC, KS_FORMAT_HOLDS_REQUESTS | KS_FORMAT_HOLDS_PUBLIC, N_ ("bare public keys") },
  { KS_ENTRY_REQUEST, KS_FORMAT_HOLDS_REQUESTS, N_ ("certificate requests") },
  { KS_ENTRY_CRL, KS_FORMAT_HOLDS_REQUESTS, N_ ("certificate revocation lists") },
};

/* No label of a PEM block is for it. */
static gboolean
is_spkac (KsEntry *entry)
{
  gsize size;
  const guint8 *data;

  if (ks_entry_get_kind (entry) != KS_ENTRY_REQUEST)
    return FALSE;
  data = g_bytes_get_data (ks_entry_get_data (entry), &size);

  return ks_sniff_der (data, size) == KS_SNIFFED_SPKAC;
}

/**
 * ks_convert_refuses:
 * @entry: an entry
 * @target: a format
 *
 * Whether a format has no place for such an entry.
 *
 * Returns: (nullable): a translated word for such entries, in the plural; NULL when there is a place
 */
const char *
ks_convert_refuses (KsEntry *entry, const KsFormat *target)
{
  if (target == &ks_format_pem && is_spkac (entry))
    return _ ("certificate requests in SPKAC form");

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == ks_entry_get_kind (entry))
      return (target->flags & kinds[i].flag) != 0 ? NULL : g_dgettext (GETTEXT_PACKAGE, kinds[i].word);

  return _ ("such entries");
}

/* An alias that can stand in a line of text. */
static char *
make_line (const char *alias)
{
  g_autofree char *line = g_utf8_make_valid (alias, -1);

  for (char *at = line; *at != '\0'; at++)
    if (*at == '\n' || *at == '\r')
      *at = ' ';
  g_strstrip (line);

  return *line != '\0' && ks_pem_bundle_can_hold_alias (line) ? g_steal_pointer (&line) : g_strdup ("entry");
}

/**
 * ks_convert_make_alias:
 * @entry: an entry of another store
 * @store: where it shall go
 *
 * The alias that it gets there: in lower case where the format wants that, as one line in a text, and unique.
 *
 * Returns: (transfer full): the alias
 */
char *
ks_convert_make_alias (KsEntry *entry, KsStore *store)
{
  const KsFormat *format = ks_store_get_format (store);
  const char *alias = ks_entry_get_alias (entry);
  g_autofree char *wanted = NULL;

  if ((format->flags & KS_FORMAT_IGNORES_ALIAS_CASE) != 0)
    wanted = ks_alias_fold (alias);
  else if ((format->flags & KS_FORMAT_HOLDS_ALIASES) == 0 && !ks_pem_bundle_can_hold_alias (alias))
    wanted = make_line (alias);
  else
    wanted = g_strdup (alias);

  return ks_store_make_alias (store, wanted);
}

/**
 * ks_convert_make_pool:
 * @entries: (element-type KsEntry): entries
 * @target: a format
 *
 * The certificates that a file with these entries has.
 *
 * Returns: (transfer full): borrowed from @entries
 */
KsChainPool *
ks_convert_make_pool (GPtrArray *entries, const KsFormat *target)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++) {
    KsEntry *entry = entries->pdata[i];

    for (guint c = 0; ks_convert_refuses (entry, target) == NULL && c < ks_entry_get_chain_length (entry);
         c++)
      g_ptr_array_add (all, ks_entry_get_certificate (entry, c));
  }

  return ks_chain_pool_new (all);
}

/* These formats keep certificates in no order; readers build the chains. */
static gboolean
has_free_order (const KsFormat *format)
{
  return format == &ks_format_pkcs12 || format == &ks_format_pem;
}

/**
 * ks_convert_find_chain:
 * @entry: an entry
 * @target: a format
 * @pool: the certificates of the file
 *
 * The chain of a key as it will be seen in a file of that format.
 *
 * Returns: (transfer full) (nullable): another chain, or NULL when it stays as it is
 */
GPtrArray *
ks_convert_find_chain (KsEntry *entry, const KsFormat *target, KsChainPool *pool)
{
  g_autoptr (GPtrArray) chain = NULL;
  guint length = ks_entry_get_chain_length (entry);

  if (!has_free_order (target) || ks_entry_get_kind (entry) != KS_ENTRY_KEY || length == 0)
    return NULL;

  chain = ks_pkcs12_build_chain (ks_entry_get_leaf (entry), pool);
  if (chain->len != length)
    return g_steal_pointer (&chain);
  for (guint i = 0; i < length; i++)
    if (!ks_certificate_equal (chain->pdata[i], ks_entry_get_certificate (entry, i)))
      return g_steal_pointer (&chain);

  return NULL;
}

/**
 * ks_convert_get_scheme:
 * @store: a store
 * @iterations: (out): how many iterations; 0 for the scheme's default
 *
 * How keys are protected in @store.
 *
 * Returns: the scheme
 */
KsKeyScheme
ks_convert_get_scheme (KsStore *store, guint *iterations)
{
  const KsFormat *format = ks_store_get_format (store);

  *iterations = 0;
  if (format == &ks_format_pkcs12)
    return ks_pkcs12_get_key_scheme (store, iterations);

  return format->key_scheme;
}

/**
 * ks_convert_dup_nameless:
 * @entry: an entry
 * @plain: its key in plain form
 * @target: a format
 *
 * Secret keys have names of algorithms in Java's own formats, where any will do, and object identifiers in PKCS #12 and BCFKS.
 *
 * Returns: (transfer full) (nullable): the algorithm of a secret key for which @target has no identifier
 */
char *
ks_convert_dup_nameless (KsEntry *entry, KsSecret *plain, const KsFormat *target)
{
  g_autofree char *algorithm = NULL;
  g_autoptr (KsSecret) raw = NULL;

  if ((target != &ks_format_pkcs12 && target != &ks_format_bcfks) ||
      ks_entry_get_kind (entry) != KS_ENTRY_SECRET)
    return NULL;
  raw = ks_secret_key_unwrap (plain, &algorithm, NULL);
  if (raw == NULL ||
      (target == &ks_format_pkcs12 ? ks_secret_key_has_oid (algorithm) : ks_key_bcfks_can_hold (algorithm)))
    return NULL;

  return g_steal_pointer (&algorithm);
}

/**
 * ks_convert_keeps_chain:
 * @entry: an entry
 *
 * Only Bouncy Castle's own keystores have certificates beside secret and public keys.
 *
 * Returns: whether its certificates belong to it in other formats, too
 */
gboolean
ks_convert_keeps_chain (KsEntry *entry)
{
  return ks_entry_get_kind (entry) == KS_ENTRY_KEY || ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE;
}

/**
 * ks_convert_is_akin:
 * @a: a format
 * @b: a format
 *
 * Returns: whether a key that nobody can open stays what it is between them
 */
gboolean
ks_convert_is_akin (const KsFormat *a, const KsFormat *b)
{
  return a == b || (a->key_scheme == KS_KEY_SCHEME_BKS && b->key_scheme == KS_KEY_SCHEME_BKS);
}

/**
 * ks_convert_protect:
 * @like: a key
 * @plain: its plain form
 * @password: (nullable): the password that it gets; NULL only where a format holds plain keys
 * @store: where it will be
 * @error: KS_ERROR_PASSWORD_NEEDED, KS_ERROR_UNSUPPORTED, KS_ERROR_MALFORMED
 *
 * Protects a key as @store's format wants it.
 *
 * Returns: (transfer full): the key
 */
KsKey *
ks_convert_protect (KsKey *like, KsSecret *plain, KsSecret *password, KsStore *store, GError **error)
{
  guint iterations;
  KsKeyScheme scheme = ks_convert_get_scheme (store, &iterations);

  if (password == NULL && (ks_store_get_format (store)->flags & KS_FORMAT_STORE_PASSWORD) != 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED, _ ("A key needs a password here."));
    return NULL;
  }

  return ks_key_protect_kind (ks_key_get_kind (like), plain, password,
                              password != NULL ? scheme : KS_KEY_SCHEME_NONE, iterations, error);
}

/* What a key becomes in its new place. */
typedef struct {
  KsStore *target;
  KsKeyring *keyring;
  KsSecret *password;
  gboolean keeps_own; /* keys keep passwords of their own */
  gboolean is_same;   /* format: what only this one understands stays, and so do aliases */
  gboolean is_akin;   /* format: keys that do not open stay as they are */
  gint64 now_ms;
} Conversion;

static gboolean
check_name (const Conversion *self, KsEntry *entry, KsSecret *plain, GError **error)
{
  const KsFormat *format = ks_store_get_format (self->target);
  g_autofree char *algorithm = ks_convert_dup_nameless (entry, plain, format);

  if (algorithm == NULL)
    return TRUE;

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               /* Translators: the first %s is a format such as PKCS #12, the second one an algorithm */
               _ ("A %s file has no identifier for the algorithm of its key (%s)."), format->short_name,
               algorithm);
  return FALSE;
}

/* @entry's key for its new place; NULL without error for entries without one, and for one that stays as it is. */
static gboolean
convert_key (const Conversion *self, KsEntry *entry, KsKey **key, GError **error)
{
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (KsSecret) used = NULL;
  KsSecret *password = self->password;
  KsKey *old = ks_entry_get_key (entry);

  *key = NULL;
  if (old == NULL || (ks_key_get_kind (old) == KS_KEY_PUBLIC && !ks_key_is_protected (old)))
    return TRUE;

  plain = ks_keyring_unlock (self->keyring, entry, &used, self->is_akin ? NULL : error);
  if (plain == NULL)
    return self->is_akin;
  if (ks_key_get_kind (old) == KS_KEY_PUBLIC && !self->is_akin) {
    *key = ks_key_new_plain (KS_KEY_PUBLIC, plain, NULL);
    return TRUE;
  }
  if (!check_name (self, entry, plain, error))
    return FALSE;
  if (self->keeps_own && used != NULL && !ks_keyring_is_store_password (self->keyring, used))
    password = used;
  *key = ks_convert_protect (old, plain, password, self->target, error);

  return *key != NULL;
}

/* A certificate that somebody wants in a new place is one that Java shall see there; in the same place it stays as it was. */
static KsEntry *
strip_trust (const Conversion *self, KsEntry *entry)
{
  g_autoptr (KsEntry) protected = ks_entry_with_extra (entry, KS_PKCS12_PLAIN_KEY, NULL);

  return self->is_same ? g_steal_pointer (&protected)
                       : ks_entry_with_extra (protected, KS_PKCS12_UNTRUSTED, NULL);
}

/* Everything that these know of an entry stays right when its key is protected anew. */
static gboolean
keeps_baggage (const KsFormat *format)
{
  return format->key_scheme == KS_KEY_SCHEME_JKS || format->key_scheme == KS_KEY_SCHEME_JCEKS ||
         format->key_scheme == KS_KEY_SCHEME_BKS || format->key_scheme == KS_KEY_SCHEME_BCFKS;
}

/* The same entry without what only its old format understands. */
static KsEntry *
strip (const Conversion *self, KsEntry *entry)
{
  gint64 created = ks_entry_get_created_ms (entry);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  if (self->is_akin && keeps_baggage (ks_store_get_format (self->target)))
    return g_object_ref (entry);
  if (ks_store_get_format (self->target) == &ks_format_pkcs12 &&
      ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES) != NULL)
    return strip_trust (self, entry);
  if (ks_entry_get_data (entry) != NULL)
    return ks_entry_new_data (ks_entry_get_kind (entry), ks_entry_get_alias (entry),
                              ks_entry_get_data (entry));

  for (guint i = 0; ks_convert_keeps_chain (entry) && i < ks_entry_get_chain_length (entry); i++)
    g_ptr_array_add (chain, ks_entry_get_certificate (entry, i));

  return ks_entry_new (ks_entry_get_kind (entry), ks_entry_get_alias (entry),
                       created != 0 ? created : self->now_ms, ks_entry_get_key (entry), chain);
}

static KsEntry *
convert (const Conversion *self, KsEntry *entry, GError **error)
{
  const KsFormat *format = ks_store_get_format (self->target);
  const char *refused = ks_convert_refuses (entry, format);
  g_autoptr (KsEntry) stripped = NULL;
  g_autoptr (KsEntry) named = NULL;
  g_autoptr (KsKey) key = NULL;
  g_autofree char *alias = NULL;

  if (refused != NULL) {
    g_set_error (
      error, KS_ERROR, KS_ERROR_LOSSY,
      /* Translators: the first %s is a format such as JKS, the second one a word such as “secret keys” */
      _ ("A %s file cannot hold %s."), format->short_name, refused);
    return NULL;
  }
  if (!convert_key (self, entry, &key, error))
    return NULL;

  stripped = strip (self, entry);
  alias = self->is_same ? g_strdup (ks_entry_get_alias (entry)) : ks_convert_make_alias (entry, self->target);
  named = ks_entry_with_alias (stripped, alias);

  return key != NULL ? ks_entry_with_key (named, key) : g_steal_pointer (&named);
}

/**
 * ks_convert_entry:
 * @entry: an entry of any store
 * @target: the store into which it shall be pasted
 * @keyring: passwords of the store that it comes from
 * @password: (nullable): what its key is protected with from now on
 * @now_ms: creation time for an entry that has none
 * @error: KS_ERROR_LOSSY, KS_ERROR_WRONG_PASSWORD, KS_ERROR_PASSWORD_NEEDED
 *
 * Makes of an entry what it must be to live in another store. Neither store is changed.
 *
 * Returns: (transfer full): the new entry
 */
KsEntry *
ks_convert_entry (KsEntry *entry,
                  KsStore *target,
                  KsKeyring *keyring,
                  KsSecret *password,
                  gint64 now_ms,
                  GError **error)
{
  Conversion self = { .target = target, .keyring = keyring, .password = password, .now_ms = now_ms };

  return convert (&self, entry, error);
}

/* What cannot be held, or whose key does not open, has been listed as a loss. A key that cannot be protected has not. */
static gboolean
is_listed (const Conversion *self, KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = NULL;
  g_autofree char *nameless = NULL;

  if (ks_convert_refuses (entry, ks_store_get_format (self->target)) != NULL)
    return TRUE;
  if (key == NULL)
    return FALSE;
  plain = ks_keyring_unlock (self->keyring, entry, NULL, NULL);
  nameless =
    plain != NULL ? ks_convert_dup_nameless (entry, plain, ks_store_get_format (self->target)) : NULL;

  return plain == NULL || nameless != NULL;
}

static gboolean
is_locked (const Conversion *self, KsEntry *entry)
{
  g_autoptr (KsSecret) plain =
    ks_entry_get_key (entry) != NULL ? ks_keyring_unlock (self->keyring, entry, NULL, NULL) : NULL;

  return ks_entry_get_key (entry) != NULL && plain == NULL;
}

/* @chain: (nullable): the chain as the new file will have it */
static gboolean
add_converted (const Conversion *self, KsEntry *entry, GPtrArray *chain, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (KsEntry) converted = convert (self, entry, &reason);
  g_autoptr (KsEntry) rebuilt = NULL;

  if (converted == NULL) {
    if (ks_convert_keeps_bare (entry, ks_store_get_format (self->target)) && is_locked (self, entry)) {
      ks_convert_add_bare (entry, self->target);
      return TRUE;
    }
    if (is_listed (self, entry))
      return TRUE;
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }

  rebuilt = chain != NULL ? ks_entry_with_chain (converted, chain) : g_object_ref (converted);
  ks_store_add_loaded (self->target, rebuilt);

  return TRUE;
}

static gboolean
check_password (const KsFormat *target, KsSecret *password, GError **error)
{
  if (password != NULL || (target->flags & KS_FORMAT_STORE_PASSWORD) == 0)
    return TRUE;

  g_set_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
               /* Translators: %s is a format such as JKS */
               _ ("A %s file needs a password."), target->short_name);
  return FALSE;
}

/* What only one format understands goes along where the format stays. */
static void
keep_baggage (KsStore *result, KsStore *store)
{
  static const char *const kept[] = { KS_PKCS12_PROFILE,    KS_PKCS12_OTHER_PLAIN, KS_PKCS12_OTHER_ENCRYPTED,
                                      KS_PKCS12_CHAIN_BAGS, KS_PKCS12_CLOSED,      KS_PEM_ORIGINAL,
                                      KS_BKS_EXTRA_HEADER };

  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    if (ks_store_get_extra (store, kept[i]) != NULL)
      ks_store_set_extra (result, kept[i], ks_store_get_extra (store, kept[i]));
  for (guint i = 0; ks_store_get_remarks (store)[i] != NULL; i++) {
    KsRemarkKind kind = ks_store_get_remark_kind (store, i);

    if (kind == KS_REMARK_KEPT || kind == KS_REMARK_CLOSED)
      ks_store_add_remark_of (result, kind, ks_store_get_remarks (store)[i]);
  }
}

static KsStore *
make_store (KsStore *store, const KsConversion *conversion, GError **error)
{
  const KsFormat *target = conversion->target;
  g_autoptr (KsStore) result = ks_store_new (target);

  ks_store_set_integrity (result, (target->flags & KS_FORMAT_STORE_PASSWORD) != 0 ? KS_INTEGRITY_VERIFIED
                                                                                  : KS_INTEGRITY_NONE);
  ks_store_set_loaded_password (result, conversion->password);
  if (ks_convert_java_refuses_password (target, conversion->password))
    ks_store_add_remark_of (
      result, KS_REMARK_PASSWORD,
      _ ("Java cannot open a PKCS #12 file whose password has characters outside of ASCII."));
  if (ks_store_get_format (store) == target)
    keep_baggage (result, store);
  if (conversion->scheme != NULL && target->protections != NULL &&
      !target->set_scheme (result, conversion->scheme, conversion->iterations, error))
    return NULL;

  return g_steal_pointer (&result);
}

/**
 * ks_convert_java_refuses_password:
 * @target: a format
 * @password: (nullable): a password
 *
 * Returns: whether it is one that Java takes nowhere in such a file
 */
gboolean
ks_convert_java_refuses_password (const KsFormat *target, KsSecret *password)
{
  return target == &ks_format_pkcs12 && password != NULL && !g_str_is_ascii (ks_secret_get_text (password));
}

/**
 * ks_convert:
 * @store: a store
 * @conversion: what it shall become
 * @keyring: passwords of @store and its keys
 * @cancellable: (nullable): to stop it
 * @error: KS_ERROR_PASSWORD_NEEDED, KS_ERROR_UNSUPPORTED, G_IO_ERROR_CANCELLED
 *
 * Makes a new store in another format, or in the same one with other protection. What it cannot hold is left out:
 * ks_convert_list_losses() says what that is. In the same format nothing is: a key that no password opens stays as it is.
 *
 * Returns: (transfer full): the new store
 */
KsStore *
ks_convert (KsStore *store,
            const KsConversion *conversion,
            KsKeyring *keyring,
            GCancellable *cancellable,
            GError **error)
{
  const KsFormatFlags both = KS_FORMAT_STORE_PASSWORD | KS_FORMAT_ENTRY_PASSWORDS;
  const KsFormat *target = conversion->target;
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (KsChainPool) pool = ks_convert_make_pool (entries, target);
  g_autoptr (KsStore) result = NULL;
  Conversion self = {
    .keyring = keyring,
    .password = conversion->password,
    .keeps_own = (target->flags & both) == both,
    .is_same = ks_store_get_format (store) == target,
    .is_akin = ks_convert_is_akin (ks_store_get_format (store), target),
    .now_ms = conversion->now_ms,
  };

  if (!check_password (target, conversion->password, error))
    return NULL;

  result = self.target = make_store (store, conversion, error);
  if (result == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++) {
    g_autoptr (GPtrArray) chain = ks_convert_find_chain (entries->pdata[i], target, pool);

    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !add_converted (&self, entries->pdata[i], chain, error))
      return NULL;
  }

  return g_steal_pointer (&result);
}
