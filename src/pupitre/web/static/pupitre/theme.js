// Tabler reads its theme from an attribute: give it the one the machine asks for when the reader chose none.
(function () {
  const root = document.documentElement;
  root.classList.add("has-script");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => root.setAttribute("data-bs-theme", root.dataset.theme || (dark.matches ? "dark" : "light"));
  follow();
  dark.addEventListener("change", follow);
  document.addEventListener("pupitre:theme", follow);
})();
