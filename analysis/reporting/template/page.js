"use strict";
// Everything on the page can be read without this script: it only folds, sorts, filters and switches.
document.documentElement.classList.add("js");
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try { localStorage.setItem("dispatches-theme", theme); } catch { /* a page opened from a file may keep nothing */ }
}

function addThemeSwitch(place) {
  const dark = () => document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const button = make("button", { type: "button" });
  const name = () => { button.textContent = dark() ? "Light" : "Dark"; button.setAttribute("aria-label", `Switch to ${dark() ? "light" : "dark"} colours`); };
  button.addEventListener("click", () => { setTheme(dark() ? "light" : "dark"); name(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
  name();
  place.append(button);
}

function addCodeSwitch(place) {
  const cells = [...document.querySelectorAll("details.code")];
  if (!cells.length) return;
  const button = make("button", { type: "button", textContent: "Show code" });
  button.setAttribute("aria-pressed", "false");
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    cells.forEach((cell) => { cell.open = open; });
    button.setAttribute("aria-pressed", String(open));
  });
  place.append(button);
}

const sortKey = (cell) => {
  if (cell.querySelector(".na")) return null;
  const text = cell.dataset.v ?? cell.textContent.trim();
  return cell.classList.contains("num") ? Number(text.replace(/[,\s%]/g, "").replace("−", "-")) : text;
};
const compare = (a, b) => (typeof a === "number" && typeof b === "number") ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });

function fold(box, body) {
  const open = Number(box.dataset.open);
  [...body.rows].filter((row) => !row.hidden).forEach((row, i) => row.classList.toggle("more", i >= open));
}

function addSorting(box, body, heads) {
  heads.forEach((head, column) => {
    const button = make("button", { type: "button", textContent: head.textContent });
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = [...body.rows].map((row) => [sortKey(row.cells[column]), row]);
      keyed.sort(([a], [b]) => (a === null) - (b === null) || (a === null ? 0 : (down ? -1 : 1) * compare(a, b)));
      body.append(...keyed.map(([, row]) => row));
      fold(box, body);
    });
  });
}

function addFolding(box, body, tools) {
  const total = body.rows.length;
  if (!(total > Number(box.dataset.open))) return;
  const more = make("button", { type: "button", textContent: `Show all ${total} rows` });
  more.setAttribute("aria-expanded", "false");
  more.addEventListener("click", () => {
    const all = box.classList.toggle("all");
    more.setAttribute("aria-expanded", String(all));
    more.textContent = all ? `Show ${box.dataset.open} rows` : `Show all ${total} rows`;
  });
  const label = make("label", { textContent: "Filter " });
  const field = make("input", { type: "search", autocomplete: "off" });
  field.addEventListener("input", () => {
    const wanted = field.value.trim().toLowerCase();
    [...body.rows].forEach((row) => { row.hidden = !row.textContent.toLowerCase().includes(wanted); });
    fold(box, body);
  });
  label.append(field);
  tools.prepend(more, label);
}

// The name of a chart's row leaves in a table the rows that are its own.
function choose(event) {
  const link = event.target.closest?.("a[data-by]");
  const box = link && document.getElementById(link.getAttribute("href").slice(1));
  if (!box) return;
  const { by, is } = link.dataset;
  const column = [...box.querySelectorAll("thead th")].findIndex((head) => head.dataset.name === by);
  const rows = [...box.querySelector("tbody").rows];
  const show = (wanted) => { rows.forEach((row) => { row.hidden = !wanted(row); }); fold(box, box.querySelector("tbody")); };
  show((row) => row.cells[column].textContent.trim().split("; ").includes(is));
  box.querySelector(".chosen")?.remove();
  const shown = rows.filter((row) => !row.hidden).length;
  const all = make("button", { type: "button", className: "chosen", textContent: `${by}: ${is}, ${shown} of ${rows.length} rows. Show all` });
  all.addEventListener("click", () => { show(() => true); all.remove(); });
  box.prepend(all);
  box.classList.add("all");
  all.focus({ preventScroll: true });
}

function enhanceTable(box) {
  const body = box.querySelector("tbody");
  const heads = [...box.querySelectorAll("thead th")];
  if (body.rows.length > 1) addSorting(box, body, heads);
  addFolding(box, body, box.querySelector(".tools"));
  fold(box, body);
}

function openTarget() {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id && document.getElementById(id);
  if (!target) return;
  target.closest(".table")?.classList.add("all");
  for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  target.scrollIntoView();
}

// A box that does not scroll needs no stop of the Tab key.
function markScrollable() {
  document.querySelectorAll(".scroll").forEach((box) => {
    if (box.scrollWidth > box.clientWidth + 1 || !box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  });
}

function printWhole() {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not(.code):not([open])")];
    closed.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((details) => { details.open = false; }));
}

try {
  const kept = localStorage.getItem("dispatches-theme");
  if (kept === "light" || kept === "dark") document.documentElement.dataset.theme = kept;
} catch { /* as above */ }

addEventListener("DOMContentLoaded", () => {
  const place = document.querySelector(".switches");
  if (place) { addCodeSwitch(place); addThemeSwitch(place); }
  document.querySelectorAll(".table").forEach(enhanceTable);
  markScrollable();
  openTarget();
  printWhole();
  document.addEventListener("click", choose);
  addEventListener("hashchange", openTarget);
  addEventListener("resize", markScrollable);
  document.addEventListener("toggle", markScrollable, true);
});
