# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""PKCS #12 in all its forms: every cipher, PRF and integrity check that OpenSSL has, BER, several parts, bags that nobody knows,
certificates with and without Java's attribute. Read here, saved here; openssl and keytool say what they find before and after."""

import base64
import hashlib
import os
import re

import interop
import pfx

PASSWORD = 'changed-1'
CIPHERS = ['AES-128-CBC', 'AES-192-CBC', 'AES-256-CBC', 'ARIA-128-CBC', 'ARIA-192-CBC', 'ARIA-256-CBC', 'CAMELLIA-128-CBC',
           'CAMELLIA-192-CBC', 'CAMELLIA-256-CBC', 'DES-EDE3-CBC', 'DES-CBC', 'SEED-CBC', 'SM4-CBC', 'BF-CBC', 'CAST5-CBC', 'RC2-CBC',
           'PBE-SHA1-RC4-128', 'PBE-SHA1-RC4-40', 'PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC2-40',
           'PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-MD5-RC2-64', 'PBE-SHA1-RC2-64']
DIGESTS = ['sha1', 'md5', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-224', 'sha512-256', 'sha3-224', 'sha3-256', 'sha3-384',
           'sha3-512', 'ripemd160', 'sm3']
PBMAC1 = [(mac, prf) for mac in ('sha1', 'sha224', 'sha256', 'sha384', 'sha512') for prf in ('sha1', 'sha256', 'sha512')]
PRFS = {'1.2.840.113549.2.7': 'sha1', '1.2.840.113549.2.8': 'sha224', '1.2.840.113549.2.9': 'sha256',
        '1.2.840.113549.2.10': 'sha384', '1.2.840.113549.2.11': 'sha512', '1.2.840.113549.2.12': 'sha512_224',
        '1.2.840.113549.2.13': 'sha512_256'}


def openssl(*arguments):
    return interop.run(['openssl', *arguments])


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def write(path, data):
    with open(path, 'wb') as file:
        file.write(data)
    return path


def info(path, password=PASSWORD):
    """How openssl says that a file is protected, without what differs each time; None where it does not open it."""
    done = openssl('pkcs12', '-in', path, '-passin', 'pass:' + password, '-info', '-noout', '-legacy')
    lines = re.findall(r'^(MAC:.*|Key length.*|PBKDF2 PRF.*|PKCS7 .*|Shrouded Keybag.*|Key bag.*|Secret bag.*|.*[Uu]nsupported.*)$',
                       done.stderr, re.M)
    return sorted(set(lines)) if done.returncode == 0 else None


def keys(path, password=PASSWORD):
    """The private keys that openssl finds, as their public halves."""
    done = openssl('pkcs12', '-in', path, '-passin', 'pass:' + password, '-nocerts', '-nodes', '-legacy')
    blocks = re.findall(r'-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----', done.stdout, re.S)
    return sorted(interop.run(['openssl', 'pkey', '-pubout'], stdin=block).stdout for block in blocks)


def certificates(path, password=PASSWORD):
    done = openssl('pkcs12', '-in', path, '-passin', 'pass:' + password, '-nokeys', '-legacy')
    blocks = re.findall(r'-----BEGIN CERTIFICATE-----(.*?)-----END', done.stdout, re.S)
    return sorted(hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks)


def listing(path, password=PASSWORD, *options):
    done = interop.probe('list', path, '--password', password, *options)
    return interop.parse(done.stdout) if done.returncode == 0 else f'{done.returncode} {done.stderr}'


def save(path, out, password=PASSWORD):
    """Adds a key pair, so that there is something to save, and saves under another name in the file's own way."""
    done = interop.probe('generate', path, '--password', password, '--alias', 'added', '--algorithm', 'ec-p256', '--name',
                         'added.example.org', '--out', out)
    return done.returncode == 0 or done.stderr


