"""One file per group of verbs of the `tradewind` command."""

from __future__ import annotations

import click


def commands() -> list[click.Command]:
    """Return all commands; what they need is imported when one is run."""
    from web.commands import advisor, evaluate, knowledge, later, operate, pack, quote, staff

    return [
        operate.serve,
        operate.worker,
        operate.doctor,
        operate.backup,
        operate.restore,
        operate.move,
        staff.staff,
        pack.pack,
        knowledge.knowledge,
        advisor.understand,
        advisor.converse,
        advisor.authority,
        evaluate.evaluate,
        quote.quote,
        *later.commands(),
    ]
