/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-crls.h"
#include "catena-marks.h"
#include "catena-servers.h"
#include "catena-verification.h"

/* Somebody who walks through the list with the arrow keys wants no verdict about what they pass. */
#define ENTRY_DELAY_MS 40
/* Several edits in a row are one reason to look at all entries again. */
#define STORE_DELAY_MS 150

struct _CatenaVerification {
  GObject parent_instance;

  CatenaDocument *document;
  CatenaTrust *trust;
  KsStore *store; /* the one whose changes are followed */
  CatenaScene *scene;
  CatenaMarks *marks;

  KsEntry *entry;
  KsVerdict *verdict;
  KsAnchorSet *anchors; /* chosen, or NULL */
  KsRoleKind role;
  gboolean role_is_chosen;
  char **hosts;
  GPtrArray *candidates; /* of KsCandidate, from other places */
  GCancellable *cancellable;
  guint entry_id;
  guint store_id;
  gboolean is_running;
};

enum {
  PROP_0,
  PROP_ENTRY,
  PROP_VERDICT,
  PROP_ROLE,
  PROP_IS_SETTLED,
  N_PROPS,
};

enum {
  SIGNAL_MARKS_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CatenaVerification, catena_verification, G_TYPE_OBJECT)

typedef struct {
  CatenaScene *scene;
  KsEntry *entry;
  KsAnchorSet *anchors;
  char **hosts;
  KsKeyring *keyring;
} VerdictJob;

static void
verdict_job_free (VerdictJob *job)
{
  g_clear_pointer (&job->scene, catena_scene_unref);
  g_clear_object (&job->entry);
  g_clear_object (&job->anchors);
  g_clear_pointer (&job->hosts, g_strfreev);
  g_clear_pointer (&job->keyring, ks_keyring_free);
  g_free (job);
}

static VerdictJob *
verdict_job_new (CatenaVerification *self, KsEntry *entry)
{
  VerdictJob *job = g_new0 (VerdictJob, 1);
  KsKeyring *keyring = catena_document_get_keyring (self->document);

  job->scene = catena_scene_ref (self->scene);
  job->entry = g_object_ref (entry);
  g_set_object (&job->anchors, self->anchors);
  job->hosts = g_strdupv (self->hosts);
  job->keyring = keyring != NULL ? ks_keyring_copy (keyring) : NULL;
  return job;
}

static void
notify_settled (CatenaVerification *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SETTLED]);
}

static void
set_verdict (CatenaVerification *self, KsVerdict *verdict)
{
  if (g_set_object (&self->verdict, verdict))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERDICT]);
}

static void
verdict_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  VerdictJob *job = task_data;
  GError *error = NULL;
  KsVerdict *verdict =
    catena_scene_verify (job->scene, job->entry, job->anchors, (const char *const *) job->hosts, job->keyring,
                         cancellable, &error);

  if (verdict != NULL)
    g_task_return_pointer (task, verdict, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* The mark asks the usual judges, and knows no hosts. */
static void
update_mark (CatenaVerification *self)
{
  KsState state = ks_verdict_get_state (self->verdict);

  if (self->anchors == NULL && (self->hosts == NULL || self->hosts[0] == NULL))
    catena_marks_set (self->marks, self->entry, state,
                      state >= KS_STATE_WARNING ? ks_verdict_get_headline (self->verdict) : NULL);
}

static void
verdict_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaVerification *self = CATENA_VERIFICATION (source);
  gboolean is_latest = g_task_get_cancellable (G_TASK (result)) == self->cancellable;
  g_autoptr (KsVerdict) verdict = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!is_latest)
    return;

  self->is_running = FALSE;
  if (verdict != NULL) {
    set_verdict (self, verdict);
    update_mark (self);
  }
  notify_settled (self);
}

