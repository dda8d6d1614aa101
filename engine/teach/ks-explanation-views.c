/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-explanation-private.h"

#include <glib/gi18n-lib.h>

/* What stands round the fields: the drawing, the parts of the verdict, whole sections, what a file is for. */
const KsExplanation ks_explanations_of_views[] = {
  /* The drawing of the chain */
  { "drawing:stored", NULL,
    N_ (
      "This is the chain as the entry holds it, with its gaps. What this computer knows otherwise is left out."),
    KS_RFC ("8446", "4.4.2") },
  { "drawing:sent", NULL,
    N_ (
      "This is what a client has that knows its truststore and what the server sends, and nothing else. What is missing here makes Java, curl and most programs stop, even where a browser goes on."),
    KS_RFC ("8446", "4.4.2") },
  { "drawing:found", NULL,
    N_ (
      "This is the best chain that could be found, also with certificates from other entries, open files and this computer. Cards with a badge of another place are not in the entry, and are not sent to clients."),
    KS_RFC ("4158", "2.4") },
  { "chain:missing", NULL,
    N_ (
      "The certificate that has signed the one before is not here. Without it nobody can follow the chain, even with the root at hand. Find it on this computer, or ask the CA for it."),
    KS_RFC ("5280", "6.1") },
  { "chain:anchor", NULL,
    N_ (
      "The ring is the truststore. A chain is trusted when it ends at a certificate that is in there. Who is in there is decided by the owner of the truststore, and not by any certificate."),
    KS_RFC ("5280", "6.1.1") },
  /* The four parts of the verdict */
  { "part:stored", N_ ("Chain as stored"),
    N_ (
      "Whether the certificates in this entry stand in the right order and without a gap. A server sends them as they are here."),
    KS_RFC ("8446", "4.4.2") },
  { "part:path", N_ ("Path to an anchor"),
    N_ (
      "Whether signatures lead from this certificate to one that the chosen truststore trusts. A program with another truststore may decide otherwise."),
    KS_RFC ("5280", "6.1") },
  { "part:hosts", N_ ("Host names"),
    N_ (
      "Whether the certificate covers the hosts that you test. A trusted certificate for another name is of no use to a client."),
    KS_RFC ("9525", "6") },
  { "part:key", N_ ("Private key"),
    N_ (
      "Whether the private key in this entry belongs to the certificate. If it does not, a server cannot start with them. A locked key can be checked with its password."),
    KS_RFC ("8446", "4.4.3") },
  /* Sections and lists */
  { "section:findings", NULL,
    N_ (
      "What clients would stumble over, the worst first; advice comes last. Open a row to see both values, why it matters, and what you can do."),
    NULL, NULL },
  { "section:names", NULL,
    N_ (
      "The hosts that this certificate is for. Clients compare the name that they were told to reach with these, and with nothing else. “*” stands for one part of a name: “*.example.org” covers www.example.org, but neither example.org nor a.b.example.org."),
    KS_RFC ("9525", "6.3") },
  { "section:time", NULL,
    N_ (
      "A chain holds only while all of its certificates are valid at the same moment. The one that ends first decides. Move the slider to see what clients say on another day."),
    KS_RFC ("5280", "6.1.3") },
  { "section:trust", NULL,
    N_ (
      "Trust belongs to the one who checks, and not to the certificate. Each row asks one truststore, and nothing else: what one program trusts, another may refuse."),
    KS_RFC ("5280", "6.1.1") },
  { "section:entries", NULL,
    N_ (
      "A key pair is for proving who a program is. A trusted certificate says whom a program believes. “Issues” are the entries that clients refuse, or have something to say about."),
    NULL, NULL },
  { "section:compatibility", NULL,
    N_ (
      "Programs do not all read the same kinds of keystores. Here it says who can read the file, with its password. It does not say that they trust what is inside."),
    NULL, NULL },
  /* The file as a whole */
  { "file:format", NULL,
    N_ (
      "How the file is written. Programs look for a certain format, whatever the name of the file ends with."),
    NULL, NULL },
  { "file:place", NULL,
    N_ ("The folder that the file is in. Whoever may read the file there can try to guess its password."),
    NULL, NULL },
  { "file:content", NULL,
    N_ ("What the file holds. Private and secret keys have to be kept to oneself; certificates need not."),
    NULL, NULL },
  { "file:integrity", NULL,
    N_ (
      "A check value is made from the whole file and the password. While it holds, nobody without the password has changed the file. It says nothing about who made it."),
    KS_RFC ("7292", "4") },
  { "file:protection", NULL,
    N_ (
      "How the password is turned into a key, and what is encrypted with that. More iterations make each guess at the password slower."),
    KS_RFC ("8018", "4.2") },
  /* Remarks about a file */
  { "remark:unverified", NULL,
    N_ (
      "Without the password the check value cannot be calculated. So somebody may have changed the file, and nothing here would show it. Enter the password to find out."),
    KS_RFC ("7292", "5.1") },
  { "remark:no-check", NULL,
    N_ (
      "Nothing in the file shows whether somebody has changed it. Saved as a new file with a password, it gets a check value."),
    KS_RFC ("7292", "5.1") },
  { "remark:old-version", NULL,
    N_ (
      "The check value of this old version is so short that somebody can change the file until it fits again. A new version of the same format has a better one."),
    "CVE-2018-5382", "https://nvd.nist.gov/vuln/detail/CVE-2018-5382" },
  { "remark:signed", NULL,
    N_ (
      "Somebody has signed this file instead of giving it a check value. Only they can sign it again after a change, so that it is saved as a new file."),
    NULL, NULL },
  { "remark:closed", NULL,
    N_ (
      "A part of the file could not be read, often because it has a password of its own. It is kept as it is. Do not take what is shown for all that there is."),
    NULL, NULL },
  { "remark:unprotected", NULL,
    N_ (
      "Whoever can read the file has these private keys, without knowing any password. Protect them, and think of who could read the file so far."),
    NULL, NULL },
  { "remark:unreachable", NULL,
    N_ (
      "Java changes aliases to small letters before it looks for them, so that it never finds these entries. Under another alias it does."),
    NULL, NULL },
  { "remark:duplicate", NULL,
    N_ (
      "Two aliases that only differ in capital and small letters are one for Java. It shows one of the entries, and passes over the other. Rename one of them."),
    NULL, NULL },
  { "remark:password", NULL,
    N_ (
      "Programs turn the letters of a password into bytes in different ways. With letters from A to Z, digits and usual marks, they all come to the same."),
    KS_RFC ("8018", "8") },
  { "remark:plain-list", NULL,
    N_ (
      "Certificates hold no secret, but who may read the file also sees the names in it. After saving, the list is encrypted."),
    NULL, NULL },
  { "remark:kept", NULL,
    N_ (
      "There is something in the file that Catena has no page for. It is written back when the file is saved, so that nothing is lost."),
    NULL, NULL },
  { "remark:surplus", NULL,
    N_ (
      "Behind the end of the keystore there are bytes that do not belong to it. Programs pass over them, and saving leaves them out."),
    NULL, NULL },
  { "remark:note", NULL,
    N_ ("The file can be used all the same. It is said here so that nobody is surprised later."), NULL,
    NULL },
  /* What a file is for */
  { "role:general", NULL,
    N_ (
      "Nothing special is asked of this file. Choose what it is for, and its entries are also checked for what programs of that kind ask for."),
    NULL, NULL },
  { "role:tls-server", NULL,
    N_ (
      "A server shows a certificate from this file to everybody who connects. So its entries are checked for host names, for the purpose “TLS server”, and for the password that servers expect."),
    "RFC 9525, 6", "https://www.rfc-editor.org/rfc/rfc9525#section-6" },
  { "role:tls-client", NULL,
    N_ (
      "A program shows a certificate from this file to servers, to prove who it is. So its entries are checked for the purpose “TLS client”."),
    KS_RFC ("5280", "4.2.1.12") },
  { "role:truststore", NULL,
    N_ (
      "A program believes the certificates in this file. Each CA in here can vouch for every name, unless name constraints limit it: keep those that are needed, and no private keys."),
    KS_RFC ("5280", "6.1.1") },
  { "role:internal-encryption", NULL,
    N_ (
      "The keys in this file encrypt a program’s own data. Nobody else has to trust them. A new key cannot read what the old one has encrypted."),
    "NIST SP 800-57 Part 1, 8.3", "https://doi.org/10.6028/NIST.SP.800-57pt1r5" },
  { "role:signing", NULL,
    N_ (
      "The keys in this file sign programs, documents or messages. Whoever checks the signatures needs the certificate, or trusts a CA above it."),
    KS_RFC ("5280", "4.2.1.3") },
  { .id = NULL },
};
