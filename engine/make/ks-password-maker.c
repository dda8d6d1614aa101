/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-password-maker.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

#include "ks-error.h"
#include "ks-init.h"

/* No i, l, o, 0 and 1; all on one row or another of every Latin keyboard, without Shift. 31 characters. */
static const char alphabet[] = "abcdefghjkmnpqrstuvwxyz23456789";
#define N_LETTERS (sizeof alphabet - 1)

#define N_GROUPS 4
#define GROUP_SIZE 5

/* Passwords of manuals, samples and every list: the whole of it, whatever follows in digits and signs. */
static const char *const known[] = {
  "changeit",      "changeme",    "password",   "passw0rd", "passphrase", "secret",  "topsecret",
  "keystore",      "truststore",  "wso2carbon", "wso2",     "tomcat",     "kafka",   "jetty",
  "jboss",         "wildfly",     "glassfish",  "weblogic", "storepass",  "keypass", "admin",
  "administrator", "root",        "letmein",    "welcome",  "qwerty",     "qwertz",  "azerty",
  "asdfgh",        "iloveyou",    "monkey",     "dragon",   "default",    "server",  "client",
  "localhost",     "certificate", "java",       "spring",   "springboot", "test",    "testing",
  "example",       "demo",        "sample",     "abc",      "abcdef",     "access",  "master",
  "sunshine",      "princess",    "football",   "hello",    "catena",
};

/* One letter without bias: bytes that would make some letters more frequent are thrown away. */
static gboolean
draw (guint8 *letter)
{
  guint8 byte;

  do {
    if (RAND_priv_bytes_ex (ks_libctx (), &byte, 1, 256) != 1)
      return FALSE;
  } while (byte >= 256 / N_LETTERS * N_LETTERS);

  *letter = (guint8) alphabet[byte % N_LETTERS];
  OPENSSL_cleanse (&byte, 1);
  return TRUE;
}

/**
 * ks_password_make:
 * @error: %KS_ERROR_FAILED when there are no random numbers
 *
 * Makes a password of 20 letters and digits (99 bits) in groups of five, from OpenSSL's generator for private values.
 *
 * Returns: (transfer full): the password
 */
KsSecret *
ks_password_make (GError **error)
{
  guint8 *data;
  g_autoptr (KsSecret) password = ks_secret_new_sized (N_GROUPS * (GROUP_SIZE + 1) - 1, &data);

  for (guint i = 0; i < N_GROUPS * (GROUP_SIZE + 1) - 1; i++) {
    if (i % (GROUP_SIZE + 1) == GROUP_SIZE) {
      data[i] = '-';
    } else if (!draw (&data[i])) {
      ks_clear_openssl_errors ();
      g_set_error_literal (error, KS_ERROR, KS_ERROR_FAILED,
                           _ ("This system gives no random numbers now; try again later."));
      return NULL;
    }
  }

  return g_steal_pointer (&password);
}

/* How the letters of a word are written by people who think that helps. */
static char
unmask (gunichar c)
{
  static const char masked[] = "0134578@$!";
  static const char plain[] = "oleastbasi";
  const char *found = c < 0x80 ? strchr (masked, (int) c) : NULL;

  if (c >= 0x80 || c == 0)
    return '?';

  return found != NULL ? plain[found - masked] : g_ascii_tolower ((char) c);
}

/* Whether @password begins with @word in any disguise; how many characters that is. */
static gsize
match_word (const char *password, const char *word)
{
  gsize i;

  for (i = 0; word[i] != '\0'; i++)
    if (unmask ((guchar) password[i]) != unmask ((guchar) word[i]))
      return 0;

  return i;
}

/* A known word, perhaps twice, and nothing but a few digits and signs around it. */
static gboolean
is_known (const char *password)
{
  gsize length = strlen (password);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++) {
    gsize start = strspn (password, "0123456789!.-_*#$ ");
    gsize size = start < length ? match_word (password + start, known[i]) : 0;

    if (size == 0 && start > 0) {
      start = 0;
      size = match_word (password, known[i]);
    }
    if (size == 0)
      continue;
    if (match_word (password + start + size, known[i]) > 0)
      size *= 2;
    if (start + strspn (password + start + size, "0123456789!.-_*#$ ") <= 5 &&
        start + size + strspn (password + start + size, "0123456789!.-_*#$ ") == length)
      return TRUE;
  }

  return FALSE;
}

typedef struct {
  guint length; /* in characters */
  guint worth;  /* the same without those that follow from the one before */
  double pool;  /* how many characters there are of the sorts that were used */
} Counts;

static double
get_pool (gboolean lower, gboolean upper, gboolean digit, gboolean sign, gboolean other)
{
  return (lower ? 26 : 0) + (upper ? 26 : 0) + (digit ? 10 : 0) + (sign ? 33 : 0) + (other ? 100 : 0);
}

