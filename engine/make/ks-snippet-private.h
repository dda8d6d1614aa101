/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-snippet.h"

G_BEGIN_DECLS

/* What a program does with a keystore. */
typedef enum {
  KS_SNIPPET_TAKES_NO_ALIAS = 1 << 0, /* it picks a key by itself */
  KS_SNIPPET_ONE_PASSWORD = 1 << 1,   /* it cannot be told a password of the key */
  KS_SNIPPET_SAME_PASSWORD = 1 << 2,  /* it can, and still wants both to be the same */
  KS_SNIPPET_READS_PEM = 1 << 3,
  KS_SNIPPET_EXPANDS = 1 << 4,    /* it replaces "${name}" in what it reads */
  KS_SNIPPET_IS_SERVER = 1 << 5,  /* clients check the names of its certificate */
  KS_SNIPPET_ENCRYPTS = 1 << 6,   /* it encrypts data with the key */
  KS_SNIPPET_NAMES_FILE = 1 << 7, /* the file lies in a folder of the program: its name is enough */
} KsSnippetFlags;

/* Words where passwords go; they can stand in every syntax as they are. */
#define KS_SNIPPET_STORE_PASSWORD "KEYSTORE_PASSWORD"
#define KS_SNIPPET_KEY_PASSWORD "KEY_PASSWORD"
#define KS_SNIPPET_TRUST_PASSWORD "TRUSTSTORE_PASSWORD"

/* ks-snippet-text.c: @text as a value in such a file, with the quotes it needs */
char *ks_snippet_quote (KsSnippetSyntax syntax, const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* Whether such a file has a way to say @text. */
gboolean ks_snippet_can_say (KsSnippetSyntax syntax, const char *text);

/* ks-snippet-write.c: writers of the table */
void ks_snippet_write_toml (const KsSnippet *self, const KsSnippetContext *context, GString *text);
void ks_snippet_write_streaming (const KsSnippet *self, const KsSnippetContext *context, GString *text);
void ks_snippet_write_tomcat (const KsSnippet *self, const KsSnippetContext *context, GString *text);
void ks_snippet_write_spring_yaml (const KsSnippet *self, const KsSnippetContext *context, GString *text);
void ks_snippet_write_spring_properties (const KsSnippet *self,
                                         const KsSnippetContext *context,
                                         GString *text);
void ks_snippet_write_kafka (const KsSnippet *self, const KsSnippetContext *context, GString *text);
void ks_snippet_write_java (const KsSnippet *self, const KsSnippetContext *context, GString *text);

/* The place of the file as the program wants it. */
const char *ks_snippet_get_location (const KsSnippet *self, const KsSnippetContext *context);

G_END_DECLS
