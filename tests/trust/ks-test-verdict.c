/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-verdict.h"

#include <stdio.h>

void
ks_test_saw (const char *check, const char *state)
{
  const char *path = g_getenv ("CATENA_SEEN");
  FILE *file = path != NULL ? fopen (path, "a") : NULL;

  if (file == NULL)
    return;
  fprintf (file, "%s\t%s\n", check, state);
  fclose (file);
}

KsAnchorSet *
ks_test_anchors_new (KsTestIdentity *first, ...)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new ();
  va_list others;

  va_start (others, first);
  for (KsTestIdentity *next = first; next != NULL; next = va_arg (others, KsTestIdentity *))
    g_ptr_array_add (certificates, ks_test_identity_get_certificate (next));
  va_end (others);
  return ks_anchor_set_new (KS_ANCHORS_STORE, "client-truststore.jks", certificates);
}

KsTestPki *
ks_test_pki_new (const KsTestSpec *root, const KsTestSpec *intermediate, const KsTestSpec *leaf)
{
  static const KsTestSpec sound_root = { ROOT };
  static const KsTestSpec sound_intermediate = { INTERMEDIATE };
  static const KsTestSpec sound_leaf = { LEAF };
  KsTestPki *self = g_new0 (KsTestPki, 1);

  self->root = ks_test_identity_new (root != NULL ? root : &sound_root, NULL);
  self->intermediate =
    ks_test_identity_new (intermediate != NULL ? intermediate : &sound_intermediate, self->root);
  self->leaf = ks_test_identity_new (leaf != NULL ? leaf : &sound_leaf, self->intermediate);
  self->anchors = ks_test_anchors_new (self->root, NULL);
  return self;
}

void
ks_test_pki_free (KsTestPki *self)
{
  ks_test_identity_free (self->root);
  ks_test_identity_free (self->intermediate);
  ks_test_identity_free (self->leaf);
  g_object_unref (self->anchors);
  g_free (self);
}

/* What the list of entries shows of it is the same. */
void
ks_test_assert_marked_alike (KsVerifyRequest *request, KsVerdict *verdict)
{
  g_autofree char *sentence = NULL;
  KsState state = ks_verify_thorough (request, &sentence);

  g_assert_cmpstr (ks_state_get_nick (state), ==, ks_state_get_nick (ks_verdict_get_state (verdict)));
  if (state == KS_STATE_FAIL)
    g_assert_cmpstr (sentence, !=, NULL);
  /* The first round knows nothing worse than the second. */
  g_assert_cmpint (ks_verify_quick (request, NULL), <=, state);
}

KsVerdict *
ks_test_verify_at (KsEntry *entry, KsAnchorSet *anchors, gint64 time)
{
  g_autoptr (KsVerifyRequest) request = ks_verify_request_new (entry, time);
  g_autoptr (GError) error = NULL;
  KsVerdict *verdict = NULL;

  ks_verify_request_set_anchors (request, anchors);
  verdict = ks_verify (request, NULL, &error);
  g_assert_no_error (error);
  ks_test_assert_marked_alike (request, verdict);
  return verdict;
}

KsVerdict *
ks_test_verify (KsEntry *entry, KsAnchorSet *anchors)
{
  return ks_test_verify_at (entry, anchors, KS_TEST_NOW);
}

static const KsResult *
find_result (GPtrArray *results, const char *check)
{
  for (guint i = 0; i < results->len; i++) {
    const KsResult *result = g_ptr_array_index (results, i);

    if (g_str_equal (result->check->id, check))
      return result;
  }
  return NULL;
}

const KsResult *
ks_test_link_result (KsVerdict *verdict, guint link, const char *check)
{
  const KsPath *path = ks_verdict_get_path (verdict, 0);
  const KsResult *result =
    find_result (((const KsPathLink *) g_ptr_array_index (path->links, link))->results, check);

  g_assert_nonnull (result);
  return result;
}

KsLinkState
ks_test_link_state (KsVerdict *verdict, guint link)
{
  const KsPath *path = ks_verdict_get_path (verdict, 0);

  g_assert_cmpuint (link, <, path->links->len);
  return ((const KsPathLink *) g_ptr_array_index (path->links, link))->state;
}

const KsFinding *
ks_test_find_finding (KsVerdict *verdict, const char *check)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);

  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    if (g_str_equal (finding->check->id, check))
      return finding;
  }
  return NULL;
}

void
ks_test_assert_part (KsVerdict *verdict, KsPart part, KsState state, const char *value)
{
  const KsPartVerdict *verdict_part = ks_verdict_get_part (verdict, part);

  g_assert_cmpstr (ks_state_get_nick (verdict_part->state), ==, ks_state_get_nick (state));
  g_assert_cmpstr (verdict_part->value, ==, value);
}

/* Every finding is complete: a sentence, and for a failure what it leads to. */
static void
assert_findings_are_whole (KsVerdict *verdict)
{
  GPtrArray *findings = ks_verdict_get_findings (verdict);
  KsState last = KS_STATE_FAIL;

  for (guint i = 0; i < findings->len; i++) {
    const KsFinding *finding = g_ptr_array_index (findings, i);

    g_assert_cmpstr (finding->sentence, !=, "");
    g_assert_nonnull (finding->check->why);
    g_assert_nonnull (finding->check->reference);
    g_assert_cmpint (finding->severity, <=, last);
    g_assert_true ((finding->remedy == KS_REMEDY_NONE) == (finding->remedy_label == NULL));
    last = finding->severity;
  }
}

void
ks_test_assert_headline (KsVerdict *verdict, KsState state, const char *headline)
{
  g_assert_cmpstr (ks_verdict_get_headline (verdict), ==, headline);
  g_assert_cmpstr (ks_state_get_nick (ks_verdict_get_state (verdict)), ==, ks_state_get_nick (state));
  assert_findings_are_whole (verdict);
}
