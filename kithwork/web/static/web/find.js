// Finding a student from anywhere: arrow keys go through what was found, Enter opens, Escape ends.
// Each result is an ordinary link, so a mouse, a thumb and a screen reader need nothing of this.

const form = document.querySelector(".kw-find");
const input = form.querySelector("input[type=search]");
const found = document.getElementById("kw-found");

form.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event);
  else if (event.key === "Escape") close();
  else if (event.key === "Enter" && event.target === input) openFirst(event);
});

function links() {
  return [...found.querySelectorAll("a")];
}

function move(event) {
  const stops = [input, ...links()];
  const step = event.key === "ArrowDown" ? 1 : -1;
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Enter opens the first one found for just these letters; else the form is sent to its page. */
function openFirst(event) {
  const [first] = links();
  if (!first || found.dataset.typed !== input.value) return;
  event.preventDefault();
  location.assign(first.href);
}

function close() {
  found.replaceChildren();
  input.focus();
}

form.addEventListener("htmx:afterSwap", () => { found.dataset.typed = form.dataset.sent; });
form.addEventListener("htmx:beforeRequest", () => { form.dataset.sent = input.value; });
document.addEventListener("click", (event) => {
  if (!form.contains(event.target)) found.replaceChildren();
});
