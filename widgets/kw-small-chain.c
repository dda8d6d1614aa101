/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-small-chain.h"

#include <glib/gi18n.h>

#include "kw-chain-link.h"
#include "kw-chain-model.h"
#include "kw-chain-parts.h"
#include "kw-chain-shape.h"
#include "kw-text.h"

/* visual.md section 3, “Small chain”. */
#define CARD_HEIGHT 50
#define GAP 38
#define RING 38
/* From the last card to the middle of the ring: the far end of the link lies there. */
#define RING_GAP 50
#define NARROWEST 104
#define WIDEST 196
#define COLUMN_GAP 34
#define COLUMN_WIDTH 420
#define COLUMN_NARROWEST 160

struct _KwSmallChain {
  GtkWidget parent_instance;

  KsVerdict *verdict;
  GArray *items;    /* of KwChainItem, or NULL */
  GPtrArray *parts; /* of GtkWidget, owned by the tree: cards and links, without the ring */
};

G_DEFINE_FINAL_TYPE (KwSmallChain, kw_small_chain, GTK_TYPE_WIDGET)

/* Cards stand at even places, links at odd ones; the last link has no card behind it. */
static guint
count_cards (KwSmallChain *self)
{
  return self->parts->len / 2;
}

static int
get_row_width (KwSmallChain *self, int card_width)
{
  int n = (int) count_cards (self);

  return n * card_width + (n - 1) * GAP + RING_GAP + RING / 2;
}

static gboolean
fits_in_row (KwSmallChain *self, int width)
{
  return get_row_width (self, NARROWEST) <= width;
}

static int
get_card_height (KwSmallChain *self, int width)
{
  int height = CARD_HEIGHT;

  for (guint i = 0; i < self->parts->len; i += 2) {
    int natural = 0;

    gtk_widget_measure (self->parts->pdata[i], GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
    height = MAX (height, natural);
  }
  return height;
}

static int
get_row_card_width (KwSmallChain *self, int width)
{
  int n = (int) count_cards (self);

  return CLAMP ((width - get_row_width (self, 0)) / n, NARROWEST, WIDEST);
}

static GtkSizeRequestMode
kw_small_chain_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
kw_small_chain_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  KwSmallChain *self = KW_SMALL_CHAIN (widget);
  int n = (int) count_cards (self);

  *minimum = *natural = 0;
  if (n == 0)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = COLUMN_NARROWEST;
    *natural = get_row_width (self, WIDEST);
  } else if (for_size < 0 || fits_in_row (self, for_size)) {
    *minimum = *natural = get_card_height (self, for_size < 0 ? WIDEST : get_row_card_width (self, for_size));
  } else {
    *minimum = *natural = RING + n * (get_card_height (self, MIN (for_size, COLUMN_WIDTH)) + COLUMN_GAP);
  }
}

