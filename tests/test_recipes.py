"""The recipes of docs/gates.md, the pre-commit hook and the action: read as their tools read them, and run as far as one machine can."""

from __future__ import annotations

import configparser
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "gates.md"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
FREE, CONFLICT = ROOT / "examples" / "openmdw-bundle.yaml", ROOT / "examples" / "llama-finetune-apache.yaml"
BIN = Path(sys.executable).parent


def recipes():
    """Return the page's code blocks by the heading they stand under."""
    found, title = {}, ""
    for match in re.finditer(r"^## ([^\n]+)$|^```(\w+)\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL):
        title = match[1] or title
        if match[2]:
            found.setdefault(title, []).append((match[2], match[3]))
    return found


RECIPES = recipes()


def block(title, language):
    (text,) = [text for name, text in RECIPES[title] if name == language]
    return text


@pytest.fixture
def repository(tmp_path):
    """A repository that releases something free."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    shutil.copy(FREE, folder / "fourfold.yaml")
    return folder


def shell(command, folder, **variables):
    """Run a command in a folder as a build would: with fourfold on the path, and no variable of ours."""
    assert (BIN / "fourfold").exists()
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FOURFOLD_", "GITHUB_", "INPUT_"))}
    env |= {"PATH": f"{BIN}{os.pathsep}{env['PATH']}", **variables}
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
    return subprocess.run(script, cwd=folder, env=env, capture_output=True, text=True, check=False)


def spoil(repository):
    """Let the repository release something that stands in conflict."""
    shutil.copy(CONFLICT, repository / "fourfold.yaml")


def test_every_recipe_has_a_test():
    assert {title: [language for language, _ in blocks] for title, blocks in RECIPES.items()} == {
        "Configuration": ["toml", "sh"],
        "GitHub": ["yaml"],
        "GitLab": ["yaml"],
        "pre-commit": ["yaml"],
        "make": ["make"],
        "tox": ["ini"],
        "A bill of materials, filled in": ["sh"],
        "A Python script": ["python"],
    }


def test_the_configuration_is_one(repository):
    text = block("Configuration", "toml")
    (repository / "pyproject.toml").write_text(text)
    shown = shell("fourfold check --show-config --format json", repository)
    assert shown.returncode == 0, shown.stderr
    values = json.loads(shown.stdout)
    said = tomllib.loads(text)["tool"]["fourfold"]
    assert values["policy.deny-conditions"]["value"] == said["policy"]["deny-conditions"]
    assert len(values) >= 15
    assert sum(entry["origin"].startswith("pyproject.toml:") for entry in values.values()) >= 14
    checked = shell("fourfold check --format json", repository)
    assert checked.returncode == 0, checked.stderr
    assert {f["rule"] for f in json.loads(checked.stdout)["findings"]} >= {"ignore-unused", "input-incomplete"}


def test_the_baseline_runs_and_shrinks(repository):
    commands = block("Configuration", "sh").splitlines()
    spoil(repository)
    assert [shell(command, repository).returncode for command in commands] == [0, 0, 0]
    shutil.copy(FREE, repository / "fourfold.yaml")
    assert [shell(command, repository).returncode for command in commands[1:]] == [0, 1]


def test_make(repository):
    if shutil.which("make") is None:
        pytest.skip("make is not at hand")
    (repository / "Makefile").write_text(block("make", "make"))
    done = shell("make licences", repository)
    assert done.returncode == 0, done.stderr
    assert "use=granted" in done.stdout
    spoil(repository)
    assert shell("make licences", repository).returncode != 0


def test_tox(repository, tmp_path):
    """Run what tox would run in its environment."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(block("tox", "ini"))
    section = parser["testenv:licences"]
    assert section["deps"] == "fourfold"
    commands = [line.replace("{envtmpdir}", str(tmp_path)) for line in section["commands"].split("\n") if line.strip()]
    assert [shell(command, repository).returncode for command in commands] == [0, 0]
    assert (tmp_path / "fourfold.html").read_text().startswith("<!doctype html>")
    spoil(repository)
    assert [shell(command, repository).returncode for command in commands] == [1, 0]


def test_a_bill_is_filled_and_checked(repository):
    components = [
        {"type": "machine-learning-model", "bom-ref": "chat", "name": "chat", "purl": "pkg:huggingface/acme/chat@1"},
        {"type": "library", "bom-ref": "lib", "name": "lib", "licenses": [{"license": {"name": "Apache 2"}}]},
    ]
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": components}
    (repository / "bom.cdx.json").write_text(json.dumps(bill, indent=2))
    (repository / "models" / "chat").mkdir(parents=True)
    (repository / "models" / "chat" / "README.md").write_text("---\nlicense: apache-2.0\n---\n")
    (repository / "LICENSES").mkdir()
    fill, check = block("A bill of materials, filled in", "sh").splitlines()
    done = shell(fill, repository)
    assert done.returncode == 0, done.stderr
    assert "nothing of fourfold.yaml was found" in done.stderr
    filled = json.loads((repository / "filled.cdx.json").read_text())["components"]
    assert [entry["licenses"][-1]["license"]["id"] for entry in filled] == ["Apache-2.0", "Apache-2.0"]
    assert len(json.loads((repository / "filled.json").read_text())["changes"]) == 4
    done = shell(check, repository)
    assert done.returncode == 0, done.stderr


def test_gitlab(repository):
    job = yaml.safe_load(block("GitLab", "yaml"))["licences"]
    script = [line for line in job["script"] if not line.startswith("pip install")]
    assert len(script) == len(job["script"]) - 1 == 3
    assert shell("\n".join(script), repository).returncode == 0
    assert all((repository / name).is_file() for name in job["artifacts"]["paths"])
    spoil(repository)
    done = shell("\n".join(script), repository)
    assert done.returncode == 1, done.stderr
    sarif = json.loads((repository / "fourfold.sarif").read_text())
    assert {result["level"] for result in sarif["runs"][0]["results"]} >= {"error"}


def test_the_python_script(repository):
    script = block("A Python script", "python")
    (repository / "gate.py").write_text(script)
    call = f'"{sys.executable}" gate.py'
    done = shell(call, repository)
    assert (done.returncode, done.stdout) == (0, "nothing fails\n"), done.stderr
    spoil(repository)
    done = shell(call, repository)
    assert done.returncode == 1
    assert "relabelled-derivative" in done.stdout and "policy-freedom" in done.stdout


def test_the_hook_runs_offline_without_file_names(repository):
    (hook,) = HOOKS
    assert hook["id"] == "fourfold"
    assert hook["pass_filenames"] is False
    assert hook["language"] == "python"
    used = yaml.safe_load(block("pre-commit", "yaml"))["repos"][0]["hooks"][0]
    assert used["id"] == hook["id"]
    command = " ".join([hook["entry"], *used["args"]])
    # no name server, no proxy: whatever tried to reach the network would fail
    variables = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    assert shell(command, repository, **variables).returncode == 0
    spoil(repository)
    assert shell(command, repository, **variables).returncode == 1


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("pyproject.toml", True),
        ("fourfold.yaml", True),
        ("sub/fourfold.toml", True),
        ("README.md", True),
        ("models/LICENSE.txt", True),
        ("dist/bom.cdx.json", True),
        ("dist/app.spdx", True),
        ("bom.xml", True),
        ("MOF.yml", True),
        ("src/main.py", False),
        ("notes/README.md.bak", False),
        ("cdx.json", False),
    ],
)
def test_the_hook_runs_when_one_of_its_files_changes(path, looked_at):
    assert bool(re.search(HOOKS[0]["files"], path)) is looked_at


