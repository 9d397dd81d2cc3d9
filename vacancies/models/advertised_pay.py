"""The pay of a vacancy: as it was advertised, or worked out while it is a draft."""

from decimal import Decimal

from vacancies import advertised_pay
from vacancies.advertised_pay import Advertised
from vacancies.models import pay_scales
from vacancies.status import UNPUBLISHED

STORED = ("pay_from", "pay_to", "pay_shown")


class AdvertisedPay:
    """The paying half of `Vacancy`: reads what publishing has fixed in the row."""

    @property
    def salary_range(self) -> tuple[Decimal, Decimal] | None:
        """Pounds a year, full time with the supplement, from and to; None where no figure is known."""
        if self.pay_shown:
            return None if self.pay_from is None else (self.pay_from, self.pay_to)
        worked_out = self.work_out_pay().full_time
        return worked_out and (worked_out.lowest, worked_out.highest)

    @property
    def pay_in_words(self) -> str:
        """£27,485 to £30,162 a year; "" where nothing is known."""
        return self.pay_shown or self.work_out_pay().words

    def work_out_pay(self) -> Advertised:
        """By today's terms and scales. Asks the database for its scales only for what is not published yet.

        What was published before pay was kept in the row goes by the shipped scales, so that no list
        asks a question for each of its lines.
        """
        if self.status in UNPUBLISHED:
            return advertised_pay.advertise(self, pay_scales.in_force())
        return advertised_pay.advertise(self)

    def fix_pay(self) -> tuple[str, ...]:
        """Write what the advert says of pay into the row's columns, without saving; their names.

        For publishing, and for every later change of the terms or the closing time.
        """
        worked_out = advertised_pay.advertise(self, pay_scales.in_force())
        whole = worked_out.full_time
        self.pay_from, self.pay_to = (whole.lowest, whole.highest) if whole else (None, None)
        self.pay_shown = worked_out.words
        return STORED

    def explain_pay(self) -> list[str]:
        """The sums and doubts behind the pay, a sentence each, for the recruiter."""
        if not self.pay_shown:
            return advertised_pay.for_the_recruiter(self, self.work_out_pay())
        stored = self.salary_range and advertised_pay.pay.Range(*self.salary_range)
        return advertised_pay.for_the_recruiter(self, Advertised(stored or None, self.pay_shown))