/* A repeated character, the next letter or number, and the next key of a keyboard are worth nothing. */
static gboolean
follows (gunichar last, gunichar c)
{
  static const char keys[] = "qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop";
  char pair[3] = { 0 };

  if (last == 0)
    return FALSE;
  if (last >= 0x80 || c >= 0x80)
    return c == last;

  pair[0] = g_ascii_tolower ((char) last);
  pair[1] = g_ascii_tolower ((char) c);
  return pair[0] == pair[1] || pair[1] == pair[0] + 1 || pair[1] == pair[0] - 1 ||
         (pair[0] != ' ' && pair[1] != ' ' && strstr (keys, pair) != NULL);
}

static Counts
count (const char *password)
{
  Counts counts = { 0 };
  gboolean lower = FALSE, upper = FALSE, digit = FALSE, sign = FALSE, other = FALSE;
  gunichar last = 0;
  guint run = 0;

  for (const char *at = password; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    lower |= c < 0x80 && g_ascii_islower ((char) c);
    upper |= c < 0x80 && g_ascii_isupper ((char) c);
    digit |= c < 0x80 && g_ascii_isdigit ((char) c);
    sign |= c < 0x80 && !g_ascii_isalnum ((char) c);
    other |= c >= 0x80;
    counts.length++;
    /* Two neighbors happen by chance; three are a pattern. */
    run = follows (last, c) ? run + 1 : 0;
    counts.worth += run < 2 ? 1 : 0;
    last = c;
  }
  counts.pool = get_pool (lower, upper, digit, sign, other);

  return counts;
}

/* “abcabcabc” is three letters, said three times. */
static guint
find_period (const char *password, guint length)
{
  for (guint period = 1; period <= length / 2; period++)
    if (length % period == 0 && memcmp (password, password + period, length - period) == 0)
      return period;

  return length;
}

static KsPasswordLevel
find_level (guint bits)
{
  if (bits < 40)
    return KS_PASSWORD_WEAK;
  if (bits < 60)
    return KS_PASSWORD_FAIR;

  return bits < 85 ? KS_PASSWORD_GOOD : KS_PASSWORD_STRONG;
}

static const char *
find_hint (KsPasswordLevel level, const Counts *counts)
{
  switch (level) {
  case KS_PASSWORD_KNOWN:
    return _ ("This one is in every list of known passwords.");
  case KS_PASSWORD_WEAK:
  case KS_PASSWORD_FAIR:
    if (counts->worth + 2 < counts->length)
      return _ ("Repeated and neighboring characters add nothing; a longer password does.");
    return level == KS_PASSWORD_WEAK ? _ ("Who has the file finds this in hours; make it longer.")
                                     : _ ("A few more characters make it a good one.");
  case KS_PASSWORD_GOOD:
    return _ ("Good enough for a file that others may get hold of.");
  case KS_PASSWORD_STRONG:
    return _ ("As strong as the encryption of the file.");
  case KS_PASSWORD_NONE:
  default:
    return "";
  }
}

/**
 * ks_password_rate:
 * @password: UTF-8
 *
 * Estimates from above how hard a password is to guess for somebody who has the file and much time: by its length, by the sorts of
 * characters in it, less what repeats or follows. It knows the passwords of samples and manuals, and no dictionary.
 *
 * Returns: the estimate
 */
KsPasswordStrength
ks_password_rate (const char *password)
{
  KsPasswordStrength strength = { KS_PASSWORD_NONE, 0, "" };
  Counts counts;
  guint period;

  g_return_val_if_fail (password != NULL, strength);

  if (*password == '\0' || !g_utf8_validate (password, -1, NULL))
    return strength;

  counts = count (password);
  period = find_period (password, (guint) strlen (password));
  counts.worth = MIN (counts.worth, period);
  strength.bits = (guint) (counts.worth * log2 (MAX (counts.pool, 2)));
  strength.level = is_known (password) ? KS_PASSWORD_KNOWN : find_level (strength.bits);
  if (strength.level == KS_PASSWORD_KNOWN)
    strength.bits = 0;
  strength.hint = find_hint (strength.level, &counts);

  return strength;
}

/**
 * ks_password_level_get_name:
 * @level: a level
 *
 * Returns: one translated word, “” where there is no password
 */
const char *
ks_password_level_get_name (KsPasswordLevel level)
{
  switch (level) {
  case KS_PASSWORD_KNOWN:
    return _ ("Known to everybody");
  case KS_PASSWORD_WEAK:
    return C_ ("password", "Weak");
  case KS_PASSWORD_FAIR:
    return C_ ("password", "Fair");
  case KS_PASSWORD_GOOD:
    return C_ ("password", "Good");
  case KS_PASSWORD_STRONG:
    return C_ ("password", "Strong");
  case KS_PASSWORD_NONE:
  default:
    return "";
  }
}
