type Attribute = string | number | boolean | undefined | ((event: Event) => void);

/** What an element holds; what is not to be there may be false or undefined. */
export type Content = Node | string | false | undefined;

const append = (to: Element, attributes: Record<string, Attribute>, contents: Content[]): void => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') to.addEventListener(name, value);
    else if (value === true) to.setAttribute(name, '');
    else if (value !== undefined && value !== false) to.setAttribute(name, String(value));
  }
  to.append(...contents.filter((content) => content !== false && content !== undefined));
};

/**
 * Makes an element. It is built node by node, as a page may forbid HTML from texts (Trusted Types).
 * @param attributes a function listens to the event of that name
 */
export const h = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, Attribute> = {},
  ...contents: Content[]
): HTMLElementTagNameMap[Tag] => {
  const element = document.createElement(tag);
  append(element, attributes, contents);
  return element;
};

/** Drawn on 16 by 16. */
const PATHS = {
  alert: 'M8 2.2 14.3 13H1.7zM8 6.4v3.2M8 11.3v.1',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  circle: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2M8 5v3.6M8 10.8v.1',
  close: 'm4 4 8 8M12 4l-8 8',
  refresh: 'M13.3 8A5.3 5.3 0 1 1 11.6 4.2M13.3 2.7v2.5h-2.5',
  ticket:
    'M1.8 5.3c0-.8.7-1.5 1.5-1.5h9.4c.8 0 1.5.7 1.5 1.5v.9a1.9 1.9 0 0 0 0 3.6v.9c0 .8-.7 1.5-1.5 1.5H3.300c-.8 0-1.5-.7-1.5-1.5v-.9a1.9 1.9 0 0 0 0-3.6zM6.3 6.3v3.4',
};

/** Says nothing to screen readers: the word beside it does. */
export const icon = (name: keyof typeof PATHS): SVGElement => {
  const [svg, path] = ['svg', 'path'].map((tag) =>
    document.createElementNS('http://www.w3.org/2000/svg', tag),
  );
  if (!(svg instanceof SVGElement) || !path) throw new TypeError('No SVG here');
  append(svg, { viewBox: '0 0 16 16', 'aria-hidden': 'true' }, [path]);
  path.setAttribute('d', PATHS[name]);
  return svg;
};
