"""Words that set two names apart when each has another one of the same row, in French and English.

One row per line: its places between strokes, the words of one place between bars (`contrôle initial`, `final inspection`).
"""

from __future__ import annotations

QUALITIES = """
first | premier | premiere | initial | initiale | 1st / second | seconde | deuxieme | 2nd / third | troisieme | 3rd / fourth | quatrieme
first | premier | premiere | initial | initiale / intermediate | intermediaire / last | final | finale | dernier | derniere
preliminary | provisional | provisoire | preliminaire / final | finale | definitive | definitif
internal | interne | inner / external | externe | outer
inbound | incoming | entrant | entrante | entree | input / outbound | outgoing | sortant | sortante | sortie | output
aller | outward / retour | return
import / export
received | recu | recue / sent | envoye | envoyee | emis | emise
amont | upstream / aval | downstream
partial | partiel | partielle | part / complete | full | complet | total | totale
local | locale / general | generale | global
local | locale | regional / national | nationale / international | internationale
standard | normal / express | urgent | urgente | priority | prioritaire
before | avant | pre | prior / after | apres | post
morning | matin / afternoon | apres midi / evening | soir
day | jour / night | nuit
daily | quotidien / weekly | hebdomadaire / monthly | mensuel | mois | month / quarterly | trimestriel / yearly | annuel | year | exercice
corrective | correctif / preventive | preventif / curative | curatif
manual | manuel | manuelle / automatic | automatique | automated
mechanical | mecanique / electrical | electrique / thermal | thermique / chemical | chimique / hydraulic | hydraulique
visual | visuel | visuelle / dimensional | dimensionnel | dimensionnelle / functional | fonctionnel
oral / written | ecrit | ecrite
technical | technique / commercial / legal | juridique / financial | financier | financiere / medical | fiscal | fiscale
amicable | amiable / judicial | judiciaire
paper | papier / digital | electronique | electronic | numerique
favourable | favorable / unfavourable | defavorable
passed | pass / failed | fail
positive | positif / negative | negatif
conforme | compliant | conforming / non conforme | non compliant | non conforming
accepted | accepte | acceptee | granted / rejected | refuse | refusee | denied
admissible | recevable / inadmissible | irrecevable
complete | complet / incomplete | incomplet
valid | valide / invalid | invalide
left | gauche / right | droite
upper | superieur | top | haut / lower | inferieur | bottom | bas
front | avant / rear | arriere | back
small | petit | petite / large | grand | grande | big
minor | mineur | mineure / major | majeur | majeure / critical | critique
simple / complex | complexe
new | nouveau | nouvelle / existing | existant | existante | old | ancien | ancienne
individual | individuel / collective | collectif
public | publique / private | prive | privee
debit / credit
"""
