# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check and each lint was seen to hold, to be broken and not to apply, in tests that assert it.

Runs the tests that are given, which write what they assert to the file in CATENA_SEEN. What cannot be
stands in IMPOSSIBLE, with the reason; what stands there and was seen all the same is a failure, too.
"""

import os
import subprocess
import sys
import tempfile

KINDS = {
    "holds": {"pass"},
    "breaks": {"fail", "warning", "info"},
    "idles": {"not-applicable", "absent"},
}

EVERY_LINK = "every link has it"
EVERY_CERTIFICATE = "every certificate has it"
ONLY_TROUBLE = "it is told only where something is wrong"

IMPOSSIBLE = {
    "name-chaining": {"idles": EVERY_LINK},
    "signature": {"idles": EVERY_LINK},
    "may-sign": {"idles": EVERY_LINK},
    "path-length": {"idles": "no limit is one that holds"},
    "validity": {"idles": EVERY_LINK},
    "purpose": {"idles": "a certificate for every purpose is one for this, too"},
    "strength": {"idles": EVERY_LINK},
    "revocation": {"idles": "without a list it is not checked"},
    "crl-encoding": {"holds": ONLY_TROUBLE},
    "cert-readable": {"idles": EVERY_CERTIFICATE},
    "cert-validity": {"idles": EVERY_CERTIFICATE},
    "cert-key": {"idles": EVERY_CERTIFICATE},
    "cert-digest": {"idles": EVERY_CERTIFICATE},
    "cert-critical": {"idles": "a certificate without extensions has no unknown ones"},
    "cert-encoding": {"idles": EVERY_CERTIFICATE},
    "cert-extensions": {"idles": "a certificate without extensions has none that contradict each other"},
    "cert-policies": {"holds": ONLY_TROUBLE},
    "anchor-distrust": {"idles": "every certificate can be distrusted"},
    "chain-surplus": {"holds": ONLY_TROUBLE},
    "chain-duplicate": {"holds": ONLY_TROUBLE},
    "chain-root": {"breaks": "a root does no harm, and is not missed"},
    "known-key": {"idles": EVERY_CERTIFICATE},
    "java-view": {"holds": ONLY_TROUBLE},
    "role-no-key": {"idles": "every entry of a truststore has a private key, or has none"},
    "role-public-client": {"holds": "it is only about certificates of public authorities, which all end"},
    "role-self-signed": {"breaks": "it says what is fine"},
    "role-renewal": {"holds": "every key that data is encrypted with is to be kept"},
    "host-name": {"holds": "a host that is covered is no finding"},
}


def run_tests(programs, seen):
    """Runs them; the checks and lints that there are, and the states that were asserted of each."""
    for program in programs:
        subprocess.run([program], check=True, stdout=subprocess.DEVNULL, env=dict(os.environ, CATENA_SEEN=seen))
    states = {}
    with open(seen, encoding="utf-8") as file:
        for line in file:
            check, state = line.rstrip("\n").split("\t")
            states.setdefault(check, set()).add(state)
    return states


def find_problems(check, states):
    """What was not seen of it though it can be, and the reverse."""
    impossible = IMPOSSIBLE.get(check, {})
    for kind, nicks in KINDS.items():
        was_seen = bool(states & nicks)
        if was_seen and kind in impossible:
            yield f"{kind}, which is said to be impossible: {impossible[kind]}"
        if not was_seen and kind not in impossible:
            yield f"{kind}: no test asserts it"
    if "exists" not in states:
        yield "there is no such check"


def main():
    with tempfile.TemporaryDirectory() as folder:
        seen = run_tests(sys.argv[1:], os.path.join(folder, "seen"))
    checks = sorted(set(seen) | set(IMPOSSIBLE))
    print(f"1..{len(checks)}")
    for number, check in enumerate(checks, 1):
        problems = list(find_problems(check, seen.get(check, set())))
        print(f"{'not ok' if problems else 'ok'} {number} {check}", flush=True)
        for problem in problems:
            print(f"# {problem}", flush=True)


if __name__ == "__main__":
    main()
