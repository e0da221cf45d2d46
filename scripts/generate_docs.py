"""Make the generated part of docs/ from data and code: licences, vocabulary, readings, rules, schemas, examples.

    python scripts/generate_docs.py [--check]

The tables of docs/manifest.md are made here as well; the rest of that page is written by hand.

With --check nothing is written; the exit code is 1 if something would change.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import manifest_page  # noqa: E402
from fourfold.catalogue import catalogue  # noqa: E402
from fourfold.describe import license_card  # noqa: E402
from fourfold.graph import graph  # noqa: E402
from fourfold.read.manifest import manifest_schema  # noqa: E402
from fourfold.report.schema import report_schema  # noqa: E402
from fourfold.rules import RULES  # noqa: E402

NOTE = "<!-- Made by scripts/generate_docs.py; edit the data, not this page. -->\n"


def pages() -> Iterator[tuple[str, str]]:
    """Yield every generated file: path below the repository, and content."""
    yield "docs/reference/rules.md", rules()
    yield "docs/reference/vocabulary.md", vocabulary()
    yield "docs/reference/readings.md", readings()
    yield "docs/reference/licenses.md", index()
    yield "docs/manifest.md", manifest_page.filled(ROOT / "docs" / "manifest.md")
    for license_id in catalogue():
        yield f"docs/reference/licenses/{license_id}.md", license_page(license_id)
    yield "data/schema/report.schema.json", json.dumps(report_schema(), indent=2, sort_keys=True) + "\n"
    yield "data/schema/manifest.schema.json", json.dumps(manifest_schema(), indent=2, sort_keys=True) + "\n"
    for path in sorted((ROOT / "examples").rglob("*")):
        if path.suffix in {".yaml", ".md"} and path.parent.name in {"examples", "cards"}:
            name = path.relative_to(ROOT / "examples").with_suffix(".txt")
            yield f"examples/expected/{str(name).replace('/', '-')}", example(path)


def rules() -> str:
    """Return the page of all rules."""
    parts = [NOTE, "# Rules\n", "Each page is what `fourfold explain RULE` prints.\n"]
    for rule in RULES:
        body = rule.manual.strip().replace("\n------", "\n------")
        parts.append(
            f"## {rule.name}\n\n*{rule.severity}, confidence {rule.confidence}, {rule.status}*\n\n{_headings(body)}\n"
        )
    return "\n".join(parts)


def _headings(manual: str) -> str:
    lines = manual.splitlines()
    out = []
    for i, line in enumerate(lines):
        if line and set(line) == {"-"}:
            continue
        under = lines[i + 1] if i + 1 < len(lines) else ""
        out.append(f"**{line}**\n" if under and set(under) == {"-"} else line)
    return "\n".join(out)


def vocabulary() -> str:
    """Return the page of all clause kinds."""
    known = catalogue()
    rows = ["| kind | class | effect | says | freedoms | fact |", "|---|---|---|---|---|---|"]
    for name in sorted(known.kinds):
        info = known.kinds[name]
        touched = [
            *(f"{f} given" for f in info.grants),
            *(f"{f} limited" for f in info.limits),
            *(f"{f} denied" for f in info.denies),
        ]
        rows.append(
            f"| `{name}` | {info.group} | {info.effect or ''} | {info.says} | {', '.join(touched)} | {info.fact} |"
        )
    return (
        f"{NOTE}\n# The clause vocabulary\n\n{len(known.kinds)} kinds. An unknown kind fails.\n\n"
        + "\n".join(rows)
        + "\n"
    )


def readings() -> str:
    """Return the page of all open questions."""
    parts = [
        NOTE,
        "# Readings\n",
        "Open questions, each with its sides. A finding on which the sides differ is *contested*.\n",
    ]
    for reading in catalogue().readings.values():
        parts.append(f"## {reading.name}\n\n{reading.question}\n")
        parts.append(f"* **text**: {reading.text_says}. Held by: {'; '.join(reading.held_by_text)}.")
        parts.append(f"* **cautious**: {reading.cautious_says}. Held by: {'; '.join(reading.held_by_cautious)}.")
        parts.append(f"* **to ask**: {reading.ask}\n")
    return "\n".join(parts)


def index() -> str:
    """Return the list of all licences."""
    rows = ["| licence | use | study | modify | share | clauses |", "|---|---|---|---|---|---|"]
    for license_id in catalogue():
        card = license_card(graph().license(license_id), graph())
        cells = " | ".join(card["freedoms"][f]["grants"] for f in ("use", "study", "modify", "share"))
        rows.append(f"| [{license_id}](licenses/{license_id}.md) | {cells} | {len(card['clauses'])} |")
    return (
        f"{NOTE}\n# Licences\n\n{len(catalogue())} read clause by clause. What a licence grants, asked for any purpose.\n\n"
        + "\n".join(rows)
        + "\n"
    )


def license_page(license_id: str) -> str:
    """Return a licence's page."""
    licence = graph().license(license_id)
    card = license_card(licence, graph())
    out = [
        NOTE,
        f"# {licence.name or license_id}\n",
        f"`{license_id}` · {licence.steward or 'steward not stated'} · {licence.url}\n",
    ]
    if card["aliases"] or card["hub"]:
        out.append("Also called: " + ", ".join(f"`{name}`" for name in [*card["hub"], *card["aliases"]]) + "\n")
    out += ["| use | study | modify | share |", "|---|---|---|---|"]
    out.append("| " + " | ".join(card["freedoms"][f]["grants"] for f in ("use", "study", "modify", "share")) + " |\n")
    out += ["| kind | section | reaches | says |", "|---|---|---|---|"]
    for clause in card["clauses"]:
        extra = "; ".join(f"{key}: {_cell(value)}" for key, value in clause["parameters"].items())
        open_mark = " *(open)*" if clause["effect"] == "SILENT" else ""
        says = clause["says"] + (f" [{extra}]" if extra else "")
        out.append(
            f"| `{clause['kind']}`{open_mark} | {clause['section']} | {', '.join(clause['reaches'])} | {_escape(says)} |"
        )
    if card["edges"]:
        out += ["", "Names itself: " + "; ".join(f"{e['to']} ({e['type']})" for e in card["edges"])]
    if card["lists"]:
        out += [
            "",
            "Lists: " + ", ".join(f"{e['list']} {'yes' if e['value'] else 'no'} ({e['date']})" for e in card["lists"]),
        ]
    for text in card["texts"]:
        out += [
            "",
            f"Read: {text['name']}, {text['words']} words, SHA-256 `{text['sha256']}`, {text['read']}, {text['source']}",
        ]
    return "\n".join(out) + "\n"


def _cell(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


def example(path: Path) -> str:
    """Return what the command line prints for an example, its last line included."""
    command = [sys.executable, "-m", "fourfold", "check", str(path.relative_to(ROOT)), "--color", "never"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": ""},
    )
    return done.stdout + done.stderr


def main(argv: list[str]) -> int:
    """Write, or compare, every generated file."""
    stale = []
    made = dict(pages())
    for name, text in made.items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in argv:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    for folder in ("docs/reference", "examples/expected"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and str(path.relative_to(ROOT)) not in made:
                stale.append(str(path.relative_to(ROOT)))
                if "--check" not in argv:
                    path.unlink()
    for name in stale[:20]:
        print(f"{'stale' if '--check' in argv else 'written'}: {name}")
    print(f"{len(made)} generated files, {len(stale)} {'stale' if '--check' in argv else 'changed'}")
    return 1 if stale and "--check" in argv else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
