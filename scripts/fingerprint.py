"""Make data/fingerprints.json from the licence texts, which are not part of this repository.

    FOURFOLD_TEXTS=folder[:folder] python scripts/fingerprint.py [--show ID]

A licence whose text is not at hand keeps the fingerprint that it has. With --show nothing is written: the places of one text
where copies may differ are printed.
"""

from __future__ import annotations

import json
import re
import sys
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "scripts")]

from entry import FOLDERS  # noqa: E402
from fourfold.curation import read_license  # noqa: E402
from fourfold.identify.fingerprint import Cut, Fingerprint, pack  # noqa: E402
from fourfold.identify.notice import blanks, notices  # noqa: E402
from fourfold.identify.words import RUN, Words, brief, digest, made_plain, read_words  # noqa: E402
from fourfold.license import License  # noqa: E402
from variants import choices, header, titles  # noqa: E402

SHORTEST = RUN
"""Words between two cuts: fewer leave no mark to say where the passage stands."""
PRIORITY = ("item", "address", "blank", "title", "notice", "choice")
"""Which of two cuts that stand too close together gives way: the one that is named first."""

_PARAGRAPH = re.compile(
    r"(?:\A|\n[^\S\n]*\n|\n(?=[^\w\n]*(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,5})[.)])\s))"
)
_NUMBER = re.compile(r"[^\w(\[]*\(?((?:\d{1,2}(?:\.\d{1,2})*|[A-Za-z]|[ivxIVX]{1,5})[.)]+)(?=\s)")
_ADDRESS = re.compile(r"https?://[^\s<>\"”’)\]]+[^\s<>\"”’)\].,;:*]")
_SURE = re.compile(r"(?i)(?:[a-z]+\s+){0,2}?(?:copyright(?:ed)?[\s:]*(?:by\s+)?)?(?:\(c\)|©|\d{4}|19[xy]{2}|[<\[{])")
_TO_FILL_IN = re.compile(r"(?i)\b(name|holder|owner|organi[sz]ation|author|program|signature|yyyy|year)\b")
_HOLDER = re.compile(
    r"(?i)(?<=neither the name of )(?:the )?(?:copyright (?:holder|owner)s?|(?-i:ORGANIZATION)\b)|(?<=provided by )the copyright holders?"
    r"(?: and contributors)?|(?<=in no event shall )the copyright (?:holder|owner)s?(?: or contributors)?(?= be liable)"
)
_APPENDIX = re.compile(
    r"(?im)^[^\w\n]*(?:end of (?:the )?terms and conditions[^\w]*\n\s*)?"
    r"(?P<head>(?:appendix:? |addendum:? )?how to (?:use|apply) (?:these|this|the)\b.*$)"
)
_DATED = re.compile(r"(?i)\bv(?:ersion)?\b|dated?\b|modified|effective|legal code|\d\.\d|(?:19|20)\d\d|https?://")


def cuts_of(words: Words, known: Sequence[Cut] = ()) -> tuple[Cut, ...]:
    """Return the places of a text where copies may differ and still say the same: those that it shows, and those known."""
    found = sorted([*known, *_places(words)], key=lambda cut: -PRIORITY.index(cut.kind))
    kept: list[Cut] = []
    for cut in found:
        # An empty cut says only that something may stand there, which any cut beside it says too.
        empty = cut.start == cut.stop
        if not any(
            (cut.start <= k.stop and k.start <= cut.stop and not (k.kind == "choice" and k.start == cut.start))
            if empty
            else cut.start < k.stop and k.start < cut.stop
            for k in kept
        ):
            kept.append(cut)
    kept.sort(key=lambda cut: (cut.start, cut.stop))
    while (close := _too_close(kept, len(words.words))) is not None:
        kept.pop(close)
    return tuple(replace(c, brief=brief(words.words[c.start : c.stop])) if c.start < c.stop else c for c in kept)


def _too_close(cuts: list[Cut], length: int) -> int | None:
    """Return the number of a cut that has to give way; none if all stand far enough apart."""
    ends = [0, *(cut.stop for cut in cuts)]
    begins = [*(cut.start for cut in cuts), length]
    for number, (end, begin) in enumerate(zip(ends, begins, strict=True)):
        if 0 < begin - end < SHORTEST and cuts:
            beside = [n for n in (number - 1, number) if 0 <= n < len(cuts)]
            return min(beside, key=lambda n: PRIORITY.index(cuts[n].kind))
    return None


