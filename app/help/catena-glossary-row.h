/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CatenaGlossaryRow: one word of the glossary, and what it means
 */
#define CATENA_TYPE_GLOSSARY_ROW (catena_glossary_row_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGlossaryRow, catena_glossary_row, CATENA, GLOSSARY_ROW, GtkListBoxRow)

GtkWidget *catena_glossary_row_new (const char *id, const char *title) G_GNUC_WARN_UNUSED_RESULT;
void catena_glossary_row_add (CatenaGlossaryRow *self, const char *markup, const char *text);
const char *catena_glossary_row_get_id (CatenaGlossaryRow *self);
const char *catena_glossary_row_get_title (CatenaGlossaryRow *self);
int catena_glossary_row_compare (CatenaGlossaryRow *self, CatenaGlossaryRow *other);
/* How well it fits what is looked for, which is casefolded: 0 is best; -1: not at all. */
int catena_glossary_row_rank (CatenaGlossaryRow *self, const char *needle);

G_END_DECLS
