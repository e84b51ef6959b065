/**
 * Reads a stream for all tabs of the page, as a shared worker whose name is the stream's address: a
 * browser has six connections to a server, which a stream for each tab would use up.
 */

import { readStream } from "./stream.js";

const tabs = [];
let standing = null; // whether the stream is open or lost, once that is known

addEventListener("connect", ({ ports: [tab] }) => {
  tabs.push(tab);
  if (standing) tab.postMessage(standing);
});

readStream(self.name, (news) => {
  if (news.kind === "open" || news.kind === "lost") standing = news;
  for (const tab of tabs) tab.postMessage(news);
});
