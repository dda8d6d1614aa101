/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "kw-config.h"

#include "kw-link-drawer.h"

#include <glib/gi18n.h>

#include "kw-chain-view.h"
#include "kw-link-panel.h"

struct _KwLinkDrawer {
  AdwBin parent_instance;

  KwChainView *chain;   /* borrowed: a sibling */
  int link;             /* that is open, or -1 */
  KsCertificate *child; /* at its lower end, or NULL */

  GtkRevealer *revealer;
  KwLinkPanel *panel;
};

enum {
  PROP_0,
  PROP_CHAIN,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (KwLinkDrawer, kw_link_drawer, ADW_TYPE_BIN)

static void
revealed_cb (KwLinkDrawer *self)
{
  /* A closed panel would take the spacing above and below it. */
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_revealer_get_reveal_child (self->revealer) ||
                                               gtk_revealer_get_child_revealed (self->revealer));
}

/* ---- who stands at the ends of a link ---- */

static KsCertificate *
get_certificate (const KsPath *path, guint index)
{
  return index < path->nodes->len ? ((const KsPathNode *) g_ptr_array_index (path->nodes, index))->certificate
                                  : NULL;
}

static const char *
get_title (const KsPath *path, guint index)
{
  KsCertificate *certificate = get_certificate (path, index);

  return certificate != NULL ? ks_certificate_get_title (certificate) : NULL;
}

/* Whose values stand in the right column: the missing issuer, the next certificate, or the truststore. */
static const char *
get_upper_title (KsVerdict *verdict, const KsPath *path, guint link)
{
  KsAnchorSet *anchors = ks_verdict_get_anchors (verdict);
  const char *title = get_title (path, link + 1);

  if (path->missing != NULL && path->missing_after == link)
    return ks_name_get_title (path->missing->name);
  if (title != NULL)
    return title;
  return anchors != NULL ? ks_anchor_set_get_name (anchors) : _ ("No truststore");
}

/* ---- opening and closing ---- */

static void
open_link (KwLinkDrawer *self, const KsPath *path, guint index)
{
  KsVerdict *verdict = kw_chain_view_get_verdict (self->chain);
  GtkWidget *link = kw_chain_view_get_link_widget (self->chain, index);

  self->link = (int) index;
  g_set_object (&self->child, get_certificate (path, index));
  kw_chain_view_set_open_link (self->chain, (int) index);
  kw_link_panel_set_link (self->panel, g_ptr_array_index (path->links, index), verdict,
                          get_title (path, index), get_upper_title (verdict, path, index));
  kw_link_panel_set_pointing_to (self->panel, link);
  if (link != NULL)
    gtk_accessible_update_relation (GTK_ACCESSIBLE (link), GTK_ACCESSIBLE_RELATION_CONTROLS, self->panel,
                                    NULL, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

static void
link_activated_cb (KwLinkDrawer *self, guint index)
{
  const KsPath *path = kw_chain_view_get_path (self->chain);

  if (path == NULL || index >= path->links->len || (int) index == kw_chain_view_get_open_link (self->chain))
    kw_link_drawer_close (self);
  else
    open_link (self, path, index);
}

/* Back to the link that it was opened from. */
static void
closed_cb (KwLinkDrawer *self)
{
  int open = kw_chain_view_get_open_link (self->chain);
  GtkWidget *link = open >= 0 ? kw_chain_view_get_link_widget (self->chain, (guint) open) : NULL;

  kw_link_drawer_close (self);
  gtk_widget_grab_focus (link != NULL ? link : GTK_WIDGET (self->chain));
}

/* ---- what is compared ---- */

static void
pointed_cb (KwLinkDrawer *self, int first, int last)
{
  int open = kw_chain_view_get_open_link (self->chain);

  kw_link_panel_set_together (self->panel, open >= 0 && first <= open && open <= last,
                              open >= 0 && first <= open + 1 && open + 1 <= last);
}

static void
check_pointed_cb (KwLinkDrawer *self, const char *check)
{
  kw_chain_view_set_together (self->chain, kw_chain_view_get_open_link (self->chain), check);
}

/* ---- the object ---- */

static void
kw_link_drawer_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  KwLinkDrawer *self = KW_LINK_DRAWER (object);

  switch (prop_id) {
  case PROP_CHAIN:
    if (!g_set_weak_pointer (&self->chain, g_value_get_object (value)) || self->chain == NULL)
      return;
    g_signal_connect_object (self->chain, "link-activated", G_CALLBACK (link_activated_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (self->chain, "pointed", G_CALLBACK (pointed_cb), self, G_CONNECT_SWAPPED);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kw_link_drawer_dispose (GObject *object)
{
  KwLinkDrawer *self = KW_LINK_DRAWER (object);

  g_clear_weak_pointer (&self->chain);
  g_clear_object (&self->child);
  /* The bin would unparent its child a second time. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KW_TYPE_LINK_DRAWER);

  G_OBJECT_CLASS (kw_link_drawer_parent_class)->dispose (object);
}

static void
kw_link_drawer_class_init (KwLinkDrawerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kw_link_drawer_dispose;
  G_OBJECT_CLASS (klass)->set_property = kw_link_drawer_set_property;

  /**
   * KwLinkDrawer:chain:
   *
   * The drawing whose links it opens.
   */
  properties[PROP_CHAIN] =
    g_param_spec_object ("chain", NULL, NULL, KW_TYPE_CHAIN_VIEW, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  g_type_ensure (KW_TYPE_LINK_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/widgets/kw-link-drawer.ui");
  gtk_widget_class_bind_template_child (widget_class, KwLinkDrawer, revealer);
  gtk_widget_class_bind_template_child (widget_class, KwLinkDrawer, panel);
  gtk_widget_class_bind_template_callback (widget_class, revealed_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_pointed_cb);
}

static void
kw_link_drawer_init (KwLinkDrawer *self)
{
  self->link = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kw_link_drawer_close:
 * @self: a drawer
 *
 * Closes what is open. The content stays while the drawer closes.
 */
void
kw_link_drawer_close (KwLinkDrawer *self)
{
  g_return_if_fail (KW_IS_LINK_DRAWER (self));

  self->link = -1;
  g_clear_object (&self->child);
  if (self->chain != NULL) {
    kw_chain_view_set_open_link (self->chain, -1);
    kw_chain_view_set_together (self->chain, -1, NULL);
  }
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  revealed_cb (self);
}

/**
 * kw_link_drawer_clear:
 * @self: a drawer
 *
 * Closes it, and forgets the verdict that it has shown.
 */
void
kw_link_drawer_clear (KwLinkDrawer *self)
{
  kw_link_drawer_close (self);
  kw_link_panel_set_link (self->panel, NULL, NULL, NULL, NULL);
}

/**
 * kw_link_drawer_follow:
 * @self: a drawer
 *
 * To be called when the chain has got another verdict. A link that is still there stays open, with what is true of it now: another
 * moment in time closes nothing.
 */
void
kw_link_drawer_follow (KwLinkDrawer *self)
{
  const KsPath *path;
  KsCertificate *now;

  g_return_if_fail (KW_IS_LINK_DRAWER (self));

  path = kw_chain_view_get_path (self->chain);
  now = path != NULL && self->link >= 0 ? get_certificate (path, (guint) self->link) : NULL;
  if (now != NULL && self->child != NULL && (guint) self->link < path->links->len &&
      ks_certificate_equal (now, self->child))
    open_link (self, path, (guint) self->link);
  else
    kw_link_drawer_close (self);
}
