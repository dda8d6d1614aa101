/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FUZZ_NO_PARENT G_MAXUINT

/* An element of DER somewhere in an input, also one inside of a string. */
typedef struct {
  gsize offset; /* of its header, from the start of the input */
  gsize header_size;
  gsize size; /* of its content */
  guint parent;
  guint before; /* the element before it in the same parent, or FUZZ_NO_PARENT */
  guint8 tag;
} FuzzElement;

/* All elements, parents before their children; empty where there are none. At most some thousands. */
GArray *fuzz_der_list (const guint8 *data, gsize size) G_GNUC_WARN_UNUSED_RESULT;
/* Whether a key derivation in it would take so long that the fuzzer got nowhere. */
gboolean fuzz_der_is_slow (const guint8 *data, gsize size);

G_END_DECLS
