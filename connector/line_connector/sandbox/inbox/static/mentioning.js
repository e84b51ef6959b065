/** Finding mentions in what a user writes. */

/** What would go on with a word; Japanese and Thai, say, write on without a space. */
const WORD = /[\p{Lu}\p{Ll}\p{M}\p{Nd}_]/u;

/**
 * Returns who is mentioned in a text, in its order: each name behind an `@` and as a word of its own.
 * @param {string} text
 * @param {[string, string][]} mentionable IDs and names; of names of which one begins with another,
 *   the longer one is meant
 * @returns {string[]} IDs
 */
export function mentionedIn(text, mentionable) {
  const longestFirst = [...mentionable].sort(([, one], [, other]) => other.length - one.length);
  const found = new Set();
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    if (WORD.test(text.slice(0, at).at(-1) ?? "")) continue;
    const said = text.slice(at + 1);
    const meant = longestFirst.find(([, name]) => name && said.startsWith(name) && endsWord(said, name));
    if (meant === undefined) continue;
    found.add(meant[0]);
    at += meant[1].length;
  }
  return [...found];
}

function endsWord(said, name) {
  const [next = ""] = said.slice(name.length);
  return !WORD.test(next);
}
