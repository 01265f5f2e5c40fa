"""The source of truth for acts that carry nothing but themselves: greetings, yes and no, undo, wishing a person, pitches, attacks."""

from __future__ import annotations

import re

from advisor.model import Act, ActKind, Command, GiveContact
from advisor.understanding.about_us import about_us
from advisor.understanding.phrases import Hit
from advisor.understanding.scene import Scene

Placed = tuple[int, Command]
_ANYWHERE = (
    ("thank", ActKind.THANK),
    ("farewell", ActKind.FAREWELL),
    ("ask_who", ActKind.ASK_WHO),
    ("ask_next", ActKind.ASK_NEXT),
    ("ask_range", ActKind.ASK_RANGE),
    ("sample", ActKind.REQUEST_SAMPLE),
    ("visit", ActKind.REQUEST_VISIT),
    ("person", ActKind.WANT_PERSON),
    ("complain", ActKind.COMPLAIN),
    ("abuse", ActKind.ABUSE),
    ("instruction", ActKind.INSTRUCTION),
    ("restart", ActKind.RESTART),
)
_ASIDE = (
    ("small_talk", ActKind.SMALL_TALK),
    ("job", ActKind.JOB_APPLICATION),
    ("supplier_pitch", ActKind.SUPPLIER_PITCH),
    ("off_topic", ActKind.OFF_TOPIC),
)
_OPENING = 3
_AS_MACHINE = re.compile(
    r"[\s\[(<#*]*(?:system|sistema|developer|admin|administrator|assistant|系统|システム|النظام|نظام)[\])>*]*\s?:\s?(?!\d)"
)
"""Who writes "SYSTEM: ..." speaks as if to the machine from inside."""


def courtesies(scene: Scene) -> list[Placed]:
    """Return the simple acts of a message with their places."""
    placed: list[Placed] = []
    for name, kind in _ANYWHERE:
        cues = [
            cue
            for cue in scene.cues_named(name)
            if not (
                _negated(scene, cue)
                or _reported(scene, cue)
                or _of_machine(scene, cue)
                or _of_the_first(scene, cue)
                or _of_a_rival(scene, cue)
            )
        ]
        if cues:
            placed.append((cues[0].start, Act(kind)))
    greetings = scene.cues_named("greet")[:1]
    placed += [(cue.start, Act(ActKind.GREET)) for cue in greetings if cue.start <= _OPENING]
    if _asks_who(scene):
        placed = [pair for pair in placed if pair[1] != Act(ActKind.WANT_PERSON)]
    if Act(ActKind.REQUEST_VISIT) not in {one for _, one in placed} and (sent := _SENT.search(scene.text)) is not None:
        placed.append((sent.start(), Act(ActKind.REQUEST_VISIT)))
    placed += _answers(scene)
    placed += _takes_back(scene)
    placed += _about_others(scene)
    placed += about_us(scene)
    if _AS_MACHINE.match(scene.text):
        placed.append((0, Act(ActKind.INSTRUCTION)))
    return placed


def asides(scene: Scene) -> list[Placed]:
    """Return what leads away from the trade (a pitch, an application, the weather), one at most: what is said most often."""
    said = [(kind, cues) for name, kind in _ASIDE if (cues := scene.cues_named(name))]
    said.sort(key=lambda pair: -len(pair[1]))
    return [(cues[0].start, Act(kind)) for kind, cues in said[:1]]


def _asks_who(scene: Scene) -> bool:
    """ "Am I talking to a real person or a bot?" names a person and wishes for none: it asks, and nothing else is said."""
    asked = {scene.sentence(cue.start) for cue in scene.cues_named("ask_who")}
    people = [cue for cue in scene.cues_named("person") if scene.sentence(cue.start) in asked]
    wished = any(scene.has("need", "please", within=sentence) for sentence in asked)
    either = any(_EITHER.search(scene.text, *sentence) for sentence in asked)
    return bool(people) and len(people) == len(scene.cues_named("person")) and either and not wished


