/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check-private.h"
#include "ks-verify-request-private.h"

#include <glib/gi18n-lib.h>

/* A chain as stored need not hold its anchor: an anchor that issued its last certificate is as good. */
static KsCertificate *
find_issuing_anchor (const KsCheckSettings *settings, KsCertificate *top)
{
  g_autoptr (GPtrArray) anchors = NULL;

  if (!ks_certificate_is_readable (top))
    return NULL;
  anchors = ks_anchor_set_find_subject (settings->anchors, ks_certificate_get_issuer (top));
  for (guint i = 0; i < anchors->len; i++)
    if (ks_signature_cache_verify (settings->signatures, top, g_ptr_array_index (anchors, i)))
      return g_ptr_array_index (anchors, i);
  return NULL;
}

/* Who encrypts for themselves needs nobody's trust. */
static gboolean
needs_no_anchor (const KsCheckSettings *settings, const KsPath *path)
{
  return settings->request->role == KS_ROLE_KIND_INTERNAL_ENCRYPTION && path->nodes->len == 1 &&
         path->missing == NULL && ks_certificate_is_self_signed (ks_path_get_node (path, 0)->certificate);
}

/* A root may have been renewed under its name and key. A server that signed itself anew is another server to everybody: whoever trusts
 * it trusts that one certificate. */
static gboolean
stands_for_itself_alone (const KsPath *path, KsCertificate *top)
{
  return path->nodes->len == 1 && !ks_certificate_is_ca (top) && ks_certificate_is_self_signed (top);
}

static KsResult *
check_member (const KsCheckSettings *settings, KsPath *path)
{
  KsPathNode *top = ks_path_get_node (path, path->nodes->len - 1);
  const char *title = ks_certificate_get_title (top->certificate);
  KsCertificate *issuer = NULL;
  g_autofree char *count = NULL;
  guint n = 0;

  if (settings->anchors == NULL)
    return ks_result_new ("anchor-member", KS_STATE_NOT_CHECKED, title, NULL,
                          KS_SAY (settings, _ ("No truststore is chosen.")));
  n = ks_anchor_set_get_size (settings->anchors);
  count = KS_SAY (settings, g_dngettext (GETTEXT_PACKAGE, "%u anchor", "%u anchors", n), n);
  if (ks_anchor_set_contains (settings->anchors, top->certificate))
    return ks_result_new ("anchor-member", KS_STATE_PASS, title, count,
                          /* Translators: a certificate, then the name of a truststore */
                          KS_SAY (settings, _ ("“%s” is an anchor of %s."), title,
                                  ks_anchor_set_get_name (settings->anchors)));
  if (!stands_for_itself_alone (path, top->certificate))
    issuer = find_issuing_anchor (settings, top->certificate);
  if (issuer != NULL)
    return ks_result_new ("anchor-member", KS_STATE_PASS, title, count,
                          KS_SAY (settings, _ ("“%s”, which issued “%s”, is an anchor of %s."),
                                  ks_certificate_get_title (issuer), title,
                                  ks_anchor_set_get_name (settings->anchors)));
  if (needs_no_anchor (settings, path))
    return ks_result_new ("anchor-member", KS_STATE_NOT_APPLICABLE, title, count,
                          g_strdup_printf (_ ("“%s” is self-signed, which is fine for internal encryption."),
                                           title));
  return ks_result_new ("anchor-member", KS_STATE_FAIL, title, count,
                        KS_SAY (settings, _ ("“%s” is not an anchor of %s."), title,
                                ks_anchor_set_get_name (settings->anchors)));
}

/* Distrust holds for every certificate of the path, not only for its end. */
static KsResult *
check_distrust (const KsCheckSettings *settings, KsPath *path)
{
  if (settings->anchors == NULL)
    return ks_result_new ("anchor-distrust", KS_STATE_NOT_CHECKED, NULL, NULL,
                          KS_SAY (settings, _ ("No truststore is chosen.")));
  for (guint i = 0; i < path->nodes->len; i++) {
    KsCertificate *certificate = ks_path_get_node (path, i)->certificate;

    if (ks_anchor_set_is_distrusted (settings->anchors, certificate))
      return ks_result_new ("anchor-distrust", KS_STATE_FAIL, ks_certificate_get_title (certificate), NULL,
                            KS_SAY (settings, _ ("“%s” is marked as distrusted by %s."),
                                    ks_certificate_get_title (certificate),
                                    ks_anchor_set_get_name (settings->anchors)));
  }
  return ks_result_new ("anchor-distrust", KS_STATE_PASS, NULL, NULL,
                        KS_SAY (settings, _ ("No certificate of this path is marked as distrusted.")));
}

/**
 * ks_check_anchor:
 * @settings: what the verdict depends on
 * @path: a path in the making
 *
 * Runs the checks of the path's end and adds the results to its last link. A last certificate that is no anchor leaves the link missing:
 * nothing is broken, the ring is out of reach. A root with the name and key of an anchor is as good as the anchor, RFC 5280
 * section 6.1.1 (d).
 */
void
ks_check_anchor (const KsCheckSettings *settings, KsPath *path)
{
  KsPathLink *link = ks_path_get_link (path, path->links->len - 1);
  KsResult *member = check_member (settings, path);

  if (member->state == KS_STATE_FAIL || member->state == KS_STATE_NOT_APPLICABLE)
    link->state = KS_LINK_MISSING;
  if (path->missing == NULL)
    path->reaches_anchor = member->state == KS_STATE_PASS;
  ks_path_link_add_result (link, member);
  ks_path_link_add_result (link, check_distrust (settings, path));
}
