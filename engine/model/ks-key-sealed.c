/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-key-sealed.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ks-error.h"
#include "ks-java-serial.h"
#include "ks-key-java.h"
#include "ks-key-secret.h"
#include "ks-writer.h"

#define SEALED_CLASS "javax.crypto.SealedObject"
#define SEAL_ALGORITHM "PBEWithMD5AndTripleDES"

/* Classes of keys, and the fields that matter. A class of one algorithm has no field for it. */
static const struct {
  const char *class;
  const char *algorithm_field;
  const char *algorithm;
  const char *key_field;
  const char *format_field; /* must say RAW; NULL: there is none */
} key_classes[] = {
  { "javax.crypto.spec.SecretKeySpec", "algorithm", NULL, "key", NULL },
  { "java.security.KeyRep", "algorithm", NULL, "encoded", "format" }, /* whatever writes itself in this way */
  { "com.sun.crypto.provider.DESKey", NULL, "DES", "key", NULL },     /* before Java 5 */
  { "com.sun.crypto.provider.DESedeKey", NULL, "DESede", "key", NULL },
};

/* What Java has written since version 1.4, letter for letter; the parts between are parameters, encrypted key, algorithms. */
static const guint8 sealed_head[] = "\xac\xed\0\5sr\0\x33"
                                    "com.sun.crypto.provider.SealedObjectForKeyProtector"
                                    "\xcd\x57\xca\x59\xe7\x30\xbb\x53\2\0\0"
                                    "xr\0\x19"
                                    "javax.crypto.SealedObject"
                                    "\x3e\x36\x3d\xa6\xc3\xb7\x54\x70\2\0\4"
                                    "[\0\x0d"
                                    "encodedParams"
                                    "t\0\2[B"
                                    "[\0\x10"
                                    "encryptedContent"
                                    "q\0\x7e\0\2"
                                    "L\0\x09"
                                    "paramsAlg"
                                    "t\0\x12"
                                    "Ljava/lang/String;"
                                    "L\0\x07"
                                    "sealAlg"
                                    "q\0\x7e\0\3"
                                    "xp"
                                    "ur\0\2[B"
                                    "\xac\xf3\x17\xf8\6\x08\x54\xe0\2\0\0xp";
static const guint8 sealed_middle[] = "uq\0\x7e\0\5";
static const guint8 sealed_tail[] = "t\0\x16" SEAL_ALGORITHM "t\0\x16" SEAL_ALGORITHM;

static const guint8 key_head[] = "\xac\xed\0\5sr\0\x1f"
                                 "javax.crypto.spec.SecretKeySpec"
                                 "\x5b\x47\x0b\x66\xe2\x30\x61\x4d\2\0\2"
                                 "L\0\x09"
                                 "algorithm"
                                 "t\0\x12"
                                 "Ljava/lang/String;"
                                 "[\0\3"
                                 "key"
                                 "t\0\2[B"
                                 "xpt";
static const guint8 key_middle[] = "ur\0\2[B"
                                   "\xac\xf3\x17\xf8\6\x08\x54\xe0\2\0\0xp";

static KsJavaObject *
read_object (GBytes *stream, GError **error)
{
  g_autoptr (GError) reason = NULL;
  KsReader reader;
  KsJavaObject *object;

  ks_reader_init (&reader, stream);
  object = ks_java_object_read (&reader, &reason);
  if (object == NULL)
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The stored Java object is damaged."));

  return object;
}

static gboolean
fail_class (KsJavaObject *object, GError **error)
{
  g_autofree char *class = ks_java_object_dup_class (object);

  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name of a class in a Java program */
               _ ("This is a Java object of the class “%s”, which only programs that have this class can use. "
                  "It is kept as it is."),
               class != NULL ? class : "?");
  return FALSE;
}

