import * as z from 'zod';
import { StartupError } from '../startup-error.ts';

type Predicate = (value: unknown) => boolean;

const fields = z.record(z.string(), z.unknown());

/** A record has many fields, of which a filter looks at few: none is copied. */
const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const alternative = (wanted: unknown): Predicate => {
  const operator = fields.safeParse(wanted);
  if (!operator.success) return (value) => value === wanted;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(operator.data);
  if (others.length > 0)
    throw new StartupError(`a filter has two operators at once: ${JSON.stringify(wanted)}`);
  switch (name) {
    case 'exists':
      return (value) => (value !== undefined) === argument;
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(z.string().parse(argument));
    case 'anything-but': {
      const excluded = new Set<unknown>([argument].flat());
      return (value) => value !== undefined && !excluded.has(value);
    }
    default:
      throw new StartupError(`the local stack does not support the filter operator ${name}`);
  }
};

const compile = (pattern: unknown): Predicate => {
  if (Array.isArray(pattern)) {
    const alternatives = pattern.map(alternative);
    return (value) => alternatives.some((matches) => matches(value));
  }
  const inner = Object.entries(fields.parse(pattern)).map(
    ([name, wanted]) => [name, compile(wanted)] as const,
  );
  return (value) => inner.every(([name, matches]) => matches(fieldOf(value, name)));
};

/** Lambda's event filtering: an event passes when one of the patterns matches; without patterns every event does. */
export const createEventFilter = (patterns: readonly string[]): Predicate => {
  const compiled = patterns.map((pattern) => compile(JSON.parse(pattern)));
  return (event) => compiled.length === 0 || compiled.some((matches) => matches(event));
};
