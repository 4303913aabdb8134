"""Whether the words that codes are made of can be heard, copied and kept by anybody, and hurt nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from heartwood.pack.files import CODE_WORDS, LISTENING, Layers
from heartwood.pack.problems import Problem

LEAST, SHORTEST, LONGEST = 512, 3, 8
# Whoever writes one of these down may have come because of it. Beginnings of words.
UPSETTING = (
    *("abus", "anger", "assault", "attack", "baby", "bad", "beat", "belt", "bitter", "blade", "bleed", "blood", "bomb"),
    *(
        "bone",
        "bruise",
        "bullet",
        "burn",
        "cage",
        "cell",
        "chain",
        "child",
        "cold",
        "coffin",
        "court",
        "crime",
        "cruel",
    ),
    *(
        "cry",
        "cut",
        "danger",
        "dark",
        "daddy",
        "dad",
        "dead",
        "death",
        "demon",
        "devil",
        "die",
        "drug",
        "drunk",
        "enemy",
    ),
    *("evil", "fail", "father", "fear", "fight", "fire", "fist", "force", "ghost", "grave", "grief", "guilt", "gun"),
    *(
        "hate",
        "hell",
        "hit",
        "hurt",
        "husband",
        "ill",
        "jail",
        "judge",
        "kick",
        "kill",
        "kiss",
        "knife",
        "liar",
        "lock",
    ),
    *(
        "lonely",
        "lose",
        "lost",
        "mad",
        "mother",
        "mum",
        "naked",
        "night",
        "pain",
        "poison",
        "police",
        "prison",
        "punch",
    ),
    *(
        "rape",
        "razor",
        "rope",
        "sad",
        "scar",
        "scream",
        "secret",
        "sex",
        "shame",
        "shoot",
        "sick",
        "sin",
        "slap",
        "slave",
    ),
    *(
        "stab",
        "storm",
        "strap",
        "suicid",
        "sword",
        "tears",
        "terror",
        "threat",
        "tie",
        "trap",
        "trauma",
        "ugly",
        "victim",
    ),
    *("violen", "war", "weapon", "whip", "wife", "wound", "wrong"),
)
_SPELT = ((r"^kn", "n"), (r"^wr", "r"), (r"ph", "f"), (r"gh", ""), (r"ck", "k"), (r"wh", "w"), (r"qu", "kw"))
_SOUNDS = (
    *_SPELT,
    (r"x", "ks"),
    (r"c(?=[eiy])", "s"),
    (r"c(?!h)", "k"),
    (r"z", "s"),
    (r"g(?=[eiy])", "j"),
    (r"mb$", "m"),
)


def code_word_problems(layers: Layers) -> list[Problem]:
    """Say what is wrong with the list: too short, not plain, upsetting, or two that somebody could mistake for another."""
    if not layers.find(LISTENING).is_file():
        return []
    path = layers.find(CODE_WORDS)
    if not path.is_file():
        return [Problem(CODE_WORDS, 1, "there is no such file", f"a list of at least {LEAST} words")]
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [(number, line.strip()) for number, line in enumerate(lines, start=1) if line.strip()]
    words = [(number, word) for number, word in found if not word.startswith("#")]
    problems = [Problem(CODE_WORDS, number, *said) for number, word in words for said in _said_of(word)]
    problems += _alike(words)
    if len(words) < LEAST:
        problems.append(Problem(CODE_WORDS, 1, f"{len(words)} words are too few for a code", f"at least {LEAST}"))
    return problems


def _said_of(word: str) -> Iterator[tuple[str, str]]:
    if not re.fullmatch(rf"[a-z]{{{SHORTEST},{LONGEST}}}", word):
        yield f'"{word}" is not plain', f"a word of {SHORTEST} to {LONGEST} small letters"
    if word.startswith(UPSETTING):
        yield f'"{word}" may upset somebody', "a word that is about nothing much"


def _alike(words: Sequence[tuple[int, str]]) -> Iterator[Problem]:
    """Name each word that is one letter from an earlier one, or sounds like it."""
    spelt: dict[str, str] = {}
    heard: dict[str, str] = {}
    for number, word in words:
        other = heard.get(sound(word)) or next((spelt[one] for one in _near(word) if one in spelt), None)
        if other is not None:
            yield Problem(CODE_WORDS, number, f'"{word}" is too much like "{other}"', "one of them alone")
        heard[sound(word)] = word
        spelt.update(dict.fromkeys(_near(word), word))


def _near(word: str) -> set[str]:
    """Give the word with each of its letters blotted out or left out: two words that share one are a letter apart.

    >>> sorted(_near("hat") & _near("cat")), sorted(_near("cart") & _near("cat"))
    (['?at', 'at'], ['cat'])
    """
    blotted = {word[:at] + "?" + word[at + 1 :] for at in range(len(word))}
    return blotted | {word[:at] + word[at + 1 :] for at in range(len(word))} | {word}


def sound(word: str) -> str:
    """Give roughly how a word sounds: its consonants as they are said, and where any vowel stands.

    >>> sound("flour") == sound("flower"), sound("pear") == sound("pair"), sound("apple") == sound("table")
    (True, True, False)
    """
    for spelling, said in _SOUNDS:
        word = re.sub(spelling, said, word)
    word = re.sub(r"(?<=[^aeiouyw])e$", "", word)
    word = re.sub(r"(?<=[aeiou])w", "", word)
    word = re.sub(r"[aeiouy]+", "a", word)
    return re.sub(r"(.)\1+", r"\1", word)
