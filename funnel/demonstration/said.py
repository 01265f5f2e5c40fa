"""Source of truth for what invented buyers say to the advisor, in each language, of whatever company."""

from __future__ import annotations

from collections.abc import Mapping

SAID: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "en": (
        ("Hello, we are looking for {family}.", "What does {sku} cost for {count} pieces?", "How long is the delivery time?"),
        ("Could you tell me more about {sku}?", "Which certificates does {sku} have?", "And the price for {count} pieces?"),
        ("We need {count} of {sku}.", "Is there a cheaper alternative?"),
        ("Good morning, we are planning a project and need {count} of {sku} within {weeks} weeks; the budget is about {budget}.", "What does {sku} cost for {count} pieces?"),
    ),
    "de": (
        ("Guten Tag, wir suchen {family}.", "Was kosten {count} Stück {sku}?", "Wie lange ist die Lieferzeit?"),
        ("Können Sie mir mehr über {sku} sagen?", "Welche Zertifikate hat {sku}?", "Und der Preis für {count} Stück?"),
        ("Wir brauchen {count} Stück {sku}.", "Gibt es eine günstigere Alternative?"),
        ("Guten Morgen, wir planen ein Projekt und brauchen {count} Stück {sku} innerhalb von {weeks} Wochen; das Budget liegt bei etwa {budget}.", "Was kosten {count} Stück {sku}?"),
    ),
    "zh": (
        ("您好，我们在找{family}。", "{sku} 买 {count} 台多少钱？", "交货期多长？"),
        ("请介绍一下 {sku}。", "{sku} 有哪些认证？", "{count} 台的价格是多少？"),
        ("我们需要 {count} 台 {sku}。", "有没有更便宜的型号？"),
        ("早上好，我们在做一个新项目，{weeks} 周内需要 {count} 台 {sku}，预算大约 {budget}。", "{sku} 买 {count} 台多少钱？"),
    ),
    "es": (
        ("Hola, buscamos {family}.", "¿Cuánto cuestan {count} unidades de {sku}?", "¿Cuál es el plazo de entrega?"),
        ("¿Me puede contar más sobre {sku}?", "¿Qué certificados tiene {sku}?", "¿Y el precio de {count} unidades?"),
        ("Necesitamos {count} unidades de {sku}.", "¿Hay una alternativa más económica?"),
        ("Buenos días, estamos planificando un proyecto y necesitamos {count} unidades de {sku} en un plazo de {weeks} semanas; el presupuesto es de unos {budget}.", "¿Cuánto cuestan {count} unidades de {sku}?"),
    ),
    "pt": (
        ("Olá, procuramos {family}.", "Quanto custam {count} unidades de {sku}?", "Qual é o prazo de entrega?"),
        ("Pode me contar mais sobre {sku}?", "Quais certificados {sku} tem?", "E o preço de {count} unidades?"),
        ("Precisamos de {count} unidades de {sku}.", "Existe uma alternativa mais barata?"),
        ("Bom dia, estamos planejando um projeto e precisamos de {count} unidades de {sku} em até {weeks} semanas; o orçamento é de cerca de {budget}.", "Quanto custam {count} unidades de {sku}?"),
    ),
    "ja": (
        ("こんにちは。{family}を探しています。", "{sku} を {count} 台でいくらですか。", "納期はどのくらいですか。"),
        ("{sku} について詳しく教えてください。", "{sku} の認証は何ですか。", "{count} 台の価格はいくらですか。"),
        ("{sku} が {count} 台必要です。", "もっと安い機種はありますか。"),
        ("おはようございます。新しいプロジェクトで {sku} が {count} 台、{weeks} 週間以内に必要です。予算は約 {budget} です。", "{sku} を {count} 台でいくらですか。"),
    ),
    "ar": (
        ("مرحبًا، نبحث عن {family}.", "كم سعر {count} قطع من {sku}؟", "ما مدة التسليم؟"),
        ("هل يمكنك إخباري المزيد عن {sku}؟", "ما الشهادات التي يحملها {sku}؟", "وكم سعر {count} قطع؟"),
        ("نحتاج إلى {count} قطع من {sku}.", "هل يوجد بديل أرخص؟"),
        ("صباح الخير، نخطط لمشروع جديد ونحتاج إلى {count} قطع من {sku} خلال {weeks} أسابيع، والميزانية نحو {budget}.", "كم سعر {count} قطع من {sku}؟"),
    ),
}  # fmt: skip
"""Whole visits: what is said one after the other. `{family}` is a family of products, `{sku}` one of them, `{budget}` an amount."""

UNWANTED: Mapping[str, tuple[str, ...]] = {
    "en": (
        "We are an agency for search engine optimisation and can bring your website to page one of Google. May I send you our offer?",
    ),
    "de": (
        "Wir sind eine Agentur für Suchmaschinenoptimierung und bringen Ihre Website auf Seite eins bei Google. Darf ich Ihnen unser Angebot schicken?",
    ),
    "zh": ("我们是专业的SEO公司，可以把贵公司网站做到谷歌首页，方便发一份我们的报价给您吗？",),
    "es": (
        "Somos una agencia de posicionamiento SEO y podemos llevar su página web al primer puesto de Google. ¿Le puedo enviar nuestra propuesta?",
    ),
    "pt": (
        "Somos uma agência de SEO e podemos levar o seu site à primeira página do Google. Posso enviar a nossa proposta?",
    ),
    "ja": (
        "弊社はSEO対策の専門会社です。御社のウェブサイトをGoogle検索の1ページ目に表示できます。ご提案をお送りしてもよろしいでしょうか。",
    ),
    "ar": ("نحن وكالة متخصصة في تحسين محركات البحث ويمكننا رفع موقعكم إلى الصفحة الأولى في جوجل. هل أرسل لكم عرضنا؟",),
}
"""What those say who want to sell something themselves: each site hears of them."""
