/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys and secrets, and the certificates that belong to them. */

#include "ks-config.h"

#include "ks-pkcs12-plan-private.h"

#include <glib/gi18n-lib.h>

#include "ks-error.h"

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
prepare_key (KsPkcs12Plan *plan, KsEntry *entry, GError **error)
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

/**
 * _ks_pkcs12_plan_cannot_hold:
 * @entry: an entry that has no form in a PKCS #12 file
 * @error: KS_ERROR_LOSSY, always
 *
 * Returns: %FALSE
 */
gboolean
_ks_pkcs12_plan_cannot_hold (KsEntry *entry, GError **error)
{
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (entry));

  g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
               _ ("A PKCS #12 file cannot hold “%s” in the form in which it is."), alias);
  return FALSE;
}

static gboolean
put_key (KsPkcs12Plan *plan, KsEntry *entry, GBytes *attributes, GError **error)
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
    return _ks_pkcs12_plan_cannot_hold (entry, error);
  }

  return TRUE;
}

static gboolean
put_secret (KsPkcs12Plan *plan, KsEntry *entry, GBytes *attributes, GError **error)
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
    return _ks_pkcs12_plan_cannot_hold (entry, error);

  return TRUE;
}

/**
 * _ks_pkcs12_plan_note_written:
 * @plan: the plan
 * @certificate: one that has a bag now, or that needs none
 *
 * Remembers that chains need no further bag for it.
 */
void
_ks_pkcs12_plan_note_written (KsPkcs12Plan *plan, KsCertificate *certificate)
{
  g_hash_table_add (plan->written, g_bytes_ref (ks_certificate_get_der (certificate)));
}

/* A key's own certificate: tied to it by the key identifier, in the bag in which it was read where that still fits. Its name may
 * always have been another one than the key's; it changes with it. Marked as trusted, it would not be the key's to Java.
 * @name: (nullable): the key's new name */
static gboolean
put_leaf (KsPkcs12Plan *plan, guint index, const char *name, GBytes *key_id, GError **error)
{
  KsCertificate *leaf = ks_entry_get_leaf (plan->entries->pdata[index]);
  KsPkcs12Bag *bag = key_id != NULL ? _ks_pkcs12_plan_find_bag (plan, leaf, key_id) : NULL;
  g_autoptr (GBytes) attributes = NULL;

  if (bag == NULL)
    bag = _ks_pkcs12_plan_find_bag (plan, leaf, NULL);
  if (bag == NULL && !plan->unnamed[index])
    name = ks_entry_get_alias (plan->entries->pdata[index]);
  else if (bag != NULL && bag->named.friendly_name == NULL)
    name = NULL;
  _ks_pkcs12_plan_note_written (plan, leaf);

  if (bag != NULL) {
    bag->is_used = TRUE;
    if (name == NULL && !bag->named.is_trusted &&
        (key_id == NULL || _ks_pkcs12_plan_has_key_id (bag, key_id))) {
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
put_issuers (KsPkcs12Plan *plan, KsEntry *entry)
{
  for (guint i = 1; i < ks_entry_get_chain_length (entry); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);
    KsPkcs12Bag *bag = _ks_pkcs12_plan_find_bag (plan, certificate, NULL);

    if (g_hash_table_contains (plan->written, ks_certificate_get_der (certificate)))
      continue;
    _ks_pkcs12_plan_note_written (plan, certificate);
    if (bag != NULL) {
      bag->is_used = TRUE;
      ks_writer_write_bytes (plan->certificates, bag->raw);
    } else {
      ks_pkcs12_put_certificate_bag (plan->certificates, certificate, NULL);
    }
  }
}

/**
 * _ks_pkcs12_plan_put_duplicates:
 * @plan: the plan, with all keys written
 * @certificates: gets the bags
 *
 * Writes the bags of certificates that stood in the file more than once, as long as one of them is still needed.
 */
void
_ks_pkcs12_plan_put_duplicates (KsPkcs12Plan *plan, KsWriter *certificates)
{
  for (guint i = 0; i < plan->chain_bags->len; i++) {
    KsPkcs12Bag *bag = plan->chain_bags->pdata[i];

    if (!bag->is_used && g_hash_table_contains (plan->written, ks_certificate_get_der (bag->certificate)))
      ks_writer_write_bytes (certificates, bag->raw);
  }
}

/**
 * _ks_pkcs12_plan_put_key_entry:
 * @plan: the plan
 * @index: of a key or a secret key among the entries
 * @error: KS_ERROR_LOSSY, KS_ERROR_PASSWORD_NEEDED, KS_ERROR_UNSUPPORTED
 *
 * Writes its bag, and those of its chain that are not written yet.
 *
 * Returns: %FALSE when it cannot be written
 */
gboolean
_ks_pkcs12_plan_put_key_entry (KsPkcs12Plan *plan, guint index, GError **error)
{
  KsEntry *entry = plan->entries->pdata[index];
  GBytes *set = ks_entry_get_extra (entry, KS_PKCS12_ATTRIBUTES);
  KsPkcs12Attributes old;
  const char *name;
  gboolean same_id;
  g_autoptr (GBytes) key_id = NULL;
  g_autoptr (GBytes) attributes = NULL;

  ks_pkcs12_attributes_parse (&old, set);
  key_id = _ks_pkcs12_plan_choose_key_id (plan, entry, &old);
  same_id = key_id == NULL || (old.local_key_id != NULL && g_bytes_equal (key_id, old.local_key_id));
  name = _ks_pkcs12_plan_find_new_name (plan, index, &old);
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
