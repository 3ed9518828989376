import { parseArgs } from 'node:util';
import { usageError, type ExitCode } from './exit.ts';
import { outputTo, type Output, type Streams } from './output.ts';

/** An option, as `util.parseArgs` reads it and the help shows it. */
export type Option = {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** What stands for its value in the help. */
  value?: string;
  summary: string;
};

export type Options = Record<string, Option>;

export const GLOBAL_OPTIONS = {
  profile: {
    type: 'string',
    value: 'NAME',
    summary: 'The profile to use (default: SCRIP_PROFILE, or the one that "scrip use" chose)',
  },
  api: { type: 'string', value: 'URL', summary: 'Where the API is (default: SCRIP_API, or the profile’s)' },
  json: { type: 'boolean', summary: 'Print JSON on stdout and nothing else' },
  help: { type: 'boolean', summary: 'Show this help' },
} as const satisfies Options;

/** What the process gives. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  streams: Streams;
  /** For a command that has to clean up: from its first call on, Ctrl-C aborts this instead of ending the process. */
  interruption: () => AbortSignal;
  /** Where the API of this run is, once that is known. */
  reached: { api?: string };
};

/** What a command works with. */
export type Context = Surroundings & {
  output: Output;
  profile: string | undefined;
  api: string | undefined;
};

type Parsed<Named extends Options> = ReturnType<
  typeof parseArgs<{ options: Named; allowPositionals: true; strict: true }>
>['values'];

type Description = {
  /** One line. */
  summary: string;
  /** The positional arguments, such as `[account]`. */
  usage?: string;
  /** How many positional arguments there are, at least and at most. */
  positionals?: readonly [least: number, most: number];
  details?: string;
  examples: readonly string[];
};

type Definition<Named extends Options> = Description & {
  options: Named;
  run: (context: Context, values: Parsed<Named>, positionals: readonly string[]) => Promise<ExitCode>;
};

export type Command = Description & {
  options: Options;
  run: (surroundings: Surroundings, args: readonly string[]) => Promise<ExitCode>;
};

const parse = <Named extends Options>(options: Named, args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's first sentence; the second advises how to write such an argument after all.
    if (error instanceof TypeError) throw usageError(error.message.split('. ')[0] ?? error.message);
    throw error;
  }
};

/** The global options, and the other arguments: both kinds may be mixed. */
const split = (args: readonly string[], options: Options) => {
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...options, ...GLOBAL_OPTIONS },
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const global = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || !Object.hasOwn(GLOBAL_OPTIONS, token.name)) continue;
    global.add(token.index);
    if (token.value !== undefined && !token.inlineValue) global.add(token.index + 1);
  }
  return {
    global: args.filter((_, index) => global.has(index)),
    own: args.filter((_, index) => !global.has(index)),
  };
};

/** A command whose options are typed by its definition. */
export const command = <const Named extends Options>({ run, ...described }: Definition<Named>): Command => ({
  ...described,
  run: async (surroundings, args) => {
    const { global, own } = split(args, described.options);
    const { profile, api, json = false } = parse(GLOBAL_OPTIONS, global).values;
    const { values, positionals } = parse(described.options, own);
    const [least, most] = described.positionals ?? [0, 0];
    if (positionals.length < least) throw usageError(`An argument is missing: ${described.usage}`);
    if (positionals.length > most) throw usageError(`Unexpected argument '${positionals[most]}'`);
    const output = outputTo(surroundings.streams, json);
    return await run({ ...surroundings, output, profile, api }, values, positionals);
  },
});
