/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks-verdict.h"

G_BEGIN_DECLS

/* One of several certificates that a CA has for its key. Borrowed from the verdict. */
typedef struct {
  KsCertificate *certificate;
  KsCertificate *issuer; /* on that path, or NULL */
  guint path;            /* the best one with it */
} KwChainVariant;

/* All certificates for the name and key of a node of @path, on whichever path; of KwChainVariant. */
GArray *kw_chain_variants_find (KsVerdict *verdict, const KsPath *path, guint node) G_GNUC_WARN_UNUSED_RESULT;
/* A list to choose one from; @chosen (user_data, path) is called with the path. */
GtkWidget *kw_chain_variants_popover_new (GArray *variants,
                                          KsCertificate *current,
                                          KsVerdict *verdict,
                                          void (*chosen) (GtkWidget *card, guint path),
                                          GtkWidget *card) G_GNUC_WARN_UNUSED_RESULT;
/* "2 certificates for this key" */
char *kw_chain_variants_dup_text (GArray *variants) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
