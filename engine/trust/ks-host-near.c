/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-host-name-private.h"

#include <glib/gi18n-lib.h>
#include <idn2.h>

/* A slip in more labels than this is another name. */
#define MAX_SLIPS 2
/* Two names of which one has lost a dot are only compared letter by letter when they are long enough to mean something. */
#define MIN_LETTERS 6

/* Both names in lower case, and where each of their labels begins. */
typedef struct {
  char **host;
  char **name;
  guint n_host;
  guint n_name;
} Labels;

static void
labels_init (Labels *self, const KsHostComparison *comparison)
{
  g_autofree char *host = g_ascii_strdown (comparison->host, -1);
  g_autofree char *name = g_ascii_strdown (comparison->name, -1);

  self->host = g_strsplit (host, ".", -1);
  self->name = g_strsplit (name, ".", -1);
  self->n_host = g_strv_length (self->host);
  self->n_name = g_strv_length (self->name);
}

static void
labels_clear (Labels *self)
{
  g_strfreev (self->host);
  g_strfreev (self->name);
}

static void
set_near (KsHostComparison *self, KsHostNearness nearness, char *rule)
{
  self->nearness = nearness;
  g_free (self->rule);
  self->rule = rule;
}

static gsize
offset_of (char **labels, guint index)
{
  gsize offset = 0;

  for (guint i = 0; i < index; i++)
    offset += strlen (labels[i]) + 1;
  return offset;
}

/* Labels @from until before @to. */
static void
mark_labels (GArray *spans, char **labels, guint from, guint to)
{
  if (to > from)
    ks_host_span_add (spans, offset_of (labels, from), offset_of (labels, to) - 1);
}

/* What is between the parts that two texts have in common at their ends, in whole letters. */
static void
mark_middle (KsHostComparison *self)
{
  const char *a = self->host, *b = self->name;
  gsize size_a = strlen (a), size_b = strlen (b), front = 0, back = 0;

  while (front < MIN (size_a, size_b) && g_ascii_tolower (a[front]) == g_ascii_tolower (b[front]))
    front++;
  while (front > 0 && ((guchar) a[front] & 0xc0) == 0x80)
    front--;
  while (back < MIN (size_a, size_b) - front &&
         g_ascii_tolower (a[size_a - back - 1]) == g_ascii_tolower (b[size_b - back - 1]))
    back++;
  while (back > 0 && ((guchar) a[size_a - back] & 0xc0) == 0x80)
    back--;
  ks_host_span_add (self->host_spans, front, size_a - back);
  ks_host_span_add (self->name_spans, front, size_b - back);
}

/* How many letters of a label may be wrong for it to be a slip. */
static guint
allowed_slips (const char *a, const char *b)
{
  glong n = MAX (g_utf8_strlen (a, -1), g_utf8_strlen (b, -1));

  return n < 3 ? 0 : n < 6 ? 1 : 2;
}

static KsHostNearness
compare_label (const char *host, const char *name)
{
  guint allowed = allowed_slips (host, name);

  if (ks_host_alike (host, name))
    return KS_HOST_LOOKS_ALIKE;
  return allowed > 0 && ks_host_distance (host, name, allowed) <= allowed ? KS_HOST_SIMILAR : KS_HOST_NOTHING;
}

/* The asterisk stands for any label. */
static gboolean
is_same_label (const Labels *labels, guint index)
{
  return g_str_equal (labels->host[index], labels->name[index]) ||
         (index == 0 && g_str_equal (labels->name[0], "*"));
}

static char *
say_difference (KsHostNearness nearness, const char *host, const char *name)
{
  if (nearness == KS_HOST_LOOKS_ALIKE)
    /* Translators: two labels of host names with letters of different scripts, or with and without accents */
    return g_strdup_printf (_ ("“%s” looks like “%s”, and is another name"), name, host);
  return g_strdup_printf (_ ("the certificate says “%s”, not “%s”"), name, host);
}

/* As many labels on both sides: some of them are misspelled, or only the last one is another. */
static void
compare_same_length (KsHostComparison *self, const Labels *labels)
{
  KsHostNearness nearness = KS_HOST_LOOKS_ALIKE;
  guint different[MAX_SLIPS], n_different = 0;

  for (guint i = 0; i < labels->n_host; i++) {
    if (is_same_label (labels, i))
      continue;
    if (n_different == MAX_SLIPS)
      return;
    different[n_different++] = i;
    nearness = MIN (nearness, compare_label (labels->host[i], labels->name[i]));
  }
  if (n_different == 0)
    return;
  if (nearness == KS_HOST_NOTHING && n_different == 1 && different[0] > 0 &&
      different[0] + 1 == labels->n_host)
    nearness = KS_HOST_OTHER_END;
  if (nearness == KS_HOST_NOTHING)
    return;
  for (guint i = 0; i < n_different; i++) {
    mark_labels (self->host_spans, labels->host, different[i], different[i] + 1);
    mark_labels (self->name_spans, labels->name, different[i], different[i] + 1);
  }
  set_near (self, nearness,
            say_difference (nearness, n_different == 1 ? labels->host[different[0]] : self->host,
                            n_different == 1 ? labels->name[different[0]] : self->name));
}

