"""What a decision pack consists of. Everything in it is frozen, and worded or numbered for its reader.

Criteria are called C1, C2 … in the order of the person specification, members M1, M2 … as they were seated:
keys of the pack alone. What a pack may not tell is None or empty here, so that no way of writing it down can
tell it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from vacancies.scales import Scale

# Raised whenever something is taken away from the JSON or comes to mean something else.
FORMAT, VERSION = "decision-pack", 1
RULE = (
    "Only cards and scores marked as counting are used. On each scored criterion the panel's points are the "
    "agreed score that stands, or else the sum of the counting points divided by how many members gave them. "
    "The product is points divided by “out of”, times the weight of the criterion. A candidate's total is "
    "the sum of the products, as an exact fraction. An essential criterion is met when points divided by "
    "“out of” is at least its “met from”; no points are not met. Candidates who meet all essential criteria "
    "come before those who do not, and within each group the higher total comes first. Equal ones share a "
    "place, and the next place is counted on: 1, 2, 2, 4. Who withdrew has no place."
)


@dataclass(frozen=True)
class Step:
    """When the vacancy reached a step of shortlisting; None where it has not."""

    step: str
    at: datetime | None


@dataclass(frozen=True)
class Criterion:
    """One criterion that was judged at shortlisting."""

    key: str
    group: str
    text: str
    importance: str
    kind: str
    weight: int
    minimum: int | None
    met_from: int


@dataclass(frozen=True)
class Declared:
    """What a member said of conflicts of interest."""

    conflict: str
    in_words: str
    explanation: str
    at: datetime


@dataclass(frozen=True)
class Recognised:
    """A member recognised a candidate, and judged them no more."""

    candidate: str
    at: datetime


@dataclass(frozen=True)
class Card:
    """One version of a member's card. `superseded` says why it does not count: "" where it does."""

    version: int
    started_at: datetime
    submitted_at: datetime | None
    reopened_by: str
    reopened_because: str
    superseded: str


@dataclass(frozen=True)
class Member:
    """Somebody who sits on the panel or sat there."""

    key: str
    name: str
    role: str
    seated_at: datetime
    removed_at: datetime | None
    dealt: int
    declarations: tuple[Declared, ...]
    recognised: tuple[Recognised, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Act:
    """One act on the shortlisting as a whole, from the audit trail."""

    at: datetime
    act: str
    in_words: str
    by: str
    reason: str


@dataclass(frozen=True)
class ScoreGiven:
    """The points one member gave on one version of their card. `superseded`: why it does not count, or ""."""

    criterion: str
    member: str
    version: int
    points: int | None
    note: str
    saved_at: datetime
    superseded: str


@dataclass(frozen=True)
class Agreed:
    """What the panel agreed on: points divided by out_of."""

    criterion: str
    points: int
    out_of: int
    basis: str
    in_words: str
    note: str
    by: str
    at: datetime
    superseded_at: datetime | None
    taken_back_because: str


@dataclass(frozen=True)
class Product:
    """One line of the sum that makes a total."""

    criterion: str
    points: int
    out_of: int
    weight: int
    basis: str

    @property
    def product(self) -> Fraction:
        return Fraction(self.points * self.weight, self.out_of)


@dataclass(frozen=True)
class Decided:
    """An outcome as somebody chose it. `stands`: it is the last one."""

    outcome: str
    in_words: str
    reserve_place: int | None
    by: str
    at: datetime
    in_batch: bool | None
    stands: bool


@dataclass(frozen=True)
class Email:
    """One email about the decision, and how far it is."""

    what: str
    queued_at: datetime
    state: str
    sent_at: datetime | None


@dataclass(frozen=True)
class Told:
    """When somebody was told, and what."""

    what: str
    in_words: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Feedback:
    """That somebody asked for feedback, and what was released to them: (criterion, words)."""

    asked_at: datetime | None
    released_at: datetime | None
    released_by: str
    notes: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Looks:
    """How often and when a member was shown this candidate's application."""

    member: str
    times: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Guarantee:
    """A recruiter gave a guaranteed interview: for the recruiters' own pack with names alone."""

    by: str
    at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class Candidate:
    """One application with everything that was said and decided about it. `place` None: withdrawn."""

    label: str
    name: str | None
    reference: str | None
    has_withdrawn: bool
    place: int | None
    is_tied: bool
    meets_essentials: bool | None
    unmet: tuple[str, ...]
    not_acknowledged: tuple[str, ...]
    products: tuple[Product, ...]
    total: Fraction
    scores: tuple[ScoreGiven, ...]
    agreed: tuple[Agreed, ...]
    decisions: tuple[Decided, ...]
    told: tuple[Told, ...]
    emails: tuple[Email, ...]
    feedback: Feedback | None
    looks: tuple[Looks, ...]
    guarantees: tuple[Guarantee, ...] | None


@dataclass(frozen=True)
class Head:
    """Everything that is said once. `high_volume_reason` None: this pack does not tell it."""

    made_at: datetime
    has_names: bool
    tells_outcomes: bool
    title: str
    reference: str
    employer: str
    steps: tuple[Step, ...]
    scale: Scale
    names_after: str
    scorers_each: int | None
    criteria: tuple[Criterion, ...]
    panel: tuple[Member, ...]
    history: tuple[Act, ...]
    high_volume_reason: str | None
    candidates: int


@dataclass(frozen=True)
class Pack:
    """The head, and the candidates best first, which can be gone through once.

    `part` 1, 2 …: only so many of the candidates are here, `a_part` at most; None: all of them.
    """

    head: Head
    candidates: Iterator[Candidate]
    part: int | None = None
    a_part: int = 0
