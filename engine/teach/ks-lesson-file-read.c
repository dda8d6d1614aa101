/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From JSON to a draft. Each member has its limit, and each error says which member it is about. */

#include "ks-config.h"

#include "ks-lesson-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-pem.h"

/* A lesson has an object with arrays of objects. */
#define MAX_DEPTH 8

static gboolean
malformed (GError **error, const char *format, const char *member)
{
  g_autoptr (GString) sentence = g_string_new (format);

  /* The sentences have one %s each. */
  g_string_replace (sentence, "%s", member, 1);
  g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, sentence->str);
  return FALSE;
}

static gboolean
too_large (GError **error, const char *member, gsize size, gsize limit)
{
  g_set_error (error, KS_ERROR, KS_ERROR_TOO_LARGE,
               /* Translators: the name of a part of a lesson’s file, then two numbers */
               _ ("“%s” of the lesson is too long: %u, where %u is the most."), member,
               (guint) MIN (size, G_MAXUINT), (guint) limit);
  return FALSE;
}

/* Line ends and tabs may be in a text; what a terminal obeys may not. */
static gboolean
has_controls (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (g_unichar_iscntrl (character) && strchr ("\t\n\r", (int) character) == NULL)
      return TRUE;
  }

  return FALSE;
}

static JsonNode *
find_member (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* @limit: in characters. An empty text is none. */
static gboolean
check_text (JsonNode *node, const char *member, gsize limit, char **text, GError **error)
{
  const char *value = NULL;
  gsize length;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return malformed (error, _ ("“%s” of the lesson is not a text."), member);
  value = json_node_get_string (node);
  length = (gsize) g_utf8_strlen (value, -1);
  if (length > limit)
    return too_large (error, member, length, limit);
  if (has_controls (value))
    return malformed (error, _ ("“%s” of the lesson has control characters in it."), member);
  g_free (*text);
  *text = *value != '\0' ? g_strdup (value) : NULL;
  return TRUE;
}

static gboolean
read_text (JsonObject *object, const char *member, gsize limit, char **text, GError **error)
{
  JsonNode *node = find_member (object, member);

  return node == NULL || check_text (node, member, limit, text, error);
}

static gboolean
need_text (JsonObject *object, const char *member, gsize limit, char **text, GError **error)
{
  if (!read_text (object, member, limit, text, error))
    return FALSE;
  /* Translators: %s is the name of a part of a lesson’s file */
  return *text != NULL || malformed (error, _ ("The lesson has no “%s”."), member);
}

/* @array: NULL where there is none. */
static gboolean
read_array (JsonObject *object, const char *member, guint limit, JsonArray **array, GError **error)
{
  JsonNode *node = find_member (object, member);

  *array = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return malformed (error, _ ("“%s” of the lesson is not a list."), member);
  if (json_array_get_length (json_node_get_array (node)) > limit)
    return too_large (error, member, json_array_get_length (json_node_get_array (node)), limit);
  *array = json_node_get_array (node);
  return TRUE;
}

typedef gboolean (*ReadElement) (KsLessonDraft *self, JsonObject *element, GError **error);

/* A list of objects. */
static gboolean
read_objects (KsLessonDraft *self,
              JsonObject *object,
              const char *member,
              guint limit,
              ReadElement read,
              GError **error)
{
  JsonArray *array = NULL;

  if (!read_array (object, member, limit, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (!JSON_NODE_HOLDS_OBJECT (node))
      return malformed (error, _ ("“%s” of the lesson has something in it that does not belong there."),
                        member);
    if (!read (self, json_node_get_object (node), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_answer (KsLessonDraft *self, JsonObject *element, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *reply = NULL;
  JsonNode *right = find_member (element, "right");

  if (right != NULL && (!JSON_NODE_HOLDS_VALUE (right) || json_node_get_value_type (right) != G_TYPE_BOOLEAN))
    return malformed (error, _ ("“%s” of the lesson is neither true nor false."), "right");
  if (!need_text (element, "text", KS_LESSON_MAX_TITLE, &text, error) ||
      !read_text (element, "reply", KS_LESSON_MAX_TEXT, &reply, error))
    return FALSE;
  ks_lesson_draft_add_answer (self, text, reply, right != NULL && json_node_get_boolean (right));
  return TRUE;
}

static gboolean
read_goal (KsLessonDraft *self, JsonObject *element, GError **error)
{
  KsLessonGoalKind kind = KS_LESSON_GOAL_TRUSTED;
  g_autofree char *nick = NULL;
  g_autofree char *alias = NULL;
  g_autofree char *check = NULL;
  g_autofree char *text = NULL;

  if (!need_text (element, "kind", KS_LESSON_MAX_TITLE, &nick, error) ||
      !need_text (element, "alias", KS_LESSON_MAX_TITLE, &alias, error) ||
      !read_text (element, "check", KS_LESSON_MAX_TITLE, &check, error) ||
      !read_text (element, "text", KS_LESSON_MAX_TITLE, &text, error))
    return FALSE;
  if (!_ks_lesson_goal_kind_from_nick (nick, &kind)) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 _ ("The lesson has a goal of the kind “%s”, which this version of Catena does not know."),
                 nick);
    return FALSE;
  }
  ks_lesson_draft_add_goal (self, kind, alias, check, text);
  return TRUE;
}

/* What a part in PEM has in it; of KsPemBlock. */
static GPtrArray *
parse_pem (const char *text, const char *member, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) blocks = ks_pem_parse (bytes, &after, NULL);

  if (blocks != NULL && blocks->len > 0)
    return g_steal_pointer (&blocks);
  malformed (error, _ ("“%s” of the lesson is not PEM."), member);
  return NULL;
}

static gboolean
read_handout (KsLessonDraft *self, JsonObject *element, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (!need_text (element, "name", KS_LESSON_MAX_TITLE, &name, error) ||
      !need_text (element, "title", KS_LESSON_MAX_TITLE, &title, error) ||
      !need_text (element, "pem", KS_LESSON_MAX_PEM, &pem, error))
    return FALSE;
  if (strchr (name, '/') != NULL || *name == '.')
    return malformed (error, _ ("“%s” is not the name of a file without a folder."), name);
  blocks = parse_pem (pem, "pem", error);
  if (blocks == NULL)
    return FALSE;
  bytes = g_bytes_new (pem, strlen (pem));
  ks_lesson_draft_add_handout (self, name, title, bytes);
  return TRUE;
}

static gboolean
read_hosts (KsLessonDraft *self, JsonObject *object, GError **error)
{
  g_autoptr (GStrvBuilder) hosts = g_strv_builder_new ();
  JsonArray *array = NULL;

  if (!read_array (object, "hosts", KS_LESSON_MAX_HOSTS, &array, error))
    return FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    g_autofree char *host = NULL;

    if (!check_text (json_array_get_element (array, i), "hosts", KS_LESSON_MAX_TITLE, &host, error))
      return FALSE;
    if (host != NULL)
      g_strv_builder_add (hosts, host);
  }
  g_strfreev (self->hosts);
  self->hosts = g_strv_builder_end (hosts);
  return TRUE;
}

static gboolean
read_anchors (KsLessonDraft *self, JsonObject *object, GError **error)
{
  g_autofree char *pem = NULL;
  g_autoptr (GPtrArray) blocks = NULL;

  if (!read_text (object, "anchors", KS_LESSON_MAX_PEM, &pem, error))
    return FALSE;
  if (pem == NULL)
    return TRUE;
  blocks = parse_pem (pem, "anchors", error);
  if (blocks == NULL)
    return FALSE;
  if (blocks->len > KS_LESSON_MAX_ANCHORS)
    return too_large (error, "anchors", blocks->len, KS_LESSON_MAX_ANCHORS);
  for (guint i = 0; i < blocks->len; i++) {
    const KsPemBlock *block = g_ptr_array_index (blocks, i);
    g_autoptr (KsCertificate) certificate = ks_certificate_new (block->body);

    if (strcmp (block->label, "CERTIFICATE") != 0 || !ks_certificate_is_readable (certificate))
      return malformed (error, _ ("“%s” of the lesson has something in it that is no certificate."),
                        "anchors");
    g_ptr_array_add (self->anchors, g_steal_pointer (&certificate));
  }
  return TRUE;
}

static gboolean
read_role (KsLessonDraft *self, JsonObject *object, GError **error)
{
  g_autofree char *nick = NULL;

  if (!read_text (object, "role", KS_LESSON_MAX_TITLE, &nick, error))
    return FALSE;
  if (nick == NULL || ks_role_kind_from_nick (nick, &self->role))
    return TRUE;
  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               _ ("The lesson’s keystore is for “%s”, which this version of Catena does not know."), nick);
  return FALSE;
}

static gboolean
is_base64 (const char *text)
{
  gsize length = strlen (text);
  gsize digits = strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

  return length % 4 == 0 && length - digits <= 2 && strspn (text + digits, "=") == length - digits;
}

static gboolean
read_keystore (KsLessonDraft *self, JsonObject *object, GError **error)
{
  g_autofree char *base64 = NULL;
  guint8 *data = NULL;
  gsize size = 0;

  if (!need_text (object, "keystore", KS_LESSON_MAX_KEYSTORE / 3 * 4 + 4, &base64, error))
    return FALSE;
  if (!is_base64 (base64))
    return malformed (error, _ ("“%s” of the lesson is not base64."), "keystore");
  data = g_base64_decode (base64, &size);
  self->keystore = g_bytes_new_take (data, size);
  return TRUE;
}

static gboolean
read_texts (KsLessonDraft *self, JsonObject *object, GError **error)
{
  return need_text (object, "title", KS_LESSON_MAX_TITLE, &self->title, error) &&
         read_text (object, "story", KS_LESSON_MAX_TEXT, &self->story, error) &&
         read_text (object, "question", KS_LESSON_MAX_TEXT, &self->question, error) &&
         read_text (object, "why", KS_LESSON_MAX_TEXT, &self->why, error) &&
         read_text (object, "task", KS_LESSON_MAX_TEXT, &self->task, error) &&
         read_text (object, "hint", KS_LESSON_MAX_TEXT, &self->hint, error) &&
         need_text (object, "alias", KS_LESSON_MAX_TITLE, &self->alias, error) &&
         read_text (object, "password", KS_LESSON_MAX_TITLE, &self->password, error);
}

static gboolean
read_lists (KsLessonDraft *self, JsonObject *object, GError **error)
{
  return read_objects (self, object, "answers", KS_LESSON_MAX_ANSWERS, read_answer, error) &&
         read_objects (self, object, "goals", KS_LESSON_MAX_GOALS, read_goal, error) &&
         read_objects (self, object, "handouts", KS_LESSON_MAX_HANDOUTS, read_handout, error) &&
         read_hosts (self, object, error) && read_anchors (self, object, error);
}

static gboolean
no_lesson (GError **error)
{
  g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_A_KEYSTORE, _ ("This file is no lesson of Catena."));
  return FALSE;
}

