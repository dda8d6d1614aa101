/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Keys and certificates of a lesson, the unsound ones too. */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-certificate-unsound.h"
#include "ks-der-write.h"
#include "ks-error.h"
#include "ks-key-algorithm.h"
#include "ks-name-input.h"
#include "ks-time.h"

#define NAME_CONSTRAINTS "2.5.29.30"
#define TAG_DNS_NAME 0x82

/* Half a day more than it says, so that "87 days left" is what people read for the rest of the lesson. */
#define HALF_A_DAY (KS_DAY / 2)

/* Nobody should make one, so it is not among the key algorithms. */
static const KsKeyAlgorithm weak_rsa = { .id = "rsa-1024",
                                         .name = "RSA 1024",
                                         .family = KS_KEY_FAMILY_RSA,
                                         .bits = 1024,
                                         .type = "RSA" };

/* RFC 9500 section 2.3: a key for tests, whose private half stands in the standard. As PKCS #8. */
static const struct {
  const char *id;
  const char *pkcs8;
} known_keys[] = {
  { "testECCP256", "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg5stb3YCqRa6clejBVHZnn/7JU8Fo"
                   "UecR50OTlYnGT8GhRANCAARCJUj4j7eC/7Xso3REUscqHlWPvW9zvl5I6TIyzEXFsWxM0QxMuNW4"
                   "oXE56UiCyJklcpk0JfQUGat+kKQqSUJy" },
};

static void
made_free (KsLessonMade *made)
{
  g_clear_pointer (&made->pkcs8, ks_secret_unref);
  g_clear_object (&made->certificate);
  g_free (made);
}

/* A mistake in the table; a test looks at each row, so nobody sees it. */
static gboolean
fail (const KsLessonCertificate *row, GError **error)
{
  g_set_error (error, KS_ERROR, KS_ERROR_FAILED, _ ("The certificate “%s” of the lesson cannot be made."),
               row->id);
  return FALSE;
}

/**
 * _ks_lesson_find_made:
 * @made: (element-type KsLessonMade): certificates
 * @id: (nullable): of a row
 *
 * Returns: (transfer none) (nullable): what was made of it
 */
const KsLessonMade *
_ks_lesson_find_made (GPtrArray *made, const char *id)
{
  for (guint i = 0; i < made->len; i++) {
    const KsLessonMade *at = g_ptr_array_index (made, i);

    if (g_strcmp0 (at->row->id, id) == 0)
      return at;
  }

  return NULL;
}

static KsSecret *
read_known_key (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known_keys); i++) {
    g_autofree guint8 *der = NULL;
    gsize size;

    if (strcmp (known_keys[i].id, id) != 0)
      continue;
    der = g_base64_decode (known_keys[i].pkcs8, &size);
    return ks_secret_new (der, size);
  }

  return NULL;
}

static KsSecret *
make_key (const KsLessonCertificate *row, const KsLessonMade *same, GCancellable *cancellable, GError **error)
{
  const char *id = row->algorithm != NULL ? row->algorithm : "ec-p256";
  const KsKeyAlgorithm *algorithm = strcmp (id, weak_rsa.id) == 0 ? &weak_rsa : ks_key_algorithm_find (id);
  KsSecret *known = NULL;

  if (same != NULL)
    return ks_secret_ref (same->pkcs8);
  if (row->known_key != NULL)
    known = read_known_key (row->known_key);
  if (algorithm == NULL || (row->known_key != NULL && known == NULL)) {
    fail (row, error);
    return NULL;
  }
  return known != NULL ? known : ks_key_generate (algorithm, cancellable, error);
}

static gboolean
set_subject (KsCertificateSpec *spec, const KsLessonCertificate *row, const KsLessonMade *same, GError **error)
{
  const char *name = row->name != NULL || same == NULL ? row->name : same->row->name;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_name_part_free);
  KsName *subject = NULL;

  g_ptr_array_add (parts, ks_name_part_new ("CN", name != NULL ? name : ""));
  subject = ks_name_new_from_parts (parts, error);
  if (subject == NULL)
    return FALSE;
  ks_name_unref (spec->subject);
  spec->subject = subject;
  return TRUE;
}

/* A dNSName whatever it is: what reads names judges them, so this is written by hand. */
static KsGeneralName *
new_dns_name (const char *text)
{
  const KsDer element = { .tag = TAG_DNS_NAME,
                          .content = (const guint8 *) text,
                          .size = strlen (text),
                          .start = (const guint8 *) text,
                          .full_size = strlen (text) };

  return ks_general_name_new (&element);
}

static void
set_names (KsCertificateSpec *spec, const KsLessonCertificate *row)
{
  if (row->hosts != NULL) {
    g_ptr_array_unref (spec->names);
    spec->names = ks_general_name_parse_list (row->hosts);
  }
  if (row->dns != NULL)
    g_ptr_array_add (spec->names, new_dns_name (row->dns));
}

