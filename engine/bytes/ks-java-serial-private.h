/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-java-serial.h"

G_BEGIN_DECLS

/* What the files ks-java-serial*.c share. */

#define KS_JAVA_NOTHING G_MAXUINT

typedef enum {
  KS_JAVA_CLASS,
  KS_JAVA_TEXT,
  KS_JAVA_BYTES,
  KS_JAVA_ENUM,
  KS_JAVA_OTHER, /* objects, arrays of other things, and classes as values: passed over */
} KsJavaPartKind;

/* What has a handle, so that later parts can refer to it. */
typedef struct {
  KsJavaPartKind kind;
  gboolean is_complete;
  const guint8 *data; /* name of a class, text, or bytes */
  gsize size;
  guint text;  /* of a constant: the part with its name */
  guint super; /* of a class: the one above it, or KS_JAVA_NOTHING */
  guint n_super;
  guint8 flags;
  guint first_field;
  guint n_fields;
} KsJavaPart;

typedef struct {
  char type;
  const guint8 *name;
  gsize size;
} KsJavaField;

/* A field of the object that was asked for. */
typedef struct {
  guint field;
  guint part;
} KsJavaSlot;

struct _KsJavaObject {
  KsReader *reader; /* only while reading */
  GArray *parts;    /* of KsJavaPart; the handle is the index */
  GArray *fields;   /* of KsJavaField, those of one class together */
  GArray *slots;    /* of KsJavaSlot */
  guint class;      /* of the object, or KS_JAVA_NOTHING */
};

static inline KsJavaPart *
ks_java_part_at (KsJavaObject *self, guint index)
{
  return &g_array_index (self->parts, KsJavaPart, index);
}

static inline const KsJavaField *
ks_java_field_at (KsJavaObject *self, guint index)
{
  return &g_array_index (self->fields, KsJavaField, index);
}

G_END_DECLS
