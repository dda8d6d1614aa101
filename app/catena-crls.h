/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-scene.h"
#include "catena-trust.h"

G_BEGIN_DECLS

GPtrArray *catena_crls_list (CatenaTrust *trust) G_GNUC_WARN_UNUSED_RESULT; /* of GBytes */
void catena_crls_add (CatenaScene *scene, CatenaTrust *trust);
gboolean catena_crls_have_changed (CatenaScene *scene, CatenaTrust *trust);

G_END_DECLS
