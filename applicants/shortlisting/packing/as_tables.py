"""The decision pack as tables, one CSV file for each, in one archive. No cell of them runs as a formula."""

import csv
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO

from applicants.shortlisting.packing.parts import RULE, Candidate, Head, Pack
from applicants.shortlisting.ranking import alike
from recruitment.spreadsheets import BYTE_ORDER_MARK, safe_cell

READ_ME = """This is a decision pack: how a panel shortlisted for one vacancy. Each file is a table.

Rows belong together by candidate, criterion (C1, C2 ...) and member (M1, M2 ...). Times are in UTC.

How the order comes about. {rule}

A cell that a spreadsheet could run as a formula has a ' before it.
"""
COLUMNS = {
    "vacancy": ("what", "value"),
    "scale": ("points", "in words", "counts as met"),
    "criteria": ("criterion", "group", "text", "importance", "kind", "weight", "minimum", "met from"),
    "panel": ("member", "name", "role", "seated at", "removed at", "candidates to score"),
    "declarations": ("member", "conflict", "in words", "explanation", "declared at"),
    "recognised": ("member", "candidate", "recognised at"),
    "cards": (
        "member",
        "version",
        "started at",
        "submitted at",
        "reopened by",
        "reopened because",
        "does not count because",
    ),
    "history": ("at", "act", "in words", "by", "reason"),
    "ranking": (
        "candidate",
        "name",
        "reference",
        "place",
        "tied",
        "meets all essentials",
        "essentials not met",
        "not acknowledged",
        "total",
        "total, numerator",
        "total, denominator",
        "withdrew",
    ),
    "sums": (
        "candidate",
        "criterion",
        "points",
        "out of",
        "weight",
        "basis",
        "product, numerator",
        "product, denominator",
    ),
    "scores": (
        "candidate",
        "criterion",
        "member",
        "card version",
        "points",
        "note",
        "saved at",
        "does not count because",
    ),
    "agreed": (
        "candidate",
        "criterion",
        "points",
        "out of",
        "basis",
        "note",
        "by",
        "at",
        "superseded at",
        "taken back because",
    ),
    "decisions": ("candidate", "outcome", "reserve place", "by", "at", "in a batch", "stands"),
    "told": ("candidate", "how", "what", "at", "by", "email is", "sent at"),
    "feedback": ("candidate", "asked at", "released at", "released by", "criterion", "words"),
    "views": ("candidate", "member", "times", "first at", "last at"),
    "guaranteed interviews": ("candidate", "by", "at", "ended at"),
}


def archive(pack: Pack) -> IO[bytes]:
    """The tables in a zip archive, in a file that is gone once it is closed. Goes through the pack once."""
    held = TemporaryFile()  # noqa: SIM115 - handed to the caller, who closes it
    with ExitStack() as files, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(_entry("read me.txt"), READ_ME.format(rule=RULE))
        tables = {
            name: files.enter_context(TemporaryFile("w+", encoding="utf-8", newline="")) for name in COLUMNS
        }
        writers = {name: csv.writer(table) for name, table in tables.items()}
        for name, table in tables.items():
            table.write(BYTE_ORDER_MARK)
            writers[name].writerow(COLUMNS[name])
        for name, row in _rows(pack):
            writers[name].writerow(map(safe_cell, row))
        for name, table in tables.items():
            if name == "guaranteed interviews" and pack.head.high_volume_reason is None:
                continue
            table.flush()
            table.buffer.seek(0)
            with packed.open(_entry(f"{name}.csv"), "w") as entry:
                while piece := table.buffer.read(1 << 16):
                    entry.write(piece)
    held.seek(0)
    return held


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the time and the machine at which it was made."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _rows(pack: Pack) -> Iterator[tuple[str, tuple]]:
    yield from _of_the_head(pack.head)
    for candidate in pack.candidates:
        yield from _of_a_candidate(candidate)


