/** Which channel of the sandbox the page is about: the default one, unless its address says another. */

import { element } from "/_sandbox/phone/dom.js";

/** ID of the channel; empty: the default one. */
export const CHANNEL = new URLSearchParams(location.search).get("channel") ?? "";

/** Tells whether the page's channel is none of those that there are; a reset takes channels away. */
export function isGone(channels) {
  return CHANNEL !== "" && !channels.some(({ id }) => id === CHANNEL);
}

/** Returns an address of the sandbox's with the channel in it. */
export function ofChannel(address) {
  if (!CHANNEL) return address;
  return `${address}${address.includes("?") ? "&" : "?"}channel=${encodeURIComponent(CHANNEL)}`;
}

/**
 * Makes the choice of a channel, or null where there is one only.
 * @param {{id: string, name: string}[]} channels the default one first
 */
export function channelChoice(channels) {
  if (channels.length < 2) return null;
  const select = element("select", "channel");
  select.setAttribute("aria-label", "Channel");
  for (const { id, name } of channels) {
    const option = element("option", "", `${name} (${id})`);
    option.value = id === channels[0].id ? "" : id;
    select.append(option);
  }
  select.value = CHANNEL;
  // What the page knows is of one channel, so it begins again.
  select.addEventListener("change", () => {
    location.assign(select.value ? `/?channel=${encodeURIComponent(select.value)}` : "/");
  });
  return select;
}
