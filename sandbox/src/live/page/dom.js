// Makes elements. Every text becomes a text node: nothing that arrives is ever read as markup.

/**
 * An element with properties and children. `on…` properties are listeners, `class`, `data-…`, `aria-…` and others are attributes; `false`,
 * `null` and `undefined` leave an attribute out.
 */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else if (name === 'value') made.value = value;
    else if (value === true) made.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, String(value));
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Puts other children into an element; a part that had the focus has it again when it has the same `data-key`. */
export function fill(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? document.activeElement?.dataset?.key : undefined;
  parent.replaceChildren(...children.flat().filter(Boolean));
  if (focused) parent.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** A button with a text. */
export function button(text, onclick, properties = {}) {
  return element('button', { type: 'button', onclick, ...properties }, text);
}

/**
 * A list that keeps the elements of items that stay, so that focus and scrolling stay, too.
 * @param {{ key: (item: any) => string, build: (item: any) => Element }} how
 */
export function rows(list, { key, build }) {
  let known = new Map();
  return (items, anew = false) => {
    const next = new Map();
    let place = list.firstElementChild;
    for (const item of items) {
      const name = key(item);
      let row = known.get(name);
      if (!row || row.item !== item || anew) {
        const made = build(item);
        if (row) {
          const held = row.node.contains(document.activeElement);
          if (place === row.node) place = made;
          row.node.replaceWith(made);
          if (held) made.querySelector('button')?.focus();
        }
        row = { item, node: made };
      }
      next.set(name, row);
      if (row.node === place) place = place.nextElementSibling;
      else list.insertBefore(row.node, place);
    }
    for (const [name, row] of known) if (!next.has(name)) row.node.remove();
    known = next;
  };
}
