// SPDX-FileCopyrightText: The Catena authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whether a Java client trusts the servers of keystores, by one anchor at a time.
 *
 * Each line of standard input is a file and its password, separated by a tab. For each key pair with a chain its certificates are written to the
 * folder of the first argument, and a line says what came of each of them as the only anchor, and of a stranger, today and in the middle of
 * the certificate's life: file, alias, number, today, that middle, answers. An answer is "yes", or the reason.
 */
public final class TrustMatrix {
  private static void write(Path path, List<X509Certificate> certificates) throws Exception {
    StringBuilder text = new StringBuilder();
    Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    for (X509Certificate certificate : certificates) {
      text.append("-----BEGIN CERTIFICATE-----\n").append(encoder.encodeToString(certificate.getEncoded()));
      text.append("\n-----END CERTIFICATE-----\n");
    }
    Files.writeString(path, text);
  }

  private static String explain(Throwable problem) {
    String text = "";
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      text += cause.getMessage() + "; ";
    }
    return text.replaceAll("\\s+", " ");
  }

  private static String ask(X509Certificate[] chain, X509Certificate anchor, Instant time) throws Exception {
    X509CertSelector selector = new X509CertSelector();
    selector.setCertificate(chain[0]);
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(anchor, null)), selector);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(time));
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(Arrays.asList(chain))));
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    try {
      ((X509TrustManager) factory.getTrustManagers()[0]).checkServerTrusted(chain, "UNKNOWN");
      return "yes";
    } catch (Exception problem) {
      return explain(problem);
    }
  }

  private static X509Certificate[] getChain(KeyStore store, String alias) throws Exception {
    Certificate[] chain = store.isKeyEntry(alias) ? store.getCertificateChain(alias) : null;
    return chain == null ? new X509Certificate[0] : Arrays.copyOf(chain, chain.length, X509Certificate[].class);
  }

  private static X509Certificate stranger;
  private static int number;

  private static void askAll(Path folder, String file, String alias, X509Certificate[] chain, Instant today)
      throws Exception {
    long from = chain[0].getNotBefore().getTime();
    Instant middle = Instant.ofEpochSecond((from + chain[0].getNotAfter().getTime()) / 2000);
    List<X509Certificate> anchors = new ArrayList<>(Arrays.asList(chain));
    List<String> fields = new ArrayList<>(List.of(file, alias, "" + ++number, middle.toString()));
    if (stranger != null && !anchors.contains(stranger)) {
      anchors.add(stranger);
    }
    write(folder.resolve(number + "-chain.pem"), Arrays.asList(chain));
    for (int i = 0; i < anchors.size(); i++) {
      write(folder.resolve(number + "-" + i + ".pem"), Collections.singletonList(anchors.get(i)));
      fields.add(ask(chain, anchors.get(i), today));
      fields.add(ask(chain, anchors.get(i), middle));
    }
    stranger = chain[chain.length - 1];
    System.out.println(String.join("\t", fields));
  }

  private static void askFile(Path folder, String file, String password, Instant today) {
    try {
      KeyStore store = KeyStore.getInstance(new File(file), password.toCharArray());
      List<String> aliases = Collections.list(store.aliases());
      Collections.sort(aliases);
      for (String alias : aliases) {
        X509Certificate[] chain = getChain(store, alias);
        if (chain.length > 0) {
          askAll(folder, file, alias, chain, today);
        }
      }
    } catch (Exception problem) {
      System.err.println(file + ": " + problem);
    }
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] fields = line.split("\t", -1);
      askFile(Path.of(arguments[0]), fields[0], fields[1], Instant.parse(arguments[1]));
    }
  }
}
