"""Why to buy from us, and what others bought and paid: two questions that no manual answers."""

from __future__ import annotations

import pytest

from advisor.model import Act, ActKind, AskPrice, Conversation
from advisor.understanding import understand
from content.catalogue.model import Company

_ABOUT_US = {Act(ActKind.ASK_WHY), Act(ActKind.ASK_OTHERS)}


def _commands(company: Company, locale: str, message: str) -> list[object]:
    return list(understand(message, Conversation("c", locale, locale), company).commands)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "你们比别家强在哪？"),
        ("zh", "凭什么要买你们的，不买博世的？"),
        ("ja", "御社から買うメリットは何ですか。"),
        ("ja", "御社が他社と違う点は？"),
        ("de", "Warum sollte ich ausgerechnet bei Ihnen kaufen und nicht bei Bosch?"),
        ("de", "Was habt ihr, was andere nicht haben?"),
        ("ar", "ليش أشتري منكم وليس من بوش؟"),
        ("ar", "وش يميزكم عن غيركم؟"),
        ("en", "Why should we go with you instead of Atlas Copco?"),
        ("es", "¿Por qué elegirlos a ustedes y no a Hytorc?"),
        ("pt", "Por que eu compraria de vocês e não da Bosch?"),
    ],
)
def test_who_asks_why_to_buy_here_asks_that_alone(kestrel: Company, locale: str, message: str) -> None:
    assert _commands(kestrel, locale, message) == [Act(ActKind.ASK_WHY)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "还有哪些主机厂买过你们的？他们什么价拿的？"),
        ("ja", "他のお客さんはいくらで買ってるの?"),
        ("de", "Welche anderen Firmen haben das Gerät schon gekauft und was haben die gezahlt?"),
        ("ar", "الشركات الثانية بكم اشترت؟"),
        ("en", "What did other customers pay for it?"),
        ("es", "¿Quién más ha comprado este modelo?"),
        ("pt", "Quanto os outros clientes pagaram?"),
    ],
)
def test_who_asks_what_others_bought_asks_that_alone(kestrel: Company, locale: str, message: str) -> None:
    assert _commands(kestrel, locale, message) == [Act(ActKind.ASK_OTHERS)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "为什么要用你们推荐的这款？"),
        ("zh", "为什么要向你们付定金？"),
        ("zh", "别家的枪能用你们的电池吗？"),
        ("ja", "他社で購入した工具も校正できますか？"),
        ("de", "Welche Firmen in Polen verkaufen eure Schrauber?"),
        ("de", "Wer zahlt die Fracht?"),
        ("ar", "من يدفع الجمارك؟"),
        ("en", "Why should we do what you recommend?"),
        ("es", "¿Por qué comprar un multiplicador?"),
        ("pt", "Por que comprar uma chave hidráulica?"),
    ],
)
def test_other_questions_of_buying_are_neither(kestrel: Company, locale: str, message: str) -> None:
    assert not _ABOUT_US & set(_commands(kestrel, locale, message))


def test_the_price_asked_in_another_sentence_is_told(kestrel: Company) -> None:
    commands = _commands(kestrel, "de", "Warum sollten wir bei Ihnen kaufen? Und was kostet der Akkuschrauber?")
    assert Act(ActKind.ASK_WHY) in commands
    assert any(isinstance(command, AskPrice) for command in commands)
