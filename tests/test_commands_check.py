"""``fourfold check`` as builds call it: one exit code in every format, configuration, baseline, several inputs, the summary."""

from __future__ import annotations

import csv
import io
import json
import shlex

import jsonschema
import pytest

from fourfold.commands.check import FORMATS, MOST_SUMMARY
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
SCHEMA = json.loads((ROOT / "data" / "schema" / "report.schema.json").read_text())
CONFLICT, FREE, UNKNOWN = (
    EXAMPLES / "llama-finetune-apache.yaml",
    EXAMPLES / "openmdw-bundle.yaml",
    EXAMPLES / "cards" / "qwen-lora.md",
)
POLICY = '[policy]\ndeny-conditions = ["aup"]\n'


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    """Work in an empty repository, without variables of ours."""
    import os

    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    for name in [name for name in os.environ if name.startswith(("FOURFOLD_", "GITHUB_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def write(tmp_path):
    """Write a file of the repository."""

    def do(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return do


def test_the_command_that_is_printed_for_more_clauses_runs_as_it_stands(run, write):
    path = write("my models/it's.yaml", CONFLICT.read_text())
    text = run("check", path, "--purpose", "commercial")[1]
    (line,) = [line for line in text.splitlines() if "more clause" in line][:1]
    command = line.partition(": ")[2]
    words = shlex.split(command)
    assert words[:2] == ["fourfold", "explain"]
    assert words[3:] == [str(path), "--purpose", "commercial"]
    code, told, _ = run(*words[1:])
    assert code == 0
    assert "Llama 3.1" in told


def test_no_command_is_printed_that_could_not_run(run):
    text = run("check", CONFLICT, FREE, "--merge")[1]
    assert "more clause" in text
    assert "fourfold explain" not in text


def test_the_last_line_says_how_many_other_inputs_fail(run):
    assert "; 1 more input fails" in run("check", CONFLICT, FREE, UNKNOWN)[2]
    assert "; 2 more inputs fail" in run("check", CONFLICT, UNKNOWN, EXAMPLES / "gemma-finetune-mit.yaml")[2]
    assert "more input" not in run("check", CONFLICT, FREE)[2]


@pytest.mark.parametrize(
    ("path", "options", "wanted"),
    [
        (FREE, (), 0),
        (CONFLICT, (), 1),
        (CONFLICT, ("--exit-zero",), 0),
        (UNKNOWN, (), 3),
        (UNKNOWN, ("--exit-zero",), 0),
        (UNKNOWN, ("--unknown", "warn"), 0),
        (FREE, ("--fail-on", "sometimes"), 2),
    ],
)
def test_the_exit_code_is_the_same_in_every_format(run, path, options, wanted):
    causes = set()
    for format_ in FORMATS:
        code, out, err = run("check", path, "--format", format_, *options)
        assert code == wanted, format_
        assert err.splitlines()[-1].startswith(f"exit {wanted}: ")
        assert bool(out) is (wanted != 2)
        causes.add(err.splitlines()[-1])
    assert len(causes) == 1
    assert len(FORMATS) == 8


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("r.json", "{"),
        ("r.sarif", '{\n  "$schema"'),
        ("r.sarif.json", '{\n  "$schema"'),
        ("r.md", "# "),
        ("r.html", "<!doctype html>"),
        ("r.csv", "release,license"),
        ("r.txt", "superchat ·"),
        ("r", "superchat ·"),
    ],
)
def test_the_suffix_tells_the_format(run, tmp_path, name, begins):
    assert run("check", CONFLICT, "-o", name)[0] == 1
    assert (tmp_path / name).read_text().startswith(begins)


def test_an_option_beats_the_suffix_wherever_it_stands(run, tmp_path):
    for order in (("--format", "concise", "-o", "r.json"), ("-o", "r.json", "--format", "concise")):
        run("check", CONFLICT, *order)
        assert (tmp_path / "r.json").read_text().endswith("share=partial\n")


def test_quiet_prints_nothing_and_still_writes_the_file(run, tmp_path):
    code, out, err = run("check", CONFLICT, "--quiet", "-o", "r.json")
    assert (code, out) == (1, "")
    assert err.startswith("exit 1: ")
    assert (tmp_path / "r.json").exists()


def test_the_configuration_denies(run, write):
    write("fourfold.toml", POLICY)
    code, out, _ = run("check", EXAMPLES / "bloom.yaml", "--format", "json")
    report = json.loads(out)
    jsonschema.validate(report, SCHEMA)
    assert code == report["exit_code"] == 1
    denied = [finding for finding in report["findings"] if finding["rule"] == "policy-condition"]
    assert denied and all(finding["clauses"] for finding in denied)
    assert run("check", EXAMPLES / "bloom.yaml", "--no-config")[0] == 0
    assert run("check", EXAMPLES / "bloom.yaml", "--config", "none.toml")[0] == 2
    assert run("check", FREE, "--config", "fourfold.toml", "--no-config")[0] == 2


def test_inputs_are_checked_when_no_path_is_given(run, write):
    assert run("check")[0] == 3  # nothing here
    write("release/fourfold.yaml", CONFLICT.read_text())
    write("sub/keep", "")
    write("fourfold.toml", 'inputs = ["release/fourfold.yaml"]\n')
    code, out, _ = run("check", "--format", "json")
    assert code == 1
    assert json.loads(out)["artifacts"][0]["location"]["file"] == "release/fourfold.yaml"


def test_inputs_are_relative_to_the_configuration(run, write, monkeypatch, tmp_path):
    write("release/fourfold.yaml", CONFLICT.read_text())
    write("sub/keep", "")
    write("fourfold.toml", 'inputs = ["release/fourfold.yaml"]\n')
    monkeypatch.chdir(tmp_path / "sub")
    code, out, _ = run("check", "--format", "json")
    assert code == 1
    assert json.loads(out)["artifacts"][0]["location"]["file"] == "../release/fourfold.yaml"


def test_without_inputs_the_directory_is_checked(run, write):
    write("fourfold.yaml", CONFLICT.read_text())
    assert run("check")[0] == 1


def test_the_environment_beats_the_file_and_the_option_both(run, write, monkeypatch):
    write("fourfold.toml", 'purpose = "research"\n')

    def purpose(*options):
        return json.loads(run("check", FREE, "--format", "json", *options)[1])["question"]["context"]["purpose"]

    assert purpose() == "research"
    monkeypatch.setenv("FOURFOLD_PURPOSE", "commercial")
    assert purpose() == "commercial"
    assert purpose("--purpose", "any") == "any"


def test_show_config(run, write):
    write("fourfold.toml", POLICY + '[[ignore]]\nrule = "policy-condition"\nartifact = "*"\nreason = "r"\n')
    code, out, err = run("check", "--show-config", "--for", "serve")
    assert code == 0
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
    assert lines["form"] == ["saas", "--for"]
    assert lines["reading"] == ["text", "default"]
    assert lines["policy.deny-conditions"] == ["aup", "fourfold.toml:2"]
    assert lines["ignore.0"][-1] == "fourfold.toml:3"
    assert err.splitlines()[-1] == "exit 0: configuration: fourfold.toml"
    shown = json.loads(run("check", "--show-config", "--format", "json")[1])
    assert shown["policy.deny-conditions"] == {"value": ["aup"], "origin": "fourfold.toml:2"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('purpos = "any"\n', "unknown key 'purpos'"),
        ('[policy]\ndeny-conditions = ["ncc"]\n', "'ncc' in deny-conditions is no condition"),
        ('[policy]\ndeny-licenses = ["AGPL3"]\n', "'AGPL3' in deny-licenses"),
        ('[[ignore]]\nrule = "policy"\nartifact = "*"\nreason = "r"\n', "'policy', which is no rule"),
        ('baseline = "none.json"\n', "the baseline cannot be read"),
    ],
)
def test_a_bad_configuration_ends_the_run(run, write, text, says):
    write("fourfold.toml", text)
    code, out, err = run("check", FREE)
    assert (code, out) == (2, "")
    assert says in err
    assert "Traceback" not in err


def test_ignores_expire_on_the_day_that_is_asked_about(run, write):
    rows = "".join(
        f'[[ignore]]\nrule = "{rule}"\nartifact = "Super*"\nreason = "ticket 512"\nuntil = 2027-01-31\n'
        for rule in ("name-prefix-missing", "relabelled-derivative")
    )
    write("fourfold.toml", rows)
    code, out, err = run("check", CONFLICT, "--as-of", "2027-01-31", "--format", "json")
    assert code == 0
    assert {entry["reason"] for entry in json.loads(out)["ignored"]} == {"ticket 512"}
    assert err.splitlines()[-1] == "exit 0: nothing fails, as of 2027-01-31"
    code, out, _ = run("check", CONFLICT, "--as-of", "2027-02-01", "--format", "json")
    report = json.loads(out)
    assert code == 1
    assert {f["rule"] for f in report["findings"]} >= {"ignore-expired", "relabelled-derivative"}
    assert report["cause"].endswith("as of 2027-02-01")
    assert run("check", CONFLICT, "--no-ignores")[0] == 1
    assert run("check", CONFLICT, "--as-of", "soon")[0] == 2


def test_a_baseline_can_be_written_and_only_what_is_new_fails(run, write, tmp_path):
    code, _, err = run("check", CONFLICT, "--write-baseline", "base.json")
    assert code == 0
    assert "2 conflicts in the baseline" in err
    assert run("check", CONFLICT)[0] == 1
    assert run("check", CONFLICT, "--baseline", "base.json")[0] == 0
    moved = write("moved.yaml", "# a line more\n" + CONFLICT.read_text())
    assert run("check", moved, "--baseline", "base.json")[0] == 0
    write("fourfold.toml", 'baseline = "base.json"\n' + POLICY)
    code, _, err = run("check", CONFLICT)
    assert code == 1  # the policy's violation is new
    assert err.splitlines()[-1] == "exit 1: 1 conflict"
    assert run("check", CONFLICT, "--write-baseline", "base.json")[0] == 0
    assert run("check", CONFLICT)[0] == 0
    assert len(json.loads((tmp_path / "base.json").read_text())["findings"]) == 3


def test_a_strict_baseline_can_only_shrink(run):
    run("check", CONFLICT, "--write-baseline", "base.json")
    assert run("check", FREE, "--baseline", "base.json")[0] == 0
    code, out, _ = run("check", FREE, "--baseline", "base.json", "--strict-baseline")
    assert code == 1
    assert "ignore-unused" in out


def test_several_inputs_make_one_answer_and_the_heaviest_counts(run):
    code, out, err = run("check", FREE, UNKNOWN, CONFLICT, "--format", "json")
    assert code == 1
    assert [one["exit_code"] for one in json.loads(out)["inputs"]] == [0, 3, 1]
    assert err.splitlines()[-1] == "exit 1: superchat: 2 conflicts; 1 more input fails"
    assert run("check", FREE, UNKNOWN)[0] == 3
    assert run("check", FREE, CONFLICT, "nothing.json")[0] == 2


def test_an_input_with_nothing_in_it_hides_no_conflict(run, write):
    empty = write("empty.yaml", "fourfold: 1\nname: x\n")
    code, out, err = run("check", empty, CONFLICT, "--format", "json")
    assert code == 1
    assert "no artifact is recognised" in err
    assert json.loads(out)["name"] == "superchat"
    assert run("check", empty, FREE)[0] == 3
    assert run("check", empty)[0] == 3
    assert run("check", empty, FREE, "--exit-zero")[0] == 0


def test_merged_inputs_are_one_release(run, write):
    one = write("app.yaml", "fourfold: 1\nname: app\nartifacts:\n  - {id: chat, kind: model, license: Apache-2.0}\n")
    two = write(
        "lineage.yaml",
        "fourfold: 1\nname: lineage\nartifacts:\n  - {id: chat, kind: model}\n  - {id: base, kind: model, license: llama3.1}\n"
        "relations:\n  - {from: chat, type: finetuned-from, to: base}\n",
    )
    assert run("check", one)[0] == 0
    code, out, _ = run("check", one, two, "--merge", "--format", "json")
    report = json.loads(out)
    jsonschema.validate(report, SCHEMA)
    assert code == 1
    assert [artifact["id"] for artifact in report["artifacts"]] == ["chat", "base"]
    assert "relabelled-derivative" in {finding["rule"] for finding in report["findings"]}


def test_overrides_are_applied_and_told(run, write):
    write(
        "fourfold.toml",
        '[[artifact]]\nid = "SuperChat-8B"\nlicense = "llama3.1"\nlicense-source = "https://acme.example"\n'
        '[[artifact]]\nid = "nobody"\nlicense = "MIT"\nlicense-source = "https://acme.example"\n',
    )
    report = json.loads(run("check", CONFLICT, "--format", "json")[1])
    assert report["artifacts"][0]["license"] == "llama3.1"
    assert "relabelled-derivative" not in {finding["rule"] for finding in report["findings"]}
    told = [f for f in report["findings"] if f["rule"] == "input-incomplete"]
    assert [(f["location"]["file"], f["location"]["line"]) for f in told] == [
        ("fourfold.toml", 1),
        ("fourfold.toml", 5),
    ]


def test_private_licences_come_from_the_configured_folder(run, write):
    text = (ROOT / "data" / "licenses" / "MIT.toml").read_text()
    own = text.replace('id = "MIT"', 'id = "LicenseRef-House"').replace(
        'aliases = ["Expat"', 'aliases = ["house rules"'
    )
    write("terms/LicenseRef-House.toml", own)
    release = write("r.yaml", "fourfold: 1\nname: r\nartifacts:\n  - {id: a, kind: code, license: house rules}\n")
    assert run("check", release)[0] == 3
    write("fourfold.toml", 'licenses = "terms"\n')
    assert run("check", release)[0] == 0
    write("fourfold.toml", 'licenses = "terms"\n[policy]\ndeny-licenses = ["LicenseRef-House"]\n')
    assert run("check", release)[0] == 1
    write("fourfold.toml", 'licenses = "nowhere"\n')
    assert run("check", release)[0] == 2


def test_the_summary_of_a_step_holds_everything(run, write, monkeypatch):
    summary = write("summary.md", "# before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    code, out, _ = run("check", CONFLICT, FREE, "--format", "github")
    assert code == 1
    assert out.startswith("::error file=")
    text = summary.read_text()
    assert text.startswith("# before\n# ✗ superchat: conflict")
    assert "relabelled-derivative" in text and "lantern-1b" in text
    before = summary.read_bytes()
    run("check", CONFLICT, "--format", "json")
    assert summary.read_bytes() == before  # only this format writes there
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary.parent / "none" / "s.md"))
    assert run("check", CONFLICT, "--format", "github")[0] == 2


