"""Keeping the record, as the command line is handed it."""

from pathlib import Path

from dispensary.cli.services import Unlock, Upkeep
from dispensary.domain.upkeep import Part
from dispensary.keeping.backing_up import back_up_as_planned, make_backup, plan_home, stop_planned
from dispensary.keeping.backups import back_up_home, restore_home
from dispensary.keeping.home import Home
from dispensary.keeping.keys import change_key, export_key, renew_home_key
from dispensary.keeping.looking_over import check_file, look_over
from dispensary.keeping.setting_up import set_up_home


def upkeep() -> Upkeep:
    """What the command line may do to the record itself."""
    return Upkeep(
        set_up=lambda folder, wish: set_up_home(Home(folder), wish),
        change_key=lambda folder, unlock, wish: change_key(Home(folder), unlock, wish),
        renew_key=lambda folder, unlock: renew_home_key(Home(folder), unlock),
        export_key=lambda folder, unlock, out: export_key(Home(folder), unlock, out),
        back_up=lambda folder, unlock, wish: back_up_home(Home(folder), unlock, wish),
        back_up_as_planned=lambda folder, unlock, url: back_up_as_planned(Home(folder), unlock, url),
        plan_backups=lambda folder, unlock, plan, url: plan_home(Home(folder), unlock, plan, url),
        stop_planned=lambda folder, unlock, url: stop_planned(Home(folder), unlock, url),
        make_backup=make_backup,
        restore=lambda folder, unlock, wish: restore_home(Home(folder), unlock, wish),
        look_over=_look_over,
        check_file=check_file,
    )


def _look_over(folder: Path, unlock: Unlock, store_url: str | None = None) -> tuple[Part, ...]:
    return look_over(Home(folder), unlock, store_url)
