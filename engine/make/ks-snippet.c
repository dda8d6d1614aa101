/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-known-keys.h"
#include "ks-pem-bundle.h"
#include "ks-snippet-private.h"

/* What Java calls a format, and whether it needs Bouncy Castle for it. */
static const struct {
  const char *id;
  const char *type;
  gboolean needs_provider;
} java_types[] = {
  { "jks", "JKS", FALSE }, { "pkcs12", "PKCS12", FALSE }, { "jceks", "JCEKS", FALSE },
  { "bks", "BKS", TRUE },  { "uber", "UBER", TRUE },      { "bcfks", "BCFKS", TRUE },
};

#define WSO2 (KS_SNIPPET_NAMES_FILE | KS_SNIPPET_SAME_PASSWORD)
#define SPRING (KS_SNIPPET_READS_PEM | KS_SNIPPET_EXPANDS | KS_SNIPPET_IS_SERVER)
#define TOMCAT (KS_SNIPPET_READS_PEM | KS_SNIPPET_EXPANDS | KS_SNIPPET_IS_SERVER)
#define KAFKA (KS_SNIPPET_READS_PEM | KS_SNIPPET_TAKES_NO_ALIAS | KS_SNIPPET_IS_SERVER)
#define STREAMING (KS_SNIPPET_TAKES_NO_ALIAS | KS_SNIPPET_EXPANDS | KS_SNIPPET_IS_SERVER)
#define JAVA (KS_SNIPPET_TAKES_NO_ALIAS | KS_SNIPPET_ONE_PASSWORD)

static const KsSnippet snippets[] = {
  { "wso2-primary", N_ ("WSO2 Server"), N_ ("Primary Keystore"), "deployment.toml", KS_SNIPPET_TOML,
    KS_SNIPPET_IDENTITY, WSO2, ks_snippet_write_toml },
  { "wso2-tls", N_ ("WSO2 Server"), N_ ("TLS Keystore"), "deployment.toml", KS_SNIPPET_TOML,
    KS_SNIPPET_IDENTITY, WSO2 | KS_SNIPPET_IS_SERVER, ks_snippet_write_toml },
  { "wso2-internal", N_ ("WSO2 Server"), N_ ("Internal Keystore"), "deployment.toml", KS_SNIPPET_TOML,
    KS_SNIPPET_IDENTITY, WSO2 | KS_SNIPPET_ENCRYPTS, ks_snippet_write_toml },
  { "streaming", N_ ("WSO2 Streaming Integrator"), "", "deployment.yaml", KS_SNIPPET_YAML,
    KS_SNIPPET_IDENTITY, STREAMING, ks_snippet_write_streaming },
  { "tomcat", N_ ("Apache Tomcat"), "", "server.xml", KS_SNIPPET_XML, KS_SNIPPET_IDENTITY, TOMCAT,
    ks_snippet_write_tomcat },
  { "spring-yaml", N_ ("Spring Boot"), "YAML", "application.yaml", KS_SNIPPET_YAML, KS_SNIPPET_IDENTITY,
    SPRING, ks_snippet_write_spring_yaml },
  { "spring-properties", N_ ("Spring Boot"), N_ ("Properties"), "application.properties",
    KS_SNIPPET_PROPERTIES, KS_SNIPPET_IDENTITY, SPRING, ks_snippet_write_spring_properties },
  { "kafka", N_ ("Apache Kafka"), "", "server.properties", KS_SNIPPET_PROPERTIES, KS_SNIPPET_IDENTITY, KAFKA,
    ks_snippet_write_kafka },
  { "java", N_ ("Java Program"), "", "", KS_SNIPPET_SHELL, KS_SNIPPET_IDENTITY, JAVA, ks_snippet_write_java },
  { "wso2-truststore", N_ ("WSO2 Server"), "", "deployment.toml", KS_SNIPPET_TOML, KS_SNIPPET_TRUSTSTORE,
    KS_SNIPPET_NAMES_FILE, ks_snippet_write_toml },
  { "tomcat-truststore", N_ ("Apache Tomcat"), "", "server.xml", KS_SNIPPET_XML, KS_SNIPPET_TRUSTSTORE,
    KS_SNIPPET_READS_PEM | KS_SNIPPET_EXPANDS, ks_snippet_write_tomcat },
  { "spring-yaml-truststore", N_ ("Spring Boot"), "YAML", "application.yaml", KS_SNIPPET_YAML,
    KS_SNIPPET_TRUSTSTORE, KS_SNIPPET_READS_PEM | KS_SNIPPET_EXPANDS, ks_snippet_write_spring_yaml },
  { "spring-properties-truststore", N_ ("Spring Boot"), N_ ("Properties"), "application.properties",
    KS_SNIPPET_PROPERTIES, KS_SNIPPET_TRUSTSTORE, KS_SNIPPET_READS_PEM | KS_SNIPPET_EXPANDS,
    ks_snippet_write_spring_properties },
  { "kafka-truststore", N_ ("Apache Kafka"), "", "server.properties", KS_SNIPPET_PROPERTIES,
    KS_SNIPPET_TRUSTSTORE, KS_SNIPPET_READS_PEM, ks_snippet_write_kafka },
  { "java-truststore", N_ ("Java Program"), "", "", KS_SNIPPET_SHELL, KS_SNIPPET_TRUSTSTORE, 0,
    ks_snippet_write_java },
};

