"""Understanding: a visitor's message in any of the company's languages becomes typed commands, by rules first."""

from advisor.understanding.understand import prepare, understand

__all__ = ["prepare", "understand"]
