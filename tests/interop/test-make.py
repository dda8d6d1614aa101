# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is generated, requested and signed here, keytool and openssl read, verify and find sound."""

import os
import re

import interop

PASSWORD = 'changeit'
ENGLISH = ['-J-Duser.language=en', '-J-Dfile.encoding=UTF-8', '-J-Dstdout.encoding=UTF-8']
NAMES = 'gw.example.org *.bücher.example 192.0.2.7 2001:db8::1'
SHOWN = 'DNS:gw.example.org, DNS:*.xn--bcher-kva.example, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:1'

# id, keytool's words for the key, openssl's. RSA 8192 is left out: it takes up to minutes, and differs from 4096 by a number.
JAVA = {
    'rsa-2048': ('2048-bit RSA', 'rsaEncryption'),
    'rsa-3072': ('3072-bit RSA', 'rsaEncryption'),
    'rsa-4096': ('4096-bit RSA', 'rsaEncryption'),
    'ec-p256': ('256-bit EC (secp256r1)', 'prime256v1'),
    'ec-p384': ('384-bit EC (secp384r1)', 'secp384r1'),
    'ec-p521': ('521-bit EC (secp521r1)', 'secp521r1'),
    'ed25519': ('Ed25519', 'ED25519'),
    'ed448': ('Ed448', 'ED448'),
}
OTHERS = {
    'ec-secp256k1': ('256-bit EC (secp256k1)', 'secp256k1'),
    'ec-brainpoolp256r1': ('256-bit EC (brainpoolP256r1)', 'brainpoolP256r1'),
    'ec-brainpoolp384r1': ('384-bit EC (brainpoolP384r1)', 'brainpoolP384r1'),
    'ec-brainpoolp512r1': ('512-bit EC (brainpoolP512r1)', 'brainpoolP512r1'),
    'ml-dsa-44': ('ML-DSA-44', 'ML-DSA-44'),
    'ml-dsa-65': ('ML-DSA-65', 'ML-DSA-65'),
    'ml-dsa-87': ('ML-DSA-87', 'ML-DSA-87'),
}
SLOW = {f'slh-dsa-{kind.lower()}-{size}': (f'2.16.840.1.101.3.4.3.{20 + base + at}', f'SLH-DSA-{kind}-{size}')
        for base, kind in ((0, 'SHA2'), (6, 'SHAKE'))
        for at, size in enumerate(('128s', '128f', '192s', '192f', '256s', '256f'))}

# Making and signing with the largest ones takes seconds, so not every format gets all of them.
FORMATS = {
    'jks': JAVA,
    'pkcs12': JAVA | OTHERS | SLOW,
    'pem': JAVA | OTHERS | {name: SLOW[name] for name in ('slh-dsa-sha2-128s', 'slh-dsa-shake-128f')},
}


def probe(*arguments):
    result = interop.probe(*arguments)
    if result.returncode != 0:
        raise RuntimeError(result.stderr)
    return result


def openssl(*arguments, stdin=None):
    result = interop.run(['openssl', *arguments], stdin=stdin)
    return result.stdout + result.stderr if result.returncode == 0 else 'FAILED: ' + result.stdout + result.stderr


def keytool(*arguments):
    result = interop.run(['keytool', *ENGLISH, *arguments])
    return result.stdout if result.returncode == 0 else 'FAILED: ' + result.stdout + result.stderr


def generate(store, alias, algorithm, *options):
    return interop.probe('generate', store, '--password', PASSWORD, '--alias', alias, '--algorithm', algorithm, *options)


def certificates(pem):
    return re.findall(r'-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----\n?', pem, re.S)


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)
    return path


def pairs_of_pkcs12(path):
    """{alias: (certificate, key)} as openssl takes them out."""
    text = openssl('pkcs12', '-in', path, '-passin', 'pass:' + PASSWORD, '-nodes')
    found = {}
    for alias, block in re.findall(r'friendlyName: (.*?)\n.*?(-----BEGIN .*?-----END [A-Z ]+-----\n)', text, re.S):
        certificate, key = found.get(alias, ('', ''))
        found[alias] = (certificate, block) if 'PRIVATE KEY' in block else (block, key)
    return found


def key_belongs(folder, certificate, key):
    key_path = write(folder, 'key.pem', key)
    ours = openssl('pkey', '-in', key_path, '-passin', 'pass:' + PASSWORD, '-pubout')
    return ours.startswith('-----BEGIN PUBLIC KEY') and ours == openssl('x509', '-noout', '-pubkey', stdin=certificate)


