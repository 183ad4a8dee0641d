/* The counter's sheet: the address keeps its number and procedure, Enter goes on to the next field,
   a choice redraws the sheet. Without it every step is a button. Loaded before khe.js, so that the
   draft of this very sheet is the one that is filled in again. */
(function () {
  "use strict";
  function sheet() { return document.getElementById("phieu"); }
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }

  /* reload, power cut or "back": the same address is the same sheet, hence the same draft and dossier */
  function address() {
    var form = sheet();
    if (!form || location.pathname !== form.getAttribute("action")) return;
    var query = "?phieu=" + form.elements.phieu.value;
    if (form.elements.version.value) query += "&version=" + form.elements.version.value;
    if (location.search !== query) history.replaceState(history.state, "", query);
  }

  /* sheets left half-filled by an earlier crash are offered, never filled in unasked */
  function leftOver() {
    var box = document.getElementById("phieu-do"), list = document.getElementById("phieu-do-ds");
    var form = sheet();
    if (!box || !form) return;
    var head = "khe.draft." + (document.documentElement.dataset.who || "") + ".intake-";
    try {
      Object.keys(localStorage).forEach(function (key) {
        if (key.indexOf(head) !== 0 || key === head + form.elements.phieu.value) return;
        var draft = JSON.parse(localStorage.getItem(key)), said = {};
        draft.data.forEach(function (entry) { if (entry[1] === null) said[entry[0]] = entry[2]; });
        if (Date.now() - draft.at > 86400000 || !(said.name || said.phone)) return;
        var link = document.createElement("a");
        link.href = "?phieu=" + key.slice(head.length) + (draft.version ? "&version=" + draft.version : "");
        link.textContent = (said.name || said.phone) + ", " + new Date(draft.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
        if (list.childNodes.length) list.appendChild(document.createTextNode("; "));
        list.appendChild(link);
        box.hidden = false;
      });
    } catch (blocked) { /* no storage: nothing left over */ }
  }
  /* the procedure is not typed: it is added to what khe.js keeps */
  function noteVersion() {
    var form = sheet();
    if (!form) return;
    try {
      var key = "khe.draft." + (document.documentElement.dataset.who || "") + "." + form.dataset.draft;
      var draft = JSON.parse(localStorage.getItem(key) || "null");
      if (draft) { draft.version = form.elements.version.value; localStorage.setItem(key, JSON.stringify(draft)); }
    } catch (blocked) { /* the address still knows it */ }
  }
  document.addEventListener("input", function (event) {
    if (event.target.form && event.target.form === sheet()) setTimeout(noteVersion, 400);
  });

  function redraw(into, value) {
    document.getElementById(into).value = value;
    document.getElementById("ve-lai").dispatchEvent(new CustomEvent("khe:redraw"));
  }
  document.addEventListener("khe:chosen", function (event) {
    var into = event.target.dataset.into;
    if (into) redraw(into, event.detail.value);
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-take]");
    if (!button || !window.htmx) return;
    event.preventDefault();
    redraw(button.dataset.take, button.value);
  });

  /* buttons that print or go elsewhere send the sheet the plain way */
  document.addEventListener("submit", function (event) {
    if (event.submitter && event.submitter.matches("[data-plain]")) event.stopImmediatePropagation();
  }, true);

  /* Enter goes on, as counters are used to; only Ctrl+Enter and the button take the dossier in */
  function stops(form) {
    return all("input:not([type=hidden]):not([type=radio]), select, textarea, input[type=radio]:checked, [data-default]", form)
      .filter(function (field) { return field.offsetParent !== null; });
  }
  function next(field) {
    var fields = stops(sheet()), to = fields[fields.indexOf(field) + 1];
    if (to) { to.focus(); if (to.select && to.type === "text") to.select(); }
  }
  function passOn(find) { /* nobody found: what was typed goes where it belongs */
    var text = find.value.trim(), digits = text.replace(/[^0-9]/g, "");
    var form = sheet(), to = "name";
    if (digits.length >= 8 && digits.length >= text.replace(/[ .+-]/g, "").length) to = digits.length > 11 ? "id_number" : "phone";
    if (text) { form.elements[to].value = text; form.elements[to].dispatchEvent(new Event("input", { bubbles: true })); find.value = ""; }
    if (to === "name" && text) next(form.elements.name); else form.elements.name.focus();
  }
  document.addEventListener("keydown", function (event) {
    var field = event.target, form = sheet();
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.altKey || !form || field.form !== form) return;
    if (field.matches("textarea, button, summary") || event.defaultPrevented) return;
    var list = field.getAttribute("aria-controls") && document.getElementById(field.getAttribute("aria-controls"));
    if (list && list.querySelector("[role=option]")) return; // khe.js takes the marked one
    event.preventDefault();
    if (field.id === "tim-nguoi") passOn(field); else next(field);
  });

  /* "Đủ 2 / 2" while ticking */
  function count() {
    var spot = document.getElementById("du"), form = sheet();
    if (!spot || !form) return;
    var wanted = all("[data-required]", form), there = wanted.filter(function (box) { return box.checked; });
    var enough = wanted.length === there.length;
    var line = document.createElement("span");
    line.className = enough ? "tx-done" : "tx-soon";
    line.textContent = (enough ? spot.dataset.enough : spot.dataset.short) + " " + there.length + " / " + wanted.length;
    spot.textContent = ""; spot.appendChild(line);
  }
  document.addEventListener("change", function (event) { if (event.target.name === "part") count(); });
  document.addEventListener("htmx:afterSettle", function () {
    address(); noteVersion();
    var form = sheet();
    if (form && form.elements.note) form.elements.note.dispatchEvent(new Event("input", { bubbles: true })); // keep the draft
  });
  address();
  leftOver();
  if (sheet()) setTimeout(count, 0);
})();
