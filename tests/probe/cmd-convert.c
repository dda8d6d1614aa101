/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <string.h>

#include "probe.h"

typedef struct {
  char *format;
  char *out_password;
  char *scheme;
  int iterations;
  gboolean allow_loss;
} ConvertOptions;

static void
clear_options (ConvertOptions *options)
{
  g_free (options->format);
  g_free (options->out_password);
  g_free (options->scheme);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ConvertOptions, clear_options)

/* Prints each loss; how many there are. */
static guint
print_losses (KsStore *store, const KsConversion *conversion, KsKeyring *keyring)
{
  g_autoptr (GPtrArray) losses = ks_convert_list_losses (store, conversion, keyring);

  for (guint i = 0; i < losses->len; i++) {
    const KsLoss *loss = g_ptr_array_index (losses, i);

    g_autofree char *alias = loss->alias != NULL ? probe_escape (loss->alias) : NULL;

    printf ("loss: %s%s%s\n", alias != NULL ? alias : "", alias != NULL ? ": " : "", loss->sentence);
  }

  return losses->len;
}

static gboolean
write_store (KsStore *store, KsSecret *password, const char *path, GError **error)
{
  KsWriteOptions options = { .password = password, .now_ms = g_get_real_time () / 1000 };
  g_autoptr (GBytes) bytes = ks_store_serialize (store, &options, NULL, error);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return bytes != NULL && ks_file_save (file, bytes, KS_SAVE_DEFAULT, NULL, NULL, NULL, error);
}

static int
convert (const ProbeInput *input, const ConvertOptions *options, const KsFormat *target)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsKeyring) keyring = probe_make_keyring (input);
  g_autoptr (KsSecret) password = NULL;
  g_autoptr (KsStore) store = probe_load (input->file, input->password, &error);
  g_autoptr (KsStore) converted = NULL;
  KsConversion conversion;

  if (store == NULL)
    return probe_report (error);
  if (options->out_password != NULL)
    password = probe_secret (options->out_password);
  else if (input->password != NULL)
    password = ks_secret_ref (input->password);

  conversion = (KsConversion) {
    .target = target,
    .password = password,
    .scheme = options->scheme,
    .iterations = (guint) options->iterations,
    .now_ms = g_get_real_time () / 1000,
  };
  if (print_losses (store, &conversion, keyring) > 0 && !options->allow_loss)
    return PROBE_LOSSY;
  converted = ks_convert (store, &conversion, keyring, NULL, &error);
  if (converted == NULL || !write_store (converted, password, input->files[1], &error))
    return probe_report (error);

  return PROBE_OK;
}

int
cmd_convert (int argc, char **argv)
{
  g_auto (ConvertOptions) options = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format, NULL, NULL },
    { "out-password", 0, 0, G_OPTION_ARG_FILENAME, &options.out_password, NULL, NULL },
    { "scheme", 0, 0, G_OPTION_ARG_STRING, &options.scheme, NULL, NULL },
    { "iterations", 0, 0, G_OPTION_ARG_INT, &options.iterations, NULL, NULL },
    { "allow-loss", 0, 0, G_OPTION_ARG_NONE, &options.allow_loss, NULL, NULL },
    { NULL },
  };
  g_auto (ProbeInput) input = { 0 };
  const KsFormat *target;

  if (!probe_parse (argc, argv, entries, 2, &input))
    return PROBE_USAGE;

  target = options.format != NULL ? ks_format_find (options.format) : NULL;
  if (target == NULL) {
    g_printerr ("--format needs the name of a format\n");
    return PROBE_USAGE;
  }

  return convert (&input, &options, target);
}
