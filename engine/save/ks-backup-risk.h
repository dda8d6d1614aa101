/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-entry.h"

G_BEGIN_DECLS

/* What the backup of a file still gives to whoever finds it, and the file itself no longer does. */
typedef enum {
  KS_BACKUP_RISK_NONE = 0,
  KS_BACKUP_RISK_OLD_PASSWORD =
    1 << 0, /* it opens with a password that was changed, of the file or of a key */
  KS_BACKUP_RISK_REMOVED_KEY = 1 << 1, /* it has a private or secret key that was taken away */
} KsBackupRisk;

/* Both arrays of KsEntry; a password is NULL where there is none. */
KsBackupRisk ks_backup_risk_find (GPtrArray *before,
                                  KsSecret *password_before,
                                  GPtrArray *after,
                                  KsSecret *password_after);

G_END_DECLS
