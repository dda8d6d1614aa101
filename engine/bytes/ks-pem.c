/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-pem.h"

#include "ks-error.h"
#include "ks-pem-text.h"
#include "ks-writer.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <string.h>

#define DASHES "-----"
#define BEGIN "BEGIN "
#define END "END "

#define LINE_BYTES 48 /* 64 characters */

/* A “-----BEGIN label-----” or “-----END label-----”. */
typedef struct {
  gsize start;  /* of the first dash */
  gsize end;    /* behind the last dash */
  gsize indent; /* blanks between the start of the line and @start */
  gsize label;
  gsize label_size;
  gboolean is_begin;
} Marker;

typedef struct {
  const char *text;
  gsize size;
} Source;

/**
 * ks_pem_block_free:
 * @block: (transfer full) (nullable): a block
 *
 * Frees it.
 */
void
ks_pem_block_free (KsPemBlock *block)
{
  if (block == NULL)
    return;

  g_free (block->label);
  g_free (block->headers);
  g_clear_pointer (&block->body, g_bytes_unref);
  g_free (block->before);
  g_free (block);
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_newline (char c)
{
  return c == '\n' || c == '\r';
}

static gsize
skip_blanks (const Source *source, gsize offset)
{
  while (offset < source->size && is_blank (source->text[offset]))
    offset++;
  return offset;
}

/* Behind the line end at @offset, if there is one: LF, CR LF, or CR. */
static gsize
skip_newline (const Source *source, gsize offset)
{
  if (offset < source->size && source->text[offset] == '\r')
    return offset + 1 < source->size && source->text[offset + 1] == '\n' ? offset + 2 : offset + 1;
  return offset < source->size && source->text[offset] == '\n' ? offset + 1 : offset;
}

static gsize
end_of_line (const Source *source, gsize offset)
{
  while (offset < source->size && !is_newline (source->text[offset]))
    offset++;
  return offset;
}

static gsize
line_number (const Source *source, gsize offset)
{
  gsize line = 1;

  for (gsize i = 0; i < offset; i++)
    if (source->text[i] == '\n' ||
        (source->text[i] == '\r' && (i + 1 == source->size || source->text[i + 1] != '\n')))
      line++;
  return line;
}

static gsize
skip_dashes (const Source *source, gsize offset)
{
  while (offset < source->size && source->text[offset] == '-')
    offset++;
  return offset;
}

static gboolean
has_word (const Source *source, gsize offset, const char *word)
{
  return source->size - offset >= strlen (word) && memcmp (source->text + offset, word, strlen (word)) == 0;
}

static gboolean
find_dashes (const Source *source, gsize from, gsize *start)
{
  const char *dash;

  while (from < source->size && (dash = memchr (source->text + from, '-', source->size - from)) != NULL) {
    *start = (gsize) (dash - source->text);
    if (has_word (source, *start, DASHES))
      return TRUE;
    from = skip_dashes (source, *start);
  }
  return FALSE;
}

/* TRUE if BEGIN or END stands behind the dashes at marker->start, whether or not the rest is in order. */
static gboolean
is_marker (const Source *source, Marker *marker)
{
  const gsize word = marker->start + strlen (DASHES);

  marker->is_begin = has_word (source, word, BEGIN);
  if (!marker->is_begin && !has_word (source, word, END))
    return FALSE;
  marker->label = word + (marker->is_begin ? strlen (BEGIN) : strlen (END));
  return TRUE;
}

/* The label goes up to the next five dashes of the same line. */
static gboolean
read_label (const Source *source, Marker *marker)
{
  gsize at = marker->label;

  while (at < source->size && !is_newline (source->text[at]) && source->text[at] != '\0') {
    if (has_word (source, at, DASHES)) {
      marker->label_size = at - marker->label;
      marker->end = at + strlen (DASHES);
      return TRUE;
    }
    at++;
  }
  return FALSE;
}

/* Blanks only, back to the start of the line but not behind @limit. */
static gboolean
starts_line (const Source *source, gsize limit, Marker *marker)
{
  gsize at = marker->start;

  while (at > limit && is_blank (source->text[at - 1]))
    at--;
  marker->indent = marker->start - at;
  return at == limit || is_newline (source->text[at - 1]);
}

/* The next marker that starts a line, from @from on; FALSE when there is none. */
static gboolean
find_marker (const Source *source, gsize from, Marker *marker)
{
  gsize at = from;

  while (find_dashes (source, at, &marker->start)) {
    if (is_marker (source, marker) && starts_line (source, from, marker))
      return TRUE;
    at = skip_dashes (source, marker->start);
  }
  return FALSE;
}

G_GNUC_PRINTF (5, 6)
static gboolean
fail (const Source *source, gsize offset, KsError code, GError **error, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_set_error (error, KS_ERROR, code,
               /* Translators: %zu is the number of a line, %s a sentence without a full stop. */
               _ ("Line %zu: %s"), line_number (source, offset), reason);
  return FALSE;
}

/* Whether the text ends in the middle of the line that would end the block. */
static gboolean
is_cut_end (const Source *source, const Marker *begin, gsize start)
{
  g_autofree char *line =
    g_strdup_printf (DASHES END "%.*s" DASHES, (int) begin->label_size, source->text + begin->label);
  gsize left = source->size - start;

  return left < strlen (line) && memcmp (source->text + start, line, left) == 0;
}

/* From a BEGIN to its END. Dashes are in neither Base64 nor headers, so the next ones must be it. */
static gboolean
find_end (const Source *source, const Marker *begin, Marker *end, GError **error)
{
  const char *label = source->text + begin->label;
  g_autofree char *name = g_utf8_make_valid (label, (gssize) MIN (begin->label_size, 64));

  if (!find_dashes (source, begin->end, &end->start) || is_cut_end (source, begin, end->start))
    return fail (source, begin->start, KS_ERROR_TRUNCATED, error,
                 _ ("the block “%s” that begins here has no end"), name);
  if (!is_marker (source, end) || end->is_begin || !read_label (source, end))
    return fail (source, end->start, KS_ERROR_MALFORMED, error,
                 _ ("the block “%s” is not finished before this line"), name);
  if (end->label_size != begin->label_size ||
      memcmp (source->text + end->label, label, begin->label_size) != 0)
    return fail (source, end->start, KS_ERROR_MALFORMED, error, _ ("the end is not that of the block “%s”"),
                 name);
  return TRUE;
}

/* Without the indentation that the BEGIN line has, and without blanks at the end. */
static void
trim_line (const Source *source, const Marker *begin, gsize *from, gsize *to)
{
  const gsize start = *from;

  while (*from < *to && *from - start < begin->indent && is_blank (source->text[*from]))
    (*from)++;
  while (*to > *from && is_blank (source->text[*to - 1]))
    (*to)--;
}

/* RFC 1421 section 4.6: lines with a colon, which Base64 has not, or with a blank at their start, which continue one. They end at
 * an empty line, or where Base64 starts: some writers forget the empty line. */
static char *
take_headers (const Source *source, const Marker *begin, const Marker *end, gsize *body)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  gsize at = skip_newline (source, skip_blanks (source, begin->end));

  *body = begin->end;
  while (at < end->start) {
    gsize from = at;
    gsize to = MIN (end_of_line (source, at), end->start);
    const gsize next = skip_newline (source, to);

    trim_line (source, begin, &from, &to);
    if (memchr (source->text + from, ':', to - from) == NULL &&
        (from == to || lines->len == 0 || !is_blank (source->text[from])))
      break;
    g_string_append_len (lines, source->text + from, (gssize) (to - from));
    g_string_append_c (lines, '\n');
    *body = next;
    at = next;
  }

  return ks_pem_text_from_bytes (lines->str, lines->len);
}

