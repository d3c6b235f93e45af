"""Reading files of a release: here, or in a second process beside this one, for an import has two cores to use."""

import contextlib
import marshal
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from lxml import etree

from dispensary.adapters.dictionary import dmd
from dispensary.adapters.dictionary.release_files import Source
from dispensary.adapters.dictionary.stream import Row, Stream
from dispensary.application.ports.dictionary import ReleaseUnusable

if TYPE_CHECKING:
    from multiprocessing.connection import Connection as Pipe

WORTH_IT = 20 << 20
"""Bytes to read from which a second process is worth its start."""
AHEAD = 48
"""Stretches that the second process may be ahead: enough that neither waits, few enough to hold."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one kind of record. read: bytes of the file that went by since the last one."""

    kind: str
    path: str
    rows: Sequence[Row]
    read: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A file is through. checked: it was held against a schema. missing_section: which wanted one that is not there."""

    kind: str
    checked: bool
    missing_section: bool
    unknown: Sequence[str]


def read_here(source: Source) -> Iterator[Batch | Ended]:
    """Raises ReleaseUnusable."""
    count = 0

    def read(more: int) -> None:
        nonlocal count
        count += more

    root, layout = dmd.ROOTS.get(source.kind), partial(dmd.fields_of, source.kind)
    stream = Stream(source.file.name, root, schema_of(source), layout, flat=dmd.is_flat(source.kind))
    with source.file.open() as opened:
        for path, rows in stream.rows(opened, read):
            yield Batch(source.kind, path, rows, count)
            count = 0
    yield Ended(source.kind, source.schema is not None, stream.missing_section, tuple(sorted(stream.unknown)))


def schema_of(source: Source) -> etree.XMLSchema | None:
    """Raises ReleaseUnusable where the release's own schema is none, or would lead out of the release."""
    if source.schema is None:
        return None
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.fromstring(source.schema.whole(1 << 20), safe).getroottree()
        if (
            getattr(tree.docinfo, "doctype", None)
            or next(tree.iter("{*}import", "{*}include", "{*}redefine"), None) is not None
        ):
            raise ReleaseUnusable(f"{source.schema.name} leads to other files. dm+d schemas do not: it is refused.")
        return etree.XMLSchema(tree)
    except (etree.XMLSyntaxError, etree.XMLSchemaParseError) as problem:
        raise ReleaseUnusable(f"{source.schema.name} is no schema: {problem}.") from None


class Beside:
    """A second process that reads these files. Where it cannot be started, they are read here when their turn comes."""

    def __init__(self, sources: Sequence[Source]) -> None:
        from multiprocessing import get_context

        spawn = get_context("spawn")
        self._sources = sources
        self._pipe, theirs = spawn.Pipe(duplex=False)
        self._process = spawn.Process(target=_read_beside, args=(theirs, tuple(sources)), daemon=True)
        self._left = len(sources)
        self._started = sum(source.file.size for source in sources) >= WORTH_IT
        try:
            if self._started:
                self._process.start()
        except OSError:
            self._started = False
        theirs.close()

    def __enter__(self) -> "Beside":
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()
        if self._started:
            self._process.terminate()
            self._process.join()

    def ready(self) -> Iterator[Batch | Ended]:
        """What it has read by now. Raises ReleaseUnusable."""
        while self._started and self._left and self._pipe.poll():
            yield self._next()

    def rest(self) -> Iterator[Batch | Ended]:
        """Everything else, as it comes. Raises ReleaseUnusable."""
        if not self._started:
            for source in self._sources:
                yield from read_here(source)
            return
        while self._left:
            yield self._next()

    def _next(self) -> Batch | Ended:
        try:
            what, *told = marshal.loads(self._pipe.recv_bytes())  # noqa: S302 our own child, over our own pipe
        except (EOFError, OSError):
            raise ReleaseUnusable("The import was broken off: the process that reads the files has ended.") from None
        if what == "refused":
            raise ReleaseUnusable(*told)
        if what == "rows":
            return Batch(*told)
        self._left -= 1
        return Ended(*told)


def _read_beside(pipe: "Pipe", sources: Sequence[Source]) -> None:
    """The child. What it has read waits in a short queue, so that it reads on while the other writes."""
    waiting: queue.Queue[bytes | None] = queue.Queue(AHEAD)
    gone = threading.Event()
    sender = threading.Thread(target=_send, args=(pipe, waiting, gone), daemon=True)
    sender.start()
    put: Callable[[Any], None] = lambda told: waiting.put(marshal.dumps(told))  # noqa: E731
    try:
        for source in sources:
            for each in read_here(source):
                if gone.is_set():
                    return
                if isinstance(each, Batch):
                    put(("rows", each.kind, each.path, list(each.rows), each.read))
                else:
                    put(("ended", each.kind, each.checked, each.missing_section, list(each.unknown)))
    except ReleaseUnusable as problem:
        put(("refused", str(problem)))
    waiting.put(None)
    sender.join()


def _send(pipe: "Pipe", waiting: "queue.Queue[bytes | None]", gone: threading.Event) -> None:
    with contextlib.suppress(OSError):
        while (told := waiting.get()) is not None:
            pipe.send_bytes(told)
        return
    # Nobody listens any more: what is still put is let go, so that the reader is not held up.
    gone.set()
    while waiting.get() is not None:
        pass
