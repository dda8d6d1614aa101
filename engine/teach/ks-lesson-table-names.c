/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include "ks-lesson-private.h"

#include <glib/gi18n-lib.h>

/* Messages of other programs stay as they are, in every language: people look them up. That Java (HostnameChecker) and curl with OpenSSL still fall
 * back on the common name where there is no alternative name is what they do today; RFC 9525 knows no such thing. */
const KsLessonRow ks_lessons_of_names[] = {
  {
    .id = "wrong-host",
    .title = N_ ("The Wrong Name"),
    .story = N_ ("A shop has moved from “store.example.org” to “shop.example.org”. The server has kept its key and its "
                 "certificate, which is valid and trusted. Clients stop with “No subject alternative DNS name matching "
                 "shop.example.org found”."),
    .question = N_ ("The certificate is genuine, valid and trusted. Why is that not enough?"),
    .answers = {
      { N_ ("It is enough; the clients have to be restarted"),
        N_ ("A client compares the name anew for each connection. Restarting changes neither the name nor the "
            "certificate."),
        FALSE },
      { N_ ("It is for “store.example.org”, and the client asked for “shop.example.org”"),
        N_ ("Yes. A stranger’s certificate is genuine, valid and trusted as well. Only the name tells them apart."), TRUE },
      { N_ ("A redirect from the new name to the old one is missing"),
        N_ ("A redirect comes through the connection, and without the right name in the certificate there is none."), FALSE },
    },
    .why = N_ ("A client compares the name that it was told to reach with the alternative names in the certificate "
               "(subjectAltName), and with nothing else. That a certificate is trusted means that a CA has checked "
               "these names and no others. Were they not compared, everybody with some trusted certificate could pose "
               "as everybody else."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("stops with “No subject alternative DNS name matching … found”") },
      { "curl", KS_STATE_FAIL, N_ ("stops with “no alternative certificate subject name matches”") },
      { "Firefox", KS_STATE_FAIL, N_ ("stops with “SSL_ERROR_BAD_CERT_DOMAIN”") },
    },
    .task = N_ ("Give “shop” a certificate for its new name, and for the same key. The CA has answered."),
    .hint = N_ ("Choose “The CA’s answer for the new name” in this bar, and then “Apply”. A certificate for "
                "“example.org” does not cover the names below it."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Trust Root R1", .is_ca = TRUE },
      { .id = "ca", .name = "Example Trust TLS CA 2", .issuer = "root", .is_ca = TRUE },
      { .id = "shop", .name = "store.example.org", .issuer = "ca", .hosts = "store.example.org" },
      { .id = "reply",
        .name = "shop.example.org",
        .issuer = "ca",
        .key_of = "shop",
        .hosts = "shop.example.org store.example.org",
        .starts = -2 },
      { .id = "parent", .name = "example.org", .issuer = "ca", .key_of = "shop", .hosts = "example.org", .starts = -2, .ends = 180 },
    },
    .entries = { { .alias = "shop", .chain = "shop ca root" } },
    .parts = {
      { "reply-shop.pem", N_ ("The CA’s answer for the new name"), "reply ca" },
      { "reply-example.pem", N_ ("The CA’s answer for the parent name"), "parent ca" },
    },
    .goals = {
      { KS_LESSON_GOAL_PART, "shop", "hosts", N_ ("“shop.example.org” is covered") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the root trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "common-name-only",
    .title = N_ ("Only a Common Name"),
    .story = N_ ("A ten-year-old script makes the certificate requests of your company, and all Java programs connect. "
                 "The first browser shows “SSL_ERROR_BAD_CERT_DOMAIN”. Yet the subject of the certificate reads "
                 "“CN=shop.example.org”, exactly what is in the address bar."),
    .question = N_ ("The common name (CN) is right, and there are no alternative names. Who connects?"),
    .answers = {
      { N_ ("Everybody: the name is the same"),
        N_ ("It is the same, but it is in a field that is not for host names. Browsers and Go do not look at it."), FALSE },
      { N_ ("Some do: Java and curl, but no browser"),
        N_ ("Yes. Java and curl fall back on the common name where there are no alternative names. Nobody has to."), TRUE },
      { N_ ("Nobody: the certificate is damaged"),
        N_ ("It can be read, and breaks no rule of its format. It only has nothing that a client should compare with a "
            "host name."),
        FALSE },
    },
    .why = N_ ("The common name is a text for people: the name of a host, a person or a product. Host names belong in "
               "the subject alternative names. Browsers stopped looking at the common name in 2017, and the standard "
               "of today, RFC 9525, leaves it out. Programs that still fall back on it hide the mistake until another "
               "client comes."),
    .programs = {
      { "Java", KS_STATE_PASS, N_ ("falls back on the common name") },
      { "curl", KS_STATE_PASS, N_ ("falls back on the common name") },
      { "Firefox", KS_STATE_FAIL, N_ ("looks at alternative names only") },
      { "Go", KS_STATE_FAIL, N_ ("stops with “certificate relies on legacy Common Name field”") },
    },
    .task = N_ ("Give “shop” a certificate with its host name among the alternative names, and for the same key."),
    .hint = N_ ("Choose “The CA’s answer with an alternative name” in this bar, and then “Apply”."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE },
      { .id = "ca", .name = "Example Company CA", .issuer = "root", .is_ca = TRUE },
      { .id = "shop", .name = "shop.example.org", .issuer = "ca" },
      { .id = "reply", .name = "shop.example.org", .issuer = "ca", .key_of = "shop", .hosts = "shop.example.org", .starts = -2 },
      { .id = "again", .name = "shop.example.org", .issuer = "ca", .key_of = "shop", .starts = -2, .ends = 180 },
    },
    .entries = { { .alias = "shop", .chain = "shop ca root" } },
    .parts = {
      { "reply-names.pem", N_ ("The CA’s answer with an alternative name"), "reply ca" },
      { "reply-script.pem", N_ ("The CA’s answer to the script’s request"), "again ca" },
    },
    .goals = {
      { KS_LESSON_GOAL_CHECK, "shop", "role-names", N_ ("The certificate has alternative names") },
      { KS_LESSON_GOAL_PART, "shop", "hosts", N_ ("“shop.example.org” is covered") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the company’s root trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "wildcard-depth",
    .title = N_ ("One Star, One Level"),
    .story = N_ ("A certificate for “*.example.org” has served “shop.example.org” well. The new interface for partners "
                 "is reached on the same server as “api.shop.example.org”, and their programs stop with “No subject "
                 "alternative DNS name matching api.shop.example.org found”."),
    .question = N_ ("Does “*.example.org” cover “api.shop.example.org”?"),
    .answers = {
      { N_ ("Yes: the star stands for all that comes before “.example.org”"),
        N_ ("In a search for files it might. In a certificate it stands for one label, that is, one part between two "
            "dots, and “api.shop” is two."),
        FALSE },
      { N_ ("No: the star stands for exactly one part"),
        N_ ("Yes, for one, neither more nor less: “*.example.org” does not cover “example.org” either."), TRUE },
      { N_ ("Yes, as long as both names lead to the same server"),
        N_ ("A client does not know which computers are behind names, and it does not matter. It compares names."), FALSE },
    },
    .why = N_ ("A wildcard is a single star in the place of the whole first part of a name (RFC 9525). Nowhere else "
               "does a star mean anything: “*.*.example.org” covers no host at all. And one key for many hosts has a "
               "price: whoever gets hold of it can pose as each of them."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("lets the star stand for one part") },
      { "curl", KS_STATE_FAIL, N_ ("lets the star stand for one part") },
      { "Firefox", KS_STATE_FAIL, N_ ("lets the star stand for one part") },
    },
    .task = N_ ("Give “shop” a certificate that covers both hosts, and for the same key. The CA has answered two "
                "requests."),
    .hint = N_ ("Choose “The CA’s answer, one star in each name” in this bar, and then “Apply”."),
    .alias = "shop",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "shop.example.org api.shop.example.org",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Trust Root R1", .is_ca = TRUE },
      { .id = "ca", .name = "Example Trust TLS CA 2", .issuer = "root", .is_ca = TRUE },
      { .id = "shop", .name = "*.example.org", .issuer = "ca", .hosts = "*.example.org" },
      { .id = "reply",
        .name = "*.example.org",
        .issuer = "ca",
        .key_of = "shop",
        .hosts = "*.example.org *.shop.example.org",
        .starts = -2 },
      { .id = "stars",
        .name = "*.example.org",
        .issuer = "ca",
        .key_of = "shop",
        .hosts = "*.example.org",
        .dns = "*.*.example.org",
        .starts = -2,
        .ends = 180 },
    },
    .entries = { { .alias = "shop", .chain = "shop ca root" } },
    .parts = {
      { "reply-shop.pem", N_ ("The CA’s answer, one star in each name"), "reply ca" },
      { "reply-stars.pem", N_ ("The CA’s answer, two stars in one name"), "stars ca" },
    },
    .goals = {
      { KS_LESSON_GOAL_PART, "shop", "hosts", N_ ("Both hosts are covered") },
      { KS_LESSON_GOAL_TRUSTED, "shop", NULL, N_ ("Clients that have the root trust “shop”") },
      { KS_LESSON_GOAL_SAME_KEY, "shop", NULL, N_ ("“shop” still has its private key") },
    },
  },
  {
    .id = "address-as-dns-name",
    .title = N_ ("An Address in a Name"),
    .story = N_ ("A gateway is reached by its address, 192.0.2.10. Its certificate has “192.0.2.10” among its "
                 "alternative names. And yet Java stops with “No subject alternative names matching IP address "
                 "192.0.2.10 found”."),
    .question = N_ ("The address is in the certificate. Why is it not found?"),
    .answers = {
      { N_ ("Certificates cannot be for addresses"),
        N_ ("They can: there is a kind of alternative name for them, “IP address”. Public CAs refuse addresses of "
            "private networks, your own CA need not."),
        FALSE },
      { N_ ("It is there as a DNS name, and clients look for an IP address"),
        N_ ("Yes. To a person both look the same. To a program these are two different kinds of names."), TRUE },
      { N_ ("The address is not registered in the DNS"),
        N_ ("A client that was given an address asks the DNS nothing, and what the DNS says would prove nothing."), FALSE },
    },
    .why = N_ ("Each alternative name has a kind. A DNS name is text that is compared part by part; an IP address is a "
               "number of 4 octets, or of 16 for IPv6. A client that connects to an address compares it with names of "
               "the kind “IP address” only, whatever a DNS name or the common name looks like (RFC 9525). Catena finds "
               "the kind by what is typed into a request."),
    .programs = {
      { "Java", KS_STATE_FAIL, N_ ("compares an address with IP addresses only") },
      { "curl", KS_STATE_FAIL, N_ ("compares an address with IP addresses only") },
      { "Firefox", KS_STATE_FAIL, N_ ("compares an address with IP addresses only") },
    },
    .task = N_ ("Give “gateway” a certificate in which clients find its address, and for the same key."),
    .hint = N_ ("Choose “The CA’s answer with an IP address” in this bar, and then “Apply”."),
    .alias = "gateway",
    .role = KS_ROLE_KIND_TLS_SERVER,
    .hosts = "192.0.2.10",
    .anchors = "root",
    .certificates = {
      { .id = "root", .name = "Example Company Root", .is_ca = TRUE },
      { .id = "ca", .name = "Example Company CA", .issuer = "root", .is_ca = TRUE },
      { .id = "gateway", .name = "Example Gateway", .issuer = "ca", .dns = "192.0.2.10" },
      { .id = "reply", .name = "Example Gateway", .issuer = "ca", .key_of = "gateway", .hosts = "192.0.2.10", .starts = -2 },
      { .id = "common",
        .name = "192.0.2.10",
        .issuer = "ca",
        .key_of = "gateway",
        .dns = "192.0.2.10",
        .starts = -2,
        .ends = 180 },
    },
    .entries = { { .alias = "gateway", .chain = "gateway ca root" } },
    .parts = {
      { "reply-address.pem", N_ ("The CA’s answer with an IP address"), "reply ca" },
      { "reply-common-name.pem", N_ ("The CA’s answer with the address as common name"), "common ca" },
    },
    .goals = {
      { KS_LESSON_GOAL_PART, "gateway", "hosts", N_ ("192.0.2.10 is covered") },
      { KS_LESSON_GOAL_TRUSTED, "gateway", NULL, N_ ("Clients that have the company’s root trust “gateway”") },
      { KS_LESSON_GOAL_SAME_KEY, "gateway", NULL, N_ ("“gateway” still has its private key") },
    },
  },
  { 0 },
};
