"""The records of dm+d and the table that each is kept in, with every field that the specification names.

Tables and columns carry dm+d's own names in lower case: whoever knows a release knows the file built from it. Ids and
codes are text ("0003" is not 3), amounts decimal text, prices whole pence, flags 1 or nothing.
Source: Technical Specification of data files, R2 v3.1, and the schemas of release 2.3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEY, FLAG, PENCE = "!", "?", "#"


@dataclass(frozen=True, slots=True)
class Records:
    """One kind of record: where it stands in its file, its table, its fields.

    path: section/record as in the file. one: its first field names it, and no two records may share it.
    """

    path: str
    table: str
    fields: tuple[str, ...]
    required: frozenset[str]
    flags: frozenset[str]
    pence: frozenset[str]
    one: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(field.lower() for field in self.fields)


def _records(path: str, table: str, fields: str, *, one: bool = False) -> Records:
    """fields: marked "!" where a record without it is none, "?" for a flag, "#" for whole pence."""
    names = tuple(name.rstrip(KEY + FLAG + PENCE) for name in fields.split())
    marked = {
        mark: frozenset(name[:-1] for name in fields.split() if name.endswith(mark)) for mark in (KEY, FLAG, PENCE)
    }
    return Records(path, table, names, marked[KEY], marked[FLAG], marked[PENCE], one)


FILES: Mapping[str, Sequence[Records]] = {
    "vtm": (_records("VTM", "vtm", "VTMID! INVALID? NM! ABBREVNM VTMIDPREV VTMIDDT", one=True),),
    "ingredient": (_records("ING", "ing", "ISID! ISIDDT ISIDPREV INVALID? NM!", one=True),),
    "vmp": (
        _records(
            "VMPS/VMP",
            "vmp",
            "VPID! VPIDDT VPIDPREV VTMID INVALID? NM! ABBREVNM BASISCD NMDT NMPREV BASIS_PREVCD NMCHANGECD COMBPRODCD"
            " PRES_STATCD SUG_F? GLU_F? PRES_F? CFC_F? NON_AVAILCD NON_AVAILDT DF_INDCD UDFS UDFS_UOMCD"
            " UNIT_DOSE_UOMCD",
            one=True,
        ),
        _records(
            "VIRTUAL_PRODUCT_INGREDIENT/VPI",
            "vpi",
            "VPID! ISID! BASIS_STRNTCD BS_SUBID STRNT_NMRTR_VAL STRNT_NMRTR_UOMCD STRNT_DNMTR_VAL STRNT_DNMTR_UOMCD",
        ),
        _records("ONT_DRUG_FORM/ONT", "ont", "VPID! FORMCD!"),
        _records("DRUG_FORM/DFORM", "dform", "VPID! FORMCD!"),
        _records("DRUG_ROUTE/DROUTE", "droute", "VPID! ROUTECD!"),
        _records("CONTROL_DRUG_INFO/CONTROL_INFO", "control_info", "VPID! CATCD! CATDT CAT_PREVCD"),
    ),
    "vmpp": (
        _records("VMPPS/VMPP", "vmpp", "VPPID! INVALID? NM! ABBREVNM VPID! QTYVAL QTY_UOMCD COMBPACKCD", one=True),
        _records("DRUG_TARIFF_INFO/DTINFO", "dtinfo", "VPPID! PAY_CATCD PRICE# DT PREVPRICE#"),
        _records("COMB_CONTENT/CCONTENT", "vmpp_ccontent", "PRNTVPPID CHLDVPPID"),
    ),
    "amp": (
        _records(
            "AMPS/AMP",
            "amp",
            "APID! INVALID? VPID! NM! ABBREVNM DESC NMDT NM_PREV SUPPCD LIC_AUTHCD LIC_AUTH_PREVCD LIC_AUTHCHANGECD"
            " LIC_AUTHCHANGEDT COMBPRODCD FLAVOURCD EMA? PARALLEL_IMPORT? AVAIL_RESTRICTCD",
            one=True,
        ),
        _records("AP_INGREDIENT/AP_ING", "ap_ing", "APID! ISID! STRNTH UOMCD"),
        _records("LICENSED_ROUTE/LIC_ROUTE", "lic_route", "APID! ROUTECD!"),
        _records("AP_INFORMATION/AP_INFO", "ap_info", "APID! SZ_WEIGHT COLOURCD PROD_ORDER_NO"),
    ),
    "ampp": (
        _records(
            "AMPPS/AMPP",
            "ampp",
            "APPID! INVALID? NM! ABBREVNM VPPID! APID! COMBPACKCD LEGAL_CATCD SUBP DISCCD DISCDT",
            one=True,
        ),
        _records(
            "APPLIANCE_PACK_INFO/PACK_INFO",
            "pack_info",
            "APPID! REIMB_STATCD REIMB_STATDT REIMB_STATPREVCD PACK_ORDER_NO",
        ),
        _records(
            "DRUG_PRODUCT_PRESCRIB_INFO/PRESCRIB_INFO",
            "prescrib_info",
            "APPID! SCHED_1? SCHED_2? ACBS? PADM? FP10_MDA? HOSP? NURSE_F? ENURSE_F? DENT_F?",
        ),
        _records("MEDICINAL_PRODUCT_PRICE/PRICE_INFO", "price_info", "APPID! PRICE# PRICEDT PRICE_PREV# PRICE_BASISCD"),
        _records(
            "REIMBURSEMENT_INFO/REIMB_INFO",
            "reimb_info",
            "APPID! PX_CHRGS DISP_FEES BB? LTD_STAB? CAL_PACK? SPEC_CONTCD DND FP34D?",
        ),
        _records("COMB_CONTENT/CCONTENT", "ampp_ccontent", "PRNTAPPID CHLDAPPID"),
    ),
    "gtin": (_records("AMPPS/AMPP", "gtin", "AMPPID! GTIN! STARTDT ENDDT"),),
    "bnf": (
        _records("VMPS/VMP", "bnf_vmp", "VPID! BNF ATC DDD DDD_UOMCD"),
        _records("AMPS/AMP", "bnf_amp", "APID! BNF"),
    ),
    "vtm_ing": (_records("VTM_ING", "vtm_ing", "VTMID! ISID!"),),
}
"""Every file but the lookups and the history, whose sections all have the same record."""

LOOKUP = _records("*/INFO", "lookup", "SECTION! CD! DESC CDDT CDPREV INVALID?")
HISTORY = _records("*/*", "history", "KIND! IDCURRENT! IDPREVIOUS! STARTDT ENDDT")
"""Each section of these two has the same records: the first column says which section it was."""
HISTORY_KINDS = {
    "VTMS": "VTM", "VMPS": "VMP", "INGS": "ING", "SUPPS": "SUPPLIER", "FORMS": "FORM", "ROUTES": "ROUTE",
    "UOMS": "UNIT_OF_MEASURE",
}  # fmt: skip

ROOTS = {
    "vtm": "VIRTUAL_THERAPEUTIC_MOIETIES",
    "ingredient": "INGREDIENT_SUBSTANCES",
    "lookup": "LOOKUP",
    "vmp": "VIRTUAL_MED_PRODUCTS",
    "vmpp": "VIRTUAL_MED_PRODUCT_PACK",
    "amp": "ACTUAL_MEDICINAL_PRODUCTS",
    "ampp": "ACTUAL_MEDICINAL_PROD_PACKS",
    "gtin": "GTIN_DETAILS",
    "bnf": "BNF_DETAILS",
    "history": "HISTORY",
}
"""The root element of each kind of file; the moieties' ingredients have none that is always the same."""


def records_of(kind: str) -> Sequence[Records]:
    """The records, and so the tables, of one kind of file."""
    if kind == "lookup":
        return (LOOKUP,)
    return (HISTORY,) if kind == "history" else FILES[kind]


def placed(kind: str, path: str) -> tuple[Records, tuple[str, ...]] | None:
    """Where records at that path of that file are kept, and what their first columns are besides their own fields.

    None: dm+d has no such records; nothing is kept of them.
    """
    section, _, tag = path.rpartition("/")
    if kind == "lookup":
        return (LOOKUP, (section,)) if tag == "INFO" else None
    if kind == "history":
        return (HISTORY, (HISTORY_KINDS[section],)) if section in HISTORY_KINDS else None
    return next(((records, ()) for records in FILES[kind] if records.path == path), None)


def fields_of(kind: str, path: str) -> tuple[str, ...] | None:
    """The fields of the records at that path of that file."""
    place = placed(kind, path)
    return place[0].fields[len(place[1]) :] if place is not None else None


def is_flat(kind: str) -> bool:
    """Whether the records of that file stand in its root, not in sections."""
    return kind in FILES and all("/" not in records.path for records in FILES[kind])
