# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Configuration snippets are read by parsers of TOML, YAML, XML, properties and the shell, whatever the alias is."""

import base64
import os
import tomllib
import xml.etree.ElementTree

import interop

try:
    import yaml
except ImportError:
    interop.skip_all('no yaml module')

PASSWORD = 'changed-1'

ALIASES = (
    'web', 'My Alias', ' leading', 'trailing ', 'a"b\'c', 'back\\slash\\n', '#comment', '${jndi:ldap://x}', '$(id)`id`',
    'tab\tnew\nline', '<b>&amp;"', ']]>', '[keystore.tls]', 'key: value', '- item', 'null', '0x10', '!tag', '*ref', '%TAG',
    'p\u0159\u00edli\u0161', '\u202eRTL', '\u2028line', '\u65e5\u672c', '\U0001f511', 'x=y:z', '"""', "'''",
    '{{template}}', 'a' * 300, '\ufeffbom', '\u0085next', '\u007f',
)
CONTROL = ('\u0001', 'bell\u0007', '\u001b[31m')
PATHS = ('/srv/keys/web.jks', '/srv/my keys/we"b\'s $HOME & <x>.jks', '/srv/\u010de\u0161tina/\\n.jks')

IDENTITY = ('wso2-primary', 'wso2-tls', 'wso2-internal', 'streaming', 'tomcat', 'spring-yaml', 'spring-properties', 'kafka', 'java')
TRUST = ('wso2-truststore', 'tomcat-truststore', 'spring-yaml-truststore', 'spring-properties-truststore',
         'kafka-truststore', 'java-truststore')


def snippet(store, kind, *options):
    result = interop.probe('snippet', store, '--kind', kind, '--password', PASSWORD, *options)
    return result.returncode, result.stdout, result.stderr


def from_toml(text, kind):
    data = tomllib.loads(text)
    return data['truststore'] if kind == 'wso2-truststore' else data['keystore'][kind.partition('-')[2]]


def from_streaming(text, _kind):
    listener, = yaml.safe_load(text)['wso2.transport.http']['listenerConfigurations']
    return listener


def from_spring(text, _kind):
    return yaml.safe_load(text)['server']['ssl']


def from_tomcat(text, kind):
    connector = xml.etree.ElementTree.fromstring(text)
    assert connector.tag == 'Connector' and connector.attrib['SSLEnabled'] == 'true'
    host = connector.find('SSLHostConfig')
    return host.attrib if kind.endswith('truststore') else host.find('Certificate').attrib


def from_java(text, _kind):
    """The arguments that a shell gives to java, as properties."""
    result = interop.run(['sh', '-c', 'java () { printf "%s\\0" "$@"; }\n' + text])
    arguments = result.stdout.split('\0')[:-1]
    assert result.returncode == 0 and all(a.startswith('-Djavax.net.ssl.') for a in arguments), result.stderr
    return dict(a.removeprefix('-Djavax.net.ssl.').split('=', 1) for a in arguments)


PARSERS = {'wso2': from_toml, 'streaming': from_streaming, 'tomcat': from_tomcat, 'spring-yaml': from_spring, 'java': from_java}


def parser(kind):
    return next((read for start, read in PARSERS.items() if kind.startswith(start)), None)


# kind: where the alias, the path and the type stand
PLACES = {
    'wso2-primary': ('alias', 'file_name', 'type'), 'wso2-tls': ('alias', 'file_name', 'type'),
    'wso2-internal': ('alias', 'file_name', 'type'), 'streaming': (None, 'keyStoreFile', None),
    'tomcat': ('certificateKeyAlias', 'certificateKeystoreFile', 'certificateKeystoreType'),
    'spring-yaml': ('key-alias', 'key-store', 'key-store-type'),
    'spring-properties': ('server.ssl.key-alias', 'server.ssl.key-store', 'server.ssl.key-store-type'),
    'kafka': (None, 'ssl.keystore.location', 'ssl.keystore.type'), 'java': (None, 'keyStore', 'keyStoreType'),
    'wso2-truststore': (None, 'file_name', 'type'), 'tomcat-truststore': (None, 'truststoreFile', 'truststoreType'),
    'spring-yaml-truststore': (None, 'trust-store', 'trust-store-type'),
    'spring-properties-truststore': (None, 'server.ssl.trust-store', 'server.ssl.trust-store-type'),
    'kafka-truststore': (None, 'ssl.truststore.location', 'ssl.truststore.type'),
    'java-truststore': (None, 'trustStore', 'trustStoreType'),
}


def location(kind, path):
    if kind.startswith('wso2'):
        return os.path.basename(path)
    return 'file:' + path if kind.startswith('spring') else path