def check_java(tap, store, kind, wanted):
    """keytool lists all entries, with their kinds of keys and the fingerprints that the probe prints."""
    text = keytool('-list', '-v', '-keystore', store, '-storepass', PASSWORD)
    parts = {part.splitlines()[0]: part for part in re.split(r'^Alias name: ', text, flags=re.M)[1:]}
    listed = interop.parse(probe('list', store, '--password', PASSWORD).stdout)
    for alias, (words, _) in wanted.items():
        part = parts.get(alias, text)
        prints = re.findall(r'^\s*SHA256: ([0-9A-F:]+)$', part, re.M)
        key = re.search(r'^Subject Public Key Algorithm: (.*)$', part, re.M)
        tap.ok(key is not None and words in key.group(1) and 'PrivateKeyEntry' in part and
               listed[alias] == ('key', tuple(p.replace(':', '').lower() for p in prints)), f'{kind}: keytool lists {alias}',
               part[:400])


def check_stores(tap, folder):
    stores = {}
    for kind, algorithms in FORMATS.items():
        store = stores[kind] = os.path.join(folder, 'made.' + kind)
        for algorithm in algorithms:
            result = generate(store, algorithm, algorithm, '--format', kind, '--template', 'tls-server', '--name', NAMES)
            if result.returncode != 0:
                tap.ok(False, f'{kind}: {algorithm} is made', result.stderr)
        if kind != 'pem':
            check_java(tap, store, kind, algorithms)

    for algorithm in OTHERS | SLOW:
        result = generate(stores['jks'], 'more', algorithm, '--template', 'tls-server', '--name', NAMES)
        tap.ok(result.returncode == 6 and 'PKCS #12' in result.stderr, f'JKS does not take {algorithm}, and says why', result.stderr)

    pairs = pairs_of_pkcs12(stores['pkcs12'])
    for alias, (_, words) in FORMATS['pkcs12'].items():
        certificate, key = pairs.get(alias, ('', ''))
        text = openssl('x509', '-noout', '-text', stdin=certificate)
        tap.ok(words in text and SHOWN in text and key_belongs(folder, certificate, key), f'pkcs12: openssl reads {alias}', text[:800])
    return stores


def check_pem(tap, folder, store):
    with open(store, encoding='utf-8') as file:
        text = file.read()
    keys = re.findall(r'-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----.*?-----END (?:ENCRYPTED )?PRIVATE KEY-----\n', text, re.S)
    found = certificates(text)
    good = sum(any(key_belongs(folder, certificate, key) for key in keys) for certificate in found)
    count = len(FORMATS['pem'])
    tap.ok(len(keys) == len(found) == good == count, 'pem: openssl reads every key, and it belongs to its certificate',
           f'{len(keys)} keys, {len(found)} certificates, {good} pairs, {count} made')


def check_request(tap, folder, store, ca_pem, alias):
    """A request as openssl and keytool see it, and the certificate that the CA makes of it."""
    request = os.path.join(folder, 'request.pem')
    chain = os.path.join(folder, 'chain.pem')
    probe('request', store, '--password', PASSWORD, '--alias', alias, '--challenge', 'heslo ž', '--out', request)
    text = openssl('req', '-in', request, '-verify', '-noout', '-text', '-nameopt', 'utf8')
    tap.ok('verify OK' in text and SHOWN in text and 'TLS Web Server Authentication' in text and 'heslo ž' in text,
           f'openssl verifies the request of {alias}', text)
    if alias in JAVA:
        text = keytool('-printcertreq', '-file', request)
        tap.ok('DNSName: *.xn--bcher-kva.example' in text and 'serverAuth' in text and 'FAILED' not in text,
               f'keytool verifies the request of {alias}', text)

    probe('sign', store, '--password', PASSWORD, '--alias', 'ca', '--request', request, '--days', '30', '--out', chain)
    with open(chain, encoding='utf-8') as file:
        leaf = write(folder, 'leaf.pem', certificates(file.read())[0])
    text = openssl('verify', '-x509_strict', '-purpose', 'sslserver', '-verify_hostname', 'gw.example.org', '-CAfile', ca_pem, leaf)
    tap.ok('OK' in text and 'FAILED' not in text, f'openssl verifies what the CA makes of the request of {alias}', text)
    if alias in JAVA:
        text = keytool('-printcert', '-file', leaf)
        tap.ok('DNSName: gw.example.org' in text and 'Warning' not in text and 'FAILED' not in text,
               f'keytool prints what the CA makes of the request of {alias}, without a warning', text)


def check_spkac(tap, folder, store):
    for alias in ('rsa-2048', 'ec-p256', 'ed25519'):
        out = os.path.join(folder, 'key.spkac')
        probe('request', store, '--password', PASSWORD, '--alias', alias, '--spkac', '--challenge', 'abc', '--out', out)
        text = openssl('spkac', '-in', out, '-verify')
        tap.ok('Signature OK' in text and 'Challenge String: abc' in text, f'openssl verifies the SPKAC of {alias}', text)


