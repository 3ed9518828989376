import { problemText } from '../../language/problem.ts';
import { t } from '../texts.ts';

type Failure = { code: string; title?: string | undefined };

/** The members of a refusal that name what somebody lacks. */
const lackedOf = (failure: Failure): string[] =>
  ['scope', 'scopes', 'role', 'roles'].flatMap((member) => {
    const value: unknown = member in failure ? Reflect.get(failure, member) : [];
    return [value].flat().filter((one) => typeof one === 'string');
  });

/** A right by the name that Team gives it, a role by its own. */
const nameOf = (lacked: string): string => {
  const names: Readonly<Record<string, string>> = t.value.team.scopeNames;
  return names[lacked] ?? lacked;
};

/** A refusal's reason as a member of the agency reads it, with the right or the role that is missing. */
export const problemIn = (failure: Failure): string => {
  const texts: Readonly<Record<string, string>> = t.value.form.problems;
  const text = texts[failure.code] ?? problemText(failure);
  const lacked = lackedOf(failure).map(nameOf).join(', ');
  return lacked === '' ? text : `${text} ${t.value.form.lacking(lacked)}`;
};
