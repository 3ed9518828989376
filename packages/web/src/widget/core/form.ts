import { h } from './dom.ts';
import { sheetOf } from './element.ts';
import css from './form.css?inline';

export const formSheet = sheetOf(css);

/** The head of a view. It takes the focus when the view changes, so that the next thing read is what is so now. */
export const title = (text: string): HTMLElement =>
  h('h2', { class: 'title', part: 'title', tabindex: -1 }, text);

/**
 * Runs one deed at a time: what is pressed twice happens once. Its button says so meanwhile, and keeps the focus.
 * @returns a listener for the button or its form
 */
export const once = (button: HTMLElement, deed: () => Promise<void>): ((event: Event) => void) => {
  let isRunning = false;
  return (event) => {
    event.preventDefault();
    if (isRunning) return;
    isRunning = true;
    button.setAttribute('aria-disabled', 'true');
    void deed().finally(() => {
      isRunning = false;
      button.removeAttribute('aria-disabled');
    });
  };
};
