// A class's sheet at the keyboard: a digit fills the cell and goes on, arrows go, Backspace clears,
// rows pasted from a spreadsheet fill from here. Each row is scored by the server as it is typed.

const form = document.querySelector("[data-kw-sheet]");
const rows = form ? [...form.querySelectorAll("[data-kw-row]")] : [];
const grid = rows.map((row) => [...row.querySelectorAll(".kw-cell")]);
const PAUSE = 250;
const waiting = new Map();
const unscored = new Set();
let isScoring = false;

function plain(text) {
  return text.normalize("NFKC").replaceAll("。", ".");
}

function placeOf(cell) {
  const row = rows.indexOf(cell.closest("[data-kw-row]"));
  return [row, row < 0 ? -1 : grid[row].indexOf(cell)];
}

function focusCell(row, column) {
  const cell = grid[row]?.[column];
  cell?.focus();
  cell?.select();
}

/** The cell after this one, after a row the next one, after the last the save button. */
function goOn(row, column) {
  if (column + 1 < grid[row].length) return focusCell(row, column + 1);
  if (row + 1 < grid.length) return focusCell(row + 1, 0);
  form.querySelector("[data-kw-save]").focus();
}

function fill(cell, key) {
  const isKnown = key === "" || cell.dataset.kwKeys.includes(key);
  cell.toggleAttribute("data-kw-refused", !isKnown);
  cell.value = isKnown ? key : "";
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  return isKnown;
}

function onKey(event) {
  const cell = event.target;
  if (!cell.matches?.(".kw-cell") || event.ctrlKey || event.metaKey || event.altKey) return;
  const [row, column] = placeOf(cell);
  const moves = {
    ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
    ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], Enter: [row + 1, column],
  };
  const key = plain(event.key);
  if (moves[key]) {
    event.preventDefault();
    focusCell(...moves[key]);
  } else if (key === "Backspace") {
    event.preventDefault();
    if (cell.value) return void fill(cell, "");
    focusCell(row, column - 1);
    if (column > 0) fill(grid[row][column - 1], "");
  } else if (/^[0-9.]$/.test(key)) {
    event.preventDefault();
    if (fill(cell, key)) goOn(row, column);
  } else if (key.length === 1) {
    event.preventDefault();
  }
}

function onPaste(event) {
  if (!event.target.matches?.(".kw-cell")) return;
  event.preventDefault();
  const [row, column] = placeOf(event.target);
  const lines = plain(event.clipboardData.getData("text")).trimEnd().split(/\r?\n/);
  lines.forEach((line, down) => {
    const parts = /[\t ,;]/.test(line.trim()) ? line.split(/[\t ,;]/) : [...line.trim()];
    parts.forEach((key, right) => {
      const cell = grid[row + down]?.[column + right];
      if (cell) fill(cell, key.trim());
    });
  });
  focusCell(row + lines.length - 1, column);
}

/** On a phone the keyboard sends no keys, only what then stands in the cell. */
function onInput(event) {
  const row = event.target.closest("[data-kw-row]");
  if (!row) return;
  if (event.isTrusted && event.target.matches(".kw-cell")) {
    const key = plain(event.target.value);
    event.target.value = key;
    if (key) {
      const isKnown = fill(event.target, key);
      if (isKnown) goOn(...placeOf(event.target));
    }
  }
  later(row);
}

function later(row) {
  clearTimeout(waiting.get(row));
  waiting.set(row, setTimeout(() => scoreInTurn(row), PAUSE));
}

/** One row after the other: htmx would drop a request that is made while another is under way. */
async function scoreInTurn(row) {
  unscored.add(row);
  if (isScoring) return;
  isScoring = true;
  for (const next of unscored) {
    unscored.delete(next);
    await score(next).catch(() => {});
  }
  isScoring = false;
}

async function score(row) {
  const values = { row: row.dataset.kwStudent };
  for (const field of row.querySelectorAll("input, select")) values[field.name] = field.value;
  for (const field of form.querySelectorAll(".kw-strip :is(input, select)")) {
    values[field.name] = field.value;
  }
  const target = row.querySelector(".kw-row-score");
  await window.htmx.ajax("POST", row.dataset.kwScore, { target, swap: "innerHTML", values });
  const level = target.querySelector("[data-kw-alert]")?.dataset.kwAlert ?? "";
  row.querySelector("[data-kw-speaker]").hidden = !level;
}

/** What the item of the cell asks stands over the sheet; a reader hears it with the cell. */
function onFocus(event) {
  const asked = document.getElementById(event.target.getAttribute("aria-describedby") ?? "");
  if (asked) form.querySelector("[data-kw-asked-now]").textContent = asked.textContent;
}

form?.addEventListener("keydown", onKey);
form?.addEventListener("focusin", onFocus);
form?.addEventListener("paste", onPaste);
form?.addEventListener("input", onInput);
form?.addEventListener("kw:restored", () => rows.forEach(later));
form?.querySelector(".kw-strip").addEventListener("change", () => rows.forEach(later));
if (rows.length && !document.querySelector("[role=alert]")) focusCell(0, 0);
if (form) form.dataset.kwReady = "yes";
