/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-window.h"

G_BEGIN_DECLS

void catena_frame_log_start (CatenaWindow *window);

G_END_DECLS
