/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-scene.h"

typedef struct {
  KsEntry *entry;
  char *file;
} Server;

struct _CatenaScene {
  char *title;
  GPtrArray *entries; /* of KsEntry */
  KsVerifyPool *pool;
  KsAnchorSet *system; /* or NULL while it is not read yet */
  KsAnchorSet *own;    /* made once, in a worker: it has to parse */
  GPtrArray *crls;     /* of GBytes */
  gint64 now;
  CatenaScene *origin;    /* the same of another time, or NULL */
  gboolean is_truststore; /* whether its certificates are there because they are trusted */
  KsRoleKind role;
  gboolean role_is_chosen;
  GPtrArray *servers;    /* of Server: what a truststore is asked about */
  gboolean has_password; /* the format has one password for the whole file */
};

static void
server_free (gpointer data)
{
  Server *server = data;

  g_object_unref (server->entry);
  g_free (server->file);
  g_free (server);
}

static void
clear (CatenaScene *self)
{
  g_clear_pointer (&self->origin, catena_scene_unref);
  g_clear_pointer (&self->servers, g_ptr_array_unref);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->pool, ks_verify_pool_unref);
  g_clear_object (&self->system);
  g_clear_object (&self->own);
  g_clear_pointer (&self->crls, g_ptr_array_unref);
}

/* The certificates that this store says it trusts. What a CA has sent, or an archive, says nothing of that kind. */
static KsAnchorSet *
get_own_anchors (CatenaScene *self)
{
  if (self->origin != NULL)
    return get_own_anchors (self->origin);
  if (g_once_init_enter_pointer (&self->own)) {
    g_autoptr (GPtrArray) certificates = g_ptr_array_new ();

    for (guint i = 0; self->is_truststore && i < self->entries->len; i++) {
      KsEntry *entry = g_ptr_array_index (self->entries, i);

      if (ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE && ks_entry_get_leaf (entry) != NULL)
        g_ptr_array_add (certificates, ks_entry_get_leaf (entry));
    }
    g_once_init_leave_pointer (&self->own, ks_anchor_set_new (KS_ANCHORS_STORE, self->title, certificates));
  }

  return self->own;
}

/* Whom to ask, in this order, when nobody was chosen: a trusted certificate is an anchor of its own store; a key pair is for others,
 * whom the system stands for, unless only its own store trusts it. */
static guint
list_judges (CatenaScene *self, KsEntry *entry, KsAnchorSet *judges[2])
{
  KsAnchorSet *own = get_own_anchors (self);
  gboolean is_own = self->is_truststore && ks_entry_get_kind (entry) == KS_ENTRY_CERTIFICATE;
  guint n_judges = 0;

  if (is_own)
    judges[n_judges++] = own;
  if (self->system != NULL)
    judges[n_judges++] = self->system;
  if (!is_own && ks_anchor_set_get_size (own) > 0)
    judges[n_judges++] = own;

  return n_judges;
}

static KsVerifyRequest *
make_request (CatenaScene *self, KsEntry *entry, KsAnchorSet *anchors)
{
  KsVerifyRequest *request = ks_verify_request_new (entry, self->now);

  ks_verify_request_set_dated (request, self->origin != NULL);
  ks_verify_request_set_pool (request, self->pool);
  ks_verify_request_set_purpose (request, KS_PURPOSE_AUTO);
  /* No truststore at all is a choice too; then trust is not checked. */
  if (anchors != NULL && ks_anchor_set_get_source (anchors) != KS_ANCHORS_NONE)
    ks_verify_request_set_anchors (request, anchors);
  ks_verify_request_set_role (request, self->role);
  ks_verify_request_set_role_is_chosen (request, self->role_is_chosen);
  ks_verify_request_set_partial_crls (request, TRUE);
  for (guint i = 0; i < self->crls->len; i++)
    ks_verify_request_add_crl (request, g_ptr_array_index (self->crls, i));
  return request;
}

static gboolean
is_better (KsState state, KsState than)
{
  return state != than && ks_state_worst (state, than) == than;
}

