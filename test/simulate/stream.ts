import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { sha256 } from '../../shared/kernel/ids.ts';
import { streamedKind } from '../../shared/table/keys.ts';
import { sequenceOf, streamRecord } from '../support/stream.ts';
import type { Done } from './faults.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

const key = z.object({ pk: z.string(), sk: z.string() });
const put = z.object({ Item: z.looseObject(key.shape) });

const transaction = z.object({
  TransactItems: z.array(z.union([z.object({ Put: put }), z.object({ Delete: z.object({ Key: key }) })])),
});

/** The only update that there is: the day of a key's last use. */
const keyUse = z.object({
  Key: key,
  UpdateExpression: z.literal('SET lastUsedOn = :today'),
  ExpressionAttributeValues: z.object({ ':today': z.string() }),
});

const writesOf = (command: string, input: unknown): z.infer<typeof transaction>['TransactItems'] => {
  if (command === 'PutItemCommand') return [{ Put: put.parse(input) }];
  if (command === 'TransactWriteItemsCommand') return transaction.parse(input).TransactItems;
  throw new TypeError(`${command} may change the table`);
};

type Item = z.infer<typeof put>['Item'];

const READS = new Set(['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand']);

/** As much as Lambda takes to one invocation. */
const BATCH = 100;

const place = ({ pk, sk }: z.infer<typeof key>): string => JSON.stringify([pk, sk]);

/**
 * The table's stream, as it follows from what the table has carried out: in the order of each item, since an item's
 * changes are all in one shard. What fails is delivered again, and what is behind it waits.
 */
export class Stream {
  /** How often a shard is not come to yet, and how often a batch comes again though it was worked off. */
  faults = { late: 0, twice: 0 };
  private readonly images = new Map<string, Item>();
  private readonly shards: readonly [DynamoDBRecord[], DynamoDBRecord[]] = [[], []];
  private readonly turns: Turns;
  private readonly random: Random;

  constructor(turns: Turns, random: Random) {
    this.turns = turns;
    this.random = random;
  }

  get isEmpty(): boolean {
    return this.shards.every(({ length }) => length === 0);
  }

  /**
   * Takes up what a command has changed. Throws TypeError on a command whose changes nobody here knows.
   * @returns whether it may have changed anything
   */
  follow({ command, input }: Done): boolean {
    if (READS.has(command)) return false;
    if (command === 'UpdateItemCommand') {
      this.use(keyUse.parse(input));
      return true;
    }
    for (const write of writesOf(command, input)) {
      if ('Put' in write) this.change(write.Put.Item);
      // The publisher gets no event for a deletion; a later record under the key is new.
      else this.images.delete(place(write.Delete.Key));
    }
    return true;
  }

  /** One batch of each shard to an invocation of its own. */
  async poll(publish: (records: readonly DynamoDBRecord[]) => Promise<DynamoDBBatchResponse>): Promise<void> {
    await Promise.all(
      this.shards.map(async (shard) => {
        // Lambda takes smaller batches as well, above all after one that failed.
        const batch = shard.slice(0, 1 + this.random.below(BATCH));
        if (batch.length === 0 || this.random.chance(this.faults.late)) return;
        const ended = await this.turns.start('publisher', async () => await publish(batch), true);
        if (ended.is !== 'done' || this.random.chance(this.faults.twice)) return;
        const [failed] = ended.value.batchItemFailures;
        const first = batch.findIndex((record) => sequenceOf(record) === failed?.itemIdentifier);
        shard.splice(0, first === -1 ? batch.length : first);
      }),
    );
  }

  private use({ Key, ExpressionAttributeValues: { ':today': lastUsedOn } }: z.infer<typeof keyUse>): void {
    this.change({ ...this.images.get(place(Key)), ...Key, lastUsedOn });
  }

  private change(after: Item): void {
    if (streamedKind(after) === undefined) return;
    const { pk, sk } = after;
    const before = this.images.get(place(after));
    this.images.set(place(after), after);
    const seconds = Math.floor(this.turns.now / 1000);
    this.shardOf(pk).push(streamRecord({ pk, sk }, before, after, seconds));
  }

  private shardOf = (pk: string): DynamoDBRecord[] => (sha256(pk) < '8' ? this.shards[0] : this.shards[1]);
}
