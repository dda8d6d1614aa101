// SPDX-FileCopyrightText: The Catena authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKey;

/**
 * What Java finds in keystores, many files in one run. Standard input: one line per file, TYPE, FILE, store password and key
 * passwords, separated by tabs. Standard output: "## FILE", then one line per entry in the form of `ks-probe list`, with two more
 * columns for keys: "opened" or why not, and what the key is; or "ERROR" and the reason. Bouncy Castle helps where it is in the
 * class path.
 */
public final class ListKeystores {
  private static String escape(String alias) {
    StringBuilder text = new StringBuilder();
    for (char c : alias.toCharArray()) {
      if (c == '\\') text.append("\\\\");
      else if (c < 32 || c == 127) text.append(String.format("\\x%02x", (int) c));
      else text.append(c);
    }
    return text.toString();
  }

  private static String print(Certificate[] chain) throws Exception {
    List<String> prints = new ArrayList<>();
    for (Certificate certificate : chain) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      prints.add(HexFormat.of().formatHex(digest));
    }
    return prints.isEmpty() ? "-" : String.join(",", prints);
  }

  /** The key, or why it does not open. */
  private static Object open(KeyStore store, String alias, String[] passwords) {
    Object result = "no password";
    for (String password : passwords) {
      try {
        Key key = store.getKey(alias, password.toCharArray());
        return key == null ? "no key" : key;
      } catch (Exception | Error e) {
        result = e.getClass().getSimpleName();
      }
    }
    return result;
  }

  /**
   * The private key in full of ML-DSA and ML-KEM, which is encoded as a seed, in full or as both; null for other keys, and without
   * Bouncy Castle. Java itself may know no more of such a key than its object identifier.
   */
  private static byte[] expand(Key key) {
    String algorithm = key.getAlgorithm();
    if (!(key instanceof PrivateKey) || !algorithm.startsWith("ML-") && !algorithm.startsWith("2.16.840.1.101.3.4.")) return null;
    try {
      PrivateKey known = KeyFactory.getInstance(algorithm, "BC").generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
      return (byte[]) known.getClass().getMethod("getPrivateData").invoke(known);
    } catch (GeneralSecurityException | ReflectiveOperationException e) {
      return null;
    }
  }

  /** The numbers that make a private key, because providers encode them differently; the encoding of other keys. */
  private static byte[] reduce(Key key) {
    if (key instanceof RSAPrivateKey rsa) return rsa.getPrivateExponent().toByteArray();
    if (key instanceof ECPrivateKey ec) return ec.getS().toByteArray();
    if (key instanceof DSAPrivateKey dsa) return dsa.getX().toByteArray();
    byte[] expanded = expand(key);
    if (expanded != null) return expanded;
    byte[] encoded = key.getEncoded();
    // RFC 8410: behind the identifier 1.3.101.n the number stands in two octet strings; what follows is the public key.
    for (int i = 0; key instanceof PrivateKey && i < Math.min(12, encoded.length - 9); i++) {
      if (encoded[i] == 6 && encoded[i + 1] == 3 && encoded[i + 2] == 0x2b && encoded[i + 3] == 0x65)
        return Arrays.copyOfRange(encoded, i + 9, i + 9 + encoded[i + 8]);
    }
    return encoded;
  }

  /** What a key is: secret keys have the algorithm that they are for. */
  private static String identify(Key key) throws Exception {
    byte[] number = reduce(key);
    if (number == null) return key.getAlgorithm();
    String kind = key instanceof SecretKey ? key.getAlgorithm() : key instanceof PrivateKey ? "private" : "public";
    return kind + " " + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(number));
  }

  private static String describe(KeyStore store, String alias, String[] passwords) throws Exception {
    Certificate[] chain = store.getCertificateChain(alias);
    String kind = "key";
    String opened = "";
    if (store.isCertificateEntry(alias)) {
      kind = "cert";
      chain = new Certificate[] {store.getCertificate(alias)};
    } else {
      Object key = open(store, alias, passwords);
      // A private key without certificates is a secret key to entryInstanceOf().
      if (key instanceof SecretKey
          || !(key instanceof PrivateKey) && store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) kind = "secret";
      if (key instanceof PublicKey) kind = "public";
      opened = "\t" + (key instanceof Key ? "opened\t" + identify((Key) key) : key);
    }
    if (chain == null) chain = new Certificate[0];
    return escape(alias) + "\t" + kind + "\t" + chain.length + "\t" + print(chain) + opened;
  }

  private static void list(String[] fields, PrintStream out) {
    String password = fields[2];
    String[] passwords = new String[fields.length - 2];
    System.arraycopy(fields, 2, passwords, 0, passwords.length);
    try {
      KeyStore store = KeyStore.getInstance(fields[0]);
      store.load(new ByteArrayInputStream(Files.readAllBytes(Path.of(fields[1]))), password.toCharArray());
      List<String> lines = new ArrayList<>();
      for (String alias : Collections.list(store.aliases())) lines.add(describe(store, alias, passwords));
      Collections.sort(lines);
      lines.forEach(out::println);
    } catch (Exception | Error e) {
      out.println("ERROR\t" + e);
    }
  }

  public static void main(String[] arguments) throws Exception {
    try {
      Class<?> castle = Class.forName("org.bouncycastle.jce.provider.BouncyCastleProvider");
      Security.addProvider((Provider) castle.getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      // Java alone.
    }
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] fields = line.split("\t", -1);
      out.println("## " + fields[1]);
      list(fields, out);
    }
  }
}
