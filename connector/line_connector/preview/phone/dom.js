/** Making elements without HTML: nothing that a message says is ever parsed as markup. */

/**
 * Makes an element.
 * @param {string} tag
 * @param {string} classes separated by spaces; may be empty
 * @param {...(Node|string|null)} children texts become text nodes; null is left out
 */
export function element(tag, classes = "", ...children) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * Makes an element of SVG.
 * @param {string} tag
 * @param {Record<string, string|number>} attributes
 * @param {...Node} children
 */
export function svg(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Returns a value as text: strings and numbers as they are, anything else as nothing. */
export function textOf(value) {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Returns a value if it is an object, else an empty one. */
export function objectOf(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value) ? value : {};
}

/** Returns a value if it is a list, else an empty one. */
export function listOf(value) {
  return Array.isArray(value) ? value : [];
}
