/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-verdict-private.h"
#include "ks-time.h"

G_DEFINE_FINAL_TYPE (KsVerdict, ks_verdict, G_TYPE_OBJECT)

static void
ks_verdict_finalize (GObject *object)
{
  KsVerdict *self = KS_VERDICT (object);

  g_clear_object (&self->entry);
  g_clear_pointer (&self->headline, g_free);
  g_clear_pointer (&self->detail, g_free);
  g_clear_pointer (&self->paths, g_ptr_array_unref);
  g_clear_pointer (&self->stored, ks_path_unref);
  g_clear_pointer (&self->sent, ks_path_unref);
  g_clear_pointer (&self->sent_difference, g_free);
  for (guint i = 0; i < KS_N_PARTS; i++)
    g_clear_pointer (&self->parts[i].value, g_free);
  g_clear_pointer (&self->entry_results, g_ptr_array_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_object (&self->anchors);
  G_OBJECT_CLASS (ks_verdict_parent_class)->finalize (object);
}

static void
ks_verdict_class_init (KsVerdictClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ks_verdict_finalize;
}

static void
ks_verdict_init (KsVerdict *self)
{
  self->paths = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_path_unref);
  self->entry_results = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_result_free);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_finding_free);
  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_host_result_free);
  for (guint i = 0; i < KS_N_PARTS; i++)
    self->parts[i].state = KS_STATE_NOT_CHECKED;
}

/**
 * ks_verdict_new:
 * @entry: the entry it is about
 * @time: seconds since 1970-01-01 UTC: the moment it holds for
 *
 * Returns: (transfer full): a verdict to fill
 */
KsVerdict *
ks_verdict_new (KsEntry *entry, gint64 time)
{
  KsVerdict *self = g_object_new (KS_TYPE_VERDICT, NULL);

  self->entry = g_object_ref (entry);
  self->time = time;
  return self;
}

/**
 * ks_verdict_set_part:
 * @self: a verdict in the making
 * @part: which of the four
 * @state: its state
 * @value: (transfer full): one to three words, translated
 *
 * Sets one of the four verdicts that stay apart.
 */
void
ks_verdict_set_part (KsVerdict *self, KsPart part, KsState state, char *value)
{
  self->parts[part].state = state;
  g_free (self->parts[part].value);
  self->parts[part].value = value;
}

/**
 * ks_finding_free:
 * @self: (transfer full): a finding
 *
 * Frees it.
 */
void
ks_finding_free (KsFinding *self)
{
  g_free (self->sentence);
  g_free (self->consequence);
  g_free (self->ours);
  g_free (self->theirs);
  g_free (self->ours_label);
  g_free (self->theirs_label);
  g_free (self->remedy_label);
  g_free (self);
}

/**
 * ks_host_result_free:
 * @self: (transfer full): a host and its answer
 *
 * Frees it.
 */
void
ks_host_result_free (KsHostResult *self)
{
  g_clear_pointer (&self->host, ks_host_name_free);
  g_clear_pointer (&self->match, ks_host_match_free);
  g_free (self);
}

/**
 * ks_verdict_get_state:
 * @self: a verdict
 *
 * Returns: the worst of the four parts that says something
 */
KsState
ks_verdict_get_state (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), KS_STATE_NOT_CHECKED);

  return self->state;
}

/**
 * ks_verdict_get_entry:
 * @self: a verdict
 *
 * Returns: (transfer none): the entry that it is about
 */
KsEntry *
ks_verdict_get_entry (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->entry;
}

/**
 * ks_verdict_is_public:
 * @self: a verdict
 *
 * Returns: whether the best path ends in an anchor of the system
 */
gboolean
ks_verdict_is_public (KsVerdict *self)
{
  const KsPath *path;

  g_return_val_if_fail (KS_IS_VERDICT (self), FALSE);

  path = ks_verdict_get_path (self, 0);
  return path != NULL && path->reaches_anchor && path->missing == NULL && self->anchors != NULL &&
         ks_anchor_set_get_source (self->anchors) == KS_ANCHORS_SYSTEM;
}

/**
 * ks_verdict_get_headline:
 * @self: a verdict
 *
 * Returns: (transfer none): the verdict in one line (visual.md section 8), translated
 */
const char *
ks_verdict_get_headline (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->headline;
}

/**
 * ks_verdict_get_headline_detail:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): the dimmed rest of the headline, translated
 */
const char *
ks_verdict_get_headline_detail (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->detail;
}

/**
 * ks_verdict_get_n_paths:
 * @self: a verdict
 *
 * Returns: how many paths were found; 0 only for an entry without certificates
 */
guint
ks_verdict_get_n_paths (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), 0);

  return self->paths->len;
}

/**
 * ks_verdict_get_path:
 * @self: a verdict
 * @index: 0 is the best one
 *
 * Returns: (transfer none) (nullable): a path, which lives as long as the verdict
 */
const KsPath *
ks_verdict_get_path (KsVerdict *self, guint index)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return index < self->paths->len ? g_ptr_array_index (self->paths, index) : NULL;
}

/**
 * ks_verdict_get_stored:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): the chain exactly as the entry holds it; NULL without certificates
 */
const KsPath *
ks_verdict_get_stored (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->stored;
}

/**
 * ks_verdict_get_sent:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): the best path for a client that has its anchors and what a server with this entry sends, and
 *   looks for nothing else; NULL without certificates
 */
const KsPath *
ks_verdict_get_sent (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->sent;
}

/**
 * ks_verdict_get_sent_difference:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): what it means that the path as sent is not the one as found, translated; NULL where they agree
 */
const char *
ks_verdict_get_sent_difference (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->sent_difference;
}

/**
 * ks_verdict_get_part:
 * @self: a verdict
 * @part: which of the four verdicts that stay apart
 *
 * Returns: (transfer none): its state and words
 */
const KsPartVerdict *
ks_verdict_get_part (KsVerdict *self, KsPart part)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);
  g_return_val_if_fail (part < KS_N_PARTS, NULL);

  return &self->parts[part];
}

/**
 * ks_verdict_get_findings:
 * @self: a verdict
 *
 * Returns: (transfer none) (element-type KsFinding): failures, warnings, information, each from leaf to root
 */
GPtrArray *
ks_verdict_get_findings (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->findings;
}

/**
 * ks_verdict_get_entry_results:
 * @self: a verdict
 *
 * Returns: (transfer none) (element-type KsResult): what was found out about the entry as a whole, also what holds
 */
GPtrArray *
ks_verdict_get_entry_results (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->entry_results;
}

/**
 * ks_verdict_get_hosts:
 * @self: a verdict
 *
 * Returns: (transfer none) (element-type KsHostResult): the tested hosts, in the order in which they were asked
 */
GPtrArray *
ks_verdict_get_hosts (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->hosts;
}

/**
 * ks_verdict_get_anchors:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): whose trust was asked
 */
KsAnchorSet *
ks_verdict_get_anchors (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), NULL);

  return self->anchors;
}

/**
 * ks_verdict_get_time:
 * @self: a verdict
 *
 * Returns: the moment it holds for, in seconds since 1970-01-01 UTC
 */
gint64
ks_verdict_get_time (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), KS_TIME_INVALID);

  return self->time;
}

/**
 * ks_verdict_is_cut_short:
 * @self: a verdict
 *
 * Returns: whether the search for paths hit its budget, so that there may be better ones
 */
gboolean
ks_verdict_is_cut_short (KsVerdict *self)
{
  g_return_val_if_fail (KS_IS_VERDICT (self), FALSE);

  return self->cut_short;
}
