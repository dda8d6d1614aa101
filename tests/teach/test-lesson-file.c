/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A teacher's lesson: written, read, and everything that a file can do wrong. */

#include "ks-error.h"
#include "ks-lesson-draft.h"
#include "ks-test-pki.h"
#include "ks-test.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define OWN_PASSWORD "the-teachers-own"
#define KEY_PASSWORD "of the key alone"
#define PASSWORD "changeit"

typedef struct {
  KsTestIdentity *root;
  KsTestIdentity *leaf;
  KsStore *store; /* what the teacher has: a JKS with two keys under passwords of the teacher's own */
} Fixture;

static KsSecret *
secret (const char *text)
{
  return ks_secret_new_from_string (text);
}

static void
add_key (KsStore *store, const char *alias, KsTestIdentity *leaf, KsTestIdentity *root, const char *password)
{
  g_autoptr (KsEntry) plain = ks_test_entry_new (alias, leaf, root, NULL);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  g_autoptr (KsSecret) text = secret (password);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsEntry) entry = ks_convert_entry (plain, store, keyring, text, KS_TEST_NOW * 1000, &error);

  g_assert_no_error (error);
  ks_store_add_loaded (store, entry);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsSecret) password = secret (OWN_PASSWORD);
  g_autoptr (KsEntry) trusted = NULL;

  fixture->root = ks_test_identity_new (&(KsTestSpec) { .name = "Test Root", .ca = TRUE }, NULL);
  fixture->leaf =
    ks_test_identity_new (&(KsTestSpec) { .name = "web.example.org", .san = "DNS:web.example.org" },
                          fixture->root);
  fixture->store = ks_store_new (ks_format_find ("jks"));
  ks_store_set_integrity (fixture->store, KS_INTEGRITY_VERIFIED);
  ks_store_set_loaded_password (fixture->store, password);
  add_key (fixture->store, "web", fixture->leaf, fixture->root, OWN_PASSWORD);
  add_key (fixture->store, "alone", fixture->leaf, fixture->root, KEY_PASSWORD);
  trusted = ks_test_trusted_new ("root", fixture->root);
  ks_store_add_loaded (fixture->store, trusted);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_assert_finalize_object (fixture->store);
  ks_test_identity_free (fixture->root);
  ks_test_identity_free (fixture->leaf);
}

/* @knows_alone: whether the teacher has given the password of the second key. */
static GPtrArray *
take_store (Fixture *fixture, KsLessonDraft *draft, gboolean knows_alone)
{
  g_autoptr (KsSecret) password = secret (OWN_PASSWORD);
  g_autoptr (KsSecret) alone = secret (KEY_PASSWORD);
  g_autoptr (KsKeyring) keyring = ks_keyring_new (password);
  g_autoptr (GError) error = NULL;
  GPtrArray *notes = NULL;

  if (knows_alone)
    ks_keyring_add (keyring, "alone", alone);
  ks_lesson_draft_take_store (draft, fixture->store, keyring, PASSWORD, KS_TEST_NOW * 1000, &notes, NULL,
                              &error);
  g_assert_no_error (error);
  return notes;
}

static KsLessonDraft *
make_draft (Fixture *fixture)
{
  KsLessonDraft *draft = ks_lesson_draft_new ();
  g_autoptr (GPtrArray) notes = take_store (fixture, draft, TRUE);
  g_autofree char *pem = ks_certificate_to_pem (ks_test_identity_get_certificate (fixture->leaf));
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));

  g_assert_cmpuint (notes->len, ==, 0);
  draft->title = g_strdup ("Příliš žluťoučký kůň");
  draft->story = g_strdup ("Line one.\n\tLine “two” \\ <b>three</b>.");
  draft->question = g_strdup ("What happens?");
  ks_lesson_draft_add_answer (draft, "It works", NULL, FALSE);
  ks_lesson_draft_add_answer (draft, "It stops", "Yes.", TRUE);
  draft->why = g_strdup ("Because.");
  draft->task = g_strdup ("Repair it.");
  draft->hint = g_strdup ("Try.");
  draft->alias = g_strdup ("web");
  draft->role = KS_ROLE_KIND_TLS_SERVER;
  g_strfreev (draft->hosts);
  draft->hosts = g_strsplit ("web.example.org 192.0.2.1", " ", -1);
  ks_lesson_draft_add_goal (draft, KS_LESSON_GOAL_TRUSTED, "web", NULL, NULL);
  ks_lesson_draft_add_goal (draft, KS_LESSON_GOAL_CHECK, "*", "chain-complete", "The chain is whole");
  ks_lesson_draft_add_goal (draft, KS_LESSON_GOAL_PART, "web", "hosts", NULL);
  ks_lesson_draft_add_goal (draft, KS_LESSON_GOAL_GONE, "alone", NULL, NULL);
  g_ptr_array_add (draft->anchors, g_object_ref (ks_test_identity_get_certificate (fixture->root)));
  ks_lesson_draft_add_handout (draft, "web.pem", "What the CA sent", bytes);
  return draft;
}

