/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-crl-set.h"

#include "ks-init.h"

#include <glib/gi18n-lib.h>
#include <openssl/x509v3.h>

static X509_CRL *
read_list (GBytes *der)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data (der, &size);
  X509_CRL *list = X509_CRL_new_ex (ks_libctx (), NULL);

  if (size > G_MAXINT || d2i_X509_CRL (&list, &data, (long) size) == NULL) {
    /* d2i frees what it was given when it fails. */
    if (size > G_MAXINT)
      X509_CRL_free (list);
    ks_clear_openssl_errors ();
    return NULL;
  }
  return list;
}

/* RFC 5280 section 5.2: these two have to be in every list. */
static const char *
list_problem (X509_CRL *list)
{
  if (X509_CRL_get_ext_by_NID (list, NID_crl_number, -1) < 0)
    return _ ("The revocation list has no number.");
  if (X509_CRL_get_ext_by_NID (list, NID_authority_key_identifier, -1) < 0)
    return _ ("The revocation list has no key identifier of its issuer.");
  return NULL;
}

/**
 * ks_crl_set_init:
 * @self: (out caller-allocates): a set
 * @ders: (element-type GBytes): lists as DER
 *
 * Reads the lists. One that cannot be read is left out and told as the problem.
 */
void
ks_crl_set_init (KsCrlSet *self, GPtrArray *ders)
{
  self->lists = sk_X509_CRL_new_null ();
  self->problem = NULL;
  for (guint i = 0; i < ders->len; i++) {
    X509_CRL *list = read_list (g_ptr_array_index (ders, i));

    if (list == NULL) {
      self->problem = _ ("A revocation list cannot be read.");
      continue;
    }
    if (self->problem == NULL)
      self->problem = list_problem (list);
    sk_X509_CRL_push (self->lists, list);
  }
}

/**
 * ks_crl_set_clear:
 * @self: a set
 *
 * Frees the lists.
 */
void
ks_crl_set_clear (KsCrlSet *self)
{
  sk_X509_CRL_pop_free (self->lists, X509_CRL_free);
}
