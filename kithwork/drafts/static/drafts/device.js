// What was typed last, kept on this device until the server has it: sealed with AES-GCM under a
// key that WebCrypto will use but never hand out. WebCrypto needs HTTPS or localhost; without it
// nothing is kept here, and the server's copy is the only one.

const NAME = "kithwork";

export const isPossible = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

/** Keep `typed` (an object) under `id`, for the person `user`. */
export async function keep(user, id, typed) {
  if (!isPossible) return;
  const key = await keyOf(user, { make: true });
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(typed));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text);
  await inStore("typed", "readwrite", (store) => store.put({ iv, sealed }, `${user}|${id}`));
}

/** Give what is kept under `id` for `user`, or null. */
export async function read(user, id) {
  if (!isPossible) return null;
  const key = await keyOf(user, { make: false });
  const kept = key && (await inStore("typed", "readonly", (store) => store.get(`${user}|${id}`)));
  if (!kept) return null;
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.sealed);
  return JSON.parse(new TextDecoder().decode(text));
}

export async function forget(user, id) {
  if (isPossible) await inStore("typed", "readwrite", (store) => store.delete(`${user}|${id}`));
}

/** Wipe the keys and all that was typed: the person signs out. */
export async function wipe() {
  if (!isPossible) return;
  await inStore("typed", "readwrite", (store) => store.clear());
  await inStore("keys", "readwrite", (store) => store.clear());
}

async function keyOf(user, { make }) {
  const kept = await inStore("keys", "readonly", (store) => store.get(user));
  if (kept || !make) return kept;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  try {
    await inStore("keys", "readwrite", (store) => store.add(made, user));
    return made;
  } catch {
    return inStore("keys", "readonly", (store) => store.get(user)); // another tab was first
  }
}

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys");
      request.result.createObjectStore("typed");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function inStore(name, mode, work) {
  const store = (await database()).transaction(name, mode).objectStore(name);
  return new Promise((resolve, reject) => {
    const request = work(store);
    request.onsuccess = () => resolve(request.result ?? null);
    request.onerror = () => reject(request.error);
  });
}
