/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* The whole engine at a glance: bytes, values, formats, saving, trust. No GTK in here. */
#include "ks-error.h"
#include "ks-init.h"
#include "ks-secret.h"
#include "ks-time.h"

#include "ks-certificate.h"
#include "ks-edit.h"
#include "ks-entry.h"
#include "ks-extension.h"
#include "ks-general-name.h"
#include "ks-key.h"
#include "ks-name.h"
#include "ks-store.h"

#include "ks-convert.h"
#include "ks-format.h"
#include "ks-remarks.h"

#include "ks-certificate-spec.h"
#include "ks-comparison.h"
#include "ks-compatibility.h"
#include "ks-export.h"
#include "ks-import.h"
#include "ks-host-list.h"
#include "ks-asn1-tree.h"
#include "ks-key-algorithm.h"
#include "ks-name-input.h"
#include "ks-password-maker.h"
#include "ks-reply.h"
#include "ks-renewal-plan.h"
#include "ks-renewal.h"
#include "ks-request.h"
#include "ks-secret-algorithm.h"
#include "ks-snippet.h"
#include "ks-store-comparison.h"
#include "ks-trust-choice.h"
#include "ks-usage-template.h"

#include "ks-advice.h"
#include "ks-explanation.h"

#include "ks-atomic-file.h"
#include "ks-backup-risk.h"

#include "ks-anchor-set.h"
#include "ks-check.h"
#include "ks-host-columns.h"
#include "ks-host-match.h"
#include "ks-role.h"
#include "ks-trust-graph.h"
#include "ks-timeline.h"
#include "ks-trust-matrix.h"
#include "ks-validity-limit.h"
#include "ks-verdict.h"
#include "ks-verifier.h"

#include "ks-lesson-bench.h"
#include "ks-lesson-draft.h"
#include "ks-lesson.h"
