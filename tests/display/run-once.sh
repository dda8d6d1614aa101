#!/bin/bash
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: run-once.sh PROGRAM ARGS...
#
# Starts a program on a virtual display, and writes a picture of it to $CATENA_PICTURE when its window
# has not changed for a second. At a terminal the program then goes on until it is interrupted.

set -euo pipefail

"$@" &
program=$!
trap 'kill "$program" 2>/dev/null || true' EXIT

window () { xdotool search --onlyvisible --pid "$program" 2>/dev/null | tail -n 1; }

last=none
for _ in $(seq 60); do
  sleep 0.5
  kill -0 "$program" 2>/dev/null || { echo "dev: Catena ended at once" >&2; wait "$program"; exit; }
  id=$(window) || continue
  [ -n "$id" ] || continue
  import -window "$id" "$CATENA_PICTURE" 2>/dev/null || continue
  now=$(convert "$CATENA_PICTURE" rgb:- | sha256sum)
  [ "$now" != "$last" ] || break
  last=$now
  sleep 0.5
done

[ -s "$CATENA_PICTURE" ] || { echo "dev: Catena showed no window" >&2; exit 1; }
echo "dev: this is what it shows: $CATENA_PICTURE" >&2
if [ -t 0 ]; then
  echo "dev: Catena goes on running; Ctrl+C ends it" >&2
  wait "$program" || true
fi
