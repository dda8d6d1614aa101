/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-bks-private.h"
#include "ks-convert-private.h"
#include "ks-error.h"
#include "ks-jceks.h"
#include "ks-jks.h"
#include "ks-password-form.h"
#include "ks-pkcs12.h"
#include "ks-remarks.h"

/* How many aliases a remark names. */
#define MAX_NAMES 5

/* Java looks for small letters in these, and finds no other alias. */
static gboolean
looks_for_small_letters (KsStore *store)
{
  const KsFormat *format = ks_store_get_format (store);

  return format == &ks_format_jks || format == &ks_format_jceks;
}

/* Most aliases are: a list of thousands is gone through in no time. */
static gboolean
is_plainly_small (const char *alias)
{
  for (const char *p = alias; *p != '\0'; p++)
    if ((*p & 0x80) != 0 || g_ascii_isupper (*p))
      return FALSE;

  return TRUE;
}

static gboolean
is_small (const char *alias)
{
  g_autofree char *folded = NULL;

  if (is_plainly_small (alias))
    return TRUE;

  folded = ks_alias_fold (alias);
  return g_str_equal (alias, folded);
}

/* A list of names that has an end. */
typedef struct {
  GString *text;
  guint count;
} Names;

static void
names_add (Names *self, const char *alias)
{
  g_autofree char *visible = NULL;

  if (self->text == NULL)
    self->text = g_string_new (NULL);
  if (self->count++ >= MAX_NAMES)
    return;
  visible = ks_text_make_visible (alias);
  /* Translators: stands between two names in a list of them */
  g_string_append_printf (self->text, "%s“%s”", self->text->len > 0 ? _ (", ") : "", visible);
}

static char *
names_finish (Names *self)
{
  if (self->count > MAX_NAMES)
    g_string_append (self->text, "…");
  return g_string_free_and_steal (self->text);
}

/* @sentence: (transfer full) */
static void
add (GPtrArray *remarks, KsRemarkKind kind, char *sentence)
{
  g_ptr_array_add (remarks, ks_remark_new (kind, sentence));
  g_free (sentence);
}

static void
find_unreachable (GPtrArray *remarks, KsStore *store, GPtrArray *entries)
{
  Names names = { 0 };
  g_autofree char *list = NULL;

  for (guint i = 0; looks_for_small_letters (store) && i < entries->len; i++)
    if (!is_small (ks_entry_get_alias (entries->pdata[i])))
      names_add (&names, ks_entry_get_alias (entries->pdata[i]));
  if (names.count == 0)
    return;

  list = names_finish (&names);
  add (remarks, KS_REMARK_UNREACHABLE,
       g_strdup_printf (
         /* Translators: %u is a number of entries, %s a list of some of their names */
         ngettext ("%u entry cannot be reached by name in Java, which looks for lower case only (%s). "
                   "Its CaseExactJKS can.",
                   "%u entries cannot be reached by name in Java, which looks for lower case only (%s). "
                   "Its CaseExactJKS can.",
                   names.count),
         names.count, list));
}

/* How many entries have a name that an entry before them has. */
static guint
count_duplicates (GPtrArray *entries, gboolean ignores_case, Names *names)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < entries->len; i++) {
    const char *alias = ks_entry_get_alias (entries->pdata[i]);
    char *name = ignores_case && !is_plainly_small (alias) ? ks_alias_fold (alias) : g_strdup (alias);

    if (!g_hash_table_add (seen, name))
      names_add (names, alias);
  }

  return names->count;
}

static void
find_duplicates (GPtrArray *remarks, KsStore *store, GPtrArray *entries)
{
  gboolean is_pkcs12 = ks_store_get_format (store) == &ks_format_pkcs12;
  Names names = { 0 };
  g_autofree char *list = NULL;
  guint count;

  if ((!is_pkcs12 && !looks_for_small_letters (store)) ||
      (count = count_duplicates (entries, is_pkcs12, &names)) == 0)
    return;

  list = names_finish (&names);
  add (remarks, KS_REMARK_DUPLICATE,
       is_pkcs12
         ? g_strdup_printf (
             /* Translators: %u is a number of entries, %s a list of some of their names */
             ngettext ("%u entry has a name that differs from another one in case at most (%s). "
                       "Java shows only one of them.",
                       "%u entries have names that differ from others in case at most (%s). "
                       "Java shows only one of each.",
                       count),
             count, list)
         : g_strdup_printf (
             ngettext ("%u entry has the name of another one. Java shows only the last of them.",
                       "%u entries have the names of others. Java shows only the last of each name.", count),
             count));
}