/* Whether @n labels are the same, from the given ones on. */
static gboolean
has_run (char **host, char **name, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (host[i], name[i]))
      return FALSE;
  return TRUE;
}

static char *
join (char **labels, guint from, guint to)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) part = NULL;

  for (guint i = from; i < to; i++)
    g_strv_builder_add (builder, labels[i]);
  part = g_strv_builder_end (builder);
  return g_strjoinv (".", part);
}

static void
compare_longer_host (KsHostComparison *self, const Labels *labels)
{
  guint more = labels->n_host - labels->n_name;
  gboolean in_front = labels->n_name > 1 && has_run (labels->host + more, labels->name, labels->n_name);
  guint from = in_front ? 0 : labels->n_name, to = in_front ? more : labels->n_host;
  g_autofree char *rest = join (labels->host, from, to);

  if (!in_front && !has_run (labels->host, labels->name, labels->n_name))
    return;
  mark_labels (self->host_spans, labels->host, from, to);
  set_near (self, KS_HOST_LABELS,
            g_strdup_printf (in_front ? _ ("the certificate has this name without “%s.” in front")
                                      : _ ("the certificate has this name without “.%s” at its end"),
                             rest));
}

static void
compare_longer_name (KsHostComparison *self, const Labels *labels)
{
  guint more = labels->n_name - labels->n_host;
  gboolean in_front = labels->n_host > 1 && has_run (labels->host, labels->name + more, labels->n_host);
  guint from = in_front ? 0 : labels->n_host, to = in_front ? more : labels->n_name;
  g_autofree char *rest = join (labels->name, from, to);

  if (!in_front && !has_run (labels->host, labels->name, labels->n_host))
    return;
  mark_labels (self->name_spans, labels->name, from, to);
  set_near (self, KS_HOST_LABELS,
            g_strdup_printf (in_front ? _ ("the certificate has this name only with “%s.” in front")
                                      : _ ("the certificate has this name only with “.%s” at its end"),
                             rest));
}

/* Names of different numbers of labels: a dot has got lost, or another character has taken its place. */
static void
compare_letters (KsHostComparison *self)
{
  if (self->nearness != KS_HOST_NOTHING || strlen (self->host) < MIN_LETTERS ||
      ks_host_distance (self->host, self->name, 1) > 1)
    return;
  mark_middle (self);
  set_near (self, KS_HOST_SIMILAR, say_difference (KS_HOST_SIMILAR, self->host, self->name));
}

/* RFC 5895 and Unicode Technical Standard 46: IDNA 2003 made "ss" of "ß", and some clients still do. */
static gboolean
is_older_spelling (const KsHostName *host, const char *name)
{
  char *older = NULL;
  gboolean is_same;

  if (host->unicode == NULL)
    return FALSE;
  is_same = idn2_to_ascii_8z (host->unicode, &older, IDN2_NFC_INPUT | IDN2_TRANSITIONAL) == IDN2_OK &&
            g_ascii_strcasecmp (older, host->ascii) != 0 && g_ascii_strcasecmp (older, name) == 0;
  idn2_free (older);
  return is_same;
}

static void
compare_dns (KsHostComparison *self, const KsHostName *host, const KsGeneralName *name)
{
  Labels labels;

  labels_init (&labels, self);
  if (is_older_spelling (host, name->text)) {
    mark_middle (self);
    set_near (self, KS_HOST_LOOKS_ALIKE,
              g_strdup_printf (_ ("“%s” is how the older IDNA 2003 spells this name; today it is another one"),
                               name->text));
  } else if (labels.n_host == labels.n_name) {
    compare_same_length (self, &labels);
  } else if (labels.n_host > labels.n_name) {
    compare_longer_host (self, &labels);
  } else {
    compare_longer_name (self, &labels);
  }
  if (labels.n_host != labels.n_name)
    compare_letters (self);
  labels_clear (&labels);
}

