"""Chosen products become a binding document: prices, terms, approval, number, words, PDF."""
