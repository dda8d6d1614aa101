/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "ks-export.h"
#include "probe.h"

typedef struct {
  char *kind;
  char **aliases;
  char *out_password;
  gboolean without_root;
  gboolean root_first;
} ExportArguments;

static void
clear_arguments (ExportArguments *arguments)
{
  g_free (arguments->kind);
  g_strfreev (arguments->aliases);
  g_free (arguments->out_password);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExportArguments, clear_arguments)

/* The entries that are named, or all. */
static GPtrArray *
choose (KsStore *store, char **aliases)
{
  g_autoptr (GPtrArray) chosen = NULL;

  if (aliases == NULL)
    return ks_store_snapshot (store);

  chosen = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; aliases[i] != NULL; i++) {
    KsEntry *entry = ks_store_find (store, aliases[i]);

    if (entry == NULL) {
      g_printerr ("no entry “%s”\n", aliases[i]);
      return NULL;
    }
    g_ptr_array_add (chosen, g_object_ref (entry));
  }

  return g_steal_pointer (&chosen);
}

static gboolean
save (const KsExport *export, GBytes *bytes, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gboolean is_private = (export->flags & KS_EXPORT_HOLDS_PRIVATE) != 0;

  return ks_file_save (file, bytes, is_private ? KS_SAVE_PRIVATE : KS_SAVE_PUBLIC, NULL, NULL, NULL, error);
}

static int
write_export (const ProbeInput *input, const ExportArguments *arguments, const KsExport *export)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsKeyring) keyring = probe_make_keyring (input);
  g_autoptr (KsSecret) password =
    arguments->out_password != NULL ? probe_secret (arguments->out_password) : NULL;
  KsExportOptions options = { .keyring = keyring,
                              .password = password,
                              .without_root = arguments->without_root,
                              .root_first = arguments->root_first,
                              .now_ms = g_get_real_time () / 1000 };
  g_autoptr (KsStore) store = probe_load (input->file, input->password, &error);
  g_autoptr (GPtrArray) entries = store != NULL ? choose (store, arguments->aliases) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;

  if (store == NULL)
    return probe_report (error);
  if (entries == NULL)
    return PROBE_USAGE;
  if (!ks_export_takes (export, entries)) {
    g_printerr ("nothing that can be written this way\n");
    return PROBE_LOSSY;
  }

  bytes = ks_export_write (export, entries, &options, NULL, &error);
  if (bytes == NULL || !save (export, bytes, input->files[1], &error))
    return probe_report (error);

  name = ks_export_make_file_name (export, entries, "several");
  printf ("%s\n", name);
  return PROBE_OK;
}

int
cmd_export (int argc, char **argv)
{
  g_auto (ExportArguments) arguments = { 0 };
  const GOptionEntry entries[] = {
    { "kind", 0, 0, G_OPTION_ARG_STRING, &arguments.kind, NULL, NULL },
    { "alias", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments.aliases, NULL, NULL },
    { "out-password", 0, 0, G_OPTION_ARG_FILENAME, &arguments.out_password, NULL, NULL },
    { "without-root", 0, 0, G_OPTION_ARG_NONE, &arguments.without_root, NULL, NULL },
    { "root-first", 0, 0, G_OPTION_ARG_NONE, &arguments.root_first, NULL, NULL },
    { NULL },
  };
  g_auto (ProbeInput) input = { 0 };
  const KsExport *export;

  if (!probe_parse (argc, argv, entries, 2, &input))
    return PROBE_USAGE;

  export = arguments.kind != NULL ? ks_export_find (arguments.kind) : NULL;
  if (export == NULL) {
    g_printerr ("--kind needs the id of a way to export\n");
    return PROBE_USAGE;
  }

  return write_export (&input, &arguments, export);
}
