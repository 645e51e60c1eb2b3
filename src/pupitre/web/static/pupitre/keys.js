// Keys of the pages: letters that go somewhere, arrows between findings, menus that close. Letters never act while something is typed.
(function () {
  const kept = "pupitre_single_keys";
  const isOff = () => localStorage.getItem(kept) === "off";
  const isTyping = (element) => element.closest("input, select, textarea, [contenteditable], [role=listbox]");
  const click = (selector) => {
    const found = document.querySelector(selector);
    if (found) found.click();
    return Boolean(found);
  };
  const cards = () => [...document.querySelectorAll(".finding")].filter((one) => one.offsetParent);
  const current = () => document.activeElement.closest(".finding") || document.querySelector(".finding-now");
  let first = "";
  let clear = 0;

  function move(by) {
    const all = cards();
    if (!all.length) return false;
    const at = all.indexOf(current());
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by))];
    all.forEach((one) => one.classList.toggle("finding-now", one === next));
    next.querySelector("a").focus({ preventScroll: true });
    const title = next.querySelector(".finding-title a");
    if (title) title.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest", behavior: "smooth" });
    return true;
  }

  function act(number) {
    const card = current();
    const buttons = card ? card.querySelector(".acts") : document.querySelector(".finding-acts");
    if (!buttons) return false;
    const named = buttons.querySelector(`[data-act="${number}"]`);
    if (named) named.click();
    return Boolean(named);
  }

  function pressed(key) {
    if (first) {
      const both = `${first} ${key}`;
      first = "";
      const link = document.querySelector(`[data-keys="${both}"]`);
      if (link) link.click();
      return Boolean(link);
    }
    if (key === "g" || key === "n") {
      first = key;
      clearTimeout(clear);
      clear = setTimeout(() => (first = ""), 1500);
      return true;
    }
    if (key === "/") return document.dispatchEvent(new Event("pupitre:palette"));
    if (key === "?") return click("[data-help]");
    if (key === "j") return move(1);
    if (key === "k") return move(-1);
    if (key === "p") return click("[data-present-link]");
    if ("1234".includes(key)) return act(key);
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const drop = document.querySelector("details.drop[open]");
      if (drop) {
        drop.open = false;
        drop.querySelector("summary").focus();
      }
    }
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isOff() || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (pressed(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.drop[open]").forEach((one) => one.contains(event.target) || (one.open = false));
    if (event.target.closest("[data-print]")) window.print();
    const line = event.target.closest(".drop-line");
    if (line && line.closest("details.drop")) line.closest("details.drop").open = false;
  });
  document.addEventListener("focusout", (event) => {
    const drop = event.target.closest("details.drop[open]");
    if (drop && event.relatedTarget && !drop.contains(event.relatedTarget)) drop.open = false;
  });

  const tell = () => document.querySelectorAll("[data-single-keys]").forEach((one) => (one.checked = !isOff()));
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-single-keys]")) localStorage.setItem(kept, event.target.checked ? "on" : "off");
  });
  document.addEventListener("htmx:afterSwap", tell);
  tell();
})();
