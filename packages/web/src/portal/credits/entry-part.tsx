import type { Entry } from '@scrip/client';
import { UsedUnits } from '../../usage/used-units.tsx';
import { href } from '../paths.ts';
import { RestrictedPart } from '../restricted-part.tsx';

/** What only few entries say beside what they were for. */
export const EntryPart = ({ entry }: { entry: Entry }) => (
  <>
    {entry.restricted && <RestrictedPart restricted={entry.restricted} amount={entry.amount} />}
    <UsedUnits entry={entry} href={href(`/usage?at=${entry.at}`)} />
  </>
);