/* Whether this is what JCEKS writes, and not something else that is sealed. */
static gboolean
check_sealed (KsJavaObject *object, GError **error)
{
  g_autofree char *parameters = ks_java_object_dup_text (object, "paramsAlg");
  g_autofree char *algorithm = ks_java_object_dup_text (object, "sealAlg");

  if (!ks_java_object_is_a (object, SEALED_CLASS))
    return fail_class (object, error);
  if (g_strcmp0 (parameters, SEAL_ALGORITHM) == 0 && g_strcmp0 (algorithm, SEAL_ALGORITHM) == 0)
    return TRUE;

  g_set_error (error, KS_ERROR, KS_ERROR_UNSUPPORTED,
               /* Translators: %s is the name of an algorithm */
               _ ("The key is encrypted with “%s”, which is not what Java uses in such files. "
                  "It is kept as it is."),
               algorithm != NULL ? algorithm : "?");
  return FALSE;
}

/* The key in the inner stream. */
static KsSecret *
read_key (KsJavaObject *object, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_classes); i++) {
    g_autofree char *algorithm = NULL;
    g_autofree char *format = NULL;
    g_autoptr (KsSecret) raw = NULL;
    const guint8 *key;
    gsize size;

    if (!ks_java_object_is_a (object, key_classes[i].class))
      continue;

    algorithm = key_classes[i].algorithm != NULL
                  ? g_strdup (key_classes[i].algorithm)
                  : ks_java_object_dup_text (object, key_classes[i].algorithm_field);
    if (key_classes[i].format_field != NULL)
      format = ks_java_object_dup_text (object, key_classes[i].format_field);
    key = ks_java_object_get_bytes (object, key_classes[i].key_field, &size);
    if (algorithm == NULL || key == NULL || (format != NULL && g_ascii_strcasecmp (format, "RAW") != 0))
      break;

    raw = ks_secret_new (key, size);
    return ks_secret_key_wrap_named (raw, algorithm, error);
  }

  fail_class (object, error);
  return NULL;
}

/* The decrypted stream, which is not copied out of its secret. */
static KsSecret *
read_plain (KsSecret *plain, GError **error)
{
  gsize size;
  const guint8 *data = ks_secret_get_data (plain, &size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (KsJavaObject) object = read_object (bytes, NULL);

  if (object == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_WRONG_PASSWORD, _ ("The password is not right."));
    return NULL;
  }

  return read_key (object, error);
}

/**
 * ks_key_sealed_open:
 * @stream: a stream with a sealed key
 * @password: the password, UTF-8
 * @error: return location
 *
 * Opens a secret key of a JCEKS keystore (com.sun.crypto.provider.KeyProtector).
 *
 * Returns: (transfer full): the key as ks_secret_key_unwrap() takes it; %NULL with %KS_ERROR_WRONG_PASSWORD,
 *   %KS_ERROR_UNSUPPORTED, %KS_ERROR_MALFORMED or %KS_ERROR_TOO_LARGE
 */
KsSecret *
ks_key_sealed_open (GBytes *stream, KsSecret *password, GError **error)
{
  g_autoptr (KsJavaObject) object = read_object (stream, error);
  g_autoptr (KsSecret) plain = NULL;
  const guint8 *parameters, *content;
  gsize parameters_size, content_size;

  if (object == NULL || !check_sealed (object, error))
    return NULL;

  parameters = ks_java_object_get_bytes (object, "encodedParams", &parameters_size);
  content = ks_java_object_get_bytes (object, "encryptedContent", &content_size);
  if (parameters == NULL || content == NULL) {
    g_set_error_literal (error, KS_ERROR, KS_ERROR_MALFORMED, _ ("The stored Java object is damaged."));
    return NULL;
  }

  plain = ks_java_jceks_open (parameters, parameters_size, content, content_size, password, error);
  return plain != NULL ? read_plain (plain, error) : NULL;
}

static void
put_array (KsWriter *writer, const void *data, gsize size)
{
  ks_writer_write_u32 (writer, (guint32) size);
  ks_writer_write (writer, data, size);
}

