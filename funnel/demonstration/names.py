"""Source of truth for who appears in a demonstration: invented people and companies of each country, as they are named there.

Mail domains are reserved by RFC 2606 and reach nobody; telephone numbers are of ranges that are kept for fiction, or none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Named = tuple[str, str]
"""A name as it is written, and in Latin letters for its mail address."""


@dataclass(frozen=True, slots=True)
class Country:
    """Where customers are of: how many of a hundred, their language, and how people and companies are called."""

    code: str
    locale: str
    share: int
    given: tuple[Named, ...]
    family: tuple[Named, ...]
    firms: tuple[str, ...]
    """`{}` is a family or place name."""
    places: tuple[Named, ...]
    family_first: bool = False
    joined: str = " "
    phone: str = ""
    """With `#` for each digit."""


def _latin(*names: str) -> tuple[Named, ...]:
    return tuple((name, name) for name in names)


_ENGLISH_GIVEN = _latin("Olivia", "Marcus", "Grace", "Dale", "Harriet", "Owen", "Priscilla", "Trevor", "Joan", "Elliot")
_SPANISH_GIVEN = _latin("Lucía", "Javier", "Marta", "Álvaro", "Inés", "Rodrigo", "Pilar", "Tomás", "Elena", "Sergio")
_ARABIC_GIVEN: tuple[Named, ...] = (
    ("نورة", "Noura"), ("خالد", "Khalid"), ("ريم", "Reem"), ("فهد", "Fahad"), ("سارة", "Sara"), ("ماجد", "Majed"),
    ("هند", "Hind"), ("طارق", "Tariq"), ("ليلى", "Layla"), ("يوسف", "Yousef"),
)  # fmt: skip
_ARABIC_FAMILY: tuple[Named, ...] = (
    ("الزهراني", "Alzahrani"), ("القحطاني", "Alqahtani"), ("المنصوري", "Almansoori"), ("الحربي", "Alharbi"),
    ("الشامسي", "Alshamsi"), ("العتيبي", "Alotaibi"), ("الكعبي", "Alkaabi"), ("الدوسري", "Aldossari"),
)  # fmt: skip
_GERMAN_GIVEN = _latin(
    "Annelie", "Jörg", "Friederike", "Holger", "Svenja", "Ulrich", "Mareike", "Detlef", "Karin", "Lennart"
)
_GERMAN_FAMILY = _latin(
    "Brandhuber",
    "Kestermann",
    "Ostwald",
    "Riedlinger",
    "Saatmann",
    "Weikert",
    "Zollhuber",
    "Hagedörfer",
    "Mühlmann",
    "Tiefenthal",
)

COUNTRIES: tuple[Country, ...] = (
    Country("DE", "de", 17, _GERMAN_GIVEN, _GERMAN_FAMILY,
            ("{} Fahrzeugtechnik GmbH", "{} Maschinenbau AG", "{} Antriebe GmbH & Co. KG", "Stahlwerke {} GmbH"),
            _latin("Altenried", "Brunnfeld", "Eschental", "Lindhagen", "Moorstedt", "Rabenau"), phone="+493023125###"),
    Country("AT", "de", 4, _GERMAN_GIVEN, _latin("Hinterleitner", "Gruberbauer", "Steinkellner", "Moosbrugger"),
            ("{} Anlagenbau GmbH", "{} Windkraft GmbH"), _latin("Donauzell", "Ybbsau", "Traunegg")),
    Country("US", "en", 12, _ENGLISH_GIVEN, _latin("Harlowe", "Pickering", "Stanbury", "Wexford", "Dunmore", "Ashcombe", "Fairbrook"),
            ("{} Assembly Inc.", "{} Heavy Equipment LLC", "{} Rail Systems Inc.", "{} Motors Supply Co."),
            _latin("Cedar Flats", "Mill Hollow", "Great Bend Junction", "Copper Ridge"), phone="+1202555####"),
    Country("GB", "en", 7, _ENGLISH_GIVEN, _latin("Thornbury", "Lockhart-Webb", "Penhallow", "Cawthorne", "Marlowe", "Sedgwick"),
            ("{} Engineering Ltd", "{} Aerostructures Ltd", "{} Offshore Ltd"),
            _latin("Ashwold", "Kirkmere", "Penny Bridge"), phone="+447700900###"),
    Country("IN", "en", 5, _latin("Anjali", "Rohan", "Meera", "Vikram", "Kavya", "Arjun"), _latin("Deshwani", "Iyengarkar", "Malholtra", "Ranganekar"),
            ("{} Auto Components Pvt Ltd", "{} Wind Energy Pvt Ltd"), _latin("Suryanagar", "Kaveripet")),
    Country("PL", "en", 3, _latin("Agnieszka", "Piotr", "Joanna", "Marek"), _latin("Borkowicz", "Zielnicka", "Wroński"),
            ("{} Kolej Sp. z o.o.", "{} Maszyny S.A."), _latin("Nowa Warta", "Zielin")),
    Country("CN", "zh", 10,
            (("晓雯", "Xiaowen"), ("志远", "Zhiyuan"), ("丽华", "Lihua"), ("建平", "Jianping"), ("雨桐", "Yutong"), ("国栋", "Guodong"), ("思敏", "Simin"), ("海峰", "Haifeng")),
            (("陈", "Chen"), ("林", "Lin"), ("周", "Zhou"), ("沈", "Shen"), ("顾", "Gu"), ("欧阳", "Ouyang")),
            ("{}汽车零部件有限公司", "{}重工机械有限公司", "{}新能源科技有限公司"),
            (("云岭", "Yunling"), ("江澜", "Jianglan"), ("北辰湾", "Beichenwan"), ("宁川", "Ningchuan"), ("东屿", "Dongyu")),
            family_first=True, joined=""),
    Country("JP", "ja", 8,
            (("健一", "Kenichi"), ("由美子", "Yumiko"), ("大輔", "Daisuke"), ("直美", "Naomi"), ("翔太", "Shota"), ("恵", "Megumi")),
            (("北条", "Hojo"), ("白鳥", "Shiratori"), ("朝比奈", "Asahina"), ("葛西", "Kasai"), ("滝沢", "Takizawa")),
            ("{}精機株式会社", "{}自動車部品株式会社", "株式会社{}重工業"),
            (("青葉台", "Aobadai"), ("磯浜", "Isohama"), ("霧ヶ原", "Kirigahara"), ("三国野", "Mikunino")),
            family_first=True),
    Country("ES", "es", 7, _SPANISH_GIVEN, _latin("Arizmendi", "Belmonte", "Carvajales", "Quintanar", "Villaescusa"),
            ("Talleres {} S.L.", "{} Eólica S.A.", "Montajes {} S.L."), _latin("Valdeluna", "Río Seco", "Peñalba")),
    Country("MX", "es", 8, _SPANISH_GIVEN, _latin("Arriaga", "Covarrubias", "Zubirán", "Montemayor", "Orendáin"),
            ("Autopartes {} S.A. de C.V.", "Grupo Industrial {} S.A. de C.V."), _latin("San Telmo", "Tres Lagunas", "El Mezquital")),
    Country("BR", "pt", 9, _latin("Beatriz", "Thiago", "Larissa", "Caio", "Fernanda", "Otávio", "Renata", "Vinícius"), _latin("Alvarenga", "Bittencourt", "Falcão", "Meireles", "Quaresma"),
            ("{} Autopeças Ltda.", "{} Máquinas Agrícolas S.A.", "Energia {} Ltda."), _latin("Serra Clara", "Porto Velame", "Águas do Sul")),
    Country("SA", "ar", 6, _ARABIC_GIVEN, _ARABIC_FAMILY, ("شركة {} للصناعات", "مصنع {} للمعدات الثقيلة"),
            (("وادي النخيل", "Wadialnakheel"), ("رمال الشرق", "Rimal"), ("الواحة", "Alwaha"))),
    Country("AE", "ar", 4, _ARABIC_GIVEN, _ARABIC_FAMILY, ("شركة {} للطاقة", "{} للخدمات البحرية"),
            (("مرسى الخليج", "Marsa"), ("برج الرمال", "Burj"))),
)  # fmt: skip

TITLES: Mapping[str, tuple[str, ...]] = {
    "en": ("Purchasing Manager", "Manufacturing Engineer", "Plant Manager", "Maintenance Supervisor", "Quality Engineer", "Strategic Buyer"),
    "zh": ("采购经理", "工艺工程师", "生产总监", "设备主管", "质量工程师", "项目经理"),
    "es": ("Compras técnicas", "Ingeniería de procesos", "Dirección de planta", "Mantenimiento", "Control de calidad"),
    "pt": ("Suprimentos", "Engenharia de processos", "Gerência industrial", "Manutenção", "Qualidade"),
    "de": ("Leitung Einkauf", "Fertigungsplanung", "Werkleitung", "Instandhaltung", "Qualitätssicherung", "Strategischer Einkauf"),
    "ja": ("購買部 課長", "生産技術部", "工場長", "設備保全課", "品質保証部"),
    "ar": ("إدارة المشتريات", "هندسة الإنتاج", "إدارة المصنع", "قسم الصيانة", "مراقبة الجودة"),
}  # fmt: skip
"""What positions customers write under their names, in each language."""

STAFF: Mapping[str, str] = {
    "demo-brandt": "Nele Brandt",
    "demo-liang": "Liang Wen",
    "demo-moreau": "Chloé Moreau",
    "demo-okafor": "Daniel Okafor",
}
"""Who works with the customers of a demonstration: their ids, and how the desk names them."""
