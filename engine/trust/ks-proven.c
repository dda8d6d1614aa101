/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-proven.h"

#include <string.h>

/* The whole certificate and the whole key: a digest of them would cost as much as comparing. */
typedef struct {
  GBytes *child;
  GBytes *spki;
} Fact;

struct _KsProven {
  GMutex lock;
  GHashTable *facts;  /* Fact -> KsProvenAnswer */
  GHashTable *firsts; /* DER -> KsCertificate */
};

/**
 * ks_der_hash:
 * @der: GBytes of a certificate
 *
 * The end of a certificate is the end of its signature, which is as good as random.
 *
 * Returns: a hash, for use with g_bytes_equal()
 */
guint
ks_der_hash (gconstpointer der)
{
  gsize size = 0;
  const guint8 *data = g_bytes_get_data ((GBytes *) der, &size);
  guint hash = (guint) size;

  if (size >= sizeof hash)
    memcpy (&hash, data + size - sizeof hash, sizeof hash);
  return hash;
}

static guint
fact_hash (gconstpointer key)
{
  return ks_der_hash (((const Fact *) key)->child);
}

static gboolean
fact_equal (gconstpointer a, gconstpointer b)
{
  const Fact *one = a, *other = b;

  return g_bytes_equal (one->child, other->child) && g_bytes_equal (one->spki, other->spki);
}

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  g_bytes_unref (fact->child);
  g_bytes_unref (fact->spki);
  g_free (fact);
}

/**
 * ks_proven_new:
 *
 * Returns: (transfer full): a memory that knows nothing
 */
KsProven *
ks_proven_new (void)
{
  KsProven *self = g_new0 (KsProven, 1);

  g_mutex_init (&self->lock);
  self->firsts =
    g_hash_table_new_full (ks_der_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_object_unref);
  self->facts = g_hash_table_new_full (fact_hash, fact_equal, fact_free, NULL);
  return self;
}

/**
 * ks_proven_free:
 * @self: (transfer full): a memory that nobody asks any more
 *
 * Frees it.
 */
void
ks_proven_free (KsProven *self)
{
  g_hash_table_unref (self->facts);
  g_hash_table_unref (self->firsts);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * ks_proven_get_first:
 * @self: a memory
 * @certificate: a certificate
 *
 * Thread safe.
 *
 * Returns: (transfer none): the first certificate with this content that was asked for
 */
KsCertificate *
ks_proven_get_first (KsProven *self, KsCertificate *certificate)
{
  GBytes *der = ks_certificate_get_der (certificate);
  KsCertificate *first = NULL;

  g_mutex_lock (&self->lock);
  first = g_hash_table_lookup (self->firsts, der);
  if (first == NULL) {
    g_hash_table_insert (self->firsts, g_bytes_ref (der), g_object_ref (certificate));
    first = certificate;
  }
  g_mutex_unlock (&self->lock);
  return first;
}

/**
 * ks_proven_ask:
 * @self: a memory
 * @child: a certificate
 * @issuer: who may have signed it
 *
 * Thread safe.
 *
 * Returns: what is known of the signature on @child and the key of @issuer
 */
KsProvenAnswer
ks_proven_ask (KsProven *self, KsCertificate *child, KsCertificate *issuer)
{
  Fact wanted = { ks_certificate_get_der (child), ks_certificate_get_spki (issuer) };
  KsProvenAnswer answer;

  g_mutex_lock (&self->lock);
  answer = (KsProvenAnswer) GPOINTER_TO_INT (g_hash_table_lookup (self->facts, &wanted));
  g_mutex_unlock (&self->lock);
  return answer;
}

/**
 * ks_proven_tell:
 * @self: a memory
 * @child: a certificate
 * @issuer: another
 * @verifies: whether the signature on @child verifies with the key of @issuer, and nothing else than these two decided it
 *
 * Thread safe.
 */
void
ks_proven_tell (KsProven *self, KsCertificate *child, KsCertificate *issuer, gboolean verifies)
{
  KsProvenAnswer answer = verifies ? KS_PROVEN_VERIFIES : KS_PROVEN_DOES_NOT;
  Fact *fact = g_new0 (Fact, 1);

  fact->child = g_bytes_ref (ks_certificate_get_der (child));
  fact->spki = g_bytes_ref (ks_certificate_get_spki (issuer));
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->facts, fact, GINT_TO_POINTER (answer));
  g_mutex_unlock (&self->lock);
}
