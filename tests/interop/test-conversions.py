# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every synthetic file that can be read, converted to every format that can be written, and listed by Java's providers and
openssl: the same aliases, kinds, chains and keys, except for exactly what the lines “loss:” say.

Files of single certificates, keys, requests and lists go everywhere; keystores go to JKS, PKCS #12, PEM and BCFKS here, and
test-bouncy-castle.py takes them elsewhere."""

import base64
import concurrent.futures
import hashlib
import os
import re

import interop

PASSWORD = 'changed-1'
TARGETS = {'jks': 'jks', 'pkcs12': 'p12', 'pem': 'pem', 'bcfks': 'bcfks', 'jceks': 'jceks', 'bks': 'bks', 'uber': 'uber'}
OF_KEYSTORES = ('jks', 'pkcs12', 'pem', 'bcfks')
BC = '/usr/share/java/bcprov.jar'
# Java refuses the certificates in these, in its own formats: curves with explicit parameters.
NOT_FOR_JAVA = {'synth/ossl-alg-ecx.p12': ('jks', 'jceks', 'pkcs12')}
# Formats in which nobody has chosen the aliases, and which need no password to be read.
PLAIN = ('CERT', 'CRL', 'CSR', 'KEY', 'OTHER', 'PKCS7', 'PKCS8', 'PEM', 'pem')
# Only these kinds of entries are compared by their keys; a trusted certificate has none.
KEYED = {'key', 'secret'}
# Providers write one key in different bytes: the keys of these are not compared with Java’s own.
CASTLE = ('.bks', '.bksv1', '.uber', '.bcfks')


class Oracle:
    """The corpus' own lister, for many files in one Java process."""

    def __init__(self, folder):
        self.folder = folder
        source = os.path.join(interop.CORPUS, 'oracle', 'KsList.java')
        done = interop.run(['javac', '-nowarn', '-cp', BC, '-d', folder, source])
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        self.common = os.path.join(folder, 'common')
        with open(self.common, 'w', encoding='utf-8') as file:
            file.write('')

    def list(self, files):
        """files: (path, [passwords]); {path: {alias: (kind, chain, digest of the key)}}, without those that Java refuses."""
        text = ''.join('\t'.join([path, *passwords]) + '\n' for path, passwords in files)
        done = interop.run(['java', '-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8', '-Dorg.bouncycastle.bks.enable_v1=true', '-cp',
                            f'{self.folder}:{BC}', 'KsList', '--crack', self.common], stdin=text, timeout=900)
        found, current = {}, None
        for line in done.stdout.split('\n'):
            if line.startswith('\t'):
                alias, kind, _, prints, *rest = line[1:].split('\t')
                key = re.search('keysha256=([0-9a-f]+)', rest[0]) if rest else None
                chain = () if prints == '-' else tuple(prints.split(','))
                current[alias] = (kind, chain, key.group(1) if key else None)
            elif '\tpw:' in line:
                current = found.setdefault(line.split('\t')[0], {})
            else:
                current = {}
        return found


def given(password):
    return [] if password is None else ['--password', password]


def sources():
    """Path, password, options, listing and whether it is a plain file, of the files that can be read here."""
    for formats, is_plain in ((KEYSTORES, False), (PLAIN, True)):
        for path, password, own in interop.rows(formats):
            if path.startswith('synth/') and (is_plain or password is not None):
                done = interop.probe('list', os.path.join(interop.CORPUS, path), *given(password))
                if done.returncode == 0:
                    yield path, password, own, done.stdout, is_plain


KEYSTORES = ('jks', 'jksx', 'jceks', 'p12', 'osslp12', 'bcp12', 'pkcs12', 'bks', 'bksv1', 'uber', 'bcfks', 'PKCS12', 'JKS', 'JCEKS')


def parse_ours(listing):
    """As the oracle's; of several entries with one alias only the last one counts, as in Java."""
    found = {}
    for line in listing.splitlines():
        alias, kind, _, prints = line.split('\t')[:4]
        found[alias] = (kind, () if prints == '-' else tuple(prints.split(',')), None)
    return found


def is_hidden_from_java(pair, theirs, source):
    """In its own format a file keeps its protection and its attributes: Java sees no more of the new file than of the old one."""
    return pair.path.endswith('.p12') and set(theirs) != set(source)


class Pair:
    """One file and one format."""

    def __init__(self, folder, number, path, password, own, is_plain, target):
        self.path, self.target, self.is_plain = path, target, is_plain
        self.out = os.path.join(folder, f'{number}-{target}.{TARGETS[target]}')
        done = interop.probe('convert', os.path.join(interop.CORPUS, path), self.out, '--format', target, *given(password),
                             '--out-password', PASSWORD, '--allow-loss', *interop.key_passwords(own))
        self.status, self.error = done.returncode, done.stderr.strip()
        self.losses = [line[6:] for line in done.stdout.splitlines() if line.startswith('loss: ')]
        self.passwords = [PASSWORD, *interop.own_passwords(own).values()]

    def say_of(self, alias):
        """The sentences about one entry."""
        return [loss[len(alias) + 2:] for loss in self.losses if loss.startswith(alias + ': ')]

    def expect(self, source):
        """What has to be in the new file, by its new alias: kind, chain (None: another one, as it was told), key."""
        expected = {}
        for alias, (kind, chain, key) in source.items():
            sentences = ' '.join(self.say_of(alias))
            if 'he entry is left out' in sentences:
                continue
            if 'nly its certificates are kept' in sentences:
                expected |= {f'{alias} {number}' if number else alias: ('cert', (digest,), None) for number, digest in enumerate(chain)}
                continue
            if 'certificates beside it are left out' in sentences:
                chain = ()
            renamed = re.search('It will be called “(.*?)”', sentences)
            length = re.search('instead of', sentences)
            name = renamed.group(1) if renamed else alias
            expected[name] = (kind, None if length or 'order of their issuers' in sentences else chain, key)
        return expected