static GBytes *
make_file (Fixture *fixture)
{
  g_autoptr (KsLessonDraft) draft = make_draft (fixture);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = ks_lesson_draft_to_bytes (draft, &error);

  g_assert_no_error (error);
  return bytes;
}

static void
check_lists (KsLesson *lesson)
{
  guint n = 0;
  const KsLessonAnswer *answers = ks_lesson_get_answers (lesson, &n);
  const KsLessonGoal *goals = NULL;

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (answers[0].text, ==, "It works");
  g_assert_null (answers[0].reply);
  g_assert_false (answers[0].is_right);
  g_assert_cmpstr (answers[1].reply, ==, "Yes.");
  g_assert_true (answers[1].is_right);
  goals = ks_lesson_get_goals (lesson, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpint (goals[1].kind, ==, KS_LESSON_GOAL_CHECK);
  g_assert_cmpstr (goals[1].alias, ==, "*");
  g_assert_cmpstr (goals[1].check, ==, "chain-complete");
  g_assert_cmpstr (goals[1].text, ==, "The chain is whole");
  g_assert_cmpint (goals[3].kind, ==, KS_LESSON_GOAL_GONE);
  ks_lesson_get_programs (lesson, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_round_trip (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = make_file (fixture);
  g_autofree char *id = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (GError) error = NULL;
  KsLesson *lesson = ks_lesson_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_true (ks_lesson_is_file (bytes));
  g_assert_cmpstr (ks_lesson_get_id (lesson), ==, id);
  g_assert_cmpstr (ks_lesson_get_title (lesson), ==, "Příliš žluťoučký kůň");
  g_assert_cmpstr (ks_lesson_get_story (lesson), ==, "Line one.\n\tLine “two” \\ <b>three</b>.");
  g_assert_cmpstr (ks_lesson_get_question (lesson), ==, "What happens?");
  g_assert_cmpstr (ks_lesson_get_why (lesson), ==, "Because.");
  g_assert_cmpstr (ks_lesson_get_task (lesson), ==, "Repair it.");
  g_assert_cmpstr (ks_lesson_get_hint (lesson), ==, "Try.");
  g_assert_cmpstr (ks_lesson_get_alias (lesson), ==, "web");
  g_assert_cmpint (ks_lesson_get_role (lesson), ==, KS_ROLE_KIND_TLS_SERVER);
  g_assert_cmpstr (ks_lesson_get_hosts (lesson)[1], ==, "192.0.2.1");
  check_lists (lesson);
  g_assert_finalize_object (lesson);
}

/* A reader that is not ours finds the members where they are promised. */
static void
test_plain_json (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = make_file (fixture);
  g_autofree char *output = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  if (ks_test_skip_without_program ("python3"))
    return;
  folder = ks_test_make_folder ();
  path = ks_test_write_file (folder, "a.catena-lesson", bytes);
  output = ks_test_run_text (
    "python3", "-c",
    "import base64, json, sys\n"
    "lesson = json.load(open(sys.argv[1], encoding='utf-8'))\n"
    "print(lesson['format'], lesson['version'], lesson['role'], lesson['goals'][3]['kind'],\n"
    "      lesson['answers'][1]['right'], base64.b64decode(lesson['keystore'])[:4].hex(), lesson['password'])",
    path, NULL);
  g_assert_cmpstr (output, ==, "catena-lesson 1 tls-server gone True feedfeed changeit\n");
  ks_test_remove_folder (folder);
}

static void
test_setup (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) bytes = make_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsLesson) lesson = ks_lesson_new_from_bytes (bytes, &error);
  g_autoptr (KsLessonSetup) setup = ks_lesson_prepare (lesson, KS_TEST_NOW, NULL, &error);
  g_autofree gboolean *met = NULL;
  const KsLessonHandout *handout = NULL;

  g_assert_no_error (error);
  handout = ks_lesson_setup_get_handout (setup, 0);
  g_assert_cmpstr (handout->file_name, ==, "web.pem");
  g_assert_cmpstr (handout->title, ==, "What the CA sent");
  g_assert_cmpstr (ks_lesson_setup_get_password (setup), ==, PASSWORD);
  g_assert_cmpstr (ks_lesson_setup_get_file_name (setup), ==, "lesson.jks");
  g_assert_cmpuint (ks_lesson_setup_get_entries (setup)->len, ==, 3);
  g_assert_cmpuint (ks_anchor_set_get_size (ks_lesson_setup_get_anchors (setup)), ==, 1);
  met = ks_lesson_judge (lesson, setup, ks_lesson_setup_get_entries (setup), NULL, KS_TEST_NOW, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (met[0]);
  g_assert_true (met[1]);
  g_assert_false (met[2]); /* 192.0.2.1 is not covered */
  g_assert_false (met[3]);
}

static void
test_passwords (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsLessonDraft) draft = ks_lesson_draft_new ();
  g_autoptr (GPtrArray) notes = take_store (fixture, draft, FALSE);
  g_autoptr (KsSecret) password = secret (PASSWORD);
  g_autoptr (KsSecret) own = secret (OWN_PASSWORD);
  g_autoptr (KsSecret) alone = secret (KEY_PASSWORD);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsStore) store =
    ks_store_load (draft->keystore, &(KsReadOptions) { .password = password }, NULL, &error);
  KsKey *web = NULL;
  KsKey *locked = NULL;
  g_autoptr (KsSecret) web_plain = NULL;
  g_autoptr (KsSecret) old_plain = NULL;
  g_autoptr (KsSecret) locked_plain = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (notes, 0), ==,
                   "The key of “alone” keeps its password, because none that is known opens it.");
  web = ks_entry_get_key (ks_store_find (store, "web"));
  locked = ks_entry_get_key (ks_store_find (store, "alone"));
  web_plain = ks_key_unlock (web, password, NULL);
  old_plain = ks_key_unlock (web, own, NULL);
  locked_plain = ks_key_unlock (locked, alone, NULL);
  g_assert_nonnull (web_plain);
  g_assert_null (old_plain);
  g_assert_nonnull (locked_plain);
  /* The teacher's own keystore is what it was. */
  g_assert_true (ks_secret_equal (ks_store_get_password (fixture->store), own));
  g_assert_false (ks_store_is_modified (fixture->store));
  g_assert_true (ks_key_is_protected (ks_entry_get_key (ks_store_find (fixture->store, "web"))));
}

