# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""keytool makes a keystore and a request, openssl is the CA: what it sends back is applied, and keytool reads the result."""

import base64
import os
import re
import subprocess
import tempfile
import zipfile

import interop

PASSWORD = 'changeit'


def tool(*arguments, stdin=None):
    result = interop.run(list(arguments), stdin=stdin)
    if result.returncode != 0:
        raise RuntimeError(' '.join(arguments) + '\n' + result.stdout + result.stderr)
    return result.stdout


class Authority:
    """A root, an intermediate, and what they send."""

    def __init__(self, folder):
        self.folder = folder
        self.new('root', 'Reply Root', None)
        self.new('ca', 'Reply CA', 'root')

    def path(self, name):
        return os.path.join(self.folder, name)

    def new(self, name, title, issuer):
        key, out = self.path(name + '.key'), self.path(name + '.pem')
        signer = ['-CA', self.path(issuer + '.pem'), '-CAkey', self.path(issuer + '.key')] if issuer else []
        tool('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc', '-keyout', key,
             '-out', out, '-days', '400', '-subj', '/CN=' + title, '-addext', 'basicConstraints=critical,CA:TRUE',
             '-addext', 'keyUsage=critical,keyCertSign,cRLSign', *signer)

    def sign(self, request, names, out, days='199'):
        extensions = self.path('extensions')
        with open(extensions, 'w', encoding='utf-8') as file:
            file.write(f'subjectAltName={names}\nextendedKeyUsage=serverAuth\nkeyUsage=critical,digitalSignature\n'
                       'subjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n')
        tool('openssl', 'x509', '-req', '-in', request, '-CA', self.path('ca.pem'), '-CAkey', self.path('ca.key'), '-days',
             days, '-extfile', extensions, '-out', out)

    def read(self, name):
        with open(self.path(name), encoding='utf-8') as file:
            return file.read()


def make_keystore(path, kind, request):
    common = ['-keystore', path, '-storepass', PASSWORD, '-alias', 'web']
    tool('keytool', '-genkeypair', '-storetype', kind, '-keyalg', 'RSA', '-keysize', '2048', '-dname',
         'CN=gw.example.org,O=Example', '-validity', '365', *common, '-keypass', PASSWORD)
    tool('keytool', '-certreq', '-file', request, '-ext', 'san=dns:gw.example.org,dns:api.example.org', *common)


def make_replies(authority, leaf):
    """The same three certificates, as CAs send them."""
    path = authority.path
    root, ca = authority.read('root.pem'), authority.read('ca.pem')
    with open(leaf, encoding='utf-8') as file:
        own = file.read()
    bundle = path('bundle.pem')
    with open(bundle, 'w', encoding='utf-8') as file:
        file.write('From: ca@example.org\nSubject: your certificate\n\n' + root + '\n' + own + '\n-- \nThe CA\n' + ca)
    tool('openssl', 'crl2pkcs7', '-nocrl', '-certfile', bundle, '-outform', 'DER', '-out', path('chain.p7b'))
    tool('openssl', 'crl2pkcs7', '-nocrl', '-certfile', bundle, '-out', path('chain.p7b.pem'))
    tool('openssl', 'pkcs12', '-export', '-nokeys', '-in', bundle, '-out', path('chain.p12'), '-passout', 'pass:reply')
    with open(path('chain.p7b'), 'rb') as file:
        with open(path('base64.txt'), 'wb') as out:
            out.write(base64.encodebytes(file.read()))
    with zipfile.ZipFile(path('reply.zip'), 'w') as archive:
        archive.writestr('gw_example_org/root.crt', root)
        archive.writestr('gw_example_org/intermediate.crt', ca)
        archive.writestr('gw_example_org/gw_example_org.crt', own)
        archive.writestr('gw_example_org/README.txt', 'Install the root first.')
    return ['bundle.pem', 'chain.p7b', 'chain.p7b.pem', 'base64.txt', 'reply.zip', 'chain.p12']


def chain_length(listing):
    found = re.search(r'Certificate chain length: (\d+)', listing)
    return int(found.group(1)) if found else 0


def apply(authority, store, reply, out, *options):
    password = ['--reply-password', 'reply'] if reply.endswith('.p12') else []
    return interop.probe('reply', store, '--password', PASSWORD, '--reply', authority.path(reply), '--anchors',
                         authority.path('root.pem'), '--out', out, *password, *options)


