import type { RestrictedCredits } from '@scrip/client';
import { RestrictedFigure } from '../../restricted/figure.tsx';
import { useThings } from '../things.ts';

/** The customer's credits for some things only. */
export const Restricted = ({ restricted }: { restricted: readonly RestrictedCredits[] }) => (
  <RestrictedFigure restricted={restricted} things={useThings(true)} size="medium" />
);
