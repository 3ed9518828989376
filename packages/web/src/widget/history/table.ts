import type { Entry } from '@scrip/client';
import { namesText, type Names } from '../../restricted/things.ts';
import { h } from '../core/dom.ts';
import type { Locale } from '../core/language.ts';
import type { historyTexts } from './texts.ts';

const head = (text: string, kind = ''): HTMLElement =>
  h('th', { role: 'columnheader', scope: 'col', class: kind }, text);
const cell = (kind: string, ...contents: (Node | string)[]): HTMLElement =>
  h('td', { role: 'cell', class: kind, part: kind }, ...contents);

/**
 * A table that stays one for screen readers where its rows fold.
 * @param hasBalance whether the agency shows the balance after each entry
 * @param names of what credits are only for
 */
export const entryTable = (
  entries: readonly Entry[],
  { number, date, tag }: Locale,
  texts: (typeof historyTexts)['en'],
  hasBalance: boolean,
  names: Names | undefined,
): HTMLElement => {
  const rows = entries.map(({ at, type, kind, label, reference, amount, restricted = [], balance }) =>
    h(
      'tr',
      { role: 'row', part: 'entry' },
      cell(
        'date',
        h(
          'time',
          { datetime: at, title: date(at, { dateStyle: 'full', timeStyle: 'long' }) },
          date(at, { dateStyle: 'medium' }),
        ),
      ),
      cell(
        'what',
        texts.kinds[kind],
        ...(label === undefined || label === reference ? [] : [h('small', {}, label)]),
        ...restricted.map(({ credits, onlyFor }) => {
          const things = namesText(onlyFor, names, tag);
          return h(
            'small',
            {},
            credits === amount ? texts.only(things) : texts.ofWhich(number(credits), things),
          );
        }),
      ),
      cell('reference', reference),
      cell(`sum ${type}`, `${type === 'in' ? '+' : '\u2212'}${number(amount)}`),
      ...(hasBalance
        ? [
            cell(
              'balance',
              h('span', { class: 'word', 'aria-hidden': 'true' }, `${texts.balance} `),
              number(balance),
            ),
          ]
        : []),
    ),
  );
  return h(
    'div',
    { class: 'entries' },
    h(
      'table',
      { role: 'table', 'aria-label': texts.title, part: 'table' },
      h(
        'thead',
        { role: 'rowgroup' },
        h(
          'tr',
          { role: 'row' },
          head(texts.date),
          head(texts.entry),
          head(texts.reference),
          head(texts.amount, 'sum'),
          ...(hasBalance ? [head(texts.balance, 'balance')] : []),
        ),
      ),
      h('tbody', { role: 'rowgroup' }, ...rows),
    ),
  );
};
