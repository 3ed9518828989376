import * as z from 'zod';
import { because } from '../../../kernel/fault.ts';
import { MAX_AMOUNT } from '../../../kernel/amount.ts';
import { existingCurrency } from '../../../kernel/currencies.ts';
import { webUrl } from '../../../kernel/text.ts';
import { settingsItem, type BonusTier } from '../../../table/items/settings.ts';
import { route } from '../../route.ts';
import { describedAs } from './described.ts';
import { providerOffers, settingsView } from './views.ts';
import { replacing, taggedHeaders } from './preconditions.ts';
import { ignored } from './read-only.ts';
import { isWebAddress } from './web-address.ts';

const { agency: _agency, version: _version, connected: _connected, ...shape } = settingsItem.shape;

const followsIn = (tier: BonusTier, index: number, tiers: readonly BonusTier[]): boolean => {
  const before = tiers[index - 1];
  return !before || (before.fromCredits < tier.fromCredits && before.bonusCredits < tier.bonusCredits);
};

const customAmount = shape.customAmount
  .unwrap()
  .strict()
  .refine(({ minimum, maximum }) => minimum <= maximum, {
    path: ['minimum'],
    message: 'minimum must not exceed maximum',
    ...because({ code: 'wrong_order' }),
  })
  .refine(({ unitPrice, maximum }) => unitPrice <= MAX_AMOUNT / maximum, {
    path: ['maximum'],
    message: 'the price of this many credits exceeds what can be charged',
    ...because({ code: 'too_big' }),
  })
  .refine(({ bonusTiers = [] }) => bonusTiers.every(followsIn), {
    path: ['bonusTiers'],
    message: 'each tier must have more credits and a larger bonus than the one before',
    ...because({ code: 'wrong_order' }),
  })
  .refine(({ maximum, bonusTiers = [] }) => maximum + (bonusTiers.at(-1)?.bonusCredits ?? 0) <= MAX_AMOUNT, {
    path: ['bonusTiers'],
    message: 'maximum and the largest bonus together exceed the maximum',
    ...because({ code: 'too_big' }),
  })
  .meta({ id: 'CustomAmountInput' });

const NOT_RETURN_URL = 'must be https, or http on localhost';

const settingsInput = z
  .strictObject({
    ...shape,
    currency: describedAs(shape.currency, existingCurrency),
    providers: shape.providers.refine((all) => new Set(all).size === all.length, {
      message: 'name each provider once',
      ...because({ code: 'not_unique' }),
    }),
    customAmount: describedAs(shape.customAmount, customAmount.exactOptional()),
    lowBalance: shape.lowBalance.max(MAX_AMOUNT),
    purchaseRefunds: describedAs(
      shape.purchaseRefunds,
      shape.purchaseRefunds.unwrap().strict().meta({ id: 'PurchaseRefundInput' }).exactOptional(),
    ),
    transfers: describedAs(
      shape.transfers,
      shape.transfers.unwrap().strict().meta({ id: 'TransferSettingsInput' }).exactOptional(),
    ),
    invoiceRates: describedAs(
      shape.invoiceRates,
      z.record(existingCurrency, shape.invoiceRates.valueType.strict().meta({ id: 'InvoiceRateInput' })),
    ),
    returnUrls: describedAs(
      shape.returnUrls,
      z
        .array(
          webUrl(/^https?$/, NOT_RETURN_URL).refine(isWebAddress, {
            message: NOT_RETURN_URL,
            ...because({ code: 'invalid_format', format: 'url' }),
          }),
        )
        .min(1)
        .max(20),
    ),
    providerOffers: ignored(providerOffers),
  })
  .meta({ id: 'SettingsInput' });

export const settingsRoutes = {
  getSettings: route({
    method: 'GET',
    path: '/v1/agency/settings',
    lambda: 'agency',
    scope: 'agency:read',
    idempotency: 'none',
    summary: "Get the agency's settings",
    responses: { 200: { description: 'The settings.', body: settingsView, headers: taggedHeaders } },
    problems: ['not_found', 'busy'],
  }),
  putSettings: route({
    method: 'PUT',
    path: '/v1/agency/settings',
    lambda: 'agency',
    scope: 'agency:write',
    idempotency: 'natural',
    summary: "Create or replace the agency's settings",
    description:
      'An agency starts with its first settings. You always send all settings; replacing them requires ' +
      "If-Match. To sell credits at a provider, the agency's keys for it must also be stored in Secrets " +
      'Manager.',
    headers: replacing,
    body: settingsInput,
    example: {
      body: {
        name: 'Demo Studio',
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
        quoteMinutes: 10,
        purchaseRefunds: { days: 14, afterDownload: false },
        transfers: { promo: false },
        invoiceRates: { EUR: { credits: 1, amount: 10 } },
        returnUrls: ['https://example.com/credits'],
      },
    },
    responses: {
      200: { description: 'The updated settings.', body: settingsView, headers: taggedHeaders },
      201: { description: 'The agency has started.', body: settingsView, headers: taggedHeaders },
    },
    problems: ['invalid_request', 'precondition_failed', 'precondition_required', 'busy'],
  }),
};