def without_aliases(entries):
    """Kinds and chains alone, where aliases are made up."""
    return {f'{kind} {chain} {number}': (kind, chain, key)
            for number, (kind, chain, key) in enumerate(sorted(entries.values(), key=lambda entry: (entry[0], entry[1] or ())))}


def compare(expected, found, with_keys):
    """What differs between what was told and what Java sees."""
    problems = [f'not there: {alias}' for alias in sorted(set(expected) - set(found))]
    problems += [f'not expected: {alias}' for alias in sorted(set(found) - set(expected))]
    for alias in sorted(set(expected) & set(found)):
        (kind, chain, key), (its_kind, its_chain, its_key) = expected[alias], found[alias]
        if kind != its_kind:
            problems.append(f'{alias}: {kind} became {its_kind}')
        if chain is not None and chain != its_chain:
            problems.append(f'{alias}: another chain: {len(chain)}, {len(its_chain)}')
        if with_keys and kind in KEYED and key is not None and key != its_key:
            problems.append(f'{alias}: another key')
    return problems


def openssl_text(path):
    """All certificates and keys of a file as PEM."""
    if path.endswith('.pem'):
        return interop.run(['openssl', 'storeutl', '-passin', 'pass:' + PASSWORD, path]).stdout
    return interop.run(['openssl', 'pkcs12', '-in', path, '-legacy', '-nodes', '-passin', 'pass:' + PASSWORD]).stdout


def compare_by_openssl(expected, path):
    """Certificates and numbers of keys, as openssl finds them."""
    text = openssl_text(path)
    blocks = re.findall(r'-----BEGIN CERTIFICATE-----(.*?)-----END', text, re.S)
    prints = {hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks}
    keys = len(re.findall(r'-----BEGIN [A-Z ]*PRIVATE KEY-----', text))
    wanted = {digest for _, chain, _ in expected.values() for digest in chain or ()}
    count = sum(1 for kind, _, _ in expected.values() if kind == 'key')
    problems = [] if wanted <= prints else [f'{len(wanted - prints)} certificates are missing']
    if path.endswith('.pem'):
        with open(path, encoding='utf-8') as file:
            labels = re.findall('-----BEGIN ([A-Z0-9 ]+)-----', file.read())
        for kind, label in (('request', 'CERTIFICATE REQUEST'), ('crl', 'X509 CRL'), ('public', 'PUBLIC KEY')):
            here = sum(1 for entry in expected.values() if entry[0] == kind)
            there = sum(1 for found in labels if found in (label, 'NEW ' + label))
            problems += [] if here == there else [f'{there} blocks “{label}” instead of {here}']
    return problems + ([] if keys == count else [f'{keys} keys instead of {count}'])


def check(pair, theirs, source, found):
    """What is wrong with one new file. @found: what Java sees in it; None: it refuses it."""
    expected = pair.expect(source)
    if pair.path in NOT_FOR_JAVA and pair.target in NOT_FOR_JAVA[pair.path]:
        told = any('Java' in loss for loss in pair.losses)
        return ([] if found is None else ['Java reads it after all']) + ([] if told else ['this was not told'])
    if pair.target == 'pem' or (pair.target == 'pkcs12' and is_hidden_from_java(pair, theirs, source)):
        return compare_by_openssl(expected, pair.out)
    if found is None:
        return ['Java refuses it']
    # In PKCS #12 the oracle makes an object of each key, with the help of Bouncy Castle.
    if any('Java cannot read its key' in loss for loss in pair.losses) and pair.target != 'pkcs12':
        return [] if all(kind == 'secret' for kind, _, _ in found.values()) else ['Java reads it after all']
    if pair.is_plain:
        return compare(without_aliases(expected), without_aliases(found), False)
    return compare(expected, found, pair.path.endswith(CASTLE) == (pair.target == 'bcfks'))


def main():
    if not os.path.isdir(os.path.join(interop.CORPUS, 'oracle')):
        interop.skip_all('no corpus')
    tap = interop.Tap()
    with interop.folder() as folder:
        oracle = Oracle(folder)
        files = list(sources())
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            jobs = [(number, *row[:3], row[4], target) for number, row in enumerate(files)
                    for target in (TARGETS if row[4] else OF_KEYSTORES)]
            pairs = list(pool.map(lambda job: Pair(folder, *job), jobs))
        listed = oracle.list([(os.path.join(interop.CORPUS, path), [password, *interop.own_passwords(own).values()])
                              for path, password, own, _, is_plain in files if not is_plain])
        ours = {path: parse_ours(listing) for path, _, _, listing, _ in files}
        written = oracle.list([(pair.out, pair.passwords) for pair in pairs if pair.status == 0 and pair.target != 'pem'])
        for pair in pairs:
            title = f'{pair.path} as {pair.target}'
            if pair.status != 0:
                tap.ok(False, title, f'{pair.status} {pair.error}')
                continue
            theirs = listed.get(os.path.join(interop.CORPUS, pair.path), {})
            # Aliases, kinds and chains as they are here (the listing is compared with the oracle elsewhere), keys as Java reads them.
            source = {alias: (kind, chain, theirs.get(alias, (None, None, None))[2])
                      for alias, (kind, chain, _) in ours[pair.path].items()}
            problems = check(pair, theirs, source, written.get(pair.out))
            tap.ok(not problems, title, '\n'.join(problems + pair.losses))
        tap.ok(len(pairs) > 900, f'{len(pairs)} pairs of {len(files)} files and {len(TARGETS)} formats')
    tap.end()


main()
