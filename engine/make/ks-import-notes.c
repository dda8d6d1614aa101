/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-check.h"
#include "ks-import-private.h"
#include "ks-key-weakness.h"
#include "ks-known-keys.h"
#include "ks-time.h"

static void
note_free (gpointer data)
{
  KsImportNote *note = data;

  g_free (note->sentence);
  g_free (note);
}

/**
 * ks_import_add_note:
 * @notes: (element-type KsImportNote): notes
 * @is_warning: whether it is a warning
 * @sentence: (transfer full): what it says
 *
 * Adds a note.
 */
void
ks_import_add_note (GPtrArray *notes, gboolean is_warning, char *sentence)
{
  KsImportNote *note = g_new (KsImportNote, 1);

  note->is_warning = is_warning;
  note->sentence = sentence;
  g_ptr_array_add (notes, note);
}

static void
note_dates (GPtrArray *notes, KsCertificate *certificate, gint64 time)
{
  gint64 start = ks_certificate_get_not_before (certificate);
  gint64 end = ks_certificate_get_not_after (certificate);

  if (time > end) {
    g_autofree char *date = ks_time_format_date (end);

    /* Translators: %s is a date */
    ks_import_add_note (notes, TRUE, g_strdup_printf (_ ("It expired on %s."), date));
  } else if (time < start) {
    g_autofree char *date = ks_time_format_date (start);

    /* Translators: %s is a date */
    ks_import_add_note (notes, TRUE, g_strdup_printf (_ ("It is not valid before %s."), date));
  }
}

/* NIST SP 800-131A, table 2. */
#define LEAST_RSA_BITS 2048

static void
note_size (GPtrArray *notes, KsCertificate *certificate)
{
  guint bits = ks_certificate_get_key_bits (certificate);

  if (g_str_equal (ks_certificate_get_key_algorithm (certificate), "RSA") && bits > 0 &&
      bits < LEAST_RSA_BITS)
    ks_import_add_note (notes, TRUE,
                        /* Translators: %s is a kind of key such as “RSA 1024” */
                        g_strdup_printf (_ ("Its %s key is too short."),
                                         ks_certificate_get_key_text (certificate)));
}

static void
note_key (GPtrArray *notes, KsCertificate *certificate)
{
  const KsKnownKey *known = ks_known_key_find (certificate);
  GPtrArray *weaknesses = ks_key_weakness_get (certificate);

  if (known != NULL)
    ks_import_add_note (notes, TRUE,
                        /* Translators: %s is a product such as WSO2 */
                        g_strdup_printf (_ ("Anyone has its private key: it is the public default key of %s."),
                                         known->owner));
  for (guint i = 0; i < weaknesses->len; i++) {
    const KsResult *result = weaknesses->pdata[i];

    if (result->state == KS_STATE_FAIL || result->state == KS_STATE_WARNING)
      ks_import_add_note (notes, TRUE, g_strdup (result->sentence));
  }
}

/* Whoever is trusted decides about others; a root alone is made for that. */
static void
note_anchor (GPtrArray *notes, KsCertificate *certificate)
{
  KsCertificateRole role = ks_certificate_get_role (certificate);

  if (role == KS_ROLE_INTERMEDIATE_CA)
    ks_import_add_note (
      notes, FALSE,
      g_strdup (_ ("It is an intermediate CA: its root is trusted in most truststores instead.")));
  else if (role == KS_ROLE_SELF_SIGNED)
    ks_import_add_note (
      notes, FALSE, g_strdup (_ ("It signed itself: whoever trusts it trusts this one party and no other.")));
  else if (role != KS_ROLE_ROOT_CA)
    ks_import_add_note (
      notes, TRUE,
      g_strdup (_ ("It is an end-entity certificate, no CA: trust in it ends when it is renewed.")));
}

static void
note_certificate (GPtrArray *notes, KsEntry *entry, gint64 time)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);

  if (!ks_certificate_is_readable (leaf)) {
    ks_import_add_note (notes, TRUE, g_strdup (_ ("It cannot be read, and comes in byte for byte.")));
    return;
  }
  note_dates (notes, leaf, time);
  note_size (notes, leaf);
  note_key (notes, leaf);
  if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE)
    note_anchor (notes, leaf);
}

/**
 * ks_import_list_notes:
 * @entry: an entry that may come in
 * @time: the present, in seconds since 1970
 *
 * What is worth saying about it before it comes: dates that are over, keys that are weak or public, anchors that are no CAs.
 *
 * Returns: (transfer full) (element-type KsImportNote): the notes
 */
GPtrArray *
ks_import_list_notes (KsEntry *entry, gint64 time)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (note_free);

  if (ks_entry_get_leaf (entry) != NULL)
    note_certificate (notes, entry, time);
  else if (ks_entry_get_kind (entry) == KS_ENTRY_KEY)
    ks_import_add_note (notes, TRUE, g_strdup (_ ("No certificate for this key is here.")));

  return notes;
}
