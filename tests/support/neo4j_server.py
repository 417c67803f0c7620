"""A real Neo4j Community server with the real Neo4j Browser, cypher-shell and neo4j-admin beside it.

``tests/neo4j/server/pom.xml`` lists the libraries. They are fetched once by Maven into the user's cache
folder and run from there; nothing is installed. Each server has a home folder of its own and random ports.
"""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import neo4j

POM = Path(__file__).parents[1] / "neo4j" / "server" / "pom.xml"
START_TIMEOUT = 600  # seconds; a start takes about 8 s on an idle core, minutes on a crowded one
DOWNLOAD_TIMEOUT = 900  # seconds


class Unavailable(Exception):
    """A server cannot be started here; the message says what is missing."""


def cache_folder() -> Path:
    """Where the libraries are kept between runs: ``KG_TEST_CACHE`` or the platform's cache folder."""
    if given := os.environ.get("KG_TEST_CACHE"):
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    return base / "kg-tests"


def libraries() -> Path:
    """The folder with all jars, fetched when this version of the pom has not been fetched before.

    Raises:
        Unavailable: Java or Maven is missing, or the download failed.
    """
    if not shutil.which("java"):
        raise Unavailable("Java is missing (Debian: apt-get install maven)")
    folder = cache_folder() / f"neo4j-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}"
    if folder.is_dir():
        return folder
    if not shutil.which("mvn"):
        raise Unavailable("Maven is missing (Debian: apt-get install maven)")
    folder.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix="fetching-", dir=folder.parent))
    command = [
        "mvn",
        "-B",
        "-q",
        "-f",
        str(POM),
        "dependency:copy-dependencies",
        f"-DoutputDirectory={partial}",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_TIMEOUT, check=False)
        if done.returncode:
            raise Unavailable(
                f"Maven could not fetch the Neo4j libraries: {(done.stdout + done.stderr)[-500:]}"
            )
        partial.rename(folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        if not folder.is_dir():  # a test run beside this one may have been faster
            raise Unavailable(f"Maven could not fetch the Neo4j libraries: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def java(main: str, *arguments: str, memory: str = "500m", options: Sequence[str] = ()) -> list[str]:
    """The command line that runs a main class of the libraries."""
    return ["java", f"-Xmx{memory}", *options, "-cp", str(libraries() / "*"), main, *arguments]


# Tests start many short runs: the quick compiler alone and the plainest collector start fastest.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


@dataclass
class Neo4jServer:
    """One server process over one home folder.

    Attributes:
        home: its folder; a second start on the same folder serves the same data.
        settings: more lines of ``neo4j.conf``.
        memory: heap of the Java machine.
        options: options of the Java machine.
        plugins: jars, by the start of their names, that are loaded as plugins.
    """

    home: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    memory: str = "700m"
    options: Sequence[str] = QUICK
    plugins: Sequence[str] = ()
    bolt_port: int = field(default_factory=free_port)
    http_port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def uri(self) -> str:
        """The address for drivers."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def browser_url(self) -> str:
        """The address of Neo4j Browser, which connects to this server."""
        return f"http://127.0.0.1:{self.http_port}/browser/?connectURL={self.uri}"

    def start(self) -> "Neo4jServer":
        """Start the server and return when it answers.

        Raises:
            Unavailable: libraries are missing.
            RuntimeError: the server ended or did not answer in time.
        """
        self._configure()
        command = java(
            "org.neo4j.server.CommunityEntryPoint",
            f"--home-dir={self.home}",
            f"--config-dir={self.home / 'conf'}",
            memory=self.memory,
            options=self.options,
        )
        with open(self.home / "console.log", "ab") as console:
            self.process = subprocess.Popen(
                command, stdout=console, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )
        self._wait()
        return self

    def kill(self) -> None:
        """End the server as a power cut would: SIGKILL."""
        process, self.process = self.process, None
        if process:
            process.kill()
            process.wait()

    def stop(self) -> None:
        """End the server as an administrator does."""
        process, self.process = self.process, None
        if process:
            process.terminate()
            process.wait()

    def run(self, cypher: str, **parameters: object) -> list[dict[str, object]]:
        """Run one statement as another application would, past kg."""
        with neo4j.GraphDatabase.driver(self.uri) as driver:
            return [record.data() for record in driver.execute_query(cypher, **parameters).records]

    def empty(self) -> None:
        """Remove all nodes, relationships, constraints and indexes."""
        with neo4j.GraphDatabase.driver(self.uri) as driver, driver.session() as session:
            session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 500 ROWS").consume()
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 200 ROWS").consume()
            # an index that a constraint owns goes with it; the two of every new database stay
            constraints = session.run("SHOW CONSTRAINTS YIELD name").value()
            indexes = "SHOW INDEXES YIELD name, type, owningConstraint WHERE type <> 'LOOKUP' AND owningConstraint IS NULL"
            for kind, names in (("INDEX", session.run(indexes).value()), ("CONSTRAINT", constraints)):
                for name in names:
                    session.run(f"DROP {kind} `{name}` IF EXISTS").consume()

    def cypher_shell(self, *arguments: str, stdin: str | None = None) -> "subprocess.CompletedProcess[str]":
        """Run the real cypher-shell against this server."""
        command = java("org.neo4j.shell.Main", "-a", self.uri, "--non-interactive", *arguments, options=QUICK)
        return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=900, check=False)

    def admin(self, *arguments: str, folder: Path) -> "subprocess.CompletedProcess[str]":
        """Run the real neo4j-admin in a folder on this server's data, while the server is stopped."""
        self._configure()
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        command = java("org.neo4j.cli.AdminTool", *arguments, options=QUICK)
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=900, check=False
        )

    def _configure(self) -> None:
        plugins = self.home / "plugins"
        for folder in (self.home / "conf", plugins):
            folder.mkdir(parents=True, exist_ok=True)
        for jar in libraries().glob("*.jar"):
            if jar.name.startswith(tuple(self.plugins)) and not (plugins / jar.name).exists():
                shutil.copy(jar, plugins)
        settings = {
            "server.bolt.listen_address": f"127.0.0.1:{self.bolt_port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.bolt_port}",
            "server.http.listen_address": f"127.0.0.1:{self.http_port}",
            "dbms.security.auth_enabled": "false",
            "dbms.usage_report.enabled": "false",
            "server.memory.pagecache.size": "128m",
            **self.settings,
        }
        lines = "".join(f"{name}={value}\n" for name, value in settings.items())
        (self.home / "conf" / "neo4j.conf").write_text(lines, encoding="utf-8")

    def _wait(self) -> None:
        assert self.process is not None
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the Neo4j server ended: {self._log()}")
            if self._answers():
                return
            time.sleep(0.3)
        self.kill()
        raise RuntimeError(f"the Neo4j server did not answer within {START_TIMEOUT} s: {self._log()}")

    def _answers(self) -> bool:
        try:
            with neo4j.GraphDatabase.driver(self.uri, max_transaction_retry_time=0) as driver:
                driver.execute_query("RETURN 1")
        except neo4j.exceptions.AuthError:
            return True
        except (neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError):
            return False
        return True

    def _log(self) -> str:
        parts = (self.home / "console.log", self.home / "logs" / "neo4j.log")
        return "\n".join(part.read_text(encoding="utf-8")[-1500:] for part in parts if part.exists())
