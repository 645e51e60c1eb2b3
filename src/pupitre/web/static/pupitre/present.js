// Presentation: the parts of the page one at a time, in big type, with the arrow keys. Without script all of them are shown, one below the other.
(function () {
  const root = document.documentElement;
  if (!root.classList.contains("presenting")) return;
  const main = document.getElementById("main");
  const place = document.getElementById("presenter-place");
  const leave = document.querySelector("[data-leave]");
  let at = 0;

  function parts() {
    const all = [...main.querySelectorAll(".answer, .sheet, [data-part-of-page]")];
    const outer = all.filter((one) => !all.some((other) => other !== one && other.contains(one)));
    return outer.filter((one) => one.textContent.trim());
  }

  function show(next) {
    const all = parts();
    at = Math.max(0, Math.min(all.length - 1, next));
    root.querySelectorAll(".part-shown, .part-path").forEach((one) => one.classList.remove("part-shown", "part-path", "part-alone"));
    if (!all.length) return;
    all[at].classList.add("part-shown");
    if (all[at].matches(".answer")) all[at].classList.add("part-alone");
    for (let above = all[at].parentElement; main.contains(above); above = above.parentElement) above.classList.add("part-path");
    place.textContent = `${at + 1} / ${all.length}`;
    scrollTo(0, 0);
  }

  root.classList.add("one-part");
  show(0);
  document.addEventListener("keydown", (event) => {
    if (document.querySelector("dialog[open]")) return;
    const steps = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowLeft: -1, PageUp: -1 };
    if (event.key === "Escape") leave.click();
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(parts().length);
    else if (event.key in steps && !event.target.closest("a, button, input, select, textarea, summary")) show(at + steps[event.key]);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-part]");
    if (button) show(at + Number(button.dataset.part));
  });
  document.addEventListener("pupitre:renewed", () => show(at));
})();
