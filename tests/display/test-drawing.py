# SPDX-FileCopyrightText: The Catena authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The drawing of a chain as SVG, PDF and PNG, which other programs read; the report on an entry, with and without names."""

import html.parser
import os
import re
import subprocess
import sys
import xml.etree.ElementTree

import catena
import gtkdrive
import keystores
from gtkdrive import wait_until

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["www.example.org", "Test Intermediate CA", "Test Root CA"]
authority = keystores.Authority(keystores.folder("drawing"))
# A chain that holds, and one whose issuer is missing; a name that is markup in what is written.
complete = authority.key_store("complete.jks", "web", "middle", "root")
broken = authority.key_store("broken.jks", "web")
authority.make("odd", "/CN=<script>alert(1)<\\/script> | `x` & \"y\"", "middle", "subjectAltName=DNS:odd.example.org")
odd = authority.key_store("odd.jks", "odd", "middle", "root", leaf="odd")
app = catena.start(complete)


def where(name):
    return os.path.join(authority.path, name)


def read(name):
    with open(where(name), encoding="utf-8") as file:
        return file.read()


def plain(text):
    """Without white space: a picture breaks its lines where it has to."""
    return re.sub(r"\s+", "", text)


def open_menu(mnemonic):
    app.find("toggle button", "Entry Menu").click()
    menu = app.find("menu", where=lambda n: len(n.find_all("menu item")) > 6)
    menu.pick(mnemonic)


def file_dialog(title):
    return app.find(("dialog", "file chooser"), title, where=lambda n: n.maybe(where=lambda m: "EditableText" in m.interfaces)
                    and not n.maybe("button", "Copy"), timeout=catena.SLOW)


def give_name(title, name):
    dialog = file_dialog(title)
    field = dialog.find(where=lambda n: "EditableText" in n.interfaces)
    proposed = field.text()
    field.set_text(where(name))
    catena.press(dialog, "Save", catena.SLOW)
    wait_until(lambda: os.path.exists(where(name)) and os.path.getsize(where(name)) > 0, catena.SLOW, name)
    return proposed


def save_drawing(name):
    with catena.toasts() as events:
        open_menu("i")
        proposed = give_name("Save Drawing", name)
        catena.toast(events, "Drawing saved to")
    return proposed


def svg_texts(name):
    root = xml.etree.ElementTree.parse(where(name)).getroot()
    assert root.tag == SVG + "svg", root.tag
    assert root.find(SVG + "title").text and root.find(SVG + "desc").text
    tags = {node.tag for node in root.iter()}
    assert not tags & {SVG + "image", SVG + "script", SVG + "foreignObject", SVG + "style"}, tags
    return ["".join(node.itertext()) for node in root.iter(SVG + "text")]


def check_picture(path):
    """Something is drawn, in more than one colour, on no ground."""
    words = keystores.call("identify", "-format", "%w %h %k %[opaque]", path).split()
    assert int(words[0]) > 400 and int(words[1]) > 150 and int(words[2]) > 20, words
    return words


def test_complete():
    catena.unlock(app)
    catena.select(app, "web")
    catena.says(app, "^Trusted|^Not trusted")
    gtkdrive.picture("drawing-window", app.x_window())
    assert save_drawing("web.svg") == "web.svg"
    texts = [plain(text) for text in svg_texts("web.svg")]
    for name in NAMES + ["Holds", "Server certificate", "Intermediate CA", "Root CA", "In this entry"]:
        assert plain(name) in texts, (name, texts)
    subprocess.run(["rsvg-convert", "--output", where("svg.png"), where("web.svg")], check=True)
    assert check_picture(where("svg.png"))[3].lower() == "false", "the ground is not transparent"
    catena.is_well(app)


def test_pdf():
    save_drawing("web.pdf")
    text = plain(keystores.call("pdftotext", "-layout", where("web.pdf"), "-"))
    for name in NAMES:
        assert plain(name) in text, (name, text)
    images = keystores.call("pdfimages", "-list", where("web.pdf")).splitlines()
    assert len(images) == 2, images
    fonts = keystores.call("pdffonts", where("web.pdf"))
    assert len(fonts.splitlines()) > 2 and "Type 3" not in fonts, fonts
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "96", where("web.pdf"), where("pdf")], check=True)
    check_picture(where("pdf.png"))


def test_png():
    save_drawing("web.PNG")
    width, height, _, opaque = check_picture(where("web.PNG"))
    svg = xml.etree.ElementTree.parse(where("web.svg")).getroot()
    assert int(width) == 2 * round(float(svg.get("width"))) and int(height) == 2 * round(float(svg.get("height")))
    assert opaque.lower() == "false", "the ground is not transparent"


