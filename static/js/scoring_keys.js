// The keys of a page of scores. None is taken while somebody types, and all can be switched off (WCAG 2.1.4).
const OTHERS_KEYS = ["TEXTAREA", "SELECT"];
// Milliseconds within which a second digit belongs to the first: 1 and 0 are 10, where a scale has it.
const ONE_NUMBER = 1000;

export function useKeys(box, scores, { takeBack, say }) {
  const dialog = document.querySelector("[data-keys]");
  const opener = document.querySelector("[data-keys-open]");
  let current = -1;
  let typed = { digits: "", score: null, at: 0 };

  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-keys-close]").addEventListener("click", () => dialog.close());
  box.addEventListener("focusin", (event) => {
    const section = event.target.closest("[data-score]");
    if (section) {
      current = scores.findIndex((score) => score.section === section);
    }
  });
  if (box.dataset.shortcuts === "on") {
    document.addEventListener("keydown", pressed);
  }

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || dialog.open) {
      return;
    }
    if (event.target.tagName === "TEXTAREA" && event.key === "Escape") {
      event.target.closest("[data-score]")?.focus();
      return;
    }
    if (isTyping(event.target)) {
      return;
    }
    const act = actOf(event);
    if (act) {
      event.preventDefault();
      act();
    }
  }

  function actOf(event) {
    if (/^\d$/.test(event.key)) {
      return () => give(event.key);
    }
    // On a radio, and outside the answers, the arrows are the browser's.
    const movesByArrow = event.target.closest("[data-score]") && event.target.type !== "radio";
    const acts = {
      j: () => go(current + 1),
      k: () => go(current - 1),
      m: nextMissing,
      n: () => scores[current]?.note.focus(),
      u: () => scores[current] && takeBack(scores[current]),
      "?": () => dialog.showModal(),
      ...(movesByArrow && { ArrowDown: () => go(current + 1), ArrowUp: () => go(current - 1) }),
    };
    return acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  }

  function give(digit) {
    const score = scores[Math.max(current, 0)];
    const goesOn = typed.score === score && Date.now() - typed.at < ONE_NUMBER;
    const both = goesOn && score.radios.find((one) => one.value === typed.digits + digit);
    const radio = both || score.radios.find((one) => one.value === digit);
    typed = { digits: digit, score, at: Date.now() };
    if (!radio) {
      say(`There is no score of ${digit}.`);
      return;
    }
    score.section.focus();
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function go(to) {
    if (to >= scores.length) {
      say("That was the last answer on this page.");
      box.querySelector(".app-scoring__buttons button").focus();
      return;
    }
    const { section } = scores[Math.max(to, 0)];
    section.focus({ preventScroll: true });
    section.scrollIntoView({ block: "start" });
  }

  function nextMissing() {
    const order = [...scores.keys()].map((place) => (current + 1 + place) % scores.length);
    const found = order.find((place) => scores[place].points === "");
    if (found === undefined) {
      say("Everything on this page is scored.");
    } else {
      go(found);
    }
  }
}

function isTyping(target) {
  const isText = target.tagName === "INPUT" && target.type !== "radio" && target.type !== "checkbox";
  return isText || OTHERS_KEYS.includes(target.tagName) || target.isContentEditable;
}
