/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What lessons say of other programs, asked of these: OpenSSL, with which curl verifies, and Java. */

#include <string.h>

#include "ks-lesson-private.h"
#include "ks-test-lesson-cases.h"
#include "ks-test.h"
#include "ks.h"

/* A lesson as it is at first, and solved. */
typedef struct {
  KsLesson *lesson;
  KsLessonSetup *setup;
  KsTestLearner *before;
  KsTestLearner *after;
} Subject;

static void
subject_init (Subject *self, guint index)
{
  /* Java asks the clock. */
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;

  self->lesson = ks_lesson_find (ks_test_lesson_cases[index].id);
  self->setup = ks_lesson_prepare (self->lesson, now, NULL, &error);
  g_assert_no_error (error);
  self->before = ks_test_learner_new (self->lesson, self->setup, now);
  self->after = ks_test_learner_new (self->lesson, self->setup, now);
  ks_test_learner_do (self->after, ks_test_lesson_cases[index].solutions[0]);
}

static void
subject_clear (Subject *self)
{
  ks_lesson_setup_unref (self->setup);
  ks_test_learner_free (self->before);
  ks_test_learner_free (self->after);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

/* NULL: the lesson says nothing about it. */
static const KsLessonProgram *
find_program (KsLesson *lesson, const char *name)
{
  guint n = 0;
  const KsLessonProgram *programs = ks_lesson_get_programs (lesson, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (programs[i].program, name))
      return &programs[i];
  return NULL;
}

/* What a lesson quotes is what the program says; “…” stands for something. */
static void
assert_quoted (const char *text, const char *said)
{
  const char *start = strstr (text, "“");
  const char *end = start != NULL ? strstr (start, "”") : NULL;
  g_autofree char *quote = NULL;
  g_auto (GStrv) parts = NULL;

  if (end == NULL)
    return;
  quote = g_strndup (start + strlen ("“"), (gsize) (end - start) - strlen ("“"));
  parts = g_strsplit (quote, "…", -1);
  for (gsize i = 0; parts[i] != NULL; i++)
    if (strstr (said, parts[i]) == NULL) {
      g_test_message ("“%s” is not in: %s", parts[i], said);
      g_test_fail ();
    }
}

static char *
write_pem (const char *folder, const char *name, GPtrArray *certificates)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) content = NULL;

  for (guint i = 0; i < certificates->len; i++) {
    g_autofree char *pem = ks_certificate_to_pem (g_ptr_array_index (certificates, i));

    g_string_append (text, pem);
  }
  content = g_string_free_to_bytes (text);
  return ks_test_write_file (folder, name, content);
}

static GPtrArray *
list_chain (KsEntry *entry, guint from, guint to)
{
  GPtrArray *chain = g_ptr_array_new ();

  for (guint i = from; i < MIN (to, ks_entry_get_chain_length (entry)); i++)
    g_ptr_array_add (chain, ks_entry_get_certificate (entry, i));
  return chain;
}

static GPtrArray *
list_anchors (KsAnchorSet *anchors)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < ks_anchor_set_get_size (anchors); i++)
    g_ptr_array_add (list, ks_anchor_set_get (anchors, i));
  return list;
}

static KsEntry *
find_entry (KsTestLearner *learner)
{
  return ks_store_find (learner->store, ks_lesson_get_alias (learner->lesson));
}

/* ---- OpenSSL ---- */

/* NULL: accepted, else what it says. */
static char *
ask_openssl (KsTestLearner *learner, const char *folder, const char *host)
{
  g_autoptr (GPtrArray) leaf = list_chain (find_entry (learner), 0, 1);
  g_autoptr (GPtrArray) issuers = list_chain (find_entry (learner), 1, G_MAXUINT);
  g_autoptr (GPtrArray) anchors = list_anchors (ks_lesson_setup_get_anchors (learner->setup));
  g_autofree char *leaf_file = write_pem (folder, "leaf.pem", leaf);
  g_autofree char *issuers_file = write_pem (folder, "issuers.pem", issuers);
  g_autofree char *anchors_file = write_pem (folder, "anchors.pem", anchors);
  g_autofree char *errors = NULL;
  const char *const argv[] = {
    "openssl",
    "verify",
    "-no-CApath",
    "-no-CAstore",
    "-purpose",
    "sslserver",
    "-auth_level",
    "2",
    "-CAfile",
    anchors_file,
    g_hostname_is_ip_address (host) ? "-verify_ip" : "-verify_hostname",
    host,
    "-untrusted",
    issuers->len > 0 ? issuers_file : anchors_file,
    leaf_file,
    NULL,
  };

  if (ks_test_run (argv, NULL, NULL, &errors) == 0)
    return NULL;
  return g_steal_pointer (&errors);
}

