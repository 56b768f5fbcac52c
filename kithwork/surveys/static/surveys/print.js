/* The button that prints; without a script the browser's own menu does. */

for (const button of document.querySelectorAll("[data-kw-print]")) {
  button.addEventListener("click", () => window.print());
}
