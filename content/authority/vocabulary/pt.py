"""Source of truth for how each concession is said in Portuguese: patterns on text as `content.authority.subjects.fold` leaves it."""

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"promessas? (falsas?|enganosas?)",
    ),
    "unreleased_feature": (
        r"(funcao|funcoes|recursos?) (ainda )?nao (lancad\w+|disponive\w+)",
    ),
    "framework_agreement": (
        r"(contrato|acordo|convenio)[ -](quadro|guarda-chuva)",
    ),
    "exclusivity": (
        r"exclusividade",
    ),
    "consignment": (
        r"consignacao",
    ),
    "trial": (
        r"teste\b", r"testar", r"periodo de (teste|avaliacao)", r"experimenta\w+", r"comodato", r"emprestimo",
    ),
    "refund": (
        r"reembols\w+", r"estorn\w+", r"devolucao do (dinheiro|valor)", r"devolver o dinheiro",
    ),
    "compensation": (
        r"compensacao", r"indeniza\w+", r"ressarc\w+",
    ),
    "penalty": (
        r"multa", r"clausula penal", r"penalidade",
    ),
    "no_prepayment": (
        r"sem (entrada|sinal|adiantamento|pagamento antecipado)",
    ),
    "free_freight": (
        r"(frete|envio|transporte|entrega) (gratis|gratuit[oa]|incluid[oa]|por (sua|vossa) conta|sem custo)",
        r"isencao (de|do) frete", r"sem (custos?|taxa) de (frete|envio)",
    ),
    "free_service": (
        r"(treinamento|instalacao|calibracao|comissionamento|servico|manutencao) (gratis|gratuit[oa]s?|sem custo)",
    ),
    "free_goods": (
        r"(amostras?|acessorios?|baterias?|carregador(es)?|unidades?|pecas?|ferramentas?) (gratis|gratuit[oa]s?|de brinde|sem custo)",
        r"brindes?", r"de presente",
    ),
    "price_guarantee": (
        r"(garantia|congelamento|congelar|manter) (de |do |o |os )?precos?",
    ),
    "price_match": (
        r"(igualar|cobrir) (o |a )?(preco|oferta|proposta)",
    ),
    "faster_delivery": (
        r"entrega (urgente|rapida|garantida|antecipada|expressa)", r"antecipar a entrega",
    ),
    "warranty_extension": (
        r"(extensao|ampliacao|estender|ampliar) (da |de |a )?garantia", r"garantia",
    ),
    "buy_back": (
        r"devolucao", r"devolver", r"recompra",
    ),
    "custom_development": (
        r"(desenvolvimento|projeto|versao) (sob medida|especial|personalizad[oa])", r"customiza\w+", r"personaliza\w+",
    ),
    "payment_term": (
        r"prazo (de|para) pagamento", r"condic\w+ de pagamento", r"pagamento em", r"pagar em", r"dias para pagar",
        r"faturado",
    ),
    "rebate": (
        r"bonificacao",
    ),
    "discount": (
        r"descont\w*", r"abatiment\w*", r"mais barat\w+", r"melhor preco", r"reduzir o preco",
    ),
}  # fmt: skip
"""Words that speak of the concession wherever they stand; a promise is recognised by them too."""