_PEOPLE = r"rep|reps|engineer|technician|somebody|someone|specialist|ingenier[oa]|tecnic[oa]|vendedora?|alguien|engenheir[oa]|alguem|techniker|berater|jemand\w*|kollegen?|vertreter"
_SENT = re.compile(
    rf"(?<![a-z])(?:{_PEOPLE})(?:\s[\w']+){{0,5}}?\s(?:at our|to our|round to|into our|in unsere[mnr]?|ins werk|in die (?:firma|fabrik|halle)|vor ort|zu uns|bei uns vorbei|en nuestr[oa]|a nuestr[oa]|na nossa|no nosso|a nossa|ao nosso)(?![a-z])"
    r"|(?:工程师|技术员|销售|人)(?:过来|上门|来)(?:我们|一趟|看|厂)|(?:مهندس|فني|احد|واحد)\s(?:[\u0621-\u064a]+\s){0,2}(?:عندنا|لعندنا|لموقعنا|في موقعنا|الي موقعنا|لمصنعنا)"
)
""" "A rep from your side at our plant": who is to come wishes for a visit."""
_EITHER = re.compile(
    r"(?<![a-z])(?:or|oder|o|ou|u)(?![a-z])|还是|または|それとも|か(?:人|機械|ロボ|ai)|(?<![\u0621-\u064a])(?:ام|او|ولا|والا)(?![\u0621-\u064a])"
)


_YOURS = re.compile(
    r"(?<![a-z])(?:yours?|you|ihr\w*|eure\w*|su|sus|suy[oa]s?|vuestr\w+|ustedes|sua|suas|seus?|voces|vcs)(?![a-z])|你们|贵司|您|御社|貴社|كم(?![\u0621-\u064a])"
)


def _of_a_rival(scene: Scene, cue: Hit) -> bool:
    """ "The last one, a Bosch, died after a month" complains of nothing that was sold here."""
    if "complain" not in cue.terms or any(one.sku for one in scene.products):
        return False
    sentence = scene.sentence(cue.start)
    rival = any(name == "other" for _, name in scene.terms_of("maker", within=sentence))
    return rival and _YOURS.search(scene.text, *sentence) is None


def _negated(scene: Scene, cue: Hit) -> bool:
    return any(0 <= cue.start - other.end <= 3 for other in scene.cues_named("negate"))


def _of_machine(scene: Scene, cue: Hit) -> bool:
    """ "Must talk to a Siemens PLC", "hablar con el autómata": a tool speaks to a machine, and nobody wishes a person."""
    if "person" not in cue.terms:
        return False
    networks = [hit.start for hit, _ in scene.terms_of("communication", within=scene.clause(cue.start))]
    machine = _MACHINE.search(scene.text, cue.end, min(cue.end + _SPOKEN_TO, scene.clause(cue.start)[1])) is not None
    own = _MY_OWN.search(scene.text, *scene.clause(cue.start)) is not None
    return machine or own or any(0 <= start - cue.end <= 2 for start in networks)


def _of_the_first(scene: Scene, cue: Hit) -> bool:
    """In عرض سعر لجهازين من الأول the first tool is to be quoted, and nothing begins afresh."""
    return "restart" in cue.terms and scene.has("quote", within=scene.sentence(cue.start))


_SPOKEN_OF = 3
_SPOKEN_TO = 26
_MACHINE = re.compile(
    r"(?<![a-z])(?:plcs?|sps|clps?|mes|erp|sap|scada|cnc|controllers?|control system|network|server|servidor|router|gateway|robots?|sistema|system|"
    r"steuerung|leitsystem|leitrechner|automata|controlador|maquina|database|datenbank|software|linha|linea|red|rede|netz|netzwerk)(?![a-z])"
)
_MY_OWN = re.compile(
    r"(?<![a-z])(?:vou|vamos|voy a|i'll|i will|we'll|let me|will|muss|werde|lo)\s[^,.;]{0,24}(?<![a-z])(?:o|a|meu|minha|nosso|nossa|el|mi|nuestro|"
    r"my|our|the|meine[mnr]?|unsere[mnr]?|dem)\s(?:chefe|diretor\w*|equipe|pessoal|patrao|gerencia|jefe|equipo|direccion|boss|manager|team|management|"
    r"engineers|colleagues?|chef|vorgesetzten?|kollegen|leitung)"
)
"""Who talks to their own boss wishes to talk to nobody here."""


