# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""PKCS #12 files as trees of DER, to make what no program writes on request."""

import hashlib

import cryptography.hazmat.primitives.ciphers as ciphers

SEQUENCE, SET, OCTETS, INTEGER, NULL = 0x30, 0x31, 0x04, 0x02, 0x05
TRUSTED = '2.16.840.1.113894.746875.1.1'
ANY_USAGE = '2.5.29.37.0'
DATA, ENCRYPTED = '1.2.840.113549.1.7.1', '1.2.840.113549.1.7.6'
CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'
CRL_BAG = '1.2.840.113549.1.12.10.1.4'
SECRET_BAG = '1.2.840.113549.1.12.10.1.5'
PBES2, PBKDF2, AES_256 = '1.2.840.113549.1.5.13', '1.2.840.113549.1.5.12', '2.16.840.1.101.3.4.1.42'


def tlv(tag, *contents):
    content = b''.join(contents)
    size = len(content)
    length = bytes([size]) if size < 128 else (lambda n: bytes([0x80 | len(n)]) + n)(
        size.to_bytes((size.bit_length() + 7) // 8, 'big'))
    return bytes([tag]) + length + content


def oid(dotted):
    numbers = [int(part) for part in dotted.split('.')]
    out = b''
    for number in [numbers[0] * 40 + numbers[1], *numbers[2:]]:
        part = bytes([number & 127])
        while number > 127:
            number >>= 7
            part = bytes([number & 127 | 128]) + part
        out += part
    return tlv(0x06, out)


def integer(value):
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, 'big'))


def elements(data):
    """Tag, whole and content of each element in @data."""
    found, at = [], 0
    while at < len(data):
        size, start = data[at + 1], at + 2
        if size > 127:
            start += size & 127
            size = int.from_bytes(data[at + 2:start], 'big')
        found.append((data[at], data[at:start + size], data[start:start + size]))
        at = start + size
    return found


def bags(pfx):
    """The SafeBags of all parts that are not encrypted."""
    version, info = elements(elements(pfx)[0][2])[:2]
    assert version[2] == b'\3'
    safe = elements(elements(elements(info[2])[1][2])[0][2])[0][2]
    found = []
    for _, _, part in elements(safe):
        kind, content = elements(part)[:2]
        if kind[1] == oid(DATA):
            found += [bag[1] for bag in elements(elements(elements(content[2])[0][2])[0][2])]
    return found


def kind(bag):
    return elements(elements(bag)[0][2])[0][1]


def attributes(bag):
    parts = elements(elements(bag)[0][2])
    return [part[1] for part in elements(parts[2][2])] if len(parts) > 2 else []


def with_attributes(bag, *attributes):
    """The same bag with these attributes and no others."""
    parts = elements(elements(bag)[0][2])
    return tlv(SEQUENCE, parts[0][1], parts[1][1], *([tlv(SET, *attributes)] if attributes else []))


def trusted():
    return tlv(SEQUENCE, oid(TRUSTED), tlv(SET, oid(ANY_USAGE)))


def bag(type_, *value):
    return tlv(SEQUENCE, oid(type_), tlv(0xa0, *value))


def plain(*contents):
    """A part that is not encrypted."""
    return tlv(SEQUENCE, oid(DATA), tlv(0xa0, tlv(OCTETS, tlv(SEQUENCE, *contents))))


def encrypted(password, prf, digest, *contents, iterations=1000):
    """A part under PBES2 with AES-256 and the PRF @prf, an object identifier, of hashlib's @digest."""
    salt, iv = b'saltsalt', b'0123456789abcdef'
    key = hashlib.pbkdf2_hmac(digest, password.encode(), salt, iterations, 32)
    data = tlv(SEQUENCE, *contents)
    data += bytes([16 - len(data) % 16]) * (16 - len(data) % 16)
    cipher = ciphers.Cipher(ciphers.algorithms.AES(key), ciphers.modes.CBC(iv)).encryptor()
    derivation = tlv(SEQUENCE, oid(PBKDF2), tlv(SEQUENCE, tlv(OCTETS, salt), integer(iterations),
                                                tlv(SEQUENCE, oid(prf), tlv(NULL))))
    algorithm = tlv(SEQUENCE, oid(PBES2), tlv(SEQUENCE, derivation, tlv(SEQUENCE, oid(AES_256), tlv(OCTETS, iv))))
    info = tlv(SEQUENCE, oid(DATA), algorithm, tlv(0x80, cipher.update(data) + cipher.finalize()))
    return tlv(SEQUENCE, oid(ENCRYPTED), tlv(0xa0, tlv(SEQUENCE, integer(0), info)))


def pfx(*parts):
    """A file without an integrity check."""
    return tlv(SEQUENCE, integer(3), tlv(SEQUENCE, oid(DATA), tlv(0xa0, tlv(OCTETS, tlv(SEQUENCE, *parts)))))


def to_ber(data):
    """The same with indefinite lengths and strings in segments, as far down as DER goes."""
    out = b''
    for tag, _, content in elements(data):
        if tag & 0x20:
            out += bytes([tag, 0x80]) + to_ber(content) + b'\0\0'
        elif tag == OCTETS and len(content) > 8:
            out += bytes([tag | 0x20, 0x80]) + tlv(OCTETS, content[:5]) + tlv(OCTETS, content[5:]) + b'\0\0'
        else:
            out += tlv(tag, content)
    return out
