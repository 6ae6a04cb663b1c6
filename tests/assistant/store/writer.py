"""Reads records from a file, one a line, writes each and says its reference. Run by tests as a program."""

import sys
from pathlib import Path

from assistant.record.model import Finalisation
from assistant.store.store import Store

url, who, file = sys.argv[1:]
with Store.open(url, wait_s=60) as store:
    for number, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines()):
        draft = f"{who}-{number}"
        store.keep(draft, title="01AB1234526 John Smith", at="Write it", data={"n": number})
        written = store.write(Finalisation.model_validate_json(line), draft_id=draft)
        store.keep(f"{draft}-next", title="01AB1234526 Next", at="The defendant", data={"n": number})
        print(written.reference, flush=True)
