"""Source of truth for how each concession is said in German: patterns on text as `content.authority.subjects.fold` leaves it."""

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"falsche\w* (versprech\w+|zusage\w*)",
    ),
    "unreleased_feature": (
        r"(noch )?nicht (veroffentlicht|freigegeben)\w* (funktion|produkt)\w*", r"unveroffentlicht\w* funktion\w*",
    ),
    "framework_agreement": (
        r"rahmen(vertrag|vereinbarung|abkommen|auftrag)\w*",
    ),
    "exclusivity": (
        r"exklusiv\w*", r"alleinvertrieb\w*", r"alleinvertret\w*",
    ),
    "consignment": (
        r"konsignation\w*", r"kommissionsware",
    ),
    "trial": (
        r"test(phase|zeitraum|stellung|gerat\w*|monat\w*|woche\w*)",
        r"probe(zeit|phase|stellung|weise|monat\w*|woche\w*)?\b", r"erprob\w+", r"leihstellung", r"leihgerat\w*",
        r"zum test\w*", r"testen\b",
    ),
    "refund": (
        r"ruckerstatt\w+", r"erstatt\w+", r"geld[ -]zuruck\w*([ -]garantie)?", r"ruckzahl\w+",
    ),
    "compensation": (
        r"entschadig\w+", r"schadenersatz", r"schadensersatz", r"gutschrift",
    ),
    "penalty": (
        r"vertragsstrafe\w*", r"ponale\w*", r"konventionalstrafe",
    ),
    "no_prepayment": (
        r"(ohne|keine) (anzahlung|vorkasse|vorauszahlung)",
    ),
    "free_freight": (
        r"(versandkosten|fracht|porto)(kosten)?frei\w*",
        r"(kostenlos|kostenfrei|gratis|frei)\w*[ -]?(\w+ )?(versand|lieferung|fracht|transport)",
        r"(versand|lieferung|fracht|transport)(kosten)? (\w+ )?(kostenlos|kostenfrei|frei|gratis|ubernehm\w+|ubernimmst|entfall\w*)",
        r"frei haus",
    ),
    "free_service": (
        r"(kostenlos|kostenfrei|gratis|frei)\w* (schulung|installation|inbetriebnahme|kalibrierung|wartung|einweisung|service)\w*",
        r"(schulung|kalibrierung|inbetriebnahme|wartung) (kostenlos|gratis|kostenfrei)",
    ),
    "free_goods": (
        r"(gratis|kostenlos|kostenfrei|frei)\w* (\w+ )?(muster|zubehor|akku|batterie|ladegerat|stuck|gerat|werkzeug|steckschlussel|ersatzteil)\w*",
        r"naturalrabatt", r"gratisware", r"dazu(geben| geschenkt)",
        r"(muster|zubehor|akku|ladegerat) (gratis|kostenlos|geschenkt)",
    ),
    "price_guarantee": (
        r"preis(garantie|bindung|fixierung|festschreibung|stabilitat)\w*",
    ),
    "price_match": (
        r"preis(anpassung| angleichen)", r"(wettbewerbs)?preis mitgehen", r"angebot mitgehen", r"bestpreis\w*",
    ),
    "faster_delivery": (
        r"(express|eil|sofort)(lieferung|versand|auftrag)", r"(schnellere|fruhere|garantierte) lieferung",
        r"liefergarantie",
    ),
    "warranty_extension": (
        r"(garantie|gewahrleistung)s?(verlanger\w+|zeit)?",
    ),
    "buy_back": (
        r"ruckgabe\w*", r"rucknahme", r"ruckkauf",
    ),
    "custom_development": (
        r"sonder(anfertigung|entwicklung|ausfuhrung|losung|konstruktion)\w*", r"kundenspezifisch\w*",
        r"massanfertigung",
    ),
    "payment_term": (
        r"zahlungsziel", r"zahlungsfrist", r"zahlungsbeding\w+", r"tagen? netto", r"tagen? ziel", r"netto \d+",
        r"zahl(bar|ung|en)( \w+)? (in|nach|innerhalb|binnen)\b",
    ),
    "discount": (
        r"rabatt\w*", r"nachlass\w*", r"skonto", r"preisnachlass", r"preisreduzierung", r"gunstiger\w*",
        r"preis senken", r"billiger\w*", r"prozente",
    ),
}  # fmt: skip
"""Words that speak of the concession wherever they stand; a promise is recognised by them too."""

