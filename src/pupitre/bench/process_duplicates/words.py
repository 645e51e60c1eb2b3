"""The words in which made-up departments name their steps: a list of its own, that the method does not read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Said:
    """How departments say one thing, in French and in English."""

    fr: tuple[str, ...]
    en: tuple[str, ...]


def _read(rows: str) -> Mapping[str, Said]:
    found = {}
    for row in rows.strip().splitlines():
        name, french, english = (part.strip() for part in row.split("|"))
        found[name] = Said(*(tuple(one.strip() for one in part.split(",")) for part in (french, english)))
    return found


VERBS = _read("""
enter    | saisir, enregistrer, entrer, encoder, saisie, enregistrement           | enter, record, key in, log, capture
check    | vérifier, contrôler, pointer, contrôle, vérification, examiner          | check, verify, control, review, go through
approve  | valider, approuver, viser, donner son accord, validation, autoriser     | approve, validate, sign off, authorise, endorse
receive  | recevoir, réceptionner, accueillir, réception                           | receive, take in, get, receipt of
send     | envoyer, transmettre, adresser, expédier, envoi                         | send, forward, dispatch, submit
create   | créer, ouvrir, initier, création, établir                               | create, open, set up, raise
close    | clôturer, clore, fermer, solder, clôture                                | close, finalise, wrap up, complete
pay      | payer, régler, verser, paiement, décaisser                              | pay, settle, disburse, payment of
assign   | affecter, attribuer, répartir, affectation                              | assign, allocate, dispatch to team, route
plan     | planifier, programmer, ordonnancer, planification                       | plan, schedule, programme, slot in
archive  | archiver, classer, ranger, archivage                                    | archive, file, store
correct  | corriger, rectifier, reprendre, correction                              | correct, fix, amend, rework
estimate | chiffrer, estimer, évaluer, chiffrage                                   | estimate, cost, price up, quote
inform   | informer, prévenir, aviser, notifier                                    | inform, notify, tell, warn
collect  | collecter, recueillir, réunir, collecte                                 | collect, gather, pull together
compare  | comparer, rapprocher, confronter, rapprochement                         | compare, match, reconcile
sign     | signer, parapher, signature                                             | sign, initial
print    | imprimer, éditer, impression                                            | print, print out
pack     | emballer, conditionner, emballage                                       | pack, wrap, package
test     | tester, essayer, mettre à l'essai, test                                 | test, try out, run trials on
repair   | réparer, dépanner, remettre en état, réparation                         | repair, mend, troubleshoot
measure  | mesurer, relever, mesure, relevé                                        | measure, take readings of, gauge
update   | mettre à jour, actualiser, modifier, mise à jour                        | update, refresh, change
cancel   | annuler, abandonner, annulation                                         | cancel, void, call off
""")
OBJECTS = _read("""
invoice    | la facture, la facture fournisseur, la pièce comptable   | the invoice, the supplier invoice, the bill
order      | la commande, la commande client, le bon de commande      | the order, the customer order, the sales order
delivery   | la livraison, le colis, l'expédition                     | the delivery, the shipment, the consignment
supplier   | le fournisseur, la fiche fournisseur, le sous-traitant   | the supplier, the vendor, the supplier record
contract   | le contrat, le projet de contrat, la convention          | the contract, the agreement, the draft contract
complaint  | la réclamation, la plainte client, le litige             | the complaint, the claim, the customer complaint
quote      | le devis, l'offre de prix, la proposition commerciale    | the quote, the quotation, the proposal
employee   | le dossier salarié, la fiche du collaborateur            | the employee file, the staff record
leave      | la demande de congés, l'absence                          | the leave request, the time-off request
machine    | la machine, l'équipement, l'installation                 | the machine, the equipment, the asset
part       | la pièce, le composant, l'article                        | the part, the component, the item
stock      | le stock, l'inventaire                                   | the stock, the inventory
training   | la formation, la session de formation                    | the training, the course
budget     | le budget, l'enveloppe budgétaire                        | the budget, the funding
drawing    | le plan, le dessin technique                             | the drawing, the blueprint
report     | le rapport, le compte rendu                              | the report, the write-up
expense    | la note de frais, les frais de déplacement               | the expense claim, the travel expenses
candidate  | la candidature, le dossier du candidat                   | the application, the candidate file
incident   | l'incident, le ticket d'incident                         | the incident, the incident ticket
customer   | le client, le compte client, la fiche client             | the customer, the client account, the client record
sample     | l'échantillon, le prélèvement                            | the sample, the specimen
access     | l'accès informatique, les droits d'accès                 | the system access, the access rights
""")


RARE_VERBS = _read("""
enter    | retranscrire, mettre au propre                 | punch in, jot down
check    | éplucher, passer au crible                     | vet, eyeball
approve  | entériner, donner le feu vert à                | rubber-stamp, greenlight, ratify
receive  | prendre en charge                              | welcome, take charge of
send     | acheminer, faire suivre                        | relay, pass on
create   | constituer, mettre sur pied                    | spin up, put together
close    | boucler, conclure                              | conclude, tie off
pay      | honorer, acquitter                             | remit, cough up
assign   | confier, ventiler                              | hand out, farm out
plan     | caler, positionner                             | pencil in, map out
archive  | verser aux archives, remiser                   | put away, shelve
correct  | redresser, toiletter                           | straighten out, patch
estimate | quantifier, soupeser                           | size up, ballpark
inform   | mettre au courant, alerter                     | let know, brief
collect  | glaner, centraliser                            | round up, assemble
compare  | recouper, mettre en regard                     | line up, tally
sign     | émarger                                        | ink, put a name to
print    | tirer, sortir sur papier                       | run off, hard copy of
pack     | empaqueter, mettre sous pli                    | box up, bundle
test     | éprouver, roder                                | put through its paces, prove
repair   | rafistoler, retaper                            | overhaul, bring back to life
measure  | jauger, métrer                                 | take dimensions of, size
update   | rafraîchir, remettre au goût du jour           | bring up to date, revise
cancel   | révoquer, tirer un trait sur                   | scrap, drop
""")
RARE_OBJECTS = _read("""
invoice    | la note à payer, l'échéance          | the payable, the debit note
order      | le marché, la passation              | the PO, the booking
delivery   | la palette, l'arrivage               | the drop, the freight
supplier   | le partenaire, le façonnier          | the trading partner, the source
contract   | le bail, l'acte                      | the deal, the paperwork
complaint  | le grief, le mécontentement          | the grievance, the gripe
quote      | le bordereau de prix, la soumission  | the bid, the ballpark
employee   | le livret du salarié                 | the HR folder, the personnel sheet
leave      | le repos, la RTT                     | the days off, the PTO
machine    | la ligne, l'outillage                | the rig, the line
part       | la référence, le sous-ensemble       | the SKU, the sub-assembly
stock      | le disponible, la réserve            | the goods on hand, the holdings
training   | le stage, l'atelier pédagogique      | the class, the bootcamp
budget     | la dotation, le prévisionnel         | the allowance, the pot
drawing    | l'épure, le tracé                    | the sketch, the CAD sheet
report     | la synthèse, le mémo                 | the summary, the memo
expense    | le remboursement de mission          | the trip costs, the mileage
candidate  | le postulant, le profil              | the hopeful, the profile
incident   | la panne, le dysfonctionnement       | the outage, the glitch
customer   | l'acheteur, le donneur d'ordre       | the account, the buyer
sample     | la prise d'essai, le témoin          | the test piece, the swab
access     | le badge, le compte d'utilisateur    | the login, the user account
""")


def name_of(chance: np.random.Generator, verb: str, thing: str, language: str, rare: float) -> str:
    """Return one way to name a step; two calls seldom give the same.

    Args:
        chance: What chooses. verb, thing: What is done, and to what. language: `fr` or `en`.
        rare: How often a word comes from the rarer ways to say it.
    """
    verbs, things = (
        getattr((unusual if chance.random() < rare else usual)[name], language)
        for usual, unusual, name in ((VERBS, RARE_VERBS, verb), (OBJECTS, RARE_OBJECTS, thing))
    )
    first, second = (str(pool[int(chance.integers(len(pool)))]) for pool in (verbs, things))
    head, _, tail = second.partition(" ")
    bare = tail if head in ("la", "le", "les", "the") else second
    return f"{first.capitalize() if chance.random() < 0.7 else first} {bare if chance.random() < 0.4 else second}"
