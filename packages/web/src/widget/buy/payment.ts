import { awaitCheckout, type Checkout } from '@scrip/client';
import { h, icon, type Content } from '../core/dom.ts';
import { faultNote } from '../core/fault-note.ts';
import { title } from '../core/form.ts';
import { moneyText } from '../core/money.ts';
import type { Buying } from './buying.ts';
import type { Pending } from './pending.ts';

/** How long the page looks by itself; a later return to it looks again. */
const PATIENCE_MS = 30 * 60_000;

/** Shows how far a payment is, until its credits are there or never come. */
export const waitForPayment = async (buying: Buying, pending: Pending, id: string): Promise<void> => {
  const { context, texts, pendings } = buying;
  const { connection, signal, locale, host } = context;
  const ended = new AbortController();
  const until = AbortSignal.any([signal, ended.signal]);
  let look = new AbortController();

  const leave = (note?: string): void => {
    ended.abort();
    pendings.forget();
    buying.form(note, pending.input);
  };
  const watch = async (): Promise<void> => {
    look.abort();
    const mine = new AbortController();
    look = mine;
    const answer = await awaitCheckout(connection.client, id, {
      signal: AbortSignal.any([until, mine.signal]),
      patienceMs: PATIENCE_MS,
      onLook: (checkout) => {
        if (!mine.signal.aborted && !until.aborted) showOpen(buying, checkout, leave);
      },
    });
    if (mine.signal.aborted || until.aborted) return;
    if (answer.ok) {
      ended.abort();
      await credited(buying, answer.value);
    } else if (answer.failure.code === 'checkout_failed') {
      const { status } = answer.failure.checkout;
      leave(status === 'expired' ? texts.expired : texts.failed);
    } else if (answer.failure.code === 'not_found') {
      leave();
    } else if (answer.failure.code !== 'checkout_open') {
      const fault = connection.faultOf(answer.failure);
      host.fail(fault);
      shown(
        buying,
        '',
        faultNote(fault, locale, () => void watch()),
      );
    }
  };
  // Who comes back from the payment page wants to see the credits at once.
  addEventListener('focus', () => void watch(), { signal: until });
  await watch();
};

const shown = ({ context: { paint }, texts }: Buying, what: string, ...contents: Content[]): void =>
  paint(
    h(
      'div',
      { class: 'card', part: 'card' },
      title(texts.waiting),
      what !== '' && h('p', { class: 'second' }, what),
      ...contents,
    ),
  );

const showOpen = (buying: Buying, checkout: Checkout, leave: () => void): void => {
  const { context, texts } = buying;
  const { locale, host } = context;
  const { status, url, declineReason, credits, bonusCredits, price, id } = checkout;
  if (status !== 'open' && status !== 'processing' && status !== 'under_review') return;
  const note = {
    open: declineReason && texts.declined(texts.reasons[declineReason]),
    processing: texts.processing,
    under_review: texts.review(id),
  }[status];
  const target = host.getAttribute('open-in') === 'page' ? '_self' : '_blank';
  const what = texts.credits(locale.number(credits + bonusCredits));
  shown(
    buying,
    status === 'open'
      ? texts.waitingWhy(what, moneyText(locale, price))
      : `${what}, ${moneyText(locale, price)}`,
    note !== undefined && h('p', { class: status === 'open' ? 'note bad' : 'note', part: 'note' }, note),
    status === 'open' &&
      url !== undefined &&
      h(
        'a',
        { class: 'button primary', part: 'pay-page', href: url, target, rel: 'noopener' },
        texts.openPage,
      ),
    h('button', { type: 'button', part: 'choose-again', click: () => leave() }, texts.again),
  );
};

const credited = async (buying: Buying, checkout: Checkout): Promise<void> => {
  const { context, texts, pendings } = buying;
  const { connection, locale, host, paint, say } = context;
  const { id: checkoutId, credits, bonusCredits } = checkout;
  pendings.forget();
  await connection.changed();
  host.emit('scrip-credited', { by: 'checkout', checkoutId, credits, bonusCredits });
  const added = texts.added(locale.number(credits), bonusCredits > 0 ? locale.number(bonusCredits) : '');
  const { available, widget } = buying.account();
  const have = widget.visible ? texts.have(locale.number(available)) : '';
  paint(
    h(
      'div',
      { class: 'card', part: 'card' },
      title(texts.title),
      h(
        'div',
        { class: 'note good', part: 'done' },
        icon('check'),
        h('p', {}, h('b', {}, added), ` ${have}`),
      ),
      h('button', { type: 'button', part: 'another', click: () => buying.form() }, texts.more),
    ),
  );
  host.focusPart('title');
  say(`${added} ${have}`);
};
