/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-certificate.h"
#include "ks-secret.h"

G_BEGIN_DECLS

typedef enum {
  KS_ANCHORS_NONE,
  KS_ANCHORS_SYSTEM,
  KS_ANCHORS_STORE,
  KS_ANCHORS_FILE,
} KsAnchorSource;

/**
 * KsAnchorSet:
 *
 * Certificates that somebody trusts, with the name of who says so. Immutable, thread safe.
 */
#define KS_TYPE_ANCHOR_SET (ks_anchor_set_get_type ())
G_DECLARE_FINAL_TYPE (KsAnchorSet, ks_anchor_set, KS, ANCHOR_SET, GObject)

/* @name: for people ("client-truststore.jks", "System trust"); @certificates: of KsCertificate, copied */
KsAnchorSet *ks_anchor_set_new (KsAnchorSource source, const char *name, GPtrArray *certificates)
  G_GNUC_WARN_UNUSED_RESULT;
/* What p11-kit gives as trusted and not distrusted. An empty set is not an error. */
KsAnchorSet *ks_anchor_set_new_system (GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The trusted certificates of @entries (of KsEntry). */
KsAnchorSet *ks_anchor_set_new_for_entries (KsAnchorSource source, const char *name, GPtrArray *entries)
  G_GNUC_WARN_UNUSED_RESULT;
/* A truststore or a single certificate; @name: (nullable): the file's own. */
KsAnchorSet *ks_anchor_set_new_for_file (GFile *file,
                                         const char *name,
                                         KsSecret *password,
                                         GCancellable *cancellable,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Java's own truststore; KS_ERROR_NOT_FOUND without a Java. */
KsAnchorSet *ks_anchor_set_new_java (GCancellable *cancellable, GError **error) G_GNUC_WARN_UNUSED_RESULT;
KsAnchorSource ks_anchor_set_get_source (KsAnchorSet *self);
const char *ks_anchor_set_get_name (KsAnchorSet *self);
guint ks_anchor_set_get_size (KsAnchorSet *self);
KsCertificate *ks_anchor_set_get (KsAnchorSet *self, guint index);
gboolean ks_anchor_set_contains (KsAnchorSet *self, KsCertificate *certificate);
gboolean ks_anchor_set_is_distrusted (KsAnchorSet *self, KsCertificate *certificate);
/* All whose subject is @name; (transfer container) of borrowed KsCertificate. */
GPtrArray *ks_anchor_set_find_subject (KsAnchorSet *self, KsName *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
