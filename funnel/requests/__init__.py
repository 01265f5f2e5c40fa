"""Requests for quotation that came in: kept with what was read of them, until a person has looked at them."""
