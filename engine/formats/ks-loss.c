/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-bks-private.h"
#include "ks-convert-private.h"
#include "ks-der.h"
#include "ks-error.h"
#include "ks-pem-bundle.h"
#include "ks-pkcs12.h"

typedef struct {
  KsStore *store;
  const KsFormat *target;
  KsSecret *password; /* of the new file */
  KsKeyring *keyring;
  KsStore *aliases; /* a store of that format which has the new aliases */
  KsChainPool *pool;
  GPtrArray *losses;
} Survey;

/**
 * ks_loss_free:
 * @self: (transfer full) (nullable): a loss
 *
 * Frees it.
 */
void
ks_loss_free (KsLoss *self)
{
  if (self == NULL)
    return;

  g_free (self->alias);
  g_free (self->sentence);
  g_free (self);
}

/* @sentence: (transfer full) */
static void
add (Survey *survey, KsEntry *entry, char *sentence, gboolean needs_password)
{
  KsLoss *loss = g_new0 (KsLoss, 1);

  loss->alias = entry != NULL ? g_strdup (ks_entry_get_alias (entry)) : NULL;
  loss->sentence = sentence;
  loss->needs_password = needs_password;
  g_ptr_array_add (survey->losses, loss);
}

/* Where the old format knows no aliases, nobody has chosen them. */
static void
survey_alias (Survey *survey, KsEntry *entry)
{
  g_autofree char *alias = ks_convert_make_alias (entry, survey->aliases);
  g_autofree char *visible = ks_text_make_visible (alias);
  g_autoptr (KsEntry) placeholder = ks_entry_new (KS_ENTRY_CERTIFICATE, alias, 0, NULL, NULL);

  if (ks_store_get_format (survey->store) == survey->target)
    return;

  ks_store_add_loaded (survey->aliases, placeholder);
  if ((ks_store_get_format (survey->store)->flags & KS_FORMAT_HOLDS_ALIASES) != 0 &&
      !g_str_equal (alias, ks_entry_get_alias (entry)))
    /* Translators: %s is an alias */
    add (survey, entry, g_strdup_printf (_ ("It will be called “%s”."), visible), FALSE);
}

/* A text of certificates trusts none of them, so that they can stay without their key. */
static void
survey_bare (Survey *survey, KsEntry *entry, const GError *error)
{
  gboolean wrong = g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);

  add (survey, entry,
       wrong ? g_strdup (
                 _ ("Its key has a password that is not known. Without it only its certificates are kept."))
             : g_strdup_printf (_ ("Its key cannot be opened, so only its certificates are kept. %s"),
                                error->message),
       wrong);
  survey_alias (survey, entry);
}

/* A key that no password opens: kept as it is where the format stays. */
static gboolean
survey_locked (Survey *survey, KsEntry *entry, const GError *error)
{
  gboolean wrong = g_error_matches (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  gboolean is_akin = ks_convert_is_akin (ks_store_get_format (survey->store), survey->target);

  if (ks_convert_keeps_bare (entry, survey->target) && !is_akin)
    survey_bare (survey, entry, error);
  else if (is_akin && wrong)
    add (survey, entry, g_strdup (_ ("Its key has a password that is not known. It keeps that password.")),
         TRUE);
  else if (wrong)
    add (survey, entry,
         g_strdup (_ ("Its key has a password that is not known. Without it the entry is left out.")), TRUE);
  else if (!is_akin)
    add (survey, entry,
         g_strdup_printf (_ ("Its key cannot be opened, so the entry is left out. %s"), error->message),
         FALSE);

  return is_akin;
}

/* FALSE: the entry is left out. */
static gboolean
survey_secret (Survey *survey, KsEntry *entry, KsSecret *plain)
{
  g_autofree char *algorithm = ks_convert_dup_nameless (entry, plain, survey->target);

  if (algorithm == NULL)
    return TRUE;

  add (survey, entry,
       g_strdup_printf (
         /* Translators: the first %s is a format such as PKCS #12, the second one an algorithm */
         _ ("A %s file has no identifier for the algorithm of its key (%s). The entry is left out."),
         survey->target->short_name, algorithm),
       FALSE);
  return FALSE;
}

/* What Java reads without the help of another provider. */
static gboolean
is_for_java (const KsFormat *format)
{
  return format->key_scheme == KS_KEY_SCHEME_JKS || format->key_scheme == KS_KEY_SCHEME_JCEKS ||
         format == &ks_format_pkcs12;
}

/* PrivateKeyInfo (RFC 5208) with the curve itself where its name should be (RFC 3279 section 2.3.5). */
static gboolean
has_explicit_curve (KsSecret *plain)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);
  KsDer info, version, algorithm, oid, parameters;
  KsDerCursor cursor;
  g_autofree char *dotted = NULL;

  if (!ks_der_parse (data, size, &info))
    return FALSE;
  ks_der_cursor_init (&cursor, &info);
  if (!ks_der_cursor_take (&cursor, KS_DER_INTEGER, &version) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &algorithm))
    return FALSE;
  ks_der_cursor_init (&cursor, &algorithm);
  if (!ks_der_cursor_take (&cursor, KS_DER_OID, &oid) ||
      !ks_der_cursor_take (&cursor, KS_DER_SEQUENCE, &parameters))
    return FALSE;

  dotted = ks_der_dup_oid (&oid);
  return g_strcmp0 (dotted, "1.2.840.10045.2.1") == 0;
}

/* The certificate of such a key is worse, and is told of. */
static void
survey_curve (Survey *survey, KsEntry *entry, KsSecret *plain)
{
  if (ks_entry_get_kind (entry) == KS_ENTRY_KEY && ks_entry_get_chain_length (entry) == 0 &&
      is_for_java (survey->target) && has_explicit_curve (plain))
    add (survey, entry,
         g_strdup (_ ("Java cannot read its key, whose curve is given by its numbers (explicit parameters).")),
         FALSE);
}

