"""``recommend``, ``diff`` and ``notice`` on the command line: the contract's JSON, the exit codes, clear errors, text of the same value."""

from __future__ import annotations

import json

import pytest

from fourfold import api
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
MERGE = """
fourfold: 1
name: beagle-11b
license: Apache-2.0 OR CC-BY-NC-SA-4.0
artifacts:
  - {id: beagle, kind: model, license: Apache-2.0}
  - {id: villain, kind: model, license: cc-by-nc-sa-4.0}
  - {id: other, kind: model, license: apache-2.0}
relations:
  - {from: beagle, type: merged-from, to: villain}
  - {from: beagle, type: merged-from, to: other}
  - {from: beagle-11b, type: contains, to: beagle}
"""
BEFORE = """
fourfold: 1
name: chat
artifacts:
  - {id: bot, kind: model, license: Apache-2.0}
  - {id: qwen-7b, kind: model, license: Apache-2.0}
relations:
  - {from: bot, type: finetuned-from, to: qwen-7b}
"""
AFTER = BEFORE.replace("{id: qwen-7b, kind: model, license: Apache-2.0}", "{id: qwen-3b, kind: model, license: LicenseRef-Qwen-Research}").replace("to: qwen-7b", "to: qwen-3b")  # fmt: skip


def test_recommend_prints_the_contract(run, manifest):
    code, out, err = run("recommend", manifest(MERGE), "--format", "json")
    answer = json.loads(out)
    assert code == answer["exit_code"] == 0
    assert set(answer) >= {
        "admissible",
        "excluded",
        "contested",
        "unknown",
        "cheapest_change",
        "for",
        "notes",
        "parts",
        "wanted",
    }
    (first,) = answer["admissible"]
    assert first["license"] == first["spdx"] == "CC-BY-NC-SA-4.0"
    assert first["hub"] == "cc-by-nc-sa-4.0"
    assert first["files"] == ["LICENSE", "NOTICE"]
    assert set(first["freedoms"]) == {"use", "study", "modify", "share"}
    excluded = {entry["license"]: entry for entry in answer["excluded"]}
    assert {"Apache-2.0", "MIT", "LicenseRef-OpenMDW-1.1", "Apache-2.0 OR CC-BY-NC-SA-4.0"} <= set(excluded)
    for entry in excluded.values():
        assert {clause["license"] for clause in entry["clauses"]} >= {"CC-BY-NC-SA-4.0"}
        assert all(reason["remedies"] for reason in entry["because"])
    assert answer["cheapest_change"] == {"license": answer["wanted"], "replace": ["villain"], "count": 1, "of": 2}
    assert err.splitlines()[-1] == f"exit 0: {answer['cause']}"


def test_recommend_says_in_text_what_its_json_says(run, manifest):
    seen = 0
    for path in [manifest(MERGE), *sorted(EXAMPLES.glob("*.yaml"))]:
        code, text, _ = run("recommend", path, "--verbose")
        other, out, _ = run("recommend", path, "--format", "json")
        answer = json.loads(out)
        assert code == other
        plain = " ".join(text.split())
        for standing in ("admissible", "contested", "unknown", "excluded"):
            for entry in answer[standing]:
                assert entry["license"] in plain, (path, standing)
                seen += 1
        for note in answer["notes"]:
            assert " ".join(note.split()) in plain
        for name in (answer["cheapest_change"] or {}).get("replace", []):
            assert name in plain
    assert seen >= 50


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--want", "CC-BY-NC-SA-4.0"), 0, "CC-BY-NC-SA-4.0: admissible"),
        (("--want", "MIT"), 1, "MIT: excluded"),
        (("--want", "use=granted,share=granted"), 1, "excluded"),
        (("--want", "Fnord-1.0"), 2, "Fnord-1.0"),
        (("--want", "use=much"), 2, "use=much"),
        (("--artifact", "nobody"), 2, "nobody"),
        (("--purpose", "commercial"), 1, "excluded"),
    ],
)
def test_recommend_ends_with_the_code_of_what_is_asked(run, manifest, arguments, code, says):
    found, _, err = run("recommend", manifest(MERGE), *arguments)
    assert found == code
    assert err.splitlines()[-1].startswith(f"exit {code}: ")
    assert says in err.splitlines()[-1]
    assert "Traceback" not in err


