"""The history of a vacancy, in the place of Django's own."""

from vacancies import history
from vacancies.desk.asking import AsksFirst


class HistoryPage(AsksFirst):
    def history_view(self, request, object_id, extra_context=None):
        """What happened to the vacancy, in sentences, the newest first."""
        vacancy = self.get_object(request, object_id)
        return self._ask(
            request,
            "history",
            vacancy,
            title=f"History of {vacancy}",
            lines=history.lines(vacancy),
            most=history.MOST_LINES,
        )