WISHED: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"(zertifikat|bescheinigung|protokoll|bericht|nachweis|schein)\w* (uber|fur|von) [^.!?]{0,40}?, ?(die|das|der) (niemand|keiner|nie|nicht|gar nicht)\b",
        r"(sag|behaupt|versicher|schreib)\w*( \w+){0,3} (einfach|ruhig|halt)\b.{0,30}(zertifiz|zugelass|gepruft|konform|erfull)\w*",
        r"leere\w* versprech\w+", r"gefalscht\w*", r"ubertreib\w*", r"unwahre\w* (zusage|aussage|behauptung)\w*",
    ),
    "unreleased_feature": (
        r"(funktion|feature|modul|version|modell|produkt|software|update|firmware|option)\w*\b.{0,50}?(noch (gar |uberhaupt )?nicht|noch nie|erst noch|noch kein\w*).{0,25}?(veroffentlicht|erschienen|freigegeben|verfugbar|auf dem markt|auf den markt|gibt|existier|fertig|angekundigt|entwickelt|vorgestellt|heraus|raus)\w*",
        r"(firmware|software|app|modul|update|funktion|version|option|schnittstelle)\w*,? (die|das|der|welche\w*) (\w+ ){0,4}?(nachste[snmr]?|kommende[snmr]?|spater\w*|demnachst)\b",
        r"(erst )?geplante\w* (funktion|feature|modell|version)\w*",
        r"unveroffentlicht\w*",
        r"(version|modell|funktion|generation|produkt|ausfuhrung)\w*,? (die|das|der|welche\w*) (\w+ ){0,3}?(im )?(nachste[snmr]?|kommende[snmr]?) (jahr|monat|quartal|fruhjahr|sommer|herbst|winter)",
        r"(noch )?nicht (veroffentlicht|erschienen|verfugbar|freigegeben|angekundigt)\w* (funktion|produkt|modell|version)\w*",
        r"(funktion|produkt|modell)\w* (in entwicklung|, die (es )?noch nicht)", r"kunftige\w* funktion\w*",
    ),
    "kickback": (
        r"schmiergeld\w*", r"bestech\w+", r"kickback\w*", r"provision fur mich",
    ),
    "unlimited_liability": (
        r"unbegrenzte\w* haftung", r"unbeschrankte\w* haftung", r"volle haftung",
    ),
    "framework_agreement": (
        r"jahres(vertrag|vereinbarung|abschluss)\w*", r"abruf(auftrag|vertrag)\w*", r"langzeitvertrag\w*",
        r"liefervertrag\w*",
    ),
    "exclusivity": (
        r"kein\w* ander\w+ (\w+ )?(handler|vertret|vertriebspartner|importeur|distributor)\w*",
        r"(verkauf|vertreib|liefer|beliefer)\w* (\w+ ){0,4}?(nur|ausschliesslich|allein) (an )?uns\b", r"nur (uns|wir) (beliefer|verkauf|bekomm)\w*",
        r"kein(em|en|er)? ander\w+ (\w+ )?(verkauf|belief|liefer|anbiet|vertreib)\w*",
        r"nur (wir|uns)\b.{0,30}(verkauf|vertreib|anbiet|liefer)\w*",
        r"alleinverkauf\w*",
        r"einzige\w* (\w+ )?(partner|verkauf|vertret|handl|importeur)\w*",
        r"(einzige|alleinig)\w* (handler|vertreter|vertriebspartner|handelsvertret|abnehmer|distributor|importeur)\w*",
        r"(nur|ausschliesslich) an uns (verkauf|liefer|vertreib)\w*",
        r"an (niemanden|keinen) (sonst|anderen|andere) (verkauf|liefer)\w*",
        r"allein(ige\w* )?(vertret\w+|vertrieb\w*|recht\w*|verkauf\w*)", r"gebietsschutz", r"exklusivitat",
    ),
    "consignment": (
        r"\b(uns|unser\w*|kunden)\b (\w+ )?(lager|werk|halle|regal)\w*\b.{0,60}(abrechn|abgerechnet|berechn|zahl|rechnung)\w*.{0,40}(verbrauch|entnahme|entnehm|verkauf|nehmen|brauchen)\w*",
        r"konsignation\w*", r"kommissions\w+", r"auf kommission",
    ),
    "trial": (
        r"\b(leih|ausleih|verleih|borg)(en|t|e|st)?\b",
        r"\bprob(e|en|ieren)\b", r"test(betrieb|lauf|weise\w*)\b", r"(?:zum|einen|ein|im|als|auf|kostenlosen?|den|diesen|(?:tage|wochen|monate)n?) test\b", r"\btesten\b", r"ausprobier\w*", r"probe(?:betrieb|lauf|einsatz|gerat|installation)\w*", r"auf probe",
        r"pilot(betrieb|phase|projekt)\w*", r"leihweise",
    ),
    "refund": (
        r"zuruck(erstatt|zahl|uberweis)\w*", r"\b(uberweis|zahl|erstatt)\w*\b[^.!?]{0,40}?\bzuruck\b", r"geld zuruck",
    ),
    "compensation": (
        r"kulanz\w*", r"ausgleichszahlung",
    ),
    "penalty": (
        r"(pro|je|fur jede[nrs]?) (\w+ )?(woche|tag|werktag) (verzug|verspatung|verzogerung)",
        r"verspatung\w*.{0,20}(prozent|%)",
        r"(verspat|verzug|verzoger|zu spat)\w*.{0,60}?(pro|je|fur jede\w*) (\w+ )?(woche|tag|werktag)",
        r"vertragsstraf\w*", r"strafzahlung\w*", r"verzugs(strafe|pauschale|entschadigung)\w*", r"ponal\w*",
    ),
    "credit_limit": (
        r"\bkredit (von|uber|bis)\b",
        r"kredit(limit|linie|rahmen|grenze)\w*", r"lieferantenkredit",
    ),
    "instalments": (
        r"\b(monats|jahres|quartals|teil|wochen)?raten(zahlung|kauf|weise)?\b(?! of)", r"\b(eine|einer|erste|letzte|jede) rate\b", r"teilzahlung\w*",
    ),
    "free_freight": (
        r"frachtfrei\w*",
        r"(fracht|versand|transport|porto|liefer)(kosten)?\b (\w+ ){0,4}?(auf ihre kosten|zu ihren lasten|zahlen sie|ubernehmen sie|tragen sie|geht auf sie|gehen auf sie)",
        r"(ubernehm|trag|bezahl|zahl)\w* sie (\w+ ){0,4}?(fracht|versand|transport|porto|liefer)(kosten)?\b",
        r"(fracht|versand|transport|liefer)(kosten)? (geht |gehen )?(auf ihre kosten|zu ihren lasten|zahlen sie|ubernehmen sie|tragen sie)",
        r"ohne (versand|fracht|transport|liefer)kosten", r"(keine|kein) (versand|fracht|transport)kosten",
        r"portofrei", r"(versand|fracht|transport)(kosten)? (inklusive|inbegriffen|erlassen)",
        r"frachtkosten (ubernehm|erlass|streich)\w*", r"ubernahme der (fracht|versand)\w*", r"franko",
    ),
    "training": (
        r"schulung\w*", r"einweisung\w*", r"training\w*", r"lehrgang\w*", r"unterweisung",
    ),
    "on_site_service": (
        r"vor[- ]ort\b\w*", r"(techniker|monteur|ingenieur)\w* (bei uns|im werk|ins werk)", r"inbetriebnahme",
        r"(techniker|monteur|ingenieur|fachmann|spezialist|experte)\w*\b.{0,40}?\b(zu uns|ins werk|in unser|bei uns|vorbeikomm\w*|anreis\w*|herkomm\w*)", r"installation", r"einrichtung", r"montage bei uns",
    ),
    "sample": (
        r"(gratis|kostenlose\w* |frei)?muster\b", r"\bmuster\w*", r"probestuck\w*", r"probeexemplar\w*",
    ),
    "free_goods": (
        r"(zusatzlich\w*|weitere\w*|extra) (\w+ ){1,3}(gratis|kostenlos|umsonst|ohne berechnung)|ohne berechnung dazu",
        r"(akku|batterie|ladegerat|zubehor|koffer|steckschlussel|ersatzteil|stuck|werkzeug|gerat)\w* (\w+ )?(gratis|kostenlos|umsonst|geschenkt|kostenfrei)",
        r"gratis dazu", r"obendrauf gratis", r"gratiszugabe", r"zugabe", r"geschenk\w*",
    ),
    "price_guarantee": (
        r"preis\w* (\w+ ){0,4}?(unverandert|stabil|fest|eingefroren)\b",
        r"preise? (\w+ ){0,2}?nicht (erhoh|anheb)\w*",
        r"halt\w* (\w+ ){0,3}preise?\b", r"preise?\b (?:\w+ ){0,5}?(festschreib|festhalt|einfrier|halten|garantier)\w*",
        r"(den |die |ihre )?preise? .{0,20}?(halten|fest(schreiben|halten)?|einfrieren|garantieren|fixieren|stabil)",
        r"festpreis\w*", r"preis(halt|schutz)\w*", r"keine preiserhohung\w*",
    ),
    "price_match": (
        r"preis des (wettbewerb\w*|mitbewerb\w*|konkurren\w*)", r"(wettbewerb|mitbewerb|konkurrenz)\w*preis\w*",
        r"(preis|angebot) (\w+ ){0,3}(mitgehen|unterbieten|gleichziehen)", r"bestpreisgarantie", r"konkurrenzangebot",
    ),
    "faster_delivery": (
        r"(tage?n?|wochen?|monate?n?) (fruher|eher|schneller|vor (dem|der) (\w+ )?(termin|datum|liefer\w+|zeit|frist))",
        r"\b(vorzieh|vorzuzieh|vorverleg|vorgezogen)\w*",
        r"liefer(zeit|frist|termin)\w*\b.{0,30}?(verkurz|kurz|vorzieh|vorverleg|druck|reduzier)\w*",
        r"(verkurz|kurz)\w* .{0,20}?liefer(zeit|frist)\w*",
        r"(fruher|schneller|eher|vorzeitig|vorab) .{0,12}?(liefer|versend|ausliefer|bekomm|erhalt)\w*",
        r"(lieferung|liefer\w+) .{0,25}?(fruher|schneller|vorgezogen|vorziehen)", r"lieferzeit (verkurz|kurz)\w*",
        r"eilauftrag", r"vorzeitige\w* lieferung", r"vorgezogen\w* lieferung",
    ),
    "buy_back": (
        r"ruckgabe\w*", r"ruckgeb\w*", r"\b(nehm|nimm|geb|gib|schick|send|bring)\w*\b[^.!?]{0,40}?\bzuruck\b", r"zurucknehm\w*", r"zuruck(geben|schicken|senden)", r"rucksend\w*", r"retoure\w*",
        r"umtausch\w*",
    ),
    "cancellation": (
        r"storn\w+", r"rucktritt\w*", r"widerruf\w*",
    ),
    "minimum_order": (
        r"mindest(bestell|abnahme|menge)\w*",
    ),
    "quote_validity": (
        r"angebotsbindung", r"bindefrist", r"(angebot )?gultig\w*", r"gultigkeit\w*",
    ),
    "payment_term": (
        r"akkreditiv", r"\bzahlung(?!sziel|sfrist|sbed)\b", r"zahlbar", r"\bnetto\b",
        r"tagen? nach (rechnung|lieferung)\w*", r"\b(zahl|bezahl|begleich)\w*\b[^.!?]{0,40}?\bnach (der |dem )?(lieferung|rechnung|erhalt|wareneingang|empfang)\w*", r"\bziel\b", r"\b(be)?zahlen?\b", r"rechnungsdatum", r"nachnahme", r"stundung",
    ),
    "down_payment": (
        r"anzahlung", r"vorkasse", r"vorauszahlung", r"vorauskasse",
    ),
    "rebate": (
        r"bonus\w*", r"boni\b", r"ruckvergut\w*", r"umsatzbonus", r"jahresbonus", r"rebate",
    ),
    "discount": (
        r"abrund\w*",
        r"(glatt|rund)e?\w* (summe|betrag|preis)",
        r"krumme\w* (betrag|summe|cent|euro)\w*",
        r"\b(senk|reduzier|drossel)\w*\b(?=.{0,12}(preis|um))",
        r"abzieh\w*|abzug\w*",
        r"nachlass\w*", r"nachlass", r"(?:preis)?abschlag", r"(am|vom|beim) preis",
        r"prozent(e)?\b(?= (weniger|gunstiger|billiger|runter))", r"weniger", r"runter", r"preisminderung",
        r"gutschein\w*", r"sonderpreis", r"entgegenkomm\w*", r"erma(ss|ß)ig\w*", r"skonti", r"vergunstig\w*",
    ),
}  # fmt: skip
"""Words that mean the concession only where something is known to be wished or granted."""
