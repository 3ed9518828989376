import { AGENCY_SCOPES, CUSTOMER_SCOPES } from '../../../shared/kernel/scopes.ts';
import type { TokenRequest } from '../aws/token-request.ts';
import { StartupError } from '../startup-error.ts';

/** Somebody whom one can be on this machine. */
export type Person = {
  /** What `login_hint` names. */
  login: string;
  name: string;
  /** In one line, what they do here. */
  part: string;
  claims: TokenRequest;
};

const customer = (agency: string, login: string, name: string, part: string): Person => ({
  login,
  name,
  part,
  claims: { agency, account: login, scopes: CUSTOMER_SCOPES },
});

const admin = (agency: string, login: string, part: string): Person => ({
  login,
  name: 'Admin',
  part,
  claims: { agency, subject: 'admin', scopes: AGENCY_SCOPES },
});

/** Somebody who decides credit requests: two steps take two people. */
const approver = (login: string, name: string, part: string): Person => ({
  login,
  name,
  part,
  claims: { agency: 'demo', subject: login, roles: [login], scopes: ['agency:read', 'agency:approve'] },
});

/** The people of each agency, in the order in which the sign-in page shows them. */
export const PEOPLE: readonly { agency: string; people: readonly Person[] }[] = [
  {
    agency: 'Northlight Studio',
    people: [
      customer('demo', 'alice', 'Alice', 'Customer'),
      customer('demo', 'bob', 'Bob', 'Customer'),
      admin('demo', 'admin', 'Runs the agency'),
      approver('reviewer', 'Reviewer', 'Approves credit requests, first step'),
      approver('finance', 'Finance', 'Approves credit requests of 1,000 credits or more, second step'),
    ],
  },
  {
    agency: 'Harbor & Pine',
    people: [
      customer('other', 'carol', 'Carol', 'Customer'),
      admin('other', 'other-admin', 'Runs the agency'),
    ],
  },
];

export const findPerson = (login: string | undefined): Person | undefined =>
  PEOPLE.flatMap(({ people }) => people).find((person) => person.login === login);

/** @throws StartupError where nobody has that login */
export const personOf = (login: string): Person => {
  const person = findPerson(login);
  if (!person) throw new StartupError(`Nobody has the login ${login}`);
  return person;
};