static gboolean
check_version (JsonObject *object, GError **error)
{
  JsonNode *format = find_member (object, "format");
  JsonNode *version = find_member (object, "version");

  if (format == NULL || !JSON_NODE_HOLDS_VALUE (format) ||
      json_node_get_value_type (format) != G_TYPE_STRING ||
      strcmp (json_node_get_string (format), KS_LESSON_FILE_FORMAT) != 0)
    return no_lesson (error);
  if (version == NULL || !JSON_NODE_HOLDS_VALUE (version) ||
      json_node_get_value_type (version) != G_TYPE_INT64)
    return malformed (error, _ ("The lesson has no “%s”."), "version");
  if (json_node_get_int (version) == KS_LESSON_FILE_VERSION)
    return TRUE;
  g_set_error_literal (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                       _ ("This lesson was made by a newer version of Catena."));
  return FALSE;
}

/* The parser calls itself for each level. */
static gboolean
is_shallow (const char *text, gsize size)
{
  guint depth = 0;
  gboolean is_text = FALSE;

  for (gsize i = 0; i < size; i++) {
    if (is_text && text[i] == '\\')
      i++;
    else if (text[i] == '"')
      is_text = !is_text;
    else if (!is_text && (text[i] == '{' || text[i] == '['))
      depth++;
    else if (!is_text && (text[i] == '}' || text[i] == ']'))
      depth -= depth > 0;
    if (depth > MAX_DEPTH)
      return FALSE;
  }

  return TRUE;
}

