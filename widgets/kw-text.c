/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-text.h"

#include <string.h>

#include <glib/gi18n.h>

#include "ks-time.h"

/* A file may hold an alias of 64 KB; laying that out would stop the window, and nobody reads it. */
#define MAX_SHOWN 300
#define MAX_PLAIN 2000

#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8"
#define POP_ISOLATE "\xe2\x81\xa9"

#define KEY_ID_ENDS 4
#define WARN_DAYS 30

static char *
make_short (const char *text, glong limit)
{
  g_autofree char *valid = g_utf8_make_valid (text, strnlen (text, (size_t) limit * 4));
  g_autofree char *head = NULL;
  g_autofree char *visible = NULL;
  gboolean is_cut = strlen (text) > (size_t) limit * 4;

  if (g_utf8_strlen (valid, -1) > limit) {
    head = g_utf8_substring (valid, 0, limit);
    is_cut = TRUE;
  }
  visible = ks_text_make_visible (head != NULL ? head : valid);
  return is_cut ? g_strconcat (visible, "…", NULL) : g_steal_pointer (&visible);
}

/**
 * kw_text_show:
 * @text: (nullable): text from a file
 *
 * Makes a text from a file fit for a label: control and bidirectional characters become visible marks, what is longer than
 * 300 characters is cut, and the rest is isolated (Unicode Standard Annex 9), so that it cannot turn the text around it.
 *
 * Returns: (transfer full): the text to show, "" for none
 */
char *
kw_text_show (const char *text)
{
  g_autofree char *visible = NULL;

  if (text == NULL || *text == '\0')
    return g_strdup ("");

  visible = make_short (text, MAX_SHOWN);
  return g_strconcat (FIRST_STRONG_ISOLATE, visible, POP_ISOLATE, NULL);
}

/**
 * kw_text_plain:
 * @text: (nullable): text from a file
 *
 * Makes a text from a file fit for a tooltip or an accessible name: as kw_text_show(), but longer and not isolated.
 *
 * Returns: (transfer full): the text, "" for none
 */
char *
kw_text_plain (const char *text)
{
  return text != NULL ? make_short (text, MAX_PLAIN) : g_strdup ("");
}

static void
append_hex (GString *out, const guint8 *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (out, "%s%02X", out->len > 0 ? " " : "", data[i]);
}

/**
 * kw_text_key_id:
 * @key_id: (nullable): a key identifier
 *
 * Shortens a key identifier to its first and last octets, which are what people compare.
 *
 * Returns: (transfer full): "8C 41 6F D2 … 90 0B 7E 11", or "" without identifier
 */
char *
kw_text_key_id (GBytes *key_id)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize size = 0;
  const guint8 *data = key_id != NULL ? g_bytes_get_data (key_id, &size) : NULL;

  if (size <= 2 * KEY_ID_ENDS) {
    append_hex (out, data, size);
  } else {
    append_hex (out, data, KEY_ID_ENDS / 2);
    g_string_append (out, " …");
    append_hex (out, data + size - KEY_ID_ENDS / 2, KEY_ID_ENDS / 2);
  }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/**
 * kw_text_hex:
 * @hex: hexadecimal digits, two for an octet
 *
 * Groups hexadecimal digits by octets.
 *
 * Returns: (transfer full): "8C:41:6F"
 */
char *
kw_text_hex (const char *hex)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (gsize i = 0; hex[i] != '\0'; i++) {
    if (i > 0 && i % 2 == 0)
      g_string_append_c (out, ':');
    g_string_append_c (out, g_ascii_toupper (hex[i]));
  }
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/**
 * kw_text_key_and_signature:
 * @certificate: a certificate
 *
 * Describes the key and the signature of a certificate in the few words that fit on a card.
 *
 * Returns: (transfer full): "RSA 2048 · SHA-256"
 */
char *
kw_text_key_and_signature (KsCertificate *certificate)
{
  const char *key = ks_certificate_get_key_text (certificate);
  const char *digest = ks_certificate_get_signature_digest (certificate);

  if (key == NULL || *key == '\0')
    return g_strdup ("");
  if (digest == NULL || *digest == '\0')
    return g_strdup (key);
  return g_strdup_printf ("%s · %s", key, digest);
}

/**
 * kw_time_style:
 * @not_before: start of a validity period, in seconds since 1970
 * @not_after: its end
 * @now: the time to judge it at
 *
 * Tells how loud a validity period has to be.
 *
 * Returns: (nullable): the style class "warning" in its last 30 days, "error" outside it
 */
const char *
kw_time_style (gint64 not_before, gint64 not_after, gint64 now)
{
  if (not_before == KS_TIME_INVALID || not_after == KS_TIME_INVALID)
    return "error";
  if (now < not_before || now > not_after)
    return "error";
  return not_after - now < WARN_DAYS * KS_DAY ? "warning" : NULL;
}

/**
 * kw_link_state_word:
 * @state: the state of a link
 *
 * Returns: the translated word that stands by a link
 */
