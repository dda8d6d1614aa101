/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "probe.h"

G_BEGIN_DECLS

/* What the commands that make something are given; a zeroed one is all defaults. */
typedef struct {
  char *alias;
  char *algorithm;
  char *usage;
  char **names;
  char *subject;
  int days; /* 0 = the template's */
  char *digest;
  char *format;
  char *issuer;
  char *request;
  char *challenge;
  char *out;
  gboolean der;
  gboolean spkac;
} ProbeMake;

/* probe_parse() with one file and the options of @options, all of them known to each of these commands. */
gboolean probe_make_parse (int argc, char **argv, ProbeMake *options, ProbeInput *input);
void probe_make_clear (ProbeMake *options);
/* The key entry @alias of @store, its plain key in @pkcs8. */
KsEntry *probe_make_find (KsStore *store,
                          const ProbeInput *input,
                          const char *alias,
                          KsSecret **pkcs8,
                          GError **error);
/* Names, subject, template and digest of the command line put into @spec. */
gboolean probe_make_fill (KsCertificateSpec *spec,
                          const ProbeMake *options,
                          const KsKeyAlgorithm *algorithm,
                          GError **error);
/* Every problem as a line on standard error. */
void probe_make_print_problems (const KsCertificateSpec *spec,
                                const KsKeyAlgorithm *algorithm,
                                KsCertificate *issuer);
gboolean probe_make_write (const char *path, const void *data, gsize size, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProbeMake, probe_make_clear)

G_END_DECLS
