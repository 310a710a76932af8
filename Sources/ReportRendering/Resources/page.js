(() => {
  "use strict";
  const words = document.currentScript.dataset;
  // A button at each piece of code that copies it, without line numbers.
  for (const pre of document.querySelectorAll(".src>pre,pre.code")) {
    const code = pre.querySelector("code");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", async () => {
      const copy = code.cloneNode(true);
      copy.querySelectorAll(".ln").forEach(number => number.remove());
      try {
        await navigator.clipboard.writeText(copy.textContent);
        button.textContent = words.copied;
        setTimeout(() => { button.textContent = words.copy; }, 1500);
      } catch {
        getSelection().selectAllChildren(code);
      }
    });
    pre.prepend(button);
  }
  // The place in the contents, where style sheets do not show it.
  const links = [...document.querySelectorAll(".contents a")];
  if (!links.length || CSS.supports("scroll-target-group", "auto")) return;
  const places = links.map(link => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let isWaiting = false;
  const show = () => {
    isWaiting = false;
    const last = places.findLastIndex(place => place && place.getBoundingClientRect().top < 120);
    links.forEach((link, index) => {
      if (index === last) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    });
  };
  addEventListener("scroll", () => {
    if (!isWaiting) requestAnimationFrame(show);
    isWaiting = true;
  }, {passive: true});
  show();
})();
