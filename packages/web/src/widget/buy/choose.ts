import type { CheckoutInput, Money, OnlyFor, Provider } from '@scrip/client';
import type { AmountFault } from '../../language/amount.ts';
import { h } from '../core/dom.ts';
import { once, title } from '../core/form.ts';
import { moneyEachText, moneyText } from '../core/money.ts';
import { begin } from './begin.ts';
import type { Buying } from './buying.ts';
import { packageChoices } from './package-choices.ts';

/** What is chosen: its price, what it adds, who can charge it. */
export type Offer = {
  wanted: Pick<CheckoutInput, 'packageId' | 'credits'>;
  credits: number;
  bonus: number;
  onlyFor?: OnlyFor | undefined;
  bonusOnlyFor?: OnlyFor | undefined;
  price: Money;
  providers: readonly Provider[];
};

/** What of it can be spent on anything. */
const freeOf = ({ credits, bonus, onlyFor, bonusOnlyFor }: Offer): number =>
  (onlyFor ? 0 : credits) + (bonusOnlyFor ? 0 : bonus);

/** What one credit of an amount that was typed costs, and its bonus. */
const costOf = (
  { context: { locale }, texts, namesIn }: Buying,
  { credits, bonus, bonusOnlyFor, price }: Offer,
): string => {
  const each = texts.each(moneyEachText(locale, price, credits + bonus));
  const what = bonusOnlyFor
    ? `${texts.bonus(locale.number(bonus))} ${texts.only(namesIn(bonusOnlyFor))}`
    : texts.bonus(locale.number(bonus));
  return bonus > 0 ? `${what}, ${each}` : each;
};

/** The choice of credits and of a way to pay, with what it costs and comes to. */
export const choose = (buying: Buying, note?: string, chosen?: CheckoutInput): void => {
  const { context, texts, offers, pendings } = buying;
  const { host, locale, paint } = context;
  const { available, debt, widget } = buying.account();
  const error = h('p', { id: 'error', class: 'error', part: 'error', role: 'alert' });
  const after = h('p', { class: 'second', part: 'after' });
  const cost = h('p', { class: 'second', part: 'each' });
  const submit = h('button', { class: 'primary', part: 'submit' });
  const form = h('form', { class: 'card', part: 'card', novalidate: true });
  const packages = packageChoices(buying, chosen);
  const providers = offers.providers.map((provider, index) => ({
    provider,
    input: h('input', {
      type: 'radio',
      name: 'provider',
      value: provider,
      checked: chosen ? chosen.provider === provider : index === 0,
    }),
    why: h('small'),
  }));

  const provider = (): Provider | undefined =>
    providers.find(({ input }) => input.checked && !input.disabled)?.provider;
  const update = (): void => {
    const offer = packages.offer();
    error.textContent = '';
    packages.amount.removeAttribute('aria-invalid');
    for (const { provider: each, input, why } of providers) {
      input.disabled = typeof offer === 'object' && !offer.providers.includes(each);
      why.textContent = input.disabled ? texts.cannotCharge : '';
    }
    const first = providers.find(({ input }) => !input.disabled);
    if (provider() === undefined && first) first.input.checked = true;
    const by = provider();
    submit.textContent =
      typeof offer === 'object' && by
        ? texts.pay(moneyText(locale, offer.price), texts.with[by])
        : texts.choose;
    cost.textContent =
      typeof offer === 'object' && offer.wanted.credits !== undefined ? costOf(buying, offer) : '';
    after.textContent =
      typeof offer === 'object' && widget.visible
        ? texts.after(locale.number(Math.max(0, available - debt + freeOf(offer))))
        : '';
  };
  const refuse = (fault: AmountFault | 'bounds'): void => {
    error.textContent = texts.faults[fault];
    packages.amount.setAttribute('aria-invalid', 'true');
    packages.amount.focus();
  };
  const pay = async (): Promise<void> => {
    const offer = packages.offer();
    const by = provider();
    if (typeof offer !== 'object') {
      refuse(offer);
    } else if (by === undefined) {
      error.textContent = texts.refusals.price_not_chargeable;
    } else {
      const returnUrl = host.getAttribute('return-url');
      const input: CheckoutInput = {
        provider: by,
        ...offer.wanted,
        ...(returnUrl !== null && { returnUrl: new URL(returnUrl, location.href).href }),
      };
      const earlier = pendings.find();
      const isSame = JSON.stringify(earlier?.input) === JSON.stringify(input);
      const pending = earlier && isSame ? earlier : { key: crypto.randomUUID(), input };
      // A browser opens a tab only while it handles the click.
      const tab = host.getAttribute('open-in') === 'page' ? undefined : window.open('', '_blank');
      await begin(buying, pending, tab);
    }
  };

  form.append(
    title(texts.title),
    ...(note === undefined ? [] : [h('p', { class: 'note', part: 'note', role: 'alert' }, note)]),
    ...(widget.visible ? [h('p', { class: 'second' }, texts.now(locale.number(available)))] : []),
    packages.field,
    error,
    cost,
    ...(providers.length > 1
      ? [
          h(
            'fieldset',
            { class: 'ways-to-pay' },
            h('legend', {}, texts.payWith),
            ...providers.map(({ provider: each, input, why }) =>
              h('label', { class: 'choice' }, input, h('span', {}, texts.providers[each], ' ', why)),
            ),
          ),
        ]
      : []),
    after,
    submit,
  );
  form.addEventListener('input', update);
  form.addEventListener('submit', once(submit, pay));
  update();
  paint(form);
};