/* The first host that it refuses. */
static char *
ask_openssl_all (KsTestLearner *learner, const char *folder)
{
  const char *const *hosts = ks_lesson_get_hosts (learner->lesson);

  for (gsize i = 0; hosts[i] != NULL; i++) {
    char *errors = ask_openssl (learner, folder, hosts[i]);

    if (errors != NULL)
      return errors;
  }
  return NULL;
}

static void
assert_openssl (guint index, const char *folder)
{
  g_auto (Subject) subject = { 0 };
  const KsLessonProgram *curl = NULL;
  g_autofree char *at_first = NULL;
  g_autofree char *solved = NULL;

  subject_init (&subject, index);
  curl = find_program (subject.lesson, "curl");
  at_first = ask_openssl_all (subject.before, folder);
  solved = ask_openssl_all (subject.after, folder);

  g_test_message ("%s: %s", ks_lesson_get_id (subject.lesson), at_first != NULL ? at_first : "accepted");
  g_assert_cmpint (at_first == NULL, ==, curl->state == KS_STATE_PASS);
  /* What does not match a name curl says in its own words. */
  if (at_first != NULL && strstr (at_first, "mismatch") == NULL)
    assert_quoted (curl->text, at_first);
  g_assert_cmpstr (solved, ==, NULL);
}

static gboolean
is_about_a_server (guint index)
{
  return ks_lesson_get_hosts (ks_lesson_find (ks_test_lesson_cases[index].id))[0] != NULL;
}

static void
test_openssl (void)
{
  g_autofree char *folder = NULL;
  guint asked = 0;

  if (ks_test_skip_without_program ("openssl"))
    return;
  folder = ks_test_make_folder ();
  for (guint i = 0; i < KS_TEST_N_LESSONS; i++)
    if (is_about_a_server (i) && find_program (ks_lesson_find (ks_test_lesson_cases[i].id), "curl") != NULL) {
      assert_openssl (i, folder);
      asked++;
    }
  g_assert_cmpuint (asked, ==, 14);
  ks_test_remove_folder (folder);
}

/* ---- Java ---- */

typedef struct {
  const char *folder;
  guint n_files;
  GString *questions;  /* lines for LessonClient.java */
  GPtrArray *programs; /* of const KsLessonProgram, borrowed: what the answer to each should be; NULL: yes */
  GPtrArray *lesson_ids; /* of const char* */
} Interview;

static char *
write_store (Interview *self, KsTestLearner *learner)
{
  g_autofree char *name = g_strdup_printf ("store-%u", self->n_files++);
  const KsWriteOptions options = { .password = ks_store_get_password (learner->store) };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = ks_store_serialize (learner->store, &options, NULL, &error);

  g_assert_no_error (error);
  return ks_test_write_file (self->folder, name, bytes);
}

static char *
write_certificates (Interview *self, GPtrArray *certificates)
{
  g_autofree char *name = g_strdup_printf ("certificates-%u", self->n_files++);

  return write_pem (self->folder, name, certificates);
}

static void
ask (Interview *self,
     KsTestLearner *learner,
     const char *verb,
     const char *rest,
     const KsLessonProgram *expected)
{
  g_autofree char *store = write_store (self, learner);
  const char *type = g_str_equal (ks_store_get_format (learner->store)->id, "jks") ? "JKS" : "PKCS12";

  g_string_append_printf (self->questions, "%s\t%s\t%s\t%s\t%s\n", verb, store, type,
                          ks_lesson_setup_get_password (learner->setup), rest);
  g_ptr_array_add (self->programs, (gpointer) expected);
  g_ptr_array_add (self->lesson_ids, (gpointer) ks_lesson_get_id (learner->lesson));
}

/* The last host: where there are several, it is the one that the lesson is about. */
static void
ask_to_connect (Interview *self, KsTestLearner *learner, const KsLessonProgram *expected)
{
  const char *const *hosts = ks_lesson_get_hosts (learner->lesson);
  g_autoptr (GPtrArray) anchors = list_anchors (ks_lesson_setup_get_anchors (learner->setup));
  g_autofree char *file = write_certificates (self, anchors);
  g_autofree char *rest = g_strdup_printf ("%s\t%s\t%s", ks_lesson_get_alias (learner->lesson), file,
                                           hosts[g_strv_length ((char **) hosts) - 1]);

  ask (self, learner, "connect", rest, expected);
}

