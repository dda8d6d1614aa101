/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <string.h>

#include "ks-pem-bundle.h"
#include "ks-snippet-private.h"

static gboolean
is_pem (const KsSnippetContext *context)
{
  return context->format == &ks_format_pem;
}

static gboolean
is_identity (const KsSnippet *self)
{
  return self->purpose == KS_SNIPPET_IDENTITY;
}

/* The word for the password of the key. */
static const char *
get_key_word (const KsSnippetContext *context)
{
  return context->has_own_password ? KS_SNIPPET_KEY_PASSWORD : KS_SNIPPET_STORE_PASSWORD;
}

static gboolean
has_plain_key (const KsSnippetContext *context)
{
  KsKey *key = context->entry != NULL ? ks_entry_get_key (context->entry) : NULL;

  return key != NULL && !ks_key_is_protected (key);
}

/**
 * ks_snippet_get_location:
 * @self: a snippet
 * @context: the file
 *
 * Returns: its name where the program looks in a folder of its own, else its path
 */
const char *
ks_snippet_get_location (const KsSnippet *self, const KsSnippetContext *context)
{
  return (self->flags & KS_SNIPPET_NAMES_FILE) != 0 || context->path == NULL ? context->name : context->path;
}

/* A line: what stands before the value, the value in quotes, what stands behind it. */
static void
put (GString *text, KsSnippetSyntax syntax, const char *before, const char *value, const char *after)
{
  g_autofree char *quoted = ks_snippet_quote (syntax, value);

  g_string_append_printf (text, "%s%s%s", before, quoted, after);
}

static const char *
get_alias (const KsSnippetContext *context)
{
  return ks_entry_get_alias (context->entry);
}

/**
 * ks_snippet_write_toml:
 * @self: a row
 * @context: what it is about
 * @text: where to
 *
 * A section of WSO2's deployment.toml; its name is the id of the row behind the first hyphen.
 */
void
ks_snippet_write_toml (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  const char *name = strchr (self->id, '-') + 1;
  const char *password = is_identity (self) ? KS_SNIPPET_STORE_PASSWORD : KS_SNIPPET_TRUST_PASSWORD;

  g_string_append_printf (text, is_identity (self) ? "[keystore.%s]\n" : "[%s]\n", name);
  put (text, self->syntax, "file_name = ", ks_snippet_get_location (self, context), "\n");
  put (text, self->syntax, "type = ", ks_snippet_get_java_type (context->format), "\n");
  put (text, self->syntax, "password = ", password, "\n");
  if (is_identity (self)) {
    put (text, self->syntax, "alias = ", get_alias (context), "\n");
    put (text, self->syntax, "key_password = ", get_key_word (context), "\n");
  }
}

/**
 * ks_snippet_write_streaming:
 * @self: a row
 * @context: what it is about
 * @text: where to
 *
 * The HTTPS listener of WSO2 Streaming Integrator's deployment.yaml.
 */
void
ks_snippet_write_streaming (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  const char *type = ks_snippet_get_java_type (context->format);

  g_string_append (text, "wso2.transport.http:\n"
                         "  listenerConfigurations:\n"
                         "    -\n"
                         "      id: \"msf4j-https\"\n"
                         "      host: \"0.0.0.0\"\n"
                         "      port: 9443\n"
                         "      scheme: https\n");
  put (text, self->syntax, "      keyStoreFile: ", ks_snippet_get_location (self, context), "\n");
  put (text, self->syntax, "      keyStorePassword: ", KS_SNIPPET_STORE_PASSWORD, "\n");
  put (text, self->syntax, "      certPass: ", get_key_word (context), "\n");
  if (!g_str_equal (type, "JKS"))
    put (text, self->syntax, "      tlsStoreType: ", type, "\n");
}

