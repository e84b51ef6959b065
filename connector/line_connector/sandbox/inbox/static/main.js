/** The page: which view is open, and what happens when something changes in the sandbox. */

import { read } from "./api.js";
import { actor } from "./acting.js";
import { ChatList } from "./chat-list.js";
import { ControlPanel } from "./control-panel.js";
import { Conversation } from "./conversation.js";
import { Inspector } from "./inspector.js";
import { listenToChanges } from "./live.js";
import { RequestList } from "./request-list.js";

const VIEWS = ["chats", "requests", "controls"];
const byId = (id) => document.getElementById(id);

const account = { displayName: "" };
const announcements = byId("announcements");
const act = actor(tell);
const inspector = new Inspector(byId("inspector"), act);
const chats = new ChatList(byId("chat-list"), byId("search"), byId("filters"), (chatId) => {
  location.hash = `#/chats/${encodeURIComponent(chatId)}`;
});
const conversation = new Conversation(byId("conversation"), {
  account,
  inspect: (entry) => (entry.event ? inspector.openEvent(entry) : inspector.open(entry.requestId)),
  act,
  seen: () => chats.refresh(),
  back: () => {
    location.hash = "#/chats";
  },
  announce,
});
const requests = new RequestList(byId("requests"), (requestId) => inspector.open(requestId));

const controls = new ControlPanel(byId("controls"), tell, refresh);
let hiding = 0;

function announce(text) {
  announcements.replaceChildren(text);
}

/** Shows a line for a while. */
function tell(text, isProblem = false) {
  const toast = byId("toast");
  toast.textContent = text;
  toast.classList.toggle("problem", isProblem);
  clearTimeout(hiding);
  hiding = setTimeout(() => (toast.textContent = ""), 6000);
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
  const chatId = shown === "chats" ? decoded(id) : "";
  document.body.classList.toggle("in-chat", chatId !== "");
  chats.select(chatId);
  if (chatId && conversation.chat?.chatId !== chatId) await conversation.open(chatId);
  else if (!chatId) conversation.close();
  if (shown === "requests") await requests.refresh();
  if (shown === "controls") await controls.refresh();
}

/** Returns a part of the address as it was before it was encoded; empty if it never was. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/** Shows what is new; after a reset nothing that was known holds. */
async function refresh(isReset = false) {
  Object.assign(account, await read("account"));
  showQuota();
  const open = conversation.chat?.chatId;
  const shown = isReset && open ? conversation.open(open) : conversation.refresh();
  await Promise.all([chats.refresh(), shown]);
  const { view } = document.body.dataset;
  if (view === "requests") await requests.refresh();
  if (view === "controls") await controls.refresh();
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
