"""What work is done to, in French and English.

Written for Pupitre from everyday office, shop-floor and public-service vocabulary: one thing per line, words and short phrases between
bars, its name first. A name with a stroke (`order/purchase`) is a kind of the one before the stroke: the general word may be meant for
each of its kinds, but two kinds are two things. A line too long goes on under the same name.
"""

from __future__ import annotations

THINGS = """
invoice | bill | facture | fact | inv | fa | piece comptable | note d'honoraires | facture d'achat | facture de vente | ap invoice
credit note | avoir | note de credit | credit memo | facture d'avoir | credit invoice | cn
debit note | note de debit | debit memo
proforma | pro forma | facture pro forma
order | commande | bon de commande | cde | cmd | bc | ~marche | booking
order | order form | commande fournisseur
order/sales | sales order | so | customer order | client order | commande client | commande de vente
order/purchase | purchase order | po | commande d'achat | commande achat | commande fournisseur | supplier order | bon de commande | bc
order/purchase | procurement order
order/work | work order | production order | manufacturing order | ordre de fabrication | of | ordre de production | job order | mo | wo
order/work | fiche de fabrication | job card | ordre de travail | bon de travail
requisition | demande d'achat | da | purchase request | purchase requisition | pr | demande d'approvisionnement | dai | buying request
requisition | procurement request | expression de besoin
tender | appel d'offres | ao | consultation | rfp | rfq | call for tenders | request for proposal | request for quotation | itt | dce
tender | call for tender | request for tender | marche public
quote | quotation | devis | proposal | proposition | offre | offer | offre de prix | bid | proposition commerciale | soumission
quote | estimate | price offer | tender offer | cotation | bordereau de prix | ballpark | proposition de prix | commercial proposal
price | tarif | prix | rate | pricing | condition tarifaire | conditions tarifaires | price list | grille tarifaire
price | conditions commerciales
price | terms
discount | remise | rebate | ristourne | rabais | price reduction | geste commercial | reduction
delivery | livraison | shipment | consignment | expedition | parcel | colis | paquet | package | cargo | freight | envoi | arrivage | drop
delivery | cargaison | fret
delivery note | bon de livraison | bl | dispatch note | packing slip | bordereau de livraison | packing list | waybill | lettre de voiture
delivery note | consignment note | cmr | bordereau d'expedition
goods | marchandise | merchandise | product | produit | article | item | commodity | good | ware
pallet | palette
carrier | transporteur | haulier | shipper | freight forwarder | transitaire | forwarder | ~camion | ~truck | ~transport
carrier | trucking company | hauler
truck | camion | lorry | vehicle | vehicule | van | fourgon | trailer | remorque | semi remorque
car | vehicle | vehicule | voiture | automobile | auto | ~engin
route | tournee | itineraire | round | delivery round | run | tour | delivery route | trajet | trip
stock | inventaire | inventory | stock level | niveau de stock | disponible | reserve | goods on hand | holding
warehouse | entrepot | magasin | depot | rayon | store | shelf | storeroom | storage
supplier | fournisseur | vendor | prestataire | contractor | subcontractor | sous traitant | four | fourn | frs | trading partner
supplier | partenaire
supplier | service provider | provider
customer | client | clt | buyer | acheteur | purchaser | consumer | consommateur | cust | donneur d'ordre | acquereur
prospect | lead | contact commercial | potential customer | client potentiel | piste | opportunity | opportunite | sales lead
user | utilisateur | end user | caller | demandeur | requester | usager | requestor | ~beneficiary | ~beneficiaire | ~applicant
citizen | usager | administre | public | resident | habitant | ~applicant | demandeur | petitionnaire | requester | claimant
employee | salarie | ~agent | personnel | staff | collaborateur | worker | employe | staff member | team member | workforce | employ
newcomer | new hire | new employee | nouvel arrivant | nouvel embauche | nouveau salarie | nouveau collaborateur | new starter | newcomer
newcomer | new joiner | recrue | arrivant | nouvel employe | joiner | recruit
leaver | partant | salarie sortant
manager | responsable | hierarchique | superieur | chef | line manager | boss | supervisor | encadrant
patient | malade | sick person | inpatient | outpatient | resident
doctor | medecin | physician | praticien | clinician | surgeon | chirurgien | md
insured | assure | policyholder | policy holder | societaire | souscripteur | insured person | adherent
expert | loss adjuster | adjuster | assessor | surveyor | expert d'assurance | appraiser
technician | technicien | agent de maintenance | engineer | operator | operateur | ~agent | intervenant
candidate | candidat | applicant | postulant | job applicant | job seeker | ~profil | ~profile
application | candidature | job application | cv | resume | curriculum | dossier de candidature | candidate cv | candidate application
application | candidate file | dossier candidat | ~candidate
request | submission | soumission | demande | dde | ~application | submission | requete | petition | saisine | enquiry | inquiry | ~ask
request | query | ~ticket | ~dossier
file | dossier | record | fiche | case | folder | ~account | ~compte | register | fichier | cas | affaire | case file | livret | sheet
deal | affaire | vente | sale | opportunity
form | formulaire | imprime | questionnaire | bordereau | cerfa
document | paperwork | ~piece | justificatif | piece justificative | supporting document | supporting evidence | evidence | attachment
document | doc
document | piece jointe | proof | preuve | supporting paper | supporting papers | ~paper | document justificatif | pj | ~certificate
letter | courrier | lettre | mail | correspondence | ~post | email | courriel | missive
contract | contrat | agreement | convention | projet de contrat | draft contract | ~deal | accord | bail | lease | ~marche | acte
contract/work | employment contract | contrat de travail | labour contract | work contract | contract of employment | labor contract
contract/work | cdi | cdd
policy | police | ~contrat | contrat d'assurance | insurance contract | insurance policy | police d'assurance
amendment | avenant | endorsement | rider | addendum | contract change
coverage | cover | garantie | couverture | policy cover | insurance cover | guarantee | warranty
premium | prime | cotisation | insurance premium | prime d'assurance
claim | sinistre | insurance claim | dossier sinistre | declaration de sinistre | claim file | ~loss | loss event
compensation | indemnite | indemnisation | indemnity | payout | benefit | settlement amount | dedommagement | ~claim
damage | dommage | degat | ~loss | prejudice | degradation | harm
risk | risque | exposure | hazard | peril
fraud | fraude | fraudulent claim | escroquerie
complaint | reclamation | plainte | claim | litige | dispute | litigation | customer claim | grievance | doleance | mecontentement
complaint | gripe | grief
incident | ticket | issue | anomalie | dysfonctionnement | panne | breakdown | outage | probleme | problem | fault | failure | glitch
incident | bug
incident | defaillance | malfunction | trouble | ~demande | ~request | service request | demande de support | support request
incident | ~intervention
incident | ~case
nonconformity | non conformite | nc | ncr | nonconformance | non conformance | ecart | deviation | fiche nc | defect report
nonconformity | non conformity | fiche de non conformite | fiche d'anomalie | anomaly | fnc | non conformity report
defect | defaut | flaw | ~fault | malfacon | imperfection | vice
corrective action | action corrective | mesure corrective | corrective measure | capa | plan d'action corrective | ac
preventive action | action preventive | mesure preventive
cause | root cause | cause racine | origine | cause profonde
batch | lot | serie
part | piece | component | composant | article | item | sous ensemble | sub assembly | ~reference | sku | work piece | workpiece
raw material | matiere premiere | matiere | material | mp
finished product | produit fini | finished good | pf | end product
product | produit | good | ~article | ~item
machine | equipement | equipment | installation | asset | appareil | materiel | outillage | ~engin | plant | apparatus
machine | outil de production
machine | rig
equipment | equipement | materiel | hardware | device | appareil | ~unit | peripherique
line | ligne | production line | ligne de production | chaine | assembly line | ligne d'assemblage | chaine de production
instrument | appareil de mesure | gauge | instrument de mesure | measuring device | equipement de mesure | measuring instrument | capteur
instrument | sensor | jauge | measuring equipment
scale | balance | bascule | weighing scale
tool | ~outil | outillage | mould | moule
tank | cuve | reservoir | vat | citerne | vessel
frame | chassis | cadre | bati | structure
housing | carcasse | boitier | casing | carter | enclosure | coque
board | carte | carte electronique | pcb | circuit board
wheel | roue
engine | moteur | motor
surface | revetement
production | fabrication | manufacturing | manufacture | quantite produite | production output | output | quantites produites
quantity | quantite | qty | volume
sample | echantillon | prelevement | specimen | prise d'essai | test piece | swab | temoin
result | resultat | outcome | finding
quality | qualite
report | rapport | compte rendu | write up | bilan | cr | synthese | summary | minutes | proces verbal | pv | memo | ~account | summary
plan | drawing | dessin | schema | plan technique | blueprint | dessin technique | sketch | technical drawing | epure | trace | cad
schedule | planning | calendrier | timetable | roster | ~plan | calendar | emploi du temps | rota
project | projet
task | tache | activity | activite | job | action
need | besoin | requirement | exigence | ~expression de besoin
budget | enveloppe | funding | fund | ~credit | financement | dotation | allowance | previsionnel | budget forecast
expense | expense report | expense claim | note de frais | frais de deplacement | travel expense | frais | depense | ndf
expense | frais professionnels
expense | mileage | travel claim | trip cost | expenditure | business expense | frais de mission | remboursement de mission | expense note
payment | paiement | reglement | versement | encaissement
overdue | impaye | creance en retard | overdue payment | unpaid invoice | late payment | retard de paiement | creance impayee
overdue | facture impayee
overdue | arrears | outstanding | unpaid | overdue invoice | creance | receivable | debt | dette | balance due | facture echue
transfer | virement | bank transfer | wire transfer | wire | virement bancaire | ordre de virement
bank | banque | bancaire | bank statement | releve bancaire | bank account | compte bancaire | releve de compte | statement
bank details | rib | iban | coordonnees bancaires | bank account detail | bank account details
cheque | check book | chq
tax | impot | taxe | fiscalite | duty
vat | tva | tva declaration | vat return
accounts | comptes | comptabilite | books | ledger | accounting | comptable | grand livre | general ledger
month | mois | mensuel | monthly | mensuelle | month end | fin de mois
year | exercice | annee | annuel | annual | yearly | year end | fin d'exercice | annuelle
asset | immobilisation | fixed asset | immo
depreciation | amortissement
provision | accrual
fine | amende | penalty | penalite | contravention | ~pv | ~ticket
cash | tresorerie | liquidity | cash flow
salary | paie | paye | payroll | wage | remuneration | salaire | pay | ~traitement
payslip | bulletin de paie | fiche de paie | pay slip | bulletin de salaire | fiche de paye | bulletin de paye | pay stub
timesheet | feuille de temps | releve d'heures | time sheet | pointage | feuille d'heures | time card | hours worked | heures travaillees
overtime | heure supplementaire | heures sup | hs | extra hour
leave | conge | vacation | holiday | absence | time off | rtt | pto | day off | annual leave | conges payes | cp | repos | leave request
leave | demande de conges | holiday request | time off request | vacation request | demande de conge | demande d'absence | absence request
leave/sick | sick leave | sickness absence | arret maladie | sickness | maladie | arret de travail | sick note | absence maladie
leave/parental | parental leave | maternity leave | conge parental | conge maternite | conge paternite
training | formation | course | session | session de formation | stage | class | atelier | workshop | training session | training course
skill | competence
job | poste | emploi | position | vacancy | role
job offer | offre d'emploi | annonce | job ad | job advert | job posting | vacancy | offre de poste | annonce d'emploi | job advertisement
offer letter | promesse d'embauche | job offer | offer of employment | proposition d'embauche | lettre d'embauche | employment offer
job description | fiche de poste | job profile
interview | entretien | job interview | entretien d'embauche | entretien de recrutement
appraisal | entretien annuel | performance review | annual review | evaluation annuelle
reference | recommandation
medical visit | visite medicale | medical check | medical examination | health check | medical exam | medecine du travail
appointment | rendez vous | rdv | meeting
meeting | reunion | ~session | seance | assembly
commission | committee | comite | ~board | panel | jury | conseil | council
decision | deliberation | ruling | resolution | judgment | jugement
decree | arrete | ~order | bylaw | arrete municipal | by law | ordinance | decret
permit | permis | licence | license | autorisation | authorisation | authorization | agrement | permission
permit/building | permis de construire | building permit | planning permission
permit/driving | permis de conduire | driving licence | driver license
passport | passeport
identity | identite | id | identity card | carte d'identite | piece d'identite | proof of identity | identity paper | cni
address | adresse | domicile
notice | avis | annonce | announcement | publication | public notice
opinion | avis | ~advice
grant | subvention | subsidy | aide | ~funding | allocation | aid | financial aid | bourse
fee | redevance | ~droit | charge | ~frais
receipt | recu | recepisse | acknowledgement | accuse de reception | ar | quittance | acknowledgment | accuse reception
access | acces | access right | droit d'acces | right | droit | habilitation | permission | login | ~badge | system access
access | acces informatique | autorisation d'acces | rights
account | compte | user account | compte utilisateur | compte informatique | ~login | it account | compte d'utilisateur
account | profil utilisateur
password | mot de passe | mdp | pwd | user password
workstation | poste de travail | pc | laptop | ordinateur | computer | desktop | ~poste | ~portable | ordinateur portable
workstation | poste informatique
printer | imprimante
server | serveur
network | reseau
software | logiciel | ~application | app | programme | program | appli | progiciel | outil logiciel
patch | correctif | hotfix | fix | bug fix | mise a jour logicielle | bugfix
data | donnee | datas | information | info
backup | sauvegarde
support | assistance | helpdesk | help desk | hotline | service desk | centre de service
blood | sang | sanguin | bilan sanguin | blood test | blood sample
blood pressure | tension | tension arterielle
vital signs | constante | constantes vitales | vitals | signes vitaux | vital sign | vital parameter | parametres vitaux
x ray | radio | radiographie | radiograph | radiologique | radiology | xray | examen radiologique | cliche | radiographic exam
scanner | ct scan | ct | tomodensitometrie | tdm | scan
mri | irm
ultrasound | echographie | echo
surgery | operation | intervention | intervention chirurgicale | operation chirurgicale | ~procedure | chirurgie | surgical procedure
surgery | acte chirurgical
surgical | operatoire | operative
operating room | bloc | bloc operatoire | salle d'operation | operating theatre | theatre | salle d'intervention | or
room | chambre | bed | lit | salle
ward | service | unite | unit
emergency | urgence | er | emergency room | emergency department
medication | medicament | drug | medicine | traitement | treatment | pharmaceutical | med
prescription | ordonnance
consent | consentement
discharge | sortie | discharge of patient
lab test | analyse de laboratoire | laboratory test | analyse biologique | biologie | lab exam
diagnosis | diagnostic
care | soin
diet | regime
vaccine | vaccin | vaccination
family | famille | relative | proche
audit
process | processus | procedure | mode operatoire
standard | norme | iso
certificate | attestation | certificat | affidavit
packaging | emballage | conditionnement
customs | douane | douanier
solvency | solvabilite | creditworthiness | credit limit | encours | ~credit | credit check | credit rating | encours client
solvency | limite de credit
solvency | credit status | credit risk | plafond de credit
email | courriel | mail
website | site web | site internet
catalogue | catalog
contact details | coordonnees | contact detail | personal details | address details
customer/record | fiche client | compte client | client account | client record | customer account | customer master | customer details
customer/record | coordonnees client | client file | dossier client | customer file | coordonnees du client
supplier/record | fiche fournisseur | compte fournisseur | vendor record | supplier file | vendor master | supplier account
supplier/record | dossier fournisseur
supplier/record | nouveau fournisseur | new supplier | new vendor
employee/record | dossier du salarie | dossier salarie | employee file | dossier du personnel | staff record | fiche employe
employee/record | fiche salarie
employee/record | fiche du collaborateur | personnel file | hr file | employee folder | dossier du collaborateur | fiche du personnel
employee/record | hr folder
employee/record | personnel sheet | livret du salarie | dossier agent | dossier de l'agent | fiche collaborateur
product record | fiche article | fiche produit | item master | product sheet | article master
debit | debit
team | equipe
department | service | departement | direction | dept
company | entreprise | societe | firm | organisation
equipment request | demande de materiel
energy | energie
waste | dechet
building | batiment
property | bien | real estate | logement | housing
car | degats vehicule
child | enfant
student | etudiant | eleve | pupil
exam | examen | epreuve
loan | pret | credit | mortgage | emprunt
guarantee | garantie | collateral
beneficiary | beneficiaire | recipient | destinataire
deadline | delai | due date | echeance
delay | retard
error | erreur | mistake
version | revision | release
code | source code
test | essai
change | changement | modification | rfc | change request | demande de changement
deployment | deploiement | ~production
specification | cahier des charges | spec | specifications
service | prestation
market | marche
campaign | campagne
stock movement | mouvement de stock
survey | enquete | sondage
label | etiquette
seal | scelle
key | cle
cash desk | caisse
card | carte
photo | photographie | photograph | picture | image
site | chantier | construction site | worksite | travaux
reserve | reserve de chantier | snag | snag list | punch list
declaration | declaration sur l'honneur | statement
customs declaration | declaration en douane | declaration douaniere | customs entry
delivery date | date de livraison
background check | verification des antecedents | antecedent
litigation | contentieux | lawsuit | proces | court case
hearing | audience
loan/application | dossier de credit | credit file | loan file | demande de pret | dossier de pret | credit application
loan/application | demande de credit
mortgage | hypotheque
transaction | operation bancaire
statement of account | releve de compte client | account statement
cost centre | centre de cout | cost center
forecast | prevision
margin | marge
commitment | engagement | encumbrance
service sheet | service fait | service entry sheet | attestation de service fait
ledger entry | ecriture | journal entry | accounting entry
journal | journal comptable
till | caisse | cash register
reservation | booking | resa
guest | hote | visitor | visiteur
table | tableau
menu | carte des plats
meal | repas | plat | dish
recipe | recette
ingredient
flight | vol
train ticket | billet | ticket de transport | travel ticket
luggage | bagage | baggage
driver | chauffeur | conducteur
container | conteneur
dock | quai | loading bay | loading dock
seal number | plomb
barcode | code barre | code barres
serial number | numero de serie
meter | compteur
meter index | index de consommation
consumption | consommation
subscription | abonnement
connection | raccordement | branchement | hookup
outage notice | avis de coupure
lesson | cours | class | lecture
grade sheet | releve de notes | transcript
diploma | diplome | degree
registration | inscription | enrolment
school | ecole | etablissement scolaire
vote | scrutin
mayor | maire
prefect | prefet | prefecture
land | terrain | parcelle | plot
plan permission | declaration prealable
housing benefit | allocation logement | apl
benefit | allocation | prestation sociale | allowance
entitlement | droits | ouverture de droits
child care | creche | garde d'enfant
waste collection | collecte des dechets
road | voirie | route
water | eau
electricity | electricite | power
anaesthesia | anesthesie | anesthesia | anesthetic
recovery room | salle de reveil
medical record | dossier medical | dossier patient | patient file | patient record
care plan | plan de soins
discharge letter | lettre de sortie | discharge summary
referral | lettre d'adressage | orientation medicale
wound | plaie
dressing | pansement
allergy | allergie
temperature
weight | poids
bed sheet | linge | linen | laundry
shift | poste de nuit | equipe de nuit | quart
accident | accident du travail | work accident | injury
near miss | presque accident
safety instruction | consigne de securite
risk assessment | evaluation des risques | duerp | document unique
work permit | permis de feu | permit to work
machine program | programme cn | cnc program
drawing office | bureau d'etudes
prototype | maquette | mock up
bill of materials | nomenclature | bom
routing sheet | gamme de fabrication | gamme
mould | moule | die
sheet metal | tole
bar stock | barre
screw | vis | bolt | boulon
wire | cable | fil
circuit | circuit imprime
battery | batterie
valve | vanne
pump | pompe
motor vehicle | vehicule a moteur
tyre | pneu | tire
brake | frein
body | carrosserie | bodywork
windscreen | pare brise | windshield
courtesy car | vehicule de courtoisie | replacement vehicle | vehicule de remplacement
third party | tiers | partie adverse | adversaire | adverse party | counterparty
witness | temoin
police report | proces verbal de police | constat
accident report | constat amiable | constat d'accident
deductible | franchise | excess
reinsurance | reassurance
bonus | prime d'interessement | prime de fin d'annee
pension | retraite | retirement
dependant | ayant droit
expense policy | politique de frais
credit card | carte bancaire | carte de credit
direct debit | prelevement automatique | mandat sepa
standing order | virement permanent
power of attorney | procuration
logo
brochure | plaquette | leaflet | flyer
newsletter | lettre d'information
article | post de blog | blog post
event | evenement
stand | booth
survey answer | reponse au questionnaire
feedback | retour client | customer feedback
satisfaction survey | enquete de satisfaction
call | appel | phone call | appel telephonique
voice message | message vocal
chat | messagerie
requirement | exigence
user story | recit utilisateur
test case | cas de test
bug report | rapport d'anomalie
environment | environnement
database | base de donnees
query | requete
licence key | cle de licence
domain | nom de domaine
certificate of conformity | certificat de conformite | coc | declaration de conformite
test report | rapport d'essai | proces verbal d'essai
control plan | plan de controle
sampling plan | plan d'echantillonnage
management review | revue de direction
change order | ordre de modification | demande de modification | engineering change | ecr | eco
derogation | concession | waiver | deviation permit
warranty claim | demande de garantie | garantie client
return authorisation | rma | autorisation de retour | bon de retour
returned goods | retour client | customer return | retour marchandise | return
spare part | piece de rechange | piece detachee
maintenance plan | plan de maintenance
intervention report | rapport d'intervention | bon d'intervention
service order | ordre de service | demande d'intervention | intervention request
sales forecast | prevision de ventes | prevision commerciale
sales pitch | argumentaire
minimum stock | stock minimum | seuil de reapprovisionnement
location | emplacement | bin | casier
transport order | ordre de transport | transport request
export document | document d'export
dangerous goods | matiere dangereuse
weight note | ticket de pesee
fund | fonds | money | argent
income | revenu | earning
leak | fuite
contribution | cotisation
database | base | bdd | db
gas | gaz
supply | alimentation
authorisation request | demande d'autorisation
complementary information | complement d'information | additional information | further information | information complementaire
cost price | prix de revient
final settlement | solde de tout compte
social declaration | declaration sociale | dsn | payroll tax
reception desk | front desk
room service | service en chambre
"""
