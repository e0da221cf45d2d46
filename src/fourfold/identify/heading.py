"""What may stand above a licence's text and change nothing in it: its names, a line that says whose it is, the work's own name.

*Example is distributed under the 3-clause BSD license.* says no more than the text below, if that is the text which it names. The
same line with an exception, of a part of the work, or of a modified licence says something else, and is no heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from fourfold.catalogue import catalogue
from fourfold.identify.fingerprint import Fingerprint
from fourfold.identify.notice import is_term
from fourfold.spelling import fold

EMPTY = re.compile(r"[\W_]*")
LONGEST = 60
"""Words of a heading."""
OWN = 4
"""Words of a work's own name that heads a text."""

_IDENTIFIER = re.compile(r"SPDX-License-Identifier:\s*([\w.+-]+)")
_HEADING = re.compile(r"[\W_]*(?:the\s+)?(?:licen[sc]e|copying|licen[sc]e\s+(?:text|agreement))[\W_]*", re.IGNORECASE)
_ENDED = re.compile(r"\n[^\w\n]*\Z")
_APART = re.compile(r"[\W_]*?\n[^\S\n]*\n")
_ADDRESS = re.compile(
    r"[\s:,(<]*(?:https?://)?(?:www\.)?(?:opensource|spdx|choosealicense)\.org/licen[sc]es?/([\w.+-]+?)"
    r"(?:\.(?:php|html?|txt))?/?[\s)>.]*$"
)
_BELOW = re.compile(
    r",?\s+(?:(?:(?:which|that)\s+is\s+|as\s+)?(?:reproduced|reprinted|included|given|printed|quoted|provided|shown|stated)\s+)?below$"
    r"|,?\s+as\s+follows$|,?\s+see\s+below$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:This\s+is|The\s+following\s+is)\s+(?:a\s+copy\s+of\s+)?(?:the\s+)?(?P<it>.+)"
    r"|(?:(?P<who>.+?)\s+(?:is|are)\s+)?(?:(?:distributed|released|licen[sc]ed|available|made\s+available|provided|published)\s+"
    r"(?:under|with|by|as|on)|under)\s+(?:the\s+)?(?:terms(?:\s+and\s+conditions)?\s+of\s+)?(?:the\s+)?(?P<by>.+)"
    r"|(?P<what>.+?)\s+(?:is|are)\s+(?P<so>.+?)[\s-]licen[sc]ed",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"[\W_]*this\s+file\s+(?:is|was)\s+automatically\s+(?:added|generated)\s+by\s+[\w@/-]+\.?(?:\s+do\s+not\s+edit)?[\W_]*",
    re.IGNORECASE,
)
_ALL = re.compile(r"all\s+(?:code|contributions?)\s+(?:in|of|to|towards?)\s+", re.IGNORECASE)
_WORK = re.compile(
    r"(?:this|the)\s+(?:software|project|package|library|module|program|work|plugin|tool|repository|product|code|source\s+code)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_VERSION = re.compile(r"\s*\((?:v|ver\.?|version)?\s*\d[\d.]*(?:[\s-]clause)?\)", re.IGNORECASE)
_KINDS = frozenset(
    ["extensions", "framework", "library", "module", "package", "plugin", "project", "software", "toolkit"]
)
_NOT_A_WORK = re.compile(
    r"(?i)\b(?:academ\w*|addend\w*|additional|adapted|alternative|amended|art|artwork|assets?|audio|based|benchmarks?|beta|both|changed|"
    r"cc|clauses?|client|commons|confidential|content|contract|contributions?|custom\w*|customers?|data|datasets?|demos?|deprecated|"
    r"derived|docs?|documentation|documents?|draft|dual|edition|education\w*|either|employees?|enterprise|ethical|examples?|"
    r"exceptions?|excluding|files?|fonts?|former\w*|free|government|graphics|half|headers?|icons?|images?|internal|logos?|limited|"
    r"manuals?|media|members?|military|models?|modifi\w*|most|much|music|non\w*|obsolete|old|optional|paid|parts?|personal|photos?|"
    r"pictures|pieces?|portions?|premium|preview|private|proprietary|public|research\w*|restrict\w*|revised|revoked|riders?|samples?|"
    r"scripts?|secret|server|some|sounds?|source|students?|subscribers?|superseded|supplement\w*|templates?|tests?|text|texts|themes?|"
    r"trademarks?|translations?|trial|tutorials?|unlicensed|variant|videos?|void|website|weights|withdrawn|"
    r"agpl|apache|artistic|boost|bsd|copyleft|creative|domain|eclipse|expat|gnu|gpl|isc|lgpl|licen\w*|mit|mozilla|mpl|unlicense|zlib)\b"
)


def may_head(text: str, known: Fingerprint, *, top: bool) -> bool:
    """Whether words may stand as a heading at a place of a licence's text.

    Parameters
    ----------
    text : str
        The words, with all that stands around them.
    known : Fingerprint
        The licence.
    top : bool
        Whether they stand above all of the text, in paragraphs of their own: then they may also say what the text is, or of what.
    """
    if len(text.split()) > LONGEST:
        return False
    if all(is_title(line, known) for line in text.splitlines()) or is_title(" ".join(text.split()), known):
        return True
    return top and _ENDED.search(text) is not None and all(_is_head(part, known) for part in _paragraphs(text))


def begins_apart(text: str) -> bool:
    """Whether there is an empty line before the first word of a passage."""
    return _APART.match(text) is not None


def is_named(text: str) -> bool:
    """Whether one of the paragraphs of a heading is more than the name of a work, and so names the licence."""
    return any(not EMPTY.fullmatch(part) and not _is_own_name(part) for part in _paragraphs(text))


def is_title(line: str, known: Fingerprint) -> bool:
    """Whether a line is a name of the licence, its identifier, or the word licence alone."""
    if EMPTY.fullmatch(line) or _HEADING.fullmatch(line):
        return True
    identifier = _IDENTIFIER.search(line)
    return _is_name_of(identifier[1] if identifier else re.sub(r"^[\W_]+|[^\w)+]+$", "", line), known)


def _paragraphs(text: str) -> Iterator[str]:
    yield from re.split(r"\n[^\S\n]*\n|\n[^\w\n]*\n", text)


def _is_head(part: str, known: Fingerprint) -> bool:
    lines = part.strip().splitlines()
    return (
        all(is_title(line, known) or _MADE.fullmatch(line) for line in lines)
        or says_so(" ".join(part.split()), known)
        or _is_own_name(part)
    )


def says_so(words: str, known: Fingerprint) -> bool:
    """Whether a sentence says that all of a work is under this licence, and nothing else."""
    plain = re.sub(r"^[\W_]+", "", words)
    address = _ADDRESS.search(plain)
    if address and not _is_name_of(address[1], known):
        return False
    plain = (plain[: address.start()] if address else plain).rstrip(" .:*_=-")
    if address and is_title(plain, known):
        return True
    said = _SAID.fullmatch(_BELOW.sub("", plain))
    if said is None:
        return False
    who = said["who"] or said["what"]
    return _is_name_of(said["it"] or said["by"] or said["so"], known) and (who is None or _is_work(who))


def _is_work(who: str) -> bool:
    """Whether words stand for all of a work: its name, or what it is."""
    rest = _ALL.sub("", who)
    if _WORK.fullmatch(rest):
        return True
    words = re.sub(r"(?i)^the\s+", "", rest).split()
    if len(words) > 1 and words[-1] in _KINDS:
        words.pop()
    return _is_own_name(" ".join(words)) or (
        len(words) == 1 and re.fullmatch(r"[\w.-]+", words[0]) is not None and not _NOT_A_WORK.search(words[0])
    )


def _is_own_name(part: str) -> bool:
    """Whether a line is the name of a work: few words, capital letters, and none by which terms are told or licences called."""
    lines = [line for line in part.splitlines() if not EMPTY.fullmatch(line)]
    words = re.sub(r"^[\W_]+|[\W_]+$", "", lines[0]).split() if len(lines) == 1 else []
    return 0 < len(words) <= OWN and all(
        re.fullmatch(r"[\w.+-]+", word)
        and (word[0].isupper() or re.search(r"\w[-_.\d]\w", word))
        and not is_term(word)
        and not _NOT_A_WORK.search(re.sub(r"[_-]", " ", word))
        for word in words
    )


def _is_name_of(name: str, known: Fingerprint) -> bool:
    bare, held = _BRACKETS.sub("", name), _BRACKETS.findall(name)
    return _is_called(name, known) or (
        # what stands in brackets behind a name is one more name, or its version
        bool(held)
        and _is_called(bare, known)
        and all(_VERSION.fullmatch(part) or _is_called(part, known) for part in held)
    )


def _is_called(name: str, known: Fingerprint) -> bool:
    called = _folded(name)
    return called in known.titles or any(called in _names(license_id) for license_id in (known.id, *known.family))


_folded = lru_cache(maxsize=1024)(fold)


@cache
def _names(license_id: str) -> frozenset[str]:
    licence = catalogue().get(license_id)
    names = (licence.id, licence.name, licence.short, *licence.aliases) if licence else (license_id,)
    return frozenset(fold(name) for name in names if name)
