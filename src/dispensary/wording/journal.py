"""The proof of the journal in words: what was found, what it means, what to do."""

from dispensary.domain.journal import Broken
from dispensary.domain.seals import Chain, Proof


def broken_words(broken: Broken) -> str:
    """Which entry does not fit, what that means, and what to do now."""
    where = f"Entry {broken.sequence} of {broken.workstation} does not fit: {broken.reason}."
    since = broken.since
    if since is None:
        sound = ""
    elif since:
        sound = f" Entries 1 to {since} are as they were sealed; any after that may have been changed."
    else:
        sound = " Any entry up to there may have been changed."
    do = " Keep this store and its folder as they are, and compare them with a backup and the printed checkpoints."
    return where + sound + _if_known(broken) + do


def _if_known(broken: Broken) -> str:
    """What to do where there is an innocent reason, before what to do where there is none."""
    if broken.strange_key:
        return (
            f" A counter that was set up anew, or that came back from a backup on a new machine, has a new key. If "
            f"that is so, compare {broken.strange_key} with what that counter shows as its newest key in: dispensary "
            f"journal verify. If they are the same, run here: dispensary journal verify --accept-key "
            f"{broken.strange_key}. If nobody can explain it:"
        )
    if broken.restore:
        return (
            f" If you know of that restore, run here: dispensary journal verify --accept-restore {broken.restore}. If "
            "nobody can explain it:"
        )
    return ""


def proof_words(proof: Proof) -> tuple[str, str]:
    """The answer of a check for somebody who asked: whether everything fits, and what that means or what to do."""
    if proof.broken is not None:
        first, _, rest = broken_words(proof.broken).partition(": ")
        return "The journal does not fit.", f"{first}: {rest}"
    many = f"{proof.entries:,} entries" if proof.entries != 1 else "1 entry"
    words = f"{many}, each as it was written and in its place; nothing is missing between them."
    return "The journal fits.", " ".join((words, *proof_notes(proof)))


def checkpoint_words(sequence: int, name: str) -> str:
    """A checkpoint's page was saved."""
    return f"Checkpoint of entry {sequence} saved as {name}. Print it, and keep it in the folder."


def export_words(name: str) -> str:
    """The journal was written out."""
    return f"The journal is saved as {name}. It names patients and is not locked: keep it where only you can read it."


def proof_notes(proof: Proof) -> tuple[str, ...]:
    """What the proof could not rest on. Empty where everything was sealed, and known on this machine before."""
    return tuple(note for chain in proof.chains for note in _notes(chain))


def _notes(chain: Chain) -> list[str]:
    notes = []
    unsealed = chain.entries - chain.vouched
    if unsealed > 0:
        notes.append(
            f"{chain.workstation}: {unsealed} entries are not sealed yet. They follow from each other, but whoever "
            "has the key of the store could have written them anew. The next recorded step seals them."
        )
    if chain.entries and not chain.anchored:
        notes.append(
            f"{chain.workstation}: nothing was known of this journal on this machine before, so a store that was "
            "replaced whole is not noticed. Compare it with a printed checkpoint."
        )
    if len(chain.keys) > 1:
        notes.append(
            f"{chain.workstation} sealed with {len(chain.keys)} keys. Each begins where a counter was set up anew; "
            "one that nobody can explain is a warning."
        )
    return notes
