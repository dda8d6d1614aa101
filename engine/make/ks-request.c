/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-request.h"

#include <glib/gi18n-lib.h>
#include "ks-pem.h"
#include "ks-request-private.h"

G_DEFINE_FINAL_TYPE (KsRequest, ks_request, G_TYPE_OBJECT)

static void
ks_request_finalize (GObject *object)
{
  KsRequest *self = KS_REQUEST (object);

  g_clear_pointer (&self->der, g_bytes_unref);
  g_clear_object (&self->face);

  G_OBJECT_CLASS (ks_request_parent_class)->finalize (object);
}

static void
ks_request_class_init (KsRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_request_finalize;
}

static void
ks_request_init (KsRequest *self)
{
}

/**
 * ks_request_get_kind:
 * @self: a request
 *
 * Returns: of which of the two kinds it is
 */
KsRequestKind
ks_request_get_kind (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), KS_REQUEST_PKCS10);

  return self->kind;
}

/**
 * ks_request_get_der:
 * @self: a request
 *
 * Returns: (transfer none): the bytes it was made from
 */
GBytes *
ks_request_get_der (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return self->der;
}

/**
 * ks_request_get_subject:
 * @self: a request
 *
 * Returns: (transfer none): for whom it asks; the empty name for an SPKAC
 */
KsName *
ks_request_get_subject (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_subject (self->face);
}

/**
 * ks_request_get_title:
 * @self: a request
 *
 * Returns: (transfer none): what people call it: the common name, else the first alternative name, else what the subject has
 */
const char *
ks_request_get_title (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  if (ks_name_get_n_attributes (ks_certificate_get_subject (self->face)) == 0 &&
      ks_certificate_get_n_alt_names (self->face) == 0)
    return _ ("Unnamed request");
  return ks_certificate_get_title (self->face);
}

/**
 * ks_request_get_n_alt_names:
 * @self: a request
 *
 * Returns: how many alternative names it asks for
 */
guint
ks_request_get_n_alt_names (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), 0);

  return ks_certificate_get_n_alt_names (self->face);
}

/**
 * ks_request_get_alt_name:
 * @self: a request
 * @index: from 0
 *
 * Returns: (transfer none): an alternative name
 */
const KsGeneralName *
ks_request_get_alt_name (KsRequest *self, guint index)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_alt_name (self->face, index);
}

/**
 * ks_request_get_key_text:
 * @self: a request
 *
 * Returns: (transfer none): "RSA 2048", "EC P-256"
 */
const char *
ks_request_get_key_text (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_key_text (self->face);
}

/**
 * ks_request_get_signature_text:
 * @self: a request
 *
 * Returns: (transfer none): "SHA-256 with RSA", "Ed25519"
 */
const char *
ks_request_get_signature_text (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_signature_text (self->face);
}

/**
 * ks_request_get_spki:
 * @self: a request
 *
 * Returns: (transfer none): DER of the public key
 */
GBytes *
ks_request_get_spki (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_spki (self->face);
}

/**
 * ks_request_get_spki_sha256:
 * @self: a request
 *
 * Returns: (transfer none): lower-case hex of the SHA-256 of the public key
 */
const char *
ks_request_get_spki_sha256 (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_spki_sha256 (self->face);
}

/**
 * ks_request_get_key_usage:
 * @self: a request
 * @usage: (out): the usages that it asks for
 *
 * Returns: %FALSE when it says nothing of it
 */
gboolean
ks_request_get_key_usage (KsRequest *self, KsKeyUsage *usage)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), FALSE);

  return ks_certificate_get_key_usage (self->face, usage);
}

/**
 * ks_request_get_extended_key_usage:
 * @self: a request
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): dotted OIDs; %NULL when it says nothing of it
 */
const char *const *
ks_request_get_extended_key_usage (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_extended_key_usage (self->face);
}

/**
 * ks_request_is_ca:
 * @self: a request
 *
 * Returns: whether it asks for the certificate of a CA
 */
gboolean
ks_request_is_ca (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), FALSE);

  return ks_certificate_is_ca (self->face);
}

/**
 * ks_request_get_path_length:
 * @self: a request
 *
 * Returns: the limit that it asks for, -1 for none
 */
int
ks_request_get_path_length (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), -1);

  return ks_certificate_get_path_length (self->face);
}

/**
 * ks_request_get_extensions:
 * @self: a request
 *
 * Returns: (transfer none) (element-type KsExtension): all extensions that it asks for
 */
GPtrArray *
ks_request_get_extensions (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  return ks_certificate_get_extensions (self->face);
}

/**
 * ks_request_has_challenge:
 * @self: a request
 *
 * Returns: whether a challenge password that is not empty is in it
 */
gboolean
ks_request_has_challenge (KsRequest *self)
{
  g_return_val_if_fail (KS_IS_REQUEST (self), FALSE);

  return self->has_challenge;
}

/**
 * ks_request_to_text:
 * @self: a request
 *
 * Returns: (transfer full): PEM (RFC 7468 section 7), or the “SPKAC=” line that openssl reads
 */
char *
ks_request_to_text (KsRequest *self)
{
  g_autofree char *base64 = NULL;
  gsize size;
  const guint8 *data = NULL;

  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  data = g_bytes_get_data (self->der, &size);
  if (self->kind == KS_REQUEST_PKCS10)
    return ks_pem_format ("CERTIFICATE REQUEST", data, size);
  base64 = g_base64_encode (data, size);
  return g_strdup_printf ("SPKAC=%s\n", base64);
}

/**
 * ks_request_to_spec:
 * @self: a request
 *
 * Returns: (transfer full): what a certificate would say that keeps all that is asked for; its validity is not set
 */
KsCertificateSpec *
ks_request_to_spec (KsRequest *self)
{
  KsCertificateSpec *spec = NULL;

  g_return_val_if_fail (KS_IS_REQUEST (self), NULL);

  spec = ks_certificate_spec_new_from_certificate (self->face);
  spec->not_before = 0;
  spec->not_after = 0;
  return spec;
}
