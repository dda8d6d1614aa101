/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-explanation-private.h"

#include <glib/gi18n-lib.h>

/* By object identifier: a row for each part of a name that ks-attribute-type.c knows. */
const KsExplanation ks_explanations_of_attributes[] = {
  { "attribute:2.5.4.3", NULL,
    N_ (
      "The owner’s name as people read it. For servers this used to be the host; today, clients look at the alternative names instead."),
    KS_RFC ("4519", "2.3") },
  { "attribute:2.5.4.10", NULL,
    N_ ("The company or institution. Not every CA checks it, and a private CA may write anything."),
    KS_RFC ("4519", "2.19") },
  { "attribute:2.5.4.6", NULL, N_ ("The country, as two letters."), KS_RFC ("4519", "2.2") },
  { "attribute:2.5.4.11", NULL,
    N_ (
      "A part of the organization, in its own words. It is seldom checked, and public CAs no longer put it into certificates for servers."),
    KS_RFC ("4519", "2.20") },
  { "attribute:2.5.4.7", NULL, N_ ("The town or place where the owner is."), KS_RFC ("4519", "2.16") },
  { "attribute:2.5.4.8", NULL, N_ ("The state, province or region where the owner is."),
    KS_RFC ("4519", "2.33") },
  { "attribute:1.2.840.113549.1.9.1", NULL,
    N_ ("A mail address. For signed and encrypted mail, the address among the alternative names counts."),
    KS_RFC ("2985", "5.2.1") },
  { "attribute:0.9.2342.19200300.100.1.25", NULL,
    N_ (
      "One part of a domain name: DC=example and DC=org together are example.org. CAs of Windows domains are named like this."),
    KS_RFC ("4519", "2.4") },
  { "attribute:0.9.2342.19200300.100.1.1", NULL, N_ ("The name with which the owner logs in to a computer."),
    KS_RFC ("4519", "2.39") },
  { "attribute:2.5.4.5", NULL,
    N_ (
      "A number of the owner, for example in a register of companies. It is not the serial number of the certificate."),
    KS_RFC ("4519", "2.31") },
  { "attribute:2.5.4.9", NULL, N_ ("The street and number of the owner’s address."),
    KS_RFC ("4519", "2.34") },
  { "attribute:2.5.4.17", NULL, N_ ("The postal code of the owner’s address."), KS_RFC ("4519", "2.24") },
  { "attribute:2.5.4.4", NULL, N_ ("The family name of the person who owns the certificate."),
    KS_RFC ("4519", "2.32") },
  { "attribute:2.5.4.42", NULL, N_ ("The first name of the person who owns the certificate."),
    KS_RFC ("4519", "2.12") },
  { "attribute:2.5.4.43", NULL, N_ ("The initials of the person who owns the certificate."),
    KS_RFC ("4519", "2.14") },
  { "attribute:2.5.4.44", NULL, N_ ("What tells people of the same name in one family apart, such as “Jr.”"),
    KS_RFC ("4519", "2.11") },
  { "attribute:2.5.4.12", NULL, N_ ("The owner’s position, such as “Head of Sales”."),
    KS_RFC ("4519", "2.38") },
  { "attribute:2.5.4.13", NULL, N_ ("A remark about the owner, in free words. It has no effect."),
    KS_RFC ("4519", "2.5") },
  { "attribute:2.5.4.15", NULL,
    N_ (
      "What kind of organization the owner is: private, government or other. It stands in certificates after a thorough check, the extended validation."),
    "CA/B Forum EV Guidelines",
    "https://cabforum.org/working-groups/server/extended-validation/guidelines/" },
  { "attribute:2.5.4.16", NULL, N_ ("The owner’s address as it stands on a letter."),
    KS_RFC ("4519", "2.23") },
  { "attribute:2.5.4.18", NULL, N_ ("The number of the owner’s post office box."), KS_RFC ("4519", "2.25") },
  { "attribute:2.5.4.20", NULL, N_ ("The telephone number of the owner."), KS_RFC ("4519", "2.35") },
  { "attribute:2.5.4.41", NULL, N_ ("Some name of the owner, without saying of which kind."),
    KS_RFC ("4519", "2.18") },
  { "attribute:2.5.4.45", NULL, N_ ("Bits that tell owners of the same name apart. Hardly anybody uses it."),
    KS_RFC ("4519", "2.43") },
  { "attribute:2.5.4.46", NULL, N_ ("A mark by which a CA tells owners of the same name apart."),
    KS_RFC ("4519", "2.8") },
  { "attribute:2.5.4.65", NULL,
    N_ ("A name that the owner goes by instead of their own. The CA knows who they are."),
    KS_RFC ("3739", "3.1.2") },
  { "attribute:2.5.4.72", NULL, N_ ("The task in which the owner acts, such as “Administrator”."), NULL,
    NULL },
  { "attribute:2.5.4.97", NULL,
    N_ (
      "The organization’s number in a public register, with the register in front of it, such as VATDE-123456789."),
    "ETSI EN 319 412-1, 5.1.4", NULL },
  { "attribute:1.2.840.113549.1.9.2", NULL, N_ ("A name in free form, often the host name of a router."),
    KS_RFC ("2985", "5.2.2") },
  { "attribute:1.2.840.113549.1.9.8", NULL, N_ ("An address in free form, often the IP address of a router."),
    KS_RFC ("2985", "5.2.3") },
  { "attribute:1.3.6.1.4.1.311.60.2.1.1", NULL, N_ ("The town in whose register the organization stands."),
    "CA/B Forum EV Guidelines",
    "https://cabforum.org/working-groups/server/extended-validation/guidelines/" },
  { "attribute:1.3.6.1.4.1.311.60.2.1.2", NULL,
    N_ ("The state or province in whose register the organization stands."), "CA/B Forum EV Guidelines",
    "https://cabforum.org/working-groups/server/extended-validation/guidelines/" },
  { "attribute:1.3.6.1.4.1.311.60.2.1.3", NULL,
    N_ ("The country in whose register the organization stands, as two letters."), "CA/B Forum EV Guidelines",
    "https://cabforum.org/working-groups/server/extended-validation/guidelines/" },
  { "attribute:unknown", NULL,
    N_ (
      "Catena does not know this part of a name, and shows its number. It counts where two names are compared."),
    KS_RFC ("5280", "4.1.2.4") },
  { .id = NULL },
};
