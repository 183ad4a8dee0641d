/* The device at the door. Everything it marks goes into a queue on this machine first (IndexedDB), numbered
   1, 2, 3 …, and is sent from there in that order; the server acknowledges each number once.
   Order: words, storage, list, marking, sending, preparing, offline shell. */
(function () {
  "use strict";
  var root = document.getElementById("door");
  if (!root) return;
  var say = root.dataset, lessonId = root.dataset.lesson;
  var SHELF = "khe-door-1", AT_ONCE = 200, AGAIN = 15000, KEPT = 24 * 3600 * 1000;
  var base = null, lesson = null, query = "", sending = false, trouble = "";

  function $(id) { return document.getElementById(id); }
  function plain(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase(); }
  function token() { var found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie); return found ? found[1] : ""; }

  /* ---- storage: `lessons` (the list, the device's id, its next number), `marks` (the queue) ---- */
  function open() {
    return new Promise(function (resolve, reject) {
      var asked = indexedDB.open("khe-door", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("lessons", { keyPath: "id" });
        asked.result.createObjectStore("marks", { keyPath: ["device", "number"] }).createIndex("lesson", "lesson");
      };
      asked.onsuccess = function () { resolve(asked.result); };
      asked.onerror = function () { reject(asked.error); };
    });
  }
  function within(mode, act) { // one transaction: all of it, or none
    return new Promise(function (resolve, reject) {
      var deal = base.transaction(["lessons", "marks"], mode), out = {};
      deal.oncomplete = function () { resolve(out.value); };
      deal.onerror = deal.onabort = function () { reject(deal.error); };
      act(deal.objectStore("lessons"), deal.objectStore("marks"), out);
    });
  }
  function load() {
    return within("readonly", function (lessons, marks, out) {
      lessons.get(lessonId).onsuccess = function (e) { out.value = e.target.result || null; };
    }).then(function (found) { lesson = found; });
  }
  function queue() {
    return within("readonly", function (lessons, marks, out) {
      marks.index("lesson").getAll(lessonId).onsuccess = function (e) {
        out.value = e.target.result.sort(function (a, b) { return a.at < b.at ? -1 : a.at > b.at ? 1 : a.number - b.number; });
      };
    });
  }

  /* ---- the list ---- */
  function draw() {
    var prepared = !!lesson;
    $("door-first").hidden = prepared;
    $("door-work").hidden = !prepared;
    if (!prepared) return Promise.resolve();
    return queue().then(function (marks) {
      var waiting = marks.filter(function (m) { return !m.sent; });
      var last = {}, notes = {};
      marks.forEach(function (m) {
        last[m.seat] = m;
        notes[m.seat] = m.sentence || "";
      });
      var words = plain(query).split(/\s+/).filter(Boolean), list = $("door-list");
      list.textContent = "";
      var there = 0, all = 0;
      lesson.people.forEach(function (person) {
        var mark = last[person.seat];
        var here = mark && !mark.sent ? mark.what === "present" : person.state === "present";
        if (person.state !== "exempt") { all += 1; there += here ? 1 : 0; }
        if (words.every(function (w) { return person.find.indexOf(w) >= 0; })) {
          list.appendChild(row(person, here, mark, notes[person.seat]));
        }
      });
      if (!list.firstChild) { var none = document.createElement("li"); none.textContent = say.sayNobody; list.appendChild(none); }
      $("door-count").textContent = say.sayCount.replace("{n}", there).replace("{all}", all);
      tell(waiting.length);
      $("door-forget").setAttribute("aria-disabled", waiting.length > 0);
      $("door-forget-why").hidden = waiting.length === 0;
    });
  }
  function element(tag, css, text) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    if (text) made.textContent = text;
    return made;
  }
  function row(person, here, mark, note) {
    var line = element("li"), who = element("div");
    var waits = mark && !mark.sent;
    who.appendChild(element("div", "b", person.name));
    var how = here ? say.sayPresent : mark && waits ? say.sayUndone : person.word;
    if (!here && person.state === "present") how = say.sayUndone;
    who.appendChild(element("div", "xs mut" + (waits ? " is-wait" : ""), [person.body, how, waits ? say.sayWaiting : ""].filter(Boolean).join(" · ")));
    line.appendChild(who);
    if (person.state !== "exempt") {
      var undo = here && mark && mark.what === "present" && mark.outcome !== "refused" && mark.outcome !== "kept";
      if (!here || undo) {
        var button = element("button", here ? "btn btn-quiet" : "btn", here ? say.sayUndo : say.sayPresent);
        button.type = "button";
        button.setAttribute("aria-label", button.textContent + ": " + person.name);
        button.addEventListener("click", function () { mark_(person.seat, here ? "undo" : "present"); });
        line.appendChild(button);
      }
    }
    if (note) line.appendChild(element("div", "note sm tx-late", note));
    return line;
  }
  function tell(waiting) {
    var net = trouble || (navigator.onLine ? say.sayOnline : say.sayOffline);
    $("door-net").textContent = net + " " + (waiting ? waiting + " " + say.sayQueue : say.sayAllSent);
    $("door-net").dataset.waiting = waiting;
  }

  /* ---- marking: the number and the mark are kept in one transaction ---- */
  function mark_(seat, what) {
    within("readwrite", function (lessons, marks) {
      lessons.get(lessonId).onsuccess = function (e) {
        var kept = e.target.result, number = kept.next;
        kept.next = number + 1;
        lessons.put(kept);
        marks.add({ lesson: lessonId, device: kept.device, number: number, seat: seat, what: what, at: new Date().toISOString(), sent: false });
      };
    }).then(load).then(draw).then(send);
  }

  /* ---- sending: in order, one batch after the other; what is not acknowledged is sent again ---- */
  function post(url, body) {
    return fetch(url, {
      method: "POST", credentials: "same-origin", redirect: "manual",
      headers: { "Content-Type": "application/json", "X-CSRFToken": token() }, body: JSON.stringify(body)
    });
  }
  function send() {
    if (sending || !lesson) return Promise.resolve();
    sending = true;
    return queue().then(function (marks) {
      var first = marks.filter(function (m) { return !m.sent; })[0];
      if (!first) { trouble = ""; return false; }
      var batch = marks.filter(function (m) { return !m.sent && m.device === first.device; });
      batch.sort(function (a, b) { return a.number - b.number; });
      batch = batch.slice(0, AT_ONCE);
      return deliver(first.device, batch);
    }).catch(function () { return false; }).then(function (more) {
      sending = false;
      return draw().then(function () { return more ? send() : undefined; });
    });
  }
  function deliver(device, batch) {
    var url = say.send.replace("00000000-0000-0000-0000-000000000000", device);
    var told = batch.map(function (m) { return { number: m.number, seat: m.seat, what: m.what, at: m.at }; });
    return post(url, { marks: told }).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 403) { trouble = say.sayLogin; return false; }
      if (answer.status === 409 || answer.status === 422) return answer.json().then(function (no) { trouble = no.sentence; return no.code === "gap" ? fill(device) : false; });
      if (!answer.ok) { trouble = say.sayFailed; return false; }
      return answer.json().then(function (yes) { return settled(device, yes).then(function () { trouble = ""; return true; }); });
    }, function () { trouble = navigator.onLine ? say.sayFailed : say.sayOffline; return false; });
  }
  var filled = false;
  function fill(device) { // the server misses something we hold as sent: send everything of this device again, once
    if (filled) return false;
    filled = true;
    return within("readwrite", function (lessons, marks) {
      marks.index("lesson").openCursor(lessonId).onsuccess = function (e) {
        var at = e.target.result;
        if (!at) return;
        if (at.value.device === device) { at.value.sent = false; at.update(at.value); }
        at.continue();
      };
    }).then(function () { return true; });
  }
  function settled(device, yes) {
    return within("readwrite", function (lessons, marks) {
      yes.marks.forEach(function (told) {
        marks.get([device, told.number]).onsuccess = function (e) {
          var mark = e.target.result;
          if (!mark) return;
          mark.sent = true; mark.outcome = told.outcome; mark.sentence = told.sentence;
          marks.put(mark);
        };
      });
      take(lessons, yes);
    }).then(load);
  }
  function take(lessons, fresh) {
    lessons.get(lessonId).onsuccess = function (e) {
      var kept = e.target.result;
      if (!kept) return;
      kept.people = fresh.people;
      lessons.put(kept);
    };
  }
  function refresh() {
    return fetch(say.people, { credentials: "same-origin", redirect: "manual" }).then(function (answer) {
      if (!answer.ok) return undefined;
      return answer.json().then(function (fresh) { return within("readwrite", function (lessons) { take(lessons, fresh); }); });
    }, function () { return undefined; }).then(load);
  }

  /* ---- preparing, forgetting ---- */
  function wrong(text) { var spot = $("door-wrong"); spot.textContent = text; spot.hidden = !text; }
  function prepare() {
    wrong("");
    post(say.prepare, { now: new Date().toISOString(), label: $("door-label").value }).then(function (answer) {
      if (answer.type === "opaqueredirect" || answer.status === 403) { wrong(say.sayLogin); return undefined; }
      return answer.json().then(function (got) {
        if (!answer.ok) { wrong(got.sentence); return undefined; }
        return within("readwrite", function (lessons) {
          lessons.put({ id: lessonId, device: got.device, next: 1, people: got.people, until: say.until });
        }).then(load).then(shell).then(draw);
      });
    }, function () { wrong(say.sayOffline); });
  }
  function forget() {
    if ($("door-forget").getAttribute("aria-disabled") === "true") return;
    drop(lessonId).then(load).then(draw);
  }
  function drop(id) {
    return within("readwrite", function (lessons, marks) {
      lessons.delete(id);
      marks.index("lesson").openKeyCursor(id).onsuccess = function (e) {
        var at = e.target.result;
        if (at) { marks.delete(at.primaryKey); at.continue(); }
      };
    });
  }
  function tidy() { // lists of classes long over do not stay on the machine, unless something is still to be sent
    return within("readonly", function (lessons, marks, out) {
      out.value = [];
      lessons.getAll().onsuccess = function (e) {
        e.target.result.forEach(function (one) {
          if (Date.now() < Date.parse(one.until) + KEPT) return;
          marks.index("lesson").getAll(one.id).onsuccess = function (m) {
            if (m.target.result.every(function (x) { return x.sent; })) out.value.push(one.id);
          };
        });
      };
    }).then(function (over) { return Promise.all(over.map(drop)); });
  }

  /* ---- the page itself, for when there is no network ---- */
  function shell() {
    if (!("serviceWorker" in navigator)) return Promise.resolve();
    var needed = [location.pathname];
    document.querySelectorAll("link[rel=stylesheet], link[rel=icon]").forEach(function (l) { needed.push(l.href); });
    document.querySelectorAll("script[src]").forEach(function (s) { needed.push(s.src); });
    performance.getEntriesByType("resource").forEach(function (r) { if (r.name.indexOf(location.origin + "/static/") === 0) needed.push(r.name); });
    return navigator.serviceWorker.register(say.worker).then(function () { return navigator.serviceWorker.ready; })
      .then(function () { return caches.open(SHELF); })
      .then(function (kept) {
        return Promise.all(Array.from(new Set(needed)).map(function (url) {
          return fetch(url, { credentials: "same-origin", redirect: "manual" }).then(function (answer) { return answer.ok ? kept.put(url, answer) : undefined; });
        }));
      })
      .then(function () { root.dataset.shell = "kept"; }, function () { root.dataset.shell = "no"; });
  }

  $("door-prepare").addEventListener("click", prepare);
  $("door-forget").addEventListener("click", forget);
  $("door-q").addEventListener("input", function (event) { query = event.target.value; draw(); });
  window.addEventListener("online", function () { trouble = ""; send(); });
  window.addEventListener("offline", function () { draw(); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) send(); });
  setInterval(function () { if (navigator.onLine) send(); }, AGAIN);

  open().then(function (opened) {
    base = opened;
    return tidy().then(load).then(draw);
  }, function () { $("door-first").hidden = false; wrong(say.sayKept); $("door-prepare").setAttribute("aria-disabled", "true"); throw new Error("no storage"); })
    .then(function () {
      if (!lesson) return undefined;
      shell();
      return send().then(function () { return navigator.onLine ? refresh().then(draw) : undefined; });
    }).catch(function () { /* said on the page */ });
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(function () { return false; });
})();
