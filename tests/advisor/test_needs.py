"""What a buyer says changes the record as they meant it; what they did not say is never asserted."""

from dataclasses import replace

from advisor.derived import needs_from_json, needs_json
from advisor.model import (
    Act,
    ActKind,
    AddNeed,
    Bolt,
    Command,
    Conversation,
    CorrectNeed,
    DoesNotKnow,
    GiveContact,
    Indifferent,
    NeedStatus,
    RefusedValue,
    RemoveNeed,
    RequestQuote,
    Understanding,
)
from advisor.needs import remember
from tests.advisor.cast import bolts, kestrel, states, value


def after(*messages: tuple[Command, ...], conversation: Conversation | None = None) -> Conversation:
    memory = conversation or Conversation("c", "en", "en")
    for commands in messages:
        memory = remember(memory, Understanding("en", commands), kestrel())
    return memory


def test_bolts_give_the_torque_as_inferred() -> None:
    torque = after((bolts("M8", "M12"),)).needs["torque"]
    assert (torque.status, torque.min, torque.max, torque.unit) == (NeedStatus.INFERRED, 25.5, 88.0, "N.m")


def test_a_stated_torque_is_never_overwritten_by_a_calculated_one() -> None:
    memory = after((states("torque", min=30, max=80, unit="N.m"),), (bolts("M20"),))
    assert (memory.needs["torque"].status, memory.needs["torque"].max) == (NeedStatus.STATED, 80)


def test_a_property_class_said_later_joins_the_sizes_and_the_torque_follows() -> None:
    memory = after((bolts("M8", "M12"),), (states("bolt", bolts=(Bolt("", "10.9"),)),))
    assert memory.needs["bolt"].bolts == (Bolt("M8", "10.9"), Bolt("M12", "10.9"))
    assert memory.needs["torque"].max == 125.9


def test_corrected_sizes_keep_the_class() -> None:
    memory = after((bolts("M8", grade="10.9"),), (CorrectNeed("bolt", value(bolts=(Bolt("M10"),))),))
    assert memory.needs["bolt"].bolts == (Bolt("M10", "10.9"),)


def test_forgetting_the_bolts_forgets_the_torque_that_came_from_them() -> None:
    assert set(after((bolts("M8"),), (RemoveNeed("bolt"),)).needs) == set()


def test_no_60_not_80() -> None:
    memory = after((states("torque", value=80, unit="N.m"),), (CorrectNeed("torque", value(value=60, unit="N.m")),))
    assert memory.needs["torque"].value == 60


def test_also_adds_and_does_not_replace() -> None:
    memory = after(
        (states("communication", values=("wifi",)),), (AddNeed("communication", value(values=("bluetooth",))),)
    )
    assert memory.needs["communication"].values == ("wifi", "bluetooth")


def test_a_new_statement_replaces_an_old_one_but_two_in_one_message_complete_each_other() -> None:
    wifi, profinet = states("communication", values=("wifi",)), states("communication", values=("profinet",))
    assert after((wifi, profinet)).needs["communication"].values == ("wifi", "profinet")
    assert after((wifi,), (profinet,)).needs["communication"].values == ("profinet",)


def test_an_impossible_value_leaves_the_last_good_one() -> None:
    memory = after((states("torque", value=60, unit="N.m"),), (RefusedValue("torque", "-5 Nm", 0.1, 100000, "N.m"),))
    assert memory.needs["torque"].value == 60


def test_undo_takes_back_one_message_at_a_time() -> None:
    first, second = states("weight", max=2, unit="kg"), states("weight", max=3, unit="kg")
    memory = after((first,), (second,), (Act(ActKind.UNDO),))
    assert memory.needs["weight"].max == 2
    assert after((Act(ActKind.UNDO),), conversation=memory).needs == {}
    assert after((Act(ActKind.UNDO),)).needs == {}


def test_does_not_matter_answers_the_question_that_was_asked() -> None:
    memory = after((Indifferent(None),), conversation=Conversation("c", "en", "en", asked="weight"))
    assert memory.needs["weight"].status is NeedStatus.INDIFFERENT


def test_who_does_not_know_is_proposed_what_is_typical_in_the_industry_and_a_yes_confirms_it() -> None:
    memory = after((states("industry", value_id="automotive"), DoesNotKnow("accuracy")))
    assert (memory.needs["accuracy"].status, memory.needs["accuracy"].max) == (NeedStatus.PROPOSED, 3)
    memory = after((Act(ActKind.CONFIRM),), conversation=replace(memory, offered="typical:accuracy"))
    assert (memory.needs["accuracy"].status, memory.needs["accuracy"].max) == (NeedStatus.CONFIRMED, 3)


def test_no_to_a_typical_value_drops_it() -> None:
    memory = after((DoesNotKnow("weight"),))
    memory = after((Act(ActKind.DENY),), conversation=replace(memory, offered="typical:weight"))
    assert "weight" not in memory.needs


def test_a_country_only_proposes_its_marks() -> None:
    memory = after((states("country", value_id="DE"),))
    assert (memory.needs["certification"].status, memory.needs["certification"].values) == (
        NeedStatus.PROPOSED,
        ("ce",),
    )


def test_stated_marks_are_not_replaced_by_the_country_s() -> None:
    memory = after((states("certification", values=("ul",)),), (states("country", value_id="DE"),))
    assert memory.needs["certification"].values == ("ul",)


def test_a_quantity_of_nothing_or_less_is_not_remembered() -> None:
    for quantity in (0, -3, 10**9):
        assert after((RequestQuote(("KCP-70",), quantity),)).quantity is None
    assert after((RequestQuote(("KCP-70",), 300),)).quantity == 300


def test_contact_details_given_one_after_the_other_come_together() -> None:
    memory = after(
        (GiveContact(name="A. Keller", email="a.keller@autowerk.example"),),
        (GiveContact(phone="+497115550100", country="DE"),),
    )
    contact = memory.contact
    assert (contact.name, contact.email, contact.phone) == ("A. Keller", "a.keller@autowerk.example", "+497115550100")
    assert memory.needs["country"].status is NeedStatus.INFERRED


def test_starting_afresh_forgets_the_needs_and_keeps_the_contact() -> None:
    memory = after((bolts("M8"), GiveContact(email="a@b.example")), (Act(ActKind.RESTART),))
    assert (memory.needs, memory.contact.email) == ({}, "a@b.example")


def test_needs_survive_the_way_through_json() -> None:
    needs = after((bolts("M8", "M12", grade="10.9"), states("power", value_id="cordless"), states("drive", text="1/2"),
                   states("communication", values=("wifi",)), states("budget", amount="5000", currency="EUR"))).needs  # fmt: skip
    read = needs_from_json(needs_json(needs), kestrel())
    assert {name: replace(held, turn=0, approximate=False) for name, held in needs.items()} == read
