/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "catena-entry-clip.h"
#include "catena-after-frame.h"
#include "catena-entry-list.h"
#include "catena-entry-page.h"
#include "catena-map-page.h"
#include "catena-password-dialog.h"
#include "catena-request-dialog.h"
#include "catena-store-page.h"
#include "catena-table-page.h"

G_BEGIN_DECLS

struct _CatenaStorePage {
  AdwBin parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  GtkWidget *waiting;
  AdwStatusPage *failed;
  AdwBanner *integrity_banner;
  AdwBanner *changed_banner;
  AdwBanner *copy_banner;
  AdwBanner *reply_banner;
  AdwNavigationSplitView *split_view;
  AdwNavigationPage *sidebar;
  AdwNavigationPage *content;
  AdwWindowTitle *content_title;
  GtkMenuButton *content_menu;
  GtkStack *content_stack;
  AdwStatusPage *number;
  GtkStack *view_stack;
  AdwHeaderBar *content_bar;
  CatenaTablePage *table_page;
  CatenaMapPage *map_page;
  gboolean is_narrow;
  CatenaEntryList *entry_list;
  CatenaEntryPage *entry_page;
  GtkWidget *empty_page; /* in the place of list and entry; not owned */

  CatenaDocument *document;
  CatenaTrust *trust;
  CatenaVerification *verification;
  GSimpleActionGroup *document_actions;
  GSimpleActionGroup *entry_actions;
  CatenaPasswordDialog *password_dialog; /* while it is open; not owned */
  guint waiting_id;
  CatenaAfterFrame showing; /* of what is selected, beside the list */
  CatenaAfterFrame looking; /* at what is worth knowing of the file */
  KsStore *looked_at;       /* of these its changes are told; not owned */
  gboolean is_verdict_late; /* a verdict came before its page */
  guint trust_id;           /* while those who trust are asked again */
  guint trust_choice;       /* index in what follows */
  GPtrArray *trust_rows;    /* of CatenaTrustRow */
  GArray *trust_judges;     /* of guint: where in these the rows of the table of truststores are */
  KsRemedy wanted_remedy;   /* while an issuer is searched for */
  gboolean wants_preview;   /* of that remedy */
  int chain_place;       /* of the certificate that a command is for, in the entry's chain; -1: not there */
  int chain_below;       /* of the one that it is behind, or itself */
  int chain_after;       /* while certificates are asked for: where they go */
  int chain_focus;       /* what gets the focus with the next verdict; -1: nothing */
  KsEntry *chain_entry;  /* while certificates are asked for: for whom */
  gboolean is_discarded; /* the person said that the changes are to be lost */
  gboolean was_ready;
  GtkWidget *lesson_bar; /* of the lesson whose keystore it is, or NULL; not owned */
};

/* catena-store-page.c */
GSettings *_catena_store_page_get_settings (CatenaStorePage *self);
void _catena_store_page_add_toast (CatenaStorePage *self, const char *title, gboolean with_undo);
gboolean _catena_store_page_apply (CatenaStorePage *self, KsEdit *edit, const char *problem);
void _catena_store_page_use_file (CatenaStorePage *self);

/* catena-store-page-unlock.c */
void _catena_store_page_ask_password (CatenaStorePage *self);

/* catena-store-page-actions.c */
void _catena_store_page_init_actions (CatenaStorePage *self);
void _catena_store_page_update_actions (CatenaStorePage *self);

/* catena-entry-actions.c */
void _catena_store_page_init_entry_actions (CatenaStorePage *self);
void _catena_store_page_update_entry_actions (CatenaStorePage *self);
char *_catena_store_page_describe (GPtrArray *entries, const char *one, const char *many);

/* catena-store-page-topics.c */
void _catena_store_page_init_topics (CatenaStorePage *self);
void _catena_store_page_update_topics (CatenaStorePage *self);
void _catena_store_page_set_enabled (GSimpleActionGroup *group, const char *name, gboolean is_enabled);

/* catena-store-page-entry.c */
void _catena_store_page_init_entry (CatenaStorePage *self);
void _catena_store_page_show_entry (CatenaStorePage *self, KsEntry *entry);

/* catena-store-page-file.c */
void _catena_store_page_init_file (CatenaStorePage *self);
void _catena_store_page_update_file (CatenaStorePage *self);
void _catena_store_page_look_at_file (CatenaStorePage *self);

/* catena-store-page-generate.c */
void _catena_store_page_init_generate (CatenaStorePage *self);
void _catena_store_page_update_generate (CatenaStorePage *self);

/* catena-store-page-request.c */
void _catena_store_page_init_request (CatenaStorePage *self);
void _catena_store_page_update_request (CatenaStorePage *self);
void _catena_store_page_request_names (CatenaStorePage *self);
CatenaRequestDialog *_catena_store_page_present_request (CatenaStorePage *self, KsEntry *entry, GBytes *spki);
void _catena_store_page_request_again (CatenaStorePage *self, KsEntry *entry);

/* catena-store-page-chain.c */
void _catena_store_page_init_chain (CatenaStorePage *self);
void _catena_store_page_update_chain (CatenaStorePage *self);

/* catena-store-page-renew.c */
void _catena_store_page_init_renew (CatenaStorePage *self);
void _catena_store_page_update_renew (CatenaStorePage *self);

/* catena-store-page-time.c */
void _catena_store_page_init_time (CatenaStorePage *self);
void _catena_store_page_update_time (CatenaStorePage *self);

