"""SPDX 2: a conclusion where there was none, with its source; what is declared stays, what is used is defined."""

from __future__ import annotations

import json

import pytest

from fourfold.read import read
from tests.filling import LLAMA, filled, package, source, spdx2, valid

OWN = "These are the words of an agreement of our own, which no other licence has; there are more than twenty of them, as there should be."


def packages(answer):
    return {entry["name"]: entry for entry in json.loads(answer.data)["packages"]}


def test_what_is_declared_is_concluded_where_nothing_was(tmp_path):
    data = spdx2(
        package("a", licenseConcluded="NOASSERTION", licenseDeclared="Apache-2.0"),
        package("b", licenseDeclared="MIT", licenseComments="Seen in the file COPYING."),
        package("c", licenseConcluded="BSD-3-Clause", licenseDeclared="BSD-3-Clause"),
    )
    answer = filled(tmp_path, data)
    found = packages(answer)
    assert [found[name]["licenseConcluded"] for name in "abc"] == ["Apache-2.0", "MIT", "BSD-3-Clause"]
    assert found["a"]["licenseDeclared"] == "Apache-2.0"
    record = 'fourfold: Apache-2.0 from "Apache-2.0", SPDX licenseDeclared, /packages/0/licenseDeclared of this document (evidence C, '
    assert found["a"]["licenseComments"].startswith(record)
    assert found["b"]["licenseComments"].startswith("Seen in the file COPYING.\nfourfold: MIT from ")
    assert "licenseComments" not in found["c"]
    assert [entry.artifact for entry in answer.filled] == ["SPDXRef-a", "SPDXRef-b"]
    assert [entry.license for entry in answer.kept] == ["BSD-3-Clause"]
    assert (answer.left, answer.exit_code) == ((), 0)
    valid(answer, tmp_path)


def test_what_is_open_stays_open(tmp_path):
    data = spdx2(
        package("silent", licenseConcluded="NOASSERTION"),
        package("none", licenseConcluded="NONE", licenseDeclared="NONE"),
        package("family", licenseDeclared="GPL-2.0"),
        package("seen", filesAnalyzed=True, licenseInfoFromFiles=["MIT"]),
        package("differs", licenseDeclared="MIT", licenseInfoFromFiles=["GPL-3.0-only"]),
    )
    answer = filled(tmp_path, data)
    assert answer.changes == ()
    assert [entry.reason for entry in answer.left] == ["unstated", "ambiguous", "observed", "disagreeing"]
    assert [entry.license for entry in answer.kept] == ["NONE"]
    assert answer.exit_code == 3
    assert answer.cause == "0 filled, 1 kept, 4 left open (1 ambiguous, 1 disagreeing, 1 observed, 1 unstated)"


def test_a_conclusion_is_never_overwritten(tmp_path):
    data = spdx2(package("a", licenseConcluded="MIT"), package("b", licenseConcluded="LicenseRef-mine"))
    answer = filled(tmp_path, data, source("Apache-2.0", target="SPDXRef-a"), source("MIT", target="SPDXRef-b"))
    assert answer.changes == ()
    assert [(entry.artifact, entry.reason) for entry in answer.left] == [("SPDXRef-a", "disagreeing"), ("SPDXRef-b", "disagreeing")]  # fmt: skip


def test_files_and_snippets_are_filled_as_packages_are(tmp_path):
    file = {
        "SPDXID": "SPDXRef-f",
        "fileName": "./a.py",
        "checksums": [{"algorithm": "SHA1", "checksumValue": "0" * 40}],
    }
    data = spdx2(package("a", licenseDeclared="MIT"), files=[{**file, "copyrightText": "NOASSERTION"}])
    answer = filled(tmp_path, data, source("Apache-2.0", target="./a.py"))
    found = json.loads(answer.data)["files"][0]
    assert found["licenseConcluded"] == "Apache-2.0"
    assert found["licenseComments"].startswith(
        'fourfold: Apache-2.0 from "Apache-2.0", a card, card/README.md:3 /license'
    )
    valid(answer, tmp_path)


def test_a_licence_that_is_not_listed_is_defined_with_the_text_that_is_at_hand(tmp_path, shared):
    text = (shared / "license-texts" / "LicenseRef-Llama-3.1.txt").read_text(encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "llama.txt").write_text(text, encoding="utf-8")
    data = spdx2(package("a"))
    answer = filled(tmp_path, data, source("llama3.1", target="SPDXRef-a"), texts=[str(tmp_path / "texts")])
    (info,) = json.loads(answer.data)["hasExtractedLicensingInfos"]
    assert info["licenseId"] == packages(answer)["a"]["licenseConcluded"] == LLAMA
    assert info["extractedText"] == text
    assert info["comment"].endswith("the text is that of texts/llama.txt")
    assert answer.lacking == ()
    valid(answer, tmp_path)


