"""Keys in words: what those do that have no button, how to move about, and what the page of the keys says beside."""

KEYS_OF_SCREEN = "The keys of this screen"
KEYS = "Keys"
CLOSES = "Close, nothing is lost"
HERE = "On this screen"
ANYWHERE = "Everywhere"
MOVING_ABOUT = "Moving about"
ALL_ACTIONS = "All actions"
BACK_ONE = "Back one, nothing is lost"
SWITCH_USER = "Switch user"
PHARMACY_PLACE = "Pharmacy"
PRODUCT = "Look a product up"
LEAFLET = "The leaflet about this prescription"
LIST_TO_CARRY = "The medicines list to carry"
ABSENCE = "The responsible pharmacist leaves, or is back"
BACK_UP = "Back up now"
RECORD = "The person’s record"
NEXT_PANEL = "Next panel"
NEXT_ITEM = "Next item"
PREVIOUS_ITEM = "Previous item"
PERSON = "A person, while no field has the focus"
STAGE = "A stage of the worklist"

MOVING = (
    (("Tab",), "Next field or button; with Shift back again"),
    (("Up", "Down"), "Next row, finding or step"),
    (("Enter",), "Do what has the focus; open the chosen row"),
)
NUMBERED = "The numbered answer, where the focus is"
SCAN = (
    "Scan at any time: no field needs the focus, and this panel makes way. A pack or a label goes to the check, a bag "
    "opens its hand-out."
)
SCAN_SIGNED_OFF = "Scan once somebody has signed in: nothing is done with a scan before."
GUIDE = "The guide “A day at the counter” is the file docs/guide.md that comes with Dispensary."

ASK = "What do you want to do?"
NO_DEED = "Nothing here is called that. Try fewer letters."
GONE = "That cannot be done any more. The list shows what can be done now."
HOW = "Enter does it. Esc closes, nothing is lost."


def held_words(missing: str) -> str:
    """Why a deed cannot be done now."""
    return f"Held: {missing}"
