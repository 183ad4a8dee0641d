/* The hall's screen: say so when the code can no longer be refreshed. */
(function () {
  "use strict";
  function cut(is) {
    var code = document.getElementById("code");
    if (!code) return;
    code.classList.toggle("is-cut", is);
    code.querySelector(".hall-cut").hidden = !is;
  }
  ["htmx:sendError", "htmx:timeout", "htmx:responseError"].forEach(function (name) {
    document.addEventListener(name, function () { cut(true); });
  });
  document.addEventListener("htmx:afterSwap", function () { cut(false); });
})();