def test_without_the_text_its_place_says_so(tmp_path):
    answer = filled(tmp_path, spdx2(package("a")), source("llama3.1", target="SPDXRef-a"))
    (info,) = json.loads(answer.data)["hasExtractedLicensingInfos"]
    assert "was not at hand" in info["extractedText"]
    assert info["seeAlsos"][0] in info["extractedText"]
    assert [held.license for held in answer.lacking] == [LLAMA]
    valid(answer, tmp_path)
    # what was written is read as what was meant
    path = tmp_path / "out.json"
    path.write_bytes(answer.data)
    (artifact,) = read(path).artifacts
    assert [claim.license for claim in artifact.claims] == [LLAMA]


def test_what_the_authors_use_without_a_definition_is_defined_if_it_is_known(tmp_path):
    stated = f"MIT AND {LLAMA} AND LicenseRef-nobody-knows AND DocumentRef-x:LicenseRef-Qwen-Research"
    data = spdx2(package("a", licenseConcluded=stated))
    answer = filled(tmp_path, data)
    assert [info["licenseId"] for info in json.loads(answer.data)["hasExtractedLicensingInfos"]] == [LLAMA]
    assert len(answer.changes) == 1
    assert answer.notes == (f"{LLAMA} is used without a definition, which is added",)
    # an agreement of the user's own is known by its file's name
    (tmp_path / "LICENSES").mkdir()
    (tmp_path / "LICENSES" / "LicenseRef-nobody-knows.txt").write_text(OWN)
    answer = filled(tmp_path, data, texts=[str(tmp_path / "LICENSES")])
    infos = json.loads(answer.data)["hasExtractedLicensingInfos"]
    assert [info["licenseId"] for info in infos] == [LLAMA, "LicenseRef-nobody-knows"]
    assert infos[1]["extractedText"] == OWN


@pytest.mark.parametrize("infos", [None, [], [{"licenseId": "LicenseRef-x", "extractedText": "x"}]])
def test_definitions_join_those_that_are_there(tmp_path, infos):
    answer = filled(
        tmp_path, spdx2(package("a"), hasExtractedLicensingInfos=infos), source("llama3.1", target="SPDXRef-a")
    )
    ids = [info["licenseId"] for info in json.loads(answer.data)["hasExtractedLicensingInfos"]]
    assert ids == [*(info["licenseId"] for info in infos or ()), LLAMA]


def test_an_id_to_which_the_document_gives_another_text_is_not_used(tmp_path, shared):
    mit = (shared / "license-texts" / "MIT.txt").read_text(encoding="utf-8")
    held = [{"licenseId": LLAMA, "extractedText": mit}]
    answer = filled(tmp_path, spdx2(package("a"), hasExtractedLicensingInfos=held), source("llama3.1", target="SPDXRef-a"))  # fmt: skip
    assert answer.changes == ()
    assert answer.left[0].reason == "unwritable"
    assert "the text of MIT" in answer.left[0].says


@pytest.mark.parametrize("broken", [{"licenseComments": ["x"]}, {"licenseComments": 7}])
def test_what_cannot_take_the_source_is_not_filled(tmp_path, broken):
    answer = filled(tmp_path, spdx2(package("a", licenseDeclared="MIT", **broken)))
    assert answer.changes == ()
    assert answer.left[0].reason == "unwritable"


def test_a_text_in_the_document_itself_decides(tmp_path, shared):
    text = (shared / "license-texts" / "LicenseRef-Llama-3.1.txt").read_text(encoding="utf-8")
    infos = [{"licenseId": "LicenseRef-0", "extractedText": text, "name": "see text"}]
    answer = filled(tmp_path, spdx2(package("a", licenseDeclared="LicenseRef-0"), hasExtractedLicensingInfos=infos))
    assert packages(answer)["a"]["licenseConcluded"] == LLAMA
    assert json.loads(answer.data)["hasExtractedLicensingInfos"][1]["extractedText"] == text.strip()
    assert [entry.evidence for entry in answer.filled] == ["A"]
    assert answer.lacking == ()
    valid(answer, tmp_path)


@pytest.mark.parametrize("words", ["noassertion", " NOASSERTION ", "UNKNOWN", {"a": 1}, 0.5])
def test_a_conclusion_that_is_no_licence_is_neither_kept_for_one_nor_written_over(tmp_path, words):
    answer = filled(tmp_path, spdx2(package("a", licenseConcluded=words, licenseDeclared="MIT")))
    assert (answer.changes, answer.kept, answer.exit_code) == ((), (), 3)
    assert answer.left[0].reason in {"unwritable", "disagreeing", "unknown"}
