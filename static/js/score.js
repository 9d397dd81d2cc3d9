// One score of a page of scores: read by scoring.js and scoring_keys.js.
import { forget, keep, keyOf, read } from "./kept.js";

// Its fields, and what the server has of it as far as we know.
export class Score {
  constructor(section) {
    const find = (selector) => section.querySelector(selector);
    this.section = section;
    this.key = section.dataset.score;
    this.name = section.querySelector("legend").textContent.trim();
    this.note = find("textarea");
    this.seen = find("input[type=hidden]");
    this.said = find("[data-said]");
    this.undo = find("[name=undo]");
    this.disputed = find("[data-dispute]");
    this.keepMine = find("[name=keep]");
    this.takeSaved = find("[name=take]");
    this.saved = "unsaved" in section.dataset ? JSON.stringify(["", ""]) : this.served;
    this.doubtful = null;
    this.refused = "unsaved" in section.dataset ? this.text : null;
    this.place = keyOf(section.closest("[data-scoring]").dataset.scoring, `${location.pathname}#${this.key}`);
  }

  get radios() {
    return [...this.section.querySelectorAll("input[type=radio]")];
  }

  get points() {
    return this.radios.find((radio) => radio.checked)?.value ?? "";
  }

  get text() {
    return JSON.stringify([this.points, this.note.value.trim()]);
  }

  // What the page came with, whatever the browser put back into its fields.
  get served() {
    const points = this.radios.find((radio) => radio.defaultChecked)?.value ?? "";
    return JSON.stringify([points, this.note.defaultValue.trim()]);
  }

  get isDisputed() {
    return !this.disputed.hidden;
  }

  get isUnsaved() {
    return this.text !== this.saved;
  }

  get isStuck() {
    return this.isDisputed || this.text === this.refused;
  }

  get wantsSaving() {
    return !this.isDisputed && (this.doubtful !== null || (this.isUnsaved && this.text !== this.refused));
  }

  fill(points, note) {
    for (const radio of this.radios) {
      radio.checked = radio.value === String(points ?? "");
    }
    this.note.value = note;
    this.note.dispatchEvent(new Event("keyup"));
  }

  wasSaved(answer, sent) {
    this.seen.value = answer.seen;
    this.undo.hidden = !answer.was_changed;
    this.refused = null;
    if (sent === null) {
      this.fill(answer.points, answer.note);
    }
    this.saved = sent ?? this.text;
  }

  dispute(answer) {
    this.seen.value = answer.seen;
    this.disputed.dataset.points = answer.stored.points ?? "";
    this.disputed.querySelector("[data-given]").textContent = answer.stored.given;
    this.disputed.querySelector("[data-note]").textContent = answer.stored.note;
    this.disputed.hidden = false;
  }

  settle() {
    this.disputed.hidden = true;
    this.section.focus();
  }

  keepHere() {
    if (this.isUnsaved) {
      keep(this.place, { at: Date.now(), seen: this.seen.value, text: this.text });
    } else {
      forget(this.place);
    }
  }

  // With what its writer had seen then: if somebody saved here since, both are shown.
  putBack() {
    const kept = read(this.place);
    if (!kept || kept.text === this.text) {
      forget(this.place);
      return false;
    }
    this.fill(...JSON.parse(kept.text));
    this.seen.value = kept.seen;
    return true;
  }
}
