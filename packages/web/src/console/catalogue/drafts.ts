import type {
  AgencyPackage,
  AgencyProduct,
  AgencyService,
  Eligibility,
  OnlyFor,
  PackageInput,
  ProductInput,
  Promotion,
  PromotionInput,
  ServiceInput,
  ServicePayment,
  Variant,
  VariantInput,
} from '@scrip/client';
import { instantOf, minuteOf } from '../../language/calendar.ts';
import { wholeFrom0 } from '../../language/whole.ts';
import { restrictionOf } from '../../restricted/things.ts';

/** What a form holds: texts as typed, and numbers only where they are numbers. */
export type VariantDraft = {
  id: string;
  name: string;
  price: number | undefined;
  regional: string;
  version: string;
  file: string;
  sha256: string | undefined;
};

export type PromotionDraft = {
  id: string;
  name: string;
  from: string;
  to: string;
  /** The times as they were read: to the second, which the fields don't show. */
  stored?: Pick<Promotion, 'from' | 'to'>;
  discount: number | undefined;
  isPercent: boolean;
  regions: string;
};

export type ThingDraft = {
  id: string;
  name: string;
  description: string;
  category: string;
  onSale: boolean;
  creditsAccepted: boolean;
  payment: ServicePayment | undefined;
  credits: number | undefined;
  bonusCredits: number | undefined;
  onlyFor: OnlyFor | undefined;
  bonusOnlyFor: OnlyFor | undefined;
  money: number | undefined;
  currency: string;
  price: number | undefined;
  regional: string;
  variants: VariantDraft[];
  promotions: PromotionDraft[];
  regions: string;
  accounts: string;
};

export const newVariant = (): VariantDraft => ({
  id: '',
  name: '',
  price: undefined,
  regional: '',
  version: '',
  file: '',
  sha256: undefined,
});

export const newPromotion = (): PromotionDraft => ({
  id: '',
  name: '',
  from: '',
  to: '',
  discount: undefined,
  isPercent: true,
  regions: '',
});

export const emptyDraft = (currency: string): ThingDraft => ({
  id: '',
  name: '',
  description: '',
  category: '',
  onSale: true,
  creditsAccepted: true,
  payment: undefined,
  credits: undefined,
  bonusCredits: 0,
  onlyFor: undefined,
  bonusOnlyFor: undefined,
  money: undefined,
  currency,
  price: undefined,
  regional: '',
  variants: [newVariant()],
  promotions: [],
  regions: '',
  accounts: '',
});

const listed = (text: string, separator: RegExp): string[] =>
  text.split(separator).flatMap((part) => part.trim() || []);

const regionalText = (prices: Record<string, number> | undefined): string =>
  Object.entries(prices ?? {})
    .map(([region, price]) => `${region}=${price}`)
    .join('\n');

/** @returns undefined where a line is no price of a region */
const regionalOf = (text: string): { regionalPrices?: Record<string, number> } | undefined => {
  const lines = listed(text, /\n/);
  const prices = lines.flatMap((line) => {
    const [region = '', price = ''] = line.split('=');
    const credits = wholeFrom0(price);
    return credits === undefined ? [] : [[region.trim(), credits] as const];
  });
  if (prices.length < lines.length) return undefined;
  return prices.length === 0 ? {} : { regionalPrices: Object.fromEntries(prices) };
};

const eligibilityOf = ({ regions, accounts }: ThingDraft): { eligibility?: Eligibility } => {
  const inRegions = listed(regions, /,/);
  const forAccounts = listed(accounts, /\n/);
  if (inRegions.length === 0 && forAccounts.length === 0) return {};
  return {
    eligibility: {
      ...(inRegions.length > 0 && { regions: inRegions }),
      ...(forAccounts.length > 0 && { accounts: forAccounts }),
    },
  };
};

const eligibilityTexts = (eligibility: Eligibility | undefined) => ({
  regions: eligibility?.regions?.join(', ') ?? '',
  accounts: eligibility?.accounts?.join('\n') ?? '',
});

const promotionDraft = ({ id, name, from, to, discount, regions }: Promotion): PromotionDraft => ({
  id,
  name,
  from: minuteOf(from),
  to: minuteOf(to),
  stored: { from, to },
  discount: 'percent' in discount ? discount.percent : discount.credits,
  isPercent: 'percent' in discount,
  regions: regions?.join(', ') ?? '',
});

