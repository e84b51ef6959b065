/** The page of `line-connector preview`: shows its messages, and says what a tap would do. */

import { listenToActions, showMessages } from "./phone.js";

/** Of a window lower than some 150 px, Chromium leaves the lowest part of its picture white. */
const LEAST_HEIGHT = 200;

const phone = document.getElementById("phone");
const tapped = document.getElementById("tapped");
const { messages, width, fetchPictures } = JSON.parse(document.getElementById("messages").textContent);

phone.style.setProperty("--phone-width", `${width}px`);
showMessages(phone, messages, { mayLoad: () => fetchPictures });
listenToActions(phone, (action) => {
  tapped.textContent = JSON.stringify(action);
});
// Read by who makes a picture of the page, when all pictures are there.
window.addEventListener("load", () => {
  const { height } = phone.getBoundingClientRect();
  document.documentElement.dataset.height = String(Math.max(LEAST_HEIGHT, Math.ceil(height)));
});
