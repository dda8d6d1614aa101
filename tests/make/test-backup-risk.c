/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-backup-risk.h"
#include "ks-test-pki.h"
#include "ks-test.h"

typedef struct {
  KsTestIdentity *ca;
  KsTestIdentity *web;
  KsTestIdentity *mail;
  KsEntry *web_entry;
  KsEntry *mail_entry;
  KsEntry *trusted;
  KsSecret *password;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->ca = ks_test_identity_new (&(KsTestSpec) { .name = "CA", .ca = TRUE }, NULL);
  self->web = ks_test_identity_new (&(KsTestSpec) { .name = "Web" }, self->ca);
  self->mail = ks_test_identity_new (&(KsTestSpec) { .name = "Mail" }, self->ca);
  self->web_entry = ks_test_entry_new ("web", self->web, self->ca, NULL);
  self->mail_entry = ks_test_entry_new ("mail", self->mail, self->ca, NULL);
  self->trusted = ks_test_trusted_new ("ca", self->ca);
  self->password = ks_secret_new_from_string ("changeit");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  ks_secret_unref (self->password);
  g_object_unref (self->trusted);
  g_object_unref (self->mail_entry);
  g_object_unref (self->web_entry);
  ks_test_identity_free (self->mail);
  ks_test_identity_free (self->web);
  ks_test_identity_free (self->ca);
}

static GPtrArray *
list (KsEntry *first, ...)
{
  GPtrArray *entries = g_ptr_array_new ();
  va_list arguments;

  va_start (arguments, first);
  for (KsEntry *entry = first; entry != NULL; entry = va_arg (arguments, KsEntry *))
    g_ptr_array_add (entries, entry);
  va_end (arguments);
  return entries;
}

static void
assert_risk (Fixture *self, GPtrArray *after, KsSecret *password, KsBackupRisk risk)
{
  g_autoptr (GPtrArray) before = list (self->web_entry, self->mail_entry, self->trusted, NULL);

  g_assert_cmpint (ks_backup_risk_find (before, self->password, after, password), ==, risk);
}

static void
test_harmless (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) same = list (self->web_entry, self->mail_entry, self->trusted, NULL);
  g_autoptr (GPtrArray) less = list (self->mail_entry, self->web_entry, NULL);
  g_autoptr (KsSecret) copy = ks_secret_new_from_string ("changeit");

  assert_risk (self, same, self->password, KS_BACKUP_RISK_NONE);
  assert_risk (self, same, copy, KS_BACKUP_RISK_NONE);
  /* A trusted certificate is no secret. */
  assert_risk (self, less, copy, KS_BACKUP_RISK_NONE);
}

static void
test_renamed_and_renewed (Fixture *self, gconstpointer data)
{
  g_autoptr (KsTestIdentity) renewed =
    ks_test_identity_cross (self->web, &(KsTestSpec) { .name = "Web" }, self->ca);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (KsEntry) renamed = ks_entry_with_alias (self->mail_entry, "post");
  g_autoptr (KsEntry) other = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_ptr_array_add (chain, ks_test_identity_get_certificate (renewed));
  other = ks_entry_with_chain (self->web_entry, chain);
  after = list (other, renamed, NULL);
  assert_risk (self, after, self->password, KS_BACKUP_RISK_NONE);
}

static void
test_removed_key (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) after = list (self->web_entry, self->trusted, NULL);
  g_autoptr (KsSecret) other = ks_secret_new_from_string ("changed");

  assert_risk (self, after, self->password, KS_BACKUP_RISK_REMOVED_KEY);
  assert_risk (self, after, other, KS_BACKUP_RISK_REMOVED_KEY | KS_BACKUP_RISK_OLD_PASSWORD);
  assert_risk (self, after, NULL, KS_BACKUP_RISK_REMOVED_KEY | KS_BACKUP_RISK_OLD_PASSWORD);
}

/* The certificate alone stays: its key is gone all the same. */
static void
test_key_became_certificate (Fixture *self, gconstpointer data)
{
  g_autoptr (KsEntry) certificate = ks_test_trusted_new ("mail", self->mail);
  g_autoptr (GPtrArray) after = list (self->web_entry, certificate, NULL);

  assert_risk (self, after, self->password, KS_BACKUP_RISK_REMOVED_KEY);
}

static void
test_replaced_key (Fixture *self, gconstpointer data)
{
  g_autoptr (KsTestIdentity) fresh = ks_test_identity_new (&(KsTestSpec) { .name = "Mail" }, self->ca);
  g_autoptr (KsEntry) entry = ks_test_entry_new ("mail", fresh, self->ca, NULL);
  g_autoptr (GPtrArray) after = list (self->web_entry, entry, NULL);

  assert_risk (self, after, self->password, KS_BACKUP_RISK_REMOVED_KEY);
}

static void
test_key_password (Fixture *self, gconstpointer data)
{
  g_autoptr (KsSecret) plain = ks_test_identity_dup_key (self->web);
  g_autoptr (KsSecret) password = ks_secret_new_from_string ("of its own");
  g_autoptr (GError) error = NULL;
  g_autoptr (KsKey) key = ks_key_protect (plain, password, KS_KEY_SCHEME_PBES2_AES256, 1000, &error);
  g_autoptr (KsEntry) entry = NULL;
  g_autoptr (GPtrArray) after = NULL;

  g_assert_no_error (error);
  entry = ks_entry_with_key (self->web_entry, key);
  after = list (entry, self->mail_entry, NULL);
  assert_risk (self, after, self->password, KS_BACKUP_RISK_OLD_PASSWORD);
}

/* Secret keys have no certificate to be known by. */
static void
test_secret_key (void)
{
  g_autoptr (KsEntry) one = ks_entry_new (KS_ENTRY_SECRET, "one", 0, NULL, NULL);
  g_autoptr (KsEntry) two = ks_entry_new (KS_ENTRY_SECRET, "two", 0, NULL, NULL);
  g_autoptr (GPtrArray) before = list (one, two, NULL);
  g_autoptr (GPtrArray) after = list (two, NULL);

  g_assert_cmpint (ks_backup_risk_find (before, NULL, before, NULL), ==, KS_BACKUP_RISK_NONE);
  g_assert_cmpint (ks_backup_risk_find (before, NULL, after, NULL), ==, KS_BACKUP_RISK_REMOVED_KEY);
}

#define ADD(name, function) g_test_add ("/backup-risk/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  ks_test_init (&argc, &argv);

  ADD ("harmless", test_harmless);
  ADD ("renamed-and-renewed", test_renamed_and_renewed);
  ADD ("removed-key", test_removed_key);
  ADD ("key-became-certificate", test_key_became_certificate);
  ADD ("replaced-key", test_replaced_key);
  ADD ("key-password", test_key_password);
  g_test_add_func ("/backup-risk/secret-key", test_secret_key);

  return g_test_run ();
}
