"""The licence texts that lie beside the repository: each is named however it is set, and any change of weight is seen."""

from __future__ import annotations

import html
import json
import random
import re
import textwrap
from functools import cache
from itertools import islice

import pytest

from fourfold.curation import read_license
from fourfold.identify import alignment, identify, verbatim
from fourfold.identify.fingerprint import fingerprints, pack
from fourfold.identify.words import read_words
from tests.conftest import ROOT, SHARED

FOLDER = SHARED / "license-texts"
COUNT = 235

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the licence texts are not at hand")


@cache
def licences():
    """The licence of each text: id to text."""
    found = {}
    for path in sorted((ROOT / "data" / "licenses").glob("*.toml")):
        licence = read_license(path)
        for text in licence.texts:
            if text.name == "license" and (FOLDER / text.file).is_file():
                found[licence.id] = (FOLDER / text.file).read_text(encoding="utf-8")
    return found


# --- however it is set ------------------------------------------------------------------------------------------------


def _filled(width):
    return lambda text: "\n\n".join(textwrap.fill(part, width) for part in re.split(r"\n\s*\n", text))


def _one_line(text):
    return " ".join(text.split())


def _curly(text):
    text = re.sub(r'"([^"\n]*)"', r"“\1”", text).replace("'", "’")
    return text.replace(" - ", " — ").replace("...", "…").replace("(c)", "©")


def _straight(text):
    plain = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " ", "•": "*"})
    return text.translate(plain).replace("©", "(c)").replace("…", "...")


def _entities(text):
    return (
        html.escape(text).replace("“", "&ldquo;").replace("”", "&rdquo;").replace("’", "&#8217;").replace("©", "&copy;")
    )


def _markdown(text):
    chance = random.Random(1)
    text = re.sub(r"\b[A-Z][a-z]{4,}\b", lambda m: chance.choice(("**{}**", "_{}_", "{}", "`{}`")).format(m[0]), text)
    return "\n".join(
        f"## {line}" if 0 < len(line) < 50 and line[0].isupper() else f"> {line}" for line in text.split("\n")
    )


def _before(sign):
    return lambda text: "\n".join(sign + line for line in text.split("\n"))


def _block(text):
    return "/*\n" + _before(" * ")(text) + "\n */"


_NOTICE = re.compile(
    r"(?im)^([ \t]*)(?:copyright\s*(?:\(c\)|©)?\s*(?:\d{4}|\[y|<y|\(c\)|©)|\(c\)\s*\d{4}|©\s*\d{4}).*$"
)


def _another_notice(text):
    return _NOTICE.sub(r"\1Copyright (c) 2031 Somebody Else Ltd.", text)


def _longer_notice(text):
    return _NOTICE.sub(r"\1© 2019-2026 The Example Project Authors and contributors. All rights reserved.", text)


def _no_notice(text):
    return _NOTICE.sub("", text)


def _notices_around(text):
    return f"Copyright (c) 2024 Jane Doe\nCopyright 2020, 2021 John Smith\n\n{text}\n\n© 2025 ACME GmbH & Co. KG\n"


_CONDITION = re.compile(r"(?<=\n\n)(?=Redistributions? (?:of|in|and)\b|Neither the name\b|The names? of\b)")


def _as_filled_in(text):
    """Number the conditions of the BSD family, and name the holders as projects do."""
    count = iter(range(1, 9))
    text = _CONDITION.sub(lambda _: f"{next(count, 9)}. ", text)
    text = re.sub(r"(?i)(?<=in no event shall the copyright )holder(?= or)", "OWNER", text)
    return re.sub(r"(?<=Neither the name of )the (?:ORGANIZATION|copyright holder)(?= nor)", "Will Example-Smith", text)


def _without_appendix(text):
    """Leave off what only says how to apply the licence, as half of all copies of Apache-2.0 do."""
    return re.split(r"(?im)^\W*end of (?:the )?terms and conditions\W*$(?=\s+(?:appendix:\s*)?how to\b)", text)[0]


SETTINGS = {
    "with numbers and names": [_as_filled_in],
    "without its appendix": [_without_appendix],
    "wrapped at 60": [_filled(60)],
    "on one line, with a longer notice": [_longer_notice, _one_line],
    "in curly quotes": [_curly],
    "in straight quotes": [_straight],
    "as Markdown": [_markdown],
    "as a comment block": [_block],
    "in capital letters": [str.upper],
    "without its notice": [_no_notice],
    "with notices around, in entities": [_notices_around, _entities],
    "with another notice, in curly quotes, wrapped, behind #": [_another_notice, _curly, _filled(70), _before("# ")],
}


@pytest.mark.slow
@pytest.mark.parametrize("how", SETTINGS)
def test_at_least_99_in_100_are_named_right_and_none_wrongly(how):
    unnamed, wrong = [], []
    for name, text in licences().items():
        for change in SETTINGS[how]:
            text = change(text)
        found = identify(text)
        if found.license is None:
            unnamed.append((name, found.differences[:2], found.missing_at[:2]))
        elif found.license != name:
            wrong.append((name, found.license))
    assert len(licences()) >= COUNT
    assert wrong == []
    assert len(unnamed) <= len(licences()) // 100, unnamed


