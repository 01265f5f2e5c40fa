"""The source of truth for money: an exact amount and its currency, never apart."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Self

from babel.numbers import get_currency_precision, is_currency


class CurrencyMismatch(ValueError):
    """Two amounts of different currencies met; convert one at a rate on record first."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(f"{left} and {right} cannot be reckoned together; convert one of them first.")


@cache
def minor_unit(currency: str) -> int:
    """Say how many decimals a currency has (ISO 4217 by CLDR): EUR 2, JPY 0, KWD 3."""
    if not is_currency(currency):
        raise ValueError(f"{currency!r} is no currency; use an ISO 4217 code such as EUR.")
    return get_currency_precision(currency)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's major unit (euros, not cents) with its ISO 4217 code."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        minor_unit(self.currency)
        if isinstance(self.amount, int) and not isinstance(self.amount, bool):
            object.__setattr__(self, "amount", Decimal(self.amount))
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"An amount is a Decimal, not {type(self.amount).__name__}; floats lose cents.")
        if not self.amount.is_finite():
            raise ValueError(f"{self.amount} is no amount.")

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Make money from text or a whole number."""
        return cls(Decimal(amount), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Nothing, in a currency."""
        return cls(Decimal(0), currency)

    @property
    def is_zero(self) -> bool:
        """Whether nothing is left."""
        return not self.amount

    def rounded(self) -> Self:
        """Round half up to the currency's own minor unit: 0.125 EUR to 0.13, 12.5 JPY to 13."""
        return type(self)(
            self.amount.quantize(Decimal(1).scaleb(-minor_unit(self.currency)), ROUND_HALF_UP), self.currency
        )

    def __add__(self, other: Self) -> Self:
        return type(self)(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.amount - self._same(other), self.currency)

    def __mul__(self, factor: int | Decimal) -> Self:
        if isinstance(factor, bool) or not isinstance(factor, int | Decimal):
            return NotImplemented
        return type(self)(self.amount * factor, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> Self:
        return type(self)(-self.amount, self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: Self) -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: Self) -> bool:
        return self.amount >= self._same(other)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def _same(self, other: Self) -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.amount
