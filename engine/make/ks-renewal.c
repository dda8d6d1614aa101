/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-renewal.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include "ks-convert.h"
#include "ks-error.h"

/* Part of aliases, which servers' configurations name: the same in every language, and nothing that would have to be quoted. */
#define NEW_SUFFIX "-new"
#define OLD_SUFFIX "-old"

struct _KsRenewal {
  GObject parent_instance;

  KsEdit *edit; /* or NULL */
  KsEntry *entry;
  KsRequest *request; /* or NULL */
};

G_DEFINE_FINAL_TYPE (KsRenewal, ks_renewal, G_TYPE_OBJECT)

/* What a renewal is made from; everything is borrowed. */
typedef struct {
  KsStore *store;
  KsEntry *entry;
  const KsRenewalChoice *choice;
  KsSecret *pkcs8;
  KsSecret *password;
  gint64 now;
} Job;

static void
ks_renewal_finalize (GObject *object)
{
  KsRenewal *self = KS_RENEWAL (object);

  g_clear_pointer (&self->edit, ks_edit_unref);
  g_clear_object (&self->entry);
  g_clear_object (&self->request);

  G_OBJECT_CLASS (ks_renewal_parent_class)->finalize (object);
}

static void
ks_renewal_class_init (KsRenewalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_renewal_finalize;
}

static void
ks_renewal_init (KsRenewal *self)
{
}

/**
 * ks_renewal_is_possible:
 * @entry: any entry
 *
 * Returns: whether it is a private key with a certificate that says what to renew
 */
gboolean
ks_renewal_is_possible (KsEntry *entry)
{
  g_return_val_if_fail (KS_IS_ENTRY (entry), FALSE);

  return ks_entry_get_kind (entry) == KS_ENTRY_KEY && ks_entry_get_key (entry) != NULL &&
         ks_entry_get_leaf (entry) != NULL && ks_certificate_is_readable (ks_entry_get_leaf (entry));
}

/* A server's certificate may have dataEncipherment by an old habit; without a TLS purpose it is there for a reason. */
static gboolean
encrypts (KsEntry *entry, KsRoleKind role)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  KsKeyUsage usage = 0;

  if (role == KS_ROLE_KIND_INTERNAL_ENCRYPTION)
    return TRUE;
  return leaf != NULL && ks_certificate_get_extended_key_usage (leaf) == NULL &&
         ks_certificate_get_key_usage (leaf, &usage) && (usage & KS_KEY_USAGE_DATA_ENCIPHERMENT) != 0;
}

/**
 * ks_renewal_dup_warning:
 * @entry: what is to be renewed
 * @role: what the file is for
 * @new_key: whether it gets a new key
 *
 * A key that encrypts what a server stores is not like one that only proves who somebody is.
 *
 * Returns: (transfer full) (nullable): what has to be accepted, as translated sentences
 */
char *
ks_renewal_dup_warning (KsEntry *entry, KsRoleKind role, gboolean new_key)
{
  g_return_val_if_fail (KS_IS_ENTRY (entry), NULL);

  if (!encrypts (entry, role))
    return NULL;
  if (new_key)
    return g_strdup (_ (
      "This key encrypts data. What was encrypted with it becomes unreadable for a server that has only the "
      "new key, and nobody can bring it back."));
  return g_strdup (_ (
    "This key encrypts data. Servers that note with the data which certificate it was encrypted for no longer find "
    "the key by a new certificate, and what they stored becomes unreadable."));
}

/* @entry's alias with another ending, none other's in @store. */
static char *
make_alias (KsStore *store, KsEntry *entry, const char *suffix)
{
  g_autofree char *wanted = g_strconcat (ks_entry_get_alias (entry), suffix, NULL);

  return ks_store_make_alias (store, wanted);
}

/**
 * ks_renewal_make_alias:
 * @store: where @entry is
 * @entry: what is to be renewed
 * @choice: what was chosen
 *
 * Returns: (transfer full): the alias of the entry that comes beside @entry
 */
char *
ks_renewal_make_alias (KsStore *store, KsEntry *entry, const KsRenewalChoice *choice)
{
  g_return_val_if_fail (KS_IS_STORE (store) && KS_IS_ENTRY (entry) && choice != NULL, NULL);

  return make_alias (store, entry, choice->kind == KS_RENEWAL_REQUEST ? NEW_SUFFIX : OLD_SUFFIX);
}

static KsCertificateSpec *
make_spec (const Job *job)
{
  KsCertificateSpec *spec = ks_certificate_spec_new_from_certificate (ks_entry_get_leaf (job->entry));

  if (job->choice->kind == KS_RENEWAL_SELF_SIGNED) {
    spec->not_before = job->choice->not_before;
    spec->not_after = job->choice->not_after;
  } else {
    /* What stands in for the CA's answer is valid for as long as the old one was. */
    spec->not_before = job->now;
    spec->not_after += job->now;
  }
  if (job->choice->new_key != NULL)
    spec->key_usage = ks_key_family_filter_usage (job->choice->new_key->family, spec->key_usage);
  return spec;
}

