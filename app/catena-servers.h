/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-document.h"
#include "catena-scene.h"
#include "catena-trust.h"

G_BEGIN_DECLS

/* The key pairs of the open keystores of TLS servers, but for those of @truststore itself. */
void catena_servers_add (CatenaScene *scene, KsRoleKind role, CatenaTrust *trust, CatenaDocument *truststore);

G_END_DECLS
