// SPDX-FileCopyrightText: The Catena authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.FileInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;

/**
 * What a Java client makes of the keystore of a lesson.
 *
 *   connect KEYSTORE TYPE PASSWORD ALIAS ANCHORS HOST   a server with this key pair, a client with these certificates, and TLS between them
 *   trust TRUSTSTORE TYPE PASSWORD CHAIN                a client with this truststore, and what a server sends
 *
 * Prints "yes", or why not.
 */
public final class LessonClient {
  /** Who serves one key pair, whatever the client asks for. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private final String alias;
    private final PrivateKey key;
    private final X509Certificate[] chain;

    OneKey(KeyStore store, String alias, char[] password) throws Exception {
      this.alias = alias;
      key = (PrivateKey) store.getKey(alias, password);
      Object[] stored = store.getCertificateChain(alias);
      chain = java.util.Arrays.copyOf(stored, stored.length, X509Certificate[].class);
    }

    @Override
    public String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
      return type.startsWith(key.getAlgorithm()) ? alias : null;
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return alias;
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[] {alias};
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public X509Certificate[] getCertificateChain(String name) {
      return chain;
    }

    @Override
    public PrivateKey getPrivateKey(String name) {
      return key;
    }
  }

  private static KeyStore load(String file, String type, String password) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    try (FileInputStream input = new FileInputStream(file)) {
      store.load(input, password.toCharArray());
    }
    return store;
  }

  private static X509Certificate[] read(String file) throws Exception {
    try (FileInputStream input = new FileInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(input).toArray(new X509Certificate[0]);
    }
  }

  private static TrustManager[] trust(KeyStore store) throws Exception {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static SSLEngine makeServer(KeyStore store, String alias, String password) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(new KeyManager[] {new OneKey(store, alias, password.toCharArray())}, null, null);
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    return engine;
  }

  private static SSLEngine makeClient(String anchors, String host) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (X509Certificate anchor : read(anchors)) {
      store.setCertificateEntry("anchor" + store.size(), anchor);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust(store), null);
    SSLEngine engine = context.createSSLEngine(host, 443);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    return engine;
  }

  /** One move of one side. @out is what it has sent and @in what it gets, both to be read. */
  private static boolean move(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws Exception {
    ByteBuffer nothing = ByteBuffer.allocate(65536);
    HandshakeStatus status = engine.getHandshakeStatus();
    if (status == HandshakeStatus.NEED_TASK) {
      for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
        task.run();
      }
      return true;
    }
    if (status == HandshakeStatus.NEED_WRAP) {
      out.compact();
      engine.wrap(ByteBuffer.allocate(0), out);
      out.flip();
      return true;
    }
    if (status == HandshakeStatus.NEED_UNWRAP && in.hasRemaining()) {
      engine.unwrap(in, nothing);
      return true;
    }
    return false;
  }

  private static void connect(SSLEngine client, SSLEngine server) throws Exception {
    ByteBuffer fromClient = ByteBuffer.allocate(65536).limit(0);
    ByteBuffer fromServer = ByteBuffer.allocate(65536).limit(0);
    client.beginHandshake();
    server.beginHandshake();
    while (move(client, fromClient, fromServer) | move(server, fromServer, fromClient)) {
      continue;
    }
    if (!client.getSession().isValid() || client.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
      throw new IllegalStateException("no connection: " + client.getHandshakeStatus());
    }
  }

  private static void run(String[] words) throws Exception {
    KeyStore store = load(words[1], words[2], words[3]);
    if (words[0].equals("connect")) {
      connect(makeClient(words[5], words[6]), makeServer(store, words[4], words[3]));
    } else {
      ((X509TrustManager) trust(store)[0]).checkServerTrusted(read(words[4]), "UNKNOWN");
    }
  }

  /** Each line of standard input is a question, its words separated by tabs; each gets a line. */
  public static void main(String[] arguments) {
    java.util.Scanner lines = new java.util.Scanner(System.in, java.nio.charset.StandardCharsets.UTF_8);
    while (lines.hasNextLine()) {
      StringBuilder answer = new StringBuilder();
      try {
        run(lines.nextLine().split("\t"));
        answer.append("yes");
      } catch (Exception problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
          answer.append(cause.getClass().getSimpleName()).append(": ").append(cause.getMessage()).append("; ");
        }
      }
      System.out.println(answer.toString().replaceAll("\\s+", " "));
    }
  }
}
