"""What each page of an application keeps, and where: facts, so that a page can be summed up and taken over.

A page that may be copied stands here; its questions stand in forms/. Evidence is kept criterion by criterion
and has no line.
"""

from dataclasses import dataclass

from applicants.applying.pages import Name


@dataclass(frozen=True)
class Contents:
    """`columns` of the application itself, and `rows` by the name under which an application knows them."""

    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()


CONTENTS = {
    Name.DETAILS: Contents(columns=("first_name", "last_name", "address", "postcode", "phone")),
    Name.RIGHT_TO_WORK: Contents(columns=("right_to_work",)),
    Name.QUALIFICATIONS: Contents(rows=("qualifications",)),
    Name.REGISTRATION: Contents(
        columns=("registration", "registration_body", "registration_number", "registration_ends_on")
    ),
    Name.TRAINING: Contents(rows=("training",)),
    Name.EMPLOYMENT: Contents(rows=("employment", "explained_gaps")),
    Name.STATEMENT: Contents(columns=("statement",)),
    Name.REFEREES: Contents(rows=("referees",)),
}