static int
base64_value (char c)
{
  if (c >= 'A' && c <= 'Z')
    return c - 'A';
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 26;
  if (c >= '0' && c <= '9')
    return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static gboolean
fail_character (const Source *source, gsize offset, GError **error)
{
  const guchar c = (guchar) source->text[offset];

  if (g_ascii_isgraph ((char) c))
    return fail (source, offset, KS_ERROR_MALFORMED, error, _ ("“%c” is not a character of Base64 here"), c);
  return fail (source, offset, KS_ERROR_MALFORMED, error, _ ("byte 0x%02x is not a character of Base64"), c);
}

/* RFC 4648 section 4, with white space anywhere. */
static GBytes *
decode (const Source *source, gsize from, gsize to, GError **error)
{
  g_autoptr (KsWriter) writer = ks_writer_new ((to - from) / 4 * 3 + 3);
  guint32 group = 0;
  guint count = 0;
  guint padding = 0;

  for (gsize i = from; i < to; i++) {
    const char c = source->text[i];
    const int value = base64_value (c);

    if (g_ascii_isspace (c))
      continue;
    if (c == '=' && count >= 2 && count < 4)
      padding++;
    else if (value < 0 || padding > 0) {
      fail_character (source, i, error);
      return NULL;
    }
    group = group << 6 | (guint32) MAX (value, 0);
    if (++count < 4)
      continue;
    for (guint byte = 0; byte < 3 - padding; byte++)
      ks_writer_write_u8 (writer, (guint8) (group >> (16 - 8 * byte)));
    count = padding > 0 ? 4 : 0;
    group = 0;
  }

  if (count % 4 != 0) {
    fail (source, to, KS_ERROR_MALFORMED, error, _ ("the Base64 text of this block is not complete"));
    return NULL;
  }
  return ks_writer_steal_bytes (writer);
}

/* The block of @begin, and where the text behind it starts. */
static KsPemBlock *
read_block (const Source *source, Marker *begin, gsize *next, GError **error)
{
  g_autoptr (KsPemBlock) block = g_new0 (KsPemBlock, 1);
  Marker end = { 0 };
  gsize body;

  if (!begin->is_begin) {
    fail (source, begin->start, KS_ERROR_MALFORMED, error, _ ("an END without a BEGIN"));
    return NULL;
  }
  if (!read_label (source, begin)) {
    fail (source, begin->start, KS_ERROR_MALFORMED, error, _ ("the BEGIN has no “-----” at its end"));
    return NULL;
  }
  if (!find_end (source, begin, &end, error))
    return NULL;

  block->headers = take_headers (source, begin, &end, &body);
  block->body = decode (source, body, end.start, error);
  if (block->body == NULL)
    return NULL;
  block->label = g_strndup (source->text + begin->label, begin->label_size);
  block->offset = begin->start;
  *next = skip_newline (source, skip_blanks (source, end.end));
  return g_steal_pointer (&block);
}

/* A broken block stays in the text before the next one; but a file that ends inside of a block is not complete. */
static gboolean
may_skip (const Marker *marker, GPtrArray *problems, GError **error)
{
  if (problems == NULL || !g_error_matches (*error, KS_ERROR, KS_ERROR_MALFORMED))
    return FALSE;
  /* The END of a broken block is no news. */
  if (marker->is_begin || problems->len == 0)
    g_ptr_array_add (problems, g_strdup ((*error)->message));
  g_clear_error (error);
  return TRUE;
}

static GPtrArray *
parse (GBytes *text, char **after, GPtrArray *problems, GError **error)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_pem_block_free);
  g_autoptr (GBytes) plain = ks_pem_text_normalize (text);
  Source source;
  Marker begin = { 0 };
  gsize at = 0;
  gsize from = 0;

  source.text = g_bytes_get_data (plain, &source.size);
  while (find_marker (&source, from, &begin)) {
    g_autoptr (GError) problem = NULL;
    gsize next = 0;
    KsPemBlock *block = read_block (&source, &begin, &next, &problem);

    if (block != NULL) {
      block->before = ks_pem_text_from_bytes (source.text + at, begin.start - begin.indent - at);
      g_ptr_array_add (blocks, block);
      at = from = next;
    } else if (may_skip (&begin, problems, &problem)) {
      from = skip_dashes (&source, begin.start);
    } else {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  }

  if (after != NULL)
    *after = source.size > at ? ks_pem_text_from_bytes (source.text + at, source.size - at) : NULL;
  return g_steal_pointer (&blocks);
}

