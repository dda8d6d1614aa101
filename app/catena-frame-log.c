/* SPDX-FileCopyrightText: The Catena authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "catena-config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#include "catena-frame-log.h"
#include "kw-entry-row.h"

/* For tests, in the development profile only: with CATENA_FRAME_LOG=FILE.json in the environment, the frame clock of the first
 * window never rests, and every interval between two of its frames is written down: whatever holds up the main loop holds up the
 * next frame. The times are those of CLOCK_MONOTONIC, so that a test knows what it did meanwhile. */

typedef struct {
  gint64 at;       /* µs: when the frame began */
  gint64 interval; /* µs: since the one before */
  gint64 waited;   /* µs of that, in which the thread could run and other programs had the processors */
  gint64 ran;      /* µs of that, in which it had a processor */
} Frame;

/* The kernel's account of a thread, in µs since it began. */
typedef struct {
  gint64 ran;
  gint64 waited;
} Account;

/* What one frame took to be laid out and painted. */
typedef struct {
  gint64 at;     /* µs: before-paint of the frame clock */
  gint64 took;   /* µs: until its after-paint */
  gint64 waited; /* µs of that, in which other programs had the processors */
} Paint;

typedef struct {
  gint64 at;
  CatenaDocumentState state; /* of the document in front */
} Change;

typedef struct {
  char *path;
  int schedule; /* descriptor of the kernel's account of this thread, or -1 */
  GArray *frames;
  GArray *changes;
  GArray *paints;
  GdkFrameClock *clock; /* of the window, whose paints are followed; or NULL */
  gint64 paint_at;
  gint64 paint_waited;
  gint64 last_at;
  Account last;
  gint64 rows_at;  /* when there were rows to be seen */
  gint64 marks_at; /* when each of those had its mark */
} FrameLog;

static gboolean is_started;

/* Two of the numbers, in nanoseconds: the time on a processor, and in the queue for one. */
static Account
read_account (FrameLog *log)
{
  char text[96];
  char *end;
  gssize size = log->schedule >= 0 ? pread (log->schedule, text, sizeof text - 1, 0) : 0;
  Account account = { 0 };

  if (size <= 0)
    return account;

  text[size] = '\0';
  account.ran = g_ascii_strtoll (text, &end, 10) / 1000;
  account.waited = g_ascii_strtoll (end, NULL, 10) / 1000;
  return account;
}

static void
note_state (FrameLog *log, CatenaWindow *window, gint64 now)
{
  CatenaStorePage *page = catena_window_get_page (window);
  Change change = { now, CATENA_DOCUMENT_EMPTY };

  if (page != NULL)
    change.state = catena_document_get_state (catena_store_page_get_document (page));
  if (log->changes->len == 0 ||
      g_array_index (log->changes, Change, log->changes->len - 1).state != change.state)
    g_array_append_val (log->changes, change);
}

typedef struct {
  guint rows;
  guint marks;
} Count;

/* The rows inside the list view, which is their grandparent. */
static void
count_rows (GtkWidget *widget, Count *count)
{
  graphene_rect_t bounds;
  GtkWidget *view;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (!KW_IS_ENTRY_ROW (widget)) {
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      count_rows (child, count);
    return;
  }
  view = gtk_widget_get_parent (gtk_widget_get_parent (widget));
  if (!gtk_widget_compute_bounds (widget, view, &bounds) || bounds.origin.y + bounds.size.height <= 0 ||
      bounds.origin.y >= (float) gtk_widget_get_height (view))
    return;
  count->rows++;
  count->marks += kw_entry_row_get_state (KW_ENTRY_ROW (widget)) != KS_STATE_NOT_CHECKED;
}

/* When a frame begins, those before it have been painted, and what the rows show now is painted with the next. */
static void
note_marks (FrameLog *log, GtkWidget *window, gint64 now)
{
  Count count = { 0 };

  if (log->marks_at != 0)
    return;
  count_rows (window, &count);
  if (count.rows > 0 && log->rows_at == 0)
    log->rows_at = now;
  if (count.rows > 0 && count.marks == count.rows)
    log->marks_at = now;
}

