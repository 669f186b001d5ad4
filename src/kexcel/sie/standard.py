"""What the standard lets a file hold, and in which order."""

from __future__ import annotations

from enum import StrEnum


class SieType(StrEnum):
    """The types of file that are written. Both say 4 in #SIETYP; the file's suffix differs."""

    IMPORT = "4I"
    """From another program to the accounting system (.si)."""
    EXPORT = "4E"
    """What an accounting system hands on, budgets among it (.se)."""


_IDENTIFICATION = (
    "#PROGRAM #FORMAT #GEN #SIETYP #PROSA #FTYP #FNR #ORGNR #BKOD #ADRESS #FNAMN #RAR #TAXAR "
    "#OMFATTN #KPTYP #VALUTA"
)
_CHART = "#KONTO #KTYP #ENHET #SRU #DIM #UNDERDIM #OBJEKT"
_BALANCES = "#IB #UB #OIB #OUB #RES #PSALDO #PBUDGET #VER #TRANS #RTRANS #BTRANS"
_GROUPS = ("#FLAGGA", _IDENTIFICATION, _CHART, _BALANCES)
"""The groups of posts in their order; within a group it is free (5.12, 5.13)."""

_BARRED = "#BKOD #OMFATTN #IB #UB #OIB #OUB #RES #PSALDO #PBUDGET"
_BY_OBJECT = "#TRANS #RTRANS #BTRANS #PSALDO #PBUDGET #OIB #OUB #RES"

GROUP_OF = {label: number for number, labels in enumerate(_GROUPS) for label in labels.split()}
"""Label → the number of its group."""

NOT_IN_IMPORT = frozenset(_BARRED.split())
"""What a file of type 4I must not hold (6)."""

WITH_OBJECTS = frozenset(_BY_OBJECT.split())
"""The posts that have a list of objects within braces; some programs give #RES one too."""
