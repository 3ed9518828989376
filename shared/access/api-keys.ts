import type { Bearer } from '../kernel/bearer.ts';
import type { AgencyId } from '../kernel/ids.ts';
import type { Scope } from '../kernel/scopes.ts';
import type { Collection } from '../agency/resource.ts';
import { apiKeyItem, type ApiKey } from '../table/items/api-key.ts';
import { apiKeyKey, apiKeysPartition } from '../table/keys.ts';

/** Keys of an agency at a time. */
export const MAX_API_KEYS = 50;

/** Who makes or revokes keys. */
export type KeyMaker = { agency: AgencyId; actor: string } & Pick<Bearer, 'kind'> & {
    scopes: readonly Scope[];
  };

export const apiKeys: Collection<ApiKey> = {
  kind: 'api_key',
  schema: apiKeyItem,
  partition: apiKeysPartition,
  key: apiKeyKey,
};

/** Before the part of a key's id that the key itself contains. */
const ID_PREFIX = 'key_';

/** The id of the record of a key that has this part. */
export const apiKeyIdOf = (part: string): string => ID_PREFIX + part;

/** What may be shown of a key: everything but its hash. */
export const shownApiKey = ({ hash: _hash, agency: _agency, version: _version, ...shown }: ApiKey) => shown;

/** The part of a key's id that the key itself contains. */
export const partOfApiKeyId = (id: string): string => id.slice(ID_PREFIX.length);
