import { admits } from '../../restricted/things.ts';
import { h, icon } from '../core/dom.ts';
import type { Context } from '../core/element.ts';
import { once, title } from '../core/form.ts';
import { refusalText } from '../core/problems.ts';
import type { Purchased } from '../public.ts';
import { restrictedNote } from '../restricted/note.ts';
import { breakdown } from './breakdown.ts';
import { payTexts } from './texts.ts';
import type { Price, Thing } from './thing.ts';

/**
 * Asks to agree to a price, with what is there before and after. Nothing is paid at a price that was not shown here.
 * @param shown the price that was seen before
 * @param back leads back to the thing
 */
export const confirm = (
  context: Context,
  thing: Thing,
  shown: Price,
  price: Price,
  back: () => void,
  lapsed = false,
): void => {
  const { connection, locale, paint, host, signal, say } = context;
  const texts = payTexts[locale.language];
  const ended = new AbortController();
  const { available: free = 0, debt = 0, restricted = [], widget } = connection.known().account ?? {};
  const available = free + (price.restricted ?? 0);
  // Credits for something else: they are there, and don't count.
  const others = debt > 0 ? [] : restricted.filter(({ onlyFor }) => !admits(onlyFor, thing.purpose));
  const isShown = widget?.visible === true;
  const missing = Math.max(0, price.price + debt - available);
  const [before, now] = [locale.number(shown.price), locale.number(price.price)];
  const error = h('p', { class: 'error', part: 'error', role: 'alert' });
  const deed = h(
    'button',
    { type: 'button', class: 'primary', part: 'confirm' },
    (thing.what === 'product' ? texts.buy : texts.pay)(now),
  );
  const leave = (next: () => void): void => {
    ended.abort();
    next();
  };
  const again = (next: Price): void => leave(() => confirm(context, thing, price, next, back, true));

  const pay = async (): Promise<void> => {
    error.textContent = '';
    const outcome = await thing.pay(price);
    if (signal.aborted || ended.signal.aborted) return;
    if ('done' in outcome) {
      ended.abort();
      await connection.changed();
      host.emit('scrip-purchased', outcome.done);
      bought(context, thing, outcome.done);
    } else if ('price' in outcome) {
      again(outcome.price);
    } else if ('short' in outcome) {
      await connection.refresh();
      again(price);
    } else {
      host.fail(outcome.fault);
      error.textContent = refusalText(texts.refusals, outcome.fault, locale.language);
    }
  };
  const recheck = async (): Promise<void> => {
    const asked = await thing.ask(price);
    if (signal.aborted || ended.signal.aborted) return;
    if ('done' in asked) again(asked.done);
    else if ('fault' in asked) error.textContent = refusalText(texts.refusals, asked.fault, locale.language);
  };
  deed.addEventListener('click', once(deed, pay));
  const check = h('button', { type: 'button', class: 'primary', part: 'check' }, texts.check);
  check.addEventListener('click', once(check, recheck));

  const note =
    shown.price !== price.price ? texts.changed(before, now) : lapsed && missing === 0 && texts.same(now);
  const lock = h('p', { class: 'second', part: 'lock' });
  const ways = h(
    'button',
    { type: 'button', class: 'primary', part: 'buy', click: () => void host.open('buy') },
    texts.getCredits,
  );
  paint(
    h(
      'div',
      { class: 'card', part: 'card' },
      title(texts.confirm(thing.name)),
      note !== false && h('p', { class: 'note low', part: 'note', role: 'alert' }, note),
      breakdown(locale, texts, price, isShown ? available : undefined),
      thing.isHeld === true && h('p', { class: 'note', part: 'held' }, texts.holds),
      missing > 0 &&
        h(
          'div',
          { class: 'note bad', part: 'short' },
          icon('circle'),
          h(
            'p',
            {},
            h('b', {}, isShown ? texts.short(locale.number(missing)) : texts.insufficient),
            ' ',
            isShown && others.length > 0 && restrictedNote(context, others),
            ` ${texts.ways}`,
          ),
        ),
      lock,
      error,
      h(
        'div',
        { class: 'row spread' },
        h('button', { type: 'button', part: 'cancel', click: () => leave(back) }, texts.cancel),
        missing > 0 ? ways : deed,
      ),
    ),
  );
  host.focusPart('title');

  // Credits that come meanwhile, here or in another tab, may be what was missing.
  connection.listen(
    () => {
      const { account } = connection.known();
      if (account && account.available !== free) {
        leave(() => confirm(context, thing, shown, price, back));
      }
    },
    AbortSignal.any([signal, ended.signal]),
  );
  const { until } = price;
  if (until === undefined) return;
  lock.textContent = texts.locked(locale.date(until, { timeStyle: 'short' }));
  const timer = setTimeout(
    () => {
      lock.textContent = texts.lapsed;
      say(texts.lapsed);
      const hadFocus = deed.matches(':focus');
      deed.replaceWith(check);
      if (hadFocus) check.focus();
    },
    Date.parse(until) - Date.now(),
  );
  AbortSignal.any([signal, ended.signal]).addEventListener('abort', () => clearTimeout(timer));
};

const bought = (context: Context, thing: Thing, { what }: Purchased): void => {
  const { connection, locale, paint, host, say } = context;
  const texts = payTexts[locale.language];
  const { account } = connection.known();
  const done = { product: texts.boughtProduct, service: texts.boughtService, invoice: texts.paidInvoice }[
    what
  ](thing.name);
  const text = account?.widget.visible ? `${done} ${texts.left(locale.number(account.available))}` : done;
  paint(
    h(
      'div',
      { class: 'card', part: 'card' },
      title(thing.name),
      h('div', { class: 'note good', part: 'done' }, icon('check'), h('p', {}, text)),
    ),
  );
  host.focusPart('title');
  say(text);
};
