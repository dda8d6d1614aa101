/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-remark.h"
#include "ks-store.h"

G_BEGIN_DECLS

/* What is worth knowing of a store as it is now, warnings first: GPtrArray of KsRemark. */
GPtrArray *ks_remarks_list (KsStore *store) G_GNUC_WARN_UNUSED_RESULT;
/* For formats, when a file has been read: what follows from its entries. */
void ks_remarks_add_live (KsStore *store);

/* Gives entries that Java does not find names that it does; NULL when there are none. */
KsEdit *ks_remarks_new_rename_edit (KsStore *store) G_GNUC_WARN_UNUSED_RESULT;
/* Gives keys without protection the password of the file. KS_ERROR_PASSWORD_NEEDED, KS_ERROR_NOT_FOUND */
KsEdit *ks_remarks_new_protect_edit (KsStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
