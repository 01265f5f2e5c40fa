"""Source of truth for how each concession is said in English: patterns on text as `content.authority.subjects.fold` leaves it."""

from collections.abc import Mapping

SAID: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"(false|empty|untrue) (promise|claim|statement)s?", r"mislead\w*",
    ),
    "unreleased_feature": (
        r"unreleased (feature|function|product)s?", r"(feature|function)s? (that (is|are) )?not (yet )?released",
        r"roadmap (promise|commitment)",
    ),
    "framework_agreement": (
        r"(annual |yearly )?(framework|blanket|master) (agreement|contract|order)s?",
    ),
    "exclusivity": (
        r"exclusiv\w*", r"sole (distributor|agent|agency)\w*",
    ),
    "consignment": (
        r"consignment",
    ),
    "trial": (
        r"trials?\b", r"test period", r"(on )?evaluation", r"loan(er)? (tool|unit|device)s?", r"demo (tool|unit)s?",
        r"try (it|them) (out )?for",
    ),
    "refund": (
        r"refund\w*", r"money[ -]back", r"reimburs\w*",
    ),
    "compensation": (
        r"compensat\w+", r"credit note", r"damages\b", r"indemnif\w+",
    ),
    "penalty": (
        r"(contractual )?penalt(y|ies)", r"liquidated damages", r"late (delivery )?fees?",
    ),
    "no_prepayment": (
        r"(no|without|waive) (the )?(deposit|down ?payment|prepayment|advance)",
    ),
    "free_freight": (
        r"free (\w+ )?(shipping|freight|delivery|transport|carriage|shipment)",
        r"no (shipping|freight|delivery) (cost|charge|fee)s?", r"waiv\w+ (the )?(shipping|freight|delivery)",
        r"(shipping|freight|delivery)( costs?| charges?)? (is |are |to be )?(free|included|on (us|you)|waived)",
        r"(pay|cover|absorb|bear)\w* (for )?(the )?(shipping|freight)", r"free of freight",
    ),
    "free_service": (
        r"(free|complimentary|no[- ]charge) (\w+ )?(training|installation|commissioning|calibration|service|maintenance|support)s?",
        r"(training|installation|commissioning|calibration) (free|at no charge|for free)",
    ),
    "free_goods": (
        r"(free|complimentary) (\w+ )?(samples?|goods|accessor\w+|batter\w+|chargers?|sockets?|gifts?|units?|pieces?|tools?|spares?|spare parts?)",
        r"(throw|add) in(?! .{0,30}(warrant|training))", r"as a gift", r"for every", r"buy \w+ get", r"one extra",
        r"\w+ (units?|pieces?|tools?|pcs) (for )?free",
    ),
    "price_guarantee": (
        r"price (guarantee|protection|lock|freeze|hold)", r"(hold|lock|freeze|guarantee) (the )?prices?",
        r"fixed prices? (for|until)",
    ),
    "price_match": (
        r"price match\w*", r"match (the|their|that|a competitor'?s?) (price|offer|quote)",
        r"beat (the|their) (price|offer)",
    ),
    "faster_delivery": (
        r"(faster|express|expedited|rush|earlier|priority|guaranteed) (delivery|shipment|shipping|order|production)",
        r"expedit\w+", r"delivery guarantee",
    ),
    "warranty_extension": (
        r"(extend\w*|extension|longer|additional|extra) (of )?(the )?(\w+ ){0,2}(warrant\w+|guarantee)",
        r"(warrant\w+|guarantee) (extension|of|for|to|period)",
        r"\w+[ -](month|year)s?('s?)? (extended )?(warrant\w+|guarantee)", r"warrant\w+",
    ),
    "buy_back": (
        r"(right of )?returns?\b( of)?( the)?( goods)?", r"buy[ -]?back", r"take (it|them) back",
    ),
    "custom_development": (
        r"custom (development|design|version|firmware|engineering)", r"customi[sz]\w+", r"special (version|design)",
        r"(develop|build) (it |one )?for us",
    ),
    "payment_term": (
        r"payment terms?", r"terms of payment", r"net \d+", r"credit terms?", r"pay (\w+ )?(in|after|within)",
        r"deferred payment", r"open account", r"days? credit", r"days? to pay", r"payment (after|within|in) \w+",
    ),
    "rebate": (
        r"rebates?",
    ),
    "discount": (
        r"discount\w*", r"price reduction", r"reduc\w+ (the )?price", r"\boff\b", r"cheaper", r"lower (the )?price",
        r"price cut", r"better price", r"best price",
    ),
}  # fmt: skip
"""Words that speak of the concession wherever they stand; a promise is recognised by them too."""

