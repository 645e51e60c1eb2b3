// What the page gains with script: forms open in a dialog, the theme changes at once, messages leave. Everything works without it.
(function () {
  const dialog = () => document.getElementById("dialog");

  // An open dialog makes all else inert: messages, and their button to undo, move into it.
  const keepMessages = (place) => {
    const messages = document.querySelector(".toasts");
    if (messages && messages.parentElement !== place) place.append(messages);
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    const box = dialog();
    if (!box || event.detail.target !== box || !box.childElementCount) return;
    if (!box.open) box.showModal();
    keepMessages(box);
    const first = box.querySelector('[aria-invalid="true"]') || box.querySelector("textarea, select, input:not([type=hidden])");
    if (first) first.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const box = dialog();
    if (box && event.detail.target === box) keepMessages(document.body);
    if (!box || !box.open || box.contains(event.detail.target)) return;
    // What the dialog asked for and shows outside ends it, or the page that its answer leads to, which the body asks for. A page that
    // follows an examination, or a late answer of the search, must not close it under the hand.
    const asker = event.detail.requestConfig.elt;
    if (asker === document.body || box.contains(asker)) box.close();
  });
  document.addEventListener("click", (event) => {
    const line = event.target.closest("[data-dismiss]");
    if (line) line.closest(".toast-line").remove();
    if (event.target.closest("[data-close]")) {
      const box = event.target.closest("dialog");
      if (box) {
        event.preventDefault();
        box.close();
      }
    }
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });
  document.addEventListener("close", (event) => {
    if (event.target !== dialog()) return;
    keepMessages(document.body);
    event.target.replaceChildren();
  }, true);

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches(".theme-form")) return;
    event.preventDefault();
    const next = { auto: "light", light: "dark", dark: "auto" }[form.dataset.now] || "auto";
    const root = document.documentElement;
    if (next === "auto") delete root.dataset.theme;
    else root.dataset.theme = next;
    document.dispatchEvent(new Event("pupitre:theme"));
    document.querySelectorAll(".theme-form").forEach((one) => {
      one.dataset.now = next;
      one.querySelector("button").setAttribute("aria-label", one.dataset[next]);
      one.querySelector("button").title = one.dataset[next];
    });
    fetch(form.action, { method: "POST", body: new URLSearchParams([...new FormData(form), ["theme", next]]), redirect: "manual" });
  });
})();