/**
 * ks_snippet_list:
 * @n_snippets: (out): how many there are
 *
 * Returns: (array length=n_snippets): all snippets, in the order in which they are offered
 */
const KsSnippet *
ks_snippet_list (gsize *n_snippets)
{
  *n_snippets = G_N_ELEMENTS (snippets);
  return snippets;
}

/**
 * ks_snippet_find:
 * @id: the id of a row
 *
 * Returns: (nullable): the row
 */
const KsSnippet *
ks_snippet_find (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (snippets); i++)
    if (g_str_equal (snippets[i].id, id))
      return &snippets[i];

  return NULL;
}

/**
 * ks_snippet_get_java_type:
 * @format: a format
 *
 * Returns: (nullable): the type of such a KeyStore in Java, or %NULL when there is none
 */
const char *
ks_snippet_get_java_type (const KsFormat *format)
{
  for (gsize i = 0; i < G_N_ELEMENTS (java_types); i++)
    if (g_str_equal (java_types[i].id, format->id))
      return java_types[i].type;

  return NULL;
}

static gboolean
check (const KsSnippet *self, const KsSnippetContext *context, GError **error)
{
  const char *program = g_dgettext (GETTEXT_PACKAGE, self->program);
  gboolean reads_pem = (self->flags & KS_SNIPPET_READS_PEM) != 0 && context->format == &ks_format_pem;
  gboolean says_alias =
    self->purpose == KS_SNIPPET_IDENTITY && (self->flags & KS_SNIPPET_TAKES_NO_ALIAS) == 0;

  if (ks_snippet_get_java_type (context->format) == NULL && !reads_pem) {
    g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
                 /* Translators: a program such as “WSO2 Server”, then a format such as “PEM” */
                 _ ("%s cannot read a %s file. Save it as PKCS #12 for this program."), program,
                 context->format->short_name);
    return FALSE;
  }
  if (!ks_snippet_can_say (self->syntax, ks_snippet_get_location (self, context)) ||
      (says_alias && !ks_snippet_can_say (self->syntax, ks_entry_get_alias (context->entry)))) {
    g_set_error (error, KS_ERROR, KS_ERROR_LOSSY,
                 /* Translators: %s is a file such as “server.xml” */
                 _ ("The alias or the name of the file has a character that cannot stand in %s. Rename it."),
                 self->file);
    return FALSE;
  }

  return TRUE;
}

