"""Words told in confidence are locked before they are written down, and opened only by somebody who asks for it.

Every text has a key of its own, which locks it; that key is locked with the site's key and stands beside the text
(envelope encryption, AES-GCM). The site's keys are files in a folder that is neither in the database nor in its backups.
Whoever steals a database, or an archive of one, reads nothing. Whoever loses the keys loses the words: nobody can help.

A text is tied to where it stands (`about`): moved to another row, it does not open.
"""

from __future__ import annotations

import base64
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from partnership.core.refusals import Refusal

LOST = _(
    "These words cannot be opened any more: the key to them is lost. Nobody can bring them back, and we are sorry."
)
MARK = "sealed1"  # of the layout; another layout gets another mark
_NONCE, _KEY = 12, 32
ENDING = ".key"
SECRETS = ("codes", "browser")  # made once, with the first key: see `secret`
CURRENT = "CURRENT"  # the name of the key that locks from now on


class KeyLost(Refusal):
    """Words that nobody can open any more: the key is gone, or they are not as they were written.

    Whoever meets it on a page reads the calm sentence; why it is so stands in the error itself.
    """

    status = 503

    def __init__(self, why: str) -> None:
        super().__init__(str(LOST))
        self.args = (why,)


def is_sealed(text: str) -> bool:
    """Whether this is a locked text, and not one that somebody forgot to lock."""
    return text.startswith(f"{MARK}.") and text.count(".") == 3


def seal(text: str, *, about: str) -> str:
    """Lock a text.

    Parameters
    ----------
    text
        What was said.
    about
        Where it will stand: `place_of` gives it for a field of a row.

    Returns
    -------
    str
        Mark, name of the site's key, the text's own key and the text, both locked, with dots between.
    """
    name, own = current_key(), AESGCM.generate_key(bit_length=8 * _KEY)
    return ".".join([MARK, name, _lock(_key(name), own, about), _lock(own, text.encode(), about)])


def unseal(sealed: str, *, about: str) -> str:
    """Open a locked text.

    Raises
    ------
    KeyLost
        If its key is gone, or if it is not as it was written or stood elsewhere.
    """
    name, own, words = _parts(sealed)
    return _open(_open(_key(name), own, about), words, about).decode()


def rewrap(sealed: str, *, about: str) -> str:
    """Lock the text's own key with the newest key of the site. The text itself is not opened.

    Raises
    ------
    KeyLost
        As `unseal`.
    """
    name, own, words = _parts(sealed)
    newest = current_key()
    if name == newest:
        return sealed
    return ".".join([MARK, newest, _lock(_key(newest), _open(_key(name), own, about), about), words])


def key_of(sealed: str) -> str:
    """Give the name of the site's key that a text is locked with."""
    return _parts(sealed)[0]


def place_of(label: str, pk: object, field: str) -> str:
    """Give where a text stands: table, row and field."""
    return f"{label.lower()}:{pk}:{field}"


def _parts(sealed: str) -> tuple[str, str, str]:
    if not is_sealed(sealed):
        raise KeyLost("These words were not locked as this program locks them.")
    _mark, name, own, words = sealed.split(".")
    return name, own, words


def _lock(key: bytes, plain: bytes, about: str) -> str:
    nonce = secrets.token_bytes(_NONCE)
    return base64.urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, plain, about.encode())).decode()


def _open(key: bytes, locked: str, about: str) -> bytes:
    try:
        raw = base64.urlsafe_b64decode(locked)
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], about.encode())
    except (InvalidTag, ValueError):
        raise KeyLost(
            "These words cannot be opened: they are not as they were written, or the key is another."
        ) from None


# --- the site's keys


def keys() -> list[str]:
    """Name the keys that are there, the oldest first."""
    return sorted(path.name.removesuffix(ENDING) for path in Path(settings.KEYS).glob(f"key-*{ENDING}"))


def new_key() -> str:
    """Make another key, which locks from now on; the earlier ones go on opening. Give its name."""
    folder = Path(settings.KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = keys()
    name = f"key-{int(known[-1].removeprefix('key-')) + 1 if known else 1:04}"
    write_once(folder / f"{name}{ENDING}", base64.urlsafe_b64encode(secrets.token_bytes(_KEY)))
    _point_at(folder, name)
    return name


def drop_key(name: str) -> None:
    """Take a key away. What only it opens can never be read again."""
    (Path(settings.KEYS) / f"{name}{ENDING}").unlink()
    _read.cache_clear()


def current_key() -> str:
    """Name the key that locks now; outside production, make the first one."""
    pointer = Path(settings.KEYS) / CURRENT
    try:
        return pointer.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if settings.PRODUCTION:
            raise KeyLost("There is no key yet. manage.py new_key makes one.") from None
        return new_key()


def secret(name: str, *, make: bool = False) -> bytes:
    """Give 32 bytes that are made once and stand beside the keys: for hashes that nobody outside can try out.

    In production only `make` makes them: with another secret no code that was given out would be known any more, and
    nobody would be told why.
    """
    if name not in SECRETS:
        raise ValueError(f"No secret {name} is made with the keys; {', '.join(SECRETS)} are.")
    path = Path(settings.KEYS) / f"{name}.secret"
    if not path.exists():
        if settings.PRODUCTION and not make:
            raise KeyLost(f"{path.name} is not among the keys. manage.py new_key makes the first one.")
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_once(path, base64.urlsafe_b64encode(secrets.token_bytes(_KEY)))
    return _read(str(path))


def _key(name: str) -> bytes:
    try:
        return _read(str(Path(settings.KEYS) / f"{name}{ENDING}"))
    except FileNotFoundError:
        raise KeyLost(f"The key {name} is gone, and with it what it locked.") from None


@lru_cache(maxsize=256)
def _read(path: str) -> bytes:
    return base64.urlsafe_b64decode(Path(path).read_bytes())


def write_once(path: Path, content: bytes) -> None:
    """Write a secret that only the site reads, whole or not at all; where one stands already, that one stays."""
    # Made whole under another name first: a second process never reads half a key, and never replaces one.
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # somebody was first, and theirs is the one
    finally:
        aside.unlink()


def _point_at(folder: Path, name: str) -> None:
    aside = folder / f".{CURRENT}.{secrets.token_hex(4)}"
    aside.write_text(name, encoding="ascii")
    aside.replace(folder / CURRENT)
