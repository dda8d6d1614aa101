/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-certificate.h"

G_BEGIN_DECLS

/* So many hosts are tested at once. */
#define KS_HOST_LIST_MAX 500

/* Hosts as people type and paste them (ks_general_name_parse_list()), added to a list: URLs give their host, "host:port" too, each host is
 * there once, what is no host stays as it was typed. @hosts: (nullable). @n_left_out: (out) (optional): those for which there is no room. */
char **ks_host_list_add (const char *const *hosts, const char *text, guint *n_left_out)
  G_GNUC_WARN_UNUSED_RESULT;
char **ks_host_list_remove (const char *const *hosts, const char *host) G_GNUC_WARN_UNUSED_RESULT;
/* Those that could be names and that no alternative name of @certificate covers. @hosts: (nullable) */
char **ks_host_list_uncovered (const char *const *hosts, KsCertificate *certificate)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
