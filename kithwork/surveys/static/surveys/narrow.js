// Narrows a list by what is typed; Enter opens the first that is left.

for (const field of document.querySelectorAll("[data-kw-narrow]")) {
  const list = document.getElementById(field.dataset.kwNarrow);
  const none = document.querySelector(`[data-kw-none="${field.dataset.kwNarrow}"]`);
  const items = [...list.children];
  field.addEventListener("input", () => {
    const words = field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) {
      const text = item.textContent.toLowerCase();
      const bare = text.replaceAll("-", "");
      item.hidden = !words.every((word) => text.includes(word) || bare.includes(word));
    }
    none.hidden = items.some((item) => !item.hidden);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    items.find((item) => !item.hidden)?.querySelector("a")?.click();
  });
  field.focus();
}
