#!/bin/sh
# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: make.sh FOLDER
# Makes the sample keystores anew, with openssl and keytool, in an existing folder. Their password is "changeit".

set -eu
out=$(realpath "$1")
cd "$(mktemp -d)"
# root and intermediate, long-lived; a server certificate that lives 30 years
mk() { openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1".key 2>/dev/null; }
D0=20250101000000Z
mk root; openssl req -x509 -new -key root.key -subj "/O=Example Trust/CN=Example Trust Root R1" -not_before $D0 -not_after 20491231235959Z -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -out root.pem
mk ca; openssl req -new -key ca.key -subj "/O=Example Trust/CN=Example Trust TLS CA 2" -out ca.csr
printf 'basicConstraints=critical,CA:TRUE,pathlen:0\nkeyUsage=critical,keyCertSign,cRLSign\nextendedKeyUsage=serverAuth,clientAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\n' > ca.ext
openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -extfile ca.ext -not_before $D0 -not_after 20441231235959Z -out ca.pem
leaf() { # name cn san from to
 mk "$1"; openssl req -new -key "$1".key -subj "/O=Example/CN=$2" -out "$1".csr
 printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid\nsubjectAltName=%s\n' "$3" > "$1".ext
 openssl x509 -req -in "$1".csr -CA ca.pem -CAkey ca.key -extfile "$1".ext -not_before "$4" -not_after "$5" -out "$1".pem; }
leaf gw gw.example.org DNS:gw.example.org,DNS:*.gw.example.org,IP:192.0.2.10 20260101000000Z 20391231235959Z
leaf shop shop.example.org DNS:shop.example.org,DNS:www.shop.example.org 20260101000000Z 20391231235959Z
leaf old old.example.org DNS:old.example.org 20250201000000Z 20250831235959Z
jks() { # out alias leaf chainfile
 openssl pkcs12 -export -inkey "$3".key -in "$3".pem -name "$2" ${4:+-certfile $4} -passout pass:changeit -out "$1".p12
 keytool -importkeystore -noprompt -srckeystore "$1".p12 -srcstorepass changeit -srcstoretype PKCS12 -destkeystore "$1".jks -deststoretype JKS -deststorepass changeit -destkeypass changeit 2>/dev/null; }
jks complete-chain gateway gw ca.pem
keytool -importcert -noprompt -alias example-root-r1 -file root.pem -keystore complete-chain.jks -storepass changeit 2>/dev/null
jks missing-issuer shop shop ""
keytool -importcert -noprompt -alias example-root-r1 -file root.pem -keystore missing-issuer.jks -storepass changeit 2>/dev/null
jks expired gateway old ca.pem
keytool -importcert -noprompt -alias example-root-r1 -file root.pem -keystore expired.jks -storepass changeit 2>/dev/null
cp ./*.jks "$out"
