"""Source of truth for the words of a question that only ask, and for what sort of answer they want. Pure.

"What happens if", "do you also have", "wie hoch ist", "怎么办" name nothing that documents speak of; a passage that happens to
hold such a word is no nearer to an answer.
"""

from __future__ import annotations

import re
from functools import cache

from content.knowledge.analyse import fold

_ONLY_ASK: dict[str, str] = {
    "en": """
        happen happens happened happening mean means meant meaning get gets got getting go goes going gone come comes
        coming came make makes say says said tell tells told think take takes give gives gave put puts see look looks
        find exactly actually really just still even already ever there able possible allowed okay ok way kind kinds
        sort sorts thing things something anything everything someone anyone now today usually normally again back
        yet let lets keep hi hello thanks thank sir dear guys got gonna wanna wonder wondering question questions
        between might shall whether however want wants need needed else own few lot lots don doesn didn isn aren won
        two three four five six seven eight nine ten twelve
    """,
    "de": """
        passiert passieren geschieht geschehen bedeutet bedeuten heisst heissen meint macht machen mache gemacht tun
        tut getan geht gehen kommt kommen bekommt bekommen bekomme kriegt kriegen gehort gehoren lasst lassen gilt
        gelten hoch viel viele wenig eigentlich genau wirklich uberhaupt jetzt heute schon eben mal lange immer
        wieder denn etwa ungefahr normalerweise moglich erlaubt darf durfen durfte sollten konnte konnten wurde
        wurden mochte mochten mussten musste brauche braucht brauchen gerne gern danke hallo frage fragen sache
        art bieten bietet selbst weiter daran davon dafur damit dabei dazu darauf sonst eure euer euch dir ihnen
        ins am beim ganz sofort zuerst
        zwei drei vier funf sechs sieben acht neun zehn zwolf
    """,
    "es": """
        pasa pasan pasaria ocurre ocurren sucede suceden significa significan quiere decir dice dicen lleva llevan
        llevo viene vienen queda quedan va van voy vamos hago haga hacemos haces dar dan da doy damos ofrecen ofrece
        exige exigen posible permitido realmente exactamente ahora hoy todavia aun siempre nunca
        normalmente cosa cosas tipo tipos alguno algunos algunas cualquier aqui alli cabo hola gracias pregunta saber
        podemos pueden podria podrian tenemos tienes necesitan necesita necesitamos falta faltan deberia deberian
        usted tiempo esta vale bueno entonces asi cada toca
        dos tres cuatro cinco seis siete ocho nueve diez doce
    """,
    "pt": """
        acontece acontecem aconteceria ocorre ocorrem significa significam quer dizer diz vem vai vao vou fica ficam
        leva levam da dao dar damos oferecem oferece possivel permitido realmente
        exatamente agora hoje ainda sempre nunca normalmente coisa coisas tipo tipos algum alguma alguns algumas
        qualquer aqui ali la ola oi obrigado obrigada pergunta saber podemos podem poderia poderiam temos precisa
        precisam precisamos tempo deveria devemos faco fazer faz fazem so depois bom entao assim cada
        dois duas tres quatro cinco seis sete oito nove dez doze
    """,
    "ar": """
        يحدث تحدث حدث يعني معني تعني يقصد يوجد توجد هناك عندكم عندنا عندي لديكم تقدمون تقدم نفعل افعل تفعل يجوز يصح
        نحتاج تحتاج يحتاج احتاج تحتاجها نحتاجها نستطيع استطيع تستطيع يستطيع بامكاني بامكاننا ينبغي علينا عليه مرحبا
        شكرا سوال سؤال الان اليوم ايضا فقط جدا شيء اشياء نوع انواع عادة عاده دائما ابدا وحده وحدها اذا لو حال
        طيب تمام هنا هناك يا اخي بالضبط فعلا ممكن الممكن المستخدم مستخدم
        اثنان ثلاثة ثلاث اربع اربعة خمس خمسة ست ستة سبع سبعة ثماني ثمانية تسع تسعة عشر عشرة
    """,
    "zh": """
        会怎样 会怎么样 怎么处理 是什么意思 什么意思 什么原因 原因是什么 的原因 会不会 能不能 可不可以 要不要 有哪些 哪些情况
        什么情况 有什么 提供 大概 一般 通常 现在 已经 可能 其实 到底 贵公司 贵司 咱们 给我们 我们的 你们的 麻烦 谢谢 你好 您好
        问一下 想问 想知道 告诉 应当 能用 还能 都有 是谁 多大 多长 几个 几把 几年 几台 吧 啊 呀
    """,
    "ja": """
        どうなり どうなる どうすれば どうしたら どうしたらいい どんな どのような どれくらい どのくらい いくら いくつ 何ですか
        何が 何を 何に 何か 何で 教えて いただけ 頂け もらえ ください 下さい たい やって 使え 使い 使う 使って 御社 貴社 弊社 当社
        必要ですか 可能ですか 大丈夫 いい 良い 知りたい お願い 場合 意味 理由 原因 自分 私 誰 今 現在 普通 通常 何年 何回 何台
        要り 要る
    """,
}
_MEASURES = {
    "en": r"\bhow (?:often|long|many|much|far|heavy|fast|big|large|high|old)\b",
    "de": r"\bwie ?(?:oft|lange|viele?|weit|schwer|schnell|hoch|gro(?:ß|ss)|alt)\b|\bwelche[rsn]? (?:abst|interv)",
    "es": r"\bcu[aá]nt|\bqu[eé] frecuencia",
    "pt": r"\bquant|\bque frequ[eê]ncia",
    "zh": "多久|多长|多少|多大|多重|多高|几",
    "ja": "どのくらい|どれくらい|どれだけ|いくつ|何[回年月日時分本個台]|頻度|周期",
    "ar": r"(?:^|\s)[وف]?(?:كم|بكم)(?:\s|$)",
}


def wants_a_figure(question: str, locale: str) -> bool:
    """Whether a question asks how much, how often or how long."""
    pattern = _MEASURES.get(locale)
    return bool(pattern and re.search(pattern, question.casefold()))


def subject_of(question: str, locale: str) -> str:
    """Return a question without the words that only ask; the whole of it where nothing else would be left."""
    left = _only_ask(locale).sub(" ", fold(question))
    return left if re.search(r"\w", left) else question


@cache
def _only_ask(locale: str) -> re.Pattern[str]:
    words = sorted((fold(one) for one in _ONLY_ASK.get(locale, "").split()), key=len, reverse=True)
    either = "|".join(map(re.escape, words)) or r"(?!)"
    return re.compile(either if locale in {"zh", "ja"} else rf"(?<!\w)(?:{either})(?!\w)")
