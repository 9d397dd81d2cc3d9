// Starts the design system's components. Everything works without it; it only improves.
import { initAll } from "../nhsuk/nhsuk-frontend.min.js";
import "./kept.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
