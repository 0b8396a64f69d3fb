// What is nicer with a script: keys in lists, counting what is chosen, keeping what was typed. Every page works without it.
"use strict";
(() => {
  const all = (what, where = document) => [...where.querySelectorAll(what)];

  // Lists: choose rows, move with J and K, open with Enter.
  for (const list of all("[data-list]")) {
    const boxes = all('input[name="case"]', list);
    const said = list.querySelector("[data-selected]");
    const every = list.querySelector("[data-all]");
    const show = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      for (const box of boxes) box.closest("tr").setAttribute("aria-selected", box.checked);
      if (every) every.checked = chosen > 0 && chosen === boxes.length;
      if (said) said.textContent = chosen ? `${chosen} ✓` : said.dataset.none;
    };
    every?.addEventListener("change", () => { for (const box of boxes) box.checked = every.checked; show(); });
    for (const box of boxes) box.addEventListener("change", show);
    show();
    const links = all("a.row", list);
    const now = () => links.indexOf(document.activeElement);
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), select, textarea")) return;
      const at = now();
      if (event.key === "j") links[Math.min(at + 1, links.length - 1)]?.focus();
      else if (event.key === "k") links[Math.max(at - 1, 0)]?.focus();
      else if (event.key === "x" && at >= 0) { boxes[at].checked = !boxes[at].checked; show(); }
      else return;
      event.preventDefault();
    });
  }

  // "/" goes to the search.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    const search = document.querySelector('input[type="search"]');
    if (search) { search.focus(); event.preventDefault(); }
  });

  // A filter that is chosen is applied.
  for (const form of all("form[data-submits]"))
    for (const select of all("select", form)) select.addEventListener("change", () => form.requestSubmit());

  // A menu closes with Escape and when one clicks beside it.
  document.addEventListener("click", (event) => {
    for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") for (const menu of all("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // What was typed survives a change of language, a reload and a closed lid; it is forgotten once it is sent.
  for (const form of all("form[data-keep]")) {
    const key = `yosher:${form.getAttribute("action") || location.pathname}`;
    const fields = all("input, textarea, select", form).filter((f) => f.name && !["hidden", "password", "file", "submit"].includes(f.type));
    try {
      const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
      for (const field of fields) {
        const name = field.type === "radio" || field.type === "checkbox" ? `${field.name}=${field.value}` : field.name;
        if (!(name in kept)) continue;
        if (field.type === "radio" || field.type === "checkbox") field.checked = kept[name];
        else if (!field.value) field.value = kept[name];
      }
      form.addEventListener("input", () => {
        const typed = {};
        for (const field of fields)
          if (field.type === "radio" || field.type === "checkbox") typed[`${field.name}=${field.value}`] = field.checked;
          else typed[field.name] = field.value;
        sessionStorage.setItem(key, JSON.stringify(typed));
      });
      form.addEventListener("submit", () => sessionStorage.removeItem(key));
    } catch { /* a browser that keeps nothing: the form works all the same */ }
  }
})();