/* Of two verdicts that are as bad, the one that hangs on an anchor says more. */
static gboolean
is_better_verdict (KsVerdict *verdict, KsVerdict *than)
{
  KsState state = ks_verdict_get_part (verdict, KS_PART_PATH)->state;
  KsState other = ks_verdict_get_part (than, KS_PART_PATH)->state;

  if (state != other || ks_verdict_get_n_paths (verdict) == 0)
    return is_better (state, other);
  if (ks_verdict_get_n_paths (than) == 0)
    return TRUE;

  return ks_verdict_get_path (verdict, 0)->reaches_anchor && !ks_verdict_get_path (than, 0)->reaches_anchor;
}

/**
 * catena_scene_new:
 * @store: the store
 * @title: what people call it
 * @system: (nullable): the anchors of the system
 * @now: seconds since 1970
 *
 * Takes a picture of a store for workers. It is made without parsing anything.
 *
 * Returns: (transfer full): the new scene
 */
CatenaScene *
catena_scene_new (KsStore *store, const char *title, KsAnchorSet *system, gint64 now)
{
  CatenaScene *self = g_atomic_rc_box_new0 (CatenaScene);

  self->title = g_strdup (title);
  self->entries = ks_store_snapshot (store);
  self->pool = ks_verify_pool_new ();
  ks_verify_pool_add_entries (self->pool, self->entries, KS_PROVENANCE_OTHER_ENTRY, NULL);
  g_set_object (&self->system, system);
  self->servers = g_ptr_array_new_with_free_func (server_free);
  self->crls = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->now = now;
  self->is_truststore = (ks_store_get_format (store)->flags & KS_FORMAT_CAN_WRITE) != 0;
  self->has_password = (ks_store_get_format (store)->flags & KS_FORMAT_STORE_PASSWORD) != 0;
  return self;
}

/**
 * catena_scene_at:
 * @self: a scene
 * @time: seconds since 1970
 *
 * Nothing is made again but the verdicts, whose headlines name the date.
 *
 * Returns: (transfer full): the same at a time that a person has chosen
 */
CatenaScene *
catena_scene_at (CatenaScene *self, gint64 time)
{
  CatenaScene *scene = g_atomic_rc_box_new0 (CatenaScene);

  scene->title = g_strdup (self->title);
  scene->entries = g_ptr_array_ref (self->entries);
  scene->pool = ks_verify_pool_ref (self->pool);
  g_set_object (&scene->system, self->system);
  scene->servers = g_ptr_array_ref (self->servers);
  scene->crls = g_ptr_array_ref (self->crls);
  scene->now = time;
  scene->origin = catena_scene_ref (self->origin != NULL ? self->origin : self);
  scene->is_truststore = self->is_truststore;
  scene->has_password = self->has_password;
  scene->role = self->role;
  scene->role_is_chosen = self->role_is_chosen;
  return scene;
}

/**
 * catena_scene_add_crl:
 * @self: a new scene, which no worker has yet
 * @der: a revocation list that is at hand
 *
 * Certificates of the list's issuer are looked up in it.
 */
void
catena_scene_add_crl (CatenaScene *self, GBytes *der)
{
  g_ptr_array_add (self->crls, g_bytes_ref (der));
}

/**
 * catena_scene_get_n_crls:
 * @self: a scene
 *
 * Returns: how many revocation lists it knows
 */
guint
catena_scene_get_n_crls (CatenaScene *self)
{
  return self->crls->len;
}

/**
 * catena_scene_ref:
 * @self: a scene
 *
 * Returns: (transfer full): @self
 */
