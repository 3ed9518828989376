import type { MeterPrice } from '@scrip/client';
import { number } from '../language/format.ts';
import { common } from '../language/texts.ts';
import { usageTexts } from './texts.ts';

/** What units of a meter cost: `3 credits per 1,000 × call`. */
export const priceOf = ({ creditsPer, per, unit }: Pick<MeterPrice, 'creditsPer' | 'per' | 'unit'>): string =>
  usageTexts().priceOf(common.value.credits(creditsPer), number(per), unit);