static JsonObject *
get_object (JsonParser *parser)
{
  JsonNode *root = json_parser_get_root (parser);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/**
 * _ks_lesson_file_read:
 * @bytes: a file
 * @error: return location
 *
 * Reads what a lesson's file says. Whether that makes sense is not looked at.
 *
 * Returns: (transfer full): the lesson; %NULL with %KS_ERROR_NOT_A_KEYSTORE, %KS_ERROR_MALFORMED, %KS_ERROR_TOO_LARGE or
 *   %KS_ERROR_UNSUPPORTED
 */
KsLessonDraft *
_ks_lesson_file_read (GBytes *bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (KsLessonDraft) self = ks_lesson_draft_new ();
  JsonObject *object = NULL;

  if (size > KS_LESSON_MAX_FILE) {
    too_large (error, KS_LESSON_FILE_FORMAT, size, KS_LESSON_MAX_FILE);
    return NULL;
  }
  if (size == 0 || !g_utf8_validate_len (text, size, NULL) || !is_shallow (text, size) ||
      !json_parser_load_from_data (parser, text, (gssize) size, NULL)) {
    no_lesson (error);
    return NULL;
  }
  object = get_object (parser);
  if (object == NULL) {
    no_lesson (error);
    return NULL;
  }
  if (!check_version (object, error) || !read_texts (self, object, error) ||
      !read_role (self, object, error) || !read_lists (self, object, error) ||
      !read_keystore (self, object, error))
    return NULL;
  return g_steal_pointer (&self);
}
