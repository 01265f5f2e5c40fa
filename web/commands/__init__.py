"""One file per group of verbs of the `tradewind` command."""

from __future__ import annotations

import click


def commands() -> list[click.Command]:
    """Return all commands; what they need is imported when one is run."""
    from web.commands import (
        advisor,
        demonstration,
        evaluate,
        knowledge,
        later,
        mail,
        operate,
        pack,
        privacy,
        quote,
        rates,
        report,
        score,
        selling,
        staff,
    )

    _attach()
    return [
        *operate.VERBS,
        staff.staff,
        pack.pack,
        knowledge.knowledge,
        advisor.understand,
        advisor.converse,
        advisor.authority,
        evaluate.evaluate,
        quote.quote,
        rates.rates,
        *report.VERBS,
        *mail.VERBS,
        score.score,
        selling.selling,
        *privacy.VERBS,
        demonstration.demo,
        *later.commands(),
    ]


def _attach() -> None:
    """Put the verbs that stand in files of their own below their groups."""
    from web.commands import advisor, approvals, quote, quote_drafts, quote_life, requests

    for verb in (approvals.requests, approvals.approve, approvals.refuse_request):
        advisor.authority.add_command(verb)
    for verb in (*quote_life.VERBS, *quote_drafts.VERBS, requests.request):
        quote.quote.add_command(verb)
