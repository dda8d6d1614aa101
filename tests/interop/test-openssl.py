# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The openssl program opens what is written here, and what it writes is opened here.

A PKCS #12 file that stays one keeps its protection: openssl finds in the new one what it finds in the old one. Protected in
today's way it opens without old ciphers."""

import base64
import hashlib
import os
import re

import interop

PASSWORD = 'changed-1'


def prints(pem):
    """SHA-256 of each certificate in a text."""
    blocks = re.findall(r'-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----', pem, re.S)
    return [hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks]


def keys(pem):
    return len(re.findall(r'-----BEGIN (?:RSA |EC |DSA )?PRIVATE KEY-----', pem))


def openssl_pkcs12(path, password, *options):
    return interop.run(['openssl', 'pkcs12', '-in', path, '-passin', 'pass:' + password, '-nodes', *options])


def convert(path, out, target, password, *options):
    given = [] if password is None else ['--password', password]
    return interop.probe('convert', path, out, '--format', target, '--allow-loss', *given, *options)


def listing(path, password=None, *options):
    given = [] if password is None else ['--password', password]
    result = interop.probe('list', path, *given, *options)
    return interop.parse(result.stdout) if result.returncode == 0 else result.stderr


def compare(tap, name, listed, text):
    """Listed entries and the text that openssl gives have the same certificates and as many keys."""
    ours = {digest for _, chain in listed.values() for digest in chain}
    count = sum(1 for kind, _ in listed.values() if kind == 'key')
    tap.ok(ours == set(prints(text)) and count == keys(text), name,
           f'{len(ours)} certificates, {count} keys; openssl: {len(set(prints(text)))}, {keys(text)}')


def reading(path, password):
    """Certificates and number of keys that openssl finds, old ciphers included."""
    certificates = openssl_pkcs12(path, password, '-legacy', '-nokeys')
    private = openssl_pkcs12(path, password, '-legacy', '-nocerts')
    return sorted(prints(certificates.stdout)), keys(private.stdout)


def check_kept(tap, path, out, password, options):
    """A file in its own format and protection: openssl finds the same, or all of it where the original's password or encoding was
    in its way."""
    name = f'{path} as PKCS #12, as the original'
    source = os.path.join(interop.CORPUS, path)
    result = convert(source, out, 'pkcs12', password, '--out-password', PASSWORD, *options)
    before, after = reading(source, password), reading(out, PASSWORD)
    listed = listing(out, PASSWORD)
    right = before == after
    if not right and not isinstance(listed, str) and openssl_pkcs12(source, password, '-legacy').returncode != 0:
        every = {digest for _, chain in listed.values() for digest in chain}
        right = set(after[0]) == every and after[1] == sum(1 for kind, _ in listed.values() if kind == 'key')
    tap.ok(result.returncode == 0 and right, name, f'{result.stderr}\n{before}\n{after}')


def check_new(tap, name, path, out, password, options):
    """A file in another format or protection, without what was announced as left out; its text, or None."""
    result = convert(path, out, 'pkcs12', password, '--out-password', PASSWORD, *options)
    listed = listing(out, PASSWORD) if result.returncode == 0 else result.stderr
    if isinstance(listed, str):
        tap.ok(False, name, listed)
        return None
    if 'keeps that password' in result.stdout:
        # openssl does not go on behind a key that it cannot open.
        found = openssl_pkcs12(out, PASSWORD, '-nokeys').stdout
        tap.ok({digest for _, chain in listed.values() for digest in chain} == set(prints(found)), name, found)
    else:
        compare(tap, name, listed, openssl_pkcs12(out, PASSWORD).stdout)
    return listed


def check_pem(tap, path, out, listed):
    """A PKCS #12 file as PEM."""
    name = f'{path} as PEM'
    result = convert(out + '.p12', out + '.pem', 'pem', PASSWORD, '--out-password', PASSWORD)
    left_out = {line.split(': ')[1] for line in result.stdout.splitlines() if 'left out' in line}
    if result.returncode == 0 and left_out >= set(listed):
        tap.ok(os.path.getsize(out + '.pem') == 0, f'{name}: nothing is left, as announced')
        return
    listed = listing(out + '.pem') if result.returncode == 0 else result.stderr
    if isinstance(listed, str):
        tap.ok(False, name, listed)
        return
    found = interop.run(['openssl', 'storeutl', '-passin', 'pass:' + PASSWORD, out + '.pem'])
    compare(tap, name, listed, found.stdout)


