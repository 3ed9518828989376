import type { Account } from '@scrip/client';
import { h } from '../core/dom.ts';
import { sheetOf, type View } from '../core/element.ts';
import { faultNote } from '../core/fault-note.ts';
import css from './balance.css?inline';
import { count } from './count.ts';
import { card, leading, pill, spoken } from './look.ts';

const sheet = sheetOf(css);

/** The one number, what explains it, and the ways to more. */
export const balanceView: View = (context) => {
  const { host, connection, locale, paint, say, signal } = context;
  const isCompact = host.hasAttribute('compact');
  let shown: number | undefined;
  let last = '';

  const announce = (account: Account): void => {
    const { balance, available, held, debt, state, widget } = account;
    const change = { balance, available, held, debt, state, ...widget };
    const now = JSON.stringify(change);
    if (now === last) return;
    // What is there at first is read by whoever comes to it.
    if (last !== '' && widget.visible) say(spoken(account, context));
    last = now;
    host.show(widget.visible ? state : 'hidden');
    host.emit('scrip-balance-changed', change);
  };
  const render = (): void => {
    const { account, fault, at } = connection.known();
    const note = fault && faultNote(fault, locale, () => void connection.refresh(), at);
    if (fault) host.fail(fault);
    if (account) announce(account);
    if (!account) {
      if (note) paint(isCompact ? note : h('div', { class: 'card', part: 'card' }, note));
    } else if (account.widget.visible) {
      const amount = h('b', { class: 'amount', part: 'amount' });
      const asOf = fault && at !== undefined ? locale.date(at, { timeStyle: 'short' }) : undefined;
      paint(isCompact ? pill(account, amount, asOf, context) : card(account, amount, note, context));
      count(amount, shown ?? leading(account), leading(account), locale.number);
      shown = leading(account);
    } else {
      paint();
    }
  };

  host.adopt(sheet);
  paint(h('div', { class: `skeleton ${isCompact ? 'round' : 'tall'}`, part: 'skeleton' }));
  connection.listen(render, signal);
};
