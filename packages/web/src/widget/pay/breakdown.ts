import { h, type Content } from '../core/dom.ts';
import type { Locale } from '../core/language.ts';
import type { payTexts } from './texts.ts';
import type { Price } from './thing.ts';

const row = (label: string, value: string, part?: string): Content[] => [
  h('dt', { part }, label),
  h('dd', { part: part && `${part}-value` }, value),
];

/**
 * How a price is made, and what is available before and after it.
 * @param available undefined where the agency hides it
 */
export const breakdown = (
  { number }: Locale,
  texts: (typeof payTexts)['en'],
  { base, regional, promotion, price, restricted = 0 }: Price,
  available: number | undefined,
): HTMLElement => {
  const isPlain = !regional && !promotion;
  return h(
    'dl',
    { class: 'sum', part: 'sum' },
    ...(isPlain ? [] : row(texts.base, number(base))),
    ...(regional ? row(texts.regional(regional.region), number(regional.price)) : []),
    ...(promotion ? row(promotion.name, `\u2212${number(promotion.discount)}`) : []),
    ...row(texts.price, number(price), 'price'),
    ...(restricted > 0 ? row(texts.restricted, number(restricted), 'restricted') : []),
    ...(available === undefined ? [] : row(texts.now, number(available), 'now')),
    ...(available !== undefined && available >= price
      ? row(texts.after, number(available - price), 'after')
      : []),
  );
};
