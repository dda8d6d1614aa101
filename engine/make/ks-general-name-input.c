/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-name-input.h"

#include <arpa/inet.h>
#include <glib/gi18n-lib.h>
#include <idn2.h>
#include <string.h>
#include "ks-general-name-check.h"
#include "ks-general-name-private.h"
#include "ks-make-private.h"

#define TAG_UTF8 0x0c
#define UPN "1.3.6.1.4.1.311.20.2.3"

/* Nobody types more, and idn2 need not see it. */
#define MAX_TEXT 4096

static const guint8 tags[] = {
  [KS_GENERAL_NAME_OTHER] = 0xa0, [KS_GENERAL_NAME_EMAIL] = 0x81,     [KS_GENERAL_NAME_DNS] = 0x82,
  [KS_GENERAL_NAME_X400] = 0xa3,  [KS_GENERAL_NAME_DIRECTORY] = 0xa4, [KS_GENERAL_NAME_EDI] = 0xa5,
  [KS_GENERAL_NAME_URI] = 0x86,   [KS_GENERAL_NAME_IP] = 0x87,        [KS_GENERAL_NAME_REGISTERED_ID] = 0x88,
};

/* As the certificate's reader makes it, so that what is typed is judged by the same rules. */
static KsGeneralName *
make (KsGeneralNameType type, const void *content, gsize size)
{
  const KsDer element = { .tag = tags[type],
                          .content = content,
                          .size = size,
                          .start = content,
                          .full_size = size };

  return ks_general_name_new (&element);
}

static KsGeneralName *
make_malformed (KsGeneralNameType type, const char *text, const char *problem)
{
  KsGeneralName *self = g_new0 (KsGeneralName, 1);

  self->type = type;
  self->raw = g_bytes_new (NULL, 0);
  self->text = g_strdup (text);
  self->problem = g_strdup (problem);
  return self;
}

/* What is malformed is shown as it was typed. */
static KsGeneralName *
judge (KsGeneralName *self, const char *typed)
{
  if (!ks_general_name_is_usable (self))
    g_set_str (&self->text, typed);
  return self;
}

/* A-labels in lower case; NULL when IDNA 2008 does not allow them. @domain may start with "*.". */
static char *
dup_a_labels (const char *domain)
{
  const char *labels = g_str_has_prefix (domain, "*.") ? domain + 2 : domain;
  g_autofree char *lower = NULL;
  char *encoded = NULL;

  if (g_str_is_ascii (domain))
    return g_ascii_strdown (domain, -1);
  if (idn2_to_ascii_8z (labels, &encoded, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) == IDN2_OK)
    lower = g_ascii_strdown (encoded, -1);
  idn2_free (encoded);
  return lower != NULL ? g_strconcat (labels != domain ? "*." : "", lower, NULL) : NULL;
}

static KsGeneralName *
new_dns (const char *typed)
{
  g_autofree char *host = ks_general_name_dup_host (typed);
  g_autofree char *ascii = NULL;

  if (g_str_has_suffix (host, ".") && host[1] != '\0')
    host[strlen (host) - 1] = '\0';
  ascii = dup_a_labels (host);
  if (ascii == NULL)
    return make_malformed (KS_GENERAL_NAME_DNS, typed,
                           _ ("Internationalized names (IDNA 2008) do not allow this name."));
  return judge (make (KS_GENERAL_NAME_DNS, ascii, strlen (ascii)), typed);
}

static const char *
explain_address (const char *text)
{
  if (*text == '\0')
    return _ ("The address is empty.");
  if (strchr (text, '/') != NULL)
    return _ ("This is a network; a certificate names single addresses.");
  if (strchr (text, '%') != NULL)
    return _ ("The zone behind “%” means something on one computer only, and is not part of an address.");
  if (strchr (text, ':') != NULL)
    return _ ("This is no IPv6 address: it has up to eight groups of hexadecimal digits.");
  return _ ("This is no IPv4 address: it has four numbers from 0 to 255, without zeros in front.");
}

