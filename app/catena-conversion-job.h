/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"

G_BEGIN_DECLS

/* What is known of a file before it is written. */
typedef struct {
  GPtrArray *losses;  /* of KsLoss */
  GPtrArray *answers; /* of KsCompatibility */
} CatenaConversionNews;

void catena_conversion_news_free (CatenaConversionNews *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CatenaConversionNews, catena_conversion_news_free)

/* Finds out in a worker. @conversion: (nullable): copied; NULL: the document as it is. */
void catena_conversion_job_start (CatenaDocument *document,
                                  const KsConversion *conversion,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* NULL when it was cancelled. */
CatenaConversionNews *catena_conversion_job_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