def _places(words: Words) -> Iterator[Cut]:
    text = words.text
    for begin, end in _own_notices(text):
        for line in re.finditer(r".+", text[begin:end]):
            yield _cut(words, begin + line.start(), begin + line.end(), "notice")
        # Who puts in a notice of their own puts it in the place of the whole line.
        rest = text[end : (text + "\n").find("\n", end)]
        begins_line = not text[text.rfind("\n", 0, begin) + 1 : begin].strip()
        titled = (
            len(rest) < 80 and re.match(r"[^\n]*(?:\n\s*\n|\Z)", text[end:]) and re.search(r"(?i)licen[sc]e\b", rest)
        )
        if begins_line and (titled or 0 < len(rest.split()) <= 4):
            yield _cut(words, end, end + len(rest), "notice")
    for begin, end in blanks(text):
        if _TO_FILL_IN.search(text[begin:end]) and "(" not in text[begin:end]:
            yield _cut(words, begin, end, "blank")
    for match in _HOLDER.finditer(re.sub(r"\s", " ", text)):
        yield _cut(words, *match.span(), "blank")
    for match in _ADDRESS.finditer(text):
        yield _cut(words, *match.span(), "address")
    yield from _titles(words)
    for match in _PARAGRAPH.finditer(text):
        number = _NUMBER.match(text, match.end())
        begin = _word_at(words, match.end())
        yield Cut(begin, _word_at(words, number.end()) if number else begin, "item")


def _own_notices(text: str) -> Iterator[tuple[int, int]]:
    """Yield the notices of a text as its lines show them; what a line begins anew belongs to no name above it."""
    for begin, end in notices(text):
        if not _SURE.match(text, begin):
            continue
        stop = begin
        for line in text[begin:end].splitlines(keepends=True):
            goes_on = re.match(r"\s*(?:[a-z0-9<]|all rights|rights)", line, re.IGNORECASE if "ights" in line else 0)
            if stop > begin and not goes_on and not text[begin:stop].rstrip().endswith((",", *"0123456789")):
                break
            stop += len(line)
        yield begin, stop


def _titles(words: Words) -> Iterator[Cut]:
    """Yield the heading of a text: its first paragraph or line if it is short, and those that date it right below."""
    parts = [*re.finditer(r"\S(?:.|\n(?!\s*\n))*", words.text)][:2]
    if parts and not _may_head(words, *parts[0].span()):
        parts = [*re.finditer(r"\S.*", words.text)][:3]
    for number, part in enumerate(parts):
        if not _may_head(words, *part.span()) or (number and not _DATED.search(part[0])):
            return
        yield _cut(words, *part.span(), "title")


def _may_head(words: Words, begin: int, end: int) -> bool:
    """Whether a passage is short, and the one below does not go on in the middle of its sentence."""
    below = words.text[end:].lstrip()[:1]
    return (
        0 < _word_at(words, end) - _word_at(words, begin) <= 14
        and _is_heading(words.text[begin:end])
        and not below.islower()
    )


def _is_heading(text: str) -> bool:
    """Whether a passage is written like a heading: no sentence ends, most words begin with a capital letter or a digit."""
    small = [word for word in text.split() if word.strip('"“(#*<')[:1].islower() and "://" not in word]
    ends = text.rstrip().endswith((".", ",", ";", ":")) and not re.search(r"(?i)licen[sc]e\b.*\d\.?\s*$", text)
    return bool(text.strip()) and not ends and 2 * len(small) <= len(text.split())


def _cut(words: Words, begin: int, end: int, kind: str) -> Cut:
    return Cut(_word_at(words, begin), _word_at(words, end), kind)


def _word_at(words: Words, place: int) -> int:
    """Return the number of the first word that begins at a place or behind it."""
    return bisect_left(words.spans, (place, -1))


def steps_of(words: Words, raw: str) -> tuple[int, ...]:
    """Return how the white-space-separated words of a text, in which clauses count, run against the words compared."""
    plain = made_plain(raw)
    if len(plain.split()) != len(raw.split()):
        raise SystemExit("the text changes its count of words when it is made plain; positions would be wrong")
    ends = [match.end() for match in re.finditer(r"\S+", plain)]
    out: list[int] = []
    before, last = -1, 0
    for number, (begin, _) in enumerate(words.spans):
        position = bisect_left(ends, begin + 1)
        if position - before != 1:
            out += [number - last, position - before]
            last = number
        before = position
    return tuple(out)


