/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-comparison-private.h"
#include "ks-entry.h"
#include "ks-time.h"

/* ---- the headline ---- */

static char *
say_identical (const KsComparisonSide *left)
{
  return g_strdup (left->certificate != NULL ? _ ("The same certificate") : _ ("The same request"));
}

static char *
say_mixed (KsRelation relation)
{
  return g_strdup (relation == KS_RELATION_SAME_KEY
                     ? _ ("The certificate is for the key of this request")
                     : _ ("The certificate is for another key than this request"));
}

static char *
say_requests (KsRelation relation)
{
  return g_strdup (relation == KS_RELATION_SAME_KEY ? _ ("Two requests for the same key")
                                                    : _ ("Two requests for different keys"));
}

static char *
say_earlier (gulong days, gboolean same_issuer)
{
  if (same_issuer)
    return g_strdup_printf (ngettext ("Same key, another certificate: ends %lu day earlier",
                                      "Same key, another certificate: ends %lu days earlier", days),
                            days);
  return g_strdup_printf (ngettext ("Same key, from another issuer: ends %lu day earlier",
                                    "Same key, from another issuer: ends %lu days earlier", days),
                          days);
}

static char *
say_later (gulong days, gboolean same_issuer)
{
  if (same_issuer)
    return g_strdup_printf (ngettext ("Same key, renewed: ends %lu day later",
                                      "Same key, renewed: ends %lu days later", days),
                            days);
  return g_strdup_printf (ngettext ("Same key, from another issuer: ends %lu day later",
                                    "Same key, from another issuer: ends %lu days later", days),
                          days);
}

/* One key, and the second ends @seconds later than the first. */
static char *
say_renewed (gint64 seconds, gboolean same_issuer)
{
  gulong days = (gulong) ((ABS (seconds) + KS_DAY / 2) / KS_DAY);

  if (days == 0)
    return g_strdup (same_issuer ? _ ("Same key, another certificate with the same end")
                                 : _ ("Same key, from another issuer, with the same end"));
  return seconds < 0 ? say_earlier (days, same_issuer) : say_later (days, same_issuer);
}

static char *
say_certificates (KsRelation relation, KsCertificate *left, KsCertificate *right)
{
  if (!ks_certificate_is_readable (left) || !ks_certificate_is_readable (right))
    return g_strdup (_ ("Another certificate, not readable"));
  if (relation == KS_RELATION_SAME_NAME)
    return g_strdup (_ ("Another key for the same name"));
  if (relation == KS_RELATION_OTHER)
    return g_strdup (_ ("Another key and another name"));
  return say_renewed (ks_certificate_get_not_after (right) - ks_certificate_get_not_after (left),
                      ks_name_equal (ks_certificate_get_issuer (left), ks_certificate_get_issuer (right)));
}

/**
 * ks_comparison_make_headline:
 * @relation: what the two are to each other
 * @left: the first
 * @right: the second
 *
 * Returns: (transfer full): the same in words, with what matters most beside it, translated
 */
char *
ks_comparison_make_headline (KsRelation relation, const KsComparisonSide *left, const KsComparisonSide *right)
{
  if (relation == KS_RELATION_IDENTICAL)
    return say_identical (left);
  if (left->certificate != NULL && right->certificate != NULL)
    return say_certificates (relation, left->certificate, right->certificate);
  return left->request != NULL && right->request != NULL ? say_requests (relation) : say_mixed (relation);
}

/* ---- topics and states ---- */

/**
 * ks_comparison_topic_get_name:
 * @topic: a topic
 *
 * Returns: the title of its rows, translated
 */
const char *
ks_comparison_topic_get_name (KsComparisonTopic topic)
{
  switch (topic) {
  case KS_COMPARISON_SUBJECT:
    return _ ("Subject");
  case KS_COMPARISON_ISSUER:
    return _ ("Issuer");
  case KS_COMPARISON_VALIDITY:
    return _ ("Validity");
  case KS_COMPARISON_KEY:
    return _ ("Key and Signature");
  case KS_COMPARISON_EXTENSIONS:
    return _ ("Extensions");
  case KS_COMPARISON_FINGERPRINTS:
    return _ ("Fingerprints");
  default:
    g_assert_not_reached ();
  }
}

/**
 * ks_comparison_state_get_word:
 * @state: a state
 *
 * Returns: the state in a word or a few, translated
 */
const char *
ks_comparison_state_get_word (KsComparisonState state)
{
  switch (state) {
  case KS_COMPARISON_SAME:
    /* Translators: of two values */
    return _ ("Same");
  case KS_COMPARISON_DIFFERENT:
    /* Translators: of two values */
    return _ ("Different");
  case KS_COMPARISON_ONLY_LEFT:
    /* Translators: of the first of two certificates */
    return _ ("Only in the first");
  case KS_COMPARISON_ONLY_RIGHT:
    /* Translators: of the second of two certificates */
    return _ ("Only in the second");
  default:
    g_assert_not_reached ();
  }
}

/* ---- all of it as text ---- */

static void
append_value (GString *text, const char *name, const char *value)
{
  g_autofree char *shown = value != NULL ? ks_text_make_visible (value) : NULL;

  g_string_append_printf (text, "    %s: %s\n", name, shown != NULL ? shown : "—");
}

static void
append_row (GString *text, const KsComparisonRow *row)
{
  const char *word = row->is_expected ? NULL : ks_comparison_state_get_word (row->state);
  g_autofree char *shown = NULL;

  g_string_append (text, "  ");
  if (row->part != NULL)
    g_string_append (text, row->part);
  if (row->part != NULL && *row->label != '\0')
    g_string_append (text, ", ");
  g_string_append (text, row->label);
  if (row->state == KS_COMPARISON_SAME) {
    shown = ks_text_make_visible (row->left);
    g_string_append_printf (text, ": %s (%s)\n", shown, word);
    return;
  }
  if (word != NULL)
    g_string_append_printf (text, " (%s)", word);
  g_string_append_c (text, '\n');
  append_value (text, _ ("First"), row->left);
  append_value (text, _ ("Second"), row->right);
}

/**
 * ks_comparison_dup_text:
 * @self: a comparison
 * @left: what to call the first
 * @right: what to call the second
 * @only_differences: whether to leave out what is the same
 *
 * Writes it down for a mail or a ticket. Control and bidirectional characters are visible marks.
 *
 * Returns: (transfer full): the text, translated
 */
char *
ks_comparison_dup_text (KsComparison *self, const char *left, const char *right, gboolean only_differences)
{
  GString *text = g_string_new (NULL);
  g_autofree char *ours = ks_text_make_visible (left);
  g_autofree char *theirs = ks_text_make_visible (right);
  int topic = -1;

  g_string_append_printf (text, "%s\n%s: %s\n%s: %s\n", self->headline, _ ("First"), ours, _ ("Second"),
                          theirs);
  for (guint i = 0; i < self->rows->len; i++) {
    const KsComparisonRow *row = self->rows->pdata[i];

    if (only_differences && !ks_comparison_row_differs (row))
      continue;
    if (topic != (int) row->topic)
      g_string_append_printf (text, "\n%s\n", ks_comparison_topic_get_name (row->topic));
    topic = (int) row->topic;
    append_row (text, row);
  }
  return g_string_free_and_steal (text);
}
