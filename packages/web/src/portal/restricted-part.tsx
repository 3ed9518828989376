import type { RestrictedCredits } from '@scrip/client';
import { RestrictedLine } from '../restricted/line.tsx';
import { useThings } from './things.ts';

/** Which of the customer's credits that moved are for some things only. @param amount all that moved */
export const RestrictedPart = (moved: { restricted: readonly RestrictedCredits[]; amount: number }) => (
  <RestrictedLine {...moved} things={useThings(moved.restricted.length > 0)} />
);
