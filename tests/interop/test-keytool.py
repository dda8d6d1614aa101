# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""The keytool program itself: what it writes is read here, and what is written here it lists, changes and copies."""

import os
import re

import interop

PASSWORD = 'changeit'
ENGLISH = ['-J-Duser.language=en', '-J-Dfile.encoding=UTF-8', '-J-Dstdout.encoding=UTF-8']
KINDS = {'PrivateKeyEntry': 'key', 'trustedCertEntry': 'cert', 'SecretKeyEntry': 'secret'}


def keytool(*arguments):
    result = interop.run(['keytool', *ENGLISH, *arguments])
    if result.returncode != 0:
        raise RuntimeError(result.stdout + result.stderr)
    return result.stdout


def listed(path, password):
    """{alias: (kind, chain)} as `keytool -list -v` prints it."""
    entries = {}
    for part in re.split(r'^Alias name: ', keytool('-list', '-v', '-keystore', path, '-storepass', password),
                         flags=re.M)[1:]:
        kind = re.search(r'^Entry type: (\w+)', part, re.M).group(1)
        prints = re.findall(r'^\s*SHA256: ([0-9A-F:]+)$', part, re.M)
        entries[part.splitlines()[0]] = (KINDS[kind], tuple(p.replace(':', '').lower() for p in prints))
    return entries


def probed(path, password):
    result = interop.probe('list', path, '--password', password)
    if result.returncode != 0:
        return result.stderr
    return interop.parse(result.stdout)


def make(folder, kind):
    """A store with a root, a server that it has signed, and the root as a trusted certificate."""
    path = os.path.join(folder, 'made.' + kind.lower())
    store = ['-keystore', path, '-storetype', kind, '-storepass', PASSWORD]
    request = os.path.join(folder, 'server.csr')
    reply = os.path.join(folder, 'server.crt')
    root = os.path.join(folder, 'root.crt')
    key = ['-keypass', PASSWORD] if kind == 'JKS' else []
    for alias, name, options in (('Root CA', 'CN=Root', ['-ext', 'bc:c']), ('server', 'CN=server.example.org', [])):
        keytool('-genkeypair', *store, *key, '-alias', alias, '-dname', name, '-keyalg', 'EC', '-groupname', 'secp256r1',
                '-validity', '30', *options)
    keytool('-exportcert', *store, '-alias', 'Root CA', '-rfc', '-file', root)
    keytool('-certreq', *store, *key, '-alias', 'server', '-file', request)
    keytool('-gencert', *store, *key, '-alias', 'Root CA', '-infile', request, '-outfile', reply, '-rfc',
            '-ext', 'san=dns:server.example.org')
    keytool('-importcert', *store, '-noprompt', '-alias', 'anchor', '-file', root)
    keytool('-importcert', *store, *key, '-noprompt', '-alias', 'server', '-file', reply)
    if kind == 'PKCS12':
        keytool('-genseckey', *store, '-alias', 'secret', '-keyalg', 'AES', '-keysize', '256')
    return path


def convert(path, out, target, password):
    result = interop.probe('convert', path, out, '--format', target, '--password', PASSWORD, '--out-password', password,
                           '--allow-loss')
    if result.returncode != 0:
        raise RuntimeError(result.stderr)


def check(tap, folder, kind):
    path = make(folder, kind)
    theirs = listed(path, PASSWORD)
    tap.ok(probed(path, PASSWORD) == theirs and len(theirs) >= 3, f'{kind} of keytool', theirs)

    for target in ('jks', 'pkcs12'):
        out = os.path.join(folder, f'{kind}-to.{target}')
        want = {alias: entry for alias, entry in theirs.items() if target != 'jks' or entry[0] != 'secret'}
        convert(path, out, target, 'other-1')
        tap.ok(listed(out, 'other-1') == want, f'{kind} converted to {target}', listed(out, 'other-1'))

        # It can be changed by keytool, and is then still understood.
        key = ['-keypass', 'other-1'] if target == 'jks' else []
        keytool('-changealias', '-keystore', out, '-storepass', 'other-1', *key, '-alias', 'server', '-destalias', 'web')
        keytool('-storepasswd', '-keystore', out, '-storepass', 'other-1', '-new', 'other-2')
        want['web'] = want.pop('server')
        tap.ok(probed(out, 'other-2') == want, f'{kind} converted to {target}, changed by keytool', probed(out, 'other-2'))

        # Its keys open: keytool has to, to copy them.
        copy = os.path.join(folder, f'{kind}-copy-of.{target}')
        own = ['-srckeypass', 'other-1', '-destkeypass', 'other-3'] if target == 'jks' else []
        keytool('-importkeystore', '-noprompt', '-srckeystore', out, '-srcstorepass', 'other-2', '-srcalias', 'web', *own,
                '-destkeystore', copy, '-deststoretype', 'PKCS12', '-deststorepass', 'other-3', '-destalias', 'Copy')
        tap.ok(probed(copy, 'other-3') == {'copy': want['web']}, f'{kind} converted to {target}, copied by keytool',
               probed(copy, 'other-3'))


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        for kind in ('JKS', 'PKCS12'):
            check(tap, folder, kind)
    tap.end()


main()