static gboolean
entry_due_cb (gpointer user_data)
{
  CatenaVerification *self = user_data;
  g_autoptr (GTask) task = NULL;

  self->entry_id = 0;
  self->is_running = TRUE;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, verdict_cb, NULL);
  g_task_set_source_tag (task, entry_due_cb);
  g_task_set_task_data (task, verdict_job_new (self, self->entry), (GDestroyNotify) verdict_job_free);
  g_task_run_in_thread (task, verdict_thread);
  return G_SOURCE_REMOVE;
}

static void
cancel_entry (CatenaVerification *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->entry_id, g_source_remove);
  self->is_running = FALSE;
}

static void
schedule_entry (CatenaVerification *self)
{
  cancel_entry (self);
  if (self->entry != NULL && self->scene != NULL)
    self->entry_id = g_timeout_add (ENTRY_DELAY_MS, entry_due_cb, self);
  notify_settled (self);
}

static gboolean
store_due_cb (gpointer user_data)
{
  CatenaVerification *self = user_data;

  self->store_id = 0;
  g_clear_pointer (&self->scene, catena_scene_unref);
  self->scene = catena_scene_new (self->store, catena_document_get_title (self->document),
                                  catena_trust_get_system (self->trust), g_get_real_time () / G_USEC_PER_SEC);
  catena_scene_set_role (self->scene, self->role, self->role_is_chosen);
  catena_servers_add (self->scene, self->role, self->trust, self->document);
  catena_scene_add_candidates (self->scene, self->candidates);
  catena_crls_add (self->scene, self->trust);
  catena_marks_run (self->marks, self->scene, catena_document_get_keyring (self->document));
  schedule_entry (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_store (CatenaVerification *self)
{
  g_clear_handle_id (&self->store_id, g_source_remove);
  if (self->store != NULL)
    self->store_id = g_timeout_add (self->scene != NULL ? STORE_DELAY_MS : 0, store_due_cb, self);
  notify_settled (self);
}

static void
documents_changed_cb (CatenaVerification *self)
{
  if (self->role == KS_ROLE_KIND_TRUSTSTORE || catena_crls_have_changed (self->scene, self->trust))
    schedule_store (self);
}

static void
store_changed_cb (CatenaVerification *self)
{
  KsStore *store = catena_document_get_store (self->document);

  if (self->store != NULL)
    g_signal_handlers_disconnect_by_func (self->store, schedule_store, self);
  g_set_object (&self->store, store);
  if (store != NULL)
    g_signal_connect_object (store, "items-changed", G_CALLBACK (schedule_store), self, G_CONNECT_SWAPPED);

  g_clear_pointer (&self->scene, catena_scene_unref);
  schedule_store (self);
}

static void
marks_changed_cb (CatenaVerification *self)
{
  g_signal_emit (self, signals[SIGNAL_MARKS_CHANGED], 0);
}

static void
catena_verification_dispose (GObject *object)
{
  CatenaVerification *self = CATENA_VERIFICATION (object);

  cancel_entry (self);
  g_clear_handle_id (&self->store_id, g_source_remove);
  if (self->marks != NULL)
    catena_marks_cancel (self->marks);
  g_clear_object (&self->marks);
  g_clear_object (&self->document);
  g_clear_object (&self->trust);
  g_clear_object (&self->store);
  g_clear_object (&self->entry);
  g_clear_object (&self->verdict);
  g_clear_object (&self->anchors);
  g_clear_pointer (&self->scene, catena_scene_unref);
  g_clear_pointer (&self->hosts, g_strfreev);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_verification_parent_class)->dispose (object);
}

static void
catena_verification_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  CatenaVerification *self = CATENA_VERIFICATION (object);

  switch (prop_id) {
  case PROP_ENTRY:
    g_value_set_object (value, self->entry);
    break;
  case PROP_VERDICT:
    g_value_set_object (value, self->verdict);
    break;
  case PROP_ROLE:
    g_value_set_uint (value, self->role);
    break;
  case PROP_IS_SETTLED:
    g_value_set_boolean (value, catena_verification_is_settled (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_verification_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  CatenaVerification *self = CATENA_VERIFICATION (object);

  switch (prop_id) {
  case PROP_ENTRY:
    catena_verification_set_entry (self, g_value_get_object (value));
    break;
  case PROP_ROLE:
    catena_verification_set_role (self, g_value_get_uint (value), TRUE);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
catena_verification_class_init (CatenaVerificationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = catena_verification_dispose;
  object_class->get_property = catena_verification_get_property;
  object_class->set_property = catena_verification_set_property;

  properties[PROP_ENTRY] =
    g_param_spec_object ("entry", NULL, NULL, KS_TYPE_ENTRY,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_VERDICT] =
    g_param_spec_object ("verdict", NULL, NULL, KS_TYPE_VERDICT, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROLE] =
    g_param_spec_uint ("role", NULL, NULL, 0, KS_N_ROLE_KINDS - 1, KS_ROLE_KIND_GENERAL,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_SETTLED] =
    g_param_spec_boolean ("is-settled", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_MARKS_CHANGED] = g_signal_new ("marks-changed", CATENA_TYPE_VERIFICATION, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
candidate_free (KsCandidate *candidate)
{
  g_clear_object (&candidate->certificate);
  g_clear_pointer (&candidate->detail, g_free);
  g_free (candidate);
}

static void
catena_verification_init (CatenaVerification *self)
{
  self->candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) candidate_free);
  self->marks = catena_marks_new ();
  g_signal_connect_object (self->marks, "changed", G_CALLBACK (marks_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->marks, "notify::is-running", G_CALLBACK (notify_settled), self,
                           G_CONNECT_SWAPPED);
}

/**
 * catena_verification_new:
 * @document: the document
 * @trust: whom this computer trusts
 *
 * Follows the store of a document, and has workers look at its entries whenever it changes.
 *
 * Returns: (transfer full): the new verification
 */
CatenaVerification *
catena_verification_new (CatenaDocument *document, CatenaTrust *trust)
{
  CatenaVerification *self = g_object_new (CATENA_TYPE_VERIFICATION, NULL);

  self->document = g_object_ref (document);
  self->trust = g_object_ref (trust);
  g_signal_connect_object (document, "notify::store", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (trust, "documents-changed", G_CALLBACK (documents_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (trust, "notify::system", G_CALLBACK (schedule_store), self, G_CONNECT_SWAPPED);
  store_changed_cb (self);
  return self;
}

/**
 * catena_verification_get_mark:
 * @self: the verification
 * @entry: an entry of the store
 * @sentence: (out) (optional) (transfer none) (nullable): why
 *
 * Returns: the state of the entry as far as it is known
 */
KsState
catena_verification_get_mark (CatenaVerification *self, KsEntry *entry, const char **sentence)
{
  return catena_marks_get (self->marks, entry, sentence);
}

/**
 * catena_verification_get_now:
 * @self: the verification
 *
 * Returns: the time that verdicts are for, in seconds since 1970
 */
gint64
catena_verification_get_now (CatenaVerification *self)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * catena_verification_get_entry:
 * @self: the verification
 *
 * Returns: (transfer none) (nullable): the entry whose verdict is wanted
 */
KsEntry *
catena_verification_get_entry (CatenaVerification *self)
{
  return self->entry;
}

/**
 * catena_verification_set_entry:
 * @self: the verification
 * @entry: (nullable): the entry whose verdict is wanted
 *
 * Asks for everything about an entry; `notify::verdict` brings it.
 */
void
catena_verification_set_entry (CatenaVerification *self, KsEntry *entry)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  if (!g_set_object (&self->entry, entry))
    return;

  set_verdict (self, NULL);
  schedule_entry (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTRY]);
}

/**
 * catena_verification_get_verdict:
 * @self: the verification
 *
 * Returns: (transfer none) (nullable): the verdict about the entry, once it is there
 */
KsVerdict *
catena_verification_get_verdict (CatenaVerification *self)
{
  return self->verdict;
}

/**
 * catena_verification_is_settled:
 * @self: the verification
 *
 * Returns: whether all that was asked for is there
 */
gboolean
catena_verification_is_settled (CatenaVerification *self)
{
  return self->entry_id == 0 && self->store_id == 0 && !self->is_running &&
         !catena_marks_is_running (self->marks);
}

/**
 * catena_verification_get_role:
 * @self: the verification
 *
 * Returns: what the file is for
 */
KsRoleKind
catena_verification_get_role (CatenaVerification *self)
{
  g_return_val_if_fail (CATENA_IS_VERIFICATION (self), KS_ROLE_KIND_GENERAL);

  return self->role;
}

/**
 * catena_verification_set_role:
 * @self: the verification
 * @role: what the file is for
 * @is_chosen: whether a person said so
 *
 * Looks at all entries again, with the checks of another role.
 */
void
catena_verification_set_role (CatenaVerification *self, KsRoleKind role, gboolean is_chosen)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  if (self->role == role && self->role_is_chosen == is_chosen)
    return;
  self->role = role;
  self->role_is_chosen = is_chosen;
  schedule_store (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

/**
 * catena_verification_set_anchors:
 * @self: the verification
 * @anchors: (nullable): whom to ask; %NULL for the system, or else the store itself
 *
 * Chooses the truststore for the verdict of the entry.
 */
void
catena_verification_set_anchors (CatenaVerification *self, KsAnchorSet *anchors)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  if (g_set_object (&self->anchors, anchors))
    schedule_entry (self);
}

/**
 * catena_verification_get_hosts:
 * @self: the verification
 *
 * Returns: (nullable): the host names that are tested
 */
const char *const *
catena_verification_get_hosts (CatenaVerification *self)
{
  return (const char *const *) self->hosts;
}

/**
 * catena_verification_set_hosts:
 * @self: the verification
 * @hosts: (nullable): host names and addresses, as typed
 *
 * Tests host names; they stay for all entries of the document.
 */
void
catena_verification_set_hosts (CatenaVerification *self, const char *const *hosts)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  g_strfreev (self->hosts);
  self->hosts = g_strdupv ((char **) hosts);
  schedule_entry (self);
}

/**
 * catena_verification_add_candidates:
 * @self: the verification
 * @candidates: (element-type KsCandidate): certificates that were found in other places
 *
 * Looks at all entries again, with more certificates that may complete their chains.
 */
void
catena_verification_add_candidates (CatenaVerification *self, GPtrArray *candidates)
{
  g_return_if_fail (CATENA_IS_VERIFICATION (self));

  for (guint i = 0; i < candidates->len; i++) {
    const KsCandidate *candidate = g_ptr_array_index (candidates, i);
    KsCandidate *copy = g_new0 (KsCandidate, 1);

    copy->certificate = g_object_ref (candidate->certificate);
    copy->provenance = candidate->provenance;
    copy->detail = g_strdup (candidate->detail);
    g_ptr_array_add (self->candidates, copy);
  }
  schedule_store (self);
}

/**
 * catena_verification_get_system:
 * @self: the verification
 *
 * Returns: (transfer none) (nullable): the anchors of the system, once they are read
 */
KsAnchorSet *
catena_verification_get_system (CatenaVerification *self)
{
  return catena_trust_get_system (self->trust);
}

/**
 * catena_verification_preview_async:
 * @self: the verification, whose store was looked at
 * @entry: an entry that the store does not have yet
 * @callback: called when the verdict is there
 * @user_data: for @callback
 *
 * Asks what the verdict about an entry would be, with the truststore and hosts that are chosen.
 */
void
catena_verification_preview_async (CatenaVerification *self,
                                   KsEntry *entry,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (self->scene != NULL);

  g_task_set_source_tag (task, catena_verification_preview_async);
  g_task_set_task_data (task, verdict_job_new (self, entry), (GDestroyNotify) verdict_job_free);
  g_task_run_in_thread (task, verdict_thread);
}

/**
 * catena_verification_preview_finish:
 * @self: the verification
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): the verdict
 */
KsVerdict *
catena_verification_preview_finish (CatenaVerification *self, GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
