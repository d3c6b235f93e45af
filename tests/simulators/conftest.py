"""A Spine with nothing in it, a pharmacy on the line to it, and the shared examples."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.simulators.eps_dispenser import (
    NOON,
    Dispenser,
    Released,
    code,
    failed,
    new_id,
    order,
    passed,
    prescription_id,
)

from dispensary.simulators.eps.faults import Rule
from dispensary.simulators.eps.server import EpsServer
from dispensary.simulators.eps.signing import SigningAuthority
from dispensary.simulators.eps.spine import Spine


@pytest.fixture(scope="session")
def authority() -> SigningAuthority:
    return SigningAuthority()


@contextmanager
def listening(spine: Spine, rules: list[Rule]) -> Iterator[EpsServer]:
    with EpsServer(0, spine, rules) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def spine(authority: SigningAuthority) -> Spine:
    """A Spine whose time stands at noon, with nothing in it."""
    return Spine(clock=lambda: NOON, authority=authority)


@pytest.fixture
def pharmacy(spine: Spine) -> Iterator[Dispenser]:
    """A pharmacy on the line to that Spine."""
    with listening(spine, []) as server, httpx.Client(timeout=20) as client:
        yield Dispenser(f"http://127.0.0.1:{server.port}", client=client)


@pytest.fixture
def write() -> Callable[..., dict[str, Any]]:
    """Writes a prescription order."""
    return order


@pytest.fixture
def wire() -> Any:
    """The small readers of responses, for tests that cannot import this file."""

    class Readers:
        code = staticmethod(code)
        passed = staticmethod(passed)
        failed = staticmethod(failed)
        prescription_id = staticmethod(prescription_id)
        new_id = staticmethod(new_id)
        Dispenser = Dispenser
        Released = Released
        NOON = NOON
        listening = staticmethod(listening)

    return Readers


@pytest.fixture(scope="session")
def shared_eps() -> Path:
    """The shared EPS examples beside the checkout."""
    folder = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "eps"
    if not folder.is_dir():
        pytest.skip("the shared EPS examples are not beside this checkout")
    return folder
