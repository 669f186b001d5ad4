"""What plan.xlsx looks like: its sheets and columns, told once for the reader and the writer.

The words are Swedish whatever the language of the workspace: they are the file's own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

PLAN_FILE = "plan.xlsx"

SEPARATOR = ";"
"""Between several names in one cell."""

SUM_ROW = "Summa"
"""What ``Rad`` says where a printed total stands."""

SIGN_ROW = "Tecken"
"""What ``Rad`` says where the signs of the printed columns stand."""

WHOLE_BODY = "alla"
"""What stands in a measure's identity instead of a department."""

COST_POSITIVE = "nettokostnad anges med plus"
COST_NEGATIVE = "nettokostnad anges med minus"

CODES_EXAMPLE = "1100; 1200-1299"
"""What the column ``Ansvarskoder`` may say: single codes, and ranges with both ends."""

SIGN_FACTORS = {
    COST_POSITIVE: 1,
    COST_NEGATIVE: -1,
    "cost-positive": 1,
    "cost-negative": -1,
}
"""What the key ``sign`` may say → what a printed figure is multiplied by to be a net cost."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    """A column: its key in findings, its printed label, its width in characters and its help.

    ``required`` is a column whose cells may not be blank, ``optional`` one that a sheet may lack.
    """

    key: str
    label: str
    width: float
    help: str
    required: bool = False
    is_figure: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A sheet. ``identity`` is the key of the column that its rows are told apart by.

    ``optional`` is one that a plan may lack.
    """

    name: str
    identity: str
    columns: tuple[PlanColumn, ...]
    optional: bool = False

    def column(self, key: str) -> PlanColumn:
        """The column with the key; KeyError if the sheet has none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def without(self, key: str) -> PlanSheet:
        """The same sheet without one of its columns."""
        return replace(self, columns=tuple(c for c in self.columns if c.key != key))

    def index(self, key: str) -> int:
        """Where the column stands in a workbook that kexcel wrote, counted from 0."""
        return self.columns.index(self.column(key))


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the sheet Plan."""

    key: str
    help: str
    required: bool = True


SETTINGS = (
    Setting("organisation", "Kommunens eller organisationens namn."),
    Setting("body", "Nämnden eller styrelsen som planen gäller."),
    Setting("year", "Året som planen gäller, med fyra siffror."),
    Setting("unit", "Enheten för alla belopp i bladet Ramar, till exempel mnkr eller tkr."),
    Setting(
        "sign",
        f"Hur nettokostnad anges när en kolumn i Ramar saknar tecken: ”{COST_POSITIVE}” "
        f"eller ”{COST_NEGATIVE}”.",
    ),
    Setting("decision", "Beslutet som ramarna bygger på, med datum och paragraf.", required=False),
    Setting("remark", "Något som läsaren av planen behöver veta.", required=False),
)

PLAN_SHEET = PlanSheet(
    "Plan",
    "key",
    (
        PlanColumn("key", "Nyckel", 16, "Ändra inte nycklarna, bara värdena.", required=True),
        PlanColumn("value", "Värde", 60, "Skriv planens uppgifter här."),
        PlanColumn("explanation", "Förklaring", 60, "Läses inte av programmet.", optional=True),
    ),
)

DEPARTMENTS_SHEET = PlanSheet(
    "Avdelningar",
    "key",
    (
        PlanColumn(
            "key",
            "Nyckel",
            18,
            "Kort namn utan mellanslag som aldrig ändras under året.",
            required=True,
        ),
        PlanColumn("name", "Namn", 30, "Namnet som visas i formulär och rapporter.", required=True),
        PlanColumn("aliases", "Alias", 32, "Andra namn på samma avdelning, skilda med semikolon."),
        PlanColumn("head", "Chef", 42, "Befattning och namn på den som får formuläret."),
        PlanColumn("email", "E-post", 30, "Adressen som formuläret skickas till.", optional=True),
        PlanColumn("units", "Enheter", 30, "Avdelningens enheter, skilda med semikolon."),
        PlanColumn(
            "codes",
            "Ansvarskoder",
            26,
            f"Avdelningens ansvarskoder, skilda med semikolon: {CODES_EXAMPLE}.",
            optional=True,
        ),
    ),
)

GOALS_SHEET = PlanSheet(
    "Mål",
    "number",
    (
        PlanColumn("number", "Nr", 10, "Målets nummer som det är tryckt, som text.", required=True),
        PlanColumn(
            "level",
            "Nivå",
            8,
            "KF för kommunfullmäktiges mål, KS för kommunstyrelsens.",
            required=True,
        ),
        PlanColumn("parent", "Överordnat", 13, "Numret på KF-målet ovanför ett KS-mål."),
        PlanColumn("text", "Mål", 90, "Målet som det är beslutat.", required=True),
        PlanColumn(
            "valid_until", "Gäller till", 13, "Sista dagen målet gäller; tomt tills vidare."
        ),
    ),
)

