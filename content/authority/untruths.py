"""Source of truth for false promises asked for in many words: promise it although we both know that it is not true.

Patterns on folded text. Who is asked to promise, and what makes it untrue, stand in one sentence, in either order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Untruth:
    """One language's words: to `promise`, to `say`; what makes a promise false (`despite`, `unable`), or whatever is said (`untrue`); `lies` by name."""

    promise: str
    say: str
    despite: str
    unable: str
    untrue: str
    lies: str


_WORDS: Mapping[str, Untruth] = {
    "en": Untruth(
        r"\b(?:promis|guarante|assur|certif|commit|pledg|vouch|swear|attest|warrant(?!y|ies))\w*|\b(?:in writing|give (?:us|me|them|him|her) your word|sign off)\b",
        r"\b(?:tell|say|state|claim|declare|write|confirm|advertise|label|put (?:it |that )?(?:down|in)|let (?:them|him|her|the \w+) (?:believe|think))\b",
        r"\bwhether or not (?:it|they|that|this|he|she)\b(?:\'s)? ?(?:does|do|is|are|has|have|really|actually|meets?|works?|can|will)\b|\bwhether (?:it|they) (?:does|do|is|are|meets?|works?)\b.{0,24}?\bor not\b|\b(?:even (?:if|though)|although|though|despite|whether or not|no matter (?:if|whether|that)|regardless)\b.{0,40}?(?:n'?t\b|\bnot\b|\bnever\b|\bcannot\b|impossible|no way|unrealistic|untested)",
        r"\b(?:can'?t|cannot|won'?t|will not|will never|can never|could never|never going to|not going to|aren'?t able to|not able to|unable to) (?:possibly |actually |really |ever )?(?:be kept|keep|meet|hold|make|happen|honou?r|manage|stick|hit|fulfil\w*|survive|be true|work)",
        r"\b(?:is|are|was|were)(?:n'?t| not) (?:actually |really |even |quite )?(?:true|so|real|the case|correct)\b|\buntrue\b|\ba lie\b|\bmade[- ]up\b|\binvented\b|\b(?:know\w*|(?:both|all|fully|well|perfectly) aware)\b(?: (?:full|very|perfectly))?(?: well)?(?: that)? (?:it|this|that|they|it'?s|its|the \w+|there|you(?:'ll|r)?|we|no)\b[^.!?]{0,40}?(?:n'?t\b|\bnot\b|\bnever\b|\bcannot\b|impossible|false|wrong|no chance|unrealistic|expired|out of date)|\bknowing\b[^.!?]{0,40}?(?:n'?t\b|\bnot\b|\bnever\b|impossible|false)|(?:never|not|n'?t) (?:intend|plan|mean)\w* to|no intention of|doesn'?t matter (?:if|whether) (?:it'?s|it is|that'?s) (?:true|right)|(?:true or not|whether (?:it'?s|it is) true)",
        r"\blie (?:to|about|for|in)\b|\bwhite lie|\bfib\b|\b(?:bluff|fool|deceive|trick|dupe)\w* (?:them|him|her|the|our|my|your)\b|\b(?:falsif\w*|fudg\w+|doctor(?:ed|ing)?|forge[ds]?|forging|backdat\w+|fabricat\w+)\b|\b(?:mak\w+|made) (?:something|it|one) up\b|\b(?:mak\w+|made) up (?:a|an|some|the|any|your)\b|\bcook (?:up|the)\b|\bdate (?:the|it|them|this|that|your|our)\b[^.!?,]{0,50}?\bback (?:to|by)\b|\binvent (?:a|an|some|the)\b.{0,20}(?:date|certificate|figure|value|report|approval|result)",
    ),
    "de": Untruth(
        r"\b(?:versprech|versprich|verspracht|zusag|zusicher|zugesag|zugesichert|garantier|versicher|bescheinig|bestatig|verpflicht|beteuer|schwor|verburg)\w*|\bsag\w* .{0,60}?\bzu\b|\bsicher\w* .{0,60}?\bzu\b|schriftlich",
        r"\b(?:sag|behaupt|schreib|erzahl|erklar|werb|gib|geb|nenn|lass)\w*",
        r"\b(?:egal|gleich|einerlei|unabhangig davon),? ob (?:er|sie|es|das|die|der)\b.{0,40}?(?:erfull|stimm|wahr|zutriff|einhal|halt|gehalten|besteh|genug)\w*|\bob (?:er|sie|es|das)\b.{0,24}?\boder nicht|\b(?:auch wenn|selbst wenn|obwohl|obgleich|obschon|wenngleich|wohl wissend|ungeachtet|egal ob|trotzdem|auch falls)\b.{0,70}?(?:\bnicht\b|\bkein\w*|\bnie\b|niemals|unmoglich|unrealistisch|falsch|gelogen)",
        r"(?:nicht|nie|niemals|kein\w*)\b.{0,20}?(?:einhalt|halten|schaff|gehalten|erfull|stimm|moglich|leisten|klappen)\w*",
        r"\bnicht (?:stimmt|wahr|der wahrheit|zutrifft|so ist|den tatsachen)|\bunwahr\w*|\bgelogen\b|\berfunden\b|\bfrei erfunden|\bluge\b|(?:wissen|weiss|wissend|wisst)\b.{0,60}?(?:\bnicht\b|\bkein\w*|\bnie\b|niemals|unmoglich|falsch|abgelaufen|veraltet)|wider besseres wissen|ob (?:es|das) (?:nun )?stimmt oder nicht|(?:stimmt|wahr) (?:zwar |ja |aber |eigentlich )?nicht\b",
        r"\bnotluge\w*|\b(?:lugen|lugt|luge)\b|\b(?:belug|anlug|schwindel|beschwindel|vortausch|vorgaukel|vorspiegel|beschonig|ruckdatier|fingier|frisier)\w*|\bdenk\w* (?:sie |dir )?(?:sich |euch )?\w+ (?:\w+ )?aus\b|\bfalschen sie\b|\bdatier\w*\b[^.!?,]{0,60}?\bzuruck\b|\b(?:lass|streich|nehm|nimm)\w*\b(?=[^.!?]{0,80}?(?:durchgefallen|fehler|mangel|riss|ausschuss|defekt|reklam|negativ))(?=[^.!?]{0,80}?(?:bericht|protokoll|zertifikat|kunde))[^.!?]{0,90}?\b(?:weg|raus|heraus|aussen vor)\b",
    ),
    "es": Untruth(
        r"\b(?:promet|promesa|garanti|asegur|compromet|comprome|certifi|jur|avale|den su palabra|deme su palabra)\w*|\bpor (?:escrito|contrato)\b",
        r"\b(?:dig|dil|decir|diga|afirm|declar|escrib|ponga|pongan|confirm|anunci|cuent|hagan creer)\w*",
        r"\b(?:cumpl\w+|sea|es|este|tenga|pueda|funcione) o no\b|\bsea o no\b|\b(?:aunque|aun cuando|a pesar de|pese a|incluso si|por mas que|sin importar|si bien)\b.{0,60}?(?:\bno\b|\bnunca\b|\bjamas\b|imposible|falso|mentira|irreal)",
        r"\bno (?:\w+ ){0,3}?(?:cumpl|respet|pued\w+ (?:cumpl|lograr|mantener)|llegar|va a (?:cumplir|poder|llegar))\w*",
        r"\bno (?:es|sea|era|fuera|fuese|son) (?:verdad|ciert[oa]s?|asi|real)|\bmentira\b|\bfals[oa]s?\b|\binventad[oa]s?|\binvent(?:e|en|ense|ese|arse)\b|\b(?:sab|sepa|sepan|sepamos|sabiendo|consta)\w*\b.{0,50}?(?:\bno\b|\bnunca\b|\bjamas\b|imposible|fals[oa]|mentira|caducad|vencid)|\ba sabiendas\b|sea verdad o no|sea (?:o no )?cierto o no|da igual (?:si|que) (?:\w+ )?(?:es|sea) (?:verdad|cierto|mentira)",
        r"\bmient(?:e|en|as|an|ale|anle|ele|enle)\b|\bmentir\w*|\b(?:engan|falsific|falsifiq|falsee|tergivers)\w+|\b(?:dej|saqu|omit)\w*\b(?=[^.!?]{0,80}?(?:rechaz|defect|fall|grieta|averia|negativ))(?=[^.!?]{0,80}?(?:informe|acta|certificad|cliente))[^.!?]{0,90}?\bfuera\b",
    ),
    "pt": Untruth(
        r"\b(?:promet|promessa|garant|assegur|compromet|comprome|certifi|jur(?:e|em|ar|a)\b|deem a palavra|de a palavra)\w*|\b(?:por escrito|em contrato|no contrato)\b",
        r"\b(?:dig|diz|dizer|afirm|declar|escrev|ponha|coloqu|confirm|anunci|cont(?:e|em)\b|fal(?:e|em)\b|facam (?:\w+ )?acreditar)\w*",
        r"\b(?:atend\w+|cumpr\w+|seja|esteja|tenha|possa|funcione) ou nao\b|\b(?:mesmo (?:que|se|nao|sem|sabendo)|embora|ainda que|apesar de|nem que|por mais que|sem importar)\b.{0,60}?(?:\bnao\b|\bnunca\b|\bjamais\b|impossivel|falso|mentira|irreal)|\bmesmo (?:nao|sem) (?:\w+ ){0,3}?(?:sendo|ser|verdade|cumpr|consegu|pod)\w*",
        r"\bnao (?:\w+ ){0,3}?(?:cumpr|respeit|conseg\w+ (?:cumpr|entreg)|vao dar conta)\w*",
        r"\bnao (?:e|seja|era|fosse|sendo|sao) (?:bem )?(?:verdade|verdadeir\w+|cert[oa]|assim|real)|\bmentira\b|\bfals[oa]s?\b|\binventad[oa]s?|\binvent(?:e|em|ar)\b|\b(?:sab|saib|sei)\w*\b.{0,50}?(?:\bnao\b|\bnunca\b|\bjamais\b|impossivel|fals[oa]|mentira|vencid|caducad)|seja verdade ou nao|tanto faz se e verdade|nao importa se e (?:verdade|mentira)",
        r"\bmint(?:a|am|o)\b|\bmentir\w*|\b(?:engan(?:e|em|ar)|falsific\w+|falsifiq\w+|ludibri\w+)\b|\b(?:deix|tir|omit)\w*\b(?=[^.!?]{0,80}?(?:reprov|defeit|falh|trinc|avari|negativ))(?=[^.!?]{0,80}?(?:relatorio|laudo|certificad|cliente))[^.!?]{0,90}?\bfora\b",
    ),
    "zh": Untruth(
        r"承诺|保证|答应|许诺|担保|打包票|拍胸脯|书面|写进合同|写在合同|出具|签字|发誓|应下来?",
        r"说|告诉|讲|写|声称|宣称|标|宣传|回复|报",
        r"(?:即使|即便|哪怕|就算|尽管|虽然|不管|无论|不论).{0,14}(?:不|没|无)|(?:做|达|办|赶|到|交|实现|兑现)不(?:到|上|出|了|来).{0,4}(?:也|都|没关系|无所谓|不要紧)",
        r"(?:做|达|办|实现|兑现|赶|满足)不(?:到|上|出|了|来)|交不(?:出|了)(?:货)?|来不及|没法(?:做到|兑现|达到|交)|不可能",
        r"不是真的|不真实|不属实|是假的|明知|不符合?(?:事实|实际|要求)|假的|(?:知道|清楚|心里有数|心知肚明).{0,16}(?:不|没|假|过期|失效)|(?:你我|大家|咱们|我们)(?:都|心里)?(?:知道|清楚).{0,16}(?:不|没|假)|真假(?:不|无)|是真是假|没(?:有|过|做|拿|通|取)?[^,。]{0,8}?(?:认证|证书?|检测|测试|校准?|资质|达标|通过|合格|做)[^,。]{0,4}?(?:也|照样)(?=[^,。]{0,10}(?:写|说|标|开|盖|出|保证|承诺))",
        r"骗|糊弄|忽悠|撒(?:个)?谎|说(?:个)?谎|谎(?:称|报)|瞒(?:着|过|住)|编(?:个|一个|造|一份)|蒙(?:混|一下|他|客户)|造假|做假|作假|假(?:证|报告|数据|检测|日期)|改(?:一下)?(?:检测|测试)(?:数据|报告)|睁眼说瞎话",
    ),
    "ja": Untruth(
        r"約束|保証(?:する|して|すると|し(?!証)|できると)|確約|断言|請け合|太鼓判|書面|契約(?:書)?(?:に|で)|誓",
        r"言っ|言い|伝え|書い|書き|記載|謳|うた|答え|説明し|ということに|表示|回答",
        r"(?:満たす|満たし|できる|本当|合格|間に合う|守れる|適合する|事実|正しい)か(?:どうか|否か).{0,6}(?:関係なく|かかわらず|関わらず|問わず|ともかく|別として)|(?:できな|無理|守れな|守れそうにな|間に合わな|不可能|達しな|満たさな|届かな|実現しな|なら|でな|じゃな)(?:い|く|で)?(?:の|と|こと)?(?:ても|でも|くても|にしても|とわかって|と分かって|と知って|のに|けど|けれど|ものの|が[、,]).{0,24}",
        r"(?:できない|無理な|守れない|守れそうにない|間に合わない|不可能な|達しない|満たさない|満たしていない|届かない|実現しない)(?:納期|性能|期日|日程|仕様|数値|条件|こと|の)",
        r"(?:本当|事実|真実)(?:で|じゃ)(?:は)?な(?:い|く)|(?:事実|実際)(?:と|に)(?:は)?(?:違|異な|反)|わかっていて|分かっていて|知りながら|知っていて|承知の上で|(?:違う|ない|無理|嘘|できない|守れない)(?:の|こと|と)(?:は|を|が)?(?:お互い)?(?:わかって|分かって|知って|承知)|(?:お互い|双方|みんな)(?:に|とも)?(?:わかって|分かって|知って|承知)|期限切れ.{0,8}(?:わかって|分かって|知って|承知|のに)|本当かどうか|(?:まだ|未)[^。]{0,24}?(?:ていない|ていません|てない|取得|実施)[^。]{0,16}?(?:取得|認証|合格|完了|実施|校正|検査|適合)(?:済み?)?(?=(?:と|で|として|に))",
        r"嘘|うそ|ウソ|(?:騙|だま)(?:し|す|せ)|ごまかし|誤魔化|でっち上げ|偽(?:り|って|の|装|造)|捏造|改ざん|改竄|虚偽|口裏|水増し|ハッタリ|はったり",
    ),
    "ar": Untruth(
        r"(?:^|[\s،,.])[وف]?(?:عدو\w+|عد(?:ه|ها|هم|ني|نا)?(?=\s)|اعد\S*|يعد\S*|تعد\S*|وعد\S*|اوعد\S*|توعد\S*|ضمن\S*|اضمن\S*|تضمن\S*|التزم\S*|تلتزم\S*|تعهد\S*|اكد\S*|تاكد\S*|اقسم\S*|اشهد\S*|تشهد\S*)|كتابيا|خطيا|في العقد",
        r"(?:قول\S*|قل\b|قولوا|اخبر\S*|ابلغ\S*|اكتب\S*|تكتب\S*|صرح\S*|ادع\S*|اعلن\S*)",
        r"(?:حتي لو|ولو|حتي وان|وان|رغم|علي الرغم|مع ان|بالرغم|مع انكم|مع علمكم|بغض النظر).{0,50}?(?:\bلا\b|\bلن\b|\bلم\b|\bما\b|\bمو\b|\bمش\b|ليس|غير|مستحيل|كاذب|كذب)",
        r"(?:لن|لا) (?:\w+ )?(?:ي|ت|ن)(?:لتزم|في|فوا|وفي|وفوا|ستطيع|قدر|تحقق|تمكن|نفذ|حقق)\w*|(?:تعلم|تعرف|نعلم|نعرف|تدرك)\w* .{0,30}?(?:لن|لا|لم|ليس|غير|مستحيل)",
        r"(?:ليس|لم يكن|ليست|غير|مو|مش) (?:\w+ )?(?:صحيح|حقيقي|حقيقه|صادق|دقيق)\w*|كاذب\w*|كذب\w*|(?:تعلم|تعرف|نعلم|نعرف|تدرك|يعلم|يعرف|علمكم)\w*\b.{0,40}?(?:\bلن\b|\bلا\b|\bلم\b|ليس|غير|مستحيل|كذب|كاذب)|صحيحا? (?:كان )?ام لا|سواء كان صحيحا",
        r"(?<!\w)[وف]?(?:ا?كذب|تكذب|خدع|اخدع|تخدع|غش|زور|تزوير|زيف|تزييف|لفق|تلفيق|ضلل|تضليل|اخترع\w* (?:موعد|رقم|شهاد))\w*",
    ),
}  # fmt: skip
_SENTENCE = r"(?:[^.!?。؟]|(?<=\d)\.(?=\d))"
"""A promise and what makes it false stand in one sentence, at most so far from each other; the point of 0.1 ends none."""


