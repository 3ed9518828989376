import * as z from 'zod/v4';

/**
 * zod as Lambdas have it (infra/bundles.ts): a schema is built when something asks it for anything, so that a start
 * builds the few that its first request needs of the thousands that a Lambda has. What is not named here is built at
 * once, as zod does.
 */
export * from 'zod/v4';

// Compiling code for a schema pays after many values of it, and most instances end before that.
z.config({ jitless: true });

/** Methods that make a schema of another one, which may wait as well. */
const DERIVING = new Set<PropertyKey>(
  (
    'array catch default endsWith exactOptional extend int max min normalize nullable nullish omit optional partial pick ' +
    'pipe positive refine regex safeExtend startsWith strict toLowerCase transform trim'
  ).split(' '),
);

/** Once built, it is what zod built: the same members under the same prototype. */
class LazySchema {
  #build: (() => object) | undefined;

  constructor(build: () => object) {
    this.#build = build;
  }

  static built(schema: LazySchema): LazySchema {
    const built = schema.#build?.();
    if (built) {
      Object.setPrototypeOf(schema, Reflect.getPrototypeOf(built));
      Object.defineProperties(schema, Object.getOwnPropertyDescriptors(built));
      schema.#build = undefined;
    }
    return schema;
  }
}

const derive = (schema: LazySchema, method: PropertyKey, args: unknown[]): object => {
  const of: unknown = Reflect.get(LazySchema.built(schema), method);
  const derived: unknown = typeof of === 'function' ? Reflect.apply(of, schema, args) : undefined;
  if (derived instanceof z.ZodType) return derived;
  throw new TypeError(`this schema has no ${String(method)}`);
};

/** Above every schema that still waits. No Lambda reads what `meta` says for the description of the API. */
const waiting = new Proxy(
  {},
  {
    get: (_, name, schema: LazySchema): unknown => {
      if (name === 'description') return undefined;
      if (name === 'meta' || name === 'describe')
        return (...args: unknown[]) => (args.length > 0 ? schema : undefined);
      return DERIVING.has(name)
        ? (...args: unknown[]) => new LazySchema(() => derive(schema, name, args))
        : Reflect.get(LazySchema.built(schema), name);
    },
  },
);
Object.setPrototypeOf(LazySchema.prototype, waiting);

const lazy =
  <Args extends unknown[]>(build: (...args: Args) => object) =>
  (...args: Args): object =>
    new LazySchema(() => build(...args));

export const array = /* @__PURE__ */ lazy(z.array);
export const boolean = /* @__PURE__ */ lazy(z.boolean);
export const coerce = { number: /* @__PURE__ */ lazy(z.coerce.number) };
export const custom = /* @__PURE__ */ lazy(z.custom);
export const discriminatedUnion = /* @__PURE__ */ lazy(z.discriminatedUnion);
export const email = /* @__PURE__ */ lazy(z.email);
const oneOf = /* @__PURE__ */ lazy(z.enum);
export const int = /* @__PURE__ */ lazy(z.int);
export const iso = {
  date: /* @__PURE__ */ lazy(z.iso.date),
  datetime: /* @__PURE__ */ lazy(z.iso.datetime),
};
export const json = /* @__PURE__ */ lazy(z.json);
export const literal = /* @__PURE__ */ lazy(z.literal);
export const looseObject = /* @__PURE__ */ lazy(z.looseObject);
const nothing = /* @__PURE__ */ lazy(z.null);
export const number = /* @__PURE__ */ lazy(z.number);
export const object = /* @__PURE__ */ lazy(z.object);
export const record = /* @__PURE__ */ lazy(z.record);
export const strictObject = /* @__PURE__ */ lazy(z.strictObject);
export const string = /* @__PURE__ */ lazy(z.string);
export const tuple = /* @__PURE__ */ lazy(z.tuple);
export const union = /* @__PURE__ */ lazy(z.union);
export const unknown = /* @__PURE__ */ lazy(z.unknown);
export const url = /* @__PURE__ */ lazy(z.url);
export { oneOf as enum, nothing as null };
