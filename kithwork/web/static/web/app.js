// The desk's own behaviour: theme, keyboard, menus. A page works without any of it.

const root = document.documentElement;

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-kw]");
  if (!control) return;
  if (control.dataset.kw === "theme") switchTheme();
  if (control.dataset.kw === "open") document.getElementById(control.dataset.kwTarget)?.showModal();
  if (control.dataset.kw === "close") control.closest("dialog")?.close();
  if (control.dataset.kw === "print") window.print();
});

// A form that answers at once: choosing a value sends it.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-kw-send]")) event.target.form?.requestSubmit();
});

// What was typed into a list's filter before the scripts came narrows it all the same.
addEventListener("load", () => {
  for (const field of document.querySelectorAll('form[hx-trigger*="change, input changed"] input')) {
    if (field.value !== field.defaultValue) field.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// Where the places are wider than a phone, the present one is in sight.
for (const here of document.querySelectorAll('.kw-nav [aria-current="page"]')) {
  const row = here.closest(".kw-nav");
  row.scrollLeft += here.getBoundingClientRect().right - row.getBoundingClientRect().right;
}

function switchTheme() {
  const next = root.dataset.bsTheme === "dark" ? "light" : "dark";
  root.dataset.bsTheme = next;
  localStorage.setItem("kw-theme", next);
}

// ── keyboard: `g` then a letter goes, `/` finds, `?` shows all; never while typing ──────────

let awaitsPlace = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() === "k") focusFind(event);
    return;
  }
  if (event.altKey || isTyping(event.target)) return;
  if (awaitsPlace) return goTo(event);
  if (event.key === "/") focusFind(event);
  else if (event.key === "?") document.getElementById("kw-keys")?.showModal();
  else if (event.key === "g") waitForPlace();
  else press(event);
});

function isTyping(element) {
  return element.matches?.("input, textarea, select, [contenteditable]") ?? false;
}

function focusFind(event) {
  const find = document.querySelector(".kw-find input[type=search]");
  if (!find) return;
  event.preventDefault();
  find.focus();
  find.select();
}

function waitForPlace() {
  awaitsPlace = true;
  setTimeout(() => { awaitsPlace = false; }, 1500);
}

function goTo(event) {
  awaitsPlace = false;
  const link = document.querySelector(`[data-kw-go="${CSS.escape(event.key)}"]`);
  if (link) location.assign(link.href);
}

function press(event) {
  const control = document.querySelector(`[data-kw-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  control.click();
}

// ── the dot and dash of every page ──────────────────────────────────────────────────────────

document.addEventListener("htmx:afterSwap", (event) => {
  event.detail.target.querySelector("[data-kw-focus]")?.focus();
});
