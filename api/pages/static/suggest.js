// What may be meant is suggested while it is written: fields with data-suggest, the lists to search in it. In a field
// with data-open a suggestion opens its page; in one with data-several only what follows the last comma is looked for.
"use strict";

const PATHS = { actors: "/aktor/", projects: "/projekt/", themes: "/projekt?theme=", places: "/projekt?place=" };
const PAUSE = 120;

function addressOf(item, form) {
  const carried = new URLSearchParams([...new FormData(form)].filter(([name, value]) => name !== "q" && value));
  const address = PATHS[item.list] + encodeURIComponent(item.id).replaceAll("%3A", ":");
  return carried.size ? `${address}${address.includes("?") ? "&" : "?"}${carried}` : address;
}

function option(item, id) {
  const line = Object.assign(document.createElement("li"), { id });
  line.setAttribute("role", "option");
  const { field, text } = item.matched;
  const name = item.acronym && item.acronym !== item.name ? `${item.acronym} – ${item.name}` : item.name;
  line.append(Object.assign(document.createElement("span"), { textContent: name }));
  if (!["name", "acronym"].includes(field)) {
    line.append(" ", Object.assign(document.createElement("small"), { textContent: text }));
  }
  return line;
}

function suggestFor(field) {
  const list = Object.assign(document.createElement("ul"), { id: `${field.id}-suggestions`, className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.body.dataset.suggestions);
  field.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
  })) field.setAttribute(name, value);
  let items = [], active = -1, timer, asked = "";

  const before = () => (field.dataset.several === undefined ? "" : field.value.match(/^.*,\s*/s)?.[0] || "");
  const close = () => { clearTimeout(timer); asked = ""; show([]); };

  function show(found) {
    items = found;
    list.replaceChildren(...items.map((item, place) => option(item, `${list.id}-${place}`)));
    list.hidden = !items.length;
    field.setAttribute("aria-expanded", String(items.length > 0));
    mark(-1);
  }

  function mark(place) {
    active = place;
    [...list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === active)));
    if (active < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(place) {
    const item = items[place];
    if (field.dataset.open !== undefined) return location.assign(addressOf(item, field.form));
    field.value = before() + (item.acronym || item.name);
    field.dispatchEvent(new Event("change", { bubbles: true }));
    close();
  }

  async function ask() {
    const words = field.value.slice(before().length).trim();
    if (words.length < 2) return close();
    const query = new URLSearchParams([["q", words], ["limit", "8"], ["stale", "ok"], ["lang", document.documentElement.lang],
      ...field.dataset.suggest.split(",").map((name) => ["list", name])]);
    asked = words;
    const found = await fetch(`/api/v1/search?${query}`).then((answer) => answer.json()).catch(() => ({}));
    if (asked === words && document.activeElement === field) show(found.items || []);
  }

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  field.addEventListener("blur", close);
  field.form?.addEventListener("change", (event) => { if (event.target !== field) close(); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && items.length) { event.preventDefault(); close(); }
    else if (event.key === "Enter" && active >= 0) { event.preventDefault(); choose(active); }
    else if (["ArrowDown", "ArrowUp"].includes(event.key) && items.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(active < 0 && step < 0 ? items.length - 1 : (active + step + items.length) % items.length);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const line = event.target.closest("[role=option]");
    if (line) choose([...list.children].indexOf(line));
  });
}

document.querySelectorAll("input[data-suggest]").forEach(suggestFor);
