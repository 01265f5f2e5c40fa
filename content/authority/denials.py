"""Source of truth for what is said not to be wished: free shipping is not needed; forget the 15 %, 7 % will do."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache, lru_cache

from content.authority.numerals import ARTICLES
from content.authority.quantities import Mention
from content.authority.subjects import fold_pattern

_NEED = (
    # en
    r"(?:do not|don'?t|does not|doesn'?t|won'?t|will not|did not|didn'?t|would not|wouldn'?t|no longer) (?:really |actually |even )?(?:need|want|require|expect|ask for|insist on|wish for|care for|look for)"
    r"|no need (?:for|of|to (?:give|grant|offer|throw in|add)(?: us| me)?)|need no|needs? not|want no|not (?:asking|looking) for|needs no|not after|not interested in|(?:can|could|may|'ll|happy to|fine to) (?:do|live|go|manage) without|not necessary to (?:give|grant|offer)(?: us| me)?"
    r"|(?<!not )(?<!n't )(?<!never )(?<!to )(?:forget(?: about)?|never mind|keep your|leave (?:out|aside)|skip)|spare (?:us|yourself)"
    # de
    r"|(?:brauch\w*|benotig\w*|wunsch\w*|verlang\w*|erwart\w*|woll\w*|mocht\w*|forder\w*) (?:wir |ich |von ihnen )?(?:auch |gar |uberhaupt )?(?:kein\w*|nicht)|verzicht\w* (?:wir |ich )?(?:gern\w* )?auf|(?<!nicht )vergessen sie|(?<!nicht )vergiss|(?:mussen|brauchen) sie uns (?:nicht|kein\w*)|es (?:muss|braucht) kein\w*"
    # es
    r"|(?<!a )no (?:\w+ )?(?:necesit\w+|precis\w+|hace falta|es necesari\w+|requer\w+|ped\w+|pid\w+|quer\w+|quier\w+|busc\w+|exig\w+|espera\w+|solicit\w+)|(?<!no )(?<!no se )(?:olvid(?:e|en|a|emos|emonos|ese|ense|ate)(?: de)?)|prescindi\w* de|renunci\w* a"
    # pt
    r"|nao (?:\w+ )?(?:precis\w+|e (?:necessari\w+|preciso)|necessit\w+|requer\w+|ped\w+|peco|quer\w+|quero|busc\w+|exig\w+|exij\w+|espera\w+|fa(?:z|co|zemos|zem) questao)|dispensa(?:mos|r|do|)|(?<!nao )(?<!nao se )(?:esquec(?:a|am|er|amos)(?: de)?)|abrimos mao d|abro mao d"
    # zh: 要不要 asks, 要不用八五折 proposes
    r"|不需要|无需|(?<!要)(?<!用)不用|(?<!要)不要(?!求)|用不着|(?<!要)不必|不要求|不求|没(?:有)?(?:想)?要(?:求)?|不是(?:想)?要|不打算要|不想要|别给|不谈"
    # ar
    r"|(?:لا|لسنا|لم|ما|مو|مش) (?:نحتاج|احتاج|نريد|اريد|نطلب|اطلب|نطالب|حاجه|بحاجه|داعي|ضروره|نطمح|نسعي|نبغي|نود)\w*|لست بحاجه|لا (?:يلزم|يلزمنا|حاجه)|(?:انس(?:وا|ي)?|دع(?:ونا|كم|ك|نا)?(?: من)?|نستغني عن|في غني عن)"
)
_FILLING = (
    r"(?: (?:a|any|an|the|to|that|you|us|your|full|for|of|für|un|una|el|la|los|las|ningun\w*|algun\w*|um|uma|o|os|as|nenhum\w*|qualquer|de|do|da|dos|das|den|die|das|der|einen?|irgend\w*|ihren?|eurem?|الي|اي|ل|عن|من|ان|تعطونا|تمنحونا"
    r"|que|nos|me|le|hagan|haga|den|de|ofrezcan|regalen|concedan|facam|deem|concedam|ofere\w+|give|grant|offer|extend|make|throw|in|del|al|weiter\w*|zusatzlich\w*))*"
    r"(?:你们|您|贵司|给|我们|我|打|什么|任何|再|那个?|这个?|按|非得|一定)*"
)
_DE_NOT_AFTER = (
    r"^\s*(?:\w+ )?(?:brauch\w*|benotig\w*|wunsch\w*|verlang\w*|erwart\w*|forder\w*|woll\w*|mocht\w*) (?:wir|ich) (?:aber |auch |gar |wirklich |dafur )?(?:nicht|keine[nmrs]?)\b"
    r"|^\s*(?:muss|mussen|braucht|brauchen)(?: es| wir| sie)?(?: (?:uns|hier|dafur|gar|auch|aber))* nicht(?: unbedingt)?(?: sein| geben| zu sein)?(?=\W*$)"
    r"|^\s*(?:ist |sind |ware\w* )?nicht (?:notig|erforderlich|gewunscht)|^\s*(?:notig|erforderlich)(?=\W*$)|^\s*(?:konnen|durfen) sie (?:vergessen|behalten|sich sparen|weglassen)|^\s*(?:verzicht\w* (?:wir|ich)|konn\w* (?:wir|ich) (?:\w+ )?verzichten)"
)
_ZH_NOT_AFTER = r"^(?:代理|经销|代理权|权|优惠|的(?:事|条款)?|什么的|这(?:块|项|事))?(?:我们|我方|我司|我|咱们?|这边)?(?:也|就|倒|可以|都|暂时|其实|真的?)*(?:不(?:需要|用|必|要|谈|考虑|指望)了?|没必要|免了|算了|没想要|没要)(?:的|啦|吧)?(?=\W*$)"
_JA_NOT_AFTER = (
    r"^(?:き|り|権|契約|販売権?|代理[店権]?)*(?:に|を|と|まで)?(?:して|付けて|つけて|設定して)?(?:いただく|頂く|もらう|くださる|する|いただくほど)?(?:の)?(?:必要(?:は|も|が)?(?:ありません|ございません|ない|なし)(?!か)|に(?:は|も)?及びません)"
    r"|^(?:き|り|権|販売権?|代理[店権]?)*(?:に|を)?(?:し(?:て(?:いただか|頂か|もらわ|くださら))?|付けて(?:いただか|もらわ)|付け)?なくて(?:も)?(?:いい|良い|よい|結構|構|大丈夫)"
    r"|^(?:き|り|権|販売権?|代理[店権]?)*(?:は|も|が|を|の必要は|まで(?:は|も)?|なんて)*(?:特に|別に|とくに)?(?:不要|結構(?=です|$|\W)|無用|いりません(?!か)|要りません(?!か)|いらない|要らない|なくて(?:も)?(?:いい|結構|構)|なしで|(?:求め|望み|希望し|お願いし|要求し|期待し)(?:て(?:い|おり)?)?(?:ません(?!か)|ない))"
    r"|^(?:き|り|権|販売権?|代理[店権]?)*(?:は|も|が|を)?(?:特に|別に)?必要(?:は|も|が)?(?:ありません|ございません|ない|なし)(?!か)"
    r"|^(?:とは|とまでは)(?:言い|申し|求め|望み)(?:ません|ない)"
)
_NOT_AFTER = (
    r"^\s*(?:\w+ )?(?:is |are |was |would be |need |needs )?(?:not |isn'?t |aren'?t |n'?t )(?:be |really |at all )?(?:needed|necessary|required|called for|asked for|expected|on our list)"
    r"|^\s*(?:needed|necessary|required)(?=\W*$)|^\s*(?:is|are) (?:unnecessary|off the table|more than (?:we|i) (?:need|want|ask))|^\s*(?:we|i) (?:really )?(?:do not|don'?t) (?:need|want|ask|require|expect)(?! to)|^\s*(?:is|would be) asking too much"
    rf"|{_DE_NOT_AFTER}"
    r"|^\s*(?:\w+ )?(?:no (?:es |son |nos |lo |la |los |las )*(?:necesari\w+|hace[n]? falta|quer\w+|necesit\w+|pedi\w+|pid\w+|precis\w+)|nao (?:e |sao |nos )*(?:necessari\w+|precis\w+|quer\w+|ped\w+|faz falta)|desnecessari\w+|innecesari\w+)"
    rf"|{_ZH_NOT_AFTER}|{_JA_NOT_AFTER}"
    r"|^\S* (?:غير|ليس\w*|ليست) (?:\w+ )?(?:ضروري|مطلوب|لازم)\w*|^\S* (?:لا|ما) (?:نحتاج|نريد|نطلب|حاجه|يلزم)\w*"
)
_NO_BEFORE = r"(?:\bno|\bkein\w*|\bohne|\bningun\w*|\bsin|\bnenhum\w*|\bsem|without)(?: any)? ?$"
_NEED_AFTER = r"^\w*\s*(?:is |are |ist |es |e )?(?:needed|necessary|required|notig|erforderlich|necesari\w+|necessari\w+|gewunscht)"
_TOO_LITTLE = r"^\s*(?:para la\b|de lado\b|beiseite\b|aside\b|(?:is|are|would be|'s) (?:not enough|too (?:little|low|small)|far from enough)|isn'?t enough|won'?t do|reich\w* (?:\w+ )?nicht|(?:ist|sind|ware\w*) (?:\w+ )?zu wenig|no (?:\w+ )?(?:basta|alcanza|es suficiente|llega)|es (?:muy )?poco|nao (?:\w+ )?(?:basta|chega|e suficiente)|e (?:muito )?pouco|(?:不够|太少|太低)|(?:では|じゃ)?(?:足り|不十分|少な)|(?:لا|ما) (?:يكفي|تكفي)\w*|قليل\w*)"
_CLAUSES = re.compile(
    r"(?<!\d)[.,](?!\d)|(?<=\d)[.,](?=\D|$)|[;!?，。；！？、؛،]|(?<!\d):(?= |$)|\bbut\b|\baber\b|\bpero\b|\bmas\b|\bsondern\b|但|لكن"
)
_FAR = 120
_WHY = re.compile(
    fold_pattern(
        r"\bwhy\b|\bwarum\b|\bwieso\b|\bpor que\b|为什么|为何|怎么不|لماذا|ليش|なぜ|どうして|\bunless\b|\bes sei denn\b|除非"
    )
)
_FREE = re.compile(
    fold_pattern(
        r"\bfree\b|gratis|gratuit|kostenlos|kostenfrei|umsonst|geschenk|frei\b|\bfrei[ -]|frei haus|gratuito|sin (?:costo|coste|cargo)|de graca|sem custo|包邮|包运费|免|白送|無料|無償|サービス|مجان"
    )
)
_FREE_DENIED = re.compile(
    fold_pattern(
        r"(?:freight|shipping|carriage|transport|delivery)\b[^.!?]{0,60}(?:(?:do not|don'?t|won'?t|not) (?:\w+ ){0,3}(?:free|for nothing|as a gift)|no need (?:\w+ ){0,4}free)"
        r"|(?:fracht|versand|transport|porto)\w*[^.!?]{0,60}(?:(?:nicht|kein\w*) (?:\w+ ){0,3}?(?:schenk\w*|geschenkt|gratis|kostenlos|umsonst|erlass\w*|frei\b)|(?:gratis|kostenlos|umsonst|geschenkt) (?:\w+ ){0,3}?(?:nicht|kein\w*))"
        r"|(?:flete|portes?|envio|transporte|frete)\b[^.!?]{0,60}\b(?:no|nao) (?:\w+ ){0,4}?(?:gratis|gratuit\w+|regal\w+|de graca|sin cargo|de regalo)"
        r"|(?:运费|邮费|物流)[^。!?]{0,20}(?:不(?:用|要|需要|必)|无需|别)[^。!?]{0,6}(?:免|包|送)"
        r"|(?:送料|運賃|輸送費|配送料)[^。!?]{0,30}(?:無料|無償|サービス)[^。!?]{0,14}(?:必要は?(?:ありません|ございません|ない)|不要|結構|及びません|なくて(?:も)?(?:いい|結構|構))"
        r"|(?:ال)?(?:شحن|نقل|توصيل)[^.!?؟]{0,40}(?:لا|دون|ليس) (?:\w+ ){0,4}?(?:مجان\w*|هديه)"
    )
)


@cache
def _denying() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Before, after, "no" before with "needed" after; made when first asked for."""
    return (
        re.compile(rf"(?:{fold_pattern(_NEED)}){fold_pattern(_FILLING)} ?(?:\w+ )?$"),
        re.compile(fold_pattern(_NOT_AFTER)),
        re.compile(_NO_BEFORE),
        re.compile(_NEED_AFTER),
    )


