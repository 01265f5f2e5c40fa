"""Requests for quotation, as buyers send them: a mail, a list, a table. Read to lines, needs, and what they leave open."""

from advisor.requests.model import Described, Gap, Request, RequestLine
from advisor.requests.read import read_request

__all__ = ["Described", "Gap", "Request", "RequestLine", "read_request"]