class Material:
    """A key with its certificate, as PEM files and inside of an unprotected PKCS #12."""

    def __init__(self, folder):
        self.folder = folder
        done = openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=leaf.example.org',
                       '-days', '30', '-keyout', self.path('leaf.key'), '-out', self.path('leaf.crt'))
        assert done.returncode == 0, done.stderr
        self.export('bare.p12', '-certpbe', 'NONE', '-nomac')
        self.bags = pfx.bags(read(self.path('bare.p12')))
        self.print = certificates(self.path('bare.p12'))[0]

    def path(self, name):
        return os.path.join(self.folder, name)

    def export(self, name, *options, password=PASSWORD):
        done = openssl('pkcs12', '-export', '-inkey', self.path('leaf.key'), '-in', self.path('leaf.crt'), '-name', 'leaf', '-out',
                       self.path(name), '-passout', 'pass:' + password, *options)
        return done.returncode == 0 or done.stderr

    def key_bag(self):
        return next(bag for bag in self.bags if pfx.kind(bag) != pfx.oid(pfx.CERTIFICATE_BAG))

    def certificate_bag(self):
        return next(bag for bag in self.bags if pfx.kind(bag) == pfx.oid(pfx.CERTIFICATE_BAG))


def check_kept(tap, material, title, options):
    """Made by openssl so, it is read, keeps its protection when it is saved, and openssl still finds all of it."""
    path, out = material.path('made.p12'), material.path('saved.p12')
    made = material.export('made.p12', *options)
    if made is not True:
        tap.ok(True, f'{title} # SKIP openssl does not make it: {made.strip().splitlines()[0]}')
        return
    listed = listing(path, PASSWORD, '--key-password', f'leaf={PASSWORD}')
    tap.ok(listed == {'leaf': ('key', (material.print,))}, f'{title}: read', listed)
    saved = save(path, out)
    before, after = info(path), info(out)
    # A new key gets AES or Triple DES, whatever the others have.
    same = saved is True and before is not None and after is not None and set(before) <= set(after)
    mac = [line for line in before or () if line.startswith('MAC')] == [line for line in after or () if line.startswith('MAC')]
    tap.ok(same and mac, f'{title}: kept', f'{saved}\n{before}\n{after}')
    tap.ok(material.print in certificates(out) and set(keys(path)) < set(keys(out)), f'{title}: whole', certificates(out))


def ciphers_and_checks(tap, material):
    for cipher in CIPHERS:
        check_kept(tap, material, cipher, ['-legacy', '-certpbe', cipher, '-keypbe', cipher])
    for digest in DIGESTS:
        check_kept(tap, material, f'MAC {digest}', ['-legacy', '-macalg', digest])
    for mac, prf in PBMAC1:
        check_kept(tap, material, f'PBMAC1 {mac}, PRF {prf}', ['-pbmac1_pbkdf2', '-macalg', mac, '-pbmac1_pbkdf2_md', prf])
    check_kept(tap, material, 'no MAC', ['-nomac'])


def prfs(tap, material):
    """Each PRF in a certificate's part, by its own derivation: openssl reads the same."""
    for number, digest in PRFS.items():
        path = write(material.path('prf.p12'), pfx.pfx(pfx.plain(material.key_bag()),
                                                       pfx.encrypted(PASSWORD, number, digest, material.certificate_bag())))
        title = f'PRF {digest}'
        tap.ok(certificates(path) == [material.print], f'{title}: openssl reads it')
        tap.ok(listing(path) == {'leaf': ('key', (material.print,))}, f'{title}: read', listing(path))
        saved = save(path, material.path('saved.p12'))
        before, after = info(path), info(material.path('saved.p12'))
        tap.ok(saved is True and set(before or ()) <= set(after or ()), f'{title}: kept', f'{before}\n{after}')


