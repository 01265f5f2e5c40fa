"""Public retrieval sets in BEIR's shape are taken in and asked, and their figures are those that BEIR's readers expect."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from content.catalogue.cache import CompanyCache
from content.knowledge.library import Knowledge
from content.packs.verbs import load_pack
from foundation.database import Database
from foundation.settings import DEMO_PACK, Settings
from funnel.evaluation.model import NoCases
from funnel.evaluation.retrieval import Score, measure_set, result, take_in_set
from funnel.evaluation.sets import read_sets

CORPUS = {
    "d1": "Der Rhein entspringt in den Schweizer Alpen und mündet bei Rotterdam in die Nordsee.",
    "d2": "Die Elbe entspringt im Riesengebirge und fließt durch Dresden und Hamburg.",
    "d3": "Der Kölner Dom wurde im Jahr 1248 begonnen und erst 1880 vollendet.",
}
QUESTIONS = {"q1": "Wo mündet der Rhein?", "q2": "Wann wurde der Kölner Dom vollendet?", "q3": "Ohne Urteil"}


def written(folder: Path, qrels: str, *, name: str = "fluesse.de") -> Path:
    """Write a set into a folder and return it."""
    home = folder / name
    (home / "qrels").mkdir(parents=True)
    for file, held in (("corpus.jsonl", CORPUS), ("queries.jsonl", QUESTIONS)):
        (home / file).write_text("\n".join(lines(held)), encoding="utf-8")
    (home / "qrels" / "test.tsv").write_text(qrels, encoding="utf-8")
    return home


def lines(texts: Mapping[str, str]) -> list[str]:
    """Return texts as JSON lines."""
    return [json.dumps({"_id": name, "title": "", "text": text}, ensure_ascii=False) for name, text in texts.items()]


JUDGED = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td3\t2\nq2\td2\t0\n"


async def test_a_set_is_taken_in_and_its_questions_are_asked(sqlite_database: Database, tmp_path: Path) -> None:
    await load_pack(sqlite_database, DEMO_PACK)
    knowledge = Knowledge(sqlite_database, CompanyCache(sqlite_database).company, settings=Settings(embeddings=False))
    (one,) = read_sets(written(tmp_path, JUDGED))
    await take_in_set(knowledge.ingest, one)
    score = await measure_set(knowledge.search, one, told=lambda text: None)
    await knowledge.close()
    assert (score.asked, score.first, score.worst) == (2, 2, [])
    figures = {figure.name: figure.value for figure in result({one.name: score}).figures}
    assert figures["recall@10 fluesse.de"] == figures["nDCG@10 fluesse.de"] == figures["MRR@10 fluesse.de"] == 1


def test_a_question_without_judgement_is_not_asked_and_a_grade_of_zero_is_none(tmp_path: Path) -> None:
    (one,) = read_sets(written(tmp_path, JUDGED))
    assert one.relevant == {"q1": {"d1": 1}, "q2": {"d3": 2}}
    assert set(one.questions) == {"q1", "q2"}


def test_the_language_is_said_or_named_by_the_folder_or_found_out(tmp_path: Path) -> None:
    assert read_sets(written(tmp_path, JUDGED), "pt")[0].locale == "pt"
    assert read_sets(tmp_path)[0].locale == "de"
    assert read_sets(written(tmp_path, JUDGED, name="rivers"))[0].locale == "de"


def test_judgements_of_trec_are_read_too(tmp_path: Path) -> None:
    (one,) = read_sets(written(tmp_path, "q1\t0\td1\t1\n"))
    assert one.relevant == {"q1": {"d1": 1}}


@pytest.mark.parametrize("qrels", ["query-id\tcorpus-id\tscore\nq1\td1\tgood\n", "q9\td1\t1\n"])
def test_judgements_that_cannot_be_used_are_refused(tmp_path: Path, qrels: str) -> None:
    with pytest.raises(NoCases):
        read_sets(written(tmp_path, qrels))


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoCases, match="holds no retrieval set"):
        read_sets(tmp_path)


def test_what_is_found_late_or_in_part_counts_less() -> None:
    score = Score()
    score.add([0, 1], [1, 1], question="half")
    assert (score.first, score.among_ten, score.reciprocal) == (0, 0.5, 0.5)
    assert score.gain == pytest.approx(0.6309 / 1.6309, abs=1e-4)
    score.add([0, 0], [1], question="none")
    assert score.worst == ["none"]
