/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>

#include "probe.h"

static void
print_element (KsAsn1Tree *tree, guint index)
{
  const KsAsn1Element *element = ks_asn1_tree_get_element (tree, index);
  g_autofree char *tag = ks_asn1_element_dup_tag (element);
  g_autofree char *value = ks_asn1_tree_dup_value (tree, index);

  printf ("%zu\t%u\t%zu\t%zu\t%s%s%s%s\t%s\t%s\t%s\n", element->offset, element->depth, element->header_size,
          element->size, element->is_constructed ? "c" : "p", element->is_indefinite ? "i" : "",
          element->is_wrapped ? "w" : "", element->problem != KS_ASN1_NO_PROBLEM ? "!" : "", tag,
          element->label != NULL ? element->label : "", value);
}

static gboolean
print_file (const char *path, GError **error)
{
  g_autofree char *data = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KsAsn1Tree) tree = NULL;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, error))
    return FALSE;
  bytes = g_bytes_new_take (g_steal_pointer (&data), size);
  tree = ks_asn1_tree_new (bytes);
  printf ("%s\n", path);
  for (guint i = 0; i < ks_asn1_tree_get_size (tree); i++)
    print_element (tree, i);
  return TRUE;
}

/* Each file's name on a line, then its elements: offset, depth, sizes of header and content, form, tag, label, value. */
int
cmd_asn1 (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  for (int i = 1; i < argc; i++) {
    if (!print_file (argv[i], &error)) {
      g_printerr ("%s\n", error->message);
      return PROBE_USAGE;
    }
  }
  return argc > 1 ? PROBE_OK : PROBE_USAGE;
}
