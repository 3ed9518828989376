import * as z from 'zod/v4';

/**
 * zod as Lambdas have it (infra/bundles.ts): a schema is built when something asks it for anything, so that a start
 * builds the few that its first request needs of the thousands that a Lambda has. What is not named here is built at
 * once, as zod does.
 */
export * from 'zod/v4';

z.config({
  // Compiling code for a schema pays after many values of it, and most instances end before that.
  jitless: true,
  // JSON and items have no cycles. To be ready for some, zod walks through every schema before it first parses.
  memoizer: { alloc: (_schema, _payload, empty) => empty, attach: () => {}, guard: () => {} },
});

/** Waits, then is what zod builds: in its own place, with the same members and prototype. */
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

  /** Only the description of the API reads what `meta` says, and no Lambda writes that. */
  meta(...args: unknown[]): this | undefined {
    return args.length > 0 ? this : undefined;
  }

  describe(): this {
    return this;
  }

  get description(): undefined {
    return undefined;
  }
}

const derive = (schema: LazySchema, method: string, args: unknown[]): object => {
  const of: unknown = Reflect.get(LazySchema.built(schema), method);
  const derived: unknown = typeof of === 'function' ? Reflect.apply(of, schema, args) : undefined;
  if (derived instanceof z.ZodType) return derived;
  throw new TypeError(`this schema has no ${method}`);
};

/** Methods that make a schema of another one, which may wait as well. */
const deriving =
  'array catch default endsWith exactOptional extend int max min normalize nullable nullish omit optional partial pick ' +
  'pipe positive refine regex safeExtend startsWith strict toLowerCase transform trim';
for (const method of deriving.split(' '))
  Object.defineProperty(LazySchema.prototype, method, {
    value(this: LazySchema, ...args: unknown[]) {
      return new LazySchema(() => derive(this, method, args));
    },
  });

// Whatever else is asked of a schema builds it.
Object.setPrototypeOf(
  LazySchema.prototype,
  new Proxy(
    {},
    { get: (_, name, schema: LazySchema): unknown => Reflect.get(LazySchema.built(schema), name) },
  ),
);

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
