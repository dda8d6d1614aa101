#!/bin/sh
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: blueprints.sh STAMP OUTPUT-FOLDER SOURCE-FOLDER FILE...
# Compiles all templates of one folder. The stamp is what the build waits for: the files
# themselves may lie in folders below, which a custom target cannot name as its outputs.

set -eu
stamp=$1
shift
blueprint-compiler batch-compile "$@"
touch "$stamp"
