// Files dragged over the page go into the form's own field, so that the form works the same without this file.
const zone = document.querySelector(".drop-zone");
const field = document.getElementById("files");
const names = document.querySelector(".drop-names");
if (zone && field) {
  const shown = () => { names.textContent = [...field.files].map((file) => file.name).join(", "); };
  for (const kind of ["dragover", "dragenter"]) {
    zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("is-over"); });
  }
  for (const kind of ["dragleave", "drop"]) {
    zone.addEventListener(kind, () => zone.classList.remove("is-over"));
  }
  zone.addEventListener("drop", (event) => { event.preventDefault(); field.files = event.dataTransfer.files; shown(); });
  field.addEventListener("change", shown);
}
