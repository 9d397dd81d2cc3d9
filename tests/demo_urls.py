"""The URLs as the demo has them: with the pages of its mail sink.

Import this, rather than name it, so that the project's own URLs are made before a test sets MAIL_SINK_DIR.
"""

from recruitment.urls import DEMO_MAIL, urlpatterns

urlpatterns = [*urlpatterns, *DEMO_MAIL]