def check_authorities(tap, folder):
    """Each usage below root and intermediate, sound to openssl, keytool and the program's own checks."""
    store = os.path.join(folder, 'authorities.p12')
    for alias, subject, issuer in (('root', 'CN=Root,O="Příklad, a.s.",C=CZ', []), ('middle', 'CN=Middle,O=Example', ['--issuer', 'root'])):
        result = generate(store, alias, 'ec-p384', '--template', 'certificate-authority', '--subject', subject, *issuer)
        tap.ok(result.returncode == 0, f'{alias} CA is made', result.stderr)
    purposes = {'tls-server': ('sslserver', 'tls-server'), 'tls-client': ('sslclient', 'tls-client'),
                'tls-server-client': ('sslclient', 'tls-client'), 'code-signing': ('codesign', 'signing'),
                'document-signing': ('smimesign', 'signing'), 'internal-encryption': ('any', 'internal-encryption'),
                'custom': ('any', 'general')}
    for usage in purposes:
        names = ['--name', 'jan@example.org' if usage == 'document-signing' else NAMES]
        result = generate(store, usage, 'rsa-2048', '--template', usage, '--issuer', 'middle', *names)
        tap.ok(result.returncode == 0 and result.stderr == '', f'{usage} is made without a note', result.stderr)

    root = write(folder, 'root.pem', keytool('-exportcert', '-rfc', '-keystore', store, '-storepass', PASSWORD, '-alias', 'root'))
    middle = write(folder, 'middle.pem', keytool('-exportcert', '-rfc', '-keystore', store, '-storepass', PASSWORD, '-alias', 'middle'))
    pairs = pairs_of_pkcs12(store)
    for usage, (purpose, role) in purposes.items():
        leaf = write(folder, 'leaf.pem', pairs[usage][0])
        text = openssl('verify', '-x509_strict', '-purpose', purpose, '-CAfile', root, '-untrusted', middle, leaf)
        tap.ok('OK' in text and 'FAILED' not in text, f'{usage}: openssl verifies the chain', text)
        result = interop.probe('verify', store, '--password', PASSWORD, '--alias', usage, '--anchors', root, '--role', role)
        worries = [line for line in result.stdout.splitlines() if re.match(r'\s*(warning|fail)\b', line)]
        tap.ok(result.returncode == 0 and not worries, f'{usage}: trusted by our own checks without a warning',
               '\n'.join(worries) + result.stderr)
    text = keytool('-list', '-v', '-keystore', store, '-storepass', PASSWORD, '-alias', 'tls-server')
    tap.ok('Certificate chain length: 3' in text, 'keytool sees the chain of three', text)


def check_digests(tap, folder):
    store = os.path.join(folder, 'digests.p12')
    for digest, words, java in (('sha384', 'sha384WithRSAEncryption', 'SHA384withRSA'), ('sha512-pss', 'rsassaPss', 'RSASSA-PSS')):
        generate(store, digest, 'rsa-2048', '--template', 'certificate-authority', '--subject', 'CN=' + digest, '--digest', digest)
        pem = write(folder, 'digest.pem', keytool('-exportcert', '-rfc', '-keystore', store, '-storepass', PASSWORD, '-alias', digest))
        text = openssl('x509', '-in', pem, '-noout', '-text')
        verified = openssl('verify', '-x509_strict', '-check_ss_sig', '-CAfile', pem, pem)
        tap.ok(words in text and 'OK' in verified and java in keytool('-printcert', '-file', pem), f'signed with {digest}', text + verified)


def check_refusals(tap, folder):
    store = os.path.join(folder, 'refusals.p12')
    cases = {
        'a malformed name': ['--template', 'tls-server', '--name', 'a..example'],
        'no name and no subject': ['--template', 'tls-server'],
        'a country of seven letters': ['--subject', 'C=Czechia'],
        'a template that does not exist': ['--subject', 'CN=a', '--template', 'nothing'],
    }
    for name, options in cases.items():
        result = interop.probe('generate', store, '--password', PASSWORD, '--alias', 'a', '--algorithm', 'ec-p256', *options)
        tap.ok(result.returncode != 0 and result.stderr != '' and not os.path.exists(store), f'refused: {name}', result.stderr)


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        stores = check_stores(tap, folder)
        check_pem(tap, folder, stores['pem'])
        store = stores['pkcs12']
        generate(store, 'ca', 'ec-p384', '--template', 'certificate-authority', '--subject', 'CN=Test CA,O=Example,C=CZ')
        ca_pem = write(folder, 'ca.pem', keytool('-exportcert', '-rfc', '-keystore', store, '-storepass', PASSWORD, '-alias', 'ca'))
        for alias in JAVA | OTHERS | {'slh-dsa-sha2-128s': 0, 'slh-dsa-shake-128f': 0}:
            check_request(tap, folder, store, ca_pem, alias)
        check_spkac(tap, folder, store)
        check_authorities(tap, folder)
        check_digests(tap, folder)
        check_refusals(tap, folder)
    tap.end()


main()
