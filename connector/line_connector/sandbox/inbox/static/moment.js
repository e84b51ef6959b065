/** Asking for a date or time, as the date picker of a phone does. */

import { element, textOf } from "/_sandbox/phone/dom.js";

const INPUTS = new Map([
  ["date", "date"],
  ["time", "time"],
  ["datetime", "datetime-local"],
]);

/**
 * Asks for a moment within an action's bounds.
 * @param {object} action a datetimepicker
 * @returns {Promise<string|null>} as LINE writes it: 2026-11-21, 12:34 or 2026-11-21T12:34; null: none
 */
export function pickMoment({ mode, initial, min, max, label }) {
  const input = element("input");
  input.type = INPUTS.get(mode) ?? "date";
  input.setAttribute("aria-label", textOf(label) || "Pick a moment");
  const written = (value) => textOf(value).replace("t", "T");
  [input.min, input.max, input.value] = [min, max, initial ?? min ?? ""].map(written);
  const pick = element("button", "", "Pick");
  const cancel = element("button", "", "Cancel");
  pick.type = cancel.type = "button";
  const dialog = element("dialog", "moment", element("p", "", textOf(label)), input, pick, cancel);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let picked = null;
    pick.addEventListener("click", () => {
      if (!input.value || !input.checkValidity()) return input.reportValidity();
      picked = input.value;
      return dialog.close();
    });
    cancel.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(picked);
    });
    dialog.showModal();
  });
}
