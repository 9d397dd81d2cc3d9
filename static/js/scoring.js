// A page of scores saves each score as it is given, says so, and keeps in this browser what it could not save.
// Without it the buttons of the page save everything. docs/decisions/0029.
import { Score } from "./score.js";
import { useKeys } from "./scoring_keys.js";

const AFTER_A_PAUSE = 1_200;
const TRY_AGAIN = [3_000, 6_000, 12_000, 30_000];
const NO_CONNECTION = "Not saved: no connection. We keep trying, and keep your text in this browser.";
const NO_ANSWER = "Not saved: the service does not answer. We keep trying, and keep your text in this browser.";
const NOT_YOURS = "Not saved: this page is no longer yours. Your text is kept in this browser.";
const PUT_BACK = "We put back what you had typed here and could not save.";
const TAKEN_BACK = "Taken back.";

const box = document.querySelector("[data-scoring]");
const form = box?.querySelector("[data-scores]");
const sections = form ? [...form.querySelectorAll("[data-score]")] : [];
if (sections.length) {
  start();
}

function start() {
  const voice = box.querySelector("[data-voice]");
  const scores = sections.map((section) => new Score(section));
  let sending = null;
  let failures = 0;
  let mayTryAgain = false; // after a failure: once, when its time has come
  let isOver = false;
  let isLeaving = false;
  let timer;

  // --- Saving: one after the other ---

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(saveAll, wait);
  }

  function saveAll() {
    clearTimeout(timer);
    sending ??= sendEach().finally(() => (sending = null));
    return sending;
  }

  async function sendEach() {
    for (let score = nextToSend(); score; score = nextToSend()) {
      // Sent, but the answer did not come: it is sent again as it was before anything newer is.
      score.doubtful ??= score.text;
      const [points, note] = JSON.parse(score.doubtful);
      await ask(score, { [`points_${score.key}`]: points, [`note_${score.key}`]: note });
    }
  }

  function nextToSend() {
    if (isOver || (failures && !mayTryAgain)) {
      return null;
    }
    mayTryAgain = false;
    return scores.find((score) => score.wantsSaving);
  }

  function tryAgain(said, wait = TRY_AGAIN[Math.min(failures, TRY_AGAIN.length - 1)]) {
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => {
      mayTryAgain = true;
      saveAll();
    }, wait);
    return said;
  }

  async function ask(score, fields) {
    const body = new URLSearchParams(fields);
    body.set("autosave", score.key);
    body.set(`seen_${score.key}`, score.seen.value);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const address = location.pathname + location.search;
      const response = await fetch(address, { method: "POST", body, keepalive: true });
      if (response.status === 404) {
        isOver = true;
        say(score, NOT_YOURS);
      } else if (response.headers.get("content-type")?.startsWith("application/json")) {
        hear(score, await response.json(), "undo" in fields);
      } else {
        say(score, tryAgain(NO_ANSWER));
      }
    } catch {
      say(score, tryAgain(NO_CONNECTION));
    }
  }

  function hear(score, answer, isUndo) {
    if (answer.token) {
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
        field.value = answer.token;
      }
    }
    if (answer.state === "again") {
      // Signed in again in another tab: now with the new token.
      tryAgain("", failures ? undefined : 0);
      return;
    }
    if (answer.state === "signed_out") {
      say(score, tryAgain(answer.said), answer.link);
      return;
    }
    failures = 0;
    const sent = score.doubtful;
    score.doubtful = null;
    if (answer.state === "saved") {
      score.wasSaved(answer, isUndo ? null : sent);
      say(score, isUndo ? `${TAKEN_BACK} ${answer.said}` : answer.said);
      show(answer.progress);
    } else if (answer.state === "conflict") {
      score.dispute(answer);
      say(score, answer.said);
    } else if (answer.state === "not_valid") {
      score.refused = sent;
      score.undo.hidden = false;
      say(score, answer.said);
    } else {
      isOver = true;
      say(score, answer.said);
    }
    score.keepHere();
  }

  function show(progress) {
    box.querySelector("[data-progress-here]").textContent = progress.here;
    box.querySelector("[data-progress-all]").textContent = progress.all;
    box.querySelector("progress").value = progress.scored;
    const missing = box.querySelector("[data-progress-missing]");
    if (missing) {
      missing.textContent = progress.out_of - progress.scored;
    }
  }

  // Said once, not at every stroke, and with the name of the score for who does not see where it stands.
  function say(score, text, link) {
    if (!text || score.said.dataset.text === text) {
      return;
    }
    score.said.dataset.text = text;
    score.said.textContent = text;
    score.said.classList.toggle("app-saved--not", text.startsWith("Not saved"));
    voice.textContent = `${score.name}: ${text}`;
    if (link) {
      const signIn = document.createElement("a");
      Object.assign(signIn, { href: link, target: "_blank", rel: "noopener" });
      signIn.textContent = "Sign in (opens in a new tab)";
      score.said.append(" ", signIn);
    }
  }

  // --- What people do ---

  function changed(score, wait) {
    score.keepHere();
    if (!failures) {
      later(wait);
    }
  }

  async function takeBack(score) {
    clearTimeout(timer);
    await sending;
    if (score.isUnsaved && score.text === score.refused) {
      // It was never saved: what is saved is on the page again.
      score.fill(...JSON.parse(score.saved));
      score.refused = null;
      say(score, TAKEN_BACK);
      score.keepHere();
      return;
    }
    await saveAll();
    if (!score.isUnsaved) {
      sending = ask(score, { undo: score.key }).finally(() => (sending = null));
      await sending;
    }
  }

  for (const score of scores) {
    score.section.addEventListener("change", () => changed(score, 0));
    score.note.addEventListener("input", () => changed(score, AFTER_A_PAUSE));
    score.undo.addEventListener("click", (event) => {
      event.preventDefault();
      takeBack(score);
    });
    score.keepMine.addEventListener("click", (event) => {
      event.preventDefault();
      score.settle();
      score.refused = null;
      later(0);
    });
    score.takeSaved.addEventListener("click", (event) => {
      event.preventDefault();
      score.settle();
      score.fill(score.disputed.dataset.points, score.disputed.querySelector("[data-note]").textContent);
      score.saved = score.text;
      score.keepHere();
      say(score, "The saved one was kept.");
    });
  }

  form.addEventListener("submit", async (event) => {
    const isSettled = !sending && !scores.some((score) => score.doubtful);
    if (navigator.onLine && isSettled) {
      isLeaving = true;
      clearTimeout(timer);
      return;
    }
    // What is on its way arrives first, and nothing is sent into a dead line.
    event.preventDefault();
    mayTryAgain = true;
    await saveAll();
    const waiting = scores.find((score) => score.doubtful);
    if (navigator.onLine && !waiting) {
      form.requestSubmit(event.submitter);
    } else if (waiting) {
      waiting.section.focus();
    }
  });
  addEventListener("online", () => {
    mayTryAgain = true;
    later(0);
  });
  document.addEventListener("visibilitychange", () => {
    mayTryAgain = true;
    saveAll();
  });
  addEventListener("pagehide", saveAll);
  addEventListener("pageshow", (event) => {
    isLeaving = event.persisted ? false : isLeaving;
  });
  addEventListener("beforeunload", (event) => {
    if (!isLeaving && scores.some((score) => score.isUnsaved && (failures || isOver || score.isStuck))) {
      event.preventDefault();
    }
  });

  for (const score of scores) {
    if (score.putBack()) {
      say(score, PUT_BACK);
      later(0);
    }
  }
  useKeys(box, scores, { takeBack, say: (text) => (voice.textContent = text) });
}
