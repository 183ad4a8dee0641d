/* Khế in the browser: small, no framework, nothing required. Every form also works without it.
   Order: words, display, forms, drafts, keyboard, combobox, htmx, clock. */
(function () {
  "use strict";
  var root = document.documentElement;
  var words = root.dataset; // the sentences come translated, as data-say-… on <html>

  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }
  function keep(key, value) {
    try {
      if (value === null) localStorage.removeItem(key); else localStorage.setItem(key, value);
    } catch (full) { /* storage full or blocked: the page works without */ }
  }
  function kept(key) {
    try { return localStorage.getItem(key); } catch (blocked) { return null; }
  }
  function announce(text, kind) {
    var notice = document.getElementById("notice");
    if (!notice || !text) return;
    notice.textContent = "";
    var note = document.createElement("div");
    note.className = "k-note " + (kind || "late");
    note.setAttribute("role", "alert");
    var line = document.createElement("div");
    line.textContent = text;
    note.appendChild(line);
    notice.appendChild(note);
    notice.scrollIntoView({ block: "nearest" });
  }

  /* ---- display: theme and text size, remembered on this machine ---- */
  function pressed() {
    each("[data-toggle=theme]", function (b) { b.setAttribute("aria-pressed", root.dataset.theme === "dark"); });
    each("[data-toggle=size]", function (b) { b.setAttribute("aria-pressed", root.dataset.size === "lon"); });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-toggle]");
    if (!button) return;
    if (button.dataset.toggle === "theme") {
      root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
      keep("khe.theme", root.dataset.theme);
    } else {
      if (root.dataset.size === "lon") delete root.dataset.size; else root.dataset.size = "lon";
      keep("khe.size", root.dataset.size || null);
    }
    pressed();
  });

  /* ---- copy a code ---- */
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button || !navigator.clipboard) return;
    navigator.clipboard.writeText(button.dataset.copy).then(function () {
      var before = button.getAttribute("aria-label");
      button.classList.add("is-done");
      button.setAttribute("aria-label", words.sayCopied);
      announceQuietly(words.sayCopied);
      setTimeout(function () {
        button.classList.remove("is-done");
        if (before) button.setAttribute("aria-label", before); else button.removeAttribute("aria-label");
      }, 2000);
    });
  });
  function announceQuietly(text) {
    var spot = document.getElementById("said");
    if (spot) spot.textContent = text;
  }

  /* ---- forms: one submit only; Ctrl+Enter submits; buttons that may not be used stay visible ---- */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method.toLowerCase() !== "post" || form.matches("[hx-post],[data-hx-post]")) return;
    form.dataset.sent = "1";
    // after the browser has read the pressed button's name and value
    setTimeout(function () {
      each("button:not([type=button])", function (b) { b.setAttribute("aria-busy", "true"); b.disabled = true; }, form);
    }, 0);
  });
  window.addEventListener("pageshow", function () { // also when coming back with the Back button
    each("form[data-sent]", function (form) {
      delete form.dataset.sent;
      each("button[aria-busy]", function (b) { b.removeAttribute("aria-busy"); b.disabled = false; }, form);
    });
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[aria-disabled=true]")) event.preventDefault();
  }, true);
  document.addEventListener("change", function (event) { // a filter that applies itself
    var field = event.target.closest("[data-autosubmit]");
    if (field && field.form && !field.matches("[hx-get],[hx-post]")) field.form.requestSubmit();
  });

  /* ---- drafts: what was typed survives a power cut; kept a day, per person, never passwords or files ---- */
  var DAY = 24 * 3600 * 1000;
  var whose = "khe.draft." + (words.who || "") + ".";
  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (f) {
      return f.name && !/^(hidden|password|file|submit|button|reset)$/.test(f.type) && !f.closest("[data-no-draft]");
    });
  }
  function save(form) {
    var data = fields(form).map(function (f) {
      return [f.name, /^(checkbox|radio)$/.test(f.type) ? f.value : null, /^(checkbox|radio)$/.test(f.type) ? f.checked : f.value];
    });
    keep(whose + form.dataset.draft, JSON.stringify({ at: Date.now(), data: data }));
  }
  function restore(form) {
    var text = kept(whose + form.dataset.draft);
    if (!text || form.querySelector("[aria-invalid=true]")) return; // the server sent back what was typed
    var draft;
    try { draft = JSON.parse(text); } catch (broken) { draft = null; }
    if (!draft || Date.now() - draft.at > DAY) { keep(whose + form.dataset.draft, null); return; }
    var changed = false;
    draft.data.forEach(function (entry) {
      fields(form).forEach(function (f) {
        if (f.name !== entry[0] || (entry[1] !== null && f.value !== entry[1])) return;
        var box = entry[1] !== null;
        if ((box ? f.checked : f.value) === entry[2]) return;
        if (box) f.checked = entry[2]; else f.value = entry[2];
        changed = true;
        f.dispatchEvent(new Event("change", { bubbles: true }));
      });
    });
    if (changed) offerToDrop(form);
  }
  function offerToDrop(form) {
    var note = document.createElement("div");
    note.className = "k-note work";
    note.setAttribute("role", "status");
    var text = document.createElement("div");
    text.textContent = words.sayDraft + " ";
    var drop = document.createElement("button");
    drop.type = "button"; drop.className = "k-link"; drop.textContent = words.sayDrop;
    drop.addEventListener("click", function () { keep(whose + form.dataset.draft, null); location.reload(); });
    text.appendChild(drop); note.appendChild(text);
    form.insertBefore(note, form.firstChild);
  }
  function dropAll() {
    try {
      Object.keys(localStorage).forEach(function (key) { if (key.indexOf("khe.draft.") === 0) localStorage.removeItem(key); });
    } catch (blocked) { /* nothing kept, nothing to drop */ }
  }
  var waiting = null;
  document.addEventListener("input", function (event) {
    var form = event.target.form;
    if (!form || !form.dataset.draft) return;
    clearTimeout(waiting);
    waiting = setTimeout(function () { save(form); }, 300);
  });
  document.addEventListener("submit", function (event) {
    if (event.target.matches("[data-logout]")) dropAll();
    else if (event.target.dataset.draft) save(event.target);
  }, true);
  document.addEventListener("khe:saved", function (event) { // HX-Trigger: {"khe:saved": {"draft": "intake"}}
    keep(whose + (event.detail && event.detail.draft), null);
  });

  /* ---- keyboard: / find, J K move, E next action, N intake, Alt+1..9 sections, Ctrl+Enter send ---- */
  function typing(target) {
    return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  }
  function rows() { return Array.prototype.slice.call(document.querySelectorAll("[data-rows] > [data-row], tbody[data-rows] > tr")); }
  function move(step) {
    var all = rows();
    if (!all.length) return false;
    var at = all.findIndex(function (row) { return row.classList.contains("sel"); });
    var next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
    all.forEach(function (row) { row.classList.toggle("sel", row === next); });
    var link = next.querySelector("a, button, input");
    if (link) link.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }
  function press(selector) {
    var chosen = document.querySelector(".sel " + selector) || document.querySelector(selector);
    if (!chosen) return false;
    chosen.focus(); chosen.click();
    return true;
  }
  document.addEventListener("keydown", function (event) {
    var target = event.target, done = false;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      var form = target.closest("form") || document.querySelector("form[data-main]");
      if (form) { form.requestSubmit(form.querySelector("[data-default]") || undefined); done = true; }
    } else if (event.altKey && !event.ctrlKey && /^[1-9]$/.test(event.key)) {
      var section = document.querySelector('[data-section="' + event.key + '"]');
      if (section) {
        section.scrollIntoView({ block: "start" });
        (section.querySelector("input:not([type=hidden]), select, textarea, button, a") || section).focus();
        done = true;
      }
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey && !typing(target)) {
      if (event.key === "/") {
        var find = document.querySelector("[data-find]");
        if (find) { find.focus(); find.select(); done = true; }
      } else if (event.key === "j" || event.key === "J") done = move(1);
      else if (event.key === "k" || event.key === "K") done = move(-1);
      else if (event.key === "e" || event.key === "E") done = press("[data-key=E]:not([aria-disabled=true])");
      else if (event.key === "n" || event.key === "N") done = press("[data-key=N]");
    }
    if (done) event.preventDefault();
  });

  /* ---- combobox: <input role=combobox aria-controls=ID> and <ul class=k-results id=ID role=listbox> ---- */
  function choices(input) {
    var list = document.getElementById(input.getAttribute("aria-controls"));
    return list ? Array.prototype.slice.call(list.querySelectorAll("[role=option]")) : [];
  }
  function mark(input, options, at) {
    options.forEach(function (option, i) {
      option.setAttribute("aria-selected", i === at);
      if (!option.id) option.id = input.id + "-o" + i;
    });
    if (options[at]) { input.setAttribute("aria-activedescendant", options[at].id); options[at].scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  }
  function take(option) {
    var link = option.querySelector("a[href], button, input[type=radio]");
    if (link) link.click();
    option.dispatchEvent(new CustomEvent("khe:chosen", { bubbles: true, detail: { value: option.dataset.value } }));
  }
  document.addEventListener("keydown", function (event) {
    var input = event.target.closest("[role=combobox]");
    if (!input) return;
    var options = choices(input);
    var at = options.findIndex(function (o) { return o.getAttribute("aria-selected") === "true"; });
    if (event.key === "ArrowDown" && options.length) mark(input, options, (at + 1) % options.length);
    else if (event.key === "ArrowUp" && options.length) mark(input, options, (at - 1 + options.length) % options.length);
    else if (event.key === "Enter" && !event.ctrlKey && options.length) take(options[Math.max(at, 0)]);
    else if (event.key === "Escape" && options.length) { mark(input, options, -1); document.getElementById(input.getAttribute("aria-controls")).textContent = ""; expanded(); }
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    var option = event.target.closest(".k-results [role=option]");
    if (option && !event.target.closest("a[href], button, input, label")) take(option);
  });
  function expanded() {
    each("[role=combobox][aria-controls]", function (input) { input.setAttribute("aria-expanded", choices(input).length > 0); });
  }

  /* ---- htmx: a refusal (409) and a form to look at again (422) are shown like an answer ---- */
  document.addEventListener("htmx:afterSwap", function () { pressed(); expanded(); });
  document.addEventListener("htmx:beforeRequest", function (event) {
    var bar = document.getElementById("k-bar");
    if (bar) bar.classList.add("on");
    if (event.detail.elt.matches("form")) each("button:not([type=button])", function (b) { b.setAttribute("aria-busy", "true"); }, event.detail.elt);
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var bar = document.getElementById("k-bar");
    if (bar) bar.classList.remove("on");
    if (event.detail.elt.matches("form")) each("button[aria-busy]", function (b) { b.removeAttribute("aria-busy"); }, event.detail.elt);
    var form = event.detail.elt.closest("form[data-draft]");
    if (form && event.detail.successful && form.matches("[hx-post]")) keep(whose + form.dataset.draft, null);
  });
  document.addEventListener("htmx:afterSettle", function () {
    var bad = document.querySelector("[aria-invalid=true]");
    if (bad && !bad.contains(document.activeElement) && bad.closest("[data-look]")) bad.focus();
  });
  document.addEventListener("htmx:sendError", function () { announce(words.sayOffline, "soon"); });
  document.addEventListener("htmx:timeout", function () { announce(words.sayOffline, "soon"); });
  document.addEventListener("htmx:responseError", function (event) {
    var status = event.detail.xhr.status;
    if (status === 409 || status === 422) return;
    if (status === 401 || status === 403) announce(words.sayForbidden, "wait");
    else if (status === 404) announce(words.sayGone, "soon");
    else if (status === 429) announce(words.saySlow, "soon");
    else announce(words.sayFailed, "late");
  });

  /* ---- the clock in the frame goes on by the server's time, not this machine's ---- */
  var clock = document.querySelector("[data-clock]");
  if (clock) {
    var ahead = Date.parse(clock.dateTime) - Date.now();
    setInterval(function () {
      var now = new Date(Date.now() + ahead);
      clock.textContent = now.toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: words.zone || "Asia/Ho_Chi_Minh" });
    }, 15000);
  }

  var saved = /(?:^|; )khe_saved=([\w-]+)/.exec(document.cookie); // the form of the page before was saved for good
  if (saved) {
    keep(whose + saved[1], null);
    document.cookie = "khe_saved=; Max-Age=0; path=/; SameSite=Lax";
  }
  pressed();
  expanded();
  each("form[data-draft]", restore);
  each("[data-print]", function (b) { b.addEventListener("click", function () { window.print(); }); });
})();
