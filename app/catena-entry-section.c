/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-entry-section.h"

#include <glib/gi18n.h>

G_DEFINE_INTERFACE (CatenaEntrySection, catena_entry_section, GTK_TYPE_WIDGET)

static guint message_signal;

static void
catena_entry_section_default_init (CatenaEntrySectionInterface *iface)
{
  message_signal = g_signal_new ("message", CATENA_TYPE_ENTRY_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * catena_entry_section_set_entry:
 * @self: a section
 * @entry: (nullable): the entry that the page shows from now on; its verdict follows
 * @now: what is today, in seconds since 1970
 *
 * Tells the section about another entry.
 */
void
catena_entry_section_set_entry (CatenaEntrySection *self, KsEntry *entry, gint64 now)
{
  CatenaEntrySectionInterface *iface;

  g_return_if_fail (CATENA_IS_ENTRY_SECTION (self));

  iface = CATENA_ENTRY_SECTION_GET_IFACE (self);
  if (iface->set_entry != NULL)
    iface->set_entry (self, entry, now);
}

/**
 * catena_entry_section_set_verdict:
 * @self: a section
 * @verdict: (nullable): what was found out about the entry; %NULL while another one is being checked
 *
 * Tells the section about a verdict.
 */
void
catena_entry_section_set_verdict (CatenaEntrySection *self, KsVerdict *verdict)
{
  CatenaEntrySectionInterface *iface;

  g_return_if_fail (CATENA_IS_ENTRY_SECTION (self));

  iface = CATENA_ENTRY_SECTION_GET_IFACE (self);
  if (iface->set_verdict != NULL)
    iface->set_verdict (self, verdict);
}

/**
 * catena_entry_section_say:
 * @self: a section
 * @message: one sentence, translated
 *
 * Has the page say something in a toast.
 */
void
catena_entry_section_say (CatenaEntrySection *self, const char *message)
{
  g_return_if_fail (CATENA_IS_ENTRY_SECTION (self));

  g_signal_emit (self, message_signal, 0, message);
}

/**
 * catena_entry_section_say_copied:
 * @self: a section
 * @what: what is on the clipboard now, translated
 *
 * Has the page say that something was copied.
 */
void
catena_entry_section_say_copied (CatenaEntrySection *self, const char *what)
{
  /* Translators: toast; %s is what is on the clipboard now, for example "SHA-256 fingerprint" */
  g_autofree char *message = g_strdup_printf (_ ("%s copied"), what);

  catena_entry_section_say (self, message);
}