/* FALSE: the entry is left out. */
static gboolean
survey_key (Survey *survey, KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = NULL;
  g_autoptr (KsSecret) used = NULL;
  g_autoptr (GError) error = NULL;

  if (key == NULL)
    return TRUE;
  if (!ks_key_is_protected (key)) {
    survey_curve (survey, entry, ks_key_get_plain (key));
    return survey_secret (survey, entry, ks_key_get_plain (key));
  }

  plain = ks_keyring_unlock (survey->keyring, entry, &used, &error);
  if (plain == NULL)
    return survey_locked (survey, entry, error);

  if (!ks_keyring_is_store_password (survey->keyring, used) &&
      (survey->target->flags & KS_FORMAT_ENTRY_PASSWORDS) == 0)
    add (survey, entry, g_strdup (_ ("Its key has a password of its own; it gets the password of the file.")),
         FALSE);

  survey_curve (survey, entry, plain);
  return survey_secret (survey, entry, plain);
}

static void
survey_chain (Survey *survey, KsEntry *entry)
{
  g_autoptr (GPtrArray) chain = ks_convert_find_chain (entry, survey->target, survey->pool);
  guint length = ks_entry_get_chain_length (entry);

  if (!ks_convert_is_akin (ks_store_get_format (survey->store), survey->target) &&
      ((!ks_convert_keeps_chain (entry) && length > 0) ||
       ks_entry_get_extra (entry, KS_BKS_EXTRA_CHAIN) != NULL))
    add (survey, entry, g_strdup (_ ("The certificates beside it are left out.")), FALSE);
  if (chain == NULL)
    return;
  if (chain->len == length)
    add (survey, entry, g_strdup (_ ("The certificates of its chain will be in the order of their issuers.")),
         FALSE);
  else
    add (survey, entry,
         g_strdup_printf (
           /* Translators: both are numbers of certificates */
           _ ("Its chain will be what follows from the issuers in the file: %u certificates instead of %u."),
           chain->len, length),
         FALSE);
}

/* Java looks at each certificate when it opens a file. */
static void
survey_certificates (Survey *survey, KsEntry *entry)
{
  if (!is_for_java (survey->target))
    return;

  for (guint i = 0; i < ks_entry_get_chain_length (entry); i++) {
    KsCertificate *certificate = ks_entry_get_certificate (entry, i);

    if (!ks_certificate_is_beyond_java (certificate))
      continue;
    add (survey, entry,
         g_strdup_printf (
           /* Translators: %s is a kind of key, such as “EC (explicit parameters)” or “DH 1024” */
           _ ("Java cannot read the key in its certificate (%s): it will not open the file."),
           ks_certificate_get_key_text (certificate)),
         FALSE);
    return;
  }
}

static void
survey_entry (Survey *survey, KsEntry *entry)
{
  const char *refused = ks_convert_refuses (entry, survey->target);

  if (refused != NULL) {
    add (survey, entry,
         g_strdup_printf (
           /* Translators: the first %s is a format such as JKS, the second one a word such as “secret keys” */
           _ ("A %s file cannot hold %s. The entry is left out."), survey->target->short_name, refused),
         FALSE);
    return;
  }
  if (!survey_key (survey, entry))
    return;
  survey_alias (survey, entry);
  survey_chain (survey, entry);
  survey_certificates (survey, entry);
}

/* What concerns the file, not one entry. */
static void
survey_file (Survey *survey, GPtrArray *entries)
{
  guint others = 0;
  gboolean has_dates = FALSE;

  if (ks_store_get_format (survey->store) != survey->target)
    others = ks_pkcs12_count_others (survey->store) + ks_pem_bundle_count_others (survey->store);
  if (others > 0)
    add (survey, NULL,
         g_strdup_printf (ngettext ("%u item of the file that is no entry is left out.",
                                    "%u items of the file that are no entries are left out.", others),
                          others),
         FALSE);

  if (ks_convert_java_refuses_password (survey->target, survey->password))
    add (survey, NULL,
         g_strdup (_ ("The password has characters outside of ASCII: Java will not open the file.")), FALSE);

  for (guint i = 0; i < entries->len; i++)
    has_dates = has_dates || ks_entry_get_created_ms (entries->pdata[i]) != 0;
  /* PKCS #12 has a place for the dates of keys, and Java has never missed the others. */
  if (has_dates && (survey->target->flags & KS_FORMAT_HOLDS_DATES) == 0 &&
      survey->target != &ks_format_pkcs12)
    add (survey, NULL, g_strdup (_ ("The dates on which the entries were created are left out.")), FALSE);
}

/**
 * ks_convert_list_losses:
 * @store: a store
 * @conversion: what it shall become
 * @keyring: passwords that are known
 *
 * Says before anything is written what will be lost or changed. This opens every key, which takes a moment each.
 *
 * Returns: (transfer full) (element-type KsLoss): the losses; empty when there are none
 */
GPtrArray *
ks_convert_list_losses (KsStore *store, const KsConversion *conversion, KsKeyring *keyring)
{
  g_autoptr (GPtrArray) losses = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_loss_free);
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (KsChainPool) pool = ks_convert_make_pool (entries, conversion->target);
  g_autoptr (KsStore) aliases = ks_store_new (conversion->target);
  Survey survey = { store, conversion->target, conversion->password, keyring, aliases, pool, losses };

  survey_file (&survey, entries);
  for (guint i = 0; i < entries->len; i++)
    survey_entry (&survey, entries->pdata[i]);

  return g_steal_pointer (&losses);
}
