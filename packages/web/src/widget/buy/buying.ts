import type { Account, CheckoutInput, OnlyFor, PackagePage } from '@scrip/client';
import type { Context } from '../core/element.ts';
import type { PendingCheckouts } from './pending.ts';
import type { buyTexts } from './texts.ts';

/** What each step of buying works with. */
export type Buying = {
  context: Context;
  texts: (typeof buyTexts)['en'];
  pendings: PendingCheckouts;
  offers: PackagePage;
  /** What a restriction names, as one text. */
  namesIn: (onlyFor: OnlyFor) => string;
  account: () => Account;
  /** Leads back to the choice. */
  form: (note?: string, chosen?: CheckoutInput) => void;
};
