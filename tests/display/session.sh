#!/bin/bash
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: session.sh [--size WxH] [--no-bus] COMMAND...
#
# Runs COMMAND in a desktop session of its own: an X server on a free display, folders of nobody's
# for home and run-time files, and, without --no-bus, a session bus with the accessibility bus. All of it
# ends with COMMAND, whose exit status is passed on. Many sessions can run side by side.

set -euo pipefail

size=1280x900
bus=yes
while [ $# -gt 0 ]; do
  case $1 in
    --size) size=$2; shift 2 ;;
    --no-bus) bus=no; shift ;;
    *) break ;;
  esac
done

server=
folder=$(mktemp -d /tmp/catena-session.XXXXXX)

end_session () {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap end_session EXIT
trap 'exit 143' TERM INT HUP

mkdir -m 700 "$folder"/{home,run}
export HOME=$folder/home XDG_RUNTIME_DIR=$folder/run
export XDG_CONFIG_HOME=$HOME/.config XDG_DATA_HOME=$HOME/.local/share XDG_CACHE_HOME=$HOME/.cache
mkdir -p "$XDG_CONFIG_HOME" "$XDG_DATA_HOME" "$XDG_CACHE_HOME"

# The server writes the number of the display that it found free. It is ready then.
mkfifo "$folder/display"
Xvfb -displayfd 5 -screen 0 "${size}x24" -nolisten tcp -noreset 5>"$folder/display" >"$folder/xvfb.log" 2>&1 </dev/null &
server=$!
if ! read -r -t 30 number <"$folder/display"; then
  cat "$folder/xvfb.log" >&2
  echo "session.sh: no X server" >&2
  exit 1
fi

unset WAYLAND_DISPLAY XAUTHORITY DBUS_SESSION_BUS_ADDRESS
export DISPLAY=:$number CATENA_SESSION=$folder CATENA_X_SERVER=$server
export GDK_BACKEND=x11 GSK_RENDERER=${GSK_RENDERER:-cairo} LIBGL_ALWAYS_SOFTWARE=1
export GSETTINGS_BACKEND=memory GTK_USE_PORTAL=0 ADW_DISABLE_PORTAL=1

if [ $bus = no ]; then
  export GTK_A11Y=${GTK_A11Y:-none} DBUS_SESSION_BUS_ADDRESS=disabled:
  "$@"
  exit
fi

export GTK_A11Y=atspi
# The services of the session must not write between the lines of a test.
# shellcheck disable=SC2016 # expanded by the inner shell
dbus-run-session -- bash -c '
  /usr/libexec/at-spi-bus-launcher --launch-immediately >"$CATENA_SESSION/at-spi.log" 2>&1 &
  launcher=$!
  for _ in $(seq 200); do
    gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
      --method org.a11y.Bus.GetAddress >/dev/null 2>&1 && break
    sleep 0.05
  done
  status=0
  "$@" >&6 6>&- || status=$?
  kill "$launcher" 2>/dev/null
  wait "$launcher" 2>/dev/null
  exit "$status"
' - "$@" 6>&1 >"$folder/services.log" 2> >(grep -v --line-buffered -e 'dbus-daemon\[[0-9]*\]: \[session' >&2)
