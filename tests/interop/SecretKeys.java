// SPDX-FileCopyrightText: The Catena authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.FileInputStream;
import java.io.InputStream;
import java.security.KeyStore;
import java.util.Collections;
import java.util.HexFormat;
import java.util.TreeSet;

/** Prints the secret keys of a PKCS #12 file: alias, algorithm and bytes, separated by tabs. FILE PASSWORD, once or more. */
public class SecretKeys {
  public static void main(String[] arguments) throws Exception {
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      char[] password = arguments[i + 1].toCharArray();
      KeyStore store = KeyStore.getInstance("PKCS12");

      try (InputStream stream = new FileInputStream(arguments[i])) {
        store.load(stream, password);
      }
      System.out.println("## " + arguments[i]);
      for (String alias : new TreeSet<>(Collections.list(store.aliases()))) {
        if (store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
          var key = store.getKey(alias, password);
          System.out.println(alias + "\t" + key.getAlgorithm() + "\t" + HexFormat.of().formatHex(key.getEncoded()));
        }
      }
    }
  }
}