@cache
def _withdrawing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    after = f"{_NOT_AFTER}|{_TOO_LITTLE}"
    return re.compile(rf"(?:{fold_pattern(_NEED)}){fold_pattern(_FILLING)}\s*$"), re.compile(fold_pattern(after))


def is_needless(folded: str, start: int, end: int) -> bool:
    """Say whether what stands here is said not to be needed in so many words: "free shipping is not needed".

    A gift ("free freight") is denied before it too; of all else that a "no" does not take away only what follows tells.
    """
    before, after = beside(folded, start, end)
    denied_before, denied_after, *_ = _denying()
    if _asks_why(folded):
        return False
    if _FREE.search(folded, start, end):
        return bool(denied_before.search(before) or denied_after.search(after))
    return after[:1] == " " and bool(denied_after.search(after))


def is_unwished(folded: str, start: int, end: int, *, mentions: Sequence[Mention]) -> bool:
    """Say whether a subject at this place is said not to be needed; never where its clause says how much."""
    left, right = clause_of(folded, start, end)
    if any(left <= one.start < right and _says_how_much(one) for one in mentions):
        return False
    if _asks_why(folded):
        return False
    denied_before, denied_after, no, needed = _denying()
    before, after = beside(folded, start, end)
    return bool(
        denied_before.search(before) or denied_after.search(after) or (no.search(before) and needed.search(after))
    )


