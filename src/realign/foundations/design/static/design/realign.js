// Small things that help when JavaScript is there; every page works without them.

// The design system's own enhancements: character counts, back to top, hide this page.
window.DS.initAll();

// A page that came back with errors, or with somebody else's version, begins there; a sample in the gallery does not.
const first = document.querySelector("#conflict, #error-summary");
if (first && !first.closest(".rl_gallery")) first.focus();

// A filter that is chosen is applied at once; without JavaScript the button does it.
for (const form of document.querySelectorAll(".rl_list__choose")) {
  form.addEventListener("change", (event) => {
    if (event.target.tagName === "SELECT") form.requestSubmit();
  });
}

// What htmx brings in gets the same enhancements.
document.body.addEventListener("htmx:load", (event) => window.DS.initAll(event.detail.elt));
