// Ctrl+Enter sends the note box in. That the cursor stands there after `n` is the address's own doing.

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.target.closest?.("#note")?.requestSubmit();
});