/**
 * ks_snippet_write:
 * @self: a snippet
 * @context: the file, and the entry for an identity
 * @error: %KS_ERROR_UNSUPPORTED, %KS_ERROR_LOSSY
 *
 * Writes what a program's configuration says about a keystore. There is no password in it: words in capitals stand for them.
 *
 * Returns: (transfer full): the text
 */
char *
ks_snippet_write (const KsSnippet *self, const KsSnippetContext *context, GError **error)
{
  GString *text;

  g_return_val_if_fail (self->purpose != KS_SNIPPET_IDENTITY || context->entry != NULL, NULL);

  if (!check (self, context, error))
    return NULL;

  text = g_string_new (NULL);
  self->write (self, context, text);
  return g_string_free_and_steal (text);
}

/**
 * ks_snippet_get_place:
 * @self: a snippet
 *
 * Returns: (nullable): where the keystore has to be, in a translated sentence; %NULL where the text names its place
 */
const char *
ks_snippet_get_place (const KsSnippet *self)
{
  return (self->flags & KS_SNIPPET_NAMES_FILE) != 0
           ? _ ("The server looks for the keystore in its folder “repository/resources/security”.")
           : NULL;
}

static void
warn_of_passwords (const KsSnippet *self, const KsSnippetContext *context, GPtrArray *warnings)
{
  if (!context->has_own_password || context->format == &ks_format_pem)
    return;

  if ((self->flags & KS_SNIPPET_ONE_PASSWORD) != 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("The key has a password of its own, and these settings cannot say it. "
                                  "Give the key the password of the keystore.")));
  else if ((self->flags & KS_SNIPPET_SAME_PASSWORD) != 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("The key has a password of its own. WSO2 servers want it to be that "
                                  "of the keystore.")));
  else
    g_ptr_array_add (
      warnings,
      /* Translators: %s is a word in the text that the person copies */
      g_strdup_printf (_ ("The key has a password of its own: it belongs where the text says %s."),
                       KS_SNIPPET_KEY_PASSWORD));
}

static guint
count_keys (const KsSnippetContext *context)
{
  guint count = 0;

  for (guint i = 0; i < context->entries->len; i++)
    if (ks_entry_get_kind (context->entries->pdata[i]) == KS_ENTRY_KEY)
      count++;

  return count;
}

static void
warn_of_alias (const KsSnippet *self, const KsSnippetContext *context, GPtrArray *warnings)
{
  const char *alias = ks_entry_get_alias (context->entry);
  g_autofree char *folded = ks_alias_fold (alias);
  g_autofree char *shown = ks_text_make_visible (alias);
  guint n_keys = count_keys (context);

  if ((context->format->flags & KS_FORMAT_IGNORES_ALIAS_CASE) != 0 && !g_str_equal (folded, alias))
    g_ptr_array_add (warnings,
                     g_strdup_printf (_ ("Java asks for “%s” in lower case and does not find it in this file. "
                                         "Rename the entry."),
                                      shown));
  if ((self->flags & KS_SNIPPET_TAKES_NO_ALIAS) != 0 && n_keys > 1)
    g_ptr_array_add (
      warnings,
      g_strdup_printf (ngettext ("This program takes no alias: it picks one of the %u key. A file with this "
                                 "entry alone leaves no doubt.",
                                 "This program takes no alias: it picks one of the %u keys. A file with this "
                                 "entry alone leaves no doubt.",
                                 n_keys),
                       n_keys));
}

/* The internal keystore encrypts passwords and secrets in the configuration. */
static void
warn_of_encryption (KsCertificate *leaf, GPtrArray *warnings)
{
  KsKeyUsage usage;

  if (!g_str_equal (ks_certificate_get_key_algorithm (leaf), "RSA"))
    g_ptr_array_add (warnings,
                     g_strdup (_ ("The internal keystore encrypts, and only RSA keys can do that.")));
  else if (ks_certificate_get_key_usage (leaf, &usage) && (usage & KS_KEY_USAGE_DATA_ENCIPHERMENT) == 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("The internal keystore encrypts, and the key usage of this certificate does "
                                  "not allow “data encipherment”.")));
  g_ptr_array_add (warnings,
                   g_strdup (_ ("What was encrypted with the former internal key cannot be read with "
                                "another one.")));
}

