// One form at the keyboard: a digit answers the item and goes on, "." says that nothing stands on
// the paper, Backspace clears, a pasted row fills from here. Without this the keys are radio
// buttons; what is typed is kept by drafts.js, and the score comes from the server.

const form = document.querySelector("[data-kw-keying]");
const rows = [...form.querySelectorAll("[data-kw-item]")];
const score = document.getElementById("kw-score");
const speaker = form.querySelector("[data-kw-speaker]");

function answersOf(row) {
  return [...row.querySelectorAll("[data-kw-press]")];
}

function focusRow(index) {
  const row = rows[Math.max(index, 0)];
  if (!row) return focusEnd();
  const answers = answersOf(row);
  (answers.find((answer) => answer.checked) ?? answers[0]).focus();
  row.scrollIntoView({ block: "nearest" });
}

/** After the last item: to the name that is still missing, else to the save button. */
function focusEnd() {
  const name = speaker.hidden ? null : speaker.querySelector("select");
  (name && !name.value ? name : form.querySelector("[data-kw-save]")).focus();
}

/** Choose the answer that a key stands for; false where the item has none. */
function press(row, key) {
  const answer = answersOf(row).find((one) => one.dataset.kwPress === key);
  if (!answer) return false;
  answer.checked = true;
  return true;
}

function clear(row) {
  for (const answer of answersOf(row)) answer.checked = false;
}

function typed() {
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Full-width digits are digits. */
function plain(text) {
  return text.normalize("NFKC").replaceAll("。", ".");
}

const GO = { ArrowDown: 1, ArrowUp: -1, Enter: 1 };

function onKey(event) {
  const row = event.target.closest("[data-kw-item]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const index = rows.indexOf(row);
  const key = plain(event.key);
  if (key in GO) {
    event.preventDefault();
    focusRow(index + GO[key]);
  } else if (key === "Backspace") {
    event.preventDefault();
    const isEmpty = !answersOf(row).some((answer) => answer.checked);
    const back = isEmpty ? Math.max(index - 1, 0) : index;
    clear(rows[back]);
    focusRow(back);
    typed();
  } else if (/^[0-9.]$/.test(key)) {
    event.preventDefault();
    event.stopPropagation();
    if (!press(row, key)) return refuse(row);
    typed();
    focusRow(index + 1);
  }
}

function refuse(row) {
  row.dataset.kwRefused = "yes";
  setTimeout(() => { delete row.dataset.kwRefused; }, 600);
}

/** "0 1 2 . 3" or a row of cells fills from the item that has the focus. */
function onPaste(event) {
  const row = event.target.closest("[data-kw-item]");
  if (!row) return;
  event.preventDefault();
  const text = plain(event.clipboardData.getData("text")).trim();
  const keys = /[\s,;]/.test(text) ? text.split(/[\s,;]+/) : [...text];
  const start = rows.indexOf(row);
  keys.forEach((key, place) => {
    const target = rows[start + place];
    if (target && !press(target, key)) refuse(target);
  });
  typed();
  focusRow(start + keys.length);
}

function showSpeaker() {
  const level = score.querySelector("[data-kw-alert]")?.dataset.kwAlert ?? "";
  const wasHidden = speaker.hidden;
  speaker.hidden = !level;
  const isAtSave = document.activeElement?.matches("[data-kw-save]");
  if (wasHidden && level && isAtSave) focusEnd();
}

form.addEventListener("keydown", onKey);
form.addEventListener("paste", onPaste);
for (const what of ["input", "change", "kw:restored"]) {
  form.addEventListener(what, () => score.dispatchEvent(new Event("kw:typed")));
}
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === score) showSpeaker();
});
form.querySelector(".kw-strip").addEventListener("change", (event) => {
  // Another printed form may have other items; the button draws them anew with what is typed.
  if (/^(version|coding)$/.test(event.target.name)) form.querySelector("[data-kw-reshow]").click();
});
const refusal = document.querySelector("[role=alert][tabindex]");
if (refusal) refusal.focus();
else focusRow(0);
form.dataset.kwReady = "yes";
