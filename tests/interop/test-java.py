# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every good file of the corpus, converted to JKS and PKCS #12, is what Java then finds."""

import os

import interop
from java_conversion import NOT_FOR_JAVA, losses, same, wanted

PASSWORD = 'changed-1'
TARGETS = (('jks', 'JKS'), ('pkcs12', 'PKCS12'))

# What Java 21 has no implementation of: it lists such keys but cannot make an object of them.
NOT_IN_JAVA = ('secp256k1', 'brainpool', 'ml-dsa', 'slh-dsa', 'ml-kem')


def convert(tap, folder, path, password, keys, target):
    source = os.path.join(interop.CORPUS, path)
    out = os.path.join(folder, path.replace('/', '_') + '.' + target)
    options = [] if password is None else ['--password', password]
    result = interop.probe('convert', source, out, '--format', target, '--out-password', PASSWORD, '--allow-loss',
                           *options, *interop.key_passwords(keys))
    if result.returncode != 0:
        tap.ok(False, f'{path} to {target}', result.stderr)
        return None
    return out, losses(result.stdout)


def gather(tap, folder):
    jobs = []
    for path, password, keys in interop.rows(('JKS', 'jks', 'jksx', 'PKCS12', 'p12', 'bcp12', 'PEM')):
        options = [] if password is None else ['--password', password]
        listing = interop.probe('list', os.path.join(interop.CORPUS, path), *options)
        if listing.returncode != 0 or 'not verified' in listing.stderr and not path.endswith('.pem'):
            continue
        try:
            source = interop.parse(listing.stdout)
        except AssertionError:
            continue
        for target, kind in TARGETS:
            made = convert(tap, folder, path, password, keys, target)
            if made:
                own = interop.own_passwords(keys).values()
                jobs.append((path, kind, made[0], wanted(source, made[1]), [PASSWORD, *own]))
    return jobs


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        java = interop.Java(folder)
        jobs = gather(tap, folder)
        found = java.list([(kind, out, passwords) for _, kind, out, _, passwords in jobs])
        for path, kind, out, want, _ in jobs:
            result = found.get(out, 'nothing')
            if path in NOT_FOR_JAVA:
                tap.ok(isinstance(result, str), f'{path} as {kind}: Java refuses it ({NOT_FOR_JAVA[path]})', result)
                continue
            if isinstance(result, str):
                tap.ok(False, f'{path} as {kind}', result)
                continue
            difference = same(want, result[0])
            tap.ok(difference is None, f'{path} as {kind}', difference)
            closed = {alias: why for alias, why in result[1].items() if why != 'opened'}
            if not any(word in path for word in NOT_IN_JAVA):
                tap.ok(not closed, f'{path} as {kind}: Java opens its {len(result[1])} keys', closed)
    tap.ok(len(jobs) > 200, f'{len(jobs)} files were converted')
    tap.end()


main()
