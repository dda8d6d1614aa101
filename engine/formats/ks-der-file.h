/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"

G_BEGIN_DECLS

extern const KsFormat ks_format_der;

/* A remark of @store about bytes behind the end of its structure; none for 0. */
void ks_der_file_remark_tail (KsStore *store, gsize left);

G_END_DECLS
