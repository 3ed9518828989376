import * as z from 'zod';
import type { AccountRef } from '../../shared/kernel/ids.ts';
import { spenderKeyItem, type SpenderKey } from '../../shared/table/items/api-key.ts';
import type { CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Entry } from '../../shared/table/items/entry.ts';
import { spenderItem } from '../../shared/table/items/spender.ts';
import { streamedKind } from '../../shared/table/keys.ts';
import { decode } from '../../shared/table/table.ts';
import { AGENT_LIMIT } from './agents.ts';
import { overrun } from './differences-of-budgets.ts';
import { publishedIds, same } from './differences-of-things.ts';
import type { Done } from './faults.ts';

/** A call with a key: after how many turns it began, and its answer, if there was one. */
type Use = { key: string; began: number; status?: number | undefined };

const transaction = z.object({
  TransactItems: z.array(z.object({ Put: z.object({ Item: z.looseObject({ pk: z.string() }) }).optional() })),
});

/** What became of the keys of agents: as the table has it, and as whoever uses or ends them knows it. */
export class SpenderKeys {
  /** The spenders that have keys. */
  readonly agents = new Set<string>();
  private readonly uses: Use[] = [];
  /** After how many turns the end of a key was answered. */
  private readonly ends = new Map<string, number>();
  private readonly keys = new Map<string, SpenderKey>();
  private readonly removed = new Set<string>();
  private readonly afterEnd: string[] = [];

  /** Takes up what a transaction has written: what has ended is never written again. */
  follow({ command, input }: Done): void {
    if (command !== 'TransactWriteItemsCommand') return;
    for (const { Put } of transaction.parse(input).TransactItems) {
      const kind = Put && streamedKind(Put.Item);
      const spender = kind === 'spender' && decode(spenderItem, Put?.Item);
      if (spender) {
        if (this.removed.has(spender.id)) this.afterEnd.push(`a removed spender was written`);
        if (spender.removedAt !== undefined) this.removed.add(spender.id);
      }
      const key = kind === 'spender_key' && decode(spenderKeyItem, Put?.Item);
      if (key) {
        if (this.keys.get(key.id)?.revokedAt !== undefined) this.afterEnd.push(`a revoked key was written`);
        this.keys.set(key.id, key);
      }
    }
  }

  /** @param began after how many turns */
  use(key: string, began: number): Use {
    const use: Use = { key, began };
    this.uses.push(use);
    return use;
  }

  /** @param answered after how many turns */
  ended(keys: readonly string[], answered: number): void {
    for (const key of keys) this.ends.set(key, Math.min(answered, this.ends.get(key) ?? answered));
  }

  /**
   * Of a key whose end was answered, every later call is refused; a removed spender has no key; each key and each end has
   * its event; and no day has more of an agent's entries than its limit (I10).
   */
  differences(ref: AccountRef, entries: readonly Entry[], events: readonly CloudEvent[]): string[] {
    const keys = [...this.keys.values()].filter(
      ({ agency, account }) => agency === ref.agency && account === ref.account,
    );
    const ids = new Set(keys.map(({ id }) => id));
    const revoked = keys.filter(({ revokedAt }) => revokedAt !== undefined);
    const idsOf = (some: readonly SpenderKey[]) => some.map(({ id }) => id);
    return [
      ...this.uses.flatMap(({ key, began, status }) =>
        ids.has(key) && status !== undefined && status !== 401 && began >= (this.ends.get(key) ?? Infinity)
          ? [`a key whose end was answered was answered ${status}`]
          : [],
      ),
      ...keys.flatMap(({ spender, revokedAt }) =>
        this.removed.has(spender) && revokedAt === undefined ? ['a removed spender has a key'] : [],
      ),
      ...(keys.length > 0 ? this.afterEnd : []),
      ...same('keys and their events', idsOf(keys), publishedIds(events, 'spender.key_created', 'keyId')),
      ...same(
        'revoked keys and their events',
        idsOf(revoked),
        publishedIds(events, 'spender.key_revoked', 'keyId'),
      ),
      ...[...this.agents].flatMap((agent) =>
        overrun(
          AGENT_LIMIT,
          entries.filter(({ spender }) => spender === agent),
        ),
      ),
    ];
  }
}
