/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-digest.h"
#include "ks-error.h"
#include "ks-pkcs12-plan.h"

/* Entries become bags: names, key identifiers, and which certificate has to be written how often. */
typedef struct {
  const KsWriteOptions *options;
  const KsPkcs12Profile *profile;
  KsSecret *password;
  GPtrArray *entries;
  gboolean *unnamed;           /* by entry: written without a name */
  GPtrArray *chain_bags;       /* KsPkcs12Bag, as they were read */
  GHashTable *bags_by_content; /* a certificate's DER: GPtrArray of them */
  GHashTable *key_ids;         /* GBytes, taken */
  GHashTable *written;         /* GBytes: certificates that need no further bag */
  GHashTable *owners;          /* GBytes: identifiers of keys, as they were read, and their names */
  KsWriter *keys;
  KsWriter *certificates;
  gint64 n_times; /* key identifiers that were made of the time of writing */
} Plan;

static gboolean
has_extra (KsEntry *entry, const char *name)
{
  return ks_entry_get_extra (entry, name) != NULL;
}

/* The same order of numbers as in reading: what Java sees, then plain keys, then the other certificates. */
static guint
find_turn (KsEntry *entry)
{
  if (has_extra (entry, KS_PKCS12_UNTRUSTED))
    return 2;

  return has_extra (entry, KS_PKCS12_PLAIN_KEY) ? 1 : 0;
}

/* Java's numbers count the bags, so the keys come first. */
static void
number (Plan *plan, guint turn, gboolean certificates, GHashTable *aliases, guint *counter)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];
    g_autofree char *expected = NULL;
    guint next = *counter;

    if (find_turn (entry) != turn || (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE) != certificates ||
        !has_extra (entry, KS_PKCS12_UNNAMED))
      continue;

    do {
      g_free (expected);
      expected = g_strdup_printf ("%u", ++next);
    } while (turn > 0 && g_hash_table_contains (aliases, expected) &&
             !g_str_equal (expected, ks_entry_get_alias (entry)));

    plan->unnamed[i] = g_str_equal (expected, ks_entry_get_alias (entry));
    if (plan->unnamed[i])
      *counter = next;
  }
}

static void
number_all (Plan *plan)
{
  g_autoptr (GHashTable) aliases = g_hash_table_new (g_str_hash, g_str_equal);
  guint counter = 0;

  for (guint i = 0; i < plan->entries->len; i++)
    g_hash_table_add (aliases, (char *) ks_entry_get_alias (plan->entries->pdata[i]));
  for (guint turn = 0; turn < 3; turn++) {
    number (plan, turn, FALSE, aliases, &counter);
    number (plan, turn, TRUE, aliases, &counter);
  }
}

/* NULL when the name that is there already stands for the alias. */
static const char *
find_new_name (Plan *plan, guint index, const KsPkcs12Attributes *old)
{
  const char *alias = ks_entry_get_alias (plan->entries->pdata[index]);
  g_autofree char *folded = old->friendly_name != NULL ? ks_alias_fold (old->friendly_name) : NULL;

  if (plan->unnamed[index] || g_strcmp0 (folded, alias) == 0)
    return NULL;

  return alias;
}

/* As Java makes them where there is a date, as OpenSSL does where there is none. Two keys never share one. */
static GBytes *
make_key_id (Plan *plan, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  gint64 time = ks_entry_get_created_ms (entry);
  GBytes *id = NULL;

  if (time == 0 && has_extra (entry, KS_PKCS12_ATTRIBUTES) && leaf != NULL) {
    g_autofree char *print = ks_certificate_dup_fingerprint (leaf, "SHA1");

    id = g_bytes_new (print, strlen (print));
    if (!g_hash_table_contains (plan->key_ids, id))
      return id;
  }

  for (guint tries = 0; id == NULL || g_hash_table_contains (plan->key_ids, id); tries++) {
    /* Two keys of the same moment: the next moments are near enough, but not for thousands of them. */
    gint64 moment = time != 0 && tries < 50 ? time + tries : plan->options->now_ms + plan->n_times++;
    g_autofree char *text = g_strdup_printf ("Time %" G_GINT64_FORMAT, moment);

    g_clear_pointer (&id, g_bytes_unref);
    id = g_bytes_new (text, strlen (text));
  }

  return id;
}

