"""Source of truth for what invented buyers say to the advisor, in each language, of whatever company."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("Hello, we are looking for {family}.", "What does {sku} cost for {count} pieces?", "How long is the delivery time?"),
        ("Could you tell me more about {sku}?", "Which certificates does {sku} have?", "And the price for {count} pieces?"),
        ("We need {count} of {sku}.", "Is there a cheaper alternative?"),
    ),
    "de": (
        ("Guten Tag, wir suchen {family}.", "Was kosten {count} Stück {sku}?", "Wie lange ist die Lieferzeit?"),
        ("Können Sie mir mehr über {sku} sagen?", "Welche Zertifikate hat {sku}?", "Und der Preis für {count} Stück?"),
        ("Wir brauchen {count} Stück {sku}.", "Gibt es eine günstigere Alternative?"),
    ),
    "zh": (
        ("您好，我们在找{family}。", "{sku} 买 {count} 台多少钱？", "交货期多长？"),
        ("请介绍一下 {sku}。", "{sku} 有哪些认证？", "{count} 台的价格是多少？"),
        ("我们需要 {count} 台 {sku}。", "有没有更便宜的型号？"),
    ),
    "es": (
        ("Hola, buscamos {family}.", "¿Cuánto cuestan {count} unidades de {sku}?", "¿Cuál es el plazo de entrega?"),
        ("¿Me puede contar más sobre {sku}?", "¿Qué certificados tiene {sku}?", "¿Y el precio de {count} unidades?"),
        ("Necesitamos {count} unidades de {sku}.", "¿Hay una alternativa más económica?"),
    ),
    "pt": (
        ("Olá, procuramos {family}.", "Quanto custam {count} unidades de {sku}?", "Qual é o prazo de entrega?"),
        ("Pode me contar mais sobre {sku}?", "Quais certificados {sku} tem?", "E o preço de {count} unidades?"),
        ("Precisamos de {count} unidades de {sku}.", "Existe uma alternativa mais barata?"),
    ),
    "ja": (
        ("こんにちは。{family}を探しています。", "{sku} を {count} 台でいくらですか。", "納期はどのくらいですか。"),
        ("{sku} について詳しく教えてください。", "{sku} の認証は何ですか。", "{count} 台の価格はいくらですか。"),
        ("{sku} が {count} 台必要です。", "もっと安い機種はありますか。"),
    ),
    "ar": (
        ("مرحبًا، نبحث عن {family}.", "كم سعر {count} قطع من {sku}؟", "ما مدة التسليم؟"),
        ("هل يمكنك إخباري المزيد عن {sku}؟", "ما الشهادات التي يحملها {sku}؟", "وكم سعر {count} قطع؟"),
        ("نحتاج إلى {count} قطع من {sku}.", "هل يوجد بديل أرخص؟"),
    ),
}  # fmt: skip
"""Whole visits: what is said one after the other. `{family}` is a family of products, `{sku}` one of them."""
