"""The facts of the demo network, read by hand from five documents.

Each fact has a fragment of its document that names it: no sentence, at most twelve words, no person. What the
documents do not say is empty: when Green Deal started, what Focus Industry Spets costs. Summaries are our own words.
"""

from __future__ import annotations

from typing import Final

from loaders.demo.entries import Actor, Collaboration, Document, Evidence, Funding, OfferOrNeed, Participation, Project

SORESS: Final = "SORESS-MMI"
GREEN_DEAL: Final = "North Sweden Green Deal"
FOCUS: Final = "Focus Industry Spets"
WAYS: Final = "Vägar till hållbar utveckling"
SHIMR: Final = "Strategisk Samverkan för Hållbar Näringslivsutveckling i Möjligheternas Region"
SERVICE: Final = "Utveckling av medskapandeprocesser för hållbar service i Sorsele kommun"


def _soress(quote: str, slide: int = 1) -> Evidence:
    return Evidence("soress-mmi", quote, f"bild {slide}")


def _green(quote: str) -> Evidence:
    return Evidence("north-sweden-green-deal", quote)


def _focus(quote: str) -> Evidence:
    return Evidence("focus-industry-spets", quote)


def _ways(quote: str) -> Evidence:
    return Evidence("vagar-till-hallbar-utveckling", quote)


def _sorsele(quote: str) -> Evidence:
    return Evidence("sorsele-pagaende-projekt", quote)


DOCUMENTS: Final = (
    Document("soress-mmi", "SORESS-MMI, presentation av projektet"),
    Document("north-sweden-green-deal", "North Sweden Green Deal, projektsida"),
    Document("focus-industry-spets", "Focus Industry Spets, nyhet om projektet"),
    Document("vagar-till-hallbar-utveckling", "Vägar till hållbar utveckling, insatsområde 3"),
    Document("sorsele-pagaende-projekt", "Sorsele kommun, pågående projekt"),
)

ACTORS: Final = (
    Actor("IVL Svenska Miljöinstitutet", "institute"),
    Actor("Boliden AB", "company"),
    Actor("Luleå tekniska universitet", "university", ("LTU",)),
    Actor("Skellefteå kommun", "municipality"),
    Actor("Örebro universitet", "university"),
    Actor("Samforma", "company"),
    Actor("Maskinentreprenörerna", "association"),
    Actor("Expats & Friends", "association"),
    Actor("Vinnova", "agency"),
    Actor("Swedish Metals & Minerals", "programme"),
    Actor("Region Norrbotten", "region"),
    Actor("Region Västerbotten", "region"),
    Actor("Norrbottens Kommuner", "association"),
    Actor("Länsstyrelsen i Norrbottens län", "agency"),
    Actor("Swedish Lapland Visitors Board", "association"),
    Actor("Europeiska regionala utvecklingsfonden", "programme"),
    Actor("Dalarna Science Park", "cluster"),
    Actor("Sandbacka Science Park", "cluster"),
    Actor("RISE Research Institutes of Sweden", "institute", ("RISE", "Propell")),
    Actor("Paper Province", "cluster"),
    Actor("Sustainable Steel Region", "cluster"),
    Actor("REACT-EU", "programme"),
    Actor("Region Dalarna", "region"),
    Actor("Region Gävleborg", "region"),
    Actor("Region Värmland", "region"),
    Actor("Lycksele kommun", "municipality"),
    Actor("Europeiska unionen", "agency"),
    Actor("Sorsele kommun", "municipality"),
    Actor("Landsbygdsprogrammet", "programme"),
)