/* Protected in another way, but of the same kind. */
static KsKey *
protect_again (KsKey *key, KsKey *protected)
{
  if (ks_key_get_kind (key) == KS_KEY_PRIVATE || protected == NULL)
    return protected != NULL ? g_object_ref (protected) : NULL;

  return ks_key_new_protected (ks_key_get_kind (key), ks_key_get_form (protected),
                               ks_key_get_bytes (protected), ks_key_get_algorithm (key));
}

/* Plain keys are protected unless the file itself has always kept this one plain. Where a scheme is chosen, keys that the
 * password opens get it, too. */
static KsKey *
prepare_key (Plan *plan, KsEntry *entry, GError **error)
{
  KsKey *key = ks_entry_get_key (entry);
  gboolean is_plain = !ks_key_is_protected (key);
  guint iterations;
  KsKeyScheme scheme = ks_pkcs12_profile_get_key_scheme (plan->profile, &iterations);
  g_autoptr (KsKey) again = NULL;
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (entry));

  if (is_plain && has_extra (entry, KS_PKCS12_PLAIN_KEY))
    return g_object_ref (key);
  if (is_plain && plan->password == NULL) {
    g_set_error (error, KS_ERROR, KS_ERROR_PASSWORD_NEEDED,
                 _ ("The key of “%s” is not protected: the file needs a password before it can be saved."),
                 alias);
    return NULL;
  }
  if (is_plain) {
    again = ks_key_protect (ks_key_get_plain (key), plan->password, scheme, iterations, error);
    return protect_again (key, again);
  }

  if (plan->options->scheme != NULL && plan->password != NULL)
    again = ks_key_reprotect (key, plan->password, plan->password, scheme, iterations, NULL);

  return again != NULL ? protect_again (key, again) : g_object_ref (key);
}

static gboolean
cannot_hold (KsEntry *entry, GError **error)
{
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (entry));

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               _ ("A PKCS #12 file cannot hold “%s” in the form in which it is."), alias);
  return FALSE;
}

static gboolean
put_key (Plan *plan, KsEntry *entry, GBytes *attributes, GError **error)
{
  g_autoptr (KsKey) key = prepare_key (plan, entry, error);
  KsWriter *writer = plan->keys, *value;
  GBytes *where = ks_entry_get_extra (entry, KS_PKCS12_PLAIN_KEY);
  gsize size;

  if (key == NULL)
    return FALSE;

  value = ks_writer_new (4096);
  if (!ks_key_is_protected (key)) {
    const guint8 *data = ks_secret_get_data (ks_key_get_plain (key), &size);

    if (((const char *) g_bytes_get_data (where, NULL))[0] == '1')
      writer = plan->certificates;
    ks_writer_write (value, data, size);
    ks_pkcs12_put_bag (writer, KS_OID_KEY_BAG, value, attributes);
  } else if (ks_key_get_form (key) == KS_KEY_FORM_ENCRYPTED_PKCS8) {
    ks_writer_write_bytes (value, ks_key_get_bytes (key));
    ks_pkcs12_put_bag (writer, KS_OID_SHROUDED_KEY_BAG, value, attributes);
  } else {
    ks_writer_free (value);
    return cannot_hold (entry, error);
  }

  return TRUE;
}

static gboolean
put_secret (Plan *plan, KsEntry *entry, GBytes *attributes, GError **error)
{
  g_autoptr (KsKey) key = NULL;
  KsKeyForm form;

  if (has_extra (entry, KS_PKCS12_OPAQUE))
    key = g_object_ref (ks_entry_get_key (entry));
  else
    key = prepare_key (plan, entry, error);
  if (key == NULL)
    return FALSE;

  form = ks_key_get_form (key);
  if (form == KS_KEY_FORM_OPAQUE && has_extra (entry, KS_PKCS12_OPAQUE))
    ks_pkcs12_put_changed_bag (plan->keys, ks_key_get_bytes (key), attributes);
  else if (form == KS_KEY_FORM_ENCRYPTED_PKCS8)
    ks_pkcs12_put_secret_bag (plan->keys, ks_key_get_bytes (key), attributes);
  else
    return cannot_hold (entry, error);

  return TRUE;
}

