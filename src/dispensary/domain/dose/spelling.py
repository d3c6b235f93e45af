"""Slips of the pen: a letter more, less, other or swapped. Enough to stop a reading, and to know a tablet."""


def slips(first: str, second: str) -> int:
    """How many slips lie between two words: letters added, dropped, changed, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, start=1):
        above, before_last = row, before
        row = [i]
        for j, right in enumerate(second, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (left != right))
            if i > 1 and j > 1 and left == second[j - 2] and first[i - 2] == right:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]


def one_slip(first: str, second: str) -> bool:
    """Whether two different words lie one slip apart."""
    return abs(len(first) - len(second)) <= 1 and slips(first, second) == 1


def looks_like(word: str, other: str) -> bool:
    """Whether a word may be meant for another: one slip, two in a long word, or both run together with a neighbour."""
    most = 2 if len(other) >= 7 else 1
    if len(other) >= 4 and (word.startswith(other) or word.endswith(other)):
        return True
    return abs(len(word) - len(other)) <= most and slips(word, other) <= most
