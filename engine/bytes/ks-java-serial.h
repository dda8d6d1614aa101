/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-reader.h"

G_BEGIN_DECLS

/**
 * KsJavaObject:
 *
 * One object out of a stream of Java's serialization (Java Object Serialization Specification, chapter 6), looked at and
 * never made: no class is loaded, and nothing is run. Texts and arrays of bytes stay where they are in the reader's bytes,
 * so those must outlive the object.
 */
typedef struct _KsJavaObject KsJavaObject;

/* Reads a stream of one object from its header to the end of the object. KS_ERROR_TRUNCATED, KS_ERROR_MALFORMED,
 * KS_ERROR_TOO_LARGE (depth, number of parts), KS_ERROR_UNSUPPORTED (content without an end that could be found). */
KsJavaObject *ks_java_object_read (KsReader *reader, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void ks_java_object_free (KsJavaObject *self);
/* "javax.crypto.SealedObject"; NULL for what is no object of a class. */
char *ks_java_object_dup_class (KsJavaObject *self) G_GNUC_WARN_UNUSED_RESULT;
/* Whether that is its class or one above it. */
gboolean ks_java_object_is_a (KsJavaObject *self, const char *class_name);
/* A field that is a text or a constant of an enumeration; NULL when there is none. */
char *ks_java_object_dup_text (KsJavaObject *self, const char *field) G_GNUC_WARN_UNUSED_RESULT;
/* A field that is an array of bytes; NULL when there is none. */
const guint8 *ks_java_object_get_bytes (KsJavaObject *self, const char *field, gsize *size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsJavaObject, ks_java_object_free)

G_END_DECLS
