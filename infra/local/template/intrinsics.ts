import * as z from 'zod';
import { StartupError } from '../startup-error.ts';

/** Resolves the template's own names to their values on this machine. */
export type References = {
  ref: (name: string) => unknown;
  attribute: (logicalId: string, attribute: string) => unknown;
  /** The value of a secret of the template, by its ARN. */
  secret: (secretArn: string) => string;
};

type Resolve = (value: unknown) => unknown;

const joinArguments = z.tuple([z.string(), z.array(z.unknown())]);
const selectArguments = z.tuple([z.coerce.number().int(), z.unknown()]);
const splitArguments = z.tuple([z.string(), z.unknown()]);
const getAttArguments = z.union([
  z.tuple([z.string(), z.string()]),
  z
    .string()
    .regex(/^[^.]+\..+$/)
    .transform((text): [string, string] => [
      text.slice(0, text.indexOf('.')),
      text.slice(text.indexOf('.') + 1),
    ]),
]);
const subArguments = z.union([
  z.tuple([z.string(), z.record(z.string(), z.unknown())]),
  z.string().transform((text): [string, Record<string, unknown>] => [text, {}]),
]);
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const substitute = (argument: unknown, references: References, resolve: Resolve): string => {
  const [pattern, variables] = subArguments.parse(argument);
  return pattern.replaceAll(/\$\{(!?)([^}]+)\}/g, (_match, literal: string, name: string) => {
    if (literal) return `\${${name}}`;
    if (name in variables) return text.parse(resolve(variables[name]));
    const [logicalId = name, ...attribute] = name.split('.');
    return text.parse(
      attribute.length > 0 ? references.attribute(logicalId, attribute.join('.')) : references.ref(name),
    );
  });
};

const functions: Record<string, (argument: unknown, references: References, resolve: Resolve) => unknown> = {
  Ref: (argument, references) => references.ref(z.string().parse(argument)),
  'Fn::GetAtt': (argument, references) => references.attribute(...getAttArguments.parse(argument)),
  'Fn::Join': (argument, _references, resolve) => {
    const [separator, parts] = joinArguments.parse(argument);
    return parts.map((part) => text.parse(resolve(part))).join(separator);
  },
  'Fn::Sub': substitute,
  'Fn::Select': (argument, _references, resolve) => {
    const [index, list] = selectArguments.parse(argument);
    const chosen: unknown = z.array(z.unknown()).parse(resolve(list))[index];
    if (chosen === undefined) throw new StartupError(`Fn::Select has no value at index ${index}`);
    return resolve(chosen);
  },
  'Fn::Split': (argument, _references, resolve) => {
    const [separator, source] = splitArguments.parse(argument);
    return text.parse(resolve(source)).split(separator);
  },
};

/** A dynamic reference, which CloudFormation replaces by a secret's value. */
const SECRET = /\{\{resolve:secretsmanager:(arn:[^{}]+?):SecretString:::\}\}/g;

const resolveWithin = (value: unknown, references: References): unknown => {
  const resolve: Resolve = (inner) => resolveWithin(inner, references);
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const entries: [string, unknown][] = Object.entries(value);
  const [only] = entries;
  if (only && entries.length === 1 && /^(Ref|Condition|Fn::.*)$/.test(only[0])) {
    const [name, argument] = only;
    const evaluate = functions[name];
    if (!evaluate) throw new StartupError(`the local stack does not evaluate ${name}`);
    const resolved = evaluate(argument, references, resolve);
    return typeof resolved === 'string'
      ? resolved.replaceAll(SECRET, (_match, secretArn: string) => references.secret(secretArn))
      : resolved;
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, resolve(inner)]));
};

/**
 * Replaces every intrinsic function within a resource's properties by its value.
 * @param where names the resource in the one line that says what could not be resolved
 */
export const resolveIntrinsics = (value: unknown, references: References, where: string): unknown => {
  try {
    return resolveWithin(value, references);
  } catch (cause) {
    const problem =
      cause instanceof z.ZodError ? 'an intrinsic function has arguments of another form' : cause;
    const line = problem instanceof Error ? problem.message : String(problem);
    throw new StartupError(line.startsWith(where) ? line : `${where}: ${line}`, { cause });
  }
};