/* RFC 5280 section 7.2: a name in other scripts stands as A-labels in a certificate; its letters count for nothing. */
static void
compare_letters_of_certificate (KsHostComparison *self, const KsHostName *host, const KsGeneralName *name)
{
  gsize size = 0;
  const char *raw = name->raw != NULL ? g_bytes_get_data (name->raw, &size) : NULL;
  g_autofree char *text = raw != NULL && g_utf8_validate_len (raw, size, NULL) ? g_strndup (raw, size) : NULL;
  g_autoptr (KsHostName) meant = NULL;

  if (text == NULL || g_str_is_ascii (text))
    return;
  meant = ks_host_name_new (text);
  if (meant->kind == KS_HOST_DNS && g_str_equal (meant->ascii, host->ascii))
    set_near (self, KS_HOST_MALFORMED,
              g_strdup_printf (_ ("a certificate has to say “%s”; other letters count for nothing"),
                               host->ascii));
}

static void
compare_host_of_uri (KsHostComparison *self, const KsHostName *host, const KsGeneralName *name)
{
  g_autoptr (GUri) uri = g_uri_parse (name->text, G_URI_FLAGS_ENCODED, NULL);
  const char *theirs = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (theirs == NULL || g_ascii_strcasecmp (theirs, host->ascii) != 0)
    return;
  ks_host_span_add (self->name_spans, 0, strlen (g_uri_get_scheme (uri)));
  set_near (self, KS_HOST_OTHER_TYPE, g_strdup (_ ("this host is in a URI, where it does not count")));
}

/* RFC 4291 section 2.5.5.2 */
static gboolean
is_mapped (const guint8 *ipv6, const guint8 *ipv4)
{
  static const guint8 prefix[12] = { [10] = 0xff, [11] = 0xff };

  return memcmp (ipv6, prefix, sizeof prefix) == 0 && memcmp (ipv6 + sizeof prefix, ipv4, 4) == 0;
}

static guint
count_different_groups (const guint8 *a, const guint8 *b, gsize size)
{
  gsize group = size == 4 ? 1 : 2;
  guint n = 0;

  for (gsize i = 0; i < size; i += group)
    n += memcmp (a + i, b + i, group) != 0;
  return n;
}

/* The numbers of an IPv4 address stand between dots; those of an IPv6 address are shortened, so that only their ends compare. */
static void
mark_address (KsHostComparison *self, gsize size)
{
  Labels labels;

  if (size != 4) {
    mark_middle (self);
    return;
  }
  labels_init (&labels, self);
  for (guint i = 0; i < MIN (labels.n_host, labels.n_name); i++)
    if (!g_str_equal (labels.host[i], labels.name[i])) {
      mark_labels (self->host_spans, labels.host, i, i + 1);
      mark_labels (self->name_spans, labels.name, i, i + 1);
    }
  labels_clear (&labels);
}

static void
compare_ip (KsHostComparison *self, const KsHostName *host, const KsGeneralName *name)
{
  gsize size = 0;
  const guint8 *octets = name->raw != NULL ? g_bytes_get_data (name->raw, &size) : NULL;

  if (size == host->address_size && count_different_groups (octets, host->address, size) == 1) {
    mark_address (self, size);
    set_near (self, KS_HOST_SIMILAR, say_difference (KS_HOST_SIMILAR, self->host, self->name));
  } else if ((size == 16 && host->address_size == 4 && is_mapped (octets, host->address)) ||
             (size == 4 && host->address_size == 16 && is_mapped (host->address, octets))) {
    ks_host_span_add (self->name_spans, 0, strlen (self->name));
    set_near (self, KS_HOST_LOOKS_ALIKE,
              g_strdup (_ ("an IPv4 address and its form in IPv6 are two addresses")));
  }
}

/**
 * ks_host_near_find:
 * @self: a comparison whose texts are set, and for which the rules of RFC 9525 have found no match
 * @host: the host
 * @presented: the alternative name
 *
 * Looks for what somebody may have meant: a slip of the keyboard, labels too many or too few, letters that look alike, the right text in
 * the wrong place. It explains, and decides nothing.
 */
void
ks_host_near_find (KsHostComparison *self, const KsHostName *host, const KsGeneralName *presented)
{
  if (host->kind == KS_HOST_DNS && presented->type == KS_GENERAL_NAME_DNS) {
    if (self->nearness == KS_HOST_MALFORMED)
      compare_letters_of_certificate (self, host, presented);
    else
      compare_dns (self, host, presented);
  } else if (host->kind == KS_HOST_DNS && presented->type == KS_GENERAL_NAME_URI) {
    compare_host_of_uri (self, host, presented);
  } else if (host->kind == KS_HOST_IP && presented->type == KS_GENERAL_NAME_IP) {
    compare_ip (self, host, presented);
  }
}