PROJECTS: Final = (
    Project(
        SORESS,
        "Utvecklar en modell för social resiliens och kompetensförsörjning där metall- och mineralindustrin växer. "
        "Arbetar med behovsanalyser, workshops och fokusgrupper hos industri, kommuner, civilsamhälle och invånare.",
        _soress("Projekt SORESS-MMI"),
        {
            "acronym": "SORESS-MMI",
            "starts": "2025",
            "ends": "2028",
            "budget": 3_800_000,
            "currency": "SEK",
            "places": "Norrbotten; Västerbotten",
            "themes": "kompetensförsörjning; social resiliens; metall och mineralindustrin; inkludering",
        },
        (
            ("starts", _soress("Period: 2025 – 2028")),
            ("ends", _soress("Period: 2025 – 2028")),
            ("budget", _soress("Budget: 3,8 miljoner SEK")),
            ("places", _soress("Norrbotten & Västerbotten", 3)),
            ("themes", _soress("Social resiliens och kompetensförsörjning")),
            ("themes", _soress("socialt ansvar i metall och mineralindustrin")),
            ("themes", _soress("Ökat tryck på bostäder, välfärd och inkludering", 4)),
        ),
    ),
    Project(
        GREEN_DEAL,
        "Stärker regionernas och kommunernas förmåga att möta samhällsomvandlingen när stora industrier etablerar "
        "sig, i fyra arbetspaket.",
        _green("North Sweden Green Deal"),
        {
            "ends": "2023-07",
            "budget": 112_500_000,
            "currency": "SEK",
            "places": "Norrbotten=60000000; Västerbotten=52500000",
            "themes": "Attraktion – marknadsföring och mottagarkapacitet; Kompetensförsörjning – utbud och matchning; "
            "Fysisk planering – mobilisering och kapacitet; Energi – system och kapacitet",
        },
        (
            ("ends", _green("finansiering från projektet ska vara genomförda senast juli 2023")),
            ("budget", _green("totalbudget är 112 500 000 kr")),
            ("places", _green("60 000 000 kr för Norrbotten")),
            ("places", _green("52 500 000 kr för Västerbotten")),
            ("themes", _green("Attraktion – marknadsföring och mottagarkapacitet")),
            ("themes", _green("Kompetensförsörjning – utbud och matchning")),
            ("themes", _green("Fysisk planering – mobilisering och kapacitet")),
            ("themes", _green("Energi – system och kapacitet")),
        ),
    ),
    Project(
        FOCUS,
        "Hjälper industrins små och medelstora företag i tre län att ställa om till hållbara produkter, tjänster och "
        "processer.",
        _focus("samverkansaktör i Focus Industry Spets"),
        {
            "places": "Gävleborg; Dalarna; Värmland",
            "themes": "hållbar produktion; stål; avancerad tillverkning; digitalisering; cirkulära affärsmodeller; "
            "små och medelstora företag",
        },
        (
            ("places", _focus("Norra Mellansveriges tre regioner: Gävleborg, Dalarna och Värmland")),
            ("themes", _focus("Kategori: Hållbar produktion")),
            ("themes", _focus("bland annat inom stål och avancerad tillverkning")),
            ("themes", _focus("digitalisering och cirkulära affärsmodeller")),
            ("themes", _focus("stötta små och medelstora företag i sitt omställningsarbete")),
        ),
    ),
    Project(
        WAYS,
        "Prövar hur hållbarhet kan vägas in när projekt och företag får stöd, bland annat med ett verktyg för dem som "
        "handlägger ansökningar.",
        _ways("Vägar till hållbar utveckling"),
        {"themes": "hållbarhetsverktyg; hållbar utveckling; finansiering"},
        (
            ("themes", _ways("hållbarhetsverktyg för projektstöd och företagsstöd")),
            ("themes", _ways("Vägar till hållbar utveckling")),
            ("themes", _ways("Insatsområde 3: Finansiering")),
        ),
    ),
    Project(
        SHIMR,
        "Bygger gemensamma former för företagsstöd i tio inlandskommuner, så att skillnaden mot kusten minskar.",
        _sorsele("Hållbar Näringslivsutveckling i Möjligheternas Region (SHiMR)"),
        {
            "acronym": "SHiMR",
            "starts": "2023-01-02",
            "ends": "2026-03-16",
            "budget": 23_974_594,
            "currency": "SEK",
            "places": "Norrbotten; Västerbotten",
            "themes": "hållbar näringslivsutveckling; små och medelstora företag; nätverksskapande",
        },
        (
            ("acronym", _sorsele("Hållbar Näringslivsutveckling i Möjligheternas Region (SHiMR)")),
            ("starts", _sorsele("pågår mellan 2023-01-02 till 2026-03-16")),
            ("ends", _sorsele("pågår mellan 2023-01-02 till 2026-03-16")),
            ("budget", _sorsele("total budget på 23 974 594 kr")),
            ("places", _sorsele("två kommuner i Norrbotten och åtta i Västerbotten")),
            ("themes", _sorsele("Samverkan för Hållbar Näringslivsutveckling")),
            ("themes", _sorsele("små och medelstora företagens hållbara tillväxt")),
            ("themes", _sorsele("nätverksskapande mellan kommuner, andra aktörer och företag")),
        ),
    ),
    Project(
        SERVICE,
        "Utvecklar servicepunkterna i tre byar tillsammans med dem som bor där.",
        _sorsele("Utveckling av medskapandeprocesser för hållbar service i Sorsele kommun"),
        {
            "starts": "2022-09-01",
            "ends": "2024-06-30",
            "places": "Sorsele; Ammarnäs (Sorsele); Blattnicksele (Sorsele); Gargnäs (Sorsele)",
            "themes": "service; servicepunkter; lokalsamhället",
        },
        (
            ("starts", _sorsele("under perioden 2022-09-01 - 2024-06-30")),
            ("ends", _sorsele("under perioden 2022-09-01 - 2024-06-30")),
            ("places", _sorsele("hållbar service i Sorsele kommun")),
            ("places", _sorsele("servicepunkterna i Ammarnäs, Blattnicksele och Gargnäs")),
            ("themes", _sorsele("hållbar service i Sorsele kommun")),
            ("themes", _sorsele("utveckla servicepunkterna i Ammarnäs, Blattnicksele och Gargnäs")),
            ("themes", _sorsele("stärka samverkan mellan kommunen och lokalsamhället")),
        ),
    ),
)

