// The server's side of a draft. Answers are { status, body }; status 0 means no connection.

const BASE = "/drafts/";

const user = document.getElementById("kw-kept")?.dataset.user ?? "";
let token = document.querySelector("meta[name=kw-csrf]")?.content ?? "";

/** Say who is signed in: { user, csrf }, or null where the session has ended. Throws offline. */
export async function session() {
  const answer = await call("GET", "session/");
  if (answer.status === 0) throw new TypeError("no connection");
  if (answer.status !== 200) return null;
  takeToken(answer.body.csrf);
  return answer.body;
}

export const read = (name) => call("GET", addressOf(name));
export const drop = (name) => call("DELETE", addressOf(name));

/** Keep a draft; a token that signing in has rotated is renewed once by itself. */
export async function keep(name, typed, { isLast = false } = {}) {
  const answer = await call("PUT", addressOf(name), typed, isLast);
  const isStale = answer.status === 403 && answer.body?.error === "token";
  if (!isStale || isLast || !(await session())) return answer;
  return call("PUT", addressOf(name), typed);
}

/** Put a fresh CSRF token wherever this page would send one. */
function takeToken(fresh) {
  token = fresh;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = fresh;
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
}

function addressOf(name) {
  const [form, object] = name.split(":");
  return object ? `${form}/${object}/` : `${form}/`;
}

async function call(method, path, body, keepalive = false) {
  try {
    const answer = await fetch(BASE + path, {
      method,
      keepalive,
      credentials: "same-origin",
      headers: { Accept: "application/json", "X-CSRFToken": token, "X-Kw-User": user },
      body: body && JSON.stringify(body),
    });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, body: isJson ? await answer.json() : null };
  } catch {
    return { status: 0, body: null };
  }
}
