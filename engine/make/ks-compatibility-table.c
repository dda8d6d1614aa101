/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-config.h"

#include <glib/gi18n-lib.h>

#include "ks-compatibility-private.h"

const KsProgram ks_compatibility_programs[] = {
  { "java-8", "Java", "8" },
  { "java-11", "Java", "11" },
  { "java-17", "Java", "17" },
  { "java-21", "Java", "21" },
  { "openssl-1.1", "OpenSSL", "1.1" },
  { "openssl-3", "OpenSSL", "3" },
  { "windows-2016", "Windows Server", "2016" },
  { "windows-2019", "Windows Server", "2019" },
  { "windows-2022", "Windows Server", "2022" },
  { "macos", "macOS", "" },
  { "android", "Android", "" },
  { "bouncy-castle", "Bouncy Castle", "" },
};

const guint ks_compatibility_n_programs = G_N_ELEMENTS (ks_compatibility_programs);

#define JAVA_8 (1 << 0)
#define JAVA_11 (1 << 1)
#define JAVA_17 (1 << 2)
#define JAVA_21 (1 << 3)
#define OPENSSL_1 (1 << 4)
#define OPENSSL_3 (1 << 5)
#define WINDOWS_2016 (1 << 6)
#define WINDOWS_2019 (1 << 7)
#define WINDOWS_2022 (1 << 8)
#define MACOS (1 << 9)
#define ANDROID (1 << 10)
#define BC (1 << 11)

#define JAVA (JAVA_8 | JAVA_11 | JAVA_17 | JAVA_21)
#define OPENSSL (OPENSSL_1 | OPENSSL_3)
#define WINDOWS (WINDOWS_2016 | WINDOWS_2019 | WINDOWS_2022)
#define SYSTEMS (WINDOWS | MACOS | ANDROID)

#define YES KS_COMPATIBILITY_YES
#define PARTLY KS_COMPATIBILITY_PARTLY
#define NO KS_COMPATIBILITY_NO

/* Where a sentence comes from. Without a source it is what the program itself did with such a file. */
#define JDK(number) "https://bugs.openjdk.org/browse/JDK-" number
#define JAVA_NAMES                                                                                           \
  "https://docs.oracle.com/en/java/javase/21/docs/specs/security/standard-names.html#keystore-types"
#define OPENSSL_PKCS12 "https://docs.openssl.org/3.5/man1/openssl-pkcs12/"
#define OPENSSL_STORE "https://docs.openssl.org/3.5/man7/ossl_store-file/"
#define WINDOWS_PFX "https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-pfximportcertstore"
#define WINDOWS_PBES2                                                                                        \
  "https://learn.microsoft.com/windows/win32/api/wincrypt/ns-wincrypt-pkcs12_pbes2_export_params"
#define APPLE_PKCS12 "https://developer.apple.com/documentation/security/secpkcs12import(_:_:_:)"
#define APPLE_PBES2 "https://github.com/pyca/cryptography/issues/7293"
#define ANDROID_STORE "https://developer.android.com/reference/java/security/KeyStore"
#define ANDROID_PBES2 "https://github.com/strongswan/strongswan-docs/issues/5"
#define BC_STORE "https://downloads.bouncycastle.org/java/docs/bcprov-jdk18on-javadoc/"

