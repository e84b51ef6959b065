/** Asking for something in a dialog: a form of a few fields. */

import { element } from "/_sandbox/phone/dom.js";
import { button } from "./button.js";

/**
 * Asks for some values.
 * @param {string} title
 * @param {HTMLElement[]} fields inputs and selects with a `name` and a label in `aria-label`
 * @param {string} done what the button that ends it says
 * @returns {Promise<Record<string, string|File>|null>} values by the names of the fields; null: none
 */
export function ask(title, fields, done = "OK") {
  const rows = fields.map((field) => element("label", "", element("span", "", field.ariaLabel), field));
  const dialog = element("dialog", "asking", element("h2", "", title), ...rows);
  dialog.setAttribute("aria-label", title);
  document.body.append(dialog);
  return new Promise((resolve) => {
    let values = null;
    const finish = () => {
      const wrong = fields.find((field) => !field.checkValidity());
      if (wrong) return wrong.reportValidity();
      values = Object.fromEntries(fields.map((field) => [field.name, field.files?.[0] ?? field.value]));
      return dialog.close();
    };
    const buttons = element("p", "buttons", button(done, finish), button("Cancel", () => dialog.close()));
    dialog.append(buttons);
    for (const field of fields) {
      field.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && field.tagName === "INPUT" && !event.isComposing) finish();
      });
    }
    // Escape closes this, and not what is below it.
    dialog.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(values);
    });
    dialog.showModal();
  });
}

/** Makes an input; `more` are further attributes of it. */
export function input(name, label, value = "", more = {}) {
  const made = element("input");
  Object.assign(made, { type: "text", name, value, required: true, ...more });
  made.setAttribute("aria-label", label);
  return made;
}

/** Makes a choice of values, each with what it is called. */
export function select(name, label, options) {
  const made = element("select");
  made.name = name;
  made.setAttribute("aria-label", label);
  for (const [value, text] of options) {
    const option = element("option", "", text);
    option.value = value;
    made.append(option);
  }
  return made;
}
