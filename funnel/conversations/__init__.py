"""Conversations of visitors with the advisor: their memory and every message with what it rested on."""
