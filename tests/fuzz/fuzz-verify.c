/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-verifier.h"

#define MAX_CERTIFICATES 16
#define NOW G_GINT64_CONSTANT (1830297600) /* 1 January 2028 */

/* Certificates one after the other: the first is the leaf, the last the anchor, and all are candidates. */
static GPtrArray *
split (const uint8_t *data, size_t size)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_object_unref);
  KsDer element;

  while (certificates->len < MAX_CERTIFICATES && size > 0 && ks_der_parse (data, size, &element)) {
    g_autoptr (GBytes) der = g_bytes_new (data, element.full_size);

    g_ptr_array_add (certificates, ks_certificate_new (der));
    data += element.full_size;
    size -= element.full_size;
  }
  return certificates;
}

/* Nothing is trusted that does not reach an anchor, and every certificate has its link. */
static void
check_path (const KsPath *path)
{
  g_assert_cmpuint (path->nodes->len, ==, path->links->len);
  g_assert_cmpuint (path->nodes->len, >, 0);
  g_assert_nonnull (path->sentence);
  if (path->missing != NULL)
    g_assert_cmpuint (path->missing_after, <, path->nodes->len);
  if (path->state != KS_STATE_FAIL)
    g_assert_true (path->reaches_anchor);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) certificates = split (data, size);
  g_autoptr (GPtrArray) last = g_ptr_array_new ();
  g_autoptr (KsAnchorSet) anchors = NULL;
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (KsVerifyRequest) request = NULL;
  g_autoptr (KsVerdict) verdict = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GPtrArray) chain = NULL;

  if (certificates->len == 0)
    return 0;
  g_ptr_array_add (last, certificates->pdata[certificates->len - 1]);
  anchors = ks_anchor_set_new (KS_ANCHORS_FILE, "anchors", last);
  entry = ks_entry_new (KS_ENTRY_KEY, "fuzz", 0, NULL, certificates);
  request = ks_verify_request_new (entry, NOW);
  ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_add_host (request, "a.example.org");
  ks_verify_request_add_host (request, "192.0.2.1");

  ks_verify_quick (request, NULL);
  verdict = ks_verify (request, NULL, NULL);
  for (guint i = 0; i < ks_verdict_get_n_paths (verdict); i++)
    check_path (ks_verdict_get_path (verdict, i));
  json = ks_verdict_to_json (verdict);
  chain = ks_verify_propose_chain (verdict, TRUE);
  return 0;
}
