// What the pages gain with a script; all of them work without.
"use strict";

const language = document.documentElement.lang;

// Keys of one letter may be in somebody's way: a switch turns them off, and this browser remembers it.
let keysAreOn = true;
try {
  keysAreOn = localStorage.getItem("hur-keys") !== "off";
} catch {} // not allowed to remember

function tellKeys() {
  document.documentElement.classList.toggle("keys-on", keysAreOn);
  for (const each of document.querySelectorAll("[data-key]")) {
    if (keysAreOn) each.setAttribute("aria-keyshortcuts", each.dataset.key);
    else each.removeAttribute("aria-keyshortcuts");
  }
  for (const each of document.querySelectorAll("input[data-keys]")) each.checked = keysAreOn;
}

for (const each of document.querySelectorAll("input[data-keys]")) {
  each.closest("[hidden]").hidden = false;
  each.addEventListener("change", () => {
    keysAreOn = each.checked;
    try {
      localStorage.setItem("hur-keys", keysAreOn ? "on" : "off");
    } catch {} // until the next page
    tellKeys();
  });
}
tellKeys();

// "/" goes to the search box, and what names its key is pressed by it, unless somebody is writing.
document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input:not([type=checkbox]), select, textarea, [contenteditable]");
  if (!keysAreOn || writing || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    event.preventDefault();
    document.getElementById("q").focus();
  } else {
    document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)?.click();
  }
});

// All of a list are ticked or unticked at once.
for (const all of document.querySelectorAll("input[data-all]")) {
  const each = () => [...all.form.elements].filter((field) => field.name === all.dataset.all);
  all.closest("[hidden]").hidden = false;
  all.addEventListener("change", () => each().forEach((field) => { field.checked = all.checked; }));
  all.form.addEventListener("change", () => { all.checked = each().every((field) => field.checked); });
}

// Fields left empty stay out of the address, and what says that everything is meant where something is chosen.
const isChosen = (field) => field.name && !["hidden", "submit"].includes(field.type) && field.value && (field.checked || field.type !== "checkbox");
for (const form of document.querySelectorAll("form[data-clean]")) {
  form.addEventListener("submit", () => {
    const isWhole = ![...form.elements].some(isChosen);
    for (const field of form.elements) {
      if (field.name && !field.disabled && (!field.value || (field.name === form.dataset.clean && !isWhole))) {
        field.disabled = true;
        setTimeout(() => { field.disabled = false; });
      }
    }
  });
}

// The two ends of the time are drawn on a slider; the fields stay what is sent.
for (const box of document.querySelectorAll("[data-first]")) {
  const { first, last } = box.dataset;
  const [from, to] = box.querySelectorAll("input");
  const slider = document.createElement("div");
  slider.className = "slider";
  const ends = [[from, first], [to, last]].map(([field, open]) => {
    const end = Object.assign(document.createElement("input"), { type: "range", min: first, max: last });
    end.setAttribute("aria-label", field.dataset.slider);
    end.read = () => { end.value = field.value.slice(0, 4) || open; };
    end.write = () => { field.value = end.value === open ? "" : end.value; };
    field.addEventListener("input", end.read);
    end.read();
    slider.append(end);
    return end;
  });
  ends.forEach((end, place) => end.addEventListener("input", () => {
    const other = ends[1 - place];
    if (Number(ends[0].value) > Number(ends[1].value)) {
      other.value = end.value;
      other.write();
    }
    end.write();
  }));
  box.append(slider);
}

// What somebody keeps in mind is remembered by this browser, for each search; an address that names it wins.
for (const form of document.querySelectorAll("form[data-keeps]")) {
  const key = `hur-kept ${form.dataset.keeps}`;
  const boxes = () => [...form.elements].filter((field) => field.name === "valda");
  const remember = () => {
    try {
      localStorage.setItem(key, JSON.stringify(boxes().filter((box) => box.checked).map((box) => [box.value, box.dataset.name])));
    } catch {} // until the next page
  };
  if (new URLSearchParams(location.search).has("valda")) remember();
  else recallKept(form, key, boxes());
  document.addEventListener("change", (event) => { if (event.target.name === "valda") remember(); });
}

