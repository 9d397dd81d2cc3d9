"""The acts on a vacancy as pages of the desk: each says what will happen and to whom, asks, and acts."""

from django.urls import path

from vacancies.desk.amending import AmendingPages
from vacancies.desk.approving import ApprovingPages
from vacancies.desk.closing import ClosingPages
from vacancies.desk.ending import EndingPages
from vacancies.desk.history import HistoryPage
from vacancies.desk.importing import ImportPages
from vacancies.desk.publishing import PublishingPages


class ActsOnVacancies(
    ImportPages,
    ApprovingPages,
    PublishingPages,
    AmendingPages,
    ClosingPages,
    EndingPages,
    HistoryPage,
):
    """The pages behind the buttons of a vacancy; mixed into its ModelAdmin."""

    def get_urls(self):
        acts = {
            "send": self.send_page,
            "approve": self.approve_page,
            "send_back": self.send_back_page,
            "publish": self.publish_page,
            "take_back": self.take_back_page,
            "preview": self.preview_page,
            "amend": self.amend_page,
            "close": self.close_page,
            "extend": self.extend_page,
            "withdraw": self.withdraw_page,
            "readvertise": self.readvertise_page,
            "archive": self.archive_page,
            "unarchive": self.unarchive_page,
        }
        return [
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"vacancies_vacancy_{name}")
                for name, page in acts.items()
            ),
            *super().get_urls(),
        ]
