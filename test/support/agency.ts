import type { Route } from '../../shared/http/route.ts';
import { agencyRoutes } from '../../shared/http/routes/agency.ts';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { randomId } from '../../shared/kernel/ids.ts';
import type { Ledger } from '../../shared/ledger/ledger.ts';
import type { AllowanceSchedule, AllowanceTerms } from '../../shared/table/items/allowance.ts';
import { agencyHandler } from './agency-handler.ts';
import { type Answer, call, type Call } from './api.ts';

/** What an agency puts, as JSON: valid, and with every field that there is. */
export const settingsBody = {
  name: 'Studio',
  currency: 'EUR',
  creditSales: true,
  creditPayments: true,
  providers: ['stripe', 'paypal'],
  customAmount: {
    unitPrice: 10,
    minimum: 10,
    maximum: 100_000,
    bonusTiers: [{ fromCredits: 500, bonusCredits: 50 }],
  },
  reversals: 'debt',
  lowBalance: 20,
  expiringSoonDays: 30,
  balanceWidget: 'shown',
  defaultRegion: 'EU',
  quoteMinutes: 10,
  purchaseRefunds: { days: 14, afterDownload: false },
  invoiceRates: { EUR: { credits: 1, amount: 10 } },
  requests: {
    methods: {
      bank_transfer: {
        instructions: 'IBAN DE02 1203 0000 0000 2020 51',
        details: [{ label: 'IBAN', value: 'DE02 1203 0000 0000 2020 51' }],
      },
    },
    steps: [{ name: 'review' }, { name: 'finance', role: 'finance', fromCredits: 1000 }],
    remindAfterHours: 24,
    expireAfterDays: 14,
  },
  branding: {
    logoUrl: 'https://shop.example/logo.svg',
    accent: { light: '#1a56db', dark: '#76a9fa' },
    radius: 8,
    support: 'help@shop.example',
    languages: ['de', 'en'],
    homeUrl: 'https://shop.example',
  },
  transfers: { promo: false },
  timeZone: 'Europe/Berlin',
  retentionDays: 30,
  returnUrls: ['https://shop.example/credits', 'http://localhost:3000/credits'],
};

export const packageBody = {
  name: 'Starter',
  description: 'To begin with',
  credits: 100,
  bonusCredits: 10,
  price: { amount: 1000, currency: 'EUR' },
  onSale: true,
};

const promotion = {
  id: 'spring',
  name: 'Spring',
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
  discount: { percent: 10 },
  regions: ['EU'],
};

export const serviceBody = {
  name: 'Cutting',
  description: 'An hour at the desk',
  price: 40,
  regionalPrices: { US: 50 },
  promotions: [promotion],
  eligibility: { regions: ['EU', 'US'] },
  creditsAccepted: true,
  onSale: true,
};

export const productBody = {
  name: 'Brushes',
  description: 'Forty of them',
  category: 'tools',
  variants: [
    {
      id: 'basic',
      name: 'Basic',
      price: 20,
      regionalPrices: { US: 25 },
      release: {
        version: '1.0',
        file: { link: 'https://files.example/{productId}/{version}?until={expires}&key={signature}' },
      },
    },
    { id: 'all', name: 'All', price: 60, release: { version: '1.1', file: { object: 'brushes/all.zip' } } },
  ],
  promotions: [promotion],
  eligibility: { accounts: ['customer'] },
  onSale: true,
};

export const invoiceBody = {
  number: '2026-001',
  description: 'Cutting in March',
  amount: { credits: 40 },
  creditsAccepted: true,
  dueAt: '2026-05-01T00:00:00.000Z',
};

export const profileBody = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  externalId: 'C-1042',
  note: 'Prefers to be called\nin the morning',
};

/** Somebody at an agency that no other test knows, and that has its settings unless it is not to. */
export const someAgency = async (ledger: Ledger, { hasBegun = true } = {}) => {
  const agency = randomId('agency');
  const handler = agencyHandler(ledger);
  const callAs =
    (actor: string) =>
    (route: Route, request: Omit<Call, 'caller'> = {}): Promise<Answer> =>
      call(handler, route, { caller: { agency, actor }, ...request });
  const asAdmin = callAs('admin');
  const etagOf = async (route: Route, params?: Record<string, string>): Promise<string> =>
    String((await asAdmin(route, { ...(params && { params }) })).headers['etag']);
  if (hasBegun) await asAdmin(agencyRoutes.putSettings, { body: settingsBody });
  return {
    agency,
    ref: (account = 'customer'): AccountRef => ({ agency, account }),
    callAs,
    call: asAdmin,
    etagOf,
    /** The newest first. */
    changes: async (query: Record<string, string> = {}) =>
      (await asAdmin(agencyRoutes.listChanges, { query })).body['items'],
  };
};

export const meterBody = { name: 'API calls', unit: 'call', creditsPer: 3, per: 1000 };

/** An allowance whose periods began long ago. */
export const allowanceBody: AllowanceSchedule & AllowanceTerms = {
  name: 'Monthly credits',
  every: 'month',
  startsOn: '2026-01-01',
  amount: 50,
  class: 'promo',
  onlyFor: { services: ['consulting-hour'] },
  expiry: 'period_end',
  rollOverUpTo: 20,
  paused: false,
  endsOn: '2999-12-31',
};

/** A report of one event of the meter that a local stack begins with. */
export const usageOf = (account: string, id: string, quantity = 1) => ({
  events: [{ id, account, meter: 'api-calls', quantity, time: '2026-01-31T09:30:00.000Z' }] as const,
});
