"""The source of truth for what is remembered of a visitor's needs: how each typed command changes the record."""

from __future__ import annotations

from dataclasses import replace

from advisor.derived import KNOWN, derive, typical_value
from advisor.families import FAMILY, like_rival, seek
from advisor.model import (
    Act,
    ActKind,
    AddNeed,
    AskFact,
    AskLeadTime,
    AskPrice,
    AskStock,
    Bolt,
    ChooseProduct,
    Command,
    Compare,
    Conversation,
    CorrectNeed,
    DoesNotKnow,
    GiveContact,
    Indifferent,
    Needs,
    NeedStatus,
    NeedValue,
    Negotiate,
    OrderLine,
    RemoveNeed,
    RequestQuote,
    SetNeed,
    Understanding,
)
from advisor.orders import AS_NEEDED, count_tools, take_lines
from advisor.preferences import prefer
from content.catalogue.model import Company

MOST_UNDO = 10
MOST_QUANTITY = 100_000


def remember(conversation: Conversation, understanding: Understanding, company: Company) -> Conversation:
    """Apply a message's commands to the record; the visitor's turn counts up by one here."""
    start = replace(conversation, turn=conversation.turn + 1, locale=understanding.locale)
    start = replace(start, incoterm=_meant_term(start, understanding), aside=_aside(start, understanding))
    after = start
    for command in understanding.commands:
        after = _apply(after, command, company)
    sought = seek(
        after.needs, understanding.sought or like_rival(after.needs, understanding, company), company, turn=after.turn
    )
    needs = derive(prefer(sought, understanding.sought, turn=after.turn), after.turn, company)
    after = _ordering(replace(after, needs=needs, quantity=_quantity(needs, after.quantity)), start, understanding)
    undone = any(isinstance(command, Act) and command.kind is ActKind.UNDO for command in understanding.commands)
    if not undone and not _same_values(needs, conversation.needs):
        history = (*conversation.previous_needs, conversation.needs)[-MOST_UNDO:]
        after = replace(after, previous_needs=history)
    return after


def _aside(before: Conversation, understanding: Understanding) -> str | None:
    """The accessory spoken of by the way, where the message goes on with it; else the tools are spoken of again."""
    prices = bool(understanding.commands) and all(isinstance(one, AskPrice) for one in understanding.commands)
    return before.aside if understanding.points_back or prices else None


def _meant_term(before: Conversation, understanding: Understanding) -> str | None:
    """The delivery term on record, or the one that is meant now; who only asks about carriage does not change what was named."""
    wished = any(isinstance(command, RequestQuote) for command in understanding.commands)
    meant = understanding.delivered
    return meant if meant and (wished or before.incoterm is None) else before.incoterm


def _ordering(after: Conversation, before: Conversation, understanding: Understanding) -> Conversation:
    """Keep the order in step with what was said: its lines, the quantity, accessories that were accepted."""
    lines = take_lines(after.lines, understanding.lines, after.quantity)
    if not understanding.lines and after.quantity is not None and after.quantity != before.quantity:
        lines = count_tools(lines, after.quantity)
    offered = before.offered or ""
    confirmed = any(isinstance(one, Act) and one.kind is ActKind.CONFIRM for one in understanding.commands)
    if confirmed and offered.startswith("companions:"):
        known = {line.sku for line in lines}
        added = [sku for sku in offered.partition(":")[2].split(",") if sku not in known]
        lines = lines or (OrderLine(None, None, after.quantity or 1),)
        lines = (*lines, *(OrderLine(sku, None, AS_NEEDED) for sku in added))
    if after.chosen != before.chosen and not understanding.lines and any(line.sku for line in lines):
        lines = lines if after.chosen in {line.sku for line in lines} else ()
    counted = next((line.quantity for line in understanding.lines if line.kind is None), None)
    return replace(_count(after, counted), lines=lines)


def _same_values(some: Needs, others: Needs) -> bool:
    """Whether two records hold the same, whenever it was said."""
    return some.keys() == others.keys() and all(
        value is others[need] or replace(value, turn=others[need].turn) == others[need] for need, value in some.items()
    )


