"""``python -m bench``: measure, print the table line by line, and keep it in RESULTS.md."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Result
from bench.rows import ROWS
from bench.table import cells, head, line, page
from bench.timing import Effort

ROOT = Path(__file__).parent.parent


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="five iterations instead of twenty")
    parser.add_argument("--only", default="", help="just the rows whose name holds this word")
    return parser.parse_args()


def main() -> None:
    """Databases are made below the working directory, on the disk that a bot's would be on."""
    chosen = _arguments()
    rows = [row for row in ROWS if chosen.only in row.what]
    results: list[Result] = []
    with TemporaryDirectory(dir=ROOT, prefix=".bench-") as folder:
        effort = Effort(Path(folder), iterations=5 if chosen.quick else 20)
        print(head(), flush=True)
        for row in rows:
            results.append(Result(row, row.measure(effort)))
            print(line(cells(results[-1])), flush=True)
    if not chosen.only:
        (ROOT / "bench" / "RESULTS.md").write_text(
            page(results, effort.iterations), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
