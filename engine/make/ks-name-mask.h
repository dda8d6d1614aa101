/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-entry.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/* What a name is of; each kind counts its own placeholders. */
typedef enum {
  KS_MASK_HOST,    /* "host-1" */
  KS_MASK_CA,      /* "CA-1" */
  KS_MASK_NAME,    /* "name-1": of anything else */
  KS_MASK_ALIAS,   /* "alias-1" */
  KS_MASK_FILE,    /* "file-1" */
  KS_MASK_MAIL,    /* "mail-1" */
  KS_MASK_ADDRESS, /* "address-1": URLs */
  KS_MASK_ID,      /* "id-1": serial numbers, fingerprints and key identifiers, which public logs list */
  KS_N_MASKS,
} KsMaskKind;

/**
 * KsNameMask:
 *
 * Placeholders for the names in a report, so that it can be shown to strangers. One name has one placeholder wherever it
 * stands, alone or within a sentence. Belongs to one thread.
 */
#define KS_TYPE_NAME_MASK (ks_name_mask_get_type ())
G_DECLARE_FINAL_TYPE (KsNameMask, ks_name_mask, KS, NAME_MASK, GObject)

KsNameMask *ks_name_mask_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Remembers a name; NULL and "" are none. */
void ks_name_mask_add (KsNameMask *self, KsMaskKind kind, const char *name);
/* All names of a certificate: subject, issuer, their parts, alternative names. */
void ks_name_mask_add_certificate (KsNameMask *self, KsCertificate *certificate);
/* Alias and certificates of an entry; all certificates, hosts and files that a verdict speaks of. */
void ks_name_mask_add_entry (KsNameMask *self, KsEntry *entry);
void ks_name_mask_add_verdict (KsNameMask *self, KsVerdict *verdict);
/* The placeholder of a whole name, known or not. "" for NULL and "". */
const char *ks_name_mask_get (KsNameMask *self, KsMaskKind kind, const char *name);
/* The placeholder of a name of the verdict's certificates. */
const char *ks_name_mask_get_title (KsNameMask *self, KsCertificate *certificate);
/* @text without the names that are known, and without whatever looks like a host, address, identifier or distinguished name. */
char *ks_name_mask_apply (KsNameMask *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