def test_recommend_is_undecided_where_a_licence_is_missing(run):
    code, out, _ = run("recommend", EXAMPLES / "cards" / "qwen-lora.md", "--format", "json")
    answer = json.loads(out)
    assert code == 3
    assert answer["admissible"] == []
    assert answer["unknown"]


def test_diff_prints_what_changed(run, manifest):
    old, new = manifest(BEFORE, "old.yaml"), manifest(AFTER, "new.yaml")
    code, out, err = run("diff", old, new, "--format", "json")
    answer = json.loads(out)
    assert code == answer["exit_code"] == 1
    assert answer["verdict"] == {"before": "ok-with-obligations", "after": "conflict"}
    (base,) = answer["bases"]
    assert (base["before"], base["after"]) == (["qwen-7b"], ["qwen-3b"])
    assert "nc" in base["license"]["conditions"]["added"]
    assert {finding["rule"] for finding in answer["new"]} >= {"noncommercial-dropped"}
    assert err.splitlines()[-1] == f"exit 1: {answer['cause']}"
    code, text, _ = run("diff", old, new)
    assert code == 1
    for words in (
        "qwen-7b → qwen-3b",
        "+ condition",
        "nc",
        "noncommercial-dropped",
        "✗ conflict",
        "= 0 artifacts unchanged",
    ):
        assert words in text
    assert run("diff", new, old)[0] == run("diff", old, old)[0] == 0


def test_diff_is_undecided_for_a_new_unknown(run, manifest):
    unknown = BEFORE.replace("qwen-7b, kind: model, license: Apache-2.0", "qwen-7b, kind: model")
    code, _, err = run("diff", manifest(BEFORE, "a.yaml"), manifest(unknown, "b.yaml"))
    assert code == 3
    assert err.splitlines()[-1].startswith("exit 3: ")
    assert "new unknown" in err


def test_diff_of_the_library_and_of_the_command_are_one(run, manifest):
    old, new = manifest(BEFORE, "old.yaml"), manifest(AFTER, "new.yaml")
    assert json.loads(run("diff", old, new, "--format", "json")[1]) == json.loads(
        json.dumps(api.diff(str(old), str(new)).to_dict())
    )


def test_notice_lists_writes_and_looks(run, tmp_path):
    path = EXAMPLES / "llama-finetune-apache.yaml"
    code, out, _ = run("notice", path, "--format", "json")
    answer = json.loads(out)
    assert code == 0
    assert set(answer["demands"]) >= {"license", "notice", "display", "name", "changes", "attribution", "terms"}
    assert LLAMA in {copy["license"] for copy in answer["licenses"]}
    assert answer["check"] is None
    folder = tmp_path / "release"
    code, out, err = run("notice", path, "--write", folder, "--check", "--format", "json")
    answer = json.loads(out)
    assert code == answer["check"]["exit_code"] == 1
    assert answer["written"]["files"] == ["NOTICE"]
    assert {entry["license"] for entry in answer["written"]["add"]} == {"Apache-2.0", LLAMA}
    assert all(entry["url"] for entry in answer["written"]["add"])
    assert (folder / "NOTICE").read_text() == answer["text"]
    assert err.splitlines()[-1].startswith("exit 1: ")
    text = run("notice", path, "--write", folder)[1]
    for entry in answer["written"]["add"]:
        assert f"add the text of {entry['license']}" in text


