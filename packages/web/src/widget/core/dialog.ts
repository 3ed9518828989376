import { h, icon } from './dom.ts';
import { sheetOf, type WidgetElement } from './element.ts';
import css from './dialog.css?inline';
import { localeOf } from './language.ts';

const sheet = sheetOf(css);

const texts = {
  en: { close: 'Close', buy: 'Buy credits', redeem: 'Redeem code', history: 'History' },
  de: { close: 'Schließen', buy: 'Guthaben kaufen', redeem: 'Code einlösen', history: 'Verlauf' },
};

/** What an element hands on to the one that it opens. */
const HANDED_ON = ['api', 'theme', 'return-url', 'open-in'];

/** Shows another element above the page; it goes when it is closed. */
export const openDialog = (
  host: WidgetElement,
  root: ShadowRoot,
  action: 'buy' | 'redeem' | 'history',
): void => {
  const text = texts[localeOf(host).language];
  const inner = document.createElement(`scrip-${action}` as const);
  for (const name of HANDED_ON) {
    const value = host.getAttribute(name);
    if (value !== null) inner.setAttribute(name, value);
  }
  inner.token = host.token;
  const dialog = h(
    'dialog',
    {
      part: 'dialog',
      'aria-label': text[action],
      close: () => {
        dialog.remove();
        host.focusPart(action);
      },
    },
    h(
      'button',
      { type: 'button', class: 'plain close', 'aria-label': text.close, click: () => dialog.close() },
      icon('close'),
    ),
    inner,
  );
  host.adopt(sheet);
  root.append(dialog);
  dialog.showModal();
};
