"""In every language the right document is among the first ten: questions in other words, over passages taken in as a corpus."""

from pathlib import Path

from content.catalogue.cache import CompanyCache
from content.knowledge.library import Knowledge
from content.packs.verbs import load_pack
from foundation.database import Database
from foundation.locales import LOCALES
from foundation.settings import DEMO_PACK, Settings
from tests.evals.retrieval_runner import cases, measure, take_in


async def test_the_right_document_is_among_the_first_ten_in_every_language(
    sqlite_database: Database, tmp_path: Path
) -> None:
    await load_pack(sqlite_database, DEMO_PACK)
    knowledge = Knowledge(sqlite_database, CompanyCache(sqlite_database).company, settings=Settings(embeddings=False))
    await take_in(knowledge, tmp_path)
    recalls = {locale: await measure(knowledge, locale, case) for locale, case in cases().items()}
    await knowledge.close()
    assert set(recalls) == set(LOCALES)
    low = {locale: str(one) for locale, one in recalls.items() if one.among_ten / one.asked < 0.9}
    assert low == {}