# --- and whatever is changed ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_changed_number_is_seen_wherever_it_stands():
    """Years and names in a notice are no part of a licence; every other number is."""
    seen = 0
    for name, text in islice(licences().items(), 0, None, 3):
        bare = _NOTICE.sub(lambda notice: " " * len(notice[0]), text)
        places = [
            match
            for match in re.finditer(r"(?<![\w.-])\d+(?![\w.-])", bare)
            if not re.search(r"(?i)copyright|\(c\)|©", text[max(0, match.start() - 60) : match.end() + 60])
        ]
        for match in random.Random(name).sample(places, min(1, len(places))):
            found = identify(text[: match.start()] + str(int(match[0]) + 7) + text[match.end() :])
            assert found.license is None, (name, match[0])
            assert (found.nearest, bool(found.differences or found.missing)) == (name, True), (name, match[0])
            seen += 1
    assert seen >= 50


def test_a_sentence_more_or_less_makes_a_modified_text():
    sentence = "The licensee shall pay ten percent of all proceeds to the licensor."
    for name, text in islice(licences().items(), 1, None, 3):
        middle = text.index(" ", len(text) // 2)
        found = identify(f"{text[:middle]} {sentence}{text[middle:]}")
        assert (found.license, found.nearest) == (None, name)
        assert any("pay ten percent of all proceeds" in passage for passage in found.differences), name
    assert len(licences()) >= COUNT


@pytest.mark.parametrize(
    "name", ["LicenseRef-scancode-moonshot-ai-modified-mit-2025", "LicenseRef-MiniMax-M2-Modified-MIT"]
)
def test_a_modified_mit_is_not_mit(monkeypatch, name):
    """By its own name where it is known; where it is not, as MIT with the words that it has more."""
    text = licences()[name]
    assert identify(text).license == name
    known = {key: made for key, made in fingerprints().items() if "MIT" not in key.upper() or key == "MIT"}
    for module in (verbatim, alignment):
        monkeypatch.setattr(module, "fingerprints", lambda: known)
    found = identify(text)
    assert (found.license, found.nearest) == (None, "MIT")
    assert "prominently display" in " ".join(found.differences)
    assert found.missing == 0


def test_texts_that_differ_by_a_clause_are_told_apart():
    seen = 0
    for name, text in licences().items():
        if "RAIL" in name.upper() or "llama" in name.lower():
            assert identify(text).license == name
            seen += 1
    assert seen >= 12


def test_what_is_missing_is_told_with_its_clause():
    text = _one_line(licences()["MIT"])
    start, stop = text.index("sublicense, and/or sell"), text.index("and to permit persons")
    found = identify(text[:start] + text[stop:])
    assert (found.license, found.nearest) == (None, "MIT")
    assert 4 <= found.missing <= 12
    assert "sublicensing" in found.missing_clauses


# --- families, files with several texts -------------------------------------------------------------------------------

VERSIONS = ("GPL-2.0", "GPL-3.0", "AGPL-3.0", "LGPL-2.1", "LGPL-3.0")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_text_of_two_licences_names_both_and_the_notice_above_tells_them_apart(version):
    only, later = f"{version}-only", f"{version}-or-later"
    found = identify(licences()[only])
    assert found.license == only
    assert set(found.family) == {only, later}
    assert identify(licences()[later]).license == later


def test_two_texts_in_one_file_are_both_reported():
    found = identify(f"{licences()['MIT']}\n\n{'-' * 70}\n\n{licences()['Apache-2.0']}")
    assert [part.license for part in found.parts] == ["MIT", "Apache-2.0"]
    assert not any(part.modified for part in found.parts)
    assert (found.license, found.nearest, found.named) == (None, None, True)


def test_a_text_inside_a_page_is_reported_with_its_share():
    page = "# A tool\n\nIt cuts, it files, and it opens bottles for all who are thirsty after a day in the yard.\n\n## License\n\n"
    found = identify(
        page * 2 + "MIT License\n\nCopyright (c) 2024 Jane Doe\n\n" + licences()["MIT"] + "\n\n" + page * 3
    )
    assert found.license is None
    (held,) = [part for part in found.parts if part.license]
    assert (held.license, held.modified) == ("MIT", False)
    assert 0.5 < held.share < 0.8
    assert sum(part.share for part in found.parts) == pytest.approx(1)


def test_the_notice_of_a_licence_is_an_excerpt_of_it():
    text = licences()["Apache-2.0"]
    found = identify(text[text.index("   Licensed under the Apache License") :])
    assert (found.license, found.nearest) == (None, None)
    assert [part.license for part in found.parts] == ["Apache-2.0"]
    assert found.parts[0].covered < 0.1


# --- what ships -------------------------------------------------------------------------------------------------------


def test_the_fingerprints_are_fresh(maker):
    """What is stored is what the script makes of the texts."""
    stored = json.loads((ROOT / "data" / "fingerprints.json").read_text(encoding="utf-8"))["texts"]
    stale = []
    for name, text in licences().items():
        made = pack(maker.fingerprint(name, text))
        kept = {key: value for key, value in stored[name].items() if key not in {"text", "family"}}
        if made != kept:
            stale.append(name)
    assert len(licences()) >= COUNT
    assert stale == []


def test_positions_are_those_of_the_texts():
    for name, text in islice(licences().items(), 2, None, 3):
        positions = fingerprints()[name].positions()
        words = read_words(text).words
        split = text.split()
        assert len(positions) == len(words)
        assert positions[-1] <= len(split) - 1
        wrong = sum(
            word not in "".join(read_words(split[place]).words) for word, place in zip(words, positions, strict=True)
        )
        assert wrong <= 3, name  # a word in a tag that white space divides
