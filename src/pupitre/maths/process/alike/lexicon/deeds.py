"""What is done to a piece of work, in French and English.

Written for Pupitre from everyday office, shop-floor and public-service vocabulary: one thing done per line, words and short phrases
between bars, its name first. A word may stand on several lines; a line too long goes on under the same name. Plurals, little words and
endings (`valider`, `validation`) are seen to by `pupitre.maths.process.alike.forms`, so that one form of a word is enough when the others
are regular. A word after `~` may have the sense of its line, and mostly has another.
"""

from __future__ import annotations

DEEDS = """
register | record | enter | entry | input | key in | type in | data entry | capture | log | book in | ~note | saisir | saisie
register | enregistrer | enregistrement | entrer | inscrire | inscription | consigner | encoder | noter | declarer | declaration
register | reporter dans | retranscrire | transcribe | punch in | indexer | immatriculer | enroll | sign up | sign in | check in
register | admettre | admission | admit | lodge | ~report | capturer | renseigner | ~remplir | fill in | fill out | complete form | index
bookkeep | comptabiliser | comptabilisation | imputer | imputation | passer en compta | ecriture comptable | ~post | ~book | posting
bookkeep | post to ledger | passer l'ecriture | passer une ecriture | mettre en comptabilite | journal entry | account for | ~enregistrer
bookkeep | ~saisir | ~enter | ~record | ~register | pass entry
check | verify | inspect | control | review | examine | audit | recheck | double check | verifier | controler | examiner | examen
check | relire | relecture | revue | revoir | pointer | inspecter | auditer | sanity check | go through | look over
check | scrutinise | scrutinize | vet | proofread | contre verifier | passer en revue | s'assurer | confirm validity | checkup
check | eplucher | passer au crible | ~consulter | ~consult | verif | ctrl | instruire | instruction | instruct file
check | vetting | ~screen | ~screening | passer en controle | revision | ~supervise | ~superviser | ~monitor | ~surveiller | ~surveillance
approve | validate | authorise | authorize | authorisation | sign off | signoff | accept | approuver | approbation | valider | autoriser
approve | accepter | viser | visa | homologuer | homologation | donner son accord | donner accord | accord | release approval | agree
approve | go ahead | bon pour accord | bon a payer | endorse | clear for | greenlight | green light | ratify | enteriner | ratifier
approve | donner le feu vert | feu vert | agreer | agrement | accredit | acceptation | agreement given | give consent | give approval
approve | consentir | grant approval | accord final | permit to | sanction | authorise release | rubber stamp | ok | adopter | adoption
grant | accorder | octroyer | octroi | ~attribuer | award | decerner | ~allouer | delivrer | concede | conceder | give | donner | ~approve
grant | ~approuver | ~provide | ~fournir | ~remettre
reject | refuse | refusal | decline | deny | denial | disapprove | turn down | rejeter | rejet | refuser | refus | decliner | non accepted
reject | ecarter | not approved | debouter | send rejection | debouter | ecarter | rejection
receive | receipt | recevoir | receptionner | reception | goods in | arrive | arrival | arriver | arrivee | incoming
receive | take delivery | take in | get | obtain delivery | reprendre livraison | recu | recue | received | receiving
receive | prise en charge | prendre en charge | ~take charge | intake | prendre livraison
welcome | accueillir | accueil | onboard | onboarding | integrer | integration | greet | induct | induction | ~receive | ~recevoir
acknowledge | accuser reception | accuse de reception | accuse | acknowledgement | acknowledgment | confirm receipt
acknowledge | ar | envoyer l'accuse de reception | envoi de l'accuse de reception | send acknowledgement
acknowledge | emettre l'accuse de reception | confirm | confirmer | confirmation
confirm | confirmer | confirmation | reconfirm | affirm | corroborate | attester | attestation | certify | certifier
confirm | certification
send | submit | submission | transmit | transmission | forward | dispatch | mail | envoyer | envoi | transmettre | adresser
send | faire parvenir | communiquer | communication | soumettre | soumission | expedier | expedition | ship | shipping | relayer | sent
send | acheminer | acheminement | faire suivre | pass on | hand in | deposer | depot | e-mail | email | courriel | ~route | fax | poster
send | relay | ~remit
deliver | delivering | delivery | livrer | livraison | hand over | handover | remettre | remise | drop off | ~bring | ~supply | fournir
deliver | provide | ~delivrer | ~delivrance | give out | distribuer | distribution | distribute
create | open | set up | setup | initiate | raise | start | creer | creation | ouvrir | ouverture | initier | lancer | lancement
create | etablir | etablissement | generer | generate | constituer | constitution | instaurer | introduce | ~put together
create | add | ajouter | ajout | new | launch | kick off | demarrer | demarrage | begin | commencer | debuter | start up | mettre sur pied
create | ~release | referencer | referencement | ~onboard | trigger | declencher | declenchement
issue | emettre | emission | ~generate | generer | delivrer | etablir | etablissement | ~create | ~produce | editer | edition | ~release
issue | ~draw up | ~creer | make out | ~raise
prepare | preparer | preparation | draft | rediger | redaction | compile | write | writing | ecrire | draw up | etablir | establish
prepare | elaborer | elaboration | formuler | formulate | ~build | mettre au point | ~document | ~put together | ~editer | create document
prepare | make ready | get ready | ~produire | ~produce | rediger | ~constituer | compose | composer | mettre en forme | make up
close | complete | completion | finalise | finalize | finish | end | cloturer | cloture | clore | fermer | fermeture | terminer | closed
close | wrap up | solder | finaliser | achever | resolve | terminate | conclude | conclure | boucler | fin | shut | closure | achevement
close | mettre fin | tie off | close out | sign off case
resolve | resolution | resoudre | solve | solution | ~fix | close | ~regler | ~settle | ~traiter
pay | payment | settle | settlement | disburse | payer | paiement | regler | reglement | verser | versement | virer | paid
pay | decaisser | decaissement | liquider | liquidation | mandatement | remunerer
pay | acquitter | acquittement | honorer | remit | mettre en paiement | mise en paiement | wire | make payment | reverser
pay | payout | pay out
refund | reimburse | reimbursement | repay | rembourser | remboursement | pay back | restituer | defrayer | ~pay
compensate | payer l'indemnite | paiement de l'indemnite | versement de l'indemnite | pay indemnity | pay claim
compensate | indemniser | indemnisation | dedommager | dedommagement | pay compensation | verser l'indemnite
assign | allocate | attribution | affecter | affectation | attribuer | repartir | repartition | route | routing | designer | appoint
assign | designation | nommer | nomination | appointment of | ~distribute | dispatcher | orienter | orientation | ~dispatch | missionner
assign | mandater | confier | delegate | deleguer | delegation | mandate | hand out | ventiler | ventilation | allouer | allotment
assign | nominate
plan | schedule | programme | program | planifier | planning | programmer | programmation | ordonnancer | ordonnancement | calendar
plan | fix a date | fixer une date | fixer la date | set date | timetable | organiser | organisation | organise | organize | organization
plan | arrange | arrangement | caler | slot in | map out | ~book | prevoir | mettre au planning | ~reserver | coordonner | ~set
meet | prendre rendez-vous | prise de rendez-vous | fixer un rendez-vous | book appointment | make appointment | schedule appointment
meet | fixer un rdv | prendre rdv | prise de rdv | prise rdv
book | reserver | reservation | reserve | ~arrange | ~schedule | ~retenir | affreter | affretement | ~hire | charter | ~plan
hire | embaucher | embauche | recruter | recrutement | recruit | recruitment | engager | take on
archive | store | archiver | archivage | file | classer | classement | ranger | rangement | conserver | conservation | stow
archive | remiser | filing | verser aux archives | put away | shelve | entreposer | entreposage | stocker | mise en stock | warehousing
archive | mettre en stock | stockage | ranger en rayon | mise en rayon | storage | putaway | stock away | backfile | deposit
correct | correction | ~fix | amend | amendment | rectify | rework | corriger | rectifier | rectification | retoucher | retouche
correct | reprise | reprendre | regulariser | regularisation | redresser | redressement | ~ajuster | ajustement | ~adjust | reajuster
correct | remedy | remedier | remediation | patch | straighten | clean up errors | ~revise | ~reviser | ~mend
estimate | estimation | estimer | chiffrer | chiffrage | evaluer | evaluation | assess | assessment | cost | quote | costing | price
estimate | appraise | appraisal | quantifier | valuation | valoriser | valorisation | tarifer | tarification | expertiser | value
estimate | expertise | rate | rating | ~noter | scorer | scoring | grade | ~jauger | evaluate | quantify | survey | pricing
calculate | calculation | compute | calculer | calcul | computation | work out | ~determine | ~determiner | ~liquider | recalculer
calculate | simulate
calculate | simuler | simulation
inform | warn | tell | notify | notification | announce | advise | informer | information | prevenir | aviser | notifier | avertir
inform | annoncer | alerter | alert | let know | brief | mettre au courant | ~communicate | ~communiquer | faire savoir | signaler
inform | signalement | apprise | faire part | ~contact | porter a connaissance | send notice | send notification | message | avis
contact | call | phone | telephone | appeler | rappeler | recontacter | contacter | call back | telephoner | joindre | reach out | ring
contact | prise de contact | prendre contact | appel telephonique | get in touch | phone call
remind | chase | follow up | followup | relancer | relance | ~rappeler | rappel | reminder | dun | dunning | chasing | send reminder
remind | mettre en demeure | mise en demeure | formal notice | prompt | nudge | envoyer une relance | envoyer un rappel | issue reminder
recover | recouvrer | recouvrement | collect debt | debt collection | encaisser | encaissement | cash in | collect | perception
recover | percevoir
recover | bank cheque | take payment | receive payment | collection
collect | gather | obtain | collecter | collecte | recueillir | recueil | rassembler | reunir | recuperer | recuperation | acquire
collect | retrieve | ~retirer | ramasser | ramassage | ~pick up | pickup | fetch | assemble documents | centraliser | pull together
collect | ~prise | recolter | obtenir | obtention
compare | comparison | match | reconcile | reconciliation | comparer | comparaison | rapprocher | rapprochement | confronter
compare | cross check | three way match | lettrage | lettrer | benchmark | recouper | recoupement | mettre en regard | tally | line up
compare | way match | matching | reconcilier | tie out
sign | initial | signature | signer | countersign | contresigner | parapher | emarger | sign off document | execute contract | esign
print | printing | imprimer | impression | editer | edition | ~tirer | print out | run off | ~issue
pack | package | packaging | wrap | emballer | emballage | conditionner | conditionnement | mise en carton | empaqueter | box
pack | mettre en carton
pack | colisage | mettre sous pli | mise sous pli | mise en colis | palettiser | palettisation | boxing | bagging | ensacher | pack up
load | loading | charger | chargement | embarquer | mettre en camion
unload | decharger | dechargement | offload | unloading | depoter | depotage | empty truck | vider
pick | picking | prelever | prelevement | order picking | preparation de commande | preparer la commande | prepare order | pick list
pick | preparation des commandes | prepare shipment | fulfil order | fulfill order | pick order | collect items
sample | echantillonner | echantillonnage | prelever | prelevement | sampling | take sample | prise d'echantillon | faire un prelevement
sample | ~draw | prise d'essai | prise de | ~prise | ~take | swab | ponctionner
test | testing | try | try out | run trials | trial | tester | essayer | essai | mettre a l'essai | eprouver | recetter | recette | ~check
test | ~analyser | ~analyze | trial run | uat
analyse | instruire | instruction | ~examen | analyze | analysis | study | investigate | investigation | analyser | etudier | etude
analyse | enqueter | enquete | diagnose
analyse | diagnostic | diagnostiquer | research | rechercher | recherche | troubleshoot | look into | search
analyse | find cause | interpret | interpreter | explore | determine cause | ~evaluate | ~examine | ~examiner | root cause | explorer
detect | detecter | detection | discover | identify | spot | reperer | reperage | deceler | decouvrir | find | constater | constat
detect | trouver
repair | mend | troubleshoot | fix | reparer | reparation | depanner | depannage | remettre en etat | remise en etat | overhaul | ~restore
repair | refurbish | remise en marche | remettre en service | retablir | retablissement | repare | ~correct
maintain | maintenance | entretenir | entretien | service | servicing | upkeep | maintenir | ~reviser | ~revision
maintain | preventive maintenance | maintenance preventive
measure | measurement | take readings | mesurer | mesure | relever | releve | gauge | metrer | read meter | reading | jauger | releve de
measure | take measurements | prendre les mesures | prise de mesure | ~prise
weigh | peser | pesee | pesage | weighing
update | refresh | edit | change | modify | modification | mettre a jour | mise a jour | actualiser | actualisation | modifier | maj
update | ~amend | alter | changer | changement | maintain record | reviser | revise | bring up to date | completer | rafraichir
update | complement
cancel | cancellation | void | revoke | annuler | annulation | abandonner | abandon | withdraw | withdrawal | call off | revoquer
cancel | revocation | retirer | retrait | invalidate | invalider | drop | rescind | renoncer | desister | desistement
terminate | resilier | resiliation | rompre | rupture | denoncer | denonciation | ~cancel | end contract | ~mettre fin | give notice
terminate | ~cancellation | ~annuler
request | ask | demander | demande | solliciter | requerir | requisition | reclamer | apply | apply for | inquire | enquire | exiger
request | ask for | solicitation | ~consultation | ~consulter | faire la demande | call for | require | make request | submit request
answer | reply | respond | response | repondre | reponse | react | give answer
contest | contester | contestation | appeal | dispute | challenge | object | faire appel | protest | recours
decide | decision | decider | arbitrer | arbitrage | trancher | rule | adjudicate | deliberer | deliberation | statuer | prononcer
choose | choosing | select | selection | choisir | choix | selectionner | shortlist | preselection | preselectionner | trier | tri | sort
choose | pick supplier | retenir | sift | screen | screening | elire | opt | triage | filtrer | filter | shortlisting | triage
qualify | qualifier | qualification | ~vet | ~assess | ~evaluer | categorise | categoriser | classify | ~triage | prequalify
qualify | approve supplier
invite | invitation | inviter | convoquer | convocation | summon | call to | call in | call meeting | convene | ~reunir
negotiate | negotiation | negocier | negociation | bargain | marchander | haggle | discuss terms
clean | nettoyer | nettoyage | wash | lavage | laver | degraisser | degraissage | bionettoyage | disinfect | desinfecter | desinfection
clean | rinse | rincer | housekeeping | sanitise | sanitize | decontaminer
sterilise | sterilize | steriliser | sterilisation
assemble | assembly | assembler | assemblage | monter | montage | mount | ~put together | fit | fitting | ~build
dismantle | demonter | demontage | disassemble | take apart | desassembler | demanteler | tear down
machine | machining | usiner | usinage
turn | tourner | tournage | turning | lathe
mill | fraiser | fraisage | milling
drill | percer | percage | drilling
grind | rectifieuse | meuler | meulage | poncer | poncage | sand | sanding | polish | polir | polissage | grinding
cut | couper | coupe | decouper | decoupe | scier | sciage | saw | slice | trim | cutting | decoupage
bend | plier | pliage | cintrer | cintrage | fold
weld | souder | soudage | soudure | braser | brasage | solder | soldering
mould | mold | mouler | moulage | injecter | injection | cast | couler
paint | peindre | peinture | mise en peinture | coat | coating | spray | vernir | vernis | laquer | laquage
mix | melanger | melange | blend | doser | dosage | brasser
heat | chauffer | chauffage | cuire | cuisson | bake | cook | fire | etuver
fill | remplir | remplissage | filling | embouteiller | bottle
install | installation | installer | pose | poser | deploy | deploiement | deployer | deployment | set up | setup | configurer | configure
install | configuration | mettre en service | mise en service | commission | parametrer | parametrage | implement | roll out
install | mettre en place | mise en place | put in place | equiper
adjust | ~regler | reglage | ~set up | ~setup | changeover | ajuster | parametrer | tune | calibrate machine | ~set | changement de serie
calibrate | calibration | etalonner | etalonnage | calibrer | calibrage
label | etiqueter | etiquetage | tag | marquer | marquage | mark | labelling | apposer l'etiquette
scan | scanning | scanner | numeriser | numerisation | digitise | digitize | dematerialiser | dematerialisation | ocr
import | importer | upload | televerser | charger dans | ~integrer | ~load data | inject
export | exporter | download | extract | extraction | extraire | telecharger
publish | publication | publier | diffuser | diffusion | broadcast | mettre en ligne | mise en ligne | post | advertise | put online
publish | afficher | affichage | ~release | ~announce | ~annoncer | ~lancer | parution | paraitre
escalate | escalation | escalader | escalade | faire remonter | remonter | pass to | ~transfer | ~transferer | ~transfert
block | hold | put on hold | suspend | suspension | bloquer | blocage | suspendre | mettre en attente | mise en attente | freeze | geler
block | quarantine | mettre en quarantaine | mise en quarantaine | lock | verrouiller | pause | quarantaine
unblock | release | debloquer | deblocage | liberer | liberation | lift | unlock | deverrouiller | lift block | remove block | free
count | compter | comptage | inventorier | stocktake | take stock | inventory count | faire l'inventaire
count | inventaire | stock count | cycle count | denombrer
move | transfer | transferer | transfert | deplacer | deplacement | relocate | mutation | transport | transporter | brancarder | shift
return | retourner | retour | send back | renvoyer | renvoi | bring back | ~restituer | give back
replace | remplacer | remplacement | replacement | swap | substitute | exchange | echanger | echange | ~changer | ~change | renew
train | former | instruct | coach | tutor | deliver training | teach | dispenser une formation
interview | interviewing | entretien | interviewer | auditionner | job interview | hold interview | ~meet | recevoir en entretien
order | ordering | commander | passer commande | place an order | passation de commande | passer la commande | buy | acheter | purchase
order | ~approvisionner
supply | approvisionner | approvisionnement | alimenter | alimentation | feed | replenish | restock | reapprovisionner
supply | reapprovisionnement | ravitailler | resupply | replenishment
discharge | sortie | sortir | ~release | let go | faire sortir | autoriser la sortie | exit | leave | depart
prescribe | write prescription | rediger l'ordonnance | redaction de l'ordonnance | etablir l'ordonnance
prescribe | prescrire | rediger une prescription | prescription | ordonner
administer | administrer | administration du | ~donner | ~give | dispenser | inject medication | ~inject
operate | operer | perform surgery | intervenir | surgery performed | perform operation | pratiquer l'intervention
treat | soigner | donner les soins | care for | dispenser les soins | prodiguer
perform | do | doing | carry out | conduct | run | execute | faire | effectuer | realiser | realisation | proceder | executer
perform | execution | mener
perform | conduire | pratiquer | accomplir | undertake | assurer | ~passer | ~take | make | ~complete | ~prendre
handle | process | deal with | manage | treat | traiter | traitement | gerer | gestion | prise en charge | prendre en charge | take care
handle | work on | look after | s'occuper | processing | ~administrer
transfuse | transfuser | transfusion
define | definir | definition | specify | specifier | ~set | ~determiner | ~determine | fixer | formaliser | ~draw up | ~formulate
define | ~proposer
define | ~propose | ~identify | ~identifier | decrire | describe
propose | proposer | proposition | suggest | recommend | recommander | preconiser | ~soumettre | ~offer | ~submit
negate | desactiver | deactivate | disable | switch off | inactivate
activate | activer | activation | enable | switch on | turn on
delete | supprimer | suppression | remove | effacer | purge | purger | erase | delete record | destroy | detruire | destruction | shred
scrap | mettre au rebut | mise au rebut | rebuter | discard | jeter | dispose | eliminer | throw away | rebut | dispose of | write off
renew | renouveler | renouvellement | renewal | reconduire | reconduction | prolonger | prolongation | extend | extension | proroger
reopen | rouvrir | reouverture | reouvrir | re open | reactiver
reassign | reaffecter | reassigner | reallocate
restart | redemarrer | relancer la machine | reboot | restart
stop | arreter | arret | halt | shut down | interrompre | interruption | cease | cesser
wait | attendre | attente | wait for | en attente | pending | awaiting | on hold
reset | reinitialiser | reinitialisation | re initialise | ~change | ~changer | ~changement | ~modifier | ~renew
backup | back up | sauvegarder | sauvegarde | save | make backup
restore | restaurer | restauration | recuperer les donnees | recover data
develop | developper | developpement | code | coder | ~programmer | ~build | concevoir | conception | design
monitor | surveiller | surveillance | suivre | suivi | track | tracking | follow | watch | ~supervise | piloter | pilotage
present | presenter | presentation | show | demonstrate | demontrer | demo | expose
report | rendre compte | reporting | rapporter | ~signaler | report on | ~raise
visit | visiter | visite | go on site | deplacement sur site | site visit | se rendre
subscribe | souscrire | souscription | underwrite | take out | adherer | adhesion | ~sign
settle | settlement | ~indemniser | ~liquider | ~liquidation | pay | denouer
invoice | facturer | facturation | invoicing | billing | bill
charge | debiter | debit | ~appeler | ~call | ~appel | charge
forecast | ~prevoir | prevision | predict | project
insure | garantir | guarantee | cover
register | insert | insertion | introduire | take down | write down | jot down | keyboard | prendre note | porter au registre | lodging
check | contre controle | second look | passer au peigne fin | cross verify | attestation check | contrevisite | eyeball | verif
order | ~commande
deburr | ebavurer | ebavurage | deburring | lapping | roder | rodage
code | coder | codage | codify | codifier | coding
explain | expliquer | clarify | clarifier | precise | preciser | clarification | explication
translate | traduire | traduction | translation
copy | copier | dupliquer | duplicate | duplication | photocopier
merge | fusionner | fusion | regrouper | regroupement | combine | group | grouper | consolider | consolidation | consolidate
split | diviser | scinder | fractionner | eclater | separate | separer
rank | classer par ordre | prioriser | priorisation | prioritise | prioritize | hierarchiser
convert | convertir | conversion | transform | transformer
protect | proteger | securiser | secure | sealing | sceller | plomber
commit | engager | engagement | commitment | encumber
claim back | reclamer le remboursement | request refund
deduct | deduire | retenir | deduction | withhold
compile | compiler | aggregate | agreger | consolidate | totaliser | total
dose | doser | dosage
demolish | demolir | demolition
dig | creuser | terrasser | terrassement | excavate | excavation
pour | couler | coulage | coffrer | coffrage
inspect site | reception de chantier | handover of works | levee de reserves | reception des travaux
deliver room | faire la chambre
serve | servir | service en salle
guide | accompagner | accompagnement | escort | raccompagner
host | heberger | hebergement | accommodate
teach | enseigner | enseignement | lecture
grade | noter la copie | corriger la copie | mark paper
enrol | inscrire | inscription | enroll | enrolment | enrollment | register
expel | exclure | exclusion | radier | radiation | strike off
mobilise | mobiliser | mobilisation | allocate
authenticate | authentifier | authentification | identify user | log in | connexion | sign in
encrypt | chiffrer les donnees | crypter | chiffrement
decrypt | dechiffrer | decrypter
uninstall | desinstaller | desinstallation
withdraw | retirer | retrait | pull back | reprendre
lend | preter | pret de | loan out
rent | louer | location | lease
sell | vendre | vente | sale
buy | acheter | achat | purchase | acquerir | acquisition | procure
advise | conseiller | conseil | counsel | advice
vote | voter | scrutin | ballot
elect | elire | election
chair | presider | animer
attend | assister | participer | participation
evacuate | evacuer | evacuation
rescue | secourir | secours
stamp | tamponner | apposer le cachet
fold | plier | pliage
sew | coudre | couture | piquer
dye | teindre | teinture
dry | secher | sechage | drying
cool | refroidir | refroidissement | cooling
freeze | congeler | congelation | surgeler
harvest | recolter | recolte | moissonner
sow | semer | semis
feed | nourrir | nourrissage
slaughter | abattre | abattage
galvanise | galvaniser | galvanisation | zinguer | plating | chromer | anodiser | anodisation
temper | tremper | trempe | traitement thermique | heat treatment
screw | visser | vissage
glue | coller | collage | bond
rivet | riveter | rivetage
wire | cabler | cablage | raccorder | raccordement | connect | connecter | wiring
program machine | programmer la machine
adjust price | revaloriser
insert part | inserer
stack | empiler | gerber | gerbage
track | tracer | tracabilite | trace
purge | purger | vidanger | vidange | drain
lubricate | graisser | graissage | lubrifier | lubrification
create | cree | creee | made | built
pay | paye | paid
issue | emis | emise
receive | got
send | transmis | transmise | soumis | soumise
deliver | remis | remise
sell | sold | vendu | vendue
buy | bought
register | inscrit | inscrite | entered
prepare | written | ecrit | ecrite | redige
close | clos | done | termine | over | end
create | ouvert | ouverte | opened | started
paint | peint | peinte
return | rendu | rendue
perform | fait | faite | done | get | obtenir | take | taking | taken | prendre
approve | obtenir l'accord | obtain approval | get approval | recueillir l'accord | avoir l'accord | agreed
install | mise en production | mettre en production | deploy to production | go live | put into production | release to production
clear | dedouaner | dedouanement | customs clearance | clearance
disconnect | debrancher | deconnecter | ~couper | cut off | switch off supply | coupure | disconnection
leave | depart | departure | partir | offboard | offboarding | exit
find | rechercher | recherche | retrouver | chercher | locate | localiser | look for
"""
