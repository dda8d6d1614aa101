// SPDX-FileCopyrightText: The Catena authors
// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.TreeMap;

/** What java.util.Properties reads in files: "## FILE", then a line with key and value of each property, both in base64. */
public final class ReadProperties {
  private static String encode(Object text) {
    return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String path : arguments) {
      Properties properties = new Properties();
      try (FileInputStream file = new FileInputStream(path)) {
        properties.load(file);
      }
      out.println("## " + path);
      new TreeMap<>(properties).forEach((key, value) -> out.println(encode(key) + " " + encode(value)));
    }
  }
}
