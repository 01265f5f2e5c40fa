"""Source of truth for how each concession is said in Spanish: patterns on text as `content.authority.subjects.fold` leaves it."""

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"promesas? (falsas?|enganosas?)",
    ),
    "unreleased_feature": (
        r"funci(on|ones) no (lanzadas?|publicadas?|disponibles?)",
    ),
    "framework_agreement": (
        r"(acuerdo|contrato|convenio) marco",
    ),
    "exclusivity": (
        r"exclusividad", r"exclusiv[oa]s?",
    ),
    "consignment": (
        r"consignacion",
    ),
    "trial": (
        r"prueba", r"periodo de evaluacion", r"prestamo", r"en demostracion",
    ),
    "refund": (
        r"reembols\w+", r"devolucion (del|de) dinero", r"devolver\w* el dinero",
    ),
    "compensation": (
        r"compensacion", r"indemniz\w+", r"nota de credito",
    ),
    "penalty": (
        r"penalizacion", r"penalidad", r"clausula penal", r"multa",
    ),
    "no_prepayment": (
        r"sin (anticipo|deposito|prepago|pago anticipado)",
    ),
    "free_freight": (
        r"(envio|flete|transporte|porte|entrega)s? (es |sea )?(gratis|gratuit[oa]s?|incluid[oa]s?|pagad[oa]s?|sin (costo|coste|cargo))",
        r"sin (gastos|costes|costos) de (envio|transporte)",
    ),
    "free_service": (
        r"(formacion|capacitacion|instalacion|calibracion|puesta en marcha|servicio|mantenimiento) (gratis|gratuit[oa]s?|sin (costo|coste|cargo))",
    ),
    "free_goods": (
        r"(muestras?|accesorios?|baterias?|cargador(es)?|unidad(es)?|piezas?|herramientas?) (gratis|gratuit[oa]s?|de regalo|sin (costo|coste|cargo))",
        r"de regalo", r"regal\w+",
    ),
    "price_guarantee": (
        r"(garantia|congelacion|congelar|mantener) (de |del |el |los )?precios?",
    ),
    "price_match": (
        r"igualar (el |la |su )?(precio|oferta)",
    ),
    "faster_delivery": (
        r"entrega (urgente|rapida|garantizada|anticipada|expres)", r"adelantar la entrega",
    ),
    "warranty_extension": (
        r"(extension|ampliacion|ampliar|extender) (de )?(la )?garantia", r"garantia",
    ),
    "buy_back": (
        r"devolucion(es)?", r"devolver", r"recompra",
    ),
    "custom_development": (
        r"(desarrollo|diseno|version) (a medida|especial|personalizad[oa])", r"personaliza\w+",
    ),
    "payment_term": (
        r"plazo de pago", r"condiciones de pago", r"pago (a|en)", r"pagar (a|en)\b", r"dias para pagar",
        r"a \d+ dias\b",
    ),
    "rebate": (
        r"bonificacion",
    ),
    "discount": (
        r"descuent\w*", r"rebaj\w+", r"mas barat\w+", r"mejor precio", r"reducir el precio",
    ),
}  # fmt: skip
"""Words that speak of the concession wherever they stand; a promise is recognised by them too."""

