#!/bin/bash
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: mime-package.sh PACKAGE.xml
# The MIME package is accepted, and gives the kinds of file that it is there for.

set -euo pipefail

data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT
mkdir -p "$data/mime/packages"
cp "$1" "$data/mime/packages/"
XDG_DATA_DIRS=$data update-mime-database "$data/mime" 2>"$data/errors"
if [ -s "$data/errors" ]; then cat "$data/errors" >&2; exit 1; fi

expect () {
  grep -qxF "$1" "$data/mime/globs" || { echo "no rule $1" >&2; exit 1; }
}
expect 'application/x-java-keystore:*.keystore'
expect 'application/x-java-jce-keystore:*.jceks'
expect 'application/x-bouncycastle-keystore:*.bks'
expect 'application/x-catena-lesson:*.catena-lesson'