const char *
kw_link_state_word (KsLinkState state)
{
  switch (state) {
  case KS_LINK_HOLDS:
    return C_ ("link", "Holds");
  case KS_LINK_WEAK:
    return C_ ("link", "Weak");
  case KS_LINK_BROKEN:
    return C_ ("link", "Broken");
  case KS_LINK_MISSING:
    return C_ ("link", "Missing");
  case KS_LINK_UNTESTED:
  default:
    return C_ ("link", "Untested");
  }
}

/**
 * kw_link_state_mark:
 * @state: the state of a link
 *
 * Returns: the state whose mark a link in that state carries
 */
KsState
kw_link_state_mark (KsLinkState state)
{
  switch (state) {
  case KS_LINK_HOLDS:
    return KS_STATE_PASS;
  case KS_LINK_WEAK:
    return KS_STATE_WARNING;
  case KS_LINK_BROKEN:
  case KS_LINK_MISSING:
    return KS_STATE_FAIL;
  case KS_LINK_UNTESTED:
  default:
    return KS_STATE_NOT_CHECKED;
  }
}

static const char *const state_icons[] = {
  [KS_STATE_PASS] = "catena-pass-symbolic",
  [KS_STATE_NOT_APPLICABLE] = "catena-not-applicable-symbolic",
  [KS_STATE_NOT_CHECKED] = "catena-not-checked-symbolic",
  [KS_STATE_INFO] = "catena-info-symbolic",
  [KS_STATE_WARNING] = "catena-warning-symbolic",
  [KS_STATE_FAIL] = "catena-fail-symbolic",
};

static const char *const role_icons[] = {
  [KS_ROLE_UNKNOWN] = "catena-document-symbolic",
  [KS_ROLE_SERVER] = "catena-server-symbolic",
  [KS_ROLE_CLIENT] = "catena-client-symbolic",
  [KS_ROLE_SELF_SIGNED] = "catena-self-signed-symbolic",
  [KS_ROLE_INTERMEDIATE_CA] = "catena-certificate-symbolic",
  [KS_ROLE_ROOT_CA] = "catena-root-symbolic",
  [KS_ROLE_PERSON] = "catena-person-symbolic",
};

static const char *const kind_icons[] = {
  [KS_ENTRY_KEY] = "catena-key-symbolic",         [KS_ENTRY_CERTIFICATE] = "catena-certificate-symbolic",
  [KS_ENTRY_SECRET] = "catena-secret-symbolic",   [KS_ENTRY_PUBLIC] = "catena-public-key-symbolic",
  [KS_ENTRY_REQUEST] = "catena-request-symbolic", [KS_ENTRY_CRL] = "catena-crl-symbolic",
};

static const char *const provenance_icons[] = {
  [KS_PROVENANCE_ENTRY] = "catena-key-symbolic",
  [KS_PROVENANCE_OTHER_ENTRY] = "catena-entry-symbolic",
  [KS_PROVENANCE_OTHER_FILE] = "catena-document-symbolic",
  [KS_PROVENANCE_SYSTEM] = "catena-system-symbolic",
  [KS_PROVENANCE_FETCHED] = "catena-fetched-symbolic",
  [KS_PROVENANCE_PASTED] = "catena-pasted-symbolic",
};

static const char *const anchor_icons[] = {
  [KS_ANCHORS_NONE] = "catena-not-applicable-symbolic",
  [KS_ANCHORS_SYSTEM] = "catena-system-symbolic",
  [KS_ANCHORS_STORE] = "catena-entry-symbolic",
  [KS_ANCHORS_FILE] = "catena-document-symbolic",
};

/**
 * kw_state_icon:
 * @state: a state
 *
 * Returns: the name of the state's icon
 */
const char *
kw_state_icon (KsState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (state_icons), NULL);

  return state_icons[state];
}

/**
 * kw_role_icon:
 * @role: a role
 *
 * Returns: the name of the role's icon
 */
const char *
kw_role_icon (KsCertificateRole role)
{
  g_return_val_if_fail (role < G_N_ELEMENTS (role_icons), NULL);

  return role_icons[role];
}

/**
 * kw_kind_icon:
 * @kind: a kind of entry
 *
 * Returns: the name of the kind's icon
 */
const char *
kw_kind_icon (KsEntryKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_icons), NULL);

  return kind_icons[kind];
}

/**
 * kw_provenance_icon:
 * @provenance: where a certificate was found
 *
 * Returns: the name of the source's icon
 */
const char *
kw_provenance_icon (KsProvenance provenance)
{
  g_return_val_if_fail (provenance < G_N_ELEMENTS (provenance_icons), NULL);

  return provenance_icons[provenance];
}

/**
 * kw_anchor_icon:
 * @source: a kind of truststore
 *
 * Returns: the name of the truststore's icon
 */
const char *
kw_anchor_icon (KsAnchorSource source)
{
  g_return_val_if_fail (source < G_N_ELEMENTS (anchor_icons), NULL);

  return anchor_icons[source];
}