def _of_the_head(head: Head) -> Iterator[tuple[str, tuple]]:
    yield "vacancy", ("title", head.title)
    yield "vacancy", ("reference", head.reference)
    yield "vacancy", ("employer", head.employer)
    yield "vacancy", ("pack made", _at(head.made_at))
    yield "vacancy", ("with names", _yes(head.has_names))
    for step in head.steps:
        yield "vacancy", (step.step.replace("_", " "), _at(step.at))
    if head.high_volume_reason:
        yield "vacancy", ("why not every guaranteed interview was given", head.high_volume_reason)
    for points, words, met in head.scale.points:
        yield "scale", (points, words, _yes(met))
    for c in head.criteria:
        yield "criteria", tuple(vars(c).values())
    for member in head.panel:
        yield from _of_a_member(member)
    for act in head.history:
        yield "history", (_at(act.at), act.act, act.in_words, act.by, act.reason)


def _of_a_member(member) -> Iterator[tuple[str, tuple]]:
    key = member.key
    seated = (_at(member.seated_at), _at(member.removed_at))
    yield "panel", (key, member.name, member.role, *seated, member.dealt)
    for said in member.declarations:
        yield "declarations", (key, said.conflict, said.in_words, said.explanation, _at(said.at))
    for one in member.recognised:
        yield "recognised", (key, one.candidate, _at(one.at))
    for card in member.cards:
        times = (_at(card.started_at), _at(card.submitted_at))
        yield "cards", (key, card.version, *times, card.reopened_by, card.reopened_because, card.superseded)


def _of_a_candidate(candidate: Candidate) -> Iterator[tuple[str, tuple]]:
    label, total = candidate.label, candidate.total
    standing = (candidate.place, _yes(candidate.is_tied), _yes(candidate.meets_essentials))
    figures = (alike([total])[0], total.numerator, total.denominator)
    lacking = (", ".join(candidate.unmet), ", ".join(candidate.not_acknowledged))
    who = (label, candidate.name, candidate.reference)
    yield "ranking", (*who, *standing, *lacking, *figures, _yes(candidate.has_withdrawn))
    for line in candidate.products:
        product = (line.product.numerator, line.product.denominator)
        yield "sums", (label, line.criterion, line.points, line.out_of, line.weight, line.basis, *product)
    for given in candidate.scores:
        said = (given.points, given.note, _at(given.saved_at), given.superseded)
        yield "scores", (label, given.criterion, given.member, given.version, *said)
    for one in candidate.agreed:
        said = (one.points, one.out_of, one.in_words, one.note, one.by)
        ended = (_at(one.superseded_at), one.taken_back_because)
        yield "agreed", (label, one.criterion, *said, _at(one.at), *ended)
    yield from _of_the_outcome(candidate)
    for look in candidate.looks:
        yield "views", (label, look.member, look.times, _at(look.first_at), _at(look.last_at))


def _of_the_outcome(candidate: Candidate) -> Iterator[tuple[str, tuple]]:
    label = candidate.label
    for one in candidate.decisions:
        how = (one.by, _at(one.at), _yes(one.in_batch), _yes(one.stands))
        yield "decisions", (label, one.in_words, one.reserve_place, *how)
    for guarantee in candidate.guarantees or ():
        yield "guaranteed interviews", (label, guarantee.by, _at(guarantee.at), _at(guarantee.ended_at))
    for told in candidate.told:
        yield "told", (label, "in their account", told.in_words, _at(told.at), told.by, "", "")
    for email in candidate.emails:
        yield (
            "told",
            (label, "by email", email.what, _at(email.queued_at), "", email.state, _at(email.sent_at)),
        )
    if candidate.feedback:
        given = candidate.feedback
        when = (_at(given.asked_at), _at(given.released_at), given.released_by)
        for criterion, words in given.notes or (("", ""),):
            yield "feedback", (label, *when, criterion, words)


def _at(instant) -> str:
    return instant.isoformat() if instant else ""


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"
