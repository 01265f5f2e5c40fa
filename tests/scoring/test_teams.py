"""Position and size of the company count with words a rep understands; a team weighs its own leads otherwise."""

from dataclasses import replace
from pathlib import Path

import pytest

from content.catalogue.model import Company, ScoringRules, TeamRules, Text
from content.packs.loader import read_pack
from foundation.locales import LOCALES
from scoring.grade import grade
from scoring.model import Grade, LeadFacts, Reason
from scoring.roles import role_of
from scoring.teams import rules_for, team_of
from scoring.wording import raising_sentence, reason_sentence

PACK = Path(__file__).resolve().parents[2] / "content" / "packs" / "torque"
BARE = LeadFacts(
    name="A. Keller",
    company="Autowerk",
    email=None,
    phone=None,
    country="DE",
    locale="de",
    industry="rail",
    needs_stated=0,
    needs_known=0,
    needs_total=8,
    quantity=None,
    budget=None,
    deadline_days=None,
    quoted=None,
)
RAIL = TeamRules(id="rail", name=Text.same("Rail"), industries=("rail",), weights={"company_size": 30}, grade_b=20)
RULES = ScoringRules(
    weights={"job_role": 10, "company_size": 10}, smallest_company=50, largest_company=5000, teams=(RAIL,)
)


@pytest.fixture(scope="module")
def company() -> Company:
    return read_pack(PACK)


def points(facts: LeadFacts, rules: ScoringRules = RULES) -> dict[str, float]:
    return {each.code: each.points for each in grade(facts, rules).reasons}


def test_position_and_size_earn_their_weight() -> None:
    assert points(BARE) == {}
    assert points(replace(BARE, job_title="Leiter Einkauf", company_size=250)) == {"job_role": 10, "company_size": 10}
    assert points(replace(BARE, job_title="Konstrukteur", company_size=10)) == {"job_role": 8, "company_size": 4}
    assert points(replace(BARE, job_title="Praktikant im Einkauf", company_size=9000)) == {
        "job_role": 2,
        "company_size": 4,
    }
    missed = {each.code for each in grade(BARE, RULES).would_raise}
    assert missed == {"job_role", "company_size"}


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Head of Purchasing", "buys"),
        ("CEO", "decides"),
        ("Geschäftsführerin", "decides"),
        ("Ingénieur", "specifies"),
        ("Director de Compras", "buys"),
        ("Engenheira de processos", "specifies"),
        ("采购总监", "buys"),
        ("生産技術課長", "decides"),
        ("المدير العام", "decides"),
        ("Poet", "other"),
        ("  ", None),
        (None, None),
    ],
)
def test_a_title_tells_the_part_in_buying(title: str | None, role: str | None) -> None:
    assert role_of(title) == role


def test_a_team_weighs_its_own_leads_otherwise() -> None:
    lead = replace(BARE, company_size=100)
    asked = {"country": lead.country, "locale": lead.locale}
    theirs = rules_for(RULES, industry="rail", country="DE", locale="de")
    assert points(lead, theirs)["company_size"] == 30
    assert grade(lead, theirs).grade is Grade.B
    assert theirs.weights["job_role"] == RULES.weights["job_role"]
    assert rules_for(RULES, industry="energy", country="DE", locale="de") is RULES
    assert team_of(RULES, industry=None, country=asked["country"], locale="de") is None


def test_the_reasons_read_in_every_language(company: Company) -> None:
    for code, data in (("job_role", {"job_title": "CEO"}), ("company_size", {"employees": 250})):
        told = {reason_sentence(Reason(code, 5, dict(data)), company, locale) for locale in LOCALES}
        raised = {raising_sentence(Reason(code, 5, {}), locale) for locale in LOCALES}
        assert len(raised) == len(LOCALES)
        assert all(str(next(iter(data.values()))) in each for each in told)
    assert team_of(company.scoring, country="DE", locale="de", industry="energy") is not None
