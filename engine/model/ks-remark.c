/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-remark.h"

typedef struct {
  const char *title; /* N_(), or NULL */
  KsRemarkRemedy remedy;
  gboolean is_warning;
  gboolean ends_with_save;
  gboolean is_live;
} Row;

/* In the order of the kinds. */
static const Row rows[] = {
  [KS_REMARK_NOTE] = { NULL },
  [KS_REMARK_UNVERIFIED] = { N_ ("Opened without its password"), KS_REMARK_REMEDY_UNLOCK, .is_warning = TRUE,
                             .is_live = TRUE },
  [KS_REMARK_NO_CHECK] = { N_ ("No check value"), KS_REMARK_REMEDY_SAVE_AS, .is_warning = TRUE,
                           .is_live = TRUE },
  [KS_REMARK_OLD_VERSION] = { N_ ("An old version, whose check proves nothing"), KS_REMARK_REMEDY_SAVE_AS,
                              .is_warning = TRUE },
  [KS_REMARK_SIGNED] = { N_ ("Signed, and read-only"), KS_REMARK_REMEDY_SAVE_AS, .is_warning = TRUE },
  [KS_REMARK_CLOSED] = { N_ ("Not all of the file is shown"), .is_warning = TRUE },
  [KS_REMARK_UNPROTECTED] = { N_ ("Keys without a password"), KS_REMARK_REMEDY_PROTECT, .is_warning = TRUE,
                              .is_live = TRUE },
  [KS_REMARK_UNREACHABLE] = { N_ ("Aliases that Java does not find"), KS_REMARK_REMEDY_RENAME,
                              .is_warning = TRUE, .is_live = TRUE },
  [KS_REMARK_DUPLICATE] = { N_ ("Entries that Java does not show"), KS_REMARK_REMEDY_RENAME,
                            .is_warning = TRUE, .is_live = TRUE },
  [KS_REMARK_PASSWORD] = { N_ ("A password that not every program takes"), KS_REMARK_REMEDY_PASSWORD,
                           .is_warning = TRUE, .is_live = TRUE },
  [KS_REMARK_PLAIN_LIST] = { N_ ("The list of entries is not encrypted"), .ends_with_save = TRUE },
  [KS_REMARK_KEPT] = { N_ ("Kept, but not shown") },
  [KS_REMARK_SURPLUS] = { N_ ("Bytes behind the end"), .ends_with_save = TRUE },
};

static const Row *
get_row (KsRemarkKind kind)
{
  g_assert ((gsize) kind < G_N_ELEMENTS (rows));
  return &rows[kind];
}

/**
 * ks_remark_new:
 * @kind: what it is about
 * @sentence: a translated sentence
 *
 * Returns: (transfer full): a new remark
 */
KsRemark *
ks_remark_new (KsRemarkKind kind, const char *sentence)
{
  KsRemark *self = g_new0 (KsRemark, 1);

  self->kind = kind;
  self->sentence = g_strdup (sentence);
  return self;
}

/**
 * ks_remark_free:
 * @self: (transfer full) (nullable): a remark
 *
 * Frees it.
 */
void
ks_remark_free (KsRemark *self)
{
  if (self == NULL)
    return;

  g_free (self->sentence);
  g_free (self);
}

/**
 * ks_remark_kind_get_title:
 * @kind: a kind of remark
 *
 * Returns: (transfer none) (nullable): what it says in a few translated words; %NULL for a note
 */
const char *
ks_remark_kind_get_title (KsRemarkKind kind)
{
  const char *title = get_row (kind)->title;

  return title != NULL ? _ (title) : NULL;
}

/**
 * ks_remark_kind_get_remedy:
 * @kind: a kind of remark
 *
 * Returns: what can be done about it
 */
KsRemarkRemedy
ks_remark_kind_get_remedy (KsRemarkKind kind)
{
  return get_row (kind)->remedy;
}

/**
 * ks_remark_kind_is_warning:
 * @kind: a kind of remark
 *
 * Returns: whether somebody should know of it without asking
 */
gboolean
ks_remark_kind_is_warning (KsRemarkKind kind)
{
  return get_row (kind)->is_warning;
}

/**
 * ks_remark_kind_ends_with_save:
 * @kind: a kind of remark
 *
 * Returns: whether the file does not have it any more once it is saved
 */
gboolean
ks_remark_kind_ends_with_save (KsRemarkKind kind)
{
  return get_row (kind)->ends_with_save;
}

/**
 * ks_remark_kind_is_live:
 * @kind: a kind of remark
 *
 * Returns: whether it follows from the store as it is now: such a remark is worked out anew, and comes and goes with edits
 */
gboolean
ks_remark_kind_is_live (KsRemarkKind kind)
{
  return get_row (kind)->is_live;
}
