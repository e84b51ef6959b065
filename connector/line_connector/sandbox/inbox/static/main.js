/** The page: which view is open, and what happens when something changes in the sandbox. */

import { read } from "./api.js";
import { ChatList } from "./chat-list.js";
import { Conversation } from "./conversation.js";
import { Inspector } from "./inspector.js";
import { listenToChanges } from "./live.js";
import { RequestList } from "./request-list.js";

const VIEWS = ["chats", "requests", "controls"];
const byId = (id) => document.getElementById(id);

const account = { displayName: "" };
const announcements = byId("announcements");
const inspector = new Inspector(byId("inspector"));
const chats = new ChatList(byId("chat-list"), byId("search"), byId("filters"), (chatId) => {
  location.hash = `#/chats/${encodeURIComponent(chatId)}`;
});
const conversation = new Conversation(byId("conversation"), {
  account,
  inspect: (requestId) => inspector.open(requestId),
  tapped: () => {},
  opened: () => {},
  seen: () => chats.refresh(),
  back: () => {
    location.hash = "#/chats";
  },
  announce,
});
const requests = new RequestList(byId("requests"), (requestId) => inspector.open(requestId));

function announce(text) {
  announcements.replaceChildren(text);
}

/** Shows what the address says: #/chats, #/chats/U…, #/requests, #/controls. */
async function route() {
  const [, view = "chats", id = ""] = location.hash.split("/");
  const shown = VIEWS.includes(view) ? view : "chats";
  document.body.dataset.view = shown;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.tagName !== "A") continue;
    if (link.dataset.view === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  byId("chats").hidden = byId("conversation").hidden = shown !== "chats";
  byId("requests").hidden = shown !== "requests";
  byId("controls").hidden = shown !== "controls";
  const chatId = shown === "chats" ? decodeURIComponent(id) : "";
  document.body.classList.toggle("in-chat", chatId !== "");
  chats.select(chatId);
  if (chatId && conversation.chat?.chatId !== chatId) await conversation.open(chatId);
  else if (!chatId) conversation.showNothing();
  if (shown === "requests") await requests.refresh();
}

async function refresh() {
  Object.assign(account, await read("account"));
  showQuota();
  await Promise.all([chats.refresh(), conversation.refresh()]);
  if (document.body.dataset.view === "requests") await requests.refresh();
}

function showQuota() {
  const { quota, quotaLeft } = account;
  const number = (value) => value.toLocaleString();
  byId("quota").textContent =
    quota === null ? "No quota" : `${number(quotaLeft)} of ${number(quota)} left this month`;
}

addEventListener("hashchange", route);
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (inspector.isOpen) inspector.close();
  else if (document.body.classList.contains("in-chat")) byId("chat-list").focus();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) refresh();
});

await refresh();
await route();
listenToChanges(refresh, (isConnected) => {
  byId("connection").textContent = isConnected ? "" : "The sandbox does not answer";
});
