// Texts of a draft that this browser keeps until they are saved: read and written by draft.js, and put away
// here, on every page: when they were saved by a press, when somebody signs out or deletes the account, or
// after a week.
const PREFIX = "draft:";
const SENT = "draft-sent";
const A_WEEK = 7 * 24 * 60 * 60 * 1000;

// A browser may refuse to keep anything, or be full: then everything works but this.
function ifAllowed(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

export const keyOf = (whose, page) => `${PREFIX}${whose}:${page}`;
export const read = (key) => ifAllowed(() => JSON.parse(localStorage.getItem(key)));
export const keep = (key, text) => ifAllowed(() => localStorage.setItem(key, JSON.stringify(text)));
export const forget = (key) => ifAllowed(() => localStorage.removeItem(key));

// A page was sent by a press. If another page answers, it was saved; the same page again means it was not.
export const noteSent = (key) =>
  ifAllowed(() => sessionStorage.setItem(SENT, JSON.stringify({ key, page: location.pathname })));

function forgetAll(isOver) {
  ifAllowed(() => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX) && isOver(read(key))) {
        forget(key);
      }
    }
  });
}

const signOut = document.querySelector("form[action$='/logout/']");
const sent = ifAllowed(() => JSON.parse(sessionStorage.getItem(SENT)));
// Signed out meanwhile, the server keeps it for an hour, and this browser until it is saved.
if (sent && signOut && location.pathname !== sent.page) {
  forget(sent.key);
}
if (signOut) {
  ifAllowed(() => sessionStorage.removeItem(SENT));
}
signOut?.addEventListener("submit", () => forgetAll(() => true));
// The account is deleted: nothing of it stays in this browser either.
if (document.querySelector("[data-forget-drafts]")) {
  forgetAll(() => true);
}
forgetAll((text) => !text || Date.now() - text.at > A_WEEK);
