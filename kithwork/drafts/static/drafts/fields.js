// What stands in a form, and putting it back. Passwords, files and what is marked
// data-kw-nodraft are never read.

const NEVER = "[type=password], [type=file], [type=submit], [name=csrfmiddlewaretoken], [name=kw-draft], [data-kw-nodraft], [data-kw-nodraft] *";

function controls(form) {
  return [...form.elements].filter((control) => control.name && !control.matches(NEVER));
}

/** Read a form: { name: [values] }. */
export function read(form) {
  const values = {};
  for (const control of controls(form)) {
    const list = (values[control.name] ??= []);
    if (control.matches("[type=checkbox], [type=radio]")) {
      if (control.checked) list.push(control.value);
    } else if (control.selectedOptions) {
      list.push(...[...control.selectedOptions].map((option) => option.value));
    } else {
      list.push(control.value);
    }
  }
  return values;
}

/** Give the names of what no longer stands as the page brought it. */
export function touched(form) {
  return new Set(controls(form).filter(isTouched).map((control) => control.name));
}

function isTouched(control) {
  if (control.type === "hidden") return false;
  if (control.matches("[type=checkbox], [type=radio]")) {
    return control.checked !== control.defaultChecked;
  }
  if (!control.selectedOptions) return control.value !== control.defaultValue;
  const brought = [...control.options].filter((option) => option.defaultSelected);
  if (!brought.length && !control.multiple) brought.push(control.options[0]);
  return !same(brought.map((one) => one?.index), [...control.selectedOptions].map((one) => one.index));
}

/** Put values back but for the names in `kept`; give the names of those that changed by it. */
export function write(form, values, kept) {
  const before = read(form);
  const place = {};
  for (const control of controls(form)) {
    const list = values[control.name];
    if (!list || kept.has(control.name) || control.type === "hidden") continue;
    if (control.matches("[type=checkbox], [type=radio]")) {
      control.checked = list.includes(control.value);
    } else if (control.selectedOptions) {
      for (const option of control.options) option.selected = list.includes(option.value);
    } else {
      const position = (place[control.name] = (place[control.name] ?? -1) + 1);
      control.value = list[position] ?? "";
    }
  }
  form.dispatchEvent(new CustomEvent("kw:restored", { bubbles: true }));
  return Object.keys(before).filter((name) => !same(before[name], read(form)[name]));
}

/** Say whether two readings of one form are alike. */
export function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Give a value as a person reads it. */
export function shown(form, name, list) {
  const words = controls(form)
    .filter((control) => control.name === name)
    .flatMap((control) =>
      control.selectedOptions
        ? [...control.options].filter((option) => list.includes(option.value)).map((o) => o.text)
        : control.matches("[type=checkbox], [type=radio]")
          ? list.includes(control.value) ? [control.labels?.[0]?.textContent.trim() ?? control.value] : []
          : list,
    );
  return words.join(", ") || "–";
}