/**
 * ks_pem_parse:
 * @text: a text with any number of blocks
 * @after: (out) (optional) (nullable): the text behind the last block
 * @error: return location
 *
 * Finds all blocks of RFC 7468, also those with RFC 1421 headers. CR LF, indentation, byte order marks, UTF-16, trailing
 * blanks, and Base64 in one line are tolerated. A broken block is an error with its line: %KS_ERROR_MALFORMED,
 * %KS_ERROR_TRUNCATED.
 *
 * Returns: (transfer full) (element-type KsPemBlock): the blocks, maybe none; or %NULL
 */
GPtrArray *
ks_pem_parse (GBytes *text, char **after, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);

  return parse (text, after, NULL, error);
}

/**
 * ks_pem_parse_leniently:
 * @text: a text with any number of blocks
 * @after: (out) (optional) (nullable): the text behind the last block
 * @problems: (element-type utf8): gets a sentence for each broken block
 * @error: return location
 *
 * Like ks_pem_parse(), but a broken block is left in the text that stands before the next one.
 *
 * Returns: (transfer full) (element-type KsPemBlock): the blocks, maybe none; or %NULL when the file ends inside of one
 */
GPtrArray *
ks_pem_parse_leniently (GBytes *text, char **after, GPtrArray *problems, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  return parse (text, after, problems, error);
}

/**
 * ks_pem_probe:
 * @text: bytes of any kind
 *
 * Whether a line of @text starts like the BEGIN of a block.
 *
 * Returns: %TRUE if it is worth parsing
 */
gboolean
ks_pem_probe (GBytes *text)
{
  g_autoptr (GBytes) plain = ks_pem_text_normalize (text);
  Source source;
  Marker marker = { 0 };
  gsize at = 0;

  source.text = g_bytes_get_data (plain, &source.size);
  while (find_marker (&source, at, &marker)) {
    if (marker.is_begin)
      return TRUE;
    at = skip_dashes (&source, marker.start);
  }
  return FALSE;
}

/**
 * ks_pem_format:
 * @label: for example "CERTIFICATE"
 * @data: (array length=size): bytes
 * @size: their number
 *
 * Writes a block as RFC 7468 section 2 wants it: 64 characters a line, a newline at the end.
 *
 * Returns: (transfer full): the text; the caller wipes it if it is a key
 */
char *
ks_pem_format (const char *label, const guint8 *data, gsize size)
{
  const gsize lines = (size + LINE_BYTES - 1) / LINE_BYTES;
  const gsize capacity = 2 * strlen (label) + 64 + lines * 65;
  char *text = g_malloc (capacity);
  char *at = text + g_snprintf (text, capacity, DASHES BEGIN "%s" DASHES "\n", label);

  for (gsize offset = 0; offset < size; offset += LINE_BYTES) {
    at += EVP_EncodeBlock ((guchar *) at, data + offset, (int) MIN (size - offset, LINE_BYTES));
    *at++ = '\n';
  }
  g_snprintf (at, capacity - (gsize) (at - text), DASHES END "%s" DASHES "\n", label);
  return text;
}
