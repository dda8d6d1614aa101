/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include "catena-trust-section.h"

#include "kw-explanation.h"

/* Whoever drags the slider over time passes many days. */
#define ASK_DELAY_MS 120

struct _CatenaTrustSection {
  GtkBox parent_instance;

  KsEntry *entry;
  gint64 now;
  gint64 time;
  KsRoleKind role;
  GPtrArray *judges; /* of CatenaTrustJudge, or NULL */
  GPtrArray *crls;   /* of GBytes, or NULL */
  int selected;
  guint ask_id;
  GCancellable *cancellable; /* while a worker asks */

  KwTrustMatrix *matrix;
};

/* All that a worker needs. */
typedef struct {
  KsEntry *entry;
  gint64 times[2];
  KsRoleKind role;
  GPtrArray *judges;
  GPtrArray *crls;
} Job;

static void catena_trust_section_iface_init (CatenaEntrySectionInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CatenaTrustSection,
                               catena_trust_section,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (CATENA_TYPE_ENTRY_SECTION,
                                                      catena_trust_section_iface_init))

enum {
  PROP_0,
  PROP_NARROW,
  N_PROPS,
};

enum {
  SIGNAL_TRUSTSTORE_WANTED,
  SIGNAL_ROW_ACTIVATED,
  SIGNAL_ADD_ACTIVATED,
  SIGNAL_REMOVE_ACTIVATED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/**
 * catena_trust_judge_new:
 * @name: what people call the truststore
 * @anchors: (nullable): whom it trusts; %NULL when it cannot be asked
 * @why_absent: (nullable): then why, translated
 * @flags: what can be done about it
 *
 * Returns: (transfer full): a truststore to ask
 */
CatenaTrustJudge *
catena_trust_judge_new (const char *name, KsAnchorSet *anchors, const char *why_absent, KwTrustRowFlags flags)
{
  CatenaTrustJudge *self = g_new0 (CatenaTrustJudge, 1);

  self->name = g_strdup (name);
  g_set_object (&self->anchors, anchors);
  self->why_absent = why_absent;
  self->flags = flags;
  return self;
}

/**
 * catena_trust_judge_free:
 * @self: (transfer full): a truststore
 */
void
catena_trust_judge_free (CatenaTrustJudge *self)
{
  g_free (self->name);
  g_clear_object (&self->anchors);
  g_free (self);
}

static void
job_free (Job *job)
{
  g_object_unref (job->entry);
  g_ptr_array_unref (job->judges);
  g_clear_pointer (&job->crls, g_ptr_array_unref);
  g_free (job);
}

static void
ask_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  g_autofree KsTrustJudge *judges = g_new0 (KsTrustJudge, job->judges->len);
  KsTrustQuestion question = {
    .entry = job->entry,
    .role = job->role,
    .crls = job->crls,
    .judges = judges,
    .n_judges = job->judges->len,
    .times = job->times,
    .n_times = job->times[1] != 0 ? 2 : 1,
  };
  GError *error = NULL;
  KsTrustMatrix *matrix = NULL;

  for (guint i = 0; i < job->judges->len; i++) {
    const CatenaTrustJudge *judge = g_ptr_array_index (job->judges, i);

    judges[i] = (KsTrustJudge) { judge->name, judge->anchors, judge->why_absent };
  }
  matrix = ks_trust_matrix_new (&question, cancellable, &error);
  if (matrix != NULL)
    g_task_return_pointer (task, matrix, (GDestroyNotify) ks_trust_matrix_unref);
  else
    g_task_return_error (task, error);
}

static void
show (CatenaTrustSection *self, KsTrustMatrix *matrix, GPtrArray *judges)
{
  g_autofree KwTrustRowFlags *flags = g_new0 (KwTrustRowFlags, judges->len);

  for (guint i = 0; i < judges->len; i++) {
    flags[i] = ((const CatenaTrustJudge *) g_ptr_array_index (judges, i))->flags;
    if (!ks_trust_matrix_lacks_anchor (matrix, i))
      flags[i] &= (guint) ~KW_TRUST_ROW_CAN_ADD;
  }
  kw_trust_matrix_set_matrix (self->matrix, matrix, flags);
  kw_trust_matrix_set_selected (self->matrix, self->selected);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CatenaTrustSection *self = CATENA_TRUST_SECTION (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  gboolean is_latest = g_task_get_cancellable (G_TASK (result)) == self->cancellable;
  g_autoptr (KsTrustMatrix) matrix = g_task_propagate_pointer (G_TASK (result), NULL);

  if (!is_latest)
    return;
  g_clear_object (&self->cancellable);
  if (matrix != NULL)
    show (self, matrix, job->judges);
}

static void
cancel (CatenaTrustSection *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->ask_id, g_source_remove);
}

static void
ask_due_cb (gpointer data)
{
  CatenaTrustSection *self = data;
  Job *job = g_new0 (Job, 1);
  g_autoptr (GTask) task = NULL;

  self->ask_id = 0;
  self->cancellable = g_cancellable_new ();
  job->entry = g_object_ref (self->entry);
  job->times[0] = self->now;
  job->times[1] = self->time;
  job->role = self->role;
  job->judges = g_ptr_array_ref (self->judges);
  job->crls = self->crls != NULL ? g_ptr_array_ref (self->crls) : NULL;
  task = g_task_new (self, self->cancellable, asked_cb, NULL);
  g_task_set_source_tag (task, ask_due_cb);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, ask_thread);
}