def step(name):
    (found,) = [step for step in ACTION["runs"]["steps"] if step["name"] == name]
    return found


def act(repository, tmp_path, **inputs):
    """Run the action's check as a runner does: inputs by the environment, the working tree's own sources as installed."""
    found = step("Check")
    variables = {}
    for name, value in found["env"].items():
        key = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)[1]
        variables[name] = inputs.get(key, ACTION["inputs"][key]["default"])
    assert set(inputs) <= set(ACTION["inputs"])
    installed = tmp_path / "runner" / "fourfold"
    installed.mkdir(parents=True, exist_ok=True)
    if not (installed / "fourfold").exists():
        (installed / "fourfold").symlink_to(ROOT / "src" / "fourfold")
    output, summary = tmp_path / "output", tmp_path / "summary"
    output.write_text("")
    summary.write_text("")
    files = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(tmp_path / "runner")}
    python = tmp_path / "bin"
    python.mkdir(exist_ok=True)
    if not (python / "python3").exists():
        (python / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        (python / "python3").chmod(0o755)
    path = f"{python}{os.pathsep}{os.environ['PATH']}"
    done = shell(f'export PATH="{path}"\n{found["run"]}', repository, **variables, **files)
    return done, output.read_text(), summary.read_text()


def test_the_action_annotates_and_says_its_exit_code(repository, tmp_path):
    done, output, summary = act(repository, tmp_path)
    assert done.returncode == 0, done.stderr
    assert output == "exit-code=0\n"
    assert summary.startswith("# ✓ lantern-1b")
    spoil(repository)
    done, output, summary = act(repository, tmp_path, paths="fourfold.yaml\n", sarif="out.sarif", html="out.html")
    assert (done.returncode, output) == (1, "exit-code=1\n")
    assert done.stdout.startswith("::error file=fourfold.yaml,line=6,")
    assert summary.count("# ✗ superchat") == 1  # written once, not for each file
    assert json.loads((repository / "out.sarif").read_text())["version"] == "2.1.0"
    assert (repository / "out.html").read_text().startswith("<!doctype html>")


def test_the_action_takes_options_line_by_line(repository, tmp_path):
    spoil(repository)
    done, output, _ = act(repository, tmp_path, options="--exit-zero\n--purpose=commercial\n")
    assert (done.returncode, output) == (0, "exit-code=0\n")
    done, output, _ = act(repository, tmp_path, options="--no-such-option")
    assert (done.returncode, output) == (2, "exit-code=2\n")


def test_what_a_workflow_passes_in_is_never_run(repository, tmp_path):
    for nasty in ("$(touch pwned)", "`touch pwned`", '"; touch pwned; "', "fourfold.yaml; touch pwned"):
        done, _, _ = act(repository, tmp_path, paths=nasty, sarif=nasty)
        assert done.returncode == 2
    assert not (repository / "pwned").exists()
    assert not any("${{" in step["run"] for step in ACTION["runs"]["steps"])


def test_the_action_imports_nothing_that_lies_in_the_checkout(repository, tmp_path):
    for name in ("fourfold", "json", "argparse"):
        (repository / f"{name}.py").write_text("raise SystemExit('taken from the checkout')\n")
    done, _, _ = act(repository, tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_action_installs_from_its_own_checkout():
    command = step("Install")["run"]
    assert '"$GITHUB_ACTION_PATH"' in command and "--target" in command
    assert subprocess.run(["bash", "-n", "-c", command], check=False).returncode == 0
    assert ACTION["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" for step in ACTION["runs"]["steps"])


def test_the_workflow_uses_the_action_as_it_is():
    job = yaml.safe_load(block("GitHub", "yaml"))["jobs"]["licences"]
    (used,) = [step for step in job["steps"] if step["uses"].startswith("fourfold/fourfold@")]
    assert set(used["with"]) <= set(ACTION["inputs"])
    (upload,) = [step for step in job["steps"] if "upload-sarif" in step["uses"]]
    assert upload["with"]["sarif_file"] == used["with"]["sarif"]


def test_the_workflow_runs(repository, tmp_path):
    job = yaml.safe_load(block("GitHub", "yaml"))["jobs"]["licences"]
    (used,) = [step for step in job["steps"] if step["uses"].startswith("fourfold/fourfold@")]
    done, output, _ = act(repository, tmp_path, **used["with"])
    assert (done.returncode, output) == (0, "exit-code=0\n"), done.stderr
    assert (repository / used["with"]["sarif"]).is_file()


@pytest.mark.parametrize(
    ("schema", "document"),
    [("github-actions", ACTION), ("github-workflows", None), ("gitlab-ci", None)],
)
def test_the_files_fit_the_published_schemas(schema, document):
    """Where the package that carries these schemas is at hand."""
    from importlib.util import find_spec

    import jsonschema

    package = find_spec("check_jsonschema")
    if package is None or not package.submodule_search_locations:
        pytest.skip("check-jsonschema is not at hand")
    folder = Path(package.submodule_search_locations[0]) / "builtin_schemas" / "vendor"
    held = json.loads((folder / f"{schema}.json").read_text(encoding="utf-8"))
    if document is None:
        # `on` is a word for yes in YAML 1.1
        document = yaml.load(block("GitHub" if "hub" in schema else "GitLab", "yaml"), yaml.BaseLoader)
    validator = jsonschema.validators.validator_for(held)(held)
    assert [error.message for error in validator.iter_errors(document)] == []


def test_the_page_tells_every_format_and_every_key():
    from fourfold.commands.check import FORMATS
    from fourfold.entry import KEYS

    text = PAGE.read_text()
    assert all(f"`{name}`" in text for name in FORMATS)
    sample = tomllib.loads(block("Configuration", "toml"))["tool"]["fourfold"]
    told = set(sample) | set(re.findall(r"--([a-z-]+)", text)) | set(re.findall(r"`([a-z-]+)`", text))
    assert {key.name for key in KEYS} <= told
