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
