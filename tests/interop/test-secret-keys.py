# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Secret keys in PKCS #12: what keytool makes is read and written here, and Java finds the same algorithm and bytes again."""

import base64
import json
import os

import interop

PASSWORD = 'changeit'
# keytool's names and sizes.
MADE = [('AES', 128), ('AES', 192), ('AES', 256), ('DESede', 168), ('DES', 56), ('HmacSHA1', 160), ('HmacSHA224', 224),
        ('HmacSHA256', 256), ('HmacSHA384', 384), ('HmacSHA512', 512)]
# “alg” of a JSON Web Key, and what Java calls such a key.
WEB = [('HS256', 32, 'HmacSHA256'), ('HS384', 48, 'HmacSHA384'), ('HS512', 64, 'HmacSHA512'), ('A128KW', 16, 'AES'),
       ('A192GCM', 24, 'AES'), ('A256GCMKW', 32, 'AES'), (None, 32, 'AES'), (None, 20, 'HmacSHA256')]


def keytool(*arguments, stdin=None):
    result = interop.run(['keytool', '-J-Duser.language=en', *arguments], stdin=stdin)
    if result.returncode != 0:
        raise RuntimeError(result.stdout + result.stderr)


def dump(folder, path, password):
    result = interop.run(['java', '-cp', folder, 'SecretKeys', path, password])
    if result.returncode != 0:
        return result.stderr
    return {line.split('\t')[0]: line.split('\t')[1:] for line in result.stdout.splitlines()[1:]}


def convert(source, target, *arguments):
    result = interop.probe('convert', source, target, '--format', 'pkcs12', *arguments)
    if result.returncode != 0:
        raise RuntimeError(result.stderr)


def check_keytool(tap, folder):
    path, copy = os.path.join(folder, 'made.p12'), os.path.join(folder, 'copy.p12')
    store = ['-keystore', path, '-storetype', 'PKCS12', '-storepass', PASSWORD]
    for algorithm, size in MADE:
        size_option = [] if algorithm == 'DES' else ['-keysize', str(size)]
        keytool('-genseckey', *store, '-alias', f'{algorithm}-{size}', '-keyalg', algorithm, *size_option)
    keytool('-importpass', *store, '-alias', 'passphrase', stdin='open sesame\nopen sesame\n')
    theirs = dump(folder, path, PASSWORD)

    listed = interop.probe('list', path, '--password', PASSWORD).stdout
    tap.ok({line.split('\t')[0] for line in listed.splitlines()} == set(theirs) and
           all(line.split('\t')[1:] == ['secret', '0', '-'] for line in listed.splitlines()),
           'secret keys of keytool are listed', listed)
    convert(path, copy, '--password', PASSWORD, '--out-password', 'other-1')
    tap.ok(len(theirs) == len(MADE) + 1 and dump(folder, copy, 'other-1') == theirs,
           'they are the same in a file of ours, with another password', dump(folder, copy, 'other-1'))

    into_jks = interop.probe('convert', path, os.path.join(folder, 'no.jks'), '--format', 'jks', '--password', PASSWORD,
                             '--out-password', 'other-1')
    tap.ok(into_jks.returncode == 7 and into_jks.stdout.count('cannot hold secret keys') == len(theirs),
           'a JKS file cannot hold them, and that is said of each', into_jks.stdout)


def check_web(tap, folder):
    path, copy = os.path.join(folder, 'keys.jwks'), os.path.join(folder, 'web.p12')
    keys, expected = [], {}
    for number, (algorithm, size, name) in enumerate(WEB):
        raw = os.urandom(size)
        key = {'kty': 'oct', 'kid': f'key-{number}', 'k': base64.urlsafe_b64encode(raw).rstrip(b'=').decode()}
        keys.append(key | ({'alg': algorithm} if algorithm else {}))
        expected[f'key-{number}'] = [name, raw.hex()]
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'keys': keys}, file)
    convert(path, copy, '--out-password', PASSWORD)
    tap.ok(dump(folder, copy, PASSWORD) == expected, 'Java reads secret JSON Web Keys that were written here',
           dump(folder, copy, PASSWORD))


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        compiled = interop.run(['javac', '-d', folder, os.path.join(interop.HERE, 'SecretKeys.java')])
        assert compiled.returncode == 0, compiled.stderr
        check_keytool(tap, folder)
        check_web(tap, folder)
    tap.end()


main()
