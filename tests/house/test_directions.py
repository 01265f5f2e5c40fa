"""The packages import only towards the foundation, and a web process starts light."""

import subprocess
import sys

import pytest

from tests.house.tree import ROOT

HEAVY = ("torch", "sentence_transformers", "weasyprint", "sklearn", "hubspot", "openai", "pydantic_ai", "imap_tools")


def test_every_import_keeps_the_contracts_of_import_linter() -> None:
    command = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(cache_dir=None))"
    checked = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.skipif(not (ROOT / "web" / "app.py").exists(), reason="web/app.py is not there yet.")
def test_the_web_process_starts_without_models_and_vendors_clients() -> None:
    program = f"import sys, web.app; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert loaded.returncode == 0, loaded.stderr
    assert loaded.stdout.split() == []
