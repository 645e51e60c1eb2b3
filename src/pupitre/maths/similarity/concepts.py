"""Words that offices use for one another, in French and English.

Written for Pupitre from everyday management vocabulary: one idea per line, words and short phrases between bars. A line says that its
words often name the same thing, not that they always do, so a shared idea counts beside the shared word, not instead of it. An idea
whose line is too long goes on under the same first word.
"""

from __future__ import annotations

GROUPS = """
document | documents | documentaire | ged | gestion electronique des documents | dms | edms | record | records
document | enregistrement | dossier | file
archive | archives | archivage | archiver | archiving | conservation | retention
version | versions | revision | revisions | indice | historique | history
validation | valider | approbation | approuver | approval | approve | sign-off | signoff | visa | signature
workflow | circuit | parcours de validation | process flow
repository | referentiel | bibliotheque | library | base documentaire
search | recherche | moteur de recherche | full text | plein texte
procedure | procedures | mode operatoire | instruction | work instruction | operating procedure
plan | plans | drawing | drawings | schema | schemas | blueprint
specification | specifications | cahier des charges | requirements | exigences
dashboard | dashboards | tableau de bord | tableaux de bord | reporting | report | reports | rapport | rapports
dashboard | decisionnel | business intelligence
data warehouse | entrepot de donnees | datalake | data lake | infocentre
sale | sales | vente | ventes | commercial | commerciaux | chiffre d'affaires | revenue | turnover
margin | marge | marges | profitability | rentabilite
customer | customers | client | clients | clientele | user | users | usager | usagers | citizen | citizens | administre
supplier | suppliers | fournisseur | fournisseurs | vendor | vendors | prestataire | prestataires | subcontractor | sous-traitant
purchase | purchasing | purchases | procurement | achat | achats | approvisionnement | approvisionnements | sourcing | supply
contract | contracts | contrat | contrats | marche public | agreement | convention
invoice | invoices | invoicing | billing | facture | factures | facturation
payment | payments | paiement | paiements | reglement
order | orders | commande | commandes
quote | quotes | quotation | devis | offre | tender | appel d'offres
price | prices | pricing | prix | tarif | tarifs | tarification
accounting | comptabilite | comptable | ledger | grand livre | closing | cloture
budget | budgets | budgeting | budgetaire | financial planning
cash | treasury | tresorerie | liquidity
cost | costs | cout | couts | expense | expenses | depense | depenses
saving | savings | economie | economies | cost reduction | reduction des couts
employee | employees | salarie | salaries | staff | personnel | workforce | collaborateur | collaborateurs | agent
employee | agents | operateur | operateurs | operator | operators
hire | hiring | recruit | recruitment | recruiting | recrutement | recruter | embauche
onboarding | integration | accueil | welcome | arrivee | arrivant | arrivants | newcomer | newcomers | new joiner
onboarding | new joiners | induction
mentor | mentoring | mentorat | tutor | tutoring | tuteur | tutorat | parrain | parrainage | coach | coaching
handbook | livret | guide | manuel | manual
training | trainings | formation | formations | former | learning | apprentissage | e-learning
skill | skills | competence | competences | expertise | know-how | savoir-faire
review | reviews | bilan | entretien individuel | appraisal | evaluation | assessment
pay | payroll | paie | remuneration | compensation | salary
absence | absences | absenteism | absenteisme | leave | conges
health | sante | wellbeing | well-being | bien-etre | qvt | qvct
safety | securite au travail | securite des personnes | accident | accidents | prevention | hse | ehs
maintenance | maintenir | entretien | servicing | upkeep | reparation | repair | repairs
failure | failures | breakdown | breakdowns | panne | pannes | defaillance | defaillances | outage
predict | predictive | prediction | prevoir | predictif | predictive | anticiper | anticipate | forecast | forecasting
predict | prevision | previsions
sensor | sensors | capteur | capteurs | instrumenter | instrument | iot
machine | machines | equipement | equipements | equipment | machinery
schedule | scheduling | planifier | planning | planification | programmer | ordonnancement
production | fabrication | manufacturing | usine | plant | factory | atelier | workshop | shop floor
quality | qualite | conformite | non-conformite | defect | defects | defaut | defauts | scrap | rebut | rebuts
inspection | control | controle | controles | audit | audits | auditer
certification | certified | certifier | iso | accreditation
warehouse | entrepot | magasin | stockage | storage
stock | stocks | inventory | inventories | inventaire
logistics | logistique | transport | transports | livraison | delivery | shipping | shipment | expedition | freight
route | routes | itineraire | tournee | tournees
lead time | delai | delais | cycle time | waiting time | temps d'attente
website | web site | site web | site internet | portail | portal | extranet | intranet
app | application | applications | logiciel | software | tool | outil
erp | sap | progiciel | enterprise resource planning
crm | relation client | customer relationship
migrate | migration | migrer | upgrade | montee de version | replace | replacement | remplacement | remplacer
cloud | saas | hebergement | hosting
network | reseau | reseaux | wifi | telecom
cyber | cybersecurity | cybersecurite | securite informatique | information security | it security
access | acces | authentication | authentification | identity | identites | mfa | sso
backup | sauvegarde | sauvegardes | disaster recovery | reprise d'activite | continuity | continuite
automation | automatisation | automatiser | automate | robot | robots | robotique | rpa
artificial intelligence | intelligence artificielle | ia | ai | machine learning | apprentissage automatique
data | donnee | donnees | master data | donnees de reference
energy | energie | electricity | electricite | consommation energetique
carbon | carbone | co2 | ghg | ges | emissions | greenhouse gas | gaz a effet de serre | footprint | empreinte
waste | dechet | dechets | recycling | recyclage | recycler
water | eau | eaux | hydraulique
heat | chaleur | chauffage | heating | thermique
light | lighting | eclairage | led | luminaire | luminaires
solar | solaire | photovoltaique | photovoltaic
vehicle | vehicles | vehicule | vehicules | fleet | flotte | voiture | car
travel | voyage | deplacement | deplacements | mobility | mobilite
building | buildings | batiment | batiments | locaux | premises | office | bureaux | immobilier | real estate
renovation | renover | refurbishment | refurbish | rehabilitation | modernisation | moderniser | modernise | modernize
complaint | complaints | reclamation | reclamations | plainte | plaintes
satisfaction | nps | customer experience | experience client
support | assistance | helpdesk | help desk | service desk | hotline
call | calls | appel | appels | telephone | telephonie | telephony | contact centre | call center
marketing | communication | campaign | campagne | advertising | publicite
brand | marque | image
catalogue | catalog | range | gamme | family | famille | familles | product line | lignes de produits
product | products | produit | produits
design | conception | concevoir | develop | developpement | developper | development
test | tests | testing | essai | essais
prototype | prototypes | prototypage | prototyping
research | r&d | innovation | innovations
patent | brevet | brevets | intellectual property | propriete intellectuelle
compliance | regulatory | reglementaire | regulation | rgpd | gdpr | legal | juridique
risk | risks | risque | risques
meeting | meetings | reunion | reunions
project management | gestion de projet | gestion de projets | pmo | portfolio management | portefeuille de projets
strategy | strategie | strategic | strategique | roadmap | feuille de route
indicator | indicators | indicateur | indicateurs | kpi | kpis | metric | metrics
daily | quotidien | quotidiens | quotidienne | every day | each day | every night | each night | chaque jour | chaque nuit | nightly
monthly | mensuel | mensuelle | every month | each month
weekly | hebdomadaire | every week | each week
single | unique | unified | unifie | common | commun | commune | shared | mutualise
approve | homologation | homologuer
merge | fusion | consolidation | consolider | rationalisation | rationaliser
store | classer | classement | ranger | file | filing
alert | alerts | alerte | alertes | alarm | warning | notification | notifications
"""
