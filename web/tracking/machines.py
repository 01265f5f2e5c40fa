"""Who is no visitor: programs that say so, pages fetched ahead, and callers who are faster than anybody reads."""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Mapping
from functools import lru_cache

_SAYS_SO = re.compile(r"(?<!cu)bot\b|crawl|spider|headless|curl|wget|python|httpx|lighthouse|monitor", re.IGNORECASE)
"""What most programs have in their name: found without the long list."""

_SCANS_MAILS = re.compile(
    r"barracuda|proofpoint|mimecast|safelinks|symantec|messagelabs|trendmicro|sophos|forcepoint|fireeye|cloudmark|zscaler|"
    r"ironport|mailguard|spamassassin|bytespider|skypeuripreview|whatsapp|telegram|slack|office existence discovery",
    re.IGNORECASE,
)
"""Who follows links in mails before, or instead of, their reader: gateways by their makers' names, and messengers' previews."""
_LOADS_FOR_OTHERS = re.compile(r"googleimageproxy|yahoomailproxy|\AMozilla/5\.0\Z", re.IGNORECASE)
"""Mail services that load pictures for their users; Apple's, whether or not anybody looks, with nothing but `Mozilla/5.0`."""

AHEAD = ("sec-purpose", "purpose", "x-purpose", "x-moz")
FETCHED_AHEAD = ("prefetch", "prerender", "preview")

PAGES_A_MINUTE = 300
"""Page views of one address within a minute; a whole office behind one address stays below."""
SILENT_SECONDS = 3600.0
MOST_ADDRESSES = 10_000


def says_so(headers: Mapping[str, str]) -> bool:
    """Say whether a request declares that no person is behind it now."""
    if any(word in headers.get(name, "").lower() for name in AHEAD for word in FETCHED_AHEAD):
        return True
    agent = headers.get("user-agent", "")
    return not agent or is_machine(agent[:500])


def scans_mails(headers: Mapping[str, str]) -> bool:
    """Say whether whoever follows a link of a mail is a program, as far as it says so."""
    return says_so(headers) or _SCANS_MAILS.search(headers.get("user-agent", "")[:500]) is not None


def loads_for_others(headers: Mapping[str, str]) -> bool:
    """Say whether a picture is fetched by a mail service on behalf of its user, which tells nothing of reading."""
    return _LOADS_FOR_OTHERS.search(headers.get("user-agent", "")[:500].strip()) is not None


@lru_cache(maxsize=4096)
def is_machine(agent: str) -> bool:
    """Say whether a user agent names a program: a crawler, a mail scanner, a preview of a messenger, a script."""
    if _SAYS_SO.search(agent):
        return True
    # the long list takes time to read, so not at the start
    from crawleruseragents import is_crawler  # type: ignore[import-untyped]  # ships no types

    return bool(is_crawler(agent))


class Pace:
    """Notices addresses that read faster than people do, in this process's memory; nothing of it is stored."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._pages: dict[str, deque[float]] = {}
        self._silenced: dict[str, float] = {}

    def is_inhuman(self, address: str, pages: int) -> bool:
        """Note page views of an address; say whether it is to be left out, now and for the next hour."""
        now = self._now()
        if now < self._silenced.get(address, 0.0):
            return True
        seen = self._pages.pop(address, None) or deque(maxlen=PAGES_A_MINUTE + 1)
        self._pages[address] = seen
        if len(self._pages) > MOST_ADDRESSES:
            self._pages.pop(next(iter(self._pages)))
        seen.extend([now] * pages)
        if len(seen) > PAGES_A_MINUTE and now - seen[0] < 60:
            self._silenced[address] = now + SILENT_SECONDS
            self._forget(now)
            return True
        return False

    def _forget(self, now: float) -> None:
        self._silenced = {address: until for address, until in self._silenced.items() if until > now}
