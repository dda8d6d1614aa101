/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-explanation-private.h"

#include <glib/gi18n-lib.h>

/* What a file is made of. By tag where nothing is known of its place; by place where there is something to say about it. */
const KsExplanation ks_explanations_of_elements[] = {
  /* By tag */
  { "asn1:sequence", NULL,
    N_ (
      "A list of parts in a fixed order. The bytes do not say what each part is: that stands in the definition of the whole."),
    "X.690, 8.9", "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:set", NULL, N_ ("A group of parts whose order means nothing."), "X.690, 8.11",
    "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:integer", NULL,
    N_ (
      "A whole number of any length. Its first bit is the sign, which is why long numbers often begin with a byte of zero."),
    "X.690, 8.3", "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:bits", NULL,
    N_ (
      "A row of bits, often a key or a signature. Its first byte says how many bits at the end do not count."),
    "X.690, 8.6", "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:octets", NULL,
    N_ ("A row of bytes. In extensions and keys there is often another structure inside."), "X.690, 8.7",
    "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:oid", NULL,
    N_ (
      "An object identifier: a number that names an algorithm, an extension or a part of a name, the same all over the world."),
    "X.690, 8.19", "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:boolean", NULL, N_ ("Yes or no, as one byte. “Yes” is FF; “no” is usually left out."), "X.690, 8.2",
    "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:null", NULL,
    N_ ("Nothing: it fills a place of the definition that has to be filled, and has no content."),
    "X.690, 8.8", "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:text", NULL, N_ ("A text. The kind of text says which letters there may be in it."), "X.690, 8.23",
    "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:time", NULL,
    N_ ("A moment in Universal Time (UTC). A year of two digits is one from 1950 to 2049."),
    KS_RFC ("5280", "4.1.2.5") },
  { "asn1:enumerated", NULL, N_ ("One choice out of a list, as a number."), "X.690, 8.4",
    "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:tagged", NULL,
    N_ (
      "A number in brackets tells parts apart that may be left out. What it means depends on the structure that it stands in."),
    "X.690, 8.14", "https://www.itu.int/rec/T-REC-X.690" },
  { "asn1:problem", NULL,
    N_ (
      "These bytes break the rules of the notation. Programs stop here, or read something else than was meant."),
    "X.690, 8.1", "https://www.itu.int/rec/T-REC-X.690" },
  /* By place */
  { "asn1:signed", NULL,
    N_ (
      "This is what is signed: all that the issuer, or the owner of a request, stands for. Change one byte of it, and the signature no longer fits."),
    KS_RFC ("5280", "4.1.1.1") },
  { "asn1:algorithm", NULL,
    N_ (
      "Which algorithm signs, encrypts or makes the digest. In a certificate it stands twice, inside and outside of what is signed, and both have to agree."),
    KS_RFC ("5280", "4.1.1.2") },
  { "asn1:signature", NULL,
    N_ (
      "The signature itself: bits that only the owner of the private key can make, and that everybody can check with the public key."),
    KS_RFC ("5280", "4.1.1.3") },
  { "asn1:version", NULL, N_ ("Versions are counted from 0: in a certificate, 2 means version 3."),
    KS_RFC ("5280", "4.1.2.1") },
  { "asn1:extension-content", NULL,
    N_ (
      "What the extension says, wrapped into a row of bytes, so that programs can pass over extensions that they do not know."),
    KS_RFC ("5280", "4.2") },
  { "asn1:path-length", NULL, N_ ("How many CAs may stand below this one. Without it there is no limit."),
    KS_RFC ("5280", "4.2.1.9") },
  { "asn1:modulus", NULL,
    N_ (
      "The number that makes most of an RSA key: the product of two secret primes. Everybody may know it, because nobody can find the primes from it."),
    KS_RFC ("8017", "3.1") },
  { "asn1:exponent", NULL, N_ ("The second number of an RSA public key. Nearly everywhere it is 65537."),
    KS_RFC ("8017", "3.1") },
  { "asn1:secret-part", NULL, N_ ("A part of a private key. Whoever has it can act in the owner’s name."),
    KS_RFC ("8017", "3.2") },
  { "asn1:encrypted", NULL,
    N_ ("What is encrypted with the password. Without the password it looks like chance."),
    KS_RFC ("8018", "6") },
  { "asn1:mac", NULL,
    N_ (
      "A digest that is made with the password. With it, a program knows that the password is right and that nobody has changed the file."),
    KS_RFC ("7292", "5.1") },
  { "asn1:salt", NULL,
    N_ ("Random bytes that go into the digest, so that the same password gives another result in each file."),
    KS_RFC ("8018", "4.1") },
  { "asn1:iterations", NULL,
    N_ (
      "How often the password is digested. A higher number makes each guess slower, for you once and for a thief each time."),
    KS_RFC ("8018", "4.2") },
  { "asn1:safe", NULL, N_ ("The content of a PKCS #12 file: its parts, each of them encrypted or not."),
    KS_RFC ("7292", "4") },
  { "asn1:bag", NULL,
    N_ ("One thing in a PKCS #12 file: a key, a certificate or a secret, with its attributes."),
    KS_RFC ("7292", "4.2") },
  { "asn1:bag-attributes", NULL,
    N_ ("What belongs to a key or certificate: its alias, and a mark by which a key finds its certificate."),
    KS_RFC ("7292", "4.2") },
  { "asn1:unique-id", NULL,
    N_ ("Bits that were to tell owners of the same name apart. Nobody uses them today."),
    KS_RFC ("5280", "4.1.2.8") },
  { .id = NULL },
};
