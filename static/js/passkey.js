// Passkeys: asks the browser for one and sends what it says. Without scripts the page offers the other ways.

const FAILED = "That did not work. Try again, or choose another way.";
const STOPPED = "You stopped it, or it took too long. Try again, or choose another way.";

function bytes(text) {
  const letters = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function withBytes(options) {
  const known = (credentials) => (credentials || []).map((one) => ({ ...one, id: bytes(one.id) }));
  const read = { ...options, challenge: bytes(options.challenge) };
  if (options.user) {
    read.user = { ...options.user, id: bytes(options.user.id) };
    read.excludeCredentials = known(options.excludeCredentials);
  } else {
    read.allowCredentials = known(options.allowCredentials);
  }
  return read;
}

function asText(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) {
      response[name] = text(credential.response[name]);
    }
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf(form) {
  const { passkeyOptions, passkeyAddress } = form.dataset;
  if (passkeyOptions) {
    return JSON.parse(document.getElementById(passkeyOptions).textContent);
  }
  const answer = await fetch(passkeyAddress, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) {
    throw new Error(answer.status);
  }
  return answer.json();
}

async function ask(form) {
  const { publicKey } = await optionsOf(form);
  const ceremony = form.dataset.passkey === "create" ? "create" : "get";
  return navigator.credentials[ceremony]({ publicKey: withBytes(publicKey) });
}

function say(form, words) {
  const status = form.querySelector("[data-passkey-status]");
  status.textContent = words;
  status.className = words ? "nhsuk-inset-text" : "";
}

// Where this runs, the words for who has no scripts are in the way.
document.querySelectorAll("[data-passkey-unscripted]").forEach((words) => { words.hidden = true; });

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const supported = Boolean(window.PublicKeyCredential && navigator.credentials);
  form.hidden = !supported;
  document.querySelectorAll("[data-passkey-unsupported]").forEach((words) => { words.hidden = supported; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(form, "");
    try {
      form.elements.credential.value = asText(await ask(form));
      form.submit();
    } catch (error) {
      say(form, error.name === "NotAllowedError" ? STOPPED : FAILED);
    }
  });
}
