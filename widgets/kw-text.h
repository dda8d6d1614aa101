/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"
#include "ks-entry.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/* Text from a file for a label: control and bidirectional characters visible, cut in the middle of what nobody reads, and
 * isolated, so that it does not turn the sentence around it. */
char *kw_text_show (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* The same for a tooltip or an accessible name: not isolated. */
char *kw_text_plain (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* "8C 41 6F D2 … 90 0B 7E" */
char *kw_text_key_id (GBytes *key_id) G_GNUC_WARN_UNUSED_RESULT;
/* "AB:CD:…" of lower-case hex, in upper case with colons. */
char *kw_text_hex (const char *hex) G_GNUC_WARN_UNUSED_RESULT;
/* "RSA 2048 · SHA-256" */
char *kw_text_key_and_signature (KsCertificate *certificate) G_GNUC_WARN_UNUSED_RESULT;

/* "warning" in the last 30 days, "error" outside the period, else NULL: a style class. */
const char *kw_time_style (gint64 not_before, gint64 not_after, gint64 now);
const char *kw_link_state_word (KsLinkState state);
KsState kw_link_state_mark (KsLinkState state);
/* Icon names of the program's own. */
const char *kw_state_icon (KsState state);
const char *kw_role_icon (KsCertificateRole role);
const char *kw_kind_icon (KsEntryKind kind);
const char *kw_provenance_icon (KsProvenance provenance);
const char *kw_anchor_icon (KsAnchorSource source);

G_END_DECLS
