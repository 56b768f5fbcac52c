/* The list follows the eye: pointing at a need or at a patch of the quilt, by mouse or keyboard,
   brings the students whom it concerns to the front of their band, and a sentence says who they
   are. Leaving puts everybody back. The pointers are links: followed, they keep the order. */

const DURATION = 150; // milliseconds
const DELAY = 80; // so that a mouse that passes by moves nobody
const MOST_NAMED = 8;

const said = document.getElementById("front");
const bands = [...document.querySelectorAll("[data-kw-band] tbody")];
const order = new Map(bands.map((band) => [band, [...band.rows]]));
const before = said ? [...said.childNodes] : [];
const marked = new Set(document.querySelectorAll(".kw-in-front"));
const still = matchMedia("(prefers-reduced-motion: reduce)");
let waiting = 0;

for (const point of document.querySelectorAll("[data-kw-at]")) {
  point.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "touch") soon(() => bringForward(point));
  });
  point.addEventListener("pointerleave", () => soon(putBack));
  point.addEventListener("focus", () => soon(() => bringForward(point)));
  point.addEventListener("blur", () => soon(putBack));
}
if (matchMedia("(min-width: 60rem)").matches) {
  document.querySelector(".kw-pointing-what")?.setAttribute("open", "");
}

function soon(act) {
  clearTimeout(waiting);
  waiting = setTimeout(act, DELAY);
}

function bringForward(point) {
  const concerned = (row) => (row.dataset.kwConcerns ?? "").split(" ").includes(point.dataset.kwAt);
  for (const [band, rows] of order) {
    arrange(band, [...rows.filter(concerned), ...rows.filter((row) => !concerned(row))]);
    for (const row of rows) row.classList.toggle("kw-in-front", concerned(row));
  }
  const names = bands.flatMap((band) => [...band.rows].filter(concerned).map(nameOf));
  tell(point, names);
}

function putBack() {
  for (const [band, rows] of order) {
    arrange(band, rows);
    for (const row of rows) row.classList.toggle("kw-in-front", marked.has(row));
  }
  said.replaceChildren(...before);
}

function nameOf(row) {
  return row.querySelector(".kw-row-link").textContent.trim();
}

function tell(point, names) {
  const shown = names.length > MOST_NAMED ? [...names.slice(0, MOST_NAMED), "…"] : names;
  const sentence = names.length ? said.dataset.kwSome : said.dataset.kwNobody;
  const parts = {
    what: point.dataset.kwSays,
    n: point.dataset.kwStudents,
    names: new Intl.ListFormat(document.documentElement.lang, { type: "unit" }).format(shown),
  };
  const told = document.createElement("p");
  told.textContent = sentence.replace(/\{(\w+)\}/g, (_, name) => parts[name]);
  said.replaceChildren(told);
}

function arrange(band, rows) {
  if (rows.every((row, place) => band.rows[place] === row)) return;
  const tops = new Map(rows.map((row) => [row, row.getBoundingClientRect().top]));
  band.append(...rows);
  if (still.matches) return;
  for (const row of rows) {
    const moved = tops.get(row) - row.getBoundingClientRect().top;
    if (moved) {
      row.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], {
        duration: DURATION,
        easing: "ease-out",
      });
    }
  }
}
