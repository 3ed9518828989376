import type { Settings } from '../../shared/table/items/settings.ts';

/** Settings of an agency that sells and takes credits. */
export const someSettings = (agency: string, more: Partial<Settings> = {}): Settings => ({
  agency,
  version: 0,
  name: 'Test Agency',
  currency: 'EUR',
  creditSales: true,
  creditPayments: true,
  providers: ['stripe'],
  customAmount: { unitPrice: 10, minimum: 10, maximum: 1000 },
  reversals: 'debt',
  lowBalance: 20,
  expiringSoonDays: 30,
  balanceWidget: 'shown',
  quoteMinutes: 10,
  purchaseRefunds: { days: 14, afterDownload: false },
  invoiceRates: { EUR: { credits: 1, amount: 10 } },
  requests: {
    methods: { bank_transfer: { instructions: 'IBAN DE02 1203 0000 0000 2020 51' } },
    steps: [{ name: 'review' }, { name: 'finance', role: 'finance', fromCredits: 1000 }],
    remindAfterHours: 24,
    expireAfterDays: 14,
  },
  returnUrls: ['https://shop.example/credits'],
  ...more,
});
