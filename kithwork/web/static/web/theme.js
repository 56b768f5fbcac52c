// Light or dark before the first paint: what the person chose on this device, else what it prefers.
(() => {
  const chosen = localStorage.getItem("kw-theme");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.bsTheme = chosen || (prefersDark ? "dark" : "light");
})();