static void
before_paint_cb (GdkFrameClock *clock, FrameLog *log)
{
  log->paint_waited = read_account (log).waited;
  log->paint_at = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, FrameLog *log)
{
  gint64 now = g_get_monotonic_time ();
  Paint paint = { log->paint_at, now - log->paint_at, read_account (log).waited - log->paint_waited };

  /* The first one may have begun before anybody listened. */
  if (log->paint_at != 0)
    g_array_append_val (log->paints, paint);
}

static void
follow_clock (FrameLog *log, GdkFrameClock *clock)
{
  if (log->clock == clock)
    return;
  if (log->clock != NULL)
    g_signal_handlers_disconnect_by_data (log->clock, log);
  g_set_object (&log->clock, clock);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), log);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), log);
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  FrameLog *log = user_data;
  gint64 now = g_get_monotonic_time ();
  Account account = read_account (log);
  Frame frame = { now, now - log->last_at, account.waited - log->last.waited, account.ran - log->last.ran };

  if (log->last_at != 0)
    g_array_append_val (log->frames, frame);
  log->last_at = now;
  log->last = account;
  follow_clock (log, clock);
  note_state (log, CATENA_WINDOW (widget), now);
  note_marks (log, widget, now);
  return G_SOURCE_CONTINUE;
}

static void
write_log (FrameLog *log, FILE *out)
{
  GEnumClass *states = g_type_class_ref (CATENA_TYPE_DOCUMENT_STATE);

  fputs ("{\"states\": [", out);
  for (guint i = 0; i < log->changes->len; i++) {
    const Change *change = &g_array_index (log->changes, Change, i);

    fprintf (out, "%s[%" G_GINT64_FORMAT ", \"%s\"]", i > 0 ? ", " : "", change->at,
             g_enum_get_value (states, (int) change->state)->value_nick);
  }
  fprintf (out, "],\n \"rows\": %" G_GINT64_FORMAT ", \"marks\": %" G_GINT64_FORMAT ",\n \"frames\": [",
           log->rows_at, log->marks_at);
  for (guint i = 0; i < log->frames->len; i++) {
    const Frame *frame = &g_array_index (log->frames, Frame, i);

    fprintf (out,
             "%s[%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "]",
             i > 0 ? ",\n  " : "", frame->at, frame->interval, frame->waited, frame->ran);
  }
  fputs ("],\n \"paints\": [", out);
  for (guint i = 0; i < log->paints->len; i++) {
    const Paint *paint = &g_array_index (log->paints, Paint, i);

    fprintf (out, "%s[%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "]",
             i > 0 ? ",\n  " : "", paint->at, paint->took, paint->waited);
  }
  fputs ("]}\n", out);
  g_type_class_unref (states);
}

static void
frame_log_free (FrameLog *log)
{
  FILE *out = g_fopen (log->path, "we");

  if (log->clock != NULL)
    g_signal_handlers_disconnect_by_data (log->clock, log);
  g_clear_object (&log->clock);
  if (out != NULL) {
    write_log (log, out);
    fclose (out);
  }
  if (log->schedule >= 0)
    close (log->schedule);
  g_array_unref (log->frames);
  g_array_unref (log->changes);
  g_array_unref (log->paints);
  g_free (log->path);
  g_free (log);
}

/**
 * catena_frame_log_start:
 * @window: the window whose frames are counted
 *
 * Does nothing, unless the environment asks for a log of frames and this is a development build. The log is
 * written when the window is gone.
 */
void
catena_frame_log_start (CatenaWindow *window)
{
  const char *path = g_getenv ("CATENA_FRAME_LOG");
  FrameLog *log;

  if (!PROFILE_DEVELOPMENT || path == NULL || is_started)
    return;

  is_started = TRUE;
  log = g_new0 (FrameLog, 1);
  log->path = g_strdup (path);
  log->schedule = open ("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC);
  log->frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  log->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  log->paints = g_array_new (FALSE, FALSE, sizeof (Paint));
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, log, (GDestroyNotify) frame_log_free);
}
