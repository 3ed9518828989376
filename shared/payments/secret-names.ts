import { paginateDescribeParameters, SSMClient } from '@aws-sdk/client-ssm';
import { AWS_TIMEOUTS } from '../kernel/aws-timeouts.ts';
import { MINUTE_MS } from '../kernel/durations.ts';

/**
 * Reads a minute of names whose secret was never seen here. Anybody may call a webhook under made-up names, and all
 * Lambdas of the AWS account share 40 reads a second: 50 instances use at most 17 of them for unknown names.
 */
const MAX_UNKNOWN_READS = 20;

/** Decides which secrets are worth a read. */
export type SecretNames = {
  /** @returns whether there may be a secret of that name. Throws errors of Parameter Store. */
  mayExist: (name: string) => Promise<boolean>;
  /** Notes what a read showed. */
  note: (name: string, exists: boolean) => void;
};

/**
 * Bounds what made-up names use without refusing a real one: past a number of reads a minute, a name that was never seen
 * is looked up in the list of all names, which is fetched at most once a minute.
 * @param prefix of the names to list
 */
export const secretNames = (prefix: string): SecretNames => {
  const known = new Set<string>();
  let window = newWindow(prefix);
  return {
    mayExist: async (name) => {
      if (known.has(name)) return true;
      if (Date.now() >= window.end) window = newWindow(prefix);
      window.reads += 1;
      return window.reads <= MAX_UNKNOWN_READS || (await window.list()).has(name);
    },
    note: (name, exists) => void (exists ? known.add(name) : known.delete(name)),
  };
};

const newWindow = (prefix: string) => {
  let listing: Promise<ReadonlySet<string>> | undefined;
  return {
    end: Date.now() + MINUTE_MS,
    reads: 0,
    list: async (): Promise<ReadonlySet<string>> => {
      listing ??= namesUnder(prefix);
      try {
        return await listing;
      } catch (error) {
        // The next name tries again.
        listing = undefined;
        throw error;
      }
    },
  };
};

const namesUnder = async (prefix: string): Promise<ReadonlySet<string>> => {
  const names = new Set<string>();
  const pages = paginateDescribeParameters(
    { client: new SSMClient(AWS_TIMEOUTS), pageSize: 50 },
    { ParameterFilters: [{ Key: 'Name', Option: 'BeginsWith', Values: [prefix] }] },
  );
  for await (const { Parameters = [] } of pages)
    for (const { Name } of Parameters) if (Name !== undefined) names.add(Name);
  return names;
};
