# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every good file of the corpus, converted to and from JCEKS, BKS and UBER, is what Java and Bouncy Castle then find.

Aliases, kinds, chains and the keys themselves are those that Java finds in the original, without what was announced as lost."""

import os

import interop
from java_conversion import NOT_FOR_JAVA, losses, same, wanted

PASSWORD = 'changed-1'
SOURCES = {'JKS': ('JKS', 'jks', 'jksx'), 'JCEKS': ('JCEKS', 'jceks'), 'BKS': ('BKS', 'bks', 'bksv1'), 'UBER': ('UBER', 'uber'),
           'PKCS12': ('PKCS12', 'p12', 'bcp12'), None: ('PEM', 'pem')}
TARGETS = {'jks': 'JKS', 'jceks': 'JCEKS', 'pkcs12': 'PKCS12', 'bks': 'BKS', 'uber': 'UBER'}
OURS = ('JCEKS', 'BKS', 'UBER')
# Java refuses every JCEKS file with these; elsewhere the keys that it does not know are announced as left out.
UNKNOWN = 'unknown_'
# Aliases keep their case in these.
EXACT = ('bks', 'uber')


def convert(tap, folder, path, password, keys, target):
    out = os.path.join(folder, path.replace('/', '_') + '.' + target)
    result = interop.probe('convert', os.path.join(interop.CORPUS, path), out, '--format', target, '--out-password', PASSWORD,
                           '--allow-loss', *([] if password is None else ['--password', password]), *interop.key_passwords(keys))
    if result.returncode == 0:
        return out, losses(result.stdout)
    # No password of such a file is known; or one that Java could not use there.
    expected = 'outside of ASCII' in result.stderr or 'without its password' in result.stderr
    if not expected:
        tap.ok(False, f'{path} to {target}', result.stderr)
    return None


def list_source(path, password):
    """What the probe finds, or None for what it does not open, or what has an alias twice."""
    listing = interop.probe('list', os.path.join(interop.CORPUS, path), *([] if password is None else ['--password', password]))
    if listing.returncode != 0 or ('not verified' in listing.stderr and not path.endswith('.pem')):
        return None
    try:
        return interop.parse(listing.stdout)
    except AssertionError:
        return None


def gather(tap, folder):
    """(path, type of the source, passwords of the source, target, file that was made, what must be in it, losses)"""
    for kind, formats in SOURCES.items():
        for path, password, keys in interop.rows(formats):
            source = list_source(path, password)
            if source is None:
                continue
            own = list(interop.own_passwords(keys).values())
            for target, target_kind in TARGETS.items():
                if kind not in OURS and target_kind not in OURS:
                    continue
                made = convert(tap, folder, path, password, keys, target)
                if made:
                    yield path, kind, [password or '', *own], target, made[0], wanted(source, made[1], target in EXACT)


def renamed(alias, exact):
    return alias if exact else alias.replace('\u0130', 'i\u0307').lower()


def compare_keys(source, made, exact):
    """Keys that are not what they were. Java opens some in one format only, and names Triple DES with its mode in PKCS #12."""
    before = {renamed(alias, exact): what for alias, what in source.items()}
    after = {alias: what.replace('/CBC/NoPadding', '') for alias, what in made.items()}
    return {alias: (before[alias], what) for alias, what in after.items()
            if alias in before and before[alias] != what and not alias.endswith(('-2', '-3'))}


def main():
    if not os.path.exists(interop.Java.CASTLE):
        interop.skip_all('no Bouncy Castle')
    tap = interop.Tap()
    compared = 0
    with interop.folder() as folder:
        java = interop.Java(folder, castle=True)
        jobs = list(gather(tap, folder))
        sources = {(kind, os.path.join(interop.CORPUS, path), *passwords) for path, kind, passwords, *_ in jobs if kind}
        java.list([(row[0], row[1], row[2:]) for row in sorted(sources)])
        original = dict(java.keys)
        found = java.list([(TARGETS[target], out, [PASSWORD, *passwords]) for _, _, passwords, target, out, _ in jobs])
        for path, kind, passwords, target, out, want in jobs:
            result = found.get(out, 'nothing')
            name = f'{path} as {target}'
            if path in NOT_FOR_JAVA:
                tap.ok(isinstance(result, str) or target in EXACT, f'{name}: Java refuses it ({NOT_FOR_JAVA[path]})', result)
                continue
            if UNKNOWN in path and target == 'jceks':
                tap.ok(isinstance(result, str), f'{name}: kept, though Java does not know it', result)
                continue
            if isinstance(result, str):
                tap.ok(False, name, result)
                continue
            difference = same(want, result[0])
            tap.ok(difference is None, name, difference)
            keys = java.keys.get(out, {})
            changed = compare_keys(original.get(os.path.join(interop.CORPUS, path), {}), keys, target in EXACT)
            compared += len(keys)
            tap.ok(not changed, f'{name}: {len(keys)} keys', changed)
    tap.ok(len(jobs) > 600 and compared > 600, f'{len(jobs)} files and {compared} keys were compared')
    tap.end()


main()
