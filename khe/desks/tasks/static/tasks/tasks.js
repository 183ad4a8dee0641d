/* A search above a list of people to tick; without it the whole list is there. */
(function () {
  "use strict";
  var words = document.currentScript ? document.currentScript.dataset.find : "";
  var FEW = 6; // boxes that need no search
  function plain(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }
  function make(tag, css) {
    var made = document.createElement(tag);
    made.className = css;
    return made;
  }
  function prepare(field) {
    if (field.dataset.ready) return;
    field.dataset.ready = "1";
    var rows = Array.prototype.slice.call(field.querySelectorAll("label.k-check"));
    if (!rows.length) return;
    var box = make("div", "box"), list = make("div", "list"), picked = make("div", "picked");
    field.insertBefore(box, rows[0]);
    rows.forEach(function (row) { list.appendChild(row); });
    box.appendChild(list);
    box.appendChild(picked);
    picked.setAttribute("role", "status");
    function say() {
      picked.textContent = rows.filter(function (row) { return row.querySelector("input").checked; })
        .map(function (row) { return row.textContent.trim(); }).join(", ");
      picked.hidden = !picked.textContent;
    }
    list.addEventListener("change", say);
    say();
    if (rows.length > FEW) box.insertBefore(search(rows), list);
  }
  function search(rows) {
    var find = make("input", "form-control find");
    find.type = "search"; find.autocomplete = "off"; find.placeholder = words;
    find.setAttribute("aria-label", words);
    function show() {
      var asked = plain(find.value).split(/\s+/);
      rows.forEach(function (row) {
        var name = plain(row.textContent);
        var fits = asked.every(function (word) { return name.indexOf(word) >= 0; });
        row.hidden = !fits && !row.querySelector("input").checked;
      });
    }
    find.addEventListener("input", show);
    find.addEventListener("keydown", function (event) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      var first = rows.filter(function (row) { return !row.hidden && !row.querySelector("input").checked; })[0];
      if (first && find.value) { first.querySelector("input").click(); find.value = ""; show(); }
    });
    return find;
  }
  function all(within) { Array.prototype.forEach.call(within.querySelectorAll(".tk-people"), prepare); }
  document.addEventListener("DOMContentLoaded", function () { all(document); });
  document.addEventListener("htmx:load", function (event) { all(event.target); });
})();
