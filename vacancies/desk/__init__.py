"""The acts on a vacancy as pages of the desk: each says what will happen and to whom, asks, and acts."""

from django.urls import path

from vacancies.desk.closing import ClosingPages
from vacancies.desk.importing import ImportPages
from vacancies.desk.publishing import PublishingPages


class ActsOnVacancies(ImportPages, PublishingPages, ClosingPages):
    """The pages behind the buttons of a vacancy; mixed into its ModelAdmin."""

    def get_urls(self):
        acts = {
            "publish": self.publish_page,
            "preview": self.preview_page,
            "close": self.close_page,
            "extend": self.extend_page,
        }
        return [
            *(
                path(f"<int:pk>/{name}/", self.admin_site.admin_view(page), name=f"vacancies_vacancy_{name}")
                for name, page in acts.items()
            ),
            *super().get_urls(),
        ]