WISHED: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"(certificado|informe|acta|registro)s? de (una? |la |el )?[^.!?,]{0,30}? que (nadie|nunca|no)\b (se )?(ha |haya )?(hizo|hecho|realiz\w+|hicieron|hicimos)",
        r"(dig|dile|asegur|afirm|garantic|escrib)\w*\b.{0,40}\b(aunque|pese a que|si bien) no (lo |la )?(es|este|esta|sea|tenga|tiene|cumpla|cumple)\b",
        r"promesas? vacias?", r"exagerar", r"certificados? falsos?",
    ),
    "unreleased_feature": (
        r"(funcion|version|modelo|producto|caracteristica|modulo|prestacion|actualizacion|opcion|firmware|software|aplicacion|interfaz)\w*\b.{0,40}?((aun|todavia) (\w+ ){0,3}?no|no (\w+ ){0,2}?(aun|todavia)|no (ha|han|habeis|hayan|haya) )(\w+ ){0,3}?(lanz|public|anunci|dispon|exist|sal|estren|present|comercializ|sac|desarroll|termin)\w*",
        r"(funcion|version|modelo)\w* (\w+ )?(que|todavia|aun) (\w+ ){0,3}?no (existe|esta|ha salido)",
        r"(version|modelo|funcion|funcionalidad|producto|generacion|modulo|firmware|software|aplicacion|actualizacion)\b.{0,24}\bque (solo |recien )?(va a )?(sale|salir|saldra|llega|llegar|llegara|viene|vendra|aparece|aparecera|se lanza\w*|lanzan|lanzaran|estara list\w*)\b.{0,24}(proxim\w+|que viene|siguiente|futur\w+)",
        r"(funci\w+|producto|modelo|caracteristica)s? (que )?(aun |todavia )?no (esta|estan|ha sido|se ha)?\w* ?(aun |todavia )?(publicad\w+|lanzad\w+|disponib\w+|liberad\w+)",
        r"(funci\w+|producto|caracteristica)s? (futur\w+|en desarrollo|sin publicar|sin lanzar)",
    ),
    "kickback": (
        r"mordidas?", r"soborno\w*", r"comision (para mi|personal)",
    ),
    "unlimited_liability": (
        r"responsabilidad (ilimitada|total|sin limite)",
    ),
    "framework_agreement": (
        r"(acuerdo|contrato) (anual|a largo plazo|de suministro)",
    ),
    "exclusivity": (
        r"\b(solo|solamente|unicamente) nosotros (pod\w+ )?(vend|represent|distrib|comercializ|import)\w*",
        r"ningun\w* (otr\w+ )(\w+ )?(distribuidor|representante|agente|revendedor|concesionario)\w*", r"(distribuidor|representante|agente)\w* (mas que|aparte de|fuera de) nosotros",
        r"(vend|sumin|distrib|entreg)\w* (\w+ ){0,3}?(solo|solamente|unicamente|nada mas) (a|para) nosotros", r"\b(solo|solamente|unicamente) (nos |a nosotros )(nos )?(vend|sumin|distrib|entreg)\w*",
        r"(unic[oa]s?|solo nosotros|solamente nosotros)\b.{0,16}?(distribu|agente|representante|vend|importador|socio)\w*",
        r"(a )?(nadie|ningun otro)( mas| \w+)? (\w+ ){0,3}?(vend|suministr|ofre)\w*",
        r"no (se lo )?(vend|suministr)\w+ (\w+ )?a (nadie|ningun otro|otros)",
        r"unico (distribuidor|representante|agente)",
    ),
    "consignment": (
        r"\bnuestr[oa]s? (almacen|deposito|bodega|planta|stock|panol|estante)\w*\b.{0,60}(factur|cobr|pag|liquid)\w*.{0,40}(us|consum|gast|vend|sal|sac|retir)\w*",
        r"consignacion", r"en deposito",
    ),
    "trial": (
        r"\bprest(en|e|an|emos|ar|arnos|ennos|enos|arme|ame|eme)\w*",
        r"prob(ar|arl[oa]s?|amos)", r"evalua\w+", r"a prueba", r"ensay(o|ar) gratuito", r"piloto",
    ),
    "refund": (
        r"(que )?(nos|me) devuelv\w+", r"devolucion del (importe|pago)",
    ),
    "compensation": (
        r"resarcimiento",
    ),
    "penalty": (
        r"\b(tarde|retras|demor|atras|incumpl)\w*\b[^.!?]{0,60}?\b(por|cada) (semana|dia)\b",
        r"(por|para|a) (cada )?(\w+ )?(semana|dia) de (retraso|demora|atraso)",
        r"(retras|demor|atras)\w*.{0,60}?\b(por|cada) (cada )?(semana|dia)\b", r"penaliza\w+", r"multas?", r"clausula de penal\w+", r"penalidades?", r"danos liquidados",
    ),
    "credit_limit": (
        r"\bcredito (de|por|hasta) (?=[\d]|mil|cien|\w+ mil)",
        r"(limite|linea) de credito", r"credito de",
    ),
    "instalments": (
        r"cuotas?", r"a plazos", r"plazos(?! de (pago|entrega))", r"pagos? (mensuales|fraccionad\w+|aplazad\w+)",
        r"mensualidades",
    ),
    "free_freight": (
        r"(flete|portes?|envio|transporte|gastos de envio)\b (\w+ ){0,4}?(a (su|vuestro) (cargo|costa)|por (su|vuestra) cuenta|los? pag\w+ ustedes|lo asum\w+|de su parte|a cargo de ustedes|corre de su cuenta)",
        r"(asum|pagu|cubr|corr)\w+ (ustedes )?(con )?(el|los) (\w+ )?(flete|portes?|envio|transporte|gastos de envio)",
        r"portes pagados",
        r"porte debido a su cargo", r"portes? (pagad\w+|debid\w+|gratis|incluid\w+)",
        r"(flete|envio|transporte|portes?) (a|por) (su|vuestro|tu) (cargo|cuenta)",
        r"sin (portes|flete|gastos de envio)", r"(envio|flete|transporte|entrega) sin (costo|coste|cargo)",
        r"(asum\w+|pag\w+|absorb\w+) (el|los|la)? ?(flete|envio|portes|transporte)",
    ),
    "training": (
        r"formacion", r"capacitac\w+", r"entrenamiento", r"cursos?",
    ),
    "on_site_service": (
        r"in situ", r"en (planta|sitio|nuestras instalaciones|nuestra planta|obra)", r"puesta en marcha",
        r"instalacion", r"(tecnico|ingeniero) (en|a) (nuestra|planta)",
        r"(tecnico|ingeniero|especialista|montador)s?\b.{0,24}?\b(veng|vien|ven|vin|despla|acud|env|qued)\w*",
        r"(veng|desplac|env|mand)\w* .{0,16}?(tecnico|ingeniero|especialista|montador)",
    ),
    "sample": (
        r"muestras?",
    ),
    "free_goods": (
        r"\b(extra|adicional\w*|de repuesto|mas) (gratis|sin (cargo|costo|coste)|de regalo)\b",
        r"\w+ gratis por cada", r"regalo", r"obsequi\w+", r"sin costo adicional una", r"\w+ adicional(es)? gratis",
        r"(bateria|cargador|accesorio|maletin|pieza)\w* (\w+ )?(gratis|sin c\w+)",
    ),
    "price_guarantee": (
        r"(no (nos )?(sub|aument|modifi|camb)\w+) (el|los|sus) precios?",
        r"(congel|manten|mantien|respet|bloque|fij|sosten|conserv)\w* (\w+ ){0,3}?(precio|tarifa)s?",
        r"(mismo|este) precio (durante|hasta|por)",
        r"manti?en\w+ (el|los|sus?|este|ese) precios?", r"respet\w+ (el|este|ese) precio",
        r"precios? (fij\w+|firme|estable|congelad\w+|garantizad\w+|bloquead\w+)",
        r"(mantener|mantengan|congelar|fijar|garantizar|bloquear|respetar) (\w+ )?precios?",
        r"sin (subida|aumento) de precio", r"no subir (el|los) precio\w*",
    ),
    "price_match": (
        r"(igual\w+|mejor\w+|superar) (el |la |su |al )?(\w+ )?(precio|oferta|competencia|competidor)",
        r"precio de la competencia", r"garantia de mejor precio",
    ),
    "faster_delivery": (
        r"(dias?|semanas?|mes(es)?) antes(?= de lo| que| del plazo| de la fecha| del previsto| de plazo| de tiempo|\W*$)",
        r"\b(adelant(e|en|ar|arnos|enos|ennos|arla|arlo|en la|en el))\b(?=.{0,20}(entrega|envio|fecha|pedido|plazo|\d|dias?|semanas?))",
        r"antes de lo (previsto|acordado|prometido|indicado|pactado|habitual|normal|que)",
        r"(acort|reduc|reduz|recort)\w+ (\w+ ){0,3}?(plazo|tiempo)s? de entrega",
        r"(entreg\w+|envi\w+|despach\w+) .{0,25}?(antes|mas rapido|mas pronto)", r"acortar el plazo de entrega",
        r"adelantar (la |el )?(entrega|envio|pedido)", r"urgencia",
    ),
    "buy_back": (
        r"devol\w+", r"devuelv\w+", r"derecho de desistimiento", r"retorno",
    ),
    "cancellation": (
        r"cancel\w+", r"anul\w+",
    ),
    "minimum_order": (
        r"pedido minimo", r"cantidad minima",
    ),
    "quote_validity": (
        r"validez", r"oferta valida", r"vigencia",
    ),
    "payment_term": (
        r"(transfer\w+|transfier\w+|abonamos|liquidamos|girar\w*) (\w+ )?(a|en|dentro de|despues de) .{0,14}dias",
        r"fecha (de )?factura", r"(?<!pronto )\bpago\b", r"(?<!pronto )\bpag(?:ar\w*|amos|aremos|an|a|o)\b", r"dias despues de", r"carta de credito", r"credito documentario",
        r"dias (de )?(plazo|credito)", r"aplazad\w+", r"contra entrega", r"fin de mes",
    ),
    "down_payment": (
        r"anticipo", r"deposito", r"pago anticipado", r"por adelantado",
    ),
    "rebate": (
        r"rappel(es)?", r"bonific\w+", r"bono", r"bonus", r"reintegro", r"devolucion por volumen",
    ),
    "discount": (
        r"redond\w+ (\w+ ){0,3}?(abajo|precio|total|importe|factura)?",
        r"\bpico\b",
        r"(quit|baj|recort|descont|descuent)\w+(?=.{0,30}(precio|%|por ?ciento|parte|tarifa))",
        r"rebaj\w*", r"descuent\w*", r"\bdto\b", r"menos\b(?=$|[ .,;!?])", r"pronto pago", r"cupon\w*",
        r"precio especial", r"abarat\w+", r"bajar (\w+ )?precio\w*", r"de baja", r"ahorro",
    ),
}  # fmt: skip
"""Words that mean the concession only where something is known to be wished or granted."""