/* The same when each password is known: none of them is left. */
static void
test_own_passwords_are_gone (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsLessonDraft) draft = ks_lesson_draft_new ();
  g_autoptr (GPtrArray) notes = take_store (fixture, draft, TRUE);
  g_autoptr (KsSecret) password = secret (PASSWORD);
  g_autoptr (KsSecret) alone = secret (KEY_PASSWORD);
  g_autoptr (KsStore) store =
    ks_store_load (draft->keystore, &(KsReadOptions) { .password = password }, NULL, NULL);
  KsKey *key = ks_entry_get_key (ks_store_find (store, "alone"));
  g_autoptr (KsSecret) now = ks_key_unlock (key, password, NULL);
  g_autoptr (KsSecret) before = ks_key_unlock (key, alone, NULL);

  g_assert_cmpuint (notes->len, ==, 0);
  g_assert_nonnull (now);
  g_assert_null (before);
}

/* In every format that is written, the file and its keys open with the lesson's password, and with no other. */
static void
check_format (Fixture *fixture, const KsFormat *format)
{
  g_autoptr (KsLessonDraft) draft = ks_lesson_draft_new ();
  g_autoptr (KsSecret) own = secret (OWN_PASSWORD);
  g_autoptr (KsSecret) password = secret (PASSWORD);
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (KsStore) store = NULL;
  g_autoptr (KsSecret) now = NULL;
  g_autoptr (KsSecret) before = NULL;
  g_autoptr (GError) error = NULL;
  KsKey *key = NULL;

  g_object_unref (fixture->store);
  fixture->store = ks_store_new (format);
  ks_store_set_integrity (fixture->store, KS_INTEGRITY_VERIFIED);
  ks_store_set_loaded_password (fixture->store, own);
  add_key (fixture->store, "web", fixture->leaf, fixture->root, OWN_PASSWORD);
  notes = take_store (fixture, draft, FALSE);
  g_assert_cmpuint (notes->len, ==, 0);
  store = ks_store_load (draft->keystore, &(KsReadOptions) { .password = password }, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (ks_store_get_format (store) == format);
  key = ks_entry_get_key (ks_store_find (store, "web"));
  g_assert_true (ks_key_is_protected (key));
  now = ks_key_unlock (key, password, &error);
  g_assert_no_error (error);
  before = ks_key_unlock (key, own, NULL);
  g_assert_null (before);
}

static void
test_formats (Fixture *fixture, gconstpointer unused)
{
  guint n = 0;

  for (const KsFormat *const *list = ks_format_list (); *list != NULL; list++) {
    if (((*list)->flags & KS_FORMAT_CAN_WRITE) == 0 || ((*list)->flags & KS_FORMAT_HOLDS_KEYS) == 0)
      continue;
    g_test_message ("%s", (*list)->id);
    check_format (fixture, *list);
    n++;
  }
  g_assert_cmpuint (n, >=, 7);
}

static void
test_read_only_store (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsLessonDraft) draft = ks_lesson_draft_new ();
  g_autoptr (KsKeyring) keyring = ks_keyring_new (NULL);
  g_autoptr (GError) error = NULL;

  ks_store_set_integrity (fixture->store, KS_INTEGRITY_SKIPPED);
  g_assert_false (ks_lesson_draft_take_store (draft, fixture->store, keyring, PASSWORD, 0, NULL, NULL,
                                              &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_READ_ONLY);
  g_assert_null (draft->keystore);
}

/* What a class could not open is not written. */
static void
test_bad_draft (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (KsLessonDraft) draft = make_draft (fixture);
  g_autoptr (KsLessonDraft) empty = ks_lesson_draft_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) emptiness = NULL;

  g_set_str (&draft->password, "another");
  g_assert_null (ks_lesson_draft_to_bytes (draft, &error));
  g_assert_error (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD);
  g_assert_null (ks_lesson_draft_to_bytes (empty, &emptiness));
  g_assert_error (emptiness, KS_ERROR, KS_ERROR_MALFORMED);
}