static void
place (GtkWidget *part, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (part, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
allocate_row (KwSmallChain *self, int width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int card_width = get_row_card_width (self, width);
  int card_height = get_card_height (self, card_width);
  int x = 0;

  for (guint i = 0; i < self->parts->len; i++) {
    gboolean is_last = i + 1 == self->parts->len;
    int extent = i % 2 == 0 ? card_width : is_last ? RING_GAP : GAP;

    if (i % 2 == 1)
      kw_chain_link_set_form (self->parts->pdata[i], KW_CHAIN_FULL);
    /* The last link ends in the middle of the ring, so it reaches over less of its card. */
    place (self->parts->pdata[i], rtl ? width - x - extent : x, 0, extent, card_height);
    x += extent;
  }
}

static void
allocate_column (KwSmallChain *self, int width)
{
  int card_width = MIN (width, COLUMN_WIDTH);
  int card_height = get_card_height (self, card_width);
  int left = (width - card_width) / 2;
  int y = RING;

  for (guint i = self->parts->len; i > 0; i--) {
    GtkWidget *part = self->parts->pdata[i - 1];
    gboolean is_link = (i - 1) % 2 == 1;

    if (is_link)
      kw_chain_link_set_form (KW_CHAIN_LINK (part), KW_CHAIN_VERTICAL);
    place (part, left, y, card_width, is_link ? COLUMN_GAP : card_height);
    y += is_link ? COLUMN_GAP : card_height;
  }
}

static void
kw_small_chain_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  KwSmallChain *self = KW_SMALL_CHAIN (widget);

  if (count_cards (self) == 0)
    return;
  if (fits_in_row (self, width))
    allocate_row (self, width);
  else
    allocate_column (self, width);
}

static graphene_point_t
get_ring_center (KwSmallChain *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int width = gtk_widget_get_width (widget);
  float end = 0;

  if (!fits_in_row (self, width))
    return GRAPHENE_POINT_INIT ((float) width / 2, RING / 2.0f);

  end = (float) (get_row_width (self, get_row_card_width (self, width)) - RING / 2);
  return GRAPHENE_POINT_INIT (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? (float) width - end
                                                                                    : end,
                              (float) gtk_widget_get_height (widget) / 2);
}

static gboolean
is_reached (KwSmallChain *self)
{
  KsLinkState state = kw_chain_link_get_state (self->parts->pdata[self->parts->len - 1]);

  return state == KS_LINK_HOLDS || state == KS_LINK_WEAK;
}

static void
append_ring (KwSmallChain *self, GtkSnapshot *snapshot)
{
  graphene_point_t center = get_ring_center (self);
  float scale = (float) RING / KW_RING_DIAMETER;
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= is_reached (self) ? 0.8f : 0.5f;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &center);
  gtk_snapshot_scale (snapshot, scale, scale);
  kw_chain_shape_append_ring (snapshot, &GRAPHENE_POINT_INIT (0, 0), is_reached (self), &color);
  gtk_snapshot_restore (snapshot);
}

/* Links are drawn over what they hold together. */
static void
kw_small_chain_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  KwSmallChain *self = KW_SMALL_CHAIN (widget);

  if (self->parts->len == 0)
    return;
  for (guint i = 0; i < self->parts->len; i += 2)
    gtk_widget_snapshot_child (widget, self->parts->pdata[i], snapshot);
  append_ring (self, snapshot);
  for (guint i = 1; i < self->parts->len; i += 2)
    gtk_widget_snapshot_child (widget, self->parts->pdata[i], snapshot);
}

static void
clear (KwSmallChain *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    gtk_widget_unparent (self->parts->pdata[i]);
  g_ptr_array_set_size (self->parts, 0);
  g_clear_pointer (&self->items, g_array_unref);
}

static void
kw_small_chain_dispose (GObject *object)
{
  KwSmallChain *self = KW_SMALL_CHAIN (object);

  clear (self);
  g_clear_object (&self->verdict);

  G_OBJECT_CLASS (kw_small_chain_parent_class)->dispose (object);
}

static void
kw_small_chain_finalize (GObject *object)
{
  g_ptr_array_unref (KW_SMALL_CHAIN (object)->parts);

  G_OBJECT_CLASS (kw_small_chain_parent_class)->finalize (object);
}

static void
kw_small_chain_class_init (KwSmallChainClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kw_small_chain_dispose;
  object_class->finalize = kw_small_chain_finalize;
  widget_class->get_request_mode = kw_small_chain_get_request_mode;
  widget_class->measure = kw_small_chain_measure;
  widget_class->size_allocate = kw_small_chain_size_allocate;
  widget_class->snapshot = kw_small_chain_snapshot;

  gtk_widget_class_set_css_name (widget_class, "kwsmallchain");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
kw_small_chain_init (KwSmallChain *self)
{
  self->parts = g_ptr_array_new ();
}

/* ---- the parts ---- */

static GtkWidget *
new_label (const char *text, const char *style, const char *second_style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  if (second_style != NULL)
    gtk_widget_add_css_class (label, second_style);
  return label;
}

static GtkWidget *
new_card (const char *role, const char *title, gboolean is_missing)
{
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 1,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM, NULL);
  g_autofree char *shown = kw_text_show (title);
  g_autofree char *plain = kw_text_plain (title);
  GtkWidget *head =
    new_label (role, is_missing ? "caption-heading" : "caption", is_missing ? "error" : "dimmed");
  GtkWidget *name = new_label (shown, "heading", NULL);

  gtk_widget_add_css_class (card, "part");
  gtk_widget_add_css_class (card, is_missing ? "ghost" : "card");
  gtk_widget_set_valign (head, GTK_ALIGN_END);
  gtk_widget_set_vexpand (head, TRUE);
  gtk_widget_set_valign (name, GTK_ALIGN_START);
  gtk_widget_set_vexpand (name, TRUE);
  gtk_box_append (GTK_BOX (card), head);
  gtk_box_append (GTK_BOX (card), name);
  kw_chain_part_describe (card, plain, role);
  gtk_widget_set_tooltip_text (card, plain);
  return card;
}

