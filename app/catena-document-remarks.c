/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-document-private.h"

/**
 * catena_document_list_remarks:
 * @self: a document
 *
 * What is worth knowing of it as it is now. That a list of the system is read-only is no fault of a file.
 *
 * Returns: (transfer full) (element-type KsRemark): the remarks, warnings first; none without a store
 */
GPtrArray *
catena_document_list_remarks (CatenaDocument *self)
{
  GPtrArray *remarks = self->store != NULL ? ks_remarks_list (self->store)
                                           : g_ptr_array_new_with_free_func ((GDestroyNotify) ks_remark_free);

  for (guint i = remarks->len; self->file == NULL && i-- > 0;)
    if (((const KsRemark *) remarks->pdata[i])->kind == KS_REMARK_UNVERIFIED)
      g_ptr_array_remove_index (remarks, i);

  return remarks;
}