static gboolean
is_unprotected (KsEntry *entry)
{
  KsKey *key = ks_entry_get_key (entry);

  return key != NULL && ks_key_get_kind (key) != KS_KEY_PUBLIC &&
         ks_key_get_form (key) == KS_KEY_FORM_PLAIN && ks_entry_get_extra (entry, KS_BKS_EXTRA_PLAIN) != NULL;
}

/* In UBER, the file is encrypted as a whole. */
static void
find_unprotected (GPtrArray *remarks, KsStore *store, GPtrArray *entries)
{
  guint count = 0;

  for (guint i = 0; ks_store_get_format (store) == &ks_format_bks && i < entries->len; i++)
    count += is_unprotected (entries->pdata[i]) ? 1 : 0;
  if (count > 0)
    add (remarks, KS_REMARK_UNPROTECTED,
         g_strdup_printf (ngettext ("%u key is not protected: whoever has the file has the key.",
                                    "%u keys are not protected: whoever has the file has the keys.", count),
                          count));
}

/* The encoding in which a password fitted is that of the whole file. */
static void
find_password (GPtrArray *remarks, KsStore *store)
{
  KsSecret *password = ks_store_get_password (store);
  KsPkcs12Profile profile;

  if (ks_store_get_format (store) != &ks_format_pkcs12 || password == NULL)
    return;

  ks_pkcs12_get_profile (store, &profile);
  if ((profile.variant == KS_PASSWORD_LATIN1 && !g_str_is_ascii (ks_secret_get_text (password))) ||
      profile.variant == KS_PASSWORD_WIDE)
    add (remarks, KS_REMARK_PASSWORD,
         g_strdup (_ ("A faulty program wrote this file: it encoded the password in another way than the "
                      "standard. Other programs say that the password is wrong.")));
  else if (ks_convert_java_refuses_password (&ks_format_pkcs12, password))
    add (remarks, KS_REMARK_PASSWORD,
         g_strdup (_ ("Java cannot open a PKCS #12 file whose password has characters outside of ASCII.")));
}

static void
find_integrity (GPtrArray *remarks, KsStore *store)
{
  if (ks_store_get_integrity (store) == KS_INTEGRITY_SKIPPED)
    add (remarks, KS_REMARK_UNVERIFIED,
         g_strdup (_ ("Nobody knows whether somebody has altered the file. Its keys stay closed, and nothing "
                      "can be changed, until its password is given.")));
  else if (ks_store_get_integrity (store) == KS_INTEGRITY_ABSENT)
    add (remarks, KS_REMARK_NO_CHECK,
         g_strdup (_ ("Nothing in this file tells whether somebody has altered it. Saved with one of the "
                      "protections of its format, it has a check value.")));
}

static void
find_live (GPtrArray *remarks, KsStore *store)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);

  find_unprotected (remarks, store, entries);
  find_duplicates (remarks, store, entries);
  find_unreachable (remarks, store, entries);
  find_password (remarks, store);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const KsRemark *one = *(const KsRemark *const *) a, *other = *(const KsRemark *const *) b;

  return ks_remark_kind_is_warning (other->kind) - ks_remark_kind_is_warning (one->kind);
}

/**
 * ks_remarks_list:
 * @store: a store
 *
 * What is worth knowing of a store as it is now: of its integrity, its entries and its password, and what reading its file has found.
 *
 * Returns: (transfer full) (element-type KsRemark): the remarks, warnings first
 */
GPtrArray *
ks_remarks_list (KsStore *store)
{
  GPtrArray *remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_remark_free);
  const char *const *sentences = ks_store_get_remarks (store);

  g_return_val_if_fail (KS_IS_STORE (store), NULL);

  find_integrity (remarks, store);
  find_live (remarks, store);
  for (guint i = 0; sentences[i] != NULL; i++)
    if (!ks_remark_kind_is_live (ks_store_get_remark_kind (store, i)))
      g_ptr_array_add (remarks, ks_remark_new (ks_store_get_remark_kind (store, i), sentences[i]));
  g_ptr_array_sort (remarks, compare);

  return remarks;
}

/**
 * ks_remarks_add_live:
 * @store: a store whose file has been read
 *
 * Adds what follows from its entries to what reading has found.
 */
void
ks_remarks_add_live (KsStore *store)
{
  g_autoptr (GPtrArray) remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_remark_free);

  find_live (remarks, store);
  for (guint i = 0; i < remarks->len; i++) {
    const KsRemark *remark = remarks->pdata[i];

    ks_store_add_remark_of (store, remark->kind, remark->sentence);
  }
}

