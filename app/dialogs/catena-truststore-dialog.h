/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"

G_BEGIN_DECLS

/**
 * CatenaTruststoreDialog:
 *
 * Asks whom a truststore is to trust, and which truststore. Signal `accepted (CatenaDocument document, KsCertificate certificate)`, where
 * no document means a file that is still to be chosen.
 */
#define CATENA_TYPE_TRUSTSTORE_DIALOG (catena_truststore_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaTruststoreDialog, catena_truststore_dialog, CATENA, TRUSTSTORE_DIALOG, AdwDialog)

/* @choices: of KsTrustChoice; @documents: of CatenaDocument, those that can take a certificate are offered; @source: the one that the
 * certificate comes from, offered last. */
AdwDialog *catena_truststore_dialog_new (GPtrArray *choices, GPtrArray *documents, CatenaDocument *source)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
