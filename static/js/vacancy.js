// The page of a vacancy: criteria are moved, and nobody leaves without saving by mistake. It only improves.
"use strict";
{
  const form = document.getElementById("vacancy_form");

  // --- Leaving with something unsaved ---

  let unsaved = Boolean(form && form.querySelector(".errornote"));
  const note = () => {
    unsaved = true;
  };
  const ask = (event) => {
    if (unsaved) {
      event.preventDefault();
    }
  };

  // --- The order of the criteria ---

  const group = document.getElementById("criteria-group");
  const rows = () => [...group.querySelectorAll(".app-criterion:not(.empty-form)")];
  const nameOf = (row) => row.querySelector("textarea").value.trim().slice(0, 60) || "The new criterion";
  let voice;

  function say(words) {
    voice.textContent = words;
  }

  function number() {
    const all = rows();
    all.forEach((row, index) => {
      row.querySelector("input[name$='-position']").value = index + 1;
      row.querySelector(".inline_label").textContent = `#${index + 1}`;
    });
    settle();
    note();
    return all;
  }

  function settle() {
    const all = rows();
    all.forEach((row, index) => {
      const [up, down] = row.querySelectorAll(".app-criterion__moves button");
      up.disabled = index === 0;
      down.disabled = index === all.length - 1;
      up.setAttribute("aria-label", `Move criterion ${index + 1} up`);
      down.setAttribute("aria-label", `Move criterion ${index + 1} down`);
    });
  }

  function tell(row) {
    const all = rows();
    say(`${nameOf(row)}: moved to place ${all.indexOf(row) + 1} of ${all.length}.`);
  }

  function move(row, step, button) {
    const all = rows();
    const other = all[all.indexOf(row) + step];
    if (!other) {
      return;
    }
    if (step < 0) {
      other.before(row);
    } else {
      other.after(row);
    }
    number();
    tell(row);
    // At the end of the list the pressed button is off: the focus stays with the row.
    const next = button.disabled ? button.parentElement.querySelector("button:not([disabled])") : button;
    next?.focus();
  }

  function button(words, step, row) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", () => move(row, step, made));
    return made;
  }

  function equip(row) {
    if (row.querySelector(".app-criterion__moves")) {
      return;
    }
    const handle = document.createElement("span");
    handle.className = "app-criterion__handle";
    handle.textContent = "⠿";
    handle.title = "Drag to move";
    handle.setAttribute("aria-hidden", "true");
    handle.addEventListener("mousedown", () => {
      row.draggable = true;
      // Only while the handle is held: words in the row can be marked as ever.
      document.addEventListener("mouseup", () => {
        row.draggable = false;
      }, { once: true });
    });
    const moves = document.createElement("span");
    moves.className = "app-criterion__moves";
    moves.append(button("↑", -1, row), button("↓", 1, row));
    const head = row.querySelector(".app-criterion__head");
    head.prepend(handle);
    head.querySelector(".app-criterion__order").after(moves);
  }

  let dragged;

  function dragging() {
    group.addEventListener("dragstart", (event) => {
      dragged = event.target.closest?.(".app-criterion");
      dragged?.classList.add("is-dragged");
    });
    group.addEventListener("dragover", (event) => {
      const over = event.target.closest(".app-criterion:not(.empty-form)");
      if (!dragged || !over) {
        return;
      }
      event.preventDefault();
      rows().forEach((row) => row.classList.toggle("is-target", row === over && row !== dragged));
    });
    group.addEventListener("drop", (event) => {
      const over = event.target.closest(".app-criterion:not(.empty-form)");
      if (!dragged || !over || over === dragged) {
        return;
      }
      event.preventDefault();
      const all = rows();
      if (all.indexOf(over) < all.indexOf(dragged)) {
        over.before(dragged);
      } else {
        over.after(dragged);
      }
      number();
      tell(dragged);
    });
    group.addEventListener("dragend", () => {
      rows().forEach((row) => {
        row.classList.remove("is-target", "is-dragged");
        row.draggable = false;
      });
      dragged = undefined;
    });
  }

  // After a removal the stock script gives every row a new index from top to bottom, but the server takes the
  // first ones for the saved ones: while it counts, the saved rows stand first.
  function keepSavedRowsFirst() {
    const shown = rows();
    const template = group.querySelector(".empty-form");
    const isSaved = (row) => row.classList.contains("has_original");
    template.before(...shown.filter(isSaved), ...shown.filter((row) => !isSaved(row)));
    setTimeout(() => {
      template.before(...shown);
      number();
    });
  }

  function ordering() {
    voice = document.createElement("p");
    voice.className = "visually-hidden";
    voice.setAttribute("aria-live", "polite");
    group.append(voice);
    rows().forEach(equip);
    settle();
    dragging();
    document.addEventListener("formset:added", (event) => {
      if (event.detail.formsetName === "criteria") {
        equip(event.target);
        settle();
      }
    });
    document.addEventListener("formset:removed", (event) => {
      if (event.detail.formsetName === "criteria") {
        keepSavedRowsFirst();
      }
    });
  }

  if (form) {
    form.addEventListener("input", note);
    form.addEventListener("change", note);
    document.addEventListener("formset:added", note);
    document.addEventListener("formset:removed", note);
    form.addEventListener("submit", () => {
      unsaved = false;
    });
    window.addEventListener("beforeunload", ask);
  }
  if (group && group.querySelector(".empty-form")) {
    ordering();
  }

  // On a phone the way to each section is folded away: what is missing comes first.
  if (window.matchMedia("(max-width: 1099px)").matches) {
    document.querySelector(".app-beside__sections")?.removeAttribute("open");
  }

  // A link beside the form leads into the field, not only to it.
  document.querySelector(".app-beside")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#id_']");
    document.getElementById(link?.hash.slice(1))?.focus();
  });
}
