/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-crls.h"
#include "catena-servers.h"
#include "catena-verification-private.h"

/* Several edits in a row are one reason to look at all entries again. */
#define STORE_DELAY_MS 150

enum {
  PROP_0,
  PROP_ENTRY,
  PROP_VERDICT,
  PROP_ROLE,
  PROP_TIME,
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

void
_catena_verification_notify_settled (CatenaVerification *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_SETTLED]);
}

/* Whom the marks ask: what people practise with has clients of its own. */
static KsAnchorSet *
get_judges (CatenaVerification *self)
{
  KsAnchorSet *clients = catena_document_get_clients (self->document);

  if (clients != NULL || catena_document_is_practice (self->document))
    return clients;
  return catena_trust_get_system (self->trust);
}

static gboolean
store_due_cb (gpointer user_data)
{
  CatenaVerification *self = user_data;

  self->store_id = 0;
  catena_coverage_forget (self->coverage);
  g_clear_pointer (&self->scene, catena_scene_unref);
  self->scene = catena_scene_new (self->store, catena_document_get_title (self->document), get_judges (self),
                                  g_get_real_time () / G_USEC_PER_SEC);
  catena_scene_set_role (self->scene, self->role, self->role_is_chosen);
  catena_servers_add (self->scene, self->role, self->trust, self->document);
  catena_scene_add_candidates (self->scene, self->candidates);
  catena_crls_add (self->scene, self->trust);
  catena_marks_run (self->marks, self->scene, catena_document_get_keyring (self->document));
  _catena_verification_schedule_entry (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_store (CatenaVerification *self)
{
  g_clear_handle_id (&self->store_id, g_source_remove);
  if (self->store != NULL)
    self->store_id = g_timeout_add (self->scene != NULL ? STORE_DELAY_MS : 0, store_due_cb, self);
  _catena_verification_notify_settled (self);
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

  _catena_verification_cancel_entry (self);
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
  g_clear_pointer (&self->coverage, catena_coverage_free);
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
  case PROP_TIME:
    g_value_set_int64 (value, self->time);
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
  case PROP_TIME:
    catena_verification_set_time (self, g_value_get_int64 (value));
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
  properties[PROP_TIME] =
    g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0,
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
  self->coverage = catena_coverage_new ();
  g_signal_connect_object (self->marks, "changed", G_CALLBACK (marks_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->marks, "notify::is-running",
                           G_CALLBACK (_catena_verification_notify_settled), self, G_CONNECT_SWAPPED);
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
  KsState state = catena_marks_get (self->marks, entry, sentence);
  CatenaCovered covered;

  /* Until there is a mark, nobody has looked into the certificate; and what is wrong with a path comes first. */
  if (state == KS_STATE_NOT_CHECKED || state == KS_STATE_FAIL)
    return state;
  covered = catena_coverage_get (self->coverage, entry);
  if (covered.uncovered == NULL)
    return state;
  if (sentence != NULL)
    *sentence = covered.uncovered;
  return KS_STATE_FAIL;
}

/**
 * catena_verification_get_covered:
 * @self: the verification
 * @entry: an entry of the store
 *
 * Returns: how many of the tested hosts it covers; no hosts until the entry has a mark
 */
CatenaCovered
catena_verification_get_covered (CatenaVerification *self, KsEntry *entry)
{
  if (catena_marks_get (self->marks, entry, NULL) == KS_STATE_NOT_CHECKED)
    return (CatenaCovered) { 0, 0, NULL };
  return catena_coverage_get (self->coverage, entry);
}

/**
 * catena_verification_get_now:
 * @self: the verification
 *
 * Returns: the time of today's marks, in seconds since 1970; the verdict may be for another
 */
gint64
catena_verification_get_now (CatenaVerification *self)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * catena_verification_ref_scene:
 * @self: the verification
 *
 * Returns: (transfer full) (nullable): what verdicts depend on, as of now; %NULL while there is no store
 */
CatenaScene *
catena_verification_ref_scene (CatenaVerification *self)
{
  g_return_val_if_fail (CATENA_IS_VERIFICATION (self), NULL);

  return self->scene != NULL ? catena_scene_ref (self->scene) : NULL;
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
