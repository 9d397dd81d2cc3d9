"""The decision pack as JSON: docs/decision-pack.md describes every key. One candidate a line."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from fractions import Fraction

from applicants.shortlisting.packing.parts import FORMAT, RULE, VERSION, Candidate, Head, Pack
from applicants.shortlisting.ranking import alike


def lines(pack: Pack) -> Iterator[str]:
    """The document piece by piece; no more than one candidate of it is held at a time."""
    yield json.dumps(_head(pack.head), default=_plain)[:-1] + ', "candidates": ['
    before = "\n"
    for candidate in pack.candidates:
        yield before + json.dumps(_candidate(candidate, pack.head), default=_plain)
        before = ",\n"
    yield "\n]}\n"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Fraction):
        return {"numerator": value.numerator, "denominator": value.denominator, "shown": alike([value])[0]}
    raise TypeError(type(value))


def _head(head: Head) -> dict:
    scale = head.scale
    points = [{"points": n, "in_words": words, "is_met": met} for n, words, met in scale.points]
    document = {
        "format": FORMAT,
        "version": VERSION,
        "made_at": head.made_at,
        "names": head.has_names,
        "rule": RULE,
        "vacancy": {"title": head.title, "reference": head.reference, "employer": head.employer},
        "steps": {step.step: step.at for step in head.steps},
        "scale": {
            "lowest": scale.lowest,
            "highest": scale.highest,
            "met_from": scale.met_from,
            "points": points,
        },
        "names_after": head.names_after,
        "scorers_each": head.scorers_each,
        "criteria": [asdict(criterion) for criterion in head.criteria],
        "panel": [asdict(member) for member in head.panel],
        "history": [asdict(act) for act in head.history],
    }
    if head.high_volume_reason is not None:
        document["high_volume_reason"] = head.high_volume_reason
    return document


def _candidate(candidate: Candidate, head: Head) -> dict:
    """What this pack does not tell is not there, instead of being empty."""
    row = {name: value for name, value in vars(candidate).items() if value is not None or name in ALWAYS}
    for name in PARTS:
        if name in row:
            # Not asdict: these are flat, there are tens of thousands of them, and it copies every value.
            row[name] = [dict(vars(part)) for part in row[name]]
    for line, product in zip(row["products"], candidate.products, strict=True):
        line["product"] = product.product
    if candidate.feedback:
        notes = [{"criterion": key, "words": words} for key, words in candidate.feedback.notes]
        row["feedback"] = {**asdict(candidate.feedback), "notes": notes}
    if not head.tells_outcomes:
        for line in (*row["told"], *row["emails"]):
            line.pop("what")
            line.pop("in_words", None)
    return row


ALWAYS = ("place", "meets_essentials", "feedback")
PARTS = ("products", "scores", "agreed", "decisions", "told", "emails", "looks", "guarantees")
