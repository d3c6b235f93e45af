"""The command line over a store of several counters."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import a_patient, a_prescription, received, workplace
from tests.postgres import PASSWORD, Cluster

from dispensary import bootstrap
from dispensary.adapters.store.postgres import open_postgres
from dispensary.cli.main import run
from dispensary.keeping.home import Home
from dispensary.keeping.shared import workstation_name

Answer = tuple[int, str, str]
Do = Callable[..., Answer]


@pytest.fixture
def do(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Do:
    """One command in this process, as Counter 2, in an empty home."""
    monkeypatch.setenv("DISPENSARY_HOME", str(tmp_path))
    monkeypatch.setenv("DISPENSARY_WORKSTATION", "Counter 2")
    monkeypatch.delenv("DISPENSARY_STORE_URL", raising=False)

    def ask(*words: str, shared: str = "") -> Answer:
        if shared:
            monkeypatch.setenv("DISPENSARY_STORE_URL", shared)
        capsys.readouterr()
        code = run(words, bootstrap.services())
        said = capsys.readouterr()
        assert PASSWORD not in said.out + said.err
        return code, said.out, said.err

    return ask


@pytest.fixture
def furnished(store_url: str, tmp_path: Path) -> str:
    store = open_postgres(store_url, "Counter 1")
    patient = a_patient()
    received(workplace(tmp_path, store=store), a_prescription(patient=patient), patient)
    store.close()
    return store_url


def test_commands_work_on_the_shared_store_by_option_and_by_setting(do: Do, furnished: str) -> None:
    code, out, err = do("worklist", "--store-url", furnished)
    assert (code, err) == (0, "")
    assert [row["patient"] for row in json.loads(out)] == ["Mrs Beryl Hartnoll"]
    code, out, _ = do("journal", "verify", shared=furnished)
    assert (code, json.loads(out)["ok"]) == (0, True)
    code, out, _ = do("doctor", "--json", shared=furnished)
    assert code == 0
    assert {"part": "store", "ok": True, "state": "opens"} in json.loads(out)


def test_the_journal_names_the_counter(do: Do, furnished: str) -> None:
    code, _, _ = do("eps", "release", "--url", "http://127.0.0.1:1", shared=furnished)
    assert code == 4
    store = open_postgres(furnished, "Counter 1")
    with store.read() as uow:
        assert {entry.workstation for entry in uow.journal.entries()} == {"Counter 2"}
    store.close()


@pytest.mark.parametrize("command", [("worklist",), ("journal", "verify"), ("eps", "deliver"), ()])
def test_a_server_that_is_not_well_is_said_in_words_with_the_code_for_it(
    do: Do, server: Cluster, migrated: str, command: tuple[str, ...]
) -> None:
    for url, words in (
        (server.url("nowhere"), "no database of that name"),
        (server.url(migrated, password="wrong"), "did not accept"),
        (f"postgresql://pharmacy:{PASSWORD}@127.0.0.1:1/x", "cannot be reached"),
        (f"mysql://pharmacy:{PASSWORD}@127.0.0.1/x", "address of the store cannot be read"),
    ):
        code, out, err = do(*command, shared=url)
        assert (code, out) == (4, "")
        assert words in err


def test_a_counter_is_called_as_the_setting_says_or_as_its_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Home(tmp_path)
    monkeypatch.setenv("DISPENSARY_WORKSTATION", "Bench by the window")
    assert workstation_name(home) == "Bench by the window"
    monkeypatch.delenv("DISPENSARY_WORKSTATION")
    monkeypatch.setattr("platform.node", lambda: "till-2")
    assert workstation_name(home) == "till-2"
