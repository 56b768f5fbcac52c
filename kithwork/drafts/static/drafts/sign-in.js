// Signing in again without leaving the page: allauth's own forms, walked through in a dialog
// (name and password, then the second factor where there is one).

import * as server from "./server.js";

const dialog = document.getElementById("kw-sign-in");
let waiting = null;

/** Ask for a sign-in; resolve to the session, or null where the person chose "later". */
export function ask() {
  waiting ??= open().finally(() => { waiting = null; });
  return waiting;
}

async function open() {
  await show("/account/login/");
  if (!dialog.open) dialog.showModal();
  return new Promise((resolve) => {
    const end = (session) => {
      dialog.close();
      document.removeEventListener("visibilitychange", look);
      resolve(session);
    };
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      const session = await server.session().catch(() => null);
      if (session) end(session);
    };
    document.addEventListener("visibilitychange", look);
    dialog.querySelector("[data-later]").onclick = () => end(null);
    dialog.oncancel = () => end(null);
    dialog.onsubmit = async (event) => {
      event.preventDefault();
      const session = await send(event.target, event.submitter);
      if (session) end(session);
    };
  });
}

async function send(form, submitter) {
  const answer = await fetch(form.action, {
    method: "POST",
    body: new FormData(form, submitter),
    credentials: "same-origin",
  }).catch(() => null);
  if (!answer) return null;
  const session = await server.session().catch(() => null);
  if (!session) put(await answer.text(), answer.url);
  return session;
}

async function show(address) {
  const answer = await fetch(address, { credentials: "same-origin" });
  put(await answer.text(), answer.url);
}

/** Take the form that matters out of a page of allauth's and lay it into the dialog. */
function put(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const form = [...page.querySelectorAll("main form")].find((candidate) =>
    candidate.querySelector("input:not([type=hidden])"),
  );
  if (!form) return;
  form.action = new URL(form.getAttribute("action") || address, location.origin).href;
  form.className = "";
  const place = dialog.querySelector("[data-form]");
  place.replaceChildren(document.adoptNode(form));
  place.querySelector("input:not([type=hidden])").focus();
}
