/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-general-name.h"

G_BEGIN_DECLS

/* What is wrong with the text of a name, as a translated sentence without an owner, or NULL. */
const char *ks_general_name_check_dns (const char *text, gboolean constraint);
const char *ks_general_name_check_email (const char *text, gboolean constraint);
const char *ks_general_name_check_uri (const char *text, gboolean constraint);

G_END_DECLS
