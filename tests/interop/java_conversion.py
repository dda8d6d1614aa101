# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the tests share that convert files and see what Java finds in the result."""

# Java refuses the certificates in these, whatever they are in.
NOT_FOR_JAVA = {
    'real/santuario-xml-security-java__xmlenc-core-11_DH-1024_SHA256WithDSA.p12': 'Diffie-Hellman key',
    'synth/ossl-alg-ecx.p12': 'explicit curve parameters',
}


def told(lost):
    """Whether it was announced that Java will not open the file."""
    return any('will not open the file' in sentence for sentences in lost.values() for sentence in sentences)


def losses(output):
    """{alias: [sentences]}"""
    found = {}
    for line in output.splitlines():
        if line.startswith('loss: '):
            alias, colon, sentence = line[6:].partition(': ')
            found.setdefault(alias if colon else '', []).append(sentence)
    return found


def fold(alias):
    return alias.replace('\u0130', 'i\u0307').lower()


def wanted(source, lost, exact=False):
    """What Java must find: what the source has, without what was announced as left out, under the announced names."""
    entries = {}
    for alias, (kind, chain) in source.items():
        sentences = lost.get(alias, [])
        if any('left out' in sentence and 'beside' not in sentence for sentence in sentences):
            continue
        names = [s.split('“')[1].split('”')[0] for s in sentences if s.startswith('It will be called')]
        rebuilt = any('chain' in sentence for sentence in sentences)
        if any('beside' in sentence for sentence in sentences):
            chain = () if kind != 'cert' else chain
        name = names[0] if names else alias
        entries[name if exact else fold(name)] = (kind, None if rebuilt else chain)
    return entries


def same(want, found):
    if set(want) != set(found):
        return f'aliases {sorted(want)} became {sorted(found)}'
    for alias, (kind, chain) in want.items():
        if kind != found[alias][0] or (chain is not None and chain != found[alias][1]):
            return f'{alias}: {kind} {chain} became {found[alias]}'
    return None
