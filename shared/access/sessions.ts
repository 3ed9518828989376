import type { AgencyId } from '../kernel/ids.ts';
import { sessionKey, type Key } from '../table/keys.ts';
import { type KeyMaker, partOfApiKeyId } from './api-keys.ts';

/** What stands for the maker of sessions that no key made. */
const PEOPLE = 'people';

/** Under whom a session lies, so that the revocation of a key finds those it made. */
export const makerOf = ({ kind, actor }: Pick<KeyMaker, 'kind' | 'actor'>): string =>
  kind === 'key' ? partOfApiKeyId(actor) : PEOPLE;

/** The name of a session within its agency, as its token and its account's slots have it. */
export const placeOf = ({ maker, id }: { maker: string; id: string }): string => `${maker}_${id}`;

/** Where the session of that name is. */
export const keyOfPlace = (agency: AgencyId, place: string): Key => {
  const [maker = '', id = ''] = place.split('_');
  return sessionKey(agency, maker, id);
};
