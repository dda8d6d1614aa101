/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>
#include "ks-anchor-set.h"
#include "ks-certificate.h"
#include "ks-check.h"
#include "ks-entry.h"
#include "ks-host-match.h"

G_BEGIN_DECLS

/* Where a certificate of a path was found. */
typedef enum {
  KS_PROVENANCE_ENTRY, /* in this entry */
  KS_PROVENANCE_OTHER_ENTRY,
  KS_PROVENANCE_OTHER_FILE,
  KS_PROVENANCE_SYSTEM, /* system trust, or whatever the anchor set is */
  KS_PROVENANCE_FETCHED,
  KS_PROVENANCE_PASTED,
} KsProvenance;

const char *ks_provenance_get_name (KsProvenance provenance); /* "In this entry", translated */
const char *ks_provenance_get_nick (KsProvenance provenance); /* "entry", "other-entry", ... */

/**
 * KsPathNode: one certificate of a path. A link belongs to the lower certificate: links[i] joins node i to node i + 1.
 */
typedef struct {
  KsCertificate *certificate;
  KsProvenance provenance;
  char *provenance_detail; /* alias or file name, or NULL */
  int stored_index;        /* place in the entry's chain, -1 = not in it */
  GPtrArray *results;      /* of KsResult, scope certificate */
  GPtrArray *lints;        /* of KsResult, one for each lint of its profiles; NULL but on the best path */
  KsState state;           /* worst of them */
} KsPathNode;

typedef enum {
  KS_LINK_HOLDS,
  KS_LINK_WEAK,
  KS_LINK_BROKEN,
  KS_LINK_MISSING,
  KS_LINK_UNTESTED,
} KsLinkState;

typedef struct {
  KsLinkState state;
  GPtrArray *results; /* of KsResult, scope link (or anchor, for the last link) */
} KsPathLink;

/**
 * KsMissingIssuer: all that is known of a certificate that is not here
 */
typedef struct {
  KsName *name;
  GBytes *key_id; /* or NULL */
  char *url;      /* AIA, or NULL */
} KsMissingIssuer;

/**
 * KsPath:
 *
 * One certification path, leaf first. Immutable, reference counted, part of a verdict.
 * nodes[0..n-1]; links[0..n-1], where links[n-1] joins the last certificate to the anchor ring (or to nothing).
 * With @missing the path has a gap above node @missing_after: its link is KS_LINK_MISSING, and nodes above (if any) stand
 * in the entry without being reached; the link between the missing issuer and them is KS_LINK_UNTESTED.
 */
typedef struct {
  GPtrArray *nodes;         /* of KsPathNode */
  GPtrArray *links;         /* of KsPathLink, as many as nodes */
  KsMissingIssuer *missing; /* or NULL */
  guint missing_after;
  gboolean reaches_anchor;
  KsState
    state; /* PASS: trusted; WARNING: trusted with warnings; FAIL: not trusted; NOT_CHECKED: no anchors given */
  char *sentence; /* headline of this path */
} KsPath;

typedef enum {
  KS_PART_STORED, /* chain as stored */
  KS_PART_PATH,   /* path to an anchor */
  KS_PART_HOSTS,
  KS_PART_KEY,
  KS_N_PARTS,
} KsPart;

typedef struct {
  KsState state;
  char *
    value; /* one to three words, translated: "Complete", "Gap after 1 of 2", "Trusted", "None", "1 of 2 covered", "Belongs" */
} KsPartVerdict;

/**
 * KsFinding: a result that is worth a person's attention
 */
typedef struct {
  const KsCheck *check;
  KsState severity; /* FAIL, WARNING or INFO */
  char *sentence;   /* what is wrong */
  char *
    consequence; /* in the error words people search for ("Java clients stop with “PKIX path building failed”."), or NULL */
  char *ours;
  char *theirs;
  char *ours_label; /* whose value that is: certificate title */
  char *theirs_label;
  int node; /* index in the chosen path, -1 = the entry as a whole */
  KsRemedy remedy;
  char *remedy_label; /* "Find Issuer", header capitals, translated; NULL without remedy */
} KsFinding;

typedef struct {
  KsHostName *host;
  KsHostMatch *match;
} KsHostResult;

/**
 * KsVerdict:
 *
 * Everything that was found out about one entry, in one immutable tree. The window, ks-probe and the tests read the same.
 */
#define KS_TYPE_VERDICT (ks_verdict_get_type ())
G_DECLARE_FINAL_TYPE (KsVerdict, ks_verdict, KS, VERDICT, GObject)

KsEntry *ks_verdict_get_entry (KsVerdict *self);
/* Whether the best path ends in an anchor of the system, so that the rules for public authorities bind who issued it. */
gboolean ks_verdict_is_public (KsVerdict *self);
KsState ks_verdict_get_state (KsVerdict *self);
/* visual.md section 8: "Not trusted: one certificate is missing" */
const char *ks_verdict_get_headline (KsVerdict *self);
/* The dimmed rest of the headline, or NULL: "by 1 of 142 anchors · revocation not checked" */
const char *ks_verdict_get_headline_detail (KsVerdict *self);
guint ks_verdict_get_n_paths (KsVerdict *self);
/* Best first; 0 is the one to draw. */
const KsPath *ks_verdict_get_path (KsVerdict *self, guint index);
/* The chain exactly as the entry holds it, links between neighbours; for “As Stored”. */
const KsPath *ks_verdict_get_stored (KsVerdict *self);
/* What a client makes of it that completes nothing (Java, curl), from what a server sends and its anchors; for “As Sent”. */
const KsPath *ks_verdict_get_sent (KsVerdict *self);
/* A sentence where that is not the best path: “Works in Firefox, fails in Java …”; else NULL. */
const char *ks_verdict_get_sent_difference (KsVerdict *self);
const KsPartVerdict *ks_verdict_get_part (KsVerdict *self, KsPart part);
GPtrArray *ks_verdict_get_findings (KsVerdict *self); /* of KsFinding; fail, warning, info; leaf to root */
GPtrArray *ks_verdict_get_hosts (KsVerdict *self);    /* of KsHostResult */
/* Of KsResult: the chain as stored, the key, and what the role of the file asks. */
GPtrArray *ks_verdict_get_entry_results (KsVerdict *self);
KsAnchorSet *ks_verdict_get_anchors (KsVerdict *self); /* may be NULL */
gint64 ks_verdict_get_time (KsVerdict *self);
gboolean ks_verdict_is_cut_short (KsVerdict *self); /* the search hit its budget */
JsonNode *ks_verdict_to_json (KsVerdict *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
