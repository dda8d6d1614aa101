/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "probe.h"

#define MAX_FILE_SIZE (256 * 1024 * 1024)

/* The first line of a file. */
static KsSecret *
read_password (const char *path, GError **error)
{
  g_autofree char *content = NULL;

  if (!g_file_get_contents (path, &content, NULL, error))
    return NULL;
  content[strcspn (content, "\r\n")] = '\0';

  return ks_secret_new_from_string (content);
}

static gboolean
take_password (ProbeInput *input, const char *password, const char *path, GError **error)
{
  if (path != NULL)
    input->password = read_password (path, error);
  else
    input->password = probe_secret (password);

  return path == NULL || input->password != NULL;
}

/* Passwords and aliases are bytes here: no locale may change them. */
gboolean
probe_parse (int argc, char **argv, const GOptionEntry *more, guint n_files, ProbeInput *input)
{
  g_autofree char *password = NULL;
  g_autofree char *password_file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "password", 0, 0, G_OPTION_ARG_FILENAME, &password, NULL, NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, NULL, NULL },
    { "key-password", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &input->key_passwords, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &input->files, NULL, NULL },
    { NULL },
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (more != NULL)
    g_option_context_add_main_entries (context, more, NULL);
  g_option_context_set_help_enabled (context, FALSE);

  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      !take_password (input, password, password_file, &error)) {
    g_printerr ("%s\n", error->message);
    return FALSE;
  }
  if (input->files == NULL || g_strv_length (input->files) != n_files) {
    g_printerr ("%u file names are needed\n", n_files);
    return FALSE;
  }
  input->file = input->files[0];

  return TRUE;
}

void
probe_input_clear (ProbeInput *input)
{
  g_clear_pointer (&input->files, g_strfreev);
  g_clear_pointer (&input->key_passwords, g_strfreev);
  g_clear_pointer (&input->password, ks_secret_unref);
}

KsSecret *
probe_secret (const char *text)
{
  return text != NULL ? ks_secret_new_from_string (text) : NULL;
}

KsStore *
probe_load (const char *path, KsSecret *password, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) bytes = ks_file_read (file, MAX_FILE_SIZE, NULL, NULL, error);
  KsReadOptions options = { .password = password, .file_name = name };

  if (bytes == NULL)
    return NULL;

  return ks_store_load (bytes, &options, NULL, error);
}

static int
find_status (const GError *error)
{
  if (error->domain != KS_ERROR)
    return PROBE_USAGE;

  switch ((KsError) error->code) {
  case KS_ERROR_PASSWORD_NEEDED:
  case KS_ERROR_WRONG_PASSWORD:
    return PROBE_WRONG_PASSWORD;
  case KS_ERROR_NOT_A_KEYSTORE:
    return PROBE_NOT_A_KEYSTORE;
  case KS_ERROR_DAMAGED:
  case KS_ERROR_TRUNCATED:
  case KS_ERROR_MALFORMED:
    return PROBE_DAMAGED;
  case KS_ERROR_UNSUPPORTED:
  case KS_ERROR_INTEGRITY_UNVERIFIABLE:
  case KS_ERROR_TOO_LARGE:
    return PROBE_UNSUPPORTED;
  case KS_ERROR_LOSSY:
    return PROBE_LOSSY;
  case KS_ERROR_FAILED:
  case KS_ERROR_KEY_MISMATCH:
  case KS_ERROR_NOT_FOUND:
  case KS_ERROR_EXISTS:
  case KS_ERROR_READ_ONLY:
  case KS_ERROR_CHANGED:
  default:
    return PROBE_NO;
  }
}

KsKeyring *
probe_make_keyring (const ProbeInput *input)
{
  KsKeyring *keyring = ks_keyring_new (input->password);

  for (gsize i = 0; input->key_passwords != NULL && input->key_passwords[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (input->key_passwords[i], "=", 2);
    g_autoptr (KsSecret) password = probe_secret (pair[1] != NULL ? pair[1] : "");

    ks_keyring_add (keyring, pair[0], password);
  }

  return keyring;
}

int
probe_report (const GError *error)
{
  g_printerr ("%s\n", error->message);

  return find_status (error);
}

char *
probe_escape (const char *alias)
{
  GString *escaped = g_string_new (NULL);

  for (const guchar *p = (const guchar *) alias; *p != '\0'; p++) {
    if (p[0] == 0xc0 && p[1] == 0x80) { /* U+0000, as KsReader keeps it */
      g_string_append (escaped, "\\x00");
      p++;
    } else if (*p < 0x20 || *p == 0x7f) {
      g_string_append_printf (escaped, "\\x%02x", *p);
    } else if (*p == '\\') {
      g_string_append (escaped, "\\\\");
    } else {
      g_string_append_c (escaped, *p);
    }
  }

  return g_string_free_and_steal (escaped);
}
