"""The outermost place: whatever goes wrong ends in plain words that quote nothing."""

import sys

import pytest

import assistant.cli
from assistant.start import main


def test_a_fault_nobody_foresaw_is_told_without_its_words(monkeypatch, capsys):
    def broken() -> None:
        raise RuntimeError("John Smith, 01AB1234526")

    monkeypatch.setattr(sys, "argv", ["finalise", "list"])
    monkeypatch.setattr(assistant.cli, "app", broken)
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 1
    told = capsys.readouterr().err
    assert "Finalise stopped. Your answers are saved." in told
    assert "RuntimeError at test_start.py" in told
    assert "Smith" not in told
