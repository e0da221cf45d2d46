"""Expressions compared: the tree of OR and AND over the edges of single licences, three-valued throughout (DESIGN 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fourfold.catalogue import Catalogue
from fourfold.compatibility import Compatibility, all_of, any_of, joined, not_known
from fourfold.derive.base import Situation, Terms, merge_terms
from fourfold.derive.edge import Edge, derive
from fourfold.explain import Assumption, ClauseCited, Step
from fourfold.expression import And, Atom, Expression, Or, atoms
from fourfold.terms import Reach, Verdict, worst

_FINE = Verdict.OK_WITH_OBLIGATIONS.rank


class Comparer:
    """Answers for pairs of expressions, each derived once and kept.

    Parameters
    ----------
    known : Catalogue
        Where licences come from.
    """

    def __init__(self, known: Catalogue) -> None:
        self.known = known
        self._terms: dict[Atom, Terms | None] = {}
        self._edges: dict[tuple[Atom, Atom | None, Situation], Edge] = {}
        self._answers: dict[tuple[Expression, Expression | None, Situation], Compatibility] = {}
        self._asked: dict[int, tuple[Compatibility, tuple[tuple[str, ClauseCited, str], ...]]] = {}

    def terms(self, atom: Atom) -> Terms | None:
        """Return the terms of an atom; none if its licence is not known."""
        if atom not in self._terms:
            licence = self.known.get(atom.license) if atom.known else None
            exception = self.known.get(atom.exception) if atom.exception else None
            self._terms[atom] = merge_terms(licence, exception) if licence is not None else None
        return self._terms[atom]

    def edge_of(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Edge:
        """Return the edge between two known atoms, derived once."""
        key = (inbound, outbound, where)
        found = self._edges.get(key)
        if found is None:
            a = self.terms(inbound)
            b = self.terms(outbound) if outbound is not None else None
            assert a is not None
            found = self._edges[key] = derive(a, b, where, self.known)
        return found

    def compare(self, inbound: Expression, outbound: Expression | None, where: Situation) -> Compatibility:
        """Say whether material under one expression may go into a new thing offered under another.

        An inbound OR works if one branch does, AND if all do; an outbound OR must hold for every branch, because the
        recipient may choose any; so must an outbound AND. Three-valued throughout.

        Parameters
        ----------
        inbound : Atom or And or Or
            What the old thing is under.
        outbound : Atom or And or Or or None
            What the new thing is offered under; none if it has no terms of its own.
        where : Situation
            The relation and everything else that counts.
        """
        key = (inbound, outbound, where)
        found = self._answers.get(key)
        if found is None:
            found = self._answers[key] = self._compare(inbound, outbound, where)
        return found

    def asked(self, inbound: Expression, answer: Compatibility) -> tuple[tuple[str, ClauseCited, str], ...]:
        """Return each clause that asks something: whose terms it belongs to, the clause, and the reading under whose cautious side alone it does.

        The licences that one name may mean, and the versions that one licence lets choose, are the same terms: what several of
        them ask in the same words need be done once.

        Parameters
        ----------
        inbound : Atom or And or Or
            What the old thing is under, as it was compared.
        answer : Compatibility
            The answer.
        """
        held = self._asked.get(id(answer))
        if held is None:
            # the answer is kept beside what it asks, so that no other can come to have its identity
            held = self._asked[id(answer)] = answer, tuple(self._asks(inbound, answer))
        return held[1]

    def _asks(self, inbound: Expression, answer: Compatibility) -> Iterator[tuple[str, ClauseCited, str]]:
        terms: dict[str, str] = {}
        for atom in atoms(inbound):
            for meant in self._meant(atom):
                terms.setdefault(str(meant), str(atom))
        for edge in answer.edges:
            both = dict.fromkeys(edge.text.duties, "")
            for clause in edge.cautious.duties:
                both.setdefault(clause, edge.reading.name if edge.reading else "cautious")
            for clause, reading in both.items():
                yield (
                    terms.get(edge.inbound, edge.inbound),
                    ClauseCited(edge.inbound, edge.inbound_label, clause),
                    reading,
                )

    def _meant(self, atom: Atom) -> tuple[Atom, ...]:
        """Return the licences that an atom may stand for: candidates of its name, each with its versions."""
        named = tuple(Atom(name, atom.exception) for name in atom.candidates) if atom.ambiguous else (atom,)
        return tuple(dict.fromkeys(one for meant in named for one in (meant, *self._versions(meant))))

    def _compare(self, inbound: Expression, outbound: Expression | None, where: Situation) -> Compatibility:
        if inbound == outbound and not isinstance(inbound, Atom):
            return self._each(inbound, outbound, where)
        if isinstance(outbound, And | Or):
            word = "every licence that applies" if isinstance(outbound, And) else "every licence that is offered"
            parts = tuple(self.compare(inbound, part, where) for part in outbound.parts)
            return all_of(parts, inbound, outbound, where, f"it has to hold for {word}")
        if isinstance(inbound, And):
            parts = tuple(self.compare(part, outbound, where) for part in inbound.parts)
            return all_of(parts, inbound, outbound, where, "all of its licences apply at once")
        if isinstance(inbound, Or):
            parts = tuple(self.compare(part, outbound, where) for part in inbound.parts)
            return any_of(parts, inbound, outbound, where)
        return self._atoms(inbound, outbound, where)

    def _each(self, inbound: Expression, outbound: Expression, where: Situation) -> Compatibility:
        """Compare an expression with itself: each branch goes on under itself."""
        assert isinstance(inbound, And | Or)
        parts = tuple(self.compare(part, part, where) for part in inbound.parts)
        return all_of(parts, inbound, outbound, where, "each licence goes on under itself")

    def _atoms(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Compatibility:
        if inbound.ambiguous or (outbound is not None and outbound.ambiguous):
            return self._one_of(inbound, outbound, where)
        missing = tuple(atom for atom in (inbound, outbound) if atom is not None and self.terms(atom) is None)
        if missing:
            return self._unknown(inbound, outbound, where, missing)
        offered = self._versions(outbound)
        inbound_versions = self._versions(inbound)
        if outbound is not None and offered and not self._same(inbound, outbound):
            parts = tuple(self.compare(inbound, version, where) for version in offered)
            # Later versions that do not exist yet are offered too: a licence tied to its own version cannot promise them.
            promised = not inbound_versions and not self._stays(inbound, where)
            later = (self._single(inbound, outbound, where),) if promised else ()
            whole = all_of((*parts, *later), inbound, outbound, where, f"{outbound} offers each of its versions")
            return self._with_effective(whole, inbound, outbound, where, parts, offered)
        if not inbound_versions or self._same(inbound, outbound):
            return self._single(inbound, outbound, where)
        if outbound in inbound_versions:  # who goes on under a version has chosen it, and owes what that one asks
            return any_of((self.compare(outbound, outbound, where),), inbound, outbound, where)
        own = self._single(inbound, outbound, where)
        if own.verdict.rank > Verdict.OK_WITH_OBLIGATIONS.rank:
            parts = (own, *(self.compare(version, outbound, where) for version in inbound_versions))
            return any_of(parts, inbound, outbound, where)
        return own

    def _stays(self, inbound: Atom, where: Situation) -> bool:
        """Whether the old thing keeps its own licence in the new one, so that no later version of another is promised of it."""
        terms = self.terms(inbound)
        if terms is None or where.passage.reach is not Reach.LINK:
            return False
        return any(True for _ in terms.of("same-license--file", "same-license--library"))

    def _one_of(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Compatibility:
        """Answer for a name that may mean several licences, if the answer is the same for each of them."""
        open_name = inbound if inbound.ambiguous else outbound
        assert open_name is not None
        parts = []
        for candidate in open_name.candidates:
            meant = Atom(candidate, open_name.exception)
            new_in = meant if inbound == open_name else inbound
            new_out = meant if outbound == open_name else outbound
            parts.append(self.compare(new_in, new_out, where))
        between = " or ".join(open_name.candidates)
        fine = {Verdict.OK, Verdict.OK_WITH_OBLIGATIONS}
        kinds = {"fine" if part.verdict in fine else part.verdict.value for part in parts}
        if len(kinds) == 1:
            claim = f"{open_name.license} may mean {between}; the answer is the same"
            verdicts = (
                worst([p.verdict for p in parts]),
                worst([p.text for p in parts]),
                worst([p.cautious for p in parts]),
            )
            return joined(tuple(parts), inbound, outbound, where, verdicts, claim)
        claim = f"{open_name.license} may mean {between}, and the answer depends on which"
        verdicts = (Verdict.UNKNOWN, Verdict.UNKNOWN, Verdict.UNKNOWN)
        return replace(joined(tuple(parts), inbound, outbound, where, verdicts, claim), missing=(open_name,))

    def _same(self, inbound: Atom, outbound: Atom | None) -> bool:
        return outbound is not None and inbound.license == outbound.license

    def _versions(self, atom: Atom | None) -> tuple[Atom, ...]:
        terms = self.terms(atom) if atom is not None else None
        if terms is None or atom is None:
            return ()
        return tuple(Atom(version, atom.exception) for version in terms.license.versions if version in self.known)

    def _single(self, inbound: Atom, outbound: Atom | None, where: Situation) -> Compatibility:
        edge = self.edge_of(inbound, outbound, where)
        return Compatibility(
            str(inbound),
            str(outbound) if outbound else "",
            str(where.passage),
            edge.verdict,
            edge.text.verdict,
            edge.cautious.verdict,
            (edge,),
            edge.explain(),
        )

    def _unknown(
        self, inbound: Atom, outbound: Atom | None, where: Situation, missing: tuple[Atom, ...]
    ) -> Compatibility:
        if self._same(inbound, outbound):
            claim = f"{inbound} is not known; it stays under itself"
        else:
            claim = "; ".join(not_known(atom) for atom in missing)
        near = "; may be " + ", ".join(missing[0].candidates) if missing[0].candidates else ""
        step = Step(claim, "license-unknown", (Assumption(f"no licence of that name is known{near}"),), Verdict.UNKNOWN)
        return Compatibility(
            str(inbound),
            str(outbound) if outbound else "",
            str(where.passage),
            Verdict.UNKNOWN,
            Verdict.UNKNOWN,
            Verdict.UNKNOWN,
            (),
            step,
            missing,
        )

    def _with_effective(
        self,
        whole: Compatibility,
        inbound: Atom,
        outbound: Atom,
        where: Situation,
        parts: tuple[Compatibility, ...],
        versions: tuple[Atom, ...],
    ) -> Compatibility:
        """Note the version under which it would hold, where the one asked for does not."""
        if whole.verdict is not Verdict.CONFLICT:
            return whole
        works = [v for v, part in zip(versions, parts, strict=True) if part.verdict.rank <= _FINE]
        if not works:
            return whole
        effective = str(works[-1])
        later = Atom(works[-1].license.replace("-only", "-or-later"), outbound.exception)
        if later not in {outbound, works[-1]} and self.compare(inbound, later, where).verdict.rank <= _FINE:
            effective = str(later)
        edges = tuple(
            replace(edge, effective=effective) if edge.verdict is Verdict.CONFLICT else edge for edge in whole.edges
        )
        claim = f"{inbound} into {outbound}: only if the whole goes out as {effective}"
        return replace(whole, edges=edges, explanation=replace(whole.explanation, claim=claim))