def test_all_look_alike():
    """The three files show one drawing: SVG and PDF at the size of the PNG differ from it by the edges of their letters."""
    subprocess.run(["rsvg-convert", "--zoom", "2", "--background-color", "white", "--output", where("a.png"), where("web.svg")],
                   check=True)
    subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", "192", where("web.pdf"), where("b")], check=True)
    subprocess.run(["convert", where("web.PNG"), "-background", "white", "-flatten", where("c.png")], check=True)
    size = keystores.call("identify", "-format", "%wx%h", where("c.png"))
    for other in ("a.png", "b.png"):
        result = subprocess.run(["compare", "-metric", "RMSE", where("c.png"), f"{where(other)}[{size}!]", "null:"],
                                capture_output=True, text=True, check=False)
        difference = float(re.search(r"\(([\d.e-]+)\)", result.stderr).group(1))
        assert difference < 0.08, (other, result.stderr)


def test_copied():
    with catena.toasts() as events:
        open_menu("y")
        catena.toast(events, "Drawing copied")
    kinds = clipboard()
    assert "image/svg+xml" in kinds and "image/png" in kinds, kinds
    assert plain(NAMES[0]) in plain(clipboard("image/svg+xml"))


def clipboard(*kind):
    """What another program gets from the clipboard."""
    helper = os.path.join(os.path.dirname(os.path.abspath(catena.__file__)), "clipboard_reader.py")
    return keystores.call(sys.executable, helper, *kind, env={**os.environ, "GTK_A11Y": "none"})


class Page(html.parser.HTMLParser):
    """All words of a page, and what it would run or fetch."""

    def __init__(self, text):
        super().__init__()
        self.words, self.tags, self.fetched, self.inside = [], set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "srcset", "data", "xlink:href")]
        assert not [name for name, _ in attrs if name.startswith("on")], attrs
        if tag == "style":
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.words.append(data)

    def text(self):
        return " ".join(self.words)


def open_report():
    open_menu("a")
    return catena.dialog(app, "Save Report")


def save_report(name, masked=False, kind=None):
    dialog = open_report()
    catena.says(dialog, "Report on")
    if kind:
        dialog.find(("combo box", "list item"), name=re.compile("^Format")).pointer_click()
        app.find("list item", where=lambda n: n.find_all("label", kind) and not n.name.startswith("Format")).pointer_click()
    if masked:
        dialog.find("check box", "Mask Names", where=lambda n: "toggle" in n.actions()).do("toggle")
        catena.says(dialog, "Report on “alias-1”")
    gtkdrive.picture(f"report-{name}", app.x_window())
    catena.press(dialog, "Save…")
    proposed = give_name("Save Report", name)
    app.wait_gone("button", "Copy", timeout=catena.SLOW)
    return proposed


def test_report():
    assert save_report("web.html") == "web.html"
    page = Page(read("web.html"))
    for name in NAMES + ["complete.jks", "Verdict", "Findings", "Chain"]:
        assert plain(name) in plain(page.text()), name
    colons = re.findall("..", authority.fingerprint("web").upper())
    assert ":".join(colons) in page.text()
    assert "svg" in page.tags and "script" not in page.tags and page.fetched == [], (page.tags, page.fetched)
    catena.is_well(app)


def test_masked_report():
    assert save_report("masked.html", masked=True) == "report.html"
    text = read("masked.html")
    for name in NAMES + ["complete.jks", "example.org", "Test Inter", authority.fingerprint("web")]:
        assert name.lower() not in text.lower(), name
    assert "alias-1" in text and "CA-1" in text and "host-1" in text


def test_markdown():
    assert save_report("web.md", kind="Markdown") == "web.md"
    text = read("web.md")
    assert text.startswith("# Report on “web”") and "| Chain as stored | Holds |" in text, text[:500]


def start_again(path):
    global app
    assert catena.quit_program(app) == 0
    app = catena.start(path)
    catena.unlock(app)


def test_odd_names():
    start_again(odd)
    catena.select(app, "odd")
    save_drawing("odd.svg")
    assert any("<script>alert(1)</script>" in plain(text) for text in svg_texts("odd.svg")), svg_texts("odd.svg")
    save_report("odd.html")
    page = Page(read("odd.html"))
    assert "script" not in page.tags and "<script>alert(1)</script>" in plain(page.text())
    save_report("odd.md", kind="Markdown")
    assert "<script>" not in read("odd.md") and "\\<script\\>" in read("odd.md")


def test_broken():
    start_again(broken)
    catena.select(app, "web")
    save_drawing("broken.svg")
    texts = [plain(text) for text in svg_texts("broken.svg")]
    for word in ("Missing issuer", "Missing", "Test Intermediate CA"):
        assert plain(word) in texts, (word, texts)
    gtkdrive.picture("drawing-broken-window", app.x_window())
    catena.is_well(app)


def test_narrow():
    dialog = open_report()
    catena.says(dialog, "Report on")
    app.resize(360 + 10, 640 + 10)
    wait_until(lambda: app.windows()[0].extents()[2] <= 370, what="a width of 360")
    gtkdrive.picture("report-narrow", app.x_window())
    catena.is_well(app)


gtkdrive.run(test_complete, test_pdf, test_png, test_all_look_alike, test_copied, test_report, test_masked_report,
             test_markdown, test_odd_names, test_broken, test_narrow)
