"""In every language the right document is among the first ten: questions in other words, over passages taken in as a corpus."""

from pathlib import Path

from content.catalogue.cache import CompanyCache
from content.knowledge.library import Knowledge
from content.packs.verbs import load_pack
from foundation.database import Database
from foundation.locales import LOCALES
from foundation.settings import DEMO_PACK, Settings
from funnel.evaluation.cases import maps_by_locale
from funnel.evaluation.retrieval import LEAST_RECALL, measure, take_in


async def test_the_right_document_is_among_the_first_ten_in_every_language(
    sqlite_database: Database, tmp_path: Path
) -> None:
    await load_pack(sqlite_database, DEMO_PACK)
    knowledge = Knowledge(sqlite_database, CompanyCache(sqlite_database).company, settings=Settings(embeddings=False))
    cases = maps_by_locale("retrieval", None, wanted=("passages", "questions"))
    await take_in(knowledge.ingest, cases, tmp_path)
    scores = {locale: await measure(knowledge.search, case, locale) for locale, case in cases.items()}
    await knowledge.close()
    assert set(scores) == set(LOCALES)
    low = {locale: one.worst for locale, one in scores.items() if one.among_ten / one.asked < LEAST_RECALL}
    assert low == {}