def unknown_bags(tap, material):
    """A CRL, a bag of no known kind, a secret of another program, in two parts: kept to the byte."""
    crl = pfx.bag(pfx.CRL_BAG, pfx.tlv(pfx.SEQUENCE, pfx.oid('1.2.840.113549.1.9.23.1'), pfx.tlv(0xa0, pfx.tlv(pfx.OCTETS, b'no CRL'))))
    odd = pfx.bag('1.2.3.4.5', pfx.tlv(pfx.SEQUENCE, pfx.integer(77)))
    secret = pfx.bag(pfx.SECRET_BAG, pfx.tlv(pfx.SEQUENCE, pfx.oid('1.2.3.4.6'), pfx.tlv(0xa0, pfx.tlv(pfx.OCTETS, b'a secret'))))
    path = write(material.path('odd.p12'), pfx.pfx(pfx.plain(material.key_bag(), odd), pfx.plain(material.certificate_bag(), secret),
                                                   pfx.plain(crl)))
    listed = listing(path)
    tap.ok(listed == {'leaf': ('key', (material.print,)), '1': ('secret', ())}, 'several parts and unknown bags: read', listed)
    saved = save(path, material.path('saved.p12'))
    data = read(material.path('saved.p12')) if saved is True else b''
    for name, bag in (('CRL', crl), ('unknown', odd), ('secret', secret)):
        tap.ok(bag in data, f'{name} bag: kept', saved)
    tap.ok(material.certificate_bag() in data and material.key_bag() in data, 'known bags: kept')


def encodings(tap, material):
    """BER, and what stands behind the end."""
    der = pfx.pfx(pfx.plain(material.key_bag()), pfx.plain(material.certificate_bag()))
    expected = {'leaf': ('key', (material.print,))}
    path = write(material.path('ber.p12'), pfx.to_ber(der))
    tap.ok(listing(path) == expected, 'BER: read', listing(path))
    inner = pfx.elements(der)[0][2]
    nested = pfx.tlv(pfx.SEQUENCE, pfx.integer(3), pfx.to_ber(pfx.elements(inner)[1][1]))
    path = write(material.path('nested.p12'), nested)
    tap.ok(listing(path) == expected, 'BER inside: read', listing(path))
    tap.ok(save(path, material.path('saved.p12')) is True and material.print in certificates(material.path('saved.p12')), 'BER: saved')
    path = write(material.path('tail.p12'), der + b'some bytes')
    done = interop.probe('list', path, '--password', PASSWORD)
    tap.ok(interop.parse(done.stdout) == expected and '10 bytes behind the end' in done.stderr, 'trailing bytes: told', done.stderr)


def keytool_list(path, password=PASSWORD):
    """Kind and length of the chain by alias."""
    done = interop.run(['keytool', '-J-Duser.language=en', '-list', '-v', '-keystore', path, '-storepass', password])
    found = {}
    for part in re.split(r'^Alias name: ', done.stdout, flags=re.M)[1:]:
        length = re.search(r'chain length: (\d+)', part)
        found[part.splitlines()[0]] = (re.search(r'^Entry type: (\w+)', part, re.M).group(1), int(length.group(1)) if length else 1)
    return found


def java_attribute(tap, material):
    """Certificates that Java does not show, and the attribute where it does harm."""
    lone = pfx.with_attributes(material.certificate_bag())
    path = write(material.path('lone.p12'), pfx.pfx(pfx.plain(lone)))
    tap.ok(keytool_list(path) == {}, 'without the attribute Java shows nothing')
    tap.ok(listing(path) == {'1': ('cert', (material.print,))}, 'it is shown here', listing(path))
    done = interop.probe('verify', path, '--password', PASSWORD, '--alias', '1', '--anchors', 'none')
    tap.ok('java-view' in done.stdout and '[Show to Java]' in done.stdout, 'and told, with a remedy', done.stdout)

    own = pfx.with_attributes(material.certificate_bag(), *pfx.attributes(material.certificate_bag()), pfx.trusted())
    path, out = write(material.path('own.p12'), pfx.pfx(pfx.plain(own, material.key_bag()))), material.path('saved.p12')
    tap.ok(keytool_list(path) == {'leaf': ('PrivateKeyEntry', 0)}, 'the attribute on its own certificate bares a key', keytool_list(path))
    done = interop.probe('verify', path, '--password', PASSWORD, '--alias', 'leaf', '--anchors', 'none')
    tap.ok('java-view' in done.stdout and 'without its certificate' in done.stdout, 'that is told', done.stdout)
    saved = save(path, out)
    tap.ok(saved is True and keytool_list(out).get('leaf') == ('PrivateKeyEntry', 1), 'saved, Java sees the chain', keytool_list(out))


