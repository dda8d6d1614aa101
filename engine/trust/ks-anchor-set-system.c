/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-anchor-set-private.h"

#include <glib/gi18n-lib.h>

#define P11_KIT_FUTURE_UNSTABLE_API 1
#include <p11-kit/iter.h>
#include <p11-kit/p11-kit.h>
#include <p11-kit/pkcs11x.h>

/* No certificate of a system's list comes near this; what does is no certificate. */
#define MAX_CERTIFICATE_SIZE (1024 * 1024)

typedef CK_FUNCTION_LIST *Modules;

static void
modules_release (Modules *modules)
{
  p11_kit_modules_finalize_and_release (modules);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Modules, modules_release)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (P11KitIter, p11_kit_iter_free)

static gboolean
is_true (const CK_ATTRIBUTE *attribute, const CK_BBOOL *value)
{
  return attribute->ulValueLen == sizeof (CK_BBOOL) && *value == CK_TRUE;
}

/* The object's bytes, and what the list says of them; NULL when it has no value or says nothing. */
static KsCertificate *
read_object (P11KitIter *iter, gboolean *trusted, gboolean *distrusted)
{
  CK_BBOOL is_trusted = CK_FALSE, is_distrusted = CK_FALSE;
  CK_ATTRIBUTE flags[] = {
    { CKA_TRUSTED, &is_trusted, sizeof is_trusted },
    { CKA_X_DISTRUSTED, &is_distrusted, sizeof is_distrusted },
  };
  CK_ATTRIBUTE value = { CKA_VALUE, NULL, 0 };
  g_autoptr (GBytes) der = NULL;

  /* A module that lacks one of them says so by an error, and still fills in the other. */
  p11_kit_iter_get_attributes (iter, flags, G_N_ELEMENTS (flags));
  *trusted = is_true (&flags[0], &is_trusted);
  *distrusted = is_true (&flags[1], &is_distrusted);
  if (!*trusted && !*distrusted)
    return NULL;

  if (p11_kit_iter_load_attributes (iter, &value, 1) != CKR_OK || value.pValue == NULL)
    return NULL;
  if (value.ulValueLen > 0 && value.ulValueLen <= MAX_CERTIFICATE_SIZE)
    der = g_bytes_new (value.pValue, value.ulValueLen);
  free (value.pValue);
  return der != NULL ? ks_certificate_new (der) : NULL;
}

static KsAnchorSet *
collect (Modules *modules, GCancellable *cancellable, GError **error)
{
  CK_OBJECT_CLASS class = CKO_CERTIFICATE;
  CK_ATTRIBUTE filter = { CKA_CLASS, &class, sizeof class };
  g_autoptr (P11KitIter) iter = p11_kit_iter_new (NULL, P11_KIT_ITER_BUSY_SESSIONS);
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) refused = g_ptr_array_new_with_free_func (g_object_unref);
  KsAnchorSet *self = NULL;

  p11_kit_iter_add_filter (iter, &filter, 1);
  p11_kit_iter_begin (iter, modules);
  while (p11_kit_iter_next (iter) == CKR_OK) {
    gboolean trusted = FALSE, distrusted = FALSE;
    g_autoptr (KsCertificate) certificate = NULL;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    certificate = read_object (iter, &trusted, &distrusted);
    if (certificate != NULL)
      g_ptr_array_add (distrusted ? refused : anchors, g_steal_pointer (&certificate));
  }

  self = ks_anchor_set_new (KS_ANCHORS_SYSTEM, _ ("System trust"), anchors);
  for (guint i = 0; i < refused->len; i++)
    ks_anchor_set_add_distrusted (self, g_ptr_array_index (refused, i));
  return self;
}

/**
 * ks_anchor_set_new_system:
 * @cancellable: (nullable): stops the reading
 * @error: %G_IO_ERROR_CANCELLED only
 *
 * The certificates that this computer trusts: what the p11-kit modules marked as trust policy give as trusted. What they give as
 * distrusted is remembered and never an anchor. A system without such modules has an empty set.
 *
 * Returns: (transfer full) (nullable): an anchor set
 */
KsAnchorSet *
ks_anchor_set_new_system (GCancellable *cancellable, GError **error)
{
  g_autoptr (Modules) modules = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  modules = p11_kit_modules_load_and_initialize (P11_KIT_MODULE_TRUSTED);
  if (modules == NULL)
    return ks_anchor_set_new (KS_ANCHORS_SYSTEM, _ ("System trust"), NULL);
  return collect (modules, cancellable, error);
}