/**
 * ks_general_name_parse_address:
 * @text: what may be an address, IPv6 also in brackets
 * @octets: (out): 16 bytes of room
 *
 * Returns: 4 or 16, the number of octets; 0 when it is no address
 */
gsize
ks_general_name_parse_address (const char *text, guint8 *octets)
{
  g_autofree char *bare = g_strdup (text);
  gsize size = strlen (bare);

  if (size > 2 && bare[0] == '[' && bare[size - 1] == ']') {
    bare[size - 1] = '\0';
    return inet_pton (AF_INET6, bare + 1, octets) == 1 ? 16 : 0;
  }
  if (inet_pton (AF_INET, bare, octets) == 1)
    return 4;
  return inet_pton (AF_INET6, bare, octets) == 1 ? 16 : 0;
}

static KsGeneralName *
new_ip (const char *typed)
{
  g_autofree char *host = strstr (typed, "://") != NULL ? ks_general_name_dup_host (typed) : g_strdup (typed);
  guint8 octets[16];
  gsize size = ks_general_name_parse_address (host, octets);

  if (size == 0)
    return make_malformed (KS_GENERAL_NAME_IP, typed, explain_address (host));
  return make (KS_GENERAL_NAME_IP, octets, size);
}

/* "Jan Hus <jan@example.org>", "mailto:jan@example.org" */
static char *
dup_mailbox (const char *typed)
{
  const char *open = strrchr (typed, '<');

  if (open != NULL && g_str_has_suffix (open, ">"))
    return g_strndup (open + 1, strlen (open) - 2);
  if (g_ascii_strncasecmp (typed, "mailto:", 7) == 0)
    return g_strdup (typed + 7);
  return g_strdup (typed);
}

static KsGeneralName *
new_email (const char *typed)
{
  g_autofree char *mailbox = dup_mailbox (typed);
  char *at = strrchr (mailbox, '@');
  g_autofree char *domain = at != NULL ? dup_a_labels (at + 1) : NULL;
  g_autofree char *address = NULL;

  if (at != NULL && domain == NULL)
    return make_malformed (KS_GENERAL_NAME_EMAIL, typed,
                           _ ("Internationalized names (IDNA 2008) do not allow the name behind the “@”."));
  address =
    at != NULL ? g_strdup_printf ("%.*s@%s", (int) (at - mailbox), mailbox, domain) : g_strdup (mailbox);
  return judge (make (KS_GENERAL_NAME_EMAIL, address, strlen (address)), typed);
}

static KsGeneralName *
new_directory (const char *typed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KsName) name = ks_name_new_from_text (typed, &error);
  gsize size;
  const guint8 *data = NULL;

  if (name == NULL)
    return make_malformed (KS_GENERAL_NAME_DIRECTORY, typed, error->message);
  if (ks_name_get_n_attributes (name) == 0)
    return make_malformed (KS_GENERAL_NAME_DIRECTORY, typed, _ ("The name is empty."));
  data = g_bytes_get_data (ks_name_get_der (name), &size);
  return make (KS_GENERAL_NAME_DIRECTORY, data, size);
}

static KsGeneralName *
new_registered_id (const char *typed)
{
  g_autoptr (KsWriter) writer = ks_writer_new (16);
  KsDer oid;

  if (!g_ascii_isdigit (*typed) || !ks_der_put_oid (writer, typed) ||
      !ks_der_parse (ks_writer_peek (writer), ks_writer_get_size (writer), &oid))
    return make_malformed (KS_GENERAL_NAME_REGISTERED_ID, typed,
                           _ ("This is no object identifier, such as “1.3.6.1.4.1.311”."));
  return make (KS_GENERAL_NAME_REGISTERED_ID, oid.content, oid.size);
}

/* Microsoft's user principal name: OtherName with a UTF8String. */
static KsGeneralName *
new_principal (const char *typed)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  KsWriter *value = ks_writer_new (64);
  const char *at = strchr (typed, '@');

  ks_der_put_oid (writer, UPN);
  ks_der_put (value, TAG_UTF8, typed, strlen (typed));
  ks_der_put_nested (writer, KS_DER_CONTEXT (0), value);
  if (at == NULL || at == typed || at[1] == '\0' || strpbrk (typed, " \t") != NULL)
    return make_malformed (KS_GENERAL_NAME_OTHER, typed,
                           _ ("A user principal name looks like “user@domain”."));
  return make (KS_GENERAL_NAME_OTHER, ks_writer_peek (writer), ks_writer_get_size (writer));
}