/* For each name in small letters the one entry that may have it. */
static GHashTable *
find_heirs (KsStore *store, GPtrArray *entries)
{
  GHashTable *heirs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = entries->len; i-- > 0;) {
    const char *alias = ks_entry_get_alias (entries->pdata[i]);
    char *folded = ks_alias_fold (alias);
    KsEntry *heir = g_hash_table_lookup (heirs, folded);

    /* The last one, as Java has it; but who has exactly this name keeps it. */
    if (heir == NULL || (g_str_equal (alias, folded) && !g_str_equal (ks_entry_get_alias (heir), folded) &&
                         looks_for_small_letters (store)))
      g_hash_table_replace (heirs, folded, entries->pdata[i]);
    else
      g_free (folded);
  }

  return heirs;
}

static void
add_rename (GPtrArray *edits, KsEntry *entry, const char *alias)
{
  g_autoptr (KsEntry) renamed = NULL;

  if (g_str_equal (ks_entry_get_alias (entry), alias))
    return;
  renamed = ks_entry_with_alias (entry, alias);
  g_ptr_array_add (edits, ks_edit_new_replace (NULL, entry, renamed));
}

/* “name-2” and so on. */
static char *
make_other_name (GHashTable *heirs, const char *wanted)
{
  for (guint n = 2;; n++) {
    g_autofree char *name = g_strdup_printf ("%s-%u", wanted, n);
    char *folded = ks_alias_fold (name);

    if (!g_hash_table_contains (heirs, folded)) {
      g_hash_table_insert (heirs, folded, NULL);
      return g_steal_pointer (&name);
    }
    g_free (folded);
  }
}

/**
 * ks_remarks_new_rename_edit:
 * @store: a store
 *
 * Gives every entry a name by which Java finds it: in small letters where it looks for these, and one that no other has. Entries
 * that have such a name keep it.
 *
 * Returns: (transfer full) (nullable): the edit; %NULL when there is nothing to rename
 */
KsEdit *
ks_remarks_new_rename_edit (KsStore *store)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GHashTable) heirs = find_heirs (store, entries);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  gboolean small = looks_for_small_letters (store);
  g_autofree char *label = NULL;

  /* Who gets the plain name comes last, when it is free. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < entries->len; i++) {
      const char *alias = ks_entry_get_alias (entries->pdata[i]);
      g_autofree char *folded = ks_alias_fold (alias);
      gboolean is_heir = g_hash_table_lookup (heirs, folded) == entries->pdata[i];
      g_autofree char *name = NULL;

      if (is_heir != (pass == 1))
        continue;
      name = is_heir ? g_strdup (small ? folded : alias) : make_other_name (heirs, small ? folded : alias);
      add_rename (edits, entries->pdata[i], name);
    }
  if (edits->len == 0)
    return NULL;

  label = g_strdup_printf (ngettext ("%u entry renamed", "%u entries renamed", edits->len), edits->len);
  return ks_edit_new_compound (label, edits);
}

static gboolean
add_protection (GPtrArray *edits, KsStore *store, KsEntry *entry, GError **error)
{
  KsKey *old = ks_entry_get_key (entry);
  g_autoptr (KsSecret) plain = ks_key_unlock (old, NULL, error);
  g_autoptr (KsKey) key =
    plain != NULL ? ks_convert_protect (old, plain, ks_store_get_password (store), store, error) : NULL;
  g_autoptr (KsEntry) changed = key != NULL ? ks_entry_with_key (entry, key) : NULL;
  g_autoptr (KsEntry) clean =
    changed != NULL ? ks_entry_with_extra (changed, KS_BKS_EXTRA_PLAIN, NULL) : NULL;

  if (clean == NULL)
    return FALSE;

  g_ptr_array_add (edits, ks_edit_new_replace (NULL, entry, clean));
  return TRUE;
}

/**
 * ks_remarks_new_protect_edit:
 * @store: a store that was opened with its password
 * @error: %KS_ERROR_PASSWORD_NEEDED; %KS_ERROR_NOT_FOUND when every key is protected
 *
 * Gives each key that no password protects the password of the file.
 *
 * Returns: (transfer full): the edit
 */
KsEdit *
ks_remarks_new_protect_edit (KsStore *store, GError **error)
{
  g_autoptr (GPtrArray) entries = ks_store_snapshot (store);
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) ks_edit_unref);
  g_autofree char *label = NULL;

  for (guint i = 0; i < entries->len; i++)
    if (is_unprotected (entries->pdata[i]) && !add_protection (edits, store, entries->pdata[i], error))
      return NULL;
  if (edits->len == 0) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_NOT_FOUND, _ ("Every key is protected."));
    return NULL;
  }

  label = g_strdup_printf (ngettext ("%u key protected", "%u keys protected", edits->len), edits->len);
  return ks_edit_new_compound (label, edits);
}
