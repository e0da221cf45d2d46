"""Two licences that nobody has written, in our own words."""

from __future__ import annotations

HOUSE = """The House Licence
Version 2.0, March 2024

Copyright (c) 2024 The House Keepers
12 Garden Lane, Newtown

1. Whoever is given a copy of this work may read it, lend it to a neighbour, sing it in the street and keep it under the pillow
for as long as the pillow lasts.

2. A copy that is lent comes back within 30 days, dry and with all of its pages, or the borrower brings a cake that
costs no less than $12 in its stead.

3. Nobody may sell a copy at the market of https://market.example.org/stalls/books/second-hand unless the keepers have been asked
beforehand and have nodded twice in the presence of a cat.

The name of <name of keeper> is not to be used on banners or flags without a nod of the same kind, given in the same way.

The work is given as it is. No keeper answers for what it may do to a reader's sleep, appetite or good
opinion of their neighbours.

END OF TERMS AND CONDITIONS

How to apply these terms to a work of your own

Put the words above on the last page of the work, in letters that a grandmother can read without her spectacles on.
"""

PLAIN = """Anyone may copy this leaflet and hand it to passengers on any train, provided that it is handed over with a smile and
that nobody is woken up for it. It comes without a promise that it is true."""
