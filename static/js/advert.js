// Printing an advert and copying its address: what needs a script stays hidden without one. And the pay for
// one's hours while they are typed.
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

const hours = document.querySelector(".app-your-pay input");
const answer = document.querySelector("[data-answer]");
let waiting;

async function workOut() {
  const typed = hours.value.trim();
  try {
    const response = await fetch(`?hours=${encodeURIComponent(typed)}`);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const said = page.querySelector("[data-answer]");
    // What is not a number yet has no answer: the last one stays. The button says what is wrong.
    if (response.ok && said?.childElementCount && hours.value.trim() === typed) {
      answer.replaceChildren(...said.children);
    }
  } catch {
    // No connection, or the page is being left: the button still works it out.
  }
}

hours?.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(workOut, 400);
});