static gboolean
has_key_id (const KsPkcs12Bag *bag, GBytes *key_id)
{
  return bag->named.local_key_id != NULL && g_bytes_equal (bag->named.local_key_id, key_id);
}

/* The bag in which @certificate was read: the one with @key_id, or any. */
static KsPkcs12Bag *
find_bag (Plan *plan, KsCertificate *certificate, GBytes *key_id)
{
  GPtrArray *bags = g_hash_table_lookup (plan->bags_by_content, ks_certificate_get_der (certificate));

  for (guint i = 0; bags != NULL && i < bags->len; i++) {
    KsPkcs12Bag *bag = bags->pdata[i];

    if (!bag->is_used && (key_id == NULL || has_key_id (bag, key_id)))
      return bag;
  }

  return NULL;
}

static void
note_written (Plan *plan, KsCertificate *certificate)
{
  g_hash_table_add (plan->written, g_bytes_ref (ks_certificate_get_der (certificate)));
}

/* A key's own certificate: tied to it by the key identifier, in the bag in which it was read where that still fits. Its name may
 * always have been another one than the key's; it changes with it. Marked as trusted, it would not be the key's to Java.
 * @name: (nullable): the key's new name */
static gboolean
put_leaf (Plan *plan, guint index, const char *name, GBytes *key_id, GError **error)
{
  KsCertificate *leaf = ks_entry_get_leaf (plan->entries->pdata[index]);
  KsPkcs12Bag *bag = key_id != NULL ? find_bag (plan, leaf, key_id) : NULL;
  g_autoptr (GBytes) attributes = NULL;

  if (bag == NULL)
    bag = find_bag (plan, leaf, NULL);
  if (bag == NULL && !plan->unnamed[index])
    name = ks_entry_get_alias (plan->entries->pdata[index]);
  else if (bag != NULL && bag->named.friendly_name == NULL)
    name = NULL;
  note_written (plan, leaf);

  if (bag != NULL) {
    bag->is_used = TRUE;
    if (name == NULL && !bag->named.is_trusted && (key_id == NULL || has_key_id (bag, key_id))) {
      ks_writer_write_bytes (plan->certificates, bag->raw);
      return TRUE;
    }
  }

  attributes = ks_pkcs12_attributes_make (bag != NULL ? bag->attributes : NULL, name, key_id,
                                          KS_PKCS12_TRUST_DROP, error);
  if (attributes == NULL)
    return FALSE;
  ks_pkcs12_put_certificate_bag (plan->certificates, leaf, attributes);

  return TRUE;
}

static void
put_issuers (Plan *plan, KsEntry *entry)
{
  for (guint i = 1; i < ks_entry_get_chain_length (entry); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);
    KsPkcs12Bag *bag = find_bag (plan, certificate, NULL);

    if (g_hash_table_contains (plan->written, ks_certificate_get_der (certificate)))
      continue;
    note_written (plan, certificate);
    if (bag != NULL) {
      bag->is_used = TRUE;
      ks_writer_write_bytes (plan->certificates, bag->raw);
    } else {
      ks_pkcs12_put_certificate_bag (plan->certificates, certificate, NULL);
    }
  }
}

/* Certificates that stood in the file more than once, as long as one of them is still needed. */
static void
put_duplicates (Plan *plan)
{
  for (guint i = 0; i < plan->chain_bags->len; i++) {
    KsPkcs12Bag *bag = plan->chain_bags->pdata[i];

    if (!bag->is_used && g_hash_table_contains (plan->written, ks_certificate_get_der (bag->certificate)))
      ks_writer_write_bytes (plan->certificates, bag->raw);
  }
}

/* A key whose certificate was found by its name or by being the only one has no identifier, and needs none while that works. */
static gboolean
needs_key_id (Plan *plan, KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  return leaf != NULL && (!has_extra (entry, KS_PKCS12_ATTRIBUTES) || find_bag (plan, leaf, NULL) == NULL);
}

