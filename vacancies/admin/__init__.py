"""The recruiter's desk: vacancies, what hangs on them, and the emails about them."""

from vacancies.admin.emails import VacancyEmailAdmin
from vacancies.admin.pay_scales import PayScaleAdmin
from vacancies.admin.today import closing_soon
from vacancies.admin.vacancy import VacancyAdmin

__all__ = ["PayScaleAdmin", "VacancyAdmin", "VacancyEmailAdmin", "closing_soon"]
