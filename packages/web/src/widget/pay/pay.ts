import type { Fault } from '../core/connection.ts';
import { h, icon } from '../core/dom.ts';
import { sheetOf, type Context, type View } from '../core/element.ts';
import { faultNote } from '../core/fault-note.ts';
import { formSheet, once, title } from '../core/form.ts';
import { refusalText } from '../core/problems.ts';
import { confirm } from './confirm.ts';
import { invoiceThing } from './invoice.ts';
import css from './pay.css?inline';
import { productThing } from './product.ts';
import { serviceThing } from './service.ts';
import { payTexts } from './texts.ts';
import type { Price, Thing } from './thing.ts';

const sheet = sheetOf(css);

const SHORT = new Set(['insufficient_credits', 'amount_exceeds_balance', 'account_in_debt']);

/** One thing to pay with credits: a look at it, a price to agree to, and what became of it. */
export const payView: View = (context) => {
  const { host, connection, signal, paint } = context;
  host.adopt(formSheet);
  host.adopt(sheet);
  let available: number | undefined;
  let isAgreeing = false;
  const look = async (): Promise<void> => {
    isAgreeing = false;
    await load(context, {
      look: () => void look(),
      agreeing: () => {
        isAgreeing = true;
      },
      back: () => void look().then(() => host.focusPart('buy-this')),
    });
  };
  paint(h('div', { class: 'skeleton tall', part: 'skeleton' }));
  connection.listen(() => {
    const now = connection.known().account?.available;
    // Credits that came or went may change what can be paid; a price that somebody is agreeing to is left alone.
    if ((now === undefined || now !== available) && !isAgreeing) void look();
    available = now;
  }, signal);
};

type Steps = {
  look: () => void;
  /** Somebody begins to agree to a price. */
  agreeing: () => void;
  back: () => void;
};

const load = async (context: Context, steps: Steps): Promise<void> => {
  const { connection, signal, locale, paint, host } = context;
  const texts = payTexts[locale.language];
  const invoice = host.getAttribute('invoice');
  const service = host.getAttribute('service');
  const thing =
    invoice !== null
      ? await invoiceThing(connection, invoice, texts.invoice)
      : service !== null
        ? await serviceThing(connection, service)
        : await productThing(
            connection,
            host.getAttribute('product') ?? '',
            host.getAttribute('variant') ?? undefined,
          );
  if (signal.aborted) return;
  if ('kind' in thing) {
    const own = refusalText(texts.refusals, thing, locale.language);
    const isKnown = thing.kind === 'failed' && Object.hasOwn(texts.refusals, thing.code);
    host.fail(thing);
    paint(
      h(
        'div',
        { class: 'card', part: 'card' },
        isKnown ? h('p', { class: 'note', part: 'fault' }, own) : faultNote(thing, locale, steps.look),
      ),
    );
    return;
  }
  offer(context, thing, steps);
};

const offer = (context: Context, thing: Thing, steps: Steps): void => {
  const { locale, paint, host } = context;
  const texts = payTexts[locale.language];
  const { name, description, price, isDone, reasons } = thing;
  // Too few credits is no end: the next step says how many are missing, and where they come from.
  const why = reasons.find(({ code }) => !SHORT.has(code));
  const agree = async (shown: Price): Promise<void> => {
    const asked = await thing.ask(shown);
    if (context.signal.aborted) return;
    if ('done' in asked) {
      steps.agreeing();
      confirm(context, thing, shown, asked.done, steps.back);
    } else if ('fault' in asked) {
      refused(asked.fault);
    }
  };
  const refused = (fault: Fault): void => {
    host.fail(fault);
    error.textContent = refusalText(texts.refusals, fault, locale.language);
  };
  const error = h('p', { class: 'error', part: 'error', role: 'alert' });
  const button = h('button', { type: 'button', class: 'primary', part: 'buy-this' });
  if (price) {
    button.textContent = (thing.what === 'product' ? texts.buy : texts.pay)(locale.number(price.price));
    button.addEventListener(
      'click',
      once(button, () => agree(price)),
    );
  }
  const note = why
    ? refusalText(texts.refusals, { kind: 'failed', code: why.code }, locale.language)
    : !price && texts.refusals.invoice_not_convertible;
  paint(
    h(
      'div',
      { class: 'card', part: 'card' },
      title(name),
      description !== undefined && h('p', { class: 'second' }, description),
      price && h('p', { class: 'total', part: 'price' }, texts.credits(locale.number(price.price))),
      isDone
        ? h(
            'div',
            { class: 'note good', part: 'done' },
            icon('check'),
            h('p', {}, thing.what === 'invoice' ? texts.paid : texts.owned),
          )
        : note !== false
          ? h('p', { class: 'note', part: 'note' }, note)
          : button,
      error,
    ),
  );
};
