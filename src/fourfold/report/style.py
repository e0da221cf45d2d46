"""The style sheet of the HTML report: the reader's own fonts, their light or dark, and paper."""

from __future__ import annotations

STYLE = """\
:root { color-scheme: light dark; --ink: #1d2129; --dim: #59616e; --page: #f6f7f9; --card: #fff; --line: #d9dde3;
  --ok: #1a6b38; --conflict: #b3261e; --contested: #8a5a00; --unknown: #6b3fa0; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ee; --dim: #9aa3b0; --page: #14171c; --card: #1c2027; --line: #343a45;
  --ok: #6fcf8f; --conflict: #ff8a80; --contested: #e8b45a; --unknown: #c3a1f0; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0; font-size: 1.7rem; overflow-wrap: anywhere; }
h2 { margin: 2.2rem 0 .7rem; font-size: 1.15rem; }
h2 small { color: var(--dim); font-weight: normal; }
h3 { margin: 0 0 .5rem; font-size: 1rem; display: flex; flex-wrap: wrap; gap: .3rem .7rem; align-items: baseline; }
h3 code { margin-left: auto; color: var(--dim); font-weight: normal; overflow-wrap: anywhere; }
a { color: inherit; }
header, .finding { background: var(--card); border: 1px solid var(--line); border-left: .4rem solid var(--dim); border-radius: .4rem;
  padding: 1rem 1.2rem; }
header p { margin: .15rem 0; color: var(--dim); overflow-wrap: anywhere; }
header .tool { text-transform: uppercase; letter-spacing: .12em; font-size: .75rem; }
header .verdict { margin: .6rem 0; font-size: 1.05rem; color: var(--ink); }
.finding { margin: 0 0 .8rem; }
.finding p { margin: .3rem 0; overflow-wrap: anywhere; }
header.ok, header.ok-with-obligations { border-left-color: var(--ok); }
.conflict { border-left-color: var(--conflict); }
.contested { border-left-color: var(--contested); }
.unknown { border-left-color: var(--unknown); }
.badge { white-space: nowrap; }
.badge.ok, .badge.ok-with-obligations, .extent.granted { color: var(--ok); }
.badge.conflict, .extent.denied { color: var(--conflict); }
.badge.contested, .extent.partial { color: var(--contested); }
.badge.unknown, .extent.unknown { color: var(--unknown); }
ul { margin: .4rem 0; padding-left: 1.2rem; }
.clauses { padding-left: 1rem; border-left: 2px solid var(--line); list-style: none; }
.clauses li { margin: .25rem 0; }
.clauses b { font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .6rem 0 0; font-size: .92rem; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul { margin: 0; padding-left: 0; list-style: none; }
details { margin-top: .5rem; font-size: .92rem; }
summary { color: var(--dim); cursor: pointer; }
pre { overflow-x: auto; margin: .5rem 0 0; padding: .7rem; border: 1px solid var(--line); border-radius: .3rem; font-size: .85rem; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .4rem; }
table { width: 100%; border-collapse: collapse; font-size: .92rem; }
th, td { padding: .4rem .7rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--dim); font-weight: 600; white-space: nowrap; }
td:first-child { overflow-wrap: anywhere; min-width: 9rem; }
.freedoms { table-layout: fixed; min-width: 26rem; }
td:has(.bar) { white-space: nowrap; }
.freedoms th[scope=row] { font-weight: normal; color: var(--dim); }
.freedoms .value td { font-weight: 700; font-size: 1.05rem; }
.bar { display: inline-block; width: 5rem; height: .6rem; margin-right: .3rem; border: 1px solid var(--line); border-radius: .2rem; }
.bar span { display: block; height: 100%; background: var(--dim); }
footer { margin-top: 2.5rem; color: var(--dim); font-size: .88rem; }
footer p { margin: .2rem 0; overflow-wrap: anywhere; }
@media print { body { background: none; } main { max-width: none; padding: 0; } .finding, header { break-inside: avoid; } }
"""
"""Inline, because the page must be whole in one file."""