def test_a_summary_is_never_too_long(run, write, monkeypatch):
    rows = "".join(f"  - {{id: 'artifact number {i} {'x' * 200}', license: Nobody-{i}}}\n" for i in range(3000))
    big = write("big.yaml", "fourfold: 1\nname: big\nartifacts:\n" + rows)
    summary = write("summary.md", "")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    code, out, _ = run("check", big, "--format", "github")
    assert code == 3
    assert sum(line.startswith("::error") for line in out.splitlines()) == 10
    data = summary.read_bytes()
    assert MOST_SUMMARY * 0.9 < len(data) < 1024 * 1024
    assert "too long for a summary" in data.decode()[-200:]


def test_a_table_keeps_its_line_ends_in_a_file(run, tmp_path):
    run("check", CONFLICT, "-o", "mix.csv")
    data = (tmp_path / "mix.csv").read_bytes()
    assert data.count(b"\r\n") == data.count(b"\n") == len(list(csv.reader(io.StringIO(data.decode(), newline=""))))


def test_explain_and_graph_see_the_same_configuration(run, write):
    write("fourfold.toml", POLICY)
    report = json.loads(run("check", CONFLICT, "--format", "json")[1])
    (finding,) = [f for f in report["findings"] if f["rule"] == "policy-condition" and f["severity"] == "error"]
    code, out, _ = run("explain", finding["id"], CONFLICT)
    assert code == 0
    assert "the policy denies conditions of the kind aup" in out
    assert run("graph", CONFLICT)[0] == 0
    assert "policy-condition" in run("explain", "--list")[1]
    assert "deny-conditions" in run("explain", "policy-condition")[1]


