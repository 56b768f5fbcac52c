// The note box is where the cursor is when one came for it (`n`); Ctrl+Enter sends what one types in.

if (location.hash === "#note") focusNote();
addEventListener("hashchange", () => { if (location.hash === "#note") focusNote(); });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.target.closest?.("#note")?.requestSubmit();
});

function focusNote() {
  document.querySelector("#note textarea")?.focus();
}
