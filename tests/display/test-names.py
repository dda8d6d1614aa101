# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts beside the names of a certificate: typed, read from the table, asked of a CA, marked in the list, and remembered with
the file."""

import re
import subprocess

import catena
import gtkdrive
import keystores
from gtkdrive import key, wait_until

FIELD = "Test host names or IP addresses"
REQUEST = "Request a Certificate with These Names…"
authority = keystores.Authority(keystores.folder("names"))
authority.make("api", "/CN=cn.example.net/O=Example", "middle",
               "subjectAltName=DNS:api.example.net,DNS:*.gw.example.net,DNS:xn--bcher-kva.example,IP:192.0.2.10",
               "extendedKeyUsage=serverAuth")
store = authority.key_store("names.jks", "api", "middle", "root", leaf="api")
authority.key_store("names.jks", "web", "middle", "root")
authority.trust(store, "root", "root")
# What is remembered is meant to be there after a restart.
SETTINGS = {"GSETTINGS_BACKEND": "keyfile"}
app = catena.start(store, env=SETTINGS)

TYPED = """api.example.net, https://api.example.net:8443/health
eu.gw.example.net:443; a.b.gw.example.net
"bücher.example" bucher.example 192.0.2.11 a..b"""
# What is read of each host: by openssl's own check of host names, and by RFC 9525.
ROWS = {
    "api.example.net": "covered. matches DNS api.example.net",
    "eu.gw.example.net": "covered. matches DNS *.gw.example.net",
    "a.b.gw.example.net": "not covered. “*” stands for one label, “a.b” has 2 · RFC 9525, 6.3",
    "bücher.example": "covered. matches DNS bücher.example",
    "bucher.example": "not covered. “bücher” looks like “bucher”, and is another name · RFC 9525, 6.3",
    "192.0.2.11": "not covered. the certificate says “192.0.2.10”, not “192.0.2.11” · RFC 9525, 6.4",
    "a..b": "not a name. A part between two dots is empty.",
}


def field():
    return app.find(where=lambda n: n.name == FIELD and "EditableText" in n.interfaces, showing=False)


def table():
    return app.find(where=lambda n: n.name == "Tested hosts", showing=False)


def hosts():
    """The rows of the table: {host: what is said of it}."""
    rows = table().find_all("table row", showing=False)
    return dict(row.name.split(": ", 1) for row in rows if ": " in row.name)


def openssl_says(host, certificate="api"):
    option = "-checkip" if re.fullmatch(r"[0-9.]+", host) else "-checkhost"
    ascii_host = host.encode("idna").decode("ascii")
    done = subprocess.run(["openssl", "x509", "-in", authority.pem(certificate), "-noout", option, ascii_host],
                          capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert "match certificate" in said, said
    return "does match" in said


def test_many_hosts_are_typed():
    catena.unlock(app)
    catena.select(app, "api")
    field().set_text(TYPED)  # with line breaks, as when it is pasted: that is taken at once
    wait_until(lambda: len(hosts()) == len(ROWS), catena.SLOW, "the hosts")
    assert hosts() == ROWS, hosts()
    assert field().text() == ""
    catena.says(app, "^3 of 6 hosts covered · 1 is not a name$")
    catena.is_well(app)


def test_openssl_agrees():
    for host, said in ROWS.items():
        if host != "a..b":
            assert openssl_says(host) == said.startswith("covered"), host


def test_cells_are_read():
    cells = [node.name for node in table().find_all("table cell", showing=False)]
    for name in ("api.example.net, api.example.net: matches", "a.b.gw.example.net, *.gw.example.net: nearly",
                 "bucher.example, bücher.example: nearly", "a.b.gw.example.net, bücher.example: nothing in common"):
        assert name in cells, cells
    # The chip, and the head of the column.
    assert len(app.find_all(where=lambda n: n.name == "*.gw.example.net", showing=False)) > 1
    gtkdrive.picture("names-table", app.x_window())


def test_list_is_marked():
    catena.wait_rows(app, lambda names: any(n.startswith("api,") and "3 of 6 hosts covered" in n for n in names), "coverage")
    marks = {n.name.split(",")[0]: n.name for n in catena.rows(app)}
    assert "Fails" in marks["api"], marks
    assert "0 of 6 hosts covered" in marks["web"], marks
    # Nobody connects to a CA.
    assert "covered" not in marks["root"], marks


def test_host_is_removed_by_its_button():
    app.find("button", "Stop testing 192.0.2.11", showing=False).click()
    wait_until(lambda: "192.0.2.11" not in hosts(), catena.SLOW, "one host less")
    catena.says(app, "^3 of 5 hosts covered · 1 is not a name$")
    catena.is_well(app)


def test_request_has_all_names():
    app.find("button", REQUEST, showing=False).click()
    dialog = catena.dialog(app, "Certificate Request")
    for name in ("api.example.net", "*.gw.example.net", "a.b.gw.example.net", "bucher.example", "192.0.2.10"):
        wait_until(lambda: dialog.find_all(where=lambda n: n.name == name, showing=False), catena.SLOW, name)
    # What the wildcard covers is not asked for once more.
    assert not dialog.find_all(where=lambda n: n.name == "eu.gw.example.net", showing=False)
    gtkdrive.picture("names-request", app.x_window())
    key("Escape")
    app.wait_gone("dialog", "Certificate Request")
    catena.is_well(app)


def test_clearing_is_undone():
    before = hosts()
    app.find("button", "Clear All", showing=False).click()
    app.find("button", "Undo", where=lambda n: n.has("sensitive"), timeout=catena.SLOW).click()
    wait_until(lambda: hosts() == before, catena.SLOW, "the hosts back again")
    catena.is_well(app)


def test_hosts_are_remembered():
    global app
    before = hosts()
    assert catena.quit_program(app) == 0, app.output()
    app = catena.start(store, env=SETTINGS)
    catena.unlock(app)
    catena.wait_rows(app, lambda names: any("3 of 5 hosts covered" in n for n in names), "coverage after the restart")
    catena.select(app, "api")
    wait_until(lambda: hosts() == before, catena.SLOW, "the hosts of the last time")
    catena.is_well(app)


def test_cleared_is_forgotten():
    global app
    app.find("button", "Clear All", showing=False).click()
    catena.wait_rows(app, lambda names: names and all("covered" not in n for n in names), "no coverage")
    assert catena.quit_program(app) == 0, app.output()
    app = catena.start(store, env=SETTINGS)
    catena.unlock(app)
    catena.wait_rows(app, lambda names: names and all("covered" not in n for n in names), "no coverage after the restart")
    assert catena.quit_program(app) == 0, app.output()
    assert app.warnings() == []


gtkdrive.run(test_many_hosts_are_typed, test_openssl_agrees, test_cells_are_read, test_list_is_marked,
             test_host_is_removed_by_its_button, test_request_has_all_names, test_clearing_is_undone,
             test_hosts_are_remembered, test_cleared_is_forgotten, stop=True)
