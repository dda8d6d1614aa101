/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KsDer:
 *
 * One tag-length-value of DER, as pointers into bytes that somebody else keeps alive; on the stack, no allocation.
 * Only for finding parts (a name, a date, a bag): meaning is OpenSSL's job wherever it has one.
 * X.690 sections 8 and 10. Indefinite lengths are refused here: ks_der_from_ber() removes them first.
 */
typedef struct {
  guint8 tag;          /* the identifier octet; tags over 30 are refused */
  const guint8 *start; /* the identifier octet's place */
  gsize full_size;     /* header and content */
  const guint8 *content;
  gsize size; /* of the content */
} KsDer;

/* A cursor over consecutive elements. */
typedef struct {
  const guint8 *data;
  gsize left;
} KsDerCursor;

#define KS_DER_INTEGER 0x02
#define KS_DER_BIT_STRING 0x03
#define KS_DER_OCTET_STRING 0x04
#define KS_DER_OID 0x06
#define KS_DER_SEQUENCE 0x30
#define KS_DER_SET 0x31
#define KS_DER_CONTEXT(n) (0xa0 | (n))

/* FALSE on truncated, indefinite, or over-long input; never reads beyond @size. */
gboolean ks_der_parse (const guint8 *data, gsize size, KsDer *element);
void ks_der_cursor_init (KsDerCursor *cursor, const KsDer *parent);
gboolean ks_der_cursor_next (KsDerCursor *cursor, KsDer *element);
/* The next element if its tag is @tag; the cursor stays where it was otherwise. */
gboolean ks_der_cursor_take (KsDerCursor *cursor, guint8 tag, KsDer *element);
/* Dotted decimal of an OID element's content; NULL when malformed. */
char *ks_der_dup_oid (const KsDer *oid) G_GNUC_WARN_UNUSED_RESULT;
/* A slice of @owner that holds header and content of @element, which must point into @owner. */
GBytes *ks_der_slice (GBytes *owner, const KsDer *element) G_GNUC_WARN_UNUSED_RESULT;
/* Rewrites BER (indefinite lengths, constructed strings, nested) as DER; a reference to @ber when it is DER already.
 * Depth at most 256, output at most as long as the input plus 64 KiB. @left is set to the number of bytes behind the first element. */
GBytes *ks_der_from_ber (GBytes *ber, gsize *left, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