static const char *
get_tomcat_type (KsEntry *entry)
{
  KsCertificate *leaf = ks_entry_get_leaf (entry);
  const char *algorithm = leaf != NULL ? ks_certificate_get_key_algorithm (leaf) : "";

  return g_str_equal (algorithm, "RSA") || g_str_equal (algorithm, "EC") || g_str_equal (algorithm, "DSA")
           ? algorithm
           : "UNDEFINED";
}

static void
put_tomcat_certificate (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  const char *location = ks_snippet_get_location (self, context);

  g_string_append (text, "  <SSLHostConfig>\n    <Certificate\n");
  if (is_pem (context)) {
    put (text, self->syntax, "      certificateFile=", location, "\n");
    put (text, self->syntax, "      certificateKeyFile=", location, "\n");
    if (!has_plain_key (context))
      put (text, self->syntax, "      certificateKeyPassword=", KS_SNIPPET_KEY_PASSWORD, "\n");
  } else {
    put (text, self->syntax, "      certificateKeystoreFile=", location, "\n");
    put (text, self->syntax, "      certificateKeystoreType=", ks_snippet_get_java_type (context->format),
         "\n");
    put (text, self->syntax, "      certificateKeystorePassword=", KS_SNIPPET_STORE_PASSWORD, "\n");
    put (text, self->syntax, "      certificateKeyAlias=", get_alias (context), "\n");
    put (text, self->syntax, "      certificateKeyPassword=", get_key_word (context), "\n");
  }
  put (text, self->syntax, "      type=", get_tomcat_type (context->entry), " />\n  </SSLHostConfig>\n");
}

static void
put_tomcat_trust (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  g_string_append (text, "  <SSLHostConfig\n    certificateVerification=\"required\"\n");
  if (is_pem (context)) {
    put (text, self->syntax, "    caCertificateFile=", ks_snippet_get_location (self, context), " />\n");
    return;
  }
  put (text, self->syntax, "    truststoreFile=", ks_snippet_get_location (self, context), "\n");
  put (text, self->syntax, "    truststoreType=", ks_snippet_get_java_type (context->format), "\n");
  put (text, self->syntax, "    truststorePassword=", KS_SNIPPET_TRUST_PASSWORD, " />\n");
}

/**
 * ks_snippet_write_tomcat:
 * @self: a row
 * @context: what it is about
 * @text: where to
 *
 * A connector of Apache Tomcat (8.5 and later).
 */
void
ks_snippet_write_tomcat (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  g_string_append (text, "<Connector port=\"8443\" protocol=\"org.apache.coyote.http11.Http11NioProtocol\" "
                         "SSLEnabled=\"true\" scheme=\"https\" secure=\"true\">\n");
  if (is_identity (self))
    put_tomcat_certificate (self, context, text);
  else
    put_tomcat_trust (self, context, text);
  g_string_append (text, "</Connector>\n");
}

/* Spring's settings; yaml is the same with other punctuation. */
static void
put_spring (const KsSnippet *self,
            const KsSnippetContext *context,
            GString *text,
            const char *name,
            const char *value)
{
  g_autofree char *before = self->syntax == KS_SNIPPET_YAML ? g_strdup_printf ("    %s: ", name)
                                                            : g_strdup_printf ("server.ssl.%s=", name);

  put (text, self->syntax, before, value, "\n");
}

static void
put_spring_all (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  g_autofree char *location = g_strconcat ("file:", ks_snippet_get_location (self, context), NULL);

  if (is_identity (self) && is_pem (context)) {
    put_spring (self, context, text, "certificate", location);
    put_spring (self, context, text, "certificate-private-key", location);
  } else if (is_identity (self)) {
    put_spring (self, context, text, "key-store", location);
    put_spring (self, context, text, "key-store-type", ks_snippet_get_java_type (context->format));
    put_spring (self, context, text, "key-store-password", KS_SNIPPET_STORE_PASSWORD);
    put_spring (self, context, text, "key-alias", get_alias (context));
    put_spring (self, context, text, "key-password", get_key_word (context));
  } else if (is_pem (context)) {
    put_spring (self, context, text, "client-auth", "need");
    put_spring (self, context, text, "trust-certificate", location);
  } else {
    put_spring (self, context, text, "client-auth", "need");
    put_spring (self, context, text, "trust-store", location);
    put_spring (self, context, text, "trust-store-type", ks_snippet_get_java_type (context->format));
    put_spring (self, context, text, "trust-store-password", KS_SNIPPET_TRUST_PASSWORD);
  }
}

