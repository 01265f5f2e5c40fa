"""The source of truth for reading what mail programs write into headers and bodies, and what they should not. Pure.

Encoded words (RFC 2047) in any charset, characters that were cut in two between them, and raw 8-bit bytes without any
charset, as Japanese, Chinese and Arabic programs still send them. Nothing here raises for any bytes.
"""

from __future__ import annotations

import re
from email.header import decode_header
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import Any

_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "iso-2022-jp": "iso2022_jp_ext",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "iso-8859-1": "cp1252",
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-8-i": "iso-8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "unknown-8bit": "utf-8",
}
"""Charsets that programs name and mean more by."""
_GUESSES = ("utf-8", "gb18030", "cp932", "cp1256")
_CHARSET = re.compile(r"^[A-Za-z0-9_.:+-]{1,40}$")
_LONGEST = 2_000


def plain(text: str) -> str:
    """Take out what no database keeps, and what turns a line around: NUL, halves of characters, overrides of direction."""
    return re.sub("[\0\u202a-\u202e]", "", text.encode("utf-8", "replace").decode())


def decoded(raw: bytes, charset: str | None, *, other: str | None = None) -> str:
    """Return bytes as text by the charset they claim, else by `other`, else by the first that fits them."""
    for name in (charset, other, *_GUESSES):
        if not name or not _CHARSET.match(name):
            continue
        try:
            return raw.decode(_WIDER.get(name.lower(), name))
        except (LookupError, ValueError):
            continue
    return raw.decode("utf-8", "replace")


def header(message: Message[Any, Any], name: str) -> str:
    """Return a header as it was meant, on one line."""
    return " ".join(plain(_words(_raw(message, name), _body_charset(message))).split())


def bare_header(message: Message[Any, Any], name: str) -> str:
    """Return a header that holds no words, such as Message-IDs: undecoded, on one line."""
    return " ".join(plain(_raw(message, name)).split())


def sender_of(message: Message[Any, Any]) -> tuple[str, str]:
    """Return name and address of the sender; the address comes from outside of all encoded words, where no name can feign it."""
    raw = " ".join(_raw(message, "From").split())
    name, address = parseaddr(raw)
    charset = _body_charset(message)
    if not address.isascii():
        address = _words(address, charset)
    return plain(" ".join(_words(name, charset).split()))[:200], plain(address)[:320]


def text_of_part(part: EmailMessage | Message[Any, Any]) -> str:
    """Return the text of a part, whatever its charset claims."""
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    return plain(decoded(content, part.get_content_charset()))


def file_name(part: Message[Any, Any]) -> str:
    """Return the name of an attached file, without folders; some programs write it as encoded words, which is not allowed."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, TypeError, AttributeError):
        name = ""
    return plain(" ".join(_words(name, None).replace("\\", "/").rpartition("/")[2].split()))[:200]


def _raw(message: Message[Any, Any], name: str) -> str:
    """Return a header as it came, 8-bit bytes as surrogates: the policy's own parser would have lost them."""
    wanted = name.lower()
    return next((str(value) for key, value in message.raw_items() if key.lower() == wanted), "")[: 50 * _LONGEST]


def _words(raw: str, body_charset: str | None) -> str:
    raw = raw.replace("\r", "").replace("\n", " ")
    try:
        found = decode_header(raw)
    except (ValueError, TypeError, LookupError, AttributeError):
        found = [(raw, None)]
    return "".join(_part(part, charset, body_charset) for part, charset in found)[:_LONGEST]


def _part(part: bytes | str, charset: str | None, body_charset: str | None) -> str:
    if isinstance(part, str):  # no encoded word in it: bytes as they came
        return decoded(part.encode("utf-8", "surrogateescape"), "utf-8", other=body_charset)
    if charset is None:  # between encoded words, which decode_header gives as raw-unicode-escape
        return decoded(part, "utf-8", other=body_charset)
    return decoded(part, charset)


def _body_charset(message: Message[Any, Any]) -> str | None:
    try:
        for part in message.walk():
            if part.get_content_maintype() == "text" and (found := part.get_content_charset()):
                return found
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return None
