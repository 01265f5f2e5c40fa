"""What is recommended fulfils every hard need that was stated, and what does not is left out with its reason."""

import itertools

import pytest

from advisor.ask import next_question, rank_questions
from advisor.derived import KNOWN, derive
from advisor.matching import meets
from advisor.model import Bolt, Conversation, NeedStatus, NeedValue
from advisor.recommend import find_products
from content.catalogue.model import Attribute, Match, Span, Text
from tests.advisor.cast import kestrel, value

COVERS = Match(attribute="torque_range", rule="covers")


@pytest.mark.parametrize(("stated", "offered", "fulfilled"), [
    ({"min": 30, "max": 80}, (20, 110), True), ({"min": 30, "max": 80}, (30, 80), True), ({"min": 30, "max": 80}, (31, 80), False),
    ({"min": 30, "max": 80}, (30, 79.9), False), ({"value": 60}, (20, 60), True), ({"value": 60}, (61, 200), False),
    ({"max": 80}, (70, 90), True), ({"max": 80}, (5, 79), False), ({"max": 3}, (5, 25), False), ({"min": 60}, (5, 60), True), ({"min": 60}, (5, 59), False),
])  # fmt: skip
def test_a_range_must_be_covered_at_both_ends(
    stated: dict[str, float], offered: tuple[float, float], fulfilled: bool
) -> None:
    assert meets(COVERS, value(**stated), Span(min=offered[0], max=offered[1])).fulfilled is fulfilled


def test_what_is_not_given_fulfils_nothing() -> None:
    assert not meets(Match(attribute="weight", rule="at_most"), value(max=2), None).fulfilled


def test_the_shortfall_is_told_in_the_attributes_unit() -> None:
    assert meets(COVERS, value(min=30, max=80), Span(min=20, max=75)).short_by == 5


def hard_needs_of_many_buyers() -> list[dict[str, NeedValue]]:
    torques = [
        value(min=30, max=80),
        value(min=5, max=30),
        value(value=150),
        value(max=1000),
        value(min=300, max=3000),
        None,
    ]
    powers = ["cordless", "electric", "hydraulic", "manual", None]
    interfaces = [("wifi",), ("profinet",), ("wifi", "open_protocol"), None]
    marks = [("ce",), ("ul",), ("atex",), None]
    buyers = []
    for torque, power, interface, mark in itertools.product(torques, powers, interfaces, marks):
        needs: dict[str, NeedValue] = {}
        if torque:
            needs["torque"] = torque
        if power:
            needs["power"] = value(value_id=power)
        if interface:
            needs["communication"] = value(values=interface)
        if mark:
            needs["certification"] = value(values=mark)
        buyers.append(needs)
    return buyers


def test_no_product_that_breaks_a_stated_hard_need_is_ever_recommended() -> None:
    company = kestrel()
    for needs in hard_needs_of_many_buyers():
        for fit in find_products(needs, company)["fits"]:
            product = company.products[fit["sku"]]
            for name, held in needs.items():
                match = company.needs[name].match
                assert match is not None
                offered = [product.attributes.get(match.attribute)]
                for option in product.options:
                    if option.id in fit["options"] and match.attribute in option.sets:
                        added = option.sets[match.attribute]
                        base = offered[-1]
                        offered.append(
                            (*base, *added) if isinstance(base, tuple) and isinstance(added, tuple) else added
                        )
                assert meets(match, held, offered[-1]).fulfilled, (fit["sku"], name, needs)


def test_where_nothing_fits_the_nearest_miss_is_named_with_its_gap() -> None:
    found = find_products({"torque": value(value=165), "power": value(value_id="cordless")}, kestrel())
    assert found["fits"] == []
    nearest = found["near"][0]
    assert (nearest["sku"], nearest["need"], nearest["short_by"]) == ("KCP-150", "torque", 15)


def test_two_products_are_named_where_no_single_one_spans_the_range() -> None:
    company = kestrel()
    found = find_products({"torque": value(min=36, max=126), "power": value(value_id="cordless")}, company)
    low, high = (company.products[sku].attributes["torque_range"] for sku in found["together"])
    assert isinstance(low, Span)
    assert isinstance(high, Span)
    assert low.min <= 36
    assert high.max >= 126


def test_accessories_are_no_main_products_unless_they_are_asked_for() -> None:
    company = kestrel()
    assert not any(company.products[sku].is_accessory for sku in find_products({}, company)["candidates"])
    asked_for = find_products({"kind": value(values=("battery",))}, company)["candidates"]
    assert asked_for
    assert all(company.products[sku].attributes["kind"] == "battery" for sku in asked_for)
    assert find_products({"category": value(values=("accessories",))}, company)["candidates"]


def test_a_family_asked_for_by_name_is_respected() -> None:
    found = find_products({"category": value(values=("torque_wrenches",)), "torque": value(value=100)}, kestrel())
    assert found["candidates"]
    assert {kestrel().products[sku].category for sku in found["candidates"]} == {"torque_wrenches"}


def test_a_proposed_need_ranks_and_never_excludes() -> None:
    needs = {"power": value(value_id="manual")}
    proposed = {**needs, "certification": NeedValue(NeedStatus.PROPOSED, 1, values=("ul",))}
    company = kestrel()
    assert set(find_products(needs, company)["candidates"]) == set(find_products(proposed, company)["candidates"])


def test_a_tool_of_the_right_size_ranks_before_one_far_too_large() -> None:
    found = find_products({"torque": value(value=20), "power": value(value_id="manual")}, kestrel())
    spans = [kestrel().products[fit["sku"]].attributes["torque_range"] for fit in found["fits"]]
    assert isinstance(spans[0], Span)
    assert spans[0].max <= 60


