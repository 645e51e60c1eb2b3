// Search and commands in a dialog. The lines come from the server; here are the keys, and the few commands that the page does by itself.
(function () {
  const box = document.getElementById("palette");
  if (!box) return;
  const input = box.querySelector(".palette-input");
  const lines = box.querySelector(".palette-lines");
  const options = () => [...lines.querySelectorAll('[role="option"]:not([aria-disabled])')];

  function open() {
    if (box.open) return input.select();
    document.querySelectorAll("dialog[open]").forEach((one) => one.close());
    document.querySelectorAll("details.drop[open]").forEach((one) => (one.open = false));
    input.value = "";
    box.querySelector("[name=from]").value = location.pathname + location.search;
    box.showModal();
    input.focus();
    htmx.trigger(input, "palette:ask");
  }

  function choose(option) {
    options().forEach((one) => one.setAttribute("aria-selected", String(one === option)));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function step(by) {
    const all = options();
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (all.length) choose(all[(at + by + all.length) % all.length]);
  }

  const acts = {
    theme: () => document.querySelector(".theme-form button").click(),
    "sign-out": () => document.querySelector(".sign-out button").click(),
    export: () => document.querySelector(".export").click(),
    print: () => window.print(),
    present: () => document.querySelector("[data-present-link]").click(),
  };

  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  document.addEventListener("pupitre:palette", open);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open();
    }
    const line = event.target.closest("#palette [data-command]:not([data-command=''])");
    if (line) {
      event.preventDefault();
      box.close();
      acts[line.dataset.command]();
    }
  });
  input.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      step(steps[event.key]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = options().find((one) => one.getAttribute("aria-selected") === "true") || options()[0];
      if (!chosen) return;
      if ((event.ctrlKey || event.metaKey) && !chosen.dataset.command) window.open(chosen.href, "_blank", "noopener");
      else chosen.click();
    }
  });
  lines.addEventListener("mousemove", (event) => {
    const option = event.target.closest('[role="option"]');
    if (option && option.getAttribute("aria-selected") !== "true") choose(option);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== lines) return;
    lines.querySelectorAll("[data-wants]").forEach((one) => document.querySelector(one.dataset.wants) || one.remove());
    lines.querySelectorAll(".lines").forEach((one) => one.querySelector(".line") || one.remove());
    lines.scrollTop = 0;
    choose(options()[0]);
  });
})();