static KsCertificate *
self_sign (const Job *job, KsSecret *pkcs8, GError **error)
{
  g_autoptr (KsCertificateSpec) spec = make_spec (job);
  g_autoptr (GBytes) spki = ks_key_dup_spki (pkcs8, error);

  return spki != NULL ? ks_certificate_spec_issue (spec, spki, NULL, pkcs8, error) : NULL;
}

/* An entry of its own, as the store wants it, for a key that was made now. */
static KsEntry *
make_entry (const Job *job, KsSecret *pkcs8, KsCertificate *certificate, const char *alias, GError **error)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsKey) key = ks_key_new_plain (KS_KEY_PRIVATE, pkcs8, NULL);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  g_autoptr (KsEntry) plain = NULL;
  g_autoptr (KsEntry) converted = NULL;

  g_ptr_array_add (chain, certificate);
  plain = ks_entry_new (KS_ENTRY_KEY, alias, job->now * 1000, key, chain);
  converted = ks_convert_entry (plain, job->store, keyring, job->password, job->now * 1000, error);
  return converted != NULL ? ks_entry_with_alias (converted, alias) : NULL;
}

static char *
make_label (const Job *job)
{
  g_autofree char *alias = ks_text_make_visible (ks_entry_get_alias (job->entry));

  /* TRANSLATORS: toast; %s is the alias of an entry that has a new certificate */
  return g_strdup_printf (_ ("“%s” renewed"), alias);
}

/* The old key, under another alias, if it is to stay. */
static KsEdit *
new_replacing_edit (const Job *job, KsEntry *replacement, gboolean keeps_old)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autofree char *label = make_label (job);

  g_ptr_array_add (edits, ks_edit_new_replace (label, job->entry, replacement));
  if (keeps_old) {
    g_autofree char *alias = make_alias (job->store, job->entry, OLD_SUFFIX);
    g_autoptr (KsEntry) old = ks_entry_with_alias (job->entry, alias);

    g_ptr_array_add (edits, ks_edit_new_insert (label, old));
  }
  return ks_edit_new_compound (label, edits);
}

static gboolean
renew_same_key (KsRenewal *self, const Job *job, GError **error)
{
  g_autoptr (KsCertificate) certificate = NULL;
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) entry = NULL;

  if (job->choice->kind == KS_RENEWAL_REQUEST) {
    self->entry = g_object_ref (job->entry);
    return TRUE;
  }
  certificate = self_sign (job, job->pkcs8, error);
  if (certificate == NULL)
    return FALSE;
  g_ptr_array_add (chain, certificate);
  entry = ks_entry_with_chain (job->entry, chain);
  self->entry = ks_entry_with_created (entry, job->now * 1000);
  self->edit = new_replacing_edit (job, self->entry, FALSE);
  return TRUE;
}

static gboolean
renew_new_key (KsRenewal *self, const Job *job, KsSecret *pkcs8, GError **error)
{
  gboolean beside = job->choice->kind == KS_RENEWAL_REQUEST;
  g_autoptr (KsCertificate) certificate = self_sign (job, pkcs8, error);
  g_autofree char *alias =
    beside ? make_alias (job->store, job->entry, NEW_SUFFIX) : g_strdup (ks_entry_get_alias (job->entry));

  if (certificate != NULL)
    self->entry = make_entry (job, pkcs8, certificate, alias, error);
  if (self->entry == NULL)
    return FALSE;
  if (beside) {
    g_autofree char *shown = ks_text_make_visible (alias);
    /* TRANSLATORS: toast; %s is the alias of a new key */
    g_autofree char *label = g_strdup_printf (_ ("“%s” generated"), shown);

    self->edit = ks_edit_new_insert (label, self->entry);
  } else {
    self->edit = new_replacing_edit (job, self->entry, job->choice->keeps_old);
  }
  return TRUE;
}

static gboolean
add_request (KsRenewal *self, const Job *job, KsSecret *pkcs8, GError **error)
{
  g_autoptr (KsCertificateSpec) spec = NULL;

  if (job->choice->kind != KS_RENEWAL_REQUEST)
    return TRUE;
  spec = make_spec (job);
  self->request = ks_request_make (spec, NULL, pkcs8, error);
  return self->request != NULL;
}

static gboolean
check (const Job *job, KsRoleKind role, GError **error)
{
  g_autofree char *warning = ks_renewal_dup_warning (job->entry, role, job->choice->new_key != NULL);

  if (warning != NULL && !job->choice->accepts_loss) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_LOSSY, warning);
    return FALSE;
  }
  /* The old certificate is no witness for a key that is not its own. */
  return job->choice->new_key != NULL ||
         ks_key_matches_spki (job->pkcs8, ks_certificate_get_spki (ks_entry_get_leaf (job->entry)), error);
}

