/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-trust-map-private.h"

/* While somebody zooms or scrolls, only the picture moves; its parts follow when it rests. */
#define SETTLE_MS 120
/* So many widgets are made within a frame, the next ones that much later. */
#define MADE_AT_ONCE 20
#define NEXT_MS 16
/* Parts are made around what is seen, so that a step of the keyboard finds its neighbours. */
#define AROUND 80

static void
repair_cb (KwTrustMap *self, KwMapPart *part)
{
  const KwMapBox *box = kw_map_layout_get_box (self->layout, (guint) kw_map_part_get_index (part));

  g_signal_emit_by_name (self, "pair-repair", box->index);
}

static void
focus_cb (KwMapPart *part, GParamSpec *pspec, KwTrustMap *self)
{
  if (kw_map_part_get_index (part) < 0)
    return;
  if (gtk_widget_has_focus (GTK_WIDGET (part))) {
    self->focused = kw_map_part_get_index (part);
    self->is_walked = TRUE;
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkWidget *
make_part (KwTrustMap *self)
{
  GtkWidget *part = kw_map_part_new ();

  g_signal_connect_swapped (part, "repair", G_CALLBACK (repair_cb), self);
  g_signal_connect (part, "notify::has-focus", G_CALLBACK (focus_cb), self);
  gtk_widget_set_parent (part, GTK_WIDGET (self));
  return part;
}

static void
allocate_part (KwTrustMap *self, guint box, const graphene_point_t *offset)
{
  const graphene_rect_t *area = &kw_map_layout_get_box (self->layout, box)->area;
  GskTransform *transform = NULL;

  transform =
    gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (offset->x + area->origin.x * (float) self->zoom,
                                                         offset->y + area->origin.y * (float) self->zoom));
  transform = gsk_transform_scale (transform, (float) self->zoom, (float) self->zoom);
  /* Everything has to be measured before it is placed. */
  gtk_widget_measure (self->parts[box], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (self->parts[box], (int) area->size.width, (int) area->size.height, -1, transform);
}

/**
 * _kw_trust_map_ensure_part:
 * @self: a map with a layout
 * @box: index of a box
 *
 * Returns: (transfer none): the widget that stands for the box
 */
KwMapPart *
_kw_trust_map_ensure_part (KwTrustMap *self, guint box)
{
  graphene_point_t offset;

  if (self->parts[box] != NULL)
    return KW_MAP_PART (self->parts[box]);
  if (self->waiting->len > 0)
    self->parts[box] = g_ptr_array_steal_index (self->waiting, self->waiting->len - 1);
  else
    self->parts[box] = make_part (self);
  kw_map_part_set (KW_MAP_PART (self->parts[box]), self->graph, kw_map_layout_get_box (self->layout, box),
                   (int) box, self->can_repair);
  _kw_trust_map_place (self, &offset);
  allocate_part (self, box, &offset);
  return KW_MAP_PART (self->parts[box]);
}

static void
release_part (KwTrustMap *self, guint box)
{
  GtkWidget *part = g_steal_pointer (&self->parts[box]);

  kw_map_part_set (KW_MAP_PART (part), self->graph, NULL, -1, FALSE);
  g_ptr_array_add (self->waiting, part);
}

static gboolean
has_focus_inside (GtkWidget *part)
{
  GtkRoot *root = gtk_widget_get_root (part);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == part || gtk_widget_is_ancestor (focus, part));
}

/* Parts for what is seen, and for nothing else but what has the focus. FALSE: some are left to be made. */
static gboolean
update_parts (KwTrustMap *self)
{
  graphene_rect_t view;
  guint n_made = 0;

  if (self->layout == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return TRUE;
  _kw_trust_map_get_view (self, &view);
  graphene_rect_inset (&view, -AROUND, -AROUND);
  for (guint i = 0; i < self->n_parts; i++)
    if (self->parts[i] != NULL && !has_focus_inside (self->parts[i]) &&
        !graphene_rect_intersection (&view, &kw_map_layout_get_box (self->layout, i)->area, NULL))
      release_part (self, i);
  for (guint i = 0; i < self->n_parts; i++)
    if (self->parts[i] == NULL &&
        graphene_rect_intersection (&view, &kw_map_layout_get_box (self->layout, i)->area, NULL)) {
      if (n_made++ == MADE_AT_ONCE)
        return FALSE;
      _kw_trust_map_ensure_part (self, i);
    }
  return TRUE;
}

static gboolean
settle_cb (gpointer data)
{
  KwTrustMap *self = data;

  self->settle_id = update_parts (self) ? 0 : g_timeout_add (NEXT_MS, settle_cb, self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/**
 * _kw_trust_map_settle_later:
 * @self: a map
 *
 * The parts follow the picture when it rests.
 */
void
_kw_trust_map_settle_later (KwTrustMap *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->settle_id = g_timeout_add (SETTLE_MS, settle_cb, self);
}

/**
 * _kw_trust_map_allocate_parts:
 * @self: a map
 *
 * Places those with a button, which are seen; all others only have to be where they seem to be once the picture rests.
 */
void
_kw_trust_map_allocate_parts (KwTrustMap *self)
{
  graphene_point_t offset;

  _kw_trust_map_place (self, &offset);
  for (guint i = 0; i < self->n_parts; i++)
    if (self->parts[i] != NULL &&
        (self->settle_id == 0 || kw_map_part_has_button (KW_MAP_PART (self->parts[i]))))
      allocate_part (self, i, &offset);
}

/**
 * _kw_trust_map_forget_parts:
 * @self: a map
 *
 * Makes all parts wait for a new layout.
 */
void
_kw_trust_map_forget_parts (KwTrustMap *self)
{
  for (guint i = 0; i < self->n_parts; i++)
    if (self->parts[i] != NULL)
      release_part (self, i);
  g_clear_pointer (&self->parts, g_free);
  self->n_parts = 0;
}
