/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "catena-document.h"
#include "catena-verification.h"

G_BEGIN_DECLS

/**
 * CatenaRenewalPlanDialog:
 *
 * When each key of a file needs a new certificate, how often under the limits for public authorities, and a calendar file of that.
 */
#define CATENA_TYPE_RENEWAL_PLAN_DIALOG (catena_renewal_plan_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaRenewalPlanDialog,
                      catena_renewal_plan_dialog,
                      CATENA,
                      RENEWAL_PLAN_DIALOG,
                      AdwDialog)

AdwDialog *catena_renewal_plan_dialog_new (CatenaDocument *document, CatenaVerification *verification)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
