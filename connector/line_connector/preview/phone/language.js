/** Which language a message is in, so that the browser takes the right shapes of letters. */

// Kana before Han: Japanese has both. Han alone is read as Taiwan's, where LINE is used.
const SCRIPTS = [
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["ko", /\p{Script=Hangul}/u],
  ["th", /\p{Script=Thai}/u],
  ["zh-Hant", /\p{Script=Han}/u],
  ["ar", /\p{Script=Arabic}/u],
  ["he", /\p{Script=Hebrew}/u],
];

/** Returns the language tag for a text, guessed from its letters; "en" if nothing says more. */
export function languageOf(text) {
  return SCRIPTS.find(([, letters]) => letters.test(text))?.[0] ?? "en";
}