def _says_how_much(mention: Mention) -> bool:
    return bool(mention.readings) or (len(mention.word) > 4 and mention.word not in ARTICLES)


def is_withdrawn(folded: str, mention: Mention) -> bool:
    """Say whether a quantity is given up in so many words: "forget the 15 %", 不用八五折, "10 % is not enough"."""
    withdrawn_before, withdrawn_after = _withdrawing()
    before, after = beside(folded, mention.start, mention.end)
    given_up = withdrawn_before.search(before) and not _REMEMBERED.match(after)
    if not (given_up or withdrawn_after.search(_SUBJECT_WORD.sub("", after))):
        return False
    return not _asks_why(folded)


_SUBJECT_WORD = re.compile(
    fold_pattern(
        r"^\s*(?:discount|rabatt|nachlass|skonto|off|de descuento|de rebaja|de desconto|的?(?:折扣|优惠)|の?(?:値引き|割引)|引き?|خصم\w*)"
    )
)


_REMEMBERED = re.compile(r"\s*(?:bitte |bloss |ja |auf keinen fall )*nicht\b(?! (?:sein|notig|erforderlich))")
""" "Vergessen Sie die 15 % nicht": the verb's "not" follows what it speaks of."""


def bears_freight(folded: str) -> bool:
    """Say whether the buyer pays the freight and says that it need not be free."""
    return bool(_FREE_DENIED.search(folded))


