"""The command line: exit codes, the last line, clear errors, the contract's JSON."""

from __future__ import annotations

import json
import subprocess
import sys

import jsonschema
import pytest

from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
SCHEMA = json.loads((ROOT / "data" / "schema" / "report.schema.json").read_text())


def test_the_gate_passes_a_free_bundle(run):
    code, out, err = run("check", EXAMPLES / "openmdw-bundle.yaml")
    assert code == 0
    assert "granted     granted     granted     granted" in out
    assert err.splitlines()[-1] == "exit 0: nothing fails"


def test_the_gate_stops_a_relabelled_derivative(run):
    code, out, err = run("check", EXAMPLES / "llama-finetune-apache.yaml")
    assert code == 1
    assert "relabelled-derivative" in out
    assert "§1.b.i" in out
    assert err.splitlines()[-1].startswith("exit 1: 2 conflicts")


def test_json_has_the_contract_fields_and_fits_the_schema(run):
    seen = 0
    for path in sorted(EXAMPLES.glob("*.yaml")):
        code, out, _ = run("check", path, "--format", "json")
        report = json.loads(out)
        jsonschema.validate(report, SCHEMA)
        assert report["exit_code"] == code
        assert set(report["freedoms"]) == {"use", "study", "modify", "share"}
        for finding in report["findings"]:
            assert finding["remedies"]
            assert finding["location"]["file"]
        seen += 1
    assert seen >= 8


def test_explain_pair(run):
    code, out, _ = run("explain", "Apache-2.0", "GPL-2.0-only", "--relation", "links", "--format", "json")
    answer = json.loads(out)
    assert code == 1
    assert answer["verdict"] == "conflict"
    assert answer["relation"] == "links"
    assert {clause["license"] for clause in answer["clauses"]} == {"Apache-2.0", "GPL-2.0-only"}
    assert set(answer) >= {
        "inbound",
        "outbound",
        "relation",
        "verdict",
        "edge",
        "readings",
        "clauses",
        "obligations",
        "explanation",
    }


def test_explain_contested_pair_shows_both_sides(run):
    code, out, _ = run("explain", "CC-BY-NC-4.0", "Apache-2.0", "--relation", "trained-on")
    assert code == 0
    assert "CONTESTED" in out
    assert "text      ok" in out
    assert "cautious  conflict" in out
    assert run("explain", "CC-BY-NC-4.0", "Apache-2.0", "--relation", "trained-on", "--reading", "cautious")[0] == 1


def test_explain_licence_rule_and_finding(run):
    assert "700,000,000" in run("explain", "llama3.1")[1]
    assert "Why it matters" in run("explain", "relabelled-derivative")[1]
    report = json.loads(run("check", EXAMPLES / "gemma-finetune-mit.yaml", "--format", "json")[1])
    finding = report["findings"][0]["id"]
    code, out, _ = run("explain", finding, EXAMPLES / "gemma-finetune-mit.yaml")
    assert code == 0
    assert "recorded: Jewel-9B finetuned-from google/gemma-2-9b" in out


def test_explain_list_names_every_rule(run):
    from fourfold.rules import RULES

    lines = run("explain", "--list")[1].splitlines()
    assert len(lines) == len(RULES) >= 30


def test_graph_in_five_pictures(run):
    path = EXAMPLES / "llama-finetune-apache.yaml"
    assert "└─ trained-on" in run("graph", path)[1]
    assert "==>" in run("graph", path, "--format", "mermaid")[1]
    assert run("graph", path, "--format", "dot")[1].startswith("digraph")
    assert run("graph", path, "--why", "nobody")[0] == 2
    assert run("graph", path, "--format", "svg")[1].startswith("<svg ")
    assert "<graphml" in run("graph", path, "--format", "graphml")[1]
    assert run("graph", path, "--focus", "nobody")[0] == 2
    assert run("graph", path, "--depth", "few")[0] == 2
    assert len(run("graph", path, "--focus", "base", "--depth", "0", "--format", "dot")[1].splitlines()) < len(
        run("graph", path, "--format", "dot")[1].splitlines()
    )


