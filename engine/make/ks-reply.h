/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ks-reply-query.h"
#include "ks-verdict.h"

G_BEGIN_DECLS

/* Where a certificate of the new chain comes from. */
typedef enum {
  KS_REPLY_FROM_REPLY,       /* detail: name of the file, NULL when pasted */
  KS_REPLY_FROM_ENTRY,       /* the entry had it already */
  KS_REPLY_FROM_OTHER_ENTRY, /* detail: alias, in the same store */
  KS_REPLY_FROM_OTHER_FILE,  /* detail: name of an open file */
  KS_REPLY_FROM_ANCHORS,     /* detail: name of the truststore */
} KsReplyOrigin;

typedef struct {
  KsCertificate *certificate;
  KsReplyOrigin origin;
  char *detail; /* or NULL */
} KsReplyPart;

/**
 * KsReplyChain: one chain that the entry could get
 */
typedef struct {
  GPtrArray *parts;                /* of KsReplyPart, leaf first, with the root where it is known */
  gboolean has_root;               /* the last part is self-signed, and could be left out */
  KsMissingIssuer *missing;        /* the chain ends below this issuer, or NULL */
  KsVerdict *verdict;              /* of the entry with this chain */
  KsVerdict *verdict_without_root; /* NULL when there is no root to leave out */
  gboolean is_current;             /* exactly what the entry has, with its root or without */
} KsReplyChain;

/* One row of the comparison: what was requested (or was there before) beside what was issued. */
typedef struct {
  char *label;     /* "DNS name", "Subject", "Valid", ... translated */
  char *requested; /* "" = nothing */
  char *issued;    /* "" = nothing */
  KsState state; /* PASS: as requested; INFO: added, changed within what a CA may do; WARNING, FAIL: left out */
  char *sentence; /* "as requested", "left out by the CA", ... translated */
} KsReplyDifference;

/**
 * KsReplyLeaf: a certificate for the entry's key
 */
typedef struct {
  KsCertificate *certificate;
  KsReplyOrigin origin;   /* FROM_ENTRY: the reply brings issuers only, for the certificate that is there */
  char *detail;           /* or NULL */
  gboolean is_current;    /* the entry's first certificate already */
  KsState state;          /* PASS, or what its dates say: FAIL ended, WARNING not valid yet */
  char *sentence;         /* "Ended 12 days ago", ...: how long it lasts, translated */
  GPtrArray *chains;      /* of KsReplyChain, best first; never empty */
  GPtrArray *differences; /* of KsReplyDifference */
  guint n_missing_names;  /* requested names that were not issued */
} KsReplyLeaf;

/**
 * KsReplyMatch: an entry for which the reply has something
 */
typedef struct {
  gpointer tag;     /* of the store */
  char *store_name; /* or NULL */
  KsEntry *entry;
  KsVerdict *before;
  GPtrArray *leaves;    /* of KsReplyLeaf; the one to propose first: newest valid */
  KsRequest *request;   /* the request it answers, or NULL: compared with the entry's old certificate */
  gint64 requested_at;  /* seconds since 1970; 0 = not known */
  gboolean is_proposed; /* FALSE: the same key stands in an entry that comes first, or nothing would change */
  gboolean is_unchanged; /* the entry has this certificate and this chain already */
  gboolean is_read_only;
} KsReplyMatch;

/* Why a certificate of the reply is not in a new chain. */
typedef enum {
  KS_REPLY_SURPLUS_UNRELATED,  /* signs nothing in the new chains */
  KS_REPLY_SURPLUS_OTHER_KEY,  /* for a key that no open entry has */
  KS_REPLY_SURPLUS_OLDER,      /* for the entry's key, but not the best one */
  KS_REPLY_SURPLUS_ABOVE_GAP,  /* an authority that may belong above the missing issuer */
  KS_REPLY_SURPLUS_SAME_NAME,  /* has the issuer's name, but another key */
  KS_REPLY_SURPLUS_OTHER_PATH, /* on another path than the best one */
  KS_REPLY_SURPLUS_DUPLICATE,  /* the same certificate again */
  KS_REPLY_SURPLUS_UNREADABLE,
  KS_REPLY_SURPLUS_NO_CERTIFICATE, /* a private key, request or revocation list beside them */
} KsReplySurplusReason;

