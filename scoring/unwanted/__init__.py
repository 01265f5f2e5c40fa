"""Whether a text wants to sell, to advertise or to find work instead of buying: known by its ways of speaking, in seven languages."""
