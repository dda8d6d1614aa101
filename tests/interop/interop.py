# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the interop tests share: TAP, the corpus, the probe, and Java."""

import csv
import os
import re
import subprocess
import sys
import tempfile

PROBE = os.environ['CATENA_PROBE']
CORPUS = os.environ.get('CATENA_CORPUS', '')
HERE = os.path.dirname(os.path.abspath(__file__))


class Tap:
    """Counts results and prints them as they come."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def ok(self, condition, name, detail=''):
        self.count += 1
        self.failed += 0 if condition else 1
        print(f"{'ok' if condition else 'not ok'} {self.count} - {name}")
        if not condition:
            for line in str(detail).splitlines():
                print('# ' + line)
        sys.stdout.flush()

    def end(self):
        print(f'1..{self.count}')
        sys.exit(1 if self.failed else 0)


def skip_all(reason):
    print('1..0 # SKIP ' + reason)
    sys.exit(0)


def run(arguments, stdin=None, timeout=120):
    return subprocess.run(arguments, input=stdin, capture_output=True, text=True, timeout=timeout,
                          encoding='utf-8', errors='surrogateescape', check=False)


def probe(*arguments):
    return run([PROBE, *arguments])


def rows(formats):
    """The good files of the corpus: path, store password, key passwords by alias (or one for all)."""
    if not os.path.isdir(CORPUS):
        skip_all('no corpus')
    for name in ('manifest-real.tsv', 'manifest-synth.tsv'):
        with open(os.path.join(CORPUS, name), encoding='utf-8', newline='') as file:
            for row in csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE):
                if row['format'] in formats and '/bad/' not in row['path']:
                    password = row['store_password']
                    yield (row['path'], None if password in ('unknown', '-') else '' if password == '""' else password,
                           row['key_passwords'])


def own_passwords(text):
    """Passwords of keys that differ from the store's: {alias: password}, or some without alias under '*0', '*1'."""
    found = {}
    for part in re.split('[,;]', text):
        alias, equals, password = part.rpartition('=')
        if password not in ('unknown', 'same', '-', ''):
            found[alias if equals else f'*{len(found)}'] = password
    return found


def key_passwords(text):
    """The options for keys with passwords of their own. The probe tries each on every key."""
    options = []
    for alias, password in own_passwords(text).items():
        options += ['--key-password', f'{alias}={password}']
    return options


def parse(listing):
    """Lines of `ks-probe list` as {alias: (kind, chain)}; a duplicate alias is an error."""
    entries = {}
    for line in listing.splitlines():
        alias, kind, length, prints = line.split('\t')[:4]
        assert alias not in entries, f'{alias} twice'
        chain = () if prints == '-' else tuple(prints.split(','))
        assert len(chain) == int(length), line
        entries[alias] = (kind, chain)
    return entries


class Java:
    """ListKeystores, compiled once, fed with many files."""

    CASTLE = '/usr/share/java/bcprov.jar'

    def __init__(self, folder, castle=False):
        self.path = folder + (':' + self.CASTLE if castle else '')
        self.keys = {}  # {path: {alias: what the key is}} of the last list()
        result = run(['javac', '-d', folder, os.path.join(HERE, 'ListKeystores.java')])
        if result.returncode != 0:
            raise RuntimeError(result.stderr)

    def list(self, files):
        """files: (type, path, [passwords]); gives {path: (entries, {alias: opened}) or an error text}."""
        text = ''.join('\t'.join([kind, path, *passwords]) + '\n' for kind, path, passwords in files)
        result = run(['java', '-Dfile.encoding=UTF-8', '-Dorg.bouncycastle.bks.enable_v1=true', '-cp', self.path,
                      'ListKeystores'], stdin=text, timeout=500)
        found, path, lines = {}, None, []
        for line in (result.stdout + '## \n').splitlines():
            if line.startswith('## '):
                if path is not None:
                    found[path] = self.understand(lines)
                    self.keys[path] = {line.split('\t')[0]: line.split('\t')[5] for line in lines
                                       if line.count('\t') == 5}
                path, lines = line[3:], []
            else:
                lines.append(line)
        return found

    @staticmethod
    def understand(lines):
        if lines and lines[0].startswith('ERROR'):
            return lines[0]
        opened = {}
        for line in lines:
            fields = line.split('\t')
            if len(fields) >= 5:
                opened[fields[0]] = fields[4]
        return parse('\n'.join(lines)), opened


def folder():
    return tempfile.TemporaryDirectory(prefix='catena-interop-')
