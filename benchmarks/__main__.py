"""`make bench`: every page against the null view and a bare query, at one size and at a larger one.

`python -m benchmarks [public|people|surge|panel|ranking|closing|announcing …] [--seconds 4]
[--sizes 2000,200000]`: which pages or acts, how long each page is asked for, and with how many adverts.
Absolute figures do not carry over to another machine or day; ratios within one run do.
"""

import argparse
import json
import os
import subprocess
import sys

from benchmarks import apart

# Adverts and received applications, small and large. What anybody reads has to hold at a hundred times.
SIZES = {"public": ((2_000, 2_000), (200_000, 2_000)), "people": ((2_000, 20_000), (20_000, 200_000))}
SIZES["surge"] = SIZES["people"]
# One vacancy with a hundred and with a thousand applications; the other adverts are only there.
SIZES["panel"] = ((50, 100), (50, 1_000))
# What is done, not read: each prints its own figures.
ACTS = ("ranking", "closing", "announcing")


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    asked.add_argument("parts", nargs="*", choices=[*SIZES, *ACTS, []], help="all where none is named")
    asked.add_argument("--seconds", default="4", help="how long each page is asked for")
    asked.add_argument(
        "--sizes", type=two_numbers, help="two numbers of adverts (panel: of applications), with a comma"
    )
    chosen = asked.parse_args()
    for part in chosen.parts or [*SIZES, *ACTS]:
        if part in ACTS:
            print(f"\n{part}")
            subprocess.run([sys.executable, "-m", "benchmarks.apart", part], check=True)
            continue
        sizes = SIZES[part]
        if chosen.sizes and part == "panel":
            sizes = [(sizes[0][0], applications) for applications in chosen.sizes]
        elif chosen.sizes:
            sizes = [(adverts, sizes[0][1]) for adverts in chosen.sizes]
        tell(part, sizes, [measure(part, *size, chosen.seconds) for size in sizes])
    return 0


def two_numbers(text: str) -> tuple[int, int]:
    """A small and a large size, as they are typed."""
    try:
        small, large = map(int, text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not two whole numbers with a comma, like 500,2000"
        ) from None
    return small, large


def tell(part: str, sizes, measured: list[dict]) -> None:
    """The table of one part: a line for each page, its bar, and what of it is missed."""
    small, large = measured
    unit, which = ("applications", 1) if part == "panel" else ("adverts", 0)
    head, larger = f"{part}: {sizes[0][which]:,} {unit}", f"at {sizes[1][which]:,}"
    columns = f"{'of null':>9}{'× bare':>8}{'p95 ms':>8}{'SQL':>5}{larger:>13}{'ratio':>8}{'SQL':>5}"
    print(f"\n{head:36}{columns}   bar")
    for name, now in small["pages"].items():
        then = large["pages"][name]
        bar = now["bar"]
        growth = f", within {bar['growth']:.0%}" if bar["growth"] else ""
        print(
            f"{name:36}1/{1 / now['of_null']:<7.1f}{now['of_bare']:8.1f}{now['p95']:8.0f}{now['sql']:5}"
            f"{1 / then['of_null']:>9.1f}    {then['of_null'] / now['of_null']:8.2f}{then['sql']:5}"
            f"   1/{bar['share']}, {bar['sql']} SQL{growth}: {verdict(now, then)}"
        )
        if now["unexpected"] or then["unexpected"]:
            print(f"{'':36}{now['unexpected']} and {then['unexpected']} unexpected answers")
    for name, now in small["figures"].items():
        print(f"{name:36}{now}    ({larger}: {large['figures'][name]})")


def verdict(now: dict, then: dict) -> str:
    """What of the bar is missed, at either size."""
    bar = now["bar"]
    missed = []
    if min(now["of_null"], then["of_null"]) < 1 / bar["share"]:
        missed.append("speed")
    if max(now["sql"], then["sql"]) > bar["sql"]:
        missed.append("SQL")
    if bar["growth"] and then["of_null"] < now["of_null"] * (1 - bar["growth"]):
        missed.append("growth")
    return f"missed ({', '.join(missed)})" if missed else "reached"


def measure(part: str, adverts: int, received: int, seconds: str) -> dict:
    """Measure in a process of its own, on a database of its own."""
    with apart.database(f"{part}_{adverts}_{received}") as environment:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.one_size", part, str(adverts), str(received), seconds],
            env={**os.environ, **environment},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
