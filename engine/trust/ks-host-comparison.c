/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-name-private.h"

#include <glib/gi18n-lib.h>

static KsHostComparison *
comparison_new (const KsHostName *host, const KsGeneralName *name)
{
  KsHostComparison *self = g_new0 (KsHostComparison, 1);

  self->reference = host->kind == KS_HOST_IP ? "RFC 9525, 6.4" : "RFC 9525, 6.3";
  self->host = g_strdup (ks_host_name_get_text (host));
  self->name = g_strdup (name->unicode != NULL ? name->unicode : name->text);
  self->host_spans = g_array_new (FALSE, FALSE, sizeof (KsHostSpan));
  self->name_spans = g_array_new (FALSE, FALSE, sizeof (KsHostSpan));
  return self;
}

/**
 * ks_host_span_add:
 * @spans: (element-type KsHostSpan): spans in order
 * @start: the first octet that differs
 * @end: the one behind the last
 *
 * Adds a span, unless it is empty.
 */
void
ks_host_span_add (GArray *spans, gsize start, gsize end)
{
  const KsHostSpan span = { (guint) start, (guint) end };

  if (end > start)
    g_array_append_val (spans, span);
}

static void
mark_all (GArray *spans, const char *text)
{
  ks_host_span_add (spans, 0, strlen (text));
}

/* The asterisk on one side, the labels that it cannot stand for on the other. */
static void
mark_wildcard (KsHostComparison *self)
{
  gsize host = strlen (self->host), suffix = strlen (self->name) - 1;

  ks_host_span_add (self->name_spans, 0, host > suffix ? 1 : 2);
  if (host > suffix)
    ks_host_span_add (self->host_spans, 0, host - suffix);
}

/* What RFC 9525 does not allow: asterisks in the wrong place, dots where a label should be. */
static void
mark_malformed (KsHostComparison *self)
{
  gsize length = strlen (self->name);

  for (gsize i = 0; i < length; i++) {
    gboolean is_empty = self->name[i] == '.' && (i == 0 || i + 1 == length || self->name[i - 1] == '.');

    if (self->name[i] == '*' || is_empty)
      ks_host_span_add (self->name_spans, i, i + 1);
  }
  if (self->name_spans->len == 0)
    mark_all (self->name_spans, self->name);
}

/* The part in front of the separator: a mailbox, or a scheme. */
static void
mark_front (KsHostComparison *self, const char *separator)
{
  const char *host = strstr (self->host, separator), *name = strstr (self->name, separator);

  if (host != NULL)
    ks_host_span_add (self->host_spans, 0, host - self->host);
  if (name != NULL)
    ks_host_span_add (self->name_spans, 0, name - self->name);
}

static void
mark (KsHostComparison *self, const KsHostName *host)
{
  switch (self->nearness) {
  case KS_HOST_WILDCARD:
    mark_wildcard (self);
    break;
  case KS_HOST_MALFORMED:
    mark_malformed (self);
    break;
  case KS_HOST_OTHER_TYPE:
    if (host->kind == KS_HOST_EMAIL)
      mark_front (self, "@");
    else if (host->kind == KS_HOST_URI)
      mark_front (self, "://");
    else
      mark_all (self->name_spans, self->name);
    break;
  case KS_HOST_NOTHING:
  case KS_HOST_OTHER_END:
  case KS_HOST_LABELS:
  case KS_HOST_SIMILAR:
  case KS_HOST_LOOKS_ALIKE:
  case KS_HOST_MATCH:
  default:
    break;
  }
}

/**
 * ks_host_comparison_new:
 * @host: a reference identity
 * @name: an alternative name of a certificate
 *
 * Compares the two as RFC 9525 sections 6.3 to 6.5 do, and where they do not match, looks for what somebody may have meant.
 *
 * Returns: (transfer full) (nullable): what came out; %NULL where they have nothing in common
 */
KsHostComparison *
ks_host_comparison_new (const KsHostName *host, const KsGeneralName *name)
{
  g_autoptr (KsHostComparison) self = NULL;
  g_autofree char *rule = NULL;
  KsHostNearness nearness = ks_host_rule_apply (host, name, &rule);

  if (host->kind == KS_HOST_INVALID)
    return NULL;
  self = comparison_new (host, name);
  self->nearness = nearness;
  self->rule = g_steal_pointer (&rule);
  mark (self, host);
  if (nearness <= KS_HOST_MALFORMED)
    ks_host_near_find (self, host, name);
  return self->nearness != KS_HOST_NOTHING ? g_steal_pointer (&self) : NULL;
}

/**
 * ks_host_comparison_new_for_common_name:
 * @host: a reference identity
 * @common_name: a common name of a certificate's subject
 *
 * RFC 9525 section 2: a common name never counts. Who looks for a host there is told so.
 *
 * Returns: (transfer full) (nullable): what came out; %NULL where it would not match either
 */
KsHostComparison *
ks_host_comparison_new_for_common_name (const KsHostName *host, const char *common_name)
{
  const KsGeneralName name = { .type = KS_GENERAL_NAME_DNS, .text = (char *) common_name };
  KsHostComparison *self;

  if (g_ascii_strcasecmp (common_name, host->ascii) != 0 &&
      (host->kind != KS_HOST_DNS || ks_host_rule_apply (host, &name, NULL) != KS_HOST_MATCH))
    return NULL;
  self = comparison_new (host, &name);
  self->nearness = KS_HOST_OTHER_TYPE;
  self->rule = g_strdup (_ ("only the Common Name says this; since RFC 9525 it is ignored"));
  self->reference = "RFC 9525, 2";
  mark_all (self->name_spans, self->name);
  return self;
}

/**
 * ks_host_comparison_free:
 * @self: (transfer full): a comparison
 *
 * Frees it.
 */
void
ks_host_comparison_free (KsHostComparison *self)
{
  g_free (self->rule);
  g_free (self->host);
  g_free (self->name);
  g_array_unref (self->host_spans);
  g_array_unref (self->name_spans);
  g_free (self);
}
