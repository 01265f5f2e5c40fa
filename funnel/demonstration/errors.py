"""What can be wrong when a demonstration is put in: sentences about state."""

from __future__ import annotations

from typing import Self

from funnel.errors import FunnelError


class RealCustomers(FunnelError):
    """A demonstration is put where nothing real stands."""

    @classmethod
    def of_number(cls, number: int) -> Self:
        """There are real customers."""
        return cls(
            f"There are {number} real customers here. Use another data folder (TRADEWIND_DATA), "
            "or say --anyway: the invented ones are marked, and `tradewind demo --remove` takes exactly them away."
        )

    @classmethod
    def already_there(cls) -> Self:
        """There is a demonstration."""
        return cls("A demonstration is here already; take it away first with `tradewind demo --remove`.")
