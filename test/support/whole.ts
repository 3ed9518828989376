import type { OnlyFor } from '../../packages/client/src/index.ts';

/** A value with every field that there is, at any depth: a new field that a test does not set fails to compile. */
export type Whole<Value> = Value extends readonly (infer One)[]
  ? Whole<One>[]
  : Value extends object
    ? { [Field in keyof Value]-?: Whole<Exclude<Value[Field], undefined>> }
    : Value;

export const EVERY_LIST: Whole<OnlyFor> = {
  products: ['brushes'],
  categories: ['tools', 'workshops'],
  services: ['cutting'],
  meters: ['api-calls'],
};