_SORESS_FIRST = "Samarbetspartner: IVL Svenska Miljöinstitutet (koordinator)"
_GREEN_FIRST = "Samverkanspartner är Norrbottens Kommuner"
_TWO_REGIONS = _green("i samverkan mellan Region Norrbotten och Region Västerbotten")

PARTICIPATIONS: Final = (
    Participation(SORESS, "IVL Svenska Miljöinstitutet", "coordinator", _soress(_SORESS_FIRST)),
    Participation(SORESS, "Boliden AB", "partner", _soress(f"{_SORESS_FIRST}, Boliden AB")),
    Participation(SORESS, "Luleå tekniska universitet", "partner", _soress("Luleå tekniska universitet (LTU)")),
    Participation(SORESS, "Skellefteå kommun", "partner", _soress("Skellefteå kommun, Örebro universitet, Samforma")),
    Participation(SORESS, "Örebro universitet", "partner", _soress("Skellefteå kommun, Örebro universitet, Samforma")),
    Participation(SORESS, "Samforma", "partner", _soress("Örebro universitet, Samforma, Maskinentreprenörerna")),
    Participation(SORESS, "Maskinentreprenörerna", "partner", _soress("Samforma, Maskinentreprenörerna")),
    Participation(SORESS, "Expats & Friends", "partner", _soress("Maskinentreprenörerna, Expats & Friends")),
    Participation(GREEN_DEAL, "Region Norrbotten", "partner", _TWO_REGIONS),
    Participation(GREEN_DEAL, "Region Västerbotten", "partner", _TWO_REGIONS),
    Participation(GREEN_DEAL, "Norrbottens Kommuner", "partner", _green(_GREEN_FIRST)),
    Participation(
        GREEN_DEAL, "Luleå tekniska universitet", "partner", _green(f"{_GREEN_FIRST}, Luleå tekniska universitet")
    ),
    Participation(
        GREEN_DEAL,
        "Länsstyrelsen i Norrbottens län",
        "partner",
        _green(f"{_GREEN_FIRST}, Luleå tekniska universitet, Länsstyrelsen Norrbotten"),
    ),
    Participation(
        GREEN_DEAL,
        "Swedish Lapland Visitors Board",
        "partner",
        _green("Länsstyrelsen Norrbotten, Swedish Lapland Visitors Board"),
    ),
    Participation(GREEN_DEAL, "samtliga kommuner i Norrbotten", "partner", _green("samtliga kommuner i Norrbotten")),
    Participation(
        GREEN_DEAL, "deras näringsliv", "partner", _green("samtliga kommuner i Norrbotten och deras näringsliv")
    ),
    Participation(GREEN_DEAL, "Skellefteå kommun", "partner", _green("samt Skellefteå kommun i Västerbotten")),
    Participation(FOCUS, "Dalarna Science Park", "partner", _focus("I projektet deltar Dalarna Science Park")),
    Participation(
        FOCUS,
        "Sandbacka Science Park",
        "partner",
        _focus("I projektet deltar Dalarna Science Park, Sandbacka Science Park"),
    ),
    Participation(
        FOCUS, "RISE Research Institutes of Sweden", "partner", _focus("Sandbacka Science Park, RISE (Propell)")
    ),
    Participation(FOCUS, "Paper Province", "partner", _focus("Paper Province och Sustainable Steel Region")),
    Participation(FOCUS, "Sustainable Steel Region", "partner", _focus("Paper Province och Sustainable Steel Region")),
    Participation(WAYS, "Region Norrbotten", "owner", _ways("de bolag Region Norrbotten är delägare i")),
    Participation(WAYS, "Luleå tekniska universitet", "partner", _ways("Samverkanspart Luleå tekniska universitet")),
    Participation(SHIMR, "Lycksele kommun", "owner", _sorsele("Lycksele kommun som projektägaren")),
    Participation(SHIMR, "Region 10", "partner", _sorsele("samverkansprojekt med 10 kommuner (Region 10)")),
    Participation(SERVICE, "Sorsele kommun", "owner", _sorsele("vi i Sorsele kommun fått pengar")),
)

