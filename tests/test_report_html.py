"""The HTML page: well-formed, whole in one file, without script, and every name escaped."""

from __future__ import annotations

import html.parser
import re

import pytest

from fourfold.report import html as page
from fourfold.terms import Verdict
from tests.conftest import ROOT
from tests.sample import NASTY, report
from tests.snapshot import check_snapshot

VOID = {"meta", "br", "hr", "img", "input", "link"}
WANTED = {
    *(
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "header",
        "footer",
        "section",
        "article",
        "h1",
        "h2",
        "h3",
    ),
    *(
        "p",
        "b",
        "i",
        "span",
        "small",
        "a",
        "code",
        "pre",
        "ul",
        "li",
        "dl",
        "dt",
        "dd",
        "div",
        "details",
        "summary",
        "abbr",
    ),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


class Walk(html.parser.HTMLParser):
    """Walks a page and notes what is in it; a tag that does not close fails."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.attributes, self.text = [], [], [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def walk(*reports):
    walked = Walk()
    walked.feed(page.render(reports or (report(),)))
    walked.close()
    assert walked.open == []
    return walked


def test_every_tag_closes_and_none_is_active():
    walked = walk()
    assert set(walked.tags) <= WANTED
    assert {"table", "article", "details"} <= set(walked.tags)


def test_nothing_is_loaded_from_anywhere():
    walked = walk()
    named = {name for _, name, _ in walked.attributes}
    assert not named & {"src", "srcset", "onclick", "onload", "onerror", "background", "poster", "data"}
    assert not any(name.startswith("on") for name in named)
    links = [value for tag, name, value in walked.attributes if name == "href"]
    assert links and all(link.startswith("https://github.com/fourfold/fourfold/") for link in links)
    text = page.render((report(),))
    assert "@import" not in text and "url(" not in text and "<link" not in text and "<script" not in text
    assert ("meta", "content", "default-src 'none'; style-src 'unsafe-inline'") in walked.attributes


def test_a_name_is_shown_as_it_stands():
    walked = walk(report(name=NASTY))
    assert walked.text.count(NASTY) >= 4
    assert "img" not in walked.tags


@pytest.mark.parametrize("odd", ["\x00", "\x1b[31m", "\u202egpj.exe", "\ud800"])
def test_characters_that_no_page_may_hold_are_replaced(odd):
    text = page.render((report(name=f"a{odd}b"),))
    assert odd[0] not in text
    assert "a\ufffd" in text
    text.encode()


def test_all_that_json_has_is_there():
    whole = report()
    text = walk(whole).text
    for entry in (
        *(f.id for f in whole.findings),
        *(f.message for f in whole.findings),
        *(d.text for d in whole.duties),
    ):
        assert entry in text
    for word in (
        "Legal, ticket 512",
        "jd@acme.example",
        "2027-01-31",
        "1,000 users a month",
        "in DE, FR",
        "decided by",
    ):
        assert word in text
    for word in ("0.0.0", "2026.11.0", "000000000000", "CycloneDX 1.6", "Information, not legal advice."):
        assert word in text
    assert "finetuned-from acme/base" in text  # the tree of reasons


def test_colour_is_never_the_only_sign():
    walked = walk()
    for verdict, mark in ((Verdict.CONFLICT, "✗"), (Verdict.CONTESTED, "±"), (Verdict.UNKNOWN, "?")):
        assert f"{mark} {verdict}" in walked.text


def test_light_dark_and_paper():
    text = page.render((report(),))
    assert "color-scheme: light dark" in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_ids_are_unique_in_one_report():
    text = page.render((report(),))
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids)) == 4


def test_every_example_renders(run):
    seen = 0
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        code, out, _ = run("check", path, "--no-config", "--format", "html")
        walked = Walk()
        walked.feed(out)
        walked.close()
        assert walked.open == [] and f"(exit {code})" in walked.text
        seen += 1
    assert seen >= 8


def test_snapshot():
    check_snapshot("report.html", page.render((report(),)))