def test_notice_passes_a_folder_that_has_it_all(run, tmp_path, shared):
    (tmp_path / "fourfold.yaml").write_text(
        "fourfold: 1\nname: free\nartifacts:\n  - {id: mine, kind: code, license: MIT}\n  - {id: lib, kind: code, license: Apache-2.0}\n"
        "relations:\n  - {from: mine, type: links, to: lib}\n"
    )
    assert run("notice", tmp_path, "--check")[0] == 1
    (tmp_path / "LICENSE").write_text((shared / "license-texts" / "MIT.txt").read_text())
    (tmp_path / "LICENSES").mkdir()
    (tmp_path / "LICENSES" / "Apache-2.0.txt").write_text((shared / "license-texts" / "Apache-2.0.txt").read_text())
    code, out, err = run("notice", tmp_path, "--check")
    assert code == 0, out + err
    (tmp_path / "LICENSES" / "Apache-2.0.txt").unlink()
    code, out, err = run("notice", tmp_path, "--check")
    assert code == 1
    assert "✗ missing" in out
    assert "Apache-2.0" in out


def test_notice_is_undecided_where_it_is_not_known_what_is_demanded(run, tmp_path):
    (tmp_path / "fourfold.yaml").write_text(
        "fourfold: 1\nname: x\nartifacts:\n  - {id: mine, kind: code, license: CC0-1.0}\n  - {id: lib, kind: code}\n"
        "relations:\n  - {from: mine, type: links, to: lib}\n"
    )
    code, out, err = run("notice", tmp_path, "--check")
    assert code == 3
    assert "lib: its licence is not stated" in out
    assert err.splitlines()[-1].startswith("exit 3: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("recommend", "nowhere.yaml"),
        ("diff", "nowhere.yaml", "nowhere.yaml"),
        ("diff", "-", "-"),
        ("diff", "only-one"),
        ("notice", "nowhere.yaml"),
        ("notice", str(EXAMPLES / "olmo.yaml"), "--check"),
        ("notice", str(EXAMPLES / "olmo.yaml"), "--write", str(EXAMPLES / "olmo.yaml")),
        ("recommend",),
    ],
)
def test_a_bad_call_is_told_clearly(run, arguments):
    code, _, err = run(*arguments)
    assert code == 2
    assert err.splitlines()[-1].startswith("exit 2: ")
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["recommend", "notice"])
def test_an_input_with_nothing_in_it_is_neither_good_nor_bad(run, manifest, command):
    assert run(command, manifest("fourfold: 1\nname: x\n"))[0] == 3


def test_the_same_input_gives_the_same_bytes(run, manifest):
    path = manifest(MERGE)
    for arguments in (
        ("recommend", path, "--format", "json"),
        ("notice", path),
        ("diff", path, path, "--format", "json"),
    ):
        assert run(*arguments) == run(*arguments)


def test_every_example_is_answered(run):
    seen = 0
    for path in (*sorted(EXAMPLES.glob("*.yaml")), *sorted((EXAMPLES / "osaid").glob("*.yaml"))):
        for command in ("recommend", "notice"):
            code, out, err = run(command, path)
            assert code in {0, 1, 3}, err
            assert out.endswith("Information, not legal advice.\n")
            seen += 1
    assert seen >= 40


@pytest.mark.slow
def test_every_sample_is_answered_or_refused_in_words(run, shared):
    seen = 0
    for folder in ("hf", "cdx", "mof", "croissant"):
        for path in sorted((shared / "samples" / folder).iterdir()):
            for command in (("recommend",), ("notice",), ("diff", path)):
                code, out, err = run(*command, path, "--format", "json")
                assert code in {0, 1, 2, 3}
                assert err.splitlines()[-1].startswith(f"exit {code}: ")
                assert "internal error" not in err, (command, path, err)
                assert code == 2 or not out or json.loads(out)
                seen += 1
    assert seen >= 100


@pytest.mark.parametrize(("options", "code"), [((), 3), (("--exit-zero",), 0)])
def test_where_nothing_is_recognised_the_exit_code_and_the_last_line_say_so(run, tmp_path, options, code):
    path = tmp_path / "thing.json"
    path.write_text('{"bom": []}', encoding="utf-8")
    found, _, err = run("check", path, "--no-config", *options)
    assert found == code
    assert err.splitlines()[-1].startswith(f"exit {code}: {path}: is JSON in which no component is recognised")
