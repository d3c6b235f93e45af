"""The simulator as its own process: it says its port, survives being killed, and leaves nothing running."""

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from dispensary.simulators.eps import SimulatorFailed, serve, start


@pytest.fixture
def orders(tmp_path, write):
    folder = tmp_path / "orders"
    folder.mkdir()
    for number in range(1, 4):
        (folder / f"{number}.json").write_text(
            json.dumps(write(number, signed=datetime.now(UTC) - timedelta(days=1))), encoding="utf-8"
        )
    return folder


def test_killed_without_warning_it_comes_back_with_every_message_and_every_answer(tmp_path, orders, wire):
    """kill -9 after the release and during a notification whose answer never came."""
    state = tmp_path / "eps.json"
    with httpx.Client(timeout=20) as client:
        with start(load=orders, state=state) as first:
            pharmacy = wire.Dispenser(first.url, client=client)
            release, release_id = pharmacy.release_message(), wire.new_id()
            answer = pharmacy.post("/FHIR/R4/Task/$release", release, release_id)
            held = wire.passed(answer)[0]
            message, message_id = pharmacy.notification_message(held, "0006", ["0001"]), wire.new_id()
            with pytest.raises(httpx.TransportError):
                pharmacy.post("/FHIR/R4/$process-message", message, message_id, X_Sim_Fault="reset-after")
            first.kill()
        with start(load=orders, state=state) as second:
            pharmacy.url = second.url
            assert pharmacy.post("/FHIR/R4/Task/$release", release, release_id).content == answer.content
            assert pharmacy.post("/FHIR/R4/$process-message", message, message_id).status_code == 200
            assert [entry["act"] for entry in pharmacy.state()["log"]] == ["release", "notification"]
            assert pharmacy.claim(held, ["0001"]).status_code == 200
            assert wire.code(pharmacy.release()) == "NO_MORE_PRESCRIPTIONS"
        assert second.process.returncode == 0


def test_a_fault_script_from_a_file_and_orders_that_cannot_be_read(tmp_path, orders, wire):
    (orders / "broken.json").write_text("{", encoding="utf-8")
    script = tmp_path / "faults.json"
    script.write_text('{"faults": [{"on": "release", "nth": 1, "fault": "503"}]}', encoding="utf-8")
    with start(load=orders, faults=script) as running, httpx.Client(timeout=20) as client:
        pharmacy = wire.Dispenser(running.url, client=client)
        assert pharmacy.release().status_code == 503
        assert len(wire.passed(pharmacy.release())) == 3


def test_it_ends_when_the_process_that_started_it_ends(orders):
    """The starter dies without a word; the end of its pipe is all the simulator is told."""
    starter = (
        "import os, sys; from pathlib import Path; from dispensary.simulators.eps import start;"
        "running = start(load=Path(sys.argv[1])); print(running.process.pid, flush=True); os._exit(1)"
    )
    command = [sys.executable, "-c", starter, str(orders)]
    said = subprocess.run(command, capture_output=True, check=False, timeout=60)
    pid = int(said.stdout)
    assert _is_gone(pid)


def _is_gone(pid: int) -> bool:
    """Waits for a process that is not our child, through the pipe of a shell-free poll on its existence."""
    gone = threading.Event()
    for _ in range(400):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        if _is_zombie(pid):
            return True
        gone.wait(0.05)
    os.kill(pid, signal.SIGKILL)
    return False


def _is_zombie(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as status:
            return status.read().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_sigterm_is_a_clean_end(orders):
    with start(load=orders) as running:
        running.process.terminate()
        assert running.process.wait(20) == 0


def test_what_it_cannot_follow_it_says_instead_of_starting(tmp_path, capfd):
    script = tmp_path / "faults.json"
    script.write_text('{"faults": [{"on": "release", "nth": 1, "fault": "gremlins"}]}', encoding="utf-8")
    with pytest.raises(SimulatorFailed):
        start(faults=script)
    assert "There is no fault named gremlins" in capfd.readouterr().err


def test_serve_in_this_process_says_its_port_and_answers(orders, capfd):
    """On a thread, as a command line would run it on its main thread; ended through standard input."""
    ports: list[int] = []
    listening = threading.Event()

    def ready(port: int) -> None:
        ports.append(port)
        listening.set()

    reader, writer = os.pipe()
    with open(reader, "rb") as end, open(writer, "wb") as start_of_pipe:
        stdin = sys.stdin
        sys.stdin = end
        try:
            running = threading.Thread(target=serve, kwargs={"load": orders, "ready": ready, "watch_stdin": True})
            running.start()
            assert listening.wait(30)
            health = httpx.get(f"http://127.0.0.1:{ports[0]}/_sim/health")
            assert health.json()["status"] == "ready"
        finally:
            start_of_pipe.close()
            running.join(20)
            sys.stdin = stdin
    assert not running.is_alive()
    assert "3 prescriptions loaded" in capfd.readouterr().err
