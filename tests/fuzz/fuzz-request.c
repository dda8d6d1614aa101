/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz.h"

#include "ks-name-input.h"
#include "ks-request.h"

/* What is asked for can be looked at, and made into a specification, whatever it is. */
static void
check_request (KsRequest *request)
{
  g_autoptr (KsCertificateSpec) spec = ks_request_to_spec (request);
  g_autoptr (GPtrArray) problems = ks_certificate_spec_list_problems (spec, NULL, NULL);
  g_autofree char *text = ks_request_to_text (request);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (KsRequest) again = ks_request_new_from_file (bytes, NULL);

  g_assert_nonnull (again);
  g_assert_true (g_bytes_equal (ks_request_get_der (again), ks_request_get_der (request)));
  g_assert_nonnull (ks_request_get_extensions (request));
  ks_request_verify (request, NULL);
}

/* A name that can be typed is written as a text that gives the same name. */
static void
check_name (const char *text)
{
  g_autoptr (KsName) name = ks_name_new_from_text (text, NULL);
  g_autoptr (GPtrArray) names = ks_general_name_parse_list (text);
  g_autoptr (KsName) again = NULL;

  for (guint i = 0; i < names->len; i++)
    g_assert_nonnull (((const KsGeneralName *) names->pdata[i])->text);
  if (name == NULL)
    return;
  again = ks_name_new_from_text (ks_name_get_text (name), NULL);
  g_assert_true (again != NULL && ks_name_equal (again, name));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) input = g_bytes_new (data, size);
  g_autoptr (KsRequest) request = ks_request_new_from_file (input, NULL);
  g_autofree char *text = g_strndup ((const char *) data, size);

  if (request != NULL)
    check_request (request);
  check_name (text != NULL ? text : "");
  return 0;
}
