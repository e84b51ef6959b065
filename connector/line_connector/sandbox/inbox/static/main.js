/** The page: which view is open, and what happens when something changes in the sandbox. */

import { read } from "./api.js";
import { actor } from "./acting.js";
import { AccountLists } from "./account-lists.js";
import { channelChoice, isGone } from "./channel.js";
import { ChatList } from "./chat-list.js";
import { ControlPanel } from "./control-panel.js";
import { Conversation } from "./conversation.js";
import { Inspector } from "./inspector.js";
import { listenToChanges } from "./live.js";
import { RequestList } from "./request-list.js";

const VIEWS = ["chats", "requests", "lists", "controls"];
const byId = (id) => document.getElementById(id);

const account = { displayName: "", coupons: {} };
const announcements = byId("announcements");
const act = actor(tell);
const inspector = new Inspector(byId("inspector"), act, tell);
let isChosen = false;
const chats = new ChatList(byId("chat-list"), byId("search"), byId("filters"), (chatId) => {
  isChosen = true;
  location.hash = `#/chats/${encodeURIComponent(chatId)}`;
});
const conversation = new Conversation(byId("conversation"), {
  account,
  inspect: (entry) => (entry.event ? inspector.openEvent(entry) : inspector.open(entry.requestId)),
  act,
  tell,
  seen: () => chats.refresh(),
  back: leaveChat,
  announce,
});
const requests = new RequestList(byId("requests"), (requestId) => inspector.open(requestId));

const lists = new AccountLists(byId("lists"));
const controls = new ControlPanel(byId("controls"), tell, refresh);
const panels = { requests, lists, controls };
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

/** Leads back to the list of chats; beside it, where there is room for both, the chat stays. */
function leaveChat() {
  const list = byId("chat-list");
  if (!list.checkVisibility()) {
    document.body.classList.remove("in-chat");
    location.hash = "#/chats";
  }
  list.focus();
}

/** Takes a link as programs print it, /?chat=U…#message: it leads to #/chats/U…/message. */
function followLink() {
  const query = new URLSearchParams(location.search);
  const chat = query.get("chat");
  if (chat === null) return;
  query.delete("chat");
  const parts = [chat, decoded(location.hash.slice(1))].filter(Boolean).map(encodeURIComponent);
  const rest = query.size ? `?${query}` : "";
  history.replaceState(null, "", `/${rest}#/chats/${parts.join("/")}`);
}

/** Shows what the address says: #/chats, #/chats/U…, #/chats/U…/message, #/requests, … */
async function route() {
  const [, view = "chats", id = "", messageId = ""] = location.hash.split("/");
  const shown = VIEWS.includes(view) ? view : "chats";
  document.body.dataset.view = shown;
  for (const link of document.querySelectorAll("[data-view]")) {
    if (link.tagName !== "A") continue;
    if (link.dataset.view === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  byId("chats").hidden = byId("conversation").hidden = shown !== "chats";
  for (const name of Object.keys(panels)) byId(name).hidden = shown !== name;
  const chatId = shown === "chats" ? decoded(id) : "";
  document.body.classList.toggle("in-chat", chatId !== "");
  chats.select(chatId);
  const isOpen = chatId !== "" && conversation.chat?.chatId === chatId;
  if (isOpen && messageId) await conversation.reveal(decoded(messageId));
  else if (chatId && !isOpen) await conversation.open(chatId, decoded(messageId));
  else if (!chatId) conversation.close();
  // On a phone the list, which had the focus, has made room.
  if (isChosen && chatId && !byId("chat-list").checkVisibility()) conversation.focus();
  isChosen = false;
  await panels[shown]?.refresh();
}

/** Returns a part of the address as it was before it was encoded; empty if it never was. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return "";
  }
}

/**
 * Shows what is new.
 * @param {boolean} isReset whether nothing that was known holds
 * @param {string[]} ended IDs of events whose webhooks ended
 */
async function refresh(isReset = false, ended = []) {
  if (isReset) {
    if (isGone((await read("channels")).channels)) return location.assign("/");
    inspector.close();
  }
  Object.assign(account, await read("account"));
  document.title = `${account.displayName} – LINE sandbox`;
  showQuota();
  const open = conversation.chat?.chatId;
  const shown = isReset && open ? conversation.open(open) : conversation.refresh(ended);
  await Promise.all([chats.refresh(), shown, inspector.refresh()]);
  await panels[document.body.dataset.view]?.refresh(isReset);
}

function showQuota() {
  const { quota, quotaLeft } = account;
  const number = (value) => value.toLocaleString();
  byId("quota").textContent =
    quota === null ? "No quota" : `${number(quotaLeft)} of ${number(quota)} left this month`;
}

addEventListener("hashchange", () => route().catch((error) => tell(error.message, true)));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (inspector.isOpen) inspector.close();
  else if (document.body.classList.contains("in-chat")) leaveChat();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) refresh().catch((error) => tell(error.message, true));
});

async function start() {
  followLink();
  const { channels } = await read("channels");
  if (isGone(channels)) return location.assign("/");
  const choice = channelChoice(channels);
  if (choice) byId("quota").before(choice);
  const showProblem = (problem) => (byId("connection").textContent = problem);
  try {
    await refresh();
    await route();
  } catch (error) {
    showProblem(error.message);
  }
  return listenToChanges(refresh, showProblem);
}

await start();