def all_formats(tap, authority, folder, kind):
    store, request = os.path.join(folder, f'store.{kind}'), os.path.join(folder, f'{kind}.csr')
    leaf, out = os.path.join(folder, f'{kind}.crt'), os.path.join(folder, f'out.{kind}')
    make_keystore(store, kind, request)
    authority.sign(request, 'DNS:gw.example.org,DNS:www.example.org', leaf)
    for reply in make_replies(authority, leaf):
        result = apply(authority, store, reply, out, '--request', request)
        listed = interop.run(['keytool', '-list', '-v', '-keystore', out, '-storepass', PASSWORD])
        tap.ok(result.returncode == 0 and chain_length(listed.stdout) == 3, f'{kind}: {reply}: keytool sees a chain of 3',
               result.stdout + result.stderr + listed.stdout + listed.stderr)
    # How people with keytool alone check it: a certificate request by the key still works, and openssl verifies the chain.
    text = result.stdout
    tap.ok('difference: fail: DNS: api.example.org |  | left out by the CA' in text, f'{kind}: a lost name is told', text)
    tap.ok('difference: info: DNS:  | www.example.org | added by the CA' in text, f'{kind}: a new name is told', text)
    exported = tool('keytool', '-list', '-rfc', '-keystore', out, '-storepass', PASSWORD, '-alias', 'web')
    with open(authority.path('exported.pem'), 'w', encoding='utf-8') as file:
        file.write(exported)
    verified = interop.run(['openssl', 'verify', '-CAfile', authority.path('root.pem'), '-untrusted',
                            authority.path('exported.pem'), authority.path('exported.pem')])
    tap.ok(verified.returncode == 0, f'{kind}: openssl verifies the chain', verified.stdout + verified.stderr)
    tool('keytool', '-certreq', '-keystore', out, '-storepass', PASSWORD, '-alias', 'web', '-file', request)
    signed = interop.run(['openssl', 'req', '-in', request, '-verify', '-noout'])
    tap.ok('verify OK' in signed.stdout + signed.stderr, f'{kind}: the key still signs', signed.stdout + signed.stderr)
    result = apply(authority, store, 'reply.zip', out, '--without-root')
    listed = tool('keytool', '-list', '-v', '-keystore', out, '-storepass', PASSWORD)
    tap.ok(chain_length(listed) == 2, f'{kind}: without the root a chain of 2', result.stdout)
    again = apply(authority, out, 'reply.zip', out + '.again', '--without-root')
    tap.ok('outcome: unchanged' not in again.stdout and 'applied: nothing' in again.stdout, f'{kind}: again, nothing changes',
           again.stdout)


def bad_replies(tap, authority, folder):
    store, request = os.path.join(folder, 'bad.jks'), os.path.join(folder, 'bad.csr')
    make_keystore(store, 'jks', request)
    other = os.path.join(folder, 'other.jks')
    make_keystore(other, 'jks', os.path.join(folder, 'other.csr'))
    authority.sign(os.path.join(folder, 'other.csr'), 'DNS:other.example.org', authority.path('other.crt'))
    wrong = apply(authority, store, 'other.crt', store + '.out')
    tap.ok(wrong.returncode == 1 and 'outcome: no-key: No open keystore has the key of this reply' in wrong.stdout,
           'another key is refused', wrong.stdout + wrong.stderr)
    with open(authority.path('login.html'), 'w', encoding='utf-8') as file:
        file.write('<!DOCTYPE html><html><title>Sign in</title></html>')
    page = apply(authority, store, 'login.html', store + '.out')
    tap.ok(page.returncode == 4 and 'HTML' in page.stderr, 'a page of a web site is named', page.stdout + page.stderr)
    asked = apply(authority, store, os.path.join(folder, 'bad.csr'), store + '.out')
    tap.ok(asked.returncode == 1 and 'outcome: no-certificate' in asked.stdout, 'the request itself is no reply',
           asked.stdout + asked.stderr)


def main():
    for program in ('openssl', 'keytool'):
        try:
            subprocess.run([program], capture_output=True, stdin=subprocess.DEVNULL, check=False)
        except FileNotFoundError:
            interop.skip_all('no ' + program)
    tap = interop.Tap()
    with tempfile.TemporaryDirectory() as folder:
        authority = Authority(folder)
        for kind in ('jks', 'pkcs12'):
            all_formats(tap, authority, folder, kind)
        bad_replies(tap, authority, folder)
    tap.end()


main()
