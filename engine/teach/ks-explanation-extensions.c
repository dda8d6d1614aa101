/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-explanation-private.h"

#include <glib/gi18n-lib.h>

/* By object identifier: a row for each extension that ks-extension.c decodes. */
const KsExplanation ks_explanations_of_extensions[] = {
  { "extension:2.5.29.9", NULL,
    N_ (
      "More about a person than the name: nationality, date of birth and the like. Servers have no use for it."),
    KS_RFC ("5280", "4.2.1.8") },
  { "extension:2.5.29.14", NULL,
    N_ (
      "A short name for this certificate’s key. Certificates that are signed with the key repeat it, so that the right issuer is found quickly. It is no proof."),
    KS_RFC ("5280", "4.2.1.2") },
  { "extension:2.5.29.15", NULL,
    N_ (
      "What the key may do. A server’s key signs when a client connects; only a CA’s key may sign certificates."),
    KS_RFC ("5280", "4.2.1.3") },
  { "extension:2.5.29.16", NULL,
    N_ (
      "When the private key may sign, if that is shorter than the certificate is valid. Hardly any program looks at it."),
    KS_RFC ("3280", "4.2.1.4") },
  { "extension:2.5.29.17", NULL,
    N_ (
      "The hosts, addresses and mailboxes that the certificate is for. Clients look for the host here and nowhere else: the common name no longer counts."),
    KS_RFC ("9525", "6.3") },
  { "extension:2.5.29.18", NULL, N_ ("Other names of the issuer. Clients decide nothing by them."),
    KS_RFC ("5280", "4.2.1.7") },
  { "extension:2.5.29.19", NULL,
    N_ (
      "Whether this is a CA, and how many CAs may stand below it. Without it no certificate may sign others. It does not say that anybody should trust this CA."),
    KS_RFC ("5280", "4.2.1.9") },
  { "extension:2.5.29.30", NULL,
    N_ (
      "The names that this CA may sign for, or may not. The limit protects everybody else from this CA. For the names within it, this CA can make certificates as freely as any other."),
    KS_RFC ("5280", "4.2.1.10") },
  { "extension:2.5.29.31", NULL,
    N_ (
      "Where the list of revoked certificates can be fetched. That an address stands here does not mean that anybody has asked."),
    KS_RFC ("5280", "4.2.1.13") },
  { "extension:2.5.29.32", NULL,
    N_ (
      "The rules under which the certificate was issued, for example how well the owner was checked. The CA itself says so."),
    KS_RFC ("5280", "4.2.1.4") },
  { "extension:2.5.29.33", NULL,
    N_ ("Which rules of another CA count as the same as one’s own. Found where one CA vouches for another."),
    KS_RFC ("5280", "4.2.1.5") },
  { "extension:2.5.29.35", NULL,
    N_ (
      "Which key is said to have signed this certificate. It points to the issuer; the proof is the signature."),
    KS_RFC ("5280", "4.2.1.1") },
  { "extension:2.5.29.36", NULL,
    N_ (
      "Demands that everything below this CA was issued under rules that are named. A chain that does not say so is refused."),
    KS_RFC ("5280", "4.2.1.11") },
  { "extension:2.5.29.37", NULL,
    N_ (
      "What the certificate is for: servers, clients, mail, programs. A server whose certificate lists purposes, but not “TLS server”, is refused."),
    KS_RFC ("5280", "4.2.1.12") },
  { "extension:2.5.29.46", NULL, N_ ("Where to find what was revoked since the last full revocation list."),
    KS_RFC ("5280", "4.2.1.15") },
  { "extension:2.5.29.54", NULL,
    N_ (
      "From some CA on, “any rules” no longer counts as the name of rules that a certificate was issued under."),
    KS_RFC ("5280", "4.2.1.14") },
  { "extension:2.5.29.56", NULL,
    N_ (
      "The CA never revokes this certificate, usually because it ends very soon. There is nothing to ask, and a stolen key stays good until the end."),
    KS_RFC ("9608", "2") },
  { "extension:1.3.6.1.5.5.7.1.1", NULL,
    N_ (
      "Where the issuer’s certificate can be fetched, and whom to ask whether this one is revoked. Some browsers fetch what is missing; Java and most programs do not."),
    KS_RFC ("5280", "4.2.2.1") },
  { "extension:1.3.6.1.5.5.7.1.3", NULL,
    N_ (
      "Statements under European law on signatures, for example that the key is in a device of its own. The CA says so; it can be checked in the EU’s list of trusted CAs."),
    KS_RFC ("3739", "3.2.6") },
  { "extension:1.3.6.1.5.5.7.1.11", NULL,
    N_ ("Where the owner of this certificate, usually a CA, offers its services."),
    KS_RFC ("5280", "4.2.2.2") },
  { "extension:1.3.6.1.5.5.7.1.24", NULL,
    N_ (
      "The server promises to bring proof that its certificate is not revoked (“stapling”). Clients that know this extension refuse a connection without that proof."),
    KS_RFC ("7633", "4") },
  { "extension:1.3.6.1.5.5.7.1.31", NULL,
    N_ (
      "Used for some seconds, while a CA finds out who controls a name. It belongs to no certificate that is in use."),
    KS_RFC ("8737", "3") },
  { "extension:1.3.6.1.5.5.7.48.1.5", NULL,
    N_ ("Belongs to those who answer whether certificates are revoked: nobody asks about themselves."),
    KS_RFC ("6960", "4.2.2.2.1") },
  { "extension:1.3.6.1.4.1.11129.2.4.2", NULL,
    N_ (
      "Receipts of public logs that have recorded this certificate, so that the owner of a name can find certificates that they did not ask for. Chrome and Safari demand them of public CAs."),
    KS_RFC ("6962", "3.3") },
  { "extension:1.3.6.1.4.1.11129.2.4.3", NULL,
    N_ (
      "Marks a draft that was made for the public logs. No client accepts it; the real certificate is another file."),
    KS_RFC ("6962", "3.1") },
  { "extension:1.3.6.1.4.1.311.20.2", NULL,
    N_ ("The name of the template from which a Microsoft CA made the certificate."), "Microsoft, MS-WCCE",
    "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/" },
  { "extension:1.3.6.1.4.1.311.21.1", NULL,
    N_ ("How often a Microsoft CA has renewed its certificate and its key."), "Microsoft, MS-WCCE",
    "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/" },
  { "extension:1.3.6.1.4.1.311.21.2", NULL,
    N_ ("A digest of the certificate that this Microsoft CA had before."), "Microsoft, MS-WCCE",
    "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/" },
  { "extension:1.3.6.1.4.1.311.21.7", NULL,
    N_ ("The template from which a Microsoft CA made the certificate, by its number and version."),
    "Microsoft, MS-WCCE", "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/" },
  { "extension:1.3.6.1.4.1.311.21.10", NULL,
    N_ ("What the certificate is for, in Microsoft’s own form, beside the one that other programs look at."),
    "Microsoft, MS-WCCE", "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/" },
  { "extension:1.3.6.1.4.1.311.25.2", NULL,
    N_ (
      "The account of a Windows domain that the certificate stands for. Whoever has the key can log in as this account."),
    "Microsoft, MS-WCCE", "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-wcce/" },
  { "extension:2.16.840.1.113730.1.1", NULL,
    N_ (
      "What the certificate is for, as Netscape wrote it before there was a standard. Clients of today look at the extended key usage."),
    NULL, NULL },
  { "extension:2.16.840.1.113730.1.2", NULL,
    N_ (
      "An old way to shorten the web addresses in the other Netscape extensions. Clients of today pass over it."),
    NULL, NULL },
  { "extension:2.16.840.1.113730.1.3", NULL,
    N_ ("An old web address for asking whether the certificate is revoked. Nobody asks there today."), NULL,
    NULL },
  { "extension:2.16.840.1.113730.1.4", NULL,
    N_ (
      "An old web address for asking whether certificates of this CA are revoked. Clients of today do not use it."),
    NULL, NULL },
  { "extension:2.16.840.1.113730.1.7", NULL,
    N_ ("An old web address where the certificate could be renewed."), NULL, NULL },
  { "extension:2.16.840.1.113730.1.8", NULL, N_ ("An old web address of the CA’s rules."), NULL, NULL },
  { "extension:2.16.840.1.113730.1.12", NULL,
    N_ ("The server’s name, as Netscape wrote it. Clients of today look at the alternative names instead."),
    NULL, NULL },
  { "extension:2.16.840.1.113730.1.13", NULL,
    N_ (
      "A remark that a program or a person left, often the name of the program that made the certificate. It has no effect, whatever it says."),
    NULL, NULL },
  { .id = NULL },
};
