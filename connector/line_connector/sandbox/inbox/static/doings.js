/** What a user can do besides writing and tapping: each is a name and what is asked and done. */

import { read } from "./api.js";
import { ask, input, select } from "./dialog.js";

const SENT_AT_ONCE = [
  ["Sticker", { type: "sticker" }],
  ["Image", { type: "image" }],
  ["Video", { type: "video" }],
  ["Audio", { type: "audio" }],
  ["File", { type: "file" }],
  ["Location", { type: "location", title: "LINE", address: "Tokyo" }],
];

const CHANGES = [["joined", "joins"], ["renewed", "renews"], ["left", "leaves"]];

/**
 * Returns what can be done in a chat now.
 * @param {object} chat
 * @param {string} actor ID of who acts
 * @param {string[]} videos tracking IDs of those that can be watched to their end, the newest first
 * @returns {[string, () => Promise<object|null>|object][]} names, and what makes the act; null: none
 */
export function doingsIn(chat, actor, videos) {
  const sending = [
    ...SENT_AT_ONCE.map(([name, fields]) => [name, () => fields]),
    ["Another sticker …", sticker],
    ["A file from this computer …", upload],
    ["Another place …", place],
    ["A postback …", postback],
  ];
  return [...sending, ...(chat.kind === "user" ? alone(chat, videos) : inCrowd(chat, actor))];
}

function alone({ status }, videos) {
  const made = [];
  if (status === "friend") made.push(["Block", () => ({ type: "unfollow" })]);
  if (status === "blocked") made.push(["Unblock", () => ({ type: "unblock" })]);
  if (status === "stranger") made.push(["Follow", () => ({ type: "follow" })]);
  made.push(["Beacon", () => ({ type: "beacon" })], ["Another beacon …", beacon]);
  if (videos.length === 1) made.push(["Watch the video to its end", () => watched(videos[0])]);
  if (videos.length > 1) made.push(["Watch a video to its end …", () => watch(videos)]);
  made.push(["Link the account …", accountLink], ["Membership …", membership]);
  made.push(["A LINE notification message arrives", () => ({ type: "delivery" })]);
  return made;
}

/** What is done to a chat is not done by one of its members: `userId` is left out. */
function inCrowd(chat, actor) {
  const place = { userId: undefined };
  const isThere = chat.status === "joined";
  const made = [
    [isThere ? "Remove the account" : "Invite the account", () => ({ ...place, type: isThere ? "leave" : "join" })],
    ["A member joins …", () => memberJoins(chat)],
  ];
  if (actor) made.push(["Leave the chat", () => ({ ...place, type: "memberLeft", members: [actor] })]);
  return made;
}

async function sticker() {
  const fields = [input("packageId", "Package", "446"), input("stickerId", "Sticker", "1988")];
  return typed("sticker", await ask("Send a sticker", fields, "Send"));
}

async function upload() {
  const chosen = await ask("Send a file", [input("file", "File", "", { type: "file" })], "Send");
  if (!chosen) return null;
  const { name, type } = chosen.file;
  const kind = ["image", "video", "audio"].find((each) => type.startsWith(`${each}/`)) ?? "file";
  const content = await base64(chosen.file);
  const named = kind === "file" ? { fileName: name } : {};
  return { type: kind, content, contentType: type || "application/octet-stream", ...named };
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}

async function place() {
  const degrees = (most) => ({ type: "number", step: "any", min: -most, max: most });
  const given = await ask("Send a place", [
    input("title", "Title", "LINE"),
    input("address", "Address", "Tokyo"),
    input("latitude", "Latitude", "35.67966", degrees(90)),
    input("longitude", "Longitude", "139.73669", degrees(180)),
  ], "Send");
  if (!given) return null;
  return { ...given, type: "location", latitude: Number(given.latitude), longitude: Number(given.longitude) };
}

async function postback() {
  return typed("postback", await ask("Post back", [input("data", "Data", "", { maxLength: 300 })], "Send"));
}

async function beacon() {
  const kinds = [["enter", "comes near"], ["stay", "stays near"], ["banner", "taps its banner"]];
  const fields = [input("hwid", "Hardware ID", "d41d8cd98f"), select("beacon", "The user", kinds)];
  return typed("beacon", await ask("Meet a beacon", fields));
}

function watched(trackingId) {
  return { type: "videoPlayComplete", trackingId };
}

async function watch(videos) {
  const choices = videos.map((trackingId) => [trackingId, trackingId]);
  const given = await ask("Watch a video to its end", [select("trackingId", "Tracking ID", choices)]);
  return given && watched(given.trackingId);
}

async function accountLink() {
  const results = [["ok", "it worked"], ["failed", "it failed"]];
  const fields = [input("nonce", "Nonce"), select("result", "Result", results)];
  return typed("accountLink", await ask("Link the account with yours", fields));
}

async function membership() {
  const { lists } = await read("lists");
  const plans = lists.find(({ name }) => name === "Membership plans").items;
  const given = await ask("Membership", [
    select("membershipId", "Plan", plans.map(({ id, title }) => [id, title])),
    select("membership", "The user", CHANGES),
  ]);
  return given && { ...given, type: "membership", membershipId: Number(given.membershipId) };
}

async function memberJoins(chat) {
  const known = new Set(chat.members.map(({ userId }) => userId));
  const { chats } = await read("chats", { kind: "user", limit: 200 });
  const others = chats.filter(({ chatId }) => !known.has(chatId)).map(({ chatId, name }) => [chatId, name]);
  const given = await ask("A member joins", [select("member", "Who", others)]);
  return given?.member ? { userId: undefined, type: "memberJoined", members: [given.member] } : null;
}

function typed(type, given) {
  return given && { type, ...given };
}