const KsCompatibilityRule ks_compatibility_rules[] = {
  /* Formats */
  { "jks", 0, JAVA, YES, NULL, JAVA_NAMES },
  { "jks", 0, OPENSSL, NO, N_ ("OpenSSL does not know JKS. Save it as PKCS #12 or PEM."), OPENSSL_STORE },
  { "jks", 0, SYSTEMS, NO, N_ ("Only Java programs read JKS."), JAVA_NAMES },
  { "jks", 0, BC, PARTLY, N_ ("Read by Java’s own provider, which has to stand beside it."), JAVA_NAMES },
  { "jceks", 0, JAVA, YES, NULL, JAVA_NAMES },
  { "jceks", 0, OPENSSL, NO, N_ ("OpenSSL does not know JCEKS. Save it as PKCS #12 or PEM."), OPENSSL_STORE },
  { "jceks", 0, SYSTEMS, NO, N_ ("Only Java programs read JCEKS."), JAVA_NAMES },
  { "jceks", 0, BC, PARTLY, N_ ("Read by Java’s own provider, which has to stand beside it."), JAVA_NAMES },
  { "pkcs12", 0, JAVA, YES, NULL, JAVA_NAMES },
  { "pkcs12", 0, OPENSSL, YES, NULL, OPENSSL_PKCS12 },
  { "pkcs12", 0, WINDOWS, YES, NULL, WINDOWS_PFX },
  { "pkcs12", 0, MACOS, YES, NULL, APPLE_PKCS12 },
  { "pkcs12", 0, ANDROID, YES, NULL, ANDROID_STORE },
  { "pkcs12", 0, BC, YES, NULL, BC_STORE },
  { "bks", 0, JAVA, PARTLY, N_ ("Only with Bouncy Castle’s provider."), BC_STORE },
  { "bks", 0, OPENSSL | WINDOWS | MACOS, NO, N_ ("Only Bouncy Castle and Android read BKS."), BC_STORE },
  { "bks", 0, ANDROID, PARTLY, N_ ("Apps read it; it cannot be installed in the settings."), ANDROID_STORE },
  { "bks", 0, BC, YES, NULL, BC_STORE },
  { "uber", 0, JAVA, PARTLY, N_ ("Only with Bouncy Castle’s provider."), BC_STORE },
  { "uber", 0, OPENSSL | SYSTEMS, NO, N_ ("Only Bouncy Castle reads UBER."), BC_STORE },
  { "uber", 0, BC, YES, NULL, BC_STORE },
  { "bcfks", 0, JAVA, PARTLY, N_ ("Only with Bouncy Castle’s provider."), BC_STORE },
  { "bcfks", 0, OPENSSL | SYSTEMS, NO, N_ ("Only Bouncy Castle reads BCFKS."), BC_STORE },
  { "bcfks", 0, BC, YES, NULL, BC_STORE },
  { "pem", 0, JAVA, PARTLY,
    N_ ("keytool imports certificates from it. As a keystore only some programs can use it, such as Kafka."),
    "https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html" },
  { "pem", 0, OPENSSL, YES, NULL, OPENSSL_STORE },
  { "pem", KS_TRAIT_TRUSTED, SYSTEMS, PARTLY, N_ ("It may take only the first certificate of a file."),
    "https://learn.microsoft.com/windows-server/administration/windows-commands/certutil" },
  { "pem", KS_TRAIT_KEYS, SYSTEMS, NO,
    N_ ("It imports private keys from PKCS #12 only. Save it as PKCS #12."), WINDOWS_PFX },
  { "pem", 0, BC, PARTLY, N_ ("With its PEM reader, not as a keystore."), BC_STORE },

  /* PKCS #12: the integrity check */
  { "pkcs12", KS_TRAIT_MAC_PBMAC1, JAVA, NO, N_ ("Java knows the integrity check PBMAC1 since version 26."),
    JDK ("8343232") },
  { "pkcs12", KS_TRAIT_MAC_PBMAC1, OPENSSL_1, NO, N_ ("OpenSSL knows PBMAC1 since version 3.4."),
    OPENSSL_PKCS12 },
  { "pkcs12", KS_TRAIT_MAC_PBMAC1, OPENSSL_3, PARTLY, N_ ("OpenSSL knows PBMAC1 since version 3.4."),
    OPENSSL_PKCS12 },
  { "pkcs12", KS_TRAIT_MAC_PBMAC1, SYSTEMS, NO, N_ ("It does not know the integrity check PBMAC1."),
    "https://www.rfc-editor.org/rfc/rfc9579" },
  { "pkcs12", KS_TRAIT_MAC_PBMAC1, BC, NO, N_ ("The keystore of Bouncy Castle 1.80 does not know PBMAC1."),
    NULL },
  { "pkcs12", KS_TRAIT_MAC_SHA256, JAVA_8, PARTLY,
    N_ ("Integrity checks with SHA-2 are read since update 301."), JDK ("8153005") },
  { "pkcs12", KS_TRAIT_MAC_SHA256, JAVA_11, PARTLY,
    N_ ("Integrity checks with SHA-2 are read since version 11.0.12."), JDK ("8267880") },
  { "pkcs12", KS_TRAIT_MAC_SHA256, WINDOWS_2016, NO,
    N_ (
      "Integrity checks with SHA-2 are read since Windows Server 2019; this one says that the password is wrong."),
    WINDOWS_PBES2 },
  { "pkcs12", KS_TRAIT_MAC_RARE, JAVA, NO, N_ ("Java does not know the digest of its integrity check."),
    NULL },
  { "pkcs12", KS_TRAIT_MAC_RARE, SYSTEMS, NO, N_ ("It does not know the digest of the integrity check."),
    WINDOWS_PBES2 },
  { "pkcs12", KS_TRAIT_MAC_RARE, BC, NO,
    N_ ("Bouncy Castle does not know the digest of its integrity check."), NULL },
  { "pkcs12", KS_TRAIT_MAC_SHA512, BC, NO,
    N_ ("The keystore of Bouncy Castle 1.80 knows integrity checks with SHA-1 and SHA-256 only."), NULL },
  { "pkcs12", KS_TRAIT_MAC_NONE, JAVA, PARTLY,
    N_ ("Java opens it with any password, because it has no integrity check."), NULL },
  { "pkcs12", KS_TRAIT_MAC_NONE, WINDOWS | MACOS, NO, N_ ("It refuses files without an integrity check."),
    WINDOWS_PFX },

  /* PKCS #12: encryption */
  { "pkcs12", KS_TRAIT_PBES2, JAVA_8, PARTLY, N_ ("AES with HMAC-SHA-256 is read since update 301."),
    JDK ("8076190") },
  { "pkcs12", KS_TRAIT_PBES2, JAVA_11, PARTLY, N_ ("AES with HMAC-SHA-256 is read since version 11.0.12."),
    JDK ("8076190") },
  { "pkcs12", KS_TRAIT_PBES2, WINDOWS_2016, NO,
    N_ ("AES is read since Windows Server 2019; this one says that the password is wrong."), WINDOWS_PBES2 },
  { "pkcs12", KS_TRAIT_PBES2, MACOS, PARTLY,
    N_ ("Some versions say that the password is wrong. The legacy protection is read by all."), APPLE_PBES2 },
  { "pkcs12", KS_TRAIT_PBES2, ANDROID, PARTLY,
    N_ ("Versions up to 13 say that the password is wrong. The legacy protection is read by all."),
    ANDROID_PBES2 },
  { "pkcs12", KS_TRAIT_PBES2_RARE, JAVA, NO,
    N_ ("Of PBES2, Java knows AES-128 and AES-256 with PBKDF2 only."), NULL },
  { "pkcs12", KS_TRAIT_PBES2_RARE, SYSTEMS, NO, N_ ("Of PBES2, it knows AES with PBKDF2 only."),
    WINDOWS_PBES2 },
  { "pkcs12", KS_TRAIT_PBES2_RARE, BC, PARTLY, N_ ("Bouncy Castle knows not every cipher of PBES2."), NULL },
  { "pkcs12", KS_TRAIT_TWO_KEYS, JAVA, NO, N_ ("Java does not know Triple DES with two keys."), NULL },
  { "pkcs12", KS_TRAIT_RC2, OPENSSL_3, PARTLY,
    N_ ("RC2, RC4 and DES need its legacy provider: the option “-legacy”."), OPENSSL_PKCS12 },
  { "pkcs12", KS_TRAIT_MANY_ITERATIONS, JAVA, NO,
    N_ ("Java refuses more than 5,000,000 iterations of key derivation."), JDK ("8343232") },

  /* PKCS #12: content */
  { "pkcs12", KS_TRAIT_HIDDEN_CERTIFICATE, JAVA, PARTLY,
    N_ ("Java does not show certificates that lack its attribute for trust."),
    "https://docs.oracle.com/en/java/javase/21/security/java-cryptography-architecture-jca-reference-guide.html" },
  { "pkcs12", KS_TRAIT_PLAIN_KEY, JAVA, PARTLY, N_ ("Java passes over keys that are not encrypted."), NULL },
  { "pkcs12", KS_TRAIT_UNNAMED, BC, PARTLY,
    N_ ("Bouncy Castle may pass over certificates that have no name."), NULL },
  { "pkcs12", KS_TRAIT_EMPTY_PASSWORD, BC, PARTLY, N_ ("Bouncy Castle may refuse the empty password."),
    NULL },
  { "pkcs12", KS_TRAIT_BARE_KEY, JAVA, PARTLY,
    N_ ("Java shows a key without its certificate, because that is marked as trusted."),
    "https://github.com/openssl/openssl/issues/22215" },
  { "pkcs12", KS_TRAIT_OWN_PASSWORD, OPENSSL | SYSTEMS, PARTLY,
    N_ ("A key has another password than the file: it will not open."), OPENSSL_PKCS12 },
  { "pkcs12", KS_TRAIT_OWN_PASSWORD, JAVA | BC, PARTLY,
    N_ ("A key has another password than the file, which most programs do not ask for."), NULL },
  { "pkcs12", KS_TRAIT_WIDE_PASSWORD, JAVA, NO,
    N_ ("Java takes only ASCII characters in the password of a PKCS #12 file."), NULL },
  { "pkcs12", KS_TRAIT_SECRETS, OPENSSL, PARTLY, N_ ("Secret keys are passed over."), OPENSSL_PKCS12 },
  { "pkcs12", KS_TRAIT_SECRETS, WINDOWS, PARTLY, N_ ("Secret keys may let the import fail."),
    "https://github.com/dotnet/runtime/issues/92921" },
  { "pkcs12", KS_TRAIT_SECRETS, BC, PARTLY, N_ ("Secret keys are passed over."), NULL },

  /* Aliases and passwords */
  { "jks", KS_TRAIT_ALIASES, JAVA, PARTLY,
    N_ ("Aliases that differ in case only are one to Java: it reaches only one of them."), NULL },
  { "jceks", KS_TRAIT_ALIASES, JAVA, PARTLY,
    N_ ("Aliases that differ in case only are one to Java: it reaches only one of them."), NULL },
  { "jceks", KS_TRAIT_WIDE_PASSWORD | KS_TRAIT_KEYS, JAVA, NO,
    N_ ("Java takes only ASCII characters in passwords of JCEKS keys."), NULL },

  /* Keys */
  { "jks", KS_TRAIT_BEYOND_JAVA, JAVA, NO,
    N_ ("A certificate has a key that Java cannot read, so that it refuses the whole file: a curve that is given by its "
        "numbers, or X9.42 Diffie-Hellman."),
    NULL },
  { "jceks", KS_TRAIT_BEYOND_JAVA, JAVA, NO,
    N_ ("A certificate has a key that Java cannot read, so that it refuses the whole file: a curve that is given by its "
        "numbers, or X9.42 Diffie-Hellman."),
    NULL },
  { "pkcs12", KS_TRAIT_BEYOND_JAVA, JAVA, NO,
    N_ ("A certificate has a key that Java cannot read, so that it refuses the whole file: a curve that is given by its "
        "numbers, or X9.42 Diffie-Hellman."),
    NULL },
  { NULL, KS_TRAIT_ED25519, JAVA_8 | JAVA_11, PARTLY, N_ ("Java knows Ed25519 and Ed448 since version 15."),
    "https://openjdk.org/jeps/339" },
  { NULL, KS_TRAIT_ED25519, WINDOWS, PARTLY, N_ ("Windows has no Ed25519 or Ed448 keys for certificates."),
    "https://learn.microsoft.com/windows/win32/seccng/cng-named-elliptic-curves" },
  { NULL, KS_TRAIT_PSS, JAVA_8, PARTLY, N_ ("Keys for RSA-PSS only are read since update 251."),
    JDK ("8146293") },
  { NULL, KS_TRAIT_OLD_CURVE, JAVA_17 | JAVA_21, PARTLY,
    N_ ("Java has had no secp256k1 and no Brainpool curves since version 16."), JDK ("8235710") },
  { NULL, KS_TRAIT_QUANTUM, JAVA, PARTLY,
    N_ ("Java knows ML-DSA and ML-KEM since version 24, and no SLH-DSA."), "https://openjdk.org/jeps/497" },
  { NULL, KS_TRAIT_QUANTUM, OPENSSL_1, PARTLY,
    N_ ("OpenSSL knows ML-DSA, ML-KEM and SLH-DSA since version 3.5."),
    "https://docs.openssl.org/3.5/man7/EVP_PKEY-ML-DSA/" },
  { NULL, KS_TRAIT_QUANTUM, OPENSSL_3, PARTLY,
    N_ ("OpenSSL knows ML-DSA, ML-KEM and SLH-DSA since version 3.5."),
    "https://docs.openssl.org/3.5/man7/EVP_PKEY-ML-DSA/" },
  { NULL, KS_TRAIT_QUANTUM, SYSTEMS, PARTLY, N_ ("It does not know post-quantum keys of this kind."),
    "https://learn.microsoft.com/windows/win32/seccng/cng-algorithm-identifiers" },
};

const guint ks_compatibility_n_rules = G_N_ELEMENTS (ks_compatibility_rules);
