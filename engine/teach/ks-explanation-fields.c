/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-explanation-private.h"

#include <glib/gi18n-lib.h>

/* A new field is one more row. Texts say what a value proves, and above all what it does not. */
const KsExplanation ks_explanations_of_fields[] = {
  /* A certificate */
  { "field:subject", NULL,
    N_ (
      "Whom the certificate is about. It is only as true as the issuer was careful: a name in a certificate proves nothing unless you trust whoever signed it."),
    KS_RFC ("5280", "4.1.2.6") },
  { "field:issuer", NULL,
    N_ (
      "Who signed the certificate, by name. Anybody can write any name here. Only the signature shows whether that issuer has really signed."),
    KS_RFC ("5280", "4.1.2.4") },
  { "field:no-name", NULL,
    N_ ("This name is empty. Then the alternative names are all that says whom the certificate is about."),
    KS_RFC ("5280", "4.1.2.6") },
  { "field:serial", NULL,
    N_ (
      "The issuer’s own number for this certificate. Revocation lists name certificates by it. The same number may be in use with another issuer."),
    KS_RFC ("5280", "4.1.2.2") },
  { "field:version", NULL,
    N_ (
      "Version 3 is the one with extensions, which say what a certificate is for. Versions 1 and 2 cannot say it, and many clients refuse them for servers."),
    KS_RFC ("5280", "4.1.2.1") },
  { "field:validity", NULL,
    N_ (
      "From when to when the issuer stands behind the certificate. Before and after that, clients refuse it, however good everything else is."),
    KS_RFC ("5280", "4.1.2.5") },
  { "field:public-key", NULL,
    N_ (
      "The public half of a key pair. Everybody may have it: it checks what the private half has signed. Of two keys of one kind, the longer one is harder to break."),
    KS_RFC ("5280", "4.1.2.7") },
  { "field:signature", NULL,
    N_ (
      "How the issuer signed: a digest of the content, signed with the issuer’s private key. Change one letter of the certificate, and the signature no longer fits."),
    KS_RFC ("5280", "4.1.1.2") },
  { "field:key-id", NULL,
    N_ (
      "A short name for the public key in this certificate. Programs use it to find certificates that belong together. It proves nothing."),
    KS_RFC ("5280", "4.2.1.2") },
  { "field:issuer-key-id", NULL,
    N_ (
      "Which of the issuer’s keys is said to have signed. It helps to find the right issuer where several have the same name. The proof is the signature."),
    KS_RFC ("5280", "4.2.1.1") },
  { "field:authority", NULL,
    N_ (
      "Whether the owner may sign certificates for others. “Yes” means: whoever trusts this certificate trusts everything that is signed with its key."),
    KS_RFC ("5280", "4.2.1.9") },
  { "field:key-usage", NULL,
    N_ (
      "What the key may be used for. “Not limited” allows everything. Careful clients refuse a key that does something else than what is listed here."),
    KS_RFC ("5280", "4.2.1.3") },
  { "field:purposes", NULL,
    N_ (
      "What the certificate is for, in the issuer’s words: servers, clients, signed programs, mail. “Not limited” means that nothing is excluded, not that somebody has checked the owner for all of it."),
    KS_RFC ("5280", "4.2.1.12") },
  { "field:sha256", NULL,
    N_ (
      "A digest of the whole certificate. Two people who compare it, for example on the telephone, know that they see the same certificate. It does not say who made it."),
    "NIST FIPS 180-4", "https://doi.org/10.6028/NIST.FIPS.180-4" },
  { "field:sha1", NULL,
    N_ (
      "The same with an older digest, which some programs still ask for. It is possible to make two certificates with the same SHA-1, so compare the SHA-256 where it matters."),
    "RFC 6194", "https://www.rfc-editor.org/rfc/rfc6194" },
  { "field:pin", NULL,
    N_ (
      "A digest of the public key alone. It stays the same when a certificate is renewed with the same key, which is why some programs remember it (“pin” it)."),
    KS_RFC ("7469", "2.4") },
  { "field:encoding", NULL,
    N_ (
      "The certificate as text, between two lines that say what it is. There is no secret in it: you can give it to anybody."),
    KS_RFC ("7468", "5") },
  { "field:extensions", NULL,
    N_ (
      "What the certificate says beyond names, dates and key. Clients pass over extensions that they do not know, unless they are critical."),
    KS_RFC ("5280", "4.2") },
  { "field:critical", NULL,
    N_ (
      "A client that does not know a critical extension has to refuse the certificate, because it would misread what the certificate means."),
    KS_RFC ("5280", "4.2") },
  { "field:unreadable", NULL,
    N_ (
      "The bytes are kept as they are in the file, but they do not follow the rules for certificates, and programs cannot use them. Ask whoever sent the file for the certificate again."),
    KS_RFC ("5280", "4.1") },
  { "field:problem", NULL,
    N_ (
      "What stands in this extension breaks its own rules. Some clients pass over it, others refuse the whole certificate."),
    KS_RFC ("5280", "4.2") },
  { "field:unknown-extension", NULL,
    N_ (
      "Catena does not know this extension, and shows its bytes. If it is critical, clients that do not know it either have to refuse the certificate."),
    KS_RFC ("5280", "4.2") },
  { "field:object-identifier", NULL,
    N_ (
      "The number by which programs know this extension. It is the same all over the world, whatever language its name is shown in."),
    KS_RFC ("5280", "4.2") },
  { "field:source", NULL, N_ ("The text in which the rules for this extension are written down."), NULL,
    NULL },
  /* A certificate request */
  { "field:possession", NULL,
    N_ (
      "A request is signed with the private key that belongs to its public key. This shows that whoever asks has the key. It does not show who that is: finding out is the CA’s work."),
    KS_RFC ("2986", "3") },
  { "field:request-signature", NULL,
    N_ (
      "How the request is signed. Unlike that of a certificate, this signature is made with the request’s own key."),
    KS_RFC ("2986", "4.2") },
  { "field:challenge", NULL,
    N_ (
      "A word agreed on with the CA, for example for having the certificate revoked later. Everybody who sees the request can read it, so it must not be a password that is used elsewhere."),
    KS_RFC ("2985", "5.4.1") },
  { "field:asked-encoding", NULL,
    N_ (
      "The request as text, to be sent to the CA or pasted into its web page. The private key is not in it."),
    KS_RFC ("7468", "7") },
  { "field:asked-names", NULL,
    N_ (
      "The hosts that the certificate is asked for. The CA checks them, and decides which of them it puts into the certificate."),
    KS_RFC ("2985", "5.4.2") },
  /* A revocation list */
  { "field:issued-on", NULL, N_ ("When the issuer made this list. What was revoked later is not in it."),
    KS_RFC ("5280", "5.1.2.4") },
  { "field:next-list", NULL,
    N_ (
      "By when the issuer makes the next list. After that day, clients do not rely on this one any more: get a newer one from the CA."),
    KS_RFC ("5280", "5.1.2.5") },
  { "field:revoked", NULL,
    N_ (
      "How many certificates the issuer has taken back before their end. Clients that ask refuse these, even though their dates and signatures are fine."),
    KS_RFC ("5280", "5.1.2.6") },
  { "field:revoked-serials", NULL,
    N_ (
      "Each row is the serial number of a certificate that no longer counts, with the day and, where the issuer gives one, the reason."),
    KS_RFC ("5280", "5.3.1") },
  { "field:list-issuer", NULL,
    N_ ("Whose list it is. It says something about certificates of this issuer, and about no others."),
    KS_RFC ("5280", "5.1.2.3") },
  { "field:list-signature", NULL,
    N_ ("The issuer signs its list, so that nobody else can put certificates on it or take them off."),
    KS_RFC ("5280", "5.1.1.3") },
  /* An entry of a keystore */
  { "field:alias", NULL,
    N_ (
      "The name of this entry in this file. Programs find the entry by it, so that their settings have to change along with it. It says nothing about the certificate, and nobody outside sees it."),
    NULL, NULL },
  { "field:stored-on", NULL,
    N_ (
      "When the entry was put into the file, by the clock of that computer. It has nothing to do with how long a certificate is valid."),
    NULL, NULL },
  { "field:key-algorithm", NULL,
    N_ ("What kind of key it is. Both sides have to know this kind to work with it."),
    "NIST SP 800-57 Part 1", "https://doi.org/10.6028/NIST.SP.800-57pt1r5" },
  { "field:key-size", NULL,
    N_ (
      "How long the secret key is. Each bit more makes guessing take twice as long: 128 are more than all computers together can try."),
    "NIST SP 800-57 Part 1, 5.6.1", "https://doi.org/10.6028/NIST.SP.800-57pt1r5" },
  { "field:key-protection", NULL,
    N_ (
      "How the private key is encrypted in the file. Whoever gets a copy can try passwords for as long as they like, so a long password protects more than any method."),
    KS_RFC ("8018", "4") },
  { "field:chain", NULL,
    N_ (
      "How many certificates stand in this entry, the one for the key among them. A server sends exactly these to those who connect."),
    KS_RFC ("8446", "4.4.2") },
  { "field:entry-kind", NULL,
    N_ (
      "Key pairs prove who one is, trusted certificates say whom one believes, secret keys encrypt. A keystore may hold all of them beside each other."),
    NULL, NULL },
  { "field:unreadable-data", NULL,
    N_ (
      "The bytes are kept as they are in the file, but they break the rules of what they should be. Get them again from where they came from."),
    KS_RFC ("5280", "5.1") },
  { "entry-kind:key", NULL,
    N_ (
      "A private key, with the certificates for its public key. A program uses it to prove who it is. Whoever gets the private key can do so in your name."),
    NULL, NULL },
  { "entry-kind:certificate", NULL,
    N_ (
      "A certificate without a private key. In a truststore it means: whoever uses this file believes this certificate and, if it is a CA, everything that it signs."),
    KS_RFC ("5280", "6.1.1") },
  { "entry-kind:secret", NULL,
    N_ (
      "A key without a certificate: the same key encrypts and decrypts. So everybody who is to read the data needs it, and nobody else may have it."),
    NULL, NULL },
  { "entry-kind:public", NULL,
    N_ ("A public key alone. It checks signatures and encrypts for its owner, but does not say who that is."),
    NULL, NULL },
  { "entry-kind:request", NULL,
    N_ (
      "A letter to a CA, which asks it to sign a certificate for this key and these names. It is no certificate, and no client accepts it as one."),
    KS_RFC ("2986", "3") },
  { "entry-kind:crl", NULL,
    N_ (
      "A CA’s list of the certificates that it has taken back. It is for checking the certificates of others, and proves nothing about who has it."),
    KS_RFC ("5280", "5") },
  /* Kinds of certificates */
  { "kind:unknown", NULL, N_ ("What is here cannot be read as a certificate, so that it is of no kind."),
    KS_RFC ("5280", "4.1") },
  { "kind:server", NULL,
    N_ (
      "For a server: whoever has its key may answer for the names in it. A public CA has checked who controls these names. It has not checked whether the owner is honest."),
    KS_RFC ("5280", "4.2.1.12") },
  { "kind:client", NULL,
    N_ (
      "For proving to a server who a program or a person is. What they may do there is decided by the server, and not by the certificate."),
    KS_RFC ("5280", "4.2.1.12") },
  { "kind:self-signed", NULL,
    N_ (
      "Signed with its own key, so that nobody else vouches for it. Anybody can make such a certificate with any name in it. It proves something only to those who got it from its owner in a safe way, and trust it by itself."),
    KS_RFC ("5280", "3.2") },
  { "kind:intermediate", NULL,
    N_ (
      "A CA that another CA vouches for. Clients do not have it by themselves: whoever uses a certificate below it has to send it along. Being a CA does not make it trusted; an anchor at the end of its chain does."),
    KS_RFC ("5280", "3.2") },
  { "kind:root", NULL,
    N_ (
      "A CA that has signed itself. This signature proves nothing, and the name in it may be anybody’s. It counts because somebody put it into a truststore, so compare its fingerprint before you do."),
    KS_RFC ("5280", "3.2") },
  { "kind:person", NULL,
    N_ (
      "The certificate of a person, a program or a device, for something else than being a server or a client. Its purposes say what for."),
    KS_RFC ("5280", "4.2.1.12") },
  { "kind:constrained", NULL,
    N_ (
      "This CA may sign for certain names only. That protects everybody else from it. Within these names it can make a certificate for any host, and the limit does not say that it is honest or careful."),
    KS_RFC ("5280", "4.2.1.10") },
  { .id = NULL },
};
