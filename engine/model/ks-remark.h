/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * KsRemarkKind:
 * @KS_REMARK_NOTE: anything else
 * @KS_REMARK_UNVERIFIED: opened without the password
 * @KS_REMARK_NO_CHECK: the file has no check value, although its format could
 * @KS_REMARK_OLD_VERSION: its check value proves nothing
 * @KS_REMARK_SIGNED: signed instead of checked
 * @KS_REMARK_CLOSED: a part that the password does not open, or that cannot be read
 * @KS_REMARK_UNPROTECTED: keys that no password protects
 * @KS_REMARK_UNREACHABLE: aliases that Java does not find
 * @KS_REMARK_DUPLICATE: entries of which Java shows one only
 * @KS_REMARK_PASSWORD: a password that not every program takes
 * @KS_REMARK_PLAIN_LIST: entries that are not encrypted, and will be
 * @KS_REMARK_KEPT: content that is not shown and kept
 * @KS_REMARK_SURPLUS: bytes that are no part of the keystore, and will not be saved
 *
 * What a remark about a file is about.
 */
typedef enum {
  KS_REMARK_NOTE,
  KS_REMARK_UNVERIFIED,
  KS_REMARK_NO_CHECK,
  KS_REMARK_OLD_VERSION,
  KS_REMARK_SIGNED,
  KS_REMARK_CLOSED,
  KS_REMARK_UNPROTECTED,
  KS_REMARK_UNREACHABLE,
  KS_REMARK_DUPLICATE,
  KS_REMARK_PASSWORD,
  KS_REMARK_PLAIN_LIST,
  KS_REMARK_KEPT,
  KS_REMARK_SURPLUS,
} KsRemarkKind;

/**
 * KsRemarkRemedy:
 * @KS_REMARK_REMEDY_NONE: nothing to do
 * @KS_REMARK_REMEDY_UNLOCK: give the password
 * @KS_REMARK_REMEDY_SAVE_AS: save it as a new file, or with another protection
 * @KS_REMARK_REMEDY_PROTECT: ks_remarks_new_protect_edit()
 * @KS_REMARK_REMEDY_RENAME: ks_remarks_new_rename_edit()
 * @KS_REMARK_REMEDY_PASSWORD: change the password
 *
 * What can be done about it.
 */
typedef enum {
  KS_REMARK_REMEDY_NONE,
  KS_REMARK_REMEDY_UNLOCK,
  KS_REMARK_REMEDY_SAVE_AS,
  KS_REMARK_REMEDY_PROTECT,
  KS_REMARK_REMEDY_RENAME,
  KS_REMARK_REMEDY_PASSWORD,
} KsRemarkRemedy;

/* Something worth telling about a file that did not stop reading it. */
typedef struct {
  KsRemarkKind kind;
  char *sentence; /* translated */
} KsRemark;

KsRemark *ks_remark_new (KsRemarkKind kind, const char *sentence) G_GNUC_WARN_UNUSED_RESULT;
void ks_remark_free (KsRemark *self);

/* Translated; NULL for a note, which has only its sentence. */
const char *ks_remark_kind_get_title (KsRemarkKind kind);
KsRemarkRemedy ks_remark_kind_get_remedy (KsRemarkKind kind);
/* Whether somebody should know of it without asking. */
gboolean ks_remark_kind_is_warning (KsRemarkKind kind);
/* Whether the file does not have it any more once it is saved. */
gboolean ks_remark_kind_ends_with_save (KsRemarkKind kind);
/* Whether it follows from the store as it is now, and not from how its file was. */
gboolean ks_remark_kind_is_live (KsRemarkKind kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsRemark, ks_remark_free)

G_END_DECLS
