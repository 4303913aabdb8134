"""Set everything up that is not set up yet, then serve the site until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from tools import environment, front_end, steps
from tools.steps import BIN, ROOT, StepError, once, run, say

SECONDS_TO_START = 60
SERVER = (
    *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--keep-alive", "30"),
    *("--log-level", "warning", "--no-control-socket"),
)


def data_folder() -> Path:
    """Give the folder that holds what this site remembers."""
    return Path(os.environ.get("HEARTWOOD_DATA") or ROOT / "data").resolve()


def pack_folder() -> Path:
    """Give the folder of the partnership's content."""
    return Path(os.environ.get("HEARTWOOD_PACK") or ROOT / "packs" / "west-yorkshire").resolve()


def _own_secret(data: Path) -> str:
    """Give the secret of this machine, made once; it never stands there empty, as several may ask at a time."""
    path = data / "secret-key"
    if not path.exists():
        aside = data / f".secret-key-{secrets.token_hex(8)}"
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(aside)
        aside.unlink()
    return path.read_text().strip()


def site_settings() -> dict[str, str]:
    """Give what the site needs to be told: where its data is, and a secret made once on this machine."""
    data = data_folder()
    data.mkdir(parents=True, exist_ok=True)
    return {
        "HEARTWOOD_DATA": str(data),
        "HEARTWOOD_PACK": str(pack_folder()),
        "SECRET_KEY": os.environ.get("SECRET_KEY") or _own_secret(data),
    }


def _manage(*arguments: str, env: Mapping[str, str]) -> None:
    run([environment.PYTHON, "manage.py", *arguments], env=env, quiet=True)


def collect_static(env: Mapping[str, str]) -> None:
    """Gather the static files, compressed and named by their hash."""
    sources = [*(ROOT / "partnership").glob("*/static"), ROOT / "requirements" / "run.txt", front_end.BUILT]
    made = [ROOT / "static" / "staticfiles.json"]
    collect = ("collectstatic", "--no-input", "--clear")
    once("static files", sources, lambda: _manage(*collect, env=env), made)


def _migrate(env: Mapping[str, str]) -> None:
    elsewhere = os.environ.get("DATABASE_URL", "")
    made = [] if elsewhere else [data_folder() / "heartwood.sqlite3"]
    migrations = [*(ROOT / "partnership").glob("*/migrations"), ROOT / "requirements" / "run.txt"]
    inputs: list[Path | str] = [*migrations, elsewhere, str(data_folder())]
    once("database", inputs, lambda: _manage("migrate", "--no-input", env=env), made)


def _load_facts(env: Mapping[str, str]) -> None:
    facts = sorted((pack_folder() / "facts").glob("*.csv"))
    command: list[Path | str] = [BIN / "heartwood", "evidence", "load", "facts", *facts]
    builds = data_folder() / "builds"
    kept = sorted(builds.glob("*.duckdb"))[:1] or [builds / "none yet"]
    reader = [ROOT / "heartwood" / "evidence" / "store.py", ROOT / "heartwood" / "evidence" / "sources"]
    inputs: list[Path | str] = [pack_folder(), *reader, str(data_folder())]
    once("evidence from the pack", inputs, lambda: run(command, env=env, quiet=True), kept)


def prepare() -> dict[str, str]:
    """Do everything that serving needs and that is not done yet; give the site's settings."""
    environment.ready()
    front_end.ready()
    env = site_settings()
    collect_static(env)
    _migrate(env)
    checked = [pack_folder(), ROOT / "heartwood" / "pack", ROOT / "heartwood" / "schemas"]
    check: list[Path | str] = [BIN / "heartwood", "pack", "check", pack_folder()]
    once("pack", [path for path in checked if path.exists()], lambda: run(check, env=env, quiet=True))
    _load_facts(env)
    return env


def demonstrate(env: Mapping[str, str]) -> dict[str, str]:
    """Fill an empty site with invented people; where real ones are, or somebody says so, it is no demonstration."""
    if os.environ.get("HEARTWOOD_DEMONSTRATION", "1") != "1" or os.environ.get("HEARTWOOD_PROFILE") == "production":
        return {}
    elsewhere = os.environ.get("DATABASE_URL", "")
    made = [] if elsewhere else [data_folder() / "heartwood.sqlite3"]
    inputs: list[Path | str] = [pack_folder(), elsewhere, str(data_folder())]
    try:
        once("invented people", inputs, lambda: _manage("load_demonstration", env=env), made)
    except StepError as problem:
        say(f"{problem}\nServing without a demonstration: there is no /demo/.")
        return {}
    return {"HEARTWOOD_DEMONSTRATION": "1"}


def free_port() -> int:
    """Give a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise StepError(
                f"Something already answers on port {port}. PORT={port + 1} make run uses another."
            ) from None


def start(port: int, env: Mapping[str, str], output: BinaryIO | None = None) -> subprocess.Popen[bytes]:
    """Start the server, its words going to `output` or the screen; it is not ready to answer yet."""
    _refuse_taken(port)
    command = [BIN / "gunicorn", "partnership.config.wsgi:application", "--bind", f"127.0.0.1:{port}", *SERVER]
    return subprocess.Popen(
        [str(part) for part in command], cwd=ROOT, env={**os.environ, **env}, stdout=output, stderr=output
    )


def start_worker(env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start the one worker: what is queued, and the timetable."""
    command = [str(environment.PYTHON), "manage.py", "work", "--verbosity", "0"]
    return subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}, stdout=subprocess.DEVNULL)


def wait_until_ready(server: subprocess.Popen[bytes], port: int, path: str = "/healthz") -> None:
    """Wait until the site says that it is well, or say that it never did."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    stop(server)
    raise StepError("The site did not start; the lines above say why.")


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the server to finish what it is doing, and wait for it."""
    server.terminate()
    try:
        server.wait(timeout=35)
    except subprocess.TimeoutExpired:
        server.kill()


def main() -> int:
    """Serve until Ctrl-C."""
    port = int(os.environ.get("PORT") or 8000)
    env = prepare()
    env |= demonstrate(env)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server, worker = start(port, env), start_worker(env)
    try:
        wait_until_ready(server, port)
        say(f"Heartwood answers on http://localhost:{port}/  (Ctrl-C stops it)")
        if "HEARTWOOD_DEMONSTRATION" in env:
            say(f"To look around as somebody: http://localhost:{port}/demo/")
        return server.wait()
    except KeyboardInterrupt:
        say("Stopped.")
        return 0
    finally:
        stop(server)
        stop(worker)


if __name__ == "__main__":
    steps.main(main)
