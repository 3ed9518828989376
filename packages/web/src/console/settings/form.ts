import type { OnlyFor, PaymentDetail, Provider, Settings } from '@scrip/client';
import { moneyInput } from '../../language/money-input.ts';

export type MethodForm = { isOn: boolean; instructions: string; details: PaymentDetail[] };
export type StepForm = { name: string; role: string; fromCredits: string };
export type TierForm = { fromCredits: string; bonusCredits: string; bonusOnlyFor?: OnlyFor };
export type RateForm = { currency: string; credits: string; amount: string };

export type RequestsForm = {
  isOn: boolean;
  bank_transfer: MethodForm;
  crypto: MethodForm;
  steps: StepForm[];
  remindAfterHours: string;
  expireAfterDays: string;
};

export type BrandingForm = {
  logoUrl: string;
  hasAccent: boolean;
  light: string;
  dark: string;
  radius: string;
  support: string;
  languages: '' | 'en' | 'de' | 'en,de' | 'de,en';
  homeUrl: string;
};

/** All settings as people type them: numbers as texts, and what may be absent with a switch. */
export type SettingsForm = {
  name: string;
  currency: string;
  timeZone: string;
  defaultRegion: string;
  creditSales: boolean;
  creditPayments: boolean;
  providers: Provider[];
  customAmount: {
    isOn: boolean;
    unitPrice: string;
    minimum: string;
    maximum: string;
    bonusTiers: TierForm[];
  };
  reversals: Settings['reversals'];
  lowBalance: string;
  expiringSoonDays: string;
  balanceWidget: Settings['balanceWidget'];
  returnUrls: string[];
  quoteMinutes: string;
  purchaseRefunds: { isOn: boolean; days: string; afterDownload: boolean };
  transfers: { isOn: boolean; promo: boolean };
  invoiceRates: RateForm[];
  requests: RequestsForm;
  retentionDays: string;
  branding: BrandingForm;
};

/** What a section of the form gets. `fault` says what is wrong at a JSON Pointer (RFC 6901) of the body. */
export type Part = {
  form: SettingsForm;
  set: (changed: Partial<SettingsForm>) => void;
  fault: (pointer: string) => string | undefined;
};

const textOf = (count: number | undefined): string => (count === undefined ? '' : String(count));

const methodOf = (method: { instructions: string; details?: PaymentDetail[] | undefined } | undefined) => ({
  isOn: method !== undefined,
  instructions: method?.instructions ?? '',
  details: method?.details ?? [],
});

const requestsOf = (requests: Settings['requests']): RequestsForm => ({
  isOn: requests !== undefined,
  bank_transfer: methodOf(requests?.methods.bank_transfer),
  crypto: methodOf(requests?.methods.crypto),
  steps: (requests?.steps ?? [{ name: 'approval' }]).map(({ name, role, fromCredits }) => ({
    name,
    role: role ?? '',
    fromCredits: textOf(fromCredits),
  })),
  remindAfterHours: String(requests?.remindAfterHours ?? 48),
  expireAfterDays: String(requests?.expireAfterDays ?? 30),
});

const languagesOf = ([first, second]: ('en' | 'de')[]): BrandingForm['languages'] => {
  if (first === undefined) return '';
  if (second === undefined) return first;
  return first === 'en' ? 'en,de' : 'de,en';
};

const brandingOf = (branding: Settings['branding']): BrandingForm => ({
  logoUrl: branding?.logoUrl ?? '',
  hasAccent: branding?.accent !== undefined,
  light: branding?.accent?.light ?? '#3a4ed5',
  dark: branding?.accent?.dark ?? '#8b9bff',
  radius: textOf(branding?.radius),
  support: branding?.support ?? '',
  languages: languagesOf(branding?.languages ?? []),
  homeUrl: branding?.homeUrl ?? '',
});

export const formOf = (settings: Settings): SettingsForm => {
  const { currency, customAmount, purchaseRefunds } = settings;
  return {
    name: settings.name,
    currency,
    timeZone: settings.timeZone ?? '',
    defaultRegion: settings.defaultRegion ?? '',
    creditSales: settings.creditSales,
    creditPayments: settings.creditPayments,
    providers: settings.providers,
    customAmount: {
      isOn: customAmount !== undefined,
      unitPrice: customAmount ? moneyInput({ amount: customAmount.unitPrice, currency }) : '',
      minimum: textOf(customAmount?.minimum),
      maximum: textOf(customAmount?.maximum),
      bonusTiers: (customAmount?.bonusTiers ?? []).map(({ fromCredits, bonusCredits, bonusOnlyFor }) => ({
        fromCredits: String(fromCredits),
        bonusCredits: String(bonusCredits),
        ...(bonusOnlyFor && { bonusOnlyFor }),
      })),
    },
    reversals: settings.reversals,
    lowBalance: String(settings.lowBalance),
    expiringSoonDays: String(settings.expiringSoonDays),
    balanceWidget: settings.balanceWidget,
    returnUrls: settings.returnUrls,
    quoteMinutes: String(settings.quoteMinutes),
    purchaseRefunds: {
      isOn: purchaseRefunds !== undefined,
      days: String(purchaseRefunds?.days ?? 14),
      afterDownload: purchaseRefunds?.afterDownload ?? false,
    },
    transfers: { isOn: settings.transfers !== undefined, promo: settings.transfers?.promo ?? false },
    invoiceRates: Object.entries(settings.invoiceRates).map(([of, { credits, amount }]) => ({
      currency: of,
      credits: String(credits),
      amount: moneyInput({ amount, currency: of }),
    })),
    requests: requestsOf(settings.requests),
    retentionDays: textOf(settings.retentionDays),
    branding: brandingOf(settings.branding),
  };
};

/** What an agency starts with, where it has no settings yet. */
export const firstSettings = (returnUrl: string): Settings => ({
  name: '',
  currency: 'EUR',
  creditSales: true,
  creditPayments: true,
  providers: [],
  reversals: 'debt',
  lowBalance: 20,
  expiringSoonDays: 30,
  balanceWidget: 'shown',
  quoteMinutes: 10,
  invoiceRates: {},
  returnUrls: [returnUrl],
  providerOffers: [],
});
