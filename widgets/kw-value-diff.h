/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-check.h"

G_BEGIN_DECLS

/* Bytes [start, end) of a text. */
typedef struct {
  guint start;
  guint end;
} KwTextRange;

/* Which of the two dates of a validity period is the one that fails. */
typedef enum {
  KW_DATE_NONE,
  KW_DATE_START,
  KW_DATE_END,
} KwDateFault;

/**
 * KwValueDiff: the parts of two values that disagree
 */
typedef struct {
  GArray *ours; /* of KwTextRange, ascending */
  GArray *theirs;
} KwValueDiff;

/* @ours and @theirs as they are shown. Nothing is marked where the check holds. */
KwValueDiff *kw_value_diff_new (const KsResult *result,
                                const char *ours,
                                const char *theirs,
                                KwDateFault fault) G_GNUC_WARN_UNUSED_RESULT;
/* The same for any two values, without a check. */
KwValueDiff *kw_value_diff_new_for_texts (const char *ours, const char *theirs) G_GNUC_WARN_UNUSED_RESULT;
void kw_value_diff_free (KwValueDiff *self);
/* The marked parts of @text, separated by commas; "" for none. */
char *kw_value_diff_dup_parts (const GArray *ranges, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/* Bold and underlined; @ranges: NULL for none. */
void kw_value_diff_mark (GtkLabel *label, const GArray *ranges, const GdkRGBA *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KwValueDiff, kw_value_diff_free)

G_END_DECLS
