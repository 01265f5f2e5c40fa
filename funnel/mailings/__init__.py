"""Mails to many: written by hand, to those of an audience who may be written to, each once, with what came of it."""
