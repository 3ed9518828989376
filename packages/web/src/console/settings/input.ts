import type {
  BrandingInput,
  CreditRequestPolicyInput,
  CustomAmountInput,
  SettingsInput,
} from '@scrip/client';
import { wholeFrom0 } from '../../language/whole.ts';
import { minorUnits } from '../../language/money-input.ts';
import { restrictionOf } from '../../restricted/things.ts';
import type { BrandingForm, MethodForm, RequestsForm, SettingsForm } from './form.ts';

/** What cannot be sent at all, by its place in the body. All else the API judges. */
export type Unreadable = ReadonlyMap<string, 'whole_number' | 'amount'>;

/** Reads numbers; what it cannot read it notes, and takes 0 for it. */
const reader = () => {
  const unreadable = new Map<string, 'whole_number' | 'amount'>();
  const whole = (pointer: string, text: string): number => {
    const count = wholeFrom0(text);
    if (count !== undefined) return count;
    unreadable.set(pointer, 'whole_number');
    return 0;
  };
  const money = (pointer: string, text: string, currency: string): number => {
    const amount = minorUnits(text, currency);
    if (amount !== undefined) return amount;
    unreadable.set(pointer, 'amount');
    return 0;
  };
  return { unreadable, whole, money };
};

type Reader = ReturnType<typeof reader>;

const methodOf = ({ instructions, details }: MethodForm) => ({
  instructions: instructions.trim(),
  ...(details.length > 0 && {
    details: details.map(({ label, value }) => ({ label: label.trim(), value: value.trim() })),
  }),
});

const requestsOf = (form: RequestsForm, { whole }: Reader): CreditRequestPolicyInput => ({
  methods: {
    ...(form.bank_transfer.isOn && { bank_transfer: methodOf(form.bank_transfer) }),
    ...(form.crypto.isOn && { crypto: methodOf(form.crypto) }),
  },
  steps: form.steps.map(({ name, role, fromCredits }, index) => ({
    name: name.trim(),
    ...(role.trim() !== '' && { role: role.trim() }),
    ...(fromCredits.trim() !== '' && {
      fromCredits: whole(`/requests/steps/${index}/fromCredits`, fromCredits),
    }),
  })),
  remindAfterHours: whole('/requests/remindAfterHours', form.remindAfterHours),
  expireAfterDays: whole('/requests/expireAfterDays', form.expireAfterDays),
});

const customAmountOf = (
  { unitPrice, minimum, maximum, bonusTiers }: SettingsForm['customAmount'],
  currency: string,
  { whole, money }: Reader,
): CustomAmountInput => ({
  unitPrice: money('/customAmount/unitPrice', unitPrice, currency),
  minimum: whole('/customAmount/minimum', minimum),
  maximum: whole('/customAmount/maximum', maximum),
  ...(bonusTiers.length > 0 && {
    bonusTiers: bonusTiers.map((tier, index) => {
      const bonusOnlyFor = restrictionOf(tier.bonusOnlyFor);
      return {
        fromCredits: whole(`/customAmount/bonusTiers/${index}/fromCredits`, tier.fromCredits),
        bonusCredits: whole(`/customAmount/bonusTiers/${index}/bonusCredits`, tier.bonusCredits),
        ...(bonusOnlyFor && { bonusOnlyFor }),
      };
    }),
  }),
});

const LANGUAGES = { en: ['en'], de: ['de'], 'en,de': ['en', 'de'], 'de,en': ['de', 'en'] } satisfies Record<
  string,
  ('en' | 'de')[]
>;

const brandingOf = (form: BrandingForm, { whole }: Reader): BrandingInput => ({
  ...(form.logoUrl.trim() !== '' && { logoUrl: form.logoUrl.trim() }),
  ...(form.hasAccent && { accent: { light: form.light.trim(), dark: form.dark.trim() } }),
  ...(form.radius.trim() !== '' && { radius: whole('/branding/radius', form.radius) }),
  ...(form.support.trim() !== '' && { support: form.support.trim() }),
  ...(form.languages !== '' && { languages: LANGUAGES[form.languages] }),
  ...(form.homeUrl.trim() !== '' && { homeUrl: form.homeUrl.trim() }),
});

/** The request that the form stands for, and what of it could not be read. */
export const inputOf = (form: SettingsForm): { input: SettingsInput; unreadable: Unreadable } => {
  const read = reader();
  const { whole, money } = read;
  const { currency, customAmount, purchaseRefunds } = form;
  const branding = brandingOf(form.branding, read);
  const input: SettingsInput = {
    name: form.name.trim(),
    currency,
    creditSales: form.creditSales,
    creditPayments: form.creditPayments,
    providers: form.providers,
    ...(customAmount.isOn && {
      customAmount: customAmountOf(customAmount, currency, read),
    }),
    reversals: form.reversals,
    lowBalance: whole('/lowBalance', form.lowBalance),
    expiringSoonDays: whole('/expiringSoonDays', form.expiringSoonDays),
    balanceWidget: form.balanceWidget,
    ...(form.defaultRegion.trim() !== '' && { defaultRegion: form.defaultRegion.trim() }),
    quoteMinutes: whole('/quoteMinutes', form.quoteMinutes),
    ...(purchaseRefunds.isOn && {
      purchaseRefunds: {
        days: whole('/purchaseRefunds/days', purchaseRefunds.days),
        afterDownload: purchaseRefunds.afterDownload,
      },
    }),
    ...(form.transfers.isOn && { transfers: { promo: form.transfers.promo } }),
    invoiceRates: Object.fromEntries(
      form.invoiceRates.map(({ currency: of, credits, amount }) => [
        of,
        {
          credits: whole(`/invoiceRates/${of}/credits`, credits),
          amount: money(`/invoiceRates/${of}/amount`, amount, of),
        },
      ]),
    ),
    ...(form.requests.isOn && { requests: requestsOf(form.requests, read) }),
    ...(Object.keys(branding).length > 0 && { branding }),
    ...(form.timeZone !== '' && { timeZone: form.timeZone }),
    ...(form.retentionDays.trim() !== '' && { retentionDays: whole('/retentionDays', form.retentionDays) }),
    returnUrls: form.returnUrls.map((url) => url.trim()),
  };
  return { input, unreadable: read.unreadable };
};
