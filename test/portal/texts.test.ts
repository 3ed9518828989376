import { describe, expect, test } from 'vitest';
import { en } from '../../packages/web/src/portal/texts.en.ts';

describe('one credit and several', () => {
  test.each([
    [en.pay.uses(1), 'Uses 1 credit that expires on'],
    [en.pay.uses(2), 'Uses 2 credits that expire on'],
    [en.invoices.rateIs(1, '€0.10'), '1 credit pays €0.10'],
    [en.invoices.rateIs(3, '€0.10'), '3 credits pay €0.10'],
    [en.purchases.refunded(1), '1 credit is back on your account.'],
    [en.purchases.refunded(30), '30 credits are back on your account.'],
    [en.redeem.expire(1), 'Use it before'],
    [en.requests.inHistory(1), 'It appears in your history.'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
