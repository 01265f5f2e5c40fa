"""What the domain of a mail address says of its owner: business, free mailbox, throw-away."""

from __future__ import annotations

from enum import StrEnum
from functools import cache


class MailDomain(StrEnum):
    """Kinds of mail domain; `NONE` where no address was given."""

    NONE = "none"
    BUSINESS = "business"
    FREE = "free"
    DISPOSABLE = "disposable"


FREE_MAIL = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "hotmail.com",
        "live.com",
        "msn.com",
        "yahoo.com",
        "ymail.com",
        "aol.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "proton.me",
        "protonmail.com",
        "zoho.com",
        "mail.com",
        "gmx.com",
        "fastmail.com",
        "tutanota.com",
        "yandex.com",
        "yandex.ru",
        "mail.ru",
        "gmx.de",
        "gmx.net",
        "gmx.at",
        "gmx.ch",
        "web.de",
        "t-online.de",
        "freenet.de",
        "posteo.de",
        "hotmail.de",
        "yahoo.de",
        "outlook.de",
        "qq.com",
        "foxmail.com",
        "163.com",
        "126.com",
        "yeah.net",
        "sina.com",
        "sina.cn",
        "sohu.com",
        "139.com",
        "189.cn",
        "aliyun.com",
        "tom.com",
        "yahoo.co.jp",
        "ezweb.ne.jp",
        "docomo.ne.jp",
        "softbank.ne.jp",
        "i.softbank.jp",
        "nifty.com",
        "biglobe.ne.jp",
        "ybb.ne.jp",
        "hotmail.es",
        "yahoo.es",
        "outlook.es",
        "telefonica.net",
        "hotmail.fr",
        "yahoo.com.mx",
        "prodigy.net.mx",
        "yahoo.com.ar",
        "uol.com.br",
        "bol.com.br",
        "terra.com.br",
        "ig.com.br",
        "globo.com",
        "yahoo.com.br",
        "hotmail.com.br",
        "outlook.com.br",
        "sapo.pt",
        "maktoob.com",
        "hotmail.co.uk",
        "yahoo.co.uk",
        "btinternet.com",
        "rediffmail.com",
        "naver.com",
        "daum.net",
        "hanmail.net",
    ]
)
"""Mailboxes anybody can open; a buyer may well write from one, so this weighs little."""


@cache
def _disposable() -> frozenset[str]:
    from disposable_email_domains import blocklist

    return frozenset(blocklist)


def mail_domain(address: str | None) -> tuple[MailDomain, str]:
    """Return the kind and the domain of `address`; subdomains of throw-away services count as such.

    Source of the throw-away list: the package disposable-email-domains (MIT).
    """
    if not address or "@" not in address:
        return MailDomain.NONE, ""
    domain = address.rpartition("@")[2].strip().lower()
    labels = domain.split(".")
    suffixes = {".".join(labels[start:]) for start in range(len(labels) - 1)}
    if suffixes & _disposable():
        return MailDomain.DISPOSABLE, domain
    if domain in FREE_MAIL:
        return MailDomain.FREE, domain
    return MailDomain.BUSINESS, domain
