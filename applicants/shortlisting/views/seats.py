"""How every panel page finds out whose page it is."""

from django.http import Http404

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.queries import Seat

NOT_FOUND = "There is no such page."


def seat_or_404(request, pk: int, *, counted: bool = True, with_criteria: bool | None = None) -> Seat:
    """The signed-in person's place on this panel. Others learn not even that the vacancy exists.

    A page that shows an application shows it where `seat.may_read`: after the declaration, not before.
    """
    seat = queries.seat(request.user, pk, counted=counted, with_criteria=with_criteria)
    if seat is None:
        raise Http404(NOT_FOUND)
    if seat.may_read and (seat.unlabelled or (counted and queries.waits_to_be_dealt(seat))):
        blinding.prepare(seat.member)
        return queries.seat(request.user, pk, counted=counted, with_criteria=with_criteria) or seat
    return seat


def chairs_seat_or_404(request, pk: int) -> Seat:
    seat = seat_or_404(request, pk)
    if not seat.is_chair:
        raise Http404(NOT_FOUND)
    return seat
