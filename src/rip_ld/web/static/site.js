// Everything works without a script, too. Copy buttons: shown only where the browser can copy.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.innerHTML;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const from = document.getElementById(button.dataset.copy);
      const text = from.href ?? (from.closest("pre") ? from.textContent : from.textContent.replace(/\s+/g, " "));
      await navigator.clipboard.writeText(text.trim());
      button.textContent = "Copied";
      setTimeout(() => { button.innerHTML = label; }, 2000);
    });
  }
}
// A part that is folded away opens when its address is followed, to it or to something in it.
function unfold() {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = part && part.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    part.scrollIntoView();
  }
}
addEventListener("hashchange", unfold);
unfold();

// Back from another answer, a form says again what the answer beside it is of, also where the browser has kept the page as it was left.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const asked of document.querySelectorAll("form.parameters, form.filter")) asked.reset();
});

// The query page: a short query is kept in the address, a long one posted; while one runs it can be stopped.
const form = document.getElementById("page-form");
if (form) {
  const MOST_ADDRESS = 6000; // characters
  const running = document.getElementById("page-running");
  form.addEventListener("submit", (event) => {
    form.method = form.elements.query.value.length > MOST_ADDRESS ? "post" : "get";
    running.hidden = Boolean(event.submitter?.name); // a format is downloaded, and the page stays
  });
  running.querySelector("button").addEventListener("click", () => {
    window.stop(); // the server hears that nobody waits, and stops the query
    running.hidden = true;
  });
  window.addEventListener("pageshow", () => { running.hidden = true; }); // back from the answer
}
