/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-format.h"
#include "ks-role.h"

G_BEGIN_DECLS

typedef enum {
  KS_SNIPPET_TOML,
  KS_SNIPPET_YAML,
  KS_SNIPPET_XML,
  KS_SNIPPET_PROPERTIES,
  KS_SNIPPET_SHELL,
} KsSnippetSyntax;

typedef enum {
  KS_SNIPPET_IDENTITY,   /* the program shows the certificate of a key entry, and needs its key */
  KS_SNIPPET_TRUSTSTORE, /* the program trusts what is in the file */
} KsSnippetPurpose;

/* What a snippet is about. Borrowed by those who are given it. */
typedef struct {
  const char *path; /* of the file; NULL: not saved yet */
  const char *name; /* of the file: "wso2carbon.jks" */
  const KsFormat *format;
  KsEntry *entry;     /* (nullable): the key entry of an identity */
  GPtrArray *entries; /* of KsEntry: all of the store */
  KsRoleKind role;
  gboolean has_own_password; /* the key is known to have a password that is not the store's */
} KsSnippetContext;

typedef struct _KsSnippet KsSnippet;

/**
 * KsSnippet:
 *
 * What a program's configuration says about a keystore: a row of a const table.
 */
struct _KsSnippet {
  const char *id;      /* "wso2-primary"; stable, used in settings and tests */
  const char *program; /* N_("WSO2 servers") */
  const char *name;    /* N_("Primary keystore") or "" */
  const char *file;    /* where it belongs: "deployment.toml"; "" for a command line */
  KsSnippetSyntax syntax;
  KsSnippetPurpose purpose;
  guint flags; /* of ks-snippet-private.h */
  void (*write) (const KsSnippet *self, const KsSnippetContext *context, GString *text);
};

/* The table, in the order in which it is offered. */
const KsSnippet *ks_snippet_list (gsize *n_snippets);
const KsSnippet *ks_snippet_find (const char *id);
/* The text to copy, with words in capitals where passwords go. KS_ERROR_UNSUPPORTED when the program cannot read such a file,
 * KS_ERROR_LOSSY when the alias or path cannot stand in such a configuration; the message says why. */
char *ks_snippet_write (const KsSnippet *self, const KsSnippetContext *context, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* Where the keystore has to be, where the text does not say it: a translated sentence, or NULL. */
const char *ks_snippet_get_place (const KsSnippet *self);
/* Translated sentences about what will go wrong in this program with this file: a key password of its own, an alias in capitals,
 * a role that does not fit. GPtrArray of char, empty = nothing. */
GPtrArray *ks_snippet_list_warnings (const KsSnippet *self, const KsSnippetContext *context)
  G_GNUC_WARN_UNUSED_RESULT;

/* What Java calls the format: "JKS", "PKCS12"; NULL where Java does not know it. */
const char *ks_snippet_get_java_type (const KsFormat *format);

G_END_DECLS