_CONDITIONS = {"zh": "如果|要是|若|的话", "ja": "場合|れば|なら|たら", "ar": "اذا|في حال"}
_LATIN_CONDITIONS = r"\bif\b|\bunless\b|\bfalls\b|\bwenn\b|\bsofern\b|\bsi\b|\bcaso\b|\bse\b"
"""A promise for the case that something cannot be kept is none of these: a penalty, a refund."""
_ANYWAY = {"zh": "但|也|还是|照样", "ja": "でも|けど|それでも", "ar": "لكن|مع ذلك"}
_LATIN_ANYWAY = r"\b(?:but|anyway|all the same|still|aber|trotzdem|dennoch|pero|igual|mas|mesmo assim|porem)\b"


def _patterns(language: str, words: Untruth) -> tuple[str, ...]:
    condition, anyway = _CONDITIONS.get(language, _LATIN_CONDITIONS), _ANYWAY.get(language, _LATIN_ANYWAY)
    near = rf"(?:(?!{condition}){_SENTENCE}){{0,110}}?"
    return (
        rf"(?:{words.promise})(?={near}(?:{words.despite}|{words.unable}|{words.untrue}))",
        rf"(?:{words.despite}|{words.untrue})(?={_SENTENCE}{{0,80}}?(?:{words.promise}))",
        rf"(?:{words.unable})(?={_SENTENCE}{{0,30}}?(?:{anyway}){_SENTENCE}{{0,40}}?(?:{words.promise}))",
        rf"(?:{words.say})(?={near}(?:{words.untrue}))",
        rf"(?:{words.untrue})(?={_SENTENCE}{{0,70}}?(?:{words.say}))",
        words.lies,
    )


FALSE_PROMISES: Mapping[str, tuple[str, ...]] = {
    language: _patterns(language, words) for language, words in _WORDS.items()
}
"""Language -> patterns that mean a false promise where something is known to be wished."""
