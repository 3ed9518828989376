import type { AgencyId } from '../kernel/ids.ts';
import type { Bucket } from './bucket.ts';
import { signedObject, type LinkLife } from './signed-object.ts';

/**
 * A link to one file that an agency published.
 * @param file.name as the agency calls it; its last step becomes the name that a browser saves it under
 */
export const signedDownload = (
  bucket: Bucket,
  file: { agency: AgencyId; name: string },
  life: LinkLife,
): Promise<string> => {
  const savedAs = encodeURIComponent(file.name.split('/').at(-1) ?? '').replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return signedObject(
    bucket,
    { folder: 'downloads', ...file },
    `attachment; filename*=UTF-8''${savedAs}`,
    life,
  );
};
