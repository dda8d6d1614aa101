/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a drawing becomes the next one: parts that both have go to their new places, others fade, links close or part. */

#include "kw-config.h"

#include <glib/gi18n.h>

#include "kw-chain-link.h"
#include "kw-chain-view-private.h"

/* What was drawn of a part, and what it stood for. */
typedef struct {
  KwChainItemKind kind;
  KsCertificate *certificate; /* of a card, or below a link; NULL for the others */
  KsLinkState state;
  GdkPaintable *image;
  graphene_rect_t bounds;
  gboolean is_kept; /* the next drawing has it, too */
} KwChainOldPart;

static void
old_part_clear (gpointer data)
{
  KwChainOldPart *self = data;

  g_clear_object (&self->certificate);
  g_clear_object (&self->image);
}

static const KwChainItem *
item_at (KwChainView *self, guint index)
{
  return &g_array_index (self->items, KwChainItem, index);
}

/* The certificate that a part is, begins with, or hangs on. */
static KsCertificate *
get_certificate (KwChainView *self, guint index)
{
  const KwChainItem *item = item_at (self, index);

  if (item->kind == KW_ITEM_GHOST || item->kind == KW_ITEM_RING || item->first >= self->path->nodes->len)
    return NULL;
  return ((KsPathNode *) g_ptr_array_index (self->path->nodes, item->first))->certificate;
}

static void
keep_part (KwChainView *self, guint index)
{
  GtkWidget *part = g_ptr_array_index (self->parts, index);
  KwChainOldPart old = { .kind = item_at (self, index)->kind, .state = item_at (self, index)->state };
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (part);
  KsCertificate *certificate = get_certificate (self, index);

  if (!gtk_widget_compute_bounds (part, GTK_WIDGET (self), &old.bounds))
    return;
  old.certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  old.image = gdk_paintable_get_current_image (paintable);
  g_array_append_val (self->old_parts, old);
}

/**
 * _kw_chain_view_keep:
 * @self: a chain view
 *
 * Keeps a picture of each part, for as long as the drawing changes; none where nothing moves.
 */
void
_kw_chain_view_keep (KwChainView *self)
{
  _kw_chain_view_stop_motion (self);
  if (self->path == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) ||
      !adw_get_enable_animations (GTK_WIDGET (self)))
    return;
  self->old_parts = g_array_new (FALSE, TRUE, sizeof (KwChainOldPart));
  g_array_set_clear_func (self->old_parts, old_part_clear);
  for (guint i = 0; i < self->parts->len; i++)
    keep_part (self, i);
}

/**
 * _kw_chain_view_stop_motion:
 * @self: a chain view
 *
 * Shows the drawing as it is, at once.
 */
void
_kw_chain_view_stop_motion (KwChainView *self)
{
  g_clear_object (&self->motion);
  g_clear_pointer (&self->old_parts, g_array_unref);
  for (guint i = 1; i < self->parts->len; i += 2)
    kw_chain_link_set_change (g_ptr_array_index (self->parts, i), item_at (self, i)->state, 1);
}

static KwChainOldPart *
find_old (KwChainView *self, guint index)
{
  KwChainItemKind kind = item_at (self, index)->kind;
  KsCertificate *certificate = get_certificate (self, index);

  for (guint i = 0; self->old_parts != NULL && i < self->old_parts->len; i++) {
    KwChainOldPart *old = &g_array_index (self->old_parts, KwChainOldPart, i);

    if (old->kind == kind && (certificate == NULL ? old->certificate == NULL
                                                  : old->certificate != NULL &&
                                                      ks_certificate_equal (old->certificate, certificate)))
      return old;
  }
  return NULL;
}

/* A link that is new stood, as far as anybody knew, untested. */
static KsLinkState
find_old_state (KwChainView *self, guint index)
{
  const KwChainOldPart *old = find_old (self, index);

  return old != NULL ? old->state : KS_LINK_UNTESTED;
}

static gboolean
breaks (KwChainView *self)
{
  for (guint i = 1; i < self->parts->len; i += 2)
    if (item_at (self, i)->state == KS_LINK_BROKEN && find_old (self, i) != NULL &&
        find_old_state (self, i) == KS_LINK_HOLDS)
      return TRUE;
  return FALSE;
}

