import * as z from 'zod';
import { isGiftAccount, type AgencyId } from '../../shared/kernel/ids.ts';
import { accountEvents } from '../../shared/events/account-events.ts';
import { eventOf } from '../../shared/events/draft.ts';
import { recordEvents } from '../../shared/events/record-events.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { AccountChanges } from './account-changes.ts';
import type { Change } from './change.ts';

/** @returns the agency's low balance, or undefined where it has no settings */
export type LowBalance = (agency: AgencyId) => Promise<number | undefined>;

/** What a record says of its last write. */
const written = z.object({ correlationId: z.string().optional() });

/**
 * The events of a change, in their order. An account's entries are published with the account's own change, since the
 * stream keeps the order of one item, but not of several. Throws CorruptItemError.
 */
export const eventsOfWith =
  ({ accountsIn, entriesOf }: AccountChanges, lowBalance: LowBalance) =>
  async (change: Change): Promise<CloudEvent[]> => {
    const { kind, key, version, agency, images } = change;
    const happening = [key.pk, key.sk, version];
    if (kind !== 'account') {
      const { correlationId } = written.parse(images.after);
      return recordEvents(kind, images).map((draft) => eventOf(draft, happening, correlationId));
    }
    const { before, after } = accountsIn(change);
    // The gift tells of itself.
    if (after === undefined || isGiftAccount(after.account)) return [];
    const entries = await entriesOf(change);
    // One transaction wrote them all; the account's own item does not say by what.
    const correlationId = entries.at(-1)?.correlationId;
    return accountEvents(before, after, entries, await lowBalance(agency)).map((draft, position) =>
      eventOf(draft, [...happening, position], correlationId),
    );
  };
