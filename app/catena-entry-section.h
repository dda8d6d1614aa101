/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>
#include "ks.h"

G_BEGIN_DECLS

/**
 * CatenaEntrySection:
 *
 * One section of the page of an entry. The page hands what it shows to each section that stands on it, so that a new section
 * is a widget with this interface and a line in the page's template.
 *
 * Signal `message (string)`: something to say in a toast.
 */
#define CATENA_TYPE_ENTRY_SECTION (catena_entry_section_get_type ())
G_DECLARE_INTERFACE (CatenaEntrySection, catena_entry_section, CATENA, ENTRY_SECTION, GtkWidget)

struct _CatenaEntrySectionInterface {
  GTypeInterface parent_interface;

  /* Both are optional. */
  void (*set_entry) (CatenaEntrySection *self, KsEntry *entry, gint64 now);
  void (*set_verdict) (CatenaEntrySection *self, KsVerdict *verdict);
};

void catena_entry_section_set_entry (CatenaEntrySection *self, KsEntry *entry, gint64 now);
void catena_entry_section_set_verdict (CatenaEntrySection *self, KsVerdict *verdict);

/* For those who implement it. */
void catena_entry_section_say (CatenaEntrySection *self, const char *message);
void catena_entry_section_say_copied (CatenaEntrySection *self, const char *what);

G_END_DECLS
