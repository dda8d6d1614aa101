/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-sniff.h"

/* How much of a file is looked at to tell what it is. */
#define WINDOW 4096

/* A file that begins with certain bytes. */
typedef struct {
  const char *start;
  gsize size;
  KsError code;
  const char *message;
} Magic;

#define MAGIC(bytes) (bytes), sizeof (bytes) - 1

static const Magic magics[] = {
  { MAGIC ("version https://git-lfs."), KS_ERROR_NOT_A_KEYSTORE,
    N_ ("This is a Git LFS pointer, not the file itself. Fetch it with “git lfs pull”.") },
  { MAGIC ("\x1f\x8b"), KS_ERROR_NOT_A_KEYSTORE,
    N_ ("This is a compressed file (gzip). A keystore may be inside of it.") },
  { MAGIC ("SQLite format 3"), KS_ERROR_NOT_A_KEYSTORE,
    N_ ("This is an SQLite database, as NSS and Firefox use for their certificates. "
        "Catena cannot read it.") },
  { MAGIC ("\xac\xed\x00\x05"), KS_ERROR_NOT_A_KEYSTORE,
    N_ ("This is a serialized Java object, not a keystore.") },
};

static gboolean
explain_magic (const guint8 *data, gsize size, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++) {
    const Magic *magic = &magics[i];

    if (size >= magic->size && memcmp (data, magic->start, magic->size) == 0) {
      g_set_error_literal (error, KS_ERROR, magic->code, _ (magic->message));
      return TRUE;
    }
  }

  return FALSE;
}

/* A structure of DER that says how long it is, and the file is shorter. */
static gboolean
explain_cut_der (const guint8 *data, gsize size, GError **error)
{
  guint8 count = size >= 2 && data[1] > 0x80 ? data[1] & 0x7f : 0;
  gsize length = 0;

  if (size < 4 || data[0] != 0x30 || count < 1 || count > 4 || size < 2u + count)
    return FALSE;
  for (guint8 i = 0; i < count; i++)
    length = length << 8 | data[2 + i];
  length += 2u + count;
  /* The first element inside of all that is known has one of these tags. */
  if (length <= size || (size > 2u + count && memchr ("\x30\x02\x06", data[2 + count], 3) == NULL))
    return FALSE;

  g_set_error (error, KS_ERROR, KS_ERROR_TRUNCATED,
               /* Translators: both are numbers of bytes */
               _ ("This file ends too early: its structure is %zu bytes long, and only %zu are there."),
               length, size);
  return TRUE;
}

/* Bouncy Castle's BKS and UBER begin alike: a version, and a salt of 20 bytes with its length. */
static gboolean
explain_bouncy_castle (const guint8 *data, gsize size, GError **error)
{
  static const guint8 salt[] = { 0, 0, 0, 20 };

  if (size < 40 || data[0] != 0 || data[1] != 0 || data[2] != 0 || memcmp (data + 4, salt, sizeof salt) != 0)
    return FALSE;

  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               _ ("This looks like a BKS or UBER keystore of Bouncy Castle, but its version %u is not known."),
               data[3]);
  return TRUE;
}

/* The start of the file as text in ASCII without leading blanks, or NULL when it is no text. */
static char *
dup_text (const guint8 *data, gsize size)
{
  g_autofree char *text = NULL;

  if (size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)))
    return g_strdup ("UTF-16");

  for (gsize i = 0; i < size; i++) {
    if (data[i] < 0x20 && strchr ("\t\n\r\f", data[i]) == NULL)
      return NULL;
  }

  text = g_utf8_make_valid ((const char *) data, size);
  return g_strdup (g_strchug (g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text));
}

static gboolean
is_html (const char *text)
{
  g_autofree char *head = g_ascii_strdown (text, 512);

  return g_str_has_prefix (head, "<!doctype html") || strstr (head, "<html") != NULL ||
         strstr (head, "<head") != NULL || strstr (head, "<body") != NULL;
}

/* What “FE ED FE ED”, “CE CE CE CE” and a large DER sequence look like in base64. */
static gboolean
is_base64_keystore (const char *text)
{
  if (!g_str_has_prefix (text, "/u3+7Q") && !g_str_has_prefix (text, "zs7Ozg") &&
      !g_str_has_prefix (text, "MII"))
    return FALSE;

  return text[strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n\t ")] ==
         '\0';
}

static gboolean
explain_text (const guint8 *data, gsize size, GError **error)
{
  g_autofree char *text = dup_text (data, size);
  const char *message;

  if (text == NULL)
    return FALSE;

  if (is_html (text))
    message = _ ("This is a web page (HTML), not a keystore. Perhaps a login page was downloaded "
                 "instead of the file.");
  else if (is_base64_keystore (text))
    message = _ ("This is a keystore written as Base64 text. Decode it first, for example with "
                 "“base64 -d”.");
  else
    message = _ ("This is a text file, not a keystore.");
  g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE, message);

  return TRUE;
}

/**
 * ks_sniff_explain:
 * @bytes: a whole file
 * @error: return location
 *
 * Says what a file is that no format recognised. Always sets an error.
 */
void
ks_sniff_explain (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size == 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE, _ ("The file is empty."));
    return;
  }
  if (explain_magic (data, size, error) || explain_bouncy_castle (data, size, error) ||
      explain_cut_der (data, size, error) || explain_text (data, MIN (size, WINDOW), error))
    return;

  g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE,
                       _ ("This is not a keystore of any known kind, or its first bytes are damaged."));
}
