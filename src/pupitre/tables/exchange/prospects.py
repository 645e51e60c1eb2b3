"""Exchange files about what is to come: expected effects, limits, assumptions, hazards."""

# ruff: noqa: E501 - one line per language reads better than a ragged column of strings

from __future__ import annotations

from pupitre.kernel.text import N_
from pupitre.tables.exchange.declare import Kind
from pupitre.tables.exchange.names import COMMENT, DEPARTMENT, OWNER, column

EFFECTS = Kind(
    "effects",
    N_("What a project, a decision, a treatment or a risk is expected to change in a KPI."),
    ("source", "kpi"),
    (
        column("source_kind", "text", N_("Kind of what acts: project, decision, treatment or risk"), en="kind of source; source type; source kind; acts through; type of lever; nature", fr="nature de la source; type de source; nature; nature du levier; type de levier"),
        column("source", "code", N_("Code of what acts"), required=True, en="source; project; project code; project id; project no; initiative; lever; decision code; risk code; source code; brought by; driver; cause", fr="source; projet; code projet; n° projet; levier; code source; réf. projet; affaire; porté par; code levier; origine"),
        column("kpi", "text", N_("KPI that moves"), required=True, en="kpi; kpi moved; indicator; kpi code; indicator code; indicator moved; metric; metric moved; measure moved; kpi affected; moves", fr="indicateur; indicateur touché; code indicateur; kpi; indicateur visé; indicateur concerné; réf. indicateur; indicateur impacté; agit sur; fait bouger"),
        DEPARTMENT,
        column("low", "number", N_("Effect, low"), en="effect low; low effect; low; pessimistic effect; at least; minimum effect; low gain; worst case effect; prudent", fr="effet bas; effet mini; bas; effet minimum; au moins; hypothèse basse; gain bas; effet prudent; fourchette basse; bénéfice bas"),
        column("likely", "number", N_("Effect, likely"), required=True, en="expected effect; effect; likely effect; effect likely; expected benefit; expected gain; most likely effect; expected change; benefit", fr="effet attendu; effet; effet probable; gain attendu; bénéfice attendu; effet le plus probable; variation attendue; effet central; bénéfice"),
        column("high", "number", N_("Effect, high"), en="effect high; high effect; high; optimistic effect; at most; maximum effect; high gain; best case effect", fr="effet haut; effet maxi; haut; effet maximum; au plus; hypothèse haute; gain haut; effet ambitieux; fourchette haute; bénéfice haut"),
        column("ramp_days", "number", N_("Days from the landing to the full effect"), en="ramp-up days; ramp days; days to full effect; ramp-up; full effect after days", fr="montée en charge jours; montée en charge; jours avant plein effet; délai de montée en charge; plein effet après jours"),
        column("ramp_months", "number", N_("Months from the landing to the full effect, when said in months"), variant=True, en="ramp-up months; ramp months; months to full effect; full effect after months", fr="montée en charge mois; mois avant plein effet; plein effet après mois; mois de montée en charge"),
        column("decay", "percent", N_("Share lost each year after"), en="decay; decay per year; share lost per year; yearly erosion; erosion", fr="érosion; perte par an; part perdue par an; érosion annuelle; usure annuelle"),
        column("start", "date", N_("Lands on, when the finish of the project does not say"), en="lands on; effect from; lands; felt from; effective from; effect starts on", fr="effet à partir du; produit ses effets le; effet dès le; ressenti à partir du; date d'effet; premiers effets le"),
        column("basis", "text", N_("Who says so: declared or measured"), en="basis; declared or measured; who says so; basis of estimate; evidence; estimate basis", fr="base; déclaré ou mesuré; qui le dit; base de l'estimation; nature de l'estimation; origine de l'estimation"),
        COMMENT,
    ),
    optional_key=("department",),
)  # fmt: skip
LIMITS = Kind(
    "limits",
    N_("What may not be passed over a period."),
    ("what",),
    (
        column("code", "code", N_("Limit code"), en="limit code; limit id; limit no; cap id; ceiling no", fr="code limite; n° limite; réf. limite; n° plafond; code plafond"),
        column("what", "text", N_("What is limited: budget, hours of a skill, carbon, change load, number of projects"), required=True, en="limit on; what is limited; limited resource; kind of limit; limit type; constraint on; cap on; ceiling on", fr="limite sur; ce qui est limité; ressource limitée; nature de la limite; type de limite; plafond sur; objet du plafond; nature du plafond"),
        column("skill", "text", N_("Skill"), en="skill; resource; trade; profile; competence; skill limited", fr="compétence; métier; ressource; profil; qualification; compétence limitée"),
        DEPARTMENT,
        column("period", "period", N_("Period, when one column says it"), variant=True, en="period; quarter; year; month", fr="période; trimestre; exercice; année; mois"),
        column("start", "date", N_("From"), en="from; start; valid from; start date; from date", fr="du; à partir du; début; date de début; valable du"),
        column("end", "date", N_("To"), en="to; until; end; valid until; end date; to date", fr="au; jusqu'au; fin; date de fin; valable jusqu'au"),
        column("value", "number", N_("Most allowed"), required=True, en="most allowed; limit; ceiling; cap; maximum; maximum allowed; not above; max", fr="plafond; maximum autorisé; limite; maximum; ne pas dépasser; valeur limite; maxi autorisé; au plus"),
        COMMENT,
    ),
    optional_key=("code", "skill", "department", "start", "period"),
)  # fmt: skip
ASSUMPTIONS = Kind(
    "assumptions",
    N_("Something the plan takes for granted, with the reading that would break it."),
    ("code",),
    (
        column("code", "code", N_("Assumption code"), required=True, en="assumption code; assumption id; assumption no; hypothesis no; code; ref; no; id", fr="code hypothèse; n° hypothèse; réf. hypothèse; hypothèse n°; code; n°; réf."),
        column("statement", "text", N_("What is taken for granted"), en="assumption; planning assumption; what is taken for granted; what we assume; hypothesis; premise; we assume that; statement", fr="hypothèse; hypothèse du plan; ce qui est tenu pour acquis; ce que nous supposons; pari; postulat; énoncé de l'hypothèse; nous supposons que"),
        column("kpi", "text", N_("KPI that tells"), en="kpi; indicator; watched by; reading that tells; indicator to watch; told by; kpi code; indicator code", fr="indicateur; kpi; indicateur témoin; surveillée par; indicateur à surveiller; vérifiée par; code indicateur; indicateur de veille"),
        column("holds_when", "text", N_("Whether it holds above or below the threshold"), en="holds when; holds if; must stay; holds above or below; above or below; side of the threshold", fr="tient si; valable si; doit rester; au-dessus ou au-dessous; côté du seuil; tient tant que; vraie si"),
        column("threshold", "number", N_("Threshold"), en="threshold; breaks at; breaking point; trigger; alert threshold; limit value; trigger value", fr="seuil; seuil de rupture; point de rupture; seuil d'alerte; valeur seuil; seuil de remise en cause; déclencheur"),
        column("objectives", "list", N_("Objectives that rest on it"), en="objectives; objectives concerned; objectives resting on it; goals; goals concerned; linked goals; supports objectives", fr="objectifs concernés; objectifs; objectifs fondés dessus; objectifs liés; objectifs qui en dépendent; objectif concerné"),
        OWNER,
        column("review", "date", N_("Reviewed on"), en="review; review date; to review on; next review; check on; checked on", fr="revue; à revoir le; date de revue; prochaine revue; vérifiée le; à vérifier le"),
        COMMENT,
    ),
)  # fmt: skip
HAZARDS = Kind(
    "hazards",
    N_("Something that has happened or is announced, with what it delays or costs."),
    ("code",),
    (
        column("code", "code", N_("Hazard code"), required=True, en="hazard code; hazard id; hazard no; event no; event id; code; ref; no; id", fr="code aléa; n° aléa; réf. aléa; n° événement; code; n°; réf."),
        column("title", "text", N_("What happens"), en="hazard; what happens; event; incident; what happened; disruption; setback; news", fr="aléa; ce qui arrive; événement; fait; imprévu; incident; ce qui s'est passé; contretemps"),
        column("happens", "date", N_("Happens on"), en="happens on; event date; date; occurs on; announced for; expected on; on; happened on", fr="survient le; date de survenue; date; date de l'événement; annoncé pour le; attendu le; survenu le; date du fait"),
        column("projects", "list", N_("Projects it delays"), en="projects delayed; projects hit; projects; projects concerned; delays projects; project hit; initiatives hit", fr="projets retardés; projets touchés; projets; projets concernés; retarde les projets; projet touché; affaires touchées"),
        column("tasks", "list", N_("Tasks it delays"), en="tasks delayed; tasks hit; tasks; tasks concerned", fr="tâches retardées; tâches touchées; tâches; tâches concernées"),
        column("delay", "number", N_("Delay, days"), en="delay days; days of delay; days lost; delay; delay in days; slip days", fr="retard jours; jours de retard; jours perdus; retard; retard en jours; décalage jours"),
        column("cost", "money", N_("Cost"), en="cost; extra cost; cost of the event; amount; expected cost", fr="coût; surcoût; coût de l'événement; montant; coût attendu"),
        column("supplier", "code", N_("Supplier it comes from"), en="supplier; vendor; supplier concerned; comes from; supplier id", fr="fournisseur; fournisseur concerné; fournisseur en cause; tiers; siret fournisseur"),
        OWNER,
        COMMENT,
    ),
)  # fmt: skip

KINDS = (EFFECTS, LIMITS, ASSUMPTIONS, HAZARDS)
