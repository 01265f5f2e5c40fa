"""The source of truth for what the words of a mail tell of it: that nobody wrote it, that it came back, that no more mails are wanted. Pure."""

from __future__ import annotations

import re

_AUTOMATIC = re.compile(
    r"^\W*(?:(?:re|aw|antw|rv|res)\s*:\s*)?(?:auto(?:matic)?[\s-]*(?:reply|response|answer)|out of (?:the )?office|"
    r"autoreply|abwesenheit|automatische (?:antwort|abwesenheit)|ich bin (?:derzeit )?nicht (?:im büro|am platz)|"
    r"respuesta autom[aá]tica|fuera de (?:la )?oficina|resposta autom[aá]tica|fora do escrit[oó]rio|aus[eê]ncia tempor[aá]ria|"
    r"自动回复|自動回覆|自动答复|不在办公室|自動応答|自動返信|不在通知|不在のお知らせ|رد تلقائي|رد آلي|خارج المكتب)",
    re.IGNORECASE,
)
_RETURNED = re.compile(
    r"undeliver|delivery (?:status notification )?\(?fail|mail delivery (?:failed|subsystem)|failure notice|returned mail|"
    r"could not be delivered|unzustellbar|nicht zugestellt|no se (?:ha podido|pudo) entregar|n[ãa]o (?:foi )?entregue|"
    r"退信|无法投递|系统退信|配信不能|配信できません|تعذر (?:ال)?تسليم|فشل (?:ال)?تسليم",
    re.IGNORECASE,
)
_MACHINES = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|bounces?)(?:\+[^@]*)?@", re.IGNORECASE)
_LEAVING = re.compile(
    r"unsubscribe(?: me)?|opt[\s-]?out|stop|remove me(?: from (?:your|the|this) (?:mailing )?list)?|"
    r"(?:please )?(?:do not|don[’']?t|stop) (?:e-?mail|mail|writ|contact|send)\w*(?: (?:to )?me)?(?: (?:any ?more|again|mails?|e-?mails?))*|"
    r"no more (?:e-?)?mails?|abmelden|abbestellen|austragen|bitte keine (?:weiteren |mehr )?(?:e-?mails?|mails?|werbung)(?: mehr)?(?: senden| schicken)?|"
    r"keine (?:weiteren )?(?:e-?mails?|mails?|werbung)(?: mehr)?|"
    r"dar(?:me|se)? de baja|baja|no (?:me )?env[ií]en? m[aá]s (?:correos?|e-?mails?)|no quiero (?:recibir )?m[aá]s (?:correos?|e-?mails?)|cancelar (?:la )?suscripci[oó]n|"
    r"descadastrar|cancelar (?:a )?(?:inscri[cç][aã]o|assinatura)|remov(?:er|am?|e)(?: (?:o )?meu e-?mail)?(?: da lista)?|n[ãa]o (?:quero|desejo) (?:receber )?mais e-?mails?|parem? de (?:me )?enviar e-?mails?|"
    r"退订|取消订阅|不要再(?:给我)?发(?:邮件|信)(?:了|给我)?|请勿再发(?:送)?(?:邮件)?|"
    r"配信停止(?:を|を?(?:希望(?:します)?|してください))?|メール(?:は|を)?(?:不要です|停止してください|送らないでください)|今後のメールは不要です|"
    r"إلغاء الاشتراك|الغاء الاشتراك|أوقفوا الرسائل|لا ترسلوا(?: لي)?(?: المزيد من)?(?: رسائل| الرسائل)?(?: بعد الآن)?|لا أريد (?:مزيدا من |المزيد من )?(?:ال)?رسائل",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"\b(?:please|hi|hello|dear (?:sirs?|madam|all)|thanks?(?: you)?|regards|bitte|danke|hallo|guten tag|vielen dank|por favor|gracias|hola|"
    r"obrigad[oa]|ol[aá]|kindly)\b|请|您好|谢谢|お願いします|すみません|من فضلك|يرجى|شكرا|مرحبا",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^(?:>|-{2,}\s*(?:original|ursprüngliche|mensaje original|mensagem original|原始|元のメッセージ|الرسالة الأصلية)|_{10,}|"
    r"(?:on|am|el|em|le)\b.{4,200}(?:wrote|schrieb|escribió|escreveu)\s*:|.{0,120}(?:写道|のメール|書きました|كتب)\s*[:：]|"
    r"(?:from|von|de|发件人|差出人|من)\s*[:：]\s*\S+@|-- ?$)",
    re.IGNORECASE,
)
_SHORT = 200


def is_automatic(subject: str) -> bool:
    """Whether a subject says that a machine answers, in any of the languages."""
    return _AUTOMATIC.match(subject) is not None


def is_returned(sender: str, subject: str) -> bool:
    """Whether a mail that is no proper report tells all the same that one of ours was not delivered."""
    return _MACHINES.match(sender) is not None and _RETURNED.search(subject) is not None


def new_part(text: str) -> str:
    """Return what a person wrote anew, without what a reply repeats below."""
    kept = []
    for line in text.splitlines():
        if _QUOTED.match(line.strip()[:400]):
            break
        kept.append(line)
    return "\n".join(kept).strip()


def wants_no_more(subject: str, text: str) -> bool:
    """Whether a mail says, and says nothing else, that its writer wants no more mails."""
    said = new_part(text)[: _SHORT * 4] or subject
    bare = " ".join(_COURTESY.sub(" ", said).split()).strip(" .,!?;:-–。、！،؛")
    return 0 < len(bare) <= _SHORT and _LEAVING.fullmatch(bare) is not None
