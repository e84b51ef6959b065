/** Asking for a date or time, as the date picker of a phone does. */

import { textOf } from "/_sandbox/phone/dom.js";
import { ask, input } from "./dialog.js";

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
export async function pickMoment({ mode, initial, min, max, label }) {
  const title = textOf(label) || "Pick a moment";
  const written = (value) => textOf(value).replace("t", "T");
  const field = input("moment", title, "", { type: INPUTS.get(mode) ?? "date" });
  [field.min, field.max, field.value] = [min, max, initial ?? min ?? ""].map(written);
  const picked = await ask(title, [field], "Pick");
  return picked?.moment ?? null;
}
