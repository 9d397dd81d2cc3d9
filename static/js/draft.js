// A page of a draft saves itself while somebody types, says so, and keeps in this browser what it could not
// save. Without it every press of "Save and continue" does. docs/decisions/0025.
import { forget, keep, keyOf, noteSent, read } from "./kept.js";

const AFTER_A_PAUSE = 2_000;
const AT_THE_LATEST = 8_000;
const TRY_AGAIN = [4_000, 8_000, 15_000, 30_000];
// What a browser still sends while the page goes away.
const LARGEST_ON_LEAVING = 60_000;
const NO_CONNECTION = "Not saved: no connection. We keep trying, and keep your text in this browser.";
const NO_ANSWER = "Not saved: the service does not answer. We keep trying, and keep your text in this browser.";
const NOT_YOURS = "Not saved: you are no longer signed in as the person whose draft this is.";

const box = document.querySelector("[data-draft]");
const seen = box?.querySelector("input[name=seen]");
if (seen) {
  start(seen.form);
}

function start(form) {
  const key = keyOf(box.dataset.draft, location.pathname);
  const savesItself = "savesByItself" in box.dataset;
  const voice = box.querySelector("[data-said]");
  const served = typedIn(servedCopy(form));

  let saved = "unsaved" in box.dataset ? null : served; // what the server has, as far as we know
  let doubtful = null; // sent, but the answer did not come: sent again as it was before anything newer is
  let refused = null; // the server said what is wrong with it
  let sending = null;
  let isOver = "choose" in box.dataset; // only a press of a button goes on from here
  let isLeaving = false;
  let found = null; // an earlier text, offered and not decided on
  let failures = 0;
  let hasPressed = false;
  let firstChange = 0;
  let timer;

  const isUnsaved = () => typedIn(form) !== saved;

  // --- Saving ---

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function save() {
    clearTimeout(timer);
    if (sending || isOver || isLeaving || !savesItself) {
      return sending;
    }
    const text = doubtful ?? typedIn(form);
    if (doubtful === null && (text === saved || text === refused)) {
      return null;
    }
    doubtful = text;
    firstChange = 0;
    sending = send(text).finally(() => {
      sending = null;
      if (failures === 0 && isUnsaved() && typedIn(form) !== refused) {
        later(AFTER_A_PAUSE);
      }
    });
    return sending;
  }

  async function send(text) {
    const fields = new URLSearchParams(text);
    fields.set("seen", seen.value);
    fields.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    fields.set("autosave", "1");
    try {
      const response = await fetch(location.pathname + location.search, {
        method: "POST",
        body: fields,
        keepalive: fields.toString().length < LARGEST_ON_LEAVING,
      });
      if (response.status === 404) {
        isOver = true;
        say(NOT_YOURS);
      } else if (response.headers.get("content-type")?.startsWith("application/json")) {
        hear(await response.json(), text);
      } else {
        tryAgain(NO_ANSWER);
      }
    } catch {
      tryAgain(NO_CONNECTION);
    }
  }

  function hear(answer, text) {
    doubtful = null;
    if (answer.token) {
      form.elements.csrfmiddlewaretoken.value = answer.token;
    }
    if (answer.state === "saved" || answer.state === "closed") {
      failures = 0;
      saved = text;
      seen.value = answer.seen;
      keepHere();
      say(answer.said);
    } else if (answer.state === "not_valid") {
      failures = 0;
      refused = text;
      say(answer.said);
    } else if (answer.state === "again") {
      // Signed in again in another tab: now with the new token.
      tryAgain("", failures ? undefined : 0);
    } else if (answer.state === "signed_out") {
      tryAgain(answer.said, undefined, answer.link);
    } else {
      isOver = true;
      say(answer.said);
    }
  }

  function tryAgain(said, wait = TRY_AGAIN[Math.min(failures, TRY_AGAIN.length - 1)], link) {
    failures += 1;
    if (said) {
      say(said, link);
    }
    later(wait);
  }

  // Said once, not at every stroke: a screen reader reads out what changes here.
  function say(text, link) {
    if (voice.textContent.startsWith(text) && text) {
      return;
    }
    voice.textContent = text;
    voice.classList.toggle("app-saved--not", text.startsWith("Not saved"));
    if (link) {
      const signIn = document.createElement("a");
      signIn.href = link;
      signIn.target = "_blank";
      signIn.rel = "noopener";
      signIn.textContent = "Sign in (opens in a new tab)";
      voice.append(" ", signIn);
    }
  }

  // --- In this browser ---

  function keepHere() {
    if (found) {
      return;
    }
    if (isUnsaved()) {
      keep(key, { at: Date.now(), seen: seen.value, text: typedIn(form) });
    } else {
      forget(key);
    }
  }

  function offer() {
    const kept = read(key);
    if (!kept || "unsaved" in box.dataset || inWords(kept.text) === inWords(typedIn(form))) {
      if (kept && !isUnsaved()) {
        forget(key);
      }
      return;
    }
    found = kept;
    const place = document.querySelector("[data-found]");
    const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
    place.querySelector("[data-found-when]").textContent = when.format(kept.at);
    const decide = () => {
      place.hidden = true;
      found = null;
      keepHere();
      form.querySelector("textarea, input:not([type=hidden])")?.focus();
    };
    place.querySelector("[data-put-back]").addEventListener("click", () => {
      fill(form, new URLSearchParams(kept.text));
      // What its writer had seen then: if somebody wrote here since, both are shown.
      seen.value = kept.seen;
      decide();
      later(0);
    });
    place.querySelector("[data-delete]").addEventListener("click", decide);
    place.hidden = false;
    // Who does not see that it appeared hears it: it is read first, as what is wrong with a form is.
    place.tabIndex = -1;
    place.focus();
  }

  // --- What happens to the page ---

  function changed() {
    const now = Date.now();
    firstChange ||= now;
    keepHere();
    if (failures === 0) {
      later(Math.max(0, Math.min(AFTER_A_PAUSE, firstChange + AT_THE_LATEST - now)));
    }
  }

  async function submitted(event) {
    const button = event.submitter;
    if (button?.name === "keep" && button.value === "saved") {
      forget(key);
      isLeaving = true;
      return;
    }
    const isUnsettled = sending || doubtful !== null;
    if (navigator.onLine && !isUnsettled) {
      isLeaving = true;
      noteSent(key);
      return;
    }
    // One after the other: what is on its way first, and nothing into a dead line.
    // Who presses twice means it.
    if (navigator.onLine && failures && hasPressed) {
      isLeaving = true;
      return;
    }
    event.preventDefault();
    hasPressed = true;
    await sending;
    await save();
    if (navigator.onLine && doubtful === null) {
      form.requestSubmit(button);
    } else if (!failures) {
      say(NO_CONNECTION);
    }
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", submitted);
  addEventListener("online", () => later(0));
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" || failures) {
      save();
    }
  });
  addEventListener("beforeunload", (event) => {
    // What still goes out while the page goes away needs no warning.
    const goesOut = savesItself && !isOver && !failures && typedIn(form) !== refused;
    if (!isLeaving && isUnsaved() && !goesOut) {
      event.preventDefault();
    }
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      // Back again: the last save may have arrived or not.
      isLeaving = false;
      doubtful = typedIn(form);
      later(0);
    }
  });

  const wasFilledIn = typedIn(form) !== served;
  if (wasFilledIn && putBackByTheBrowser() && seen.value === seen.defaultValue) {
    // An earlier text in a newer page, whose words its writer may not have read.
    seen.value = read(key)?.text === typedIn(form) ? read(key).seen : "";
  }
  offer();
  if (isUnsaved()) {
    keepHere();
  }
  if (wasFilledIn && !putBackByTheBrowser()) {
    // Typed before this script had come, on a slow line: as good as typed now.
    changed();
  }
}

// Only a page that is loaded again or gone back to has its fields filled by the browser itself.
function putBackByTheBrowser() {
  return performance.getEntriesByType("navigation")[0]?.type !== "navigate";
}

// --- The fields of a form ---

function typedIn(form) {
  const fields = [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "seen",
  );
  return new URLSearchParams(fields).toString();
}

function servedCopy(form) {
  const copy = form.cloneNode(true);
  copy.reset();
  return copy;
}

// The server trims and counts a line break once.
function inWords(text) {
  return [...new URLSearchParams(text)].map(([name, value]) => `${name}=${value.replaceAll("\r\n", "\n").trim()}`).join("&");
}

function fill(form, typed) {
  for (const field of form.elements) {
    if (!field.name || ["hidden", "submit", "button", "file"].includes(field.type)) {
      continue;
    }
    const values = typed.getAll(field.name);
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = values.includes(field.value);
    } else if (field.matches?.("input, textarea, select") && values.length) {
      field.value = values[0];
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  // The design system shows and hides what hangs on a choice when a page is shown.
  dispatchEvent(new Event("pageshow"));
}
