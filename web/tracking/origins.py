"""Where a visit comes from: the source of truth for which address is an AI assistant, a search engine, a network or a campaign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

ASSISTANTS: Mapping[str, str] = {
    "chatgpt.com": "chatgpt",
    "chat.openai.com": "chatgpt",
    "openai.com": "chatgpt",
    "perplexity.ai": "perplexity",
    "gemini.google.com": "gemini",
    "bard.google.com": "gemini",
    "copilot.microsoft.com": "copilot",
    "copilot.com": "copilot",
    "m365.cloud.microsoft": "copilot",
    "claude.ai": "claude",
    "deepseek.com": "deepseek",
    "doubao.com": "doubao",
    "kimi.com": "kimi",
    "kimi.ai": "kimi",
    "kimi.moonshot.cn": "kimi",
    "tongyi.aliyun.com": "qwen",
    "qianwen.com": "qwen",
    "qwen.ai": "qwen",
    "yuanbao.tencent.com": "yuanbao",
    "yiyan.baidu.com": "ernie",
    "chatglm.cn": "chatglm",
    "z.ai": "chatglm",
    "grok.com": "grok",
    "meta.ai": "meta",
    "mistral.ai": "mistral",
    "you.com": "you",
    "poe.com": "poe",
    "phind.com": "phind",
    "metaso.cn": "metaso",
    "felo.ai": "felo",
}
ENGINES = ("google", "bing", "baidu", "yandex", "duckduckgo", "yahoo", "naver", "sogou", "so", "ecosia", "startpage", "qwant")  # fmt: skip
NETWORKS: Mapping[str, str] = {
    "linkedin.com": "linkedin",
    "lnkd.in": "linkedin",
    "facebook.com": "facebook",
    "instagram.com": "instagram",
    "t.co": "x",
    "x.com": "x",
    "twitter.com": "x",
    "youtube.com": "youtube",
    "tiktok.com": "tiktok",
    "reddit.com": "reddit",
    "zhihu.com": "zhihu",
    "weixin.qq.com": "wechat",
    "weibo.com": "weibo",
    "xing.com": "xing",
    "pinterest.com": "pinterest",
    "wa.me": "whatsapp",
    "web.whatsapp.com": "whatsapp",
}
_HOST = re.compile(r"[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,6}")
_MARK = re.compile(r"[^\w .:+/-]")
LONGEST_MARK = 40
PAID = "paid"


def origin_of(referrer: str, marks: Mapping[str, str], *, own: str) -> str | None:
    """Name where a visit began; None where it goes on from an own page. `own` is the site's host."""
    from_app = referrer.startswith(("android-app:", "ios-app:"))
    host = "" if from_app else host_of(referrer)
    if host == own:
        return None
    source = marks.get("utm_source", "").lower()
    assistant = _within(host, ASSISTANTS) or _within(source, ASSISTANTS) or _named(source)
    if assistant:
        return f"ai:{assistant}"
    if not host:
        return "app" if from_app else "direct"
    if engine := next((one for one in ENGINES if re.search(rf"(^|\.){one}\.", host)), None):
        return f"search:{engine}"
    network = _within(host, NETWORKS)
    return f"social:{network}" if network else f"site:{host.removeprefix('www.')}"


def campaign_of(marks: Mapping[str, str], *, paid: bool) -> str | None:
    """Put the marks of a campaign together: `source / medium / campaign`; of a click's id only that it was paid."""
    parts = [_clean(marks.get(f"utm_{name}", "")) for name in ("source", "medium", "campaign", "content", "term")]
    while parts and not parts[-1]:
        parts.pop()
    if not parts:
        return PAID if paid else None
    return " / ".join(part or "–" for part in parts)


def host_of(referrer: str) -> str:
    """Return the host of an address; empty where it is none."""
    try:
        host = (urlsplit(referrer).hostname or "").lower()
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) or host == "localhost" else ""


def _within(host: str, known: Mapping[str, str]) -> str | None:
    while host:
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None


def _named(source: str) -> str | None:
    return source if source in ASSISTANTS.values() else None


def _clean(mark: str) -> str:
    return " ".join(_MARK.sub("", mark).lower().split())[:LONGEST_MARK]
