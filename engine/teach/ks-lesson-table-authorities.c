/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>

/* Messages of other programs stay as they are, in every language: people look them up. */
const KsLessonRow ks_lessons_of_authorities[] = {
  {
    .id = "ca-flag-missing",
    .title = N_ ("Not a CA"),
    .story = N_ ("The developers of a company sign the certificates of their servers themselves. Their own "
                 "certificate, “Example Dev CA”, was issued by the company’s root, and all signatures verify. Yet "
                 "every client stops: curl with “invalid CA certificate”, Java with “basic constraints check failed: "
                 "this is not a CA certificate”."),
    .question = N_ ("All signatures verify. Why do clients stop?"),
    .answers = {
      { N_ ("The company’s root does not know these servers"),
        N_ ("It does not have to. It vouches for the CA below it, and that CA vouches for the servers, if it may."), FALSE },
      { N_ ("“Example Dev CA” may not vouch for others"),
        N_ ("Yes. Its signature is genuine, but its own certificate does not say that it is a certificate authority."), TRUE },
      { N_ ("The name “Example Dev CA” is not registered"),
        N_ ("Names are not registered anywhere, and give no rights: anybody can call themselves a CA. What counts is "
            "what the issuer has written into the certificate."),
        FALSE },
    },
    .why = N_ ("A certificate says whose key this is. It does not say that its owner may vouch for others: that is a "
               "field of its own, the basic constraints with “CA: yes”, and only the issuer can set it. If clients did "
               "not ask for it, every owner of a server certificate could issue certificates for any name."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("stops with “this is not a CA certificate”") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “invalid CA certificate”") },
      { "Firefox", KS_STATE_FAIL, N_ ("stops with “SEC_ERROR_CA_CERT_INVALID”") },
    },
    .task = N_ ("The root has issued “Example Dev CA” again for the same key, now as a certificate authority. Put the "
                "new certificate into the chain of “shop”, in the place of the old one."),
    .hint = N_ ("Choose “The CA’s new certificate” in this bar, and then “Apply”. The server’s own certificate "
                "stays: the CA’s key is the same, and so is its signature."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE },
      { .id = "ca", .name = "Example Dev CA", .issuer = "root", .is_ca = TRUE, .no_ca_flag = TRUE },
      { .id = "ca-again", .name = "Example Dev CA", .issuer = "root", .key_of = "ca", .is_ca = TRUE, .starts = -2 },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org" },
    },
    .entries = { { .alias = "shop", .chain = "shop ca root" } },
    .parts = {
      { "example-dev-ca.pem", N_ ("The CA’s new certificate"), "ca-again" },
      { "company-root.pem", N_ ("The company’s root"), "root" },
    },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "shop", "may-sign", N_ ("Every issuer in the chain may sign certificates") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the company’s root trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "path-length-exceeded",
    .title = N_ ("One CA Too Many"),
    .story = N_ ("The root of a company lets “Example Branch CA” issue certificates. To share the work, the branch has "
                 "made a CA for each of its departments, and “Example Sales CA” has issued the certificate of your "
                 "server. Java stops with “basic constraints check failed: pathLenConstraint violated”."),
    .question = N_ ("All three authorities are marked as CAs. What is wrong?"),
    .answers = {
      { N_ ("A chain may not have four certificates"),
        N_ ("No standard limits that; good chains with five exist. But an issuer can set a limit for those below it."), FALSE },
      { N_ ("The branch’s CA may have no CA below it"),
        N_ ("Yes. Its certificate has the path length 0: it may issue certificates, but not to further CAs."), TRUE },
      { N_ ("“Example Sales CA” is in no truststore"),
        N_ ("It need not be. The root is, and what is below the root is trusted by its signatures, if nothing forbids "
            "it."),
        FALSE },
    },
    .why = N_ ("The path length (pathLenConstraint) in a CA’s certificate says how many further CAs may stand below "
               "it; the server at the end does not count. With it the root has given away the right to issue "
               "certificates, but not the right to pass it on. A CA that is one too many can sign as well as any "
               "other, and clients do not follow it."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("stops with “pathLenConstraint violated”") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “path length constraint exceeded”") },
      { "Firefox", KS_STATE_FAIL, N_ ("stops with “SEC_ERROR_PATH_LEN_CONSTRAINT_INVALID”") },
    },
    .task = N_ ("Give “shop” a certificate that the branch’s CA has issued itself, for the same key."),
    .hint = N_ ("Choose “The answer of the branch’s CA” in this bar, and then “Apply”. A renewed certificate of "
                "the sales CA changes nothing: it is still one CA too many."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE },
      { .id = "branch", .name = "Example Branch CA", .issuer = "root", .is_ca = TRUE, .path_length = 1 },
      { .id = "sales", .name = "Example Sales CA", .issuer = "branch", .is_ca = TRUE },
      { .id = "sales-again", .name = "Example Sales CA", .issuer = "branch", .key_of = "sales", .is_ca = TRUE, .starts = -2 },
      { .id = "shop", .name = "shop.example.org", .issuer = "sales", .hosts = "shop.example.org" },
      { .id = "reply",
        .name = "shop.example.org",
        .issuer = "branch",
        .key_of = "shop",
        .hosts = "shop.example.org",
        .starts = -2,
        .ends = 180 },
    },
    .entries = { { .alias = "shop", .chain = "shop sales branch root" } },
    .parts = {
      { "reply-branch.pem", N_ ("The answer of the branch’s CA"), "reply branch" },
      { "sales-ca.pem", N_ ("The renewed certificate of the sales CA"), "sales-again" },
    },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "shop", "path-length", N_ ("No more CAs stand below another than it allows") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the company’s root trust “shop”") },
      { KS_LESSON_GOAL_PART, "shop", "stored", N_ ("The chain has no gap, and nothing that does not belong") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "name-constraints",
    .title = N_ ("Outside the Fence"),
    .story = N_ ("A group of companies has limited the CA of one branch to host names below “branch.example.org”. The "
                 "branch has now issued the certificate of the group’s web shop, “shop.example.org”. curl stops with "
                 "“permitted subtree violation”, Java with “name constraints check failed”."),
    .question = N_ ("What does a client make of the branch’s limit?"),
    .answers = {
      { N_ ("Nothing: it is an agreement between the companies"),
        N_ ("It is written in the CA’s certificate, and marked as critical: a client has to obey it, or refuse the "
            "certificate."),
        FALSE },
      { N_ ("It does not trust the certificate for “shop.example.org”"),
        N_ ("Yes. The signature is genuine, but for this name it counts for nothing."), TRUE },
      { N_ ("It trusts no certificate of this CA any more"),
        N_ ("Each certificate is judged by itself. Those for names below “branch.example.org” go on working."), FALSE },
    },
    .why = N_ ("Name constraints are a fence that an issuer puts around a CA: for names outside, its signatures do not "
               "count. They prove nothing about names inside: there the CA can issue for every name, also to somebody "
               "who has no right to it. And they limit only the kinds of names that they mention: a fence for host "
               "names leaves email and IP addresses free."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("stops with “name constraints check failed”") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “permitted subtree violation”") },
      { "Firefox", KS_STATE_FAIL, N_ ("stops with “SEC_ERROR_CERT_NOT_IN_NAME_SPACE”") },
    },
    .task = N_ ("Give “shop” a certificate from a CA that may issue for its name, for the same key."),
    .hint = N_ ("Choose “The answer of the group’s CA” in this bar, and then “Apply”. What the branch issues "
                "stays outside of its fence, however new it is."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Group Root", .is_ca = TRUE },
      { .id = "branch", .name = "Example Branch CA", .issuer = "root", .is_ca = TRUE, .permitted = "branch.example.org" },
      { .id = "group", .name = "Example Group CA", .issuer = "root", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "branch", .hosts = "shop.example.org" },
      { .id = "reply", .name = "shop.example.org", .issuer = "group", .key_of = "shop", .hosts = "shop.example.org", .starts = -3 },
      { .id = "again",
        .name = "shop.example.org",
        .issuer = "branch",
        .key_of = "shop",
        .hosts = "shop.example.org",
        .starts = -2,
        .ends = 180 },
    },
    .entries = { { .alias = "shop", .chain = "shop branch root" } },
    .parts = {
      { "reply-group.pem", N_ ("The answer of the group’s CA"), "reply group" },
      { "reply-branch.pem", N_ ("A newer certificate from the branch"), "again branch" },
    },
    .goals = {
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the group’s root trust “shop”") },
      { KS_LESSON_GOAL_PART, "shop", "hosts", N_ ("“shop.example.org” is covered") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "wrong-purpose",
    .title = N_ ("The Wrong Purpose"),
    .story = N_ ("A program of yours has a certificate with which it logs in to other servers. Now it is to be a "
                 "server itself, and you gave it the same key pair. Names and dates fit, and the chain is complete. "
                 "Clients stop with “unsuitable certificate purpose”."),
    .question = N_ ("Names, dates and chain are right. Why do clients stop?"),
    .answers = {
      { N_ ("A key pair works only on the computer that made it"),
        N_ ("It is data in a file, and works wherever it is. What is limited is what its certificate is for."), FALSE },
      { N_ ("The certificate is for clients only"),
        N_ ("Yes. Among its purposes there is “TLS client”, and “TLS server” is not."), TRUE },
      { N_ ("The clients do not trust its CA"),
        N_ ("Then they would stop with “unable to get local issuer certificate”. The chain ends in a root that they "
            "have."),
        FALSE },
    },
    .why = N_ ("The extended key usage lists what a certificate is for, such as “TLS server” or “TLS client”. For "
               "anything else it proves nothing, whoever issued it: a CA checks a request for the purpose that was "
               "asked for. A certificate without the list is for every purpose; public CAs do not issue such "
               "certificates."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("stops with “Extended key usage does not permit use for TLS server authentication”") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “unsuitable certificate purpose”") },
      { "Firefox", KS_STATE_FAIL, N_ ("stops with “SEC_ERROR_INADEQUATE_CERT_TYPE”") },
    },
    .task = N_ ("Give “shop” a certificate for a TLS server. The CA has issued one for the same key."),
    .hint = N_ ("Choose “The CA’s answer for a server” in this bar, and then “Apply”. The certificate’s purposes "
                "are in its details, as “Extended key usage”."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Trust Root R1", .is_ca = TRUE },
      { .id = "ca", .name = "Example Trust TLS CA 2", .issuer = "root", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca", .hosts = "shop.example.org", .usage = "tls-client" },
      { .id = "reply", .name = "shop.example.org", .issuer = "ca", .key_of = "shop", .hosts = "shop.example.org", .starts = -2 },
      { .id = "again",
        .name = "shop.example.org",
        .issuer = "ca",
        .key_of = "shop",
        .hosts = "shop.example.org",
        .usage = "tls-client",
        .starts = -2,
        .ends = 180 },
    },
    .entries = { { .alias = "shop", .chain = "shop ca root" } },
    .parts = {
      { "reply-server.pem", N_ ("The CA’s answer for a server"), "reply ca" },
      { "reply-client.pem", N_ ("The CA’s answer for a client, renewed"), "again ca" },
    },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "shop", "role-purpose", N_ ("The certificate is for TLS servers") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the root trust “shop”") },
      { KS_LESSON_GOAL_PART, "shop", "hosts", N_ ("“shop.example.org” is covered") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "self-signed-anchor",
    .title = N_ ("Trust at First Sight"),
    .story = N_ ("Programs stopped at “gateway.example.org” with “PKIX path building failed”. Somebody fetched the "
                 "certificate that the gateway showed, put it into the truststore as “gateway”, and the error was "
                 "gone. The certificate is self-signed: its owner and its issuer are the same."),
    .question = N_ ("What does the self-signed certificate prove about who answered?"),
    .answers = {
      { N_ ("That it is the gateway: its signature verifies"),
        N_ ("It was made with the key that it contains. Anybody can make such a certificate with the same name in "
            "seconds, and its signature verifies as well."),
        FALSE },
      { N_ ("Only that whoever made it has its key"),
        N_ ("Yes. That it is the gateway’s was decided by the person who put it there, and nobody has compared it with "
            "anything."),
        TRUE },
      { N_ ("Nothing, and clients refuse it therefore"),
        N_ ("Once it is in the truststore, they accept it without asking anybody. That is what a truststore is for."), FALSE },
    },
    .why = N_ ("A truststore holds decisions, not proofs. A self-signed certificate proves no name: trust in it is "
               "only as good as the way in which it came. Whoever takes it from the connection itself may take that of "
               "somebody in between. Compare its fingerprint in another way, such as by phone; or trust the CA that "
               "issues for your servers, and every renewal is trusted by itself."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("trusts whoever has this key") },
      { "curl", KS_STATE_PASS, N_ ("trusts whoever has this key") },
      { "Firefox", KS_STATE_NOT_CHECKED, N_ ("asks a person for an exception") },
    },
    .task = N_ ("The gateway has got a certificate from the company’s CA. Make the truststore trust that CA, and no "
                "longer the single certificate."),
    .hint = N_ ("Choose “The company’s root, compared by phone” in this bar, and then “Import”. After that, "
                "choose “Delete” in the menu of “gateway”."),
    .alias = "gateway",
    .format = "jks",
    .role = KS_ROLE_KIND_TRUSTSTORE,
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE },
      { .id = "ca", .name = "Example Company CA", .issuer = "root", .is_ca = TRUE },
      { .id = "gateway", .name = "gateway.example.org" },
      { .id = "issued", .name = "gateway.example.org", .issuer = "ca", .hosts = "gateway.example.org" },
      { .id = "again", .name = "gateway.example.org", .starts = -2 },
    },
    .entries = { { .alias = "gateway", .chain = "gateway", .trusted = TRUE } },
    .parts = {
      { "company-root.pem", N_ ("The company’s root, compared by phone"), "root" },
      { "gateway.pem", N_ ("What “gateway.example.org” shows today, not compared"), "again" },
    },
    .goals = {
      { KS_LESSON_GOAL_ACCEPTS, "*", "issued ca", N_ ("Clients with this truststore trust the gateway’s new certificate") },
      { KS_LESSON_GOAL_CHECK, "*", "role-anchor", N_ ("Everything in the truststore is an authority or a named peer") },
      { KS_LESSON_GOAL_GONE, "gateway", NULL, N_ ("“gateway” is gone") },
    },
  },
  { 0 },
};
