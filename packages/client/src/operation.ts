/** What an operation takes, where it takes nothing. */
export type Empty = Record<string, never>;

/** Who may call an operation: a customer about their own credits, an agency, or anybody. */
export type Side = 'customer' | 'agency' | 'public';

/** Whether a request that may have been lost can be sent again: under its key, by nature, or not. */
export type Repeat = 'key' | 'natural' | 'none';

/** The method, the path, and whether it can be repeated. */
export type Definition = readonly [method: string, path: string, repeat: Repeat];

/** Only for the compiler: no value has it. */
type Types<Kind> = { readonly types?: Kind };

/** One operation of the API, with what it takes, what it answers and how it can fail. */
export type Operation<For extends Side, Taken, Answer, Failed> = Definition &
  Types<{ side: For; input: Taken; answer: Answer; failed: Failed }>;

/** One that moves credits, and can say beforehand what it would do: its plan. */
export type DryRunOperation<For extends Side, Taken, Answer, Failed, Plan> = Definition &
  Types<{ side: For; input: Taken; answer: Answer; failed: Failed; plan: Plan }>;

/** Everything that a request carries. */
export type Input = {
  params?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  headers?: Record<string, string | undefined>;
  body?: unknown;
};
