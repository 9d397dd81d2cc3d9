"""The decision pack as a page to print: what its template shows, worded."""

from applicants.shortlisting.packing.parts import RULE, Candidate, Pack
from applicants.shortlisting.ranking import alike

STEPS = {
    "closed": "Applications closed",
    "cards_in": "The last score card came in",
    "confirmed": "The shortlist was confirmed",
    "announced": "Everybody was told",
}


def page(pack: Pack) -> dict:
    """Goes through the pack once."""
    head = pack.head
    candidates = list(pack.candidates)
    totals = alike(candidate.total for candidate in candidates)
    return {
        "head": head,
        "rule": RULE,
        "steps": [(STEPS[step.step], step.at) for step in head.steps],
        "criteria": {criterion.key: criterion for criterion in head.criteria},
        "candidates": [
            _candidate(candidate, total) for candidate, total in zip(candidates, totals, strict=True)
        ],
    }


def _candidate(candidate: Candidate, total: str) -> dict:
    outcome = next((one for one in candidate.decisions if one.stands), None)
    return {
        "about": candidate,
        # What the part of the page is called in its own address.
        "anchor": candidate.label.lower().replace(" ", "-"),
        "place": _place(candidate),
        "total": total,
        "sums": list(zip(candidate.products, alike(p.product for p in candidate.products), strict=True)),
        "outcome": outcome.in_words if outcome else "Not decided",
        "counting": [given for given in candidate.scores if not given.superseded],
        "superseded": [given for given in candidate.scores if given.superseded],
    }


def _place(candidate: Candidate) -> str:
    if candidate.place is None:
        return "Withdrew"
    return f"{candidate.place}=" if candidate.is_tied else str(candidate.place)
