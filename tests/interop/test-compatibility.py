# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is said about who can open a file is what keytool's Java, openssl and Bouncy Castle do with it.

Each PKCS #12 file of the corpus, and each of them saved in each protection: “yes” has to be read whole, “no” has to be refused, and
with reservations it may be either."""

import os
import re

import interop

PASSWORD = 'changed-1'
BC = '/usr/share/java/bcprov.jar'
SCHEMES = ('modern', 'pbmac1', 'legacy')
# Nobody says these with certainty of a file: the reason for which a program may differ from its row.
EXCEPTIONS = {
    'synth/ossl-alg-ecx.p12': 'explicit curve parameters',
    'real/santuario-xml-security-java__xmlenc-core-11_DH-1024_SHA256WithDSA.p12': 'a Diffie-Hellman key',
    'real/boringssl__test_empty_password_ber_nested.p12': 'BER inside of BER, which is gone once the file is saved',
    'real/boringssl__test_unicode_password.p12': 'Java itself refuses the password, but not beside Bouncy Castle',
    'real/nss__tools_TestOldCA.p12': 'the password in the wrong encoding of an old NSS',
    'real/santuario-xml-security-java__xmlenc-core-11_EC-P256_SHA256WithECDSA.p12': 'a key without attributes, at which Bouncy Castle stumbles',
    'real/cfssl__testdata_multiplecerts.p12': 'no password is known',
}


class Lister:
    """The corpus' own lister for Java and for Bouncy Castle: which files are read, and how many entries they have."""

    def __init__(self, folder):
        self.folder = folder
        done = interop.run(['javac', '-nowarn', '-cp', BC, '-d', folder, os.path.join(interop.CORPUS, 'oracle', 'KsList.java')])
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        with open(os.path.join(folder, 'common'), 'w', encoding='utf-8'):
            pass

    def list(self, files, *options):
        text = ''.join(f'{path}\t{password}\n' for path, password in files)
        done = interop.run(['java', '-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8', '-cp', f'{self.folder}:{BC}', 'KsList', *options,
                            '--crack', os.path.join(self.folder, 'common')], stdin=text, timeout=500)
        found = {}
        for line in done.stdout.split('\n'):
            match = re.match(r'([^\t]+)\t[^\t]*\tpw:.*\t(\d+) entries', line)
            if match:
                found[match.group(1)] = int(match.group(2))
        return found


def openssl_reads(path, password):
    """Whether openssl alone opens all of it."""
    done = interop.run(['openssl', 'pkcs12', '-in', path, '-passin', 'pass:' + password, '-noout'])
    return done.returncode == 0


def answers(path, password):
    """State by program."""
    done = interop.probe('compatibility', path, '--password', password)
    if done.returncode != 0:
        return None
    return {line.split('\t')[0]: line.split('\t')[1] for line in done.stdout.splitlines()}


def gather(folder):
    """Path, password, name, answers and number of entries of each file."""
    sample = 0
    for path, password, _ in interop.rows(('PKCS12', 'p12', 'osslp12', 'bcp12', 'pkcs12')):
        if password is None or path in EXCEPTIONS:
            continue
        full = os.path.join(interop.CORPUS, path)
        found = answers(full, password)
        if found is None:
            continue
        yield full, password, path, found, count(full, password)
        # What is written so does not depend on where it comes from: some are enough.
        sample += 1
        for scheme in SCHEMES if sample % 8 == 0 else ():
            out = os.path.join(folder, f'{scheme}-{os.path.basename(path)}')
            done = interop.probe('convert', full, out, '--format', 'pkcs12', '--scheme', scheme, '--password', password,
                                 '--out-password', PASSWORD, '--allow-loss')
            if done.returncode == 0:
                yield out, PASSWORD, f'{path} as {scheme}', answers(out, PASSWORD), count(out, PASSWORD)


def count(path, password):
    return len(interop.probe('list', path, '--password', password).stdout.splitlines())


def check(tap, name, program, state, reads):
    """@reads: whether the program reads all of it; None: it refuses the file."""
    good = {'yes': reads is True, 'no': reads is None, 'partly': True}[state]
    tap.ok(good, f'{name}: {program} {state}', {True: 'reads all', False: 'reads a part', None: 'refuses'}[reads])


def main():
    if not os.path.isdir(os.path.join(interop.CORPUS, 'oracle')):
        interop.skip_all('no corpus')
    tap = interop.Tap()
    states = {'yes': 0, 'partly': 0, 'no': 0}
    with interop.folder() as folder:
        lister = Lister(folder)
        files = list(gather(folder))
        java = lister.list([row[:2] for row in files])
        castle = lister.list([row[:2] for row in files], '--bc')
        for path, password, name, found, entries in files:
            for program, counts in (('java-21', java), ('bouncy-castle', castle)):
                reads = None if path not in counts else counts[path] >= entries
                states[found[program]] += 1
                check(tap, name, program, found[program], reads)
            states[found['openssl-3']] += 1
            check(tap, name, 'openssl-3', found['openssl-3'], openssl_reads(path, password) or None)
    tap.ok(min(states.values()) > 20, f'{states} answers about {len(files)} files')
    tap.end()


main()