static void
progress_cb (double progress, gpointer user_data)
{
  KwChainView *self = user_data;

  for (guint i = 1; i < self->parts->len; i += 2)
    kw_chain_link_set_change (g_ptr_array_index (self->parts, i), find_old_state (self, i), progress);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
start_motion (KwChainView *self, guint duration)
{
  if (self->old_parts == NULL || duration == 0 || self->parts->len == 0) {
    _kw_chain_view_stop_motion (self);
    return;
  }
  for (guint i = 0; i < self->parts->len; i++) {
    KwChainOldPart *old = find_old (self, i);

    if (old != NULL)
      old->is_kept = TRUE;
  }
  self->motion = adw_timed_animation_new (GTK_WIDGET (self), 0, 1, duration,
                                          adw_callback_animation_target_new (progress_cb, self, NULL));
  adw_timed_animation_set_easing (ADW_TIMED_ANIMATION (self->motion), ADW_EASE_OUT_CUBIC);
  g_signal_connect_object (self->motion, "done", G_CALLBACK (_kw_chain_view_stop_motion), self,
                           G_CONNECT_SWAPPED);
  adw_animation_play (self->motion);
}

/* What was a gap before is none any more. */
static gboolean
closes_gap (KwChainView *self)
{
  for (guint i = 0; self->gap_below != NULL && self->path != NULL && i < self->path->links->len; i++) {
    const KsPathNode *node = g_ptr_array_index (self->path->nodes, i);
    const KsPathLink *link = g_ptr_array_index (self->path->links, i);

    if (ks_certificate_equal (node->certificate, self->gap_below))
      return self->path->missing == NULL && (link->state == KS_LINK_HOLDS || link->state == KS_LINK_WEAK);
  }
  return FALSE;
}

static void
announce (KwChainView *self, const char *format, const char *sentence)
{
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *text = g_strjoinv (sentence != NULL ? sentence : "", parts);

  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * _kw_chain_view_go_over:
 * @self: a chain view with its next drawing
 * @is_new_verdict: whether that is of another verdict, and not another path of the same
 *
 * Goes from one drawing to the next: a gap is seen to close, a link to break; another moment in time is drawn at once. What it comes to
 * is announced.
 */
void
_kw_chain_view_go_over (KwChainView *self, gboolean is_new_verdict)
{
  gboolean closes = is_new_verdict && closes_gap (self);
  const KsPath *path = self->path;

  if (closes)
    /* Translators: %s is the verdict: “Chain complete. Trusted.” */
    announce (self, _ ("Chain complete. %s."), path->sentence);
  else if (!is_new_verdict && path != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    announce (self, "%s", path->sentence);
  if (path != NULL)
    g_clear_object (&self->gap_below);
  if (path != NULL && path->missing != NULL && path->missing_after < path->nodes->len)
    g_set_object (&self->gap_below,
                  ((KsPathNode *) g_ptr_array_index (path->nodes, path->missing_after))->certificate);
  start_motion (self, closes ? KW_CHAIN_CLOSE : !is_new_verdict || breaks (self) ? KW_CHAIN_FADE : 0);
}

/**
 * kw_chain_view_wait:
 * @self: a chain view
 *
 * Takes the verdict away and leaves its picture until the next one is set, so that an edited chain goes over into what it has become.
 */
void
kw_chain_view_wait (KwChainView *self)
{
  g_return_if_fail (KW_IS_CHAIN_VIEW (self));

  if (self->path == NULL)
    return;
  self->old_height = gtk_widget_get_height (GTK_WIDGET (self));
  _kw_chain_view_keep (self);
  _kw_chain_view_clear (self);
  self->path = NULL;
  g_clear_object (&self->verdict);
  self->is_waiting = self->old_parts != NULL;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* ---- drawing ---- */

static void
append_old (const KwChainOldPart *old, GtkSnapshot *snapshot, double opacity)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &old->bounds.origin);
  gtk_snapshot_push_opacity (snapshot, opacity);
  gdk_paintable_snapshot (old->image, snapshot, old->bounds.size.width, old->bounds.size.height);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
append_old_parts (KwChainView *self, GtkSnapshot *snapshot, double progress)
{
  for (guint i = 0; self->old_parts != NULL && i < self->old_parts->len; i++) {
    const KwChainOldPart *old = &g_array_index (self->old_parts, KwChainOldPart, i);

    if (!old->is_kept)
      append_old (old, snapshot, 1 - progress);
  }
}

/* Where it was goes over to where it is; what was not there fades in. */
static void
append_moving (KwChainView *self, GtkSnapshot *snapshot, guint index, double progress)
{
  GtkWidget *part = g_ptr_array_index (self->parts, index);
  const KwChainOldPart *old = find_old (self, index);
  graphene_rect_t bounds;

  gtk_snapshot_save (snapshot);
  if (old != NULL && gtk_widget_compute_bounds (part, GTK_WIDGET (self), &bounds))
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((old->bounds.origin.x - bounds.origin.x) *
                                                              (float) (1 - progress),
                                                            (old->bounds.origin.y - bounds.origin.y) *
                                                              (float) (1 - progress)));
  gtk_snapshot_push_opacity (snapshot, old != NULL ? 1 : progress);
  gtk_widget_snapshot_child (GTK_WIDGET (self), part, snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

/**
 * _kw_chain_view_snapshot_parts:
 * @self: a chain view
 * @snapshot: where to draw
 *
 * Draws all parts. The children stand in reading order; links are drawn over what they hold together.
 */
void
_kw_chain_view_snapshot_parts (KwChainView *self, GtkSnapshot *snapshot)
{
  double progress = self->motion != NULL ? adw_animation_get_value (self->motion) : 0;

  append_old_parts (self, snapshot, progress);
  for (guint first = 0; first < 2; first++)
    for (guint i = first; i < self->parts->len; i += 2)
      if (self->motion != NULL)
        append_moving (self, snapshot, i, progress);
      else
        gtk_widget_snapshot_child (GTK_WIDGET (self), g_ptr_array_index (self->parts, i), snapshot);
}
