/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include "ks-store.h"

G_BEGIN_DECLS

typedef enum {
  KS_FORMAT_CAN_WRITE = 1 << 0,
  KS_FORMAT_HOLDS_KEYS = 1 << 1,
  KS_FORMAT_HOLDS_TRUSTED = 1 << 2,
  KS_FORMAT_HOLDS_SECRETS = 1 << 3,
  KS_FORMAT_HOLDS_REQUESTS = 1 << 4, /* requests and CRLs */
  KS_FORMAT_HOLDS_DATES = 1 << 5,
  KS_FORMAT_HOLDS_ALIASES = 1 << 6,      /* any text as alias */
  KS_FORMAT_IGNORES_ALIAS_CASE = 1 << 7, /* Java lower-cases on writing */
  KS_FORMAT_ENTRY_PASSWORDS = 1 << 8,    /* a key may have a password of its own, and others cope */
  KS_FORMAT_STORE_PASSWORD = 1 << 9,
  KS_FORMAT_OPENS_LOCKED = 1 << 10, /* something can be shown without the password */
  KS_FORMAT_HOLDS_PUBLIC = 1 << 11, /* bare public keys; so does what holds requests */
} KsFormatFlags;

/* All optional; zero-filled is a good default. */
typedef struct {
  KsSecret *password;    /* NULL: without; an empty secret is the empty password */
  const char *file_name; /* base name, only for proposing aliases where the format has none */
  /* called from the reading thread, 0..1 */
  void (*progress) (double fraction, gpointer data);
  gpointer progress_data;
  struct _KsArchiveBudget *archive; /* what an archive that holds this file has left of its limits */
} KsReadOptions;

typedef struct {
  KsSecret *password; /* for the file; NULL: none */
  const char *
    scheme; /* format's own name of a protection, for example "modern", "legacy"; NULL: keep the file's, else the default */
  guint iterations; /* 0: keep the file's, else the default */
  gint64 now_ms;    /* for entries that have no date yet */
} KsWriteOptions;

/* One way in which a format can protect a file, for a person to choose. */
typedef struct {
  const char *id;          /* "modern"; NULL ends a table */
  const char *name;        /* N_("Modern") */
  const char *description; /* N_(one sentence: what it is, and who reads it) */
  guint iterations;        /* of key derivation, when nobody says how many */
} KsProtection;

/**
 * KsFormat:
 *
 * One row of the table of formats. A new format is a file with these functions, a row in ks-format.c, and files in the tests.
 */
struct _KsFormat {
  const char *id;          /* "jks"; stable, used in settings and by ks-probe */
  const char *short_name;  /* "JKS", "PKCS #12": not translated */
  const char *name;        /* N_("Java keystore (JKS)") */
  const char *description; /* N_(one sentence: who uses it, what for) */
  const char *suffixes;    /* "jks ks keystore", the first is proposed for a new file */
  const char *mime_type;
  KsFormatFlags flags;
  KsKeyScheme key_scheme;          /* how a key is protected when it comes into a store of this format */
  const KsProtection *protections; /* NULL: there is nothing to choose */
  /* Which of them @store has, NULL for one of its own; and its iterations. With @protections only. */
  const char *(*get_scheme) (KsStore *store, guint *iterations);
  /* What @store is protected with from now on; @iterations 0: the scheme's own number. With @protections only. */
  gboolean (*set_scheme) (KsStore *store, const char *scheme, guint iterations, GError **error);
  /* 0 = no, 100 = sure. Looks at content only, never at names; cheap. */
  int (*probe) (GBytes *bytes);
  KsStore *(*read) (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error);
  /* NULL without KS_FORMAT_CAN_WRITE. */
  GBytes *(*write) (KsStore *store, const KsWriteOptions *options, GCancellable *cancellable, GError **error);
};

/* NULL-terminated, in the order in which they are offered. */
const KsFormat *const *ks_format_list (void);
const KsFormat *ks_format_find (const char *id);
/* The format of @bytes, or NULL and an error which says what the file is instead (empty, HTML, a Git LFS pointer, text, a zip,
 * a certificate request ...): KS_ERROR_NOT_A_KEYSTORE, or KS_ERROR_UNSUPPORTED for keystores that are known but not read. */
const KsFormat *ks_format_detect (GBytes *bytes, GError **error);

/* Detects and reads. Errors: those of the format; G_IO_ERROR_CANCELLED. */
KsStore *ks_store_load (GBytes *bytes, const KsReadOptions *options, GCancellable *cancellable, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/* The store as bytes in its own format. Everything that was not understood is in there again. */
GBytes *ks_store_serialize (KsStore *store,
                            const KsWriteOptions *options,
                            GCancellable *cancellable,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
