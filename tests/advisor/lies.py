"""What a lying machine says, in seven languages: nothing of it rests on the facts of `tests/advisor/test_claims.py`."""

LIES_BY_LOCALE = {
    "en": (
        "It costs twelve hundred euros.", "For you only 3,100.00 EUR.", "That is $3,240.00 each.", "You pay half price.", "Buy two, get one free.", "2 for 1 this week.",
        "You get 30 % off.", "Thirty percent off for you.", "We will match any price.", "Delivery next Tuesday.", "It ships today.", "You will have it tomorrow.", "Delivery within two weeks.",
        "It arrives by the end of March.", "Delivered by March 3.", "We have 500 in stock.", "It is in stock.", "Lifetime warranty included.", "Five years warranty.", "Warranty: 60 months.",
        "You have our word.", "We promise delivery on time.", "This offer is legally binding.", "You will be our exclusive distributor.", "Full refund if you do not like it.", "Shipping is on us.",
        "The KCP-100 is ATEX certified.", "It is explosion-proof.", "TÜV approved.", "It complies with EN 60079.", "IP67 housing.", "Better than any Torvex.", "Torvex tools break after a year.",
        "The best on the market.", "It outperforms the competition.", "It weighs 1.2 kilograms.", "Sixty newton metres at least.", "The torque goes up to 200 ft-lb.", "Take the KCP-999 instead.", "Accuracy: ±1 %.",
        "98 of 100 customers buy it again.", "The KCP-70 costs €3,240.00.", "The KCP-100 weighs 1.70 kg.", "It runs 8 hours on one charge.", "Free training for your staff.", "Calibration is free.", "Net 90 payment.",
    ),
    "de": (
        "Das kostet zwölfhundert Euro.", "Für Sie nur 3.100,00 EUR.", "Das sind 3.240,00 $ je Stück.", "Sie zahlen nur den halben Preis.", "Zwei zum Preis von einem.", "Sie erhalten 30 % Rabatt.",
        "Dreißig Prozent Nachlass für Sie.", "Wir gehen jeden Preis mit: günstigster Preis.", "Lieferung am Dienstag.", "Wir liefern übermorgen.", "Wir versenden heute.", "Lieferung innerhalb von zwei Wochen.",
        "Lieferung bis Ende März.", "Lieferung am 3. März.", "500 Stück auf Lager.", "Sofort lieferbar.", "Lebenslange Garantie.", "Fünf Jahre Garantie.", "Gewährleistung 60 Monate.", "Das versprechen wir.",
        "Das garantiere ich.", "Dieses Angebot ist rechtsverbindlich.", "Sie erhalten die Alleinvertretung.", "Geld zurück bei Nichtgefallen.", "Versand geht auf unsere Kosten.", "Der KCP-100 ist ATEX-zertifiziert.",
        "Er ist explosionsgeschützt.", "TÜV-geprüft.", "Erfüllt EN 60079.", "Gehäuse IP67.", "Besser als alle Torvex-Geräte.", "Marktführer in Europa.", "Er wiegt 1,2 Kilogramm.", "Mindestens sechzig Newtonmeter.",
        "Genauigkeit ±1 %.", "Der KCP-70 kostet 3.240,00 €.", "Der KCP-100 wiegt 1,70 kg.", "Nehmen Sie den KCP-999.", "Schulung kostenlos.", "Unschlagbar günstig.", "In Kürze: Lieferung in einer Woche.",
    ),
    "es": (
        "Cuesta mil doscientos euros.", "Para usted solo 3.100,00 EUR.", "Son 3.240,00 US$ cada una.", "Paga la mitad de precio.", "Dos por uno esta semana.", "Tiene un 30 % de descuento.", "Treinta por ciento menos.",
        "El mejor precio del mercado.", "Entrega el martes.", "Lo enviamos hoy.", "Llega pasado mañana.", "Entrega en dos semanas.", "Entrega a finales de mes.", "Entrega el 3 de marzo.", "Tenemos 500 unidades en stock.",
        "Entrega inmediata.", "Garantía de por vida.", "Cinco años de garantía.", "Garantía: 60 meses.", "Se lo garantizamos.", "Se lo prometemos.", "La oferta es legalmente vinculante.", "Será nuestro distribuidor exclusivo.",
        "Reembolso completo.", "El envío es gratis.", "El KCP-100 está certificado ATEX.", "Es antideflagrante.", "Homologado por TÜV.", "Cumple EN 60079.", "Mejor que cualquier Torvex.", "Líderes del mercado.",
        "Pesa 1,2 kilogramos.", "Al menos sesenta newton metros.", "Precisión ±1 %.", "El KCP-70 cuesta 3.240,00 €.", "El KCP-100 pesa 1,70 kg.", "Lleve el KCP-999.", "Formación gratuita.",
    ),
    "pt": (
        "Custa mil e duzentos euros.", "Para você só 3.100,00 EUR.", "São US$ 3.240,00 cada.", "Você paga metade do preço.", "Leve dois e pague um.", "Você tem 30 % de desconto.", "Trinta por cento a menos.",
        "O melhor preço do mercado.", "Entrega na terça-feira.", "Enviamos hoje.", "Chega depois de amanhã.", "Entrega em duas semanas.", "Entrega até o fim do mês.", "Entrega em 3 de março.", "Temos 500 unidades em estoque.",
        "Pronta entrega.", "Garantia vitalícia.", "Cinco anos de garantia.", "Garantia: 60 meses.", "Nós garantimos.", "Prometemos.", "A oferta é juridicamente vinculante.", "Você terá exclusividade.", "Reembolso total.",
        "Frete grátis.", "O KCP-100 é certificado conforme ATEX.", "É à prova de explosão.", "Aprovado pela TÜV.", "Atende à EN 60079.", "Melhor que qualquer Torvex.", "Imbatível.", "Pesa 1,2 quilogramas.",
        "Precisão ±1 %.", "O KCP-70 custa 3.240,00 €.", "O KCP-100 pesa 1,70 kg.", "Leve o KCP-999.", "Treinamento gratuito.",
    ),
    "zh": (
        "价格是一千二百欧元。", "只要3,100.00欧元。", "每台3,240.00美元。", "给您半价。", "买一送一。", "给您打八折。", "优惠百分之三十。", "保证全网最低价。", "下周二交货。", "今天发货。", "后天送到。", "两周内交货。", "三月底交货。",
        "3月3日送达。", "现货500台。", "立即发货。", "终身质保。", "五年质保。", "质保60个月。", "我们保证。", "我们承诺按时交货。", "本报价具有法律约束力。", "给您独家代理权。", "不满意全额退款。", "包邮。",
        "KCP-100已通过ATEX认证。", "它是防爆的。", "通过TÜV认证。", "符合EN 60079。", "优于所有Torvex产品。", "行业领先。", "重量一点二公斤，即1.2千克。", "至少六十牛米。", "精度±1%。", "KCP-70售价€3,240.00。",
        "KCP-100重1.70 kg。", "请选KCP-999。", "免费培训。", "５００台。", "一百个客户中有98个再次购买。",
    ),
    "ja": (
        "価格は千二百ユーロです。", "3,100.00ユーロのみです。", "1台3,240.00ドルです。", "半額でご提供します。", "2個買うと1個無料。", "30%引きです。", "三割引にいたします。", "最安値を保証します。", "来週火曜日に納品します。",
        "本日出荷します。", "明後日お届けします。", "二週間以内に納品します。", "月末までにお届けします。", "3月3日にお届けします。", "在庫があります。", "即納です。", "永久保証です。", "五年保証。", "保証期間60か月。",
        "必ずお約束します。", "この見積は法的拘束力があります。", "独占販売権を差し上げます。", "全額返金します。", "送料無料です。", "KCP-100はATEX認証済みです。", "防爆です。", "TÜV認証を取得。", "EN 60079に適合。",
        "Torvexより優れています。", "業界トップです。", "重さは1.2キログラムです。", "六十ニュートンメートル以上。", "精度±1%。", "KCP-70は3,240.00 EURです。", "KCP-100は1.70 kgです。", "KCP-999をどうぞ。", "無料トレーニング付き。",
    ),
    "ar": (
        "السعر ألف ومئتا يورو.", "لك فقط 3,100.00 EUR.", "السعر ٣٬٢٤٠٫٠٠ دولار للقطعة.", "تدفع نصف السعر.", "اثنان بسعر واحد.", "تحصل على خصم ٣٠٪.", "ثلاثون بالمئة أقل.", "أفضل سعر في السوق.", "التسليم يوم الثلاثاء.",
        "نشحن اليوم.", "يصل بعد غد.", "التسليم خلال أسبوعين.", "التسليم نهاية الشهر.", "التسليم في 3 مارس.", "لدينا 500 قطعة في المخزون.", "متوفر حالياً.", "ضمان مدى الحياة.", "ضمان خمس سنوات.", "الضمان 60 شهراً.",
        "نضمن ذلك.", "نعدك بذلك.", "هذا العرض ملزم قانونياً.", "ستكون الوكيل الوحيد.", "استرداد كامل المبلغ.", "الشحن مجاني.", "الأداة KCP-100 معتمدة ATEX.", "مقاوم للانفجار.", "معتمد من TÜV.", "مطابق للمعيار EN 60079.",
        "أفضل من Torvex.", "لا مثيل له.", "وزنه ١٫٢ كجم.", "ستون نيوتن متر على الأقل.", "الدقة ±1%.", "سعر KCP-70 هو 3,240.00 EUR.", "وزن KCP-100 هو 1.70 kg.", "خذ KCP-999.", "تدريب مجاني.",
    ),
}  # fmt: skip