def converted_files(tap, folder):
    """Files of the corpus, converted, and read by openssl."""
    done = 0
    for stays, formats in ((False, ('JKS', 'jks', 'PEM')), (True, ('PKCS12', 'p12', 'bcp12'))):
        for path, password, own in interop.rows(formats):
            source = os.path.join(interop.CORPUS, path)
            out = os.path.join(folder, path.replace('/', '_'))
            if password is None and not path.endswith('.pem') or isinstance(listing(source, password), str):
                continue
            extra = interop.key_passwords(own)
            if stays:
                check_kept(tap, path, out + '.kept.p12', password, extra)
                extra += ['--scheme', 'modern']
            listed = check_new(tap, f'{path} as PKCS #12', source, out + '.p12', password, extra)
            if listed is None or all(kind == 'secret' for kind, _ in listed.values()):
                continue
            check_pem(tap, path, out, listed)
            done += 1
    tap.ok(done > 150, f'{done} files were converted twice')


def make_input(folder):
    """A key, its certificate, and the one that has signed it."""
    where = lambda name: os.path.join(folder, name)
    for arguments in (
            ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Test root', '-days', '30',
             '-keyout', where('root.key'), '-out', where('root.crt')],
            ['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=leaf.example.org',
             '-keyout', where('leaf.key'), '-out', where('leaf.csr')],
            ['x509', '-req', '-in', where('leaf.csr'), '-CA', where('root.crt'), '-CAkey', where('root.key'),
             '-days', '20', '-out', where('leaf.crt')]):
        result = interop.run(['openssl', *arguments])
        if result.returncode != 0:
            raise RuntimeError(result.stderr)
    return where


VARIANTS = (
    ('default', []),
    ('legacy', ['-legacy']),
    ('descert', ['-legacy', '-descert']),
    ('aes-192', ['-certpbe', 'AES-192-CBC', '-keypbe', 'AES-128-CBC']),
    ('sha-512 mac', ['-macalg', 'sha512']),
    ('pbmac1', ['-pbmac1_pbkdf2', '-macalg', 'sha256']),
    ('pbmac1 sha-512', ['-pbmac1_pbkdf2', '-pbmac1_pbkdf2_md', 'sha512', '-macalg', 'sha512']),
    ('no mac', ['-nomac']),
    ('plain certificates', ['-certpbe', 'NONE']),
    ('plain key', ['-keypbe', 'NONE']),
    ('rc4', ['-legacy', '-certpbe', 'PBE-SHA1-RC4-128', '-keypbe', 'PBE-SHA1-RC2-128']),
    ('iterations', ['-iter', '5000', '-macsaltlen', '32']),
)


def written_by_openssl(tap, folder):
    """Each way in which openssl writes PKCS #12: read here, saved here, read by openssl."""
    where = make_input(folder)
    with open(where('leaf.crt'), encoding='ascii') as leaf, open(where('root.crt'), encoding='ascii') as root:
        chain = (prints(leaf.read()) + prints(root.read()))
    for name, options in VARIANTS:
        for password in (PASSWORD, '', 'p\u00e4ssw\u00f6rd \u9375'):
            path = where('made.p12')
            title = f'openssl, {name}, password of {len(password)} characters'
            made = interop.run(['openssl', 'pkcs12', '-export', '-inkey', where('leaf.key'), '-in', where('leaf.crt'),
                                '-certfile', where('root.crt'), '-name', 'My Leaf', '-out', path,
                                '-passout', 'pass:' + password, *options])
            if made.returncode != 0:
                tap.ok(False, title, made.stderr)
                continue
            listed = listing(path, password)
            tap.ok(listed == {'my leaf': ('key', tuple(chain))}, title, listed)
            wrong = interop.probe('list', path, '--password', password + 'x')
            tap.ok(wrong.returncode == 3, f'{title}: a wrong one', wrong.returncode)
            kept = interop.probe('roundtrip', path, '--password', password)
            tap.ok(kept.returncode == 0, f'{title}: saved', kept.stderr)


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        written_by_openssl(tap, folder)
        converted_files(tap, folder)
    tap.end()


main()
