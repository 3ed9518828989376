import type { CheckoutInput, Package } from '@scrip/client';
import { creditsOf, type AmountFault } from '../../language/amount.ts';
import { h } from '../core/dom.ts';
import { customOffer } from '../../data/custom-amount.ts';
import { areAlike } from '../../restricted/things.ts';
import { moneyEachText, moneyText } from '../core/money.ts';
import type { Buying } from './buying.ts';
import type { Offer } from './choose.ts';

const radio = (value: string, checked: boolean) =>
  h('input', { type: 'radio', name: 'package', value, checked });

/** What alone a package's credits and its bonus are for. */
const restrictionsOf = (
  { bonusCredits, onlyFor, bonusOnlyFor }: Package,
  { texts, namesIn }: Buying,
): string[] => {
  const ofBonus = bonusCredits > 0 ? bonusOnlyFor : onlyFor;
  if (areAlike(onlyFor, ofBonus)) return onlyFor ? [texts.only(namesIn(onlyFor))] : [];
  return [
    ...(onlyFor ? [texts.creditsOnly(namesIn(onlyFor))] : []),
    ...(ofBonus ? [texts.bonusOnly(namesIn(ofBonus))] : []),
  ];
};

/** Packages to choose from, and any amount where the agency sells that. */
export const packageChoices = (buying: Buying, chosen: CheckoutInput | undefined) => {
  const { context, texts, offers, namesIn } = buying;
  const { locale } = context;
  const { customAmount, providers } = offers;
  const items = offers.items.toSorted((one, other) => one.price.amount - other.price.amount);
  const wantsAmount = chosen?.credits !== undefined || items.length === 0;
  const isKnown = items.some(({ id }) => id === chosen?.packageId);
  const packages = items.map((item, index) => ({
    item,
    input: radio(item.id, !wantsAmount && (isKnown ? item.id === chosen?.packageId : index === 0)),
  }));
  const other = radio('', wantsAmount);
  const amount = h('input', {
    id: 'amount',
    type: 'text',
    part: 'amount-field',
    inputmode: 'numeric',
    autocomplete: 'off',
    value: chosen?.credits === undefined ? '' : locale.number(chosen.credits),
    'aria-describedby': 'bounds error',
    // Who types an amount wants an amount.
    focus: () => {
      other.checked = true;
    },
  });

  const amountOffer = (): Offer | AmountFault | 'bounds' => {
    const credits = creditsOf(amount.value);
    if (typeof credits !== 'number' || !customAmount) return typeof credits === 'number' ? 'bounds' : credits;
    const priced = customOffer(customAmount, credits);
    return priced ? { wanted: { credits }, ...priced, providers } : 'bounds';
  };
  const offer = (): Offer | AmountFault | 'bounds' => {
    const item = packages.find(({ input }) => input.checked)?.item;
    if (!item) return amountOffer();
    const { id: packageId, credits, bonusCredits, onlyFor, bonusOnlyFor, price, providers: by } = item;
    return {
      wanted: { packageId },
      credits,
      bonus: bonusCredits,
      onlyFor,
      bonusOnlyFor,
      price,
      providers: by,
    };
  };

  const field = h(
    'fieldset',
    { class: 'packages', part: 'packages' },
    h('legend', {}, texts.packages),
    ...packages.map(({ item, input }) =>
      h(
        'label',
        { class: 'choice', part: 'package' },
        input,
        h(
          'span',
          { class: 'what' },
          h('b', {}, texts.credits(locale.number(item.credits))),
          ' ',
          item.bonusCredits > 0 &&
            h('span', { class: 'bonus' }, texts.bonus(locale.number(item.bonusCredits))),
          h('small', {}, item.name),
          ...restrictionsOf(item, buying).map((text) => h('small', {}, text)),
        ),
        h(
          'span',
          { class: 'price' },
          moneyText(locale, item.price),
          h('small', {}, texts.each(moneyEachText(locale, item.price, item.credits + item.bonusCredits))),
        ),
      ),
    ),
    customAmount !== null &&
      h(
        'div',
        { class: 'choice other' },
        h('label', { class: 'row' }, other, texts.other),
        h(
          'div',
          { class: 'field' },
          h('label', { for: 'amount', class: 'unseen' }, texts.amount),
          amount,
          h(
            'small',
            { id: 'bounds' },
            texts.bounds(
              locale.number(customAmount.minimum),
              locale.number(customAmount.maximum),
              moneyText(locale, { amount: customAmount.unitPrice, currency: customAmount.currency }),
            ),
          ),
          ...(customAmount.bonusTiers ?? []).map(({ fromCredits, bonusCredits, bonusOnlyFor }) =>
            h(
              'small',
              { class: 'bonus', part: 'tier' },
              texts.tier(locale.number(fromCredits), locale.number(bonusCredits)),
              bonusOnlyFor ? ` ${texts.only(namesIn(bonusOnlyFor))}` : '',
            ),
          ),
        ),
      ),
  );
  return { field, amount, offer };
};
