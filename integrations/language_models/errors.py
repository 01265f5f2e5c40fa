"""What a model's failure means: how a call ended, read from what the client raised."""

from __future__ import annotations

from advisor.ports import Outcome


def outcome_of(error: BaseException) -> Outcome:
    """Say how a call ended that raised `error`."""
    from pydantic_ai.exceptions import ModelAPIError, ModelHTTPError, UnexpectedModelBehavior

    if isinstance(error, TimeoutError):
        return "timeout"
    if isinstance(error, ModelHTTPError):
        if error.status_code == 429:
            return "limited"
        return "unavailable" if error.status_code >= 500 else "refused"
    if isinstance(error, UnexpectedModelBehavior):
        return "malformed"
    return "unavailable" if isinstance(error, ModelAPIError | OSError) else "malformed"
