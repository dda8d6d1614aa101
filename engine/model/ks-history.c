/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "ks-history.h"

typedef struct {
  KsEdit *edit;
  KsEdit *inverse;
} Step;

struct _KsHistory {
  GPtrArray *steps; /* of Step */
  guint depth;      /* how many of them are applied */
  gint64 clean;     /* the depth that is on disk; -1 when it cannot be reached any more */
};

static void
step_free (gpointer data)
{
  Step *step = data;

  ks_edit_unref (step->edit);
  ks_edit_unref (step->inverse);
  g_free (step);
}

/**
 * ks_history_new:
 *
 * Returns: (transfer full): a history without steps, clean
 */
KsHistory *
ks_history_new (void)
{
  KsHistory *self = g_new0 (KsHistory, 1);

  self->steps = g_ptr_array_new_with_free_func (step_free);

  return self;
}

/**
 * ks_history_free:
 * @self: (transfer full): a history
 *
 * Forgets everything.
 */
void
ks_history_free (KsHistory *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

/**
 * ks_history_push:
 * @self: a history
 * @edit: the edit that was made
 * @inverse: the edit that takes it back
 *
 * Remembers a step. What was undone before cannot be redone any more.
 */
void
ks_history_push (KsHistory *self, KsEdit *edit, KsEdit *inverse)
{
  Step *step = g_new0 (Step, 1);

  if (self->clean > self->depth)
    self->clean = -1;
  if (self->steps->len > self->depth)
    g_ptr_array_remove_range (self->steps, self->depth, self->steps->len - self->depth);

  step->edit = ks_edit_ref (edit);
  step->inverse = ks_edit_ref (inverse);
  g_ptr_array_add (self->steps, step);
  self->depth++;
}

/**
 * ks_history_can_undo:
 * @self: a history
 *
 * Returns: whether there is a step to take back
 */
gboolean
ks_history_can_undo (KsHistory *self)
{
  return self->depth > 0;
}

/**
 * ks_history_can_redo:
 * @self: a history
 *
 * Returns: whether there is a step to make again
 */
gboolean
ks_history_can_redo (KsHistory *self)
{
  return self->depth < self->steps->len;
}

/**
 * ks_history_peek_undo:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): the edit that the next undo takes back
 */
KsEdit *
ks_history_peek_undo (KsHistory *self)
{
  Step *step = self->depth > 0 ? g_ptr_array_index (self->steps, self->depth - 1) : NULL;

  return step != NULL ? step->edit : NULL;
}

/**
 * ks_history_peek_redo:
 * @self: a history
 *
 * Returns: (transfer none) (nullable): the edit that the next redo makes again
 */
KsEdit *
ks_history_peek_redo (KsHistory *self)
{
  Step *step = ks_history_can_redo (self) ? g_ptr_array_index (self->steps, self->depth) : NULL;

  return step != NULL ? step->edit : NULL;
}

/**
 * ks_history_step_back:
 * @self: a history
 * @edit: (out) (transfer none): the edit that is taken back
 *
 * Goes one step back.
 *
 * Returns: (transfer none) (nullable): the inverse, which has to be applied
 */
KsEdit *
ks_history_step_back (KsHistory *self, KsEdit **edit)
{
  Step *step;

  if (!ks_history_can_undo (self))
    return NULL;

  step = g_ptr_array_index (self->steps, --self->depth);
  *edit = step->edit;

  return step->inverse;
}

/**
 * ks_history_step_forth:
 * @self: a history
 * @edit: (out) (transfer none): the edit that is made again
 *
 * Goes one step forward again.
 *
 * Returns: (transfer none) (nullable): the edit, which has to be applied
 */
KsEdit *
ks_history_step_forth (KsHistory *self, KsEdit **edit)
{
  Step *step;

  if (!ks_history_can_redo (self))
    return NULL;

  step = g_ptr_array_index (self->steps, self->depth++);
  *edit = step->edit;

  return step->edit;
}

/**
 * ks_history_mark_clean:
 * @self: a history
 *
 * The state of now is the one on disk.
 */
void
ks_history_mark_clean (KsHistory *self)
{
  self->clean = self->depth;
}

/**
 * ks_history_is_clean:
 * @self: a history
 *
 * Returns: whether the state of now is the one on disk
 */
gboolean
ks_history_is_clean (KsHistory *self)
{
  return self->clean == (gint64) self->depth;
}