/* A member of a good file gets another value, as JSON; NULL takes it away. */
static const struct {
  const char *member;
  const char *value;
  int code;
} wrong_members[] = {
  { "format", NULL, KS_ERROR_NOT_A_KEYSTORE },
  { "format", "\"other\"", KS_ERROR_NOT_A_KEYSTORE },
  { "format", "7", KS_ERROR_NOT_A_KEYSTORE },
  { "version", NULL, KS_ERROR_MALFORMED },
  { "version", "\"1\"", KS_ERROR_MALFORMED },
  { "version", "1.5", KS_ERROR_MALFORMED },
  { "version", "2", KS_ERROR_UNSUPPORTED },
  { "title", NULL, KS_ERROR_MALFORMED },
  { "title", "\"\"", KS_ERROR_MALFORMED },
  { "title", "[]", KS_ERROR_MALFORMED },
  { "title", "true", KS_ERROR_MALFORMED },
  { "title", "\"a\\u001b[31mb\"", KS_ERROR_MALFORMED },
  { "story", "{}", KS_ERROR_MALFORMED },
  { "question", NULL, KS_ERROR_MALFORMED },
  { "answers", NULL, KS_ERROR_MALFORMED },
  { "answers", "{}", KS_ERROR_MALFORMED },
  { "answers", "[1]", KS_ERROR_MALFORMED },
  { "answers", "[null]", KS_ERROR_MALFORMED },
  { "answers", "[{\"text\":\"a\",\"right\":true}]", KS_ERROR_MALFORMED },
  { "answers", "[{\"text\":\"a\"},{\"text\":\"b\"}]", KS_ERROR_MALFORMED },
  { "answers", "[{\"text\":\"a\",\"right\":\"yes\"},{\"text\":\"b\"}]", KS_ERROR_MALFORMED },
  { "answers", "[{\"right\":true},{\"text\":\"b\"}]", KS_ERROR_MALFORMED },
  { "answers", "[{},{},{},{},{},{},{},{},{}]", KS_ERROR_TOO_LARGE },
  { "goals", "\"all\"", KS_ERROR_MALFORMED },
  { "goals", "[{\"alias\":\"web\"}]", KS_ERROR_MALFORMED },
  { "goals", "[{\"kind\":\"trusted\"}]", KS_ERROR_MALFORMED },
  { "goals", "[{\"kind\":\"happy\",\"alias\":\"web\"}]", KS_ERROR_UNSUPPORTED },
  { "goals", "[{\"kind\":\"accepts\",\"alias\":\"web\",\"check\":\"web\"}]", KS_ERROR_UNSUPPORTED },
  { "goals", "[{\"kind\":\"check\",\"alias\":\"web\"}]", KS_ERROR_MALFORMED },
  { "goals", "[{\"kind\":\"check\",\"alias\":\"web\",\"check\":\"smell\"}]", KS_ERROR_UNSUPPORTED },
  { "goals", "[{\"kind\":\"part\",\"alias\":\"web\",\"check\":\"signature\"}]", KS_ERROR_UNSUPPORTED },
  { "alias", NULL, KS_ERROR_MALFORMED },
  { "alias", "\"nobody\"", KS_ERROR_NOT_FOUND },
  { "role", "\"toaster\"", KS_ERROR_UNSUPPORTED },
  { "role", "1", KS_ERROR_MALFORMED },
  { "hosts", "\"web.example.org\"", KS_ERROR_MALFORMED },
  { "hosts", "[1]", KS_ERROR_MALFORMED },
  { "anchors", "\"none\"", KS_ERROR_MALFORMED },
  { "anchors", "[]", KS_ERROR_MALFORMED },
  { "anchors", "\"-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----\\n\"", KS_ERROR_MALFORMED },
  { "anchors", "\"-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\\n\"", KS_ERROR_MALFORMED },
  { "handouts", "[{\"name\":\"a.pem\",\"title\":\"a\"}]", KS_ERROR_MALFORMED },
  { "handouts", "[{\"name\":\"a.pem\",\"title\":\"a\",\"pem\":\"hello\"}]", KS_ERROR_MALFORMED },
  { "handouts",
    "[{\"name\":\"../a.pem\",\"title\":\"a\",\"pem\":\"-----BEGIN A-----\\nAAAA\\n-----END A-----\\n\"}]",
    KS_ERROR_MALFORMED },
  { "handouts",
    "[{\"name\":\".bashrc\",\"title\":\"a\",\"pem\":\"-----BEGIN A-----\\nAAAA\\n-----END A-----\\n\"}]",
    KS_ERROR_MALFORMED },
  { "keystore", NULL, KS_ERROR_MALFORMED },
  { "keystore", "[]", KS_ERROR_MALFORMED },
  { "keystore", "\"no base64!\"", KS_ERROR_MALFORMED },
  { "keystore", "\"AAA\"", KS_ERROR_MALFORMED },
  { "keystore", "\"AAAAAAAA\"", KS_ERROR_NOT_A_KEYSTORE },
  { "keystore", "\"/u3+7QAAAAIAAAAB\"", KS_ERROR_MALFORMED },
  { "password", "\"wrong\"", KS_ERROR_WRONG_PASSWORD },
  { "password", NULL, KS_ERROR_PASSWORD_NEEDED },
  { "password", "17", KS_ERROR_MALFORMED },
};

