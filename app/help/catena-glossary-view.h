/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * CatenaGlossaryView: all words of the glossary, to search in
 */
#define CATENA_TYPE_GLOSSARY_VIEW (catena_glossary_view_get_type ())
G_DECLARE_FINAL_TYPE (CatenaGlossaryView, catena_glossary_view, CATENA, GLOSSARY_VIEW, AdwBin)

GtkWidget *catena_glossary_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* Looks for the word that has the identifier @id. */
void catena_glossary_view_show (CatenaGlossaryView *self, const char *id);

G_END_DECLS
