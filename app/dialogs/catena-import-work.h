/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-import-item.h"

G_BEGIN_DECLS

/* What the import dialog has worked out off the main thread. */

/* @sources: of CatenaImportSource, which are read. The plan of what they hold. */
void catena_import_plan_async (CatenaDocument *document,
                               GPtrArray *sources,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
KsImportPlan *catena_import_plan_finish (CatenaDocument *document, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/* @items: of CatenaImportItem, one for each row. One edit of what was decided. */
void catena_import_edit_async (CatenaDocument *document,
                               KsImportPlan *plan,
                               GListModel *items,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* @failed_row: (out): the row that an error is about; the number of rows when it is about none */
KsEdit *catena_import_edit_finish (CatenaDocument *document,
                                   GAsyncResult *result,
                                   guint *failed_row,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
