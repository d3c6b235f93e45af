"""Prints straight to a label printer's raw port (usually 9100)."""

import socket

from dispensary.application.ports.printer import PrinterUnavailable, PrinterUncertain, Sent

_CLOSING = 2.0  # seconds


class TcpPrinter:
    """One printer by host and port. It gets the bytes as they are: they must be in a language that it speaks."""

    def __init__(self, host: str, port: int = 9100, *, timeout: float = 10.0) -> None:
        if not host or not 0 < port < 65_536:
            raise ValueError("a network printer needs a host and a port from 1 to 65535")
        self._host, self._port, self._timeout = host, port, timeout

    def send(self, job_id: str, document: bytes, title: str) -> Sent:  # noqa: ARG002
        """Raises PrinterUnavailable where nobody listens, PrinterUncertain where the line broke on the way."""
        where = f"{self._host}:{self._port}"
        try:
            line = socket.create_connection((self._host, self._port), timeout=self._timeout)
        except OSError as problem:
            raise PrinterUnavailable(
                f"The label printer at {where} does not answer. Check that it is on and connected."
            ) from problem
        with line:
            try:
                line.sendall(document)
                line.shutdown(socket.SHUT_WR)
                self._until_closed(line)
            except OSError as problem:
                raise PrinterUncertain(
                    f"The line to the label printer at {where} broke. Look at the printer before you print again."
                ) from problem
        return Sent(job_id, where)

    def _until_closed(self, line: socket.socket) -> None:
        """Waits a little for the printer to close its side, which says that it has read everything; many never do."""
        line.settimeout(min(self._timeout, _CLOSING))
        try:
            while line.recv(4096):
                pass
        except TimeoutError:
            return