CatenaScene *
catena_scene_ref (CatenaScene *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * catena_scene_unref:
 * @self: (transfer full): a scene
 *
 * Gives a reference back.
 */
void
catena_scene_unref (CatenaScene *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * catena_scene_set_role:
 * @self: a new scene, which no worker has yet
 * @role: what the file is for
 * @is_chosen: whether a person said so
 *
 * Sets the role, whose checks are added to those of every entry.
 */
void
catena_scene_set_role (CatenaScene *self, KsRoleKind role, gboolean is_chosen)
{
  self->role = role;
  self->role_is_chosen = is_chosen;
}

/**
 * catena_scene_add_server:
 * @self: a new scene of a truststore, which no worker has yet
 * @entry: a key pair of another file
 * @file: what people call that file
 *
 * Adds a server that the truststore should accept.
 */
void
catena_scene_add_server (CatenaScene *self, KsEntry *entry, const char *file)
{
  Server *server = g_new0 (Server, 1);

  server->entry = g_object_ref (entry);
  server->file = g_strdup (file);
  g_ptr_array_add (self->servers, server);
}

/**
 * catena_scene_add_candidates:
 * @self: a new scene, which no worker has yet
 * @candidates: (element-type KsCandidate): certificates of other places
 *
 * Adds certificates that may complete chains.
 */
void
catena_scene_add_candidates (CatenaScene *self, GPtrArray *candidates)
{
  for (guint i = 0; i < candidates->len; i++) {
    const KsCandidate *candidate = g_ptr_array_index (candidates, i);

    ks_verify_pool_add (self->pool, candidate->certificate, candidate->provenance, candidate->detail);
  }
}

/**
 * catena_scene_get_entries:
 * @self: a scene
 *
 * Returns: (transfer none) (element-type KsEntry): the entries of the store
 */
GPtrArray *
catena_scene_get_entries (CatenaScene *self)
{
  return self->entries;
}

/**
 * catena_scene_get_now:
 * @self: a scene
 *
 * Returns: the time of all verdicts, in seconds since 1970
 */
gint64
catena_scene_get_now (CatenaScene *self)
{
  return self->now;
}

/* What the passwords that are known tell of the key. */
typedef struct {
  KsSecret *plain; /* or NULL */
  KsKeyPassword password;
} KeyFacts;

/* A key that stays locked is no failure: that part of the verdict is "not checked" then. */
static void
find_key (CatenaScene *self, KsEntry *entry, KsKeyring *keyring, KeyFacts *key)
{
  g_autoptr (KsSecret) used = NULL;

  if (keyring == NULL || ks_entry_get_kind (entry) != KS_ENTRY_KEY || ks_entry_get_key (entry) == NULL)
    return;
  key->plain = ks_keyring_unlock (keyring, entry, &used, NULL);
  if (key->plain != NULL && used != NULL && self->has_password)
    key->password =
      ks_keyring_is_store_password (keyring, used) ? KS_KEY_PASSWORD_SAME : KS_KEY_PASSWORD_DIFFERENT;
}

typedef KsState (*Check) (KsVerifyRequest *request, char **sentence);

static KsState
check_with_all (CatenaScene *self, KsEntry *entry, const KeyFacts *key, Check check, char **sentence)
{
  KsAnchorSet *judges[2] = { NULL, NULL };
  guint n_judges = list_judges (self, entry, judges);
  KsState best = KS_STATE_FAIL;

  for (guint i = 0; i < MAX (n_judges, 1); i++) {
    g_autoptr (KsVerifyRequest) request = make_request (self, entry, judges[i]);
    g_autofree char *reason = NULL;
    KsState state;

    ks_verify_request_set_key (request, key->plain);
    ks_verify_request_set_key_password (request, key->password);
    state = check (request, &reason);
    if (i == 0 || is_better (state, best)) {
      best = state;
      g_free (*sentence);
      *sentence = g_steal_pointer (&reason);
    }
    if (best != KS_STATE_FAIL)
      break;
  }

  return best;
}

/**
 * catena_scene_check_quickly:
 * @self: a scene
 * @entry: one of its entries
 * @sentence: (out): why
 *
 * Works out the mark of an entry in the list. For workers.
 *
 * Returns: the state
 */
KsState
catena_scene_check_quickly (CatenaScene *self, KsEntry *entry, char **sentence)
{
  return check_with_all (self, entry, &(KeyFacts) { NULL, KS_KEY_PASSWORD_UNKNOWN }, ks_verify_quick,
                         sentence);
}

/**
 * catena_scene_check_thoroughly:
 * @self: a scene
 * @entry: one of its entries
 * @keyring: (nullable): passwords that may open the key; %NULL leaves it locked
 * @sentence: (out): why
 *
 * The same, with what takes longer: whether the key belongs to the certificate, and whether it can be broken. For workers.
 *
 * Returns: the state that the verdict about the entry has
 */
KsState
catena_scene_check_thoroughly (CatenaScene *self, KsEntry *entry, KsKeyring *keyring, char **sentence)
{
  KeyFacts key = { NULL, KS_KEY_PASSWORD_UNKNOWN };
  g_autoptr (KsSecret) plain = NULL;

  find_key (self, entry, keyring, &key);
  plain = key.plain;
  return check_with_all (self, entry, &key, ks_verify_thorough, sentence);
}

static void
add_servers (CatenaScene *self, KsVerifyRequest *request)
{
  if (self->servers->len > 0)
    ks_verify_request_set_truststore (request, get_own_anchors (self));
  for (guint i = 0; i < self->servers->len; i++) {
    const Server *server = g_ptr_array_index (self->servers, i);

    ks_verify_request_add_server (request, server->entry, server->file);
  }
}

static KsVerdict *
verify_with (CatenaScene *self,
             KsEntry *entry,
             KsAnchorSet *anchors,
             const char *const *hosts,
             const KeyFacts *key,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (KsVerifyRequest) request = make_request (self, entry, anchors);

  for (guint i = 0; hosts != NULL && hosts[i] != NULL; i++)
    ks_verify_request_add_host (request, hosts[i]);
  add_servers (self, request);
  ks_verify_request_set_key (request, key->plain);
  ks_verify_request_set_key_password (request, key->password);

  return ks_verify (request, cancellable, error);
}

/* The better of the verdicts of all judges. */
static KsVerdict *
verify_with_all (CatenaScene *self,
                 KsEntry *entry,
                 const char *const *hosts,
                 const KeyFacts *key,
                 GCancellable *cancellable,
                 GError **error)
{
  KsAnchorSet *judges[2] = { NULL, NULL };
  guint n_judges = list_judges (self, entry, judges);
  g_autoptr (KsVerdict) best = NULL;

  for (guint i = 0; i < MAX (n_judges, 1); i++) {
    g_autoptr (KsVerdict) verdict = verify_with (self, entry, judges[i], hosts, key, cancellable, error);

    if (verdict == NULL)
      return NULL;
    if (best == NULL || is_better_verdict (verdict, best))
      g_set_object (&best, verdict);
    if (ks_verdict_get_part (best, KS_PART_PATH)->state != KS_STATE_FAIL)
      break;
  }

  return g_steal_pointer (&best);
}

/**
 * catena_scene_verify:
 * @self: a scene
 * @entry: one of its entries
 * @anchors: (nullable): whom to ask; %NULL for the system, or else the store itself
 * @hosts: (nullable): host names to test
 * @keyring: (nullable): passwords that may open the key
 * @cancellable: (nullable): to give up
 * @error: where to put %G_IO_ERROR_CANCELLED
 *
 * Works out everything about an entry. For workers.
 *
 * Returns: (transfer full): the verdict
 */
KsVerdict *
catena_scene_verify (CatenaScene *self,
                     KsEntry *entry,
                     KsAnchorSet *anchors,
                     const char *const *hosts,
                     KsKeyring *keyring,
                     GCancellable *cancellable,
                     GError **error)
{
  KeyFacts key = { NULL, KS_KEY_PASSWORD_UNKNOWN };
  g_autoptr (KsSecret) plain = NULL;

  find_key (self, entry, keyring, &key);
  plain = key.plain;
  if (anchors != NULL)
    return verify_with (self, entry, anchors, hosts, &key, cancellable, error);

  return verify_with_all (self, entry, hosts, &key, cancellable, error);
}
