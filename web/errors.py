"""How every error leaves the house: RFC 9457 problem JSON for programs, a kind page for people, each in the reader's language."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.types import ExceptionHandlersMap

from foundation.group_commit import QueueFull
from foundation.ids import new_id
from foundation.locales import TAGS, negotiate
from foundation.log import get_logger
from foundation.pdf import PressUnavailable
from funnel.errors import ContactMissing, FunnelError, MessageTooLong, UnknownConversation, UnknownCustomer
from web.field_words import field_of, field_words
from web.locale import Speech, locale_of, speech
from web.visitor import AnyRequest

PROBLEM_JSON = "application/problem+json"
_log = get_logger("tradewind.web")
FULL_SECONDS = 2
"""After how long to come again where more is waiting to be stored than can be stored soon."""


class TooOften(Exception):
    """Somebody asks more often than allowed; come again after `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many requests; try again in {seconds} seconds.")
        self.seconds = seconds


class FieldProblem(Exception):
    """One field of a body is not acceptable; `field` names it, `detail` (already worded) says why."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.field = field
        self.detail = detail


def language_of(request: AnyRequest) -> str:
    """Return the language that a problem is told in: what the body said, else the address's, else the browser's."""
    told: str | None = request.state.get("language")
    return told or locale_of(request.url.path) or negotiate(request.headers.get("accept-language"))


def titles(say: Speech) -> dict[int, str]:
    """Return the heading of each kind of problem."""
    return {
        400: say("The request could not be read"),
        401: say("A valid API key is needed"),
        403: say("This is not allowed"),
        404: say("There is nothing here"),
        405: say("This address does not take that kind of request"),
        409: say("Something changed in the meantime"),
        413: say("This is too long"),
        422: say("Something in the request is not right"),
        429: say("Too many requests"),
        500: say("Something went wrong on our side"),
        501: say("This is not built yet"),
        503: say("Not available right now"),
    }


def problem(
    request: AnyRequest, status: int, *, detail: str | None = None, headers: dict[str, str] | None = None, **more: Any
) -> Response[dict[str, Any]]:
    """Make a problem document; `more` are extension members such as `errors`."""
    locale = language_of(request)
    words = titles(speech(locale, "problems"))
    body = {
        "type": "about:blank",
        "title": words.get(status, words[500 if status >= 500 else 400]),
        "status": status,
        "instance": request.url.path,
        **({"detail": detail} if detail else {}),
        **more,
    }
    kept = {"Cache-Control": "no-store", "Content-Language": TAGS[locale], **(headers or {})}
    return Response(body, status_code=status, media_type=PROBLEM_JSON, headers=kept)


def _too_often(request: AnyRequest, error: TooOften) -> Response[Any]:
    say = speech(language_of(request), "problems")
    detail = say("Please try again in {seconds} seconds.", seconds=error.seconds)
    return problem(request, 429, detail=detail, headers={"Retry-After": str(error.seconds)})


def _too_long(request: AnyRequest, error: MessageTooLong) -> Response[Any]:
    say = speech(language_of(request), "problems")
    return problem(request, 413, detail=say("A message may have at most {limit} characters.", limit=error.limit))


def _unknown(request: AnyRequest, error: FunnelError) -> Response[Any]:
    return problem(request, 404)


def _invalid(request: AnyRequest, error: ValidationException) -> Response[Any]:
    extra = error.extra if isinstance(error.extra, list) else []
    say = speech(language_of(request), "problems")
    errors = [
        {"field": _field_of(each), "error": field_words(str(each.get("message", "")), say)}
        for each in extra
        if isinstance(each, dict)
    ]
    fields = ", ".join(each["field"] for each in errors)
    detail = say("Please check: {fields}.", fields=fields) if fields else say("Please check the body of the request.")
    return problem(request, 422, detail=detail, errors=errors)


def _field_of(told: dict[str, Any]) -> str:
    return field_of(str(told.get("message", ""))) or str(told.get("key") or told.get("source") or "body")


def _field(request: AnyRequest, error: FieldProblem) -> Response[Any]:
    return problem(request, 422, detail=error.detail, errors=[{"field": error.field, "error": error.detail}])


def _contact(request: AnyRequest, error: ContactMissing) -> Response[Any]:
    say = speech(language_of(request), "problems")
    detail = say("Please give at least a name, an e-mail address or a telephone number.")
    return problem(request, 422, detail=detail, errors=[{"field": "email", "error": detail}])


def _no_press(request: AnyRequest, error: PressUnavailable) -> Response[Any]:
    return problem(request, 503, detail=str(error), command=error.command)


def _full(request: AnyRequest, error: QueueFull) -> Response[Any]:
    say = speech(language_of(request), "problems")
    detail = say("Please try again in {seconds} seconds.", seconds=FULL_SECONDS)
    return problem(request, 503, detail=detail, headers={"Retry-After": str(FULL_SECONDS)})


def _http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    return problem(request, error.status_code, headers=dict(error.headers or {}))


def _unexpected(request: AnyRequest, error: Exception) -> Response[Any]:
    reference = new_id()
    _log.exception("A request failed.", path=request.url.path, reference=reference, exc_info=error)
    return problem(request, 500, reference=reference)


HANDLERS: ExceptionHandlersMap = {
    TooOften: _too_often,
    MessageTooLong: _too_long,
    UnknownConversation: _unknown,
    UnknownCustomer: _unknown,
    ContactMissing: _contact,
    FieldProblem: _field,
    ValidationException: _invalid,
    PressUnavailable: _no_press,
    QueueFull: _full,
    HTTPException: _http,
    Exception: _unexpected,
}
"""Which error becomes which problem; pages for people replace the answer in `web/app.py`."""
