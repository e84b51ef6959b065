/** Texts that shrink until they fit on their line. */

const SHRINKING = "shrink-to-fit";
const SMALLEST_PX = 8;

/** Marks a line of text as one that shrinks to fit. */
export function shrinkToFit(line) {
  line.classList.add(SHRINKING);
}

/** Shrinks the texts in `root` that are marked so; it must be on the page, since it is measured. */
export function fitTexts(root) {
  for (const line of root.querySelectorAll(`.${SHRINKING}`)) {
    let size = parseFloat(getComputedStyle(line).fontSize);
    while (line.scrollWidth > line.clientWidth && size > SMALLEST_PX) {
      size -= 0.5;
      line.style.fontSize = `${size}px`;
    }
  }
}
