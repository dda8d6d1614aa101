/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaIssuer: a key pair in an open file whose certificate may sign others
 */
#define CATENA_TYPE_ISSUER (catena_issuer_get_type ())
G_DECLARE_FINAL_TYPE (CatenaIssuer, catena_issuer, CATENA, ISSUER, GObject)

CatenaDocument *catena_issuer_get_document (CatenaIssuer *self);
KsEntry *catena_issuer_get_entry (CatenaIssuer *self);
KsCertificate *catena_issuer_get_certificate (CatenaIssuer *self);
char *catena_issuer_dup_title (CatenaIssuer *self) G_GNUC_WARN_UNUSED_RESULT;
GListStore *catena_issuer_list (GPtrArray *documents) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