static GBytes *
choose_key_id (Plan *plan, KsEntry *entry, const KsPkcs12Attributes *old)
{
  g_autoptr (GBytes) id = NULL;

  if (old->local_key_id != NULL && !g_hash_table_contains (plan->key_ids, old->local_key_id))
    id = g_bytes_ref (old->local_key_id);
  else if (old->local_key_id != NULL || needs_key_id (plan, entry))
    id = make_key_id (plan, entry);
  if (id != NULL)
    g_hash_table_add (plan->key_ids, g_bytes_ref (id));

  return g_steal_pointer (&id);
}

static gboolean
put_key_entry (Plan *plan, guint index, GError **error)
{
  KsEntry *entry = plan->entries->pdata[index];
  GBytes *set = ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES);
  KsPkcs12Attributes old;
  const char *name;
  gboolean same_id;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) attributes = NULL;

  ks_pkcs12_attributes_parse (&old, set);
  key_id = choose_key_id (plan, entry, &old);
  same_id = key_id == NULL || (old.local_key_id != NULL && g_bytes_equal (key_id, old.local_key_id));
  name = find_new_name (plan, index, &old);
  attributes =
    ks_pkcs12_attributes_make (set, name, same_id ? NULL : key_id, KS_PKCS12_TRUST_AS_IT_IS, error);
  ks_pkcs12_attributes_clear (&old);
  if (attributes == NULL)
    return FALSE;

  if (ks_entry_get_kind (entry) == KS_ENTRY_SECRET)
    return put_secret (plan, entry, attributes, error);
  if (!put_key (plan, entry, attributes, error))
    return FALSE;
  if (ks_entry_get_leaf (entry) == NULL)
    return TRUE;
  if (!put_leaf (plan, index, name, key_id, error))
    return FALSE;
  put_issuers (plan, entry);

  return TRUE;
}

static gboolean
put_trusted (Plan *plan, guint index, GError **error)
{
  KsEntry *entry = plan->entries->pdata[index];
  GBytes *set = ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES);
  KsPkcs12Attributes old;
  KsPkcs12Trust trust;
  g_autoptr (GBytes) attributes = NULL;

  ks_pkcs12_attributes_parse (&old, set);
  trust = !old.is_trusted && !has_extra (entry, KS_PKCS12_UNTRUSTED) ? KS_PKCS12_TRUST_ADD
                                                                     : KS_PKCS12_TRUST_AS_IT_IS;
  attributes = ks_pkcs12_attributes_make (set, find_new_name (plan, index, &old), NULL, trust, error);
  ks_pkcs12_attributes_clear (&old);
  if (attributes == NULL)
    return FALSE;

  ks_pkcs12_put_certificate_bag (plan->certificates, ks_entry_get_leaf (entry), attributes);
  return TRUE;
}

static GBytes *
make_name (const char *name)
{
  char *folded = ks_alias_fold (name);

  return g_bytes_new_take (folded, strlen (folded));
}

static void
note_owners (Plan *plan)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];
    KsPkcs12Attributes old;

    if (ks_entry_get_kind (entry) != KS_ENTRY_KEY)
      continue;
    ks_pkcs12_attributes_parse (&old, ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES));
    if (old.local_key_id != NULL)
      g_hash_table_add (plan->owners, g_bytes_ref (old.local_key_id));
    g_hash_table_add (plan->owners, make_name (ks_entry_get_alias (entry)));
    ks_pkcs12_attributes_clear (&old);
  }
}

/* A certificate with the identifier or the name of a key, which it does not belong to. Of several such ones readers take the last,
 * so that it stands before the key's own. */
static gboolean
is_rival (Plan *plan, KsEntry *entry)
{
  g_autoptr (GBytes) alias = make_name (ks_entry_get_alias (entry));
  KsPkcs12Attributes old;
  gboolean has_id;

  if (!has_extra (entry, KS_PKCS12_UNTRUSTED))
    return FALSE;
  ks_pkcs12_attributes_parse (&old, ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES));
  has_id = old.local_key_id != NULL && g_hash_table_contains (plan->owners, old.local_key_id);
  ks_pkcs12_attributes_clear (&old);

  return has_id || g_hash_table_contains (plan->owners, alias);
}

typedef enum {
  TURN_RIVALS,
  TURN_KEYS,
  TURN_CERTIFICATES,
} Turn;

