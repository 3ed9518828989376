import { describe, expect, test } from 'vitest';
import { de } from '../../packages/web/src/portal/texts.de.ts';
import { en } from '../../packages/web/src/portal/texts.en.ts';
import { creditsDe, creditsEn } from '../../packages/web/src/widget/core/credits.ts';

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
    [creditsEn('1'), '1 credit'],
    [creditsEn('1,240'), '1,240 credits'],
    [creditsDe('1'), '1 Guthabenpunkt'],
    [creditsDe('0'), '0 Guthabenpunkte'],
    [de.purchases.refunded(1), '1 Guthabenpunkt ist wieder auf Ihrem Konto.'],
    [de.purchases.refunded(30), '30 Guthabenpunkte sind wieder auf Ihrem Konto.'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