# --- the next question ---------------------------------------------------------------------------------------------


def memory(**needs: NeedValue) -> Conversation:
    return Conversation("c", "en", "en", turn=1, needs=derive(needs, 1, kestrel()))


def candidates(conversation: Conversation) -> list[str]:
    found = find_products(conversation.needs, kestrel())["candidates"]
    assert isinstance(found, list)
    return found


def test_the_torque_is_asked_first_where_the_industry_is_known() -> None:
    conversation = memory(industry=value(value_id="automotive"), power=value(value_id="cordless"))
    question = next_question(conversation, candidates(conversation), kestrel())
    assert question is not None
    assert question.need == "torque"


def test_the_class_of_the_bolts_is_asked_where_it_changes_what_fits() -> None:
    conversation = memory(bolt=value(bolts=(Bolt("M8"), Bolt("M12"))), power=value(value_id="cordless"))
    question = next_question(conversation, candidates(conversation), kestrel())
    assert question is not None
    assert (question.need, question.about) == ("bolt", "grade")


def test_nothing_is_asked_when_three_or_fewer_remain() -> None:
    assert next_question(memory(), ["KCP-70", "KCP-100", "KCP-150"], kestrel()) is None


def test_what_is_known_is_never_asked() -> None:
    conversation = memory(
        industry=value(value_id="automotive"), torque=value(max=60), weight=NeedValue(NeedStatus.INDIFFERENT, 1)
    )
    asked: list[str] = []
    while (question := next_question(conversation, candidates(conversation), kestrel())) is not None and len(
        asked
    ) < 40:
        asked.append(question.need)
        conversation = Conversation("c", "en", "en", needs=conversation.needs, asked_before=tuple(asked))
    assert not {"industry", "torque", "weight", "bolt"} & set(asked)
    assert all(asked.count(need) <= 2 for need in asked)


def test_a_match_over_an_attribute_works_for_any_company() -> None:
    attribute = Attribute(id="flow", kind="number", label=Text.same("Flow"), unit="l/min")
    assert meets(Match(attribute=attribute.id, rule="at_least"), value(min=5), 5.0).fulfilled
    assert not meets(Match(attribute=attribute.id, rule="at_least"), value(min=5), 4.9).fulfilled
    assert NeedStatus.PROPOSED not in KNOWN


def test_a_class_a_joint_takes_only_tools_for_it_and_a_class_b_joint_also_those_for_a() -> None:
    company = kestrel()
    torque = {"torque": value(value=60), "power": value(value_id="cordless")}
    for_a = find_products({**torque, "joint_class": value(value_id="a")}, company)["candidates"]
    for_b = find_products({**torque, "joint_class": value(value_id="b")}, company)["candidates"]
    assert {company.products[sku].attributes["joint_class"] for sku in for_a} == {"a"}
    assert {company.products[sku].attributes["joint_class"] for sku in for_b} == {"a", "b"}


def test_about_two_kilograms_leaves_a_tenth_to_both_sides() -> None:
    match = Match(attribute="weight", rule="at_most")
    assert meets(match, value(max=2, approximate=True), 2.1).fulfilled
    assert not meets(match, value(max=2, approximate=True), 2.3).fulfilled
    assert not meets(match, value(max=2), 2.1).fulfilled


def test_the_zone_is_asked_only_where_an_explosive_atmosphere_was_spoken_of() -> None:
    plain = memory(industry=value(value_id="energy"), torque=value(max=1500))
    explosive = memory(industry=value(value_id="energy"), torque=value(max=1500), certification=value(values=("atex",)))
    every = list(kestrel().products)
    assert "explosive_zone" not in {question.need for question in rank_questions(plain, every, kestrel())}
    assert "explosive_zone" in {question.need for question in rank_questions(explosive, every, kestrel())}


def test_zone_0_has_no_tool_and_zone_1_has() -> None:
    company = kestrel()
    atex = {"certification": value(values=("atex",)), "torque": value(value=1000)}
    assert find_products({**atex, "explosive_zone": value(value_id="zone_0")}, company)["candidates"] == []
    assert "KHW-4000" in find_products({**atex, "explosive_zone": value(value_id="zone_1")}, company)["candidates"]


def test_a_soft_joint_is_no_work_for_a_pulse_tool() -> None:
    company = kestrel()
    needs = {"torque": value(value=60), "power": value(value_id="cordless"), "joint_type": value(values=("soft",))}
    kinds = {company.products[sku].attributes["kind"] for sku in find_products(needs, company)["candidates"]}
    assert kinds == {"nutrunner"}


def test_where_wheels_are_mounted_the_class_of_the_joint_is_asked_first() -> None:
    conversation = memory(application=value(value_id="wheel_mounting"), torque=value(value=600))
    question = next_question(conversation, candidates(conversation), kestrel())
    assert question is not None
    assert question.need == "joint_class"


def test_what_concerns_safety_is_never_to_be_given_up() -> None:
    company = kestrel()
    needs = {"torque": value(value=600), "power": value(value_id="manual"), "joint_class": value(value_id="a")}
    found = find_products(needs, company)
    assert found["fits"] == []
    assert found["relaxed"] is None or "joint_class" not in found["relaxed"]["needs"]
    explosive = {"torque": value(value=1500), "explosive_zone": value(value_id="zone_0")}
    assert find_products(explosive, company)["relaxed"] is None
