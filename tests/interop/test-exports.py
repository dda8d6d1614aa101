# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is exported is read by openssl, keytool and ssh-keygen, and is the same as what went in."""

import base64
import hashlib
import json
import os
import re
import stat

import interop

PASSWORD = 'changed-1'
OUT = 'another 2 \u00fc'

# name, options of openssl genpkey, whether ssh-keygen and JSON Web Keys know it
KEYS = (
    ('rsa', ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], True, 'RSA'),
    ('p256', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], True, 'EC'),
    ('p384', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'], True, 'EC'),
    ('p521', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'], True, 'EC'),
    ('secp256k1', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'], False, 'EC'),
    ('brainpool', ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP256r1'], False, None),
    ('ed25519', ['-algorithm', 'ED25519'], True, 'OKP'),
    ('ed448', ['-algorithm', 'ED448'], False, 'OKP'),
    ('mldsa', ['-algorithm', 'ML-DSA-65'], False, None),
)


def openssl(*arguments, stdin=None):
    result = interop.run(['openssl', *arguments], stdin=stdin)
    if result.returncode != 0:
        raise RuntimeError(' '.join(arguments) + ': ' + result.stderr)
    return result.stdout


def prints(text):
    """SHA-256 of each certificate in a text, in its order."""
    blocks = re.findall(r'-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----', text, re.S)
    return [hashlib.sha256(base64.b64decode(block)).hexdigest() for block in blocks]


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def make_chain(where):
    """A root, an intermediate CA, and certificates of all keys below it."""
    ca = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign']
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Root', '-days', '30', '-keyout', where('root.key'),
            '-out', where('root.crt'), *ca)
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=Middle', '-days', '30', '-keyout',
            where('middle.key'), '-out', where('middle.crt'), '-CA', where('root.crt'), '-CAkey', where('root.key'), *ca)
    for name, options, _, _ in KEYS:
        openssl('genpkey', *options, '-out', where(name + '.key'))
        openssl('req', '-x509', '-key', where(name + '.key'), '-subj', f'/CN={name}.example.org', '-days', '20', '-out',
                where(name + '.crt'), '-CA', where('middle.crt'), '-CAkey', where('middle.key'))
        # Stored in the wrong order, with a certificate twice.
        text = ''.join(read(where(n)) for n in (name + '.key', name + '.crt', 'root.crt', 'middle.crt', 'root.crt'))
        with open(where(name + '.pem'), 'w', encoding='ascii') as file:
            file.write(f'friendlyName: {name}\n' + text)
    return prints(read(where('middle.crt'))) + prints(read(where('root.crt')))


class Exporter:
    def __init__(self, tap, where):
        self.tap = tap
        self.where = where

    def __call__(self, name, kind, *options, expect=0):
        out = self.where(f'{name}.{kind}.out')
        if os.path.exists(out):
            os.remove(out)
        result = interop.probe('export', self.where(name + '.pem'), out, '--kind', kind, *options)
        if result.returncode != expect:
            self.tap.ok(False, f'{name} as {kind}', f'{result.returncode} {result.stderr}')
            return None
        return out if expect == 0 else result.stderr

    def check(self, name, kind, condition, detail=''):
        self.tap.ok(condition, f'{name} as {kind}', detail)


def mode(path):
    return stat.S_IMODE(os.stat(path).st_mode)


def certificates(export, where, name, above):
    """Certificate and chain in every form."""
    leaf = prints(read(where(name + '.crt')))
    der = export(name, 'certificate-der')
    export.check(name, 'certificate-der', prints(openssl('x509', '-inform', 'DER', '-in', der)) == leaf)
    export.check(name, 'certificate-der, for everybody', mode(der) == 0o644, oct(mode(der)))
    export.check(name, 'certificate-pem', prints(read(export(name, 'certificate-pem'))) == leaf)

    for options, expected in (([], leaf + above), (['--without-root'], leaf + above[:1]),
                              (['--root-first'], (leaf + above)[::-1])):
        title = 'chain-pem ' + ' '.join(options)
        export.check(name, title, prints(read(export(name, 'chain-pem', *options))) == expected)
    for kind, form in (('chain-pkcs7', 'DER'), ('chain-pkcs7-pem', 'PEM')):
        text = openssl('pkcs7', '-inform', form, '-print_certs', '-in', export(name, kind))
        export.check(name, kind, sorted(prints(text)) == sorted(leaf + above), text)
        text = openssl('cms', '-cmsout', '-inform', form, '-noout', '-certsout', where('certs.pem'), '-in',
                       export(name, kind))
        export.check(name, kind + ' as CMS', sorted(prints(read(where('certs.pem')))) == sorted(leaf + above))


def private_keys(export, where, name, above):
    """Keys, alone and with their chain, protected and plain."""
    leaf = prints(read(where(name + '.crt')))
    modulus = openssl('pkey', '-in', where(name + '.key'), '-pubout')
    for kind, form in (('key-pem', 'PEM'), ('key-der', 'DER')):
        path = export(name, kind, '--out-password', OUT)
        text = openssl('pkey', '-inform', form, '-in', path, '-passin', 'pass:' + OUT, '-pubout')
        export.check(name, kind, text == modulus)
        export.check(name, kind + ', its owner\'s alone', mode(path) == 0o600, oct(mode(path)))
        path = export(name, kind)
        export.check(name, kind + ' without password', openssl('pkey', '-inform', form, '-in', path, '-pubout') == modulus)
        export.check(name, kind + ' without password, its owner\'s alone', mode(path) == 0o600, oct(mode(path)))
    path = export(name, 'key-pem', '--out-password', OUT)
    scheme = openssl('asn1parse', '-in', path)
    export.check(name, 'key-pem by PBES2 and AES-256', 'PBES2' in scheme and 'aes-256-cbc' in scheme, scheme)
    wrong = interop.run(['openssl', 'pkey', '-in', path, '-passin', 'pass:x' + OUT, '-noout'])
    export.check(name, 'key-pem, another password', wrong.returncode != 0)

    text = read(export(name, 'pair-pem', '--without-root', '--out-password', OUT))
    export.check(name, 'pair-pem', prints(text) == leaf + above[:1] and
                 openssl('pkey', '-passin', 'pass:' + OUT, '-pubout', stdin=text) == modulus)

    path = export(name, 'pair-pkcs12', '--out-password', PASSWORD)
    text = openssl('pkcs12', '-in', path, '-passin', 'pass:' + PASSWORD, '-nodes')
    export.check(name, 'pair-pkcs12', prints(text)[:1] == leaf and sorted(prints(text)) == sorted(leaf + above) and
                 openssl('pkey', '-pubout', stdin=text) == modulus)
    export.check(name, 'pair-pkcs12, its owner\'s alone', mode(path) == 0o600)
    refused = export(name, 'pair-pkcs12', expect=3)
    export.check(name, 'pair-pkcs12 without password is refused', refused is not None and 'password' in refused, refused)


def number(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


def spki_of_jwk(jwk):
    """The same key as cryptography makes it."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, ed448, rsa
    integer = lambda name: int.from_bytes(number(jwk[name]), 'big')
    if jwk['kty'] == 'RSA':
        key = rsa.RSAPublicNumbers(integer('e'), integer('n')).public_key()
    elif jwk['kty'] == 'EC':
        curve = {'P-256': ec.SECP256R1, 'P-384': ec.SECP384R1, 'P-521': ec.SECP521R1, 'secp256k1': ec.SECP256K1}[jwk['crv']]()
        size = (curve.key_size + 7) // 8
        if (len(number(jwk['x'])), len(number(jwk['y']))) != (size, size):
            return b''
        key = ec.EllipticCurvePublicNumbers(integer('x'), integer('y'), curve).public_key()
    else:
        kind = {'Ed25519': ed25519.Ed25519PublicKey, 'Ed448': ed448.Ed448PublicKey}[jwk['crv']]
        key = kind.from_public_bytes(number(jwk['x']))
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def thumbprint(jwk):
    """RFC 7638."""
    names = {'RSA': ('e', 'kty', 'n'), 'EC': ('crv', 'kty', 'x', 'y'), 'OKP': ('crv', 'kty', 'x')}[jwk['kty']]
    text = json.dumps({name: jwk[name] for name in names}, separators=(',', ':'), sort_keys=True)
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b'=').decode()


def public_keys(export, where, name, ssh, kty):
    expected = openssl('pkey', '-in', where(name + '.key'), '-pubout')
    export.check(name, 'public-pem', openssl('pkey', '-pubin', '-in', export(name, 'public-pem')) == expected)
    path = export(name, 'public-der')
    export.check(name, 'public-der', openssl('pkey', '-pubin', '-inform', 'DER', '-in', path) == expected)
    with open(path, 'rb') as file:
        spki = file.read()

    if kty is None:
        export.check(name, 'public-jwk is refused', export(name, 'public-jwk', expect=6) is not None)
    else:
        jwk = json.loads(read(export(name, 'public-jwk')))
        export.check(name, 'public-jwk', jwk['kty'] == kty and spki_of_jwk(jwk) == spki, jwk)
        export.check(name, 'public-jwk, thumbprint', jwk['kid'] == thumbprint(jwk))

    if not ssh:
        export.check(name, 'public-openssh is refused', export(name, 'public-openssh', expect=6) is not None)
        return
    path = export(name, 'public-openssh')
    listed = interop.run(['ssh-keygen', '-l', '-f', path])
    export.check(name, 'public-openssh', listed.returncode == 0 and f' {name} (' in listed.stdout, listed.stderr)
    if name != 'ed25519':
        pem = interop.run(['ssh-keygen', '-e', '-m', 'PKCS8', '-f', path]).stdout
        export.check(name, 'public-openssh is the same key', pem == expected, pem)
    else:
        blob = base64.b64decode(read(path).split()[1])
        export.check(name, 'public-openssh is the same key', blob[-32:] == spki[-32:])


def java(export, where, name, above):
    """keytool reads what is meant for Java."""
    leaf = prints(read(where(name + '.crt')))
    path = export(name, 'pair-pkcs12', '--out-password', PASSWORD)
    text = interop.run(['keytool', '-list', '-rfc', '-keystore', path, '-storepass', PASSWORD])
    export.check(name, 'pair-pkcs12 for keytool', prints(text.stdout) == leaf + above, text.stdout + text.stderr)
    for kind in ('chain-pkcs7', 'chain-pkcs7-pem', 'chain-pem', 'certificate-der'):
        text = interop.run(['keytool', '-printcert', '-rfc', '-file', export(name, kind)])
        wanted = leaf if kind == 'certificate-der' else leaf + above
        export.check(name, kind + ' for keytool', sorted(prints(text.stdout)) == sorted(wanted), text.stdout + text.stderr)
    result = interop.run(['java', os.path.join(interop.HERE, 'ReadPath.java'), export(name, 'chain-pkipath'),
                          export(name, 'key-der')])
    export.check(name, 'chain-pkipath and key-der for Java', result.stdout.split() == leaf + above + ['PKCS#8'],
                 result.stdout + result.stderr)


def bundle(export, where, above):
    """A truststore becomes a list of CAs that openssl verifies with."""
    names = [name for name, _, _, _ in KEYS]
    store = where('trust.p12')
    arguments = ['keytool', '-importcert', '-noprompt', '-keystore', store, '-storetype', 'PKCS12', '-storepass', PASSWORD]
    for alias, name in (('the root', 'root'), ('m\u00fcddle', 'middle'), ('leaf', names[0])):
        interop.run([*arguments, '-alias', alias, '-file', where(name + '.crt')])
    out = where('bundle.pem')
    result = interop.probe('export', store, out, '--kind', 'bundle-pem', '--password', PASSWORD)
    expected = sorted(prints(read(where(names[0] + '.crt'))) + above)
    text = read(out)
    export.check('truststore', 'bundle-pem', result.stdout == 'several.pem\n' and sorted(prints(text)) == expected,
                 result.stdout + result.stderr)
    export.check('truststore', 'bundle-pem in ASCII, with aliases', text.isascii() and '# the root\n' in text)
    export.check('truststore', 'bundle-pem for openssl',
                 'OK' in interop.run(['openssl', 'verify', '-CAfile', out, where(names[1] + '.crt')]).stdout)

    result = interop.probe('export', store, where('again.p12'), '--kind', 'pair-pkcs12', '--password', PASSWORD,
                           '--out-password', OUT)
    text = interop.run(['openssl', 'pkcs12', '-in', where('again.p12'), '-passin', 'pass:' + OUT]).stdout
    export.check('truststore', 'pair-pkcs12', sorted(prints(text)) == expected, result.stderr)


def others(export, where):
    """Requests, revocation lists, and keys without certificate."""
    openssl('req', '-new', '-key', where('p256.key'), '-subj', '/CN=asked', '-out', where('request.pem'))
    for kind, form in (('request-pem', 'PEM'), ('request-der', 'DER')):
        text = openssl('req', '-inform', form, '-in', export('request', kind), '-noout', '-verify', '-subject')
        export.check('request', kind, 'asked' in text, text)
    with open(where('index'), 'w', encoding='ascii'):
        pass
    with open(where('ca.conf'), 'w', encoding='ascii') as file:
        file.write(f'[ca]\ndefault_ca=d\n[d]\ndatabase={where("index")}\ndefault_md=sha256\ndefault_crl_days=5\n')
    openssl('ca', '-config', where('ca.conf'), '-gencrl', '-keyfile', where('root.key'), '-cert', where('root.crt'), '-out',
            where('list.pem'))
    for kind, form in (('crl-pem', 'PEM'), ('crl-der', 'DER')):
        text = openssl('crl', '-inform', form, '-in', export('list', kind), '-noout', '-issuer')
        export.check('list', kind, 'Root' in text, text)
    with open(where('alone.pem'), 'w', encoding='ascii') as file:
        file.write(read(where('p384.key')))
    path = export('alone', 'public-pem')
    export.check('alone', 'public-pem', openssl('pkey', '-pubin', '-in', path) ==
                 openssl('pkey', '-in', where('p384.key'), '-pubout'))
    export.check('alone', 'certificate-pem is refused', export('alone', 'certificate-pem', expect=7) is not None)


def from_java(export, where):
    """A keystore of keytool, its key under a password of its own."""
    store = where('own.jks')
    interop.run(['keytool', '-genkeypair', '-keyalg', 'RSA', '-alias', 'web', '-dname', 'CN=web', '-keystore', store,
                 '-storetype', 'JKS', '-storepass', PASSWORD, '-keypass', 'of its own'])
    public = interop.run(['keytool', '-exportcert', '-rfc', '-alias', 'web', '-keystore', store, '-storepass', PASSWORD]).stdout
    out = where('own.key')
    locked = interop.probe('export', store, out, '--kind', 'key-pem', '--alias', 'web', '--password', PASSWORD)
    export.check('own.jks', 'key-pem without its password', locked.returncode == 3 and not os.path.exists(out))
    interop.probe('export', store, out, '--kind', 'key-pem', '--alias', 'web', '--password', PASSWORD, '--key-password',
                  'web=of its own', '--out-password', OUT)
    export.check('own.jks', 'key-pem', openssl('pkey', '-in', out, '-passin', 'pass:' + OUT, '-pubout') ==
                 openssl('x509', '-pubkey', '-noout', stdin=public))


def main():
    tap = interop.Tap()
    os.umask(0o022)
    with interop.folder() as folder:
        where = lambda name: os.path.join(folder, name)
        export = Exporter(tap, where)
        above = make_chain(where)
        for name, _, ssh, kty in KEYS:
            certificates(export, where, name, above)
            private_keys(export, where, name, above)
            public_keys(export, where, name, ssh, kty)
        for name in ('rsa', 'p256', 'ed25519'):
            java(export, where, name, above)
        bundle(export, where, above)
        others(export, where)
        from_java(export, where)
    tap.end()


main()
