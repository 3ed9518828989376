import * as z from 'zod';
import type { AwsCall } from '../aws/aws-calls.ts';
import { shortName } from '../aws/aws.ts';
import type { Resources } from './resources.ts';

const oneOrMore = z.union([z.array(z.string()), z.string().transform((one) => [one])]);

/** Answers kept: more than the calls on tables, queues and buses of a stack. */
const MAX_WEIGHED = 1000;

/** Strict: a condition or a denial that nobody weighs would make this machine more lenient than AWS. */
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.literal('Allow', 'the local stack evaluates Allow statements only'),
  Action: oneOrMore,
  Resource: oneOrMore,
});

const policySchema = z.object({
  Roles: z.array(z.string()),
  PolicyDocument: z.object({ Statement: z.array(statementSchema) }),
});

/** Lines of `<function> <action> <resource>`; a grant's resource may be a pattern. */
export type GrantsSeen = { granted: string[]; used: string[]; refused: string[] };

export type IamPolicy = {
  /** Whether the template allows a function to do this; what was asked is remembered. */
  allows: (functionName: string, call: AwsCall) => boolean;
  /** All that is granted, what of it was used since the start, and what was refused. */
  seen: () => GrantsSeen;
};

/** `*` matches any characters including slashes, and `?` matches one. */
const matches = (pattern: string): ((text: string) => boolean) => {
  const escaped = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, String.raw`\$&`);
  const expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return (text) => expression.test(text);
};

const grantsOf = (label: string, { Action, Resource }: z.output<typeof statementSchema>) =>
  Action.flatMap((action) =>
    Resource.map((resource) => ({
      line: `${label} ${action} ${resource}`,
      isAction: matches(action),
      isResource: matches(resource),
    })),
  );

/** Reads what each function's role may do: a call that no policy of the template allows is refused, as AWS does it. */
export const createIamPolicy = (
  resources: Resources,
  stackName: string,
  /** Functions that do not run here. */
  without: ReadonlySet<string>,
): IamPolicy => {
  const policies = resources.all('AWS::IAM::Policy', policySchema).map(({ properties }) => properties);
  const functions = resources.all('AWS::Lambda::Function', z.object({ Role: z.string() }), without);
  const byFunction = new Map(
    functions.map(({ name, properties: { Role } }) => {
      const label = shortName(name, stackName);
      const grants = policies
        .filter(({ Roles }) => Roles.some((id) => resources.attribute(id, 'Arn') === Role))
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .flatMap((statement) => grantsOf(label, statement));
      return [name, { label, grants }];
    }),
  );
  const used = new Set<string>();
  const refused = new Set<string>();
  const weigh = (functionName: string, { action, resource }: AwsCall): boolean => {
    const { label, grants } = byFunction.get(functionName) ?? { label: functionName, grants: [] };
    const found = grants.filter(({ isAction, isResource }) => isAction(action) && isResource(resource));
    for (const { line } of found) used.add(line);
    if (found.length === 0) refused.add(`${label} ${action} ${resource}`);
    return found.length > 0;
  };
  // Policies do not change, and a table's calls are the same few again and again; those on objects are not.
  const weighed = new Map<string, boolean>();
  return {
    allows: (functionName, call) => {
      const { action, resource } = call;
      const question = `${functionName} ${action} ${resource}`;
      const known = weighed.get(question);
      if (known !== undefined) return known;
      const answer = weigh(functionName, call);
      if (weighed.size < MAX_WEIGHED) weighed.set(question, answer);
      return answer;
    },
    seen: () => ({
      granted: [...byFunction.values()].flatMap(({ grants }) => grants.map(({ line }) => line)),
      used: [...used],
      refused: [...refused],
    }),
  };
};
