import type { Settings } from '../../../shared/table/items/settings.ts';

/** What both agencies have alike. */
const common = {
  version: 0,
  currency: 'EUR',
  creditSales: true,
  creditPayments: true,
  providers: ['stripe', 'paypal'],
  reversals: 'debt',
  customAmount: {
    unitPrice: 10,
    minimum: 10,
    maximum: 100_000,
    bonusTiers: [
      { fromCredits: 500, bonusCredits: 50 },
      { fromCredits: 1000, bonusCredits: 150 },
    ],
  },
  lowBalance: 20,
  expiringSoonDays: 30,
  balanceWidget: 'shown',
  quoteMinutes: 10,
  purchaseRefunds: { days: 14, afterDownload: false },
  invoiceRates: { EUR: { credits: 1, amount: 10 } },
  transfers: { promo: false },
  timeZone: 'Europe/Berlin',
  returnUrls: ['https://example.com/credits'],
} satisfies Partial<Settings>;

const steps = {
  steps: [{ name: 'review' }, { name: 'finance', role: 'finance', fromCredits: 1000 }],
  remindAfterHours: 24,
  expireAfterDays: 14,
};

/** An asset store that also sells services. */
const northlight: Settings = {
  ...common,
  agency: 'demo',
  name: 'Northlight Studio',
  requests: {
    ...steps,
    methods: {
      bank_transfer: {
        instructions:
          'Transfer the amount to this IBAN and write the reference on the transfer. We check our account every working day.',
        details: [
          { label: 'Account holder', value: 'Northlight Studio GmbH' },
          { label: 'IBAN', value: 'DE02 1203 0000 0000 2020 51' },
          { label: 'BIC', value: 'BYLADEM1001' },
          { label: 'Bank', value: 'Deutsche Kreditbank Berlin' },
        ],
      },
      crypto: {
        instructions:
          'Send the amount in USDC on the network Base, and add the transaction as a proof: a transfer carries no reference.',
        details: [
          { label: 'Currency', value: 'USDC' },
          { label: 'Network', value: 'Base' },
          { label: 'Address', value: '0x000000000000000000000000000000000000dEaD' },
        ],
      },
    },
  },
  branding: {
    accent: { light: '#4338ca', dark: '#a5b4fc' },
    radius: 12,
    support: 'help@northlight.example',
    languages: ['en', 'de'],
    homeUrl: 'https://example.com/',
  },
};

/** An agency that works for its customers and sells no products but its templates. */
const harbor: Settings = {
  ...common,
  agency: 'other',
  name: 'Harbor & Pine',
  requests: {
    ...steps,
    methods: {
      bank_transfer: {
        instructions: 'Transfer the amount to our account. The reference tells us that it is yours.',
        details: [
          { label: 'Account holder', value: 'Harbor & Pine' },
          { label: 'IBAN', value: 'DE88 1001 0010 0123 4567 89' },
        ],
      },
      crypto: {
        instructions: 'Write to pay@harborandpine.example with the reference. We answer with an address.',
      },
    },
  },
  branding: {
    accent: { light: '#0f766e', dark: '#5eead4' },
    radius: 4,
    support: 'hello@harborandpine.example',
    languages: ['en', 'de'],
    homeUrl: 'https://example.com/',
  },
};

/** @param portal where the pages are: people return to them from a payment. The agency demo has its portal at the root */
export const settingsOfAgencies = (portal: string | undefined): readonly Settings[] =>
  [northlight, harbor].map((settings) => {
    if (portal === undefined) return settings;
    const home = settings.agency === 'demo' ? portal : `${portal}/a/${settings.agency}`;
    return { ...settings, returnUrls: [`${home}/return`, ...settings.returnUrls] };
  });
