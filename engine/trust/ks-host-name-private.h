/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-host-name.h"

G_BEGIN_DECLS

const char *ks_host_labels_problem (const char *ascii);

G_END_DECLS
