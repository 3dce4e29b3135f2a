// Copy buttons: shown only where the browser can copy. Everything else works without a script.
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