/**
 * ks_snippet_write_spring_yaml:
 * @self: a row
 * @context: what it is about
 * @text: where to
 *
 * The embedded server of Spring Boot, in application.yaml.
 */
void
ks_snippet_write_spring_yaml (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  g_string_append (text, "server:\n");
  if (is_identity (self))
    g_string_append (text, "  port: 8443\n");
  g_string_append (text, "  ssl:\n");
  put_spring_all (self, context, text);
}

/**
 * ks_snippet_write_spring_properties:
 * @self: a row
 * @context: what it is about
 * @text: where to
 *
 * The same in application.properties.
 */
void
ks_snippet_write_spring_properties (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  if (is_identity (self))
    g_string_append (text, "server.port=8443\n");
  put_spring_all (self, context, text);
}

/**
 * ks_snippet_write_kafka:
 * @self: a row
 * @context: what it is about
 * @text: where to
 *
 * A broker of Apache Kafka, in server.properties.
 */
void
ks_snippet_write_kafka (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  const char *kind = is_identity (self) ? "keystore" : "truststore";
  const char *password = is_identity (self) ? KS_SNIPPET_STORE_PASSWORD : KS_SNIPPET_TRUST_PASSWORD;
  const char *type = is_pem (context) ? "PEM" : ks_snippet_get_java_type (context->format);

  if (is_identity (self))
    g_string_append (text, "listeners=SSL://:9093\n");
  else
    g_string_append (text, "ssl.client.auth=required\n");
  g_string_append_printf (text, "ssl.%s.location=", kind);
  put (text, self->syntax, "", ks_snippet_get_location (self, context), "\n");
  g_string_append_printf (text, "ssl.%s.type=%s\n", kind, type);
  if (!is_pem (context))
    g_string_append_printf (text, "ssl.%s.password=%s\n", kind, password);
  if (is_identity (self) && (!is_pem (context) || !has_plain_key (context)))
    g_string_append_printf (text, "ssl.key.password=%s\n",
                            is_pem (context) ? KS_SNIPPET_KEY_PASSWORD : get_key_word (context));
}

static void
put_java (GString *text, const char *name, const char *value, gboolean is_last)
{
  g_autofree char *argument = g_strdup_printf ("-Djavax.net.ssl.%s=%s", name, value);
  g_autofree char *quoted =
    strpbrk (argument, " '\"\\$`!*?[]{}()<>|&;#~\n\t") != NULL || !g_str_is_ascii (argument)
      ? g_shell_quote (argument)
      : g_strdup (argument);

  g_string_append_printf (text, "  %s%s\n", quoted, is_last ? "" : " \\");
}

/**
 * ks_snippet_write_java:
 * @self: a row
 * @context: what it is about
 * @text: where to
 *
 * The system properties of Java's own TLS, on a command line.
 */
void
ks_snippet_write_java (const KsSnippet *self, const KsSnippetContext *context, GString *text)
{
  const char *type = ks_snippet_get_java_type (context->format);
  const char *location = ks_snippet_get_location (self, context);

  g_string_append (text, "java \\\n");
  if (is_identity (self)) {
    put_java (text, "keyStore", location, FALSE);
    put_java (text, "keyStoreType", type, FALSE);
    put_java (text, "keyStorePassword", KS_SNIPPET_STORE_PASSWORD, TRUE);
  } else {
    put_java (text, "trustStore", location, FALSE);
    put_java (text, "trustStoreType", type, FALSE);
    put_java (text, "trustStorePassword", KS_SNIPPET_TRUST_PASSWORD, TRUE);
  }
}
