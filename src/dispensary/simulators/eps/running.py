"""Starting and stopping the simulator: in this process, or as its own."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from dispensary.simulators.eps.demo import DEMO_ODS, load_demo
from dispensary.simulators.eps.faults import Rule, read_script
from dispensary.simulators.eps.loading import load_folder
from dispensary.simulators.eps.server import EpsServer
from dispensary.simulators.eps.spine import Spine

_START_SECONDS = 60
_STOP_SECONDS = 10


class SimulatorFailed(Exception):
    """The simulator's process did not start; the message is what it said."""


def serve(
    *,
    port: int = 0,
    load: Path | None = None,
    faults: Path | None = None,
    state: Path | None = None,
    ods: str = DEMO_ODS,
    ready: Callable[[int], None],
    watch_stdin: bool = False,
) -> None:
    """Runs the simulator on 127.0.0.1 until SIGTERM or ctrl-C; `ready` gets the port once it listens.

    `load` is a folder of prescription orders; without it the demonstration prescriptions, nominated to `ods`, are
    there. A `state` file that exists wins over both. With `watch_stdin` it also stops when standard input ends,
    which is when the process that started it is gone. Raises UnknownFault, OSError.
    """
    rules: list[Rule] = read_script(faults.read_bytes()) if faults else []
    spine = Spine(file=state)
    if not spine.was_restored:
        _fill(spine, load, ods)
    ended = threading.Event()
    with EpsServer(port, spine, rules) as server, _signals(ended):
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        serving.start()
        if watch_stdin:
            threading.Thread(target=_wait_for_end, args=(sys.stdin.fileno(), ended), daemon=True).start()
        ready(server.port)
        try:
            while not ended.wait(0.5):
                pass
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()
            serving.join()


def _fill(spine: Spine, load: Path | None, ods: str) -> None:
    if load is None:
        load_demo(spine, ods=ods)
        return
    report = load_folder(spine, load)
    for name, problem in (report.unreadable | report.refused).items():
        print(f"{name}: {problem}", file=sys.stderr)
    print(f"{report.accepted} prescriptions loaded from {load}.", file=sys.stderr)


@contextlib.contextmanager
def _signals(ended: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: ended.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _wait_for_end(descriptor: int, ended: threading.Event) -> None:
    # Not through sys.stdin: its lock, held by a waiting thread, would abort the interpreter on its way out.
    while os.read(descriptor, 4096):
        pass
    ended.set()


class RunningSimulator:
    """The simulator in a process of its own. Leaving the `with` block stops it; so does the end of this process."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    @property
    def url(self) -> str:
        """The base address of the dispensing API."""
        return f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Ends the process and waits for it. Harmless if it is gone."""
        if self.process.stdin:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def kill(self) -> None:
        """Ends the process as a power cut would."""
        self.process.kill()
        self.process.wait()
        self.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(
    *,
    port: int = 0,
    load: Path | None = None,
    faults: Path | None = None,
    state: Path | None = None,
    ods: str = DEMO_ODS,
) -> RunningSimulator:
    """Starts the simulator as a process of its own and waits until it listens. Raises SimulatorFailed."""
    command = [sys.executable, "-m", "dispensary.simulators.eps", "--port", str(port), "--ods", ods, "--watch-stdin"]
    for option, path in (("--load", load), ("--faults", faults), ("--state", state)):
        if path is not None:
            command += [option, str(path)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    line = _first_line(process)
    try:
        return RunningSimulator(process, int(json.loads(line)["port"]))
    except (ValueError, KeyError):
        process.kill()
        RunningSimulator(process, 0).stop()
        raise SimulatorFailed(f"The EPS simulator did not start. It said: {line.decode(errors='replace')}") from None


def _first_line(process: subprocess.Popen[bytes]) -> bytes:
    stdout = process.stdout
    if stdout is None:
        return b""
    watch = threading.Timer(_START_SECONDS, process.kill)
    watch.start()
    try:
        return stdout.readline()
    finally:
        watch.cancel()
        watch.join()
