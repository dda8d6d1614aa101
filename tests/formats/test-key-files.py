# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Key files that openssl, ssh-keygen and python3-cryptography make: each is one entry, with the name that it has in the file,
and the key that comes out of it is the one that went in."""

import base64
import json
import os
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives import serialization

PROBE = os.environ["CATENA_PROBE"]
PASSWORD = "Catena-1"
NEW_PASSWORD = "changed-1"
ALGORITHMS = {
    "rsa": ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
    "ec": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
    "ed25519": ["-algorithm", "ED25519"],
    "ed448": ["-algorithm", "ED448"],
    "x25519": ["-algorithm", "X25519"],
    "ml-dsa": ["-algorithm", "ML-DSA-65"],
}
SSH_TYPES = {"rsa": ["rsa", "-b", "2048"], "p256": ["ecdsa", "-b", "256"], "p384": ["ecdsa", "-b", "384"],
             "p521": ["ecdsa", "-b", "521"], "ed25519": ["ed25519"]}
SSH_CIPHERS = ["aes256-ctr", "aes192-ctr", "aes128-ctr", "aes256-cbc", "aes128-cbc", "aes256-gcm@openssh.com", "aes128-gcm@openssh.com",
               "3des-cbc"]
CURVES = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521", "secp256k1": "secp256k1"}

count = 0


def ok(condition, name, detail=""):
    global count
    count += 1
    print(f"{'ok' if condition else 'not ok'} {count} {name}")
    if not condition:
        for line in str(detail).splitlines():
            print(f"# {line}")
    sys.stdout.flush()
    return condition


def run(*command, data=None, good=True):
    done = subprocess.run(command, input=data, capture_output=True, timeout=120, check=False)
    if good and done.returncode != 0:
        raise RuntimeError(f"{command}: {done.stderr.decode(errors='replace')}")
    return done


def openssl(*arguments, data=None):
    return run("openssl", *arguments, "-provider", "default", "-provider", "legacy", data=data).stdout


def public_half(pem):
    return openssl("pkey", "-pubout", data=pem)


def read_back(path, password):
    """The public half of the key that we find in a file."""
    target = path + ".out.p12"
    options = [] if password is None else ["--password", password]
    done = run(PROBE, "convert", path, target, "--format", "pkcs12", *options, "--out-password", NEW_PASSWORD, good=False)
    if done.returncode != 0:
        return done.stdout + done.stderr
    key = run("openssl", "pkcs12", "-in", target, "-nocerts", "-nodes", "-passin", f"pass:{NEW_PASSWORD}").stdout
    return public_half(key)


def listed(path, password=None):
    options = [] if password is None else ["--password", password]
    done = run(PROBE, "list", path, *options, good=False)
    return done.stdout.decode() if done.returncode == 0 else done.returncode


def check(name, path, alias, public, password=None):
    ok(listed(path, password) == f"{alias}\tkey\t0\t-\n", f"{name} is listed", listed(path, password))
    ok(read_back(path, password) == public, f"{name} is the same key", read_back(path, password))
    if password is not None:
        ok(listed(path, "not it") == 3, f"{name} refuses another password", listed(path, "not it"))
        ok(isinstance(listed(path), str), f"{name} is listed without its password")


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, "wb") as file:
        file.write(content)
    return path


def check_der(folder, name, pem):
    public = public_half(pem)
    plain = openssl("pkcs8", "-topk8", "-nocrypt", "-outform", "DER", data=pem)
    check(f"PKCS #8 {name}", write(folder, f"{name}.p8", plain), name, public)
    check(f"base64 of PKCS #8 {name}", write(folder, f"{name}.txt", base64.encodebytes(plain)), name, public)
    sealed = openssl("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", f"pass:{PASSWORD}", "-outform", "DER", data=pem)
    check(f"encrypted PKCS #8 {name}", write(folder, f"{name}.enc.p8", sealed), f"{name}.enc", public, PASSWORD)

    spki = openssl("pkey", "-pubin", "-outform", "DER", data=public)
    path = write(folder, f"{name}.pub.der", spki)
    ok(listed(path) == f"{name}.pub\tpublic\t0\t-\n", f"public key {name} is listed", listed(path))


def check_traditional(folder, name, pem):
    der = openssl("pkey", "-traditional", "-outform", "DER", data=pem)
    check(f"traditional {name}", write(folder, f"{name}-old.der", der), f"{name}-old", public_half(pem))


def check_dsa(folder):
    parameters = openssl("genpkey", "-genparam", "-algorithm", "DSA", "-pkeyopt", "dsa_paramgen_bits:1024")
    pem = openssl("genpkey", "-paramfile", write(folder, "dsa.params", parameters))
    check_der(folder, "dsa", pem)
    check_traditional(folder, "dsa", pem)


def check_pvk(folder, pem):
    public = public_half(pem)
    for level, password in (("none", None), ("strong", PASSWORD), ("weak", PASSWORD)):
        options = [] if password is None else ["-passout", f"pass:{password}"]
        pvk = openssl("rsa", "-outform", "PVK", f"-pvk-{level}", *options, data=pem)
        check(f"PVK {level}", write(folder, f"pvk-{level}.pvk", pvk), f"pvk-{level}", public, password)


def check_openssh(folder):
    for name, arguments in SSH_TYPES.items():
        plain = os.path.join(folder, f"ssh-{name}")
        run("ssh-keygen", "-q", "-t", *arguments, "-N", "", "-C", f"{name} of Zoë", "-f", plain)
        with open(plain, "rb") as file:
            key = serialization.load_ssh_private_key(file.read(), None)
        public = key.public_key().public_bytes(serialization.Encoding.PEM,
                                               serialization.PublicFormat.SubjectPublicKeyInfo)
        check(f"OpenSSH {name}", plain, f"{name} of Zoë", public)
        for cipher in SSH_CIPHERS if name == "p256" else SSH_CIPHERS[:1]:
            path = f"{plain}-{cipher}"
            run("cp", plain, path)
            run("ssh-keygen", "-q", "-p", "-P", "", "-N", PASSWORD, "-a", "3", "-Z", cipher, "-f", path)
            check(f"OpenSSH {name} {cipher}", path, f"{name} of Zoë", public, PASSWORD)


def check_openssh_bundle(folder):
    """An OpenSSH key and its certificate in one text are a key pair, and stay as they are when the file is saved."""
    with open(os.path.join(folder, "ssh-rsa"), "rb") as file:
        plain = file.read()
    with open(os.path.join(folder, f"ssh-rsa-{SSH_CIPHERS[0]}"), "rb") as file:
        sealed = file.read()
    key = serialization.load_ssh_private_key(plain, None)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = write(folder, "bundle.key", pem)
    certificate = run("openssl", "req", "-x509", "-new", "-key", path, "-subj", "/CN=ssh.example.org", "-days", "30").stdout
    digest = run("openssl", "dgst", "-sha256", "-r", data=run("openssl", "x509", "-outform", "DER", data=certificate).stdout)
    expected = f"ssh.example.org\tkey\t1\t{digest.stdout.decode().split()[0]}\n"
    for name, block in (("plain", plain), ("sealed", sealed)):
        path = write(folder, f"bundle-{name}.pem", block + certificate)
        ok(listed(path) == expected, f"a bundle with an OpenSSH key ({name}) is a key pair", listed(path))
        ok(run(PROBE, "roundtrip", path, good=False).returncode == 0, f"it is written as it was read ({name})")


def number(value, size=0):
    data = value.to_bytes(max(size, (value.bit_length() + 7) // 8), "big")
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def make_jwk(name, pem):
    key = serialization.load_pem_private_key(pem, None)
    if name == "rsa":
        numbers = key.private_numbers()
        return {"kty": "RSA", "n": number(numbers.public_numbers.n), "e": number(numbers.public_numbers.e),
                "d": number(numbers.d), "p": number(numbers.p), "q": number(numbers.q), "dp": number(numbers.dmp1),
                "dq": number(numbers.dmq1), "qi": number(numbers.iqmp)}
    if name.startswith("ec"):
        numbers, size = key.private_numbers(), (key.key_size + 7) // 8
        return {"kty": "EC", "crv": CURVES[key.curve.name], "x": number(numbers.public_numbers.x, size),
                "y": number(numbers.public_numbers.y, size), "d": number(numbers.private_value, size)}
    curve = {"ed25519": "Ed25519", "ed448": "Ed448", "x25519": "X25519"}[name]
    return {"kty": "OKP", "crv": curve, "d": raw(key.private_bytes_raw()), "x": raw(key.public_key().public_bytes_raw())}


def check_jwk(folder, keys):
    keys = dict(keys)
    for curve in ("P-256", "P-521", "secp256k1"):
        keys[f"ec-{curve}"] = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}")
    for name, pem in keys.items():
        jwk = make_jwk(name, pem) | {"kid": f"{name} key", "use": "sig"}
        check(f"JWK {name}", write(folder, f"{name}.jwk", json.dumps(jwk).encode()), f"{name} key", public_half(pem))
        jwk.pop("kid")
        only_public = {member: value for member, value in jwk.items() if member not in ("d", "p", "q", "dp", "dq", "qi")}
        path = write(folder, f"{name}-public.json", json.dumps({"keys": [only_public]}, indent=2).encode())
        ok(listed(path) == f"{name}-public\tpublic\t0\t-\n", f"public JWK {name} is listed", listed(path))


def check_jwk_certificates(folder, pem):
    key = write(folder, "chain.key", pem)
    certificate = run("openssl", "req", "-x509", "-new", "-key", key, "-subj", "/CN=web.example.org", "-days", "30").stdout
    der = run("openssl", "x509", "-outform", "DER", data=certificate).stdout
    digest = run("openssl", "dgst", "-sha256", "-r", data=der).stdout.decode().split()[0]
    jwk = make_jwk("rsa", pem) | {"kid": "web", "x5c": [base64.b64encode(der).decode()]}
    path = write(folder, "chain.jwk", json.dumps(jwk).encode())
    ok(listed(path) == f"web\tkey\t1\t{digest}\n", "a JWK with its certificate is a key pair", listed(path))

    for member in ("d", "p", "q", "dp", "dq", "qi"):
        jwk.pop(member)
    bad = {"kty": "AKP", "kid": "later", "alg": "ML-DSA-44", "pub": "AAAA"}
    path = write(folder, "chain.jwks", json.dumps({"keys": [bad, jwk]}).encode())
    ok(listed(path) == f"web\tcert\t1\t{digest}\n", "a public JWK with its certificate is that certificate", listed(path))
    ok("“later”" in run(PROBE, "list", path).stderr.decode(), "the key that is not read is named")


def main():
    with tempfile.TemporaryDirectory() as folder:
        keys = {name: openssl("genpkey", *arguments) for name, arguments in ALGORITHMS.items()}
        for name, pem in keys.items():
            check_der(folder, name, pem)
        for name in ("rsa", "ec"):
            check_traditional(folder, name, keys[name])
        check_dsa(folder)
        check_pvk(folder, keys["rsa"])
        check_openssh(folder)
        check_openssh_bundle(folder)
        check_jwk(folder, {name: pem for name, pem in keys.items() if name != "ml-dsa"})
        check_jwk_certificates(folder, keys["rsa"])
    print(f"1..{count}")


if __name__ == "__main__":
    main()
