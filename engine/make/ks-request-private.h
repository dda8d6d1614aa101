/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-request.h"

G_BEGIN_DECLS

struct _KsRequest {
  GObject parent_instance;

  KsRequestKind kind;
  GBytes *der;
  /* Subject, key and extensions in the shape of a certificate that was never signed, so that a request is read by the same code, with the
   * same limits, as the certificate that comes of it. */
  KsCertificate *face;
  gboolean has_challenge;
};

G_END_DECLS
