/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-chain-variants.h"

#include <glib/gi18n.h>

#include "ks-time.h"
#include "kw-text.h"

static gboolean
is_same_authority (KsCertificate *one, KsCertificate *other)
{
  return ks_certificate_is_readable (one) && ks_certificate_is_readable (other) &&
         g_bytes_equal (ks_certificate_get_spki (one), ks_certificate_get_spki (other)) &&
         ks_name_equal (ks_certificate_get_subject (one), ks_certificate_get_subject (other));
}

static gboolean
is_known (GArray *variants, KsCertificate *certificate)
{
  for (guint i = 0; i < variants->len; i++)
    if (ks_certificate_equal (g_array_index (variants, KwChainVariant, i).certificate, certificate))
      return TRUE;
  return FALSE;
}

static void
add_from_path (GArray *variants, const KsPath *path, guint index, KsCertificate *wanted)
{
  for (guint i = 0; i < path->nodes->len; i++) {
    const KsPathNode *node = g_ptr_array_index (path->nodes, i);
    const KsPathNode *above = i + 1 < path->nodes->len ? g_ptr_array_index (path->nodes, i + 1) : NULL;
    KwChainVariant variant = { node->certificate, above != NULL ? above->certificate : NULL, index };

    if (is_same_authority (node->certificate, wanted) && !is_known (variants, node->certificate))
      g_array_append_val (variants, variant);
  }
}

/**
 * kw_chain_variants_find:
 * @verdict: a verdict
 * @path: a path of it
 * @node: a node of that
 *
 * Finds the certificates that stand for one authority: the same name and key, certified more than once.
 *
 * Returns: (transfer full) (element-type KwChainVariant): best path first; one where there is no choice
 */
GArray *
kw_chain_variants_find (KsVerdict *verdict, const KsPath *path, guint node)
{
  GArray *variants = g_array_new (FALSE, TRUE, sizeof (KwChainVariant));
  KsCertificate *certificate = ((KsPathNode *) g_ptr_array_index (path->nodes, node))->certificate;
  guint n = ks_verdict_get_n_paths (verdict);

  for (guint i = 0; i < n; i++)
    add_from_path (variants, ks_verdict_get_path (verdict, i), i, certificate);
  return variants;
}

/**
 * kw_chain_variants_dup_text:
 * @variants: (element-type KwChainVariant): certificates for one key
 *
 * Returns: (transfer full): how many there are, translated
 */
char *
kw_chain_variants_dup_text (GArray *variants)
{
  return g_strdup_printf (ngettext ("%u certificate for this key", "%u certificates for this key",
                                    variants->len),
                          variants->len);
}

typedef struct {
  void (*chosen) (GtkWidget *card, guint path);
  GtkWidget *card;
  guint path;
} Choice;

static void
toggled_cb (GtkCheckButton *button, Choice *choice)
{
  if (gtk_check_button_get_active (button))
    choice->chosen (choice->card, choice->path);
}

static void
free_choice (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* "Issued by “Old Root”", and below it its dates and what comes of it. */
static void
set_texts (GtkWidget *button, const KwChainVariant *variant, KsVerdict *verdict)
{
  KsName *issuer = ks_certificate_get_issuer (variant->certificate);
  g_autofree char *by = kw_text_show (issuer != NULL ? ks_name_get_title (issuer) : "");
  /* Translators: %s is the authority that made a certificate */
  g_autofree char *title = g_strdup_printf (_ ("Issued by “%s”"), by);
  g_autofree char *span = ks_time_describe_span (ks_certificate_get_not_before (variant->certificate),
                                                 ks_certificate_get_not_after (variant->certificate),
                                                 ks_verdict_get_time (verdict));
  const char *sentence = ks_verdict_get_path (verdict, variant->path)->sentence;
  g_autofree char *second = g_strdup_printf ("%s · %s", span, sentence);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first =
    g_object_new (GTK_TYPE_LABEL, "label", title, "xalign", 0.0, "wrap", TRUE, "max-width-chars", 36, NULL);
  GtkWidget *below =
    g_object_new (GTK_TYPE_LABEL, "label", second, "xalign", 0.0, "wrap", TRUE, "max-width-chars", 36,
                  "css-classes", (const char *[]) { "caption", "dimmed", NULL }, NULL);

  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), below);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, second, -1);
}

/**
 * kw_chain_variants_popover_new:
 * @variants: (element-type KwChainVariant): certificates for one key
 * @current: the one that is drawn
 * @verdict: the verdict that they are of
 * @chosen: called with the path of the one that is chosen
 * @card: its first argument, which owns the popover
 *
 * Makes the list to choose a certificate from.
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
kw_chain_variants_popover_new (GArray *variants,
                               KsCertificate *current,
                               KsVerdict *verdict,
                               void (*chosen) (GtkWidget *card, guint path),
                               GtkWidget *card)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *group = NULL;

  for (guint i = 0; i < variants->len; i++) {
    const KwChainVariant *variant = &g_array_index (variants, KwChainVariant, i);
    GtkWidget *button = gtk_check_button_new ();
    Choice *choice = g_new0 (Choice, 1);

    *choice = (Choice) { chosen, card, variant->path };
    set_texts (button, variant, verdict);
    if (group != NULL)
      gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
    else
      group = button;
    gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                                 ks_certificate_equal (variant->certificate, current));
    g_signal_connect_data (button, "toggled", G_CALLBACK (toggled_cb), choice, free_choice, 0);
    gtk_box_append (GTK_BOX (box), button);
  }
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
