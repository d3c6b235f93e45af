"""The packs that a product comes in, looked up for the few medicines that must leave in their whole pack."""

from dataclasses import replace

from dispensary.application.ports.dictionary import Dictionary
from dispensary.domain.clinical.case import CheckCase, CheckItem
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.clinical.pregnancy import leave_in_whole_packs


def with_pack_sizes(case: CheckCase, knowledge: Knowledge, dictionary: Dictionary) -> CheckCase:
    """The same case, with the pack sizes of those items that a rule asks for them. Raises DictionaryUnavailable."""
    places = leave_in_whole_packs(case, knowledge)
    if not places:
        return case
    items = (_with_sizes(item, dictionary) if place in places else item for place, item in enumerate(case.items))
    return replace(case, items=tuple(items))


def _with_sizes(item: CheckItem, dictionary: Dictionary) -> CheckItem:
    virtual = item.virtual
    if virtual is None:
        return item
    packs = [pack for pack in dictionary.packs_of(virtual.code) if pack.quantity is not None and not pack.invalid]
    sizes = {pack.quantity.value for pack in packs if pack.quantity is not None and not pack.discontinued}
    sizes = sizes or {pack.quantity.value for pack in packs if pack.quantity is not None}
    return replace(item, pack_sizes=tuple(sorted(sizes)) or None)
