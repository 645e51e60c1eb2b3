"""All findings, and one with its proof."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pupitre import words
from pupitre.desk import findings, hearing
from pupitre.desk.registry import domains
from pupitre.desk.rights import reach
from pupitre.desk.settings import currency_of_home
from pupitre.desk.sheets import answer, is_asked
from pupitre.desk.web.answer import relative_weights
from pupitre.desk.web.cards import best_option, card, cards, rule_name
from pupitre.desk.web.dossier import life, option_lines, state_text, taken, tiles
from pupitre.desk.web.evidence import about, proofs
from pupitre.desk.web.findings_sheet import sheet
from pupitre.desk.web.listing import filters, quieted, wanted_states
from pupitre.desk.web.methods import method_link
from pupitre.desk.web.people import owners
from pupitre.desk.web.pictures import kpi_pictures
from pupitre.desk.web.standing import today
from pupitre.kernel import N_, Text


@require_GET
def findings_list(request: HttpRequest) -> HttpResponse:
    """List findings by state and domain, those that weigh most first."""
    on = today()
    state, domain, rule = (request.GET.get(name, "") for name in ("state", "domain", "rule"))
    everything = reach(request.viewer).findings(findings.ranked(on=on, states=wanted_states(state)))
    shown = [item for item in everything if domain in ("", item.domain) and rule in ("", item.finding.rule)]
    in_charge = owners(shown)
    if is_asked(request):
        chosen = [one for group in filters(everything, state=state, domain=domain) for one in group if one.is_current]
        names = (Text(N_("State")), Text(N_("Domain")))
        return answer(request, sheet(shown, in_charge, [(name, one.title) for name, one in zip(names, chosen, strict=True)]))
    records = hearing.records(on=on)
    folded = [] if rule else [item for item in shown if item.finding.rule in records and records[item.finding.rule].is_quiet]
    context = {
        "cards": cards([item for item in shown if item not in folded], on=on, owners=in_charge),
        "quieted": quieted(folded, records, on=on),
        "quieted_count": len(folded),
        "record": records.get(rule),
        "filters": filters(everything, state=state, domain=domain),
        "count": len(shown),
        "rule": rule_name(rule) if rule and shown else None,
    }
    return render(request, "desk/findings.html", context)


@require_GET
def finding(request: HttpRequest, fingerprint: str) -> HttpResponse:
    """Show one finding: its proof, what may be decided, how it is computed, what was done about it."""
    on = today()
    item = findings.get(fingerprint, on=on)
    if item is None or not reach(request.viewer).finding(item.finding):
        raise Http404
    lang = words.language(request.LANGUAGE_CODE)
    best = best_option(item.finding.options)
    context = {
        "card": card(item, on=on, owner=owners([item]).get(fingerprint), weight_percent=relative_weights([item])[0]),
        "item": item,
        "finding": item.finding,
        "about": about(item.finding.subjects, item.domain),
        "proofs": proofs(item.finding, currency=currency_of_home(), lang=lang),
        "pictures": kpi_pictures(item.finding, on=on, lang=lang),
        "options": option_lines(item.finding.options, best),
        "domain": next((one for one in domains() if one.name == item.domain), None),
        "method_link": method_link(item.finding.rule),
        "life": life(item),
        "taken": taken(item),
        "tiles": tiles(item, on=on, lang=lang),
        "state_text": state_text(item),
        "is_live": item.state in findings.LIVE,
        "record": hearing.records(on=on).get(item.finding.rule, hearing.Record()),
    }
    return render(request, "desk/finding.html", context)