def test_the_same_question_gives_the_same_bytes(run, write):
    write("fourfold.toml", POLICY)
    for format_ in FORMATS:
        one, two = (run("check", CONFLICT, UNKNOWN, "--format", format_, "--as-of", "2027-01-01") for _ in range(2))
        assert one == two, format_


def test_half_a_character_in_a_name_stops_no_format(run, write, tmp_path, monkeypatch):
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [{"type": "library", "name": "a\ud800\u202e\x1b[31mb", "licenses": [{"license": {"id": "MIT"}}]}],
    }
    bill = write("bom.json", json.dumps(document))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    for format_ in FORMATS:
        code, _, err = run("check", bill, "--format", format_, "-o", "report")
        assert code == 0, err
        data = (tmp_path / "report").read_bytes().decode()
        assert data
        if format_ in {"html", "markdown", "github", "sarif", "json"}:
            assert "\x1b" not in data


BILL = """{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "components": [
    {"type": "library", "bom-ref": "a", "name": "a", "licenses": [{"license": {"id": "MIT"}}]},
    {
      "type": "library",
      "bom-ref": "b",
      "name": "b",
      "licenses": [
        {"license": {"name": "House terms"}}
      ]
    }
  ]
}
"""


def test_a_finding_in_json_has_its_line_in_every_format(run, tmp_path):
    path = tmp_path / "bom.json"
    path.write_text(BILL)
    line = BILL.splitlines().index('        {"license": {"name": "House terms"}}') + 1
    assert f"bom.json:{line}" in run("check", path)[1]
    assert f"bom.json:{line}:" in run("check", path, "--format", "concise")[1]
    (finding,) = json.loads(run("check", path, "--format", "json")[1])["findings"]
    assert finding["location"] == {"file": str(path), "line": line, "pointer": "/components/1/licenses/0"}
    sarif = json.loads(run("check", path, "--format", "sarif")[1])["runs"][0]["results"][0]
    assert sarif["locations"][0]["physicalLocation"]["region"]["startLine"] == line
    assert f"line={line}" in run("check", path, "--format", "github")[1]


def test_what_is_ignored_keeps_its_line(run, tmp_path):
    path = tmp_path / "bom.json"
    path.write_text(BILL)
    config = tmp_path / "fourfold.toml"
    config.write_text('[[ignore]]\nrule = "license-unknown"\nartifact = "b"\nreason = "asked for"\n')
    report = json.loads(run("check", path, "--config", config, "--format", "json")[1])
    assert [entry["location"]["line"] for entry in report["ignored"]] == [11]


def test_what_is_asked_of_documents_and_of_directories_is_not_asked_at_once(run, tmp_path):
    path = tmp_path / "bom.json"
    path.write_text(BILL)
    code, _, err = run("check", path, "--strict", "--scan")
    assert code == 2
    assert "--scan looks at directories" in err
