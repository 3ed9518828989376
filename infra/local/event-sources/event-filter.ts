import * as z from 'zod';
import { StartupError } from '../startup-error.ts';

type Predicate = (value: unknown) => boolean;

const isObject = z.record(z.string(), z.unknown());

const alternative = (wanted: unknown): Predicate => {
  const operator = isObject.safeParse(wanted);
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
  const fields = Object.entries(isObject.parse(pattern)).map(([name, inner]): [string, Predicate] => [
    name,
    compile(inner),
  ]);
  return (value) => {
    const given = isObject.safeParse(value);
    return fields.every(([name, matches]) => matches(given.success ? given.data[name] : undefined));
  };
};

/** Lambda's event filtering: an event passes when one of the patterns matches; without patterns every event does. */
export const createEventFilter = (patterns: readonly string[]): Predicate => {
  const compiled = patterns.map((pattern) => compile(JSON.parse(pattern)));
  return (event) => compiled.length === 0 || compiled.some((matches) => matches(event));
};
