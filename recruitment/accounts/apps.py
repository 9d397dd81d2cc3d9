"""Django's view of accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who people are, whom they work for, and how they sign in."""

    name = "recruitment.accounts"
    verbose_name = "People and employers"