static GPtrArray *
list_accepted (KsTestLearner *learner)
{
  guint n = 0;
  const KsLessonGoal *goals = ks_lesson_get_goals (learner->lesson, &n);

  for (guint i = 0; i < n; i++)
    if (goals[i].kind == KS_LESSON_GOAL_ACCEPTS)
      return _ks_lesson_setup_list_certificates (learner->setup, goals[i].check);
  g_assert_not_reached ();
}

static void
ask_to_trust (Interview *self, KsTestLearner *learner, GPtrArray *chain, const KsLessonProgram *expected)
{
  g_autofree char *file = write_certificates (self, chain);

  ask (self, learner, "trust", file, expected);
}

/* A truststore with a single server is asked about that server, and then about the new certificate. */
static void
ask_truststore (Interview *self, const Subject *subject, const KsLessonProgram *java)
{
  gboolean is_single = g_str_equal (ks_lesson_get_id (subject->lesson), "self-signed-anchor");
  g_autoptr (GPtrArray) accepted = list_accepted (subject->before);
  g_autoptr (GPtrArray) own = list_chain (find_entry (subject->before), 0, G_MAXUINT);

  ask_to_trust (self, subject->before, is_single ? own : accepted, java);
  ask_to_trust (self, subject->after, accepted, NULL);
}

static void
ask_about (Interview *self, const Subject *subject)
{
  const KsLessonProgram *java = find_program (subject->lesson, "Java");

  if (java == NULL || ks_lesson_get_role (subject->lesson) == KS_ROLE_KIND_INTERNAL_ENCRYPTION)
    return;
  /* A server that knows one password is what Tomcat is. */
  if (java->state == KS_STATE_NOT_CHECKED)
    java = find_program (subject->lesson, "Tomcat");
  if (ks_lesson_get_role (subject->lesson) == KS_ROLE_KIND_TRUSTSTORE) {
    ask_truststore (self, subject, java);
  } else {
    ask_to_connect (self, subject->before, java);
    ask_to_connect (self, subject->after, NULL);
  }
}

static void
assert_answer (const char *lesson, const KsLessonProgram *expected, const char *answer)
{
  gboolean connects = expected == NULL || expected->state == KS_STATE_PASS;

  g_test_message ("%s: %s", lesson, answer);
  if (g_str_equal (answer, "yes") != connects) {
    g_test_message ("%s: Java should %s", lesson, connects ? "connect" : "stop");
    g_test_fail ();
  } else if (!connects) {
    assert_quoted (expected->text, answer);
  }
}

static void
assert_answers (Interview *self)
{
  const char *const argv[] = { "java", TEACH_TESTS "/LessonClient.java", NULL };
  g_autoptr (GBytes) input = g_string_free_to_bytes (g_steal_pointer (&self->questions));
  g_autoptr (GBytes) output = NULL;
  g_autofree char *errors = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) answers = NULL;

  g_assert_cmpint (ks_test_run (argv, input, &output, &errors), ==, 0);
  text = g_strndup (g_bytes_get_data (output, NULL), g_bytes_get_size (output));
  answers = g_strsplit (g_strstrip (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (answers), ==, self->programs->len);
  for (guint i = 0; i < self->programs->len; i++)
    assert_answer (g_ptr_array_index (self->lesson_ids, i), g_ptr_array_index (self->programs, i),
                   answers[i]);
}

static void
test_java (void)
{
  g_autofree char *folder = NULL;
  Interview interview = { 0 };

  if (ks_test_skip_without_program ("javac"))
    return;
  folder = ks_test_make_folder ();
  interview.folder = folder;
  interview.questions = g_string_new (NULL);
  interview.programs = g_ptr_array_new ();
  interview.lesson_ids = g_ptr_array_new ();
  for (guint i = 0; i < KS_TEST_N_LESSONS; i++) {
    g_auto (Subject) subject = { 0 };

    subject_init (&subject, i);
    ask_about (&interview, &subject);
  }
  g_assert_cmpuint (interview.programs->len, ==, 2 * 18);
  assert_answers (&interview);
  g_ptr_array_unref (interview.programs);
  g_ptr_array_unref (interview.lesson_ids);
  ks_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  g_test_add_func ("/lesson-programs/openssl", test_openssl);
  g_test_add_func ("/lesson-programs/java", test_java);

  return g_test_run ();
}
