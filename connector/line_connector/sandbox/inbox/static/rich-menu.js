/** The rich menu that a user sees under the chat; its areas can be tapped. */

import { element, listOf, objectOf, textOf } from "/_sandbox/phone/dom.js";
import { labelOf } from "/_sandbox/phone/action.js";
import { read } from "./api.js";
import { pickMoment } from "./moment.js";
import { richMenuAddress } from "./own-media.js";

export class RichMenu {
  /**
   * @param {HTMLElement} root the menu is put at its end
   * @param {object} chat of a user
   * @param {(fields: object) => Promise<unknown>} act
   */
  constructor(root, chat, act) {
    this.chat = chat;
    this.act = act;
    this.shown = null;
    this.root = element("div", "rich-menu");
    this.root.hidden = true;
    root.append(this.root);
    this.refresh();
  }

  async refresh() {
    const { richMenu } = await read("displayed-rich-menu", { userId: this.chat.chatId });
    const id = richMenu?.richMenuId ?? null;
    if (id === this.shown) return;
    this.shown = id;
    this.root.hidden = richMenu === null;
    this.root.replaceChildren(...(richMenu ? this.parts(richMenu) : []));
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
    picture.hidden = this.isClosed ?? false;
    const bar = element("button", "rich-menu-bar", textOf(richMenu.chatBarText) || "Menu");
    bar.type = "button";
    bar.dir = "auto";
    bar.setAttribute("aria-expanded", String(!picture.hidden));
    bar.addEventListener("click", () => {
      this.isClosed = picture.hidden = !picture.hidden;
      bar.setAttribute("aria-expanded", String(!picture.hidden));
    });
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
    button.addEventListener("click", () => this.tap(action, number));
    return button;
  }

  async tap(action, area) {
    const picked = action.type === "datetimepicker" ? await pickMoment(action) : undefined;
    if (picked === null) return;
    await this.act({ type: "tap", area, picked });
    await this.refresh();
  }
}
