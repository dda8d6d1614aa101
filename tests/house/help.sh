#!/bin/bash
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: help.sh FOLDER
# The pages of the help are Mallard, their links lead somewhere, each is reached from the index, and all have one licence.

set -euo pipefail

if ! command -v yelp-check >/dev/null; then
  echo "there is no yelp-check here" >&2
  exit 77
fi

status=0

# What a check has found, it prints; it does not always end with an error.
expect_nothing () {
  local found
  found=$(yelp-check "$@" "$folder" 2>&1) || true
  if [ -n "$found" ]; then
    printf 'yelp-check %s:\n%s\n' "$*" "$found" >&2
    status=1
  fi
}

folder=$1
ls "$folder"/*.page >/dev/null
expect_nothing validate
expect_nothing links
expect_nothing ids
expect_nothing orphans
expect_nothing media
expect_nothing comments
expect_nothing license --except gpl-3.0
exit $status
