import type { Account } from '@scrip/client';
import { h, icon, type Content } from '../core/dom.ts';
import type { Context } from '../core/element.ts';
import { balanceTexts } from './texts.ts';

const SIGNS = { ok: 'ticket', low: 'alert', zero: 'circle', debt: 'circle' } as const;

/** What can be spent; what is owed, where nothing can. */
export const leading = ({ state, balance, available }: Account): number =>
  state === 'debt' ? balance : available;

/** A state's colour never comes without its word. */
const tagOf = ({ state }: Account, { locale }: Context): string => {
  const texts = balanceTexts[locale.language];
  return { ok: '', low: texts.low, zero: texts.none, debt: texts.debt }[state];
};

const explained = ({ state, debt, expiring }: Account, { locale }: Context): string => {
  const texts = balanceTexts[locale.language];
  const [next] = expiring;
  if (state === 'debt') return texts.oweMore(locale.number(debt));
  if (state === 'zero') return texts.ways;
  if (!next) return '';
  return texts.expire(
    locale.number(next.credits),
    locale.date(next.expiresAt, { day: 'numeric', month: 'long' }),
  );
};

/** What is set aside: part of the balance, and not available. */
const heldText = ({ balance, held }: Account, { locale }: Context): string => {
  const texts = balanceTexts[locale.language];
  return held > 0 ? texts.held(locale.number(balance), locale.number(held)) : '';
};

/** What is there for some things only. The words and names load when there is some. */
const restricted = ({ restricted: credits }: Account, context: Context): HTMLElement => {
  const line = h('p', { class: 'second', part: 'restricted' });
  void import('../restricted/note.ts').then(({ restrictedNote }) =>
    line.append(restrictedNote(context, credits)),
  );
  return line;
};

/** What a screen reader says when the balance changes. */
export const spoken = (account: Account, context: Context): string =>
  account.state === 'debt'
    ? explained(account, context)
    : `${context.locale.number(account.available)} ${balanceTexts[context.locale.language].available(account.available)}. ${tagOf(account, context)}`;

const refreshButton = ({ locale, connection }: Context): HTMLElement => {
  const texts = balanceTexts[locale.language];
  return h(
    'button',
    {
      type: 'button',
      class: 'plain',
      part: 'refresh',
      'aria-label': texts.refresh,
      title: texts.refresh,
      click: () => void connection.refresh(),
    },
    icon('refresh'),
  );
};

/** For a header: the number and its state. */
export const pill = (
  account: Account,
  amount: Element,
  asOf: string | undefined,
  context: Context,
): Content => {
  const { locale } = context;
  const texts = balanceTexts[locale.language];
  const { state, debt, available } = account;
  const beside = {
    ok: texts.unit(available),
    low: `${texts.unit(available)}, ${texts.low.toLowerCase()}`,
    zero: texts.none,
    debt: texts.owe(locale.number(debt)),
  }[state];
  return h(
    'div',
    {
      class: `pill is-${state}`,
      part: 'pill',
      role: 'group',
      'aria-label': texts.credits,
      title: heldText(account, context),
    },
    icon(SIGNS[state]),
    amount,
    h('small', {}, asOf === undefined ? beside : `${beside}, ${texts.asOf(asOf)}`),
    refreshButton(context),
  );
};

export const card = (account: Account, amount: Element, fault: Content, context: Context): Content => {
  const { host, locale } = context;
  const texts = balanceTexts[locale.language];
  const { state, allowed, available } = account;
  const tag = tagOf(account, context);
  const more = explained(account, context);
  const held = heldText(account, context);
  const way = (action: 'buy' | 'redeem' | 'history', kind: string): HTMLElement =>
    h(
      'button',
      { type: 'button', class: kind, part: action, click: () => void host.open(action) },
      texts[action],
    );
  return h(
    'div',
    { class: `card is-${state}`, part: 'card', role: 'group', 'aria-label': texts.credits },
    h(
      'div',
      { class: 'row spread head' },
      h('span', { class: 'row second' }, icon('ticket'), texts.credits),
      h(
        'span',
        { class: 'row' },
        tag !== '' && h('span', { class: 'tag row', part: 'state' }, icon(SIGNS[state]), tag),
        refreshButton(context),
      ),
    ),
    h('p', {}, amount, h('small', {}, state === 'debt' ? texts.unit(2) : texts.available(available))),
    held !== '' && h('p', { class: 'second', part: 'held' }, held),
    account.restricted.length > 0 && restricted(account, context),
    more !== '' && h('p', { class: 'second', part: 'explained' }, more),
    fault,
    h(
      'div',
      { class: 'ways' },
      state === 'debt' ? way('history', '') : way('redeem', ''),
      allowed.buyCredits.allowed && way('buy', 'primary'),
    ),
  );
};
