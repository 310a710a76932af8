(() => {
  "use strict";
  // The search of an index: what has every word stays.
  const field = document.getElementById("search-field");
  const entries = [...document.querySelectorAll(".notes>li")];
  const texts = entries.map(entry => (entry.textContent + " " + entry.dataset.words).toLowerCase());
  const none = document.getElementById("search-none");
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(word => word);
    let count = 0;
    entries.forEach((entry, index) => {
      entry.hidden = !words.every(word => texts[index].includes(word));
      if (!entry.hidden) count++;
    });
    none.hidden = count > 0;
  };
  field.addEventListener("input", show);
  document.getElementById("search").hidden = false;
  show();
})();
