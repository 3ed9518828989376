import { t } from '../texts.ts';

/** What people call the members that can differ. */
export const labels = (): Record<string, string> => {
  const texts = t.value.settings;
  return {
    name: texts.name,
    currency: texts.currency,
    timeZone: texts.timeZone,
    defaultRegion: texts.defaultRegion,
    creditSales: texts.creditSales,
    creditPayments: texts.creditPayments,
    providers: texts.providers,
    customAmount: texts.customAmount,
    reversals: texts.reversals,
    lowBalance: texts.lowBalance,
    expiringSoonDays: texts.expiringSoonDays,
    balanceWidget: texts.balanceWidget,
    returnUrls: texts.returnUrls,
    quoteMinutes: texts.quoteMinutes,
    purchaseRefunds: texts.purchaseRefunds,
    transfers: texts.transfers,
    invoiceRates: texts.invoiceRates,
    methods: texts.requests,
    steps: texts.steps,
    remindAfterHours: texts.remindAfterHours,
    expireAfterDays: texts.expireAfterDays,
    retentionDays: texts.retentionDays,
    logoUrl: texts.logoUrl,
    accent: texts.ownAccent,
    radius: texts.radius,
    support: texts.support,
    languages: texts.languages,
    homeUrl: texts.homeUrl,
  };
};
