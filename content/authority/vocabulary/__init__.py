"""Room of the words for concessions, one file for each language; `content/authority/subjects.py` puts them together."""
