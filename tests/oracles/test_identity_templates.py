"""Where the SPDX list's templates let copies of a licence differ, they may differ, and nothing else may stand there."""

from __future__ import annotations

import pytest

from fourfold.identify import identify
from tests.oracles.test_identity import FOLDER, licences

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the licence texts are not at hand")

FILLED = [
    ("ISC", "and/or distribute", "and distribute"),
    ("ISC", "THE AUTHOR", "HERON, INC."),
    ("MIT", "THE AUTHORS OR COPYRIGHT HOLDERS", "JANE DOE"),
    ("MIT", "permission notice shall", "permission notice (including the next paragraph) shall"),
    ("BSD-3-Clause", "Neither the name of the ORGANIZATION nor the names of its contributors may", "The name of Jane Doe may not"),
    ("BSD-3-Clause", "Neither the name of the ORGANIZATION", "Neither the name of this project"),
    ("BSD-2-Clause", "ANY EXPRESS OR", "ANY EXPRESSED OR"),
    ("GPL-2.0-only", "51 Franklin Street, Fifth Floor, Boston, MA 02110-1301 USA", "59 Temple Place, Suite 330, Boston, MA 02111-1307 USA"),
    ("GPL-2.0-only", "GNU Lesser General", "GNU Library General"),
    ("GPL-3.0-only", "gnu.org/licenses/why", "gnu.org/philosophy/why"),
]  # fmt: skip
TAMPERED = [
    ("ISC", "and/or distribute", "or distribute"),
    ("ISC", "THE AUTHOR", "ANYONE WHO HAS NOT PAID"),
    ("MIT", "THE AUTHORS OR COPYRIGHT HOLDERS", "COMPANIES WITH MORE THAN TEN USERS"),
    ("MIT", "permission notice shall", "permission notice (excluding the next paragraph) shall"),
    ("BSD-3-Clause", "Neither the name of the ORGANIZATION nor the names of its contributors may", "The name of Jane Doe may"),
    ("BSD-3-Clause", "Neither the name of the ORGANIZATION", "Neither the name of whoever pays"),
    ("BSD-2-Clause", "ANY EXPRESS OR", "NO EXPRESS OR"),
    ("GPL-2.0-only", "51 Franklin Street, Fifth Floor, Boston, MA 02110-1301 USA. Also", "51 Franklin Street, and pay. Also"),
    ("GPL-2.0-only", "GNU Lesser General", "GNU Commercial General"),
    ("GPL-3.0-only", "gnu.org/licenses/why", "gnu.org/sales/why"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "own", "other"), FILLED)
def test_what_a_template_lets_differ_may_differ(name, own, other):
    text = " ".join(licences()[name].split())
    assert own in text
    assert identify(text.replace(own, other)).license == name


@pytest.mark.parametrize(("name", "own", "other"), TAMPERED)
def test_and_nothing_else_may_stand_there(name, own, other):
    text = " ".join(licences()[name].split())
    assert own in text
    assert identify(text.replace(own, other)).license is None
