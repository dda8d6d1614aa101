/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KsPemBlock:
 *
 * One “-----BEGIN label-----” block of a text (RFC 7468, and RFC 1421 headers for legacy encrypted keys),
 * with the text that stands before it. A zero byte in a text is C0 80: ks_pem_text_to_bytes() gives it back.
 */
typedef struct {
  char *label;   /* for example "CERTIFICATE" */
  char *headers; /* RFC 1421 header lines between BEGIN and the body, or NULL */
  GBytes *body;  /* decoded */
  char *before;  /* text between the previous block and this one, or NULL: comments, "subject=" lines */
  gsize offset;  /* of BEGIN in the text */
} KsPemBlock;

void ks_pem_block_free (KsPemBlock *block);

/* All blocks of @text, in order; CR LF, indentation, BOM, UTF-16 and trailing blanks are tolerated.
 * @after gets the text behind the last block, or NULL. */
GPtrArray *ks_pem_parse (GBytes *text, char **after, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* The same, but a broken block only gives a sentence in @problems (of char *), and stays in the text before the next block. */
GPtrArray *ks_pem_parse_leniently (GBytes *text, char **after, GPtrArray *problems, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean ks_pem_probe (GBytes *text);
/* The bytes of a text before, behind or in a block; none for NULL. */
GBytes *ks_pem_text_to_bytes (const char *text) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE for what would be read as UTF-16, or has a byte order mark. */
gboolean ks_pem_text_is_plain (GBytes *text);
/* 64 characters a line, final newline. */
char *ks_pem_format (const char *label, const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsPemBlock, ks_pem_block_free)

G_END_DECLS
