"""What a text is about: its meaningful words, brought to a form in which two ways of saying one thing look alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import snowballstemmer

from pupitre.maths.similarity.concepts import GROUPS

ENGLISH_WORDS = """
a about across after all also an and any are as at be been before being between both but by can do does during each for from had has
have he her his how if in into is it its may more most must no not of off on one only or other our out over own per same she should so
some such than that the their them then there these they this those through to two under up use used using via was we were what when
where which while who will with within without would you your new project projects programme program phase work works
"""
FRENCH_WORDS = """
a afin ainsi apres au aucun aussi autre autres aux avant avec avoir c ce cela ces cet cette chaque chez comme d dans de des deux doit
dont du elle en entre est et etre eu fait faire ils l la le les leur leurs lors mais meme mes mettre moins n ne nos notre nous on ont ou
par pas pendant place plus pour puis qu que quel quelle qui quoi s sa sans se selon ses si soit son sont sous sur ta te tous tout toute
toutes tres un une vers vos votre y nouveau nouvelle nouveaux nouvelles projet projets programme phase travaux
"""
PROJECT_WORDS = """
ability aim aims action actions activities activity allow approach based benefit benefits better build business capability change
changes create current deliver delivered delivering delivers delivery develop developing effective efficiency efficient enable enabling
enhance ensure ensuring everything existing future goal goals heart help implement implementation implementing improve improved
improvement improvements improving include includes including increase initiative install installation installed introduce key level
levels main make manage objective objectives need needs operation operations part process processes provide provides providing reduce
scheme service services set site sites solution solutions support supporting system systems technology transform transforming
transformation upgrade upgrades upgrading action actions activite activites ameliorer amelioration amenager aide aider assurer besoin
besoins cadre construire creation creer deployer deploiement demarche developper developpement dispositif ensemble etablir existant
existante existants faciliter garantir generaliser initiative installer installation installations lancer mise niveau niveaux organiser
outil outils permettre plan processus realiser realisation reduire renforcer service services site sites solution solutions soutenir
structurer systeme systemes technologie transformation transformer
"""
ENGLISH, FRENCH = frozenset(ENGLISH_WORDS.split()), frozenset(FRENCH_WORDS.split())
"""Words that say nothing of what a text is about."""
EVERYDAY = frozenset(PROJECT_WORDS.split())
"""Words that nearly every project says of itself."""
WORD = re.compile(r"[a-z]+(?:&[a-z]+)?|\d+(?:[.,]\d+)*")
BEGINNING = 6
"""Letters of the beginning that two words of one family share (`document`, `documentaire`)."""


@dataclass(frozen=True, slots=True)
class Features:
    """What a text is about.

    Args:
        weights: Feature → how often, times what its kind weighs; a feature is `word:`, `start:` or `idea:` and a form.
        shown: Feature → a word of the text that stands for it.
    """

    weights: dict[str, float]
    shown: dict[str, str]


def plain(text: str) -> str:
    """Return a text in small letters without accents.

    >>> plain("Qualité – Œuvre")
    'qualite - oeuvre'
    """
    spread = text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "'").replace("–", "-").replace("—", "-")
    return "".join(c for c in unicodedata.normalize("NFKD", spread) if not unicodedata.combining(c)).lower()


def features(text: str) -> Features:
    """Return what a text is about.

    A word counts three times: for itself (its stem), for the beginning it shares with words of its family, and for the idea that
    other words also name.
    """
    words = WORD.findall(plain(text))
    french = sum(word in FRENCH for word in words) > sum(word in ENGLISH for word in words)
    weights: dict[str, float] = {}
    shown: dict[str, str] = {}

    def add(feature: str, weight: float, word: str) -> None:
        weights[feature] = weights.get(feature, 0.0) + weight
        shown.setdefault(feature, word)

    named: set[str] = set()
    for idea, phrase in _ideas_in(words):
        add(f"idea:{idea}", 1.0, phrase)
        named |= set(phrase.split())
    for word in words:
        if word[0].isdigit() or word in ENGLISH or word in FRENCH or word in EVERYDAY or len(word) < 3:
            continue
        # Where the idea already speaks, the word itself adds less: two words of one idea are nearly one word.
        weight = 0.3 if word in named else 0.7
        add(f"word:{_stem(word, french)}", weight, word)
        if len(word) > BEGINNING:
            add(f"start:{word[:BEGINNING]}", weight / 2, word)
    return Features(weights, shown)


def _ideas_in(words: Sequence[str]) -> list[tuple[str, str]]:
    """Return the ideas that a text names with the words that name them, the longest phrases first."""
    phrases = _phrases()
    found = []
    at = 0
    while at < len(words):
        for length in range(min(5, len(words) - at), 0, -1):
            idea = phrases.get(tuple(words[at : at + length]))
            if idea:
                found.append((idea, " ".join(words[at : at + length])))
                at += length
                break
        else:
            at += 1
    return found


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """Return each phrase of the lexicon, as words, with the idea it names: the first of its line."""
    return {
        tuple(WORD.findall(plain(phrase))): line.split("|")[0].strip()
        for line in reversed(GROUPS.strip().splitlines())
        for phrase in line.split("|")
    }


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(language)


@cache
def _stem(word: str, french: bool) -> str:
    return str(_stemmer("french" if french else "english").stemWord(word))