static void
warn_of_certificate (const KsSnippet *self, const KsSnippetContext *context, GPtrArray *warnings)
{
  KsCertificate *leaf = ks_entry_get_leaf (context->entry);
  const KsKnownKey *known = leaf != NULL ? ks_known_key_find (leaf) : NULL;

  if (leaf == NULL) {
    g_ptr_array_add (warnings, g_strdup (_ ("The key has no certificate yet.")));
    return;
  }
  if (known != NULL)
    g_ptr_array_add (warnings,
                     /* Translators: %s is a product such as “WSO2” */
                     g_strdup_printf (_ ("Anyone has this private key: it is the public default key of %s."),
                                      known->owner));
  if ((self->flags & KS_SNIPPET_IS_SERVER) != 0 && ks_certificate_get_n_alt_names (leaf) == 0)
    g_ptr_array_add (warnings,
                     g_strdup (_ ("The certificate has no subject alternative names, so clients do not "
                                  "accept it for any host.")));
  if ((self->flags & KS_SNIPPET_ENCRYPTS) != 0)
    warn_of_encryption (leaf, warnings);
  else if (context->role == KS_ROLE_KIND_INTERNAL_ENCRYPTION)
    g_ptr_array_add (
      warnings, g_strdup (_ ("This keystore is for internal encryption; a key for TLS has to be renewed, and "
                             "this one must not be.")));
}

static void
warn_of_file (const KsSnippet *self, const KsSnippetContext *context, GPtrArray *warnings)
{
  const char *location = ks_snippet_get_location (self, context);
  gboolean says_alias =
    self->purpose == KS_SNIPPET_IDENTITY && (self->flags & KS_SNIPPET_TAKES_NO_ALIAS) == 0;

  if (context->path == NULL)
    g_ptr_array_add (warnings, g_strdup (_ ("The keystore is not saved yet; its name may change.")));
  if ((self->flags & KS_SNIPPET_EXPANDS) != 0 &&
      (strstr (location, "${") != NULL ||
       (says_alias && strstr (ks_entry_get_alias (context->entry), "${") != NULL)))
    g_ptr_array_add (warnings,
                     g_strdup (_ ("The program replaces what begins with “${”. Rename the entry or the "
                                  "file.")));
  for (gsize i = 0; i < G_N_ELEMENTS (java_types); i++)
    if (g_str_equal (java_types[i].id, context->format->id) && java_types[i].needs_provider)
      g_ptr_array_add (warnings,
                       /* Translators: %s is a format such as “BKS” */
                       g_strdup_printf (_ ("Java reads a %s file only with Bouncy Castle’s provider."),
                                        context->format->short_name));
}

/**
 * ks_snippet_list_warnings:
 * @self: a snippet
 * @context: what it is about
 *
 * What will go wrong in the program, as far as the file tells; most important first.
 *
 * Returns: (transfer full) (element-type utf8): translated sentences
 */
GPtrArray *
ks_snippet_list_warnings (const KsSnippet *self, const KsSnippetContext *context)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func (g_free);

  if (self->purpose == KS_SNIPPET_IDENTITY) {
    warn_of_certificate (self, context, warnings);
    warn_of_passwords (self, context, warnings);
    warn_of_alias (self, context, warnings);
  } else if (count_keys (context) > 0) {
    g_ptr_array_add (warnings,
                     g_strdup (_ ("There are private keys in this file. A truststore needs none, and "
                                  "it is often handed out.")));
  }
  warn_of_file (self, context, warnings);

  return warnings;
}
