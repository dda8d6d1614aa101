# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the trust matrix says of the servers of the corpus is what Java and openssl say who have the same anchor.

Every key pair is asked about with each certificate of its own chain as the only anchor, and with a stranger's; today, and in the middle of its
certificate's life. With --show the differences that are allowed are printed, to be read by a person.
"""

import os
import subprocess
import sys

import interop

TODAY = '2026-11-20T12:00:00Z'
FORMATS = ('JKS', 'JCEKS', 'PKCS12', 'jks', 'jksx', 'jceks', 'p12')

# Where Catena says no for a reason that a client need not share: the words of ks-check.c. The rest of its refusals is everybody's.
STRICTER = {
    # Java takes an anchor for its name and key only, and looks at nothing in a certificate that is one itself.
    'java': ('cert-validity', 'cert-key', 'role-purpose'),
    'openssl': (),
}

# Where they say no and Catena does not: it knows since when a key is too short, and lets a key be for key encipherment alone, as in TLS 1.2.
JAVA_ONLY = ('KeyUsage does not allow digital signatures',)
OPENSSL_ONLY = ('EE certificate key too weak',)


def ask_java(folder, files):
    done = interop.run(['javac', '-d', folder, os.path.join(interop.HERE, 'TrustMatrix.java')])
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    text = ''.join(f'{path}\t{password}\n' for path, password in files)
    done = interop.run(['java', '-Dfile.encoding=UTF-8', '-Dstdout.encoding=UTF-8', '-cp', folder, 'TrustMatrix', folder, TODAY],
                       stdin=text, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    for line in done.stdout.splitlines():
        path, alias, number, middle, *answers = line.split('\t')
        yield path, alias, number, middle, list(zip(answers[::2], answers[1::2]))


def ask_openssl(folder, number, index, time):
    seconds = subprocess.run(['date', '-u', '-d', time, '+%s'], capture_output=True, text=True, check=True).stdout.strip()
    chain = os.path.join(folder, f'{number}-chain.pem')
    # Where the certificate itself is trusted, openssl goes on up to the end of what it is given, and wants that to be valid as well.
    sent = os.path.join(folder, f'{number}-0.pem') if index == 0 else chain
    done = interop.run(['openssl', 'verify', '-no-CApath', '-no-CAstore', '-partial_chain', '-auth_level', '2', '-purpose',
                        'sslserver', '-attime', seconds, '-CAfile', os.path.join(folder, f'{number}-{index}.pem'),
                        '-untrusted', sent, chain])
    return 'yes' if done.returncode == 0 else (done.stderr + done.stdout).replace('\n', ' ')


def ask_catena(folder, path, password, alias, number, count, middle):
    options = []
    for index in range(count):
        options += ['--anchors', os.path.join(folder, f'{number}-{index}.pem')]
    done = interop.probe('matrix', path, '--password', password, '--alias', alias, '--role', 'tls-server', '--at', TODAY, '--at',
                         middle, *options)
    if done.returncode != 0:
        return None
    rows = [line.split('\t') for line in done.stdout.splitlines()]
    return [((row[1], row[2], row[3]), (row[4], row[5], row[6])) for row in rows]


def differs(who, index, answer, said):
    """Why they differ: None where they agree, '' where they may, else what is wrong."""
    state, check, sentence = answer
    if (state == 'pass') == (said == 'yes'):
        return None
    allowed = JAVA_ONLY if who == 'java' else OPENSSL_ONLY
    if state == 'pass':
        return '' if any(words in said for words in allowed) else f'{who} refuses: {said}'
    may = check in STRICTER[who] and (index == 0 or sentence != 'The server certificate has expired')
    return '' if may else f'{who} trusts, Catena does not: {check}: {sentence}'


def compare(tap, folder, found, passwords):
    path, alias, number, middle, java = found
    catena = ask_catena(folder, path, passwords[path], alias, number, len(java), middle)
    name = f'{os.path.relpath(path, interop.CORPUS)} {ascii(alias)}'
    if catena is None:
        return 0, 0
    problems, allowed, agreed = [], 0, 0
    for index, answers in enumerate(catena):
        for which, time in enumerate((TODAY, middle)):
            for who, said in (('java', java[index][which]), ('openssl', ask_openssl(folder, number, index, time))):
                problem = differs(who, index, answers[which], said)
                agreed += problem is None
                allowed += problem == ''
                if problem or (problem == '' and '--show' in sys.argv):
                    problems.append(f'{"may " if not problem else ""}anchor {index} at {time}: {problem} {answers[which]} {said}')
    tap.ok(not any(not line.startswith('may ') for line in problems), name, '\n'.join(problems))
    if '--show' in sys.argv:
        print('\n'.join('# ' + line for line in problems))
    return agreed, allowed


def main():
    tap = interop.Tap()
    files = [(os.path.join(interop.CORPUS, path), password) for path, password, _ in interop.rows(FORMATS)
             if password is not None and '\t' not in password and '\n' not in password]
    agreed = allowed = 0
    with interop.folder() as folder:
        for found in ask_java(folder, files):
            more = compare(tap, folder, found, dict(files))
            agreed, allowed = agreed + more[0], allowed + more[1]
    print(f'# {agreed} answers agree, {allowed} differ for a reason that is known')
    tap.ok(agreed > 500 and agreed > 8 * allowed, 'there is enough to compare, and it mostly agrees', f'{agreed}, {allowed}')
    tap.end()


if __name__ == '__main__':
    main()
