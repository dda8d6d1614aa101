/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-certificate.h"
#include "ks-key.h"

G_BEGIN_DECLS

typedef enum {
  KS_ENTRY_KEY,         /* private key, with or without certificates */
  KS_ENTRY_CERTIFICATE, /* trusted certificate */
  KS_ENTRY_SECRET,
  KS_ENTRY_PUBLIC,  /* a bare public key */
  KS_ENTRY_REQUEST, /* a certificate request that stands in a PEM file */
  KS_ENTRY_CRL,
} KsEntryKind;

/**
 * KsEntry:
 *
 * One entry of a keystore: alias, creation time, key, chain, and whatever else its format kept with it. Immutable: a changed
 * entry is a new one made by a with_ function.
 */
#define KS_TYPE_ENTRY (ks_entry_get_type ())
G_DECLARE_FINAL_TYPE (KsEntry, ks_entry, KS, ENTRY, GObject)

/* @chain: (nullable) of KsCertificate, leaf first; the array is copied. @created_ms: 0 = not known. */
KsEntry *ks_entry_new (KsEntryKind kind, const char *alias, gint64 created_ms, KsKey *key, GPtrArray *chain)
  G_GNUC_WARN_UNUSED_RESULT;
/* A request or CRL: @data is its DER. */
KsEntry *ks_entry_new_data (KsEntryKind kind, const char *alias, GBytes *data) G_GNUC_WARN_UNUSED_RESULT;
KsEntryKind ks_entry_get_kind (KsEntry *self);
const char *ks_entry_get_alias (KsEntry *self);
gint64 ks_entry_get_created_ms (KsEntry *self);
KsKey *ks_entry_get_key (KsEntry *self);
GBytes *ks_entry_get_data (KsEntry *self);
guint ks_entry_get_chain_length (KsEntry *self);
KsCertificate *ks_entry_get_certificate (KsEntry *self, guint index);
/* First certificate or NULL. */
KsCertificate *ks_entry_get_leaf (KsEntry *self);

/* Format baggage: bytes that only the format @name (for example "pkcs12.attributes") understands. */
GBytes *ks_entry_get_extra (KsEntry *self, const char *name);
KsEntry *ks_entry_with_extra (KsEntry *self, const char *name, GBytes *value) G_GNUC_WARN_UNUSED_RESULT;
KsEntry *ks_entry_with_alias (KsEntry *self, const char *alias) G_GNUC_WARN_UNUSED_RESULT;
KsEntry *ks_entry_with_key (KsEntry *self, KsKey *key) G_GNUC_WARN_UNUSED_RESULT;
KsEntry *ks_entry_with_chain (KsEntry *self, GPtrArray *chain) G_GNUC_WARN_UNUSED_RESULT;
KsEntry *ks_entry_with_created (KsEntry *self, gint64 created_ms) G_GNUC_WARN_UNUSED_RESULT;

/* The name it stands for: the leaf's title, or what the key says. Borrowed, lazy, thread safe. */
const char *ks_entry_get_title (KsEntry *self);
/* "Key pair", "Trusted certificate", ... translated */
const char *ks_entry_kind_get_name (KsEntryKind kind);
/* Case-folded text over alias, DNs, alternative names, serial, fingerprint: what search looks in. Borrowed, lazy, thread safe. */
const char *ks_entry_get_search_text (KsEntry *self);
/* Compares by strcmp() as people sort aliases: upper and lower case together, “web-2” before “web-10”. Borrowed, lazy, thread safe. */
const char *ks_entry_get_sort_key (KsEntry *self);
/* An alias for showing: control and bidirectional characters as visible “U+202E” marks. */
char *ks_text_make_visible (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
