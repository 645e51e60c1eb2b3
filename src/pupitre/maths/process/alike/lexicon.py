"""Words that name the same thing done to a piece of work, in French and English.

Written for Pupitre from everyday office and shop-floor vocabulary: one thing done per line, words and short phrases between bars. The
general ideas of `pupitre.maths.similarity` name what it is done to.
"""

from __future__ import annotations

DEEDS = """
register | registering | registration | record | recording | enter | entering | entry | input | key in | data entry | capture | log | book
register | saisir | saisie | enregistrer | enregistrement | entrer | inscrire | inscription | consigner | encoder | comptabiliser | intake
check | checking | checks | verify | verifying | verification | verifications | inspect | inspecting | inspection | control | controlling
check | review | reviewing | examine | examination | verifier | controler | controle | controles | examiner | examen | relire | relecture
check | revue
check | revoir | pointer | pointage | inspecter | audit | auditer | recheck | double check | quality check | sanity check
approve | approving | approval | validate | validation | validating | authorise | authorize | authorisation | authorization | sign off
approve | sign-off
approve | signoff | accept | acceptance | approuver | approbation | valider | autoriser | autorisation | accepter | acceptation | viser
approve | visa
approve | homologuer | homologation | donner son accord | accord | release approval | go ahead | bon pour accord | agree | agreement given
reject | rejecting | rejection | refuse | refusal | decline | deny | rejeter | rejet | refuser | refus | decliner
receive | receiving | receipt | accueillir | reception | recevoir | receptionner | accuser reception | goods in | arrive | arrival | arrivee
receive | take delivery
send | sending | submit | submission | transmit | transmission | forward | forwarding | dispatch | mail | post | envoyer | envoi
send | transmettre
send | adresser | faire parvenir | communiquer | soumettre | expedier | expedition | ship | shipping | shipment sent | relayer
deliver | delivering | livrer | hand over | handover | remettre | remise
create | creating | creation | open | opening | set up | setup | initiate | raise | start | creer | ouvrir | ouverture | initier | lancer
create | lancement | etablir | etablissement | emettre | emission | generer | generation | generate | issue | issuing
prepare | preparing | preparation | preparer | draft | drafting | rediger | redaction | compile | write | writing | ecrire
close | closing | closure | complete | completion | finalise | finalize | finish | cloturer | cloture | clore | fermer | fermeture
close | terminer
close | wrap up | solder | finaliser | achever | resolve | resolution | resoudre
pay | paying | payment | settle | settlement | reimburse | reimbursement | disburse | payer | paiement | regler | reglement | verser
pay | versement
pay | rembourser | remboursement | mandater | transfer funds | virement | virer
assign | assigning | assignment | allocate | allocation | attribute | affecter | affectation | attribuer | attribution | repartir
assign | repartition
assign | route | routing | designer | nommer | distribute | dispatcher | orienter
plan | planning | schedule | scheduling | programme | program | planifier | planification | programmer | programmation | ordonnancer
plan | ordonnancement | calendar | fix a date | prendre rendez-vous | appointment
archive | archiving | store | storing | archiver | archivage | file | filing | classer | classement | ranger | store documents | conserver
correct | correcting | correction | fix | fixing | amend | amendment | rectify | rework | corriger | rectifier | rectification | retoucher
correct | retouche
correct | reprise | reprendre | regulariser | regularisation | redresser
estimate | estimating | estimation | estimer | chiffrer | chiffrage | evaluer | evaluation | assess | assessment | cost | quote | cost out
estimate | costing
estimate | price
inform | informing | warn | tell | information sent | notify | notification | announce | advise | informer | prevenir | aviser | notifier
inform | avertir
inform | annoncer
remind | reminder | chase | follow up | relancer | relance | rappeler | rappel
collect | collecting | collection | gather | gathering | obtain | collecter | collecte | recueillir | recueil | rassembler | reunir
collect | recuperer
compare | comparing | comparison | match | matching | reconcile | reconciliation | comparer | comparaison | rapprocher | rapprochement
compare | confronter | cross check | three way match | lettrage | lettrer
sign | signing | initial | signature | signer | countersign | contresigner | parapher
print | printing | imprimer | impression | editer | edition
pack | packing | package | packaging | wrap | emballer | emballage | conditionner | conditionnement | mise en carton
load | loading | charger | chargement
unload | unloading | decharger | dechargement
pick | picking | prelever | prelevement | order picking
test | testing | try | try out | run trials | trial | tester | essayer | essai | essais | mettre a l'essai
repair | repairing | mend | troubleshoot | troubleshooting | reparer | reparation | depanner | depannage | remettre en etat
measure | measuring | measurement | take readings | gauge | mesurer | mesure | relever | releve
weigh | weighing | peser | pesee | pesage
update | updating | refresh | edit | change | modify | modification | mettre a jour | mise a jour | actualiser | actualisation | modifier
update | maj
cancel | cancelling | cancellation | void | revoke | annuler | annulation | abandonner | resilier | resiliation | withdraw
request | requesting | ask | asking | demander | demande | solliciter | requerir | requisition
answer | answering | reply | respond | response | repondre | reponse
analyse | analyze | analysis | analysing | study | investigate | investigation | analyser | etudier | etude | enqueter | enquete
analyse | diagnose | diagnostic
decide | decision | decider | arbitrer | arbitrage | trancher
choose | choosing | select | selection | choisir | choix | selectionner | shortlist | preselection
invite | inviting | invitation | inviter | convoquer | convocation | summon
negotiate | negotiation | negocier | negociation
clean | cleaning | nettoyer | nettoyage | wash | lavage | laver
assemble | assembling | assembly | assembler | assemblage | monter | montage | mount | mounting
dismantle | dismantling | demonter | demontage
machine | machining | usiner | usinage
cut | cutting | couper | coupe | decouper | decoupe
weld | welding | souder | soudage | soudure
paint | painting | peindre | peinture
install | installing | installation | installer | pose | poser | deploy | deploiement | deployer
label | labelling | etiqueter | etiquetage | tag | marquer | marquage
scan | scanning | scanner | numeriser | numerisation | digitise | digitize
import | importing | importer | upload | televerser | charger dans
export | exporting | exporter | download | extract | extraction | extraire
publish | publishing | publication | publier | diffuser | diffusion | broadcast
escalate | escalation | escalader | faire remonter
block | blocking | hold | put on hold | suspend | suspension | bloquer | blocage | suspendre | mettre en attente
unblock | release | debloquer | deblocage | liberer | liberation | lift
invoice out | bill the customer | facturer | emettre la facture
count | counting | compter | comptage | inventorier | stocktake | stocktaking
move | moving | transfer | transferer | transfert | deplacer | relocate | mutation
return | returning | retourner | retour | send back | renvoyer | renvoi
train | training given | former | instruct
interview | interviewing | entretien | interviewer | auditionner
hire | hiring | embaucher | embauche | recruter | recruit
order | ordering | commander | passer commande | place an order | purchase
"""
THINGS = """
bill | bills | invoice | invoices | facture | factures | piece comptable | note d'honoraires | justificatif
parcel | colis | package received | shipment | consignment | livraison | delivery | expedition | envoi recu
litigation | litige | dispute | claim | claims | reclamation | complaint | plainte
quote | quotes | devis | proposal | proposition | offre | offer | quotation | offre de prix
part | parts | piece | pieces | component | components | composant | composants | article | articles | item | items
time off | leave | conge | conges | absence | vacation | holiday
application | candidature | candidate | candidat | candidats | cv | resume | applicant
incident | incidents | ticket | tickets | anomalie | anomalies | issue ticket
sample | samples | echantillon | echantillons | prelevement | specimen
right | rights | droit | droits | access | acces | access rights | droits d'acces | system access | acces informatique | habilitation
right | habilitations | permission | permissions
expense report | expense claim | note de frais | notes de frais | frais de deplacement | travel expense | travel expenses | frais
asset | assets | equipment | equipement | machine | machines | installation | installations | immobilisation
course | courses | session | formation | formations | training
report | reports | rapport | rapports | compte rendu | write-up | bilan
drawing | drawings | dessin | dessins | plan | plans | plan technique | blueprint | dessin technique
file | files | dossier | dossiers | record | records | fiche | fiches | account | accounts | compte | comptes
order | orders | commande | commandes | bon de commande
budget | budgets | enveloppe | funding | funds | credits | financement
"""
