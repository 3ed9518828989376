type TextField = HTMLInputElement | HTMLTextAreaElement;

const isTextField = (target: EventTarget | null): target is TextField =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** In which fields somebody has typed; those that have left the page go with the next one. */
const typed = new Set<TextField>();

addEventListener(
  'input',
  ({ target }) => {
    for (const field of typed) if (!field.isConnected) typed.delete(field);
    if (isTextField(target)) typed.add(target);
  },
  { capture: true },
);

/** Whether a part of this page holds something that somebody typed, and that leaving it would lose. */
export const isSomethingTyped = (part: Node = document): boolean =>
  [...typed].some((field) => part.contains(field) && field.value !== '');