def _reported(scene: Scene, cue: Hit) -> bool:
    """ "Your colleague promised me ..." tells of a person and wishes for none."""
    clause = scene.clause(cue.start)
    if _BY_HAND.match(scene.text, cue.start):
        return True
    if "person" in cue.terms and scene.has("complain", within=(cue.end, cue.end + _SPOKEN_OF)):
        return True  # 打电话也没人理
    told = scene.cues_named("reported", within=(cue.end, clause[1]))
    return "person" in cue.terms and bool(told) and len(scene.cues_named("person", within=clause)) == 1


_BY_HAND = re.compile(r"人工(?=[\u4e00-\u9fff])(?!客服|服务|在|吗|吧|呢|台|坐席|回|接|咨询|窗口|来接|帮|谈)")
"""What people do with their hands: 人工背上去 wishes for nobody to talk to."""


_TERMS = ("discount", "price", "quote", "payment_term", "free_freight", "price_match", "who_was_it")


def _about_others(scene: Scene) -> list[Placed]:
    """ "What discount did the last customer get, and who was it?" """
    for cue in scene.cues_named("other_customers"):
        sentence = scene.sentence(cue.start)
        if scene.has(*_TERMS, within=sentence) and (scene.is_question(sentence) or scene.has("who_was_it")):
            return [(cue.start, Act(ActKind.ASK_OTHERS))]
    return []


def _answers(scene: Scene) -> list[Placed]:
    for name, kind in (("confirm", ActKind.CONFIRM), ("deny", ActKind.DENY)):
        for cue in scene.cues_named(name)[:1]:
            clause = scene.clause(cue.start)
            if cue.start <= _OPENING and not _rest(scene, clause):
                return [(cue.start, Act(kind))]
    return []


def _rest(scene: Scene, clause: tuple[int, int]) -> str:
    """What a clause says beside yes, no and politeness."""
    rest = list(scene.text[slice(*clause)])
    for cue in scene.cues_named("confirm", "deny", "no", "thank", "greet", "please", within=clause):
        rest[cue.start - clause[0] : cue.end - clause[0]] = " " * (cue.end - cue.start)
    return "".join(rest).strip(" .!~ー")


def _takes_back(scene: Scene) -> list[Placed]:
    """ "Undo" and "never mind"; beside a need by name ("forget the weight") they are not meant."""
    for name, kind in (("undo", ActKind.UNDO), ("never_mind", ActKind.NEVER_MIND)):
        for cue in scene.cues_named(name)[:1]:
            sentence = scene.sentence(cue.start)
            if (
                scene.named_needs(sentence)
                or _names_choice(scene, sentence)
                or (kind is ActKind.UNDO and _has_values(scene, cue))
            ):
                continue
            if scene.is_question(sentence) and scene.has("explain", within=sentence):
                continue  # "how often does it have to go back for recalibration?"
            return [(cue.start, Act(kind))]
    return []


def _names_choice(scene: Scene, sentence: tuple[int, int]) -> bool:
    """ "Olvida lo del Bluetooth" drops a wish and is no "never mind"."""
    chosen = [need.id for need in scene.trade.company.needs.values() if need.kind == "choices"]
    return bool(scene.terms_of(*chosen, within=sentence))


def _has_values(scene: Scene, cue: Hit) -> bool:
    """ "Scrap what I said about 110 V, it is 230" corrects and goes back no step."""
    start, end = scene.sentence(cue.start)
    return any(start <= amount.start < end and amount.unit for amount in scene.amounts)


def contact(scene: Scene) -> list[Placed]:
    """Return the contact data that was given, as one command."""
    given = scene.contacts
    if not (given.name or given.email or given.phone or given.company or given.invalid):
        return []
    command = GiveContact(
        name=given.name, email=given.email, phone=given.phone, company=given.company, country=given.country,
        invalid=given.invalid,
    )  # fmt: skip
    return [(given.start if given.start is not None else 0, command)]