/* A SecretKeySpec as Java serializes it. */
static KsSecret *
write_key (KsSecret *wrapped, GError **error)
{
  g_autofree char *algorithm = NULL;
  g_autoptr (KsSecret) raw = ks_secret_key_unwrap (wrapped, &algorithm, error);
  g_autoptr (KsWriter) writer = ks_writer_new (512);
  const guint8 *data;
  gsize size;

  if (raw == NULL)
    return NULL;

  data = ks_secret_get_data (raw, &size);
  ks_writer_write (writer, key_head, sizeof key_head - 1);
  if (!ks_writer_write_utf (writer, "algorithm", algorithm, error))
    return NULL;
  ks_writer_write (writer, key_middle, sizeof key_middle - 1);
  put_array (writer, data, size);

  return ks_secret_new (ks_writer_peek (writer), ks_writer_get_size (writer));
}

/**
 * ks_key_sealed_seal:
 * @wrapped: a secret key as ks_secret_key_wrap() has it
 * @password: the password, UTF-8
 * @iterations: of the key derivation; 0 for what Java takes
 * @error: return location
 *
 * Seals a secret key as a JCEKS keystore of Java does.
 *
 * Returns: (transfer full): the stream; %NULL with %KS_ERROR_UNSUPPORTED, %KS_ERROR_MALFORMED or %KS_ERROR_FAILED
 */
GBytes *
ks_key_sealed_seal (KsSecret *wrapped, KsSecret *password, guint iterations, GError **error)
{
  g_autoptr (KsSecret) plain = write_key (wrapped, error);
  g_autoptr (GBytes) parameters = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (KsWriter) writer = ks_writer_new (1024);

  if (plain == NULL)
    return NULL;
  content = ks_java_jceks_seal (plain, password, iterations, &parameters, error);
  if (content == NULL)
    return NULL;

  ks_writer_write (writer, sealed_head, sizeof sealed_head - 1);
  put_array (writer, g_bytes_get_data (parameters, NULL), g_bytes_get_size (parameters));
  ks_writer_write (writer, sealed_middle, sizeof sealed_middle - 1);
  put_array (writer, g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  ks_writer_write (writer, sealed_tail, sizeof sealed_tail - 1);

  return ks_writer_steal_bytes (writer);
}

/**
 * ks_key_sealed_describe:
 * @stream: a stream with a sealed key
 *
 * Returns: (transfer full): how it is protected, for people
 */
char *
ks_key_sealed_describe (GBytes *stream)
{
  g_autoptr (KsJavaObject) object = read_object (stream, NULL);
  g_autofree char *class = NULL;
  const guint8 *parameters;
  gsize size;

  if (object == NULL)
    return g_strdup (_ ("Damaged"));
  if (check_sealed (object, NULL)) {
    parameters = ks_java_object_get_bytes (object, "encodedParams", &size);
    return ks_java_jceks_describe (parameters != NULL ? parameters : (const guint8 *) "", size);
  }

  class = ks_java_object_dup_class (object);
  /* Translators: %s is the name of a class in a Java program */
  return g_strdup_printf (_ ("Java object of the class “%s”"), class != NULL ? class : "?");
}

/**
 * ks_key_sealed_count_iterations:
 * @stream: a stream with a sealed key
 *
 * Returns: the iterations of its key derivation; 0 when it cannot be opened
 */
guint64
ks_key_sealed_count_iterations (GBytes *stream)
{
  g_autoptr (KsJavaObject) object = read_object (stream, NULL);
  guint8 salt[KS_JCEKS_SALT_SIZE];
  guint64 iterations;
  const guint8 *parameters;
  gsize size;

  if (object == NULL || !check_sealed (object, NULL))
    return 0;
  parameters = ks_java_object_get_bytes (object, "encodedParams", &size);
  if (parameters == NULL || !ks_java_jceks_read_parameters (parameters, size, salt, &iterations, NULL))
    return 0;

  return iterations;
}
