"""Keeps a draft again and again and says each number once it is kept. Run by tests as a program."""

import sys

from assistant.store.store import Store

url, draft, start, stop = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
store = Store.open(url)
answers = list(range(start))
for number in range(start, stop):
    answers.append(number)
    store.keep(
        draft, title="01AB1234526 John Smith", at="The plea", data={"answers": answers, "pad": "x" * 3000}
    )
    print(number, flush=True)
store.close()
