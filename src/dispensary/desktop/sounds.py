"""The three sounds: pass, ask, stop. Each has its picture on the screen; none is ever needed.

A tone is made here as a WAV and given to whatever the system has for playing one. Where it has nothing, or the volume
is 0, nothing sounds and nothing fails: the picture says it all.
"""

import io
import math
import struct
import sys
import wave
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths, QTemporaryDir

_RATE = 22_050
_FADE_SECONDS = 0.008
_GAP_SECONDS = 0.07


@dataclass(frozen=True, slots=True)
class Tone:
    """Pitch in hertz, length in seconds, how many times."""

    hertz: int
    seconds: float
    times: int = 1


class Sound(Enum):
    """One sound an outcome."""

    PASS = Tone(880, 0.08)
    ASK = Tone(600, 0.07, 2)
    STOP = Tone(220, 0.5)


def wav(sound: Sound, volume: float = 0.5) -> bytes:
    """The sound as a WAV file: mono, 16 bit. `volume` 0 to 1. Edges are faded so that it does not click."""
    tone = sound.value
    count = int(_RATE * tone.seconds)
    fade = int(_RATE * _FADE_SECONDS)
    level = 32_000 * max(0.0, min(1.0, volume))

    def sample(at: int) -> int:
        envelope = min(1.0, at / fade, (count - at) / fade)
        return int(level * envelope * math.sin(2 * math.pi * tone.hertz * at / _RATE))

    once = struct.pack(f"<{count}h", *(sample(at) for at in range(count)))
    gap = bytes(2 * int(_RATE * _GAP_SECONDS))
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(gap.join([once] * tone.times))
    return out.getvalue()


def _system_player() -> Callable[[Path], None] | None:
    if sys.platform == "win32":
        import winsound

        return lambda path: winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC)
    for program in ("pw-play", "paplay", "aplay", "afplay"):
        found = QStandardPaths.findExecutable(program)
        if found:
            return lambda path, found=found: _start(found, path)  # type: ignore[misc]
    return None


def _start(program: str, path: Path) -> None:
    QProcess.startDetached(program, [str(path)])


class Sounds:
    """Plays the sounds of this workstation at its own volume. `player` takes the path of a WAV file."""

    def __init__(self, volume: float = 0.5, player: Callable[[Path], None] | None = None) -> None:
        self._volume = volume
        self._player = player if player is not None else _system_player()
        self._folder = QTemporaryDir()
        self._files: dict[Sound, Path] = {}

    def play(self, sound: Sound) -> None:
        """Starts the sound and returns at once."""
        if self._player is None or self._volume <= 0 or not self._folder.isValid():
            return
        if sound not in self._files:
            path = Path(self._folder.filePath(f"{sound.name.lower()}.wav"))
            path.write_bytes(wav(sound, self._volume))
            self._files[sound] = path
        self._player(self._files[sound])
