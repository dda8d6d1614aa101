/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ks-request.h"

G_BEGIN_DECLS

/**
 * CatenaSignDialog:
 *
 * Issues the certificate that a request asks for, with a CA key of an open file: first what it is to have, then the chain, to copy or to
 * save.
 */
#define CATENA_TYPE_SIGN_DIALOG (catena_sign_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaSignDialog, catena_sign_dialog, CATENA, SIGN_DIALOG, AdwDialog)

/* @documents: (element-type CatenaDocument): the open files */
AdwDialog *catena_sign_dialog_new (KsRequest *request, GPtrArray *documents) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
