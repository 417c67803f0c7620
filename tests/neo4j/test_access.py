"""Credentials, and every way in which a server can be out of reach, each in one line that says what to do."""

import os
import pty
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import neo4j
import pytest
from support.neo4j_server import Neo4jServer, Unavailable, free_port
from support.papers import records
from support.services import missing

from kg.build import build
from kg.errors import UserError
from kg.store import neo4j_access, open_store

KG = Path(sys.executable).with_name("kg")
PASSWORD = "correct horse battery"
VARIABLES = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE", "KG_STORE")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """No credentials in the environment, and no .env in the working folder."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory):
    """A server that wants a password, offers TLS with a certificate nobody knows, and keeps its data as they are."""
    if not shutil.which("openssl"):
        missing("openssl is missing (Debian: apt-get install openssl)")
    home = tmp_path_factory.mktemp("guarded")
    keys = home / "certificates"
    keys.mkdir()
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
    files = ["-keyout", str(keys / "private.key"), "-out", str(keys / "public.crt")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *files, *subject]
    subprocess.run(command, check=True, capture_output=True)
    settings = {
        "dbms.security.auth_enabled": "true",
        "server.bolt.tls_level": "OPTIONAL",
        "dbms.ssl.policy.bolt.enabled": "true",
        "dbms.ssl.policy.bolt.base_directory": str(keys),
        "dbms.ssl.policy.bolt.private_key": "private.key",
        "dbms.ssl.policy.bolt.public_certificate": "public.crt",
    }
    try:
        server = Neo4jServer(home, settings).start()
        server.stop()  # a database that may only be read must have been made before
        server.settings = {**settings, "server.databases.read_only": "neo4j"}
        server.start()
    except Unavailable as error:
        missing(str(error))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", "neo4j")
        assert "must be changed first" in refused(server.uri, create=True)
    with neo4j.GraphDatabase.driver(server.uri, auth=("neo4j", "neo4j")) as driver:
        driver.execute_query(
            "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", {"new": PASSWORD}, database_="system"
        )
    yield server
    server.kill()


def refused(address, **options):
    """The message with which an address is refused: one line, without the password."""
    with pytest.raises(UserError) as error:
        open_store(address, **options).close()
    assert error.value.exit_code == 2
    assert "\n" not in error.value.message
    assert PASSWORD not in error.value.message
    return error.value.message


def test_no_server():
    assert "no Neo4j server answers" in refused(f"bolt://127.0.0.1:{free_port()}")
    assert "no Neo4j server answers" in refused(f"neo4j://127.0.0.1:{free_port()}")


def test_no_such_host():
    assert "no Neo4j server answers at neo4j://nowhere.invalid" in refused("neo4j://nowhere.invalid")


def test_the_http_port_instead_of_the_bolt_port(neo4j_server):
    assert "Bolt port (usually 7687)" in refused(f"bolt://127.0.0.1:{neo4j_server.http_port}")


def test_a_server_too_old_to_agree_on_a_protocol():
    # Version 3 and older refuse all protocol versions that today's drivers offer, with four zero bytes.
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer():
            connection, _ = listener.accept()
            with connection:
                connection.recv(20)
                connection.sendall(b"\0\0\0\0")

        threading.Thread(target=answer, daemon=True).start()
        assert "5 or later" in refused(f"bolt://127.0.0.1:{listener.getsockname()[1]}")


@pytest.mark.parametrize(
    ("version", "supported"),
    [
        ("4.4.38", False),
        ("3.5.0", False),
        ("5.0.0", True),
        ("5.26.0", True),
        ("2025.10.1", True),
        ("5.27-aura", True),
    ],
)
def test_versions(version, supported):
    assert neo4j_access.supported(version) is supported


@pytest.mark.parametrize(
    "address", ["neo4j://neo4j:s3cret@localhost:7687", "bolt+s://:s3cret@host", "neo4j://a@b:s3cret@host:x"]
)
def test_a_password_in_the_address_is_refused_and_not_repeated(address):
    message = refused(address)
    assert "NEO4J_PASSWORD" in message
    assert "s3cret" not in message


def test_another_database(neo4j_server):
    assert "has no database 'nosuch'" in refused(neo4j_server.uri, database="nosuch")


def test_the_address_from_the_environment(neo4j_address, monkeypatch):
    assert "NEO4J_URI" in refused("neo4j")
    monkeypatch.setenv("NEO4J_URI", neo4j_address)
    with open_store("neo4j", create=True) as store:
        assert store.address == neo4j_address


def test_tls_where_there_is_none(neo4j_server):
    address = neo4j_server.uri.replace("bolt", "bolt+s")
    assert "does not answer with TLS" in refused(address)


def test_no_password_and_a_wrong_one(guarded, monkeypatch):
    assert "NEO4J_USERNAME and NEO4J_PASSWORD" in refused(guarded.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", "wrong password")
    assert "refuses the user name and password" in refused(guarded.uri)


def test_a_password_from_the_environment_and_from_a_file(guarded, monkeypatch, tmp_path):
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    open_store(guarded.uri, create=True).close()
    monkeypatch.delenv("NEO4J_PASSWORD")
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / ".env").write_text(
        f'# Aura\nNEO4J_URI="{guarded.uri}"\nexport NEO4J_USERNAME=neo4j\nNEO4J_PASSWORD="{PASSWORD}"\n'
    )
    monkeypatch.chdir(folder)
    open_store("neo4j", create=True).close()


def test_a_password_from_a_prompt_at_a_terminal(guarded):
    controller, terminal = pty.openpty()
    command = [KG, "stats", "--store", guarded.uri]
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, close_fds=True)
    os.close(terminal)
    shown = ""
    for wanted, typed in (("User name", "\n"), ("Password", PASSWORD + "\n")):
        while wanted not in shown:
            shown += os.read(controller, 4096).decode()
        os.write(controller, typed.encode())
    try:
        while part := os.read(controller, 4096).decode():
            shown += part
    except OSError:  # the terminal is gone with the process
        pass
    assert process.wait(timeout=120) == 2
    assert "there is no graph" in shown
    assert PASSWORD not in shown


def test_a_certificate_that_is_not_trusted(guarded, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    message = refused(guarded.uri.replace("bolt", "bolt+s"))
    assert "certificate" in message
    assert "bolt+ssc://" in message
    open_store(guarded.uri.replace("bolt", "bolt+ssc"), create=True).close()


def test_a_database_that_may_only_be_read(guarded, monkeypatch):
    monkeypatch.setenv("NEO4J_PASSWORD", PASSWORD)
    with open_store(guarded.uri, create=True) as store, pytest.raises(UserError, match="read-only") as error:
        build(store, records(2))
    assert "\n" not in error.value.message


def test_the_command_shows_one_line_and_exits_with_2(guarded):
    environment = {**os.environ, "NEO4J_PASSWORD": "wrong " + PASSWORD}
    command = [KG, "stats", "--store", guarded.uri]
    done = subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert PASSWORD not in done.stderr
