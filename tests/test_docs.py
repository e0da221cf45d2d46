"""The hand-written pages: their examples run, their links lead somewhere, and what they name exists."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib

import pytest

from fourfold.cli import main
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?://|#)([^)#\s]+)")
_COMMAND = re.compile(r"`fourfold (explain|graph|identify|check)([^`]*)`")


def _fences(text, word):
    return re.findall(rf"^```{word}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_there_are_pages_to_look_at():
    assert len(PAGES) >= 9


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    missing = [link for link in _LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert missing == []


def test_the_readme_has_links():
    assert len(_LINK.findall(README)) >= 8


def test_the_python_of_the_readme_runs_and_says_what_its_comments_say():
    (code,) = _fences(README, "python")
    shown = re.findall(r"^(report\S+)  # ([A-Z]\w+\.\w+)", code, re.MULTILINE)
    assert len(shown) == 2
    checks = "".join(f"\nassert {left} is fourfold.{right}" for left, right in shown)
    done = subprocess.run([sys.executable, "-c", code + checks], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_the_report_of_the_readme_is_what_the_command_prints(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["check", "--exit-zero", "examples/openmdw-bundle.yaml", "examples/llama-finetune-apache.yaml"]) == 0
    printed = capsys.readouterr().out
    (block,) = _fences(README, "text")
    lines = [line for line in block.splitlines() if line.strip() != "…"]
    assert len(lines) >= 8
    assert [line for line in lines if line.strip() not in printed] == []


def test_the_commands_of_the_readme_run(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    seen = 0
    for command, rest in _COMMAND.findall(README):
        words = [command, *rest.split()]
        if {"PATH", "FINDING", "LICENSE"} & set(words):
            continue  # a pattern, not a call
        assert main(words) in {0, 1}, words
        seen += 1
    capsys.readouterr()
    assert seen >= 2


def test_the_exit_codes_of_the_readme_are_those_of_the_contract():
    assert "0 nothing fails · 1 conflict · 2 bad call or unreadable input · 3 undecided" in README


def test_how_verdicts_are_made_names_the_questions_that_there_are():
    text = (ROOT / "docs" / "verdicts.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^   \| .* \| `(\w+)` \|$", text, re.MULTILINE))
    modules = {path.stem for path in (ROOT / "src" / "fourfold" / "derive").glob("*.py")} - {"__init__", "base", "edge"}
    assert named == modules
    assert len(named) == 7


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_is_one_page_with_context_choice_and_cost(page):
    text = page.read_text(encoding="utf-8")
    assert re.fullmatch(r"\d{4}-[a-z0-9-]+", page.stem)
    assert text.startswith("# ")
    heads = [one or other for one, other in re.findall(r"^(?:## (\w+)$|\*\*(\w+)\.\*\*)", text, re.MULTILINE)]
    assert [head for head in heads if head in {"Context", "Choice", "Cost"}] == ["Context", "Choice", "Cost"]
    assert 150 <= len(text.split()) <= 700


def test_decisions_are_numbered_without_gaps():
    numbers = [int(page.stem[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 4


def test_the_benchmarks_page_names_every_script_and_how_to_run_it():
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    files = sorted((ROOT / "benchmarks").glob("*.py"))
    scripts = [path.name for path in files if 'if __name__ == "__main__":' in path.read_text(encoding="utf-8")]
    assert len(scripts) >= 5
    assert [name for name in scripts if f"python benchmarks/{name}" not in text] == []


def test_the_recipe_for_a_licence_shows_toml_that_parses():
    text = (ROOT / "docs" / "adding-a-license.md").read_text(encoding="utf-8")
    blocks = _fences(text, "toml")
    assert blocks
    for block in blocks:
        assert tomllib.loads(block)


def test_no_page_names_a_machine():
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"/(?:home|root|work|tmp|Users)/\w", text), page.name


MANIFEST = (ROOT / "docs" / "manifest.md").read_text(encoding="utf-8")


def test_the_manifest_page_names_every_key_that_there_is():
    from fourfold.read.manifest import Manifest, ManifestArtifact, ManifestClaim, ManifestContext, ManifestRelation

    models = (Manifest, ManifestArtifact, ManifestClaim, ManifestContext, ManifestRelation)
    keys = [info.alias or name for model in models for name, info in model.model_fields.items()]
    assert len(keys) >= 25
    assert [key for key in keys if not re.search(rf"`{key}`|[{{ ]{key}: ", MANIFEST)] == []


def test_the_manifest_page_has_a_line_for_every_verb_and_reach():
    from fourfold.read import card, cyclonedx_words, spdx2_words, spdx3_words
    from fourfold.terms import Reach, Verb

    rows = dict(re.findall(r"^\| `?([\w-]+)`? \| .* \| ([A-Z]+) \|$", MANIFEST, re.MULTILINE))
    assert rows == {str(verb): str(verb.reach) for verb in Verb}
    assert [reach for reach in Reach if not re.search(rf"^\| {reach} \| \w", MANIFEST, re.MULTILINE)] == []
    tables = (spdx2_words.VERBS, spdx3_words.VERBS, cyclonedx_words.RELATION, card.RELATIONS)
    words = [word for table in tables for word in table if word]
    assert len(words) >= 70
    assert [word for word in words if f"`{word}`" not in MANIFEST] == []


def test_the_example_of_the_manifest_page_reads_as_it_says(tmp_path, run):
    (text,) = _fences(MANIFEST, "yaml")
    path = tmp_path / "fourfold.yaml"
    path.write_text(text, encoding="utf-8")
    code, out, _ = run("check", path, "--no-config", "--format", "json")
    assert code == 0
    shipped = {state["id"]: state["shipped"] for state in json.loads(out)["artifacts"]}
    assert shipped == {"acme-chat": True, "chat": True, "chat-code": True, "base": False, "dialogues": False}