def _apply(conversation: Conversation, command: Command, company: Company) -> Conversation:
    match command:
        case SetNeed() | CorrectNeed() | AddNeed() | RemoveNeed() | Indifferent() | DoesNotKnow():
            return replace(conversation, needs=_change(conversation, command, company))
        case Act():
            return _act(conversation, command.kind, company)
        case ChooseProduct():
            return _choose(conversation, command, company)
        case RequestQuote():
            with_terms = replace(
                conversation,
                currency=_listed(command.currency, company) or conversation.currency,
                incoterm=command.incoterm or conversation.incoterm,
            )
            return _speak_of(_count(with_terms, command.quantity), command.skus, company)
        case AskPrice():
            in_currency = replace(conversation, currency=_listed(command.currency, company) or conversation.currency)
            return _ask_of(_count(in_currency, command.quantity), command.skus, company)
        case AskLeadTime():
            return _ask_of(_count(conversation, command.quantity), command.skus, company)
        case AskFact() | AskStock():
            return _ask_of(conversation, command.skus, company)
        case Compare() | Negotiate():
            return _speak_of(conversation, command.skus, company)
        case GiveContact():
            return _meet(conversation, command, company)
        case _:
            return conversation


def _listed(currency: str | None, company: Company) -> str | None:
    """A currency that there are price lists in."""
    return currency if currency in company.currencies else None


def _change(
    conversation: Conversation,
    command: SetNeed | CorrectNeed | AddNeed | RemoveNeed | Indifferent | DoesNotKnow,
    company: Company,
) -> Needs:
    needs, turn = dict(conversation.needs), conversation.turn
    name = command.need or conversation.asked
    if name is None:
        return needs
    before = needs.get(name)
    match command:
        case RemoveNeed():
            needs.pop(name, None)
        case Indifferent() | DoesNotKnow() if before is not None and before.bolts:
            pass  # the property class was asked for: the sizes stand, and the calculation goes on with its assumption
        case Indifferent():
            needs[name] = NeedValue(NeedStatus.INDIFFERENT, turn)
        case DoesNotKnow():
            needs[name] = typical_value(company, name, needs, turn=turn) or NeedValue(NeedStatus.REFUSED, turn)
        case AddNeed():
            needs[name] = _added(before, replace(command.value, turn=turn))
        case SetNeed():
            value = replace(command.value, turn=turn)
            # two statements in one message complete each other: "M8 and M12", "CE ... and UL"
            same_message = before is not None and before.turn == turn and before.status is value.status
            needs[name] = _added(before, value) if same_message else _graded(before, value, keep=True)
        case CorrectNeed():
            needs[name] = _graded(before, replace(command.value, turn=turn), keep=True)
    return needs


def _added(before: NeedValue | None, value: NeedValue) -> NeedValue:
    if before is None or before.status not in KNOWN:
        return value
    if value.bolts:
        if not any(bolt.size for bolt in value.bolts):
            return _graded(before, value, keep=True)
        return replace(value, bolts=tuple(dict.fromkeys((*before.bolts, *value.bolts))))
    if value.values or value.value_id:
        earlier = before.values or ((before.value_id,) if before.value_id else ())
        later = value.values or ((value.value_id,) if value.value_id else ())
        return replace(value, value_id=None if before.values or value.values else value.value_id,
                       values=tuple(dict.fromkeys((*earlier, *later))))  # fmt: skip
    return value


def _graded(before: NeedValue | None, value: NeedValue, *, keep: bool) -> NeedValue:
    """Join a bare property class with the sizes known, and (`keep`) corrected sizes with the class known."""
    if before is None or not before.bolts or not value.bolts:
        return value
    if not any(bolt.size for bolt in value.bolts):
        grade = value.bolts[0].grade
        return replace(value, bolts=tuple(Bolt(bolt.size, grade) for bolt in before.bolts))
    grades = {bolt.grade for bolt in before.bolts}
    if keep and len(grades) == 1:
        (grade,) = grades
        return replace(value, bolts=tuple(Bolt(bolt.size, bolt.grade or grade) for bolt in value.bolts))
    return value


