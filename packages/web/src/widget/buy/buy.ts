import { listPackages, type Account, type PackagePage } from '@scrip/client';
import { namesText, type Names } from '../../restricted/things.ts';
import { h } from '../core/dom.ts';
import { sheetOf, type Context, type View } from '../core/element.ts';
import { faultNote } from '../core/fault-note.ts';
import { formSheet, title } from '../core/form.ts';
import { refusalText } from '../core/problems.ts';
import { namesFrom } from '../restricted/names.ts';
import { begin } from './begin.ts';
import css from './buy.css?inline';
import type { Buying } from './buying.ts';
import { choose } from './choose.ts';
import { pendingCheckouts, type Pending } from './pending.ts';
import { buyTexts } from './texts.ts';

const sheet = sheetOf(css);

/** A choice of credits, the way to the payment page, and the wait for the credits. */
export const buyView: View = (context) => {
  context.host.adopt(formSheet);
  context.host.adopt(sheet);
  const start = (): void => {
    context.paint(h('div', { class: 'skeleton form', part: 'skeleton' }));
    void load(context, start);
  };
  start();
};

const load = async (context: Context, again: () => void): Promise<void> => {
  const { connection, signal, paint, locale, host } = context;
  const [answer] = await Promise.all([
    connection.client.call(listPackages, { query: { limit: 100 } }, { signal }),
    connection.known().account ? undefined : connection.refresh(),
  ]);
  const names = answer.ok && isRestricted(answer.value) ? await namesFrom(connection) : undefined;
  if (signal.aborted) return;
  const { account, fault = { kind: 'failed', code: 'network_error' } } = connection.known();
  if (answer.ok && account) {
    offer(context, account, answer.value, names);
    return;
  }
  const shown = answer.ok ? fault : connection.faultOf(answer.failure);
  paint(h('div', { class: 'card', part: 'card' }, faultNote(shown, locale, again)));
  host.fail(shown);
};

const isRestricted = ({ items, customAmount }: PackagePage): boolean =>
  items.some(({ onlyFor }) => onlyFor) ||
  [...items, ...(customAmount?.bonusTiers ?? [])].some(({ bonusOnlyFor }) => bonusOnlyFor);

/** The form, unless credits are not for sale, or a checkout is open already. */
const offer = (context: Context, account: Account, offers: PackagePage, names: Names | undefined): void => {
  const { connection, locale, paint } = context;
  const texts = buyTexts[locale.language];
  const { allowed, reasons } = account.allowed.buyCredits;
  const pendings = pendingCheckouts(connection.api, account.account);
  const buying: Buying = {
    context,
    texts,
    pendings,
    offers,
    namesIn: (onlyFor) => namesText(onlyFor, names, locale.tag),
    account: () => connection.known().account ?? account,
    form: (note, chosen) => {
      choose(buying, note, chosen);
      context.host.focusPart('title');
    },
  };

  const pending = pendings.find();
  if (pending && wasCancelled(pending)) {
    pendings.forget();
    choose(buying, texts.cancelled, pending.input);
  } else if (pending) {
    void begin(buying, pending);
  } else if (!allowed || (offers.items.length === 0 && !offers.customAmount)) {
    const why = reasons.map(({ code }) =>
      refusalText(texts.refusals, { kind: 'failed', code }, locale.language),
    );
    const text = why.length > 0 ? why.join(' ') : texts.nothing;
    paint(h('div', { class: 'card', part: 'card' }, title(texts.title), h('p', { class: 'note' }, text)));
  } else {
    choose(buying);
  }
};

/** The payment page sends a customer back with this in the address. */
const wasCancelled = ({ id }: Pending): boolean => {
  const { searchParams } = new URL(location.href);
  return (
    id !== undefined && searchParams.get('checkout') === id && searchParams.get('outcome') === 'cancelled'
  );
};