BAD = {
    "broken YAML": ("fourfold: 1\nname: x\nartifacts: [\n", 2, ":4"),
    "an unknown key": ("fourfold: 1\nname: x\nartifact: []\n", 2, "artifacts"),
    "an unknown key below": ("fourfold: 1\nname: x\nartifacts:\n  - {id: a, licence: MIT}\n", 2, "license"),
    "a relation to nobody": (
        "fourfold: 1\nname: x\nartifacts:\n  - {id: a, license: MIT}\nrelations:\n  - {from: a, type: links, to: b}\n", 2, ":6"),
    "an unknown relation": (
        "fourfold: 1\nname: x\nartifacts:\n  - {id: a, license: MIT}\nrelations:\n  - {from: a, type: eats, to: a}\n", 2, "links"),
    "a duplicate id": ("fourfold: 1\nname: x\nartifacts:\n  - {id: a}\n  - {id: a}\n", 2, ":5"),
    "a duplicate key": ("fourfold: 1\nname: x\nname: y\n", 2, ":3"),
    "a licence nobody knows": ("fourfold: 1\nname: x\nartifacts:\n  - {id: a, license: Fnord-1.0}\n", 3, "unknown"),
    "no licence": ("fourfold: 1\nname: x\nartifacts:\n  - {id: a}\n", 3, "unknown"),
    "no artifact": ("fourfold: 1\nname: x\n", 3, "no artifact"),
    "a cycle": (
        "fourfold: 1\nname: x\nartifacts:\n  - {id: a, license: MIT}\n  - {id: b, license: MIT}\n"
        "relations:\n  - {from: a, type: modified-from, to: b}\n  - {from: b, type: modified-from, to: a}\n", 3, "unknown"),
    "an empty file": ("", 3, "empty"),
    "something else": ("hello world\n", 2, "format"),
    "a wrong form": ("fourfold: 1\nname: x\ncontext: {form: boxed}\n", 2, "raw"),
    "a wrong version": ("fourfold: 2\nname: x\n", 2, "1"),
    "a list": ("- fourfold: 1\n", 2, ""),
    "a bomb": ("fourfold: 1\na: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(9)), 2, "expands"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_clearly(run, manifest, name):
    text, wanted, says = BAD[name]
    code, out, err = run("check", manifest(text))
    assert code == wanted, err
    assert says in err + out
    assert err.splitlines()[-1].startswith(f"exit {wanted}: ")
    assert "Traceback" not in err


def test_what_is_not_there(run, tmp_path):
    code, _, err = run("check", tmp_path / "nothing.yaml")
    assert code == 2
    assert "no such file" in err
    assert run("check", tmp_path)[0] == 3
    assert run("explain", "Fnord-1.0")[0] == 2
    assert run("explain", "MIT", "Apache-2.0", "--relation", "eats")[0] == 2
    assert run("explain")[0] == 2
    assert run("nonsense")[0] == 2


def test_exit_zero_and_fail_on(run):
    conflict = EXAMPLES / "llama-finetune-apache.yaml"
    assert run("check", conflict, "--exit-zero")[0] == 0
    free = EXAMPLES / "openmdw-bundle.yaml"
    assert run("check", free, "--fail-on", "obligation")[0] in {0, 1}
    assert run("check", EXAMPLES / "cards" / "qwen-lora.md")[0] == 3
    assert run("check", EXAMPLES / "cards" / "qwen-lora.md", "--unknown", "warn")[0] == 0


def test_the_same_input_gives_the_same_bytes(run):
    one = run("check", EXAMPLES / "starcoder2.yaml", "--format", "json")
    other = run("check", EXAMPLES / "starcoder2.yaml", "--format", "json")
    assert one == other


def test_python_m_runs_and_writes_a_file(tmp_path):
    out = tmp_path / "report.json"
    command = [
        sys.executable,
        "-m",
        "fourfold",
        "check",
        str(EXAMPLES / "whisper.yaml"),
        "--format",
        "json",
        "-o",
        str(out),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(out.read_text())["name"] == "whisper-large-v3"


def test_standard_input(run, monkeypatch):
    import io

    data = (EXAMPLES / "whisper.yaml").read_bytes()
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": io.BytesIO(data)})())
    assert run("check", "-")[0] == 0


def test_a_short_command_imports_neither_networkx_nor_a_reader_nor_pydantic():
    code = (
        "import sys, io, contextlib\n"
        "from fourfold.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        "    main(['explain', 'MIT', 'GPL-3.0-only'])\n"
        "late = [m for m in sys.modules if m in {'networkx', 'pydantic', 'yaml', 'license_expression'} or m.startswith('fourfold.read')]\n"
        "assert 'fourfold.graph' in sys.modules\n"
        "print(late)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


MODEL = "fourfold: 1\nname: x\nartifacts: [{id: a, kind: code, license: MIT}]\n"


@pytest.mark.parametrize(
    ("call", "code", "says"),
    [
        ("check - <&-", 2, "standard input is closed"),
        ("sbom fill - <&-", 2, "standard input is closed"),
        ("check - - <{path}", 2, "read once only"),
        ("check {path} >&-", 2, "cannot write"),
        ("check {path} --quiet >&-", 0, "nothing fails"),
        ("check {path} --format json >/dev/full", 2, "cannot write: No space left"),
    ],
)
def test_streams_that_are_closed_or_full_are_told(manifest, call, code, says):
    path = manifest(MODEL)
    command = f"{sys.executable} -m fourfold {call.format(path=path)}"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert (done.returncode, "internal error" in done.stderr) == (code, False)
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"exit {code}: ")
    assert says in last


def test_with_standard_error_closed_the_report_stays_json(manifest):
    command = f"{sys.executable} -m fourfold check {manifest(MODEL)} --format json 2>&-"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout)["verdict"] == "ok"


@pytest.mark.parametrize("command", ["check", "recommend", "notice", "diff"])
def test_names_reach_no_stream_with_what_steers_a_terminal(run, tmp_path, command):
    path = tmp_path / "x.json"
    component = {"type": "library", "bom-ref": "\x1b[2Ja\x1b]0;t\x07", "name": "\x1b[2J", "licenses": [{"license": {"name": "Fnord\x1b]0;t\x07"}}]}  # fmt: skip
    path.write_text(json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [component]}))
    first = (EXAMPLES / "whisper.yaml",) if command == "diff" else ()
    for last in (path, tmp_path / "\x1b[2Jnowhere"):
        _, out, err = run(command, *first, last)
        assert "\x1b" not in out + err
        assert "\ufffd" in out + err
