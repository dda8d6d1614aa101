// SPDX-FileCopyrightText: The Catena authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.FileInputStream;
import java.net.Socket;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Connects to a TLS server on this computer: TlsClient TRUSTSTORE PASSWORD HOST PORT. Prints how many certificates it sent. */
class TlsClient {
  public static void main (String[] arguments) throws Exception {
    KeyStore trusted = KeyStore.getInstance ("JKS");
    try (FileInputStream file = new FileInputStream (arguments[0])) {
      trusted.load (file, arguments[1].toCharArray ());
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance ("PKIX");
    trust.init (trusted);
    SSLContext context = SSLContext.getInstance ("TLS");
    context.init (null, trust.getTrustManagers (), null);

    int port = Integer.parseInt (arguments[3]);
    try (Socket plain = new Socket ("127.0.0.1", port);
         SSLSocket socket = (SSLSocket) context.getSocketFactory ().createSocket (plain, arguments[2], port, true)) {
      SSLParameters parameters = socket.getSSLParameters ();
      parameters.setEndpointIdentificationAlgorithm ("HTTPS");
      socket.setSSLParameters (parameters);
      socket.startHandshake ();
      System.out.println ("sent " + socket.getSession ().getPeerCertificates ().length);
    }
  }
}
