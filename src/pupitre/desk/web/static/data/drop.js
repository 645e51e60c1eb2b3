// Files dragged over the page go into the form's own field, and are read at once; files chosen wait for the button.
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
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    shown();
    field.form.requestSubmit();
  });
  field.addEventListener("change", shown);
}
