import { describe, expect, test } from 'vitest';
import type { Settings } from '../../packages/client/src/index.ts';
import { firstSettings, formOf } from '../../packages/web/src/console/settings/form.ts';
import { inputOf } from '../../packages/web/src/console/settings/input.ts';
import { changedMeanwhile, withTheirs } from '../../packages/web/src/console/settings/merge.ts';
import { EVERY_LIST, type Whole } from '../support/whole.ts';

const FULL: Whole<Settings> = {
  ...firstSettings('https://example.com/credits'),
  name: 'Demo Studio',
  providers: ['stripe', 'paypal'],
  customAmount: {
    unitPrice: 10,
    minimum: 10,
    maximum: 100_000,
    bonusTiers: [
      { fromCredits: 500, bonusCredits: 50, bonusOnlyFor: EVERY_LIST },
      { fromCredits: 1000, bonusCredits: 150, bonusOnlyFor: { ...EVERY_LIST, meters: ['others'] } },
    ],
  },
  lowBalance: 0,
  defaultRegion: 'DE',
  purchaseRefunds: { days: 14, afterDownload: true },
  providerOffers: [],
  transfers: { promo: true },
  invoiceRates: { EUR: { credits: 1, amount: 10 }, JPY: { credits: 2, amount: 30 } },
  requests: {
    methods: {
      bank_transfer: { instructions: 'Pay here.', details: [{ label: 'IBAN', value: 'DE02' }] },
      crypto: { instructions: 'Send USDC.', details: [{ label: 'Address', value: '0x1' }] },
    },
    steps: [
      { name: 'review', role: 'support', fromCredits: 10 },
      { name: 'finance', role: 'finance', fromCredits: 1000 },
    ],
    remindAfterHours: 24,
    expireAfterDays: 14,
  },
  branding: {
    logoUrl: 'https://example.com/logo.svg',
    accent: { light: '#4338ca', dark: '#a5b4fc' },
    radius: 0,
    support: 'help@example.com',
    languages: ['de', 'en'],
    homeUrl: 'https://example.com/',
  },
  timeZone: 'Europe/Berlin',
  retentionDays: 30,
};

const sent = ({ providerOffers: _offers, ...settings }: Settings) => settings;

describe('settings as a form', () => {
  test.each([
    ['everything', FULL],
    ['only what has to be', firstSettings('https://example.com/')],
  ])('a form that nobody changed sends back %s', (_what, settings) => {
    const { input, unreadable } = inputOf(formOf(settings));
    expect(unreadable.size).toBe(0);
    expect(input).toEqual(sent(settings));
  });

  test('what cannot be read is noted at its place in the body', () => {
    const form = formOf(FULL);
    const { unreadable } = inputOf({
      ...form,
      lowBalance: '',
      customAmount: {
        ...form.customAmount,
        unitPrice: 'ten',
        bonusTiers: [{ fromCredits: '500', bonusCredits: '' }],
      },
      requests: { ...form.requests, steps: [{ name: 'review', role: '', fromCredits: '1.5' }] },
    });
    expect([...unreadable]).toEqual([
      ['/customAmount/unitPrice', 'amount'],
      ['/customAmount/bonusTiers/0/bonusCredits', 'whole_number'],
      ['/lowBalance', 'whole_number'],
      ['/requests/steps/0/fromCredits', 'whole_number'],
    ]);
  });
});

describe('two people change settings at once', () => {
  const base = formOf(FULL);
  const mine = { ...base, name: 'Mine', quoteMinutes: '11' };
  const theirs = { ...base, quoteMinutes: '12', retentionDays: '60' };

  test('what the other one changed is compared, and nothing else', () => {
    expect(changedMeanwhile(mine, base, theirs)).toEqual({
      mine: { quoteMinutes: 11, retentionDays: 30 },
      theirs: { quoteMinutes: 12, retentionDays: 60 },
    });
  });

  test('taking theirs keeps what only I changed', () => {
    expect(withTheirs(mine, base, theirs)).toEqual({ ...theirs, name: 'Mine' });
  });
});
