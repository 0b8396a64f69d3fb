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

  // Papers may be dropped where they are added; while they travel one sees how far they are, and what fails is still chosen.
  for (const form of all("form[data-drop]")) {
    const [input, button] = [form.querySelector('input[type="file"]'), form.querySelector("button")];
    const [told, said, bar] = ["[data-progress]", "[data-said]", "progress"].map((what) => form.querySelector(what));
    const over = (is) => form.toggleAttribute("data-over", is);
    form.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      over(true);
    });
    form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) over(false); });
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const sent = new XMLHttpRequest();
      const failed = () => { button.disabled = false; bar.hidden = true; said.textContent = told.dataset.failed; };
      sent.upload.addEventListener("progress", ({ loaded, total }) => {
        bar.value = total ? (100 * loaded) / total : 0;
        said.textContent = `${Math.floor(bar.value)}%`;
      });
      sent.addEventListener("error", failed);
      // Anything but "done, look there" is shown by the browser itself: a session that ended, a file that is too large.
      sent.addEventListener("load", () => (sent.status === 204 ? follow(sent.getResponseHeader("Location")) : form.submit()));
      sent.open("POST", form.action);
      sent.setRequestHeader("X-Requested-With", "XMLHttpRequest");
      [told.hidden, bar.hidden, button.disabled] = [false, false, true];
      sent.send(new FormData(form));
    });
  }

  // The page itself is loaded anew, also where only the place on it differs.
  function follow(address) {
    const here = location.pathname + location.search;
    location.assign(address);
    if (address.split("#")[0] === here) location.reload();
  }

  // What is shown to be pasted elsewhere is copied by a button; where the browser copies nothing, it is marked.
  for (const button of all("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      getSelection().selectAllChildren(from);
      try { await navigator.clipboard.writeText(from.textContent); button.textContent = button.dataset.done; } catch { /* it is marked */ }
    });
  }

  // What was typed survives a change of language, a reload and a closed lid; it is forgotten once it is sent. A form that comes filled
  // names its edition: what was typed over the same one takes its place again.
  for (const form of all("form[data-keep]")) {
    const key = `yosher:${form.getAttribute("action") || location.pathname}`;
    const fields = all("input, textarea, select", form).filter((f) => f.name && !["hidden", "password", "file", "submit"].includes(f.type));
    try {
      const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
      for (const field of fields) {
        const name = field.type === "radio" || field.type === "checkbox" ? `${field.name}=${field.value}` : field.name;
        if (!(name in kept)) continue;
        if (field.type === "radio" || field.type === "checkbox") field.checked = kept[name];
        else if (!field.value || (form.dataset.keep && kept["#edition"] === form.dataset.keep)) field.value = kept[name];
      }
      form.addEventListener("input", () => {
        const typed = { "#edition": form.dataset.keep };
        for (const field of fields)
          if (field.type === "radio" || field.type === "checkbox") typed[`${field.name}=${field.value}`] = field.checked;
          else typed[field.name] = field.value;
        sessionStorage.setItem(key, JSON.stringify(typed));
      });
      form.addEventListener("submit", () => sessionStorage.removeItem(key));
    } catch { /* a browser that keeps nothing: the form works all the same */ }
  }
})();
