/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-check.h"

#include <glib/gi18n-lib.h>

#define RFC5280(anchor) "https://www.rfc-editor.org/rfc/rfc5280#section-" anchor
#define CABF "https://cabforum.org/working-groups/server/baseline-requirements/requirements/"
#define RFC9525(anchor) "https://www.rfc-editor.org/rfc/rfc9525#section-" anchor

/* The functions behind the rows stand in one file per scope: ks-check-link.c, ks-check-certificate.c,
 * ks-check-anchor.c, ks-check-entry.c. The order of the link rows is the order in which they are shown. */
static const KsCheck checks[] = {
  /* A certificate and its issuer */
  { "name-chaining", KS_SCOPE_LINK, N_ ("Names chain"),
    N_ ("A certificate names its issuer. The issuer’s certificate has to carry exactly that name as its "
        "subject, or programs do not find it."),
    "RFC 5280, 6.1.3 (a)(4)", RFC5280 ("6.1.3"), KS_PROFILE_PATH },
  { "key-identifiers", KS_SCOPE_LINK, N_ ("Key identifiers"),
    N_ ("The key identifier says which of several keys of one issuer signed. It is a help for finding the "
        "issuer, not a proof."),
    "RFC 5280, 4.2.1.1", RFC5280 ("4.2.1.1"), KS_PROFILE_PATH },
  { "signature", KS_SCOPE_LINK, N_ ("Signature"),
    N_ ("The issuer’s signature is the proof that it stands for the certificate’s content, and that nobody "
        "has changed it since."),
    "RFC 5280, 6.1.3 (a)(1)", RFC5280 ("6.1.3"), KS_PROFILE_PATH },
  { "may-sign", KS_SCOPE_LINK, N_ ("May sign"),
    N_ ("Only a certificate authority may issue certificates. Otherwise every owner of a server certificate "
        "could make certificates for any name."),
    "RFC 5280, 6.1.4 (k), (n)", RFC5280 ("6.1.4"), KS_PROFILE_PATH },
  { "path-length", KS_SCOPE_LINK, N_ ("Path length"),
    N_ (
      "An authority can be limited in how many further authorities may stand below it. Clients refuse what was issued further down."),
    "RFC 5280, 6.1.4 (l), (m)", RFC5280 ("6.1.4"), KS_PROFILE_PATH },
  { "validity", KS_SCOPE_LINK, N_ ("Validity"),
    N_ (
      "Certificate and issuer have to be valid on the same day: a chain lasts no longer than the part of it that ends first."),
    "RFC 5280, 6.1.3 (a)(2)", RFC5280 ("6.1.3"), KS_PROFILE_PATH },
  { "purpose", KS_SCOPE_LINK, N_ ("Purpose"),
    N_ ("The extended key usage says what a certificate is for. In an authority’s certificate it also limits "
        "what is issued below it; that is common practice rather than RFC 5280."),
    "RFC 5280, 4.2.1.12", RFC5280 ("4.2.1.12"), KS_PROFILE_PATH },
  { "name-constraints", KS_SCOPE_LINK, N_ ("Name constraints"),
    N_ (
      "An authority can be limited to certain names, and clients refuse what it signs for others. Within its names the limit proves nothing: there it can make a certificate for any host."),
    "RFC 5280, 4.2.1.10", RFC5280 ("4.2.1.10"), KS_PROFILE_PATH },
  { "strength", KS_SCOPE_LINK, N_ ("Strength"),
    N_ ("Weak keys and digests can be broken, and then anybody can make such a certificate. Most clients "
        "refuse them."),
    "NIST SP 800-131A", "https://doi.org/10.6028/NIST.SP.800-131Ar2", KS_PROFILE_PATH },
  { "revocation", KS_SCOPE_LINK, N_ ("Revocation"),
    N_ (
      "An issuer can take a certificate back before it ends. Whether it has done so is only known after asking it: “not checked” does not mean “not revoked”."),
    "RFC 5280, 6.1.3 (a)(3)", RFC5280 ("6.1.3"), KS_PROFILE_PATH },

  { "crl-encoding", KS_SCOPE_LINK, N_ ("Revocation list"),
    N_ ("A revocation list has rules of its own. Strict clients refuse lists that break them."),
    "RFC 5280, 5.2", RFC5280 ("5.2"), KS_PROFILE_RFC5280 },

  /* One certificate */
  { "cert-readable", KS_SCOPE_CERTIFICATE, N_ ("Readable"),
    N_ ("A certificate whose structure cannot be read is of no use to any client."), "RFC 5280, 4.1",
    RFC5280 ("4.1"), KS_PROFILE_PATH },
  { "cert-validity", KS_SCOPE_CERTIFICATE, N_ ("Valid at the date"),
    N_ (
      "A certificate counts from its first day to its last. Before and after that, nobody stands behind it, and clients refuse it."),
    "RFC 5280, 4.1.2.5", RFC5280 ("4.1.2.5"), KS_PROFILE_PATH },
  { "cert-key", KS_SCOPE_CERTIFICATE, N_ ("Key strength"),
    N_ (
      "From a short public key others can compute the private one, and then act in the owner’s name. Most clients refuse it."),
    "NIST SP 800-131A", "https://doi.org/10.6028/NIST.SP.800-131Ar2", KS_PROFILE_PATH },
  { "cert-digest", KS_SCOPE_CERTIFICATE, N_ ("Signature strength"),
    N_ (
      "A signature is made for a digest of the certificate. With a weak digest a second certificate can be made that the same signature fits. Browsers and OpenSSL refuse it, Java still accepts SHA-1 from private authorities."),
    "RFC 9155", "https://www.rfc-editor.org/rfc/rfc9155", KS_PROFILE_PATH },
  { "cert-critical", KS_SCOPE_CERTIFICATE, N_ ("Critical extensions are understood"),
    N_ ("A critical extension changes what a certificate means. A client that does not know it has to refuse "
        "the certificate."),
    "RFC 5280, 4.2", RFC5280 ("4.2"), KS_PROFILE_PATH },
  { "cert-encoding", KS_SCOPE_CERTIFICATE, N_ ("Encoding"),
    N_ (
      "Serial number, version and structure have rules. Strict clients refuse certificates that break them."),
    "RFC 5280, 4.1.2", RFC5280 ("4.1.2"), KS_PROFILE_RFC5280 },
  { "cert-names", KS_SCOPE_CERTIFICATE, N_ ("Names are well formed"),
    N_ ("A malformed name matches no host, and some clients refuse the whole certificate."),
    "RFC 5280, 4.2.1.6", RFC5280 ("4.2.1.6"), KS_PROFILE_RFC5280 },
  { "cert-extensions", KS_SCOPE_CERTIFICATE, N_ ("Extensions fit together"),
    N_ (
      "Extensions say what a certificate is for and who signed it. Where they contradict each other or are missing, one client accepts the certificate and another refuses it."),
    "RFC 5280, 4.2", RFC5280 ("4.2"), KS_PROFILE_RFC5280 },
  { "cert-constraints-critical", KS_SCOPE_CERTIFICATE, N_ ("Name constraints are critical"),
    N_ (
      "A client that does not know name constraints has to refuse the certificate instead of ignoring them."),
    "RFC 5280, 4.2.1.10", RFC5280 ("4.2.1.10"), KS_PROFILE_RFC5280 },
  { "cert-public-tls", KS_SCOPE_CERTIFICATE, N_ ("Rules for public TLS certificates"),
    N_ (
      "Public authorities have to keep to this rule, and browsers watch over it. A private authority need not, but the clients of a server may be as strict."),
    "CA/B Forum Baseline Requirements, 7.1.2",
    "https://cabforum.org/working-groups/server/baseline-requirements/requirements/", KS_PROFILE_WEBPKI },
  { "cert-policies", KS_SCOPE_CERTIFICATE, N_ ("Certificate policies"),
    N_ ("A CA can demand that everything below it was issued under certain rules. Then a path on which they do not "
        "carry through is refused."),
    "RFC 5280, 6.1.5 (g)", RFC5280 ("6.1.5"), KS_PROFILE_PATH },
  { "openssl", KS_SCOPE_CERTIFICATE, N_ ("Accepted by OpenSSL"),
    N_ ("Most clients on Linux verify with OpenSSL. What it refuses does not work there."), "OpenSSL",
    "https://docs.openssl.org/3.5/man1/openssl-verification-options/", KS_PROFILE_PATH },

  /* The public key of one certificate: what working on it brings to light (ks-key-weakness.c) */
  { "key-exponent", KS_SCOPE_CERTIFICATE, N_ ("RSA exponent"),
    N_ ("With the exponent 1 nothing is encrypted at all, an even one cannot be used, and small ones have made mistakes of "
        "programs exploitable."),
    "CA/B Forum Baseline Requirements, 6.1.6", CABF, KS_PROFILE_ROLE },
  { "key-small-factors", KS_SCOPE_CERTIFICATE, N_ ("No small factors"),
    N_ (
      "An RSA key is only as strong as its modulus is hard to take apart. Factors that are found this quickly give the private key to everybody."),
    "CA/B Forum Baseline Requirements, 6.1.6", CABF, KS_PROFILE_ROLE },
  { "key-close-primes", KS_SCOPE_CERTIFICATE, N_ ("Primes are not close together"),
    N_ (
      "Two primes that lie close together are found in seconds, starting from the square root of the modulus, and with them the private key."),
    "CVE-2022-26320", "https://fermatattack.secvuln.info/", KS_PROFILE_ROLE },
  { "key-roca", KS_SCOPE_CERTIFICATE, N_ ("Not from the ROCA library"),
    N_ (
      "Smart cards and security modules with a certain library made keys whose private half can be computed from the public one."),
    "CVE-2017-15361", "https://nvd.nist.gov/vuln/detail/CVE-2017-15361", KS_PROFILE_ROLE },
  { "key-debian", KS_SCOPE_CERTIFICATE, N_ ("Not one of Debian’s weak keys"),
    N_ (
      "From 2006 to 2008 Debian’s OpenSSL could only make a few thousand different keys, and all of them are known."),
    "CVE-2008-0166", "https://www.debian.org/security/2008/dsa-1571", KS_PROFILE_ROLE },
  { "key-point", KS_SCOPE_CERTIFICATE, N_ ("EC key is a point on its curve"),
    N_ ("A key that is no point of its curve is of no use, or gives away the secrets of those who use it."),
    "RFC 5480, 2.2", "https://www.rfc-editor.org/rfc/rfc5480#section-2.2", KS_PROFILE_ROLE },
  { "key-shared", KS_SCOPE_CERTIFICATE, N_ ("Shares nothing with other keys"),
    N_ (
      "Keys that were made with too little chance are the same, or have a factor in common that anybody can find."),
    "Heninger and others, 2012", "https://factorable.net/", KS_PROFILE_ROLE },

  /* The end of the path */
  { "anchor-member", KS_SCOPE_ANCHOR, N_ ("Is an anchor"),
    N_ (
      "Trust is not proved but decided: a client trusts the certificates in its truststore, its anchors, and what hangs on them. That a certificate has signed itself proves nothing, since anybody can make such a one."),
    "RFC 5280, 6.1.1 (d)", RFC5280 ("6.1.1"), KS_PROFILE_PATH },
  { "anchor-distrust", KS_SCOPE_ANCHOR, N_ ("Not distrusted"),
    N_ ("The system can mark a certificate as one that must never be trusted again."), "RFC 5280, 6.2",
    RFC5280 ("6.2"), KS_PROFILE_PATH },

  /* The entry as stored */
  { "chain-order", KS_SCOPE_ENTRY, N_ ("Order"),
    N_ ("A server sends the chain as it is stored: its own certificate first, then each issuer after the "
        "certificate it signed."),
    "RFC 5246, 7.4.2", "https://www.rfc-editor.org/rfc/rfc5246#section-7.4.2", KS_PROFILE_PATH },
  { "chain-complete", KS_SCOPE_ENTRY, N_ ("No gap"),
    N_ ("A server has to send every certificate between its own and the root. Browsers may find a missing one "
        "by themselves, Java and most other programs do not."),
    "RFC 8446, 4.4.2", "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2", KS_PROFILE_PATH },
  { "chain-surplus", KS_SCOPE_ENTRY, N_ ("Nothing that does not belong"),
    N_ ("Certificates outside the path are sent to every client for nothing, and confuse some."),
    "RFC 8446, 4.4.2", "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2", KS_PROFILE_PATH },
  { "chain-duplicate", KS_SCOPE_ENTRY, N_ ("No certificate twice"),
    N_ ("A certificate that is stored twice is sent twice, to every client and for nothing."),
    "RFC 8446, 4.4.2", "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2", KS_PROFILE_PATH },
  { "chain-root", KS_SCOPE_ENTRY, N_ ("Root included"),
    N_ ("The root does no harm in a chain, but a client has to know it already."), "RFC 8446, 4.4.2",
    "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2", KS_PROFILE_PATH },
  { "entry-key", KS_SCOPE_ENTRY, N_ ("Key belongs to the certificate"),
    N_ ("A server proves that it is the one the certificate speaks of by using the private key to the public "
        "key in it."),
    "RFC 8446, 4.4.3", "https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3", KS_PROFILE_PATH },

  { "known-key", KS_SCOPE_ENTRY, N_ ("Not a public default key"),
    N_ ("Products ship keystores with a private key that is the same in every copy. Whoever downloads the product can "
        "act in the name of everybody who has kept it."),
    "CWE-321", "https://cwe.mitre.org/data/definitions/321.html", KS_PROFILE_ROLE },

  /* What other programs make of the file */
  { "java-view", KS_SCOPE_ENTRY, N_ ("Java sees all of it"),
    N_ ("Java takes a certificate in a PKCS #12 file for a trusted one only if it has an attribute of Java’s own, and passes "
        "over keys that are not encrypted. Other programs do not need the attribute, and do not mind it."),
    "OpenSSL 3.5, openssl-pkcs12, -jdktrust", "https://docs.openssl.org/3.5/man1/openssl-pkcs12/",
    KS_PROFILE_ROLE },

  /* The role of the file */
  { "role-purpose", KS_SCOPE_ENTRY, N_ ("Purpose fits the role"),
    N_ ("A certificate with an extended key usage is only for the purposes that stand there."),
    "RFC 5280, 4.2.1.12", RFC5280 ("4.2.1.12"), KS_PROFILE_ROLE },
  { "role-names", KS_SCOPE_ENTRY, N_ ("Has host names"),
    N_ (
      "Clients compare the name of the host with the subject alternative names. Most ignore the common name."),
    "RFC 9525, 6", RFC9525 ("6"), KS_PROFILE_ROLE },
  { "role-key-password", KS_SCOPE_ENTRY, N_ ("Key and keystore share a password"),
    N_ ("Tomcat and many other servers are given one password, and try it on both."),
    "Apache Tomcat 10.1, SSL/TLS", "https://tomcat.apache.org/tomcat-10.1-doc/ssl-howto.html",
    KS_PROFILE_ROLE },
  { "role-public-client", KS_SCOPE_ENTRY, N_ ("Can be renewed"),
    N_ ("Browsers want public authorities for servers only. Certificates for TLS clients have to come from a private "
        "one then."),
    "Chrome Root Program Policy", "https://googlechrome.github.io/chromerootprogram/", KS_PROFILE_ROLE },
  { "role-no-key", KS_SCOPE_ENTRY, N_ ("No private key inside"),
    N_ ("A truststore is copied to many computers. A private key in it goes with it."),
    "Java PKI Programmer’s Guide",
    "https://docs.oracle.com/en/java/javase/21/security/java-pki-programmers-guide.html", KS_PROFILE_ROLE },
  { "role-anchor", KS_SCOPE_ENTRY, N_ ("Authority or named peer"),
    N_ (
      "What is in a truststore is believed: an authority with all that it signs, a server or client under its own names. A certificate that is neither is refused by clients that look at its names."),
    "RFC 5280, 6.1.1 (d)", RFC5280 ("6.1.1"), KS_PROFILE_ROLE },
  { "role-anchor-dates", KS_SCOPE_ENTRY, N_ ("Anchor has not expired"),
    N_ ("Java goes on trusting an anchor after its end, OpenSSL and browsers do not."), "RFC 5280, 6.1.1 (d)",
    RFC5280 ("6.1.1"), KS_PROFILE_ROLE },
  { "role-accepts", KS_SCOPE_FILE, N_ ("Accepts open TLS keystores"),
    N_ ("Clients with this truststore trust a server only if its chain ends in one of these certificates."),
    "RFC 5280, 6.1.1 (d)", RFC5280 ("6.1.1"), KS_PROFILE_ROLE },
  { "role-data-encipherment", KS_SCOPE_ENTRY, N_ ("May encrypt data"),
    N_ ("A key for internal encryption encrypts data itself. A key usage that leaves this out forbids it."),
    "RFC 5280, 4.2.1.3", RFC5280 ("4.2.1.3"), KS_PROFILE_ROLE },
  { "role-self-signed", KS_SCOPE_ENTRY, N_ ("Needs no authority"),
    N_ ("Who encrypts for themselves needs nobody to vouch for the key."), "RFC 5280, 3.2", RFC5280 ("3.2"),
    KS_PROFILE_ROLE },
  { "role-renewal", KS_SCOPE_ENTRY, N_ ("Not to be renewed"),
    N_ ("Data stays encrypted with the key that encrypted it. A new key cannot read it."),
    "NIST SP 800-57, 8.3.1", "https://doi.org/10.6028/NIST.SP.800-57pt1r5", KS_PROFILE_ROLE },
  { "role-digital-signature", KS_SCOPE_ENTRY, N_ ("May sign"),
    N_ ("A key usage without digital signature forbids the signatures that this key is for."),
    "RFC 5280, 4.2.1.3", RFC5280 ("4.2.1.3"), KS_PROFILE_ROLE },

  /* One host */
  { "host-name", KS_SCOPE_HOST, N_ ("Host name is covered"),
    N_ ("A client compares the name it was told to reach with the subject alternative names, and with nothing "
        "else."),
    "RFC 9525, 6", RFC9525 ("6"), KS_PROFILE_PATH },
};

/**
 * ks_check_find:
 * @id: a stable id such as "name-chaining"
 *
 * Returns: (transfer none) (nullable): the row
 */
const KsCheck *
ks_check_find (const char *id)
{
  static GHashTable *rows = NULL;

  if (g_once_init_enter_pointer (&rows)) {
    GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

    for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
      g_hash_table_insert (index, (gpointer) checks[i].id, (gpointer) &checks[i]);
    g_once_init_leave_pointer (&rows, index);
  }
  return g_hash_table_lookup (rows, id);
}

/**
 * ks_check_list:
 *
 * Returns: (transfer none): all rows, in the order in which they are shown, NULL-terminated
 */
const KsCheck *const *
ks_check_list (void)
{
  static const KsCheck *list[G_N_ELEMENTS (checks) + 1];
  static gsize ready = 0;

  if (g_once_init_enter (&ready)) {
    for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
      list[i] = &checks[i];
    g_once_init_leave (&ready, 1);
  }
  return list;
}
