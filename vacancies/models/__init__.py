"""Everything that is true of a post before anyone applies."""

from vacancies.models.alerts import SavedSearch
from vacancies.models.amendment import Amendment
from vacancies.models.asked_documents import AskedDocument
from vacancies.models.documents import SupportingDocument
from vacancies.models.imported import ImportedAdvert
from vacancies.models.late_entry import LateEntryCode
from vacancies.models.panel import PanelMember
from vacancies.models.pay_scales import BandFigures, PayScale, SupplementFigures
from vacancies.models.places import Location, place_in_words
from vacancies.models.specification import Criterion, PreApplicationQuestion
from vacancies.models.together import ActTogether, Step
from vacancies.models.vacancy import Vacancy

__all__ = [
    "ActTogether",
    "Amendment",
    "AskedDocument",
    "BandFigures",
    "Criterion",
    "ImportedAdvert",
    "LateEntryCode",
    "Location",
    "PanelMember",
    "PayScale",
    "PreApplicationQuestion",
    "SavedSearch",
    "Step",
    "SupplementFigures",
    "SupportingDocument",
    "Vacancy",
    "place_in_words",
]
