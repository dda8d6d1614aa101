# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every good file of the corpus, converted to JKS and PKCS #12, is what Java then finds.

A file that keeps its format keeps its protection and everything else, too: Java finds in the new one what it finds in the old
one, be that a refusal. Protected in today's way it opens, whatever it was before."""

import os

import interop
from java_conversion import NOT_FOR_JAVA, fold, losses, same, told, wanted

PASSWORD = 'changed-1'
SOURCES = {'JKS': ('JKS', 'jks', 'jksx'), 'PKCS12': ('PKCS12', 'p12', 'bcp12'), None: ('PEM',)}
TARGETS = (('jks', 'JKS'), ('pkcs12', 'PKCS12'))

# What Java 21 has no implementation of: it lists such keys but cannot make an object of them.
NOT_IN_JAVA = ('secp256k1', 'brainpool', 'ml-dsa', 'slh-dsa', 'ml-kem')


class Job:
    """A file that was converted, and what is known of it before Java sees it."""

    def __init__(self, path, password, keys, source, format_, kind, scheme):
        self.path, self.source, self.format, self.kind, self.scheme = path, source, format_, kind, scheme
        self.original = os.path.join(interop.CORPUS, path)
        self.own = list(interop.own_passwords(keys).values())
        self.given = [] if password is None else ['--password', password], interop.key_passwords(keys)
        self.passwords = [password or '', *self.own]
        self.name = f'{path} as {kind}' + (f', {scheme}' if scheme else '')
        self.keeps_all = format_ == kind and scheme is None
        self.out, self.losses, self.error = None, {}, None

    def convert(self, folder):
        self.out = os.path.join(folder, self.path.replace('/', '_') + '.' + (self.scheme or 'plain') + '.' + self.kind)
        target = next(target for target, kind in TARGETS if kind == self.kind)
        store, keys = self.given
        result = interop.probe('convert', self.original, self.out, '--format', target, '--out-password', PASSWORD, '--allow-loss',
                               *(['--scheme', self.scheme] if self.scheme else []), *store, *keys)
        self.error = result.stderr if result.returncode != 0 else None
        self.losses = losses(result.stdout)

    def still_closed(self):
        """The aliases of keys of which it was said that they stay as they are."""
        return {fold(alias) for alias, sentences in self.losses.items() if any('keeps that password' in s for s in sentences)}


def read_source(path, password):
    """What the probe finds, or None for what it does not open, or what has an alias twice."""
    options = [] if password is None else ['--password', password]
    listing = interop.probe('list', os.path.join(interop.CORPUS, path), *options)
    if listing.returncode != 0 or 'not verified' in listing.stderr and not path.endswith('.pem'):
        return None
    try:
        return interop.parse(listing.stdout)
    except AssertionError:
        return None


def gather(folder):
    for own_format, formats in SOURCES.items():
        for path, password, keys in interop.rows(formats):
            source = read_source(path, password)
            if source is None:
                continue
            for _, kind in TARGETS:
                for scheme in (None, 'modern') if kind == own_format == 'PKCS12' else (None,):
                    job = Job(path, password, keys, source, own_format, kind, scheme)
                    job.convert(folder)
                    yield job


def check_not_less(tap, job, before, after):
    """What Java finds and opens in the original, it finds and opens in the new one."""
    if isinstance(before, str):
        return
    entries, opened = after
    lost = {alias: entry for alias, entry in before[0].items() if entries.get(alias) != entry}
    closed = {alias for alias, why in before[1].items() if why == 'opened' and opened.get(alias) != 'opened'}
    tap.ok(not lost and not closed, f'{job.name}: nothing of the original is missing', f'{lost}\n{closed}')


def check_new(tap, job, before, after):
    """In another format or protection: all that was not announced as left out is there, and all keys open."""
    if isinstance(after, str):
        tap.ok(False, job.name, f'{before}\n{after}')
        return
    entries, opened = after
    want = wanted(job.source, job.losses)
    if job.format == job.kind:
        # Java does not show every certificate of PKCS #12, and a file that stays one keeps that; see check_not_less().
        want = {alias: entry for alias, entry in want.items() if alias in entries or entry[0] != 'cert'}
        check_not_less(tap, job, before, after)
    difference = same(want, entries)
    tap.ok(difference is None, job.name, difference)
    closed = {alias: why for alias, why in opened.items() if why != 'opened' and alias not in job.still_closed()}
    if not any(word in job.path for word in NOT_IN_JAVA):
        tap.ok(not closed, f'{job.name}: Java opens its {len(opened)} keys', closed)


def check_kept(tap, job, before, after):
    """In its own format and protection: Java finds the same, or all of it where the original's password or encoding was in its
    way."""
    in_its_way = isinstance(before, str) or not before[0] or any(why != 'opened' for why in before[1].values())
    if before != after and in_its_way:
        check_new(tap, job, before, after)
    else:
        tap.ok(before == after, f'{job.name}: as the original', f'{before}\n{after}')


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        java = interop.Java(folder)
        jobs = list(gather(folder))
        originals = {job.original: (job.format, job.original, job.passwords) for job in jobs if job.format == job.kind}
        found = java.list([*originals.values(), *((job.kind, job.out, [PASSWORD, *job.own]) for job in jobs if not job.error)])
        for job in jobs:
            before, after = found.get(job.original, 'nothing'), found.get(job.out, 'nothing')
            if job.error:
                tap.ok(False, job.name, job.error)
            elif job.path in NOT_FOR_JAVA:
                tap.ok(isinstance(after, str) and told(job.losses), f'{job.name}: Java refuses it ({NOT_FOR_JAVA[job.path]}), as announced',
                       f'{after}\n{job.losses}')
            elif job.keeps_all:
                check_kept(tap, job, before, after)
            else:
                check_new(tap, job, before, after)
    tap.ok(len(jobs) > 300, f'{len(jobs)} files were converted')
    tap.end()


main()
