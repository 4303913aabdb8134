"""Make the locks: every dependency with its hashes, no address of where it came from."""

from __future__ import annotations

from tools import environment, steps

SETTINGS = (
    *("--universal", "--generate-hashes", "--python-version", "3.11", "--upgrade", "--quiet"),
    *("--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"),
)


def compile_lock(name: str, *inputs: str) -> None:
    """Write one lock; a machine's own pip settings have no part in it."""
    steps.run([steps.BIN / "uv", "pip", "compile", *SETTINGS, *inputs, "--output-file", f"requirements/{name}.txt"])


def main() -> None:
    """Lock development first, and hold running to the same versions."""
    environment.ready(development=True)
    both = ("pyproject.toml", "requirements/build.in")
    compile_lock("dev", *both, "--extra", "dev")
    compile_lock("run", *both, "--constraint", "requirements/dev.txt")
    compile_lock("node", "requirements/node.in")


if __name__ == "__main__":
    steps.main(main)
