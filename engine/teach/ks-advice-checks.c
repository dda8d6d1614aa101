/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-advice-private.h"

#include <glib/gi18n-lib.h>

/* A row for each check of ks-check.c. */
const KsAdvice ks_advice_on_checks[] = {
  /* A certificate and its issuer */
  { "name-chaining",
    N_ (
      "Find out which certificate has really signed this one: its subject is the issuer’s name that stands here, letter by letter. Ask the CA for it, and put it in the place of the wrong one.") },
  { "key-identifiers",
    N_ (
      "Ask the CA for its certificate with the key identifier that stands here. The CA may have several of the same name, or have renewed its key.") },
  { "signature",
    N_ (
      "Get the issuer’s certificate and this one from the CA again: one of them is damaged, or is another one of the same name.") },
  { "may-sign",
    N_ (
      "Have the certificate signed by a real CA. If it is your own CA, make its certificate again, marked as a CA with the key usage “sign certificates”, and then issue again.") },
  { "path-length",
    N_ (
      "Ask a CA higher up to sign, or have the CA that sets the limit renewed with a larger one. What is below the limit is refused until then.") },
  { "validity",
    N_ (
      "Renew the certificate that has ended; if it is a CA’s, get the new one from the CA. If it is not valid yet, wait, or check the clock of this computer.") },
  { "purpose", N_ ("Ask for a certificate with the purpose that you need, from a CA that may issue it.") },
  { "name-constraints",
    N_ (
      "Take a certificate for these names from another CA, or ask for one without the names that this CA may not sign for.") },
  { "strength",
    N_ ("Make a new key pair of at least RSA 2048 or EC P-256, and have it signed with SHA-256.") },
  { "revocation",
    N_ (
      "Where it says “revoked”: stop using the certificate, ask its CA why, and get a new one for a new key. Where nobody was asked: open the CA’s revocation list in another tab, and it is looked up there.") },
  { "crl-encoding",
    N_ ("Get the newest revocation list from the CA. If that one breaks the rules, too, tell the CA.") },
  /* One certificate */
  { "cert-readable",
    N_ (
      "Get the certificate again from whoever gave it to you; if it is yours, export it anew. Damaged bytes cannot be repaired.") },
  { "cert-validity",
    N_ (
      "Renew the certificate, and put the new one wherever the old one is in use. If it is not valid yet, wait for its first day, or check the clock of this computer.") },
  { "cert-key",
    N_ (
      "If it is your key: make a new key pair of at least RSA 2048 or EC P-256, and ask the CA for a certificate for it. If it is the key of a CA: get the CA’s newer certificate, or take yours from another CA.") },
  { "cert-digest",
    N_ (
      "Ask the CA to issue your certificate again with SHA-256; your key can stay. If it is the certificate of a CA, get its newer one from the CA, and put it in the place of the old one.") },
  { "cert-critical",
    N_ (
      "Use the certificate only with programs that are made for this extension. For all others, ask the CA for one without it, or with the extension not marked as critical.") },
  { "cert-encoding",
    N_ (
      "Ask the CA to issue the certificate again. If a script of yours made it, have the script write version 3 and a random serial number above zero.") },
  { "cert-names",
    N_ (
      "Ask for a new certificate whose alternative names are the hosts as people type them: without spaces, ports and “https://”.") },
  { "cert-extensions",
    N_ (
      "While it is only advice, nothing has to be done at once: have the CA set the extensions right when the certificate is renewed. If clients refuse it, ask the CA to issue it again now; your key can stay.") },
  { "cert-constraints-critical",
    N_ (
      "Have the name constraints marked as critical when this CA’s certificate is renewed. Until then, do not count on them with old clients.") },
  { "cert-public-tls",
    N_ (
      "With a private CA nothing has to be done at once: set it right when the certificate is renewed. Most of all ask for alternative names, since browsers look at nothing else. For everybody’s browser, take a certificate from a public CA.") },
  { "cert-policies",
    N_ (
      "Ask the CA for a certificate that was issued under the rules that are demanded, or take one from a CA without such a demand.") },
  { "openssl",
    N_ (
      "Ask the CA for a certificate without what OpenSSL objects to. Java and browsers may accept this one all the same.") },
  /* A public key */
  { "key-exponent",
    N_ (
      "Do not use this key. Make a new key pair, for which programs choose the exponent 65537, and ask for a certificate for it.") },
  { "key-small-factors",
    N_ (
      "Do not use this key any more: others can compute its private half. Make a new key pair, ask for a new certificate, and have the old one revoked.") },
  { "key-close-primes",
    N_ (
      "Do not use this key any more: others can compute its private half. Make a new key pair, ask for a new certificate, and have the old one revoked.") },
  { "key-roca",
    N_ (
      "Do not use this key any more: others can compute its private half. Make a new key pair, ask for a new certificate, and have the old one revoked.") },
  { "key-debian",
    N_ (
      "Do not use this key any more: others can compute its private half. Make a new key pair, ask for a new certificate, and have the old one revoked.") },
  { "key-point",
    N_ (
      "Do not use this key: it does not do what it promises. Make a new key pair, and ask for a certificate for it.") },
  { "key-shared",
    N_ (
      "If both entries are to have one key, nothing has to be done. Otherwise make a new key pair for each of them, on a computer that has been running for a while, and ask for new certificates.") },
  /* The end of the path */
  { "anchor-member",
    N_ (
      "If you know that this certificate is from whom it says, because you have compared its fingerprint with the owner, add it to the truststore. Otherwise take a certificate from a CA that the clients trust already.") },
  { "anchor-distrust",
    N_ (
      "Take a certificate from another CA. Somebody has marked this one on purpose: it can no longer be relied on.") },
  /* The entry as stored */
  { "chain-order",
    N_ (
      "“Reorder Chain” puts the certificates in their places. None of them changes, so that nobody has to sign again.") },
  { "chain-complete",
    N_ (
      "Put the missing certificate into the entry. “Find Issuer” and “Complete Chain” do so where it is on this computer; otherwise it is on the CA’s website, or in the reply that the CA has sent.") },
  { "chain-surplus",
    N_ (
      "“Remove Surplus” takes out what no chain needs. The entry’s own certificate and those above it stay.") },
  { "chain-duplicate",
    N_ ("“Remove Surplus” takes the copy out. Clients get the same chain, only shorter.") },
  { "chain-root",
    N_ (
      "Nothing has to be done. Without the root a server sends less, and clients take their own copy of it.") },
  { "entry-key",
    N_ (
      "Find the private key that the certificate was requested with, or make a new request with the key that is here. A certificate is of no use without its own key.") },
  { "known-key",
    N_ (
      "Make a new key pair at once, and replace this one wherever it is in use. Take it that others have read what it was to protect.") },
  { "java-view",
    N_ ("“Show to Java” adds the attribute that Java looks for. Other programs read the file as before.") },
  /* The role of the file */
  { "role-purpose",
    N_ (
      "Request a certificate with the purpose that this file is for. If the file is for something else, choose that under the list of entries.") },
  { "role-names",
    N_ (
      "Request a certificate that has the hosts among its alternative names. A common name does not help.") },
  { "role-key-password",
    N_ (
      "Give the key the password of the keystore. If the server can be told two passwords, its settings are the other place to change.") },
  { "role-public-client",
    N_ ("Set up a private CA for the certificates of your clients, and have the servers trust that CA.") },
  { "role-no-key",
    N_ (
      "Move the key pair to a keystore of its own, and delete it here. If others have this file, make a new key: they may have tried its password.") },
  { "role-anchor",
    N_ (
      "Ask whoever owns this certificate for one with alternative names, or put the CA above it into the truststore instead, if that is to be trusted. If nobody needs it, take it out.") },
  { "role-anchor-dates",
    N_ (
      "Get the CA’s new root from the CA, compare its fingerprint, and put it in beside this one. Take this one out when no chain ends at it any more.") },
  { "role-accepts",
    N_ (
      "Add the root of the server’s chain to this truststore after comparing its fingerprint, or give the server a certificate from a CA that is in here.") },
  { "role-data-encipherment",
    N_ (
      "Make a new key pair with the usage “data encipherment” for new data. Keep this key for as long as there is data that it has encrypted.") },
  { "role-self-signed",
    N_ ("Nothing has to be done: for one’s own data, a self-signed certificate is the right one.") },
  { "role-renewal",
    N_ (
      "Renew the certificate with the same key. For a new key, plan a day on which the data is decrypted with the old one and encrypted with the new one.") },
  { "role-digital-signature", N_ ("Request a certificate with the key usage “digital signature”.") },
  /* One host */
  { "host-name",
    N_ (
      "Request a certificate that has this name among its alternative names, or have clients use a name that is covered.") },
  { .check = NULL },
};
