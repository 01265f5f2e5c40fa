"""Source of truth for the words of each language that say nothing about a subject, folded as analyse.py folds."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPWORDS: dict[str, frozenset[str]] = {
    "en": _words("""
        a about all also am an and difference differences differ different versus vs any are as at be been best but by can could did do does doing each for from get
        give had has have having he her here his how i if in into is it its just know like long many may me more
        most much must my need needs no not of often on one only or other our out over please s same she should show
        so some such t tell than that the their them then there these they this those through to too under up us use
        used using very want was we were what when where which while who why will with would yes you your
    """),
    "de": _words("""
        unterschied unterschiede unterschieden unterscheidet unterscheiden aber alle allem allen aller alles als also am an andere auch auf aus bei beim bin bis bitte da damit dann
        das dass dein dem den denn der des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein
        eine einem einen einer eines er es etwas fur gegen gibt hat hatte habe haben hier ich ihr ihre ihrem ihren
        ihrer ihnen im in ist ja jede jeden jeder kann kein keine konnen lang man mehr mein meine mich mir mit muss
        mussen nach nicht noch nun nur ob oder oft sehr sein seine sich sie sind so sollen soll sollte uber um und
        uns unser unsere unter vom von vor wann war waren warum was welche welchem welchen welcher welches wenn wer
        werden wie wieder wieviel wir wird wo wozu zu zum zur zwischen
    """),
    "es": _words("""
        diferencia diferencias diferencian diferente diferentes a al algo algun alguna como con cual cuales cuando cuanta cuanto cuantas cuantos de debe debo del desde
        donde e el ella ellos en entre era es esa ese esta estan estas este esto estos favor fue ha hace hacer han
        hasta hay la las le les lo los mas me mi mis mucho muy necesito ni no nos nuestra nuestro o otra otro para
        pero poco por porque puede puedo que quien quiero se ser si sin sobre son su sus tambien tan tener tengo
        tiene tienen todo todos tu un una uno unos usted ustedes y ya yo
    """),
    "pt": _words("""
        diferenca diferencas diferente diferentes a ao aos as ate com como da das de dela dele deve devo do dos e ela ele eles em entre era essa esse esta
        estao este eu favor foi ha isso isto ja la lhe mais mas me meu minha muito na nao nas nem no nos nossa nosso
        num numa o os ou para pela pelo por porque pode posso preciso qual quais quando quanta quanto quantas
        quantos que quem quero se sem ser seu seus sao sobre sua suas tambem te tem tenho ter teu tudo um uma umas
        uns voce voces
    """),
    "ar": _words("""
        الفرق فرق الفروق الاختلاف يختلف في من علي الي عن مع هل ما ماذا متي اين كيف كم لماذا هو هي هم هذا هذه ذلك تلك التي الذي الذين ان لا لم لن قد
        كان كانت يكون تكون او و ثم بين بعد قبل عند كل اي انا انت نحن لكم لنا لي له لها به بها فيه فيها منه منها يمكن
        يمكنني اريد من فضلك نعم يجب لدي لديكم عليه عليها حول غير
    """),
    "zh": _words("""
        区别 不同 差别 差异 为什么 什么时候 什么样 什么 怎么办 怎么样 怎么 怎样 如何 多少 多久 哪些 哪个 哪里 是否 可以 我们 你们 需要 请问 应该 这个 那个 一个 不能 还是 或者 以及 能否 有没有 是不是 吗 呢 的 了
        您 我 你 是 请
    """),
    "ja": _words("""
        です ます する して した いる ある こと もの これ それ あれ この その どの なに なぜ どう から まで ので のか どこ いつ ください でき できる なる ため よう など には では とは にも
        への との での でも ても ない ません ましょ 場合 必要 方法 教 何 知 願 下 違 差 いは ですか どちら
    """),
}
