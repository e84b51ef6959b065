/** The rich menu that a user sees under the chat; its areas can be tapped. */

import { element, listOf, objectOf, textOf } from "/_sandbox/phone/dom.js";
import { labelOf } from "/_sandbox/phone/action.js";
import { read } from "./api.js";
import { richMenuAddress } from "./own-media.js";

export class RichMenu {
  /**
   * @param {HTMLElement} root the menu is put at its end
   * @param {(action: object, fields: object) => Promise<unknown>} tap
   */
  constructor(root, tap) {
    this.tap = tap;
    this.shown = null;
    this.root = element("div", "rich-menu");
    this.root.hidden = true;
    root.append(this.root);
  }

  /** Shows what a user sees; somebody who is not known sees none. */
  async refresh({ chatId, status }) {
    const { richMenu } = status ? await read("displayed-rich-menu", { userId: chatId }) : { richMenu: null };
    const id = richMenu?.richMenuId ?? null;
    if (id === this.shown) return;
    this.shown = id;
    this.root.hidden = richMenu === null;
    this.root.replaceChildren(...(richMenu ? this.parts(richMenu) : []));
    // One that was switched to stands open as the one before did.
    if (richMenu) this.open(this.isTapped || richMenu.selected === true);
  }

  /** Opens the menu, or closes it but for its bar. */
  open(isOpen) {
    const [bar, picture] = this.root.children;
    if (!bar) return;
    picture.hidden = !isOpen;
    bar.setAttribute("aria-expanded", String(isOpen));
  }

  parts(richMenu) {
    const { width, height } = objectOf(richMenu.size);
    const image = element("img");
    image.alt = "";
    image.src = richMenuAddress(richMenu.richMenuId);
    const areas = listOf(richMenu.areas).map((area, number) => this.area(area, number, width, height));
    const picture = element("div", "rich-menu-picture", image, ...areas);
    picture.style.aspectRatio = `${width} / ${height}`;
    picture.setAttribute("role", "group");
    picture.setAttribute("aria-label", `Rich menu ${textOf(richMenu.name)}`);
    const bar = element("button", "rich-menu-bar", textOf(richMenu.chatBarText) || "Menu");
    bar.type = "button";
    bar.dir = "auto";
    bar.addEventListener("click", () => this.open(picture.hidden));
    return [bar, picture];
  }

  area({ bounds, action }, number, width, height) {
    const button = element("button", "rich-menu-area");
    const label = labelOf(action) || `Area ${number + 1}`;
    button.type = "button";
    button.title = label;
    button.setAttribute("aria-label", label);
    const percent = (part, whole) => `${(100 * part) / whole}%`;
    button.style.left = percent(bounds.x, width);
    button.style.top = percent(bounds.y, height);
    button.style.width = percent(bounds.width, width);
    button.style.height = percent(bounds.height, height);
    button.addEventListener("click", () => this.tapArea(action, number));
    return button;
  }

  async tapArea(action, area) {
    this.isTapped = true;
    await this.tap(action, { area });
    this.isTapped = false;
  }
}
