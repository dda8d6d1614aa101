/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaComparand:
 *
 * One side of a comparison: a certificate or a request, what to call it, and where it is from. Immutable.
 */
#define CATENA_TYPE_COMPARAND (catena_comparand_get_type ())
G_DECLARE_FINAL_TYPE (CatenaComparand, catena_comparand, CATENA, COMPARAND, GObject)

/* Whether there is something in an entry to compare: its certificate, or the request that it is. */
gboolean catena_comparand_is_possible (KsEntry *entry);
/* @place: the name of the file, or NULL */
CatenaComparand *catena_comparand_new (KsEntry *entry, const char *place) G_GNUC_WARN_UNUSED_RESULT;
/* The certificate that stands in the chain of @entry, and may be another than its first. */
CatenaComparand *catena_comparand_new_for_certificate (KsEntry *entry,
                                                       KsCertificate *certificate,
                                                       const char *place) G_GNUC_WARN_UNUSED_RESULT;
KsEntry *catena_comparand_get_entry (CatenaComparand *self);
KsCertificate *catena_comparand_get_certificate (CatenaComparand *self);
const char *catena_comparand_get_title (CatenaComparand *self);
const char *catena_comparand_get_place (CatenaComparand *self);
/* Compares in a worker; a request is parsed there, too. KS_ERROR_MALFORMED, G_IO_ERROR_CANCELLED. */
void catena_comparand_compare_async (CatenaComparand *self,
                                     CatenaComparand *other,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
KsComparison *catena_comparand_compare_finish (GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Whether @other is to come first: a request before what was issued for it, an older certificate before a newer one. */
gboolean catena_comparand_is_after (CatenaComparand *self, CatenaComparand *other);

G_END_DECLS
