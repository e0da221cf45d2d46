"""Artifacts by name: ids made for machines are replaced in every sentence, and stay in JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fourfold.analyse import check
from fourfold.artifact import Artifact, Bill, Claim, Relation
from fourfold.report import concise, html, markdown, terminal
from fourfold.report.naming import label, named
from fourfold.terms import Kind, Verb
from tests.sample import report

ID = "SPDXRef-Package-lib-1004627d6d49c1d8"


def made(*artifacts, relations=()):
    return check(Bill("whole", artifacts, relations))


def part(id_, name="lib", version="1.2", words=""):
    return Artifact(id_, Kind.CODE, (Claim(words),) if words else (), name=name, version=version)


@pytest.mark.parametrize(
    ("id_", "name", "version", "shown"),
    [
        (ID, "lib", "1.2", "lib 1.2"),
        ("urn:uuid:1", "lib", "", "lib"),
        ("e3f1c2d4-0000-4000-8000-000000000000", "lib", "1.2", "lib 1.2"),
        ("17", "lib", "lib", "lib"),
        (ID, "", "1.2", ID),
        ("acme-lib", "lib", "1.2", "acme-lib"),  # people write such ids, and look for them
        ("pkg:pypi/lib@1.2", "lib", "1.2", "pkg:pypi/lib@1.2"),
        ("pkg:deb/debian/lib@1.2?arch=all&package-id=25b890bfb9ed3aa9", "lib", "1.2", "pkg:deb/debian/lib@1.2"),
    ],
)
def test_an_artifact_goes_by_what_says_more(id_, name, version, shown):
    whole = named(made(part(id_, name, version)))
    assert whole.artifacts[0].id == shown
    (missing,) = [f for f in whole.findings if f.rule == "license-missing"]
    assert missing.subject == shown
    assert missing.message.startswith(f"{shown}: ")


def test_two_of_one_name_keep_their_ids():
    whole = named(made(part(ID), part("SPDXRef-other")))
    assert [state.id for state in whole.artifacts] == [f"lib 1.2 [{ID}]", "lib 1.2 [SPDXRef-other]"]


def test_paths_remedies_and_duties_name_it_too():
    relation = Relation("SPDXRef-new", Verb.LINKS, ID, "links")
    whole = made(part("SPDXRef-new", "app", "2", "MIT"), part(ID, words="GPL-2.0-only"), relations=(relation,))
    told = named(whole)
    (clash,) = [f for f in told.findings if f.path == ("app 2", "links", "lib 1.2")][:1]
    assert "SPDXRef" not in clash.message + " ".join(clash.remedies)
    assert {duty.artifact for duty in told.duties} <= {"app 2", "lib 1.2"}


@pytest.mark.parametrize("render", [terminal.render, concise.render], ids=["text", "concise"])
def test_people_read_names(render):
    text = render(made(part(ID)))
    assert "lib 1.2" in text
    assert ID not in text


def test_pages_show_names_and_json_keeps_ids():
    whole = made(part(ID))
    for page in (html, markdown):
        assert "lib 1.2" in page.render([whole])
    saved = whole.to_dict()
    assert (saved["artifacts"][0]["id"], saved["artifacts"][0]["name"]) == (ID, "lib")
    assert saved["artifacts"][0]["version"] == "1.2"
    assert saved["findings"][0]["subject"] == ID


def test_a_report_without_such_ids_is_left_as_it_is():
    whole = report()
    assert named(whole) is whole
    assert label(replace(whole.artifacts[0], name="", version="3")) == ""