WISHED: Mapping[str, tuple[str, ...]] = {
    "false_promise": (
        r"\b(certificate|report|protocol|record)s? (for|of|about|on) (a|an|the) [^.!?,]{0,30}?\b(nobody|no one|never|not|wasn'?t|hasn'?t)\b[^.!?,]{0,16}?\b(did|done|made|happen\w*|carried|took|perform\w*)",
        r"(tell|assure|let) (them|him|her|the \w+)\b.{0,40}\b(never|won'?t|will not|nobody will|no one will) (\w+ )?(check|know|notice|find out|verify)",
        r"\beven (if|though) (it|they|we|that) (is|are|was|has|have|does|do)(n'?t| not)",
        r"overstate\w*", r"exaggerat\w+", r"fake (test )?(report|certificate)s?", r"guarantee (it|this) (will )?never",
        r"pretend\w*",
    ),
    "unreleased_feature": (
        r"(features?|functions?|versions?|models?|products?|modules?|updates?|firmware|software|apps?|interfaces?|options?)\b.{0,40}?\b((has|have|is|are|was)(n'?t| not)|(do|does)(n'?t| not)|not( yet)?|never|yet to be|still to be) (been |even |yet |actually )*(released?|launch\w*|publish\w*|announc\w*|ship\w*|out\b|exist\w*|on the market|available|built|developed|finished)",
        r"(unannounced|unlaunched|unpublished|unreleased) \w+",
        r"(on|from) (your|the) roadmap",
        r"(version|model|feature|function|update|generation|product|module|firmware|software|app)s? (that|which|you\'?(re|ll| are| will| plan)|coming|due|to come|planned|scheduled)\b.{0,32}\b(next (year|month|quarter|spring|summer|autumn|winter)|later this year)",
        r"(feature|function|product|model|version)s? (that|which) (is|are|has|have)(n'?t| not)( been)?( yet)? (released|launched|published|announced|available)( yet)?",
        r"(feature|function|product|model)s? (still )?(under|in) development", r"not[ -]yet[ -]released",
        r"upcoming (feature|function|product|model)s?", r"future (feature|function)s?",
    ),
    "kickback": (
        r"kick ?backs?", r"bribes?", r"under the table", r"commission (for|to) (me|my)\w*",
    ),
    "unlimited_liability": (
        r"unlimited liability", r"liab\w+ without limit", r"full liability",
    ),
    "framework_agreement": (
        r"annual (agreement|contract)s?", r"frame (agreement|contract)s?", r"call[ -]off (order|contract|agreement)s?",
        r"long[ -]term (agreement|contract|supply agreement)s?", r"blanket \w+ (agreement|contract)",
        r"yearly (agreement|contract)",
    ),
    "exclusivity": (
        r"(not|never|n'?t) (sell|supply|offer|deliver)\w* (\w+ ){0,3}?(any|another) (other )?(dealer|distributor|reseller|importer|agent)",
        r"(sell|suppl[yi]\w*|offer) (\w+ )?(nobody|no ?one) but us", r"\bonly (we|us) (may|can|should|get to|are to) (sell|distribut\w*|offer)",
        r"(sole|only) (\w+ ){0,2}(dealer|distributor|agent|reseller|importer|partner|seller|agency|representative|stockist)s?",
        r"(nobody|no ?one) else (may|can|should|is to|gets to) (sell|buy|get|have|offer)",
        r"no other (dealer|distributor|customer|reseller|importer|agent)s?",
        r"(sell|suppl[yi]\w*|deliver|offer) (it |them |this )?to (nobody|no ?one) else",
        r"not (sell|supply|offer) (it |them |this )?to (anyone|anybody) else",
        r"(sell|supply|offer) (it |them )?(only|exclusively) to us",
        r"sole (representation|rights?|supplier|dealer)", r"only (dealer|distributor|agent)",
    ),
    "consignment": (
        r"(in|at|on|into|to|with) (our|the customer'?s|their) (own )?(warehouse|store\w*|stock|plant|shel\w+|depot|premises)\b.{0,60}\b(pay|bill|invoice|charge|settle)\w*\b.{0,30}\b(use|used|consum\w*|draw|take|need|sell|sold)\b",
        r"(in|at) (our|the customer'?s|their) (warehouse|store|stock|plant|shelves)\b.{0,40}\b(pay|bill|invoice)\w*\b.{0,20}\b(use|consume|draw|take|need)",
        r"consign\w+", r"sale or return",
    ),
    "trial": (
        r"\b(loan|lend)\w* (us|me|it|one|the|a|them|out)\b", r"\btests?\b(?= (of|lasting|for) (\w+ ){1,2}(day|week|month|year))",
        r"try (it|them|this|one|the \w+) (out )?(on|in|at|with)\b",
        r"free of charge test", r"test(ing)?(?= (it|them|the|this|that|your|one|a |for|period|run))",
        r"try(ing)? (it |them |this |that |the )?(\w+ )?(out|for)\b", r"pilot( run| phase| project)?", r"evaluat\w+", r"on approval",
        r"on loan", r"borrow\w*",
    ),
    "refund": (
        r"give (us |me )?(back|our money)", r"(money|payment) returned", r"pay (us |me )?back",
        r"give us \S+ (\w+ )?back",
    ),
    "compensation": (
        r"goodwill (payment|credit)", r"indemnity",
    ),
    "penalty": (
        r"(for|per|each|every) (\w+ )?(week|day) (of delay|late|overdue|you('re| are) late)",
        r"late[- ]delivery (fine|fee|penalt\w+)", r"fine for", r"lds?\b(?= of)", r"service credits?",
        r"damages for (late|delay)\w*",
        r"\b(late|delay\w*|overdue|behind schedule)\b.{0,60}?\b(per|each|every|a) (\w+ )?(week|day)\b",
    ),
    "credit_limit": (
        r"\bcredit (of|for|up to|worth)\b", r"(yuan|rmb|euros?|dollars?|usd|eur) (of |in )?(open |trade )?credit\b",
        r"credit (limit|line|ceiling|facility)", r"line of credit",
    ),
    "instalments": (
        r"\b(over|in|into|by|across|with) (\w+ ){1,2}payments\b", r"\bspread (it|them|the \w+|this) (out )?(over|across)\b", r"\bsplit (it|them|the \w+|this) (over|into|in|across)\b",
        r"install?ments?", r"payments? plan", r"pay (in|by) stages", r"monthly payments",
        r"(quarterly|equal) payments",
    ),
    "free_freight": (
        r"throw in (the )?(freight|shipping|delivery|carriage)",
        r"(freight|shipping|delivery|carriage|transport)\b( costs?| charges?)? (\w+ ){0,3}?(on|at|for) (your|you)\b( (account|cost|expense|side|tab|bill))?",
        r"you (pay|cover|bear|take|absorb|pick up)\w* (\w+ ){0,3}?(freight|shipping|carriage|transport|delivery)",
        r"waiv\w+ \w+ (shipping|freight|delivery|transport)( costs?| charges?)?",
        r"(shipping|freight|delivery|transport)( costs?)? (at your (cost|expense)|on your (account|side)|paid by you)",
        r"freight (prepaid|allowed|included)", r"carriage paid", r"post free", r"absorb \w*freight",
        r"without (shipping|freight) (cost|charge)s?", r"free[ -]shipping", r"no freight",
    ),
    "training": (
        r"training", r"train (our|the|my) \w+", r"workshops?", r"instruction (day|course)s?", r"seminar",
    ),
    "on_site_service": (
        r"on[ -]?site", r"(technician|engineer|specialist)s? (at|in|to) (our|the|my) (plant|site|factory|works)",
        r"field service", r"(technician|engineer|specialist|fitter|expert|serviceman)s? .{0,24}?(come|came|coming|over|visit|travel|sent|send|needed|required|stay\w*)\b.{0,20}?\b(us|plant|site|factory|works|here|line|premises|workshop)", r"at our (plant|site|factory)", r"commission\w+", r"installation",
        r"send (a|an|your) (technician|engineer)",
    ),
    "sample": (
        r"samples?", r"specimens?",
    ),
    "free_goods": (
        r"(extra|spare|additional|another) (\w+ ){1,3}((for )?free|at no (cost|charge)|on the house|for nothing)\b",
        r"\bbogo\b", r"(extra|spare|additional) \w+ ((for )?free|at no (cost|charge))",
        r"\w+ (batter\w+|chargers?|sockets?|accessor\w+|cases?) (for )?free", r"on top for free", r"freebies?",
        r"bonus (unit|piece|tool)s?", r"complimentary",
    ),
    "price_guarantee": (
        r"(don'?t|do not|not|without) (put|rais\w*|increas\w*|chang\w*|mov\w*) (up )?(the |your |this )?prices?",
        r"(same|this|today'?s|current) prices? (for|until|through|over)",
        r"(hold|lock|freeze|guarantee|fix|keep)\w* (the |your |this |our )?pricing",
        r"(hold|lock|freeze|guarantee|fix|keep)\w* (the|your|this|these|our|that) (\w+ )?prices?( \w+)? ?(firm|fixed|stable|unchanged)?",
        r"prices? (is |are |be |to be )?(firm|fixed|frozen|held|locked|guaranteed|stable|unchanged)",
        r"no price (increase|change|rise)s?", r"price stability", r"firm price",
    ),
    "price_match": (
        r"match (your |our |the |their |a |any )?(competit\w+|rival)\S*( \w+)?",
        r"(beat|undercut|equal) (your |our |the |their |a |any )?(competit\w+|rival|offer|quote|price)\S*",
        r"price parity", r"best[ -]price guarantee", r"same price as",
    ),
    "faster_delivery": (
        r"\b(days?|weeks?|months?|fortnight) ((sooner|earlier|faster|quicker|ahead)\b|before(?= (the |your |our )?(\w+ )?(date|schedule|deadline|due|plan|promised|agreed|quoted|confirmed)))",
        r"(bring|pull|move) (the |our |that |this )?(delivery|shipment|shipping|date|order|it)\w* (\w+ )?(forward|in\b|up by)",
        r"(shorten|cut|trim|reduc|shav|knock|take|slash)\w*\b.{0,24}?\b(lead|delivery)[ -]times?",
        r"off (the |your |our )?(lead|delivery)[ -]times?",
        r"(deliver|ship|send|supply|dispatch)\w* .{0,25}?(sooner|earlier|faster|early|ahead)",
        r"(sooner|earlier|ahead of schedule|rush|urgent(ly)?)", r"(shorten|cut) the (lead|delivery) time",
        r"jump the queue", r"early (delivery|shipment)",
    ),
    "warranty_extension": (
        r"(lift|rais|extend|increas|up|push|tak|lengthen|prolong|stretch|bump|mov|bring)\w* (the |your |our |that |this )?(guarantee|warranty)\b",
        r"guarantee (from|up to|by)\b", r"(guarantee|warranty) (is |be |should be |to be )?(extended|longer|raised|lengthened)",
        r"(year|month)s? (more|longer|extra) (\w+ )?(guarantee|warranty)",
    ),
    "buy_back": (
        r"\breturn(s|ed|ing)?\b", r"send (it|them) back", r"right to return", r"take back",
    ),
    "cancellation": (
        r"(free |no[- ]fee )?cancel\w*",
    ),
    "minimum_order": (
        r"minimum order", r"\bmoq\b", r"no minimum", r"below (the )?minimum",
    ),
    "quote_validity": (
        r"(quote|offer|quotation) (to be |be |is |stays? |remains? |kept )?(valid|open|validity)",
        r"validity (of|for|extended)", r"extend (the )?validity",
    ),
    "payment_term": (
        r"settle (the |your |our |an |each )?(invoice|bill|account)s?",
        r"days? net\b", r"\bnet (thirty|sixty|ninety|\w+ days)", r"l/?c\b", r"letter of credit",
        r"days? (after|from|of|eom)( \w+)? ?(invoice|delivery|shipment|receipt|b/?l)", r"(?<!early )(?<!prompt )payment\b", r"\bpay\b",
        r"days? (credit|terms)", r"cash on delivery", r"usance", r"end of month", r"pay later",
    ),
    "down_payment": (
        r"(down ?payment|deposit|advance payment|prepayment|in advance|upfront)",
    ),
    "rebate": (
        r"rebates?", r"bonus(es)?", r"kick[- ]?in bonus", r"cash ?back", r"year[- ]end bonus", r"volume bonus",
    ),
    "discount": (
        r"\b(shave|slash|trim)\b",
        r"round\w* (\w+ ){0,3}?(off|down)",
        r"odd (amount|cents|change|euros|dollars|pounds)",
        r"\boff\b", r"less\b(?= \d)", r"knock \w+", r"price (down|drop)", r"(come|go) down", r"mark ?down",
        r"deduct\w*", r"concession on (the )?price", r"cheap\w*", r"pct less", r"voucher", r"coupon",
        r"(better|special|lower) (price|deal|rate)s?",
    ),
}  # fmt: skip
"""Words that mean the concession only where something is known to be wished or granted."""
