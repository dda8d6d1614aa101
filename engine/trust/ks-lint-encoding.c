/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-der.h"
#include "ks-init.h"
#include "ks-lint-private.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509.h>
#include <string.h>

#define BOOLEAN 0x01
#define CONSTRUCTED 0x20
#define MAX_DEPTH 32

/* Beside “cert-encoding” and “cert-names”, which look at serial number, version, duplicates and names in every path. */

static char *
describe_algorithm (const X509_ALGOR *algorithm)
{
  const ASN1_OBJECT *object = NULL;
  char text[80] = "";

  X509_ALGOR_get0 (&object, NULL, NULL, algorithm);
  OBJ_obj2txt (text, sizeof text, object, 0);
  return g_strdup (text);
}

static KsLintAnswer
test_algorithms (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  const X509_ALGOR *inner = X509_get0_tbs_sigalg (x509), *outer = NULL;

  X509_get0_signature (NULL, &outer, x509);
  values->ours = describe_algorithm (inner);
  values->theirs = describe_algorithm (outer);
  return ks_lint_answer (X509_ALGOR_cmp (inner, outer) != 0);
}

/* X.690 sections 10.1, 11.1 and 8.3.2: the shortest length, TRUE as 255, and no needless octet before a number. */
static gboolean
is_der_element (const KsDer *element)
{
  gsize header = element->size < 0x80 ? 2 : 3;

  for (gsize rest = element->size >> 8; element->size >= 0x80 && rest > 0; rest >>= 8)
    header++;
  if (element->full_size - element->size != header)
    return FALSE;
  if (element->tag == BOOLEAN)
    return element->size == 1 && (element->content[0] == 0 || element->content[0] == 0xff);
  if (element->tag == KS_DER_INTEGER && element->size > 1)
    return !(element->content[0] == 0 && element->content[1] < 0x80) &&
           !(element->content[0] == 0xff && element->content[1] >= 0x80);
  return TRUE;
}

static gboolean
is_der_tree (const KsDer *parent, guint depth)
{
  KsDerCursor cursor;
  KsDer element;

  if (depth > MAX_DEPTH)
    return FALSE;
  ks_der_cursor_init (&cursor, parent);
  while (cursor.left > 0)
    if (!ks_der_cursor_next (&cursor, &element) || !is_der_element (&element) ||
        ((element.tag & CONSTRUCTED) != 0 && !is_der_tree (&element, depth + 1)))
      return FALSE;
  return TRUE;
}

/* What OpenSSL writes has no default values, and its sets in order: what comes out otherwise than it went in was not DER. The copy is of our own,
 * because writing it anew changes it. */
static gboolean
comes_out_the_same (const KsDer *signed_part, X509 *x509)
{
  X509 *copy = X509_dup (x509);
  guint8 *again = NULL;
  int size = copy != NULL ? i2d_re_X509_tbs (copy, &again) : -1;
  gboolean same = size >= 0 && (gsize) size == signed_part->full_size &&
                  memcmp (signed_part->start, again, signed_part->full_size) == 0;

  OPENSSL_free (again);
  X509_free (copy);
  ks_clear_openssl_errors ();
  return same;
}

static gboolean
is_der (GBytes *bytes, X509 *x509)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  KsDer whole, signed_part;
  KsDerCursor cursor;

  if (!ks_der_parse (data, size, &whole) || whole.full_size != size || !is_der_element (&whole) ||
      !is_der_tree (&whole, 0))
    return FALSE;
  ks_der_cursor_init (&cursor, &whole);
  return ks_der_cursor_next (&cursor, &signed_part) && comes_out_the_same (&signed_part, x509);
}

static KsLintAnswer
test_der (const KsLintSubject *subject, X509 *x509, KsLintValues *values)
{
  return ks_lint_answer (!is_der (ks_certificate_get_der (subject->certificate), x509));
}

const KsLint ks_lints_encoding[] = {
  {
    .check = { "encoding-algorithms", KS_SCOPE_CERTIFICATE, N_ ("Both signature algorithms are the same"),
               N_ (
                 "A certificate names its signature algorithm twice. Clients refuse one that does not agree with itself."),
               KS_RFC5280 ("4.1.1.2") },
    .profiles = KS_LINT_EVERY,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” names two signature algorithms."),
    .test = test_algorithms,
  },
  {
    .check = { "encoding-der", KS_SCOPE_CERTIFICATE, N_ ("Encoded as DER"),
               N_ ("DER has one way to write each value. Strict clients refuse any other, and others may find the "
                   "signature wrong."),
               KS_RFC5280 ("4.1") },
    .profiles = KS_LINT_EVERY,
    .severity = KS_STATE_WARNING,
    .problem = N_ ("“%s” is not written as DER demands."),
    .test = test_der,
  },
  { .check = { .id = NULL } },
};
