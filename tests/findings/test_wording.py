from __future__ import annotations

import pytest

from kexcel.findings import CODES, explain

WORDS = {
    "missing-status": (
        'Uppföljning!J7 (3.1.1-4): Aktiviteten "Utveckla introduktionen för '
        'nyanställda" har ingen status.'
    ),
    "unknown-status": 'Uppföljning!J7 (3.1.1-4): "Klart typ" är ingen status i listan.',
    "comment-required": "Uppföljning!M7 (3.1.1-4): Status är Försenad, men Kommentar är tom.",
    "action-required": (
        "Uppföljning!N7 (3.1.1-4): Status är Försenad, men Orsak och åtgärd är tom."
    ),
    "new-end-required": (
        "Uppföljning!L7 (3.1.1-4): Status är Försenad, men Nytt slutdatum är tomt."
    ),
    "decision-required": "Uppföljning!O7 (3.1.1-4): Status är Avbruten, men Beslut är tomt.",
    "completed-required": (
        "Uppföljning!K7 (3.1.1-4): Status är Genomförd, men Genomförd datum är tomt."
    ),
    "completed-out-of-range": (
        'Uppföljning!K7 (3.1.1-4): Genomförd datum är "2024-06-15", men ska vara senast 2024-04-30 '
        "och högst tio år tillbaka."
    ),
    "overdue": (
        "Uppföljning!J7 (3.1.1-4): Aktiviteten skulle vara klar 2024-03-31, men status är Pågående."
    ),
    "late-start": (
        "Uppföljning!J7 (3.1.1-4): Aktiviteten skulle ha börjat 2024-02-01, men "
        "status är Ej påbörjad."
    ),
    "done-before-start": (
        "Uppföljning!K7 (3.1.1-4): Aktiviteten är markerad som klar före sitt "
        "startdatum, 2024-09-01."
    ),
    "status-regressed": (
        "Uppföljning!J7 (3.1.1-4): Status är Pågående, men förra perioden var den Genomförd."
    ),
    "stale-comment": (
        "Uppföljning!M7 (3.1.1-4): Kommentaren är ordagrant densamma som förra perioden."
    ),
    "answer-lapsed": (
        "Uppföljning!J7 (3.1.1-4): Raden lämnades tom eftersom aktiviteten "
        '"Utveckla introduktionen för nyanställda" redan var genomförd, men det svaret gäller '
        "inte längre."
    ),
    "not-a-date": 'Uppföljning!L7 (3.1.1-4): "efter sommaren" går inte att läsa som ett datum.',
    "not-a-number": 'Budget!E5: "mellan 3 och 4" går inte att läsa som ett tal.',
    "interpreted": 'Uppföljning!K7 (3.1.1-4): "30/4 2024" lästes som 2024-04-30.',
    "out-of-range": 'Mått!G4: "5000" ligger utanför det tillåtna: 0–100.',
    "error-value": 'Budget!E5: Cellen visar felet "#VALUE!" i stället för ett svar.',
    "not-signed-off": "Läs mig!B12: Formuläret är inte klarmarkerat som Slutlig.",
    "locked-cell-changed": (
        'Uppföljning!G7 (3.1.1-4): Här står nu "2024-12-31". I formuläret som '
        "skickades ut stod 2024-06-30."
    ),
    "row-missing": (
        'Uppföljning (3.1.1-4): Raden "Utveckla introduktionen för nyanställda" finns '
        "inte med i filen."
    ),
    "row-duplicated": (
        "Uppföljning!J7 (3.1.1-4): Raden finns på flera ställen med olika svar: J7, J12."
    ),
    "row-unknown": (
        'Uppföljning!D31: Raden "Flytta arkivet" fanns inte i formuläret som skickades ut.'
    ),
    "answer-overtaken": (
        'Uppföljning!J7 (3.1.1-4): Svaret "Pågående" används inte, för aktiviteten har upphävts '
        "genom ett beslut: KS 2024-06-11 § 87."
    ),
    "column-missing": "Uppföljning: Kolumnen Status finns inte på bladet.",
    "column-renamed": (
        'Uppföljning!M6: Kolumnen Kommentar heter "Anteckningar" här. Den lästes ändå.'
    ),
    "sheet-missing": "Budget: Bladet Budget finns inte i filen.",
    "repaired": (
        "Uppföljning!A7 (3.1.1-4): Läst trots att något hade ändrats: raden hittades "
        "på sitt nummer."
    ),
    "not-a-form": "Filen är inte ett formulär från oss. Den är: PDF.",
    "wrong-period": "Formuläret gäller T1, men det är T2 som samlas in.",
    "wrong-department": "Formuläret hör till Ekonomiavdelningen, men väntades från Staben.",
    "wrong-plan": "Formuläret är gjort från en annan verksamhetsplan än den som följs upp.",
    "outdated-form": (
        "Ett nyare formulär, KX-4TB9WX1C, har skickats ut för samma avdelning och period. Svar som "
        "följer med: 41. Nya rader sedan dess: 1 (3.1.1-5 Utbilda skyddsombud). Svar utan plats i "
        "det: 0."
    ),
    "file-unreadable": "Filen går inte att läsa: filen är inte hel.",
    "file-encrypted": "Filen är låst med lösenord och kan inte öppnas.",
    "file-too-large": "Filen är större än gränsen, 20 MB.",
    "file-suspicious": (
        "Filen är inte läst av säkerhetsskäl: den packar upp till mycket mer än ett "
        "formulär rymmer."
    ),
    "has-macros": "Filen innehåller makron. De har inte körts, och svaren är lästa.",
    "has-external-links": "Filen har länkar till andra filer. De har inte följts.",
    "duplicate-file": (
        "Filen är exakt densamma som T1 2024 Staben.xlsx, som redan har tagits emot."
    ),
    "conflicting-answers": (
        "Uppföljning!J7 (3.1.1-4): Filer från samma avdelning har olika svar här: "
        "Pågående; Genomförd."
    ),
    "character-replaced": (
        'Tecken som filen inte kan innehålla har bytts ut: "č ☃". Det gäller bara namn, aldrig '
        "belopp."
    ),
    "department-reorganised": (
        'Avdelningen "Staben" upphörde 2024-07-01. Svaren räknas för den som nu ansvarar för varje '
        "rad; för resten svarar Verksamhetsstöd."
    ),
    "answers-moved": (
        'Efter en omorganisation svarar "Staben" inte längre för alla rader i filen. Svaren där '
        "räknas för dem som gör det nu: Digitalisering: 3 (Uppföljning!J5, Uppföljning!M5, "
        "Uppföljning!J7)."
    ),
    "forecast-before-move": (
        "Budget!G5: Prognosen gjordes för ramen 50,4, men efter omorganisationen "
        "2024-07-01 är ramen 40,0."
    ),
    "frame-not-distributed": (
        "Fördelning!D12: Ramen är 50,4, men fördelat är 50,3. Skillnaden är 0,1."
    ),
    "forecast-missing": "Budget!G5 (1100): Prognos helår är tom.",
    "deviation-unexplained": (
        "Budget!K5 (1100): Avvikelsen är -1,2, över gränsen 0,5 mnkr och 1 %, "
        "men saknar förklaring."
    ),
    "suspected-unit-error": (
        'Budget!G5 (1100): Beloppet "50400" är kanske i fel enhet: ramen är 50,4.'
    ),
    "suspected-sign-error": (
        'Budget!G5 (1100): Beloppet "-50,4" har kanske fel tecken: ramen är 50,4.'
    ),
    "total-mismatch": (
        "Ramar!E12: Summan är skriven som 608,2, men raderna ger 608,3. Skillnaden är 0,1."
    ),
    "self-substitute": "Attest!E5: Attestanten är också skriven som sin egen ersättare.",
    "substitute-missing": "Attest!E5: Attestanten har ingen ersättare.",
    "responsibility-uncovered": 'Fördelning!B7: Ansvarskoden "1210" har ingen attestant.',
    "validity": (
        "Attest!F5: Attestantens giltighetstid stämmer inte: slutdatum ligger före startdatum."
    ),
    "unknown-code": (
        'Fördelning!B7: Koden "11O0" går inte att använda här. Den ska vara fyra siffror.'
    ),
    "row-incomplete": "Fördelning!B7: Ansvarskod saknas på raden.",
    "row-repeated": (
        "Fördelning!B7: Samma enhet, kod och verksamhet finns på flera rader: här och i B9."
    ),
    "ledger-differs": (
        'Budget!F5 (1100): Utfallet "27.1" är inte det som är bokfört, 26,8 mnkr. '
        "Skillnaden är 0,3."
    ),
    "ledger-unplaced": (
        'Blad1!A12: På koden "9999" är 1,2 mnkr bokfört, men ingen avdelning har koden.'
    ),
    "ledger-incomplete": ("rad 812: Något kan saknas i filen: den slutar mitt i en verifikation."),
    "unknown-goal": 'Aktiviteter!B14 (3.1.9-1): Målet "3.1.9" finns inte på bladet Mål.',
    "unknown-department": (
        'Aktiviteter!G14 (3.1.1-4): Avdelningen "ekonomiavd" finns inte på bladet Avdelningar.'
    ),
    "end-before-start": (
        "Aktiviteter!F14 (3.1.1-4): Aktiviteten börjar 2024-09-01 men slutar 2024-06-30."
    ),
    "number-duplicated": ('Aktiviteter!A14 (3.1.1-4): "3.1.1-4" används flera gånger: A13, A14.'),
    "missing-value": "Aktiviteter!G14 (3.1.1-4): Ansvarig saknas.",
    "unknown-word": 'Mål!B4 (3.1): "Nämnd" går inte att använda här.',
    "text-too-long": (
        "Aktiviteter!D14 (3.1.1-4): Texten är längre än 32767 tecken, som är det "
        "mesta som får plats i Excel här."
    ),
    "perspectives-differ": (
        "Ramar!E12: Summan per medborgargrupp är 608,2, men per avdelning 608,3. Skillnaden är 0,1."
    ),
    "outside-year": (
        'Aktiviteter!F14 (3.1.1-4): Datumet "2025-12-31" ligger utanför planens år, 2024.'
    ),
    "no-description": "Aktiviteter!D14 (3.1.1-4): Aktiviteten har ingen beskrivning.",
    "no-activities": ("Avdelningar!A2: Här finns inga aktiviteter, så inget kan följas upp."),
    "verdict-missing": "Mål (3.1.1): Målet 3.1.1 har ingen slutlig bedömning.",
    "plan-mismatch": (
        'Plan!B5: Här står "tkr", men väntat var mnkr. kexcel.toml och '
        "plan.xlsx måste säga samma sak."
    ),
    "frame-not-decided": (
        'Ramar!A3: "Förslag november 2023" är ett förslag. Inget beslut om ramarna finns på '
        "bladet Rambeslut."
    ),
    "frame-change-unclear": (
        'Rambeslut!H4: Raden "Staben" behöver antingen en ny ram eller en ändring, inte båda '
        "och inte ingen av dem."
    ),
    "transfer-unbalanced": (
        'Rambeslut!I4: Överföringen "Överföring mars 2024" flyttar inte lika mycket till som '
        "från. Det skiljer -0,1."
    ),
    "version-contradicts": (
        'Rambeslut!C5: Datum för beslutet "Överföring mars 2024" är inte lika på alla rader: '
        "C4, C5."
    ),
    "frame-rewritten": (
        'Ramar!F12: Formuläret till "Staben" gick ut med ramen 81,7 enligt Förslag november 2023, '
        "men samma version säger nu 82,0."
    ),
    "unknown-activity": (
        'Ändringsbeslut!D3 (3.1.1-44): Aktiviteten "3.1.1-44" fanns inte i planen den 2024-06-11.'
    ),
    "activity-cancelled": (
        'Ändringsbeslut!D5 (3.1.1-4): Aktiviteten "3.1.1-4" upphävdes redan '
        "genom ett tidigare beslut: KS 2024-06-11 § 87."
    ),
    "number-needed": (
        'Ändringsbeslut!D2: Den nya aktiviteten "Kartlägg lokaler" saknar nummer. '
        "Nästa lediga under målet är 3.1.1-5."
    ),
    "amendment-outside-year": (
        'Ändringsbeslut!A2 (3.1.1-4): Beslutet "2023-12-12" ligger utanför planens år, 2024.'
    ),
    "amendment-changes-nothing": (
        'Ändringsbeslut!D4 (3.1.1-4): Raden för aktiviteten "3.1.1-4" ändrar ingenting: '
        "det som är ifyllt gällde redan."
    ),
    "amendment-contradicts": (
        "Ändringsbeslut!I4 (3.1.1-4): Raden upphäver aktiviteten, och säger också något nytt i "
        'Slut: "2024-10-31".'
    ),
    "end-before-decision": (
        'Ändringsbeslut!I4 (3.1.1-4): Slutdatumet "2024-04-30" ligger före beslutet, '
        "som är från 2024-06-11."
    ),
    "reorganisation-unclear": (
        'Omorganisation!G3: Raden med "1100" på bladet Omorganisation går inte att följa.'
    ),
    "department-not-there": (
        'Rambeslut!H5: Avdelningen "Staben" finns inte 2024-11-25 enligt bladet Omorganisation.'
    ),
    "reorganisation-to-do": (
        'Omorganisation!A2: Flytten från "Staben" till Verksamhetsstöd 2024-07-01 gäller från T2.'
    ),
    "distribution-before-move": (
        'Omorganisation!A2: Det som "Staben" fördelar i internbudget hålls mot formulärets ram '
        "50,4, men efter flytten (Omorganisation A2) är ramen 45,0."
    ),
    "history-divided": (
        'Omorganisation!A3: En del av "Staben" gick till Ekonomiavdelningen, men T1 redovisade '
        "ramen i ett stycke. Prognosen då visas inte för någon av dem."
    ),
    "proposals-left": ("Aktiviteter!I2: Antal rader med förslag som ingen har bekräftat: 75."),
    "no-activities-found": "Inga aktiviteter hittades i dokumentet.",
    "text-not-understood": (
        'rad 67: Texten "Insats Klart Vem" gick inte att förstå och är inte med i planen.'
    ),
    "page-without-text": ("sidan 14: Sidan har ingen text, bara bild."),
    "column-not-read": (
        'rad 81: Kolumnen "Finansiering" i dokumentets tabell är inte med i planen.'
    ),
    "joined-text": (
        'rad 88 (3.1.1-4): Texten "Under året ha ett tema på ett APT" är hopsatt av delar: '
        "en sidbrytning står mitt i."
    ),
    "heading-unsure": ('rad 95 (3.4): Rubriken "Fler ska vilja bo i" kan fortsätta på nästa rad.'),
    "number-passed-over": (
        'rad 102: Ingen rubrik har numret "3.3", fast den borde komma före den här.'
    ),
    "number-assigned": (
        'rad 109 (1.2): Målet har fått numret "1.2", som dokumentet inte anger eller har på '
        "flera ställen."
    ),
    "count-stated-differs": (
        'rad 116: Dokumentet säger 5 i "har brutits ner i fem mål", men 4 hittades.'
    ),
    "name-stated-differs": (
        'rad 123 (3.1.2): "Andelen som nyttjar bidraget ska öka" nämns inte med samma ord '
        "där dokumentet räknar upp: Andelen som nyttjar bidraget ska inte minska."
    ),
    "date-assumed": (
        'rad 130 (1.2-3): Inget slutdatum går att läsa ur "vid behov". 2024-12-31 har föreslagits.'
    ),
    "year-differs": ('De flesta aktiviteterna slutar "2024", men kexcel.toml säger 2025.'),
    "owner-proposed": (
        'rad 144 (3.1.1-1): "Socialavdelningen" föreslås som ansvarig. Skäl: Ansvarig '
        "Socialavdelningen: ”sociala avdelningen”."
    ),
    "owner-missing": (
        "rad 151 (3.4.7-2): Inget i texten säger vilken avdelning som ansvarar för "
        '"Underteckna den regionala strategin".'
    ),
    "owner-unknown": (
        'rad 158 (1.2-3): "Elevhälsan" anges i dokumentet men är ingen avdelning i planen.'
    ),
    "department-proposed": (
        'Avdelningen "Samhällsbyggnadsavdelningen" är ny. Dokumentet nämner den.'
    ),
    "sign-unconfirmed": (
        'rad 172: Kolumnen "Budget 2023" har tecknet - på nettokostnader som det ser ut. '
        "Kolumner med annat tecken: Budget 2024."
    ),
    "unit-not-printed": (
        "rad 179: Dokumentet säger inte vilken enhet beloppen har. Enheten mnkr kommer från "
        "kexcel.toml."
    ),
    "perspective-unclear": (
        'rad 186: Tabellen med "Barn och unga" går inte säkert att hänföra till medborgare '
        "eller avdelningar."
    ),
    "figure-unclear": (
        'rad 193: Siffrorna på raden "Barn och unga" kan läsas på flera sätt. De lästes som '
        "288000; 295300; 306."
    ),
    "gone-from-document": (
        '3.1.1-2: "Genomföra två föreläsningar" finns i plan.xlsx men inte i det nya dokumentet.'
    ),
    "changed-on-both-sides": (
        '3.1.1-2: Någon har skrivit "2024-10-31" i plan.xlsx, och dokumentet säger nu: 2024-11-30.'
    ),
    "decided-already": (
        '3.1.2-3: Det som dokumentet säger om "Kartlägg lokaler" är redan beslutat, i KS § 52. '
        "Bladet Aktiviteter står kvar som det antogs."
    ),
}


def test_the_table_has_every_code() -> None:
    assert tuple(WORDS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_example_of_each_code_reads_in_swedish(code: str) -> None:
    assert explain(code, "sv").example == WORDS[code]