def fingerprint(license_id: str, raw: str) -> Fingerprint:
    """Return what ships of a text."""
    words = read_words(raw)
    cuts = cuts_of(words, [*choices(license_id, words)])
    made = Fingerprint(license_id, len(words.words), words.marks, "", cuts, steps=steps_of(words, raw))
    made = replace(made, titles=titles(license_id), tails=tuple(_tails(words, made)))
    notice = header(words, made)
    if notice is not None:
        places = {0, *(tail for tail, _ in made.tails)}
        cuts = (*cuts, *(replace(notice, start=place, stop=place) for place in places))
        made = replace(made, cuts=tuple(sorted(cuts, key=lambda cut: (cut.start, cut.stop))))
    return replace(made, digest=_digest_up_to(words, made, made.words))


def _tails(words: Words, made: Fingerprint) -> Iterator[tuple[int, str]]:
    """Yield where appendices begin that only say how to apply the licence, each with the digest of what stands above."""
    for match in _APPENDIX.finditer(words.text, int(len(words.text) * 0.4)):
        for place in sorted({match.start(), match.start("head")}):
            tail = _word_at(words, place)
            cut_through = any(cut.start < tail < cut.stop for cut in made.cuts)
            if not cut_through and tail < made.words:
                yield tail, _digest_up_to(words, made, tail)


def _digest_up_to(words: Words, made: Fingerprint, stop: int) -> str:
    return digest([word for a, b in made.segments(stop) for word in words.words[a:b]])


def families(made: dict[str, Fingerprint], licences: dict[str, License]) -> dict[str, Fingerprint]:
    """Say which licences are given by one text: those with equal words, and ``-or-later`` beside the version it begins with."""

    def said(print_: Fingerprint) -> tuple[str, ...]:
        return print_.digest, *(cut.brief for cut in print_.cuts if cut.kind == "title")

    together: dict[tuple[str, ...], set[str]] = {}
    for license_id, print_ in made.items():
        together.setdefault(said(print_), set()).add(license_id)
    for license_id, licence in licences.items():
        base = made.get(licence.versions[0]) if licence.versions else None
        if base is not None and license_id in made:
            together[said(base)].add(license_id)
    return {
        license_id: replace(print_, family=tuple(sorted(together[said(print_)] - {license_id})))
        for license_id, print_ in made.items()
    }


def show(made: Fingerprint, words: Words) -> None:
    """Print the cuts of a text with the words that they hold."""
    for cut in made.cuts:
        print(f"{cut.start:6}-{cut.stop:<6} {cut.kind:8} {' '.join(words.words[cut.start : cut.stop])}")
    for tail, _ in made.tails:
        print(f"{tail:6}-{made.words:<6} appendix")


def main(argv: list[str]) -> int:
    """Write the fingerprints of every text that is at hand."""
    target = ROOT / "data" / "fingerprints.json"
    stored = json.loads(target.read_text(encoding="utf-8")) if target.exists() else {}
    kept = stored["texts"] if stored.get("version") == VERSION else {}
    licences = {path.stem: read_license(path) for path in sorted((ROOT / "data" / "licenses").glob("*.toml"))}
    texts = {licence.id: text for licence in licences.values() for text in licence.texts if text.name == "license"}
    made: dict[str, Fingerprint] = {}
    for license_id, text in texts.items():
        if argv not in ([], ["--show", license_id]):
            continue
        file = next((folder / text.file for folder in FOLDERS if (folder / text.file).is_file()), None)
        if file is not None:
            raw = file.read_text(encoding="utf-8")
            made[license_id] = replace(fingerprint(license_id, raw), text=text.sha256[:16])
            if argv:
                show(made[license_id], read_words(raw))
    if argv:
        return 0 if made else 2
    known = {name: entry for name, entry in kept.items() if name in texts and texts[name].sha256[:16] == entry["text"]}
    known |= {name: pack(print_) for name, print_ in families(made, licences).items()}
    content = json.dumps({"version": VERSION, "texts": known}, sort_keys=True, separators=(",", ":"), indent=0)
    target.write_text(content + "\n", encoding="utf-8")
    print(f"{len(made)} texts read, {len(known)} fingerprints, {target.stat().st_size / 1e6:.2f} MB")
    for name in sorted(texts.keys() - known.keys()):
        print(f"no fingerprint: {name}, for {texts[name].file} is in none of the folders")
    return 0


VERSION = 3
"""Of the file's form; fingerprints of another form are not kept."""

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
