"""The other half of the composition root: keys, setting up, backups, restoring, and looking the record over.

Like `bootstrap` it builds adapters and hands them to use-cases; nothing else may.
"""

from dispensary.cli.services import Upkeep
from dispensary.keeping import equipment
from dispensary.keeping.backing_up import back_up_as_planned, backing_up, make_backup, plan_home, stop_planned
from dispensary.keeping.backups import back_up_home, restore_home
from dispensary.keeping.demonstration import furnish_demo
from dispensary.keeping.first_pages import first_pages
from dispensary.keeping.home import Home, counter_name
from dispensary.keeping.importing import importing, read_release
from dispensary.keeping.keys import change_key, export_key, open_home, renew_home_key, second_reader
from dispensary.keeping.log import logged
from dispensary.keeping.looking_over import check_file, look_over, watching
from dispensary.keeping.setting_up import set_up_home
from dispensary.keeping.shared import open_shared, workstation_name

__all__ = [
    "Home",
    "backing_up",
    "counter_name",
    "equipment",
    "first_pages",
    "furnish_demo",
    "importing",
    "logged",
    "open_home",
    "open_shared",
    "read_release",
    "second_reader",
    "upkeep",
    "watching",
    "workstation_name",
]


def upkeep() -> Upkeep:
    """What the command line may do to the record itself."""
    return Upkeep(
        set_up=lambda folder, wish: set_up_home(Home(folder), wish),
        change_key=lambda folder, unlock, wish: change_key(Home(folder), unlock, wish),
        renew_key=lambda folder, unlock: renew_home_key(Home(folder), unlock),
        export_key=lambda folder, unlock, out: export_key(Home(folder), unlock, out),
        back_up=lambda folder, unlock, wish: back_up_home(Home(folder), unlock, wish),
        back_up_as_planned=lambda folder, unlock: back_up_as_planned(Home(folder), unlock),
        plan_backups=lambda folder, unlock, plan: plan_home(Home(folder), unlock, plan),
        stop_planned=lambda folder, unlock: stop_planned(Home(folder), unlock),
        make_backup=make_backup,
        restore=lambda folder, unlock, wish: restore_home(Home(folder), unlock, wish),
        look_over=lambda folder, unlock: look_over(Home(folder), unlock),
        check_file=check_file,
    )