static GBytes *
change_member (GBytes *good, const char *member, JsonNode *value)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  gsize size;
  const char *text = g_bytes_get_data (good, &size);
  JsonObject *object = NULL;
  char *changed = NULL;

  g_assert_true (json_parser_load_from_data (parser, text, (gssize) size, NULL));
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_true (json_object_has_member (object, member));
  if (value != NULL)
    json_object_set_member (object, member, value);
  else
    json_object_remove_member (object, member);
  json_generator_set_root (generator, json_parser_get_root (parser));
  changed = json_generator_to_data (generator, &size);
  return g_bytes_new_take (changed, size);
}

static void
assert_refused (GBytes *bytes, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsLesson) lesson = ks_lesson_new_from_bytes (bytes, &error);

  g_assert_null (lesson);
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  g_assert_error (error, KS_ERROR, code);
  g_assert_true (g_str_has_suffix (error->message, ".") && g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '%'));
}

static void
test_wrong_members (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) good = make_file (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (wrong_members); i++) {
    JsonNode *value = wrong_members[i].value != NULL ? json_from_string (wrong_members[i].value, NULL) : NULL;
    g_autoptr (GBytes) bad = change_member (good, wrong_members[i].member, value);

    g_test_message ("%s: %s", wrong_members[i].member, wrong_members[i].value);
    assert_refused (bad, wrong_members[i].code);
  }
}

