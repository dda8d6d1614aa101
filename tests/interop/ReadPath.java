// SPDX-FileCopyrightText: The Catena authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;

/**
 * What Java finds in a PKIPath and in a plain PKCS #8 file: SHA-256 of each certificate, from the leaf up, and the format of the key.
 */
public final class ReadPath {
  private static PrivateKey readKey(byte[] bytes, String algorithm) throws Exception {
    String name = algorithm.equals("EdDSA") ? "Ed25519" : algorithm;
    return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(bytes));
  }

  public static void main(String[] arguments) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Certificate leaf = null;
    try (FileInputStream file = new FileInputStream(arguments[0])) {
      for (Certificate certificate : factory.generateCertPath(file, "PkiPath").getCertificates()) {
        leaf = leaf == null ? certificate : leaf;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        System.out.println(HexFormat.of().formatHex(digest));
      }
    }
    byte[] bytes = Files.readAllBytes(Path.of(arguments[1]));
    System.out.println(readKey(bytes, leaf.getPublicKey().getAlgorithm()).getFormat());
  }
}