class Checker:
    """Compares what a parser has found with what was asked for; properties are read by Java, all at once."""

    def __init__(self, tap, folder):
        self.tap = tap
        self.folder = folder
        self.later = {}

    def compare(self, title, kind, found, alias, path, java_type):
        at_alias, at_path, at_type = PLACES[kind]
        good = (at_alias is None or found.get(at_alias) == alias) and found.get(at_path) == location(kind, path) and (
            at_type is None or found.get(at_type) == java_type)
        self.tap.ok(good, title, f'{found!r}')

    def check(self, store, kind, alias, path, java_type):
        title = f'{kind}, {java_type}, {alias[:20]!r}, {path!r}'
        named = ['--alias', 'web', '--rename', alias] if kind in IDENTITY else []
        status, text, problem = snippet(store, kind, '--path', path, *named)
        if status != 0:
            self.tap.ok(False, title, problem)
            return
        if parser(kind) is None:
            name = os.path.join(self.folder, f'{len(self.later)}.properties')
            with open(name, 'w', encoding='utf-8', newline='') as file:
                file.write(text)
            self.later[name] = (title, kind, alias, path, java_type)
            return
        try:
            found = parser(kind)(text, kind)
        except Exception as problem:  # a parser's own errors are many
            self.tap.ok(False, title, f'{problem}\n{text}')
            return
        self.compare(title, kind, found, alias, path, java_type)

    def finish(self):
        result = interop.run(['java', os.path.join(interop.HERE, 'ReadProperties.java'), *self.later])
        decode = lambda text: base64.b64decode(text).decode()
        found, current = {}, None
        for line in result.stdout.splitlines():
            if line.startswith('## '):
                current = found.setdefault(line[3:], {})
            else:
                key, _, value = line.partition(' ')
                current[decode(key)] = decode(value)
        for name, expected in self.later.items():
            self.compare(expected[0], expected[1], found.get(name, {}), *expected[2:])


def make_stores(where):
    for kind, name in (('JKS', 'a.jks'), ('PKCS12', 'a.p12'), ('JCEKS', 'a.jceks')):
        interop.run(['keytool', '-genkeypair', '-keyalg', 'RSA', '-alias', 'web', '-dname', 'CN=web', '-ext', 'san=dns:web',
                     '-keystore', where(name), '-storetype', kind, '-storepass', PASSWORD, '-keypass', PASSWORD])
    interop.probe('convert', where('a.p12'), where('a.pem'), '--format', 'pem', '--allow-loss', '--password', PASSWORD)


def warnings(tap, where):
    """What goes wrong is said."""
    for kind, options, word in (
            ('wso2-tls', ['--own-password'], 'password of its own'), ('java', ['--own-password'], 'password of its own'),
            ('wso2-primary', ['--rename', 'Web'], 'lower case'), ('tomcat', ['--rename', '${x}'], 'replaces'),
            ('wso2-internal', [], 'cannot be read'), ('kafka', ['--own-password'], 'KEY_PASSWORD')):
        _, text, said = snippet(where('a.jks'), kind, '--alias', 'web', *options)
        tap.ok(word in said, f'{kind} {options} warns', said)
        if '--own-password' in options and kind != 'java':
            tap.ok('KEY_PASSWORD' in text.replace('KEYSTORE_PASSWORD', ''), f'{kind} {options} has two passwords', text)
    tap.ok('warning' not in snippet(where('a.jks'), 'tomcat', '--alias', 'web')[2], 'nothing to warn of')
    tap.ok('private keys' in snippet(where('a.jks'), 'java-truststore')[2], 'keys in a truststore')


def pem(tap, where):
    """Programs that read PEM, and those that do not."""
    for kind in IDENTITY:
        status, text, said = snippet(where('a.pem'), kind, '--alias', 'web')
        if kind in ('tomcat', 'spring-yaml'):
            found = parser(kind)(text, kind)
            tap.ok(where('a.pem') in ' '.join(found.values()), f'{kind} with PEM', found)
        elif kind in ('spring-properties', 'kafka'):
            tap.ok(where('a.pem') in text and 'store-password' not in text, f'{kind} with PEM', text)
        else:
            tap.ok(status == 6 and 'PKCS #12' in said, f'{kind} with PEM is refused', said)


def main():
    tap = interop.Tap()
    with interop.folder() as folder:
        where = lambda name: os.path.join(folder, name)
        make_stores(where)
        checker = Checker(tap, folder)
        for kind in IDENTITY:
            for alias in ALIASES:
                checker.check(where('a.jks'), kind, alias, PATHS[0], 'JKS')
        for kind in IDENTITY + TRUST:
            for path in PATHS:
                checker.check(where('a.p12'), kind, 'web', path, 'PKCS12')
        for alias in CONTROL:
            for kind in IDENTITY:
                if kind != 'tomcat':
                    checker.check(where('a.jks'), kind, alias, PATHS[0], 'JKS')
            status, text, said = snippet(where('a.jks'), 'tomcat', '--alias', 'web', '--rename', alias)
            tap.ok(status == 7 and text == '' and 'server.xml' in said, f'tomcat, {alias!r} is refused', said)
        checker.finish()
        warnings(tap, where)
        pem(tap, where)
    tap.end()


main()