SCHEMES = {'modern': ('MAC: sha256', 'AES-256-CBC', 'PRF hmacWithSHA256'), 'pbmac1': ('PBMAC1', 'AES-256-CBC', 'PRF hmacWithSHA256'),
           'legacy': ('MAC: sha1', '40BitRC2-CBC', '3-KeyTripleDES-CBC')}


def schemes(tap, material):
    """Each protection, with a number of iterations, from a file with another one, and without any."""
    for source, options in (('default', []), ('old', ['-legacy']), ('open', ['-keypbe', 'NONE', '-certpbe', 'NONE', '-nomac'])):
        material.export('source.p12', *options)
        for scheme, words in SCHEMES.items():
            out = material.path('scheme.p12')
            done = interop.probe('convert', material.path('source.p12'), out, '--format', 'pkcs12', '--scheme', scheme, '--iterations',
                                 '23456', '--password', PASSWORD)
            found = '\n'.join(info(out) or ()) if done.returncode == 0 else done.stderr
            right = all(word in found for word in words) and set(re.findall(r'Iteration (\d+)', found)) == {'23456'}
            tap.ok(right, f'{scheme} from {source}', found)
            tap.ok(keys(out) == keys(material.path('source.p12')) and certificates(out) == [material.print], f'{scheme} from {source}: whole')
            java = keytool_list(out)
            tap.ok(java == ({} if scheme == 'pbmac1' else {'leaf': ('PrivateKeyEntry', 1)}), f'{scheme} from {source}: Java', java)
            saved = save(out, material.path('saved.p12'))
            tap.ok(saved is True and info(material.path('saved.p12')) == info(out), f'{scheme} from {source}: kept',
                   f'{saved} {info(material.path("saved.p12"))}')


def passwords(tap, material):
    """The empty password in both encodings, and letters outside of ASCII in the encodings that programs use."""
    for options in (['-legacy'], []):
        material.export('empty.p12', *options, password='')
        tap.ok(listing(material.path('empty.p12'), '') == {'leaf': ('key', (material.print,))}, f'empty password {options}')
    # OpenSSL took the bytes of UTF-8 for characters each before 1.1; it makes such a file still when it is told those characters.
    wide = 'pässwörd'
    mistaken = ''.join(chr(byte) for byte in wide.encode())
    material.export('latin.p12', '-legacy', password=mistaken)
    listed = listing(material.path('latin.p12'), wide, '--key-password', f'leaf={wide}')
    tap.ok(listed == {'leaf': ('key', (material.print,))}, 'bytes of UTF-8 taken for characters', listed)
    out = material.path('saved.p12')
    saved = save(material.path('latin.p12'), out, wide)
    tap.ok(saved is True and material.print in certificates(out, mistaken), 'and kept so', saved)
    material.export('twice.p12', '-legacy')
    done = openssl('pkcs12', '-export', '-inkey', material.path('leaf.key'), '-in', material.path('leaf.crt'), '-name', 'leaf', '-out',
                   material.path('other.p12'), '-passout', 'pass:another')
    key = next(bag for bag in pfx.bags(read(material.path('other.p12'))) if pfx.kind(bag) != pfx.oid(pfx.CERTIFICATE_BAG))
    path = write(material.path('mixed.p12'), pfx.pfx(pfx.plain(key), pfx.encrypted(PASSWORD, '1.2.840.113549.2.9', 'sha256',
                                                                                  material.certificate_bag())))
    listed = listing(path, PASSWORD, '--key-password', 'leaf=another')
    tap.ok(done.returncode == 0 and listed == {'leaf': ('key', (material.print,))}, 'a key with a password of its own', listed)
    done = interop.probe('convert', path, out, '--format', 'pkcs12', '--scheme', 'legacy', '--password', PASSWORD)
    tap.ok(done.returncode == 7 and 'It keeps that password' in done.stdout, 'its password is not known: told', done.stdout)
    done = interop.probe('convert', path, out, '--format', 'pkcs12', '--scheme', 'legacy', '--password', PASSWORD, '--allow-loss')
    tap.ok(done.returncode == 0 and key in read(out), 'and kept to the byte', done.stderr)


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        material = Material(folder)
        for part in (encodings, java_attribute, unknown_bags, passwords, prfs, schemes, ciphers_and_checks):
            part(tap, material)
    tap.end()


main()
