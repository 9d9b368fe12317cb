"use strict";
const root = document.documentElement;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const field = (name) => document.getElementById(name);

function filter() {
  const words = field("search").value.trim().toLowerCase();
  const code = field("code").value;
  const severities = new Set(all("[data-severity-box]").filter((box) => box.checked).map((box) => box.value));
  let shown = 0;
  for (const form of all(".form")) {
    const head = form.dataset.text;
    let open = 0;
    for (const finding of all(".finding", form)) {
      const matches = severities.has(finding.dataset.severity) && (!code || finding.dataset.code === code)
        && (!words || head.includes(words) || finding.dataset.text.includes(words));
      finding.hidden = !matches;
      open += matches;
    }
    const quiet = !form.querySelector(".finding") && !code && (!words || head.includes(words)) && (field("clean").checked || form.classList.contains("problem"));
    form.hidden = !open && !quiet;
    shown += open;
  }
  field("shown").textContent = shown;
}

field("language").addEventListener("click", () => { root.dataset.lang = root.dataset.lang === "zh" ? "en" : "zh"; root.lang = root.dataset.lang; });
for (const input of all(".filters input, .filters select")) input.addEventListener("input", filter);
let closed = [];
addEventListener("beforeprint", () => { closed = all(".form:not([hidden]) .finding:not([hidden]):not([open])"); closed.forEach((each) => { each.open = true; }); });
addEventListener("afterprint", () => { closed.forEach((each) => { each.open = false; }); });
filter();
