#!/usr/bin/env python3
# ruff: noqa
"""Score a run of the order rules: score.py CASES RESULTS [--show N]

RESULTS holds a JSON line {"id", "orders", "verdicts"} for each case (RULES.md, 7).
Prints the figures, the worst tags and, with --show N, the first N failing cases.
Standard library only.
"""

import argparse
import json
import re
import unicodedata
from collections import Counter, defaultdict


def fold(name):
    """A name without width, case, spaces, punctuation, decoration."""
    name = unicodedata.normalize("NFKC", name or "").casefold()
    return re.sub(r"[\W_]+", "", name)


def quantities(items):
    return {str(k): round(float(v), 3) for k, v in items.items() if float(v)}


def pair(expected, actual):
    """Pair rows by account and name, then by name, then by account."""
    left, pairs = list(actual), []
    keys = (
        lambda row: (row.get("from"), fold(row.get("who"))),
        lambda row: fold(row.get("who")),
        lambda row: row.get("from"),
    )
    todo = list(expected)
    for key in keys:
        still = []
        for want in todo:
            found = next((row for row in left if key(row) == key(want) and key(row)), None)
            if found is None:
                still.append(want)
            else:
                left.remove(found)
                pairs.append((want, found))
        todo = still
    return pairs + [(want, None) for want in todo] + [(None, row) for row in left]


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("cases")
    args.add_argument("results")
    args.add_argument("--show", type=int, default=0)
    args = args.parse_args()
    cases = [json.loads(line) for line in open(args.cases, encoding="utf-8") if line.strip()]
    results = {}
    for line in open(args.results, encoding="utf-8"):
        if line.strip():
            row = json.loads(line)
            results[row["id"]] = row

    n = Counter()
    confusion = Counter()
    tags = defaultdict(lambda: [0, 0])
    shown = 0
    for case in cases:
        got = results.get(case["id"], {"orders": [], "verdicts": {}})
        asked = any(v in ("ask", "partial") for v in got["verdicts"].values())
        faults = []
        for want, have in pair(case["orders"], got["orders"]):
            w = quantities(want["items"]) if want else {}
            h = quantities(have["items"]) if have else {}
            n["want"] += len(w)
            n["have"] += len(h)
            n["hit"] += sum(1 for k in w if h.get(k) == w[k])
            if w != h:
                n["wrong rows"] += 1
                n["silent wrong rows"] += not asked
                faults.append(f"want {want} have {have}")
            if want and have:
                n["rows paired"] += 1
                n["address ok"] += fold(want.get("address")) == fold(have.get("address"))
                n["note ok"] += fold(want.get("note")) == fold(have.get("note"))
            n["rows"] += want is not None
        book_ok = not faults
        for message, want in case["verdicts"].items():
            have = got["verdicts"].get(message, "missing")
            n["messages"] += 1
            n["verdict ok"] += have == want
            confusion[want, have] += 1
            if want in ("ask", "query", "chatter"):
                n["quiet"] += 1
                n["false orders"] += have in ("order", "partial")
            if have != want:
                text = next(m["text"] for m in case["chat"] if m["id"] == message)
                faults.append(f"{message} {want} -> {have}: {text!r}")
        n["cases"] += 1
        n["books ok"] += book_ok
        n["cases ok"] += not faults
        for tag in case["tags"]:
            tags[tag][0] += book_ok
            tags[tag][1] += 1
        if faults and shown < args.show:
            shown += 1
            print(case["id"], *faults, sep="\n   ")

    def share(a, b):
        return n[a] / n[b] if n[b] else 0.0

    print(
        "worst tags:",
        ", ".join(
            f"{tag} {ok}/{all_}"
            for tag, (ok, all_) in sorted(tags.items(), key=lambda kv: kv[1][0] / kv[1][1])[:10]
        ),
    )
    print(
        "verdicts missed:",
        ", ".join(f"{w}->{h} {c}" for (w, h), c in confusion.most_common() if w != h),
    )
    print(f"cases {n['cases']} messages {n['messages']} rows {n['rows']}")
    print(
        f"books {share('books ok', 'cases'):.4f}"
        f" verdicts {share('verdict ok', 'messages'):.4f}"
        f" false-orders {share('false orders', 'quiet'):.4f}"
        f" silent-wrong-rows {share('silent wrong rows', 'rows'):.4f}"
        f" item-precision {share('hit', 'have'):.4f} item-recall {share('hit', 'want'):.4f}"
        f" addresses {share('address ok', 'rows paired'):.4f}"
        f" notes {share('note ok', 'rows paired'):.4f}"
        f" whole-cases {share('cases ok', 'cases'):.4f}"
    )


if __name__ == "__main__":
    main()