def _act(conversation: Conversation, kind: ActKind, company: Company) -> Conversation:
    if kind is ActKind.CONFIRM and (conversation.offered or "").startswith("typical:"):
        return _accept_typical(conversation, company)
    if kind is ActKind.CONFIRM and conversation.offered == "others":
        return replace(conversation, needs={name: v for name, v in conversation.needs.items() if name not in FAMILY})
    if kind is ActKind.CONFIRM and (conversation.offered or "").startswith("relax:"):
        given_up = (conversation.offered or "").partition(":")[2].split(",")
        left = {name: NeedValue(NeedStatus.INDIFFERENT, conversation.turn) for name in given_up}
        return replace(conversation, needs={**conversation.needs, **left})
    if kind is ActKind.DENY and (conversation.offered or "").startswith("typical:"):
        name = (conversation.offered or "").partition(":")[2]
        needs = {n: v for n, v in conversation.needs.items() if n != name or v.status is not NeedStatus.PROPOSED}
        return replace(conversation, needs=needs)
    if kind is ActKind.UNDO and conversation.previous_needs:
        *earlier, last = conversation.previous_needs
        return replace(conversation, needs=last, previous_needs=tuple(earlier), quantity=_quantity(last, None))
    if kind is ActKind.NEVER_MIND:
        return replace(conversation, pending=None, offered=None)
    if kind is ActKind.RESTART:
        return replace(
            conversation, needs={}, recommended=(), shown=(), viewed=(), chosen=None, quantity=None, asked=None, asked_before=(),
            offered=None, pending=None, currency=None, incoterm=None, lines=(),
        )  # fmt: skip
    return conversation


def _accept_typical(conversation: Conversation, company: Company) -> Conversation:
    name = (conversation.offered or "").partition(":")[2]
    held = conversation.needs.get(name)
    if held is None or held.status is not NeedStatus.PROPOSED:
        held = typical_value(company, name, conversation.needs, turn=conversation.turn)
    if held is None:
        return conversation
    confirmed = replace(held, status=NeedStatus.CONFIRMED, turn=conversation.turn)
    return replace(conversation, needs={**conversation.needs, name: confirmed})


def _choose(conversation: Conversation, command: ChooseProduct, company: Company) -> Conversation:
    sku = command.sku
    if sku is None and command.position and 0 < command.position <= len(conversation.recommended):
        sku = conversation.recommended[command.position - 1]
    return _speak_of(conversation, (sku,) if sku else (), company)


def _ask_of(conversation: Conversation, skus: tuple[str, ...], company: Company) -> Conversation:
    """A question about an accessory is an aside where tools are spoken of; any other names what is spoken of from now on."""
    if len(skus) == 1 and is_aside(skus[0], conversation, company):
        return replace(conversation, aside=skus[0])
    return _speak_of(conversation, skus, company)


def is_aside(sku: str, conversation: Conversation, company: Company) -> bool:
    """Whether a product is an accessory, and tools are spoken of."""
    product = company.products.get(sku)
    spoken_of = (conversation.chosen, *conversation.shown, *conversation.recommended)
    others = (company.products.get(one) for one in spoken_of if one)
    tools = any(one is not None and not one.is_accessory for one in others)
    return product is not None and product.is_accessory and tools


def _speak_of(conversation: Conversation, skus: tuple[str, ...], company: Company) -> Conversation:
    known = tuple(sku for sku in skus if sku in company.products)
    if not known:
        return conversation
    viewed = tuple(dict.fromkeys((*(sku for sku in conversation.viewed if sku not in known), *known)))
    return replace(conversation, viewed=viewed[-20:], chosen=known[0] if len(known) == 1 else conversation.chosen)


def _count(conversation: Conversation, quantity: int | None) -> Conversation:
    if quantity is None or not 0 < quantity <= MOST_QUANTITY:
        return conversation
    value = NeedValue(NeedStatus.STATED, conversation.turn, value=float(quantity))
    return replace(conversation, quantity=quantity, needs={**conversation.needs, "quantity": value})


def _quantity(needs: Needs, fallback: int | None) -> int | None:
    held = needs.get("quantity")
    number = held and (held.value or held.max or held.min)
    return int(number) if number and 0 < number <= MOST_QUANTITY else fallback


def _meet(conversation: Conversation, given: GiveContact, company: Company) -> Conversation:
    fields = {
        name: getattr(given, name) or getattr(conversation.contact, name)
        for name in ("name", "email", "phone", "company", "country")
    }
    needs = dict(conversation.needs)
    if given.country and "country" in company.needs and "country" not in needs:
        needs["country"] = NeedValue(NeedStatus.INFERRED, conversation.turn, value_id=given.country)
    return replace(conversation, contact=replace(conversation.contact, **fields), needs=needs)