ACTIVITIES_SHEET = PlanSheet(
    "Aktiviteter",
    "number",
    (
        PlanColumn(
            "number",
            "Nr",
            10,
            "Målets nummer, bindestreck och platsen under målet: 3.1.1-4. Ändras aldrig.",
            required=True,
        ),
        PlanColumn("goal", "Mål", 9, "Numret på målet i bladet Mål.", required=True),
        PlanColumn("title", "Aktivitet", 38, "Vad som ska göras.", required=True),
        PlanColumn("description", "Beskrivning", 58, "Varför och hur, med några meningar."),
        PlanColumn("start", "Start", 12, "Första dagen, som datum: 2024-01-31.", required=True),
        PlanColumn("end", "Slut", 12, "Sista dagen, som datum: 2024-12-31.", required=True),
        PlanColumn(
            "lead",
            "Ansvarig",
            27,
            "Avdelningen som rapporterar status: namn, nyckel eller alias från Avdelningar.",
            required=True,
        ),
        PlanColumn(
            "contributing",
            "Medverkande",
            29,
            "Avdelningar som bara kommenterar, skilda med semikolon.",
        ),
        PlanColumn(
            "proposal",
            "Förslag",
            40,
            "Vad som är föreslaget på raden och varför. Töm cellen när raden stämmer.",
            optional=True,
        ),
    ),
)

MEASURES_SHEET = PlanSheet(
    "Mått",
    "name",
    (
        PlanColumn("name", "Mått", 54, "Vad som mäts.", required=True),
        PlanColumn("goal", "Mål", 9, "Numret på målet som måttet hör till.", required=True),
        PlanColumn("unit", "Enhet", 10, "Enheten för målvärde och utfall, till exempel %."),
        PlanColumn("direction", "Riktning", 11, "minska, öka eller tomt."),
        PlanColumn("target", "Målvärde", 12, "Talet som ska nås, utan enhet.", is_figure=True),
        PlanColumn("department", "Avdelning", 30, "Tomt när måttet gäller hela nämnden."),
        PlanColumn("outcome", "Utfall", 10, "Senast kända utfall, utan enhet.", is_figure=True),
        PlanColumn("as_of", "Per", 12, "Dagen som utfallet gäller, som datum."),
    ),
)

FRAMES_SHEET = PlanSheet(
    "Ramar",
    "name",
    (
        PlanColumn(
            "perspective",
            "Perspektiv",
            14,
            "Medborgare eller Avdelning: de två sätten att dela samma pengar.",
            required=True,
        ),
        PlanColumn(
            "name",
            "Rad",
            32,
            f"Radens namn som det är tryckt. {SUM_ROW} är den tryckta summan. {SIGN_ROW} säger "
            "med + eller - vilket tecken en nettokostnad har i kolumnen.",
            required=True,
        ),
        PlanColumn("department", "Avdelning", 30, "Avdelningen som raden är ram för."),
        PlanColumn("version", "Version", 26, "Vilket beslut beloppen kommer från."),
    ),
)

FRAME_DECISIONS_SHEET = PlanSheet(
    "Rambeslut",
    "version",
    (
        PlanColumn(
            "version",
            "Beslut",
            30,
            "Beslutets namn, samma på alla dess rader. Heter det som en text i kolumnen Version i "
            "bladet Ramar säger raden när och hur den tryckta ramen beslutades.",
            required=True,
        ),
        PlanColumn(
            "kind",
            "Slag",
            13,
            "Förslag, Beslut, Revidering eller Överföring. Räcker på en av beslutets rader.",
        ),
        PlanColumn(
            "decided", "Datum", 12, "Dagen för beslutet, som datum. Räcker på en av dess rader."
        ),
        PlanColumn(
            "decision",
            "Paragraf",
            26,
            "Var beslutet finns: KF 2023-11-27 § 112. Räcker på en av dess rader.",
        ),
        PlanColumn(
            "perspective",
            "Perspektiv",
            14,
            "Medborgare eller Avdelning; tomt betyder Avdelning.",
            optional=True,
        ),
        PlanColumn(
            "name",
            "Rad",
            30,
            "Avdelningen, eller medborgargruppen som den är tryckt i bladet Ramar. En rad utan Rad "
            "och belopp säger bara när och hur beslutet fattades.",
        ),
        PlanColumn(
            "responsibility",
            "Ansvarskod",
            13,
            "Koden inom avdelningen som en ändring gäller; tomt när den gäller hela avdelningen.",
            optional=True,
        ),
        PlanColumn(
            "amount",
            "Ny ram",
            12,
            "Radens hela nya nettokostnad, med det tecken som nyckeln sign i bladet Plan säger. "
            "Fyll i Ny ram eller Ändring.",
            is_figure=True,
        ),
        PlanColumn(
            "change",
            "Ändring",
            12,
            "Det som läggs till ramen; minus drar ifrån när nettokostnad anges med plus. En "
            "överföring har alltid ändringar, som tillsammans blir noll.",
            is_figure=True,
        ),
        PlanColumn("comment", "Kommentar", 40, "Vad beslutet innebär.", optional=True),
    ),
    optional=True,
)

REVIEW_SHEET = PlanSheet(
    "Att granska",
    "cell",
    (
        PlanColumn("cell", "Cell", 24, "Cellen i den här arbetsboken, om det gäller en."),
        PlanColumn("where", "I dokumentet", 20, "Raden, stycket eller sidan i dokumentet."),
        PlanColumn("what", "Vad", 80, "Vad som är osäkert eller inte gick att förstå."),
        PlanColumn("remedy", "Gör så här", 60, "Hur det rättas."),
        PlanColumn("done", "Klart", 12, "Skriv vad ni vill. Bladet läses inte av programmet."),
    ),
)


def figure_column(label: str) -> PlanColumn:
    """A printed column of the sheet Ramar; its label is its key."""
    return PlanColumn(
        label,
        label,
        18,
        "Beloppen som de är tryckta, med det tecken som står i dokumentet.",
        is_figure=True,
    )
