import DataLoader from 'dataloader';
import { isPermanent } from '../../shared/table/permanent.ts';

/** One of a batch was refused; the others may have been taken. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';

  readonly code: string;

  /** @param code that of AWS: it says whether trying again can help */
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Does a batch in one call. Of each item, in their order, what came of it, or why not. Throws where nothing came of any. */
type Batch<Item, Answer> = (items: readonly Item[]) => Promise<readonly (Answer | Error)[]>;

/**
 * Does by one call what is asked for at one time, by whomever. A batch that can never succeed is tried again one by one:
 * its other items are those of other customers and agencies.
 * @param size the most items in a call
 */
export const inBatches = <Item, Answer>(
  size: number,
  batch: Batch<Item, Answer>,
): ((item: Item) => Promise<Answer>) => {
  const load = async (items: readonly Item[]): Promise<readonly (Answer | Error)[]> => {
    try {
      return await batch(items);
    } catch (error) {
      if (items.length === 1 || !isPermanent(error)) throw error;
      return (await Promise.all(items.map((item) => load([item]).catch(alone)))).flat();
    }
  };
  const loader = new DataLoader(load, { cache: false, maxBatchSize: size });
  return (item) => loader.load(item);
};

const alone = (error: unknown): Error[] => [error instanceof Error ? error : new Error(String(error))];
