/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaAsn1Dialog:
 *
 * Looks inside of bytes: the tree of their ASN.1 beside them.
 */
#define CATENA_TYPE_ASN1_DIALOG (catena_asn1_dialog_get_type ())
G_DECLARE_FINAL_TYPE (CatenaAsn1Dialog, catena_asn1_dialog, CATENA, ASN1_DIALOG, AdwDialog)

/* @title: what the bytes are. They are read in a worker. */
AdwDialog *catena_asn1_dialog_new (const char *title, GBytes *bytes) G_GNUC_WARN_UNUSED_RESULT;
AdwDialog *catena_asn1_dialog_new_for_file (const char *title, GFile *file) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