/* What may be left out. */
static void
test_sparse (Fixture *fixture, gconstpointer unused)
{
  static const char *const members[] = { "story", "why",   "task",    "hint",    "role",
                                         "hosts", "goals", "anchors", "handouts" };
  g_autoptr (GBytes) bytes = make_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (KsLesson) lesson = NULL;
  g_autoptr (KsLessonSetup) setup = NULL;
  g_autofree gboolean *met = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    g_autoptr (GBytes) before = g_steal_pointer (&bytes);

    bytes = change_member (before, members[i], i % 2 == 0 ? NULL : json_node_new (JSON_NODE_NULL));
  }
  lesson = ks_lesson_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  setup = ks_lesson_prepare (lesson, KS_TEST_NOW, NULL, &error);
  g_assert_no_error (error);
  met = ks_lesson_judge (lesson, setup, ks_lesson_setup_get_entries (setup), NULL, KS_TEST_NOW, NULL, &error);
  g_assert_nonnull (met);
  g_assert_null (ks_lesson_get_story (lesson));
  g_assert_null (ks_lesson_get_hosts (lesson)[0]);
  g_assert_null (ks_lesson_setup_get_anchors (setup));
  g_assert_cmpint (ks_lesson_get_role (lesson), ==, KS_ROLE_KIND_GENERAL);
}

static void
assert_text_refused (const char *text, int code)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  assert_refused (bytes, code);
}

static void
test_no_lessons (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *huge = g_strnfill (17 * 1024 * 1024, ' ');
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) zero = g_bytes_new ("{\"a\":\0}", 7);

  assert_refused (nothing, KS_ERROR_NOT_A_KEYSTORE);
  assert_refused (zero, KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("hello", KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("{", KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("{}", KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("[]", KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("\"catena-lesson\"", KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("{\"format\":\"catena-lesson\"", KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("{\"format\":\"catena-lesson\",\"version\":1,\"title\":\"\xff\"}",
                       KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused ("{\"format\":\"catena-lesson\",\"version\":1}", KS_ERROR_MALFORMED);
  assert_text_refused (deep, KS_ERROR_NOT_A_KEYSTORE);
  assert_text_refused (huge, KS_ERROR_TOO_LARGE);
}

static void
test_long_texts (Fixture *fixture, gconstpointer unused)
{
  static const struct {
    const char *member;
    gsize limit;
  } rows[] = {
    { "title", KS_LESSON_MAX_TITLE },
    { "story", KS_LESSON_MAX_TEXT },
    { "why", KS_LESSON_MAX_TEXT },
    { "hint", KS_LESSON_MAX_TEXT },
  };
  g_autoptr (GBytes) good = make_file (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *fits = g_strnfill (rows[i].limit, 'x');
    g_autofree char *overflows = g_strnfill (rows[i].limit + 1, 'x');
    g_autoptr (GBytes) most =
      change_member (good, rows[i].member, json_node_init_string (json_node_alloc (), fits));
    g_autoptr (GBytes) more =
      change_member (good, rows[i].member, json_node_init_string (json_node_alloc (), overflows));
    g_autoptr (KsLesson) lesson = ks_lesson_new_from_bytes (most, NULL);

    g_assert_nonnull (lesson);
    assert_refused (more, KS_ERROR_TOO_LARGE);
  }
}

static void
test_is_file (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) good = make_file (fixture);
  g_autoptr (GBytes) key = g_bytes_new_static ("{\"kty\":\"oct\",\"k\":\"AAAA\"}", 24);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);

  g_assert_true (ks_lesson_is_file (good));
  g_assert_false (ks_lesson_is_file (key));
  g_assert_false (ks_lesson_is_file (nothing));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD ("/lesson-file/round-trip", test_round_trip);
  ADD ("/lesson-file/plain-json", test_plain_json);
  ADD ("/lesson-file/setup", test_setup);
  ADD ("/lesson-file/passwords", test_passwords);
  ADD ("/lesson-file/own-passwords-are-gone", test_own_passwords_are_gone);
  ADD ("/lesson-file/formats", test_formats);
  ADD ("/lesson-file/read-only-store", test_read_only_store);
  ADD ("/lesson-file/bad-draft", test_bad_draft);
  ADD ("/lesson-file/wrong-members", test_wrong_members);
  ADD ("/lesson-file/sparse", test_sparse);
  ADD ("/lesson-file/long-texts", test_long_texts);
  ADD ("/lesson-file/is-file", test_is_file);
  g_test_add_func ("/lesson-file/no-lessons", test_no_lessons);
  return g_test_run ();
}
