import type { Result } from './failure.ts';
import type { Definition, DryRunOperation, Empty, Input, Operation, Side } from './operation.ts';
import { send, type CallOptions, type Options } from './send.ts';

type Page<Item> = { items: Item[]; cursor: string | null };

/** What is handed over: nothing where an operation takes nothing, or nothing that it requires. */
type Given<Taken> = Taken extends Empty
  ? [input?: Empty, options?: CallOptions]
  : Partial<Taken> extends Taken
    ? [input?: Taken, options?: CallOptions]
    : [input: Taken, options?: CallOptions];

export type Client<For extends Side> = {
  /** Calls an operation. Each call is an operation of its own, however often its request has to be sent. */
  call: <Taken extends Input, Answer, Failed extends { code: string }>(
    operation: Operation<For | 'public', Taken, Answer, Failed>,
    ...given: Given<Taken>
  ) => Promise<Result<Answer, Failed>>;
  /** What an operation would do: the lots, the balance, or the refusal. Nothing is changed. */
  dryRun: <Taken extends Input, Answer, Failed extends { code: string }, Plan>(
    operation: DryRunOperation<For, Taken, Answer, Failed, Plan>,
    ...given: Given<Taken>
  ) => Promise<Result<Plan, Failed>>;
  /** Every item of a list, page by page. Throws a ScripError where a page can't be had. */
  list: <Taken extends Input, Item, Failed extends { code: string }>(
    operation: Operation<For, Taken, Page<Item>, Failed>,
    ...given: Given<Taken>
  ) => AsyncGenerator<Item, void, undefined>;
};

/**
 * The boundary of what the compiler knows. The API's own tests hold every answer against the description that the types
 * are generated from; checking it again here would take a validator several times the size of this client.
 */
function trust<Described>(_result: unknown): asserts _result is Described {}

const connect = <For extends Side>(options: Options): Client<For> => {
  const run = async <Answer, Failed>(
    operation: Definition,
    input: Input = {},
    call: CallOptions & { prefer?: string } = {},
  ): Promise<Result<Answer, Failed>> => {
    const result: unknown = await send(options, operation, input, call);
    trust<Result<Answer, Failed>>(result);
    return result;
  };
  return {
    call: (operation, ...[input, call]) => run(operation, input, call),
    dryRun: (operation, ...[input, call]) => run(operation, input, { ...call, prefer: 'dry-run' }),
    async *list(operation, ...[input, call]) {
      let cursor: string | null = null;
      do {
        const query: Input['query'] = { ...input?.query, ...(cursor !== null && { cursor }) };
        const page: Page<never> = (
          await run<Page<never>, { code: string }>(operation, { ...input, query }, call)
        ).orThrow();
        yield* page.items;
        cursor = page.cursor;
      } while (cursor !== null);
    },
  };
};

/** For a customer: their token, or a session that the agency's backend mints. */
export const customerClient = (options: Options): Client<'customer'> => connect(options);

/** For an agency: its API key, or the token of somebody who works there. */
export const agencyClient = (options: Options): Client<'agency'> => connect(options);
