/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-trust-matrix.h"

G_BEGIN_DECLS

/* What can be done about a truststore. */
typedef enum {
  KW_TRUST_ROW_PLAIN = 0,
  KW_TRUST_ROW_CAN_ADD = 1 << 0,    /* it lacks an anchor, and can be edited */
  KW_TRUST_ROW_CAN_REMOVE = 1 << 1, /* a person has added it to the table */
} KwTrustRowFlags;

/**
 * KwTrustRow:
 *
 * One truststore of a trust matrix: its name, what it says at each time, and why. In columns, or (property `narrow`, boolean) below each other.
 * Signals: `activated ()`: click, Return, space or the action `truststore.choose`; `add ()` and `remove ()`: its buttons.
 */
#define KW_TYPE_TRUST_ROW (kw_trust_row_get_type ())
G_DECLARE_FINAL_TYPE (KwTrustRow, kw_trust_row, KW, TRUST_ROW, GtkWidget)

/* For one or two times. */
GtkWidget *kw_trust_row_new (guint n_times) G_GNUC_WARN_UNUSED_RESULT;
/* The titles of the columns in the place of answers. */
GtkWidget *kw_trust_row_new_head (KsTrustMatrix *matrix) G_GNUC_WARN_UNUSED_RESULT;
void kw_trust_row_set_answers (KwTrustRow *self, KsTrustMatrix *matrix, guint row, KwTrustRowFlags flags);
void kw_trust_row_set_narrow (KwTrustRow *self, gboolean is_narrow);
/* It is the one that the page asks. */
void kw_trust_row_set_selected (KwTrustRow *self, gboolean is_selected);
/* "Today", or the date: the title of a column. */
char *kw_trust_row_say_time (KsTrustMatrix *matrix, guint time) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
