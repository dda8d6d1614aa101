/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

/**
 * KsKeyring:
 *
 * The passwords that somebody has given so far: the store's, and those of single entries. Answers for a key by trying
 * what it has. Belongs to one thread at a time.
 */
typedef struct _KsKeyring KsKeyring;

KsKeyring *ks_keyring_new (KsSecret *store_password) G_GNUC_WARN_UNUSED_RESULT;
KsKeyring *ks_keyring_copy (KsKeyring *self) G_GNUC_WARN_UNUSED_RESULT;
void ks_keyring_free (KsKeyring *self);
void ks_keyring_set_store_password (KsKeyring *self, KsSecret *password);
void ks_keyring_add (KsKeyring *self, const char *alias, KsSecret *password);
/* Plain PKCS#8 of @entry's key by the entry's own password, then the store's, then every other one.
 * @used: (out) (optional): the one that worked. KS_ERROR_WRONG_PASSWORD when none does. */
KsSecret *ks_keyring_unlock (KsKeyring *self, KsEntry *entry, KsSecret **used, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* Whether @password is the one of the store, not of an entry. */
gboolean ks_keyring_is_store_password (KsKeyring *self, KsSecret *password);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsKeyring, ks_keyring_free)

/**
 * KsLoss: what a target format cannot hold, and what will happen to it
 */
typedef struct {
  char *alias;             /* NULL: concerns the whole file */
  char *sentence;          /* translated: what is lost or changed and what becomes of it */
  gboolean needs_password; /* giving the key's password would avoid it */
} KsLoss;

void ks_loss_free (KsLoss *self);

/**
 * KsConversion: what a store shall become
 */
typedef struct {
  const KsFormat *target;
  KsSecret *password; /* of the new file; NULL: none */
  const char *
    scheme; /* one of the target's protections; NULL: the file's own where the format stays, else the default */
  guint iterations; /* with a scheme; 0: its own number */
  gint64 now_ms;    /* for entries that have no date yet */
} KsConversion;

/* Before anything is written: all that would be lost in the new store. GPtrArray of KsLoss, empty = nothing. */
GPtrArray *ks_convert_list_losses (KsStore *store, const KsConversion *conversion, KsKeyring *keyring)
  G_GNUC_WARN_UNUSED_RESULT;
/* A new store in the target's format, keys protected anew where the target wants that. What cannot be held is left out
 * (it was listed). @store is not changed. */
KsStore *ks_convert (KsStore *store,
                     const KsConversion *conversion,
                     KsKeyring *keyring,
                     GCancellable *cancellable,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* @entry as it must be to live in @target (copy and paste between stores): key protected under @password, alias made unique.
 * KS_ERROR_LOSSY when the target cannot hold such an entry, KS_ERROR_WRONG_PASSWORD when its key is locked. */
KsEntry *ks_convert_entry (KsEntry *entry,
                           KsStore *target,
                           KsKeyring *keyring,
                           KsSecret *password,
                           gint64 now_ms,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* One undoable step: the store's password, and that of every key which @keyring opens with the old one. Keys with a password of
 * their own stay as they are in formats that allow it; otherwise KS_ERROR_WRONG_PASSWORD names the first one. */
KsEdit *ks_convert_new_password_edit (KsStore *store,
                                      KsKeyring *keyring,
                                      KsSecret *new_password,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same for one key. */
KsEdit *ks_convert_new_entry_password_edit (KsStore *store,
                                            KsEntry *entry,
                                            KsSecret *old_password,
                                            KsSecret *new_password,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