const promotionInput = (draft: PromotionDraft): PromotionInput | undefined => {
  const { id, name, from, to, discount, isPercent, stored } = draft;
  if (id === '' || name === '' || from === '' || to === '' || discount === undefined) return undefined;
  const regions = listed(draft.regions, /,/);
  return {
    id,
    name,
    from: instantOf(from, stored?.from),
    to: instantOf(to, stored?.to),
    discount: isPercent ? { percent: discount } : { credits: discount },
    ...(regions.length > 0 && { regions }),
  };
};

const promotionsOf = ({ promotions }: ThingDraft): PromotionInput[] | undefined => {
  const inputs = promotions.map(promotionInput);
  const whole = inputs.filter((one) => one !== undefined);
  return whole.length === inputs.length ? whole : undefined;
};

const isLink = (file: string): boolean => /^https?:/.test(file);

const variantDraft = ({ id, name, price, regionalPrices, release }: Variant): VariantDraft => ({
  id,
  name,
  price,
  regional: regionalText(regionalPrices),
  version: release?.version ?? '',
  file: release === undefined ? '' : 'link' in release.file ? release.file.link : release.file.object,
  sha256: release?.sha256,
});

const variantInput = (draft: VariantDraft): VariantInput | undefined => {
  const { id, name, price, version, file, sha256 } = draft;
  const regional = regionalOf(draft.regional);
  if (id === '' || name === '' || price === undefined || !regional) return undefined;
  return {
    id,
    name,
    price,
    ...regional,
    ...(version !== '' &&
      file !== '' && {
        release: {
          version,
          file: isLink(file) ? { link: file } : { object: file },
          ...(sha256 !== undefined && { sha256 }),
        },
      }),
  };
};

const described = ({ name, description, onSale }: ThingDraft) => ({
  name: name.trim(),
  onSale,
  ...(description.trim() !== '' && { description: description.trim() }),
});

export const packageDraft = (one: AgencyPackage): ThingDraft => ({
  ...emptyDraft(one.price.currency),
  id: one.id,
  name: one.name,
  description: one.description ?? '',
  onSale: one.onSale,
  credits: one.credits,
  bonusCredits: one.bonusCredits,
  onlyFor: one.onlyFor,
  bonusOnlyFor: one.bonusOnlyFor,
  money: one.price.amount,
});

export const packageInput = (draft: ThingDraft): PackageInput | undefined => {
  const { credits, bonusCredits, money, currency, name } = draft;
  const onlyFor = restrictionOf(draft.onlyFor);
  const bonusOnlyFor = restrictionOf(draft.bonusOnlyFor);
  if (credits === undefined || bonusCredits === undefined || money === undefined || name.trim() === '')
    return undefined;
  return {
    ...described(draft),
    credits,
    bonusCredits,
    ...(onlyFor && { onlyFor }),
    ...(bonusOnlyFor && { bonusOnlyFor }),
    price: { amount: money, currency },
  };
};

export const productDraft = (one: AgencyProduct): ThingDraft => ({
  ...emptyDraft(''),
  id: one.id,
  name: one.name,
  description: one.description ?? '',
  category: one.category ?? '',
  onSale: one.onSale,
  variants: one.variants.map(variantDraft),
  promotions: one.promotions.map(promotionDraft),
  ...eligibilityTexts(one.eligibility),
});

export const productInput = (draft: ThingDraft): ProductInput | undefined => {
  const variants = draft.variants.map(variantInput);
  const whole = variants.filter((one) => one !== undefined);
  const promotions = promotionsOf(draft);
  if (draft.name.trim() === '' || whole.length === 0 || whole.length !== variants.length || !promotions)
    return undefined;
  return {
    ...described(draft),
    ...(draft.category.trim() !== '' && { category: draft.category.trim() }),
    variants: whole,
    promotions,
    ...eligibilityOf(draft),
  };
};

export const serviceDraft = (one: AgencyService): ThingDraft => ({
  ...emptyDraft(''),
  id: one.id,
  name: one.name,
  description: one.description ?? '',
  onSale: one.onSale,
  creditsAccepted: one.creditsAccepted,
  payment: one.payment,
  price: one.price,
  regional: regionalText(one.regionalPrices),
  promotions: one.promotions.map(promotionDraft),
  ...eligibilityTexts(one.eligibility),
});

export const serviceInput = (draft: ThingDraft): ServiceInput | undefined => {
  const promotions = promotionsOf(draft);
  const regional = regionalOf(draft.regional);
  if (draft.name.trim() === '' || draft.price === undefined || !promotions || !regional) return undefined;
  return {
    ...described(draft),
    price: draft.price,
    ...regional,
    promotions,
    creditsAccepted: draft.creditsAccepted,
    ...(draft.payment && { payment: draft.payment }),
    ...eligibilityOf(draft),
  };
};
