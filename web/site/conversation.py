"""The advisor's full page: what it needs to show a conversation without a script, and the empty one that a script fills."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from content.catalogue.model import Company
from web.locale import Speech
from web.site.addresses import Addresses
from web.site.page import Page


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message as it is shown; `turn` is the advisor's answer in the API's shape (docs: POST /api/advisor/turns), {} for the visitor's."""

    role: Literal["visitor", "advisor"]
    html: Markup
    turn: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Context of `site/advisor.html`."""

    messages: tuple[ShownMessage, ...]
    conversation: str | None
    """Id of the conversation that the form goes on with; None begins one."""
    prompts: tuple[str, ...]
    draft: str
    """What stands in the input already."""
    problem: str | None


def conversation_page(
    company: Company,
    say: Speech,
    *,
    messages: Sequence[ShownMessage] = (),
    conversation: str | None = None,
    draft: str = "",
    problem: str | None = None,
    status: int = 200,
) -> Page:
    """Compose the advisor's page with a conversation as it stands."""
    at = Addresses(say.locale)
    return Page(
        "site/advisor.html",
        Conversation(
            tuple(messages),
            conversation,
            tuple(prompt[say.locale] for prompt in company.advisor.prompts),
            draft,
            problem,
        ),
        path=at.advisor,
        title=say("AI assistant: advice, selection and quotation"),
        description=say(
            "Describe your application. The digital advisor of {company} works out the figures, recommends, compares and quotes.",
            company=company.identity.name,
        ),
        section="advisor",
        cacheable=not (messages or conversation or draft or problem),
        status=status,
        indexable=not messages,
        picture=next((one.picture for one in company.categories.values()), None),
    )
