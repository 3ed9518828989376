import type { AgencyId } from '../kernel/ids.ts';
import * as z from 'zod';
import { readSecret } from '../kernel/secret.ts';

const signing = z.string().min(16).max(512);

/** What an agency's secret `…/links` holds: one text, or a list of which the first signs while others still verify. */
const linksSecret = z.union([
  signing,
  z.object({ signing: z.tuple([signing], signing) }).transform(({ signing: [first] }) => first),
]);

/** What an agency's links are signed with now; undefined where there is no such secret, or nobody can read it. */
export type LinkSecret = (agency: AgencyId) => Promise<string | undefined>;

/** @param prefix of the secrets' names: `<prefix>/<agency>/links` */
export const linkSecretsUnder =
  (prefix: string): LinkSecret =>
  async (agency) => {
    const read = await readSecret(`${prefix}/${agency}/links`, linksSecret);
    return read.ok ? read.value : undefined;
  };
