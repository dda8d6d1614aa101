/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "ks-snippet.h"
#include "probe.h"

typedef struct {
  char *kind;
  char *alias;
  char *rename;
  char *path;
  gboolean own_password;
} SnippetArguments;

static void
clear_arguments (SnippetArguments *arguments)
{
  g_free (arguments->kind);
  g_free (arguments->alias);
  g_free (arguments->rename);
  g_free (arguments->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SnippetArguments, clear_arguments)

/* The snippet on standard output, its warnings on standard error. */
static int
print (const KsSnippet *snippet, const KsSnippetContext *context)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = ks_snippet_write (snippet, context, &error);
  g_autoptr (GPtrArray) warnings = ks_snippet_list_warnings (snippet, context);

  if (text == NULL)
    return probe_report (error);

  printf ("%s", text);
  for (guint i = 0; i < warnings->len; i++)
    g_printerr ("warning: %s\n", (const char *) warnings->pdata[i]);
  return PROBE_OK;
}

static int
write_snippet (const ProbeInput *input, const SnippetArguments *arguments, const KsSnippet *snippet)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store = probe_load (input->file, input->password, &error);
  g_autoptr (GPtrArray) entries = store != NULL ? ks_store_snapshot (store) : NULL;
  KsEntry *found = store != NULL && arguments->alias != NULL ? ks_store_find (store, arguments->alias) : NULL;
  const char *path = arguments->path != NULL ? arguments->path : input->file;
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (KsEntry) entry = NULL;
  KsSnippetContext context = { .path = path, .name = name };

  if (store == NULL)
    return probe_report (error);
  if (snippet->purpose == KS_SNIPPET_IDENTITY && found == NULL) {
    g_printerr ("--alias needs the alias of a key\n");
    return PROBE_USAGE;
  }

  if (found != NULL)
    entry = arguments->rename != NULL ? ks_entry_with_alias (found, arguments->rename) : g_object_ref (found);
  context.format = ks_store_get_format (store);
  context.entry = entry;
  context.entries = entries;
  context.has_own_password = arguments->own_password;

  return print (snippet, &context);
}

int
cmd_snippet (int argc, char **argv)
{
  g_auto (SnippetArguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &arguments.kind, NULL, NULL },
    { "alias", 0, 0, G_OPTION_ARG_STRING, &arguments.alias, NULL, NULL },
    { "rename", 0, 0, G_OPTION_ARG_STRING, &arguments.rename, NULL, NULL },
    { "path", 0, 0, G_OPTION_ARG_STRING, &arguments.path, NULL, NULL },
    { "own-password", 0, 0, G_OPTION_ARG_NONE, &arguments.own_password, NULL, NULL },
    { NULL },
  };
  g_auto (ProbeInput) input = { 0 };
  const KsSnippet *snippet;

  if (!probe_parse (argc, argv, entries, 1, &input))
    return PROBE_USAGE;

  snippet = arguments.kind != NULL ? ks_snippet_find (arguments.kind) : NULL;
  if (snippet == NULL) {
    g_printerr ("--kind needs the id of a snippet\n");
    return PROBE_USAGE;
  }

  return write_snippet (&input, &arguments, snippet);
}
