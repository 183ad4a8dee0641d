/* A search above a list of people to tick; without it the whole list is there. */
(function () {
  "use strict";
  function plain(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function prepare(box) {
    if (box.dataset.ready) return;
    var list = box.querySelector(".list"), rows = Array.prototype.slice.call(list.querySelectorAll("label"));
    if (rows.length < 8) return;
    box.dataset.ready = "1";
    var find = document.createElement("input"), picked = document.createElement("div");
    find.type = "search"; find.className = "form-control find"; find.autocomplete = "off";
    find.placeholder = box.dataset.words; find.setAttribute("aria-label", box.dataset.words);
    picked.className = "picked"; picked.setAttribute("role", "status");
    box.insertBefore(find, list);
    box.appendChild(picked);
    function show() {
      var words = plain(find.value).split(/\s+/);
      rows.forEach(function (row) {
        var name = plain(row.textContent);
        var fits = words.every(function (word) { return name.indexOf(word) >= 0; });
        row.hidden = !fits && !row.querySelector("input").checked;
      });
    }
    function say() {
      picked.textContent = rows.filter(function (row) { return row.querySelector("input").checked; })
        .map(function (row) { return row.textContent.trim(); }).join(", ");
      picked.hidden = !picked.textContent;
    }
    find.addEventListener("input", show);
    find.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      var first = rows.filter(function (row) { return !row.hidden && !row.querySelector("input").checked; })[0];
      if (first && find.value) { first.querySelector("input").click(); find.value = ""; show(); }
    });
    list.addEventListener("change", say);
    say();
  }
  function all(within) { Array.prototype.forEach.call(within.querySelectorAll("[data-people]"), prepare); }
  document.addEventListener("DOMContentLoaded", function () { all(document); });
  document.addEventListener("htmx:load", function (event) { all(event.target); });
})();
