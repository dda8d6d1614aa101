# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every good file of the corpus, converted to and from JCEKS, BKS, UBER and BCFKS, is what Java and Bouncy Castle then find.

Aliases, kinds, chains and the keys themselves are those that Java finds in the original, without what was announced as lost."""

import concurrent.futures
import os

import interop
from java_conversion import NOT_FOR_JAVA, losses, same, told, wanted

PASSWORD = 'changed-1'
SOURCES = {'JKS': ('JKS', 'jks', 'jksx'), 'JCEKS': ('JCEKS', 'jceks'), 'BKS': ('BKS', 'bks', 'bksv1'), 'UBER': ('UBER', 'uber'),
           'BCFKS': ('BCFKS', 'bcfks'),
           'PKCS12': ('PKCS12', 'p12', 'bcp12'), None: ('PEM', 'pem')}
TARGETS = {'jks': 'JKS', 'jceks': 'JCEKS', 'pkcs12': 'PKCS12', 'bks': 'BKS', 'uber': 'UBER', 'bcfks': 'BCFKS'}
OURS = ('JCEKS', 'BKS', 'UBER', 'BCFKS')
# Java refuses every JCEKS file with these; elsewhere the keys that it does not know are announced as left out.
UNKNOWN = 'unknown_'
WORKERS = os.cpu_count() or 1
# Aliases keep their case in these.
EXACT = ('bks', 'uber', 'bcfks')


def list_source(path, password):
    """What the probe finds, or None for what it does not open, or what has an alias twice."""
    listing = interop.probe('list', os.path.join(interop.CORPUS, path), *([] if password is None else ['--password', password]))
    if listing.returncode != 0 or ('not verified' in listing.stderr and not path.endswith('.pem')):
        return None
    try:
        return interop.parse(listing.stdout)
    except AssertionError:
        return None


def convert(folder, path, password, keys, target):
    """The file that was made and what was announced as lost, or None and what was said."""
    out = os.path.join(folder, path.replace('/', '_') + '.' + target)
    result = interop.probe('convert', os.path.join(interop.CORPUS, path), out, '--format', target, '--out-password', PASSWORD,
                           '--allow-loss', *([] if password is None else ['--password', password]), *interop.key_passwords(keys))
    return (out, losses(result.stdout)) if result.returncode == 0 else (None, result.stderr)


def features(kind, row, source):
    """In what a file differs from others of its format, as far as converting goes."""
    password, keys = row[1:]
    return (kind, password is None, password == '', not (password or '').isascii(), bool(interop.own_passwords(keys)),
            all(alias.isascii() and alias == alias.lower() for alias in source),
            frozenset((entry, min(len(chain), 2)) for entry, chain in source.values()))


def plan(work, sources):
    """[(kind, row, source, targets)]: those made for a test go everywhere, and so does one of the others with the same features.

    What else was found in the world goes to one format each, by turns."""
    seen, planned = set(), []
    for number, ((kind, row), source) in enumerate(zip(work, sources)):
        targets = [target for target, target_kind in TARGETS.items() if kind in OURS or target_kind in OURS]
        if source is None:
            continue
        known = row[0].startswith('real/') and features(kind, row, source) in seen
        seen.add(features(kind, row, source))
        planned.append((kind, row, source, [targets[number % len(targets)]] if known else targets))
    return planned


def gather(tap, folder, pool):
    """(path, type of the source, passwords of the source, target, file that was made, what must be in it, whether Java will refuse it)"""
    work = [(kind, row) for kind, formats in SOURCES.items() for row in interop.rows(formats)]
    planned = plan(work, pool.map(lambda job: list_source(*job[1][:2]), work))
    single = [(row, target) for _, row, _, targets in planned for target in targets]
    made = pool.map(lambda job: convert(folder, *job[0], job[1]), single)
    for kind, (path, password, keys), source, targets in planned:
        passwords = [password or '', *interop.own_passwords(keys).values()]
        for target, (out, said) in zip(targets, made):
            if out:
                yield path, kind, passwords, target, out, wanted(source, said, target in EXACT), told(said)
            # No password of such a file is known; or one that Java could not use there.
            elif 'outside of ASCII' not in said and 'without its password' not in said:
                tap.ok(False, f'{path} to {target}', said)


def renamed(alias, exact):
    return alias if exact else alias.replace('\u0130', 'i\u0307').lower()


def compare_keys(source, made, opened, exact):
    """Keys that are not what they were, or that Java opens no more. It opens some in one format only."""
    before = {renamed(alias, exact): what for alias, what in source.items()}
    after = {alias: made.get(alias, why) for alias, why in opened.items()}
    return {alias: (before[alias], what) for alias, what in after.items()
            if alias in before and before[alias] != what and not alias.endswith(('-2', '-3'))}


def find(java, pool, files):
    """What Java finds in these files, by as many of it as there are processors."""
    found = {}
    for part in pool.map(java.list, [files[number::WORKERS] for number in range(WORKERS)]):
        found |= part
    return found


def main():
    if not os.path.exists(interop.Java.CASTLE):
        interop.skip_all('no Bouncy Castle')
    tap = interop.Tap()
    compared = 0
    with interop.folder() as folder, concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        java = interop.Java(folder, castle=True)
        jobs = list(gather(tap, folder, pool))
        sources = {(kind, os.path.join(interop.CORPUS, path), *passwords) for path, kind, passwords, *_ in jobs if kind}
        find(java, pool, [(row[0], row[1], row[2:]) for row in sorted(sources)])
        original = dict(java.keys)
        found = find(java, pool, [(TARGETS[target], out, [PASSWORD, *passwords]) for _, _, passwords, target, out, *_ in jobs])
        for path, kind, passwords, target, out, want, was_told in jobs:
            result = found.get(out, 'nothing')
            name = f'{path} as {target}'
            if path in NOT_FOR_JAVA:
                refused = isinstance(result, str)
                tap.ok((refused or target in EXACT) and refused == was_told, f'{name}: Java refuses it ({NOT_FOR_JAVA[path]}), as announced',
                       f'{result} {was_told}')
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
            changed = compare_keys(original.get(os.path.join(interop.CORPUS, path), {}), keys, result[1], target in EXACT)
            compared += len(keys)
            tap.ok(not changed, f'{name}: {len(keys)} keys', changed)
    tap.ok(len(jobs) > 1000 and compared > 1400, f'{len(jobs)} files and {compared} keys were compared')
    tap.end()


main()
