/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-test-reply.h"

int ks_test_reply_front, ks_test_reply_behind;

void
ks_test_reply_add_entry (KsTestReply *fixture, KsEntry *entry)
{
  g_ptr_array_add (fixture->entries, entry);
}

void
ks_test_reply_set_up_with (KsTestReply *fixture,
                           const KsTestSpec *root,
                           const KsTestSpec *intermediate,
                           const KsTestSpec *leaf)
{
  fixture->pki = ks_test_pki_new (root, intermediate, leaf);
  fixture->own =
    ks_test_identity_cross (fixture->pki->leaf, &(KsTestSpec) { .name = "gw.example.org" }, NULL);
  fixture->entry = ks_test_entry_new ("web", fixture->own, NULL);
  fixture->entries = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->query = ks_reply_query_new (KS_TEST_NOW);
  ks_test_reply_add_entry (fixture, g_object_ref (fixture->entry));
}

void
ks_test_reply_set_up (KsTestReply *fixture, gconstpointer data)
{
  ks_test_reply_set_up_with (fixture, NULL, NULL, NULL);
}

void
ks_test_reply_tear_down (KsTestReply *fixture, gconstpointer data)
{
  ks_test_pki_free (fixture->pki);
  ks_test_identity_free (fixture->own);
  g_object_unref (fixture->entry);
  g_ptr_array_unref (fixture->entries);
  ks_reply_query_unref (fixture->query);
}

void
ks_test_reply_add (KsTestReply *fixture, KsTestIdentity *identity)
{
  ks_reply_query_add_certificate (fixture->query, ks_test_identity_get_certificate (identity), "reply.zip");
}

KsReplyPlan *
ks_test_reply_plan (KsTestReply *fixture)
{
  g_autoptr (GError) error = NULL;
  KsReplyPlan *plan = NULL;

  ks_reply_query_add_store (fixture->query, fixture->entries, "wso2carbon.jks", &ks_test_reply_front, FALSE,
                            NULL);
  plan = ks_reply_plan_new (fixture->query, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

char *
ks_test_reply_describe (const KsReplyChain *chain)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < chain->parts->len; i++) {
    const KsReplyPart *part = chain->parts->pdata[i];

    g_string_append_printf (text, "%s%s (%s%s%s)", i > 0 ? " < " : "",
                            ks_certificate_get_title (part->certificate),
                            ks_reply_origin_get_nick (part->origin), part->detail != NULL ? " " : "",
                            part->detail != NULL ? part->detail : "");
  }
  if (chain->missing != NULL)
    g_string_append_printf (text, " < missing %s", ks_name_get_text (chain->missing->name));
  return g_string_free_and_steal (text);
}

const KsReplyLeaf *
ks_test_reply_leaf (const KsReplyMatch *match, guint index)
{
  g_assert_cmpuint (index, <, match->leaves->len);
  return match->leaves->pdata[index];
}

const KsReplyChain *
ks_test_reply_chain (KsReplyPlan *plan, guint match)
{
  g_assert_cmpuint (match, <, ks_reply_plan_get_n_matches (plan));
  return ks_test_reply_leaf (ks_reply_plan_get_match (plan, match), 0)->chains->pdata[0];
}

void
ks_test_reply_assert_chain (KsReplyPlan *plan, guint match, const char *expected)
{
  g_autofree char *text = ks_test_reply_describe (ks_test_reply_chain (plan, match));

  g_assert_cmpstr (text, ==, expected);
}

void
ks_test_reply_assert_surplus (KsReplyPlan *plan, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < ks_reply_plan_get_n_surplus (plan); i++) {
    const KsReplySurplus *surplus = ks_reply_plan_get_surplus (plan, i);

    g_assert_cmpstr (surplus->sentence, !=, "");
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", surplus->title,
                            ks_reply_surplus_reason_get_nick (surplus->reason));
  }
  g_assert_cmpstr (text->str, ==, expected);
}

GBytes *
ks_test_reply_run (const char *const *argv, GBytes *input)
{
  GBytes *output = NULL;
  g_autofree char *errors = NULL;

  g_assert_cmpint (ks_test_run (argv, input, &output, &errors), ==, 0);
  return output;
}
