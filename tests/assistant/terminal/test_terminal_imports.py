"""The first paint must not wait for what it does not show."""

import subprocess
import sys

SLOW = ("sqlmodel", "sqlalchemy", "alembic", "pydantic", "rapidfuzz", "holidays", "numpy", "markdown_it")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_the_app_loads_nothing_slow() -> None:
    loaded = run(
        "import sys, assistant.terminal.app\n"
        f"print([name for name in {SLOW!r} if name in sys.modules])\n"
        "print([name for name in sys.modules if name.startswith(('assistant.store.store', 'guidance'))])"
    )
    assert loaded == "[]\n[]"


def test_opening_the_workplace_does_load_the_store() -> None:
    assert run("import sys, assistant.workplace\nprint('sqlmodel' in sys.modules)") == "True"
