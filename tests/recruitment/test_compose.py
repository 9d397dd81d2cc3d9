"""The production image and docker-compose.yml, held against Compose's schema and our settings."""

import json
import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import jsonschema
import pytest
import yaml

from recruitment import keeper
from tests.recruitment.test_settings import CHECKOUT, PRODUCTION, environment, load, variables_read

__all__ = ["environment"]
SCHEMA = Path(__file__).parent / "compose_spec" / "compose-spec.json"
ASKED_FOR = {
    name: PRODUCTION[name]
    for name in ("SECRET_KEY", "MONITORING_KEY", "ALLOWED_HOSTS", "SITE_URL", "DEFAULT_FROM_EMAIL")
}
ASKED_FOR |= {"POSTGRES_PASSWORD": "letters4and9digits", "WEB_POSTGRES_PASSWORD": "others5and8"}
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?:(?P<sign>:[-?])(?P<words>[^}]*))?\}")


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def ours(compose):
    return {name: service for name, service in compose["services"].items() if "build" in service}


def filled_in(text: str) -> str:
    """As Compose would, with what it asks for and nothing that it does not."""
    return VARIABLE.sub(
        lambda m: ASKED_FOR.get(m["name"]) or (m["words"] if m["sign"] == ":-" else pytest.fail(m["words"])),
        text,
    )


def test_it_follows_the_compose_schema(compose):
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(compose)


def test_the_schema_would_notice():
    wrong = {"services": {"web": {"image": "x", "enviroment": {}}}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(wrong)


def test_it_has_every_part_of_the_service(compose, ours):
    assert set(ours) == {"web", "worker", "beat", "migrate"}
    assert set(compose["services"]) - set(ours) == {"postgres", "redis", "mailpit"}
    for name in set(compose["services"]) - {"migrate", "mailpit"}:
        assert compose["services"][name]["healthcheck"]["test"], name


def test_its_postgresql_is_the_one_the_tests_run_on(compose):
    version = subprocess.check_output([keeper.find_programs().postgres, "--version"], text=True)
    tested = re.search(r"\) (\d+)", version)[1]
    assert compose["services"]["postgres"]["image"] == f"postgres:{tested}"
    locale = compose["services"]["postgres"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    assert locale == keeper.LOCALE


def test_its_redis_forgets_nothing(compose):
    command = " ".join(compose["services"]["redis"]["command"])
    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_every_variable_is_one_the_settings_know(ours):
    for service in ours.values():
        assert set(service["environment"]) <= variables_read()


def test_what_is_secret_or_has_no_good_default_is_asked_for_in_words():
    found = [m.groupdict() for m in VARIABLE.finditer((CHECKOUT / "docker-compose.yml").read_text())]
    asked = {each["name"]: each["words"] for each in found if each["sign"] == ":?"}
    assert set(asked) == set(ASKED_FOR)
    assert all(words.startswith(f"Set {name} to ") for name, words in asked.items())
    assert all(each["sign"] for each in found)


def test_production_starts_with_what_it_is_given(ours, environment):
    variables = {name: filled_in(value) for name, value in ours["web"]["environment"].items()}
    assert load(environment, **variables)["PRODUCTION"]


def test_every_part_gets_the_same_settings_and_only_the_migrations_the_owners_login(ours):
    assert ours["migrate"]["environment"].pop("MIGRATION_DATABASE_URL").startswith("postgres://recruitment:")
    assert len({json.dumps(service["environment"]) for service in ours.values()}) == 1
    assert "//recruitment_web:" in ours["web"]["environment"]["DATABASE_URL"]


def test_the_image_holds_every_package_of_ours():
    packages = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "root_packages"
    ]
    dockerfile, allowed = (CHECKOUT / "Dockerfile").read_text(), (CHECKOUT / ".dockerignore").read_text()
    for name in [*packages, "templates", "static"]:
        assert f"COPY {name} {name}\n" in dockerfile
        assert f"!{name}\n" in allowed


def test_its_static_files_are_collected_without_anything_of_development(tmp_path):
    """The build's own line, with every package refused that requirements.txt does not name."""
    dockerfile = (CHECKOUT / "Dockerfile").read_text()
    step = re.search(
        r"^RUN (SECRET_KEY.*?)python manage.py (collectstatic.*?)$", dockerfile, re.DOTALL | re.MULTILINE
    )
    variables = dict(word.split("=", 1) for word in step[1].split() if "=" in word)
    program = f"""
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {only_for_development()!r}:
            raise ImportError(name + " is not in the image")
sys.meta_path.insert(0, Refuse())
sys.argv = ["manage.py", *{step[2].split()!r}]
import manage
manage.main()
import recruitment.urls, recruitment.celery
recruitment.celery.app.loader.import_default_modules()
"""
    environment = {"PATH": os.environ["PATH"], "STATIC_ROOT": str(tmp_path / "static"), **variables}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=CHECKOUT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "static" / "staticfiles.json").exists()


def only_for_development() -> set[str]:
    """The modules of every installed package that production does not install."""
    pinned = re.findall(r"^([\w.-]+)==", (CHECKOUT / "requirements.txt").read_text(), re.MULTILINE)
    production = {plain(name) for name in pinned}
    return {
        module
        for module, owners in metadata.packages_distributions().items()
        if not production & {plain(owner) for owner in owners}
        and module not in {"recruitment", "__pycache__"}
    } - {"pip", "setuptools", "_distutils_hack", "pkg_resources"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