WISHED: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"(certificado|laudo|relatorio|registro)s? de (uma? |a |o )?[^.!?,]{0,30}? que (ninguem|nunca|nao)\b (foi |se )?(fez|feit\w+|realiz\w+|fizemos)",
        r"(dig|diz|garant|afirm|assegur|escrev)\w*\b.{0,40}\b(mesmo (sem|nao) (ser|ter|sendo|tendo|cumprir)|(embora|ainda que) nao)\b",
        r"promessas? vazias?", r"exagerar", r"certificados? falsos?",
    ),
    "unreleased_feature": (
        r"(funcionalidade|funcao|recurso|versao|modelo|produto|modulo|atualizacao|opcao|firmware|software|aplicativo|interface|conexao)\w*\b.{0,40}?((ainda|nem) (\w+ ){0,3}?nao |nao (\w+ ){0,2}?)(lanc|public|anunci|dispon|exist|saiu|sair|pront|comercializ|desenvolv)\w*",
        r"(versao|modelo|funcao|funcionalidade|recurso|produto|geracao|modulo|firmware|software|aplicativo|atualizacao)\b.{0,24}\bque (so |somente |apenas )?(vai )?(sai|sair|saira|chega|chegar|chegara|vem|vira|lanca\w*|ser\w? lancad\w*|esta\w* pront\w*|fica\w* pront\w*)\b.{0,24}(que vem|proxim\w+|seguinte|futur\w+)",
        r"(func\w+|produto|modelo|recurso)s? (que )?(ainda )?nao (foi|foram|esta|estao)?\w* ?(ainda )?(lancad\w+|publicad\w+|disponi\w+|liberad\w+)",
        r"(func\w+|produto|recurso)s? (futur\w+|em desenvolvimento)",
    ),
    "kickback": (
        r"propinas?", r"suborno\w*", r"comissao (para mim|pessoal)",
    ),
    "unlimited_liability": (
        r"responsabilidade (ilimitada|total|sem limite)",
    ),
    "framework_agreement": (
        r"(acordo|contrato) (anual|de longo prazo|de fornecimento)",
    ),
    "exclusivity": (
        r"\b(so|somente|apenas) nos (pod\w+ )?(vend|represent|distrib|comercializ|import)\w*",
        r"nenhum\w* (outr\w+ )(\w+ )?(distribuidor|representante|agente|revend)\w*",
        r"(vend|fornec|distrib|entreg)\w* (\w+ ){0,3}?(so|somente|apenas|unicamente) (para|a) (nos|a gente)\b", r"\b(so|somente|apenas) (para|a) nos (vend|fornec)\w*",
        r"(unic[oa]s?|so nos|somente nos|apenas nos)\b.{0,16}?(distribu|agente|representante|vend|revend|importador|parceir)\w*",
        r"(para )?(ninguem|nenhum outro)( mais| \w+)? (\w+ ){0,3}?(vend|forne|ofere)\w*",
        r"nao (vend|forne)\w+ (\w+ )?(para|a) (ninguem|nenhum outro|outros|mais ninguem)",
        r"unico (distribuidor|representante|agente)",
    ),
    "consignment": (
        r"\bnoss[oa]s? (almoxarifado|deposito|armazem|estoque|planta|stock|prateleira|fabrica)\w*\b.{0,60}(fatur|cobr|pag|liquid|acert)\w*.{0,40}(us|consum|gast|vend|sai|sair|retir)\w*",
        r"consignacao",
    ),
    "trial": (
        r"\bemprest\w+",
        r"\btestes?\b", r"provar", r"piloto", r"avalia\w+", r"a titulo de teste", r"em teste",
    ),
    "refund": (
        r"(que )?(nos|me) devolv\w+", r"ressarcimento", r"devolucao do (pagamento|montante)",
    ),
    "compensation": (
        r"compensa\w+",
    ),
    "penalty": (
        r"\b(tarde|demor|atras|descumpr)\w*\b[^.!?]{0,60}?\b(por|cada) (semana|dia)\b",
        r"(por|para|a) (cada )?(\w+ )?(semana|dia) de atraso",
        r"(atras|demor)\w*.{0,60}?\b(por|cada) (cada )?(semana|dia)\b", r"penaliza\w+", r"multas?", r"penalidades?", r"danos liquidados",
    ),
    "credit_limit": (
        r"\bcredito (de|no valor de|ate) (?=[\d]|mil|cem|\w+ mil)",
        r"(limite|linha) de credito", r"credito de",
    ),
    "instalments": (
        r"(divid|parcel|pag|fatur)\w+ em (\w+) (vezes|x)\b",
        r"parcel\w+", r"prestac\w+", r"mensalidades", r"pagamentos? (mensais|parcelad\w+)",
    ),
    "free_freight": (
        r"(frete|envio|transporte|despesas de envio|portes?)\b (\w+ ){0,4}?(a (seu|vosso) cargo|por (sua|vossa) conta|por conta (de voces|da casa)|e com voces|de voces|voces pagam|pago por voces)",
        r"(assum|pagu|cubr|banc|arqu)\w+ (voces )?(com )?(o|os) (\w+ )?(frete|transporte|portes?|envio)",
        r"(frete|envio|transporte) (por|a) (conta de voces|sua conta|conta (da|do) \w+|cargo)",
        r"sem (custo|custos|taxa|despesas?) (de|do) (envio|frete|transporte)", r"frete (zero|pago|cif gratis)",
        r"isent\w+ (de|do) frete", r"(assum\w+|pag\w+|absorv\w+) o frete",
    ),
    "training": (
        r"treinamentos?", r"formacao", r"capacitac\w+", r"cursos?",
    ),
    "on_site_service": (
        r"no local", r"in loco", r"em campo", r"na (nossa )?(fabrica|planta)", r"comissionamento", r"instalacao",
        r"(tecnico|engenheiro) (na|em) (nossa|planta)",
        r"(tecnico|engenheiro|especialista|montador)s?\b.{0,24}?\b(venh|vem|vir|desloc|mand|envi|fic)\w*",
        r"(mand|envi|desloc)\w* .{0,16}?(tecnico|engenheiro|especialista|montador)",
    ),
    "sample": (
        r"amostras?",
    ),
    "free_goods": (
        r"\b(extra|adicional\w*|de reserva|a mais) (gratis|sem (custo|onus)|de brinde|de graca)\b",
        r"\w+ gratis a cada", r"brinde", r"presente",
        r"(bateria|carregador|acessorio|maleta|peca)\w* (\w+ )?(gratis|gratuit\w+|de graca)",
    ),
    "price_guarantee": (
        r"(nao (nos )?(sub|aument|reajust|mud|mex)\w+) (o|os|no|nos|seus) precos?",
        r"(congel|manten|mante|mantem|segur|trav|garant|fix)\w* (\w+ ){0,3}?(preco|tabela)s?",
        r"(mesmo|este|esse) preco (durante|ate|por)",
        r"mant\w+ (o|os|esse|este) precos?", r"segur\w+ (o|os|esse|este) precos?",
        r"precos? (fix\w+|firme|estavel|congelad\w+|garantid\w+|travad\w+)",
        r"(manter|mantenham|congelar|fixar|garantir|travar|segurar) (\w+ )?precos?",
        r"sem (aumento|reajuste) de preco", r"sem reajuste",
    ),
    "price_match": (
        r"(igual\w+|cobr\w+|superar|bater|equiparar) (o |a |ao )?(\w+ )?(preco|oferta|proposta|concorren\w+)",
        r"preco da concorrencia", r"garantia de melhor preco",
    ),
    "faster_delivery": (
        r"(dias?|semanas?|mes(es)?) (antes|mais cedo)(?= do| da data| que|\W*$)(?! da entrega)",
        r"\b(antecip|adiant)(e|em|ar|arem)\b",
        r"antes do (combinado|previsto|prazo|prometido|acordado|normal|que)",
        r"(encurt|reduz|diminu)\w+ (\w+ ){0,3}?(prazo|tempo)s? de entrega",
        r"(entreg\w+|envi\w+|despach\w+) .{0,25}?(antes|mais cedo|mais rapido)", r"encurtar o prazo de entrega",
        r"antecip\w+ (a |o )?(entrega|envio|pedido)", r"urgencia",
    ),
    "buy_back": (
        r"devol\w+", r"retorno", r"direito de arrependimento",
    ),
    "cancellation": (
        r"cancel\w+",
    ),
    "minimum_order": (
        r"pedido minimo", r"quantidade minima",
    ),
    "quote_validity": (
        r"validade", r"proposta valida",
    ),
    "payment_term": (
        r"boleto", r"\bpagamento\b", r"\bpag(?:ar\w*|amos|aremos|am|a)\b", r"dias apos", r"carta de credito", r"dias (de )?(prazo|credito)", r"\bddl\b",
        r"a prazo", r"faturamento (em|a|para|de) \d+", r"contra entrega", r"para pagar",
    ),
    "down_payment": (
        r"\bsinal\b", r"adiantamento", r"pagamento antecipado", r"de entrada",
    ),
    "rebate": (
        r"bonus", r"bonific\w+", r"rappel", r"cashback",
    ),
    "discount": (
        r"arredond\w+",
        r"(tir|baix|cort|abat|desconta?)\w+(?=.{0,30}(preco|%|por ?cento|parte|tabela|valor))",
        r"quebrad\w+",
        r"descont\w*", r"baix(ar|em|a) ", r"abat\w+", r"a menos", r"cupom", r"preco especial", r"reducao", r"\boff\b",
        r"a vista",
    ),
}  # fmt: skip
"""Words that mean the concession only where something is known to be wished or granted."""