/* catena-store-page-copy.c */
void _catena_store_page_init_copy (CatenaStorePage *self);
void _catena_store_page_offer_copy (CatenaStorePage *self, gboolean has_generated);

/* catena-store-page-secret.c */
void _catena_store_page_init_secret (CatenaStorePage *self);
void _catena_store_page_update_secret (CatenaStorePage *self);

/* catena-store-page-export.c */
gboolean _catena_store_page_is_open (CatenaStorePage *self, GFile *file);
void _catena_store_page_export (CatenaStorePage *self, GPtrArray *entries);
void _catena_store_page_init_export (CatenaStorePage *self);
void _catena_store_page_update_export (CatenaStorePage *self);

/* catena-store-page-import.c */
void _catena_store_page_init_import (CatenaStorePage *self);
void _catena_store_page_update_import (CatenaStorePage *self);
void _catena_store_page_import_stores (CatenaStorePage *self, GPtrArray *stores); /* of KsStore */
void _catena_store_page_import_files (CatenaStorePage *self, GPtrArray *files);   /* of GFile */
void _catena_store_page_import_text (CatenaStorePage *self, const char *text);
void _catena_store_page_offer_import (CatenaStorePage *self, GPtrArray *files); /* of GFile */

/* catena-store-page-trust.c */
void _catena_store_page_init_trust (CatenaStorePage *self);
void _catena_store_page_forget_trust (CatenaStorePage *self);

/* catena-store-page-truststore.c */
void _catena_store_page_init_truststore (CatenaStorePage *self);
void _catena_store_page_offer_truststore (CatenaStorePage *self, CatenaDocument *target); /* NULL: none yet */
void _catena_store_page_update_truststore (CatenaStorePage *self);

/* catena-store-page-inspect.c */
KsCertificate *_catena_store_page_get_certificate (CatenaStorePage *self, KsEntry *entry);
void _catena_store_page_init_inspect (CatenaStorePage *self);
void _catena_store_page_update_inspect (CatenaStorePage *self);

/* catena-store-page-compare.c */
void _catena_store_page_init_compare (CatenaStorePage *self);
void _catena_store_page_update_compare (CatenaStorePage *self);

/* catena-store-page-snippet.c */
void _catena_store_page_init_snippet (CatenaStorePage *self);
void _catena_store_page_update_snippet (CatenaStorePage *self);

/* catena-store-page-reply.c */
void _catena_store_page_init_reply (CatenaStorePage *self);
void _catena_store_page_update_reply (CatenaStorePage *self);
void _catena_store_page_reply_with_files (CatenaStorePage *self, GPtrArray *files);
gboolean _catena_store_page_reply_with_text (CatenaStorePage *self, const char *text);
/* Whatever the text is. */
void _catena_store_page_show_reply (CatenaStorePage *self, const char *text);

/* catena-store-page-view.c */
void _catena_store_page_init_view (CatenaStorePage *self);
void _catena_store_page_narrow_cb (CatenaStorePage *self);
void _catena_store_page_wide_cb (CatenaStorePage *self);
void _catena_store_page_find (CatenaStorePage *self);
void _catena_store_page_trust (CatenaStorePage *self, KsCertificate *certificate);

/* learn/catena-store-page-lesson.c */
void _catena_store_page_init_lesson (CatenaStorePage *self);
void _catena_store_page_update_lesson (CatenaStorePage *self);
void _catena_store_page_place_lesson_bar (CatenaStorePage *self);

/* catena-store-page-drag.c */
void _catena_store_page_init_drag (CatenaStorePage *self);

/* catena-store-page-drawing.c */
void _catena_store_page_init_drawing (CatenaStorePage *self);
void _catena_store_page_update_drawing (CatenaStorePage *self);

/* catena-store-page-hosts.c */
void _catena_store_page_init_hosts (CatenaStorePage *self);
void _catena_store_page_update_hosts (CatenaStorePage *self);

/* catena-store-page-role.c */
void _catena_store_page_init_role (CatenaStorePage *self);

/* catena-store-page-repair.c */
void _catena_store_page_repair (CatenaStorePage *self, KsRemedy remedy);
void _catena_store_page_repair_verdict (CatenaStorePage *self);
void _catena_store_page_search_issuer (CatenaStorePage *self, KsRemedy remedy, gboolean for_preview);

/* catena-store-page-preview.c */
void _catena_store_page_init_preview (CatenaStorePage *self);
void _catena_store_page_update_preview (CatenaStorePage *self);
gboolean _catena_store_page_preview (CatenaStorePage *self, KsRemedy remedy);

/* catena-store-page-password.c */
void _catena_store_page_change_store_password (CatenaStorePage *self);
void _catena_store_page_change_entry_password (CatenaStorePage *self, KsEntry *entry);

/* catena-store-page-save.c */
void _catena_store_page_tell_saved (CatenaStorePage *self, const char *remark);
void _catena_store_page_delete_backup (CatenaStorePage *self);
void _catena_store_page_save_async (CatenaStorePage *self,
                                    gboolean as,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean _catena_store_page_save_finish (CatenaStorePage *self, GAsyncResult *result);

/* catena-store-page-clipboard.c */
void _catena_store_page_copy (CatenaStorePage *self, GPtrArray *entries);
void _catena_store_page_paste (CatenaStorePage *self);
gboolean _catena_store_page_drop_clip (CatenaStorePage *self, CatenaEntryClip *clip);

G_END_DECLS
