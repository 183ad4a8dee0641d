/* Before the first paint: the theme and the text size this person chose on this machine. */
(function (root) {
  "use strict";
  var theme = null, size = null;
  try { theme = localStorage.getItem("khe.theme"); size = localStorage.getItem("khe.size"); } catch (blocked) { /* private window */ }
  if (theme !== "dark" && theme !== "light") {
    theme = window.matchMedia && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  root.setAttribute("data-theme", theme);
  if (size === "lon") root.setAttribute("data-size", "lon");
  root.classList.add("js");
})(document.documentElement);