static gboolean
put_all (Plan *plan, Turn turn, GError **error)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];
    KsEntryKind kind = ks_entry_get_kind (entry);
    Turn own = TURN_KEYS;

    if (kind != KS_ENTRY_KEY && kind != KS_ENTRY_SECRET && kind != KS_ENTRY_CERTIFICATE)
      return cannot_hold (entry, error);
    if (kind == KS_ENTRY_CERTIFICATE)
      own = is_rival (plan, entry) ? TURN_RIVALS : TURN_CERTIFICATES;
    if (own != turn)
      continue;
    if (!(kind == KS_ENTRY_CERTIFICATE ? put_trusted (plan, i, error) : put_key_entry (plan, i, error)))
      return FALSE;
  }

  return TRUE;
}

/* A chain's certificate that is an entry of its own, too, does not need another bag. */
static void
note_trusted (Plan *plan)
{
  for (guint i = 0; i < plan->entries->len; i++) {
    KsEntry *entry = plan->entries->pdata[i];

    if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE)
      note_written (plan, ks_entry_get_leaf (entry));
  }
}

static void
read_chain_bags (Plan *plan, KsStore *store)
{
  GBytes *extra = ks_store_get_extra (store, KS_PKCS12_CHAIN_BAGS);
  g_autoptr (KsWriter) contents = ks_writer_new (1024);
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const guint8 *data;

  if (extra == NULL)
    return;
  data = g_bytes_get_data (extra, &size);
  ks_der_put (contents, KS_DER_SEQUENCE, data, size);
  bytes = ks_writer_steal_bytes (contents);
  ks_pkcs12_bags_parse (bytes, FALSE, plan->chain_bags, NULL);
}

static GHashTable *
index_chain_bags (GPtrArray *chain_bags)
{
  GHashTable *index =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < chain_bags->len; i++) {
    KsPkcs12Bag *bag = chain_bags->pdata[i];
    GBytes *der = bag->certificate != NULL ? ks_certificate_get_der (bag->certificate) : NULL;
    GPtrArray *bags = der != NULL ? g_hash_table_lookup (index, der) : NULL;

    if (der != NULL && bags == NULL) {
      bags = g_ptr_array_new ();
      g_hash_table_insert (index, der, bags);
    }
    if (bags != NULL)
      g_ptr_array_add (bags, bag);
  }

  return index;
}

/**
 * ks_pkcs12_plan_write:
 * @store: what to write
 * @options: protection that was asked for, the time
 * @profile: protection that was decided on
 * @password: (nullable): the store's password
 * @keys: gets the bags of keys and secrets
 * @certificates: gets the bags of certificates, and plain keys that stood in an encrypted part
 * @error: KS_ERROR_LOSSY, KS_ERROR_PASSWORD_NEEDED, KS_ERROR_UNSUPPORTED
 *
 * Makes bags of entries, with the bytes and attributes in which they were read wherever those still say the same.
 *
 * Returns: FALSE when an entry cannot be written
 */
gboolean
ks_pkcs12_plan_write (KsStore *store,
                      const KsWriteOptions *options,
                      const KsPkcs12Profile *profile,
                      KsSecret *password,
                      KsWriter *keys,
                      KsWriter *certificates,
                      GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GPtrArray) chain_bags = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pkcs12_bag_free);
  g_autoptr (GHashTable) bags = NULL;
  g_autoptr (GHashTable) key_ids = NULL;
  g_autoptr (GHashTable) written = NULL;
  g_autoptr (GHashTable) owners = NULL;
  g_autofree gboolean *unnamed = g_new0 (gboolean, entries->len + 1);
  Plan plan = { options, profile, password, entries, unnamed, chain_bags,
                NULL,    NULL,    NULL,     NULL,    keys,    certificates };

  plan.key_ids = key_ids =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  plan.written = written =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  plan.owners = owners =
    g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  read_chain_bags (&plan, store);
  plan.bags_by_content = bags = index_chain_bags (chain_bags);
  number_all (&plan);
  note_trusted (&plan);
  note_owners (&plan);
  if (!put_all (&plan, TURN_RIVALS, error) || !put_all (&plan, TURN_KEYS, error))
    return FALSE;
  put_duplicates (&plan);

  return put_all (&plan, TURN_CERTIFICATES, error);
}
