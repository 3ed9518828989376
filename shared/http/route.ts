import type * as z from 'zod';
import type { Bearer } from '../kernel/bearer.ts';
import type { AccountRef, AccountId, AgencyId } from '../kernel/ids.ts';
import type { Scope as BearerScope } from '../kernel/scopes.ts';
import type { Problem, ProblemCode } from './errors.ts';

/** One folder of functions/ each. */
export type LambdaName =
  | 'account'
  | 'store'
  | 'checkout'
  | 'agency'
  | 'people'
  | 'webhooks'
  | 'pictures'
  | 'public';

/** What a bearer must carry; `public` has to be written out. */
export type Scope = BearerScope | 'public';

/**
 * What makes a repetition safe:
 * - `key`: the Idempotency-Key header, which is required. Another input under the same key is 422.
 * - `natural`: what the route is about, such as a quote or an invoice. A header that is sent all the same is ignored.
 * - `none`: nothing. Each call does its work anew, and moves no credits.
 */
export type Idempotency = 'key' | 'natural' | 'none';

/** Requests a second over all callers, and how many may come at once. */
export type Throttle = { rate: number; burst: number };

/** For routes that answer anybody, with what browsers then keep: a flood there leaves most of the stage's limit to the others. */
export const THROTTLE_STATIC: Throttle = { rate: 100, burst: 200 };

/** For routes that call a payment provider, whose own limits all agencies' customers would run into. */
export const THROTTLE_PROVIDER: Throttle = { rate: 50, burst: 100 };

/** For routes that take codes, so that many accounts together can't guess fast either. */
export const THROTTLE_CODES: Throttle = { rate: 50, burst: 100 };

/** For routes that send invitations: Cognito has a limit for all agencies, and so has its mail. */
export const THROTTLE_INVITATIONS: Throttle = { rate: 5, burst: 10 };

/** A response status: its body (null where there is none), and the headers that a caller may rely on. */
export type Answer = {
  description: string;
  body: z.ZodType | null;
  /** Anything but application/json. */
  contentType?: string;
  headers?: Record<string, string>;
};

/** One route of the table: the single source of API Gateway's routes, the router, validation, types and OpenAPI. */
export type Route = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: `/v1/${string}`;
  lambda: LambdaName;
  scope: Scope;
  summary: string;
  description?: string;
  idempotency: Idempotency;
  /** Whether it takes `Prefer: dry-run`. Other routes that change something refuse it, so that nobody relies on it. */
  dryRun?: true;
  /** Where API Gateway lets through less than the stage does. It answers 429 beyond. */
  throttle?: Throttle;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  /** A schema for JSON, or `raw` where the bytes themselves matter (signatures). */
  body?: z.ZodType | 'raw';
  /** What a form of the documentation is prefilled with, and works in an agency that a local stack begins with. */
  example?: { readonly params?: Readonly<Record<string, string>>; readonly body?: unknown };
  responses: Record<number, Answer>;
  problems: readonly ProblemCode[];
};

export const route = <const R extends Route>(definition: R): R => definition;

/** Whether a request may come without its body. With PUT, that would replace everything by nothing. */
export const isBodyOptional = ({ method, body }: Route): boolean =>
  body !== undefined && body !== 'raw' && method !== 'PUT' && body.safeParse({}).success;

/** API Gateway's name of a route, which it also passes to the Lambda. */
export const routeKey = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/**
 * Whose credits a customer's bearer is about, who holds it, under whose budget (undefined for the account's owner), and the
 * region that the issuer says they buy in.
 */
export type Customer = AccountRef & {
  actor: string;
  region: string | undefined;
  spender: string | undefined;
  kind: Bearer['kind'];
};

/** Who at the agency calls, the account that their bearer is about should they be a customer too, and in which roles. */
export type AgencyCaller = {
  agency: AgencyId;
  actor: string;
  account: AccountId | undefined;
  roles: readonly string[];
  kind: Bearer['kind'];
  /** Everything that the bearer may do. */
  scopes: Bearer['scopes'];
};

/** Who calls, from the bearer alone. */
export type Caller<S extends Scope> = S extends 'public'
  ? undefined
  : S extends `credits:${string}`
    ? Customer
    : AgencyCaller;

/** What an operation is handed: everything parsed and typed by its route. */
export type RequestOf<R extends Route> = {
  caller: Caller<R['scope']>;
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  headers: Parsed<R['headers']>;
  body: R['body'] extends 'raw' ? Uint8Array : Parsed<R['body']>;
  idempotencyKey: R['idempotency'] extends 'key' ? string : undefined;
  dryRun: R extends { dryRun: true } ? boolean : false;
};

type AnswerBody<A> = A extends { body: infer Body } ? (Body extends z.ZodType ? z.input<Body> : null) : never;

type Answered<R extends Route> = {
  [Status in keyof R['responses'] & number]: {
    status: Status;
    body: AnswerBody<R['responses'][Status]>;
    headers?: Record<string, string>;
    /** The body is bytes, such as compressed text. */
    isBase64Encoded?: true;
  };
}[keyof R['responses'] & number];

/** Only what the route declares can leave: one of its responses or one of its problems. */
export type ResponseOf<R extends Route> = Answered<R> | Problem<R['problems'][number]>;

export type Handler<R extends Route> = (request: RequestOf<R>) => Promise<ResponseOf<R>>;

/** A handler for each of some routes, by their names. */
export type Handlers<Routes extends { [Name in keyof Routes]: Route }> = {
  [Name in keyof Routes]: Handler<Routes[Name]>;
};
