// The sum of the points while one types, and the band it falls into. The server counts again.
(() => {
  const form = document.querySelector("[data-scores]");
  if (!form) return;
  const total = form.querySelector("[data-total]"), word = form.querySelector("[data-band-word]");
  const floors = [...form.querySelectorAll("[data-floor]")];
  const value = (text) => Number(String(text).trim().replace(",", "."));
  const sum = () => {
    let found = 0, missing = 0;
    form.querySelectorAll("[data-points]").forEach((box) => {
      const points = value(box.value);
      if (box.value.trim() === "" || Number.isNaN(points)) missing += 1;
      else found += points;
    });
    form.querySelectorAll("[data-counted]").forEach((box) => { found += value(box.dataset.counted); });
    total.textContent = found.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
    const floor = floors.find((one) => found >= value(one.dataset.floor));
    word.textContent = floor && !missing ? floor.previousElementSibling.textContent : "";
  };
  form.addEventListener("input", sum);
  sum();
})();
