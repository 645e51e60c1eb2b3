// An open page follows what others write: every four seconds it asks for the state of the home, and takes in the new page when it changed.
// What is focused, open or half typed stays; a page with a form half filled in says who wrote instead of changing under the hand.
(function () {
  const EVERY = 4000;
  const LONGEST = 60000;
  const body = document.body;
  const news = document.getElementById("news");
  let wait = EVERY;
  let timer = 0;

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    if (form && form.method === "post") form.dataset.dirty = "1";
  });
  document.addEventListener("reset", (event) => delete event.target.dataset.dirty);
  const isHalfTyped = () => Boolean(document.querySelector("main form[data-dirty]"));

  function keep(name, element) {
    // What somebody opened or unfolded is theirs; the page made anew does not know it.
    return !(name === "open" && /^(details|dialog)$/i.test(element.tagName)) && !(name === "class" && element.matches(".finding-now"));
  }

  async function take() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "follow" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (isHalfTyped()) return;
    for (const id of ["main", "menu-count", "waiting"]) {
      const now = document.getElementById(id);
      const next = page.getElementById(id);
      if (!now || !next) continue;
      const callbacks = { beforeAttributeUpdated: (name, element) => keep(name, element) };
      Idiomorph.morph(now, next, { morphStyle: "outerHTML", ignoreActiveValue: true, callbacks });
      htmx.process(now);
    }
    document.dispatchEvent(new Event("pupitre:renewed"));
  }

  async function asked() {
    const address = `${body.dataset.pulse}?seen=${encodeURIComponent(body.dataset.seen)}`;
    try {
      return await fetch(address, { headers: { Accept: "application/json" } });
    } catch {
      return null; // the server is away
    }
  }

  async function ask() {
    timer = 0;
    if (document.hidden) return;
    const answer = await asked();
    if (answer && answer.status === 401) return;
    wait = answer ? EVERY : Math.min(LONGEST, wait * 2);
    plan();
    if (!answer || answer.status !== 200) return;
    const told = await answer.json();
    body.dataset.seen = told.state;
    if (document.querySelector("main [data-own]")) return; // a step of an import shows nobody else's work, and is gone once loaded
    if (!isHalfTyped()) await take();
    else if (told.others) {
      news.querySelector("p").textContent = told.text;
      news.hidden = false;
    }
  }

  function plan() {
    if (!timer && !document.hidden) timer = setTimeout(ask, wait);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      clearTimeout(timer);
      timer = 0;
    } else ask();
  });
  document.addEventListener("click", (event) => event.target.closest("[data-news-later]") && (news.hidden = true));
  if (body.dataset.seen) plan();
})();
