/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks.h"

G_BEGIN_DECLS

/* What the program's exit status says. */
typedef enum {
  PROBE_OK = 0,
  PROBE_NO = 1,             /* a test that the command makes has failed */
  PROBE_USAGE = 2,          /* wrong arguments, or a file that cannot be read or written */
  PROBE_WRONG_PASSWORD = 3, /* or one is needed */
  PROBE_NOT_A_KEYSTORE = 4,
  PROBE_DAMAGED = 5,
  PROBE_UNSUPPORTED = 6,
  PROBE_LOSSY = 7,
} ProbeStatus;

/* One command; a new one is a file cmd-NAME.c and a row of the table in ks-probe.c. argv[0] is the command's name. */
typedef struct {
  const char *name;
  const char *usage;
  int (*run) (int argc, char **argv);
} ProbeCommand;

int cmd_asn1 (int argc, char **argv);
int cmd_export (int argc, char **argv);
int cmd_list (int argc, char **argv);
int cmd_compare (int argc, char **argv);
int cmd_compatibility (int argc, char **argv);
int cmd_convert (int argc, char **argv);
int cmd_reply (int argc, char **argv);
int cmd_report (int argc, char **argv);
int cmd_roundtrip (int argc, char **argv);
int cmd_snippet (int argc, char **argv);
int cmd_bench (int argc, char **argv);
int cmd_verify (int argc, char **argv);
int cmd_match (int argc, char **argv);
int cmd_matrix (int argc, char **argv);
int cmd_lesson (int argc, char **argv);
int cmd_limbo (int argc, char **argv);
int cmd_generate (int argc, char **argv);
int cmd_graph (int argc, char **argv);
int cmd_request (int argc, char **argv);
int cmd_sign (int argc, char **argv);

/* What most commands are given: a file and its passwords. */
typedef struct {
  char *file;
  char **files;         /* all arguments that are no options */
  KsSecret *password;   /* or NULL */
  char **key_passwords; /* ALIAS=PASSWORD, or NULL */
} ProbeInput;

/* Takes options and files from the command line. @more: (nullable): options of the command's own, ended by an empty one.
 * On error says so and returns FALSE. */
gboolean probe_parse (int argc, char **argv, const GOptionEntry *more, guint n_files, ProbeInput *input);
void probe_input_clear (ProbeInput *input);
/* A password option's value; a NULL one is no password. */
KsSecret *probe_secret (const char *text);
/* Reads a file; its errors are reported with probe_report(). */
KsStore *probe_load (const char *path, KsSecret *password, GError **error);
/* The store's password and those of keys. */
KsKeyring *probe_make_keyring (const ProbeInput *input) G_GNUC_WARN_UNUSED_RESULT;
/* Who is trusted: a file, "system" or NULL, or "none", which gives NULL. */
gboolean probe_read_anchors (const char *anchors, KsSecret *password, KsAnchorSet **set, GError **error);
/* RFC 3339, or NULL for the clock. */
gboolean probe_read_time (const char *at, gint64 *time, GError **error);
/* One line on standard error; the exit status that belongs to @error. */
int probe_report (const GError *error);
/* An alias as it is listed. */
char *probe_escape (const char *alias);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ProbeInput, probe_input_clear)

G_END_DECLS
