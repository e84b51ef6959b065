/** Pictures, videos and sounds that the sandbox keeps: nothing else is ever loaded. */

import { ofChannel } from "./channel.js";

const CONTENTS = "/_sandbox/content/";
const UPLOADS = "/_sandbox/media/";
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|host\.(docker|containers)\.internal)$/;

/**
 * Returns where something is loaded from, or empty: it is not the sandbox's. In messages the
 * addresses of uploads begin with https, as LINE wants them, and may have another name of this machine.
 */
export function ownAddress(url) {
  const { hostname, host, port, pathname } = new URL(url);
  const isHere =
    host === location.host ||
    (port === location.port && LOOPBACK.test(hostname) && LOOPBACK.test(location.hostname));
  if (!isHere || ![CONTENTS, UPLOADS].some((start) => pathname.startsWith(start))) return "";
  const address = location.origin + pathname;
  return pathname.startsWith(CONTENTS) ? ofChannel(address) : address;
}

/** Returns the address of what a user sent in a message. */
export function contentAddress(messageId) {
  return `${location.origin}${CONTENTS}${encodeURIComponent(messageId)}`;
}

/** Returns the address of the image of a rich menu. */
export function richMenuAddress(richMenuId) {
  return ofChannel(`/_sandbox/rich-menu-images/${encodeURIComponent(richMenuId)}`);
}

/** Options of the renderer that allow the sandbox's own media. */
export const OWN_MEDIA = { mayLoad: ownAddress, mayPlay: ownAddress };
