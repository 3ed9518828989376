import type { Account, CheckoutInput, PackagePage } from '@scrip/client';
import type { Context } from '../core/element.ts';
import type { PendingCheckouts } from './pending.ts';
import type { buyTexts } from './texts.ts';

/** What each step of buying works with. */
export type Buying = {
  context: Context;
  texts: (typeof buyTexts)['en'];
  pendings: PendingCheckouts;
  offers: PackagePage;
  account: () => Account;
  /** Leads back to the choice. */
  form: (note?: string, chosen?: CheckoutInput) => void;
};
