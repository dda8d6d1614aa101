/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A teacher's lesson as a file: JSON (RFC 8259), with the keystore in it as base64. */

#include "ks-config.h"

#include "ks-lesson-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"

static void
add_text (JsonBuilder *builder, const char *member, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_answers (JsonBuilder *builder, const GArray *answers)
{
  json_builder_set_member_name (builder, "answers");
  json_builder_begin_array (builder);
  for (guint i = 0; i < answers->len; i++) {
    const KsLessonAnswer *answer = &g_array_index (answers, KsLessonAnswer, i);

    json_builder_begin_object (builder);
    add_text (builder, "text", answer->text);
    add_text (builder, "reply", answer->reply);
    json_builder_set_member_name (builder, "right");
    json_builder_add_boolean_value (builder, answer->is_right);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_goals (JsonBuilder *builder, const GArray *goals)
{
  json_builder_set_member_name (builder, "goals");
  json_builder_begin_array (builder);
  for (guint i = 0; i < goals->len; i++) {
    const KsLessonGoal *goal = &g_array_index (goals, KsLessonGoal, i);

    json_builder_begin_object (builder);
    add_text (builder, "kind", _ks_lesson_goal_kind_get_nick (goal->kind));
    add_text (builder, "alias", goal->alias);
    add_text (builder, "check", goal->check);
    add_text (builder, "text", goal->text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_hosts (JsonBuilder *builder, char **hosts)
{
  json_builder_set_member_name (builder, "hosts");
  json_builder_begin_array (builder);
  for (gsize i = 0; hosts[i] != NULL; i++)
    json_builder_add_string_value (builder, hosts[i]);
  json_builder_end_array (builder);
}

static void
add_anchors (JsonBuilder *builder, GPtrArray *anchors)
{
  g_autoptr (GString) pem = g_string_new (NULL);

  for (guint i = 0; i < anchors->len; i++) {
    g_autofree char *block = ks_certificate_to_pem (g_ptr_array_index (anchors, i));

    g_string_append (pem, block);
  }
  add_text (builder, "anchors", pem->str);
}

static void
add_handouts (JsonBuilder *builder, GPtrArray *handouts)
{
  json_builder_set_member_name (builder, "handouts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < handouts->len; i++) {
    const KsLessonHandout *handout = g_ptr_array_index (handouts, i);
    gsize size;
    const char *data = g_bytes_get_data (handout->bytes, &size);
    /* PEM is ASCII, and what stands between its blocks should be. */
    g_autofree char *text = g_utf8_make_valid (data != NULL ? data : "", (gssize) size);

    json_builder_begin_object (builder);
    add_text (builder, "name", handout->file_name);
    add_text (builder, "title", handout->title);
    add_text (builder, "pem", text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_keystore (JsonBuilder *builder, GBytes *keystore)
{
  gsize size = 0;
  const guint8 *data = keystore != NULL ? g_bytes_get_data (keystore, &size) : NULL;
  g_autofree char *base64 = size > 0 ? g_base64_encode (data, size) : NULL;

  add_text (builder, "keystore", base64);
}

static JsonNode *
build (const KsLessonDraft *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "format", KS_LESSON_FILE_FORMAT);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, KS_LESSON_FILE_VERSION);
  add_text (builder, "title", self->title);
  add_text (builder, "story", self->story);
  add_text (builder, "question", self->question);
  add_answers (builder, self->answers);
  add_text (builder, "why", self->why);
  add_text (builder, "task", self->task);
  add_text (builder, "hint", self->hint);
  add_text (builder, "alias", self->alias);
  add_text (builder, "role", ks_role_kind_get_nick (self->role));
  add_hosts (builder, self->hosts);
  add_goals (builder, self->goals);
  add_anchors (builder, self->anchors);
  add_handouts (builder, self->handouts);
  add_text (builder, "password", self->password);
  add_keystore (builder, self->keystore);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}

static GBytes *
generate (const KsLessonDraft *self)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = build (self);
  gsize length = 0;
  char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, &length);
  return g_bytes_new_take (text, length);
}

/**
 * ks_lesson_draft_to_bytes:
 * @self: a lesson
 * @error: return location
 *
 * Writes a lesson's file, and reads it again: what another class cannot open is told to the teacher, and not to the class.
 *
 * Returns: (transfer full): the file; %NULL with an error of ks_lesson_new_from_bytes()
 */
GBytes *
ks_lesson_draft_to_bytes (const KsLessonDraft *self, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsLesson) lesson = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  bytes = generate (self);
  lesson = ks_lesson_new_from_bytes (bytes, error);
  return lesson != NULL ? g_steal_pointer (&bytes) : NULL;
}

/**
 * ks_lesson_is_file:
 * @bytes: any file
 *
 * Returns: whether it wants to be a lesson
 */
gboolean
ks_lesson_is_file (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return size > 0 && size <= KS_LESSON_MAX_FILE && memchr (data, '{', MIN (size, 64)) != NULL &&
         memmem (data, size, "\"" KS_LESSON_FILE_FORMAT "\"", strlen (KS_LESSON_FILE_FORMAT) + 2) != NULL;
}

/**
 * ks_lesson_new_from_bytes:
 * @bytes: a teacher's lesson
 * @error: return location
 *
 * Reads a lesson's file. What it says is held against the limits of ks-lesson-draft.h, and its keystore is opened with its password.
 *
 * Returns: (transfer full): the lesson; %NULL with %KS_ERROR_NOT_A_KEYSTORE, %KS_ERROR_MALFORMED, %KS_ERROR_TOO_LARGE,
 *   %KS_ERROR_UNSUPPORTED, %KS_ERROR_NOT_FOUND or an error of opening a keystore
 */
KsLesson *
ks_lesson_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (KsLessonDraft) content = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  content = _ks_lesson_file_read (bytes, error);
  if (content == NULL || !_ks_lesson_file_check (content, error))
    return NULL;
  return _ks_lesson_new_from_draft (g_steal_pointer (&content),
                                    g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes));
}