static gboolean
set_usage (KsCertificateSpec *spec, const KsLessonCertificate *row, GBytes *spki, GError **error)
{
  const char *id = row->usage != NULL ? row->usage : row->is_ca ? "certificate-authority" : "tls-server";
  const KsUsageTemplate *usage = ks_usage_template_find (id);
  const KsKeyAlgorithm *algorithm = ks_key_algorithm_find_spki (spki);

  if (usage == NULL)
    return fail (row, error);
  ks_certificate_spec_use_template (spec, usage, algorithm);
  if (row->is_ca)
    spec->key_usage = ks_usage_template_find ("certificate-authority")->key_usage;
  spec->is_ca = row->is_ca && !row->no_ca_flag;
  spec->path_length = row->path_length - 1;
  return TRUE;
}

static void
set_validity (KsCertificateSpec *spec, const KsLessonCertificate *row, gint64 now)
{
  int starts = row->starts != 0 ? row->starts : row->is_ca ? -1000 : -100;
  int ends = row->ends != 0 ? row->ends : row->is_ca ? 3000 : 87;

  spec->not_before = now + starts * KS_DAY;
  spec->not_after = now + ends * KS_DAY + HALF_A_DAY;
}

/* RFC 5280 section 4.2.1.10: one permitted subtree of DNS names. */
static void
add_constraint (KsCertificateSpec *spec, const char *domain)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  KsWriter *constraints = ks_writer_new (64);
  KsWriter *permitted = ks_writer_new (64);
  KsWriter *subtree = ks_writer_new (64);
  g_autoptr (GBytes) value = NULL;

  ks_der_put (subtree, TAG_DNS_NAME, domain, strlen (domain));
  ks_der_put_nested (permitted, KS_DER_SEQUENCE, subtree);
  ks_der_put_nested (constraints, KS_DER_CONTEXT (0), permitted);
  ks_der_put_nested (writer, KS_DER_SEQUENCE, constraints);
  value = g_bytes_new (ks_writer_peek (writer), ks_writer_get_size (writer));
  g_ptr_array_add (spec->extensions, ks_extension_new (NAME_CONSTRAINTS, TRUE, value));
}

static KsCertificate *
issue (const KsLessonCertificate *row,
       KsSecret *pkcs8,
       const KsLessonMade *same,
       const KsLessonMade *issuer,
       gint64 now,
       GError **error)
{
  g_autoptr (KsCertificateSpec) spec = ks_certificate_spec_new ();
  g_autoptr (GBytes) spki = ks_key_dup_spki (pkcs8, error);

  if (spki == NULL || !set_subject (spec, row, same, error) || !set_usage (spec, row, spki, error))
    return NULL;
  set_names (spec, row);
  set_validity (spec, row, now);
  spec->digest = g_strdup (row->digest);
  if (row->permitted != NULL)
    add_constraint (spec, row->permitted);
  return ks_certificate_spec_issue_unsound (spec, spki, issuer != NULL ? issuer->certificate : NULL,
                                            issuer != NULL ? issuer->pkcs8 : pkcs8, error);
}

static gboolean
make (GPtrArray *made, const KsLessonCertificate *row, gint64 now, GCancellable *cancellable, GError **error)
{
  const KsLessonMade *same = row->key_of != NULL ? _ks_lesson_find_made (made, row->key_of) : NULL;
  const KsLessonMade *issuer = row->issuer != NULL ? _ks_lesson_find_made (made, row->issuer) : NULL;
  KsLessonMade *one = g_new0 (KsLessonMade, 1);

  one->row = row;
  g_ptr_array_add (made, one);
  one->pkcs8 = make_key (row, same, cancellable, error);
  if (one->pkcs8 != NULL)
    one->certificate = issue (row, one->pkcs8, same, issuer, now, error);
  return one->certificate != NULL;
}

/* What it is made from is there, and it is not. */
static gboolean
is_next (GPtrArray *made, const KsLessonCertificate *row)
{
  return _ks_lesson_find_made (made, row->id) == NULL &&
         (row->issuer == NULL || _ks_lesson_find_made (made, row->issuer) != NULL) &&
         (row->key_of == NULL || _ks_lesson_find_made (made, row->key_of) != NULL);
}

static const KsLessonCertificate *
find_next (GPtrArray *made, const KsLessonCertificate *rows)
{
  for (const KsLessonCertificate *row = rows; row->id != NULL; row++)
    if (is_next (made, row))
      return row;

  return NULL;
}

/**
 * _ks_lesson_make_certificates:
 * @rows: the certificates of a lesson, ended by one without id
 * @now: seconds since 1970
 * @cancellable: (nullable): to stop it
 * @error: return location
 *
 * Makes a key for each row that has none of another, and its certificate.
 *
 * Returns: (transfer full) (element-type KsLessonMade): what was made; %NULL with %KS_ERROR_FAILED for rows that need each other,
 *   %G_IO_ERROR_CANCELLED, or an error of making
 */
GPtrArray *
_ks_lesson_make_certificates (const KsLessonCertificate *rows,
                              gint64 now,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) made_free);

  for (const KsLessonCertificate *row = find_next (made, rows); row != NULL; row = find_next (made, rows)) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !make (made, row, now, cancellable, error))
      return NULL;
  }
  for (const KsLessonCertificate *row = rows; row->id != NULL; row++) {
    if (_ks_lesson_find_made (made, row->id) == NULL) {
      fail (row, error);
      return NULL;
    }
  }
  return g_steal_pointer (&made);
}