static gboolean
can_ask (CatenaTrustSection *self)
{
  return self->entry != NULL && ks_entry_get_leaf (self->entry) != NULL && self->judges != NULL &&
         self->judges->len > 0;
}

static void
add_cb (CatenaTrustSection *self)
{
  g_signal_emit (self, signals[SIGNAL_TRUSTSTORE_WANTED], 0);
}

static void
row_activated_cb (CatenaTrustSection *self, guint row)
{
  g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, row);
}

static void
add_activated_cb (CatenaTrustSection *self, guint row)
{
  g_signal_emit (self, signals[SIGNAL_ADD_ACTIVATED], 0, row);
}

static void
remove_activated_cb (CatenaTrustSection *self, guint row)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE_ACTIVATED], 0, row);
}

/* The page of another entry starts without answers; who is asked is the same for all of them, and told again with its verdict. */
static void
catena_trust_section_set_entry (CatenaEntrySection *section, KsEntry *entry, gint64 now)
{
  CatenaTrustSection *self = CATENA_TRUST_SECTION (section);

  self->now = now;
  if (!g_set_object (&self->entry, entry))
    return;
  cancel (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
catena_trust_section_iface_init (CatenaEntrySectionInterface *iface)
{
  iface->set_entry = catena_trust_section_set_entry;
}

static void
catena_trust_section_dispose (GObject *object)
{
  CatenaTrustSection *self = CATENA_TRUST_SECTION (object);

  cancel (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), CATENA_TYPE_TRUST_SECTION);
  g_clear_object (&self->entry);
  g_clear_pointer (&self->judges, g_ptr_array_unref);
  g_clear_pointer (&self->crls, g_ptr_array_unref);

  G_OBJECT_CLASS (catena_trust_section_parent_class)->dispose (object);
}

static void
catena_trust_section_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    g_object_get_property (G_OBJECT (CATENA_TRUST_SECTION (object)->matrix), "narrow", value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
catena_trust_section_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_NARROW)
    kw_trust_matrix_set_narrow (CATENA_TRUST_SECTION (object)->matrix, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static guint
add_signal (const char *name)
{
  return g_signal_new (name, CATENA_TYPE_TRUST_SECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                       1, G_TYPE_UINT);
}

static void
catena_trust_section_class_init (CatenaTrustSectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = catena_trust_section_dispose;
  object_class->get_property = catena_trust_section_get_property;
  object_class->set_property = catena_trust_section_set_property;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_TRUSTSTORE_WANTED] = g_signal_new ("truststore-wanted", CATENA_TYPE_TRUST_SECTION,
                                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ROW_ACTIVATED] = add_signal ("row-activated");
  signals[SIGNAL_ADD_ACTIVATED] = add_signal ("add-activated");
  signals[SIGNAL_REMOVE_ACTIVATED] = add_signal ("remove-activated");

  g_type_ensure (KW_TYPE_TRUST_MATRIX);
  g_type_ensure (KW_TYPE_EXPLANATION);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_PATH "/catena-trust-section.ui");
  gtk_widget_class_bind_template_child (widget_class, CatenaTrustSection, matrix);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_activated_cb);
}

static void
catena_trust_section_init (CatenaTrustSection *self)
{
  self->selected = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * catena_trust_section_ask:
 * @self: the section
 * @judges: (element-type CatenaTrustJudge): the truststores, in the order of the rows; nobody may change it any more
 * @role: what the entry’s file is for
 * @crls: (nullable) (element-type GBytes): revocation lists that are at hand
 * @time: what else than today is asked about, in seconds since 1970; 0 for nothing
 *
 * Has a worker ask for the entry that is shown, in a moment. What is shown so far stays until there are answers.
 */
void
catena_trust_section_ask (CatenaTrustSection *self,
                          GPtrArray *judges,
                          KsRoleKind role,
                          GPtrArray *crls,
                          gint64 time)
{
  g_return_if_fail (CATENA_IS_TRUST_SECTION (self));

  cancel (self);
  g_ptr_array_ref (judges);
  g_clear_pointer (&self->judges, g_ptr_array_unref);
  self->judges = judges;
  g_clear_pointer (&self->crls, g_ptr_array_unref);
  self->crls = crls != NULL ? g_ptr_array_ref (crls) : NULL;
  self->role = role;
  self->time = time;
  if (can_ask (self))
    self->ask_id = g_timeout_add_once (ASK_DELAY_MS, ask_due_cb, self);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * catena_trust_section_set_selected:
 * @self: the section
 * @judge: index of the truststore that the rest of the page asks; -1 for none of them
 */
void
catena_trust_section_set_selected (CatenaTrustSection *self, int judge)
{
  g_return_if_fail (CATENA_IS_TRUST_SECTION (self));

  self->selected = judge;
  kw_trust_matrix_set_selected (self->matrix, judge);
}
