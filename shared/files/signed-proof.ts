import type { AgencyId } from '../kernel/ids.ts';
import type { Bucket } from './bucket.ts';
import { signedObject, type LinkLife } from './signed-object.ts';

/**
 * A link to a file that a customer uploaded as proof, for the person who decides. The browser saves the file and never
 * opens it, because its content may differ from its declared type.
 * @param file.name as the operation that gave out its upload called it
 */
export const signedProof = (
  bucket: Bucket,
  file: { agency: AgencyId; name: string },
  life: LinkLife,
): Promise<string> => signedObject(bucket, { folder: 'proofs', ...file }, 'attachment', life);
