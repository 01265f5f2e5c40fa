"""How sure a share, a mean or a difference of shares is: 95 % intervals that hold for few cases too. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import sqrt

from scoring.indicators.model import Figure

Z = 1.959964


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's score interval of a share (Wilson 1927); `n` is at least 1."""
    share, square = hits / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def newcombe(hits: int, n: int, *, others: int, of_others: int) -> tuple[float, float]:
    """Return the interval of the difference of two shares (Newcombe 1998, method 10); both counts are at least 1."""
    one, other = hits / n, others / of_others
    low_one, high_one = wilson(hits, n)
    low_other, high_other = wilson(others, of_others)
    difference = one - other
    low = difference - sqrt((one - low_one) ** 2 + (high_other - other) ** 2)
    high = difference + sqrt((high_one - one) ** 2 + (other - low_other) ** 2)
    return low, high


def count(cases: Iterable[int], key: str = "") -> Figure:
    """A number of customers; nobody is 0, which is a number too."""
    found = tuple(cases)
    return Figure(key, len(found), len(found), cases=found)


def share(hits: Collection[int], n: int, key: str = "", *, reason: str = "no_customers") -> Figure:
    """A share with its interval; of nobody there is none."""
    if not n:
        return Figure(key, None, 0, reason)
    low, high = wilson(len(hits), n)
    return Figure(key, len(hits) / n, n, low=low, high=high, cases=tuple(hits))


def mean(values: Collection[float], key: str = "", *, reason: str, cases: Iterable[int] = ()) -> Figure:
    """A mean; of no value there is none."""
    if not values:
        return Figure(key, None, 0, reason)
    return Figure(key, sum(values) / len(values), len(values), cases=tuple(cases))
