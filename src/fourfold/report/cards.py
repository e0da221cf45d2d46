"""`explain` in words: licence cards, pairs, rules."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from fourfold.compatibility import Compatibility
from fourfold.report.words import ADVICE, COLOR, MARK, Paint, section_sign, tree_lines

WIDTH = 100


def render_pair(answer: Compatibility, data: dict[str, Any], *, color: bool = False) -> str:
    """Return a pair's answer in words, with the tree of reasons."""
    paint = Paint(on=color)
    verdict = paint(f"{MARK[answer.verdict]} {answer.verdict.upper()}", COLOR[answer.verdict])
    lines = [f"{answer.inbound} → {answer.outbound}, relation {answer.relation}", "", f"  {verdict}"]
    if data["edge"]["effective"]:
        lines.append(f"  only if the whole goes out as {data['edge']['effective']}")
    if data["edge"]["reading"]:
        lines += [f"  {name:<9} {value}" for name, value in data["readings"].items()]
    lines += ["", *(f"  {line}" for line in tree_lines(answer.explanation))]
    if data["obligations"]:
        lines += ["", "  obligations"]
        for duty in data["obligations"]:
            where = f" {section_sign(duty['section'])}" if duty["section"] else ""
            maybe = " (cautious reading only)" if duty.get("reading") else ""
            lines += textwrap.wrap(
                f"{duty['kind']:<22} {duty['text']} [{duty['license']}{where}]{maybe}",
                WIDTH,
                initial_indent="    ",
                subsequent_indent=" " * 27,
            )
    return "\n".join([*lines, "", ADVICE]) + "\n"


def render_license(card: dict[str, Any], *, color: bool = False) -> str:
    """Return a licence's card in words."""
    paint = Paint(on=color)
    lines = [*_identity(card, paint), *_freedoms(card), *_clauses(card, paint), *_edges(card, paint), *_sources(card)]
    return "\n".join([*lines, "", ADVICE]) + "\n"


def _identity(card: dict[str, Any], paint: Paint) -> Iterator[str]:
    yield paint(f"{card['license']}  {card['name']}", "1")
    about = [
        f"steward {card['steward']}" if card["steward"] else "",
        f"version {card['version']}" if card["version"] else "",
        card["url"],
    ]
    yield " · ".join(part for part in about if part)
    names = [*card["hub"], *card["aliases"]]
    if names:
        yield from textwrap.wrap("also called  " + ", ".join(names), WIDTH, subsequent_indent=" " * 13)
    if card["look_alikes"]:
        others = "not to be taken for  " + ", ".join(card["look_alikes"][:12])
        yield from textwrap.wrap(others, WIDTH, subsequent_indent=" " * 21)


def _freedoms(card: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "  ".join(f"{name:<18}" for name in card["freedoms"])
    yield "  ".join(f"{entry['grants']:<18}" for entry in card["freedoms"].values())
    yield from (f"  {name}: {entry['missing']}" for name, entry in card["freedoms"].items() if entry["missing"])
    if not card["texts"] and (card["category"] or not card["clauses"]):
        known = f"ScanCode's category is known ({card['category']})" if card["category"] else "the name is known"
        yield ""
        yield f"Only {known}; the text was not read."


def _clauses(card: dict[str, Any], paint: Paint) -> Iterator[str]:
    for group in ("limitation", "condition", "permission"):
        mine = [clause for clause in card["clauses"] if clause["class"] == group]
        if mine:
            yield ""
            yield paint(f"{group}s", "1")
        for clause in mine:
            section = section_sign(clause["section"]) if clause["section"] else ""
            head = f"  {clause['kind']:<24} {section:<12} "
            given = [(key, value) for key, value in clause["parameters"].items() if key != "uses"]
            extra = "; ".join(f"{key.replace('_', ' ')} {_value(value)}" for key, value in given)
            text = f"{clause['says']}{f' [{extra}]' if extra else ''}  ({', '.join(clause['reaches'])})"
            yield from textwrap.wrap(
                text, WIDTH, initial_indent=head, subsequent_indent=" " * 40, break_long_words=False
            )


def _edges(card: dict[str, Any], paint: Paint) -> Iterator[str]:
    if card["edges"]:
        yield ""
        yield paint("names itself", "1")
    for edge in card["edges"]:
        text = f"{edge['to']} ({edge['type']}): {edge['says']}"
        yield from textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")


def _sources(card: dict[str, Any]) -> Iterator[str]:
    words = {True: "yes", False: "no", None: "not said"}
    if card["lists"]:
        yield ""
        yield "lists  " + " · ".join(f"{e['list']} {words[e['value']]}" for e in card["lists"])
    for text in card["texts"]:
        where = f"read {text['read']} from {text['source']}"
        yield f"{text['name']}  {text['words']} words, sha256 {text['sha256'][:16]}…, {where}"
    yield f"data {card['data']['version']} ({card['data']['digest']})"


def _value(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def render_rule(name: str, manual: str, status: str) -> str:
    """Return a rule's manual page."""
    return f"{name}  ({status})\n\n{manual.strip()}\n"