static GtkWidget *
new_part (KwSmallChain *self, const KsPath *path, const KwChainItem *item)
{
  KsCertificate *certificate = NULL;
  GtkWidget *link = NULL;

  switch (item->kind) {
  case KW_ITEM_LINK:
    link = kw_chain_part_new (item, path, self->verdict, FALSE);
    kw_chain_link_set_is_small (KW_CHAIN_LINK (link), TRUE);
    return link;
  case KW_ITEM_GHOST:
    return new_card (_ ("Missing issuer"),
                     path->missing->name != NULL ? ks_name_get_title (path->missing->name) : "", TRUE);
  case KW_ITEM_STACK: {
    guint n = item->last - item->first + 1;
    g_autofree char *title = g_strdup_printf (ngettext ("%u CA", "%u CAs", n), n);

    return new_card (_ ("Intermediate CAs"), title, FALSE);
  }
  case KW_ITEM_CARD:
  case KW_ITEM_RING:
  default:
    certificate = ((const KsPathNode *) g_ptr_array_index (path->nodes, item->first))->certificate;
    return new_card (ks_certificate_role_get_name (ks_certificate_get_role (certificate)),
                     ks_certificate_get_title (certificate), FALSE);
  }
}

static void
fill (KwSmallChain *self, const KsPath *path)
{
  self->items = kw_chain_model_new (path, TRUE);
  for (guint i = 0; i < self->items->len; i++) {
    const KwChainItem *item = &g_array_index (self->items, KwChainItem, i);
    GtkWidget *part = NULL;

    if (item->kind == KW_ITEM_RING)
      continue;
    part = new_part (self, path, item);
    kw_chain_part_set_position (part, (int) i + 1, (int) self->items->len - 1);
    gtk_widget_set_parent (part, GTK_WIDGET (self));
    g_ptr_array_add (self->parts, part);
  }
}

/**
 * kw_small_chain_new:
 *
 * Makes an empty drawing.
 *
 * Returns: (transfer floating): the new drawing
 */
GtkWidget *
kw_small_chain_new (void)
{
  return g_object_new (KW_TYPE_SMALL_CHAIN, NULL);
}

static void
set_path (KwSmallChain *self, KsVerdict *verdict, const KsPath *path, const char *name, const char *headline)
{
  /* Translators: a word such as “Before”, and the headline of a verdict */
  g_autofree char *described = g_strdup_printf (_ ("%s: %s"), name, headline);

  clear (self);
  g_set_object (&self->verdict, verdict);
  if (path != NULL)
    fill (self, path);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, described, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * kw_small_chain_set_verdict:
 * @self: a small chain
 * @verdict: (nullable): whose best path is drawn
 * @name: what it is a drawing of, translated
 *
 * Sets what is drawn.
 */
void
kw_small_chain_set_verdict (KwSmallChain *self, KsVerdict *verdict, const char *name)
{
  g_return_if_fail (KW_IS_SMALL_CHAIN (self));

  if (verdict == NULL)
    set_path (self, NULL, NULL, name, "");
  else
    set_path (self, verdict, ks_verdict_get_path (verdict, 0), name, ks_verdict_get_headline (verdict));
}

/**
 * kw_small_chain_set_stored:
 * @self: a small chain
 * @verdict: whose chain as stored is drawn
 * @name: what it is a drawing of, translated
 *
 * Draws what the entry holds, without what was found elsewhere.
 */
void
kw_small_chain_set_stored (KwSmallChain *self, KsVerdict *verdict, const char *name)
{
  const KsPath *stored;

  g_return_if_fail (KW_IS_SMALL_CHAIN (self));
  g_return_if_fail (KS_IS_VERDICT (verdict));

  stored = ks_verdict_get_stored (verdict);
  set_path (self, verdict, stored, name, stored != NULL ? stored->sentence : "");
}