_SORESS_FUNDERS = "Finansiär: Vinnova, Swedish Metals & Minerals – Sociala insatsområden"
_JOINTLY = _green("50 % från de båda Regionerna samt Skellefteå kommun")
_THREE_REGIONS = _focus("med stöd av Region Dalarna, Region Gävleborg och Region Värmland")
_LOGOS = _sorsele("finansiärerna till projektet, EU tillsammans med Region Norr- och Västerbotten")

FUNDINGS: Final = (
    Funding(SORESS, "Vinnova", _soress(_SORESS_FUNDERS)),
    Funding(SORESS, "Swedish Metals & Minerals", _soress(_SORESS_FUNDERS)),
    Funding(SORESS, "Boliden AB", _soress(f"{_SORESS_FUNDERS} Boliden AB")),
    Funding(SORESS, "Skellefteå kommun", _soress("Sociala insatsområden Boliden AB Skellefteå kommun")),
    Funding(
        GREEN_DEAL,
        "Europeiska regionala utvecklingsfonden",
        _green("finansieras med 50 % från Regionalfonden för Övre Norrland (ERUF-medel)"),
        share=0.5,
    ),
    Funding(GREEN_DEAL, "Region Norrbotten", _JOINTLY),
    Funding(GREEN_DEAL, "Region Västerbotten", _JOINTLY),
    Funding(GREEN_DEAL, "Skellefteå kommun", _JOINTLY),
    Funding(FOCUS, "REACT-EU", _focus("finansieras av Nationella ERUF-programmet (REACT-EU)")),
    Funding(FOCUS, "Region Dalarna", _THREE_REGIONS),
    Funding(FOCUS, "Region Gävleborg", _THREE_REGIONS),
    Funding(FOCUS, "Region Värmland", _THREE_REGIONS),
    Funding(SHIMR, "Europeiska unionen", _LOGOS),
    Funding(SHIMR, "Region Norrbotten", _LOGOS),
    Funding(SHIMR, "Region Västerbotten", _LOGOS),
    Funding(
        SERVICE,
        "Landsbygdsprogrammet",
        _sorsele("beviljats 480 000 kronor i stöd från Landsbygdsprogrammet"),
        amount=480_000,
        currency="SEK",
    ),
)

COLLABORATIONS: Final = (
    Collaboration("Region Norrbotten", "Region Värmland", "contact", _ways("kontakt finns även med Region Värmland")),
)

OFFERS_AND_NEEDS: Final = (
    OfferOrNeed(
        "IVL Svenska Miljöinstitutet", "offers", "forskning", _soress("Tillämpad forskning och konsultuppdrag", 2)
    ),
    OfferOrNeed(
        "Region Värmland", "offers", "hållbarhetsverktyg", _ways("webbaserat verktyg kring hållbara beslutsprocesser")
    ),
    OfferOrNeed("Region Norrbotten", "needs", "hållbarhetsverktyg", _ways("testa en demo av deras hållbarhetsapp")),
)
