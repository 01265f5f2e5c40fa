"""How fast content answers: one message understood, one search among ten thousand passages."""

import asyncio
import random
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from content.knowledge.edge_index import EdgeIndex
from content.knowledge.index import Entry, Filter, Inquiry
from content.packs.loader import open_pack
from foundation.settings import DEMO_PACK
from funnel.journey.converse import understood
from tests.bench.measure import Figure, bench, spread

PASSAGES = 10_000
SIZE = 384
ASKING = ThreadPoolExecutor(max_workers=1)
"""As `content/knowledge/library.py` asks."""
SENTENCES = {
    "en": "We need 12 cordless nutrunners for car assembly, M8 to M12, up to 80 Nm, with Wi-Fi.",
    "zh": "我们汽车装配线需要12台充电式拧紧枪，M8到M12，要带WiFi。",
    "es": "Necesitamos 12 atornilladores a batería para montaje de automóviles, de M8 a M12, con wifi.",
    "pt": "Precisamos de 12 parafusadeiras a bateria para montagem de carros, M8 a M12, com Wi-Fi.",
    "de": "Wir brauchen 12 Akku-Schrauber für die Pkw-Montage, M8 bis M12, bis 80 Nm, mit WLAN.",
    "ja": "自動車の組立ライン用に、M8からM12まで対応のWi-Fi付きコードレスナットランナーが12台必要です。",
    "ar": "نحتاج إلى 12 مفكًا لاسلكيًا لخط تجميع السيارات، M8 إلى M12، مع واي فاي.",
}


@bench("understanding")
async def understanding() -> list[Figure]:
    """One message in each language, the company's words prepared."""
    company = (await asyncio.to_thread(open_pack, DEMO_PACK)).company
    taken, used = [], []
    for number in range(30):
        for locale, sentence in SENTENCES.items():
            begun, spent = time.perf_counter(), time.process_time()
            understood(sentence, locale, company)
            if number > 1:
                taken.append(time.perf_counter() - begun)
                used.append(time.process_time() - spent)
    return [
        Figure("understanding one message", spread(taken), "p50 5 ms"),
        Figure("the same, processor time", spread(used)),
    ]


@bench("search")
async def search() -> list[Figure]:
    """Words, meaning and filter together, in an index inside the process; the question is embedded already."""
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        index = EdgeIndex(Path(folder))
        entries = [_passage(number, chance) for number in range(PASSAGES)]
        begun = time.perf_counter()
        await asyncio.to_thread(index.build, entries, size=SIZE, generation=1)
        built = time.perf_counter() - begun
        # made before: how long a question takes to make up is not measured
        asked = [Inquiry(_words(chance, 6), _vector(chance), Filter(("en",)), 20) for _ in range(420)]
        taken = [await _asked(index, one) for one in asked[:220]]
        together: list[float] = []

        async def caller(some: list[Inquiry]) -> None:
            together.extend([await _asked(index, one) for one in some])

        await asyncio.gather(*(caller(asked[220 + 10 * number : 230 + 10 * number]) for number in range(20)))
        index.close()
    return [
        Figure("search in 10,000 passages", spread(taken[20:]), "p95 10 ms"),
        Figure("the same, 20 callers without a pause", spread(together), "p95 25 ms"),
        Figure("building that index", f"{built:.1f} s"),
    ]


async def _asked(index: EdgeIndex, inquiry: Inquiry) -> float:
    begun = time.perf_counter()
    await asyncio.get_running_loop().run_in_executor(ASKING, index.search, inquiry)
    return time.perf_counter() - begun


def _passage(number: int, chance: random.Random) -> Entry:
    payload: dict[str, str | list[str]] = {
        "locale": chance.choice(("en", "de")),
        "visibility": "public",
        "collection": "company",
        "scope": "general",
        "products": [],
        "categories": [],
    }
    return Entry(number + 1, _words(chance, 60), _vector(chance), payload)


def _words(chance: random.Random, count: int) -> dict[int, float]:
    return {int(chance.paretovariate(0.5)) % 30_000: chance.random() for _ in range(count)}


def _vector(chance: random.Random) -> list[float]:
    raw = [chance.gauss(0, 1) for _ in range(SIZE)]
    length = sum(one * one for one in raw) ** 0.5
    return [one / length for one in raw]
