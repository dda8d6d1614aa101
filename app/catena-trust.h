/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaTrust:
 *
 * Whom this computer trusts, and what is open on it.
 *
 * Properties: `system` and `java` (KsAnchorSet), %NULL until they are read.
 * Signal `documents-changed ()`: a file was opened or closed, or has other entries than before.
 */
#define CATENA_TYPE_TRUST (catena_trust_get_type ())
G_DECLARE_FINAL_TYPE (CatenaTrust, catena_trust, CATENA, TRUST, GObject)

CatenaTrust *catena_trust_new (void) G_GNUC_WARN_UNUSED_RESULT;
KsAnchorSet *catena_trust_get_system (CatenaTrust *self);
/* NULL without a Java, or while it is read. */
KsAnchorSet *catena_trust_get_java (CatenaTrust *self);
/* Of KsAnchorSet: truststores that were chosen without being opened, for as long as the program runs. */
GListStore *catena_trust_get_files (CatenaTrust *self);
/* Of CatenaDocument: what is open in any window, for asking whom it trusts. */
GListStore *catena_trust_get_documents (CatenaTrust *self);

G_END_DECLS
