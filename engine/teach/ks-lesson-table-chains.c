/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>

/* Messages of other programs stay as they are, in every language: people look them up. What programs do is said of Java 21 (its certification
 * path builder tries every path and is indifferent to an anchor's dates), curl with OpenSSL 3 (X509_verify_cert() takes the first issuer that fits,
 * and never goes back) and Firefox (mozilla::pkix tries every path). */
const KsLessonRow ks_lessons_of_chains[] = {
  {
    .id = "missing-issuer",
    .title = N_ ("The Missing Issuer"),
    .story = N_ ("You run the server of a shop. Its certificate is new, and the root of its certificate authority (CA) "
                 "is in every truststore. Some browsers connect. But partners whose programs are written in Java "
                 "report “PKIX path building failed: unable to find valid certification path to requested target”."),
    .question = N_ ("A Java program connects. What happens?"),
    .answers = {
      { N_ ("It connects; the root is trusted"),
        N_ ("The root is trusted, but it did not sign this certificate. A CA in between did, and a client that does "
            "not have the certificate of that CA cannot check the signature."),
        FALSE },
      { N_ ("It stops: it cannot find a path"),
        N_ ("Yes. A certificate is missing between the server’s and the root, and Java uses only what the server sends "
            "and what is in its truststore."),
        TRUE },
      { N_ ("It connects, but warns"),
        N_ ("A program has nobody whom it could warn. Either it finds a path to a root that it trusts, or it ends the "
            "connection."),
        FALSE },
    },
    .why = N_ ("Trust runs from the root down, one signature at a time. The root did not sign “shop.example.org”; the "
               "missing CA did. A server has to send every CA below the root. The root itself need not be sent: "
               "clients trust only their own copy of it."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("uses only what was sent") },
      { "curl", KS_STATE_FAIL, N_ ("uses only what was sent") },
      { "Firefox", KS_STATE_NOT_CHECKED, N_ ("may know this CA from other sites") },
    },
    .task = N_ ("Put the certificate of the missing CA into the chain of “shop”. The CA sent it in a second mail."),
    .hint = N_ ("Choose “The CA’s second mail” in this bar, and then “Apply”. Catena finds the place in the "
                "chain. The root does not help: it is there already. (For a file of your own there is “Import CA "
                "Reply…” in the main menu.)"),
    .alias = "shop",
    .format = "jks",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Trust Root R1", .is_ca = TRUE },
      { .id = "ca", .name = "Example Trust TLS CA 2", .issuer = "root", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org" },
    },
    .entries = { { .alias = "shop", .chain = "shop root" } },
    .parts = {
      { "second-mail.pem", N_ ("The CA’s second mail"), "ca" },
      { "root.pem", N_ ("The root, from the CA’s website"), "root" },
    },
    .goals = {
      { KS_LESSON_GOAL_PART, "shop", "stored", N_ ("The chain of “shop” has no gap") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the root trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "reversed-chain",
    .title = N_ ("The Wrong Order"),
    .story = N_ ("You have built the keystore of a server from three files: its own certificate, the root, and the CA "
                 "in between, in this order. Browsers connect. A payment terminal stops with “Certificate chain is not "
                 "in order”."),
    .question = N_ ("All three certificates are good. Why does the terminal stop?"),
    .answers = {
      { N_ ("The signatures verify only in the right order"),
        N_ ("A signature belongs to two certificates, the one that is signed and the one that signs. It verifies "
            "wherever they are in a file."),
        FALSE },
      { N_ ("It takes the next certificate for the issuer"),
        N_ ("Yes. After the server’s certificate it finds the root, and the root did not sign it. Other clients look "
            "through everything that was sent."),
        TRUE },
      { N_ ("It does not know the root"),
        N_ ("Then it would stop with every order. Sort the same three certificates, and it connects."),
        FALSE },
    },
    .why = N_ ("TLS 1.2 wants the server’s own certificate first, and each one after it has to certify the one before. "
               "TLS 1.3 asks clients to sort what they get, and most do, so that a wrong order can stay hidden for "
               "years. The right order works everywhere."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("sorts what was sent") },
      { "curl", KS_STATE_PASS, N_ ("sorts what was sent") },
      { "Firefox", KS_STATE_PASS, N_ ("sorts what was sent") },
      /* Translators: TLS clients, in small devices for example, that do no more than the standard demands */
      { N_ ("Strict clients"), KS_STATE_FAIL, N_ ("take the next certificate for the issuer") },
    },
    .task = N_ ("Put the chain of “shop” in order: the server first, then the CA that signed it, and the root last."),
    .hint = N_ ("Choose “Reorder Chain” beside the problem “The chain is in the wrong order”. By hand: open the menu "
                "of a certificate in the chain, and choose “Move Towards Root” or “Move Towards Leaf”."),
    .alias = "shop",
    .format = "jks",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Trust Root R1", .is_ca = TRUE },
      { .id = "ca", .name = "Example Trust TLS CA 2", .issuer = "root", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org" },
    },
    .entries = { { .alias = "shop", .chain = "shop root ca" } },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "shop", "chain-order", N_ ("Each certificate is followed by its issuer") },
      { KS_LESSON_GOAL_PART, "shop", "stored", N_ ("The chain has no gap, and nothing that does not belong") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the root trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "cross-signed-twice",
    .title = N_ ("Cross-Signed Twice"),
    .story = N_ ("The CA of your server has two certificates for one and the same key: one from “Example Root G1”, "
                 "which has been retired and taken out of the truststores, and one from its successor, “Example Root "
                 "G2”. Your server sends both. Browsers connect. A partner’s curl stops with “unable to get local "
                 "issuer certificate”."),
    .question = N_ ("Both certificates of the CA are genuine. Why does curl stop?"),
    .answers = {
      { N_ ("Two certificates of one CA contradict each other"),
        N_ ("They do not: both say that this name has this key. Any number of others may certify the same."), FALSE },
      { N_ ("It follows the first one, and does not turn back"),
        N_ ("Yes. The first one leads to the retired root, which the client does not trust any more. It never finds "
            "out that the second one leads to a root that it trusts."),
        TRUE },
      { N_ ("It trusts neither of the two roots"),
        N_ ("It trusts “Example Root G2”, and one of the two certificates leads there. Sent by itself, that one works."),
        FALSE },
    },
    .why = N_ ("A cross certificate is another certificate for the same name and key, signed by somebody else. It "
               "opens a second way up, so that clients who know only one of the roots find it. A client that tries all "
               "ways needs one good one. A client that tries a single way can be led astray by one that ends in a root "
               "nobody trusts any more."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("tries both ways") },
      { "curl", KS_STATE_FAIL, N_ ("takes the first certificate that fits") },
      { "Firefox", KS_STATE_PASS, N_ ("tries both ways") },
    },
    .task = N_ ("Leave “shop” with the one way up that ends in the root which clients trust."),
    .hint = N_ ("Choose “Complete Chain” beside the problem: Catena keeps the path to the trusted root. By hand: "
                "choose “As Stored” above the chain, open the menu of the CA’s certificate from “Example Root G1”, and "
                "choose “Remove From Chain”."),
    .alias = "shop",
    .format = "jks",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root-g2",
    .certificates = {
      { .id = "root-g1", .name = "Example Root G1", .is_ca = TRUE, .starts = -7000, .ends = 300 },
      { .id = "root-g2", .name = "Example Root G2", .is_ca = TRUE },
      { .id = "ca-g1", .name = "Example TLS CA", .issuer = "root-g1", .is_ca = TRUE, .ends = 299 },
      { .id = "ca-g2", .name = "Example TLS CA", .issuer = "root-g2", .key_of = "ca-g1", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca-g1", .hosts = "shop.example.org" },
    },
    .entries = { { .alias = "shop", .chain = "shop ca-g1 ca-g2" } },
    .goals = {
      { KS_LESSON_GOAL_PART, "shop", "stored", N_ ("The chain has one way up, without a gap") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have “Example Root G2” trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "reply-for-another-key",
    .title = N_ ("A Reply for Another Key"),
    .story = N_ ("You requested a certificate for the key pair “shop”. No answer came, so you generated a second key "
                 "pair for the same name, “shop-retry”. Now the CA’s answer is here, and “keytool -importcert -alias "
                 "shop-retry” stops with “Public keys in reply and keystore don't match”."),
    .question = N_ ("What does keytool compare?"),
    .answers = {
      { N_ ("The host name in the answer and in the entry"),
        N_ ("Both entries are for “shop.example.org”, so the names are the same. A name does not tie a certificate to "
            "a key."),
        FALSE },
      { N_ ("The public key in the answer and in the entry"),
        N_ ("Yes. A certificate holds the public key of the request that it answers, and that request was made from "
            "“shop”."),
        TRUE },
      { N_ ("The date of the answer and of the request"),
        N_ ("When a request was made is not in it, and a CA may answer after a day or a year."), FALSE },
    },
    .why = N_ ("A certificate ties names to one public key, for good. Only somebody who has the private key that "
               "belongs to it can use the certificate. A new key pair for the same name cannot, and needs a "
               "certificate of its own."),
    .programs = {
      { "keytool", KS_STATE_FAIL, N_ ("stops with “Public keys in reply and keystore don't match”") },
      { "openssl", KS_STATE_FAIL, N_ ("stops with “No cert in -in file … matches private key”") },
      { "nginx", KS_STATE_FAIL, N_ ("stops with “key values mismatch”") },
    },
    .task = N_ ("Put the CA’s answer into the entry whose key it is for."),
    .hint = N_ ("Choose “What the CA sent” in this bar. Catena compares the public keys, and says which entry it "
                "is for. Then choose “Apply”. (For a file of your own there is “Import CA Reply…” in the main menu.)"),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Trust Root R1", .is_ca = TRUE },
      { .id = "ca", .name = "Example Trust TLS CA 2", .issuer = "root", .is_ca = TRUE },
      { .id = "first", .name = "shop.example.org", .hosts = "shop.example.org" },
      { .id = "second", .name = "shop.example.org", .hosts = "shop.example.org" },
      { .id = "reply", .name = "shop.example.org", .issuer = "ca", .key_of = "first", .hosts = "shop.example.org" },
      { .id = "old", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org" },
    },
    .entries = { { .alias = "shop", .chain = "first" }, { .alias = "shop-retry", .chain = "second" } },
    .parts = {
      { "reply.pem", N_ ("What the CA sent"), "reply ca" },
      { "old-server.pem", N_ ("The certificate of the shop’s old server"), "old ca" },
    },
    .goals = {
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the root trust “shop”") },
      { KS_LESSON_GOAL_PART, "shop", "stored", N_ ("The chain of “shop” has no gap") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "expired-root",
    .title = N_ ("The Expired Root"),
    .story = N_ ("You look after the truststore of a company’s programs. For twelve days everything that uses OpenSSL "
                 "has stopped with “certificate has expired” when it connects to “shop.example.org”, although the "
                 "shop’s own certificate is good for 87 more days. The Java programs go on."),
    .question = N_ ("The root in the truststore has expired. Why do the Java programs go on?"),
    .answers = {
      { N_ ("Java does not look at dates"),
        N_ ("It does, at those of every certificate below the root. An expired server certificate stops it with "
            "“CertificateExpiredException”."),
        FALSE },
      { N_ ("Java does not look at the dates of a root"),
        N_ ("Yes. To Java a root is a name and a key that somebody has chosen to trust. OpenSSL and browsers look at "
            "its dates, too."),
        TRUE },
      { N_ ("Java has fetched the new root by itself"),
        N_ ("A program does not do that. A root comes into a truststore because a person puts it there, or an update "
            "of the system."),
        FALSE },
    },
    .why = N_ ("Where a path starts is not proved but decided. The standard, RFC 5280, takes from a root only its name "
               "and its key, so that its end need not matter; most programs look at it nevertheless. A root is usually "
               "renewed with the same name and key before it ends. Then every certificate below it stays good."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("does not look at the dates of a root") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “certificate has expired”") },
      { "Firefox", KS_STATE_FAIL, N_ ("looks at the dates of a root, too") },
    },
    .task = N_ ("Replace the expired root by the renewed one, so that the shop is trusted again."),
    .hint = N_ ("Choose “The renewed root” in this bar. It has the alias of the old one: choose “Replace” in its "
                "row, and then “Import”. If both are there already, choose “Delete” in the menu of the expired one."),
    .alias = "example trust root r1",
    .format = "jks",
    .role = KS_ROLE_KIND_TRUSTSTORE,
    .certificates = {
      { .id = "expired", .name = "Example Trust Root R1", .is_ca = TRUE, .starts = -3660, .ends = -12 },
      { .id = "renewed", .name = "Example Trust Root R1", .key_of = "expired", .is_ca = TRUE, .starts = -200 },
      { .id = "ca", .name = "Example Trust TLS CA 2", .issuer = "renewed", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org" },
      { .id = "other", .name = "Example Other Root", .is_ca = TRUE },
    },
    .entries = { { .alias = "example trust root r1", .chain = "expired", .trusted = TRUE } },
    .parts = {
      { "renewed-root.pem", N_ ("The renewed root"), "renewed" },
      { "other-root.pem", N_ ("The root of another CA"), "other" },
    },
    .goals = {
      { KS_LESSON_GOAL_ACCEPTS, "*", "shop ca", N_ ("Clients with this truststore trust “shop.example.org”") },
      { KS_LESSON_GOAL_CHECK, "*", "role-anchor-dates", N_ ("Nothing in the truststore has expired") },
    },
  },
  { 0 },
};