@lru_cache(maxsize=64)
def _asks_why(folded: str) -> bool:
    return bool(_WHY.search(folded))


def beside(folded: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a place in its clause, as far as it can belong to it."""
    left, right = clause_of(folded, start, end)
    return folded[max(left, start - _FAR) : start], folded[end : min(right, end + _FAR)]


@lru_cache(maxsize=64)
def _bounds(folded: str) -> tuple[list[int], list[int]]:
    """Return where the marks between clauses begin and end."""
    marks = [one.span() for one in _CLAUSES.finditer(folded)]
    return [start for start, _ in marks], [end for _, end in marks]


def clause_of(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause around a place begins and ends; the comma of 12,5 ends none."""
    starts, ends = _bounds(folded)
    before, after = bisect_right(ends, start), bisect_left(starts, end)
    return ends[before - 1] if before else 0, starts[after] if after < len(starts) else len(folded)


_PAYS_AT_ONCE = re.compile(
    fold_pattern(
        r"\b(?:because|since|as|if|when|for|given that) (?:we|i)(?:'ll| will| would| can| are going to| always)? ?pay\w* (?:\w+ ){0,2}?(?:up ?front|in advance|immediately|at once|on order|before (?:shipment|delivery)|cash|early|promptly)|\bfor paying (?:up ?front|in advance|early)"
        r"|\b(?:weil|da|wenn) (?:wir|ich) (?:\w+ ){0,2}?(?:im voraus|vorab|per vorkasse|vorkasse|sofort|bar) (?:be)?zahl\w*|\b(?:bei|gegen|fur|wegen) (?:die |unsere )?(?:vorkasse|vorauszahlung|vorauskasse)|\bwir zahlen (?:\w+ )?(?:im voraus|vorab|per vorkasse|vorkasse)"
        r"|\b(?:porque|ya que|como|si|por|pues|puesto que) (?:\w+ )?(?:pag(?:o|amos|aremos|ando|ar)|el pago|pago) (?:\w+ )?(?:por adelantado|al contado|por anticipado|anticipad\w+|de inmediato|adelantad\w+)"
        r"|\b(?:porque|ja que|se|por|pois|como|visto que) (?:\w+ )?(?:pag(?:o|amos|armos|aremos|ando|ar)|o pagamento|pagamento) (?:\w+ )?(?:a vista|adiantad\w+|antecipad\w+|na hora)"
        r"|(?:因为|由于|既然|如果|毕竟)?(?:我们|我方|我司)(?:会|愿意|可以|都是|是)?(?:全额)?(?:预付(?:款|全款)?|先付款|提前付款|先款后货|现款|全款|现金|一次性付(?:清|款))"
        r"|(?:全額)?(?:前払い|前金|先払い|現金|一括)(?:で|を)?(?:お?支払い?)?(?:する|します|いたします|致します)?(?:ので|から|ため|の場合|なら|し)"
        r"|(?:لاننا|لاني|لانا|اذا|كوننا|مقابل|بما اننا)(?: \w+)?? ?(?:ندفع|سندفع|الدفع|ادفع|دفع|دفعنا) (?:\w+ )?(?:مقدما|نقدا|سلفا|كاش|فورا|مسبقا)"
    )
)


def pays_at_once(folded: str) -> list[tuple[int, int]]:
    """Return where the buyer says that he pays early or at once: a reason for a wish, and no wish itself."""
    return [match.span() for match in _PAYS_AT_ONCE.finditer(folded)]
