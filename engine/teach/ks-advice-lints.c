/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-advice-private.h"

#include <glib/gi18n-lib.h>

/* A row for each lint of ks-lint-*.c. */
const KsAdvice ks_advice_on_lints[] = {
  /* Validity */
  { "tls-validity",
    N_ (
      "With a private CA nothing has to be done while your clients accept it. With a public CA, renew for a shorter time, and let a program do it, since it will be often.") },
  { "tls-validity-advice", N_ ("Ask for a day less when the certificate is renewed.") },
  { "private-validity",
    N_ ("Where iPhones or Macs connect, have the next certificate made for 825 days at most.") },
  /* Key and signature */
  { "tls-rsa-size", N_ ("Make a new key pair of at least RSA 2048 for the next certificate.") },
  { "tls-rsa-octets", N_ ("Make the next key pair in a usual size, such as 2048 or 3072 bits.") },
  { "tls-key-kind", N_ ("Where browsers connect, use an RSA key, or an EC key on P-256 or P-384.") },
  { "tls-sha1", N_ ("Ask the CA to sign again, with SHA-256. Your key can stay.") },
  { "ca-sha1",
    N_ ("Get this CA’s newer certificate, which is signed with SHA-256, and put it into the chain.") },
  { "code-rsa-size", N_ ("Use a key of at least RSA 3072, or EC P-256, when you next sign programs.") },
  /* Names */
  { "tls-names", N_ ("Ask for a certificate that has the hosts among its alternative names.") },
  { "tls-names-critical",
    N_ (
      "Have the alternative names of the next certificate marked as critical if its subject is empty, and not marked otherwise.") },
  { "tls-names-kinds",
    N_ ("Leave such names out where a public CA issues, or take the certificate from a private CA.") },
  { "tls-names-internal",
    N_ ("Take certificates for internal names from a private CA that your own clients trust.") },
  { "tls-names-reserved",
    N_ (
      "Give the host a name, or take certificates for addresses of your own network from a private CA that your clients trust.") },
  { "tls-names-dot", N_ ("Leave out the dot at the end of the name in the next request.") },
  { "tls-names-underscore",
    N_ ("Give the host a name with hyphens instead, and ask for a certificate for that name.") },
  { "tls-names-labels",
    N_ (
      "Ask for a certificate with the name as people type it: letters, digits and hyphens, with dots between.") },
  { "tls-names-reverse", N_ ("Ask for a certificate with the usual name of the host.") },
  { "tls-names-suffix", N_ ("Name the hosts one by one, or put the wildcard below a domain of your own.") },
  { "private-names",
    N_ (
      "Ask your CA for a certificate with the hosts among its alternative names: “Request New Names…” puts those that you have tested into the request.") },
  { "tls-cn-copy",
    N_ ("Ask for a certificate without a common name, or with one that is also an alternative name.") },
  { "tls-cn", N_ ("Nothing has to be done. The next request can leave the common name out.") },
  /* Purpose and usage */
  { "tls-server-auth", N_ ("Ask for a certificate with the purpose “TLS server”.") },
  { "tls-any-purpose", N_ ("Ask for a certificate that lists its purposes one by one.") },
  { "tls-purpose-critical", N_ ("Have the mark left out of the next certificate. Clients accept this one.") },
  { "tls-client-auth",
    N_ (
      "Request two certificates: one for the server, and one from a private CA for where the server connects as a client.") },
  { "client-auth", N_ ("Ask for a certificate with the purpose “TLS client”.") },
  { "code-signing", N_ ("Ask for a certificate with the purpose “code signing”.") },
  { "tls-usage-rsa",
    N_ (
      "Ask for a certificate with the key usage “digital signature”. This one works only with old kinds of connections, if at all.") },
  { "tls-usage-ec",
    N_ ("Ask for a certificate with the key usage “digital signature”. An EC key does nothing else in TLS.") },
  { "tls-usage-agreement", N_ ("Nothing has to be done. Leave “key agreement” out of the next request.") },
  { "tls-usage-data", N_ ("Nothing has to be done. Leave “data encipherment” out of the next request.") },
  { "data-usage",
    N_ (
      "Ask for a certificate with the key usage “data encipherment”. For your own data you can make it yourself, self-signed.") },
  /* Extensions and encoding */
  { "tls-no-ca",
    N_ ("Make a certificate for the server that is no CA, and keep the key of the CA away from the server.") },
  { "tls-no-subject-key-id", N_ ("Nothing has to be done: clients accept it.") },
  { "tls-authority-key-id",
    N_ ("Have it added when the certificate is renewed. Until then, clients find the issuer by its name.") },
  { "tls-access",
    N_ (
      "Make sure that the server sends its whole chain, as clients cannot find what is missing. A public CA has to add the addresses.") },
  { "tls-access-form",
    N_ ("Ask the CA to issue the certificate again, with addresses that clients can read.") },
  { "tls-policies",
    N_ ("With a private CA nothing has to be done. A public CA has to say by which rules it has issued.") },
  { "tls-no-constraints", N_ ("Leave them out of the next certificate: they belong into a CA’s.") },
  { "encoding-algorithms",
    N_ ("Ask the CA to issue the certificate again: this one was damaged, or made by faulty software.") },
  { "encoding-der",
    N_ ("Ask the CA to issue the certificate again, and tell it that its software does not write DER.") },
  { "tls-version",
    N_ ("Ask the CA for a version 3 certificate. If you made it yourself, have the program add extensions.") },
  { "tls-serial-random", N_ ("Have the CA’s software choose random serial numbers of at least 64 bits.") },
  { "tls-serial-long", N_ ("Have the CA’s software choose serial numbers of 20 bytes at most.") },
  { "tls-issuer-bytes", N_ ("Have the CA’s software copy the CA’s name byte by byte when it issues again.") },
  /* Authorities */
  { "ca-basic", N_ ("Make the CA’s certificate again with basic constraints that mark it as a CA.") },
  { "ca-basic-critical",
    N_ (
      "Have the basic constraints marked as critical when the CA’s certificate is renewed. Clients of today heed them either way.") },
  { "ca-usage", N_ ("Have the CA’s certificate renewed with the key usage “sign certificates”.") },
  { "ca-path-length",
    N_ ("When the certificate is renewed, take the limit out, or let it sign certificates.") },
  { "ca-subject-key-id",
    N_ (
      "Have the identifier added when the CA’s certificate is renewed. Most programs do so by themselves.") },
  { "root-key-id",
    N_ (
      "When the root is made again, leave the authority key identifier out, or let it name the root’s own key.") },
  { "root-purposes", N_ ("Leave the extended key usage out when the root is made again.") },
  { .check = NULL },
};
