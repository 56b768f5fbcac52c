// Nothing typed is ever lost. Any <form data-kw-draft="form:object"> is kept on the device as it
// is typed and on the server within a second; it is put back after a crash, a time-out or on
// another machine. `data-kw-draft-version` is the version of the record the form was opened on.

import * as device from "./device.js";
import * as fields from "./fields.js";
import * as server from "./server.js";
import { ask } from "./sign-in.js";

const PAUSE = 700;
const arrival = performance.getEntriesByType("navigation")[0]?.type;
const status = document.getElementById("kw-kept");
const user = status.dataset.user;

class Keeper {
  constructor(form) {
    this.form = form;
    this.name = form.dataset.kwDraft;
    this.version = form.dataset.kwDraftVersion ?? "";
    this.stands = fields.read(form);
    this.sent = this.stands;
    this.timer = 0;
    this.keeping = null;
    this.pending = null;
    this.isRestoring = true;
    // Typed before this script came: newer than any draft. What the browser itself puts back on
    // going back or reloading may be older than one.
    this.newer = arrival === "navigate" ? fields.touched(form) : new Set();
  }

  async begin() {
    for (const kind of ["input", "change"]) {
      this.form.addEventListener(kind, (event) => this.typed(event));
    }
    await this.restore();
    this.isRestoring = false;
    this.form.dataset.kwKept = "yes";
    if (this.newer.size) this.typed();
    this.form.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("visibilitychange", () => this.leave());
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.send());
  }

  // ── keeping ────────────────────────────────────────────────────────────────────────────

  typed(event) {
    if (this.isRestoring) return this.newer.add(event.target.name);
    this.hasMore = true;
    this.keeping ??= this.keepHere();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), PAUSE);
  }

  /** On the device, one write after the other: an older text never lands on a newer one. */
  async keepHere() {
    this.form.dataset.kwKept = "typing";
    while (this.hasMore) {
      this.hasMore = false;
      await device.keep(user, this.name, this.content()).catch(() => {});
    }
    this.keeping = null;
    this.form.dataset.kwKept = "yes";
  }

  leave() {
    if (document.visibilityState === "hidden") this.send({ isLast: true });
  }

  /** To the server, likewise one after the other; only a page that is left cannot wait. */
  async send({ isLast = false } = {}) {
    clearTimeout(this.timer);
    while (this.pending && !isLast) await this.pending;
    const content = this.content();
    if (this.isSubmitting || this.isForeign || fields.same(content.values, this.sent)) return;
    this.pending = server.keep(this.name, content, { isLast }).catch(() => ({ status: 0 }));
    const answer = await this.pending;
    this.pending = null;
    if (answer.status === 200) {
      this.sent = content.values;
      await this.keeping;
      if (fields.same(fields.read(this.form), content.values)) device.forget(user, this.name);
      say("saved", answer.body.at);
    } else if (answer.status === 401) {
      say("signedOut");
      if (!isLast) await this.signIn();
    } else if (answer.status === 409) {
      this.isForeign = true;
      say("someoneElse");
    } else {
      say(answer.status === 413 ? "tooLong" : "device", new Date().toISOString());
    }
  }

  content() {
    return {
      values: fields.read(this.form),
      title: document.title.slice(0, 200),
      address: location.pathname,
      base_version: this.version,
      form_version: this.form.dataset.kwDraftForm ?? "",
      at: new Date().toISOString(),
    };
  }

  /** Sign in again in the dialog; true where it is the same person. */
  async signIn() {
    const session = await ask();
    if (!session) return false;
    if (session.user !== user) {
      this.isForeign = true;
      say("someoneElse");
      return false;
    }
    await this.send();
    return true;
  }

  // ── restoring ──────────────────────────────────────────────────────────────────────────

  async restore() {
    const [here, answer] = await Promise.all([
      device.read(user, this.name).catch(() => null),
      server.read(this.name),
    ]);
    const newest = [here, answer.body?.draft]
      .filter(Boolean)
      .sort((one, other) => (one.at < other.at ? 1 : -1))[0];
    if (!newest || fields.same(fields.read(this.form), newest.values)) return;
    const changed = fields.write(this.form, newest.values, this.newer);
    if (!changed.length) return;
    this.banner(newest);
    if (newest.base_version !== this.version) this.showBoth(changed);
    if (newest === here) this.send();
  }

  banner(kept) {
    const banner = document.getElementById("kw-restored").content.cloneNode(true).firstElementChild;
    const text = banner.querySelector("[data-text]");
    const words = kept.base_version === this.version ? text.dataset.text : text.dataset.changed;
    text.textContent = words.replace("{time}", time(kept.at));
    banner.querySelector("[data-discard]").onclick = () => this.discard();
    this.form.before(banner);
  }

  /** Under each field that differs: what stands in the record now. */
  showBoth(names) {
    for (const name of names) {
      const field = this.form.elements[name];
      const place = (field.length ? field[0] : field).closest(".kw-field") ?? this.form;
      const line = document.createElement("p");
      line.className = "kw-help";
      line.textContent = status.dataset.now.replace(
        "{value}", fields.shown(this.form, name, this.stands[name]),
      );
      place.append(line);
    }
  }

  async discard() {
    await Promise.all([server.drop(this.name), device.forget(user, this.name)]);
    location.reload();
  }

  // ── saving the form itself ─────────────────────────────────────────────────────────────

  async submit(event) {
    if (this.isSubmitting) return;
    event.preventDefault();
    const session = await server.session().catch(() => undefined);
    if (session === undefined) return say("device", new Date().toISOString());
    if (session === null && !(await this.signIn())) return;
    if (this.isForeign || (session && session.user !== user)) return say("someoneElse");
    this.isSubmitting = true;
    clearTimeout(this.timer);
    await this.pending;
    this.form.append(hidden("kw-draft", this.name));
    this.form.requestSubmit(event.submitter);
  }
}

function hidden(name, value) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  return input;
}

function say(what, at) {
  status.hidden = false;
  status.querySelector("[data-line]").textContent = status.dataset[what].replace("{time}", time(at));
}

function time(iso) {
  return iso
    ? new Date(iso).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" })
    : "";
}

/** A form that the server has saved is named in a cookie: the device forgets its copy. */
async function forgetSaved() {
  const saved = document.cookie.match(/(?:^|; )kw-saved="?([\w:-]+)"?/)?.[1];
  if (!saved) return;
  document.cookie = "kw-saved=; path=/; max-age=0";
  await device.forget(user, saved);
}

function wipeAtSignOut() {
  for (const form of document.querySelectorAll("form[action='/account/logout/']")) {
    form.addEventListener("submit", async (event) => {
      if (form.dataset.wiped) return;
      event.preventDefault();
      await device.wipe().catch(() => {});
      form.dataset.wiped = "yes";
      form.requestSubmit(event.submitter);
    });
  }
}

await forgetSaved();
wipeAtSignOut();
const forms = [...document.querySelectorAll("form[data-kw-draft]")];
await Promise.all(forms.map((form) => new Keeper(form).begin()));
