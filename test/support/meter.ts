import * as z from 'zod';
import type { Ledger } from '../../shared/ledger/ledger.ts';

/** What a stretch of work cost: calls by the name of their command, and request units as the engine counts them. */
export type Cost = { calls: string[]; readUnits: number; writeUnits: number; indexWriteUnits: number };

const capacity = z.object({
  CapacityUnits: z.number().default(0),
  ReadCapacityUnits: z.number().optional(),
  WriteCapacityUnits: z.number().optional(),
  GlobalSecondaryIndexes: z.record(z.string(), z.object({ CapacityUnits: z.number().default(0) })).optional(),
});

const consumed = z.looseObject({
  ConsumedCapacity: z.union([capacity.transform((one) => [one]), z.array(capacity)]).default([]),
});

const WRITES = new Set(['TransactWriteItemsCommand', 'PutItemCommand', 'UpdateItemCommand']);

/** Meters everything that a ledger's client does from now on. */
export const meter = ({ table: { client } }: Ledger) => {
  let cost: Cost = { calls: [], readUnits: 0, writeUnits: 0, indexWriteUnits: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'INDEXES' });
        const answer = await next(args);
        cost.calls.push(commandName.replace('Command', ''));
        for (const { CapacityUnits, GlobalSecondaryIndexes = {} } of consumed.parse(answer.output)
          .ConsumedCapacity) {
          const indexes = Object.values(GlobalSecondaryIndexes).reduce(
            (sum, index) => sum + index.CapacityUnits,
            0,
          );
          if (WRITES.has(commandName)) {
            cost.writeUnits += CapacityUnits - indexes;
            cost.indexWriteUnits += indexes;
          } else cost.readUnits += CapacityUnits;
        }
        return answer;
      },
    { step: 'initialize', name: 'meter' },
  );
  return {
    /** @returns what `work` cost */
    during: async (work: () => Promise<unknown>): Promise<Cost> => {
      cost = { calls: [], readUnits: 0, writeUnits: 0, indexWriteUnits: 0 };
      await work();
      return cost;
    },
  };
};
