/** Copying a text, also where the page is no secure context: at plain HTTP on another machine. */

import { element } from "/_sandbox/phone/dom.js";

/**
 * Copies a text.
 * @param {string} text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // There is no such thing, or it is not allowed.
    return copySelection(text);
  }
}

function copySelection(text) {
  const focused = document.activeElement;
  const area = element("textarea", "unseen");
  area.value = text;
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  focused?.focus();
  return isCopied;
}