typedef struct {
  KsCertificate *certificate; /* NULL for NO_CERTIFICATE */
  char *source;               /* name of the file, or NULL */
  char *title;                /* for people */
  KsReplySurplusReason reason;
  guint count;    /* how many of it: DUPLICATE */
  char *sentence; /* "signs nothing in this chain", translated */
} KsReplySurplus;

typedef enum {
  KS_REPLY_FITS,           /* at least one match */
  KS_REPLY_UNCHANGED,      /* matches, but everything is there already */
  KS_REPLY_NO_KEY,         /* certificates for keys that no open entry has */
  KS_REPLY_NO_CERTIFICATE, /* nothing in it could be a reply */
} KsReplyOutcome;

/**
 * KsReplyPlan:
 *
 * What a CA's reply is for, and what it would make of the entries. Immutable, reference counted.
 */
typedef struct _KsReplyPlan KsReplyPlan;

/* Verifies, so it belongs in a worker. @progress: (nullable): called from this thread, 0..1. Error: only G_IO_ERROR_CANCELLED. */
KsReplyPlan *ks_reply_plan_new (KsReplyQuery *query,
                                void (*progress) (double fraction, gpointer data),
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
KsReplyPlan *ks_reply_plan_ref (KsReplyPlan *self);
void ks_reply_plan_unref (KsReplyPlan *self);
KsReplyOutcome ks_reply_plan_get_outcome (KsReplyPlan *self);
/* "The reply is for “web”", "The reply is for “internal” in vault.jks", "No open keystore has the key of this reply": translated */
const char *ks_reply_plan_get_headline (KsReplyPlan *self);
/* The rest of it, or NULL: "its public key belongs to this entry’s private key" */
const char *ks_reply_plan_get_detail (KsReplyPlan *self);
guint ks_reply_plan_get_n_certificates (KsReplyPlan *self); /* in the reply, without repetitions */
guint ks_reply_plan_get_n_matches (KsReplyPlan *self);
const KsReplyMatch *ks_reply_plan_get_match (KsReplyPlan *self, guint index);
guint ks_reply_plan_get_n_surplus (KsReplyPlan *self);
const KsReplySurplus *ks_reply_plan_get_surplus (KsReplyPlan *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KsReplyPlan, ks_reply_plan_unref)

/* What somebody chose for one match; zero-filled with include_root is what is proposed. */
typedef struct {
  guint leaf;
  guint chain;
  gboolean include_root;
} KsReplyChoice;

/* (transfer container) of borrowed KsCertificate, leaf first */
GPtrArray *ks_reply_match_list_chain (const KsReplyMatch *match, const KsReplyChoice *choice)
  G_GNUC_WARN_UNUSED_RESULT;
/* The verdict on the entry with that chain. (transfer none) */
KsVerdict *ks_reply_match_get_after (const KsReplyMatch *match, const KsReplyChoice *choice);
/* Replaces the certificates of the match's entry. NULL when nothing would change. */
KsEdit *ks_reply_match_new_edit (const KsReplyMatch *match, const KsReplyChoice *choice)
  G_GNUC_WARN_UNUSED_RESULT;
/* All that is chosen for one store, as one step. @choices: (nullable): one for each match of the plan, NULL = leave that match alone;
 * @kept: (nullable): of KsCertificate: surplus that becomes trusted certificate entries of @store. NULL when nothing would change. */
KsEdit *ks_reply_plan_new_edit (KsReplyPlan *self,
                                gpointer tag,
                                KsStore *store,
                                const KsReplyChoice *const *choices,
                                GPtrArray *kept,
                                gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
/* "From the reply", "From “ca-2”", ...: where a part comes from, translated. */
char *ks_reply_part_describe (const KsReplyPart *part) G_GNUC_WARN_UNUSED_RESULT;
/* "unrelated", "other-key", ...: for ks-probe */
const char *ks_reply_surplus_reason_get_nick (KsReplySurplusReason reason);
const char *ks_reply_origin_get_nick (KsReplyOrigin origin);

G_END_DECLS
