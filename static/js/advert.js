// Printing an advert, and copying its address: what needs a script stays hidden without one.
const copied = document.querySelector("[data-copied]");

function offer(button, act) {
  button.addEventListener("click", act);
  button.closest("[hidden]").hidden = false;
}

for (const button of document.querySelectorAll("[data-print]")) {
  offer(button, () => window.print());
}

// There is a clipboard only where the connection is secure.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    offer(button, async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = "Copied";
      copied.textContent = "The address is copied.";
    });
  }
}
