"""Translations: what the code says in English, and the fragments that say it in French."""
