#!/bin/sh
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: make.sh
# Makes the pictures of this folder anew, from the sample keystores: wide and narrow, light and dark.

set -eu
here=$(dirname "$(realpath "$0")")
project=$here/../..
# The window's subtitle shows this place.
place=/srv/gateway
mkdir -p "$place"
trap 'rm -rf "$place"' EXIT
cp "$project/data/samples/complete-chain.jks" "$place/gateway.jks"
cp "$project/data/samples/missing-issuer.jks" "$place/shop.jks"
CATENA_PASSWORD=changeit
export CATENA_PASSWORD

# shot NAME [FILE] [OPTION...]: four pictures
shot () {
  name=$1
  shift
  "$project/dev" shot "$here/$name.png" "$@" --size 1000x700
  "$project/dev" shot "$here/$name-dark.png" "$@" --size 1000x700 --dark
  "$project/dev" shot "$here/$name-narrow.png" "$@" --size 360x640
  "$project/dev" shot "$here/$name-narrow-dark.png" "$@" --size 360x640 --dark
}

shot welcome
shot chain "$place/gateway.jks" --select gateway
shot missing "$place/shop.jks" --select shop