/**
 * ks_renewal_new:
 * @store: where @entry is; it is not changed
 * @entry: what to renew
 * @role: what the file is for
 * @choice: what was chosen
 * @pkcs8: the plain key of @entry
 * @password: (nullable): what protects a new key
 * @now: seconds since 1970
 * @cancellable: (nullable): stops the making of a key
 * @error: return location
 *
 * Makes what a renewal needs: a certificate or a request with the names and the usage of the old certificate, and a key if one is wanted.
 *
 * Returns: (transfer full): the renewal; %NULL with %KS_ERROR_LOSSY while a warning is not accepted, %KS_ERROR_KEY_MISMATCH, %G_IO_ERROR_CANCELLED, or an error of
 *   ks_key_generate(), ks_certificate_spec_issue() or ks_convert_entry()
 */
KsRenewal *
ks_renewal_new (KsStore *store,
                KsEntry *entry,
                KsRoleKind role,
                const KsRenewalChoice *choice,
                KsSecret *pkcs8,
                KsSecret *password,
                gint64 now,
                GCancellable *cancellable,
                GError **error)
{
  const Job job = { store, entry, choice, pkcs8, password, now };
  g_autoptr (KsRenewal) self = NULL;
  g_autoptr (KsSecret) made = NULL;

  g_return_val_if_fail (KS_IS_STORE (store) && choice != NULL && pkcs8 != NULL, NULL);
  g_return_val_if_fail (ks_renewal_is_possible (entry), NULL);

  if (!check (&job, role, error))
    return NULL;
  self = g_object_new (KS_TYPE_RENEWAL, NULL);
  if (choice->new_key != NULL) {
    made = ks_key_generate (choice->new_key, cancellable, error);
    if (made == NULL || !renew_new_key (self, &job, made, error))
      return NULL;
  } else if (!renew_same_key (self, &job, error)) {
    return NULL;
  }
  if (!add_request (self, &job, made != NULL ? made : pkcs8, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * ks_renewal_get_edit:
 * @self: a renewal
 *
 * Returns: (transfer none) (nullable): what changes in the store
 */
KsEdit *
ks_renewal_get_edit (KsRenewal *self)
{
  g_return_val_if_fail (KS_IS_RENEWAL (self), NULL);

  return self->edit;
}

/**
 * ks_renewal_get_entry:
 * @self: a renewal
 *
 * Returns: (transfer none): the entry with the new certificate, or the one that the request is for
 */
KsEntry *
ks_renewal_get_entry (KsRenewal *self)
{
  g_return_val_if_fail (KS_IS_RENEWAL (self), NULL);

  return self->entry;
}

/**
 * ks_renewal_get_request:
 * @self: a renewal
 *
 * Returns: (transfer none) (nullable): what to send to the CA
 */
KsRequest *
ks_renewal_get_request (KsRenewal *self)
{
  g_return_val_if_fail (KS_IS_RENEWAL (self), NULL);

  return self->request;
}

/**
 * ks_renewal_find_replaced:
 * @store: where @entry is
 * @entry: an entry, perhaps one that was made by a renewal
 *
 * An entry with the alias of another and “-new” behind it, for the same subject, whose certificate is not only its own word any more.
 *
 * Returns: (transfer none) (nullable): the entry whose place it is to take
 */
KsEntry *
ks_renewal_find_replaced (KsStore *store, KsEntry *entry)
{
  const char *alias = NULL;
  g_autofree char *wanted = NULL;
  KsEntry *replaced = NULL;

  g_return_val_if_fail (KS_IS_STORE (store) && KS_IS_ENTRY (entry), NULL);

  alias = ks_entry_get_alias (entry);
  if (!g_str_has_suffix (alias, NEW_SUFFIX) || !ks_renewal_is_possible (entry) ||
      ks_certificate_is_self_signed (ks_entry_get_leaf (entry)))
    return NULL;
  wanted = g_strndup (alias, strlen (alias) - strlen (NEW_SUFFIX));
  replaced = ks_store_find (store, wanted);
  return replaced != NULL && ks_renewal_is_possible (replaced) ? replaced : NULL;
}

/**
 * ks_renewal_new_swap_edit:
 * @store: where both are
 * @entry: the entry with the new key
 * @replaced: the entry whose place it takes
 *
 * Returns: (transfer full): one step; the old key stays, as “web-old”
 */
KsEdit *
ks_renewal_new_swap_edit (KsStore *store, KsEntry *entry, KsEntry *replaced)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autofree char *shown = NULL;
  g_autofree char *label = NULL;
  g_autofree char *alias = NULL;
  g_autoptr (KsEntry) old = NULL;
  g_autoptr (KsEntry) current = NULL;

  g_return_val_if_fail (KS_IS_STORE (store) && KS_IS_ENTRY (entry) && KS_IS_ENTRY (replaced), NULL);

  shown = ks_text_make_visible (ks_entry_get_alias (replaced));
  label = g_strdup_printf (_ ("“%s” renewed"), shown);
  alias = make_alias (store, replaced, OLD_SUFFIX);
  old = ks_entry_with_alias (replaced, alias);
  current = ks_entry_with_alias (entry, ks_entry_get_alias (replaced));
  g_ptr_array_add (edits, ks_edit_new_replace (label, replaced, old));
  g_ptr_array_add (edits, ks_edit_new_replace (label, entry, current));
  return ks_edit_new_compound (label, edits);
}
