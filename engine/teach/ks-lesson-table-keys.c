/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>

/* Messages of other programs stay as they are, in every language: people look them up. What they accept: Java 21 (java.security: RSA from 1024 bits, SHA-1 but for
 * its own CAs; TrustStoreUtil: the certificates of keys are anchors, too), OpenSSL 3 at security level 2, Firefox (CertVerifier: RSA from 1024 bits). */
const KsLessonRow ks_lessons_of_keys[] = {
  {
    .id = "sha1-signature",
    .title = N_ ("The Weak Signature"),
    .story = N_ ("Two certificates in the chain of a server are signed with SHA-1: the CA’s, and the root. After an "
                 "update a partner’s curl stops with “CA signature digest algorithm too weak”."),
    .question = N_ ("Which of the two signatures has to be replaced?"),
    .answers = {
      { N_ ("Both: a chain is as strong as its weakest part"),
        N_ ("That holds for signatures on which somebody relies. Nobody relies on the root’s: clients trust its key "
            "because it is in their truststore."),
        FALSE },
      { N_ ("The one on the CA’s certificate"),
        N_ ("Yes. This signature is all that tells a client that the CA may be trusted."), TRUE },
      { N_ ("The one on the root, which is above all others"),
        N_ ("A root signs itself, which everybody can do. It is trusted because somebody put it into a truststore, and "
            "not for its signature."),
        FALSE },
    },
    .why = N_ ("What is signed is not the certificate but its digest, a short value made from it. With SHA-1 somebody "
               "can make two certificates with the same digest, have a CA sign the harmless one, and use the signature "
               "on the other. Two different files with the same SHA-1 digest were first shown in 2017. A root’s "
               "signature on itself proves nothing in any case."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("accepts SHA-1 from private CAs") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “CA signature digest algorithm too weak”") },
      { "Firefox", KS_STATE_FAIL, N_ ("does not accept SHA-1 any more") },
    },
    .task = N_ ("Put a certificate of the CA into the chain of “shop” that is not signed with SHA-1. The root has "
                "issued it anew for the same key."),
    .hint = N_ ("Choose “The CA’s new certificate, with SHA-256” in this bar, and then “Apply”. The server’s own "
                "certificate stays: the CA’s key is the same, and so is its signature."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE, .digest = "sha1", .starts = -5000 },
      { .id = "ca", .name = "Example Company CA", .issuer = "root", .is_ca = TRUE, .digest = "sha1", .starts = -4000 },
      { .id = "ca-again", .name = "Example Company CA", .issuer = "root", .key_of = "ca", .is_ca = TRUE, .starts = -2 },
      { .id = "root-again", .name = "Example Company Root", .key_of = "root", .is_ca = TRUE, .starts = -2 },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org" },
    },
    .entries = { { .alias = "shop", .chain = "shop ca root" } },
    .parts = {
      { "company-ca.pem", N_ ("The CA’s new certificate, with SHA-256"), "ca-again" },
      { "company-root.pem", N_ ("The root’s new certificate, with SHA-256"), "root-again" },
    },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "shop", "cert-digest", N_ ("No signature that counts is weak") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the company’s root trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "weak-key",
    .title = N_ ("The Short Key"),
    .story = N_ ("The key of a server was made fifteen years ago, with RSA and 1024 bits, and every certificate since "
                 "has been for this same key. Java programs and browsers connect. After an update a partner’s curl "
                 "stops with “EE certificate key too weak”. “Example Class CA”, which issues your certificates, is in "
                 "the same keystore."),
    .question = N_ ("The CA offers a new certificate for the key, with a strong signature. Does that help?"),
    .answers = {
      { N_ ("Yes: then everything in it is up to date"),
        N_ ("Everything but the key. It is the key that can be broken, and a new certificate does not change it."), FALSE },
      { N_ ("No: the key itself has to be replaced"),
        N_ ("Yes. Whoever works out the private key can pose as the server, whatever the certificate looks like."), TRUE },
      { N_ ("Yes, if it is valid for a short time only"),
        N_ ("Whoever has worked out the private key can use it with the next certificate, too, as long as that is for "
            "the same key."), FALSE },
    },
    .why = N_ ("An RSA key holds as long as nobody takes its large number apart into its two factors. In 2020 that was "
               "done with a number of 829 bits, and 1024 bits are within the reach of well-equipped attackers. 2048 "
               "bits are the least since 2014 (NIST SP 800-131A). That a program still connects does not mean that a "
               "key is strong enough."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("accepts 1024 bits still") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “EE certificate key too weak”") },
      { "Firefox", KS_STATE_PASS, N_ ("accepts 1024 bits still") },
    },
    .task = N_ ("Give “shop” a new key that is long enough, with a certificate from “Example Class CA”, and leave no "
                "short key in the file."),
    .hint = N_ ("Choose “Delete” in the menu of “shop”. Choose “Generate Key Pair…” in the main menu, enter the name "
                "“shop.example.org”, and choose “Example Class CA” in the row “Signed by” on the last page. The alias "
                "is “shop”. (In a keystore that is in use, rename the old entry first, and delete it when the new one "
                "works.)"),
    .alias = "shop",
    .role = KS_ROLE_KIND_GENERAL,
    .hosts = "shop.example.org",
    .anchors = "class-ca",
    .certificates = {
      { .id = "class-ca", .name = "Example Class CA", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "class-ca", .algorithm = "rsa-1024", .hosts = ""
                                                                                                          "shop.example.org" },
    },
    .entries = { { .alias = "shop", .chain = "shop class-ca" }, { .alias = "class-ca", .chain = "class-ca" } },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "*", "cert-key", N_ ("No key in the file is too short") },
      { KS_LESSON_GOAL_NEW_KEY, "shop", NULL, N_ ("“shop” has a new private key") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have “Example Class CA” trust “shop”") },
      { KS_LESSON_GOAL_PART, "shop", "hosts", N_ ("“shop.example.org” is covered") },
      { KS_LESSON_GOAL_SAME_KEY, "class-ca", NULL, N_ ("“class-ca” still has its private key") },
    },
  },
  {
    .id = "key-password",
    .title = N_ ("Two Passwords"),
    .story = N_ ("Tomcat does not start: “java.security.UnrecoverableKeyException: Cannot recover key”. Yet the "
                 "password in its configuration is right: with it, keytool lists the keystore. On a note of your "
                 "predecessor you find “shop: winter-2019”."),
    .question = N_ ("The password opens the keystore. What can Tomcat not open?"),
    .answers = {
      { N_ ("The certificate"), N_ ("Certificates are public. In this file they are not encrypted at all."), FALSE },
      { N_ ("The private key, which has another password"),
        N_ ("Yes. Tomcat was told one password, and tries it on both."), TRUE },
      { N_ ("The file, because it is damaged"),
        N_ ("The keystore’s password is there to find changes. With it keytool found none, and listed the file."), FALSE },
    },
    .why = N_ ("In a JKS file the keystore’s password guards against changes, and each private key is encrypted with a "
               "password of its own. Usually both are the same, and many servers are told only one. Tomcat can be told "
               "two (certificateKeyPassword); most others cannot."),
    .programs = {
      { "Tomcat", KS_STATE_FAIL, N_ ("stops with “Cannot recover key”") },
      { "Java", KS_STATE_NOT_CHECKED, N_ ("opens the key if the program knows its password") },
      { "keytool", KS_STATE_PASS, N_ ("asks for the password of the key") },
    },
    .task = N_ ("Give the key of “shop” the password of the keystore."),
    .hint = N_ ("Choose “Change Password…” in the menu of “shop”. It asks for the password that the key has now: "
                "“winter-2019”. Then enter the password of the keystore, “changeit”, twice, and choose “Change”."),
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
    .entries = { { .alias = "shop", .chain = "shop ca root", .key_password = "winter-2019" } },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "shop", "role-key-password", N_ ("The key has the password of the keystore") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the root trust “shop”") },
    },
  },
  {
    .id = "public-default-key",
    .title = N_ ("Everybody’s Key"),
    .story = N_ ("A new gateway came with a keystore that has a key pair in it. You requested a certificate for it "
                 "from “Example Class CA” in the same keystore, and put it in. The certificate is new, valid and "
                 "trusted, and every client connects."),
    .question = N_ ("The certificate is new, valid and from your own CA. Who can pose as the gateway?"),
    .answers = {
      { N_ ("Only somebody with this keystore and its password"),
        N_ ("The same private key is in every copy of the product. Your password protects only your copy of it."), FALSE },
      { N_ ("Everybody: the private key is public"),
        N_ ("Yes. The maker ships the same key to every customer. A private key that others have protects nothing, "
            "whoever signed the certificate."),
        TRUE },
      { N_ ("Nobody: the CA has checked the request"),
        N_ ("A CA checks who asks, for which name, and that the request was made with the private key. It cannot see "
            "who else has that key."),
        FALSE },
    },
    .why = N_ ("A certificate says that a name belongs to a public key. It does not say that nobody else has the "
               "private key. This gateway’s is a test key that is printed in a standard, RFC 9500. No client notices; "
               "Catena knows such keys by their public half. A keystore that came with a product is there to be "
               "replaced."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("connects, and notices nothing") },
      { "curl", KS_STATE_PASS, N_ ("connects, and notices nothing") },
      { "Firefox", KS_STATE_PASS, N_ ("connects, and notices nothing") },
    },
    .task = N_ ("Give “gateway” a key of its own, with a certificate from “Example Class CA”, and leave the public key "
                "nowhere in the file."),
    .hint = N_ ("Choose “Delete” in the menu of “gateway”. Choose “Generate Key Pair…” in the main menu, enter the "
                "name “gateway.example.org”, and choose “Example Class CA” in the row “Signed by” on the last page. "
                "The alias is “gateway”."),
    .alias = "gateway",
    .role = KS_ROLE_KIND_GENERAL,
    .hosts = "gateway.example.org",
    .anchors = "class-ca",
    .certificates = {
      { .id = "class-ca", .name = "Example Class CA", .is_ca = TRUE },
      { .id = "gateway",
        .name = "gateway.example.org",
        .issuer = "class-ca",
        .known_key = "testECCP256",
        .hosts = "gateway.example.org" },
    },
    .entries = { { .alias = "gateway", .chain = "gateway class-ca" }, { .alias = "class-ca", .chain = "class-ca" } },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "*", "known-key", N_ ("No key in the file is publicly known") },
      { KS_LESSON_GOAL_NEW_KEY, "gateway", NULL, N_ ("“gateway” has a new private key") },
      { KS_LESSON_GOAL_TRUSTED, "gateway", NULL, N_ ("Clients that have “Example Class CA” trust “gateway”") },
      { KS_LESSON_GOAL_PART, "gateway", "hosts", N_ ("“gateway.example.org” is covered") },
      { KS_LESSON_GOAL_SAME_KEY, "class-ca", NULL, N_ ("“class-ca” still has its private key") },
    },
  },
  {
    .id = "key-in-truststore",
    .title = N_ ("A Private Key in a Truststore"),
    .story = N_ ("Two hundred computers need to trust the servers of a company. A colleague copied the keystore of the "
                 "company’s CA and gave it to all of them as their truststore. It works, and no program complains."),
    .question = N_ ("What can somebody do who has this truststore, and its password?"),
    .answers = {
      { N_ ("Trust the company’s servers, and nothing else"),
        N_ ("For that the CA’s certificate is enough. This file has the CA’s private key, too."), FALSE },
      { N_ ("Issue certificates for any name, which all of them trust"),
        N_ ("Yes. Whoever has the CA’s private key is the CA."), TRUE },
      { N_ ("Read what was sent to the servers so far"),
        N_ ("Not with this key: each server has its own. But it can sign a certificate for a server’s name, and so "
            "help to pose as that server from now on."),
        FALSE },
    },
    .why = N_ ("A truststore says whom to trust. Certificates are enough for that, and they are no secret. Its "
               "password is none either: it is in the configuration of every program that uses it. A private key that "
               "was handed out remains handed out. Taking it from the file is the first step; the CA needs a new key, "
               "and the old one must not be trusted any more."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("trusts the certificate, and does not mention the key") },
      { "keytool", KS_STATE_PASS, N_ ("lists a “PrivateKeyEntry”, without a warning") },
    },
    .task = N_ ("Keep the CA’s certificate in the truststore, but not its private key."),
    .hint = N_ ("Choose “Delete” in the menu of “company-ca”. Then choose “The CA’s certificate” in this bar, and "
                "“Import”."),
    .alias = "company-ca",
    .format = "jks",
    .role = KS_ROLE_KIND_TRUSTSTORE,
    .anchors = "root partner",
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE },
      { .id = "partner", .name = "Example Partner Root", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "root", .hosts = "shop.example.org" },
    },
    .entries = {
      { .alias = "company-ca", .chain = "root" },
      { .alias = "partner", .chain = "partner", .trusted = TRUE },
    },
    .parts = {
      { "company-root.pem", N_ ("The CA’s certificate"), "root" },
    },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "*", "role-no-key", N_ ("There is no private key in the truststore") },
      { KS_LESSON_GOAL_ACCEPTS, "*", "shop", N_ ("Clients with this truststore trust the company’s servers") },
      { KS_LESSON_GOAL_SAME_KEY, "partner", NULL, N_ ("The partner’s root is trusted as before") },
    },
  },
  {
    .id = "data-encipherment",
    .title = N_ ("May Not Encrypt Data"),
    .story = N_ ("A server keeps passwords encrypted with the key “vault”. Since an update it stores no new ones: "
                 "“java.security.InvalidKeyException: Wrong key usage”. What it has stored before it can still read."),
    .question = N_ ("A colleague wants to generate a new key pair with the right usage. What becomes of the stored "
                    "passwords?"),
    .answers = {
      { N_ ("They stay readable: the name is the same"),
        N_ ("They were encrypted with a key, not with a name. Another key does not open them."), FALSE },
      { N_ ("They can never be read again"),
        N_ ("Yes, unless the old private key is kept. Only that one opens them."), TRUE },
      { N_ ("The server encrypts them anew by itself"),
        N_ ("It would have to read them first, and for that it needs the old private key."), FALSE },
    },
    .why = N_ ("The key usage in a certificate says what its key may do: sign, encrypt other keys, or encrypt data "
               "itself (data encipherment). It is a field of the certificate and no property of the key. So a new "
               "certificate for the same key is enough, and everything that was encrypted stays readable. A key that "
               "encrypts data is kept as long as the data."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("stops with “Wrong key usage” if it is given the certificate") },
      { "openssl", KS_STATE_PASS, N_ ("does not look at the key usage to encrypt") },
    },
    .task = N_ ("Give “vault” a certificate that allows data encipherment, without changing its key."),
    .hint = N_ ("Choose “The CA’s certificate for internal encryption” in this bar, and then “Apply”. “Renew…” "
                "does not help here: it keeps the usage as it is."),
    .alias = "vault",
    .role = KS_ROLE_KIND_INTERNAL_ENCRYPTION,
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE },
      { .id = "vault", .name = "Example Vault", .algorithm = "rsa-2048", .usage = "custom", .ends = 900 },
      { .id = "reply",
        .name = "Example Vault",
        .issuer = "root",
        .key_of = "vault",
        .usage = "internal-encryption",
        .starts = -2,
        .ends = 2900 },
      { .id = "plain", .name = "Example Vault", .issuer = "root", .key_of = "vault", .usage = "custom", .starts = -2, .ends = 2900 },
    },
    .entries = { { .alias = "vault", .chain = "vault" } },
    .parts = {
      { "reply-encryption.pem", N_ ("The CA’s certificate for internal encryption"), "reply root" },
      { "reply-signing.pem", N_ ("The CA’s certificate for signing"), "plain root" },
    },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "vault", "role-data-encipherment", N_ ("The certificate allows data encipherment") },
      { KS_LESSON_GOAL_SAME_KEY, "vault", NULL, N_ ("“vault” still has its private key, so that old data stays readable") },
      { KS_LESSON_GOAL_PART, "vault", "key", N_ ("Key and certificate belong together") },
    },
  },
  { 0 },
};