static KsGeneralName *
new_uri (const char *typed)
{
  return judge (make (KS_GENERAL_NAME_URI, typed, strlen (typed)), typed);
}

/**
 * ks_general_name_new_from_text:
 * @type: what it is
 * @text: what was typed
 *
 * RFC 5280 section 4.2.1.6; IDNA 2008 for DNS names and the domain of an email address.
 *
 * Returns: (transfer full): the name; with a problem and the text as it was typed where it is malformed
 */
KsGeneralName *
ks_general_name_new_from_text (KsGeneralNameType type, const char *text)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  typed = g_strstrip (g_utf8_make_valid (text, -1));
  if (strlen (typed) > MAX_TEXT)
    return make_malformed (type, typed, _ ("The name is too long."));
  switch (type) {
  case KS_GENERAL_NAME_DNS:
    return new_dns (typed);
  case KS_GENERAL_NAME_IP:
    return new_ip (typed);
  case KS_GENERAL_NAME_EMAIL:
    return new_email (typed);
  case KS_GENERAL_NAME_URI:
    return new_uri (typed);
  case KS_GENERAL_NAME_DIRECTORY:
    return new_directory (typed);
  case KS_GENERAL_NAME_REGISTERED_ID:
    return new_registered_id (typed);
  case KS_GENERAL_NAME_OTHER:
    return new_principal (typed);
  case KS_GENERAL_NAME_X400:
  case KS_GENERAL_NAME_EDI:
  default:
    return make_malformed (type, typed, _ ("Names of this type cannot be typed."));
  }
}

/**
 * ks_general_name_copy:
 * @self: a name
 *
 * Returns: (transfer full): the same name once more
 */
KsGeneralName *
ks_general_name_copy (const KsGeneralName *self)
{
  KsGeneralName *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (KsGeneralName, 1);
  copy->type = self->type;
  copy->text = g_strdup (self->text);
  copy->unicode = g_strdup (self->unicode);
  copy->raw = g_bytes_ref (self->raw);
  copy->oid = g_strdup (self->oid);
  copy->problem = g_strdup (self->problem);
  return copy;
}

/**
 * ks_general_name_equal:
 * @a: a name
 * @b: another
 *
 * Returns: whether they are the same; case does not matter in DNS names
 */
gboolean
ks_general_name_equal (const KsGeneralName *a, const KsGeneralName *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->type != b->type)
    return FALSE;
  if (a->type == KS_GENERAL_NAME_DNS)
    return g_ascii_strcasecmp (a->text, b->text) == 0;
  return g_bytes_equal (a->raw, b->raw) && g_str_equal (a->text, b->text);
}

/**
 * ks_general_name_is_usable:
 * @self: a name
 *
 * An underscore is not allowed in a host name, and inside companies it is common: such a name is made all the same.
 *
 * Returns: whether the name can stand in a certificate
 */
gboolean
ks_general_name_is_usable (const KsGeneralName *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->problem == NULL)
    return TRUE;
  if (self->type != KS_GENERAL_NAME_DNS || strchr (self->text, '_') == NULL)
    return FALSE;
  text = g_strdelimit (g_strdup (self->text), "_", 'x');
  return ks_general_name_check_dns (text, FALSE) == NULL;
}

/**
 * ks_general_name_dup_der:
 * @self: a name without a problem
 *
 * Returns: (transfer full): the GeneralName element
 */
GBytes *
ks_general_name_dup_der (const KsGeneralName *self)
{
  g_autoptr (KsWriter) writer = ks_writer_new (64);
  gsize size;
  const guint8 *data = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) self->type < G_N_ELEMENTS (tags), NULL);

  data = g_bytes_get_data (self->raw, &size);
  ks_der_put (writer, tags[self->type], data, size);
  return ks_writer_steal_bytes (writer);
}