function recallKept(form, key, boxes) {
  let kept = [];
  try {
    kept = JSON.parse(localStorage.getItem(key)) || [];
  } catch {} // nothing that can be read
  for (const [id, name] of kept) {
    const box = boxes.find((shown) => shown.value === id) || keptElsewhere(form, id, name);
    box.checked = true;
  }
}

function keptElsewhere(form, id, name) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "valda", value: id });
  box.setAttribute("form", form.id);
  box.dataset.name = name;
  const label = Object.assign(document.createElement("label"), { className: "keep" });
  label.append(box, name);
  document.querySelector(".chosen .elsewhere").append(label);
  return box;
}

// A page or file that is not there at once: a bar says that it is being worked out.
const bar = Object.assign(document.createElement("p"), { className: "progress", hidden: true });
bar.setAttribute("role", "status");
document.body.append(bar);
let barTimer;
function beginWaiting() {
  clearTimeout(barTimer);
  barTimer = setTimeout(() => { bar.hidden = false; bar.textContent = document.body.dataset.counting; }, 300);
}
function endWaiting() {
  clearTimeout(barTimer);
  bar.hidden = true;
}
window.addEventListener("pageshow", endWaiting);

function isLeaving(event, link) {
  const isPlain = !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const isElsewhere = link.pathname !== location.pathname || link.search !== location.search || !link.hash;
  return isPlain && isElsewhere && link.origin === location.origin && !link.target;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || !isLeaving(event, link)) return;
  beginWaiting();
  if (!link.hasAttribute("download")) return;
  event.preventDefault();
  save(link.href, {}).then(endWaiting, () => { location.href = link.href; });
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.target) return;
  beginWaiting();
  if (!("file" in form.dataset)) return;
  event.preventDefault();
  save(form.action, { method: "POST", body: new FormData(form) }).then(endWaiting, () => form.submit());
});

// A file is fetched here, so that it is known when it has come; a refusal is shown as the page that it is.
async function save(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(answer.statusText);
  const named = /filename\*?="?(?:utf-8'')?([^";]+)/i.exec(answer.headers.get("content-disposition") || "");
  const file = document.createElement("a");
  file.href = URL.createObjectURL(await answer.blob());
  file.download = decodeURIComponent(named?.[1] || new URL(address, location).pathname.split("/").pop());
  file.click();
  setTimeout(() => URL.revokeObjectURL(file.href), 60000);
}

// While common answers are prepared after a start or a load, the foot of the page says how far that has come.
const preparing = document.querySelector("[data-preparing]");
async function tellPreparing() {
  const answer = await fetch("/api/v1/status?stale=ok").then((found) => found.json(), () => null);
  const left = answer?.preparing;
  preparing.textContent = left ? preparing.dataset.preparing.replace("{done}", left.done).replace("{total}", left.total) : "";
  if (left) setTimeout(tellPreparing, 2000);
}
if (preparing) tellPreparing();

// A form that takes a while says so, and is not sent twice.
for (const form of document.querySelectorAll("form[data-busy]")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter || form.querySelector("button");
    const before = button.textContent;
    setTimeout(() => { button.disabled = true; button.textContent = form.dataset.busy; });
    window.addEventListener("pageshow", () => { button.disabled = false; button.textContent = before; }, { once: true });
  });
}

// A page that shows the revision before the newest is asked for again once that is worked out, but not under
// somebody's hands.
const stale = document.querySelector("[data-stale]");
let isWritten = false;
if (stale) {
  document.addEventListener("input", () => { isWritten = true; });
  const timer = setInterval(async () => {
    const answer = await fetch("/api/v1/status?stale=ok").then((response) => response.json(), () => null);
    if (!answer || String(answer.revision) === stale.dataset.stale) return;
    clearInterval(timer);
    if (!isWritten) location.reload();
  }, 2000);
}

// What has changed since the last visit of this browser, for as long as this visit lasts.
const seen = document.querySelector("[data-seen]");
if (seen) {
  try {
    const now = Number(seen.dataset.seen);
    const before = Number(sessionStorage.getItem("hur-since") ?? localStorage.getItem("hur-seen") ?? now);
    sessionStorage.setItem("hur-since", before);
    localStorage.setItem("hur-seen", now);
    if (before > 0 && before < now) {
      const link = seen.querySelector("a");
      const address = new URL(link.href);
      address.searchParams.set("since", before);
      link.href = address;
      seen.hidden = false;
    }
  } catch {} // not allowed to remember
}
