import { listEntries, type Entry } from '@scrip/client';
import type { Names } from '../../restricted/things.ts';
import { h, icon } from '../core/dom.ts';
import { sheetOf, type View } from '../core/element.ts';
import { namesFrom } from '../restricted/names.ts';
import { faultNote } from '../core/fault-note.ts';
import { formSheet, once, title } from '../core/form.ts';
import css from './history.css?inline';
import { entryTable } from './table.ts';
import { historyTexts } from './texts.ts';

const sheet = sheetOf(css);

const PAGE = 20;

/** The entries with the balance after each, the newest first. */
export const historyView: View = (context) => {
  const { host, connection, locale, paint, say, signal } = context;
  const texts = historyTexts[locale.language];
  const entries = new Map<number, Entry>();
  let cursor: string | null = null;
  let newest: number | undefined;
  let names: Names | undefined;

  let hasBalance = false;
  const isBalanceShown = (): boolean => connection.known().account?.widget.visible === true;

  const render = (note?: HTMLElement): void => {
    hasBalance = isBalanceShown();
    const shown = [...entries.values()].toSorted((one, other) => other.number - one.number);
    const older = h('button', { type: 'button', part: 'older' }, texts.older);
    older.addEventListener(
      'click',
      once(older, () => load(cursor)),
    );
    const refresh = h('button', {
      type: 'button',
      class: 'plain',
      part: 'refresh',
      'aria-label': texts.refresh,
    });
    refresh.append(icon('refresh'));
    refresh.addEventListener(
      'click',
      once(refresh, () => load(null)),
    );
    paint(
      h(
        'div',
        { class: 'card', part: 'card' },
        h('div', { class: 'row spread' }, title(texts.title), refresh),
        note,
        shown.length > 0
          ? entryTable(shown, locale, texts, hasBalance, names)
          : !note && h('p', { class: 'second' }, texts.none),
        cursor !== null && older,
      ),
    );
  };
  /** @param from where older entries begin; null reads the newest */
  const load = async (from: string | null): Promise<void> => {
    const page = await connection.client.call(
      listEntries,
      { query: { limit: PAGE, order: 'newest', ...(from !== null && { cursor: from }) } },
      { signal },
    );
    if (page.ok && page.value.items.some(({ restricted }) => restricted)) names = await namesFrom(connection);
    if (signal.aborted) return;
    if (!page.ok) {
      const fault = connection.faultOf(page.failure);
      host.fail(fault);
      render(faultNote(fault, locale, () => void load(from), connection.known().at));
      return;
    }
    // More than a page may have come meanwhile: what lies between would be missing.
    if (from === null && !page.value.items.some(({ number }) => entries.has(number))) {
      entries.clear();
      cursor = page.value.cursor;
    }
    if (from !== null) cursor = page.value.cursor;
    for (const entry of page.value.items) entries.set(entry.number, entry);
    render();
    if (from !== null) say(texts.added(locale.number(entries.size)));
  };

  host.adopt(formSheet);
  host.adopt(sheet);
  paint(h('div', { class: 'skeleton tall', part: 'skeleton' }));
  void load(null);
  connection.listen(() => {
    const { account } = connection.known();
    if (newest !== undefined && account && account.balance !== newest) void load(null);
    else if (entries.size > 0 && isBalanceShown() !== hasBalance) render();
    newest = account?.balance ?? newest;
  }, signal);
};
