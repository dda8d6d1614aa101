/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/**
 * KwLinkPanel:
 *
 * The checks of one link as a table: mark, title, our value, the issuer's, with the parts that disagree marked. Tab goes to its
 * rows, Up and Down along them.
 *
 * Signals: `closed ()`: Escape was pressed in it; `pointed (string)`: the id of the check that the pointer or the focus is on,
 * or NULL.
 */
#define KW_TYPE_LINK_PANEL (kw_link_panel_get_type ())
G_DECLARE_FINAL_TYPE (KwLinkPanel, kw_link_panel, KW, LINK_PANEL, GtkWidget)

GtkWidget *kw_link_panel_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* @link belongs to @owner, which is kept. NULL clears. */
void kw_link_panel_set_link (KwLinkPanel *self,
                             const KsPathLink *link,
                             KsVerdict *owner,
                             const char *ours_title,
                             const char *theirs_title);
/* Puts the notch under @link, a widget of the same window (not kept alive); NULL: no notch. */
void kw_link_panel_set_pointing_to (KwLinkPanel *self, GtkWidget *link);
/* What is pointed at in the drawing: the certificate, its issuer. */
void kw_link_panel_set_together (KwLinkPanel *self, gboolean ours, gboolean theirs);

G_END_DECLS
