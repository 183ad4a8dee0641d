// The table of results: one press fills the outcome of every line that has none.
for (const button of document.querySelectorAll("[data-fill]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    for (const box of document.querySelectorAll("tbody select")) {
      if (!box.value) {
        box.value = button.dataset.fill;
        box.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }
  });
}
